//! Rounding that a rule declares.

use super::Number;

/// 四舍五入 to a number of decimal places: half goes away from zero (0.125 → 0.13, −0.125 → −0.13).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rounding {
    /// Decimal places kept.
    pub places: u8,
}

impl Rounding {
    /// The number, rounded.
    pub fn apply(self, number: &Number) -> Number {
        number.rounded(self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, Rounding};

    #[test]
    fn half_goes_away_from_zero() {
        let rounding = Rounding { places: 2 };
        let eighth = Number::ratio(1, 8).unwrap();
        assert_eq!(rounding.apply(&eighth), Number::hundredths(13));
        assert_eq!(rounding.apply(&-eighth), Number::hundredths(-13));
    }
}
