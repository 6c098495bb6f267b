//! A block from its children.

use super::record::Recorder;
use super::row::Row;
use super::{Outcome, Step};
use crate::number::Number;
use crate::plan::{Absent, Combine, Indicator, IndicatorId, Kind};

pub(super) fn group(row: Row<'_>, indicator: &Indicator, recorder: &mut impl Recorder) -> Outcome {
    let Kind::Group { children, combine, absent } = &indicator.kind else { return Outcome::Failed };
    let points = &indicator.points;
    let block_of = Block { children, combine: *combine, absent: *absent, points };
    let scored = block(row, &block_of, recorder);
    let (Some(lost), Some(score)) = (&indicator.most_lost, scored.score()) else { return scored };
    let full =
        if lifting(indicator).is_some() { applicable_points(row, &block_of) } else { out_of(row, &block_of) };
    let least = (&full - lost).max(Number::ZERO);
    if *score >= least {
        return scored;
    }
    recorder.step(|| Step::Kept { from: score.clone(), to: least.clone() });
    Outcome::Scored(least)
}

/// A block, or the first level as one.
pub(super) struct Block<'b> {
    pub(super) children: &'b [IndicatorId],
    pub(super) combine: Combine,
    pub(super) absent: Option<Absent>,
    pub(super) points: &'b Number,
}

/// What the children come to together: the gravest state among them, or their scores put together.
pub(super) fn block(row: Row<'_>, block: &Block<'_>, recorder: &mut impl Recorder) -> Outcome {
    let outcome = |child: &IndicatorId| &row.results.scores[child.0 as usize][row.subject];
    let any = |state: &Outcome| block.children.iter().any(|child| outcome(child) == state);
    if any(&Outcome::Failed) {
        return Outcome::Failed;
    }
    if any(&Outcome::Missing) {
        return Outcome::Missing;
    }
    let scored: Vec<(IndicatorId, &Number)> = block
        .children
        .iter()
        .filter_map(|child| outcome(child).score().map(|score| (*child, score)))
        .collect();
    if scored.is_empty() {
        return if block.children.iter().all(|child| *outcome(child) == Outcome::Elsewhere) {
            Outcome::Elsewhere
        } else {
            Outcome::NotApplicable
        };
    }
    let sum: Number = scored.iter().map(|(_, score)| *score).sum();
    let put_together = combined(row, block, &scored, &sum);
    recorder.step(|| Step::Combined {
        best: best(row, block, &scored),
        combine: block.combine,
        counted: counted(row, block).into_iter().filter(|child| outcome(child).score().is_some()).collect(),
        sum,
        to: put_together.clone(),
    });
    Outcome::Scored(kept(scaled(row, block, put_together, recorder), &out_of(row, block), recorder))
}

fn combined(row: Row<'_>, block: &Block<'_>, scored: &[(IndicatorId, &Number)], sum: &Number) -> Number {
    let rate = |(child, score): &(IndicatorId, &Number)| {
        score.over(&own_points(row, *child)).unwrap_or(Number::ZERO)
    };
    let of_applicable = |part: &(IndicatorId, &Number)| of_applicable(row, *part);
    match block.combine {
        Combine::Sum => {
            let weighted = scored.iter().any(|(child, _)| row.scheme.indicator(*child).weight.is_some());
            if !weighted {
                return sum.clone();
            }
            let shares: Number = scored
                .iter()
                .map(|part| {
                    &rate(part) * row.scheme.indicator(part.0).weight.as_ref().unwrap_or(&Number::ZERO)
                })
                .sum();
            &shares * block.points
        }
        Combine::Best => &scored.iter().map(of_applicable).max().unwrap_or(Number::ZERO) * block.points,
        Combine::Mean => {
            let rates: Number = scored.iter().map(of_applicable).sum();
            let count = Number::whole(i64::try_from(scored.len()).unwrap_or(1));
            &rates.over(&count).unwrap_or(Number::ZERO) * block.points
        }
        Combine::Choose(_) => {
            let chosen = counted(row, block);
            scored.iter().filter(|(child, _)| chosen.contains(child)).map(|(_, score)| *score).sum()
        }
    }
}

/// What part of its points a child has: alternatives are compared by what applies in each.
fn of_applicable(row: Row<'_>, (child, score): (IndicatorId, &Number)) -> Number {
    let points = match lifting(row.scheme.indicator(child)) {
        Some(inner) => applicable_points(row, &inner),
        None => row.scheme.indicator(child).points.clone(),
    };
    score.over(&points).unwrap_or(Number::ZERO)
}

/// 取最高: the children of the best rate.
fn best(row: Row<'_>, block: &Block<'_>, scored: &[(IndicatorId, &Number)]) -> Vec<IndicatorId> {
    if block.combine != Combine::Best {
        return Vec::new();
    }
    let rates: Vec<Number> = scored.iter().map(|part| of_applicable(row, *part)).collect();
    let best = rates.iter().max();
    let counts = scored.iter().zip(&rates).filter(|(_, rate)| Some(*rate) == best);
    counts.map(|((child, _), _)| *child).collect()
}

