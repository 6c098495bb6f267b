//! What a parent does to its children before it takes them up: 均摊, then rounding.

use super::combine::Block;
use super::expr::Row;
use super::record::Recorder;
use super::{Outcome, Step, combine};
use crate::number::{Number, Rounding};
use crate::plan::{Absent, Combine, IndicatorId, Kind, Scheme};

/// How a parent deals with children that do not apply.
#[derive(Clone, Copy)]
pub(super) struct Policy {
    combine: Combine,
    absent: Option<Absent>,
}

impl Policy {
    /// The policy of a block; of the first level for none.
    pub(super) fn of(scheme: &Scheme, parent: Option<IndicatorId>) -> Policy {
        match parent.map(|parent| &scheme.indicator(parent).kind) {
            Some(Kind::Group { combine, absent, .. }) => Policy { combine: *combine, absent: *absent },
            Some(Kind::Leaf { .. }) | None => Policy { combine: Combine::Sum, absent: scheme.absent },
        }
    }
}

/// 均摊: the points that each child that applies gets on top of its own. None when there is nothing to share.
pub(super) fn share(row: Row<'_>, children: &[IndicatorId], policy: Policy) -> Option<Number> {
    if policy.combine != Combine::Sum || policy.absent != Some(Absent::Spread) {
        return None;
    }
    let outcome = |child: &IndicatorId| &row.results.scores[child.0 as usize][row.subject];
    // One that is undetermined still applies, and takes its share with it.
    let applicable = children
        .iter()
        .filter(|child| !matches!(outcome(child), Outcome::NotApplicable | Outcome::Elsewhere))
        .count();
    let freed: Number = children
        .iter()
        .map(|child| {
            let points = &row.scheme.indicator(*child).points;
            match outcome(child) {
                Outcome::NotApplicable => points.clone(),
                Outcome::Elsewhere | Outcome::Missing | Outcome::Failed => Number::ZERO,
                Outcome::Scored(_) | Outcome::Presumed(_) | Outcome::Excused(_) => lifted(row, *child),
            }
        })
        .sum();
    if freed.is_zero() {
        return None;
    }
    freed.over(&Number::whole(i64::try_from(applicable).unwrap_or(0)))
}

/// The points that 上移 inside a child leaves to be shared here.
fn lifted(row: Row<'_>, child: IndicatorId) -> Number {
    let indicator = row.scheme.indicator(child);
    match &indicator.kind {
        Kind::Group { children, combine, absent: Some(Absent::Lift) } => {
            let block =
                Block { children, combine: *combine, absent: Some(Absent::Lift), points: &indicator.points };
            &indicator.points - &combine::applicable_points(row, &block)
        }
        Kind::Group { .. } | Kind::Leaf { .. } => Number::ZERO,
    }
}

/// A child as its parent takes it up: score × new ÷ old points, then rounded as the scheme says.
pub(super) fn settled(
    scheme: &Scheme,
    child: IndicatorId,
    raw: &Outcome,
    shared: Option<&Number>,
    recorder: &mut impl Recorder,
) -> Outcome {
    let Some(score) = raw.score() else { return raw.clone() };
    let indicator = scheme.indicator(child);
    let mut score = score.clone();
    if let Some(extra) = shared {
        let becomes = &indicator.points + extra;
        let to = (&score * &becomes).over(&indicator.points).unwrap_or(Number::ZERO);
        recorder.step(|| Step::Shared {
            points: indicator.points.clone(),
            becomes,
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
