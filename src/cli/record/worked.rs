//! Rules worked out on the data of a record.

use std::path::{Path, PathBuf};

use super::super::chain::{self, Layers};
use super::super::console::{Console, Stop};
use super::super::load;
use crate::data::Seals;
use crate::plan::{Plan, Scheme};
use crate::regress::record::Sheet;
use crate::source::Files;

/// What a scheme came to, as it is recorded.
pub(in crate::cli) struct Worked {
    pub(in crate::cli) sheet: Sheet,
    /// The seal of the data that are nobody's own.
    pub(in crate::cli) common: Option<String>,
    /// The layer of the data; none without layers.
    pub(in crate::cli) layer: Option<String>,
    /// The data of each scheme of the plan.
    pub(in crate::cli) data: Vec<(String, PathBuf)>,
}

/// Works out a plan on data at these paths, one for each of its schemes, for the scheme at a place of it.
pub(in crate::cli) fn worked(
    (plan, files): (&Plan, &Files),
    at: usize,
    paths: &[PathBuf],
    console: &mut Console,
) -> Result<Worked, Stop> {
    let scored = chain::scored_at((plan, files), paths, console)?;
    let seals = seals(plan, &scored, paths)?;
    let (Some(scheme), Some(layers), Some(own)) = (plan.schemes.get(at), scored.get(at), seals.get(at))
    else {
        return Err(Stop::Findings);
    };
    let names = plan.schemes.iter().map(|scheme| scheme.name.clone());
    Ok(Worked {
        sheet: Sheet::of(scheme, &layers.data, &layers.results, |id| own.of(id)),
        common: own.common(),
        layer: layers.results.layer.map(|layer| scheme.layer(layer).to_owned()),
        data: names.zip(paths.iter().cloned()).collect(),
    })
}

/// As [`worked`], with seals of the same data that are known.
pub(in crate::cli) fn worked_sealed(
    (plan, files): (&Plan, &Files),
    at: usize,
    paths: &[PathBuf],
    seals: &Sheet,
) -> Option<Sheet> {
    let mut nobody = Console::silent(crate::source::Lang::Zh);
    let scored = chain::scored_at((plan, files), paths, &mut nobody).ok()?;
    let (scheme, layers) = (plan.schemes.get(at)?, scored.get(at)?);
    let seal = |id: &str| seals.subject(id).map_or("", |subject| subject.seal()).to_owned();
    Some(Sheet::of(scheme, &layers.data, &layers.results, seal))
}

/// The seals of every scheme's data, with those of the schemes that feed it in them.
fn seals(plan: &Plan, scored: &[Layers], paths: &[PathBuf]) -> Result<Vec<Seals>, Stop> {
    let mut all: Vec<Seals> = Vec::new();
    for ((scheme, layers), path) in plan.schemes.iter().zip(scored).zip(paths) {
        let mut own = of_files(path, scheme)?;
        own.fed(scheme, &layers.data, |place| all.get(place));
        all.push(own);
    }
    Ok(all)
}

fn of_files(path: &Path, scheme: &Scheme) -> Result<Seals, Stop> {
    let mut seals = Seals::default();
    // Whatever cannot be read has been said by the binding of the same files.
    for (layer, tables) in load::tables(path, scheme, &mut Vec::new())? {
        for table in tables {
            seals.take(&layer, table);
        }
    }
    Ok(seals)
}
