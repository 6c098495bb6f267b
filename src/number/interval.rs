//! Stretches of numbers: what a value can be, and what a band takes.

use super::{Number, Unit};
use crate::source::Text;

/// One end of a stretch.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Bound {
    /// No end on this side.
    Open,
    /// Up to and with the number.
    Included(Number),
    /// Up to but without the number.
    Excluded(Number),
}

impl Bound {
    /// The number at the end; none without an end.
    pub fn value(&self) -> Option<&Number> {
        match self {
            Bound::Open => None,
            Bound::Included(value) | Bound::Excluded(value) => Some(value),
        }
    }

    /// With another number, if there is one.
    fn map(&self, change: impl Fn(&Number) -> Number) -> Bound {
        match self {
            Bound::Open => Bound::Open,
            Bound::Included(value) => Bound::Included(change(value)),
            Bound::Excluded(value) => Bound::Excluded(change(value)),
        }
    }

    /// The sum of two ends on the same side: reached only if both are.
    fn plus(&self, other: &Bound) -> Bound {
        match (self, other) {
            (Bound::Included(a), Bound::Included(b)) => Bound::Included(a + b),
            (Bound::Open, _) | (_, Bound::Open) => Bound::Open,
            (Bound::Included(a) | Bound::Excluded(a), Bound::Included(b) | Bound::Excluded(b)) => {
                Bound::Excluded(a + b)
            }
        }
    }

    /// 1 over an end of a stretch without 0: beside 0 there is no end, and without an end it comes near 0.
    fn inverted(&self) -> Bound {
        match self {
            Bound::Open => Bound::Excluded(Number::ZERO),
            Bound::Included(value) => Number::ONE.over(value).map_or(Bound::Open, Bound::Included),
            Bound::Excluded(value) => Number::ONE.over(value).map_or(Bound::Open, Bound::Excluded),
        }
    }
}

/// All numbers between two ends.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Interval {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
}

impl Interval {
    /// Every number.
    pub const ALL: Interval = Interval { low: Bound::Open, high: Bound::Open };
    /// No number.
    pub const NONE: Interval =
        Interval { low: Bound::Excluded(Number::ZERO), high: Bound::Excluded(Number::ZERO) };

    /// Between two ends; empty if they are the wrong way round.
    pub fn new(low: Bound, high: Bound) -> Interval {
        Interval { low, high }
    }

    /// 0 and above.
    pub fn from_zero() -> Interval {
        Interval::new(Bound::Included(Number::ZERO), Bound::Open)
    }

    /// One number.
    pub fn point(value: Number) -> Interval {
        Interval::closed(value.clone(), value)
    }

    /// Both ends included.
    pub fn closed(low: Number, high: Number) -> Interval {
        Interval::new(Bound::Included(low), Bound::Included(high))
    }

    /// The number at the lower end.
    pub fn low_value(&self) -> Option<&Number> {
        self.low.value()
    }

    /// The number at the upper end.
    pub fn high_value(&self) -> Option<&Number> {
        self.high.value()
    }

    /// Whether the number lies inside.
    pub fn contains(&self, number: &Number) -> bool {
        let above = match &self.low {
            Bound::Open => true,
            Bound::Included(low) => low <= number,
            Bound::Excluded(low) => low < number,
        };
        let below = match &self.high {
            Bound::Open => true,
            Bound::Included(high) => number <= high,
            Bound::Excluded(high) => number < high,
        };
        above && below
    }

    /// Whether 0 lies inside.
    pub fn contains_zero(&self) -> bool {
        self.contains(&Number::ZERO)
    }

