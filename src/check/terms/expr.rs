//! Expressions: names looked up, types and units settled.

use crate::check::Checker;
use crate::check::place::Env;
use crate::check::terms::operators::fits;
use crate::check::terms::units::{constant, number_type, points_type};
use crate::number::{Number, Share, Unit};
use crate::plan::{self, Arithmetic, Expr, ExprKind, Type, ValueType};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, Operator};

impl<'a> Checker<'a> {
    /// An expression as meant; none when something in it is wrong, which is then reported.
    pub(in crate::check) fn expr(&mut self, env: Env, expr: &'a ast::Expr) -> Option<Expr> {
        match &expr.kind {
            ast::ExprKind::Quantity(quantity) => Some(self.literal(quantity)),
            ast::ExprKind::Text(text) => {
                Some(Expr { kind: ExprKind::Text(text.clone()), type_of: Type::Text, span: expr.span })
            }
            ast::ExprKind::Path(names) => self.path(env, names, expr.span),
            ast::ExprKind::Call { function, arguments } => self.call(env, function, arguments, expr.span),
            ast::ExprKind::Not(inner) => {
                let inner = self.condition(env, inner)?;
                Some(Expr { kind: ExprKind::Not(Box::new(inner)), type_of: Type::YesNo, span: expr.span })
            }
            ast::ExprKind::Table(table) => self.table(env, table, expr.span).map(|(value, _)| value),
            ast::ExprKind::Date(year, month, day) => self.date((*year, *month, *day), expr.span),
            ast::ExprKind::Negate(inner) => {
                let inner = self.expr(env, inner)?;
                self.wants_number(&inner).then_some(())?;
                Some(Expr {
                    type_of: inner.type_of.clone(),
                    kind: ExprKind::Negate(Box::new(inner)),
                    span: expr.span,
                })
            }
            ast::ExprKind::Binary { operator, left, right } => {
                self.binary(env, operator.value, (left, right), expr.span)
            }
            ast::ExprKind::If { condition, then, otherwise } => {
                let condition = self.condition(env, condition);
                let then = self.expr(env, then);
                let otherwise = self.expr(env, otherwise);
                let (condition, then, otherwise) = (condition?, then?, otherwise?);
                if !fits(&then.type_of, &otherwise.type_of) {
                    self.units_differ(&then, &otherwise);
                    return None;
                }
                let type_of = wider(&then.type_of, &otherwise.type_of);
                let kind = ExprKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
                Some(Expr { kind, type_of, span: expr.span })
            }
        }
    }

    /// An expression that must be a condition.
    pub(in crate::check) fn condition(&mut self, env: Env, expr: &'a ast::Expr) -> Option<Expr> {
        let expr = self.expr(env, expr)?;
        self.wants_yes_no(&expr).then_some(expr)
    }

    /// An expression that must be points.
    pub(in crate::check) fn points(&mut self, env: Env, expr: &'a ast::Expr) -> Option<Expr> {
        let expr = self.expr(env, expr)?;
        self.wants_points(&expr).then_some(expr)
    }

    /// An amount of points: `3分`, `满分的 10%`.
    pub(in crate::check) fn amount(&mut self, env: Env, amount: &'a ast::Amount) -> Option<Expr> {
        match amount {
            ast::Amount::Value(expr) => self.points(env, expr),
            ast::Amount::OfPoints(share) => {
                let share_of = self.literal(share);
                let ExprKind::Number(fraction, unit) = &share_of.kind else { return None };
                if unit.share != Share::Percent {
                    self.expected(&share_of, &Text::new("百分比", "a percentage"));
                    return None;
                }
                let full = self.full_points(env, share.span)?;
                Some(points_literal(&(&full * fraction), share.span))
            }
        }
    }

    /// The most that something may come to (最高, 最多): above zero where it is known.
    pub(in crate::check) fn most(&mut self, env: Env, amount: &'a ast::Amount) -> Option<Expr> {
        let limit = self.amount(env, amount)?;
        let Some(number) = constant(&limit).filter(|number| !number.is_positive()) else {
            return Some(limit);
        };
        self.say(
            Diagnostic::new(
                Code::PointsNotPositive,
                limit.span,
                Text::new(
                    format!("最高 (最多) 的分数是 {number}, 要大于零"),
                    format!("the most it may come to is {number}; it must be above zero"),
                ),
            )
            .help(Text::new(
                "写大于零的分数; 扣分的上限也不带负号, 如 最多 3分",
                "write points above zero; the limit of what is taken away has no minus either, as in at most 3 points",
            )),
        );
        None
    }

