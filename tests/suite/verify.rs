//! Printed and recorded scores against the rules: our own results never differ, and each difference is told with its
//! working.

use std::io::Cursor;

use kaocheng::data::{self, Dataset, bind_layers};
use kaocheng::eval::{Results, assess_layers};
use kaocheng::number::Number;
use kaocheng::regress::{self, Printed, Recomputed, Verified};
use kaocheng::report::{self, Digests, Scored};
use kaocheng::source::{Lang, Place};

use super::engine::{Rules, below, by_folder, layers_of, root, rules, rules_below, rules_of};

/// The last layer of some tables, and what it comes to.
struct Scoring {
    layers: Vec<Dataset>,
    results: Vec<Results>,
}

impl Scoring {
    fn of(rules: &Rules, tables: &[(String, String)]) -> Scoring {
        let open = |(name, text): &(String, String)| {
            let read = data::open(name, Box::new(Cursor::new(text.clone().into_bytes())));
            (name.clone(), read.value.unwrap())
        };
        let bound = bind_layers(by_folder(tables.iter().map(open)), &rules.scheme);
        let layers = bound.value.unwrap();
        let results = assess_layers(&rules.scheme, &layers);
        Scoring { layers, results }
    }

    fn scored<'a>(&'a self, rules: &'a Rules) -> Scored<'a> {
        let (results, earlier) = self.results.split_last().unwrap();
        Scored {
            scheme: &rules.scheme,
            data: self.layers.last().unwrap(),
            results,
            earlier,
            files: &rules.files,
        }
    }

    fn verified(&self, rules: &Rules, table: data::Table) -> Verified {
        let Scored { scheme, data, results, .. } = self.scored(rules);
        let printed = Printed::read(table, scheme, data);
        regress::verify(Recomputed { scheme, data, results }, &printed)
    }

    fn sheet(&self, rules: &Rules, csv: &str) -> Verified {
        let read = data::open("公布/subjects.csv", Box::new(Cursor::new(csv.to_owned().into_bytes())));
        self.verified(rules, read.value.unwrap().remove(0))
    }
}

fn said(verified: &Verified) -> Vec<String> {
    let one = |one: &regress::Difference| format!("{} {}", one.code().id(), one.finding.message.zh);
    verified.differences.iter().map(one).collect()
}

