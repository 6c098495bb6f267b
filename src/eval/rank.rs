//! Places: 1-2-2-4, or 1-2-2-3 with 名次连续.

use std::cmp::Ordering;

use super::expr::Reader;
use super::record::Silent;
use super::row::Row;
use super::{Results, Value};
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{Key, Order, Ranking, Scheme, Scope};

pub(super) fn places(scheme: &Scheme, data: &Dataset, results: &mut Results) {
    for ranking in &scheme.rankings {
        let column = ranked(scheme, data, results, ranking);
        results.places.push(column);
    }
    results.order = order(scheme, results, data.subjects.len());
}

fn ranked(scheme: &Scheme, data: &Dataset, results: &Results, ranking: &Ranking) -> Vec<Option<u32>> {
    let mut places = vec![None; data.subjects.len()];
    let mut entrants: Vec<(Option<u32>, Vec<Option<Number>>, usize)> = (0..data.subjects.len())
        .filter(|subject| results.total[*subject].is_some())
        .filter_map(|subject| {
            let group = data.group(ranking.scope, subject)?;
            Some((group, keys(Row { scheme, data, results, subject }, &ranking.keys), subject))
        })
        .collect();
    // Stable, so that subjects alike in every key stay in data order.
    entrants.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(&ranking.keys, &a.1, &b.1)));
    let (mut place, mut in_group) = (0, 0);
    for at in 0..entrants.len() {
        let (group, keys, subject) = &entrants[at];
        let before = at.checked_sub(1).map(|before| &entrants[before]).filter(|before| before.0 == *group);
        in_group = if before.is_some() { in_group + 1 } else { 1 };
        let tied = before.is_some_and(|before| compare(&ranking.keys, &before.1, keys).is_eq());
        place = match (tied, ranking.dense && before.is_some()) {
            (true, _) => place,
            (false, true) => place + 1,
            (false, false) => in_group,
        };
        places[*subject] = Some(place);
    }
    places
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

/// The better first; a key that is not there comes after any that is.
fn compare(keys: &[Key], a: &[Option<Number>], b: &[Option<Number>]) -> Ordering {
    for ((key, a), b) in keys.iter().zip(a).zip(b) {
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
            return order;
        }
    }
    Ordering::Equal
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
