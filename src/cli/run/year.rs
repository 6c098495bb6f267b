//! The list of a year with its paths, each looked at before anything is scored.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::console::{Console, Stop};
use crate::cli::load::bases::beside;
use crate::data::{self, Listed};
use crate::source::{Cell, Code, Diagnostic, Files, Text};

/// The name of a list in a folder.
const NAME: &str = "year.yaml";

/// A year.
pub(super) struct Year {
    /// The list, as it was named.
    pub(super) file: String,
    pub(super) year: i32,
    pub(super) entries: Vec<Entry>,
}

/// One scheme of the year, its paths counted from where the command is given.
pub(super) struct Entry {
    /// Where it stands in the list.
    pub(super) line: u64,
    pub(super) rules: PathBuf,
    pub(super) data: PathBuf,
    pub(super) outs: Vec<PathBuf>,
}

impl Year {
    /// A finding about an item of the list.
    pub(super) fn finding(&self, line: u64, message: Text, help: Text) -> Diagnostic {
        finding(&self.file, line, message, help)
    }
}

/// Reads the list; whatever is wrong with it, and every path of it that leads nowhere, is said in one run.
pub(super) fn read(path: &Path, console: &mut Console) -> Result<Year, Stop> {
    let path = if path.is_dir() { path.join(NAME) } else { path.to_owned() };
    let opened = fs::File::open(&path).map_err(|error| Stop::File(path.clone(), error))?;
    let file = path.display().to_string();
    let read = data::manifest(&file, Box::new(opened));
    let mut found = read.diagnostics;
    let mut entries = Vec::new();
    let mut year = 0;
    if let Some(manifest) = read.value {
        year = manifest.year;
        entries = manifest.schemes.iter().map(|listed| entry(&path, listed)).collect();
        found.extend(entries.iter().flat_map(|entry| nowhere(&file, entry)));
        found.extend(overlaps(&file, &entries));
    }
    console.findings(&found, &Files::new())?;
    if found.iter().any(|finding| finding.code.severity().stops()) {
        return Err(Stop::Findings);
    }
    Ok(Year { file, year, entries })
}

fn entry(list: &Path, listed: &Listed) -> Entry {
    let at = |path: &str| beside(list, path);
    let outs: Vec<PathBuf> = listed.out.iter().map(|out| at(out)).collect();
    Entry { line: listed.line, rules: at(&listed.rules), data: at(&listed.data), outs }
}

fn nowhere(file: &str, entry: &Entry) -> Vec<Diagnostic> {
    let lacking = |path: &Path, zh: &str, en: &str| {
        let place = path.display();
        (!path.exists()).then(|| {
            let message = Text::new(format!("找不到{zh} {place}"), format!("the {en} {place} are not there"));
            let help = Text::new(
                "路径从清单所在的文件夹算起",
                "paths are counted from the folder that the list stands in",
            );
            finding(file, entry.line, message, help)
        })
    };
    [lacking(&entry.rules, "规则", "rules"), lacking(&entry.data, "数据", "data")]
        .into_iter()
        .flatten()
        .collect()
}

/// A result in a folder of data would be read as data the next time; over a rule file it would be lost.
fn overlaps(file: &str, entries: &[Entry]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let outs = entries.iter().flat_map(|entry| entry.outs.iter().map(move |out| (entry, out)));
    for (entry, out) in outs {
        let over = |other: &Entry| {
            other.rules == *out || other.data == *out || out.parent() == Some(other.data.as_path())
        };
        if entries.iter().any(over) {
            let out = out.display();
            let message = Text::new(
                format!("结果写到 {out}, 那里是规则或数据"),
                format!("the results go to {out}, among rules or data"),
            );
            let help = Text::new("写到另一个文件夹", "write them to another folder");
            found.push(finding(file, entry.line, message, help));
        }
    }
    found
}

fn finding(file: &str, line: u64, message: Text, help: Text) -> Diagnostic {
    let place = Cell { row: line, ..Cell::file(file) };
    Diagnostic::cell(Code::BadManifest, place, message).help(help)
}
