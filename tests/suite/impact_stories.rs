//! `kaocheng impact` as it is typed: `fixtures/impact/*` with old and new rules and data, laws of its JSON, and the
//! departments against an independent split. A new story is a new folder.

use kaocheng::number::Number;
use serde_json::Value;

use super::cli::{Ran, ran};
use super::engine::root;
use super::impact_departments::{NAMES, heads};

/// The command for a story, in a form and a language; the data of last year if it has them.
fn impact(story: &str, format: &str, lang: &str) -> Ran {
    let at = |name: &str| format!("fixtures/impact/{story}/{name}");
    let (old, new, data, last) = (at("old.kc"), at("new.kc"), at("data"), at("old-data"));
    let mut args = vec!["impact", &old, &new, "--data", &data, "--format", format, "--lang", lang];
    if root(&last).exists() {
        args.extend(["--old-data", &last]);
    }
    ran(&args)
}

fn told(ran: &Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    if ran.err.is_empty() { ran.out.clone() } else { format!("{}\n-- stderr\n{}", ran.out, ran.err) }
}

fn stories() -> Vec<String> {
    let folders = std::fs::read_dir(root("fixtures/impact")).unwrap();
    let folders = folders.map(|entry| entry.unwrap()).filter(|entry| entry.path().join("old.kc").exists());
    let mut stories: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    stories.sort();
    assert!(stories.len() >= 6);
    stories
}

#[test]
fn every_story_is_told_as_it_was_accepted() {
    for story in stories() {
        let (zh, en) = (impact(&story, "text", "zh"), impact(&story, "text", "en"));
        let told = format!("{}\n{}\n{}", told(&zh), "=".repeat(80), told(&en));
        insta::with_settings!({ snapshot_suffix => story, omit_expression => true }, {
            insta::assert_snapshot!(told);
        });
    }
}

fn json(story: &str) -> Value {
    serde_json::from_str(&impact(story, "json", "zh").out).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// `-15.85`, `-23/12`; none for null.
fn number(value: &Value) -> Option<Number> {
    let text = value.as_str()?;
    let (above, below) = text.split_once('/').unwrap_or((text, "1"));
    Number::parse(above).unwrap().over(&Number::parse(below).unwrap())
}

fn sum<'v>(values: impl Iterator<Item = &'v Value>) -> Number {
    values.map(|value| number(value).unwrap()).sum()
}

/// The laws of `docs/formats.md`, for every subject.
fn hold(result: &Value) {
    assert_eq!(result["format"], "kaocheng.impact/1");
    let subjects = list(&result["subjects"]);
    for subject in subjects {
        let (old, new) = (&subject["old"]["total"], &subject["new"]["total"]);
        let moved = number(&subject["move"]);
        assert_eq!(moved, number(old).zip(number(new)).map(|(old, new)| new - old), "{subject}");
        let parts = sum(list(&subject["parts"]).iter().map(|part| &part["amount"]));
        assert_eq!(parts, moved.unwrap_or(Number::ZERO), "{subject}");
        ledger(&subject["grade_steps"], (&subject["old"]["grade"], &subject["new"]["grade"]));
        ledger(&subject["state_steps"], (&subject["old"]["state"], &subject["new"]["state"]));
        for place in ["rank", "group_rank"].map(|rank| &subject[rank]) {
            if let (Some(from), Some(to), Some(own)) =
                (place["from"].as_i64(), place["to"].as_i64(), place["own"].as_i64())
            {
                let rest = place["others"].as_i64().unwrap() + place["ties"].as_i64().unwrap();
                assert_eq!(own + rest, to - from, "{subject}");
            }
        }
    }
    for group in list(&result["groups"]) {
        let parts = subjects.iter().flat_map(|subject| list(&subject["parts"]));
        let own = parts.filter(|part| part["groups"] == group["groups"]);
        assert_eq!(Some(sum(own.map(|part| &part["amount"]))), number(&group["sum"]), "{group}");
    }
    let groups = list(&result["groups"]).len();
    assert!(
        list(&result["edits"])
            .iter()
            .all(|edit| edit["group"].as_u64().is_none_or(|at| at as usize <= groups))
    );
    for year in result["years"]["subjects"].as_array().into_iter().flatten() {
        let parts = number(&year["performance"]).zip(number(&year["rules"]));
        let split = list(&year["rule_parts"]);
        assert!(
            split.is_empty() || Some(sum(split.iter().map(|part| &part["amount"]))) == number(&year["rules"])
        );
        assert!(parts.is_none_or(|(one, other)| Some(one + other) == number(&year["move"])), "{year}");
    }
}