    /// Whether no number lies inside.
    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Bound::Open, _) | (_, Bound::Open) => false,
            (Bound::Included(low), Bound::Included(high)) => low > high,
            (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => {
                low >= high
            }
        }
    }

    /// The number, if there is just one.
    pub fn single(&self) -> Option<&Number> {
        match (&self.low, &self.high) {
            (Bound::Included(low), Bound::Included(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// What lies in both.
    pub fn intersect(&self, other: &Interval) -> Interval {
        let low = if self.starts_before(other) { &other.low } else { &self.low };
        let high = if self.ends_after(other) { &other.high } else { &self.high };
        Interval::new(low.clone(), high.clone())
    }

    /// The least stretch that holds both.
    pub fn hull(&self, other: &Interval) -> Interval {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        let low = if self.starts_before(other) { &self.low } else { &other.low };
        let high = if self.ends_after(other) { &self.high } else { &other.high };
        Interval::new(low.clone(), high.clone())
    }

    /// Whether a number lies in both.
    pub fn overlaps(&self, other: &Interval) -> bool {
        !self.intersect(other).is_empty()
    }

    fn starts_before(&self, other: &Interval) -> bool {
        match (&self.low, &other.low) {
            (Bound::Open, _) => true,
            (_, Bound::Open) => false,
            (Bound::Included(a), Bound::Excluded(b)) => a <= b,
            (Bound::Included(a) | Bound::Excluded(a), Bound::Included(b) | Bound::Excluded(b)) => a < b,
        }
    }

    fn ends_after(&self, other: &Interval) -> bool {
        match (&self.high, &other.high) {
            (Bound::Open, _) => true,
            (_, Bound::Open) => false,
            (Bound::Included(a), Bound::Excluded(b)) => a >= b,
            (Bound::Included(a) | Bound::Excluded(a), Bound::Included(b) | Bound::Excluded(b)) => a > b,
        }
    }

    /// Every sum of a number here and one there.
    pub fn plus(&self, other: &Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        Interval::new(self.low.plus(&other.low), self.high.plus(&other.high))
    }

    /// Every difference.
    pub fn minus(&self, other: &Interval) -> Interval {
        self.plus(&other.negated())
    }

    /// Every quotient; every number if the divisor can be 0.
    pub fn over(&self, divisor: &Interval) -> Interval {
        if self.is_empty() || divisor.is_empty() {
            return Interval::NONE;
        }
        if divisor.contains_zero() {
            return Interval::ALL;
        }
        self.times(&Interval::new(divisor.high.inverted(), divisor.low.inverted()))
    }

    /// Every number with the other sign.
    pub fn negated(&self) -> Interval {
        Interval::new(self.high.map(|value| -value), self.low.map(|value| -value))
    }

    /// Every number times one.
    pub fn scaled(&self, factor: &Number) -> Interval {
        self.times(&Interval::point(factor.clone()))
    }

    /// In base units, as a regulation writes it: `85%(含)-95%(不含)`, `90分(含)以上`.
    pub fn told(&self, unit: &Unit) -> Text {
        if let Some(value) = self.single() {
            return Text::same(unit.show(value));
        }
        let end = |bound: &Bound| match bound {
            Bound::Open => None,
            Bound::Included(value) => Some((unit.show(value), "(含)", "(incl)")),
            Bound::Excluded(value) => Some((unit.show(value), "(不含)", "(excl)")),
        };
        match (end(&self.low), end(&self.high)) {
            (Some((low, zh, en)), Some((high, zh_high, en_high))) => {
                Text::new(format!("{low}{zh}-{high}{zh_high}"), format!("{low}{en}-{high}{en_high}"))
            }
            (Some((low, zh, en)), None) => {
                Text::new(format!("{low}{zh}以上"), format!("{low}{en} and above"))
            }
            (None, Some((high, zh, en))) => {
                Text::new(format!("{high}{zh}以下"), format!("{high}{en} and below"))
            }
            (None, None) => Text::new("任何数", "any number"),
        }
    }

    /// The same as the range of an input is written, where ends belong to it unless marked: `0%-100%`, `0分以上`.
    pub fn range_told(&self, unit: &Unit) -> Text {
        let told = self.told(unit);
        Text::new(told.zh.replace("(含)", ""), told.en.replace("(incl)", ""))
    }

    /// In base units, as mathematics writes it: `[85%, 95%)`; a single number without brackets.
    pub fn show(&self, unit: &Unit) -> String {
        if let Some(value) = self.single() {
            return unit.show(value);
        }
        let low = match &self.low {
            Bound::Open => "(-∞".to_owned(),
            Bound::Included(value) => format!("[{}", unit.show(value)),
            Bound::Excluded(value) => format!("({}", unit.show(value)),
        };
        let high = match &self.high {
            Bound::Open => "+∞)".to_owned(),
            Bound::Included(value) => format!("{}]", unit.show(value)),
            Bound::Excluded(value) => format!("{})", unit.show(value)),
        };
        format!("{low}, {high}")
    }
}
