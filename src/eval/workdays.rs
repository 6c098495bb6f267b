//! 工作日差 and 工作日后: counted on the calendar of the data.

use super::expr::{Reader, Record, number};
use super::record::Recorder;
use super::{Stop, Value};
use crate::data::UnknownYear;
use crate::number::Number;
use crate::plan::{Expr, Function};

impl<R: Recorder> Reader<'_, R> {
    /// The working days between two dates; what comes out is noted, since the calendar is not seen in the expression.
    pub(super) fn workdays(
        &mut self,
        expr: &Expr,
        (function, arguments): (Function, &[Expr]),
        record: Record,
    ) -> Result<Value, Stop> {
        let [first, second] = arguments else { return Err(Stop::Fault) };
        let from = date(self.value(first, record)?)?;
        let second = self.value(second, record)?;
        let calendar = &self.row.data.calendar;
        let counted = if function == Function::WorkdaysBetween {
            let to = date(second)?;
            calendar.between(from, to).map(|days| (to, Value::Number(Number::whole(days))))
        } else {
            // More working days than 64 bits hold run out of the calendar all the same.
            let count = number(second)?.floor();
            let least = if count.is_negative() { i64::MIN + 1 } else { i64::MAX };
            calendar.after(from, count.to_i64().unwrap_or(least)).map(|day| (day, Value::Date(day)))
        };
        match counted {
            Ok((to, value)) => {
                self.recorder.counted(from, to);
                self.recorder.figure(expr.span, || value.clone());
                Ok(value)
            }
            Err(UnknownYear(year)) => {
                self.recorder.unknown_year(year);
                Err(Stop::NoCalendar(year))
            }
        }
    }
}

fn date(value: Value) -> Result<i32, Stop> {
    match value {
        Value::Date(day) => Ok(day),
        Value::Number(_) | Value::YesNo(_) | Value::Choice(_) | Value::Text(_) => Err(Stop::Fault),
    }
}
