//! Bars to the left and right of zero, as a picture that a reader's voice can read out.

use maud::{Markup, html};

use super::super::page::{Bar, Bars};
use crate::number::Number;
use crate::source::Lang;

/// Colours that stay apart for colour-blind readers and in grey print.
const COLOURS: [&str; 8] =
    ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999", "#b8a900"];

const PLOT: i64 = 400;
const LABELS: i64 = 180;
const TOTALS: i64 = 60;
const ROW: i64 = 18;

/// How amounts become places.
struct Scale {
    /// The room left of zero, in amounts.
    left: Number,
    /// The width of the plot, in amounts; above zero.
    whole: Number,
}

impl Scale {
    fn of(bars: &[Bar]) -> Scale {
        let reach = |negative: bool| {
            let one = |bar: &Bar| {
                let side = bar.amounts.iter().filter(|amount| amount.is_negative() == negative);
                side.fold(Number::ZERO, |sum, amount| &sum + &amount.abs())
            };
            bars.iter().map(one).max().unwrap_or(Number::ZERO)
        };
        let (left, right) = (reach(true), reach(false));
        let whole = &left + &right;
        let whole = if whole.is_positive() { whole } else { Number::ONE };
        Scale { left, whole }
    }

    /// So many units of the picture.
    fn units(&self, amount: &Number) -> Number {
        (amount * &Number::whole(PLOT)).over(&self.whole).unwrap_or(Number::ZERO)
    }

    fn zero(&self) -> Number {
        &Number::whole(LABELS) + &self.units(&self.left)
    }
}

/// The picture with its legend.
pub(super) fn picture(bars: &Bars, lang: Lang) -> Markup {
    let scale = Scale::of(&bars.bars);
    let rows = i64::try_from(bars.bars.len()).unwrap_or(i64::MAX / ROW);
    let (width, height) = (LABELS + PLOT + TOTALS, rows.saturating_mul(ROW));
    let zero = scale.zero().near(1);
    html! {
        figure {
            figcaption { (bars.caption.get(lang)) }
            ul.legend { @for (at, part) in bars.parts.iter().enumerate() {
                li { span.swatch style={"background:" (colour(at))} {} (part.get(lang)) }
            } }
            svg role="img" aria-label=(bars.caption.get(lang)) viewBox={"0 0 " (width) " " (height)} {
                @for (at, bar) in bars.bars.iter().enumerate() { (row(bar, (at, &scale), bars, lang)) }
                line x1=(zero) x2=(zero) y1="0" y2=(height) class="zero" {}
            }
        }
    }
}

fn colour(part: usize) -> &'static str {
    COLOURS[part % COLOURS.len()]
}

fn row(bar: &Bar, (at, scale): (usize, &Scale), bars: &Bars, lang: Lang) -> Markup {
    let top = i64::try_from(at).unwrap_or(0).saturating_mul(ROW);
    let pieces = pieces(bar, scale);
    let says = |part: usize, amount: &Number| {
        let name = bars.parts.get(part).map_or("", |name| name.get(lang));
        format!("{} {name} {}", bar.label, amount.near(2))
    };
    html! {
        text x=(LABELS - 6) y=(top + 13) class="label" { (bar.label) }
        @for (part, from, wide) in pieces {
            rect x=(from.near(1)) y=(top + 3) width=(wide.near(1)) height=(ROW - 6) fill=(colour(part)) {
                title { (says(part, &bar.amounts[part])) }
            }
        }
        text x=(LABELS + PLOT + TOTALS) y=(top + 13) class="label" { (bar.total) }
    }
}

/// The pieces of a bar: gains stand to the right of zero, losses to the left, each beside the last.
fn pieces(bar: &Bar, scale: &Scale) -> Vec<(usize, Number, Number)> {
    let (mut left, mut right) = (scale.zero(), scale.zero());
    let mut pieces = Vec::new();
    for (part, amount) in bar.amounts.iter().enumerate().filter(|(_, amount)| !amount.is_zero()) {
        let wide = scale.units(&amount.abs());
        if amount.is_negative() {
            left = &left - &wide;
            pieces.push((part, left.clone(), wide));
        } else {
            let from = right.clone();
            right = &right + &wide;
            pieces.push((part, from, wide));
        }
    }
    pieces
}
