//! Bonuses, penalties and the total.

use super::combine::{Block, block, out_of};
use super::expr::Reader;
use super::indicator::scored_as;
use super::record::{Recorder, Silent};
use super::row::Row;
use super::settle::rounded;
use super::{Outcome, Results, State, Step, Stop, layer};
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{Combine, LayerId, Outside, Scheme, Verdict};

/// What reads figures of layers comes last, and reads what stands before any of it.
pub(super) fn totals(scheme: &Scheme, data: &Dataset, results: &mut Results) {
    let subjects = data.subjects.len();
    let bases: Vec<Outcome> =
        super::each(subjects, |subject| base(Row { scheme, data, results, subject }, &mut Silent));
    results.base = bases.iter().map(|base| base.score().cloned()).collect();
    for item in &scheme.outside {
        let column = if item.reads_layers() {
            vec![Outcome::NotApplicable; subjects]
        } else {
            super::each(subjects, |subject| {
                outside(Row { scheme, data, results, subject }, item, &mut Silent)
            })
        };
        results.outside.push(column);
    }
    sums(scheme, data, &bases, results);
    vetoes(scheme, data, results, false);
    if let Some(layer) = results.layer {
        layers(scheme, data, results, (layer, &bases));
    }
}

/// The figures of the layer itself are known: now all that reads figures of layers.
fn layers(scheme: &Scheme, data: &Dataset, results: &mut Results, at: (LayerId, &[Outcome])) {
    let (layer, bases) = at;
    let figures = layer::figures(scheme, data, results);
    if let Some(own) = results.layers.get_mut(layer.0 as usize) {
        *own = Some(figures);
    }
    for (place, item) in scheme.outside.iter().enumerate().filter(|(_, item)| item.reads_layers()) {
        results.outside[place] = super::each(data.subjects.len(), |subject| {
            outside(Row { scheme, data, results, subject }, item, &mut Silent)
        });
    }
    sums(scheme, data, bases, results);
    vetoes(scheme, data, results, true);
}

fn sums(scheme: &Scheme, data: &Dataset, bases: &[Outcome], results: &mut Results) {
    let subjects = bases.len();
    results.bonus = super::each(subjects, |subject| side(scheme, results, subject, false));
    results.penalty = super::each(subjects, |subject| side(scheme, results, subject, true));
    results.states = super::each(subjects, |subject| state(&bases[subject], results, subject));
    results.unrounded = super::each(subjects, |subject| {
        let parts = (&results.base[subject], &results.bonus[subject], &results.penalty[subject]);
        let (Some(base), Some(bonus), Some(penalty)) = parts else { return None };
        Some(limited(Row { scheme, data, results, subject }, &(&(base + bonus) - penalty)))
    });
    results.total = results
        .unrounded
        .iter()
        .map(|total| total.clone().map(|total| rounded(total, scheme.rounding.total, &mut Silent)))
        .collect();
}

/// The first level as a block.
fn top(scheme: &Scheme) -> Block<'_> {
    Block { children: &scheme.roots, combine: Combine::Sum, absent: scheme.absent, points: &scheme.points }
}

/// The first level put together. Nothing applicable at the top is a failure: there is nothing to grade.
pub(super) fn base(row: Row<'_>, recorder: &mut impl Recorder) -> Outcome {
    match block(row, &top(row.scheme), recorder) {
        Outcome::NotApplicable | Outcome::Elsewhere => Outcome::Failed,
        scored @ (Outcome::Scored(_) | Outcome::Presumed(_) | Outcome::Excused(_)) => scored,
        undecided @ (Outcome::Missing | Outcome::Failed) => undecided,
    }
}

/// A bonus or penalty: its lines from 0, at least 0 and at most its limit. What does not apply, or is excused, adds
/// and takes nothing.
pub(super) fn outside(row: Row<'_>, item: &Outside, recorder: &mut impl Recorder) -> Outcome {
    let mut reader = Reader::new(row, recorder);
    match scored(&mut reader, item) {
        Ok(score) => scored_as(&reader, score),
        Err(stop) => Outcome::stopped(stop, &Number::ZERO),
    }
}

