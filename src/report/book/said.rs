//! What the rules work out for one subject, said as spreadsheet formulas.

use super::layout::Layout;
use super::term::{Infix, Term};
use crate::data::Cell;
use crate::number::{Number, Share, Unit};
use crate::plan::{
    Absent, Arithmetic, Comparison, Constant, Expr, ExprKind, Function, IndicatorId, InputId, Kind,
    OnExcused, OnMissing, OnZero, Part, Type, ValueType,
};
use crate::report::Scored;

/// Why something cannot be said as a formula, and stands as a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unsaid {
    /// There is no number: undetermined, not applicable, failed.
    State,
    /// Working days.
    WorkingDays,
    /// A figure of a list that a formula cannot reach: the longest run, trimmed means, one per matter.
    ListFigure,
    /// A figure of another layer.
    Layer,
    /// A value among the group that a formula cannot reach.
    GroupValue,
    /// A clause (不适用, 给满分, 取均值) decided.
    Clause,
    /// Lines of which the best counts, some adding and some taking.
    MixedBest,
    /// A text is compared.
    Text,
    /// A quota (名额) moved the grade.
    Quota,
    /// Places by more than the workbook holds.
    Ranking,
    /// 任选: the best few children count.
    Choose,
    /// Longer than a spreadsheet reads.
    TooLong,
}

/// A formula, or why there is none.
pub(super) type Said = Result<Term, Unsaid>;

/// Says what concerns one subject.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'a> {
    pub(super) scored: Scored<'a>,
    pub(super) layout: &'a Layout,
    pub(super) subject: usize,
}

/// 1970-01-01 as a spreadsheet counts days.
pub(super) const EPOCH: i64 = 25569;

impl Speaker<'_> {
    /// An expression of the subject.
    pub(super) fn value(&self, expr: &Expr) -> Said {
        match &expr.kind {
            ExprKind::Number(number, _) => Ok(Term::Number(number.clone())),
            ExprKind::YesNo(truth) => Ok(Term::Truth(*truth)),
            ExprKind::Choice(place) => choice(&expr.type_of, *place),
            ExprKind::Date(day) => Ok(Term::whole(i64::from(*day) + EPOCH)),
            ExprKind::Text(_) => Err(Unsaid::Text),
            ExprKind::Input(id) => self.input(*id),
            ExprKind::Formula(id) => {
                let reading =
                    self.scored.results.formulas.get(id.0 as usize).and_then(|all| all.get(self.subject));
                let place = self.layout.formula(*id, self.subject);
                let place = if expr.type_of == Type::YesNo { self.is_yes(place) } else { place };
                there(reading.is_some_and(|reading| reading.value.is_ok()), place)
            }
            ExprKind::Group(id) => {
                let reading =
                    self.scored.results.groups.get(id.0 as usize).and_then(|all| all.get(self.subject));
                there(
                    reading.is_some_and(|reading| reading.value.is_ok()),
                    self.layout.group(*id, self.subject),
                )
            }
            ExprKind::Field(_) => Err(Unsaid::ListFigure),
            ExprKind::Score(id, part) => self.part(*id, *part),
            ExprKind::Total(stage) => Ok(self.layout.stage(*stage, self.subject)),
            ExprKind::OfLayer(..) => Err(Unsaid::Layer),
            ExprKind::Grade => Ok(self.layout.grade(self.subject)),
            ExprKind::Aggregate { .. } => self.aggregate(expr),
            ExprKind::Negate(..)
            | ExprKind::Not(..)
            | ExprKind::Arithmetic(..)
            | ExprKind::Compare(..)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::If(..)
            | ExprKind::Call(..) => composed(expr, &|part| self.value(part)),
        }
    }

    /// A figure of an indicator.
    fn part(&self, id: IndicatorId, part: Part) -> Said {
        let scored = self.scored.outcome(id, self.subject).is_some_and(|outcome| outcome.score().is_some());
        let score = there(scored, self.layout.score(id, self.subject))?;
        let scheme = self.scored.scheme;
        let points = Term::Number(scheme.indicator(id).points.clone());
        let parent = scheme.indicator(id).parent;
        let around = parent.map_or(scheme.absent, |parent| match scheme.indicator(parent).kind {
            Kind::Group { absent, .. } => absent,
            Kind::Leaf { .. } => None,
        });
        if part != Part::Score && around == Some(Absent::Spread) {
            // Out of how many points depends on what else applies.
            return Err(Unsaid::Clause);
        }
        Ok(match part {
            Part::Score => score,
            Part::Rate => score.over(points),
            Part::Lost => points.minus(score),
        })
    }

    /// An input as the rules read it: an empty cell counts as they say.
    pub(super) fn input(&self, id: InputId) -> Said {
        let input = self.scored.scheme.input(id);
        let place = self.layout.input(id, self.subject).ok_or(Unsaid::ListFigure)?;
        let read = self.in_base(&input.value_type, place.clone())?;
        match self.scored.data.cell(id, self.subject) {
            Cell::Missing => match &input.missing {
                OnMissing::Value(value) => {
                    let empty = Term::call("ISBLANK", [place]);
                    Ok(constant(value, &input.value_type)?.or_else(empty, read))
                }
                OnMissing::Report | OnMissing::NotApplicable => Err(Unsaid::State),
            },
            Cell::Excused(_) => match &input.excused {
                Some(OnExcused::Value(value)) => constant(value, &input.value_type),
                Some(OnExcused::Full | OnExcused::NotApplicable) | None => Err(Unsaid::State),
            },
            Cell::NotApplicable => Err(Unsaid::State),
            Cell::Text(_) => Err(Unsaid::Text),
            Cell::Number(_) | Cell::YesNo(_) | Cell::Choice(_) | Cell::Date(_) => Ok(read),
        }
    }

    /// What a cell holds, in the base units in which the rules count.
    pub(super) fn in_base(&self, value_type: &ValueType, place: Term) -> Said {
        match value_type {
            ValueType::Number { unit, .. } => Ok(place.times(Term::Number(cell_scale(unit)))),
            ValueType::YesNo => Ok(self.is_yes(place)),
            ValueType::Choice(_) | ValueType::Date => Ok(place),
            ValueType::Text | ValueType::Evidence | ValueType::List(_) => Err(Unsaid::Text),
        }
    }

    fn is_yes(&self, place: Term) -> Term {
        place.infix(Infix::Equal, Term::Text(self.layout.words.yes.to_owned()))
    }

    /// What a zero denominator inside comes to, where the rules give a number for it.
    pub(super) fn or_on_zero(&self, said: Term, on_zero: &OnZero, full: &Number) -> Said {
        Ok(match on_zero {
            OnZero::Impossible | OnZero::Fault | OnZero::NotApplicable => said,
            OnZero::Full => Term::call("IFERROR", [said, Term::Number(full.clone())]),
            OnZero::Value(value) => Term::call("IFERROR", [said, self.value(value)?]),
        })
    }
}

