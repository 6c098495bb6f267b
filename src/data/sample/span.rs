//! A number out of a stretch, with few decimals, in a unit.

use super::random::Random;
use crate::number::{Bound, Interval, Number, Share, Unit};

/// The text of a number that lies in the range and can be read in this unit. Shares carry their sign.
pub(super) fn number(range: &Interval, unit: &Unit, whole: bool, random: &mut Random) -> String {
    let suffix = match unit.share {
        Share::None | Share::Rate => "",
        Share::Percent | Share::PercentPoint => &unit.symbol,
    };
    let steps: &[i64] = if whole { &[1] } else { &[100, 10_000, 1_000_000] };
    let drawn =
        steps.iter().find_map(|&parts| Grid::new((range, unit, whole), parts).map(|grid| grid.draw(random)));
    drawn.map(|number| format!("{}{suffix}", number.plain())).unwrap_or_default()
}

/// The multiples of `1 / parts` that lie in a range, from `first` to `last`.
struct Grid {
    first: i64,
    last: i64,
    parts: i64,
}

impl Grid {
    /// None where no multiple lies in the range.
    fn new((range, unit, whole): (&Interval, &Unit, bool), parts: i64) -> Option<Grid> {
        let (low, high) = ends(range, unit, whole);
        let scale = Number::whole(parts);
        let mut first = (&low * &scale).ceiling().to_i64()?;
        let mut last = (&high * &scale).floor().to_i64()?;
        let inside =
            |at: i64| Number::ratio(at, parts).is_some_and(|number| range.contains(&unit.to_base(&number)));
        // An end may be excluded.
        first += i64::from(!inside(first));
        last -= i64::from(!inside(last));
        (first <= last).then_some(Grid { first, last, parts })
    }

    /// One in sixteen is an end: that is where rules are wrong.
    fn draw(&self, random: &mut Random) -> Number {
        let at = match random.below(32) {
            0 => self.first,
            1 => self.last,
            _ => {
                let count = self.last.abs_diff(self.first).saturating_add(1);
                self.first.saturating_add_unsigned(random.below(count))
            }
        };
        Number::ratio(at, self.parts).unwrap_or(Number::ZERO)
    }
}

/// The ends in the unit; where a side is open, so far as such numbers commonly go.
fn ends(range: &Interval, unit: &Unit, whole: bool) -> (Number, Number) {
    let end = |bound: &Bound| bound.value().map(|value| unit.from_base(value));
    let usual = Number::whole(usual(unit, whole));
    match (end(&range.low), end(&range.high)) {
        (Some(low), Some(high)) => (low, high),
        (Some(low), None) => (low.clone(), low + usual),
        (None, Some(high)) if high.is_positive() => (Number::ZERO, high),
        (None, Some(high)) => (high.clone() - usual, high),
        (None, None) => (Number::ZERO, usual),
    }
}

fn usual(unit: &Unit, whole: bool) -> i64 {
    match unit.share {
        Share::Percent | Share::PercentPoint => 120,
        Share::None | Share::Rate if whole => 20,
        Share::None if unit.is_money() => 10_000,
        Share::None | Share::Rate => 100,
    }
}
