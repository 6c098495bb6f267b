//! Stretches end by end: rising functions, the greater and the lesser of two. Ends count as reached.

use crate::number::{Bound, Interval, Number};

/// What a rising function gives on a stretch.
pub(super) fn ends(interval: &Interval, rising: impl Fn(&Number) -> Number) -> Interval {
    let end = |value: Option<&Number>| value.map_or(Bound::Open, |value| Bound::Included(rising(value)));
    Interval::new(end(interval.low_value()), end(interval.high_value()))
}

/// The greater of two.
pub(super) fn greater(a: &Interval, b: &Interval) -> Interval {
    let low = match (a.low_value(), b.low_value()) {
        (Some(a), Some(b)) => Bound::Included(a.max(b).clone()),
        (Some(one), None) | (None, Some(one)) => Bound::Included(one.clone()),
        (None, None) => Bound::Open,
    };
    let high = match (a.high_value(), b.high_value()) {
        (Some(a), Some(b)) => Bound::Included(a.max(b).clone()),
        (_, _) => Bound::Open,
    };
    Interval::new(low, high)
}

/// The lesser of two.
pub(super) fn lesser(a: &Interval, b: &Interval) -> Interval {
    greater(&a.negated(), &b.negated()).negated()
}
