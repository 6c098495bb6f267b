//! Two years: how much of a move is performance, and how much the rules.

use std::collections::{BTreeMap, BTreeSet};

use super::Came;
use super::moved::{Impact, Part};
use crate::number::Number;

/// The subjects of one year's data by id, and what they come to under some rules.
pub type Column = Vec<(String, Came)>;

/// Each year's data under each year's rules; none where the data do not fit the rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Corners {
    /// Last year as it was.
    pub old_rules_old_data: Option<Column>,
    /// This year's performance under last year's rules.
    pub old_rules_new_data: Option<Column>,
    /// Last year's performance under this year's rules.
    pub new_rules_old_data: Option<Column>,
    /// This year as it is.
    pub new_rules_new_data: Option<Column>,
}

/// In which years a subject is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Matched {
    /// In both.
    Both,
    /// This year only.
    New,
    /// Last year only.
    Vanished,
}

/// One subject from year to year.
#[derive(Clone, PartialEq, Debug)]
pub struct YearMove {
    /// 编号
    pub id: String,
    /// In which years it is there.
    pub matched: Matched,
    /// Last year's data under last year's rules.
    pub old_old: Option<Came>,
    /// This year's data under last year's rules.
    pub old_new: Option<Came>,
    /// Last year's data under this year's rules.
    pub new_old: Option<Came>,
    /// This year's data under this year's rules.
    pub new_new: Option<Came>,
    /// This year's total less last year's.
    pub amount: Option<Number>,
    /// The performance's part: the mean of its change under the old rules and under the new. None where one of the four
    /// totals is not there.
    pub performance: Option<Number>,
    /// The rules' part: the mean of their change on the old data and on the new. INVARIANT: both parts add up to the
    /// amount.
    pub rules: Option<Number>,
    /// The rules' part split over the groups of edits: the mean of the splits on both years' data. Empty where there is
    /// no such part, or the two have other groups. INVARIANT: otherwise they add up to it.
    pub rule_parts: Vec<Part>,
}

/// Every subject of either year, this year's in the order of its data, then those that vanished.
pub fn years(corners: &Corners) -> Vec<YearMove> {
    let columns = [
        &corners.old_rules_old_data,
        &corners.old_rules_new_data,
        &corners.new_rules_old_data,
        &corners.new_rules_new_data,
    ];
    let maps = columns.map(|column| {
        let rows = column.iter().flatten();
        rows.map(|(id, came)| (id.as_str(), came)).collect::<BTreeMap<&str, &Came>>()
    });
    let ids = |columns: [&Option<Column>; 2]| -> Vec<String> {
        columns.into_iter().flatten().next().into_iter().flatten().map(|(id, _)| id.clone()).collect()
    };
    let [old_old, old_new, new_old, new_new] = columns;
    let (this, last) = (ids([new_new, old_new]), ids([old_old, new_old]));
    let mut moves: Vec<YearMove> = Vec::new();
    let last_year: BTreeSet<&String> = last.iter().collect();
    let this_year: BTreeSet<&String> = this.iter().collect();
    for id in &this {
        let matched = if last_year.contains(id) { Matched::Both } else { Matched::New };
        moves.push(one(id, matched, &maps));
    }
    for id in last.iter().filter(|id| !this_year.contains(id)) {
        moves.push(one(id, Matched::Vanished, &maps));
    }
    moves
}

fn one(id: &str, matched: Matched, maps: &[BTreeMap<&str, &Came>; 4]) -> YearMove {
    let [old_old, old_new, new_old, new_new] = maps.each_ref().map(|map| map.get(id).copied().cloned());
    let total = |came: &Option<Came>| came.as_ref().and_then(|came| came.total.clone());
    let less = |later: &Option<Came>, before: &Option<Came>| Some(&total(later)? - &total(before)?);
    let mean = |one: Option<Number>, other: Option<Number>| (&one? + &other?).over(&Number::whole(2));
    YearMove {
        id: id.to_owned(),
        matched,
        amount: less(&new_new, &old_old),
        performance: mean(less(&old_new, &old_old), less(&new_new, &new_old)),
        rules: mean(less(&new_old, &old_old), less(&new_new, &old_new)),
        rule_parts: Vec::new(),
        old_old,
        old_new,
        new_old,
        new_new,
    }
}

/// Splits the rules' part of every subject over the edits, from the impacts on last year's data and on this year's, both
/// with the ids of their subjects.
pub fn split_rules(years: &mut [YearMove], before: (&[String], &Impact), now: (&[String], &Impact)) {
    if before.1.groups != now.1.groups {
        return;
    }
    let by_id = |(ids, impact): (&'_ [String], &'_ Impact)| -> BTreeMap<String, Vec<Part>> {
        let parts = impact.subjects.iter().map(|moved| moved.parts.clone());
        ids.iter().cloned().zip(parts).collect()
    };
    let (before, now) = (by_id(before), by_id(now));
    for year in years.iter_mut().filter(|year| year.rules.is_some()) {
        if let (Some(before), Some(now)) = (before.get(&year.id), now.get(&year.id)) {
            year.rule_parts = halves(before.iter().chain(now));
        }
    }
}

/// Half of each part; those of the same groups together, in the order of the groups.
fn halves<'p>(parts: impl Iterator<Item = &'p Part>) -> Vec<Part> {
    let mut sums: BTreeMap<&[usize], Number> = BTreeMap::new();
    for part in parts {
        let half = part.amount.over(&Number::whole(2)).unwrap_or(Number::ZERO);
        let sum = sums.entry(&part.groups).or_insert(Number::ZERO);
        *sum = &*sum + &half;
    }
    let all = sums.into_iter().map(|(groups, amount)| Part { groups: groups.to_vec(), amount });
    all.filter(|part| !part.amount.is_zero()).collect()
}
