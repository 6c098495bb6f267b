//! What a parent does to its children before it takes them up: 均摊, then rounding.

use super::record::Recorder;
use super::row::Row;
use super::{Outcome, Step, combine};
use crate::number::{Number, Rounding};
use crate::plan::{Absent, Combine, IndicatorId, Kind, Scheme};

/// Whether a block (the first level for none) shares out the points of children that do not apply.
pub(super) fn shares(scheme: &Scheme, parent: Option<IndicatorId>) -> bool {
    match parent.map(|parent| &scheme.indicator(parent).kind) {
        Some(Kind::Group { combine, absent, .. }) => {
            *combine == Combine::Sum && *absent == Some(Absent::Spread)
        }
        Some(Kind::Leaf { .. }) => false,
        None => scheme.absent == Some(Absent::Spread),
    }
}

/// What a child counts for in its parent: its points, or its weight's share of the parent's.
fn counts(scheme: &Scheme, child: IndicatorId) -> Number {
    let indicator = scheme.indicator(child);
    match &indicator.weight {
        Some(weight) => {
            weight * indicator.parent.map_or(&scheme.points, |parent| &scheme.indicator(parent).points)
        }
        None => indicator.points.clone(),
    }
}

/// The points that a child is scored on, before and after 均摊.
pub(super) struct Grown {
    from: Number,
    pub(super) to: Number,
}

/// A child that counts for so much more. What 上移 took out of it does not count before.
pub(super) fn grown(row: Row<'_>, child: IndicatorId, extra: &Number) -> Grown {
    let (indicator, all) = (row.scheme.indicator(child), counts(row.scheme, child));
    let from = match combine::lifting(indicator) {
        Some(block) => combine::applicable_points(row, &block),
        None => indicator.points.clone(),
    };
    let per_point = indicator.points.over(&all).unwrap_or(Number::ONE);
    let to = &from + &(extra * &per_point);
    Grown { from, to }
}

/// 均摊: how much more each child that applies counts for. None when there is nothing to share.
pub(super) fn share(row: Row<'_>, children: &[IndicatorId]) -> Option<Number> {
    let outcome = |child: &IndicatorId| &row.results.scores[child.0 as usize][row.subject];
    // One that is undetermined still applies, and takes its share with it.
    let applicable = children
        .iter()
        .filter(|child| !matches!(outcome(child), Outcome::NotApplicable | Outcome::Elsewhere))
        .count();
    let freed: Number = children
        .iter()
        .map(|child| {
            let counts = counts(row.scheme, *child);
            match outcome(child) {
                Outcome::NotApplicable => counts,
                Outcome::Elsewhere | Outcome::Missing | Outcome::Failed => Number::ZERO,
                Outcome::Scored(_) | Outcome::Presumed(_) | Outcome::Excused(_) => {
                    lifted(row, *child, &counts)
                }
            }
        })
        .sum();
    if freed.is_zero() {
        return None;
    }
    freed.over(&Number::whole(i64::try_from(applicable).unwrap_or(0)))
}

/// What 上移 inside a child leaves to be shared here.
fn lifted(row: Row<'_>, child: IndicatorId, counts: &Number) -> Number {
    let Some(block) = combine::lifting(row.scheme.indicator(child)) else { return Number::ZERO };
    let left = &combine::out_of(row, &block) - &combine::applicable_points(row, &block);
    (&left * counts).over(block.points).unwrap_or(Number::ZERO)
}

/// What the score of an indicator is out of: its points, with what 均摊 adds to them for this subject.
pub(super) fn points(row: Row<'_>, id: IndicatorId) -> Number {
    let indicator = row.scheme.indicator(id);
    let siblings = indicator.parent.map_or(row.scheme.roots.as_slice(), |parent| row.scheme.children(parent));
    // Read by one beside it, before the rest is scored: then nothing beside it may be left out (KC103).
    let scored = siblings.iter().all(|sibling| (sibling.0 as usize) < row.results.scores.len());
    let shared = (scored && shares(row.scheme, indicator.parent)).then(|| share(row, siblings)).flatten();
    shared.map_or_else(|| indicator.points.clone(), |extra| grown(row, id, &extra).to)
}

/// A child as its parent takes it up: score × new ÷ old points, then rounded as the scheme says.
pub(super) fn settled(
    scheme: &Scheme,
    child: IndicatorId,
    raw: Outcome,
    grown: Option<&Grown>,
    recorder: &mut impl Recorder,
) -> Outcome {
    let Some(score) = raw.score() else { return raw };
    let indicator = scheme.indicator(child);
    let mut score = score.clone();
    if let Some(Grown { from: points, to: becomes }) = grown {
        let to = (&score * becomes).over(points).unwrap_or(Number::ZERO);
        recorder.step(|| Step::Shared {
            points: points.clone(),
            becomes: becomes.clone(),
            from: score.clone(),
            to: to.clone(),
        });
        score = to;
    }
    let rounding = match &indicator.kind {
        Kind::Group { .. } => scheme.rounding.block,
        Kind::Leaf { .. } => scheme.rounding.item,
    };
    raw.with(rounded(score, rounding, recorder))
}

/// 修约, where the scheme says it; nothing otherwise.
pub(super) fn rounded(score: Number, rounding: Option<Rounding>, recorder: &mut impl Recorder) -> Number {
    let Some(rounding) = rounding else { return score };
    let to = rounding.apply(&score);
    if to != score {
        recorder.step(|| Step::Rounded { places: rounding.places, from: score, to: to.clone() });
    }
    to
}