    fn binary(
        &mut self,
        env: Env,
        operator: Operator,
        (left, right): (&'a ast::Expr, &'a ast::Expr),
        span: Span,
    ) -> Option<Expr> {
        let (kind, type_of) = match operator {
            Operator::And | Operator::Or => {
                let (left, right) = (self.condition(env, left), self.condition(env, right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                let kind = if operator == Operator::And {
                    ExprKind::And(left, right)
                } else {
                    ExprKind::Or(left, right)
                };
                (kind, Type::YesNo)
            }
            Operator::Compare(comparison) => {
                let (left, right) = self.comparable(env, left, right)?;
                self.comparison_fits(comparison, &left, &right)?;
                (ExprKind::Compare(compared(comparison), Box::new(left), Box::new(right)), Type::YesNo)
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                let (left, right) = (self.expr(env, left), self.expr(env, right));
                let (left, right) = (left?, right?);
                let arithmetic = arithmetic(operator);
                let type_of = self.arithmetic_type(arithmetic, &left, &right)?;
                (ExprKind::Arithmetic(arithmetic, Box::new(left), Box::new(right)), type_of)
            }
        };
        Some(Expr { kind, type_of, span })
    }

    pub(in crate::check) fn comparison_fits(
        &mut self,
        comparison: ast::Comparison,
        left: &Expr,
        right: &Expr,
    ) -> Option<()> {
        if !zero_fits(left, right) && !fits(&left.type_of, &right.type_of) {
            self.units_differ(left, right);
            return None;
        }
        if self.bare_percent(left, right) || self.bare_percent(right, left) {
            return None;
        }
        let ordered = matches!(left.type_of, Type::Number { .. } | Type::Date);
        let by_order = !matches!(comparison, ast::Comparison::Equal | ast::Comparison::Unequal);
        if by_order && !ordered {
            self.expected(
                left,
                &Text::new("能比大小的量 (数或日期)", "something with an order (a number or date)"),
            );
            return None;
        }
        Some(())
    }
}

/// The type of what an input or field holds; none for a list.
pub(in crate::check) fn value_type(value_type: &ValueType) -> Option<Type> {
    match value_type {
        ValueType::Number { unit, whole } => Some(number_type(unit, *whole && unit.scale.is_whole())),
        ValueType::YesNo => Some(Type::YesNo),
        ValueType::Choice(choices) => Some(Type::Choice(choices.clone())),
        ValueType::Text => Some(Type::Text),
        ValueType::Date => Some(Type::Date),
        // Nothing names the column of 佐证.
        ValueType::Evidence | ValueType::List(_) => None,
    }
}

/// A literal of points.
pub(in crate::check) fn points_literal(points: &Number, span: Span) -> Expr {
    Expr { kind: ExprKind::Number(points.clone(), Unit::points()), type_of: points_type(), span }
}

/// Zero is zero in any unit, so it needs none.
fn zero_fits(left: &Expr, right: &Expr) -> bool {
    let zero = |expr: &Expr| matches!(&expr.kind, ExprKind::Number(number, _) if number.is_zero());
    let number = |expr: &Expr| matches!(expr.type_of, Type::Number { .. });
    zero(left) && number(right) || zero(right) && number(left)
}

/// Of two types that fit, the one that says more.
pub(in crate::check) fn wider(a: &Type, b: &Type) -> Type {
    match (a, b) {
        (
            Type::Number { dimension, share, whole },
            Type::Number { dimension: other, share: other_share, whole: other_whole },
        ) => Type::Number {
            dimension: if dimension.is_plain() { other.clone() } else { dimension.clone() },
            share: if *share == Share::None { *other_share } else { *share },
            whole: *whole && *other_whole,
        },
        (Type::Number { .. } | Type::YesNo | Type::Choice(_) | Type::Text | Type::Date, _) => a.clone(),
    }
}

fn arithmetic(operator: Operator) -> Arithmetic {
    match operator {
        Operator::Add => Arithmetic::Add,
        Operator::Subtract => Arithmetic::Subtract,
        Operator::Divide => Arithmetic::Divide,
        Operator::Multiply | Operator::Compare(_) | Operator::And | Operator::Or => Arithmetic::Multiply,
    }
}

pub(in crate::check) fn compared(comparison: ast::Comparison) -> plan::Comparison {
    match comparison {
        ast::Comparison::AtLeast => plan::Comparison::AtLeast,
        ast::Comparison::AtMost => plan::Comparison::AtMost,
        ast::Comparison::Above => plan::Comparison::Above,
        ast::Comparison::Below => plan::Comparison::Below,
        ast::Comparison::Equal => plan::Comparison::Equal,
        ast::Comparison::Unequal => plan::Comparison::Unequal,
    }
}
