//! The schemes of a run, scored one after another: the results of one are records of the next.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Stop};
use super::load::{self, Sound};
use crate::data::Dataset;
use crate::eval::{self, Below, Results};
use crate::plan::{Plan, Scheme};
use crate::report::Scored;
use crate::source::{Checked, Files, Text};

/// The last layer of a scheme's data and its results, and what those before came to.
pub(super) struct Layers {
    pub(super) data: Dataset,
    pub(super) results: Results,
    pub(super) earlier: Vec<Results>,
    /// The data of the layers before, where they were asked to be kept.
    pub(super) before: Vec<Dataset>,
}

impl Layers {
    /// The scheme with all this.
    pub(super) fn view<'a>(&'a self, scheme: &'a Scheme, files: &'a Files) -> Scored<'a> {
        let Layers { data, results, earlier, .. } = self;
        Scored { scheme, data, results, earlier, files }
    }
}

/// One scheme scored, after those that it is fed by.
pub(super) struct Alone {
    sound: Sound,
    scored: Vec<Layers>,
    at: usize,
    /// Where its data are.
    pub(super) folder: PathBuf,
}

impl Alone {
    /// The one scheme that a command is about.
    pub(super) fn asked(asked: &ArgMatches, console: &mut Console) -> Result<Alone, Stop> {
        let sound = load::sound(&load::paths(asked), console)?;
        let at = sound.only()?;
        let from = load::path(asked, "data");
        let scored = scored(&sound, from, console)?;
        let folder = data_of(&sound, &sound.plan.schemes[at], from);
        Ok(Alone { sound, scored, at, folder })
    }

    /// The scheme with what it came to.
    pub(super) fn view(&self) -> Scored<'_> {
        self.scored[self.at].view(&self.sound.plan.schemes[self.at], &self.sound.files)
    }
}

/// Every scheme with its data: all of it is read before anything is scored, so that all findings are shown.
pub(super) fn scored(sound: &Sound, from: &Path, console: &mut Console) -> Result<Vec<Layers>, Stop> {
    scored_at((&sound.plan, &sound.files), &paths(sound, from), console)
}

/// The same, with the data of all layers kept if `keep`.
pub(super) fn with_layers(
    sound: &Sound,
    (from, keep): (&Path, bool),
    console: &mut Console,
) -> Result<Vec<Layers>, Stop> {
    kept((&sound.plan, &sound.files), (&paths(sound, from), keep), console)
}

/// Every scheme of a plan with its data, which are at these paths.
pub(super) fn scored_at(
    of: (&Plan, &Files),
    paths: &[PathBuf],
    console: &mut Console,
) -> Result<Vec<Layers>, Stop> {
    kept(of, (paths, false), console)
}

fn paths(sound: &Sound, from: &Path) -> Vec<PathBuf> {
    sound.plan.schemes.iter().map(|scheme| data_of(sound, scheme, from)).collect()
}

fn kept(
    (plan, files): (&Plan, &Files),
    (paths, keep): (&[PathBuf], bool),
    console: &mut Console,
) -> Result<Vec<Layers>, Stop> {
    let schemes = &plan.schemes;
    if schemes.len() > 1 {
        all_there(schemes, paths)?;
    }
    let mut data = Vec::new();
    for (scheme, path) in schemes.iter().zip(paths) {
        data.push(going_on(load::datasets(path, scheme, files, console))?);
    }
    let mut done: Vec<Option<Layers>> = Vec::new();
    for (scheme, data) in schemes.iter().zip(data) {
        let ready = scheme.fed_by().into_iter().all(|place| done.get(place).is_some_and(Option::is_some));
        let layers = match data {
            Some(data) if ready => {
                let on = On { plan, done: &done, files, keep };
                going_on(one(scheme, data, on, console))?
            }
            Some(_) | None => None,
        };
        done.push(layers);
    }
    done.into_iter().collect::<Option<Vec<Layers>>>().ok_or(Stop::Findings)
}

/// Findings of one scheme do not keep those of the next from being shown.
pub(super) fn going_on<T>(result: Result<T, Stop>) -> Result<Option<T>, Stop> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Stop::Findings) => Ok(None),
        Err(stop @ (Stop::Misuse(_) | Stop::File(..) | Stop::Stream(_))) => Err(stop),
    }
}

/// What a scheme rests on.
#[derive(Clone, Copy)]
pub(super) struct On<'a> {
    pub(super) plan: &'a Plan,
    /// Beside the schemes of the plan: those scored before.
    pub(super) done: &'a [Option<Layers>],
    pub(super) files: &'a Files,
    /// Whether the data of all layers are wanted afterwards.
    pub(super) keep: bool,
}

/// Scores every layer of one scheme, after those that it is fed by.
pub(super) fn one(
    scheme: &Scheme,
    data: Vec<Dataset>,
    on: On<'_>,
    console: &mut Console,
) -> Result<Layers, Stop> {
    let worked = quietly(scheme, data, on);
    let mut found = worked.diagnostics;
    if let Some(layers) = &worked.value {
        found.extend(eval::faults(scheme, &layers.data, &layers.results));
    }
    console.findings(&found, on.files)?;
    worked.value.ok_or(Stop::Findings)
}

/// The same without a word, and without looking for who cannot be scored.
pub(super) fn quietly(scheme: &Scheme, mut data: Vec<Dataset>, on: On<'_>) -> Checked<Layers> {
    let below = |place: usize| {
        let layers = on.done.get(place)?.as_ref()?;
        Some(Below { scheme: on.plan.schemes.get(place)?, data: &layers.data, results: &layers.results })
    };
    let found = eval::feed(scheme, &mut data, below);
    if found.iter().any(|finding| finding.code.severity().stops()) {
        return Checked { value: None, diagnostics: found };
    }
    let mut earlier = eval::assess_layers(scheme, &data);
    let layers = data.pop().zip(earlier.pop()).map(|(last, results)| {
        let before = if on.keep { data } else { Vec::new() };
        Layers { data: last, results, earlier, before }
    });
    Checked { value: layers, diagnostics: found }
}

/// One scheme alone reads the path itself. Of several, each reads the folder of its rule file's name; those of one file,
/// that of their own name.
pub(super) fn data_of(sound: &Sound, scheme: &Scheme, from: &Path) -> PathBuf {
    folder_of((&sound.plan, &sound.files), scheme, from)
}

/// The same for a plan and its files.
pub(super) fn folder_of((plan, files): (&Plan, &Files), scheme: &Scheme, from: &Path) -> PathBuf {
    if plan.schemes.len() == 1 {
        return from.to_owned();
    }
    let source = scheme.span.source;
    let together = plan.schemes.iter().filter(|other| other.span.source == source).count();
    if together > 1 {
        return from.join(scheme.name.replace(['/', '\\'], "_"));
    }
    let file = Path::new(files.name(source));
    from.join(file.file_stem().unwrap_or_default())
}

/// Several schemes read a folder each; a folder that is not there is named with its scheme.
pub(super) fn all_there(schemes: &[Scheme], paths: &[PathBuf]) -> Result<(), Stop> {
    let lacking = schemes.iter().zip(paths).filter(|(_, path)| !path.exists());
    let lacking: Vec<String> =
        lacking.map(|(scheme, path)| format!("\n  {} → {}", scheme.name, path.display())).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let lacking = lacking.concat();
    Err(Stop::Misuse(Text::new(
        format!("几个办法一起计算时, 各读各的文件夹; 找不到这些:{lacking}"),
        format!(
            "when several schemes are scored together, each reads a folder of its own; these are not there:{lacking}"
        ),
    )))
}
