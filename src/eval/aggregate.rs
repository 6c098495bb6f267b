//! Figures of a list of records.

use super::expr::{Reader, number, yes_no};
use super::record::Recorder;
use super::{Stop, Value};
use crate::number::Number;
use crate::plan::{Aggregate, Expr, ExprKind, ListId};

impl<R: Recorder> Reader<'_, R> {
    pub(super) fn aggregate(&mut self, expr: &Expr) -> Result<Value, Stop> {
        let ExprKind::Aggregate { function, list, value, filter, trim } = &expr.kind else {
            return Err(Stop::Fault);
        };
        let figure = match function {
            Aggregate::Count => self.chosen(*list, filter.as_deref()).map(|records| count(records.len())),
            Aggregate::LongestRun => self.longest_run(*list, filter.as_deref()),
            Aggregate::Sum => Ok(self.values(*list, value.as_deref(), filter.as_deref())?.iter().sum()),
            Aggregate::Mean => mean(self.values(*list, value.as_deref(), filter.as_deref())?, *trim),
            Aggregate::Highest => {
                self.values(*list, value.as_deref(), filter.as_deref())?.into_iter().max().ok_or(Stop::Zero)
            }
            Aggregate::Lowest => {
                self.values(*list, value.as_deref(), filter.as_deref())?.into_iter().min().ok_or(Stop::Zero)
            }
        };
        let figure = Value::Number(figure?);
        self.recorder.figure(expr.span, || figure.clone());
        Ok(figure)
    }

    /// Records of another scheme that were never handed over ([`super::feed`]) are not the same as none.
    fn fed(&self, list: ListId) -> Result<(), Stop> {
        let waits = self.row.scheme.list(list).from.is_some();
        let received = self.row.data.lists.get(list.0 as usize).is_some_and(|list| !list.file.is_empty());
        if waits && !received { Err(Stop::MissingField) } else { Ok(()) }
    }

    /// The records for which the filter holds; one to which it does not apply is left out.
    fn chosen(&mut self, list: ListId, filter: Option<&Expr>) -> Result<Vec<usize>, Stop> {
        self.fed(list)?;
        let mut chosen = Vec::new();
        for record in self.row.data.records(list, self.row.subject) {
            if self.record_holds(list, record, filter)? {
                chosen.push(record);
            }
        }
        Ok(chosen)
    }

    fn record_holds(&mut self, list: ListId, record: usize, filter: Option<&Expr>) -> Result<bool, Stop> {
        let Some(filter) = filter else { return Ok(true) };
        match self.value(filter, Some((list, record))) {
            Ok(value) => yes_no(value),
            Err(Stop::NotApplicable) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    /// The values of the chosen records; one that does not apply is left out.
    fn values(
        &mut self,
        list: ListId,
        value: Option<&Expr>,
        filter: Option<&Expr>,
    ) -> Result<Vec<Number>, Stop> {
        let Some(value) = value else { return Err(Stop::Fault) };
        let mut values = Vec::new();
        for record in self.chosen(list, filter)? {
            match self.value(value, Some((list, record))) {
                Ok(value) => values.push(number(value)?),
                Err(Stop::NotApplicable) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(values)
    }

    fn longest_run(&mut self, list: ListId, filter: Option<&Expr>) -> Result<Number, Stop> {
        self.fed(list)?;
        let (mut run, mut longest) = (0, 0);
        for record in self.row.data.records(list, self.row.subject) {
            run = if self.record_holds(list, record, filter)? { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        Ok(count(longest))
    }
}

/// The mean after dropping the highest and lowest; of nothing, a zero denominator.
fn mean(mut values: Vec<Number>, (high, low): (u32, u32)) -> Result<Number, Stop> {
    let (high, low) = (high as usize, low as usize);
    if values.len() <= high + low {
        return Err(Stop::Zero);
    }
    values.sort();
    let kept = &values[low..values.len() - high];
    kept.iter().sum::<Number>().over(&count(kept.len())).ok_or(Stop::Zero)
}

fn count(records: usize) -> Number {
    Number::whole(i64::try_from(records).unwrap_or(i64::MAX))
}
