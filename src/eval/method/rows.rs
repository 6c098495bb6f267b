//! 分档: the row that holds.

use crate::eval::expr::Reader;
use crate::eval::record::Recorder;
use crate::eval::{Step, Stop, Value};
use crate::number::Number;
use crate::plan::{Band, Cell, Choice, Condition, End, Expr};

impl<R: Recorder> Reader<'_, R> {
    pub(super) fn bands(&mut self, value: &Expr, rows: &[Band]) -> Result<Number, Stop> {
        let x = self.number(value)?;
        let mut found = None;
        for (place, row) in rows.iter().enumerate() {
            let otherwise = matches!((&row.low, &row.high), (End::Open, End::Open));
            if otherwise {
                found = found.or(Some(place));
            } else if self.inside(&x, row)? {
                found = Some(place);
                break;
            }
        }
        self.row(found, Some(Value::Number(x)), |place| &rows[place].cell)
    }

    fn inside(&mut self, x: &Number, row: &Band) -> Result<bool, Stop> {
        let low = match &row.low {
            End::Open => true,
            End::At { value, included } => {
                let low = self.number(value)?;
                self.recorder.compared(value.span, || x.cmp(&low));
                *x > low || *included && *x == low
            }
        };
        let high = match &row.high {
            End::Open => true,
            End::At { value, included } => {
                let high = self.number(value)?;
                self.recorder.compared(value.span, || x.cmp(&high));
                *x < high || *included && *x == high
            }
        };
        Ok(low && high)
    }

    pub(super) fn choices(&mut self, value: &Expr, rows: &[Choice]) -> Result<Number, Stop> {
        let value = self.value(value, None)?;
        let Value::Choice(choice) = &value else { return Err(Stop::Fault) };
        let own = rows.iter().position(|row| row.choices.contains(choice));
        let found = own.or_else(|| rows.iter().position(|row| row.choices.is_empty()));
        self.row(found, Some(value), |place| &rows[place].cell)
    }

    pub(super) fn conditions(&mut self, rows: &[Condition]) -> Result<Number, Stop> {
        let mut found = None;
        for (place, row) in rows.iter().enumerate() {
            let holds = match &row.condition {
                Some(condition) => self.holds(condition)?,
                None => true,
            };
            if holds {
                found = Some(place);
                break;
            }
        }
        self.row(found, None, |place| &rows[place].cell)
    }

    /// What the row gives. A checked plan has a row for every case.
    fn row<'c>(
        &mut self,
        found: Option<usize>,
        value: Option<Value>,
        cell: impl Fn(usize) -> &'c Cell,
    ) -> Result<Number, Stop> {
        let row = found.ok_or(Stop::Fault)?;
        let points = cell(row).points().map(|points| self.number(points)).transpose()?;
        self.recorder.step(|| Step::Row { value, row, score: points.clone() });
        points.ok_or(Stop::NotApplicable)
    }
}
