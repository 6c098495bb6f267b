//! What operators take and give: units are checked like dimensions.

use crate::check::Checker;
use crate::check::terms::units::type_name;
use crate::number::{Dimension, Number, Share, Unit};
use crate::plan::{Arithmetic, Expr, ExprKind, Type};
use crate::source::{Code, Diagnostic, Text};

impl Checker<'_> {
    /// The type of `left operator right`; none (and reported) when they do not go together.
    pub(in crate::check) fn arithmetic_type(
        &mut self,
        operator: Arithmetic,
        left: &Expr,
        right: &Expr,
    ) -> Option<Type> {
        if left.type_of == Type::Date || right.type_of == Type::Date {
            return self.date_arithmetic(operator, left, right);
        }
        let numbers = (parts(&left.type_of), parts(&right.type_of));
        let (Some(a), Some(b)) = numbers else {
            let wrong = if numbers.0.is_none() { left } else { right };
            self.expected(wrong, &Text::new("数", "a number"));
            return None;
        };
        match operator {
            Arithmetic::Add | Arithmetic::Subtract => {
                if !fits(&left.type_of, &right.type_of) {
                    self.units_differ(left, right);
                    return None;
                }
                let dimension = if a.dimension.is_plain() { b.dimension } else { a.dimension };
                Some(Type::Number {
                    dimension: dimension.clone(),
                    share: sum_share(operator, a.share, b.share),
                    whole: a.whole && b.whole,
                })
            }
            Arithmetic::Multiply => Some(Type::Number {
                dimension: a.dimension.times(b.dimension),
                share: product_share(&a, &b),
                whole: a.whole && b.whole,
            }),
            Arithmetic::Divide => {
                let dimension = a.dimension.over(b.dimension);
                let rate = dimension.is_plain() && constant_free(left) && constant_free(right);
                let share = if rate { Share::Percent } else { Share::None };
                Some(Type::Number { dimension, share, whole: false })
            }
        }
    }

    /// Reports an operand of the wrong type.
    pub(in crate::check) fn expected(&mut self, found: &Expr, wanted: &Text) {
        let is = type_name(&found.type_of);
        let quoted = self.quote(found.span);
        self.say(Diagnostic::new(
            Code::TypeMismatch,
            found.span,
            Text::new(
                format!("这里要{}, 而“{quoted}”是{}", wanted.zh, is.zh),
                format!("{} is wanted here, and `{quoted}` is {}", wanted.en, is.en),
            ),
        ));
    }

    /// Reports two things that cannot be added or compared, showing both.
    pub(in crate::check) fn units_differ(&mut self, left: &Expr, right: &Expr) {
        let (a, b) = (type_name(&left.type_of), type_name(&right.type_of));
        let (left_text, right_text) = (self.quote(left.span), self.quote(right.span));
        let code = match (&left.type_of, &right.type_of) {
            (Type::Number { .. }, Type::Number { .. }) => Code::UnitMismatch,
            (Type::Number { .. } | Type::YesNo | Type::Choice(_) | Type::Text | Type::Date, _) => {
                Code::TypeMismatch
            }
        };
        self.say(
            Diagnostic::new(
                code,
                right.span,
                Text::new(
                    format!("“{left_text}”是{}, “{right_text}”是{}, 不能放在一起", a.zh, b.zh),
                    format!(
                        "`{left_text}` is {} and `{right_text}` is {}: they cannot go together",
                        a.en, b.en
                    ),
                ),
            )
            .caption(b.clone())
            .label(left.span, a)
            .help(same_kind(code, &left_text)),
        );
    }

    /// Whether a literal without a unit is held against an input in percent, where 60 and 60% differ a hundredfold;
    /// reported when it is. A quotient worked out by a formula may well be held against a bare number.
    pub(in crate::check) fn bare_percent(&mut self, value: &Expr, literal: &Expr) -> bool {
        let declared = matches!(value.kind, ExprKind::Input(_) | ExprKind::Field(_));
        let percent = matches!(&value.type_of, Type::Number { share: Share::Percent, dimension, .. } if dimension.is_plain());
        declared && percent && (self.bare(value, literal) || self.percent_point(value, literal))
    }

    /// Reports a percentage that is held against the difference of two: 60% is no 60个百分点.
    fn percent_point(&mut self, value: &Expr, literal: &Expr) -> bool {
        let ExprKind::Number(number, unit) = &literal.kind else { return false };
        if unit.share != Share::PercentPoint {
            return false;
        }
        let (name, quoted) = (self.quote(value.span), self.quote(literal.span));
        let percent = Unit::parse("%").show(number);
        self.say(
            Diagnostic::new(
                Code::UnitMismatch,
                literal.span,
                Text::new(
                    format!("“{name}”是百分比, “{quoted}”是两个百分比之差"),
                    format!("`{name}` is a percentage, and `{quoted}` the difference of two"),
                ),
            )
            .help(Text::new(format!("写成 {percent}"), format!("write {percent}")))
            .fix(literal.span, percent),
        );
        true
    }

    /// Reports a literal that lacks the unit of a percentage; false when it has one, or is 0.
    pub(in crate::check) fn bare(&mut self, value: &Expr, literal: &Expr) -> bool {
        let Some(number) = bare_number(literal) else { return false };
        let (name, quoted) = (self.quote(value.span), self.quote(literal.span));
        let percent = (&number * &Number::whole(100)).plain();
        let help = if number.abs() <= Number::ONE {
            Text::new(
                format!("写明是 {percent}% 还是 {quoted}%: 两者差一百倍"),
                format!("say whether it is {percent}% or {quoted}%: they differ a hundredfold"),
            )
        } else {
            Text::new(format!("写成 {quoted}%"), format!("write {quoted}%"))
        };
        self.say(
            Diagnostic::new(
                Code::UnitMismatch,
                literal.span,
                Text::new(
                    format!("“{name}”是百分比, “{quoted}”没有写单位"),
                    format!("`{name}` is a percentage, and `{quoted}` has no unit"),
                ),
            )
            .help(help),
        );
        true
    }

    /// Whether an expression gives points; reported when it does not. A bare number is told its unit.
    pub(in crate::check) fn wants_points(&mut self, expr: &Expr) -> bool {
        if matches!(&expr.type_of, Type::Number { dimension, .. } if dimension.is_points()) {
            return true;
        }
        let is = type_name(&expr.type_of);
        let quoted = self.quote(expr.span);
        let mut diagnostic = Diagnostic::new(
            Code::UnitMismatch,
            expr.span,
            Text::new(
                format!("这里要分数, 而“{quoted}”是{}", is.zh),
                format!("points are wanted here, and `{quoted}` is {}", is.en),
            ),
        );
        diagnostic = if let ExprKind::Number(number, unit) = &expr.kind {
            let bare = unit.from_base(number).plain();
            let help = Text::new(format!("写成 {bare}分"), format!("write {bare} points"));
            let share = unit.share == Share::Percent && !number.is_zero();
            let of = Text::new(format!("写成 满分的 {quoted}"), format!("write {quoted} of points"));
            diagnostic.help(if share { of } else { help })
        } else {
            diagnostic.help(Text::new("乘以满分: … × 满分", "multiply by the points: … × points"))
        };
        self.say(diagnostic);
        false
    }

    /// Whether an expression is a condition; reported when it is not.
    pub(in crate::check) fn wants_yes_no(&mut self, expr: &Expr) -> bool {
        if expr.type_of == Type::YesNo {
            return true;
        }
        let is = type_name(&expr.type_of);
        let quoted = self.quote(expr.span);
        let help = match &expr.type_of {
            Type::Number { .. } => Text::new(
                format!("写成比较, 如 {quoted} > 0"),
                format!("write a comparison, as in {quoted} > 0"),
            ),
            Type::YesNo | Type::Choice(_) | Type::Text | Type::Date => {
                Text::new("写成比较, 如 等级 = 优", "write a comparison with `=`")
            }
        };
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                expr.span,
                Text::new(
                    format!("这里要一个条件, 而“{quoted}”是{}", is.zh),
                    format!("a condition is wanted here, and `{quoted}` is {}", is.en),
                ),
            )
            .help(help),
        );
        false
    }

    /// Whether an expression is a number; reported when it is not.
    pub(in crate::check) fn wants_number(&mut self, expr: &Expr) -> bool {
        let is = matches!(expr.type_of, Type::Number { .. });
        if !is {
            self.expected(expr, &Text::new("数", "a number"));
        }
        is
    }
}