/// An expression made of others, however those are said.
pub(super) fn composed(expr: &Expr, say: &dyn Fn(&Expr) -> Said) -> Said {
    Ok(match &expr.kind {
        ExprKind::Negate(inner) => say(inner)?.negated(),
        ExprKind::Not(inner) => Term::call("NOT", [say(inner)?]),
        ExprKind::Arithmetic(operator, left, right) => {
            let (left, right) = (say(left)?, say(right)?);
            match operator {
                Arithmetic::Add => left.plus(right),
                Arithmetic::Subtract => left.minus(right),
                Arithmetic::Multiply => left.times(right),
                Arithmetic::Divide => left.over(right),
            }
        }
        ExprKind::Compare(comparison, left, right) => {
            let ordered = matches!(left.type_of, Type::Number { .. } | Type::Date);
            let (left, right) = (say(left)?, say(right)?);
            let sign = sign(*comparison);
            if ordered { left.compared(sign, right) } else { left.infix(sign, right) }
        }
        ExprKind::And(left, right) => Term::call("AND", [say(left)?, say(right)?]),
        ExprKind::Or(left, right) => Term::call("OR", [say(left)?, say(right)?]),
        ExprKind::If(condition, then, otherwise) => say(then)?.or_else(say(condition)?, say(otherwise)?),
        ExprKind::Call(function, arguments) => {
            let arguments: Result<Vec<Term>, Unsaid> = arguments.iter().map(say).collect();
            called(*function, arguments?)?
        }
        ExprKind::Number(..)
        | ExprKind::YesNo(_)
        | ExprKind::Choice(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Input(_)
        | ExprKind::Formula(_)
        | ExprKind::Group(_)
        | ExprKind::Field(_)
        | ExprKind::Score(..)
        | ExprKind::Total(_)
        | ExprKind::OfLayer(..)
        | ExprKind::Grade
        | ExprKind::Aggregate { .. } => return Err(Unsaid::ListFigure),
    })
}

fn called(function: Function, arguments: Vec<Term>) -> Said {
    let settled = |arguments: Vec<Term>| arguments.into_iter().map(Term::settled);
    match function {
        Function::Highest => Ok(Term::call("MAX", arguments)),
        Function::Lowest => Ok(Term::call("MIN", arguments)),
        Function::Absolute => Ok(Term::call("ABS", arguments)),
        Function::Floor => Ok(Term::call("INT", settled(arguments))),
        Function::WorkdaysBetween | Function::WorkdaysAfter => Err(Unsaid::WorkingDays),
    }
}

pub(super) fn sign(comparison: Comparison) -> Infix {
    match comparison {
        Comparison::AtLeast => Infix::AtLeast,
        Comparison::AtMost => Infix::AtMost,
        Comparison::Above => Infix::Above,
        Comparison::Below => Infix::Below,
        Comparison::Equal => Infix::Equal,
        Comparison::Unequal => Infix::Unequal,
    }
}

/// The name of a choice.
pub(super) fn choice(type_of: &Type, place: u32) -> Said {
    match type_of {
        Type::Choice(names) => {
            names.get(place as usize).map(|name| Term::Text(name.clone())).ok_or(Unsaid::Text)
        }
        Type::Number { .. } | Type::YesNo | Type::Text | Type::Date => Err(Unsaid::Text),
    }
}

/// A value written in the rules.
pub(super) fn constant(value: &Constant, value_type: &ValueType) -> Said {
    match (value, value_type) {
        (Constant::Number(number), _) => Ok(Term::Number(number.clone())),
        (Constant::YesNo(truth), _) => Ok(Term::Truth(*truth)),
        (Constant::Choice(place), ValueType::Choice(names)) => {
            names.get(*place as usize).map(|name| Term::Text(name.clone())).ok_or(Unsaid::Text)
        }
        (Constant::Choice(_), _) => Err(Unsaid::Text),
    }
}

/// How many base units one in a cell is. A percentage is formatted as one: its cell holds the share itself.
pub(in crate::report) fn cell_scale(unit: &Unit) -> Number {
    if unit.share == Share::Percent && &*unit.symbol == "%" { Number::ONE } else { unit.scale.clone() }
}

fn there(is_there: bool, term: Term) -> Said {
    if is_there { Ok(term) } else { Err(Unsaid::State) }
}
