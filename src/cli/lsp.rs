//! `lsp`: the rules as an editor sees them, its open texts before those on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::console::{Console, Exit, Stop};
use super::load::{self, bases::Shelf};
use crate::editor::{self, Library, Open, Reading};

/// The rule files on disk, under those that are open.
struct Disk;

impl Library for Disk {
    fn read(&self, path: &Path, open: &Open) -> Option<Reading> {
        let rules = load::rules_on(Shelf::with_open(open.clone()), &[path.to_owned()]).ok()?;
        let own = *rules.named.first()?;
        let load::Rules { files, plan, findings, trees, .. } = rules;
        Some(Reading { files, own, plan, findings, trees })
    }

    fn beside(&self, path: &Path) -> Vec<PathBuf> {
        let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
        let paths = entries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        let mut files: Vec<PathBuf> =
            paths.filter(|path| path.extension().is_some_and(|ending| ending == "kc")).collect();
        files.sort();
        files
    }
}

pub(super) fn run(console: &mut Console) -> Result<Exit, Stop> {
    editor::serve(&mut io::stdin().lock(), &mut console.out, console.lang, &Disk)?;
    Ok(Exit::Fine)
}
