//! Bands by their ends, whichever way they are written.

use crate::format::Style;
use crate::source::Span;
use crate::syntax::ast::{Band, BandKind, Bound, Comparison, Expr, ExprKind, Quantity};

/// A band by its ends; each carries whether it is included, as far as the band says so.
pub(super) enum Ends {
    Only(Bound),
    Stretch(Option<Bound>, Option<Bound>),
    /// All but one number.
    AllBut,
}

pub(super) fn ends(band: &Band) -> Ends {
    let marked = |bound: &Bound, included: bool| Some(Bound { included: Some(included), ..bound.clone() });
    match &band.kind {
        BandKind::Compared(comparison, bound) => match comparison {
            Comparison::AtLeast => Ends::Stretch(marked(bound, true), None),
            Comparison::Above => Ends::Stretch(marked(bound, false), None),
            Comparison::AtMost => Ends::Stretch(None, marked(bound, true)),
            Comparison::Below => Ends::Stretch(None, marked(bound, false)),
            Comparison::Equal => Ends::Only(bound.clone()),
            Comparison::Unequal => Ends::AllBut,
        },
        BandKind::Between(low, high) => Ends::Stretch(Some(low.clone()), Some(high.clone())),
        BandKind::AndUp(bound) => Ends::Stretch(Some(bound.clone()), None),
        BandKind::AndDown(bound) => Ends::Stretch(None, Some(bound.clone())),
        BandKind::Only(bound) => Ends::Only(bound.clone()),
    }
}

/// The band with these ends; none where they are none.
pub(super) fn band(ends: Ends, span: Span) -> Option<Band> {
    let bare = |bound: Bound| Bound { included: None, ..bound };
    let kind = match ends {
        Ends::Only(bound) => BandKind::Only(bound),
        Ends::Stretch(Some(low), Some(high)) => BandKind::Between(low, high),
        Ends::Stretch(Some(low), None) => match low.included {
            Some(true) => BandKind::Compared(Comparison::AtLeast, bare(low)),
            Some(false) => BandKind::Compared(Comparison::Above, bare(low)),
            None => BandKind::AndUp(low),
        },
        Ends::Stretch(None, Some(high)) => match high.included {
            Some(true) => BandKind::Compared(Comparison::AtMost, bare(high)),
            Some(false) => BandKind::Compared(Comparison::Below, bare(high)),
            None => BandKind::AndDown(high),
        },
        Ends::Stretch(None, None) | Ends::AllBut => return None,
    };
    Some(Band { kind, span })
}

/// Bands of one table as one spelling has them: low end first, each end with its unit, and with its mark where the band
/// on its other side has one.
pub(super) fn settle(mut bands: Vec<&mut Band>) {
    for one in &mut bands {
        let settled = match ends(one) {
            Ends::Stretch(Some(low), Some(high)) => {
                let (low, high) = in_order(with_unit(&low, &high), with_unit(&high, &low));
                band(Ends::Stretch(Some(low), Some(high)), one.span)
            }
            other @ (Ends::Stretch(..) | Ends::Only(_) | Ends::AllBut) => band(other, one.span),
        };
        if let Some(settled) = settled {
            **one = settled;
        }
    }
    let all: Vec<Ends> = bands.iter().map(|band| ends(band)).collect();
    for one in bands {
        let Ends::Stretch(mut low, mut high) = ends(one) else { continue };
        low.iter_mut().for_each(|bound| mark(bound, &all, true));
        high.iter_mut().for_each(|bound| mark(bound, &all, false));
        if let Some(settled) = band(Ends::Stretch(low, high), one.span) {
            *one = settled;
        }
    }
}

/// An unmarked end is what the band on its other side leaves over; where that says nothing, a band on this side speaks for
/// all, so that settling twice settles nothing more.
fn mark(bound: &mut Bound, all: &[Ends], is_low: bool) {
    if bound.included.is_some() {
        return;
    }
    let meaning = Style::Meaning.expr(&bound.value);
    let here = |end: &&Bound| Style::Meaning.expr(&end.value) == meaning;
    let only = |ends: &Ends| matches!(ends, Ends::Only(own) if here(&own));
    if all.iter().any(only) {
        // A row for this very number has it.
        bound.included = Some(false);
        return;
    }
    let said = |low: bool| {
        let ends = all.iter().filter_map(|ends| match ends {
            Ends::Stretch(below, above) => {
                if low {
                    below.as_ref()
                } else {
                    above.as_ref()
                }
            }
            Ends::Only(_) | Ends::AllBut => None,
        });
        ends.filter(here).find_map(|end| end.included)
    };
    bound.included = said(!is_low).map(|included| !included).or_else(|| said(is_low));
}

fn in_order(one: Bound, other: Bound) -> (Bound, Bound) {
    let (first, second) = (one.value.literal_number(), other.value.literal_number());
    let turned = matches!((first, second), (Some(first), Some(second)) if first > second);
    if turned { (other, one) } else { (one, other) }
}

/// A bound without a unit takes the other's.
fn with_unit(bound: &Bound, other: &Bound) -> Bound {
    let unit = other.value.literal().and_then(|other| other.unit.clone());
    let lacks = bound.value.literal().is_some_and(|own| own.unit.is_none());
    match (unit, bound.value.literal_number()) {
        (Some(unit), Some(number)) if lacks => {
            let span = bound.value.span;
            let quantity = Quantity { number, unit: Some(unit), span };
            Bound { value: Expr { kind: ExprKind::Quantity(quantity), span }, ..bound.clone() }
        }
        (Some(_) | None, _) => bound.clone(),
    }
}
