//! Dates: of the calendar, and what is worked out with them.

use crate::check::Checker;
use crate::check::terms::units::number_type;
use crate::number::{Number, Unit, day};
use crate::plan::{Arithmetic, Expr, ExprKind, Function, Type};
use crate::source::{Code, Diagnostic, Span, Text};

impl Checker<'_> {
    /// A date as written; one that the calendar does not have is reported.
    pub(in crate::check) fn date(
        &mut self,
        (year, month, of_month): (u16, u8, u8),
        span: Span,
    ) -> Option<Expr> {
        if let Some(day) = day(year, month, of_month) {
            self.dates.insert(day);
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

    /// 工作日差(起, 止) and 工作日后(日期, 10工作日).
    pub(super) fn workdays(&mut self, function: Function, values: Vec<Expr>, span: Span) -> Option<Expr> {
        let workdays = Unit::parse("个工作日");
        let counted = |expr: &Expr| matches!(&expr.type_of, Type::Number { dimension, whole: true, .. } if *dimension == workdays.dimension);
        let date = |expr: &Expr| expr.type_of == Type::Date;
        let (fits, type_of) = match (function, values.as_slice()) {
            (Function::WorkdaysBetween, [from, to]) => (date(from) && date(to), number_type(&workdays, true)),
            (Function::WorkdaysAfter, [from, count]) => (date(from) && counted(count), Type::Date),
            (_, _) => (false, Type::Date),
        };
        self.counts_workdays = true;
        if fits {
            return Some(Expr { kind: ExprKind::Call(function, values), type_of, span });
        }
        let (zh, en) = match function {
            Function::WorkdaysAfter => (
                "工作日后 要一个日期和整数个工作日, 如 工作日后(预警日期, 10工作日)",
                "workdays_after takes a date and whole working days, as in workdays_after(warned, 10 workdays)",
            ),
            Function::WorkdaysBetween
            | Function::Highest
            | Function::Lowest
            | Function::Absolute
            | Function::Floor => (
                "工作日差 要两个日期, 如 工作日差(预警日期, 处置日期)",
                "workdays_between takes two dates, as in workdays_between(warned, dealt_with)",
            ),
        };
        self.say(Diagnostic::new(Code::BadArguments, span, Text::new(zh, en)));
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
