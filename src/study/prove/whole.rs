//! The total: how far it goes, and which grades it can have.

use std::collections::BTreeSet;

use super::Example;
use super::part::{End, Ends, Of, Proved};
use crate::data::Cell;
use crate::eval;
use crate::number::{Bound, Number};
use crate::plan::{Combine, GradeId, GradedBy, IndicatorId, InputId, Kind, ListId, Scheme, ValueType};
use crate::study::mutate::search::{Ground, Made, dataset};

/// So many subjects are led up.
const STARTS: usize = 3;

/// How far a grade is from being given.
#[derive(Clone, PartialEq, Debug)]
pub struct GradeReach {
    /// The grade.
    pub grade: GradeId,
    /// A subject that has it; none where nobody was found.
    pub example: Option<(Number, Example)>,
    /// Whether no subject can have it: the total cannot come so far.
    pub never: bool,
}

/// What can be said of the total.
#[derive(Clone, PartialEq, Debug)]
pub struct Whole {
    /// The least and the most that was come to; none where no subject with a total was found.
    pub ends: Option<(End, End)>,
    /// What no total can be above, by how far the items go.
    pub most: Number,
    /// The grades, the best first.
    pub grades: Vec<GradeReach>,
}

pub(super) fn whole(ground: &Ground<'_>, parts: &[Proved]) -> Whole {
    let scheme = ground.scheme();
    let blameless = ground.whole().iter().map(|made| blameless(scheme, made));
    let mut subjects: Vec<Made> = ground.whole().iter().cloned().chain(blameless).collect();
    subjects.extend(climbed(ground, &subjects, parts));
    let results = eval::assess(scheme, &dataset(scheme, ground.like(), &subjects));
    let total = |at: usize| results.total.get(at).cloned().flatten();
    let all = (0..).map(InputId).take(scheme.inputs.len());
    let lists = (0..).map(ListId).take(scheme.lists.len());
    let example = |at: usize| subjects.get(at).map(|made| Example::of(made, all.clone(), lists.clone()));
    let with: Vec<(usize, Number)> = (0..subjects.len()).filter_map(|at| Some((at, total(at)?))).collect();
    let end = |found: Option<&(usize, Number)>| {
        let (at, score) = found?;
        Some(End { score: score.clone(), example: example(*at)? })
    };
    let lowest = end(with.iter().min_by(|one, other| one.1.cmp(&other.1)));
    let highest = end(with.iter().reduce(|best, next| if next.1 > best.1 { next } else { best }));
    let most = most(scheme, parts);
    let graded = |grade: GradeId| {
        let found = with.iter().find(|(at, _)| results.grades.get(*at).copied().flatten() == Some(grade));
        found.and_then(|(at, score)| Some((score.clone(), example(*at)?)))
    };
    let grades =
        (0..).map(GradeId).zip(scheme.scale.iter().flat_map(|scale| &scale.grades)).map(|(id, grade)| {
            let example = graded(id);
            let above = match &grade.range.low {
                Bound::Open => false,
                Bound::Included(low) => *low > most,
                Bound::Excluded(low) => *low >= most,
            };
            let by_total = scheme.scale.as_ref().is_some_and(|scale| scale.by != GradedBy::Base);
            // Rounding lifts a total by half a unit at most: what is within one of the bound is not decided here.
            let rounds = scheme.rounding.total.is_some()
                && grade.range.low_value().is_some_and(|low| low - &most < Number::ONE);
            GradeReach { grade: id, never: example.is_none() && above && by_total && !rounds, example }
        });
    let grades = grades.collect();
    Whole { ends: lowest.zip(highest), most, grades }
}

