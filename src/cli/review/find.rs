//! Which records are to be reviewed.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::super::console::Stop;
use super::super::load;
use super::super::record::folder::{ENDING, MANIFEST, is_record, place, standing};
use crate::source::Text;

/// The records of the rules that were named, and all those in or below a folder; without any name, the current one.
pub(super) fn records(asked: &ArgMatches) -> Result<Vec<PathBuf>, Stop> {
    let named = load::paths(asked);
    let here = vec![PathBuf::from(".")];
    let mut found = Vec::new();
    for path in if named.is_empty() { &here } else { &named } {
        if is_record(path) {
            found.push(path.clone());
        } else if path.is_dir() {
            let before = found.len();
            below(path, &mut found)?;
            if found.len() == before {
                return Err(Stop::Misuse(none_below(path)));
            }
        } else if standing(&place(path)).is_dir() {
            found.push(place(path));
        } else {
            return Err(Stop::Misuse(none(path)));
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Folders of records, and those that a writer was stopped with, under the names they belong to.
fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let trouble = |error| Stop::File(folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let entry = entry.map_err(trouble)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Links are not followed: they may lead round in a circle.
        if !entry.file_type().map_err(trouble)?.is_dir() {
            continue;
        }
        let path = if folder == Path::new(".") { PathBuf::from(&name) } else { folder.join(&name) };
        let moved = name.strip_prefix('.').and_then(|name| name.strip_suffix(".old"));
        if let Some(own) = moved.filter(|own| own.ends_with(&format!(".{ENDING}"))) {
            found.push(path.with_file_name(own));
        } else if is_record(&path) || path.join(MANIFEST).is_file() {
            found.push(path);
        } else if !name.starts_with('.') {
            below(&path, found)?;
        }
    }
    Ok(())
}

fn none(rules: &Path) -> Text {
    let rules = rules.display();
    Text::new(
        format!("{rules} 还没有记录; 先用 kaocheng record {rules} --data <路径> 记录"),
        format!("there is no record of {rules}; make one with kaocheng record {rules} --data <PATH>"),
    )
}

fn none_below(folder: &Path) -> Text {
    let folder = folder.display();
    Text::new(
        format!("{folder} 里没有记录; 先用 kaocheng record <规则> --data <路径> 记录"),
        format!("there is no record in {folder}; make one with kaocheng record <RULES> --data <PATH>"),
    )
}
