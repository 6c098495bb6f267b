//! The folder of a record: beside its rules, `departments.record` of `departments.kc`. It is written whole or not at all:
//! a new folder takes the place of the old one.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::super::console::Stop;
use super::super::folder::{aside, filed, whole};
use crate::regress::record::{Decision, Manifest, Sheet, written};
use crate::source::Text;

pub(in crate::cli) const ENDING: &str = "record";
pub(in crate::cli) const MANIFEST: &str = "record.yaml";
pub(in crate::cli) const RESULTS: &str = "results.csv";
pub(in crate::cli) const RULES: &str = "rules.kc";
pub(in crate::cli) const DECISIONS: &str = "decisions.csv";

/// What a record holds.
pub(in crate::cli) struct Contents<'a> {
    pub(in crate::cli) manifest: &'a Manifest,
    pub(in crate::cli) sheet: &'a Sheet,
    pub(in crate::cli) rules: &'a str,
    /// Where only some edits were accepted: the rules they lead to, by the name of their file.
    pub(in crate::cli) steps: &'a [(String, String)],
    pub(in crate::cli) decisions: &'a [Decision],
}

/// Where the record of a rule file stands.
pub(in crate::cli) fn place(rules: &Path) -> PathBuf {
    rules.with_extension(ENDING)
}

/// Whether a record stands here.
pub(in crate::cli) fn is_record(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING) && standing(path).is_dir()
}

/// Where the folder is to be read: should a writer have been stopped between its two steps on a system that cannot swap
/// folders at once, the old one is still there under the name it was moved to.
pub(in crate::cli) fn standing(place: &Path) -> PathBuf {
    let old = aside(place);
    if !place.exists() && old.is_dir() { old } else { place.to_owned() }
}

/// Writes a record in place of what stood there. `unchanged` is asked once nobody else can write: whether what stands
/// there is still what the caller went by.
pub(in crate::cli) fn write(
    place: &Path,
    rules: &Path,
    contents: &Contents<'_>,
    unchanged: impl FnOnce() -> bool,
) -> Result<(), Stop> {
    let trouble = |error| Stop::File(place.to_owned(), error);
    let _held = held(rules)?;
    if !unchanged() {
        return Err(Stop::Misuse(Text::new(
            format!("{} 刚被别人改过; 什么也没有写, 请重新运行", place.display()),
            format!(
                "{} has just been changed by somebody else; nothing was written, run this again",
                place.display()
            ),
        )));
    }
    whole(place, |folder| filled(folder, contents)).map_err(trouble)
}

/// One writer at a time: the rule file is locked meanwhile. A file system without locks has to do without.
fn held(rules: &Path) -> Result<Option<File>, Stop> {
    let file = File::open(rules).map_err(|error| Stop::File(rules.to_owned(), error))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(Stop::Misuse(Text::new(
            format!("另一个程序正在写 {} 的记录; 等它写完再运行", rules.display()),
            format!(
                "another program is writing the record of {}; run this again once it is done",
                rules.display()
            ),
        ))),
        Err(TryLockError::Error(_)) => Ok(None),
    }
}

/// Everything that a record holds.
fn filled(folder: &Path, contents: &Contents<'_>) -> io::Result<()> {
    let text = |name: &str, text: &str| filed(folder, name, |file| file.write_all(text.as_bytes()));
    filed(folder, RESULTS, |file| contents.sheet.write(file))?;
    text(RULES, contents.rules)?;
    for (at, (name, rules)) in contents.steps.iter().enumerate() {
        // Two steps may lead towards the same rules.
        if !contents.steps.iter().take(at).any(|(earlier, _)| earlier == name) {
            text(name, rules)?;
        }
    }
    text(DECISIONS, &written(contents.decisions))?;
    text(MANIFEST, &contents.manifest.text())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{Contents, aside, place, standing, write};
    use crate::regress::record::{Manifest, Sheet};

    fn put(rules: &Path, text: &str) {
        let (manifest, sheet) = (Manifest::default(), Sheet::default());
        let contents =
            Contents { manifest: &manifest, sheet: &sheet, rules: text, steps: &[], decisions: &[] };
        write(&place(rules), rules, &contents, || true).unwrap();
    }

    fn read(rules: &Path) -> String {
        fs::read_to_string(standing(&place(rules)).join("rules.kc")).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_record_takes_the_place_of_the_old_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let rules = folder.path().join("a.kc");
        fs::write(&rules, "").unwrap();
        for text in ["one", "two", "three"] {
            put(&rules, text);
            assert_eq!(read(&rules), text);
            assert_eq!(names(folder.path()), ["a.kc", "a.record"]);
        }
    }

    /// Stopped at any step: the old is read, and the next writer clears up.
    #[test]
    fn whoever_was_stopped_leaves_the_old_or_the_new() {
        let folder = tempfile::tempdir().unwrap();
        let rules = folder.path().join("a.kc");
        fs::write(&rules, "").unwrap();
        put(&rules, "old");
        let half = folder.path().join(".a.record.x1y2z3");
        fs::create_dir(&half).unwrap();
        fs::write(half.join("rules.kc"), "half").unwrap();
        assert_eq!(read(&rules), "old");
        // Where folders cannot be swapped at once, the first of two steps.
        fs::rename(place(&rules), aside(&place(&rules))).unwrap();
        assert_eq!(read(&rules), "old");
        put(&rules, "new");
        assert_eq!(
            (read(&rules).as_str(), names(folder.path())),
            ("new", vec!["a.kc".into(), "a.record".into()])
        );
    }

    #[test]
    fn who_comes_second_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let rules = folder.path().join("a.kc");
        fs::write(&rules, "").unwrap();
        put(&rules, "first");
        let (manifest, sheet) = (Manifest::default(), Sheet::default());
        let contents =
            Contents { manifest: &manifest, sheet: &sheet, rules: "second", steps: &[], decisions: &[] };
        assert!(write(&place(&rules), &rules, &contents, || false).is_err());
        let held = fs::File::open(&rules).unwrap();
        held.lock().unwrap();
        assert!(write(&place(&rules), &rules, &contents, || true).is_err());
        drop(held);
        assert_eq!(read(&rules), "first");
    }
}
