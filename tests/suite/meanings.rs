//! The twenty hard meanings: `fixtures/meanings/NN-name`, one story each. `expected.yaml` was written by hand from the
//! text of the rules, every figure as `figure ← how it comes about`; all of it is compared, numbers as exact fractions.
//! The data of a scheme are in the folder of its name.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use kaocheng::source::Lang;
use serde::Deserialize;
use serde_json::Value;

use super::engine::{Rules, Run, below, layers_of, root, rules, subject};
use super::methods::{figure, same};
use super::read::{bound, codes, rendered, ruled};

const MEANINGS: u32 = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    meaning: u32,
    /// The sentence of domain.md that the story carries out.
    sentence: String,
    /// By scheme.
    schemes: IndexMap<String, Told>,
    /// What is refused or asked, by file of rules or folder of data in `bad/`.
    #[serde(default)]
    bad: IndexMap<String, Refused>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    /// Figures by subject: `name: figure ← how`.
    subjects: IndexMap<String, IndexMap<String, String>>,
    /// What was overruled, by subject, in order: `scope path: from → to, reason`.
    #[serde(default)]
    overruled: IndexMap<String, Vec<String>>,
    /// Totals and grades of layers, by subject: `layer: total grade ← how`.
    #[serde(default)]
    layers: IndexMap<String, IndexMap<String, String>>,
    /// What the explanation of a subject says, word for word.
    #[serde(default)]
    explained: IndexMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refused {
    gives: Vec<String>,
    /// Words of the message, with the numbers in it.
    #[serde(default)]
    says: Vec<String>,
}

fn stories() -> Vec<(PathBuf, Story)> {
    let told = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let story = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path.parent().unwrap().to_owned(), story)
    };
    below(&root("fixtures/meanings"), "yaml").into_iter().map(told).collect()
}

#[test]
fn all_twenty_are_there_once_and_in_the_reference() {
    let stories = stories();
    let numbers: Vec<u32> = stories.iter().map(|(_, story)| story.meaning).collect();
    assert_eq!(numbers, (1..=MEANINGS).collect::<Vec<_>>());
    for (folder, story) in &stories {
        let name = folder.file_name().unwrap().to_string_lossy();
        assert!(name.starts_with(&format!("{:02}-", story.meaning)), "{name} tells {}", story.meaning);
        assert!(!story.sentence.is_empty() && !story.schemes.is_empty(), "{name}");
        for page in ["docs/language.md", "docs/language.zh-CN.md"] {
            let text = std::fs::read_to_string(root(page)).unwrap();
            let (row, link) = (format!("| {} ", story.meaning), format!("](../fixtures/meanings/{name}) |"));
            let linked = |line: &str| line.starts_with(&row) && line.ends_with(&link);
            assert!(text.lines().any(linked), "{page}: {} has no {link}", story.meaning);
        }
    }
}

