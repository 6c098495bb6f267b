//! Expressions of one subject, exactly. A value that is not there stops the evaluation with its reason, except where the
//! rest decides alone: 否 且 (未知) is 否.

use std::cmp::Ordering;

use super::record::Recorder;
use super::row::Row;
use super::{Outcome, Quantity, Reading, Stop, Value, settle};
use crate::data::{Cell, Dataset};
use crate::number::Number;
use crate::plan::{
    Arithmetic, Comparison, Constant, Expr, ExprKind, FieldId, FormulaId, Function, GroupValueId,
    IndicatorId, InputId, ListId, OnExcused, OnMissing, Part, Stage, Verdict, Veto,
};

/// Evaluates expressions of one row, noting what went into them.
pub(super) struct Reader<'a, R> {
    pub(super) row: Row<'a>,
    pub(super) recorder: &'a mut R,
    /// Whether a value given by 缺报 视为 went in.
    pub(super) presumed: bool,
    /// Whether an excused cell went in.
    pub(super) excused: bool,
}

/// The record at hand inside a figure of a list.
pub(super) type Record = Option<(ListId, usize)>;

impl<'a, R: Recorder> Reader<'a, R> {
    pub(super) fn new(row: Row<'a>, recorder: &'a mut R) -> Reader<'a, R> {
        Reader { row, recorder, presumed: false, excused: false }
    }

    /// A number; what is not one cannot come from a checked plan and counts as a fault.
    pub(super) fn number(&mut self, expr: &Expr) -> Result<Number, Stop> {
        number(self.value(expr, None)?)
    }

    /// A condition.
    pub(super) fn holds(&mut self, expr: &Expr) -> Result<bool, Stop> {
        let holds = yes_no(self.value(expr, None)?)?;
        self.recorder.judged(expr.span, holds);
        Ok(holds)
    }

    /// A condition that decides something on its own, as in a veto: what does not apply, or is excused, does not hold.
    pub(super) fn decides(&mut self, expr: &Expr) -> Result<bool, Stop> {
        match self.holds(expr) {
            Err(Stop::NotApplicable | Stop::NoLayer | Stop::Excused(_)) => Ok(false),
            Err(_) if self.lacks_layer(expr) => Ok(false),
            other => other,
        }
    }

    /// What a veto limits a score to; none where it does not hold, or rules on the grade instead.
    pub(super) fn limit(&mut self, veto: &Veto) -> Result<Option<Number>, Stop> {
        let Verdict::Score(amount) = &veto.verdict else { return Ok(None) };
        if self.decides(&veto.condition)? { self.number(amount).map(Some) } else { Ok(None) }
    }

    /// Any value.
    pub(super) fn value(&mut self, expr: &Expr, record: Record) -> Result<Value, Stop> {
        match &expr.kind {
            ExprKind::Number(number, _) => Ok(Value::Number(number.clone())),
            ExprKind::YesNo(value) => Ok(Value::YesNo(*value)),
            ExprKind::Choice(place) => Ok(Value::Choice(*place)),
            ExprKind::Date(day) => Ok(Value::Date(*day)),
            ExprKind::Text(text) => Ok(Value::Text(text.as_str().into())),
            ExprKind::Input(id) => self.input(*id),
            ExprKind::Formula(id) => self.formula(*id),
            ExprKind::Group(id) => self.group_value(*id),
            ExprKind::Field(field) => self.field(*field, record),
            ExprKind::Score(id, part) => self.score(*id, *part),
            ExprKind::Total(stage) => self.total(*stage),
            ExprKind::OfLayer(layer, figure) => self.of_layer(*layer, *figure),
            ExprKind::Grade => self.grade(),
            ExprKind::Negate(inner) => {
                number(self.value(inner, record)?).map(|number| Value::Number(-&number))
            }
            ExprKind::Not(inner) => yes_no(self.value(inner, record)?).map(|value| Value::YesNo(!value)),
            ExprKind::Arithmetic(operator, left, right) => {
                let left = self.value(left, record)?;
                let right = self.value(right, record)?;
                calculated(*operator, left, right)
            }
            ExprKind::Compare(comparison, left, right) => {
                let left = self.value(left, record)?;
                let right = self.value(right, record)?;
                let order = ordered(&left, &right)?;
                if matches!(left, Value::Number(_) | Value::Date(_)) {
                    self.recorder.compared(expr.span, || order);
                }
                Ok(Value::YesNo(met(*comparison, order)))
            }
            ExprKind::And(left, right) => self.connective((expr, left, right), record, false),
            ExprKind::Or(left, right) => self.connective((expr, left, right), record, true),
            ExprKind::If(condition, then, otherwise) => {
                let holds = yes_no(self.value(condition, record)?)?;
                self.recorder.figure(condition.span, || Value::YesNo(holds));
                self.recorder.judged(condition.span, holds);
                let branch = if holds { then } else { otherwise };
                self.value(branch, record)
            }
            ExprKind::Call(function @ (Function::WorkdaysBetween | Function::WorkdaysAfter), arguments) => {
                self.workdays(expr, (*function, arguments), record)
            }
            ExprKind::Call(function, arguments) => {
                let values: Result<Vec<Number>, Stop> =
                    arguments.iter().map(|argument| number(self.value(argument, record)?)).collect();
                called(*function, values?).map(Value::Number)
            }
            ExprKind::Aggregate { .. } => self.aggregate(expr),
        }
    }

    /// 且 is decided by one 否, 或 by one 是, whatever the other side is; otherwise a missing side leaves it open.
    fn connective(
        &mut self,
        (whole, left, right): (&Expr, &Expr, &Expr),
        record: Record,
        decisive: bool,
    ) -> Result<Value, Stop> {
        let mut side = |side: &Expr| {
            let holds = self.value(side, record).and_then(yes_no);
            // The choices of a row of a table stand where the row stands: they are no parts of their own.
            if let (Ok(holds), true) = (&holds, side.span != whole.span) {
                self.recorder.judged(side.span, *holds);
            }
            holds
        };
        let left = side(left);
        if left == Ok(decisive) {
            return Ok(Value::YesNo(decisive));
        }
        let right = side(right);
        if right == Ok(decisive) {
            return Ok(Value::YesNo(decisive));
        }
        left?;
        right?;
        Ok(Value::YesNo(!decisive))
    }

    pub(super) fn input(&mut self, id: InputId) -> Result<Value, Stop> {
        self.cell((id, self.row.data.cell(id, self.row.subject)), Quantity::Input(id))
    }

    /// What a cell of an input comes to.
    pub(super) fn cell(&mut self, (id, cell): (InputId, &Cell), quantity: Quantity) -> Result<Value, Stop> {
        let input = self.row.scheme.input(id);
        let (value, presumed, excused) = match cell {
            Cell::Missing => match &input.missing {
                OnMissing::Report => (Err(Stop::Missing(id)), false, false),
                OnMissing::Value(constant) => (Ok(constant_value(constant)), true, false),
                OnMissing::NotApplicable => (Err(Stop::NotApplicable), false, false),
            },
            Cell::NotApplicable => (Err(Stop::NotApplicable), false, false),
            Cell::Excused(_) => match &input.excused {
                Some(OnExcused::Full) => (Err(Stop::Excused(id)), false, true),
                Some(OnExcused::Value(constant)) => (Ok(constant_value(constant)), false, true),
                Some(OnExcused::NotApplicable) => (Err(Stop::NotApplicable), false, true),
                None => (Err(Stop::Missing(id)), false, false),
            },
            cell @ (Cell::Number(_) | Cell::YesNo(_) | Cell::Choice(_) | Cell::Date(_) | Cell::Text(_)) => {
                (cell_value(cell, self.row.data).ok_or(Stop::Missing(id)), false, false)
            }
        };
        self.presumed |= presumed;
        self.excused |= excused;
        self.recorder.read(quantity, || Reading { value: value.clone(), presumed, excused });
        value
    }

    fn formula(&mut self, id: FormulaId) -> Result<Value, Stop> {
        let reading = &self.row.results.formulas[id.0 as usize][self.row.subject];
        self.presumed |= reading.presumed;
        self.excused |= reading.excused;
        self.recorder.read(Quantity::Formula(id), || reading.clone());
        reading.value.clone()
    }

    fn group_value(&mut self, id: GroupValueId) -> Result<Value, Stop> {
        let reading = &self.row.results.groups[id.0 as usize][self.row.subject];
        self.recorder.read(Quantity::Group(id), || reading.clone());
        reading.value.clone()
    }

    pub(super) fn field(&mut self, field: FieldId, record: Record) -> Result<Value, Stop> {
        let Some((list, at)) = record else { return Err(Stop::MissingField) };
        let cell = self.row.data.field(list, field, at);
        self.recorder.field((list, field), cell);
        match cell {
            Cell::Excused(_) => Err(Stop::MissingField),
            Cell::Missing => match &self.row.scheme.field(list, field).missing {
                OnMissing::Report => Err(Stop::MissingField),
                OnMissing::Value(constant) => {
                    self.presumed = true;
                    Ok(constant_value(constant))
                }
                OnMissing::NotApplicable => Err(Stop::NotApplicable),
            },
            Cell::NotApplicable => Err(Stop::NotApplicable),
            cell @ (Cell::Number(_) | Cell::YesNo(_) | Cell::Choice(_) | Cell::Date(_) | Cell::Text(_)) => {
                cell_value(cell, self.row.data).ok_or(Stop::MissingField)
            }
        }
    }

    fn score(&mut self, id: IndicatorId, part: Part) -> Result<Value, Stop> {
        let outcome = &self.row.results.scores[id.0 as usize][self.row.subject];
        let value = part_of(outcome, part, &settle::points(self.row, id))
            .unwrap_or(Err(Stop::MissingScore(id)))
            .map(Value::Number);
        self.recorder.read(Quantity::Score(id, part), || Reading {
            value: value.clone(),
            presumed: false,
            excused: false,
        });
        value
    }

    fn grade(&mut self) -> Result<Value, Stop> {
        let grade = self.row.results.grades.get(self.row.subject).copied().flatten();
        let value = grade.map(|grade| Value::Choice(grade.0)).ok_or(Stop::NotApplicable);
        self.recorder.read(Quantity::Grade, || Reading {
            value: value.clone(),
            presumed: false,
            excused: false,
        });
        value
    }

    fn total(&mut self, stage: Stage) -> Result<Value, Stop> {
        let results = self.row.results;
        let column = match stage {
            Stage::Base => &results.base,
            Stage::Bonus => &results.bonus,
            Stage::Penalty => &results.penalty,
            Stage::Unrounded => &results.unrounded,
            Stage::Total => &results.total,
        };
        let value = column.get(self.row.subject).cloned().flatten().map(Value::Number).ok_or(Stop::Fault);
        self.recorder.read(Quantity::Total(stage), || Reading {
            value: value.clone(),
            presumed: false,
            excused: false,
        });
        value
    }
}

