//! The working of one subject, made by the evaluation itself with a recorder on.

use std::collections::{BTreeMap, BTreeSet};

use super::expr::Reader;
use super::row::Row;
use super::{
    Adjustment, AdjustmentKind, Assessment, Follows, FormulaWorking, Idle, Node, Outcome, Overruled,
    Overruling, Quantity, Results, Step, VetoAt, Working, alert, formula, indicator, settle, total, verdict,
};
use crate::data::Dataset;
use crate::number::{Bound, Interval, Number};
use crate::plan::{Combine, Expr, ExprKind, FormulaId, IndicatorId, Kind, Outside, Scheme, Verdict};

/// The working of one subject: every number of `results` for it, with how it came about.
pub fn assessment(scheme: &Scheme, data: &Dataset, results: &Results, subject: usize) -> Assessment {
    let row = Row { scheme, data, results, subject };
    let mut made = Assessment {
        subject,
        state: results.states.get(subject).copied(),
        base: results.base[subject].clone(),
        bonus: results.bonus[subject].clone(),
        penalty: results.penalty[subject].clone(),
        unrounded: results.unrounded[subject].clone(),
        total: results.total[subject].clone(),
        grade_by_score: verdict::by_score(row),
        grade: results.grades[subject],
        places: results.places.iter().map(|column| column[subject]).collect(),
        ..Assessment::default()
    };
    nodes(row, &mut made);
    made.outside = scheme.outside.iter().map(|item| outside(row, item)).collect();
    whole(row, &mut made);
    scheme_vetoes(row, &mut made);
    made.overruled.extend(quota_overruling(row));
    (made.consequences, made.idle_consequences) = consequences(row);
    (made.alerts, made.idle_alerts) = alert::of_row(row);
    made.among_others = among_others(row);
    made.formulas = formulas(row, &made);
    made
}

fn nodes(row: Row<'_>, made: &mut Assessment) {
    for (place, waived) in inside_waived(row).into_iter().enumerate() {
        let id = IndicatorId(u32::try_from(place).unwrap_or(u32::MAX));
        let indicator = row.scheme.indicator(id);
        let mut working = Working::default();
        if waived {
            let outcome = row.results.scores[place][row.subject].clone();
            let (points, reachable) = (indicator.points.clone(), Interval::point(Number::ZERO));
            made.nodes.push(Node { outcome, points, reachable, working });
            continue;
        }
        let raw = indicator::outcome(row, id, &mut working);
        let parent = indicator.parent;
        let siblings = parent.map_or(row.scheme.roots.as_slice(), |parent| row.scheme.children(parent));
        let shared = settle::shares(row.scheme, parent).then(|| settle::share(row, siblings)).flatten();
        let grown = shared.map(|extra| settle::grown(row, id, &extra));
        let outcome = settle::settled(row.scheme, id, raw, grown.as_ref(), &mut working);
        let points = match (grown, outcome.score()) {
            (Some(grown), Some(_)) => grown.to,
            (Some(_) | None, _) => indicator.points.clone(),
        };
        if matches!(indicator.kind, Kind::Group { .. }) {
            made.adjustments.extend(adjustments(row.scheme, Some(id), &working));
        }
        made.overruled.extend(overrulings(id, &working));
        let reachable = reachable(row.scheme, id, &outcome, &made.nodes);
        made.nodes.push(Node { outcome, points, reachable, working });
    }
}

/// Which indicators stand inside a block that does not apply.
fn inside_waived(row: Row<'_>) -> Vec<bool> {
    let mut inside = vec![false; row.scheme.indicators.len()];
    // A block stands after its children, so from the last to the first every block is known before its children.
    for place in (0..inside.len()).rev() {
        let id = IndicatorId(u32::try_from(place).unwrap_or(u32::MAX));
        let children = row.scheme.children(id);
        if !children.is_empty() && (inside[place] || indicator::waived(row, id)) {
            children.iter().for_each(|child| inside[child.0 as usize] = true);
        }
    }
    inside
}