/// Steps begin at the old, end at the new, and each goes on where the one before ended.
fn ledger(steps: &Value, (old, new): (&Value, &Value)) {
    let mut at = old;
    for step in list(steps) {
        assert_eq!(&step["from"], at);
        at = &step["to"];
    }
    assert_eq!(at, new);
}

#[test]
fn the_laws_hold_in_every_story() {
    for story in stories() {
        hold(&json(&story));
    }
}

const OLD: &str = "rules/2019/departments.kc";
const NEW: &str = "fixtures/impact/departments-2021/departments.kc";
const DATA: &str = "fixtures/2019/departments";

/// The cells of the oracle's table from the JSON: `order` has the group of each of the oracle's edits.
fn rows(result: &Value, order: &[u64]) -> Vec<Vec<String>> {
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    let place = |value: &Value| value.as_u64().map_or(String::new(), |place| place.to_string());
    let name = |group: &Value| NAMES[order.iter().position(|own| Some(*own) == group.as_u64()).unwrap()];
    let one = |subject: &Value| {
        let moved = number(&subject["move"]);
        let cell =
            |number: Option<Number>| if moved.is_some() { number.unwrap().plain() } else { String::new() };
        let mut row = vec![text(&subject["id"])];
        row.extend(
            [&subject["old"]["total"], &subject["new"]["total"], &subject["move"]]
                .map(|total| cell(number(total))),
        );
        row.extend(order.iter().map(|group| {
            let part =
                list(&subject["parts"]).iter().find(|part| part["groups"] == serde_json::json!([group]));
            cell(Some(part.map_or(Number::ZERO, |part| number(&part["amount"]).unwrap())))
        }));
        let step =
            |step: &Value| format!("{}:{}→{}", name(&step["group"]), text(&step["from"]), text(&step["to"]));
        let steps: Vec<String> = list(&subject["grade_steps"]).iter().map(step).collect();
        let set = |set: &Value| list(set).iter().map(name).collect::<Vec<_>>().join("+");
        let sets: Vec<String> = list(&subject["grade_enough"]).iter().map(set).collect();
        row.extend([
            text(&subject["old"]["grade"]),
            text(&subject["new"]["grade"]),
            steps.join(" "),
            sets.join(" | "),
        ]);
        row.extend(
            [
                &subject["rank"]["from"],
                &subject["rank"]["to"],
                &subject["group_rank"]["from"],
                &subject["group_rank"]["to"],
            ]
            .map(place),
        );
        row
    };
    list(&result["subjects"]).iter().map(one).collect()
}

/// The whole way: rule files, their edits as they are found, mixtures of them, 92 departments.
#[test]
fn six_edits_of_the_departments_as_they_are_found() {
    let done = ran(&["impact", OLD, NEW, "--data", DATA, "--format", "json"]);
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    let result: Value = serde_json::from_str(&done.out).unwrap();
    hold(&result);
    assert_eq!((&result["method"], &result["sets_tried"]), (&"shapley".into(), &64.into()));
    let group = |path: &str, kind: &str| {
        let edits = list(&result["edits"]).iter().filter(|edit| edit["path"] == path && edit["kind"] == kind);
        let edits: Vec<&Value> = edits.collect();
        assert_eq!(edits.len(), 1, "{path} {kind}: {edits:?}");
        edits[0]["group"].as_u64().unwrap()
    };
    let rate = "绩效监控管理/预算执行率";
    let order = [
        group("基础工作管理/信息公开", "points"),
        group("基础工作管理/业务培训", "points"),
        group("基础工作管理", "veto"),
        group(rate, "inclusion"),
        group(rate, "bound"),
        group("典型经验", "limit"),
    ];
    let ours = rows(&result, &order);
    let theirs = std::fs::read_to_string(root("fixtures/oracle/impact-departments.csv")).unwrap();
    let mut theirs = csv::Reader::from_reader(theirs.as_bytes());
    assert_eq!(theirs.headers().unwrap().iter().collect::<Vec<_>>().join(","), heads(&NAMES));
    let theirs: Vec<Vec<String>> =
        theirs.records().map(|row| row.unwrap().iter().map(decimal).collect()).collect();
    assert_eq!(ours.len(), 92);
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
}

