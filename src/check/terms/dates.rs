//! Dates: of the calendar, and what is worked out with them.

use crate::check::Checker;
use crate::check::terms::units::number_type;
use crate::number::{Number, Unit, day};
use crate::plan::{Arithmetic, Expr, ExprKind, Type};
use crate::source::{Code, Diagnostic, Span, Text};

impl Checker<'_> {
    /// A date as written; one that the calendar does not have is reported.
    pub(in crate::check) fn date(
        &mut self,
        (year, month, of_month): (u16, u8, u8),
        span: Span,
    ) -> Option<Expr> {
        if let Some(day) = day(year, month, of_month) {
            return Some(Expr { kind: ExprKind::Date(day), type_of: Type::Date, span });
        }
        let quoted = self.quote(span);
        self.say(
            Diagnostic::new(
                Code::BadNumber,
                span,
                Text::new(format!("日历里没有“{quoted}”这一天"), format!("the calendar has no day {quoted}")),
            )
            .help(Text::new(
                "写成日历里有的一天, 如 2019年12月31日",
                "write a day of the calendar, such as 2019-12-31",
            )),
        );
        None
    }

    /// Date less date is days; a date and whole days more or less is a date.
    pub(super) fn date_arithmetic(
        &mut self,
        operator: Arithmetic,
        left: &Expr,
        right: &Expr,
    ) -> Option<Type> {
        let days = |expr: &Expr| matches!(&expr.type_of, Type::Number { dimension, whole: true, .. } if *dimension == Unit::parse("天").dimension);
        match operator {
            Arithmetic::Subtract if left.type_of == Type::Date && right.type_of == Type::Date => {
                return Some(days_type());
            }
            Arithmetic::Add if days(left) || days(right) => return Some(Type::Date),
            Arithmetic::Subtract if days(right) => return Some(Type::Date),
            Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide => {}
        }
        let span = left.span.to(right.span);
        let quoted = self.quote(span);
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                span,
                Text::new(
                    format!("“{quoted}”算不出来: 日期只能减日期, 或加减整天数"),
                    format!("`{quoted}` means nothing: a date goes with less a date, or with whole days more or less"),
                ),
            )
            .help(Text::new(
                "写成 报送日期 - 截止日期, 或 截止日期 + 10天",
                "write delivered - due, or due + 10 days",
            )),
        );
        None
    }
}

/// The type of whole days.
fn days_type() -> Type {
    number_type(&Unit::parse("天"), true)
}

/// How many days a date is after another, and the nothing it is held against.
pub(in crate::check) fn days_between(left: &Expr, right: &Expr) -> (Expr, Expr) {
    let span = left.span.to(right.span);
    let kind = ExprKind::Arithmetic(Arithmetic::Subtract, Box::new(left.clone()), Box::new(right.clone()));
    let zero = ExprKind::Number(Number::ZERO, Unit::parse("天"));
    (Expr { kind, type_of: days_type(), span }, Expr { kind: zero, type_of: days_type(), span })
}
