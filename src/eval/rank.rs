//! Places: 1-2-2-4, or 1-2-2-3 with 名次连续.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::expr::Reader;
use super::record::Silent;
use super::row::Row;
use super::{Results, Value};
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{Key, Order, Ranking, Scheme, Scope};

/// What told subjects apart in a ranking.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Apart {
    /// The keys, by place, that decided between two neighbours.
    pub keys: BTreeSet<usize>,
    /// Whether some are alike in every key.
    pub ties: bool,
}

/// What told subjects apart in each ranking, in results that are there.
pub fn apart(scheme: &Scheme, data: &Dataset, results: &Results) -> Vec<Apart> {
    // Rankings stand before quotas, and a key may read the grade.
    let results = Results { grades: results.grades_before_quotas.clone(), ..results.clone() };
    scheme.rankings.iter().map(|ranking| ranked(scheme, data, &results, ranking).1).collect()
}

pub(super) fn places(scheme: &Scheme, data: &Dataset, results: &mut Results) {
    for ranking in &scheme.rankings {
        let (column, _) = ranked(scheme, data, results, ranking);
        results.places.push(column);
    }
    results.order = order(scheme, results, data.subjects.len());
}

/// The places, and what told neighbours apart.
fn ranked(
    scheme: &Scheme,
    data: &Dataset,
    results: &Results,
    ranking: &Ranking,
) -> (Vec<Option<u32>>, Apart) {
    let (mut places, mut apart) = (vec![None; data.subjects.len()], Apart::default());
    let mut entrants: Vec<(Option<u32>, Vec<Option<Number>>, usize)> = (0..data.subjects.len())
        .filter(|subject| results.total[*subject].is_some())
        .filter_map(|subject| {
            let group = data.group(ranking.scope, subject)?;
            Some((group, keys(Row { scheme, data, results, subject }, &ranking.keys), subject))
        })
        .collect();
    // Stable, so that subjects alike in every key stay in data order.
    entrants.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(&ranking.keys, &a.1, &b.1).0));
    let (mut place, mut in_group) = (0, 0);
    for at in 0..entrants.len() {
        let (group, keys, subject) = &entrants[at];
        let before = at.checked_sub(1).map(|before| &entrants[before]).filter(|before| before.0 == *group);
        in_group = if before.is_some() { in_group + 1 } else { 1 };
        let decided = before.map(|before| compare(&ranking.keys, &before.1, keys));
        let tied = decided.is_some_and(|(order, _)| order.is_eq());
        apart.ties |= tied;
        apart.keys.extend(decided.filter(|_| !tied).map(|(_, key)| key));
        place = match (tied, ranking.dense && before.is_some()) {
            (true, _) => place,
            (false, true) => place + 1,
            (false, false) => in_group,
        };
        places[*subject] = Some(place);
    }
    (places, apart)
}

/// What a ranking goes by first, for each subject, so that more is better; none for those without a total or a figure.
pub fn first_figures(
    scheme: &Scheme,
    data: &Dataset,
    results: &Results,
    ranking: usize,
) -> Vec<Option<Number>> {
    let key = scheme.rankings.get(ranking).and_then(|ranking| ranking.keys.first());
    let figure = |subject: usize| {
        let key = key?;
        results.total.get(subject)?.as_ref()?;
        let row = Row { scheme, data, results, subject };
        let figure = keys(row, std::slice::from_ref(key)).pop().flatten()?;
        Some(match key.order {
            Order::HighFirst => figure,
            Order::LowFirst => -figure,
        })
    };
    (0..data.subjects.len()).map(figure).collect()
}

fn keys(row: Row<'_>, keys: &[Key]) -> Vec<Option<Number>> {
    keys.iter()
        .map(|key| match Reader::new(row, &mut Silent).value(&key.value, None) {
            Ok(Value::Number(number)) => Some(number),
            Ok(Value::YesNo(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_)) | Err(_) => None,
        })
        .collect()
}

/// The better first, and the key that decided; a key that is not there comes after any that is.
fn compare(keys: &[Key], a: &[Option<Number>], b: &[Option<Number>]) -> (Ordering, usize) {
    for (place, ((key, a), b)) in keys.iter().zip(a).zip(b).enumerate() {
        let order = match (a, b) {
            (Some(a), Some(b)) => match key.order {
                Order::HighFirst => b.cmp(a),
                Order::LowFirst => a.cmp(b),
            },
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        if order.is_ne() {
            return (order, place);
        }
    }
    (Ordering::Equal, keys.len())
}

/// By the overall ranking where there is one, else by the first; those without a place last; ties in data order.
fn order(scheme: &Scheme, results: &Results, subjects: usize) -> Vec<u32> {
    let overall = scheme.rankings.iter().position(|ranking| ranking.scope == Scope::All).unwrap_or(0);
    let place = |subject: u32| {
        let place = results.places.get(overall).and_then(|column| column[subject as usize]);
        place.map_or((1, 0), |place| (0, place))
    };
    let mut order: Vec<u32> = (0..subjects).filter_map(|subject| u32::try_from(subject).ok()).collect();
    order.sort_by_key(|subject| place(*subject));
    order
}
