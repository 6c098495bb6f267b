//! Group values: one value for each subject, worked out of the values of its group.

use std::collections::BTreeMap;

use super::expr::{Reader, Row, number};
use super::record::Silent;
use super::{Reading, Results, Stop, Value};
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{GroupFunction, GroupValue, GroupValueId, Order, Scheme};

/// The members of one group that have a value (a count needs none), in data order.
type Members = Vec<(usize, Number)>;

/// Works out the column of a group value.
pub(super) fn column(scheme: &Scheme, data: &Dataset, results: &mut Results, id: GroupValueId) {
    let group_value = scheme.group_value(id);
    let subjects = data.subjects.len();
    let keys: Vec<Option<Option<u32>>> =
        (0..subjects).map(|subject| data.group(group_value.scope, subject)).collect();
    let mut groups: BTreeMap<Option<u32>, Members> = BTreeMap::new();
    let mut own: Vec<Result<Number, Stop>> = Vec::with_capacity(subjects);
    for (subject, key) in keys.iter().enumerate() {
        let value = value(Row { scheme, data, results, subject }, group_value);
        if let (Some(key), Ok(value)) = (key, &value) {
            groups.entry(*key).or_default().push((subject, value.clone()));
        }
        own.push(value);
    }
    let figures: BTreeMap<Option<u32>, Figures> =
        groups.iter().map(|(key, members)| (*key, Figures::of(members, group_value))).collect();
    let none = Figures::of(&Members::new(), group_value);
    let column = keys.iter().zip(own).enumerate().map(|(subject, (key, own))| {
        let figures = key.and_then(|key| figures.get(&key)).unwrap_or(&none);
        // One that the calendar leaves out of its group is not given a figure of the others as if nothing were wrong.
        let value = match own {
            Err(stop @ Stop::NoCalendar(_)) => Err(stop),
            own => figures.value(group_value, subject, &own),
        };
        Reading { value: value.map(Value::Number), presumed: false, excused: false }
    });
    let column = column.collect();
    results.groups.push(column);
}

/// The group of one subject, as its figure was worked out; none for a subject without a group.
pub fn standing(
    scheme: &Scheme,
    data: &Dataset,
    results: &Results,
    (id, subject): (GroupValueId, usize),
) -> Option<Standing> {
    let group_value = scheme.group_value(id);
    let key = data.group(group_value.scope, subject)?;
    let own = |subject| value(Row { scheme, data, results, subject }, group_value).ok();
    let members: Members = (0..data.subjects.len())
        .filter(|other| data.group(group_value.scope, *other) == Some(key))
        .filter_map(|other| Some((other, own(other)?)))
        .collect();
    let figures = Figures::of(&members, group_value);
    let own = own(subject);
    let out = own.as_ref().filter(|_| group_value.without_self);
    Some(Standing {
        count: figures.count - i64::from(out.is_some()),
        sum: figures.sum_without(out),
        quantile: figures.quantile(group_value, out),
        own,
    })
}

/// A subject's own value; none of a count is 1. One that the filter leaves out does not apply.
fn value(row: Row<'_>, group_value: &GroupValue) -> Result<Number, Stop> {
    let mut silent = Silent;
    let mut reader = Reader::new(row, &mut silent);
    if let Some(filter) = &group_value.filter
        && !reader.holds(filter)?
    {
        return Err(Stop::NotApplicable);
    }
    match &group_value.value {
        Some(value) => number(reader.value(value, None)?),
        None => Ok(Number::ONE),
    }
}

/// What can be asked of one group, worked out once.
struct Figures {
    sum: Number,
    count: i64,
    /// The best two and the worst two, so that 除本身 needs no second walk.
    highest: Vec<Number>,
    lowest: Vec<Number>,
    places: BTreeMap<usize, i64>,
    /// All values in rising order, where a quantile is asked for.
    rising: Vec<Number>,
}

/// Where a quantile falls among the values it is taken of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quantile {
    /// How many values there are.
    pub count: i64,
    /// The place at or below, from 1 for the lowest, and the value there.
    pub low: (i64, Number),
    /// The next place and its value; none where the quantile falls on a place.
    pub high: Option<(i64, Number)>,
    /// The quantile: on the straight line between the two.
    pub value: Number,
}