/// The number of a literal without a unit, unless it is 0.
fn bare_number(literal: &Expr) -> Option<Number> {
    let inside = if let ExprKind::Negate(inner) = &literal.kind { inner } else { literal };
    let ExprKind::Number(_, unit) = &inside.kind else { return None };
    let number = crate::check::terms::units::constant(literal)?;
    (unit.symbol.is_empty() && !number.is_zero()).then_some(number)
}

/// The parts of a number type.
struct Parts<'t> {
    dimension: &'t Dimension,
    share: Share,
    whole: bool,
}

fn parts(type_of: &Type) -> Option<Parts<'_>> {
    match type_of {
        Type::Number { dimension, share, whole } => Some(Parts { dimension, share: *share, whole: *whole }),
        Type::YesNo | Type::Choice(_) | Type::Text | Type::Date => None,
    }
}

/// Whether two values can be added or compared. A number without a unit goes with any counted noun (`计数(项目) >= 3个`),
/// never with points, money or days, nor with a rate (人 每 10万人), where a forgotten unit would change the meaning.
/// How two sides are brought together.
fn same_kind(code: Code, left: &str) -> Text {
    if code == Code::UnitMismatch {
        return Text::new("两边写成同一种计量单位", "give both the same kind of unit");
    }
    Text::new(
        format!("两边要同类; 是否只写名称: {left}, 或 非 {left}"),
        format!("both must be of one type; of a yes/no write the name alone: {left}, or not {left}"),
    )
}

