//! Intervals against the definition: a number is in the result exactly if it should be.

use proptest::prelude::{Just, Strategy, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::uncovered;
use crate::number::{Bound, Interval, Number, Unit};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// `[1, 2)`, `(-∞, 3]`.
fn interval(text: &str) -> Interval {
    let inner = &text[1..text.len() - 1];
    let (low, high) = inner.split_once(", ").unwrap();
    let end = |text: &str, bracket: bool| match (text, bracket) {
        ("-∞" | "+∞", _) => Bound::Open,
        (value, true) => Bound::Included(number(value)),
        (value, false) => Bound::Excluded(number(value)),
    };
    Interval::new(end(low, text.starts_with('[')), end(high, text.ends_with(']')))
}

fn shown(interval: &Interval) -> String {
    interval.show(&Unit::plain())
}

#[test]
fn multiplies() {
    for (a, b, product) in [
        ("[1, 2]", "[3, 4)", "[3, 8)"),
        ("[-1, 2]", "(-3, 4]", "(-6, 8]"),
        ("[0, 1)", "(-1, 2]", "(-1, 2)"),
        ("[0, +∞)", "[0, 1]", "[0, +∞)"),
        ("(0, +∞)", "(0, 1]", "(0, +∞)"),
        ("[1, +∞)", "(-∞, 0)", "(-∞, 0)"),
        ("[0, 0]", "(-∞, +∞)", "0"),
        ("(-1, 0)", "(-1, 0)", "(0, 1)"),
    ] {
        assert_eq!(shown(&interval(a).times(&interval(b))), product, "{a} × {b}");
        assert_eq!(shown(&interval(b).times(&interval(a))), product, "{b} × {a}");
    }
}

#[test]
fn divides() {
    for (a, b, quotient) in [
        ("[1, 2]", "[4, 5]", "[0.2, 0.5]"),
        ("[0, 1]", "(0, 5]", "[0, +∞)"),
        ("[1, 2]", "[1, +∞)", "(0, 2]"),
        ("[1, 2]", "[-5, 0)", "(-∞, -0.2]"),
        ("[1, 2]", "(-∞, -1]", "[-2, 0)"),
        ("[1, 2]", "[0, 5]", "(-∞, +∞)"),
    ] {
        assert_eq!(shown(&interval(a).over(&interval(b))), quotient, "{a} ÷ {b}");
    }
}

#[test]
fn finds_gaps() {
    let gaps = |parts: &[&str], whole: &str| {
        let parts: Vec<Interval> = parts.iter().map(|part| interval(part)).collect();
        uncovered(&parts, &interval(whole)).iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(gaps(&["(90, 100]", "[80, 90)"], "[0, 100]"), ["[0, 80)", "90"]);
    assert_eq!(gaps(&["[90, 100]", "[80, 90)", "(-∞, 80)"], "[0, 100]"), [""; 0]);
    assert_eq!(gaps(&["(0, 1)"], "[0, +∞)"), ["0", "[1, +∞)"]);
    assert_eq!(gaps(&[], "[0, 1]"), ["[0, 1]"]);
    assert_eq!(gaps(&["(-∞, +∞)"], "[0, 1]"), [""; 0]);
    assert_eq!(gaps(&["[0, 85]", "[86, 100]"], "[0, 100]"), ["(85, 86)"]);
    assert_eq!(gaps(&["[5, 4]"], "[0, 9]"), ["[0, 9]"]);
}

#[test]
fn gives_short_examples() {
    for (stretch, example) in [
        ("(84.99, 85)", "84.995"),
        ("[80, 90)", "85"),
        ("(0, 1)", "0.5"),
        ("(0, +∞)", "1"),
        ("(-∞, 5]", "4"),
        ("(-∞, +∞)", "0"),
        ("[7, 7]", "7"),
        ("(0.6, 0.61)", "0.605"),
    ] {
        assert_eq!(interval(stretch).middle(), Some(number(example)), "{stretch}");
    }
    assert_eq!(interval("(7, 7]").middle(), None);
}

#[test]
fn shows_with_units() {
    let percent = Unit::parse("%");
    assert_eq!(interval("[0.85, 0.95)").show(&percent), "[85%, 95%)");
    assert_eq!(Interval::from_zero().show(&percent), "[0%, +∞)");
    assert_eq!(Interval::point(number("0.9")).show(&percent), "90%");
}

fn bounds() -> impl Strategy<Value = Bound> {
    let values = (-6i64..=6).prop_map(Number::whole);
    prop_oneof![
        1 => Just(Bound::Open),
        3 => values.clone().prop_map(Bound::Included),
        3 => values.prop_map(Bound::Excluded),
    ]
}

fn intervals() -> impl Strategy<Value = Interval> {
    (bounds(), bounds()).prop_map(|(low, high)| Interval::new(low, high))
}

/// Ends lie on whole numbers, so halves tell all stretches apart.
fn samples() -> impl Iterator<Item = Number> {
    (-20..=20).filter_map(|half| Number::ratio(half, 2))
}

proptest! {
    #[test]
    fn sets_are_sets(a in intervals(), b in intervals(), parts in prop::collection::vec(intervals(), 0..5)) {
        let gaps = uncovered(&parts, &a);
        for x in samples() {
            let (in_a, in_b) = (a.contains(&x), b.contains(&x));
            prop_assert_eq!(a.intersect(&b).contains(&x), in_a && in_b);
            prop_assert!(!(in_a || in_b) || a.hull(&b).contains(&x));
            prop_assert_eq!(a.negated().contains(&-&x), in_a);
            prop_assert!(!(in_a && a.is_empty()));
            let covered = parts.iter().any(|part| part.contains(&x));
            prop_assert_eq!(gaps.iter().filter(|gap| gap.contains(&x)).count(), usize::from(in_a && !covered));
        }
        prop_assert_eq!(a.middle().is_some(), !a.is_empty());
        prop_assert!(a.middle().is_none_or(|middle| a.contains(&middle)));
    }

    #[test]
    fn results_hold_every_outcome(a in intervals(), b in intervals()) {
        let inside = |interval: Interval| samples().filter(move |x| interval.contains(x));
        for x in inside(a.clone()) {
            for y in inside(b.clone()) {
                prop_assert!(a.plus(&b).contains(&(&x + &y)));
                prop_assert!(a.minus(&b).contains(&(&x - &y)));
                prop_assert!(a.times(&b).contains(&(&x * &y)));
                prop_assert!(x.over(&y).is_none_or(|quotient| a.over(&b).contains(&quotient)));
                prop_assert!(a.scaled(&y).contains(&(&x * &y)));
            }
        }
    }
}
