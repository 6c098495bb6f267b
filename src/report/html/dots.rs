//! A dot for each on one scale, row by row.

use maud::{Markup, html};

use super::super::page::{DotRow, Dots};
use crate::number::Number;
use crate::source::Lang;

const PLOT: i64 = 520;
const LABELS: i64 = 140;
const EDGE: i64 = 20;
const ROW: i64 = 60;
const HEAD: i64 = 22;
const FOOT: i64 = 22;
/// Dots closer than this stand above one another.
const APART: i64 = 7;

/// From the lowest to the highest of what is shown, in whole tens.
struct Scale {
    low: Number,
    span: Number,
}

impl Scale {
    fn of(dots: &Dots) -> Scale {
        let values = dots.rows.iter().flat_map(|row| row.dots.iter().map(|(value, _)| value));
        let all = || values.clone().chain(dots.marks.iter().map(|(value, _)| value));
        let ten = Number::whole(10);
        let tens = |value: &Number| value.over(&ten).unwrap_or(Number::ZERO);
        let low = all().min().map_or(Number::ZERO, |low| &tens(low).floor() * &ten);
        let high = all().max().map_or(Number::ONE, |high| &tens(high).ceiling() * &ten);
        let span = &high - &low;
        Scale { low, span: if span.is_positive() { span } else { ten } }
    }

    fn x(&self, value: &Number) -> Number {
        let share = (value - &self.low).over(&self.span).unwrap_or(Number::ZERO);
        &Number::whole(LABELS) + &(&share * &Number::whole(PLOT))
    }
}

/// The picture.
pub(super) fn picture(dots: &Dots, lang: Lang) -> Markup {
    let scale = Scale::of(dots);
    let rows = i64::try_from(dots.rows.len()).unwrap_or(0);
    let bottom = HEAD + rows.saturating_mul(ROW);
    let (width, height) = (LABELS + PLOT + EDGE, bottom + FOOT);
    let high = &scale.low + &scale.span;
    html! {
        figure {
            figcaption { (dots.caption.get(lang)) }
            svg role="img" aria-label=(dots.caption.get(lang)) viewBox={"0 0 " (width) " " (height)} {
                @for (value, name) in &dots.marks {
                    line x1=(scale.x(value).near(1)) x2=(scale.x(value).near(1)) y1=(HEAD - 4) y2=(bottom) class="mark" {}
                    text x=(scale.x(value).near(1)) y=(HEAD - 8) class="middle" { (name) " " (value.plain()) }
                }
                @for (at, row) in dots.rows.iter().enumerate() { (row_of(row, at, &scale)) }
                line x1=(LABELS) x2=(LABELS + PLOT) y1=(bottom) y2=(bottom) class="zero" {}
                text x=(LABELS) y=(bottom + 15) class="middle" { (scale.low.plain()) }
                text x=(LABELS + PLOT) y=(bottom + 15) class="middle" { (high.plain()) }
            }
        }
    }
}

fn row_of(row: &DotRow, at: usize, scale: &Scale) -> Markup {
    let top = HEAD + i64::try_from(at).unwrap_or(0).saturating_mul(ROW);
    html! {
        text x=(LABELS - 10) y=(top + ROW / 2 + 4) class="label" { (row.label) }
        @for (x, y, name) in placed(row, top, scale) {
            circle cx=(x.near(1)) cy=(y) r="3" class="dot" { title { (name) } }
        }
    }
}

/// Dots from left to right; one that would cover the last ones stands above them.
fn placed<'r>(row: &'r DotRow, top: i64, scale: &Scale) -> Vec<(Number, i64, String)> {
    let mut dots: Vec<&'r (Number, String)> = row.dots.iter().collect();
    dots.sort_by(|one, other| one.0.cmp(&other.0));
    let floor = top + ROW - 8;
    let mut last: Vec<Option<Number>> = Vec::new();
    let mut placed = Vec::new();
    for (value, name) in dots {
        let x = scale.x(value);
        let free = |end: &Option<Number>| end.as_ref().is_none_or(|end| &x - end >= Number::whole(APART));
        let level = last.iter().position(free).unwrap_or(last.len());
        if level == last.len() {
            last.push(None);
        }
        last[level] = Some(x.clone());
        let up = i64::try_from(level).unwrap_or(0).saturating_mul(APART).min(ROW - 16);
        placed.push((x, floor - up, format!("{name} {}", value.near(2))));
    }
    placed
}
