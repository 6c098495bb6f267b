//! The layers side by side: scores, differences, and every change with who, why and where it stands.

use kaocheng::report;
use kaocheng::source::{Lang, width};
use serde_json::Value;

use super::engine::{Run, layers_of, root, rules, rules_of, subject};

const RULES: &str = "办法 部门考核 {
  年度 2024; 对象 部门; 满分 30分; 总分 0分-33分; 修约 逐项 2位; 缺报 报错
  层次 自评, 初审, 复核
  输入 {
    完成数, 计划数: 整数 个; 材料分: 分数, 范围 0分-20分
    亮点: 整数 个, 缺报 视为 0个; 弄虚作假: 是否, 缺报 视为 否
  }
  公式 完成率 = 完成数 / 计划数, 分母为零 报错
  指标 过程 30分 {
    指标 进度 10分: 按比例 完成率
    指标 材料 20分: 得 材料分
  }
  加分项 亮点 最高 3分 { 亮点: 每 1个 加 1分 }
  等级 按 总分 { 优: 27(含)分以上; 良: 20(含)-27分; 差: 20分以下 }
  否决 若 弄虚作假: 等级 差
  排名 全体: 总分; 同分并列
}
";

/// 自评: D1 10 + 20 = 30; D2 5 + 18 + 3 = 26; D3 10 + 10 = 20.
/// 初审: D1 完成数 4: 4 + 20 = 24. D2 材料 15: 23.
/// 复核: D1 完成数 5: 5 + 20 = 25. D2 亮点 2: 5 + 15 + 2 = 22. D3 弄虚作假: the grade falls, no score does.
/// D4 has no 计划数 until 复核: undetermined, then 10 × 3/10 + 12 = 15.
/// Mean differences of the last from the first: 进度 (10→5, 0, 0) -5/3; 材料 (0, -3, 0, and 0 for D4) -3/4;
/// 亮点 (0, -1, 0, 0) -1/4; 过程 (-5, -3, 0) -8/3; 总分 (-5, -4, 0) -3.
fn tables() -> Vec<(String, String)> {
    let tables = [
        (
            "自评/subjects.csv",
            "编号,名称,完成数,计划数,材料分,亮点,弄虚作假\n\
             D1,甲局,10,10,20,0,\nD2,乙局办公室,5,10,18,3,\nD3,丙局,10,10,10,0,\nD4,丁局,3,,12,0,\n",
        ),
        ("初审/subjects.csv", "编号,材料分\nD2,15\n"),
        ("初审/修改.csv", "编号,输入,原值,新值,人,原因,佐证\nD1,完成数,10,4,王五,六个没有验收,验收单\n"),
        (
            "复核/修改.csv",
            "编号,输入,原值,新值,人,原因,佐证\n\
             D1,完成数,4,5,赵六,补验收一个,\nD2,亮点,3,2,赵六,一个重复,\nD3,弄虚作假,否,是,赵六,数据造假,举报核查\n",
        ),
        ("复核/subjects.csv", "编号,计划数\nD4,10\n"),
    ];
    tables.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
}

