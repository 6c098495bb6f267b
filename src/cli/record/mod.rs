//! `record`: the results of an assessment, stored beside its rules.

pub(super) mod folder;
pub(super) mod stored;
pub(super) mod worked;

use std::fs;
use std::path::{Component, Path, PathBuf};

use clap::ArgMatches;

use super::chain;
use super::console::{Console, Exit, Stop};
use super::load::{self, Sound};
use crate::regress::record::{Decision, Manifest, digest, plain};
use crate::source::Text;
use folder::{Contents, DECISIONS};
use worked::{Worked, worked};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let rules = load::path(asked, "rules");
    let sound = load::sound(&[rules.to_owned()], console)?;
    let at = sound.only()?;
    let from = load::path(asked, "data");
    let schemes = &sound.plan.schemes;
    let paths: Vec<PathBuf> = schemes.iter().map(|scheme| chain::data_of(&sound, scheme, from)).collect();
    let worked = worked((&sound.plan, &sound.files), at, &paths, console)?;
    let place = folder::place(rules);
    let text = plain(&sound.trees, &sound.files);
    let manifest = manifest(&sound, at, (&worked, &text), rules)?;
    let before = before(&place)?;
    let contents = |decisions| Contents {
        manifest: &manifest,
        sheet: &worked.sheet,
        rules: &text,
        steps: &[],
        decisions,
    };
    if let Some(before) = &before {
        if before.same(&manifest, &worked, &text) {
            console.note(&told(&place, &worked, "没有变化", "unchanged"))?;
            return Ok(Exit::Fine);
        }
        if !asked.get_flag("overwrite") {
            return Err(Stop::Misuse(exists(rules, &place)));
        }
    }
    let decisions: &[Decision] = before.as_ref().map_or(&[], |before| &before.decisions);
    folder::write(&place, rules, &contents(decisions), || true)?;
    console.note(&told(&place, &worked, "已记录", "recorded"))?;
    Ok(Exit::Fine)
}

/// What `record.yaml` says of results.
pub(super) fn manifest(
    sound: &Sound,
    at: usize,
    (worked, text): (&Worked, &str),
    rules: &Path,
) -> Result<Manifest, Stop> {
    let scheme = sound.plan.schemes.get(at).ok_or(Stop::Findings)?;
    let place = folder::place(rules);
    let name = rules.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut data = Vec::new();
    for (scheme, path) in &worked.data {
        data.push((scheme.clone(), relative(path, &place)?));
    }
    Ok(Manifest {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: name,
        scheme: scheme.name.clone(),
        year: scheme.year,
        layer: worked.layer.clone(),
        digest: digest(text),
        calendar: worked.common.clone(),
        data,
        accepted: Vec::new(),
    })
}

/// A path from the folder that the record stands in, the same on any machine; as it is where there is no such way.
fn relative(path: &Path, place: &Path) -> Result<String, Stop> {
    let trouble = |path: &Path| {
        let path = path.to_owned();
        move |error| Stop::File(path, error)
    };
    let home = place.parent().filter(|home| !home.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let target = fs::canonicalize(path).map_err(trouble(path))?;
    let home = fs::canonicalize(home).map_err(trouble(home))?;
    let (mut to, mut from) = (target.components().peekable(), home.components().peekable());
    if to.peek() != from.peek() {
        return Ok(target.display().to_string());
    }
    while to.peek().is_some() && to.peek() == from.peek() {
        to.next();
        from.next();
    }
    let up = from.map(|_| "..".to_owned());
    let down = to.map(|part: Component<'_>| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    Ok(if parts.is_empty() { ".".to_owned() } else { parts.join("/") })
}

/// What stands there already.
struct Before {
    stored: Option<stored::Stored>,
    decisions: Vec<Decision>,
}

impl Before {
    fn same(&self, manifest: &Manifest, worked: &Worked, text: &str) -> bool {
        self.stored.as_ref().is_some_and(|stored| {
            stored.manifest == *manifest
                && stored.results.sheet.as_ref() == Some(&worked.sheet)
                && stored.rules == text
                && stored.found.is_empty()
        })
    }
}

fn before(place: &Path) -> Result<Option<Before>, Stop> {
    let standing = folder::standing(place);
    if !standing.is_dir() {
        return Ok(None);
    }
    let stored = stored::Stored::read(place)?.ok();
    let decisions = match &stored {
        Some(stored) => stored.decisions.clone(),
        // A record that counts as missing still knows who decided what.
        None => {
            let text = fs::read_to_string(standing.join(DECISIONS)).unwrap_or_default();
            crate::regress::record::decisions(DECISIONS, &text).0
        }
    };
    Ok(Some(Before { stored, decisions }))
}

fn told(place: &Path, worked: &Worked, zh: &str, en: &str) -> Text {
    let (place, count) = (place.display(), worked.sheet.len());
    Text::new(format!("{zh}: {count} 个对象 → {place}"), format!("{en}: {count} subjects → {place}"))
}

fn exists(rules: &Path, place: &Path) -> Text {
    let (rules, place) = (rules.display(), place.display());
    Text::new(
        format!(
            "{place} 已有记录, 与现在的结果不同; 用 kaocheng review {rules} 逐组审阅, 或加 --overwrite 不经审阅重新记录"
        ),
        format!(
            "{place} holds a record already, and the results now are others; go through them with kaocheng review {rules}, or add --overwrite to record anew without a review"
        ),
    )
}