fn csv(scored: &Scored<'_>) -> String {
    let mut text = Vec::new();
    report::csv(scored, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn json(scored: &Scored<'_>) -> String {
    let mut text = Vec::new();
    report::json(scored, &Digests::new("", &scored.data.digest), &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// Every rule file here, on made-up data with every state in it, and every story of layers: what we write ourselves
/// differs in nothing, in either form, and nothing of it is left out of the comparison.
#[test]
fn our_own_results_differ_in_nothing() {
    let mut runs: Vec<(Rules, Vec<(String, String)>)> = Vec::new();
    for path in rules_below(&root("rules")) {
        let rules = rules_of(&path);
        let data = rules.sample(60, 7);
        runs.push((rules, data));
    }
    for path in below(&root("fixtures/score-layers"), "kc") {
        if !path.to_string_lossy().contains("/bad/") {
            runs.push((rules_of(&path), layers_of(path.parent().unwrap())));
        }
    }
    assert!(runs.len() > 12);
    for (rules, tables) in &runs {
        let scoring = Scoring::of(rules, tables);
        let scored = scoring.scored(rules);
        let sheet = scoring.sheet(rules, &csv(&scored));
        assert_eq!(said(&sheet), [""; 0], "{}", rules.scheme.name);
        assert_eq!(sheet.subjects, scored.data.subjects.len());
        assert_eq!(sheet.compared, sheet.equal);
        let columns = rules.scheme.leaves().len() + 3;
        assert!(sheet.compared >= columns * sheet.subjects, "{}", rules.scheme.name);
        let layer = scored.results.layer.map(|layer| rules.scheme.layer(layer));
        let text = json(&scored);
        let record = regress::recorded_result("r.json", &text, &rules.scheme, layer).unwrap();
        let record = scoring.verified(rules, record);
        assert_eq!(said(&record), [""; 0], "{}", rules.scheme.name);
        let blocks = rules.scheme.indicators.len() > rules.scheme.leaves().len();
        assert!(record.compared > sheet.compared || !blocks, "{}: blocks too", rules.scheme.name);
    }
}

/// One more in any number of our own sheet, and another word for any grade, is found in its cell, whatever else is said.
#[test]
fn whatever_is_changed_in_a_sheet_is_found_there() {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let scoring = Scoring::of(&rules, &rules.sample(12, 3));
    let text = csv(&scoring.scored(&rules));
    let cells: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let mut changed = 0;
    for (row, line) in cells.iter().enumerate().skip(1) {
        for (column, cell) in line.iter().enumerate().skip(3).filter(|(_, cell)| !cell.is_empty()) {
            let other = match Number::parse(cell) {
                Ok(number) => (&number + &Number::ONE).plain(),
                Err(_) => "另一等".to_owned(),
            };
            let mut sheet: Vec<Vec<String>> =
                cells.iter().map(|line| line.iter().map(|cell| (*cell).to_owned()).collect()).collect();
            sheet[row][column] = other;
            let sheet: Vec<String> = sheet.iter().map(|line| line.join(",")).collect();
            let verified = scoring.sheet(&rules, &sheet.join("\n"));
            let here = |one: &regress::Difference| {
                let Place::Cell(place) = &one.finding.place else { return false };
                place.row == row as u64 + 1 && place.column.as_deref() == Some(cells[0][column])
            };
            assert!(verified.differences.iter().any(here), "{row} {}", cells[0][column]);
            assert_eq!(verified.compared - verified.equal, 1, "{row} {}", cells[0][column]);
            changed += 1;
        }
    }
    assert!(changed > 200, "only {changed} cells");
}

/// The order of columns and rows changes nothing of what is said.
#[test]
fn the_order_of_a_sheet_means_nothing() {
    let rules = rules("rules.kc", RULES).unwrap_or_else(|found| panic!("{found}"));
    let scoring = Scoring::of(&rules, &[("subjects.csv".to_owned(), DATA.to_owned())]);
    let sheets = [
        "编号,执行率,产出,数量,质量,加分,总分,等级,名次\nA,9,21,12,8,1,30,良,2\nB,10,6,6,0,0,17,优,2\nC,10,16,9.6,6.4,1,26,差,2\n",
        "名次,总分,编号,质量,数量,加分,产出,等级,执行率\n2,26,C,6.4,9.6,1,16,差,10\n2,30,A,8,12,1,21,良,9\n2,17,B,0,6,0,6,优,10\n",
    ];
    let sorted = sheets.map(|sheet| {
        let mut said = said(&scoring.sheet(&rules, sheet));
        said.sort();
        said
    });
    assert_eq!(sorted[0], sorted[1]);
    assert!(sorted[0].len() > 8, "{:?}", sorted[0]);
}

const RULES: &str = "办法 示例 {
  对象 部门; 满分 30分; 总分 0分-33分; 修约 逐项 2位
  输入 { 预算数, 执行数: 金额 万元; 完成率: 百分比; 亮点: 整数 个, 缺报 视为 0个; 违纪: 是否 }
  指标 过程 10分 { 指标 执行率 10分: 按比例 执行数 / 预算数, 分母为零 报错 }
  指标 产出 20分 { 指标 数量 12分: 按比例 完成率; 指标 质量 8分: 按比例 完成率, 低于 60% 不得分 }
  加分项 亮点 最高 3分 { 亮点: 每 1个 加 1分 }
  等级 按 总分 { 优: 27(含)分以上; 良: 20(含)-27分; 差: 20分以下 }
  否决 若 违纪: 等级 差
  排名 全体: 总分; 同分并列
}
";

/// A: 10 × 37.24 ÷ 43.2 = 8.6203…, 8.62; 12 + 8; 亮点 1: 29.62, 优, 1. B: 10 + 6 + 0 (50% < 60%) = 16, 差, 3.
/// C: 10 + 9.6 + 6.4 = 26, by score 良, by the veto 差, 2.
const DATA: &str = "编号,名称,预算数,执行数,完成率,亮点,违纪
A,甲局,43.2,37.24,100%,1,否
B,乙局,10,10,50%,,否
C,丙局,10,10,80%,0,是
";

fn small(printed: &str) -> Vec<String> {
    let rules = rules("rules.kc", RULES).unwrap_or_else(|found| panic!("{found}"));
    let scoring = Scoring::of(&rules, &[("subjects.csv".to_owned(), DATA.to_owned())]);
    said(&scoring.sheet(&rules, printed))
}

#[test]
fn numbers_are_equal_however_they_are_written() {
    for (a, total) in [("8.62", "29.62"), ("8.620", "29.620分"), ("８．６２分", " 29.62 ")] {
        let printed = format!(
            "编号,执行率得分,数量,产出/质量,亮点,扣分,总分(分),等级,名次\n\
             A,{a},12,8,1,0,{total},优,第1名\n\
             B,10,6.0,0,—,0.00,16,差,3\n\
             C,10,9.6,6.4,0,,26,差,2\n"
        );
        // A dash where 0.00 was reckoned says nothing.
        let said = small(&printed);
        assert_eq!(said, ["KC731 “亮点”公布 —, 重算 0.00", "KC731 “扣分”公布 空白, 重算 0.00"], "{printed}");
    }
}

#[test]
fn each_kind_of_difference_is_told_apart() {
    for (printed, wanted) in [
        // One place where the rules keep two, and no place.
        ("执行率,产出\nA,8.6,20\nB,10,6\nC,10,16\n", vec!["KC732 “过程/执行率”只印 1 位小数: 8.62 印成 8.6"]),
        ("执行率,产出\nA,9,20\nB,10,6\nC,10,16\n", vec!["KC732 “过程/执行率”印作整数: 8.62 印成 9"]),
        // 8.5 is not 8.62 with fewer places.
        (
            "执行率,产出\nA,8.5,20\nB,10,6\nC,10,16\n",
            vec!["KC731 “过程/执行率”公布 8.5, 重算 8.62, 相差 -0.12"],
        ),
        // A block beside its parts, the total beside block, part and bonus.
        (
            "过程,产出,数量,质量,加分,总分\nA,8.62,20,12,8,1,30.62\nB,10,6,6,0,0,16\nC,10,16,9.6,6.4,0,26\n",
            vec!["KC735 公布的表自己加不起来: 8.62 + 20 + 1 = 29.62, “总分”印的是 30.62, 重算 29.62"],
        ),
        (
            "过程,产出,数量,质量\nA,8.62,21,12,8\nB,10,6,6,0\nC,10,16,9.6,6.4\n",
            vec!["KC735 公布的表自己加不起来: 12 + 8 = 20, “产出”印的是 21, 重算 20.00"],
        ),
        // A part is wrong, the total right: two facts.
        (
            "过程,产出,加分,总分\nA,8.62,19,1,29.62\nB,10,6,0,16\nC,10,16,0,26\n",
            vec![
                "KC731 “产出”公布 19, 重算 20.00, 相差 -1.00",
                "KC735 公布的表自己加不起来: 8.62 + 19 + 1 = 28.62, “总分”印的是 29.62, 重算 29.62",
            ],
        ),
        // Grades: C is 差 by a veto, which the bands do not decide.
        (
            "总分,等级\nA,29.62,良\nB,16,差\nC,26,差\n",
            vec!["KC736 公布的总分 29.62 属“27(含)分以上”, 等级应为 优, 公布为 良"],
        ),
        ("等级\nA,优\nB,良\nC,差\n", vec!["KC733 “等级”公布 良, 重算 差"]),
        (
            "总分,名次\nA,29.62,1\nB,16,2\nC,26,2\n",
            vec!["KC737 公布的总分 16 之上有 2 个, 名次应为 3, 公布为 2"],
        ),
        ("名次\nA,1\nB,2\nC,3\n", vec!["KC734 “名次”公布 2, 重算 3", "KC734 “名次”公布 3, 重算 2"]),
    ] {
        assert_eq!(small(&format!("编号,{printed}")), wanted, "{printed}");
    }
}

#[test]
fn columns_and_rows_that_fit_nothing_are_told_apart() {
    for (printed, wanted) in [
        (
            "过程,社会效益\nA,8.62,3\nB,10,4\nC,10,5\n",
            vec!["KC738 公布的表有“社会效益”, 规则里没有这一项", "KC739 公布的表没有“产出”(20分)"],
        ),
        ("过程,质量\nA,8.62,8\nB,10,0\nC,10,6.4\n", vec!["KC739 公布的表没有“产出/数量”(12分)"]),
        (
            "总分\nA,29.62\nB,16\nD,26\n",
            vec!["KC740 公布了“D”, 数据里没有它 (或不止一个)", "KC740 数据里有“丙局”(C), 公布的表没有"],
        ),
        ("总分\nA,约30\nB,16\nC,26\n", vec!["KC504 公布的“总分”写着“约30”, 读不成一个数"]),
        ("总分,总得分\nA,29.62,29\nB,16,16\nC,26,26\n", vec!["KC513 “总得分”与前面的一列是同一项"]),
        ("总分\nA,29.62\nA,29\nB,16\nC,26\n", vec!["KC505 “A”在公布的表里有两行: 第 2 行和第 3 行"]),
        ("总分\nA,29.62,1\nB,16\nC,26\n", vec!["KC512 这一行有 3 格, 表头有 2 列"]),
        ("总分,\nA,29.62,\nB,16,x\nC,26,\n", vec!["KC738 公布的表有“第 3 列”, 规则里没有这一项"]),
        ("总分\nA,29.62\n,16\nB,16\nC,26\n", vec!["KC504 第 3 行没有编号"]),
        (
            "名称,总分\nA,甲局,29.62\nB,丙局,16\nC,丙局,26\n",
            vec!["KC740 编号“B”公布为“丙局”, 数据里是“乙局”"],
        ),
        // A part of the list: others may stand above, never fewer than are printed.
        ("总分,名次\nB,16,3\nC,26,2\n", vec!["KC740 数据里有“甲局”(A), 公布的表没有"]),
        (
            "总分,名次\nB,16,1\nC,26,2\n",
            vec![
                "KC734 “名次”公布 1, 重算 3",
                "KC737 公布的总分 16 之上有 1 个, 名次应为 2 或更后, 公布为 1",
                "KC740 数据里有“甲局”(A), 公布的表没有",
            ],
        ),
        ("总分\nA,未定\nB,16\nC,26\n", vec!["KC731 “总分”公布 未定, 重算 29.62"]),
    ] {
        assert_eq!(small(&format!("编号,{printed}")), wanted, "{printed}");
    }
}

/// By name where there is no id.
#[test]
fn a_sheet_may_have_names_only() {
    assert_eq!(small("名称,总分\n甲局,29.62\n乙局,16\n丙局,26\n"), [""; 0]);
    assert_eq!(small("部门,总分\n甲局,29.62\n乙局,16\n丙局,26\n"), [""; 0]);
    let nobody = small("联系人,总分\n甲局,29.62\n");
    assert_eq!(nobody[0], "KC738 公布的表有“联系人”, 规则里没有这一项");
    assert!(nobody[1].starts_with("KC507") && nobody.len() == 2, "{nobody:?}");
}

#[test]
fn a_difference_is_told_with_its_working_and_both_places() {
    let rules = rules("rules.kc", RULES).unwrap_or_else(|found| panic!("{found}"));
    let scoring = Scoring::of(&rules, &[("subjects.csv".to_owned(), DATA.to_owned())]);
    let verified = scoring.sheet(&rules, "编号,执行率,产出\nA,9,20\nB,10,6\nC,10,16\n");
    let scored = scoring.scored(&rules);
    let text = report::verified(&scored, &verified, Lang::Zh);
    for part in [
        "甲局 (A)",
        "KC732 错误: “过程/执行率”印作整数: 8.62 印成 9",
        "执行数 37.24万元 ÷ 预算数 43.2万元",
        "规则 rules.kc:4; 数据 subjects.csv 第 2 行: 执行数, 预算数; 公布 公布/subjects.csv 第 2 行: 执行率",
        "核对 3 个对象的 6 格: 5 格一致",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let facts = report::verified_json(&scored, &verified);
    let one = &facts["differences"][0];
    assert_eq!((&one["printed"], &one["recomputed"]), (&"9".into(), &"8.62".into()));
    assert_eq!(one["difference"], "0.38");
    assert_eq!(one["subject"]["id"], "A");
    assert_eq!(one["printed_at"]["row"], 2);
    assert_eq!(one["explanation"]["rule"]["line"], 4);
    assert!(one["explanation"]["sentence"]["en"].as_str().unwrap().contains("37.24"), "{one}");
    assert_eq!((&facts["compared"], &facts["equal"]), (&6.into(), &5.into()));
}

/// A result of another layer is no result of this one.
#[test]
fn a_recorded_result_is_of_a_layer() {
    let folder = root("fixtures/score-layers/pinned");
    let rules = rules_of(&folder.join("rules.kc"));
    let scoring = Scoring::of(&rules, &layers_of(&folder));
    let text = json(&scoring.scored(&rules));
    let refused = regress::recorded_result("r.json", &text, &rules.scheme, Some("自评")).err().unwrap();
    assert_eq!(refused.message.zh, "记录的是层次“复核”的结果, 数据的最后一层是“自评”");
    assert!(regress::recorded_result("r.json", "{}", &rules.scheme, None).is_err());
    assert!(regress::recorded_result("r.json", "{\"format\":\"x/1\"}", &rules.scheme, None).is_err());
}
