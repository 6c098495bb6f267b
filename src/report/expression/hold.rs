//! How tightly an expression holds together, and so where it needs brackets.

use crate::plan::{Arithmetic, Expr, ExprKind};

/// How tightly an expression holds together; a looser one inside a tighter one needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    Whole,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Sign,
    Name,
}

pub(super) fn hold(expr: &Expr) -> Hold {
    match &expr.kind {
        ExprKind::If(..) => Hold::Whole,
        ExprKind::Or(..) => Hold::Or,
        ExprKind::And(..) => Hold::And,
        ExprKind::Not(_) => Hold::Not,
        ExprKind::Compare(..) => Hold::Compare,
        ExprKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, ..) => Hold::Sum,
        ExprKind::Arithmetic(Arithmetic::Multiply | Arithmetic::Divide, ..) => Hold::Product,
        ExprKind::Negate(_) => Hold::Sign,
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
        | ExprKind::Call(..)
        | ExprKind::Aggregate { .. } => Hold::Name,
    }
}
