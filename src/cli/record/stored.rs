//! A record as it stands on the disk, read.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::console::Stop;
use super::super::load::bases;
use super::folder::{DECISIONS, MANIFEST, RESULTS, RULES, standing};
use crate::regress::record::{Decision, Manifest, Sheet, SheetRead, conflict, decisions, digest};
use crate::source::{Cell, Code, Diagnostic, Text};

/// A record.
pub(in crate::cli) struct Stored {
    /// Its folder.
    pub(in crate::cli) place: PathBuf,
    pub(in crate::cli) manifest: Manifest,
    pub(in crate::cli) results: SheetRead,
    /// The rules it was made with.
    pub(in crate::cli) rules: String,
    /// Where only some edits were accepted: the rules they lead to, by the name of their file.
    pub(in crate::cli) steps: Vec<(String, String)>,
    pub(in crate::cli) decisions: Vec<Decision>,
    /// What is wrong with it; what stands can be used.
    pub(in crate::cli) found: Vec<Diagnostic>,
    /// The texts it was read from, to see later whether somebody changed it.
    texts: [String; 3],
}

impl Stored {
    /// Reads the record at a place; its findings where it counts as missing.
    pub(in crate::cli) fn read(place: &Path) -> Result<Result<Stored, Vec<Diagnostic>>, Stop> {
        let text = |name: &str| text(place, name);
        let texts = [text(MANIFEST)?, text(RESULTS)?, text(DECISIONS)?];
        let file = |name: &str| place.join(name).display().to_string();
        let mut fatal = Vec::new();
        let whole = Text::new("整个记录当作没有", "the whole record counts as missing");
        let manifest = match conflict(&file(MANIFEST), &texts[0], &whole) {
            Some(torn) => Err(vec![torn]),
            None if texts[0].is_empty() => Err(vec![gone(&file(MANIFEST))]),
            None => Manifest::read(&file(MANIFEST), &texts[0]),
        };
        let manifest = manifest.unwrap_or_else(|found| {
            fatal.extend(found);
            Manifest::default()
        });
        let names = std::iter::once(RULES).chain(manifest.accepted.iter().map(|(name, _)| name.as_str()));
        let mut rules: Vec<(String, String)> = Vec::new();
        for name in names {
            // A name from a file: it stays inside the folder.
            let text = if name.contains(['/', '\\']) { String::new() } else { text(name)? };
            fatal.extend(conflict(&file(name), &text, &whole));
            rules.push((name.to_owned(), text));
        }
        let all: Vec<&str> = rules.iter().map(|(_, text)| text.as_str()).collect();
        if fatal.is_empty() && digest(&all.join("\0")) != manifest.digest {
            fatal.push(other_rules(&file(RULES)));
        }
        if !fatal.is_empty() {
            return Ok(Err(fatal));
        }
        let mut results = Sheet::read(&file(RESULTS), &texts[1]);
        let (decisions, mut found) = decisions(&file(DECISIONS), &texts[2]);
        found.splice(0..0, std::mem::take(&mut results.found));
        let steps = rules.split_off(1);
        let rules = rules.pop().map(|(_, text)| text).unwrap_or_default();
        Ok(Ok(Stored { place: place.to_owned(), manifest, results, rules, steps, decisions, found, texts }))
    }

    /// Whether what stands on the disk is still what was read.
    pub(in crate::cli) fn is_unchanged(&self) -> bool {
        let now = [MANIFEST, RESULTS, DECISIONS].map(|name| text(&self.place, name).ok());
        now == self.texts.clone().map(Some)
    }

    /// A path of the manifest, from where we are.
    pub(in crate::cli) fn path(&self, named: &str) -> PathBuf {
        let path = bases::beside(&self.place, named);
        if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
    }
}

/// A file of a record; empty where it is not there.
fn text(place: &Path, name: &str) -> Result<String, Stop> {
    let path = standing(place).join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Stop::File(path, error)),
    }
}

fn gone(file: &str) -> Diagnostic {
    let message = Text::new(
        "没有这个文件, 整个记录当作没有",
        "the file is not there, so the whole record counts as missing",
    );
    Diagnostic::cell(Code::RecordDamaged, Cell::file(file), message).help(again())
}

fn other_rules(file: &str) -> Diagnostic {
    let message = Text::new(
        "规则与 record.yaml 里的 digest 不符: 手工改过, 或合并时只合了一半; 整个记录当作没有",
        "the rules do not have the digest in record.yaml: they were edited by hand, or merged by half; the whole record counts as missing",
    );
    Diagnostic::cell(Code::RecordDamaged, Cell::file(file), message).help(again())
}

fn again() -> Text {
    Text::new(
        "从版本库取回整个文件夹, 或用 kaocheng record … --overwrite 重新记录",
        "take the whole folder back from version control, or record anew with kaocheng record … --overwrite",
    )
}
