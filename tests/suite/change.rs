//! What lies between two sets of rules. The laws are held against an oracle that knows nothing of edits: the plan that
//! `check` makes of the rules, printed without its places. Rules are every sound file of the repository, paired with
//! another year's or with themselves after a random edit of their text.

use std::path::Path;

use assert_cmd::Command;
use insta::{assert_snapshot, glob};
use kaocheng::change::{Between, between};
use kaocheng::check::check_open;
use kaocheng::source::{Files, Lang};
use kaocheng::syntax::{ast, parse};
use serde_json::Value;

use super::engine::{below, joined, root, shown};

/// Two rule files, read.
struct Two {
    files: Files,
    old: Vec<ast::File>,
    new: Vec<ast::File>,
}

impl Two {
    /// None where one cannot be read whole.
    fn read(old: (&Path, &str), new: (&Path, &str)) -> Option<Two> {
        let mut files = Files::new();
        let old = read(&mut files, old)?;
        let new = read(&mut files, new)?;
        Some(Two { files, old, new })
    }

    fn between(&self) -> Between {
        between(&self.old, &self.new)
    }

    /// The plan without its places and tests, which are no rules; none where the rules are not sound.
    fn plan(&self, trees: &[ast::File]) -> Option<String> {
        let mut plan = check_open(trees, &self.files).value?;
        plan.schemes.iter_mut().for_each(|scheme| scheme.tests.clear());
        Some(placeless(&format!("{plan:?}")))
    }

    /// What the edits say.
    fn said(&self, between: &Between) -> Vec<String> {
        between.edits.iter().map(|edit| edit.says.get(Lang::Zh).to_owned()).collect()
    }

    /// None chosen is the old, all the new; and nothing lies between what is mixed and what it should be.
    fn holds(&self) -> Between {
        let found = self.between();
        let (none, all) = (vec![false; found.edits.len()], vec![true; found.edits.len()]);
        let (was, is) = (found.mixed(&none), found.mixed(&all));
        for (mixed, whole) in [(&was, &self.old), (&is, &self.new)] {
            let left = between(mixed, whole);
            assert!(left.edits.is_empty(), "{:?}\n{:?}", self.said(&found), self.said(&left));
            // A 测试 is not in what is mixed, and whatever is wrong with it neither.
            let (mixed, whole) = (self.plan(mixed), self.plan(whole));
            assert!(
                whole.is_none() || mixed.is_some(),
                "{:?} {}",
                self.said(&found),
                shown(&check_open(&is, &self.files).diagnostics, &self.files)
            );
            if found.edits.is_empty() {
                assert!(whole.is_none() || mixed.map(words) == whole.map(words));
            } else {
                same(&mixed, &whole, &self.said(&found));
            }
        }
        if found.edits.is_empty() {
            assert_eq!(self.plan(&self.old).map(words), self.plan(&self.new).map(words));
        }
        found
    }
}

fn read(files: &mut Files, (path, text): (&Path, &str)) -> Option<Vec<ast::File>> {
    let source = files.add(path.display().to_string(), text);
    let parsed = parse(source, text);
    if !parsed.diagnostics.is_empty() {
        return None;
    }
    let mut found = Vec::new();
    let tree = joined(parsed.value?, path, files, &mut found);
    tree.filter(|_| found.is_empty()).map(|tree| vec![tree])
}

/// Without places, and without the words quoted from them, which may be spelt otherwise where nothing differs.
fn placeless(printed: &str) -> String {
    let without = |text: &str, from: &str, to: &str| {
        let mut parts = text.split(from);
        let first = parts.next().unwrap_or("").to_owned();
        parts.fold(first, |tree, part| tree + part.split_once(to).map_or("", |(_, rest)| rest))
    };
    let placed = without(printed, "Span { source: SourceId(", "}");
    without(&without(&placed, "label: \"", "\", "), "symbol: \"", "\", ")
}

