//! `docs/kaocheng.schema.json` holds for what the commands say to other programs, and refuses what they never say.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use super::cli::ran;
use super::engine::{below, root, rules_below};
use super::record::story;

/// The published schema, or one of its parts (`check`).
struct Published {
    schemas: Schemas,
    whole: SchemaIndex,
}

impl Published {
    fn new(part: &str) -> Published {
        let text = std::fs::read_to_string(root("docs/kaocheng.schema.json")).unwrap();
        let mut compiler = Compiler::new();
        compiler.add_resource("kaocheng.schema.json", serde_json::from_str(&text).unwrap()).unwrap();
        let mut schemas = Schemas::new();
        let whole = compiler.compile(&format!("kaocheng.schema.json{part}"), &mut schemas).unwrap();
        Published { schemas, whole }
    }

    fn faults(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.whole).err().map(|error| format!("{error:#}"))
    }

    /// What a command says is as published; exit codes are of no concern here.
    fn holds_for(&self, args: &[&str]) -> Value {
        let ran = ran(args);
        let said: Value = serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{args:?} says no JSON: {error}\n{}\n{}", ran.out, ran.err));
        if let Some(faults) = self.faults(&said) {
            panic!("{args:?}: {faults}");
        }
        said
    }
}

/// The rule files of a part of the library, each with its data.
fn library(part: &str) -> Vec<(String, String)> {
    let with = |rules: std::path::PathBuf| {
        let data = root("fixtures").join(part).join(rules.file_stem()?);
        data.is_dir().then(|| (rules.display().to_string(), data.display().to_string()))
    };
    rules_below(&root("rules").join(part)).into_iter().filter_map(with).collect()
}

fn folders(of: &str) -> Vec<String> {
    let entries = std::fs::read_dir(root(of)).unwrap();
    entries.map(|entry| entry.unwrap().path().display().to_string()).collect()
}

#[test]
fn results_and_workings_are_as_published() {
    let published = Published::new("");
    let all = [library("2019"), library("regulations"), library("examples")].concat();
    assert_eq!(all.len(), 6);
    for (rules, data) in &all {
        let said = published.holds_for(&["assess", rules, "--data", data, "--format", "json"]);
        let first = said["subjects"][0]["id"].as_str().unwrap();
        published.holds_for(&["explain", rules, "--data", data, "--subject", first, "--format", "json"]);
    }
    let (rules, data) = ("rules/2020/departments.kc", "fixtures/2020");
    published.holds_for(&["assess", rules, "--data", data, "--format", "json"]);
    let stages = ["report", rules, "--data", data, "--kind", "stages", "--format", "json"];
    published.holds_for(&stages);
    published.holds_for(&[&stages[..], &["--subject", "A02"]].concat());
}

#[test]
fn what_is_said_of_rules_is_as_published() {
    let published = Published::new("");
    let (rules, data) = ("rules/2019/departments.kc", "fixtures/2019/departments");
    published.holds_for(&["test", "rules/regulations", "--format", "json"]);
    published.holds_for(&["test", "fixtures/tests", "--format", "json"]);
    published.holds_for(&["coverage", rules, "--data", data, "--format", "json"]);
    published.holds_for(&["mutate", "rules/examples/small-english.kc", "--format", "json"]);
    published.holds_for(&["prove", rules, "--format", "json"]);
    published.holds_for(&["cliffs", rules, "--data", data, "--within", "2", "--format", "json"]);
    let check = Published::new("#/$defs/check");
    for folder in ["fixtures/syntax", "fixtures/check"] {
        for rules in below(&root(folder), "kc") {
            check.holds_for(&["check", &rules.display().to_string(), "--format", "json"]);
        }
    }
}

#[test]
fn what_is_said_of_changes_is_as_published() {
    let published = Published::new("");
    for story in folders("fixtures/diff") {
        let (old, new) = (format!("{story}/old.kc"), format!("{story}/new.kc"));
        published.holds_for(&["diff", &old, &new, "--format", "json"]);
    }
    for story in folders("fixtures/impact").iter().filter(|story| !story.ends_with("departments-2021")) {
        let at = |name: &str| format!("{story}/{name}");
        let (old, new, data, last) = (at("old.kc"), at("new.kc"), at("data"), at("old-data"));
        let last = if root(&last).is_dir() { vec!["--old-data", &last] } else { Vec::new() };
        published
            .holds_for(&[&["impact", &old, &new, "--data", &data, "--format", "json"][..], &last].concat());
    }
    let (rules, data) = ("rules/2019/departments.kc", "fixtures/2019/departments");
    let what_if = ["what-if", rules, "--data", data, "--subject", "B10", "--format", "json"];
    published.holds_for(&what_if);
    published.holds_for(&[&what_if[..], &["--set", "执行数=8500"]].concat());
    for name in ["three-edits", "joined-and-left", "rules-and-data", "still"] {
        let rules = story(name).join("rules.kc").display().to_string();
        published.holds_for(&["review", &rules, "--check", "--format", "json"]);
    }
    for form in ["池州", "黄冈", "廊坊", "某单位"] {
        let folder = format!("fixtures/published/{form}");
        let (rules, data) = (format!("{folder}/rules.kc"), format!("{folder}/data"));
        published.holds_for(&["verify", &rules, "--data", &data, "--format", "json"]);
    }
}

/// A schema that takes anything proves nothing: each of these is refused.
#[test]
fn what_is_never_said_is_refused() {
    let published = Published::new("");
    let args =
        ["assess", "rules/2019/departments.kc", "--data", "fixtures/2019/departments", "--format", "json"];
    let said = published.holds_for(&args);
    let spoilt = |pointer: &str, to: Value| {
        let mut said = said.clone();
        *said.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is not said")) = to;
        assert!(published.faults(&said).is_some(), "{pointer} is not held to anything");
    };
    spoilt("/format", Value::from("kaocheng.assess/2"));
    spoilt("/year", Value::from("2019"));
    spoilt("/digests/data", Value::from("none"));
    spoilt("/subjects/0/total", Value::from(85.9));
    spoilt("/subjects/0/total", Value::from("85.9 points"));
    spoilt("/subjects/0/rank", Value::from(0));
    spoilt("/subjects/0/state", Value::from("done"));
    spoilt("/subjects/0/items/0/kind", Value::from("item"));
    let mut more = said.clone();
    more["subjects"][0]["note"] = Value::from("new");
    assert!(published.faults(&more).is_some(), "a field that is not published");
    let mut less = said;
    less["subjects"][0].as_object_mut().unwrap().remove("grade");
    assert!(published.faults(&less).is_some(), "a field that is not said");
}

/// A new format is published with the first program that says it.
#[test]
fn every_format_is_published() {
    let published = std::fs::read_to_string(root("docs/kaocheng.schema.json")).unwrap();
    let sources =
        below(&root("src/report"), "rs").into_iter().map(|path| std::fs::read_to_string(path).unwrap());
    let mut said = 0;
    for text in sources {
        let names = text.split("\"kaocheng.").skip(1).filter_map(|rest| rest.split('"').next());
        // An Arrow file is no JSON.
        for name in names.filter(|name| *name != "assess.arrow/1") {
            assert!(published.contains(&format!("\"kaocheng.{name}\"")), "kaocheng.{name} is not published");
            said += 1;
        }
    }
    assert!(said >= 10, "{said}");
}