/// From the best subjects up: every part at its best, as long as the total rises.
fn climbed(ground: &Ground<'_>, from: &[Made], parts: &[Proved]) -> Vec<Made> {
    let total = |made: &Made| {
        let data = dataset(ground.scheme(), ground.like(), std::slice::from_ref(made));
        eval::assess(ground.scheme(), &data).total.into_iter().next().flatten()
    };
    let mut best: Vec<(Option<Number>, Made)> = from.iter().map(|made| (total(made), made.clone())).collect();
    best.sort_by(|one, other| other.0.cmp(&one.0));
    best.truncate(STARTS);
    let mut steps: Vec<Made> = Vec::new();
    for (mut own, mut made) in best {
        for example in parts.iter().filter_map(|part| at_its_best(ground.scheme(), part)) {
            let next = example.put(&made);
            let comes = total(&next);
            if comes > own && next.fits(ground.scheme()) {
                (own, made) = (comes, next);
                steps.push(made.clone());
            }
        }
    }
    steps
}

/// The case that is best for the total: the most of an item or bonus, the least of a penalty.
fn at_its_best<'p>(scheme: &Scheme, part: &'p Proved) -> Option<&'p Example> {
    let ends = part.ends.as_ref()?;
    let penalty = match part.of {
        Of::Item(_) => false,
        Of::Outside(place) => scheme.outside.get(place)?.penalty,
    };
    Some(if penalty { &ends.lowest.example } else { &ends.highest.example })
}

/// The same subject without what the vetoes of the whole ask for: made-up ones are struck by them more often than not.
fn blameless(scheme: &Scheme, made: &Made) -> Made {
    let asked: BTreeSet<InputId> =
        scheme.vetoes.iter().flat_map(|veto| scheme.inputs_in(&veto.condition)).collect();
    let mut made = made.clone();
    for id in asked {
        let input = scheme.input(id);
        let least = input.range.low_value().cloned().unwrap_or(Number::ZERO);
        let plain = match &input.value_type {
            ValueType::YesNo => Cell::YesNo(false),
            ValueType::Number { .. } => Cell::Number(least.max(Number::ZERO)),
            ValueType::Choice(_)
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date
            | ValueType::List(_) => continue,
        };
        made.cells.get_mut(id.0 as usize).into_iter().for_each(|cell| cell.clone_from(&plain));
    }
    made
}

/// The most a total can be: no item above what was proved of it, no block above its points.
fn most(scheme: &Scheme, parts: &[Proved]) -> Number {
    let proved = |of: Of| {
        let ends = parts.iter().find(|part| part.of == of).and_then(|part| part.ends.as_ref());
        ends.filter(|ends: &&Ends| ends.all).map(|ends| ends.highest.score.clone())
    };
    let weighted = scheme.roots.iter().any(|id| scheme.indicator(*id).weight.is_some());
    let base: Number = if weighted || scheme.absent.is_some() {
        scheme.points.clone()
    } else {
        scheme.roots.iter().map(|id| of_item(scheme, *id, &proved)).sum()
    };
    let bonus = scheme.outside.iter().enumerate().filter(|(_, item)| !item.penalty);
    let mut limit = scheme.limits.high.clone();
    let mut sum = base;
    for (place, _) in bonus {
        match proved(Of::Outside(place)) {
            Some(most) => sum = &sum + &most,
            // It is not known how far it goes: only the limit of the total holds.
            None => return limit.take().unwrap_or_else(|| &sum + &scheme.points),
        }
    }
    match limit {
        Some(limit) => sum.min(limit),
        None => sum,
    }
}

fn of_item(scheme: &Scheme, id: IndicatorId, proved: &dyn Fn(Of) -> Option<Number>) -> Number {
    let indicator = scheme.indicator(id);
    let points = indicator.points.clone();
    match &indicator.kind {
        Kind::Leaf { .. } => proved(Of::Item(id)).map_or(points.clone(), |most| most.min(points)),
        Kind::Group { children, combine: Combine::Sum, absent: None }
            if children.iter().all(|child| scheme.indicator(*child).weight.is_none()) =>
        {
            let sum: Number = children.iter().map(|child| of_item(scheme, *child, proved)).sum();
            sum.min(points)
        }
        Kind::Group { .. } => points,
    }
}
