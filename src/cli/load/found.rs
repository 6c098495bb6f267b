//! Rule files that are found in folders.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::console::Stop;
use super::super::record::folder::is_record;

/// Folders are not followed deeper than this: one may hold itself.
const DEEPEST: usize = 32;

/// Whether a file is one of rules, by its name.
pub(in crate::cli) fn is_rules(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "kc")
}

/// The rule files in a folder and below it, in order. What is hidden is left out, and so are records: the rules in them are
/// those of another day, and nothing may touch them.
pub(in crate::cli) fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    below(folder, 0, &mut found)?;
    Ok(found)
}

fn below(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let trouble = |error| Stop::File(folder.to_owned(), error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        entries.push(entry.map_err(trouble)?.path());
    }
    entries.sort();
    for path in entries {
        let hidden =
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST && !is_record(&path) {
                below(&path, depth + 1, found)?;
            }
        } else if is_rules(&path) {
            found.push(path);
        }
    }
    Ok(())
}
