//! Whether two readings of the rules come to different results, and where first.

use crate::data::Dataset;
use crate::eval::{self, Outcome, Results, Row};
use crate::number::Number;
use crate::plan::{GradeId, IndicatorId, Scheme};

/// A result that a slip changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Seen {
    /// What an indicator comes to.
    Score(IndicatorId, Outcome, Outcome),
    /// What a bonus or penalty comes to, by its place.
    Outside(usize, Outcome, Outcome),
    /// 总分; none where it is undetermined.
    Total(Option<Number>, Option<Number>),
    /// 等级
    Grade(Option<GradeId>, Option<GradeId>),
    /// The place in a ranking.
    Place(usize, Option<u32>, Option<u32>),
    /// Whether a consequence follows, and with which amount of money; by its place.
    Consequence(usize, Follows, Follows),
    /// Whether an alert is raised; by its place.
    Alert(usize, bool, bool),
}

/// How a consequence stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Follows {
    /// It does not.
    No,
    /// It does, with this amount.
    Yes(Option<Number>),
    /// It cannot be decided.
    Undecided,
}

/// The rules, and what data come to by them.
#[derive(Clone, Copy)]
pub(super) struct Come<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) results: &'a Results,
}

/// The first difference in the order of evaluation, with the subject that has it: the same place in both.
pub(super) fn first(data: &Dataset, one: Come<'_>, other: Come<'_>) -> Option<(usize, Seen)> {
    let subjects = || 0..data.subjects.len();
    for (place, (a, b)) in one.results.scores.iter().zip(&other.results.scores).enumerate() {
        if let Some((subject, a, b)) = unequal(a, b) {
            let id = IndicatorId(u32::try_from(place).unwrap_or(u32::MAX));
            return Some((subject, Seen::Score(id, a, b)));
        }
    }
    for (place, (a, b)) in one.results.outside.iter().zip(&other.results.outside).enumerate() {
        if let Some((subject, a, b)) = unequal(a, b) {
            return Some((subject, Seen::Outside(place, a, b)));
        }
    }
    if let Some((subject, a, b)) = unequal(&one.results.total, &other.results.total) {
        return Some((subject, Seen::Total(a, b)));
    }
    if let Some((subject, a, b)) = unequal(&one.results.grades, &other.results.grades) {
        return Some((subject, Seen::Grade(a, b)));
    }
    for (place, (a, b)) in one.results.places.iter().zip(&other.results.places).enumerate() {
        if let Some((subject, a, b)) = unequal(a, b) {
            return Some((subject, Seen::Place(place, a, b)));
        }
    }
    if one.scheme.consequences.is_empty() && one.scheme.alerts.is_empty() {
        return None;
    }
    subjects().find_map(|subject| {
        let seen = consequence(data, one, other, subject).or_else(|| alert(data, one, other, subject))?;
        Some((subject, seen))
    })
}

fn unequal<T: Clone + PartialEq>(a: &[T], b: &[T]) -> Option<(usize, T, T)> {
    let at = a.iter().zip(b).position(|(a, b)| a != b)?;
    Some((at, a.get(at)?.clone(), b.get(at)?.clone()))
}

fn consequence(data: &Dataset, one: Come<'_>, other: Come<'_>, subject: usize) -> Option<Seen> {
    let follow =
        |come: Come<'_>| Row { scheme: come.scheme, data, results: come.results, subject }.consequences();
    let (a, b) = (follow(one), follow(other));
    let standing = |follow: &[eval::Follows], place: usize| match follow
        .iter()
        .find(|follows| follows.consequence == place)
    {
        None => Follows::No,
        Some(follows) if follows.undecided.is_some() => Follows::Undecided,
        Some(follows) => Follows::Yes(follows.money.clone()),
    };
    (0..one.scheme.consequences.len()).find_map(|place| {
        let (a, b) = (standing(&a, place), standing(&b, place));
        (a != b).then_some(Seen::Consequence(place, a, b))
    })
}

fn alert(data: &Dataset, one: Come<'_>, other: Come<'_>, subject: usize) -> Option<Seen> {
    let raised = |come: Come<'_>| eval::alerts(come.scheme, data, come.results, subject);
    let (a, b) = (raised(one), raised(other));
    let is = |alerts: &[eval::Alerted], place: usize| {
        alerts.iter().any(|alert| alert.alert == place && alert.undecided.is_none())
    };
    (0..one.scheme.alerts.len()).find_map(|place| {
        let (a, b) = (is(&a, place), is(&b, place));
        (a != b).then_some(Seen::Alert(place, a, b))
    })
}