/// A figure of an indicator by its outcome; none where something is missing.
pub(super) fn part_of(outcome: &Outcome, part: Part, points: &Number) -> Option<Result<Number, Stop>> {
    Some(match outcome {
        Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score) => match part {
            Part::Score => Ok(score.clone()),
            Part::Lost => Ok(points - score),
            Part::Rate => score.over(points).ok_or(Stop::Fault),
        },
        Outcome::Missing => return None,
        Outcome::NotApplicable | Outcome::Elsewhere => Err(Stop::NotApplicable),
        Outcome::Failed => Err(Stop::Fault),
    })
}

/// The cell of data as a value; none for a state that is not one.
fn cell_value(cell: &Cell, data: &Dataset) -> Option<Value> {
    match cell {
        Cell::Number(number) => Some(Value::Number(number.clone())),
        Cell::YesNo(value) => Some(Value::YesNo(*value)),
        Cell::Choice(place) => Some(Value::Choice(*place)),
        Cell::Date(day) => Some(Value::Date(*day)),
        Cell::Text(text) => Some(Value::Text(data.text(*text).into())),
        Cell::Missing | Cell::NotApplicable | Cell::Excused(_) => None,
    }
}

fn constant_value(constant: &Constant) -> Value {
    match constant {
        Constant::Number(number) => Value::Number(number.clone()),
        Constant::YesNo(value) => Value::YesNo(*value),
        Constant::Choice(place) => Value::Choice(*place),
    }
}

