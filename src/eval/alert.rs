//! 警示: what is told beside the scores. A row that cannot be decided for want of data is told as such.

use super::expr::Reader;
use super::row::Row;
use super::{Outcome, Quantity, Results, Stop, Value, Working};
use crate::data::Dataset;
use crate::plan::{Alert, Expr, Scheme};

/// A row of 警示 that is told of a subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Alerted {
    /// Its place among the alerts of the scheme.
    pub alert: usize,
    /// Why it cannot be decided; none where it is raised.
    pub undecided: Option<Stop>,
    /// How it came about.
    pub working: Working,
}

/// A row of 警示 or 应用 that is not told of a subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Idle {
    /// Its place among the alerts, or the consequences, of the scheme.
    pub row: usize,
    /// How that came about.
    pub working: Working,
}

/// The alerts of one subject, the gravest level first. A row that does not hold, or reads what does not apply, is not
/// among them.
pub fn alerts(scheme: &Scheme, data: &Dataset, results: &Results, subject: usize) -> Vec<Alerted> {
    of_row(Row { scheme, data, results, subject }).0
}

/// The alerts that are told, and those that are not.
pub(super) fn of_row(row: Row<'_>) -> (Vec<Alerted>, Vec<Idle>) {
    let (mut told, mut idle) = (Vec::new(), Vec::new());
    for (at, alert) in row.scheme.alerts.iter().enumerate() {
        let mut working = Working::default();
        match holds(row, alert, &mut working) {
            Ok(false) => idle.push(Idle { row: at, working }),
            Ok(true) => told.push(Alerted { alert: at, undecided: None, working }),
            Err(stop) => told.push(Alerted { alert: at, undecided: Some(stop), working }),
        }
    }
    (told, idle)
}

fn holds(row: Row<'_>, alert: &Alert, working: &mut Working) -> Result<bool, Stop> {
    if !concerns(row, alert, working)? {
        return Ok(false);
    }
    decided(row, &alert.condition, working)
}

/// Whether a condition about the results holds; one about what does not apply does not. Not known for want of data, or
/// of a total.
pub(super) fn decided(row: Row<'_>, condition: &Expr, working: &mut Working) -> Result<bool, Stop> {
    match Reader::new(row, working).holds(condition) {
        // Without a total there is no grade: that is a gap in the data, not something that does not apply.
        Err(Stop::NotApplicable) if no_grade(working) => Err(Stop::NotApplicable),
        Err(Stop::NotApplicable | Stop::NoLayer | Stop::Excused(_)) => Ok(false),
        other => other,
    }
}

/// Whether the block and the branch that it is written in are the subject's.
fn concerns(row: Row<'_>, alert: &Alert, working: &mut Working) -> Result<bool, Stop> {
    let outcome = alert.block.and_then(|block| row.results.scores.get(block.0 as usize)?.get(row.subject));
    if matches!(outcome, Some(Outcome::NotApplicable | Outcome::Elsewhere)) {
        return Ok(false);
    }
    for guard in &alert.guards {
        let choice = Reader::new(row, working).input(guard.input)?;
        if !matches!(choice, Value::Choice(choice) if guard.choices.contains(&choice)) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn no_grade(working: &Working) -> bool {
    working.reads.iter().any(|read| read.quantity == Quantity::Grade && read.reading.value.is_err())
}
