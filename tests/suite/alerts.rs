//! 警示: what is told beside the scores. The library's equal their oracle (`fixtures/oracle/alerts.py`, which never reads
//! a rule file); the others are worked out by hand in `fixtures/score/alerts`.

use serde_json::{Value, json};

use crate::engine::{layers_of, root, rules, rules_of, subject, tables_of};

/// Number, level and text of every alert in this state, in the order of the result.
fn told(result: &Value, state: &str) -> Vec<[String; 3]> {
    let mut told = Vec::new();
    for subject in result["subjects"].as_array().unwrap() {
        for alert in subject["alerts"].as_array().unwrap().iter().filter(|alert| alert["state"] == state) {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            told.push([text(&subject["id"]), text(&alert["level"]), text(&alert["text"])]);
        }
    }
    told
}

#[test]
fn those_of_the_library_equal_their_oracle() {
    for (name, least) in [("monitoring", 30), ("target-review", 60)] {
        let rules = rules_of(&root("rules/2020").join(name).with_extension("kc"));
        let run = rules
            .score(&layers_of(&root("fixtures/2020").join(name)))
            .unwrap_or_else(|found| panic!("{found}"));
        let result = run.json();
        let oracle = root("fixtures/oracle").join(format!("{name}-alerts.csv"));
        let text = std::fs::read_to_string(oracle).unwrap();
        let rows = csv::ReaderBuilder::new().from_reader(text.as_bytes()).into_records();
        let mut wanted: Vec<[String; 3]> = rows
            .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>().try_into().unwrap())
            .collect();
        let mut ours = told(&result, "raised");
        ours.sort();
        wanted.sort();
        assert_eq!(ours, wanted, "{name}");
        assert!(ours.len() > least, "{name}: {}", ours.len());
        assert!(told(&result, "undecided").is_empty(), "{name}");
    }
}

/// P4 lacks 执行数, an answer and a field of a record; P5 has a zero denominator: told as undecided, never silent. P3 has
/// no 工程, so the alert of that block is none of its concern, though 工期顺延 is empty.
#[test]
fn what_cannot_be_decided_is_told_and_what_does_not_apply_is_not() {
    let folder = root("fixtures/score/alerts");
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&tables_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    let of = |state: &str, id: &str| -> Vec<String> {
        told(&result, state).into_iter().filter(|one| one[0] == id).map(|one| one[1].clone()).collect()
    };
    assert_eq!(of("raised", "P1"), [""; 0]);
    assert_eq!(of("raised", "P2"), ["红", "红", "黄", "黄", "退回", "退回"]);
    assert_eq!(of("raised", "P3"), ["黄"]);
    assert_eq!(of("undecided", "P3"), [""; 0]);
    assert_eq!(of("undecided", "P4"), ["红", "红", "黄", "退回", "退回"]);
    assert_eq!(of("undecided", "P5"), ["红", "红", "黄"]);
    let alert = |id: &str, at: usize| &subject(&result, id)["alerts"][at];
    assert_eq!(
        *alert("P2", 0),
        json!({
            "level": "红", "state": "raised", "rule": "fixtures/score/alerts/rules.kc:33",
            "text": "执行进度低于 60%, 且与目标进度相差超过 10 个百分点",
            "reason": "执行进度 50% < 60% 且 进度差 25个百分点 > 10%",
            "reason_en": "执行进度 50% < 60% and 进度差 25 percentage points > 10%",
        })
    );
    assert_eq!(alert("P4", 4)["reason_en"], "data of a record of “指标表” missing");
    assert_eq!(alert("P5", 1)["reason"], "总分无法计算");
}

