//! The rooms of `src/`, as one test: who may name whom, who rents which outside crate, where files and terminals are
//! touched, how long a file is, and that each room says at its door what it is. When it complains, move the line, not
//! the list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::engine::{below, root};

/// A room may name those above it, and itself. Those that are not built yet keep their place.
const ROOMS: [&str; 17] = [
    "source", "number", "syntax", "format", "amend", "change", "plan", "check", "data", "eval", "testing",
    "study", "regress", "report", "template", "editor", "cli",
];

/// Each outside crate, and the rooms that may name it.
const LANDLORDS: [(&str, &[&str]); 32] = [
    ("annotate_snippets", &["source"]),
    ("unicode_width", &["source"]),
    ("num_bigint", &["number"]),
    ("num_integer", &["number"]),
    ("num_traits", &["number"]),
    ("rust_decimal", &["number"]),
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("jiff", &["data"]),
    ("calamine", &["data"]),
    ("chardetng", &["data"]),
    ("encoding_rs", &["data"]),
    ("quick_xml", &["data"]),
    ("serde_yaml", &["data"]),
    ("sha2", &["data", "regress", "report"]),
    ("serde", &["source", "data", "regress", "report", "editor"]),
    ("serde_json", &["source", "data", "regress", "report", "editor"]),
    ("csv", &["data", "regress", "report", "editor"]),
    ("indexmap", &["data", "regress", "report", "editor"]),
    ("comfy_table", &["report"]),
    ("maud", &["report"]),
    ("rust_xlsxwriter", &["report"]),
    ("minijinja", &["template"]),
    ("pinyin", &["editor"]),
    ("zip", &["data", "report", "template"]),
    ("arrow_array", &["report"]),
    ("arrow_ipc", &["report"]),
    ("arrow_schema", &["report"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("tempfile", &["cli"]),
    ("rustix", &["cli"]),
];

/// What only the rooms at the edge may do.
const EDGE: [&str; 6] = ["std::fs", "std::env", "println!", "print!(", "std::process", "std::thread"];

const MOST_LINES: usize = 500;
const MOST_DOOR_LINES: usize = 6;

/// A file of `src/` with its room; `lib.rs` and `main.rs` belong to none.
struct Source {
    path: String,
    room: Option<String>,
    text: String,
}

fn sources() -> Vec<Source> {
    let source = |path: PathBuf| {
        let inside = path.strip_prefix(root("src")).unwrap().to_owned();
        let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        Source {
            path: inside.display().to_string(),
            room: (inside.components().count() > 1).then_some(first),
            text,
        }
    };
    below(Path::new(&root("src")), "rs").into_iter().map(source).collect()
}

/// The file without its comments.
fn code(source: &Source) -> String {
    let lines = source.text.lines().map(|line| line.split("//").next().unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// The names that stand directly before `::` where no other path stands before them.
fn named(code: &str) -> BTreeSet<String> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices("::")
        .map(|(at, _)| {
            let before = &code[..at];
            let name = before.rsplit(|letter| !is_name(letter)).next().unwrap_or("");
            (name.to_owned(), before[..before.len() - name.len()].to_owned())
        })
        .filter(|(name, before)| !name.is_empty() && !before.ends_with("::"))
        .map(|(name, _)| name)
        .collect()
}

/// The rooms it names after `crate::`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices("crate::")
        .flat_map(|(at, word)| {
            let after = &code[at + word.len()..];
            let group = after.strip_prefix('{').and_then(|rest| rest.split('}').next());
            let parts: Vec<&str> = group.map_or(vec![after], |group| group.split(',').collect());
            let first = |part: &str| part.trim().chars().take_while(|letter| is_name(*letter)).collect();
            parts.into_iter().map(first).collect::<Vec<String>>()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn each_room_knows_only_those_above_it() {
    let place = |room: &str| ROOMS.iter().position(|one| *one == room);
    for source in sources() {
        let Some(room) = &source.room else { continue };
        let own = place(room).unwrap_or_else(|| panic!("{} is in no room of the picture", source.path));
        for other in rooms_named(&code(&source)) {
            let known = place(&other);
            assert!(known.is_none_or(|known| known <= own), "{} names {other}, below it", source.path);
            assert!(known.is_some() || other == "main", "{} names crate::{other}, no room", source.path);
        }
    }
}

#[test]
fn each_outside_crate_has_its_landlord() {
    let manifest = std::fs::read_to_string(root("Cargo.toml")).unwrap();
    let rented = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for line in rented.lines().filter(|line| line.contains('=')) {
        let name = line.split('=').next().unwrap().trim().replace('-', "_");
        assert!(LANDLORDS.iter().any(|(rented, _)| *rented == name), "{name} has no landlord");
    }
    for source in sources() {
        let names = named(&code(&source));
        for (rented, rooms) in LANDLORDS {
            let lives_here = source.room.as_deref().is_some_and(|room| rooms.contains(&room));
            // A room may have a module of the same name: `csv::` is then its own, the crate is `::csv`.
            let own_module = source
                .room
                .as_ref()
                .is_some_and(|room| root("src").join(room).join(format!("{rented}.rs")).exists());
            assert!(!names.contains(rented) || lives_here || own_module, "{} names {rented}", source.path);
        }
    }
}

#[test]
fn only_the_edge_touches_files_and_terminals() {
    for source in sources().iter().filter(|source| source.path != "main.rs") {
        let edge = source.room.as_deref().is_some_and(|room| room == "cli" || room == "editor");
        for what in EDGE {
            assert!(edge || !code(source).contains(what), "{} uses {what}", source.path);
        }
    }
}

/// The module that a file is: `eval::method` for `eval/method/mod.rs`, `eval::expr` for `eval/expr.rs`.
fn module(source: &Source) -> Vec<String> {
    let path = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// The paths that a tree like `a::{b, c::d}` spells out, and how much of the text they take.
fn spelt(text: &str, before: &[String], out: &mut Vec<Vec<String>>) -> usize {
    let start = text.len() - text.trim_start().len();
    if text[start..].starts_with('{') {
        let mut at = start + 1;
        while !text[at..].trim_start().starts_with('}') && at < text.len() {
            at += spelt(&text[at..], before, out);
            at += text[at..].len()
                - text[at..].trim_start_matches(|mark: char| mark == ',' || mark.is_whitespace()).len();
        }
        return text.len() - text[at..].trim_start().len() + 1;
    }
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '*';
    let length = text[start..].find(|letter| !is_name(letter)).unwrap_or(text.len() - start);
    let path: Vec<String> = before.iter().cloned().chain([text[start..start + length].to_owned()]).collect();
    match text[start + length..].strip_prefix("::") {
        Some(rest) => start + length + 2 + spelt(rest, &path, out),
        None => {
            out.push(path);
            (start + length).max(1)
        }
    }
}

/// The paths from `crate::`, `super::` and `self::` in a file, from the top of the house.
fn paths(source: &Source) -> Vec<Vec<String>> {
    let code = code(source);
    let code = code.split("#[cfg(test)]\nmod ").next().unwrap();
    let mut found = Vec::new();
    for (word, up) in [("crate::", None), ("super::", Some(1)), ("self::", Some(0))] {
        for (at, _) in code.match_indices(word) {
            let inside = code[..at]
                .ends_with(|letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':');
            let (mut rest, mut up) = (&code[at + word.len()..], up);
            while let Some(further) = rest.strip_prefix("super::") {
                (rest, up) = (further, up.map(|up| up + 1));
            }
            let own = module(source);
            let from = up.map_or(0, |up| own.len().saturating_sub(up));
            if !inside {
                spelt(rest, &own[..from], &mut found);
            }
        }
    }
    found
}

/// Which files name which others. A folder and what is in it are one: its door hands on, and holds what all share.
fn arrows() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let sources = sources();
    let modules: BTreeSet<Vec<String>> = sources.iter().map(module).collect();
    let target = |path: &[String]| {
        (1..=path.len()).rev().map(|end| path[..end].to_vec()).find(|one| modules.contains(one))
    };
    let apart = |one: &[String], other: &[String]| !one.starts_with(other) && !other.starts_with(one);
    let of = |source: &Source| {
        let own = module(source);
        let named =
            paths(source).into_iter().filter_map(|path| target(&path)).filter(|other| apart(&own, other));
        (own.clone(), named.collect())
    };
    sources.iter().filter(|source| source.room.is_some()).map(of).collect()
}

/// Whoever reads a file need read only what stands below it. Names that come through a folder's door are not seen here.
#[test]
fn no_files_name_each_other_in_a_circle() {
    let mut left = arrows();
    assert!(left.values().map(BTreeSet::len).sum::<usize>() > 500, "the arrows are not read");
    loop {
        let standing: BTreeSet<Vec<String>> = left.keys().cloned().collect();
        let before = left.len();
        left.retain(|_, others| others.iter().any(|other| standing.contains(other)));
        if left.len() == before {
            break;
        }
    }
    let circles: Vec<String> = left
        .iter()
        .map(|(file, others)| {
            let others = others.iter().filter(|other| left.contains_key(*other));
            let others: Vec<String> = others.map(|other| other.join("/")).collect();
            format!("{} names {}", file.join("/"), others.join(", "))
        })
        .collect();
    assert!(circles.is_empty(), "in or above a circle:\n{}", circles.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let long = |source: &Source| {
        let lines = source.text.lines().count();
        (lines > MOST_LINES).then(|| format!("{} has {lines} lines", source.path))
    };
    let long: Vec<String> = sources().iter().filter_map(long).collect();
    assert!(long.is_empty(), "{long:?}");
}

/// `mod.rs` of a room opens with what it takes, gives, knows and never does.
#[test]
fn each_room_says_at_its_door_what_it_is() {
    for source in sources() {
        let Some(room) = source.room.as_ref().filter(|room| source.path == format!("{room}/mod.rs")) else {
            continue;
        };
        let door: Vec<&str> = source.text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!((2..=MOST_DOOR_LINES).contains(&door.len()), "{} has {} lines", source.path, door.len());
        let opening = format!("//! {}{}:", room[..1].to_uppercase(), &room[1..]);
        assert!(door[0].starts_with(&opening), "{} opens with {}", source.path, door[0]);
    }
}
