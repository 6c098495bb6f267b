//! A case that tells a slip from the rules: made-up subjects at the numbers where rules change their mind, one after the
//! other, until one comes to another result; then the least of it that still does.

mod axes;
mod cells;
mod climb;
mod crowd;
mod finite;
mod ground;
mod made;
mod reads;
mod trial;

pub(in crate::study) use axes::{axes, drawn, product};
pub(in crate::study) use finite::all as all_that_matters;
pub(in crate::study) use ground::Ground;
pub(in crate::study) use made::{Made, dataset};

use super::differ::Seen;
use super::mutant::{Mutant, Within};
use crate::data::Cell;
use crate::eval::Results;
use crate::plan::{Scheme, TestCase};
pub(in crate::study) use reads::{Part, Reads};
use trial::Trial;

/// Subjects of whom one comes to another result with the slip.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) subjects: Vec<Made>,
    /// Which of them.
    pub(super) who: usize,
    /// The result.
    pub(super) seen: Seen,
}

/// So many combinations are tried in full, and so many drawn where there are more.
const ALL: usize = 6000;
const DRAWN: usize = 3000;
/// So many changes are tried on each of so many whole subjects.
const NEAR: usize = 120;
const BASES: usize = 12;
/// So many subjects are scored together.
const BATCH: usize = 250;
/// So many cases make a proof.
const PROOF: usize = 30_000;

/// What the cases found are held to: whether a test can say so.
pub(super) type Telling<'t> = &'t dyn Fn(&Found, &Results) -> Option<TestCase>;

/// Looks for a case that tells the slip, and that a test can tell too, where the slip shows first; the result that it
/// shows on comes with it.
pub(super) fn near_by(
    ground: &Ground<'_>,
    (mutant, slipped): (&Mutant, &Scheme),
    telling: Telling<'_>,
) -> Option<(TestCase, Seen)> {
    let trial = Trial::new((ground.scheme, slipped), &ground.like, telling);
    parts(ground, mutant).iter().find_map(|(part, reads)| local(ground, &trial, *part, reads))
}

/// The same among whole subjects, and in crowds of them: a longer way.
pub(super) fn far_off(
    ground: &Ground<'_>,
    (mutant, slipped): (&Mutant, &Scheme),
    telling: Telling<'_>,
) -> Option<(TestCase, Seen)> {
    let trial = Trial::new((ground.scheme, slipped), &ground.like, telling);
    let all = after_the_tree(mutant).then(|| ground.all_reads());
    as_they_are(ground, &trial)
        .or_else(|| parts(ground, mutant).iter().find_map(|(_, reads)| changed(ground, &trial, reads)))
        .or_else(|| all.and_then(|reads| changed(ground, &trial, &reads)))
        .or_else(|| crowd::crowd(ground, &trial))
}

/// Whether anything that changes a total may tell it.
fn after_the_tree(mutant: &Mutant) -> bool {
    matches!(mutant.within, Within::Whole(_))
}

/// Where the slip shows first.
fn parts(ground: &Ground<'_>, mutant: &Mutant) -> Vec<(Part, Reads)> {
    let reading = |reads: &dyn Fn(&Reads) -> bool| {
        let parts = ground.parts.iter().filter(|(_, own)| reads(own));
        let mut parts: Vec<(Part, Reads)> = parts.cloned().collect();
        parts.sort_by_key(|(_, reads)| reads.inputs.len() + reads.lists.len());
        parts
    };
    match mutant.within {
        Within::Indicator(id) => {
            let part = Part::Indicator(id);
            vec![(part, Reads::of(ground.scheme, part))]
        }
        Within::Outside(place) => {
            let part = Part::Outside(place);
            vec![(part, Reads::of(ground.scheme, part))]
        }
        Within::Input(id) => reading(&|reads| reads.inputs.contains(&id)),
        Within::Field(list, field) => reading(&|reads| reads.fields.contains(&(list, field))),
        Within::Formula(id) => reading(&|reads| reads.formulas.contains(&id)),
        Within::Group(id) => reading(&|reads| reads.groups.contains(&id)),
        Within::Whole(whole) => {
            let part = Part::Whole(whole);
            vec![(part, Reads::of(ground.scheme, part))]
        }
    }
}

/// How many cases prove that a part never comes to anything else with the slip: all that can matter were tried. None
/// where they cannot be listed, or some do.
pub(super) fn proved(
    ground: &Ground<'_>,
    (scheme, slipped): (&Scheme, &Scheme),
    part: Part,
) -> Option<usize> {
    let axes = finite::all(scheme, slipped, part)?;
    let tried = axes::product(&axes, &Made::blank(scheme), PROOF)?;
    let trial = Trial::new((scheme, slipped), &ground.like, &|_, _| None);
    tried.chunks(BATCH).all(|some| trial.alone(some).is_none()).then_some(tried.len())
}

/// A subject of whom only this part is known.
fn local(ground: &Ground<'_>, trial: &Trial<'_>, part: Part, reads: &Reads) -> Option<(TestCase, Seen)> {
    if matches!(part, Part::Whole(_)) || reads.whole {
        return None;
    }
    let axes = axes::axes(ground.scheme, reads);
    let blank = Made::blank(ground.scheme);
    let mut tried = axes::product(&axes, &blank, ALL).unwrap_or_else(|| axes::drawn(&axes, &blank, DRAWN));
    tried.retain(|made| made.fits(ground.scheme));
    tried.chunks(BATCH).find_map(|some| {
        let (at, _) = trial.alone(some)?;
        least(trial, some.get(at)?.clone())
    })
}

/// A whole subject.
fn as_they_are(ground: &Ground<'_>, trial: &Trial<'_>) -> Option<(TestCase, Seen)> {
    ground.whole.chunks(BATCH).find_map(|some| {
        let (at, _) = trial.alone(some)?;
        least(trial, some.get(at)?.clone())
    })
}

/// One with a cell or two changed; those that are tried are spread over all.
fn changed(ground: &Ground<'_>, trial: &Trial<'_>, reads: &Reads) -> Option<(TestCase, Seen)> {
    let axes = axes::axes(ground.scheme, reads);
    let apart = ground.whole.len().div_ceil(BASES).max(1);
    ground.whole.iter().step_by(apart).filter(|_| !axes.is_empty()).find_map(|base| {
        let mut tried = axes::near(&axes, base, NEAR);
        tried.retain(|made| made.fits(ground.scheme));
        let (at, _) = trial.alone(&tried)?;
        least(trial, tried.get(at)?.clone())
    })
}

/// The least of a subject that still differs: every cell left out that can be.
fn least(trial: &Trial<'_>, mut made: Made) -> Option<(TestCase, Seen)> {
    for at in 0..made.cells.len() {
        let Some(cell) = made.cells.get_mut(at) else { continue };
        if *cell == Cell::Missing {
            continue;
        }
        let before = std::mem::replace(cell, Cell::Missing);
        if trial.alone(std::slice::from_ref(&made)).is_none()
            && let Some(cell) = made.cells.get_mut(at)
        {
            *cell = before;
        }
    }
    for list in 0..made.records.len() {
        let mut at = made.records.get(list).map_or(0, Vec::len);
        while at > 0 {
            at -= 1;
            let mut fewer = made.clone();
            fewer.records.get_mut(list)?.remove(at);
            if trial.alone(std::slice::from_ref(&fewer)).is_some() {
                made = fewer;
            }
        }
    }
    let (who, seen) = trial.alone(std::slice::from_ref(&made))?;
    trial.told(Found { subjects: vec![made], who, seen })
}
