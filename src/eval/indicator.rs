//! One indicator of one subject: whether it concerns the subject, what it comes to, what its vetoes make of that.
//! What it gives is not yet shared or rounded: its parent settles that, since it depends on the siblings.

use super::expr::{Reader, Row};
use super::record::Recorder;
use super::{Outcome, Step, Stop, Value};
use super::{combine, evidence};
use crate::number::Number;
use crate::plan::{Guard, Indicator, IndicatorId, Instead, Kind, OnZero, Scope};

pub(super) fn outcome(row: Row<'_>, id: IndicatorId, recorder: &mut impl Recorder) -> Outcome {
    let indicator = row.scheme.indicator(id);
    match belongs(row, indicator) {
        Ok(true) => {}
        Ok(false) => return Outcome::Elsewhere,
        Err(stop) => return Outcome::stopped(stop, &indicator.points),
    }
    let mut reader = Reader::new(row, recorder);
    match applies(&mut reader, id) {
        Ok(None) => {}
        Ok(Some(instead)) => return instead,
        Err(stop) => return Outcome::stopped(stop, &indicator.points),
    }
    let scored = match &indicator.kind {
        Kind::Group { .. } => combine::group(row, indicator, reader.recorder),
        Kind::Leaf { .. } => leaf(&mut reader, indicator),
    };
    match evidence::evidenced(&mut reader, indicator.evidence.as_ref(), scored) {
        Ok(scored) => vetoed(&mut reader, indicator, scored),
        Err(stop) => Outcome::stopped(stop, &indicator.points),
    }
}

/// Whether a 不适用 clause of the indicator holds; then what is inside it does not concern the subject either.
pub(super) fn waived(row: Row<'_>, id: IndicatorId) -> bool {
    let indicator = row.scheme.indicator(id);
    let mut silent = super::record::Silent;
    matches!(belongs(row, indicator), Ok(true))
        && matches!(applies(&mut Reader::new(row, &mut silent), id), Ok(Some(_)))
}

/// Whether the indicator, and every block around it, stands in the subject's branch.
fn belongs(row: Row<'_>, indicator: &Indicator) -> Result<bool, Stop> {
    let mut at = Some(indicator);
    while let Some(indicator) = at {
        for guard in &indicator.guards {
            if !is_branch(row, guard)? {
                return Ok(false);
            }
        }
        at = indicator.parent.map(|parent| row.scheme.indicator(parent));
    }
    Ok(true)
}

fn is_branch(row: Row<'_>, guard: &Guard) -> Result<bool, Stop> {
    let mut silent = super::record::Silent;
    match Reader::new(row, &mut silent).input(guard.input)? {
        Value::Choice(choice) => Ok(guard.choices.contains(&choice)),
        Value::Number(_) | Value::YesNo(_) | Value::Date(_) | Value::Text(_) => Err(Stop::Fault),
    }
}

/// 不适用 若 …: the first clause that holds; one whose condition does not apply does not hold.
pub(super) fn applies(
    reader: &mut Reader<'_, impl Recorder>,
    id: IndicatorId,
) -> Result<Option<Outcome>, Stop> {
    let indicator = reader.row.scheme.indicator(id);
    for (clause, not_applicable) in indicator.not_applicable.iter().enumerate() {
        if !reader.decides(&not_applicable.condition)? {
            continue;
        }
        reader.recorder.step(|| Step::NotApplicable { clause });
        return Ok(Some(match not_applicable.instead {
            Instead::Nothing => Outcome::NotApplicable,
            Instead::Full => {
                reader.recorder.step(|| Step::Full);
                Outcome::Scored(indicator.points.clone())
            }
            Instead::Mean(scope) => mean_of_peers(reader, (id, clause), scope),
        }));
    }
    Ok(None)
}

/// 取均值: known once the column of the indicator is; a subject without a group has nobody to be compared with yet.
fn mean_of_peers(
    reader: &mut Reader<'_, impl Recorder>,
    (id, clause): (IndicatorId, usize),
    scope: Scope,
) -> Outcome {
    let Some(group) = reader.row.data.group(scope, reader.row.subject) else {
        return Outcome::Missing;
    };
    let peers = reader.row.results.peers.get(&(id, clause, group)).cloned().unwrap_or_default();
    let mean = peers.sum.over(&Number::whole(peers.count));
    reader.recorder.step(|| Step::MeanOfPeers { peers, mean: mean.clone() });
    mean.map_or(Outcome::Failed, Outcome::Scored)
}

fn leaf(reader: &mut Reader<'_, impl Recorder>, indicator: &Indicator) -> Outcome {
    let Kind::Leaf { method, on_zero } = &indicator.kind else { return Outcome::Failed };
    let points = &indicator.points;
    match reader.method(method, points) {
        Ok(scored) => {
            let most = scored.most.unwrap_or_else(|| points.clone());
            let least = indicator.most_lost.as_ref().map_or(Number::ZERO, |lost| points - lost);
            let kept = scored.points.clone().max(least).min(most);
            if kept != scored.points {
                reader.recorder.step(|| Step::Kept { from: scored.points, to: kept.clone() });
            }
            scored_as(reader, kept)
        }
        Err(Stop::Zero) => {
            reader.recorder.step(|| Step::ZeroDenominator);
            match on_zero {
                OnZero::NotApplicable => Outcome::NotApplicable,
                OnZero::Full => {
                    reader.recorder.step(|| Step::Full);
                    scored_as(reader, points.clone())
                }
                OnZero::Value(value) => match reader.number(value) {
                    Ok(value) => scored_as(reader, value),
                    Err(stop) => Outcome::stopped(stop, points),
                },
                OnZero::Impossible | OnZero::Fault => Outcome::Failed,
            }
        }
        Err(stop) => {
            if matches!(stop, Stop::Excused(_)) {
                reader.recorder.step(|| Step::Full);
            }
            Outcome::stopped(stop, points)
        }
    }
}

/// A score, with what went into it.
pub(super) fn scored_as(reader: &Reader<'_, impl Recorder>, score: Number) -> Outcome {
    if reader.excused {
        Outcome::Excused(score)
    } else if reader.presumed {
        Outcome::Presumed(score)
    } else {
        Outcome::Scored(score)
    }
}

/// 否决: run after scoring, all of them, the strictest winning. Nothing is overruled where there is no score.
fn vetoed(reader: &mut Reader<'_, impl Recorder>, indicator: &Indicator, outcome: Outcome) -> Outcome {
    let Some(score) = outcome.score() else { return outcome };
    let mut strictest = score.clone();
    for (place, veto) in indicator.vetoes.iter().enumerate() {
        match reader.limit(veto) {
            Ok(None) => {}
            Ok(Some(limit)) => {
                let to = strictest.clone().min(limit);
                reader.recorder.step(|| Step::Vetoed {
                    veto: place,
                    from: strictest.clone(),
                    to: to.clone(),
                });
                strictest = to;
            }
            Err(stop) => return Outcome::stopped(stop, &indicator.points),
        }
    }
    outcome.with(strictest)
}
