//! Figures of a list of records.

use std::collections::{BTreeMap, BTreeSet};

use super::expr::{Reader, number, yes_no};
use super::record::Recorder;
use super::{Stop, Value};
use crate::number::Number;
use crate::plan::{Aggregate, Expr, ExprKind, FieldId, ListId};
use crate::source::Span;

/// Of which records a figure is.
#[derive(Clone, Copy)]
struct Of<'e> {
    list: ListId,
    value: Option<&'e Expr>,
    filter: Option<&'e Expr>,
    matter: Option<FieldId>,
}

/// What a record is about.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Matter {
    Choice(u32),
    Text(Box<str>),
}

impl<R: Recorder> Reader<'_, R> {
    pub(super) fn aggregate(&mut self, expr: &Expr) -> Result<Value, Stop> {
        let ExprKind::Aggregate { function, list, value, filter, trim, matter } = &expr.kind else {
            return Err(Stop::Fault);
        };
        let of = Of { list: *list, value: value.as_deref(), filter: filter.as_deref(), matter: *matter };
        let figure = match function {
            Aggregate::Count => self.matters(of, expr.span).map(count),
            Aggregate::LongestRun => self.longest_run(of.list, of.filter),
            Aggregate::Sum => Ok(self.values(of, expr.span)?.iter().sum()),
            Aggregate::Mean => mean(self.values(of, expr.span)?, *trim),
            Aggregate::Highest => self.values(of, expr.span)?.into_iter().max().ok_or(Stop::Zero),
            Aggregate::Lowest => self.values(of, expr.span)?.into_iter().min().ok_or(Stop::Zero),
        };
        let figure = Value::Number(figure?);
        self.recorder.figure(expr.span, || figure.clone());
        Ok(figure)
    }

    /// How many records are chosen; of those of one matter, one counts.
    fn matters(&mut self, of: Of<'_>, span: Span) -> Result<usize, Stop> {
        let chosen = self.chosen(of.list, of.filter)?;
        let mut seen = BTreeSet::new();
        let mut counted = 0;
        for record in &chosen {
            let matter = self.matter(of, *record)?;
            counted += usize::from(matter.is_none_or(|matter| seen.insert(matter)));
        }
        self.same_matter(of, span, chosen.len() - counted);
        Ok(counted)
    }

    /// What a record is about; none without 同一, and for a record whose matter does not apply: it is about nothing
    /// that another could repeat.
    fn matter(&mut self, of: Of<'_>, record: usize) -> Result<Option<Matter>, Stop> {
        let Some(field) = of.matter else { return Ok(None) };
        match self.field(field, Some((of.list, record))) {
            Ok(Value::Choice(at)) => Ok(Some(Matter::Choice(at))),
            Ok(Value::Text(text)) => Ok(Some(Matter::Text(text))),
            Ok(Value::Number(_) | Value::YesNo(_) | Value::Date(_)) => Err(Stop::Fault),
            Err(Stop::NotApplicable) => Ok(None),
            Err(stop) => Err(stop),
        }
    }

    fn same_matter(&mut self, of: Of<'_>, span: Span, left_out: usize) {
        if of.matter.is_some() {
            self.recorder.left_out(span, left_out);
        }
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
            Ok(value) => {
                let holds = yes_no(value)?;
                self.recorder.judged(filter.span, holds);
                Ok(holds)
            }
            Err(Stop::NotApplicable) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    /// The values of the chosen records; one that does not apply is left out, and of those of one matter all but the
    /// highest.
    fn values(&mut self, of: Of<'_>, span: Span) -> Result<Vec<Number>, Stop> {
        let Some(value) = of.value else { return Err(Stop::Fault) };
        let mut values: Vec<Number> = Vec::new();
        let mut places: BTreeMap<Matter, usize> = BTreeMap::new();
        let mut left_out = 0;
        for record in self.chosen(of.list, of.filter)? {
            let value = match self.value(value, Some((of.list, record))) {
                Ok(value) => number(value)?,
                Err(Stop::NotApplicable) => continue,
                Err(stop) => return Err(stop),
            };
            let matter = self.matter(of, record)?;
            let earlier = matter.as_ref().and_then(|matter| places.get(matter)).copied();
            if let Some(earlier) = earlier.and_then(|place| values.get_mut(place)) {
                left_out += 1;
                *earlier = earlier.clone().max(value);
                continue;
            }
            places.extend(matter.map(|matter| (matter, values.len())));
            values.push(value);
        }
        self.same_matter(of, span, left_out);
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