/// What a plan says, whatever the order it says it in: without edits, lines may only have changed places.
fn words(plan: String) -> Vec<String> {
    let mut words: Vec<String> = plan
        .split([',', ' '])
        .map(|word| match word.split_once("Id(") {
            Some((kind, _)) => kind.to_owned(),
            None => word.to_owned(),
        })
        .collect();
    words.sort();
    words
}

/// Two plans that must be one, if there are two; shows where they part.
fn same(one: &Option<String>, other: &Option<String>, said: &[String]) {
    let (Some(one), Some(other)) = (one, other) else { return };
    let apart = one.chars().zip(other.chars()).position(|(one, other)| one != other);
    let apart =
        apart.or_else(|| (one.len() != other.len()).then(|| one.chars().count().min(other.chars().count())));
    let around =
        |text: &str, at: usize| text.chars().skip(at.saturating_sub(200)).take(300).collect::<String>();
    if let Some(at) = apart {
        panic!("{said:?}\n{}\n{}", around(one, at), around(other, at));
    }
}

/// The sound rules of the repository.
fn rules() -> Vec<(std::path::PathBuf, String)> {
    let folders = [
        "rules",
        "fixtures/diff",
        "fixtures/score",
        "fixtures/amend",
        "fixtures/check/good",
        "fixtures/meanings",
    ];
    let files = folders.iter().flat_map(|folder| below(&root(folder), "kc"));
    let files = files.filter(|path| !path.to_string_lossy().contains("/bad/"));
    let read = files.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()));
    let found: Vec<_> = read.filter(|(path, text)| Two::read((path, text), (path, text)).is_some()).collect();
    assert!(found.len() > 40, "{}", found.len());
    found
}

/// What builds on another file is edited only as it comes to.
fn builds_on(text: &str) -> bool {
    text.contains("沿用") || text.contains("extends")
}

/// A small generator, so that every run tries the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// One number of a text replaced by another.
fn renumbered(text: &str, dice: &mut Dice) -> Option<String> {
    let digits: Vec<(usize, char)> =
        text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()).collect();
    let (at, digit) = *digits.get(dice.roll(digits.len()))?;
    let other = char::from_digit((digit.to_digit(10)? + 1 + u32::try_from(dice.roll(8)).ok()?) % 10, 10)?;
    Some(format!("{}{other}{}", &text[..at], &text[at + 1..]))
}

/// One line taken away, or two neighbours changed about.
fn relined(text: &str, dice: &mut Dice) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = dice.roll(lines.len().checked_sub(2)?);
    if dice.roll(2) == 0 {
        lines.remove(at);
    } else {
        lines.swap(at, at + 1);
    }
    Some(lines.join("\n"))
}

#[test]
fn nothing_lies_between_rules_and_themselves() {
    for (path, text) in rules() {
        let two = Two::read((&path, &text), (&path, &text)).unwrap();
        assert_eq!(two.said(&two.holds()), Vec::<String>::new(), "{}", path.display());
    }
}

#[test]
fn one_number_is_few_edits_and_mixes_back() {
    let mut dice = Dice(7);
    let mut told = 0;
    for (path, text) in rules() {
        for _ in 0..if builds_on(&text) { 0 } else { 2 } {
            let Some(other) = renumbered(&text, &mut dice) else { continue };
            let Some(two) = Two::read((&path, &text), (&path, &other)) else { continue };
            let found = two.holds();
            // A band turned about, or a bound gone under its neighbour's, is several.
            let few = if two.plan(&two.new).is_some() { 2 } else { 6 };
            assert!(found.edits.len() <= few, "{} {:#?}", path.display(), two.said(&found));
            told += found.edits.len();
        }
    }
    assert!(told > 60, "{told}");
}

#[test]
fn lines_gone_or_changed_about_mix_back() {
    let mut dice = Dice(11);
    let mut told = 0;
    for (path, text) in rules() {
        for _ in 0..if builds_on(&text) { 0 } else { 2 } {
            let Some(mut other) = relined(&text, &mut dice) else { continue };
            for _ in 0..dice.roll(3) {
                other = relined(&other, &mut dice).unwrap_or(other);
            }
            let Some(two) = Two::read((&path, &text), (&path, &other)) else { continue };
            told += two.holds().edits.len();
        }
    }
    assert!(told > 60, "{told}");
}