pub(in crate::check) fn fits(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (
            Type::Number { dimension: a, share: share_a, .. },
            Type::Number { dimension: b, share: share_b, .. },
        ) => {
            let bare = |dimension: &Dimension, share: &Share| dimension.is_plain() && *share == Share::None;
            let rate = |share: &Share| *share == Share::Rate;
            if rate(share_a) && bare(b, share_b) || rate(share_b) && bare(a, share_a) {
                return false;
            }
            a == b || bare(a, share_a) && b.noun().is_some() || bare(b, share_b) && a.noun().is_some()
        }
        (Type::Choice(a), Type::Choice(b)) => a == b,
        (Type::YesNo, Type::YesNo) | (Type::Text, Type::Text) | (Type::Date, Type::Date) => true,
        (Type::Number { .. } | Type::YesNo | Type::Choice(_) | Type::Text | Type::Date, _) => false,
    }
}

/// Percent less percent is percentage points.
fn sum_share(operator: Arithmetic, a: Share, b: Share) -> Share {
    match (operator, a, b) {
        (Arithmetic::Subtract, Share::Percent, Share::Percent) => Share::PercentPoint,
        (_, Share::None, other) | (_, other, Share::None) => other,
        (_, Share::PercentPoint, Share::PercentPoint) => Share::PercentPoint,
        (_, Share::Rate, _) | (_, _, Share::Rate) => Share::Rate,
        (_, Share::Percent | Share::PercentPoint, Share::Percent | Share::PercentPoint) => Share::Percent,
    }
}

/// A share of a plain number stays a share; a share of anything else is that thing.
fn product_share(a: &Parts<'_>, b: &Parts<'_>) -> Share {
    if !a.dimension.is_plain() || !b.dimension.is_plain() {
        return Share::None;
    }
    match (a.share, b.share) {
        (Share::None, other) | (other, Share::None) => other,
        (Share::Rate, _) | (_, Share::Rate) => Share::Rate,
        (Share::Percent | Share::PercentPoint, Share::Percent | Share::PercentPoint) => Share::Percent,
    }
}

fn constant_free(expr: &Expr) -> bool {
    !matches!(&expr.kind, ExprKind::Number(_, unit) if unit.dimension.is_plain())
}