#[test]
fn every_story_comes_out_as_worked_out_by_hand() {
    let (mut wrong, mut figures) = (String::new(), 0);
    for (folder, story) in stories() {
        let schemes = below(&folder, "kc").into_iter().filter(|path| path.parent() == Some(&folder)).count();
        assert_eq!(schemes, story.schemes.len(), "{}: schemes told", folder.display());
        for (name, told) in &story.schemes {
            figures += told.subjects.values().map(IndexMap::len).sum::<usize>();
            let found = differences(&folder, name, told);
            if !found.is_empty() {
                writeln!(wrong, "==== {} {name}\n{found}", folder.display()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(figures > 400, "only {figures} figures were compared");
}

#[test]
fn what_cannot_be_said_is_refused_or_asked() {
    let (mut wrong, mut refused) = (String::new(), 0);
    for (folder, story) in stories() {
        for (name, expected) in &story.bad {
            refused += 1;
            let (given, text) = refusal(&folder, name);
            if given != expected.gives {
                writeln!(wrong, "==== {}/bad/{name}: gives {given:?}\n{text}", folder.display()).unwrap();
            }
            for words in expected.says.iter().filter(|words| !text.contains(*words)) {
                writeln!(wrong, "==== {}/bad/{name} does not say {words}\n{text}", folder.display()).unwrap();
            }
        }
        let entries = std::fs::read_dir(folder.join("bad")).map_or(0, Iterator::count);
        assert_eq!(entries, story.bad.len(), "{}: bad", folder.display());
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(refused > 20, "only {refused} were refused");
}

/// What is found in a bad rule file, or in a folder of bad data of the story's rules.
fn refusal(folder: &Path, name: &str) -> (Vec<&'static str>, String) {
    let path = folder.join("bad").join(name);
    if name.ends_with(".kc") {
        let read = ruled(name, &std::fs::read_to_string(&path).unwrap());
        return (codes(&read.found), rendered(&read.found, &read.files));
    }
    let read = ruled("rules.kc", &std::fs::read_to_string(folder.join("rules.kc")).unwrap());
    let tables: Vec<(String, Vec<u8>)> =
        layers_of(&path).into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let found = bound(&read.plan.unwrap(), &tables);
    (codes(&found), rendered(&found, &read.files))
}

fn differences(folder: &Path, name: &str, told: &Told) -> String {
    let file = format!("{name}.kc");
    let rules = match rules(&file, &std::fs::read_to_string(folder.join(&file)).unwrap()) {
        Ok(rules) => rules,
        Err(found) => return found,
    };
    let run = match rules.score(&layers_of(&folder.join(name))) {
        Ok(run) => run,
        Err(found) => return found,
    };
    let result = run.json();
    super::laws::hold(&result);
    let mut found = String::new();
    let ids: Vec<&str> = run.data.subjects.iter().map(|subject| subject.id.as_str()).collect();
    let told_of: Vec<&str> = told.subjects.keys().map(String::as_str).collect();
    if ids != told_of {
        writeln!(found, "subjects {ids:?}, told of {told_of:?}").unwrap();
    }
    for (at, id) in ids.iter().enumerate() {
        let wrong = of_subject(&rules, &run, &result, (at, id), told);
        if !wrong.is_empty() {
            write!(found, "-- {id}\n{wrong}\n{}", run.explain(at, Lang::Zh)).unwrap();
        }
    }
    found
}

fn of_subject(rules: &Rules, run: &Run<'_>, result: &Value, (at, id): (usize, &str), told: &Told) -> String {
    let mut wrong = String::new();
    let scored = subject(result, id);
    let figures = told.subjects.get(id).into_iter().flatten();
    for (name, line) in figures {
        let expected = worked_out(line);
        let came = match name.as_str() {
            "组名次" => scored["group_rank"].to_string(),
            name => figure(&rules.scheme, run, (at, name)),
        };
        if !same(&came, expected) {
            writeln!(wrong, "  {name}: expected {expected}, came out as {came}").unwrap();
        }
    }
    let overruled: Vec<String> = scored["overruled"].as_array().unwrap().iter().map(overruling).collect();
    let expected = told.overruled.get(id).cloned().unwrap_or_default();
    if overruled != expected {
        writeln!(wrong, "  overruled: expected {expected:?}, came out as {overruled:?}").unwrap();
    }
    for (layer, line) in told.layers.get(id).into_iter().flatten() {
        let stage = &scored["stages"][layer];
        let came = [&stage["total"], &stage["grade"]].map(|value| value.as_str().unwrap_or("—")).join(" ");
        if came != worked_out(line) {
            writeln!(wrong, "  {layer}: expected {line}, came out as {came}").unwrap();
        }
    }
    let explained = run.explain(at, Lang::Zh);
    for words in told.explained.get(id).into_iter().flatten().filter(|words| !explained.contains(*words)) {
        writeln!(wrong, "  the explanation does not say: {words}").unwrap();
    }
    wrong
}

/// The figure of a line; without the way it comes about, a figure is not worked out by hand.
fn worked_out(line: &str) -> &str {
    let (figure, how) = line.split_once('←').unwrap_or_else(|| panic!("no ← and no way: {line}"));
    assert!(!how.trim().is_empty(), "no way: {line}");
    figure.trim()
}

fn overruling(one: &Value) -> String {
    let text = |key: &str| one[key].as_str().unwrap_or_default();
    let place = format!("{} {}", text("scope"), text("path"));
    format!("{}: {} → {}, {}", place.trim(), text("from"), text("to"), text("reason"))
}
