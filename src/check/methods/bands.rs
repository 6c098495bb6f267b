//! The notation of regulations, read: `85(含)-95%`, `90(含)分以上`, `不低于 95%`.

use crate::check::Checker;
use crate::check::place::Env;
use crate::check::terms::operators::fits;
use crate::check::terms::units::type_name;
use crate::number::{Bound, Interval, Number, Share, Unit};
use crate::plan::{Expr, ExprKind, Type};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{self, BandKind, Comparison};

/// A band as written: its ends, not yet knowing what unmarked ones leave over.
#[derive(Clone)]
pub(in crate::check) struct BandDraft {
    pub(in crate::check) low: EndDraft,
    pub(in crate::check) high: EndDraft,
}

/// An end of a band.
#[derive(Clone)]
pub(in crate::check) enum EndDraft {
    Open,
    At(BoundDraft),
}

/// A bound with its mark: (含) true, (不含) false, none unmarked.
#[derive(Clone)]
pub(in crate::check) struct BoundDraft {
    pub(in crate::check) value: Expr,
    pub(in crate::check) number: Option<Number>,
    pub(in crate::check) mark: Option<bool>,
    pub(in crate::check) span: Span,
}

impl EndDraft {
    pub(in crate::check) fn bound(&self) -> Option<&BoundDraft> {
        match self {
            EndDraft::Open => None,
            EndDraft::At(bound) => Some(bound),
        }
    }
}

impl<'a> Checker<'a> {
    /// A band of values of this type.
    pub(in crate::check) fn band(&mut self, env: Env, band: &'a ast::Band, of: &Type) -> Option<BandDraft> {
        let (low, high) = match &band.kind {
            BandKind::Compared(comparison, bound) => {
                let bound = self.bound(env, bound, None, of)?;
                compared(*comparison, bound)
            }
            BandKind::Between(first, second) => {
                let ends = (
                    self.bound(env, first, second.value.literal(), of),
                    self.bound(env, second, first.value.literal(), of),
                );
                let (first, second) = (ends.0?, ends.1?);
                let turned = matches!((&first.number, &second.number), (Some(a), Some(b)) if a > b);
                let (low, high) = if turned { (second, first) } else { (first, second) };
                (EndDraft::At(low), EndDraft::At(high))
            }
            BandKind::AndUp(bound) => (EndDraft::At(self.bound(env, bound, None, of)?), EndDraft::Open),
            BandKind::AndDown(bound) => (EndDraft::Open, EndDraft::At(self.bound(env, bound, None, of)?)),
            BandKind::Only(bound) => {
                let bound = BoundDraft { mark: Some(true), ..self.bound(env, bound, None, of)? };
                (EndDraft::At(bound.clone()), EndDraft::At(bound))
            }
        };
        Some(BandDraft { low, high })
    }

    /// A bound; without a unit it takes the other end's.
    fn bound(
        &mut self,
        env: Env,
        bound: &'a ast::Bound,
        other_unit: Option<&ast::Quantity>,
        of: &Type,
    ) -> Option<BoundDraft> {
        let borrowed = match (bound.value.literal(), other_unit) {
            (Some(quantity), Some(other)) if quantity.unit.is_none() => {
                let number = bound.value.literal_number().unwrap_or(Number::ZERO);
                Some(ast::Quantity { number, unit: other.unit.clone(), span: bound.value.span })
            }
            (Some(_) | None, _) => None,
        };
        let value = match &borrowed {
            Some(quantity) => self.literal(quantity),
            None => self.expr(env, &bound.value)?,
        };
        let number = self.fixed(&value);
        if !number.as_ref().is_some_and(Number::is_zero) && !fits(of, &value.type_of) {
            self.bound_differs(&value, of);
            return None;
        }
        Some(BoundDraft { value, number, mark: bound.included, span: bound.span })
    }

    fn bound_differs(&mut self, bound: &Expr, of: &Type) {
        let (is, wanted) = (type_name(&bound.type_of), type_name(of));
        let quoted = self.quote(bound.span);
        let unit = spoken_unit(of);
        let digits: String =
            quoted.chars().take_while(|letter| letter.is_numeric() || *letter == '.').collect();
        let mut diagnostic = Diagnostic::new(
            Code::UnitMismatch,
            bound.span,
            Text::new(
                format!("这里分的是{}, 而“{quoted}”是{}", wanted.zh, is.zh),
                format!("the bands divide {}, and `{quoted}` is {}", wanted.en, is.en),
            ),
        );
        if !unit.is_empty() && !digits.is_empty() {
            diagnostic = diagnostic.help(Text::new(
                format!("写明单位, 如 {digits}{unit}"),
                format!("write the unit, as in {digits}{unit}"),
            ));
        }
        self.say(diagnostic);
    }

