//! What a cell without a value means: 缺报 and 免责, each with the value that stands in for it.

use crate::check::Checker;
use crate::number::Unit;
use crate::plan::{Constant, OnExcused, OnMissing, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, Outcome};

impl<'a> Checker<'a> {
    pub(super) fn on_missing(
        &mut self,
        value_type: &ValueType,
        outcome: &'a Outcome,
        span: Span,
    ) -> Option<OnMissing> {
        match outcome {
            Outcome::Error => Some(OnMissing::Report),
            Outcome::NotApplicable => Some(OnMissing::NotApplicable),
            Outcome::Value(amount) => self.constant_of(value_type, amount, span).map(OnMissing::Value),
            Outcome::Full => {
                self.outcome_misplaced(
                    span,
                    "缺报不能给满分: 不报反而得满分",
                    "what is missing cannot get full points: not reporting would pay best",
                );
                None
            }
        }
    }

    pub(super) fn on_excused(
        &mut self,
        value_type: &ValueType,
        outcome: &'a Outcome,
        span: Span,
    ) -> Option<OnExcused> {
        match outcome {
            Outcome::Full => Some(OnExcused::Full),
            Outcome::NotApplicable => Some(OnExcused::NotApplicable),
            Outcome::Value(amount) => self.constant_of(value_type, amount, span).map(OnExcused::Value),
            Outcome::Error => None,
        }
    }

    pub(super) fn outcome_misplaced(&mut self, span: Span, zh: &str, en: &str) {
        self.say(Diagnostic::new(Code::MisplacedSetting, span, Text::new(zh, en)));
    }

    /// 视为 v: a constant of the input's own type.
    fn constant_of(
        &mut self,
        value_type: &ValueType,
        amount: &'a ast::Amount,
        span: Span,
    ) -> Option<Constant> {
        let ast::Amount::Value(expr) = amount else {
            self.outcome_misplaced(span, "这里要写一个值", "a value is wanted here");
            return None;
        };
        match (value_type, &expr.kind) {
            (ValueType::Number { unit, .. }, ast::ExprKind::Quantity(quantity)) => {
                if quantity.unit.is_none() {
                    return Some(Constant::Number(unit.to_base(&quantity.number)));
                }
                let literal = self.literal(quantity);
                let written = quantity.unit.as_ref().map(|unit| Unit::parse(&unit.value))?;
                if written.dimension != unit.dimension {
                    self.expected(&literal, &unit.dimension.name());
                    return None;
                }
                Some(Constant::Number(written.to_base(&quantity.number)))
            }
            (ValueType::YesNo, ast::ExprKind::Path(names)) if names.len() == 1 => {
                let word = names.first()?;
                match word.text.as_str() {
                    "是" | "yes" => Some(Constant::YesNo(true)),
                    "否" | "no" => Some(Constant::YesNo(false)),
                    _ => {
                        self.outcome_misplaced(word.span, "这里要写 是 或 否", "write yes or no here");
                        None
                    }
                }
            }
            (ValueType::Choice(choices), ast::ExprKind::Path(names)) if names.len() == 1 => {
                self.choice_of(names.first()?, choices).map(Constant::Choice)
            }
            _ => {
                self.outcome_misplaced(
                    expr.span,
                    "这里的值与输入的类型不符",
                    "the value does not fit the input's type",
                );
                None
            }
        }
    }
}