#[test]
fn any_two_rule_files_mix_back() {
    let all = rules();
    for pair in all.windows(2) {
        let (old, new) = (&pair[0], &pair[1]);
        let two = Two::read((&old.0, &old.1), (&new.0, &new.1)).unwrap();
        two.holds();
    }
    let year = |year: &str| root(&format!("rules/{year}/departments.kc"));
    let text = |path: &Path| std::fs::read_to_string(path).unwrap();
    let (old, new) = (year("2019"), year("2020"));
    let two = Two::read((&old, &text(&old)), (&new, &text(&new))).unwrap();
    assert!(two.holds().edits.len() > 5);
}

/// How many edits there are was counted by hand from the two texts, before they were compared; it stands in the first
/// line of `new.kc`. The words are a snapshot, in both languages.
#[test]
fn edits_are_said_in_words() {
    let mut cases = 0;
    glob!(root("fixtures/diff"), "*/new.kc", |path| {
        let folder = path.parent().unwrap();
        let said = |lang: &str| ran(folder, &["diff", "old.kc", "new.kc", "--lang", lang]).0;
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
        let (old, new) = (text("old.kc"), text("new.kc"));
        let two = Two::read((&folder.join("old.kc"), &old), (&folder.join("new.kc"), &new)).unwrap();
        let counted = new.lines().next().unwrap().trim_start_matches("// ").to_owned();
        let found = two.holds();
        assert_eq!(found.edits.len().to_string(), counted, "{:#?}", two.said(&found));
        // There and back: as many edits, and the old where the new was.
        let back = between(&two.new, &two.old);
        assert_eq!(back.edits.len(), found.edits.len(), "{:#?}", two.said(&back));
        assert_snapshot!(format!("{}\n{}", said("zh"), said("en")));
        cases += 1;
    });
    assert!(cases >= 35, "{cases}");
}

fn ran(folder: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let mut command = Command::cargo_bin("kaocheng").unwrap();
    let output = command.env_clear().current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn the_command_gives_json_pages_and_exit_codes() {
    let folder = root("fixtures/diff/indicator-moved");
    let diff = |args: &[&str]| ran(&folder, &[&["diff", "old.kc", "new.kc"], args].concat());
    assert_eq!(diff(&[]).2, Some(0));
    assert_eq!(diff(&["--exit-code"]).2, Some(1));
    assert_eq!(ran(&folder, &["diff", "old.kc", "old.kc", "--exit-code"]).2, Some(0));
    let json: Value = serde_json::from_str(&diff(&["--format", "json"]).0).unwrap();
    assert_eq!(
        (json["format"].as_str(), json["edits"].as_array().map(Vec::len)),
        (Some("kaocheng.diff/1"), Some(4))
    );
    let moved = json["edits"].as_array().unwrap().iter().find(|edit| edit["kind"] == "moved").unwrap();
    assert_eq!((&moved["was"]["zh"], &moved["is"]["zh"]), (&Value::from("办理"), &Value::from("管理")));
    assert_eq!(moved["before"]["line"], 29);
    let page = diff(&["--format", "html"]).0;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains(">质量<"), "{page}");
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("改动.json");
    let written = diff(&["-o", file.to_str().unwrap()]);
    assert_eq!((written.0.as_str(), written.2), ("", Some(0)));
    assert_eq!(serde_json::from_str::<Value>(&std::fs::read_to_string(&file).unwrap()).unwrap(), json);
    assert_eq!(diff(&["--format", "text", "-o", "x.json"]).2, Some(2));
    assert_eq!(ran(&folder, &["diff", "old.kc"]).2, Some(2));
    assert_eq!(ran(&folder, &["diff", "old.kc", "gone.kc"]).2, Some(2));
}
