//! `lsp`: the rules as an editor sees them, its open texts before those on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::console::{Console, Exit, Stop};
use super::load::{self, bases::Shelf};
use crate::editor::{self, Library, Open, Reading};

/// How many folders deep rule files are looked for.
const MOST_DEEP: usize = 6;

/// Folders of other tools, in which no rules stand.
const ASIDE: [&str; 2] = ["target", "node_modules"];

/// The rule files on disk, under those that are open.
struct Disk;

impl Library for Disk {
    fn read(&self, path: &Path, open: &Open) -> Option<Reading> {
        let rules = load::rules_on(Shelf::with_open(open.clone()), &[path.to_owned()]).ok()?;
        let own = *rules.named.first()?;
        let load::Rules { files, plan, findings, trees, .. } = rules;
        Some(Reading { files, own, plan, findings, trees })
    }

    fn below(&self, folder: &Path) -> Vec<PathBuf> {
        let mut files = Vec::new();
        look(folder, MOST_DEEP, &mut files);
        files
    }
}

fn look(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(".");
        if name.starts_with('.') || ASIDE.contains(&name) {
            continue;
        }
        if path.is_dir() && deep > 0 {
            look(&path, deep - 1, files);
        } else if name.ends_with(".kc") {
            files.push(path);
        }
    }
}

pub(super) fn run(console: &mut Console) -> Result<Exit, Stop> {
    editor::serve(&mut io::stdin().lock(), &mut console.out, console.lang, &Disk)?;
    Ok(Exit::Fine)
}
