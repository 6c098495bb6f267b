//! A record under review: what its own rules give today, what the present rules give, and the groups of changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::chain;
use super::super::console::{Console, Stop};
use super::super::load::{self, Sound};
use super::super::record::stored::Stored;
use super::super::record::worked::{Worked, worked};
use super::edits::{self, Edits, On};
use crate::regress::record::{Cause, Group, Sheet, key, moves, plain, rejected, since};
use crate::source::{Cell, Code, Diagnostic, Files, Text};

/// A record, and what has changed since it was made.
pub(super) struct Under {
    pub(super) stored: Stored,
    /// The rule file.
    pub(super) rules: PathBuf,
    pub(super) sound: Sound,
    /// The recorded scheme in its plan.
    pub(super) at: usize,
    /// What the present rules give.
    pub(super) today: Worked,
    /// The present rules as one text.
    pub(super) text: String,
    /// The data of each scheme, of the present rules and of the recorded.
    data: Vec<(String, PathBuf)>,
    pub(super) edits: Edits,
    pub(super) groups: Vec<Group>,
}

impl Under {
    /// Opens a record; `Err(Findings)` where what was said leaves nothing to review. Edits of the groups that are to come
    /// `later` come after all others, and so do those that were rejected.
    pub(super) fn open(place: &Path, later: &BTreeSet<String>, console: &mut Console) -> Result<Under, Stop> {
        let mut stored = match Stored::read(place)? {
            Ok(stored) => stored,
            Err(found) => return said(&found, console),
        };
        console.findings(&stored.found, &Files::new())?;
        let Some(recorded) = stored.results.sheet.take() else { return Err(Stop::Findings) };
        let rules = stored.path(&stored.manifest.rules);
        if !rules.is_file() {
            return said(&[unreferenced(&stored, &no_file(&rules))], console);
        }
        let mut sound = load::sound(std::slice::from_ref(&rules), console)?;
        let named = |scheme: &crate::plan::Scheme| scheme.name == stored.manifest.scheme;
        let Some(at) = sound.plan.schemes.iter().position(named) else {
            let why = no_scheme(&rules, &stored.manifest.scheme);
            return said(&[unreferenced(&stored, &why)], console);
        };
        let paths = paths(&sound, at, &stored);
        let today = worked((&sound.plan, &sound.files), at, &paths, console)?;
        let text = plain(&sound.trees, &sound.files);
        let old = edits::recorded(&stored, &mut sound.files);
        let data = data(&stored, &today);
        let on =
            On { files: &sound.files, scheme: &stored.manifest.scheme, data: &data, today: &today.sheet };
        let edits = Edits::since(old.as_deref(), &sound.trees, on);
        let mut groups = groups((&stored, &recorded), (&edits, later), (&today, on));
        for group in &mut groups {
            let rejected = group.keys().find_map(|key| rejected(key, &stored.decisions)).cloned();
            group.rejected = rejected;
        }
        stored.results.sheet = Some(recorded);
        Ok(Under { stored, rules, sound, at, today, text, data, edits, groups })
    }

    /// What the recorded rules give with just these edits made.
    pub(super) fn with(&self, taken: &[String]) -> Option<Sheet> {
        let (files, scheme) = (&self.sound.files, &self.stored.manifest.scheme);
        self.edits.sheet(taken, On { files, scheme, data: &self.data, today: &self.today.sheet })
    }

    /// What the subjects are called.
    pub(super) fn kind(&self) -> &str {
        self.sound.plan.schemes.get(self.at).map_or("", |scheme| scheme.subject_kind.as_str())
    }
}

fn said<T>(found: &[Diagnostic], console: &mut Console) -> Result<T, Stop> {
    console.findings(found, &Files::new())?;
    Err(Stop::Findings)
}

/// The data of each scheme: as they were just read, then those that only the recorded rules need.
fn data(stored: &Stored, today: &Worked) -> Vec<(String, PathBuf)> {
    let old = stored.manifest.data.iter().map(|(scheme, path)| (scheme.clone(), stored.path(path)));
    today.data.iter().cloned().chain(old).collect()
}

/// The data of each scheme of the present plan: where the record has them, else beside those of the recorded scheme.
fn paths(sound: &Sound, at: usize, stored: &Stored) -> Vec<PathBuf> {
    let known = |name: &str| {
        let data = stored.manifest.data.iter().find(|(scheme, _)| scheme == name);
        data.map(|(_, path)| stored.path(path))
    };
    let own = sound.plan.schemes.get(at).and_then(|scheme| known(&scheme.name));
    let home = own.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let of = |scheme| chain::data_of(sound, scheme, &home);
    sound.plan.schemes.iter().map(|scheme| known(&scheme.name).unwrap_or_else(|| of(scheme))).collect()
}

/// What is not the rules comes first, then each edit of the rules.
fn groups(
    (stored, recorded): (&Stored, &Sheet),
    (edits, later): (&Edits, &BTreeSet<String>),
    (today, on): (&Worked, On<'_>),
) -> Vec<Group> {
    let Some(base) = &edits.base else {
        let why = Text::new(
            "记录的规则在本版本或现有数据上已算不出, 不能再分原因",
            "the recorded rules can no longer be worked out with this version or these data, so causes cannot be told apart",
        );
        let key = key(&[stored.manifest.digest.as_str(), "rules"]);
        return vec![Group {
            key,
            cause: Cause::Rules(why),
            moves: moves(recorded, on.today),
            rejected: None,
        }];
    };
    let common = (stored.manifest.calendar.as_deref(), today.common.as_deref());
    let version = (stored.manifest.version.as_str(), env!("CARGO_PKG_VERSION"));
    let mut groups: Vec<Group> =
        since((recorded, base), stored.results.lost, common, version).into_iter().collect();
    groups.extend(edits.groups(
        base,
        &|key| rejected(key, &stored.decisions).is_some() || later.contains(key),
        on,
    ));
    groups
}

fn unreferenced(stored: &Stored, why: &Text) -> Diagnostic {
    let place = Cell::file(stored.place.display().to_string());
    Diagnostic::cell(Code::RecordUnreferenced, place, why.clone()).help(Text::new(
        "规则不要了, 就删去这个文件夹; 改了名, 就一并改名, 或重新记录",
        "delete the folder if the rules are gone for good; if they were renamed, rename it too, or record anew",
    ))
}

fn no_file(rules: &Path) -> Text {
    let rules = rules.display();
    Text::new(format!("它的规则文件 {rules} 不在了"), format!("its rule file {rules} is not there"))
}

fn no_scheme(rules: &Path, scheme: &str) -> Text {
    let rules = rules.display();
    Text::new(format!("{rules} 里没有办法“{scheme}”"), format!("{rules} holds no scheme `{scheme}`"))
}
