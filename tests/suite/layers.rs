//! 层次: layers of data, side by side. The stories of `fixtures/score-layers` come to what is worked out here by hand.

use serde_json::Value;

use crate::engine::{below, layers_of, root, rules, rules_of, subject};
use crate::read::{Ruled, bound, codes, rendered, ruled};
use kaocheng::source::Lang;

/// Total and grade of the final layer, then those of a stage.
fn came_to(result: &Value, id: &str, stage: &str) -> [String; 4] {
    let subject = subject(result, id);
    let text = |value: &Value| value.as_str().unwrap_or("—").to_owned();
    let stage = &subject["stages"][stage];
    [text(&subject["total"]), text(&subject["grade"]), text(&stage["total"]), text(&stage["grade"])]
}

/// Scores a story, holding the laws for its final layer.
fn story(name: &str, check: impl FnOnce(&crate::engine::Run<'_>, &Value)) {
    let folder = root("fixtures/score-layers").join(name);
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&layers_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    check(&run, &result);
}

/// D01: 自评 20 + 27 + 36 + (9+7)÷2 - 1 = 90; 复核 12 + 27 + 36 + 8 - 2 = 81, 相差 9 > 5, 再扣 1.
/// D02: 自评 12 + 24 + 38 + 10 = 84; 复核 材料 33: 79, 相差 5, 不大于 5.
/// D03: 自评 20 + 30 + 40 + 9 = 99; 复核 项目只有 6: 96. D04: 0 + 15 + 20 + 5 = 40, 未改.
/// D05: 自评 20 + 28.5 + 40 + 10 = 98.5; 复核 材料 15: 73.5, 相差 25, 扣 1, 且大于 20: 等级 差.
#[test]
fn self_assessment_and_review() {
    story("honesty", |run, result| {
        assert_eq!(result["stage"], "复核");
        assert_eq!(came_to(result, "D01", "自评"), ["80.00", "良", "90.00", "优"]);
        assert_eq!(came_to(result, "D02", "自评"), ["79.00", "中", "84.00", "良"]);
        assert_eq!(came_to(result, "D03", "自评"), ["96.00", "优", "99.00", "优"]);
        assert_eq!(came_to(result, "D04", "自评"), ["40.00", "差", "40.00", "差"]);
        assert_eq!(came_to(result, "D05", "自评"), ["72.50", "差", "98.50", "优"]);
        assert_eq!(came_to(result, "D05", "复核")[2..], ["72.50", "差"]);
        let first = subject(result, "D01");
        assert_eq!(first["penalty"], "3.00");
        let staff = &first["stages"]["自评"]["items"][0];
        assert_eq!((&staff["path"], &staff["score"]), (&"机构人员".into(), &"20.00".into()));
        let told: Vec<bool> = ["D01", "D02", "D03", "D04", "D05"]
            .map(|id| !subject(result, id)["consequences"].as_array().unwrap().is_empty())
            .to_vec();
        assert_eq!(told, [true, false, false, false, true]);

        let table = run.table(Lang::Zh);
        assert!(table.contains("自评总分") && table.contains("自评 → 复核"), "{table}");
        let largest = table.split("变动最大的:").nth(1).unwrap();
        let lines: Vec<&str> = largest.trim().lines().map(str::trim).collect();
        assert_eq!(lines[0], "市体育局 (D05) 98.50 → 72.50, -26.00");
        assert_eq!(lines.len(), 4, "{table}");
    });
}

#[test]
fn every_changed_cell_knows_its_file_and_who_changed_it() {
    story("honesty", |run, _| {
        let text = run.explain(0, Lang::Zh);
        for said in [
            "“专职人员”由 3人 改为 2人 (复核: 张三, 因 一人已调离, 佐证 任免文件)",
            "复核/修改.csv",
            "自评 20.00 分, 复核 12.00 分",
            "自评总分 90.00 分, 复核总分 80.00 分",
            "(自评.总分 90分 - 复核.总分 81分 > 5分): 扣 1分",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
        let text = run.explain(1, Lang::En);
        assert!(text.contains("changed from 38") && text.contains("复核/subjects.csv"), "{text}");
        let text = run.explain(2, Lang::Zh);
        assert!(text.contains("复核/项目.csv") && !text.contains("“材料分”由"), "{text}");
    });
}

/// P1: 自评 17 - 0.5 = 16.5 (初审偏差 has a line that reads 初审: the item reads layers, so 自评.总分 is 17);
/// 复核 6 + 8 = 14 before all that reads layers: 相差 3, 甲 扣 1, 乙 不扣 although 甲 makes it 4; 初审 has no data;
/// 问题 1个 扣 0.5: 12.5. P2: 5.96 + 8 = 13.96, 修约 14.0; 相差 3.0; 问题 3个 扣 1.5: 13.96 - 1 - 1.5 = 11.46, 11.5.
#[test]
fn totals_of_layers_are_read_before_all_that_reads_them() {
    story("pinned", |_, result| {
        assert_eq!(came_to(result, "P1", "自评"), ["12.5", "—", "16.5", "—"]);
        assert_eq!(came_to(result, "P2", "自评"), ["11.5", "—", "17.0", "—"]);
        let stages = subject(result, "P1")["stages"].as_object().unwrap();
        assert_eq!(stages.keys().collect::<Vec<_>>(), ["自评", "复核"]);
    });
}

/// An input as it stood in a layer: 虚报 of 2 staff takes 2 points away, at most; nothing while only 自评 is there.
#[test]
fn an_input_is_read_as_it_stood_in_a_layer() {
    let text = std::fs::read_to_string(root("fixtures/data/bad/KC521_old_value/rules.kc")).unwrap();
    let text = text.trim_end().trim_end_matches('}');
    let penalty = "扣分项 虚报 最高 3分 { 自评.专职人员 - 专职人员 多于 0人: 每 1人 扣 1分 }";
    let rules =
        rules("rules.kc", &format!("{text}  {penalty}\n}}\n")).unwrap_or_else(|found| panic!("{found}"));
    let tables = [
        ("自评/subjects.csv", "编号,专职人员\nD01,5\nD02,2\n"),
        ("自评/项目.csv", "编号,得分\nD01,9\nD01,8\n"),
        ("复核/subjects.csv", "编号,专职人员\nD01,3\nD02,\n"),
    ];
    let tables = tables.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    assert_eq!(came_to(&result, "D01", "自评"), ["8", "—", "10", "—"]);
    assert_eq!(came_to(&result, "D02", "自评"), ["5", "—", "5", "—"]);
    let text = run.explain(0, Lang::Zh);
    assert!(text.contains("自评.专职人员 5人 - 专职人员 3人"), "{text}");
}

/// A self-assessment with a gap has no total: what reads it is undetermined, never forgiven.
#[test]
fn an_undetermined_layer_leaves_what_reads_it_undetermined() {
    let folder = root("fixtures/score-layers/pinned");
    let rules = rules_of(&folder.join("rules.kc"));
    let tables = [
        ("subjects.csv", "编号,质量,进度,问题\nP1,,8,0\nP2,9,8,0\n"),
        ("复核/subjects.csv", "编号,质量\nP1,9\n"),
    ];
    let tables = tables.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    assert_eq!(came_to(&result, "P1", "自评"), ["—", "—", "—", "—"]);
    assert_eq!(came_to(&result, "P2", "自评"), ["17.0", "—", "17.0", "—"]);
    assert!(run.explain(0, Lang::Zh).contains("“自评.总分”"), "{}", run.explain(0, Lang::Zh));
}

/// Figures of indicators and formulas in an earlier layer.
/// D1: 复核 7.5 + 8 = 15.5; 执行率 9 - 7.5 = 1.5 > 1, 扣 2; 及时率 90% - 70% = 20 个百分点, 扣 2; 材料失分都是 2, 加 1: 12.5.
/// 自评 by itself is 9 + 8 = 17: there is no 复核 yet to differ from.
/// D2: 应报 0, 及时率不适用, 不扣; 执行率 8 - 7 = 1, 不大于 1; 失分 4 和 1, 不加: 7 + 9 = 16. 自评 8 + 6 = 14.
/// D3: 自评 lacks 执行数, so what reads its score is undetermined, though 复核 has 5 + 10.
/// 过程得分率 of D1 falls by 15 个百分点 and raises the alert; that of D2 by 10, which is not more than 10.
/// D4: 自评 lacks 应报: its total is 10 + 5 = 15 all the same, but 及时率虚高 of 复核 is undetermined.
#[test]
fn indicators_and_formulas_are_read_as_they_came_out_in_a_layer() {
    story("figures", |run, result| {
        assert_eq!(came_to(result, "D1", "自评"), ["12.5", "—", "17", "—"]);
        assert_eq!(came_to(result, "D2", "自评"), ["16", "—", "14", "—"]);
        assert_eq!(came_to(result, "D3", "自评"), ["—", "—", "—", "—"]);
        assert_eq!(came_to(result, "D4", "自评"), ["—", "—", "15", "—"]);
        let penalties = &subject(result, "D1")["penalty_items"];
        assert_eq!((&penalties[0]["score"], &penalties[1]["score"]), (&"2".into(), &"2".into()));
        let alerts = ["D1", "D2"].map(|id| subject(result, id)["alerts"].as_array().unwrap().len());
        assert_eq!(alerts, [1, 0]);
        let text = run.explain(0, Lang::Zh);
        for said in [
            "自评.预算执行率.得分 9分 - 复核.预算执行率.得分 7.5分",
            "自评.申报及时率 90%",
            "自评.材料.失分 2分 = 复核.材料.失分 2分",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
        assert!(
            run.explain(2, Lang::Zh).contains("缺“自评.预算执行率.得分”"),
            "{}",
            run.explain(2, Lang::Zh)
        );
        let text = run.explain(3, Lang::En);
        assert!(text.contains("“自评.申报及时率”") && !text.contains("“应报”"), "{text}");
    });
}

/// 修改.csv may say who and why of a value that the table of the layer has already; then the old value is that of the
/// layer before.
#[test]
fn a_change_may_tell_of_a_value_in_the_table() {
    let rules = rules_of(&root("fixtures/data/bad/KC521_old_value/rules.kc"));
    let tables = [
        ("自评/subjects.csv", "编号,专职人员\nD01,3\n"),
        ("自评/项目.csv", "编号,得分\n"),
        ("复核/subjects.csv", "编号,专职人员\nD01,1\n"),
        ("复核/修改.csv", "编号,输入,原值,新值,人,原因\nD01,专职人员,3,1,张三,两人已调离\n"),
    ];
    let tables = tables.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let text = run.explain(0, Lang::Zh);
    assert!(text.contains("由 3人 改为 1人 (复核: 张三, 因 两人已调离)"), "{text}");
    assert!(text.contains("复核/subjects.csv"), "{text}");
}

/// Without folders the data are those of the last layer: nothing before it, so nothing differs.
#[test]
fn data_in_one_piece_are_those_of_the_last_layer() {
    let folder = root("fixtures/score-layers/pinned");
    let rules = rules_of(&folder.join("rules.kc"));
    let mut tables = layers_of(&folder);
    tables.retain(|(name, _)| !name.contains('/'));
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    assert_eq!(result["stage"], "复核");
    assert_eq!(came_to(&result, "P1", "复核")[..1], ["16.5"]);
}

/// A folder of `bad` begins with the code that it gives, and it alone.
#[test]
fn mistakes_are_said_with_their_repair() {
    let mut untrue = Vec::new();
    let mut said = String::new();
    for path in below(&root("fixtures/score-layers/bad"), "kc") {
        let folder = path.parent().unwrap();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let Ruled { files, plan, mut found } = ruled("rules.kc", &std::fs::read_to_string(&path).unwrap());
        if found.is_empty() {
            let tables = layers_of(folder).into_iter().map(|(name, text)| (name, text.into_bytes()));
            found = bound(&plan.unwrap(), &tables.collect::<Vec<_>>());
        }
        if codes(&found) != [&name[..5]] {
            untrue.push(format!("{name}: {:?}", codes(&found)));
        }
        said += &format!("## {name}\n\n{}\n", rendered(&found, &files));
    }
    assert!(untrue.is_empty(), "{}\n{said}", untrue.join("\n"));
    insta::assert_snapshot!(said);
}

/// Another reading reads layers as it reads them itself. By the rules: 自评 10 + 8 = 18, 复核 6 + 8 = 14, 相差 4, 不扣, 14.
/// 重甲: 自评 15 + 4 = 19, 复核 9 + 4 = 13, 相差 6, 扣 1, 12.
#[test]
fn a_reading_has_layers_of_its_own() {
    let text = "办法 考核 {
      对象 单位; 满分 20分; 总分 不设限; 修约 不修约; 层次 自评, 复核
      输入 { 甲分, 乙分: 分数, 范围 0分-10分 }
      指标 甲 10分: 得 甲分
      指标 乙 10分: 得 乙分
      扣分项 虚高 最高 1分 { 自评.总分 - 复核.总分 > 5分: 扣 1分 }
      对照 \"重甲\" { 改 甲 15分: 得 甲分 × 1.5; 改 乙 5分: 得 乙分 / 2 }
    }";
    let rules = rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"));
    let tables = [
        ("自评/subjects.csv", "编号,甲分,乙分\nD01,10,8\n"),
        ("复核/subjects.csv", "编号,甲分,乙分\nD01,6,\n"),
    ];
    let tables = tables.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    let one = subject(&result, "D01");
    assert_eq!((one["total"].as_str(), one["stages"]["自评"]["total"].as_str()), (Some("14"), Some("18")));
    assert_eq!(one["variants"]["重甲"]["total"].as_str(), Some("12"));
    let text = run.explain(0, Lang::Zh);
    assert!(text.contains("对照“重甲”: 总分 12 分 (差 -2)"), "{text}");
}