/// The children that count: all that apply; of 任选 k项, the k of the highest scores, the first among equals.
fn counted(row: Row<'_>, block: &Block<'_>) -> Vec<IndicatorId> {
    let outcome = |child: &IndicatorId| &row.results.scores[child.0 as usize][row.subject];
    let applies =
        |child: &&IndicatorId| !matches!(outcome(child), Outcome::NotApplicable | Outcome::Elsewhere);
    let mut counted: Vec<IndicatorId> = block.children.iter().filter(applies).copied().collect();
    if let Combine::Choose(most) = block.combine {
        counted.sort_by(|a, b| outcome(b).score().cmp(&outcome(a).score()));
        counted.truncate(most as usize);
        counted.sort_by_key(|child| block.children.iter().position(|other| other == child));
    }
    counted
}

/// 缺项 折算: the sum is scaled up to the block's points. 均摊 was done on the children, except that under 任选 it comes to
/// the same, since all have equal points. 上移 is done by the parent.
fn scaled(row: Row<'_>, block: &Block<'_>, sum: Number, recorder: &mut impl Recorder) -> Number {
    let absent = match (block.combine, block.absent) {
        (Combine::Sum | Combine::Choose(_), Some(Absent::Rescale)) => Absent::Rescale,
        (Combine::Choose(_), Some(Absent::Spread)) => Absent::Spread,
        (Combine::Sum | Combine::Best | Combine::Mean | Combine::Choose(_), _) => return sum,
    };
    let (applicable, points) = (applicable_points(row, block), out_of(row, block));
    if applicable == points {
        return sum;
    }
    let to = (&sum * &points).over(&applicable).unwrap_or(Number::ZERO);
    recorder.step(|| Step::Absent { absent, applicable, points, from: sum, to: to.clone() });
    to
}

/// What a block is out of: its points. Where these need not be the sum of those of its children, that sum.
pub(super) fn out_of(row: Row<'_>, block: &Block<'_>) -> Number {
    if !row.scheme.open || block.combine != Combine::Sum {
        return block.points.clone();
    }
    let elsewhere =
        |child: &IndicatorId| row.results.scores[child.0 as usize][row.subject] == Outcome::Elsewhere;
    let own = block.children.iter().filter(|child| !elsewhere(child));
    own.map(|child| full(row, *child, block.points)).sum()
}

/// Shares rounded one by one can pass the points by some hundredths.
fn kept(score: Number, points: &Number, recorder: &mut impl Recorder) -> Number {
    if score <= *points {
        return score;
    }
    recorder.step(|| Step::Kept { from: score, to: points.clone() });
    points.clone()
}

/// The points of a block that apply to the subject; of 任选, those of the children that count.
pub(super) fn applicable_points(row: Row<'_>, block: &Block<'_>) -> Number {
    counted(row, block).into_iter().map(|child| applicable(row, child, block.points)).sum()
}

/// What a child counts for: its points or its weight's share, less what 上移 took out of it.
fn applicable(row: Row<'_>, child: IndicatorId, parent_points: &Number) -> Number {
    let indicator = row.scheme.indicator(child);
    match &row.results.scores[child.0 as usize][row.subject] {
        Outcome::NotApplicable | Outcome::Elsewhere => return Number::ZERO,
        Outcome::Scored(_)
        | Outcome::Presumed(_)
        | Outcome::Excused(_)
        | Outcome::Missing
        | Outcome::Failed => {}
    }
    let full = full(row, child, parent_points);
    match lifting(indicator) {
        Some(inner) => {
            let rate = applicable_points(row, &inner).over(&out_of(row, &inner)).unwrap_or(Number::ONE);
            &full * &rate
        }
        None => full,
    }
}

/// What a child counts for when all of it applies: its points or its weight's share.
fn full(row: Row<'_>, child: IndicatorId, parent_points: &Number) -> Number {
    match &row.scheme.indicator(child).weight {
        Some(weight) => weight * parent_points,
        None => own_points(row, child),
    }
}

/// The points that an indicator is scored on: its own, or what its children come to where these need not add up.
fn own_points(row: Row<'_>, id: IndicatorId) -> Number {
    let indicator = row.scheme.indicator(id);
    match &indicator.kind {
        Kind::Group { children, combine, absent } if row.scheme.open => {
            out_of(row, &Block { children, combine: *combine, absent: *absent, points: &indicator.points })
        }
        Kind::Group { .. } | Kind::Leaf { .. } => indicator.points.clone(),
    }
}

/// A block that leaves what does not apply to its parent; the best and the mean of children leave nothing.
pub(super) fn lifting(indicator: &Indicator) -> Option<Block<'_>> {
    match &indicator.kind {
        Kind::Group {
            children,
            combine: combine @ (Combine::Sum | Combine::Choose(_)),
            absent: Some(Absent::Lift),
        } => {
            Some(Block { children, combine: *combine, absent: Some(Absent::Lift), points: &indicator.points })
        }
        Kind::Group { .. } | Kind::Leaf { .. } => None,
    }
}
