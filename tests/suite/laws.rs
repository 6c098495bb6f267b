//! The laws of a result, held for every subject of the JSON of `assess`, by exact arithmetic on its strings.

use kaocheng::number::Number;
use serde_json::Value;

/// Every law, for one scheme or several.
pub(crate) fn hold(result: &Value) {
    assert_eq!(result["format"], "kaocheng.assess/1");
    match result["schemes"].as_array() {
        Some(schemes) => schemes.iter().for_each(scheme),
        None => scheme(result),
    }
}

fn scheme(scheme: &Value) {
    let places = scheme["rounding"]["places"].as_u64();
    let subjects = list(&scheme["subjects"]);
    for subject in subjects {
        groups_add_up(subject);
        the_total_adds_up(subject);
        states_agree(subject);
        places_are_kept(subject, places);
    }
    ranks_are_in_order(subjects);
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// `85.90` or `1/3`.
fn number(value: &Value) -> Option<Number> {
    let text = value.as_str()?;
    let Some((above, below)) = text.split_once('/') else { return Number::parse(text).ok() };
    Number::parse(above).ok()?.over(&Number::parse(below).ok()?)
}

fn sum<'a>(values: impl Iterator<Item = &'a Value>) -> Number {
    values.filter_map(number).sum()
}

/// What is added at a path; `""` is the total.
fn adjusted(subject: &Value, path: &str) -> Number {
    let here = list(&subject["adjustments"]).iter().filter(|one| one["path"] == path);
    sum(here.map(|one| &one["amount"]))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

fn children(subject: &Value, path: &str) -> Number {
    let items = list(&subject["items"]).iter();
    sum(items.filter(|item| parent(item["path"].as_str().unwrap()) == path).map(|item| &item["score"]))
}

/// A group's score = sum of its direct children + adjustments at its path.
fn groups_add_up(subject: &Value) {
    for item in list(&subject["items"]).iter().filter(|item| item["kind"] == "group") {
        let Some(score) = number(&item["score"]) else { continue };
        let path = item["path"].as_str().unwrap();
        assert_eq!(score, children(subject, path) + adjusted(subject, path), "{} {path}", subject["id"]);
    }
}

/// Total = sum of the first level + bonus − penalty + adjustments at `""`.
fn the_total_adds_up(subject: &Value) {
    let outside = |items: &str| sum(list(&subject[items]).iter().map(|item| &item["score"]));
    let of = |key: &str| number(&subject[key]).unwrap_or(Number::ZERO);
    if let Some(total) = number(&subject["total"]) {
        let parts = children(subject, "") + of("bonus") - of("penalty") + adjusted(subject, "");
        assert_eq!(total, parts, "{}", subject["id"]);
        assert_eq!(of("bonus"), outside("bonus_items"), "{}", subject["id"]);
        assert_eq!(of("penalty"), outside("penalty_items"), "{}", subject["id"]);
    }
    assert!(!of("penalty").is_negative());
}

/// A state and a score go together; only a complete subject has total, grade and ranks.
fn states_agree(subject: &Value) {
    for item in list(&subject["items"]) {
        let has_score = !item["score"].is_null();
        let agrees = match item["state"].as_str() {
            Some("scored" | "excused") => has_score,
            Some("not_applicable" | "failed") => !has_score,
            Some("missing") => true,
            Some(_) | None => false,
        };
        assert!(agrees, "{} {}", subject["id"], item["path"]);
    }
    let complete = subject["state"] == "complete";
    assert_eq!(complete, !subject["total"].is_null(), "{}", subject["id"]);
    assert!(complete || ["grade", "rank", "group_rank"].iter().all(|key| subject[key].is_null()));
}

/// Scores, where the scheme rounds, have exactly its places.
fn places_are_kept(subject: &Value, places: Option<u64>) {
    let Some(places) = places else { return };
    let total = subject["total"].as_str().filter(|total| !total.contains('/'));
    if let Some(total) = total {
        let kept = total.split_once('.').map_or(0, |(_, part)| part.len());
        assert!(kept >= usize::try_from(places).unwrap(), "{} {total}", subject["id"]);
    }
}

/// Overall rank, null ranks last.
fn ranks_are_in_order(subjects: &[Value]) {
    let ranks: Vec<u64> =
        subjects.iter().map(|subject| subject["rank"].as_u64().unwrap_or(u64::MAX)).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
}

fn example() -> Value {
    serde_json::json!({
        "format": "kaocheng.assess/1",
        "rounding": { "places": 2 },
        "subjects": [{
            "id": "D1", "state": "complete", "total": "17.50", "grade": null, "rank": 1, "group_rank": null,
            "items": [
                { "path": "甲", "kind": "group", "score": "16.00", "state": "scored" },
                { "path": "甲/一", "kind": "leaf", "score": "12.00", "state": "scored" },
                { "path": "甲/二", "kind": "leaf", "score": null, "state": "not_applicable" },
            ],
            "adjustments": [{ "path": "甲", "kind": "rescale", "amount": "4.00", "reason": "缺项折算" }],
            "bonus": "2.00", "penalty": "0.50",
            "bonus_items": [{ "name": "奖", "score": "2.00", "limit": null }],
            "penalty_items": [{ "name": "罚", "score": "0.50", "limit": null }],
        }],
    })
}

#[test]
fn they_hold_for_what_adds_up() {
    hold(&example());
}

#[test]
#[should_panic(expected = "甲")]
fn they_fail_for_a_group_that_does_not() {
    let mut result = example();
    result["subjects"][0]["items"][0]["score"] = "15.99".into();
    hold(&result);
}

#[test]
#[should_panic(expected = "D1")]
fn they_fail_for_a_total_that_does_not() {
    let mut result = example();
    result["subjects"][0]["total"] = "17.51".into();
    hold(&result);
}

/// The rule files that have data, and where it is.
const STORIES: [(&str, &str); 3] = [
    ("rules/2019/departments.kc", "fixtures/2019/departments"),
    ("rules/2020/project-evaluation.kc", "fixtures/2020/projects"),
    ("rules/examples/small-english.kc", "fixtures/examples/small-english"),
];

#[test]
fn they_hold_for_every_rule_file_with_data() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (rules, data) in STORIES {
        hold(&assess(&root.join(rules), &root.join(data)));
    }
}

fn assess(rules: &std::path::Path, data: &std::path::Path) -> Value {
    let mut command = assert_cmd::Command::cargo_bin("kaocheng").unwrap();
    command.arg("assess").arg(rules).arg("--data").arg(data).args(["--format", "json"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}: {}", rules.display(), String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