/// The values of a group that a figure of one subject is worked out of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// How many there are.
    pub count: i64,
    /// Their sum.
    pub sum: Number,
    /// The subject's own value.
    pub own: Option<Number>,
    /// For 分位值.
    pub quantile: Option<Quantile>,
}

impl Figures {
    fn of(members: &Members, group_value: &GroupValue) -> Figures {
        let mut sorted: Vec<&(usize, Number)> = members.iter().collect();
        sorted.sort_by(|a, b| a.1.cmp(&b.1));
        let lowest = sorted.iter().take(2).map(|(_, value)| value.clone()).collect();
        let highest = sorted.iter().rev().take(2).map(|(_, value)| value.clone()).collect();
        let rising = match group_value.below {
            Some(_) => sorted.iter().map(|(_, value)| value.clone()).collect(),
            None => Vec::new(),
        };
        if group_value.order == Order::HighFirst {
            sorted.reverse();
        }
        let mut places = BTreeMap::new();
        let (mut place, mut before) = (0, None);
        for (at, (subject, value)) in sorted.into_iter().enumerate() {
            if before != Some(value) {
                place = i64::try_from(at).unwrap_or(i64::MAX - 1) + 1;
            }
            before = Some(value);
            places.insert(*subject, place);
        }
        let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
        Figures { sum: members.iter().map(|(_, value)| value).sum(), count, highest, lowest, places, rising }
    }

    fn value(
        &self,
        group_value: &GroupValue,
        subject: usize,
        own: &Result<Number, Stop>,
    ) -> Result<Number, Stop> {
        // 除本身 takes out the subject's own value, where it has one.
        let out = own.as_ref().ok().filter(|_| group_value.without_self);
        let count = self.count - i64::from(out.is_some());
        match group_value.function {
            GroupFunction::Place => {
                own.clone()?;
                self.places.get(&subject).map(|place| Number::whole(*place)).ok_or(Stop::NotApplicable)
            }
            GroupFunction::Count => Ok(Number::whole(count)),
            GroupFunction::Sum => Ok(self.sum_without(out)),
            GroupFunction::Mean => self.sum_without(out).over(&Number::whole(count)).ok_or(Stop::Zero),
            GroupFunction::Highest => without(&self.highest, out),
            GroupFunction::Lowest => without(&self.lowest, out),
            GroupFunction::Quantile => self.quantile(group_value, out).map(|at| at.value).ok_or(Stop::Zero),
            GroupFunction::Share => own.clone()?.over(&self.sum).ok_or(Stop::Zero),
        }
    }

    /// At place 1 + (n − 1) × q of the rising values, on the straight line between neighbours.
    fn quantile(&self, group_value: &GroupValue, out: Option<&Number>) -> Option<Quantile> {
        let count = self.count - i64::from(out.is_some());
        let place = group_value.below.as_ref()? * &Number::whole(count - 1);
        let low = place.floor();
        let at = low.to_i64()?;
        let below = self.rising_at(at, out)?;
        let part = &place - &low;
        if part.is_zero() {
            return Some(Quantile { count, low: (at + 1, below.clone()), high: None, value: below });
        }
        let above = self.rising_at(at + 1, out)?;
        let value = &below + &(&part * &(&above - &below));
        Some(Quantile { count, low: (at + 1, below), high: Some((at + 2, above)), value })
    }

    /// The value at a place (from 0) of the rising values, once the one taken out is gone.
    fn rising_at(&self, place: i64, out: Option<&Number>) -> Option<Number> {
        let gone = out.map(|out| self.rising.partition_point(|value| value < out));
        let place = usize::try_from(place).ok()?;
        let place = if gone.is_some_and(|gone| gone <= place) { place + 1 } else { place };
        self.rising.get(place).cloned()
    }

    fn sum_without(&self, out: Option<&Number>) -> Number {
        out.map_or_else(|| self.sum.clone(), |out| &self.sum - out)
    }
}

/// The first of the two, unless it is the one taken out.
fn without(two: &[Number], out: Option<&Number>) -> Result<Number, Stop> {
    let place = usize::from(out.is_some() && two.first() == out);
    two.get(place).cloned().ok_or(Stop::Zero)
}
