//! 佐证: what is attached, layer by layer, and what its absence is said to have cost.

use serde_json::{Value, json};

use crate::engine::{Rules, root, rules, rules_of, subject, tables, tables_of};
use kaocheng::data::Cell;
use kaocheng::source::Lang;

fn layered() -> Rules {
    let text =
        "办法 分层 { 对象 单位; 满分 10分; 总分 0分-10分; 修约 逐项 2位; 层次 自评, 初审, 复核; 缺报 报错
      指标 制度 10分 { 佐证 \"制度文件\", 缺附 扣 满分的 30%; 计分 评分 } }";
    rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"))
}

/// 自评 names a document and gets 9; 初审 changes the score alone, the document stands: 8; 复核 withdraws the document
/// with 无: 8 - 30% × 10 = 5. The other subject hands its document in at 初审: 9 - 3 = 6, then 9.
#[test]
fn what_an_earlier_layer_attached_stands_until_it_is_changed() {
    let rules = layered();
    let tables = tables(&[
        ("自评/subjects.csv", "编号,制度,制度.佐证\nD1,9,印发通知\nD2,9,\n"),
        ("初审/subjects.csv", "编号,制度,制度.佐证\nD1,8,\nD2,,印发通知\n"),
        ("复核/subjects.csv", "编号,制度\nD1,\nD2,\n"),
        ("复核/修改.csv", "编号,输入,原值,新值,人,原因\nD1,制度.佐证,印发通知,无,张三,文件与事项无关\n"),
    ]);
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    let totals = |subject: usize| -> Vec<&str> {
        let stages = &result["subjects"][subject]["stages"];
        ["自评", "初审", "复核"].iter().map(|stage| stages[stage]["total"].as_str().unwrap()).collect()
    };
    assert_eq!(totals(0), ["9.00", "8.00", "5.00"]);
    assert_eq!(totals(1), ["6.00", "9.00", "9.00"]);
    let text = run.explain(0, Lang::Zh);
    assert!(text.contains("“制度.佐证”由 印发通知 改为 无 (复核: 张三, 因 文件与事项无关)"), "{text}");
    assert!(text.contains("未附佐证“制度文件”, 扣 3分, 由 8 改为 5分"), "{text}");
    let stages = kaocheng::report::stages(&run.scored(), Some(0), Lang::Zh);
    assert!(stages.contains("文件与事项无关") && !stages.contains("其他改动"), "{stages}");
    let text = run.explain(1, Lang::En);
    assert!(text.contains("“制度.佐证” changed from none to 印发通知 (初审)"), "{text}");
}

/// The loss is in `overruled`, as a veto would be; nothing is where nothing was lost.
#[test]
fn what_its_absence_cost_is_in_the_result() {
    let folder = root("fixtures/score/evidence");
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&tables_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    let overruled = |id: &str| subject(&result, id)["overruled"].clone();
    assert_eq!(overruled("E1"), json!([]));
    assert_eq!(overruled("E3"), json!([]));
    let lost = overruled("E2");
    assert_eq!(lost.as_array().unwrap().len(), 3);
    assert_eq!(
        lost[1],
        json!({
            "rule": "fixtures/score/evidence/rules.kc:19", "scope": "item", "path": "工作台账", "from": "9.00",
            "to": "7.00", "reason": "未附佐证“台账”", "reason_en": "no evidence attached: “台账”",
        })
    );
    assert_eq!(lost[0]["rule"], "fixtures/score/evidence/rules.kc:15");
}

/// 缺附 报错: undetermined, and what is missing is named.
#[test]
fn an_item_that_must_have_it_is_undetermined_without() {
    let text = "scheme Evidence { subjects office; points 10 points; total unlimited; round each 2 places
      indicator Rules 10 points { evidence \"the document\", without error; by assess } }";
    let rules = rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"));
    let tables = tables(&[("subjects.csv", "id,Rules,Rules.佐证\nD1,8,\nD2,8,none\nD3,8,No. 12\n")]);
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    let state = |id: &str| subject(&result, id)["state"].clone();
    assert_eq!(["D1", "D2", "D3"].map(state), ["incomplete", "incomplete", "complete"]);
    let text = run.explain(0, Lang::En);
    assert!(text.contains("“Rules.佐证” missing"), "{text}");
}

/// Made-up data has every state of a cell of 佐证: with documents in all of them no score is lower, an excuse and `n/a`
/// cost nothing, and nothing but an empty cell or 无 does.
#[test]
fn only_what_is_not_attached_costs() {
    let folder = root("fixtures/score/evidence");
    let rules = rules_of(&folder.join("rules.kc"));
    let (mut lost, mut kept) = (0, 0);
    for seed in [1, 20, 300] {
        let tables = rules.sample(60, seed);
        let header: Vec<&str> =
            tables[0].1.lines().next().unwrap().trim_start_matches('\u{feff}').split(',').collect();
        let evidence: Vec<usize> = (0..header.len()).filter(|at| header[*at].ends_with(".佐证")).collect();
        assert_eq!(evidence.len(), 3);
        let attach = |row: &str| {
            let cells = row.split(',').enumerate();
            let cells = cells.map(|(at, cell)| if evidence.contains(&at) { "有" } else { cell });
            cells.collect::<Vec<_>>().join(",")
        };
        let mut lines = tables[0].1.lines();
        let head = lines.next().unwrap().to_owned();
        let whole = std::iter::once(head).chain(lines.map(attach)).collect::<Vec<_>>().join("\n");
        let all = vec![(tables[0].0.clone(), whole)];
        let [some, all] = [tables, all].map(|tables| {
            let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
            (run.data.clone(), run.results.clone())
        });
        for (at, indicator) in rules.scheme.indicators.iter().enumerate() {
            let input = indicator.evidence.as_ref().unwrap().input;
            for subject in 0..60 {
                let scores = [&some.1, &all.1].map(|results| results.scores[at][subject].score());
                let [Some(some_score), Some(all_score)] = scores else {
                    assert_eq!(scores, [None, None]);
                    continue;
                };
                let nothing = matches!(some.0.cell(input, subject), Cell::Missing | Cell::YesNo(_));
                assert!(
                    some_score <= all_score && (nothing || some_score == all_score),
                    "{}",
                    indicator.path
                );
                lost += usize::from(some_score < all_score);
                kept += usize::from(some_score == all_score);
            }
        }
    }
    assert!(lost > 20 && kept > 200, "{lost} {kept}");
}

/// What is asked for and what is attached stand beside the score; where nothing is asked there is no such key.
#[test]
fn each_item_says_what_is_attached() {
    let folder = root("fixtures/score/evidence");
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&tables_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    let of = |id: &str, at: usize| -> Value { subject(&result, id)["items"][at]["evidence"].clone() };
    let said = |state: &str, attached: Value, reason: Value| json!({ "required": "制度文件及印发通知", "state": state, "attached": attached, "reason": reason });
    assert_eq!(of("E1", 0), said("attached", json!("津财绩〔2024〕3号"), Value::Null));
    assert_eq!(of("E2", 0), said("none", Value::Null, Value::Null));
    assert_eq!(of("E3", 0), said("excused", Value::Null, json!("档案毁于水灾")));
    assert_eq!(of("E3", 1)["state"], "not_needed");
    assert_eq!(of("E2", 1)["state"], "none");
    let plain = rules_of(&root("fixtures/score/vetoes/rules.kc"));
    let run =
        plain.score(&tables_of(&root("fixtures/score/vetoes"))).unwrap_or_else(|found| panic!("{found}"));
    assert!(!run.json().to_string().contains("\"evidence\""));
}

/// One mistake in a line that holds for many leaves is one message.
#[test]
fn a_line_for_many_leaves_is_told_once() {
    for line in ["佐证 \"文件\"", "佐证 \"文件\", 缺附 扣 0分", "佐证 \"文件\", 缺附 扣 某数"]
    {
        let text = format!(
            "办法 试 {{ 对象 单位; 满分 10分; 总分 不设限; 修约 不修约; {line}
             指标 甲 5分: 评分\n指标 乙 5分: 评分 }}"
        );
        let found = crate::read::ruled("rules.kc", &text).found;
        assert_eq!(found.len(), 1, "{line}: {found:?}");
    }
}
