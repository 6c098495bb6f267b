//! The rooms of `src/`, as one test: who may name whom, who rents which outside crate, where files and terminals are
//! touched, how long a file is, and that each room says at its door what it is. When it complains, move the line, not
//! the list.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::engine::{below, root};

/// A room may name those above it, and itself. Those that are not built yet keep their place.
const ROOMS: [&str; 14] = [
    "source", "number", "syntax", "format", "amend", "plan", "check", "data", "eval", "study", "regress",
    "report", "editor", "cli",
];

/// Each outside crate, and the rooms that may name it.
const LANDLORDS: [(&str, &[&str]); 19] = [
    ("annotate_snippets", &["source"]),
    ("unicode_width", &["source"]),
    ("num_bigint", &["number"]),
    ("num_integer", &["number"]),
    ("num_traits", &["number"]),
    ("rust_decimal", &["number"]),
    ("pest", &["syntax"]),
    ("pest_derive", &["syntax"]),
    ("jiff", &["data"]),
    ("serde_yaml", &["data"]),
    ("sha2", &["data", "report"]),
    ("serde", &["source", "data", "regress", "report", "editor"]),
    ("serde_json", &["source", "data", "regress", "report", "editor"]),
    ("csv", &["data", "regress", "report", "editor"]),
    ("indexmap", &["data", "regress", "report", "editor"]),
    ("comfy_table", &["report"]),
    ("clap", &["cli"]),
    ("anstream", &["cli"]),
    ("tempfile", &["cli"]),
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