/// The oracle writes every number as a fraction; ours are decimals where these end.
fn decimal(cell: &str) -> String {
    let Some((above, below)) = cell.split_once('/') else { return cell.to_owned() };
    match (Number::parse(above), Number::parse(below)) {
        (Ok(above), Ok(below)) => above.over(&below).unwrap().plain(),
        (_, _) => cell.to_owned(),
    }
}

/// The page of the departments: a title, every department that moves, a picture with as many bars as it says.
#[test]
fn a_page_for_the_bureau_chief() {
    for (lang, title, says) in [
        ("zh", "修订影响: 市直部门预算绩效管理考核", "变动最大的 40 个"),
        ("en", "What the amendment does", "the 40 largest moves"),
    ] {
        let page = ran(&["impact", OLD, NEW, "--data", DATA, "--format", "html", "--lang", lang]).out;
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains(title) && page.contains(says));
        assert!(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"));
        assert!(page.contains("role=\"img\"") && page.matches("<rect").count() >= 80);
    }
}

/// Wrong use, and data that lack what one of the rules must have.
#[test]
fn what_cannot_be_compared_is_said() {
    let missing = ran(&["impact", OLD, NEW]);
    assert!(missing.code == Some(2) && missing.err.contains("--data"), "{}", missing.err);
    let folder = super::cli::scratch("impact-lacking");
    std::fs::write(folder.join("subjects.csv"), "编号,名称,按时办结,办件,差评\nW1,一号窗口,95,100,1\n")
        .unwrap();
    let data = folder.display().to_string();
    let (old, new) = ("fixtures/impact/new-input/old.kc", "fixtures/impact/new-input/new.kc");
    let lacking = ran(&["impact", old, new, "--data", &data]);
    assert!(
        lacking.code == Some(1) && lacking.err.contains("KC507") && lacking.err.contains("网办"),
        "{}",
        lacking.err
    );
    assert!(lacking.out.is_empty());
    std::fs::write(
        folder.join("subjects.csv"),
        "编号,名称,按时办结,办件,差评,网办,满意率\nW1,一号窗口,95,100,1,60,90%\n",
    )
    .unwrap();
    let unknown = ran(&["impact", old, new, "--data", &data]);
    assert!(
        unknown.code == Some(1) && unknown.err.contains("KC501") && unknown.err.contains("满意率"),
        "{}",
        unknown.err
    );
    assert!(!unknown.err.contains("网办”这一项"), "{}", unknown.err);
    let broken = ran(&["impact", old, "fixtures/check/bad/KC101_misspelt_input.kc", "--data", &data]);
    assert!(broken.code != Some(0) && broken.out.is_empty(), "{}", broken.err);
}

/// Points and weights that move between items, worked out by hand. With full marks an item's edit brings what its points
/// move by, those of a block nothing of their own (甲) or as much as its weights give (乙, 10 points at weights of 100%,
/// 90%, 110% and 100%), and a weight a tenth of 40 or 50 points, 45 on average.
#[test]
fn points_and_weights_by_hand() {
    let result = json("points-and-weights");
    let hand = [
        ("甲", "points", ["0", "0", "0"]),
        ("甲/甲一", "points", ["-20", "-10", "-18"]),
        ("甲/甲二", "points", ["10", "5", "7"]),
        ("乙", "points", ["10", "7.1", "7.1"]),
        ("乙/乙一", "weight", ["-4.5", "-3.6", "-3.6"]),
        ("乙/乙二", "weight", ["4.5", "2.7", "2.7"]),
    ];
    for (path, kind, expected) in hand {
        let edit = list(&result["edits"]).iter().find(|edit| edit["path"] == path && edit["kind"] == kind);
        let group = serde_json::json!([edit.unwrap()["group"]]);
        for (subject, expected) in list(&result["subjects"]).iter().zip(expected) {
            let part = list(&subject["parts"]).iter().find(|part| part["groups"] == group);
            assert_eq!(
                part.map_or("0", |part| part["amount"].as_str().unwrap()),
                expected,
                "{path} {subject}"
            );
        }
    }
}