pub(super) fn number(value: Value) -> Result<Number, Stop> {
    match value {
        Value::Number(number) => Ok(number),
        Value::YesNo(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_) => Err(Stop::Fault),
    }
}

pub(super) fn yes_no(value: Value) -> Result<bool, Stop> {
    match value {
        Value::YesNo(value) => Ok(value),
        Value::Number(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_) => Err(Stop::Fault),
    }
}

/// Days between two dates, a date so many days on, or numbers. A part of a day does not reach the next date.
fn calculated(operator: Arithmetic, left: Value, right: Value) -> Result<Value, Stop> {
    if let (Value::Date(from), Value::Date(to), Arithmetic::Subtract) = (&right, &left, operator) {
        return Ok(Value::Number(Number::whole(i64::from(*to) - i64::from(*from))));
    }
    let (date, days) = match (left, right) {
        (Value::Date(date), days) => (date, number(days)?),
        (days, Value::Date(date)) => (date, number(days)?),
        (left, right) => return arithmetic(operator, &number(left)?, &number(right)?).map(Value::Number),
    };
    let date = Number::whole(i64::from(date));
    let moved = arithmetic(operator, &date, &days)?.floor();
    let day = moved.to_i64().and_then(|day| i32::try_from(day).ok());
    day.map(Value::Date).ok_or(Stop::Fault)
}