/// Take every 警示 out of a rule file, and nothing but the alerts of its result changes.
#[test]
fn they_change_no_score_grade_or_place() {
    for (file, data) in [
        ("fixtures/score/alerts/rules.kc", "fixtures/score/alerts"),
        ("rules/2020/monitoring.kc", "fixtures/2020/monitoring"),
    ] {
        let text = std::fs::read_to_string(root(file)).unwrap();
        let bare = without_alerts(&text);
        assert!(text.contains("警示 黄 {") && !bare.contains("警示 黄 {"), "{file}");
        let result = |text: &str| {
            let (files, schemes, _) = crate::engine::checked("rules.kc", text);
            let scheme = schemes.unwrap().pop().unwrap();
            let rules = crate::engine::Rules { files, scheme, below: Vec::new() };
            let tables: Vec<(String, String)> = tables_of(&root(data));
            let tables =
                tables.into_iter().filter(|(name, _)| !rules.scheme.lists.is_empty() || name != "指标表.csv");
            let run = rules.score(&tables.collect::<Vec<_>>()).unwrap_or_else(|found| panic!("{found}"));
            let mut result = run.json();
            for subject in result["subjects"].as_array_mut().unwrap() {
                subject["alerts"] = Value::Null;
            }
            result["subjects"].clone()
        };
        assert_eq!(result(&text), result(&bare), "{file}");
    }
}

/// The rules with every 警示 block blanked, each line in its place.
fn without_alerts(text: &str) -> String {
    let mut inside = false;
    let lines = text.lines().map(|line| {
        let trimmed = line.trim_start();
        let opens = trimmed.starts_with("警示 ");
        let blank = inside || opens;
        inside = if opens { !trimmed.ends_with('}') } else { inside && trimmed != "}" };
        if blank { "" } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Those of a branch are told of its own subjects alone, and read the latest layer.
#[test]
fn a_branch_has_its_own_and_the_last_layer_counts() {
    let text = "scheme Branches { subjects office; points 10 points; total unlimited; round never; layers self, review
      missing error
      input { kind: choice(town, bureau); late: days }
      indicator Work 10 points: assess
      case kind {
        town { alerts yellow { late above 5 days: \"late by more than 5 days\" } }
        bureau { alerts yellow { late above 2 days: \"late by more than 2 days\" } }
      } }";
    let rules = rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"));
    let tables = [
        ("self/subjects.csv", "id,kind,late,Work\nA,town,4,9\nB,bureau,4,9\nC,town,0,9\nD,,9,9\n"),
        ("review/subjects.csv", "id,late\nC,6\n"),
    ];
    let tables = tables.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    let one = |id: &str, text: &str| [id, "yellow", text].map(str::to_owned);
    assert_eq!(
        told(&result, "raised"),
        [one("B", "late by more than 2 days"), one("C", "late by more than 5 days")]
    );
    let open = told(&result, "undecided");
    assert_eq!(open, [one("D", "late by more than 5 days"), one("D", "late by more than 2 days")]);
}

/// What one cell says decides whether an alert is raised, told as open, or passed over; a value given by 缺报 视为 counts
/// as a value.
#[test]
fn each_state_of_a_cell_is_met() {
    let text = "办法 试 { 对象 单位; 满分 10分; 总分 不设限; 修约 不修约; 缺报 报错; 缺项 折算
      输入 { 进度: 百分比, 范围 0%-100%, 免责 给满分; 次数: 整数 次, 缺报 视为 0次 }
      指标 甲 5分: 按比例 进度
      指标 乙 5分: 扣分 { 次数: 每 1次 扣 1分 }
      警示 红 { 进度 低于 50% 且 次数 少于 2次: \"进度慢\" } }";
    let rules = rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"));
    for (progress, count, wanted) in [
        ("49.9%", "1", Some("raised")),
        ("50%", "1", None),
        ("49.9%", "2", None),
        ("", "1", Some("undecided")),
        ("", "2", None), // 次数 alone decides that it does not hold
        ("不适用", "1", None),
        ("免责:水灾", "1", None),
        ("49.9%", "", Some("raised")),
        ("", "", Some("undecided")),
    ] {
        let table = ("subjects.csv".to_owned(), format!("编号,进度,次数\nA,{progress},{count}\n"));
        let run = rules.score(&[table]).unwrap_or_else(|found| panic!("{found}"));
        let result = run.json();
        let alerts = result["subjects"][0]["alerts"].as_array().unwrap();
        let state = alerts.first().map(|alert| alert["state"].as_str().unwrap());
        assert_eq!(state, wanted, "{progress} {count}");
        if wanted == Some("undecided") {
            assert_eq!(alerts[0]["reason"], "缺“进度”");
        }
    }
}