/// What stands between the sum of the children and the block, step by step.
fn adjustments(scheme: &Scheme, indicator: Option<IndicatorId>, working: &Working) -> Vec<Adjustment> {
    let weighted = indicator
        .is_some_and(|id| scheme.children(id).iter().any(|child| scheme.indicator(*child).weight.is_some()));
    let nothing = Number::ZERO;
    let steps = working.steps.iter().filter_map(|step| match step {
        Step::Full => indicator.map(|id| (AdjustmentKind::Full, &nothing, &scheme.indicator(id).points)),
        Step::MeanOfPeers { mean, .. } => {
            // Of a block, this stands in the place of its children.
            mean.as_ref().map(|mean| (AdjustmentKind::Combined(Combine::Mean), &nothing, mean))
        }
        Step::Combined { combine, sum, to, .. } => {
            let kind = if weighted && *combine == Combine::Sum {
                AdjustmentKind::Weighted
            } else {
                AdjustmentKind::Combined(*combine)
            };
            Some((kind, sum, to))
        }
        Step::Absent { absent, from, to, .. } => Some((AdjustmentKind::Absent(*absent), from, to)),
        Step::Kept { from, to } if to < from => Some((AdjustmentKind::Cap, from, to)),
        Step::Kept { from, to } => Some((AdjustmentKind::Floor, from, to)),
        Step::Vetoed { from, to, .. } => Some((AdjustmentKind::Veto, from, to)),
        Step::Shared { from, to, .. } => Some((AdjustmentKind::Shared, from, to)),
        Step::Rounded { places, from, to } => Some((AdjustmentKind::Rounding(*places), from, to)),
        Step::Value(_)
        | Step::ZeroDenominator
        | Step::Proportion { .. }
        | Step::CutOff { .. }
        | Step::ZeroTarget
        | Step::Row { .. }
        | Step::Interpolated { .. }
        | Step::Start(_)
        | Step::Line(_)
        | Step::Sum(_)
        | Step::Assessed { .. }
        | Step::Evidence { .. }
        | Step::NotApplicable { .. } => None,
    });
    steps
        .filter(|(_, from, to)| from != to)
        .map(|(kind, from, to)| Adjustment { indicator, kind, amount: to - from })
        .collect()
}

fn overrulings(id: IndicatorId, working: &Working) -> Vec<Overruling> {
    let overruled = working.steps.iter().filter_map(|step| {
        let (at, veto, from, to) = if let Step::Vetoed { veto, from, to } = step {
            (VetoAt::Indicator(id), *veto, from, to)
        } else if let Step::Evidence { from, to, .. } = step {
            (VetoAt::Evidence(id), 0, from, to)
        } else {
            return None;
        };
        let what = Overruled::Score { from: from.clone(), to: to.clone() };
        (from != to).then_some(Overruling { at, veto, what })
    });
    overruled.collect()
}

/// What an indicator can still come to: its score, or anything from 0 to its points; for a block, what its children
/// can still come to together, when they simply add up.
fn reachable(scheme: &Scheme, id: IndicatorId, outcome: &Outcome, done: &[Node]) -> Interval {
    let indicator = scheme.indicator(id);
    let up_to_points = || Interval::closed(Number::ZERO, indicator.points.clone());
    let within_limits = |range: Interval| match &indicator.most_lost {
        Some(lost) if indicator.vetoes.is_empty() && indicator.evidence.is_none() => {
            range.intersect(&Interval::closed(&indicator.points - lost, indicator.points.clone()))
        }
        Some(_) | None => range,
    };
    match (outcome, &indicator.kind) {
        (Outcome::NotApplicable | Outcome::Elsewhere, _) => Interval::point(Number::ZERO),
        (Outcome::Missing | Outcome::Failed, Kind::Group { children, combine: Combine::Sum, .. }) => {
            let simple = children.iter().all(|child| {
                scheme.indicator(*child).weight.is_none()
                    && !matches!(done[child.0 as usize].outcome, Outcome::NotApplicable)
            });
            if !simple || !indicator.vetoes.is_empty() {
                return within_limits(up_to_points());
            }
            let sum = children.iter().fold(Interval::point(Number::ZERO), |sum, child| {
                sum.plus(&done[child.0 as usize].reachable)
            });
            within_limits(sum)
        }
        (Outcome::Missing | Outcome::Failed, _) => within_limits(up_to_points()),
        (Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score), _) => {
            Interval::point(score.clone())
        }
    }
}