fn arithmetic(operator: Arithmetic, left: &Number, right: &Number) -> Result<Number, Stop> {
    match operator {
        Arithmetic::Add => Ok(left + right),
        Arithmetic::Subtract => Ok(left - right),
        Arithmetic::Multiply => Ok(left * right),
        Arithmetic::Divide => left.over(right).ok_or(Stop::Zero),
    }
}

fn ordered(left: &Value, right: &Value) -> Result<Ordering, Stop> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Ok(left.cmp(right)),
        (Value::YesNo(left), Value::YesNo(right)) => Ok(left.cmp(right)),
        (Value::Choice(left), Value::Choice(right)) => Ok(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Ok(left.cmp(right)),
        (Value::Number(_) | Value::Date(_) | Value::YesNo(_) | Value::Choice(_) | Value::Text(_), _) => {
            Err(Stop::Fault)
        }
    }
}

/// Whether sides in this order meet the comparison.
fn met(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::AtLeast => order.is_ge(),
        Comparison::AtMost => order.is_le(),
        Comparison::Above => order.is_gt(),
        Comparison::Below => order.is_lt(),
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
    }
}

fn called(function: Function, values: Vec<Number>) -> Result<Number, Stop> {
    let mut values = values.into_iter();
    match function {
        Function::Highest => values.max(),
        Function::Lowest => values.min(),
        Function::Absolute => values.next().map(|number| number.abs()),
        Function::Floor => values.next().map(|number| number.floor()),
        // Worked out on dates and the calendar.
        Function::WorkdaysBetween | Function::WorkdaysAfter => None,
    }
    .ok_or(Stop::Fault)
}
