//! A new name for an input, a formula or an indicator, in every file of the workspace that refers to it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::desk::{Library, Open, Reading};
use super::hover::{home, places, uses};
use super::names::{Declared, all_declared};
use super::tokens::Token;
use crate::source::{Span, Text};
use crate::syntax::as_name;

/// What is replaced, by file: bytes of its text, in order.
pub(super) type Edits = BTreeMap<PathBuf, Vec<Span>>;

/// What the files are read with: the library, the texts that are open, the folders of the workspace.
#[derive(Clone, Copy)]
pub(super) struct Shelves<'a> {
    pub(super) library: &'a dyn Library,
    pub(super) open: &'a Open,
    pub(super) folders: &'a [PathBuf],
}

/// Where a name is to be changed, and what it becomes there. An indicator may be scored by the quantity of its own name:
/// then both are renamed. Refused where rules that were sound would not be afterwards, since the name is taken or
/// means something else somewhere.
pub(super) fn rename(
    reading: &Reading,
    (text, token): (&str, &Token),
    new: &str,
    shelves: Shelves<'_>,
) -> Result<(Edits, String), Text> {
    let new = as_name(new.trim());
    let (one, _) = places(reading, text, token)
        .ok_or_else(|| Text::new("这里没有可以改名的名称", "there is no name here that can be changed"))?;
    let home = home(reading, &one);
    let before = referring(&home, shelves);
    let mut broken = PathBuf::new();
    for namesakes in [false, true] {
        let mut edits = Edits::new();
        before.iter().for_each(|(_, reading)| collect(reading, (&one, &home), namesakes, &mut edits));
        let after = applied(&before, &edits, &new, shelves.open);
        let breaks = |(path, reading): &&(PathBuf, Reading)| {
            reading.sound() && !shelves.library.read(path, &after).is_some_and(|after| after.sound())
        };
        match before.iter().find(breaks) {
            Some((path, _)) => broken.clone_from(path),
            None => return Ok((edits, new)),
        }
    }
    Err(Text::new(
        format!("改名为 {new} 后, {} 不再成立", broken.display()),
        format!("with the name {new}, {} would no longer hold", broken.display()),
    ))
}

/// The rule files that are made of a file, itself among them.
fn referring(home: &Path, shelves: Shelves<'_>) -> Vec<(PathBuf, Reading)> {
    let beside = home.parent().map(Path::to_owned);
    let folders = shelves.folders.iter().chain(&beside);
    let mut files: Vec<PathBuf> = folders.flat_map(|folder| shelves.library.below(folder)).collect();
    files.extend(shelves.open.keys().cloned());
    files.sort();
    files.dedup();
    let read =
        files.into_iter().filter_map(|path| Some((path.clone(), shelves.library.read(&path, shelves.open)?)));
    read.filter(|(_, reading)| refers(reading, home)).collect()
}

fn refers(reading: &Reading, home: &Path) -> bool {
    reading.files.names().any(|name| Path::new(name) == home)
}

/// The places of one reading; files that declare the same name for themselves mean their own.
fn collect(reading: &Reading, (one, home): (&Declared, &Path), namesakes: bool, edits: &mut Edits) {
    let mut named = all_declared(reading);
    named.retain(|other| other.name == one.name);
    let own = |path: &Path| named.iter().any(|other| reading.path(other.span) == path);
    let meant: Vec<Declared> =
        named.iter().filter(|other| !namesakes || other.kind == one.kind).cloned().collect();
    let at_home = |other: &&Declared| other.kind == one.kind && reading.path(other.span) == home;
    let Some(here) = meant.iter().find(at_home) else { return };
    for span in uses(reading, here, &meant) {
        let path = reading.path(span);
        if path != home && own(&path) {
            continue;
        }
        let spans = edits.entry(path).or_default();
        if !spans.iter().any(|known| known.start == span.start) {
            spans.push(span);
        }
    }
}

/// The open texts as they would be.
fn applied(before: &[(PathBuf, Reading)], edits: &Edits, new: &str, open: &Open) -> Open {
    let mut after = open.clone();
    for (path, spans) in edits {
        let id = before.iter().find_map(|(_, reading)| {
            let mut sources = reading.trees.iter().map(|tree| tree.source).chain([reading.own]);
            sources.find(|id| Path::new(reading.files.name(*id)) == path).map(|id| reading.files.text(id))
        });
        let mut text = id.unwrap_or("").to_owned();
        let mut spans = spans.clone();
        spans.sort_by_key(|span| std::cmp::Reverse(span.start));
        for span in spans {
            text = super::lines::replaced(&text, span.start as usize..span.end as usize, new);
        }
        after.insert(path.clone(), text);
    }
    after
}
