//! Denominators that can be zero: proved not to be, or asked about.

use crate::check::Checker;
use crate::plan::{Aggregate, Arithmetic, Comparison, Expr, ExprKind, GroupFunction, GroupValueId, ListId};
use crate::source::{Code, Diagnostic, Span, Text};

/// A denominator that can be zero.
pub(in crate::check) struct Zero {
    pub(in crate::check) span: Span,
    pub(in crate::check) kind: ZeroKind,
}

/// What can be zero, or count as it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum ZeroKind {
    /// A denominator.
    Denominator,
    /// A mean, highest, lowest or quantile of records or subjects, of which there may be none.
    OfNothing,
    /// The sum of a group, of which a subject has a share.
    Sum,
}

impl Checker<'_> {
    /// The first denominator in the expression that can be zero; a mean, highest or lowest of a list can always be of
    /// nothing, which counts as one.
    pub(in crate::check) fn zero_possible(&self, expr: &Expr) -> Option<Zero> {
        self.zero_under(expr, None, &mut Vec::new())
    }

    /// `nonzero` holds the expressions known not to be zero here, from the conditions around.
    fn zero_under(&self, expr: &Expr, record: Option<ListId>, nonzero: &mut Vec<Expr>) -> Option<Zero> {
        match &expr.kind {
            ExprKind::Group(id) => self.zero_in_group(*id).map(|kind| Zero { span: expr.span, kind }),
            ExprKind::Arithmetic(operator, left, right) => {
                let inside = self
                    .zero_under(left, record, nonzero)
                    .or_else(|| self.zero_under(right, record, nonzero));
                let zero = *operator == Arithmetic::Divide
                    && self.range_in(right, record).contains_zero()
                    && !nonzero.iter().any(|known| same(known, right));
                inside.or(zero.then_some(Zero { span: right.span, kind: ZeroKind::Denominator }))
            }
            ExprKind::If(condition, then, otherwise) => {
                let inside = self.zero_under(condition, record, nonzero);
                let (if_holds, if_not) = nonzero_by(condition);
                let then = self.zero_knowing(then, (record, if_holds), nonzero);
                let otherwise = self.zero_knowing(otherwise, (record, if_not), nonzero);
                inside.or(then).or(otherwise)
            }
            ExprKind::Aggregate { function, list, value, filter, trim, .. } => {
                let whole = filter.is_none() && *trim == (0, 0);
                let of_all = whole && value.as_ref().is_some_and(|value| self.never_of_nothing(*list, value));
                let needs_one = matches!(function, Aggregate::Mean | Aggregate::Highest | Aggregate::Lowest);
                let of_nothing = needs_one && !of_all;
                let inside = [value, filter]
                    .into_iter()
                    .flatten()
                    .find_map(|part| self.zero_under(part, Some(*list), nonzero));
                inside.or(of_nothing.then_some(Zero { span: expr.span, kind: ZeroKind::OfNothing }))
            }
            ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Input(_)
            | ExprKind::Formula(_)
            | ExprKind::Field(_)
            | ExprKind::Score(..)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
            | ExprKind::Grade
            | ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Compare(..)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Call(..) => {
                expr.parts().into_iter().find_map(|part| self.zero_under(part, record, nonzero))
            }
        }
    }

    /// How a group value can count as a zero denominator.
    fn zero_in_group(&self, id: GroupValueId) -> Option<ZeroKind> {
        let group_value = &self.group_values[id.0 as usize];
        match group_value.function {
            GroupFunction::Mean
            | GroupFunction::Highest
            | GroupFunction::Lowest
            | GroupFunction::Quantile => Some(ZeroKind::OfNothing),
            GroupFunction::Share => {
                let above_zero = group_value.value.as_ref().is_some_and(|value| {
                    let range = self.range_of(value);
                    range.low_value().is_some_and(|low| !low.is_negative()) && !range.contains_zero()
                });
                (!above_zero).then_some(ZeroKind::Sum)
            }
            GroupFunction::Place | GroupFunction::Sum | GroupFunction::Count => None,
        }
    }

    fn zero_knowing(
        &self,
        expr: &Expr,
        (record, known): (Option<ListId>, Option<&Expr>),
        nonzero: &mut Vec<Expr>,
    ) -> Option<Zero> {
        let before = nonzero.len();
        nonzero.extend(known.cloned());
        let found = self.zero_under(expr, record, nonzero);
        nonzero.truncate(before);
        found
    }

    /// Asks what a zero denominator gives.
    pub(in crate::check) fn zero_unsaid(&mut self, denominator: &Zero, place: Span, name: &str) {
        let quoted = self.quote(denominator.span);
        let (zh, en) = match denominator.kind {
            ZeroKind::OfNothing => ("没有可算的数", "is of nothing"),
            ZeroKind::Denominator => ("为零", "is zero"),
            ZeroKind::Sum => ("的全组合计为零", "is a share of a sum of zero"),
        };
        self.say(
            Diagnostic::new(
                Code::ZeroUnsaid,
                denominator.span,
                Text::new(
                    format!("“{name}”: “{quoted}”{zh}时怎么办, 没有写"),
                    format!("`{name}`: nothing says what happens when `{quoted}` {en}"),
                ),
            )
            .choice(Text::new(
                "分母为零 不适用    这一项对该对象不适用",
                "on zero n/a      it does not apply to that subject",
            ))
            .choice(Text::new(
                "分母为零 报错      该对象不能计分, 要查数据",
                "on zero error    that subject cannot be scored",
            ))
            .choice(Text::new("分母为零 0         视为这个值", "on zero 0        this value is taken"))
            .fix(Span { start: place.end, ..place }, ", 分母为零 不适用"),
        );
    }
}

/// What a condition says of expressions compared with zero: known not to be zero if it holds, and if it does not.
fn nonzero_by(condition: &Expr) -> (Option<&Expr>, Option<&Expr>) {
    let ExprKind::Compare(comparison, left, right) = &condition.kind else { return (None, None) };
    if !crate::check::terms::units::constant(right).is_some_and(|number| number.is_zero()) {
        return (None, None);
    }
    match comparison {
        Comparison::Above | Comparison::Below | Comparison::Unequal => (Some(left), None),
        Comparison::Equal | Comparison::AtLeast | Comparison::AtMost => (None, Some(left)),
    }
}

/// Whether two expressions are the same but for their places.
pub(in crate::check) fn same(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Input(a), ExprKind::Input(b)) => a == b,
        (ExprKind::Formula(a), ExprKind::Formula(b)) => a == b,
        (ExprKind::Group(a), ExprKind::Group(b)) => a == b,
        (ExprKind::Field(a), ExprKind::Field(b)) => a == b,
        (ExprKind::Arithmetic(f, a1, a2), ExprKind::Arithmetic(g, b1, b2)) => {
            f == g && same(a1, b1) && same(a2, b2)
        }
        (
            ExprKind::Aggregate { function, list, value, filter, trim, matter },
            ExprKind::Aggregate { function: g, list: other, value: v, filter: w, trim: t, matter: m },
        ) => {
            let both = |x: &Option<Box<Expr>>, y: &Option<Box<Expr>>| match (x, y) {
                (Some(x), Some(y)) => same(x, y),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
            function == g && list == other && trim == t && matter == m && both(value, v) && both(filter, w)
        }
        _ => false,
    }
}
