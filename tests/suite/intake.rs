//! Data as they come. Each folder in `fixtures/intake` holds the data of `twin` in other encodings, as messy tables, as
//! workbooks: read, they are the same data, and the ledger tells what was done to them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use insta::assert_snapshot;
use kaocheng::data::{self, Cell, Dataset, Ledger, RepairRule, Table, take_in};
use kaocheng::report;
use kaocheng::source::{Diagnostic, Files, Lang, Style, render};

use super::engine::{Rules, root, rules_of};

fn rules() -> Rules {
    rules_of(&root("fixtures/intake/rules.kc"))
}

fn folder(name: &str) -> PathBuf {
    root("fixtures/intake").join(name)
}

/// The stories: every folder but the twin.
fn stories() -> Vec<String> {
    let names = fs::read_dir(root("fixtures/intake")).unwrap().map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = names
        .filter(|path| path.is_dir() && !path.ends_with("twin"))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// The tables of a folder, in the order of the names.
fn tables(folder: &Path) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut tables, mut found) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_name().unwrap().to_str().unwrap();
        let opened = data::open(name, Box::new(Cursor::new(fs::read(&path).unwrap())));
        tables.extend(opened.value.unwrap_or_default());
        found.extend(opened.diagnostics);
    }
    if found.is_empty() { Ok(tables) } else { Err(found) }
}

/// The data of a folder, and what had to be repaired.
fn read(rules: &Rules, name: &str) -> (Dataset, Ledger) {
    let mut ledger = Ledger::default();
    let shown = |found: &[Diagnostic]| render(found, &Files::new(), Style { lang: Lang::Zh, color: false });
    let tables = tables(&folder(name)).unwrap_or_else(|found| panic!("{name}: {}", shown(&found)));
    let bound = take_in(vec![(String::new(), tables)], &rules.scheme, &mut ledger);
    let data = bound.value.unwrap_or_else(|| panic!("{name}: {}", shown(&bound.diagnostics)));
    (data.into_iter().next().unwrap(), ledger)
}

/// What the data say, without where it stands.
fn said(data: &Dataset) -> BTreeMap<String, Vec<String>> {
    let text = |cell: &Cell| match cell {
        Cell::Text(id) => data.text(*id).to_owned(),
        Cell::Number(_)
        | Cell::YesNo(_)
        | Cell::Choice(_)
        | Cell::Date(_)
        | Cell::Missing
        | Cell::NotApplicable
        | Cell::Excused(_) => format!("{cell:?}"),
    };
    let mut said = BTreeMap::new();
    said.insert(
        "who".to_owned(),
        data.subjects.iter().map(|one| format!("{} {}", one.id, one.name)).collect(),
    );
    for (at, column) in data.inputs.iter().enumerate() {
        said.insert(format!("input {at}"), column.iter().map(text).collect());
    }
    for (list, records) in data.lists.iter().enumerate() {
        said.insert(format!("list {list}"), records.first.iter().map(u32::to_string).collect());
        for (at, column) in records.fields.iter().enumerate() {
            said.insert(format!("list {list} {at}"), column.iter().map(text).collect());
        }
    }
    said
}

#[test]
fn every_story_is_the_data_of_its_twin() {
    let rules = rules();
    let (twin, ledger) = read(&rules, "twin");
    assert_eq!(ledger, Ledger::default());
    assert_eq!(twin.subjects.len(), 6);
    assert!(stories().len() >= 10);
    for name in stories() {
        let (data, ledger) = read(&rules, &name);
        assert_eq!(said(&data), said(&twin), "{name}");
        let mut text = Vec::new();
        report::ledger_csv(&ledger, &mut text).unwrap();
        assert_snapshot!(format!("ledger_{name}"), String::from_utf8(text).unwrap());
    }
}

/// Everything a program can see is the same, the digest too: the same text was read.
#[test]
fn other_encodings_score_the_same_byte_for_byte() {
    let assess = |name: &str, format: &str| {
        let mut command = Command::cargo_bin("kaocheng").unwrap();
        let rules = root("fixtures/intake/rules.kc");
        command.arg("assess").arg(rules).arg("--data").arg(folder(name)).args(["--format", format]);
        let output = command.env("KAOCHENG_LANG", "zh").output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        (output.stdout, String::from_utf8(output.stderr).unwrap())
    };
    for format in ["json", "csv", "table"] {
        let (twin, nothing) = assess("twin", format);
        assert_eq!(nothing, "");
        for (name, encoding) in [("gb18030", "GB18030"), ("utf-8-bom", ""), ("utf-16-be-bare", "UTF-16BE")] {
            let (scores, said) = assess(name, format);
            assert_eq!(scores, twin, "{name} {format}");
            let note = format!("subjects.csv 按 {encoding} 编码读");
            assert_eq!(said.contains(&note), !encoding.is_empty(), "{said}");
        }
    }
}

/// Each rule of the ledger is used by some story, or it is not known to work.
#[test]
fn every_rule_has_a_story() {
    let rules = rules();
    let used: Vec<RepairRule> = stories()
        .iter()
        .flat_map(|name| read(&rules, name).1.repairs.into_iter().map(|one| one.rule).collect::<Vec<_>>())
        .collect();
    // Those of forms have theirs in `forms`.
    let of_forms = |rule: &RepairRule| matches!(rule, RepairRule::Moved | RepairRule::SameForm);
    let all = RepairRule::ALL.iter().filter(|rule| !of_forms(rule));
    let idle: Vec<&str> = all.filter(|rule| !used.contains(rule)).map(|rule| rule.name()).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

/// With `--strict` every repair is an error at its place; the ledger is written all the same.
#[test]
fn strict_refuses_repairs() {
    let written = tempfile::tempdir().unwrap();
    let run = |name: &str, strict: bool| {
        let file = written.path().join(format!("{name}.csv"));
        let mut command = Command::cargo_bin("kaocheng").unwrap();
        command.arg("assess").arg(root("fixtures/intake/rules.kc")).arg("--data").arg(folder(name));
        command.args(strict.then_some("--strict")).arg("--ledger").arg(&file);
        let output = command.env("KAOCHENG_LANG", "en").output().unwrap();
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        (output.status.code(), String::from_utf8(output.stderr).unwrap(), lines)
    };
    let (code, said, entries) = run("messy-csv", true);
    assert_eq!((code, entries), (Some(1), 33));
    assert_eq!(said.matches("KC515").count(), 32, "{said}");
    assert!(said.contains("subjects.csv, E5, column “预算数”, 市委办公室"), "{said}");
    let (code, said, entries) = run("messy-csv", false);
    assert_eq!((code, entries), (Some(0), 33));
    assert!(said.contains("repairs made when the data were read, 32:"), "{said}");
    assert_eq!(run("twin", true), (Some(0), String::new(), 1));
}

/// What cannot be read is told cell by cell, each mistake once.
#[test]
fn what_cannot_be_read_is_told_by_cell() {
    let rules = rules();
    for name in ["cells", "never-calculated"] {
        let mut ledger = Ledger::default();
        let tables = tables(&root("fixtures/intake-bad").join(name)).unwrap();
        let bound = take_in(vec![(String::new(), tables)], &rules.scheme, &mut ledger);
        assert!(bound.value.is_none());
        let shown = |lang| render(&bound.diagnostics, &Files::new(), Style { lang, color: false });
        let told = report::ledger(&ledger, Lang::Zh);
        assert_snapshot!(format!("bad_{name}"), [shown(Lang::Zh), shown(Lang::En), told].join("\n"));
    }
}