fn outside(row: Row<'_>, item: &Outside) -> Node {
    let mut working = Working::default();
    let outcome = total::outside(row, item, &mut working);
    let limit =
        item.limit.as_ref().and_then(|limit| Reader::new(row, &mut Working::default()).number(limit).ok());
    let reachable = match (outcome.score(), &limit) {
        (Some(score), _) => Interval::point(score.clone()),
        (None, Some(limit)) => Interval::closed(Number::ZERO, limit.clone()),
        (None, None) => Interval::from_zero(),
    };
    Node { outcome, points: limit.unwrap_or(Number::ZERO), reachable, working }
}

/// The total: how the first level became what is published, and what it can still be.
fn whole(row: Row<'_>, made: &mut Assessment) {
    let mut working = Working::default();
    total::base(row, &mut working);
    made.adjustments.extend(adjustments(row.scheme, None, &working));
    made.whole = working;
    if let (Some(base), Some(bonus), Some(penalty)) = (&made.base, &made.bonus, &made.penalty) {
        let sum = &(base + bonus) - penalty;
        let within = total::limited(row, &sum);
        let mut adjust = |kind: AdjustmentKind, amount: Number| {
            if !amount.is_zero() {
                made.adjustments.push(Adjustment { indicator: None, kind, amount });
            }
        };
        adjust(if within < sum { AdjustmentKind::Cap } else { AdjustmentKind::Floor }, &within - &sum);
        let rounded =
            row.scheme.rounding.total.map_or_else(|| within.clone(), |rounding| rounding.apply(&within));
        let places = row.scheme.rounding.total.map_or(0, |rounding| rounding.places);
        adjust(AdjustmentKind::Rounding(places), &rounded - &within);
        match &made.total {
            Some(total) => adjust(AdjustmentKind::Veto, total - &rounded),
            None => made.reachable = Some(undecided(row.scheme, rounded)),
        }
        return;
    }
    made.reachable = Some(still_reachable(row, made));
}

/// What a total can still come to when all that is open is whether a veto of the scheme holds.
fn undecided(scheme: &Scheme, total: Number) -> Interval {
    let lowers = scheme.vetoes.iter().any(|veto| matches!(veto.verdict, Verdict::Score(_)));
    let low = if lowers { total.clone().min(Number::ZERO) } else { total.clone() };
    Interval::closed(low, total)
}

fn still_reachable(row: Row<'_>, made: &Assessment) -> Interval {
    let scheme = row.scheme;
    let roots = scheme.roots.iter().map(|root| &made.nodes[root.0 as usize].reachable);
    let base = roots.fold(Interval::point(Number::ZERO), |sum, root| sum.plus(root));
    let total = scheme.outside.iter().zip(&made.outside).fold(base, |sum, (item, node)| {
        if item.penalty { sum.minus(&node.reachable) } else { sum.plus(&node.reachable) }
    });
    let end = |value: Option<&Number>| match value {
        Some(value) => Bound::Included(total::limited(row, value)),
        None => Bound::Open,
    };
    let limit = |value: &Option<Number>| value.clone().map_or(Bound::Open, Bound::Included);
    let low = if total.low_value().is_some() { end(total.low_value()) } else { limit(&scheme.limits.low) };
    let high =
        if total.high_value().is_some() { end(total.high_value()) } else { limit(&scheme.limits.high) };
    Interval::new(low, high)
}

fn scheme_vetoes(row: Row<'_>, made: &mut Assessment) {
    for (place, veto) in row.scheme.vetoes.iter().enumerate() {
        let mut working = Working::default();
        let early = made.total.is_none() && reads_total(&veto.condition);
        let held = if early { None } else { Reader::new(row, &mut working).decides(&veto.condition).ok() };
        if held == Some(true) {
            made.overruled.extend(scheme_overruling(row.scheme, made, place));
        }
        made.vetoes.push((held, working));
    }
}

fn reads_total(expr: &Expr) -> bool {
    expr.any(&|kind| matches!(kind, ExprKind::Total(_)))
}