    /// A band of constants that stands alone: its unmarked ends belong to it, and bare numbers take the unit.
    pub(in crate::check) fn plain_band(&mut self, band: &'a ast::Band, unit: &Unit) -> Option<Interval> {
        let default = ast::Quantity {
            number: Number::ONE,
            unit: Some(crate::source::Spanned::new(unit.symbol.to_string(), band.span)),
            span: band.span,
        };
        let of = crate::check::terms::units::number_type(unit, false);
        let env = Env::formula(crate::check::tree::indicators::TOP);
        let draft = match &band.kind {
            BandKind::Compared(comparison, bound) => {
                let (low, high) = compared(*comparison, self.bound(env, bound, Some(&default), &of)?);
                BandDraft { low, high }
            }
            BandKind::AndUp(bound) => BandDraft {
                low: EndDraft::At(self.bound(env, bound, Some(&default), &of)?),
                high: EndDraft::Open,
            },
            BandKind::AndDown(bound) => BandDraft {
                low: EndDraft::Open,
                high: EndDraft::At(self.bound(env, bound, Some(&default), &of)?),
            },
            BandKind::Only(bound) => {
                let bound = self.bound(env, bound, Some(&default), &of)?;
                BandDraft { low: EndDraft::At(bound.clone()), high: EndDraft::At(bound) }
            }
            BandKind::Between(first, second) => {
                let first_unit =
                    second.value.literal().filter(|quantity| quantity.unit.is_some()).unwrap_or(&default);
                let second_unit =
                    first.value.literal().filter(|quantity| quantity.unit.is_some()).unwrap_or(&default);
                let ends = (
                    self.bound(env, first, Some(first_unit), &of),
                    self.bound(env, second, Some(second_unit), &of),
                );
                BandDraft { low: EndDraft::At(ends.0?), high: EndDraft::At(ends.1?) }
            }
        };
        let end = |end: &EndDraft| match end.bound() {
            None => Some(Bound::Open),
            Some(bound) => bound.number.clone().map(|number| {
                if bound.mark == Some(false) { Bound::Excluded(number) } else { Bound::Included(number) }
            }),
        };
        let range = (end(&draft.low), end(&draft.high));
        let (Some(low), Some(high)) = range else {
            self.say(Diagnostic::new(
                Code::TypeMismatch,
                band.span,
                Text::new("这里的界限要写成数", "the bounds here are written as numbers"),
            ));
            return None;
        };
        Some(Interval::new(low, high))
    }
}

/// The unit in which people write such a quantity.
fn spoken_unit(of: &Type) -> String {
    match of {
        Type::Number { dimension, .. } if dimension.is_money() => "万元".to_owned(),
        Type::Number { .. } => crate::check::terms::units::unit_of(of).symbol.to_string(),
        Type::YesNo | Type::Choice(_) | Type::Text | Type::Date => String::new(),
    }
}

/// 超过, 低于 exclude; 不低于, 不超过 include; 等于 is a single number.
fn compared(comparison: Comparison, bound: BoundDraft) -> (EndDraft, EndDraft) {
    let marked = |mark: bool| EndDraft::At(BoundDraft { mark: Some(mark), ..bound.clone() });
    match comparison {
        Comparison::AtLeast => (marked(true), EndDraft::Open),
        Comparison::Above => (marked(false), EndDraft::Open),
        Comparison::AtMost => (EndDraft::Open, marked(true)),
        Comparison::Below => (EndDraft::Open, marked(false)),
        Comparison::Equal | Comparison::Unequal => (marked(true), marked(true)),
    }
}

/// Whether a bound of it is written in percent.
pub(super) fn in_percent(band: &ast::Band) -> bool {
    let bounds = match &band.kind {
        ast::BandKind::Between(low, high) => vec![low, high],
        ast::BandKind::Compared(_, bound)
        | ast::BandKind::AndUp(bound)
        | ast::BandKind::AndDown(bound)
        | ast::BandKind::Only(bound) => vec![bound],
    };
    let unit = |bound: &ast::Bound| bound.value.literal().and_then(|quantity| quantity.unit.clone());
    bounds.into_iter().filter_map(unit).any(|unit| Unit::parse(&unit.value).share == Share::Percent)
}

/// Whether it is one number: 5分.
pub(super) fn is_single(band: &BandDraft) -> bool {
    match (band.low.bound(), band.high.bound()) {
        (Some(low), Some(high)) => low.number.is_some() && low.number == high.number,
        (None, _) | (_, None) => false,
    }
}

/// The unit of the first literal bound: what messages about the bands speak in.
pub(in crate::check) fn shown_in(rows: &[(Option<BandDraft>, Span)]) -> Option<Unit> {
    rows.iter()
        .flat_map(|(band, _)| band.iter().flat_map(|band| [&band.low, &band.high]))
        .filter_map(EndDraft::bound)
        .find_map(|BoundDraft { value, .. }| {
            let ExprKind::Number(number, unit) = &value.kind else { return None };
            (!number.is_zero()).then(|| unit.clone())
        })
}