fn with(check: impl Fn(&Run<'_>)) {
    let rules = rules("rules.kc", RULES).unwrap_or_else(|found| panic!("{found}"));
    let mut tables = tables();
    // An old value that is missing is written as nothing.
    for (_, text) in &mut tables {
        *text = text.replace("弄虚作假,否,是", "弄虚作假,,是");
    }
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    check(&run);
}

fn text(run: &Run<'_>, only: Option<usize>, lang: Lang) -> String {
    report::stages(&run.scored(), only, lang)
}

#[test]
fn every_item_stands_in_every_layer_with_its_changes() {
    with(|run| {
        let wanted = "部门考核, 2024 年度: 自评 → 初审 → 复核

甲局 (D1)
  项目         自评   初审   复核   相差
  过程        30.00  24.00  25.00  -5.00
    进度      10.00   4.00   5.00  -5.00
    · “完成数”由 10个 改为 4个 (初审: 王五, 因 六个没有验收, 佐证 验收单) [初审/修改.csv 第 2 行]
    · “完成数”由 4个 改为 5个 (复核: 赵六, 因 补验收一个) [复核/修改.csv 第 2 行]
    材料      20.00  20.00  20.00
  加分: 亮点   0.00   0.00   0.00
  总分        30.00  24.00  25.00  -5.00
  等级           优     良     良
  名次            1      1      1
";
        assert_eq!(text(run, Some(0), Lang::Zh), wanted);
    });
}

#[test]
fn a_layer_without_a_total_and_changes_that_no_item_reads_are_said() {
    with(|run| {
        let veto = text(run, Some(2), Lang::Zh);
        assert!(veto.contains("  等级           良     良     差\n"), "{veto}");
        let other = "  其他改动\n    · “弄虚作假”由 缺报 改为 是 (复核: 赵六, 因 数据造假, 佐证 举报核查) [复核/修改.csv 第 4 行]\n";
        assert!(veto.ends_with(other), "{veto}");
        let open = text(run, Some(3), Lang::Zh);
        let total = open.lines().find(|line| line.trim().starts_with("总分")).unwrap();
        assert_eq!(total.split_whitespace().collect::<Vec<_>>(), ["总分", "未定", "未定", "15.00", "—"]);
        assert!(open.contains("“计划数”由 缺报 改为 10个 (复核) [复核/subjects.csv 第 2 行]"), "{open}");
    });
}

#[test]
fn the_summary_counts_and_names() {
    with(|run| {
        let text = text(run, None, Lang::Zh);
        let summary = text.split("\n自评 → 复核: ").nth(1).unwrap();
        let wanted = "部门 4 个, 总分升 0, 降 2, 不变 1, 未定 1; 改动 6 处
降得最多的:
  甲局 (D1) 30.00 → 25.00, -5.00
  乙局办公室 (D2) 26.00 → 22.00, -4.00
各项平均相差:
  过程        ≈-2.67 (-8/3)  3 个
  进度        ≈-1.67 (-5/3)  3 个
  材料                -0.75  4 个
  加分: 亮点          -0.25  4 个
  总分                -3.00  3 个
没有写原因的改动 2 处 (单格的写在该层的 修改.csv 里):
  乙局办公室 “材料分”由 18分 改为 15分 (初审) [初审/subjects.csv 第 2 行]
  丁局 “计划数”由 缺报 改为 10个 (复核) [复核/subjects.csv 第 2 行]
";
        assert_eq!(summary, wanted);
    });
}

/// The part of a line that takes so many columns on a terminal, and the rest; none where a character stands across.
fn cut(line: &str, columns: usize) -> Option<(&str, &str)> {
    let ends = line.char_indices().map(|(at, letter)| at + letter.len_utf8());
    ends.map(|end| line.split_at(end)).find(|(before, _)| width(before) == columns)
}

fn ends_at(line: &str, edge: usize) {
    let (before, after) = cut(line, edge).unwrap_or_else(|| panic!("{line}"));
    assert!(!before.ends_with(' ') && (after.is_empty() || after.starts_with(' ')), "{line}");
}

/// Every cell of a layer ends where its header ends, whatever is written in Chinese before it.
#[test]
fn columns_agree_under_wide_characters() {
    with(|run| {
        for (lang, heading, others) in
            [(Lang::Zh, "  项目", "  其他改动"), (Lang::En, "  item", "  other changes")]
        {
            let (mut edges, mut cells) = (Vec::new(), 0);
            for line in text(run, None, lang).split("\n自评 → 复核: ").next().unwrap().lines() {
                if line.starts_with(heading) {
                    let names = ["自评", "初审", "复核"];
                    edges = names.map(|name| width(&line[..line.find(name).unwrap() + name.len()])).to_vec();
                } else if line.starts_with("  ") && !line.contains('·') && line != others {
                    edges.iter().for_each(|&edge| ends_at(line, edge));
                    cells += edges.len();
                }
            }
            // Four subjects, seven lines each, three layers.
            assert_eq!(cells, 4 * 7 * 3);
        }
        let english = text(run, None, Lang::En);
        assert!(
            english.contains("subjects: 4, totals 0 up, 2 down, 1 the same, 1 undetermined; changes: 6"),
            "{english}"
        );
        assert!(
            english
                .contains("changed from 10个 to 4个 (初审: 王五, because of 六个没有验收, evidence 验收单)")
        );
    });
}

#[test]
fn the_same_facts_for_other_programs() {
    with(|run| {
        let facts = report::stages_json(&run.scored(), None);
        assert_eq!(facts["stages"], serde_json::json!(["自评", "初审", "复核"]));
        let first = subject(&facts, "D1");
        let item =
            |path: &str| first["items"].as_array().unwrap().iter().find(|one| one["path"] == path).unwrap();
        let progress = item("过程/进度");
        assert_eq!(progress["scores"], serde_json::json!({"自评": "10.00", "初审": "4.00", "复核": "5.00"}));
        assert_eq!((&progress["kind"], &progress["difference"]), (&"leaf".into(), &"-5.00".into()));
        let change = &progress["changes"][0];
        for (key, value) in
            [("by", "王五"), ("reason", "六个没有验收"), ("evidence", "验收单"), ("stage", "初审")]
        {
            assert_eq!(change[key], value);
        }
        assert_eq!((&change["row"], &change["from"]["zh"]), (&2.into(), &"10个".into()));
        assert_eq!(progress["changes"][1]["evidence"], Value::Null);
        assert_eq!(item("")["difference"], "-5.00");
        let means = facts["summary"]["mean_differences"].as_array().unwrap();
        let mean = means.iter().find(|one| one["path"] == "过程/进度").unwrap();
        assert_eq!((&mean["mean"], &mean["subjects"]), (&"-5/3".into(), &3.into()));
        assert_eq!(facts["summary"]["without_reason"].as_array().unwrap().len(), 2);
        assert_eq!(report::stages_json(&run.scored(), Some(0))["summary"], Value::Null);

        let mut sheet = Vec::new();
        report::stages_csv(&run.scored(), Some(1), Lang::Zh, &mut sheet).unwrap();
        let sheet = String::from_utf8(sheet).unwrap();
        assert!(sheet.starts_with(
            "编号,名称,项目,自评,初审,复核,相差,改动\nD2,乙局办公室,过程,23.00,20.00,20.00,-3.00,"
        ));
        assert!(
            sheet.contains(
                "D2,乙局办公室,过程/材料,18.00,15.00,15.00,-3.00,“材料分”由 18分 改为 15分 (初审)\n"
            )
        );
        assert!(sheet.contains("D2,乙局办公室,等级,良,良,良,,\n"), "{sheet}");
    });
}

/// Records of a list that a later table replaced are a change too, without a reason.
#[test]
fn replaced_records_are_a_change() {
    let folder = root("fixtures/score-layers/honesty");
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&layers_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let said = text(&run, None, Lang::Zh);
    assert!(said.contains("    · “项目”由 原来的记录 改为 1 条记录 (复核) [复核/项目.csv]\n"), "{said}");
    assert!(said.contains("没有写原因的改动 2 处"), "{said}");
}