fn scheme_overruling(scheme: &Scheme, made: &Assessment, place: usize) -> Option<Overruling> {
    let verdict = &scheme.vetoes[place].verdict;
    let what = match verdict {
        Verdict::Score(_) => {
            let before: Number = made
                .adjustments
                .iter()
                .filter(|adjustment| {
                    adjustment.indicator.is_none() && adjustment.kind == AdjustmentKind::Veto
                })
                .map(|adjustment| &adjustment.amount)
                .sum();
            let to = made.total.clone()?;
            Overruled::Score { from: &to - &before, to }
        }
        Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => {
            let from = made.grade_by_score?;
            Overruled::Grade { from, to: verdict::overruled(scheme, verdict, from)? }
        }
    };
    let changes = match &what {
        Overruled::Score { from, to } => from != to,
        Overruled::Grade { from, to } => from != to,
    };
    changes.then_some(Overruling { at: VetoAt::Scheme, veto: place, what })
}

/// What a quota made of the grade.
fn quota_overruling(row: Row<'_>) -> Option<Overruling> {
    let from = row.results.grades_before_quotas[row.subject]?;
    let to = row.results.grades[row.subject]?;
    let quota = row.scheme.quotas.iter().position(|quota| quota.grade == from)?;
    (from != to).then_some(Overruling { at: VetoAt::Quota, veto: quota, what: Overruled::Grade { from, to } })
}

/// 应用: what follows for one subject, without the rest of its working.
pub fn follows(scheme: &Scheme, data: &Dataset, results: &Results, subject: usize) -> Vec<Follows> {
    consequences(Row { scheme, data, results, subject }).0
}

/// 应用: every row that holds, and those that cannot be decided, as for a subject without a grade.
pub(super) fn consequences(row: Row<'_>) -> (Vec<Follows>, Vec<Idle>) {
    let (mut follow, mut idle) = (Vec::new(), Vec::new());
    for (place, consequence) in row.scheme.consequences.iter().enumerate() {
        let mut working = Working::default();
        let undecided = match alert::decided(row, &consequence.condition, &mut working) {
            Ok(false) => {
                idle.push(Idle { row: place, working });
                continue;
            }
            Ok(true) => None,
            Err(stop) => Some(stop),
        };
        let money = consequence.money.as_ref().filter(|_| undecided.is_none());
        let money = money.and_then(|money| Reader::new(row, &mut working).number(money).ok());
        follow.push(Follows { consequence: place, undecided, money, working });
    }
    (follow, idle)
}

/// What the keys of rankings and the group values read of the subject.
fn among_others(row: Row<'_>) -> Working {
    let mut working = Working::default();
    let keys = row.scheme.rankings.iter().flat_map(|ranking| &ranking.keys).map(|key| &key.value);
    let groups = row.scheme.group_values.iter().flat_map(|value| value.filter.iter().chain(&value.value));
    for expr in keys.chain(groups) {
        // What it gives has been taken up in the results; here only what it reads is wanted.
        let _ = Reader::new(row, &mut working).value(expr, None);
    }
    working
}

/// The formulas that anything read, and those that they read.
fn formulas(row: Row<'_>, made: &Assessment) -> BTreeMap<FormulaId, FormulaWorking> {
    let mut waiting: Vec<FormulaId> = Vec::new();
    let workings = made.nodes.iter().chain(&made.outside).map(|node| &node.working);
    let after = made.consequences.iter().map(|follows| &follows.working);
    let idle = made.idle_consequences.iter().chain(&made.idle_alerts).map(|idle| &idle.working);
    let after = after.chain(made.alerts.iter().map(|alerted| &alerted.working)).chain(idle);
    let after = after.chain([&made.among_others]);
    for working in workings.chain(made.vetoes.iter().map(|(_, working)| working)).chain(after) {
        waiting.extend(formulas_in(working));
    }
    let mut seen: BTreeSet<FormulaId> = BTreeSet::new();
    let mut found = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let mut working = Working::default();
        let reading = formula::read(row, row.scheme.formula(id), &mut working);
        waiting.extend(formulas_in(&working));
        found.insert(id, FormulaWorking { reading, working });
    }
    found
}

fn formulas_in(working: &Working) -> impl Iterator<Item = FormulaId> {
    working.reads.iter().filter_map(|read| match read.quantity {
        Quantity::Formula(id) => Some(id),
        Quantity::Input(_)
        | Quantity::Group(_)
        | Quantity::Score(..)
        | Quantity::Total(_)
        | Quantity::OfLayer(..)
        | Quantity::Grade => None,
    })
}
