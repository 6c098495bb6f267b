//! The laws of a result, held for every subject of the JSON of `assess`, by exact arithmetic on its strings.

mod groups;
mod methods;
mod trees;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use kaocheng::eval::{Outcome, Results};
use kaocheng::number::Number;
use kaocheng::plan::{Kind, Method, OnZero, Scheme};
use kaocheng::source::Lang;
use serde_json::Value;

use super::engine::{Rules, below, root, rules, rules_below, rules_of, rules_with, tables_of};

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
        groups_are_as_their_children(subject);
        numbers_read_back(subject);
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

/// A group is failed, missing or not applicable as its children are; one that does not apply has none that does.
fn groups_are_as_their_children(subject: &Value) {
    for item in list(&subject["items"]).iter().filter(|item| item["kind"] == "group") {
        let path = item["path"].as_str().unwrap();
        let children: Vec<&Value> = list(&subject["items"])
            .iter()
            .filter(|child| parent(child["path"].as_str().unwrap()) == path)
            .collect();
        let is =
            |state: &'static str| move |child: &&Value| child["state"] == state && child["score"].is_null();
        let all_absent = children.iter().all(is("not_applicable"));
        let open = children.iter().any(is("missing")) || children.iter().any(is("failed"));
        let agrees = match item["state"].as_str() {
            Some("not_applicable") => all_absent,
            Some("missing" | "failed") => true,
            Some(_) | None => !open,
        };
        assert!(agrees, "{} {path} is {}", subject["id"], item["state"]);
        assert!(!open || item["score"].is_null(), "{} {path}", subject["id"]);
    }
}

/// Every number is a decimal or a fraction.
fn numbers_read_back(subject: &Value) {
    let scores = list(&subject["items"]).iter().flat_map(|item| [&item["score"], &item["points"]]);
    let amounts = list(&subject["adjustments"]).iter().map(|one| &one["amount"]);
    let whole = ["total", "bonus", "penalty"].into_iter().map(|key| &subject[key]);
    for value in scores.chain(amounts).chain(whole).filter(|value| !value.is_null()) {
        assert!(number(value).is_some(), "{} {value}", subject["id"]);
    }
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

/// The rule files that have data, and where it is; every story of `fixtures/score` besides.
const STORIES: [(&str, &str); 3] = [
    ("rules/2019/departments.kc", "fixtures/2019/departments"),
    ("rules/2020/project-evaluation.kc", "fixtures/2020/project-evaluation"),
    ("rules/examples/small-english.kc", "fixtures/examples/small-english"),
];

fn stories() -> Vec<(PathBuf, PathBuf)> {
    let named = STORIES.iter().map(|(rules, data)| (root(rules), root(data)));
    let scored = below(&root("fixtures/score"), "kc").into_iter();
    named.chain(scored.map(|rules| (rules.clone(), rules.parent().unwrap().to_owned()))).collect()
}

/// Every rule file that is meant to be good; those of `syntax/good` need only be readable.
fn good() -> Vec<PathBuf> {
    let folders = ["rules", "src/cli", "fixtures/score", "fixtures/check/good", "fixtures/meanings"];
    let bad = |path: &PathBuf| path.iter().any(|part| part == "bad");
    folders.into_iter().flat_map(|folder| rules_below(&root(folder))).filter(|path| !bad(path)).collect()
}

#[test]
fn every_good_rule_file_is_clean() {
    let all = good();
    assert!(all.len() > 10, "{all:?}");
    for path in all {
        let tests = path.with_extension("tests.kc");
        rules_with(&path, std::fs::read_to_string(tests).ok());
    }
}

#[test]
fn they_hold_for_every_story() {
    for (rules, data) in stories() {
        let rules = rules_of(&rules);
        let run = rules.score(&tables_of(&data)).unwrap_or_else(|found| panic!("{found}"));
        hold(&run.json());
    }
}

/// Made-up data has every state in it: every law holds, and nothing fails but where the rules say 报错.
#[test]
fn they_hold_for_made_up_data() {
    for path in good() {
        let rules = match one_scheme(&path) {
            Some(rules) => rules,
            None => continue,
        };
        for seed in [1, 20, 300] {
            let tables = rules.sample(24, seed);
            let run =
                rules.score(&tables).unwrap_or_else(|found| panic!("{} {seed}\n{found}", path.display()));
            hold(&run.json());
            only_stated_faults(&rules.scheme, &run.results);
        }
    }
}

fn one_scheme(path: &Path) -> Option<Rules> {
    let text = std::fs::read_to_string(path).unwrap();
    rules(&path.display().to_string(), &text).ok()
}

/// A leaf fails only where a zero denominator says 报错, in itself or in a formula it reads.
fn only_stated_faults(scheme: &Scheme, results: &Results) {
    let stated = |formula: &kaocheng::plan::Formula| formula.on_zero == OnZero::Fault;
    for (indicator, column) in scheme.indicators.iter().zip(&results.scores) {
        let Kind::Leaf { method, on_zero } = &indicator.kind else { continue };
        let here = *on_zero == OnZero::Fault
            || matches!(&**method, Method::Proportion { zero_target: OnZero::Fault, .. });
        // Formulas are few: that any of them may fail is reason enough.
        if here || scheme.formulas.iter().any(stated) {
            continue;
        }
        assert!(!column.contains(&Outcome::Failed), "{} failed", indicator.path);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for (rules, data) in stories() {
        let told = || {
            let rules = rules_of(&rules);
            let run = rules.score(&tables_of(&data)).unwrap_or_else(|found| panic!("{found}"));
            (run.json().to_string(), run.csv(), run.explain(0, Lang::Zh))
        };
        assert_eq!(told(), told());
    }
}

/// The order of the rows changes nothing but where subjects that tie stand.
#[test]
fn the_order_of_subjects_changes_no_score() {
    for (rules, data) in stories() {
        let rules = rules_of(&rules);
        let tables = tables_of(&data);
        let turned: Vec<(String, String)> = tables.iter().map(turned).collect();
        let by_id = |tables: &[(String, String)]| {
            let run = rules.score(tables).unwrap_or_else(|found| panic!("{found}"));
            let result = run.json();
            let subjects = list(&result["subjects"]).iter();
            subjects.map(|one| (one["id"].to_string(), one.to_string())).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(by_id(&tables), by_id(&turned), "{}", data.display());
    }
}

/// A table with its subjects backwards; the records of a list stay in their own order.
fn turned((name, text): &(String, String)) -> (String, String) {
    let mut lines = text.lines();
    let header = lines.next().unwrap_or_default();
    let mut rows: Vec<&str> = lines.collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.split(',').next().map(str::to_owned)));
    (name.clone(), std::iter::once(header).chain(rows).collect::<Vec<_>>().join("\n"))
}
