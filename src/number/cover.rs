//! Questions about several stretches: the corners of a product, what is left uncovered, an example from inside.

use super::{Bound, Interval, Number};

/// How far a product goes: without end below, to a number, without end above; ordered like that.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Corner {
    Below,
    At(Number),
    Above,
}

impl Interval {
    /// Every product of a number here and one there.
    pub fn times(&self, other: &Interval) -> Interval {
        if self.is_empty() || other.is_empty() {
            return Interval::NONE;
        }
        let [a, b] = self.ends();
        let [c, d] = other.ends();
        let corners = [product(&a, &c), product(&a, &d), product(&b, &c), product(&b, &d)];
        // Where two corners meet in one number, it is reached if one of them is.
        let [least, greatest] =
            [corners.iter().map(|(at, _)| at).min(), corners.iter().map(|(at, _)| at).max()];
        let bound = |end: Option<&Corner>| {
            let reached = corners.iter().any(|(at, reached)| Some(at) == end && *reached);
            match end {
                Some(Corner::At(value)) if reached => Bound::Included(value.clone()),
                Some(Corner::At(value)) => Bound::Excluded(value.clone()),
                Some(Corner::Below | Corner::Above) | None => Bound::Open,
            }
        };
        Interval::new(bound(least), bound(greatest))
    }

    fn ends(&self) -> [(Corner, bool); 2] {
        let end = |bound: &Bound, open: Corner| match bound {
            Bound::Open => (open, false),
            Bound::Included(value) => (Corner::At(value.clone()), true),
            Bound::Excluded(value) => (Corner::At(value.clone()), false),
        };
        [end(&self.low, Corner::Below), end(&self.high, Corner::Above)]
    }

    /// A number inside to show as an example, with as few decimals as there is room for; none if empty.
    pub fn middle(&self) -> Option<Number> {
        if self.is_empty() {
            return None;
        }
        if let Some(value) = self.single() {
            return Some(value.clone());
        }
        match (self.low_value(), self.high_value()) {
            (None, None) => Some(Number::ZERO),
            (Some(low), None) => Some(low + &Number::ONE),
            (None, Some(high)) => Some(high - &Number::ONE),
            (Some(low), Some(high)) => {
                let middle = (low + high).over(&Number::whole(2))?;
                let short = (0..=28).map(|places| middle.rounded(places));
                short.into_iter().find(|number| self.contains(number)).or(Some(middle))
            }
        }
    }

    /// The one or two stretches left when another is cut out.
    fn without(&self, other: &Interval) -> Vec<Interval> {
        if !self.overlaps(other) {
            return vec![self.clone()];
        }
        let before = beside(&other.low).map(|high| Interval::new(self.low.clone(), high));
        let after = beside(&other.high).map(|low| Interval::new(low, self.high.clone()));
        [before, after].into_iter().flatten().filter(|rest| !rest.is_empty()).collect()
    }
}

/// The end of what lies just outside; nothing lies outside an open end.
fn beside(bound: &Bound) -> Option<Bound> {
    match bound {
        Bound::Open => None,
        Bound::Included(value) => Some(Bound::Excluded(value.clone())),
        Bound::Excluded(value) => Some(Bound::Included(value.clone())),
    }
}

/// The product of two ends. 0 times anything is 0, and it is reached as soon as the 0 is, whatever the other.
fn product(a: &(Corner, bool), b: &(Corner, bool)) -> (Corner, bool) {
    let (below, above) = (Corner::Below, Corner::Above);
    let zero = |end: &(Corner, bool)| end.0 == Corner::At(Number::ZERO);
    if zero(a) || zero(b) {
        let reached = (a.1 && (b.1 || zero(a))) || (b.1 && zero(b));
        return (Corner::At(Number::ZERO), reached);
    }
    if let (Corner::At(x), Corner::At(y)) = (&a.0, &b.0) {
        return (Corner::At(x * y), a.1 && b.1);
    }
    let negative = |end: &(Corner, bool)| end.0 < Corner::At(Number::ZERO);
    (if negative(a) == negative(b) { above } else { below }, false)
}

/// The stretches of `whole` that no part covers, from low to high, single numbers included.
pub fn uncovered(parts: &[Interval], whole: &Interval) -> Vec<Interval> {
    let mut left = vec![whole.clone()];
    left.retain(|stretch| !stretch.is_empty());
    for part in parts.iter().filter(|part| !part.is_empty()) {
        left = left.iter().flat_map(|stretch| stretch.without(part)).collect();
    }
    left
}

#[cfg(test)]
mod tests;
