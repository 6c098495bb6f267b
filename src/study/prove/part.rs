//! One leaf, bonus or penalty: how far it goes, and whether it pays to leave a value out.

use std::collections::BTreeMap;

use super::Example;
use crate::data::Cell;
use crate::eval::{self, Results};
use crate::number::Number;
use crate::plan::{IndicatorId, InputId, OnMissing, Scheme, ValueType};
use crate::study::mutate::search::{
    Ground, Made, Part, Reads, all_that_matters, axes, dataset, drawn, product,
};

/// So many combinations are tried in full, so many drawn where there are more.
const ALL: usize = 20_000;
const DRAWN: usize = 6_000;
/// So many subjects are scored together.
const BATCH: usize = 500;

/// What a proof is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// A leaf.
    Item(IndicatorId),
    /// A bonus or penalty, by its place.
    Outside(usize),
}

/// How far something goes, with the subject that goes so far.
#[derive(Clone, PartialEq, Debug)]
pub struct End {
    /// The score.
    pub score: Number,
    /// Who has it.
    pub example: Example,
}

/// Both ends.
#[derive(Clone, PartialEq, Debug)]
pub struct Ends {
    /// The least that was come to.
    pub lowest: End,
    /// The most.
    pub highest: End,
    /// Whether all that can matter was tried: then nothing lies beyond either end.
    pub all: bool,
    /// How many cases were tried.
    pub tried: usize,
}

/// Leaving a value out pays better than giving it.
#[derive(Clone, PartialEq, Debug)]
pub struct Gain {
    /// The value.
    pub input: InputId,
    /// What it comes to when it is left out.
    pub missing: Number,
    /// What it comes to with this value, all else the same.
    pub given: End,
}

/// What was found out.
#[derive(Clone, PartialEq, Debug)]
pub struct Proved {
    /// About what.
    pub of: Of,
    /// How far it goes; none where it hangs on other subjects, other layers, or has no score in any case tried.
    pub ends: Option<Ends>,
    /// For each input where leaving it out pays, the largest gain.
    pub gains: Vec<Gain>,
}

/// None for what is neither a leaf nor a bonus or penalty.
pub(super) fn proved(ground: &Ground<'_>, part: Part, reads: &Reads) -> Option<Proved> {
    let of = match part {
        Part::Indicator(id) if ground.scheme().indicator(id).method().is_some() => Of::Item(id),
        Part::Outside(place) => Of::Outside(place),
        Part::Indicator(_) | Part::Whole(_) => return None,
    };
    if reads.whole || reads.layers || !reads.groups.is_empty() {
        return Some(Proved { of, ends: None, gains: Vec::new() });
    }
    let scheme = ground.scheme();
    let blank = Made::blank(scheme);
    let listed = all_that_matters(scheme, scheme, part).and_then(|axes| product(&axes, &blank, ALL));
    let all = listed.is_some();
    let mut cases = listed.unwrap_or_else(|| {
        let axes = axes(scheme, reads);
        product(&axes, &blank, ALL).unwrap_or_else(|| drawn(&axes, &blank, DRAWN))
    });
    cases.retain(|made| made.fits(scheme));
    let scores: Vec<Option<Number>> = cases.chunks(BATCH).flat_map(|some| scores(ground, of, some)).collect();
    let example = |made: &Made| Example::of(made, reads.inputs.iter().copied(), reads.lists.iter().copied());
    let scored = || cases.iter().zip(&scores).filter_map(|(made, score)| Some((made, score.as_ref()?)));
    let end = |(made, score): (&Made, &Number)| End { score: score.clone(), example: example(made) };
    let lowest = scored().min_by(|one, other| one.1.cmp(other.1)).map(end);
    let highest = scored().reduce(|best, next| if next.1 > best.1 { next } else { best }).map(end);
    let tried = cases.len();
    let ends = lowest.zip(highest).map(|(lowest, highest)| Ends { lowest, highest, all, tried });
    let inputs = reads.inputs.iter().filter(|id| may_pay(scheme, **id));
    let gains = inputs.filter_map(|id| gain(*id, (&cases, &scores), &example)).collect();
    Some(Proved { of, ends, gains })
}

/// Whether an empty cell stands for something.
fn may_pay(scheme: &Scheme, id: InputId) -> bool {
    let input = scheme.input(id);
    let evidence = matches!(input.value_type, ValueType::Evidence | ValueType::List(_));
    !evidence && matches!(input.missing, OnMissing::Value(_))
}

/// The largest gain of leaving a value out: cases alike in all else are held against each other.
fn gain(
    input: InputId,
    (cases, scores): (&[Made], &[Option<Number>]),
    example: &dyn Fn(&Made) -> Example,
) -> Option<Gain> {
    let mut alike: BTreeMap<String, Alike<'_>> = BTreeMap::new();
    for (made, score) in cases.iter().zip(scores) {
        let Some(score) = score else { continue };
        let mut others = made.clone();
        let own = others.cells.get_mut(input.0 as usize).map(|cell| std::mem::replace(cell, Cell::Missing));
        let sort = alike.entry(format!("{others:?}")).or_default();
        match own {
            Some(Cell::Missing) | None => sort.missing = Some(score),
            Some(Cell::NotApplicable | Cell::Excused(_)) => {}
            Some(_) => sort.given.push((made, score)),
        }
    }
    // Of equal gains the one that leaves out more.
    let (_, missing, (made, least)) = alike
        .values()
        .filter_map(Alike::gain)
        .reduce(|best, next| if (&next.0, next.1) > (&best.0, best.1) { next } else { best })?;
    let given = End { score: least.clone(), example: example(made) };
    Some(Gain { input, missing: missing.clone(), given })
}

/// Cases that differ in one input alone.
#[derive(Default)]
struct Alike<'a> {
    /// The score where it is left out.
    missing: Option<&'a Number>,
    /// The scores where it is given.
    given: Vec<(&'a Made, &'a Number)>,
}

impl<'a> Alike<'a> {
    /// What leaving it out gains over the worst value, its score, and that case.
    fn gain(&self) -> Option<(Number, &'a Number, (&'a Made, &'a Number))> {
        let (made, least) = self.given.iter().copied().min_by(|one, other| one.1.cmp(other.1))?;
        let missing = self.missing.filter(|missing| *missing > least)?;
        Some((missing - least, missing, (made, least)))
    }
}

/// What each of these subjects comes to.
fn scores(ground: &Ground<'_>, of: Of, some: &[Made]) -> Vec<Option<Number>> {
    let data = dataset(ground.scheme(), ground.like(), some);
    let results = eval::assess(ground.scheme(), &data);
    (0..some.len()).map(|subject| score(&results, of, subject)).collect()
}

fn score(results: &Results, of: Of, subject: usize) -> Option<Number> {
    let column = match of {
        Of::Item(id) => results.scores.get(id.0 as usize),
        Of::Outside(place) => results.outside.get(place),
    };
    column?.get(subject)?.score().cloned()
}
