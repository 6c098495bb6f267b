//! The texts that are open, and what was last made of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::plan::Plan;
use crate::source::{Diagnostic, Files, SourceId, Span};
use crate::syntax::{self, ast};

/// The texts that are open, by path: they stand before those on disk.
pub type Open = BTreeMap<PathBuf, String>;

/// Reads rule files; the command line gives it.
pub trait Library {
    /// A rule file with all that it pulls in; none where it cannot be read at all.
    fn read(&self, path: &Path, open: &Open) -> Option<Reading>;

    /// The rule files in and below a folder.
    fn below(&self, folder: &Path) -> Vec<PathBuf>;
}

/// A rule file that was read.
pub struct Reading {
    /// The texts.
    pub files: Files,
    /// The file itself among them.
    pub own: SourceId,
    /// What it means; none where it holds mistakes.
    pub plan: Option<Plan>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
    /// The trees of all files.
    pub trees: Vec<ast::File>,
}

impl Reading {
    /// Whether nothing found is an error or an open question.
    pub(super) fn sound(&self) -> bool {
        !self.findings.iter().any(|found| found.code.severity().stops())
    }

    /// The path of the file that a place stands in.
    pub(super) fn path(&self, span: Span) -> PathBuf {
        PathBuf::from(self.files.name(span.source))
    }
}

/// The texts that are open, with what was made of them.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) open: Open,
    readings: BTreeMap<PathBuf, Reading>,
    /// The last reading of each text that was sound.
    sound: BTreeMap<PathBuf, Reading>,
}

impl Desk {
    /// Takes a text, newly opened or changed; what was read with the old one is forgotten.
    pub(super) fn put(&mut self, path: &Path, text: String) {
        self.open.insert(path.to_owned(), text);
        self.forget();
    }

    pub(super) fn close(&mut self, path: &Path) {
        self.open.remove(path);
        self.sound.remove(path);
        self.forget();
    }

    /// Any file may build on any other, so all are read anew when they are next asked about.
    pub(super) fn forget(&mut self) {
        for (path, reading) in std::mem::take(&mut self.readings) {
            if reading.plan.is_some() {
                self.sound.insert(path, reading);
            }
        }
    }

    pub(super) fn text(&self, path: &Path) -> &str {
        self.open.get(path).map_or("", String::as_str)
    }

    /// What the text is now.
    pub(super) fn reading(&mut self, path: &Path, library: &dyn Library) -> Option<&Reading> {
        if !self.readings.contains_key(path) {
            let reading = library.read(path, &self.open)?;
            self.readings.insert(path.to_owned(), reading);
        }
        self.readings.get(path)
    }

    /// What it is now, or else was when it last was sound.
    pub(super) fn last_sound(&mut self, path: &Path, library: &dyn Library) -> Option<&Reading> {
        let now = self.reading(path, library).is_some_and(|reading| reading.plan.is_some());
        if now { self.readings.get(path) } else { self.sound.get(path) }
    }
}

/// The tree of one text, by itself.
pub(super) fn tree(text: &str) -> Option<ast::File> {
    let mut files = Files::new();
    let source = files.add("", text);
    syntax::parse(source, text).value
}