fn scored(reader: &mut Reader<'_, impl Recorder>, item: &Outside) -> Result<Number, Stop> {
    reader.recorder.step(|| Step::Start(Number::ZERO));
    let added = reader.lines(&item.entries)?;
    let sum = if item.penalty { -&added } else { added };
    reader.recorder.step(|| Step::Sum(sum.clone()));
    let limit = item.limit.as_ref().map(|limit| reader.number(limit)).transpose()?;
    let above = sum.clone().max(Number::ZERO);
    let kept = match limit {
        // A computed limit below 0 is 0.
        Some(limit) => {
            let limit = limit.max(Number::ZERO);
            let place = item.limit.as_ref().map_or(item.span, |limit| limit.span);
            reader.recorder.compared(place, || above.cmp(&limit));
            above.min(limit)
        }
        None => above,
    };
    if kept != sum {
        reader.recorder.step(|| Step::Kept { from: sum, to: kept.clone() });
    }
    Ok(rounded(kept, reader.row.scheme.rounding.item, reader.recorder))
}

/// The sum of the bonuses, or of the penalties; none when one of them has no score.
fn side(scheme: &Scheme, results: &Results, subject: usize, penalty: bool) -> Option<Number> {
    let mut sum = Number::ZERO;
    for (item, column) in scheme.outside.iter().zip(&results.outside) {
        match &column[subject] {
            _ if item.penalty != penalty => {}
            Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score) => sum = &sum + score,
            Outcome::NotApplicable | Outcome::Elsewhere => {}
            Outcome::Missing | Outcome::Failed => return None,
        }
    }
    Some(sum)
}

fn state(base: &Outcome, results: &Results, subject: usize) -> State {
    let outside = results.outside.iter().map(|column| &column[subject]);
    let all: Vec<&Outcome> = std::iter::once(base).chain(outside).collect();
    if all.contains(&&Outcome::Failed) {
        State::Failed
    } else if all.contains(&&Outcome::Missing) {
        State::Incomplete
    } else {
        State::Complete
    }
}

/// 总分: its limits. Where points need not add up, the upper one stays as far from full points as it is written.
pub(super) fn limited(row: Row<'_>, total: &Number) -> Number {
    let (scheme, mut total) = (row.scheme, total.clone());
    if let Some(low) = &scheme.limits.low {
        total = total.max(low.clone());
    }
    match &scheme.limits.high {
        Some(high) if scheme.open => total.min(&(high + &out_of(row, &top(scheme))) - &scheme.points),
        Some(high) => total.min(high.clone()),
        None => total,
    }
}

/// 否决 若 c: 0分 of the scheme: the total, rounded and not, is at most that; the grade then goes by it.
/// `layers` tells whether those that read layers have their turn.
fn vetoes(scheme: &Scheme, data: &Dataset, results: &mut Results, layers: bool) {
    for veto in &scheme.vetoes {
        let Verdict::Score(amount) = &veto.verdict else { continue };
        if !layers && (veto.condition.reads_layers() || amount.reads_layers()) {
            continue;
        }
        for subject in 0..data.subjects.len() {
            if results.total[subject].is_none() {
                continue;
            }
            let mut silent = Silent;
            let mut reader = Reader::new(Row { scheme, data, results, subject }, &mut silent);
            match reader.limit(veto) {
                Ok(None) => {}
                Ok(Some(limit)) => {
                    let at_most =
                        |total: &Option<Number>| total.clone().map(|total| total.min(limit.clone()));
                    results.unrounded[subject] = at_most(&results.unrounded[subject]);
                    results.total[subject] = at_most(&results.total[subject]);
                }
                Err(stop) => undetermined(results, subject, stop),
            }
        }
    }
}

/// A veto that cannot be decided leaves the subject without total, grade and place.
pub(super) fn undetermined(results: &mut Results, subject: usize, stop: Stop) {
    results.states[subject] = match stop {
        Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_) => {
            State::Incomplete
        }
        Stop::NotApplicable
        | Stop::NoLayer
        | Stop::Excused(_)
        | Stop::Zero
        | Stop::Fault
        | Stop::NoCalendar(_) => State::Failed,
    };
    results.unrounded[subject] = None;
    results.total[subject] = None;
}
