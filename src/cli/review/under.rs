//! A record under review: what its own rules give today, what the present rules give, and the groups of changes.

use std::path::{Path, PathBuf};

use super::super::chain;
use super::super::console::{Console, Stop};
use super::super::load::{self, Sound};
use super::super::record::folder::RULES;
use super::super::record::stored::Stored;
use super::super::record::worked::{Worked, worked, worked_sealed};
use crate::check;
use crate::regress::record::{Cause, Group, Sheet, Taken, key, moves, plain, since};
use crate::source::{Cell, Code, Diagnostic, Files, Text};
use crate::syntax::{self, ast};

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
    /// What the recorded rules give on the present data; none where they cannot be worked out any more.
    pub(super) base: Option<Sheet>,
    pub(super) groups: Vec<Group>,
}

impl Under {
    /// Opens a record; `Err(Findings)` where what was said leaves nothing to review.
    pub(super) fn open(place: &Path, console: &mut Console) -> Result<Under, Stop> {
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
        let base = base(&stored, &mut sound.files, &today.sheet);
        let mut groups = groups(&stored, (&recorded, base.as_ref()), &today, &text);
        for group in &mut groups {
            let decided = stored.decisions.iter().rfind(|decision| decision.key == group.key);
            group.rejected = decided.filter(|decision| decision.taken == Taken::Rejected).cloned();
        }
        stored.results.sheet = Some(recorded);
        Ok(Under { stored, rules, sound, at, today, text, base, groups })
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

/// The recorded rules worked out on the present data.
fn base(stored: &Stored, files: &mut Files, today: &Sheet) -> Option<Sheet> {
    let trees = recorded_trees(stored, files)?;
    let plan = check::check(&trees, files).value?;
    let at = plan.schemes.iter().position(|scheme| scheme.name == stored.manifest.scheme)?;
    let known = |name: &str| {
        let data = stored.manifest.data.iter().find(|(scheme, _)| scheme == name)?;
        Some(stored.path(&data.1))
    };
    let paths: Option<Vec<PathBuf>> = plan.schemes.iter().map(|scheme| known(&scheme.name)).collect();
    worked_sealed((&plan, files), at, &paths?, today)
}

/// The trees of the recorded rules; none where they cannot be read any more.
fn recorded_trees(stored: &Stored, files: &mut Files) -> Option<Vec<ast::File>> {
    let name = stored.place.join(RULES).display().to_string();
    let source = files.add(name, stored.rules.clone());
    let tree = syntax::parse(source, &stored.rules).value?;
    Some(vec![tree])
}

/// What is not the rules comes first, then the rules.
fn groups(
    stored: &Stored,
    (recorded, base): (&Sheet, Option<&Sheet>),
    today: &Worked,
    text: &str,
) -> Vec<Group> {
    let Some(base) = base else {
        let why = Text::new(
            "记录的规则在本版本或现有数据上已算不出, 不能再分原因",
            "the recorded rules can no longer be worked out with this version or these data, so causes cannot be told apart",
        );
        let key = key(&[text, "rules"]);
        return vec![Group {
            key,
            cause: Cause::Rules(why),
            moves: moves(recorded, &today.sheet),
            rejected: None,
        }];
    };
    let common = (stored.manifest.calendar.as_deref(), today.common.as_deref());
    let version = (stored.manifest.version.as_str(), env!("CARGO_PKG_VERSION"));
    let mut groups: Vec<Group> =
        since((recorded, base), stored.results.lost, common, version).into_iter().collect();
    if text != stored.rules {
        let why = Text::new("与记录时不同", "since they were recorded");
        let moves = moves(base, &today.sheet);
        groups.push(Group { key: key(&[text]), cause: Cause::Rules(why), moves, rejected: None });
    }
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
