//! Values of the group while one member's own value moves and the others stand still.

use std::collections::BTreeMap;

use super::ends::ends;
use crate::data::Dataset;
use crate::eval::{self, Results, Value};
use crate::number::{Bound, Interval, Number};
use crate::plan::{Expr, GroupFunction, GroupValue, GroupValueId, Order, Scheme};

/// For each group value, what it is made of besides the subject's own value.
#[derive(Clone, Debug, Default)]
pub(super) struct Others {
    values: BTreeMap<GroupValueId, Vec<Number>>,
}

impl Others {
    /// The values of those who stand with a subject.
    pub(super) fn of(scheme: &Scheme, data: &Dataset, results: &Results, subject: usize) -> Others {
        let ids = (0..).map(GroupValueId).zip(&scheme.group_values);
        let mut values = BTreeMap::new();
        for (id, group_value) in ids {
            let Some(group) = data.group(group_value.scope, subject) else { continue };
            let members = (0..data.subjects.len())
                .filter(|&other| other != subject && data.group(group_value.scope, other) == Some(group));
            let of = |other| own(scheme, (data, results), other, group_value);
            values.insert(id, members.filter_map(of).collect());
        }
        Others { values }
    }

    /// What a group value could come to while the own value is in a stretch; none where that is not known.
    pub(super) fn figure(&self, (id, of): (GroupValueId, &GroupValue), own: &Interval) -> Option<Interval> {
        figure(of, self.values.get(&id)?, own)
    }
}

/// A member's value, where it counts.
fn own(
    scheme: &Scheme,
    of: (&Dataset, &Results),
    subject: usize,
    group_value: &GroupValue,
) -> Option<Number> {
    let value = |expr: &Expr| eval::value(scheme, of, subject, expr).ok();
    if let Some(filter) = &group_value.filter
        && value(filter) != Some(Value::YesNo(true))
    {
        return None;
    }
    match &group_value.value {
        None => Some(Number::ONE),
        Some(expr) => match value(expr)? {
            Value::Number(number) => Some(number),
            Value::YesNo(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_) => None,
        },
    }
}

fn figure(group_value: &GroupValue, others: &[Number], own: &Interval) -> Option<Interval> {
    let sum: Number = others.iter().sum();
    let count = Number::whole(i64::try_from(others.len()).unwrap_or(i64::MAX));
    let all = &count + &Number::ONE;
    if group_value.without_self && group_value.function != GroupFunction::Place {
        return None;
    }
    Some(match group_value.function {
        GroupFunction::Place => place(group_value.order, others, own),
        GroupFunction::Count => Interval::point(all),
        GroupFunction::Sum => ends(own, |own| &sum + own),
        GroupFunction::Mean => ends(own, |own| (&sum + own).over(&all).unwrap_or(Number::ZERO)),
        GroupFunction::Highest => match others.iter().max() {
            Some(most) => ends(own, |own| own.max(most).clone()),
            None => own.clone(),
        },
        GroupFunction::Lowest => match others.iter().min() {
            Some(least) => ends(own, |own| own.min(least).clone()),
            None => own.clone(),
        },
        // x ÷ (sum + x) rises with x where neither can be negative.
        GroupFunction::Share
            if sum.is_positive() && own.low_value().is_some_and(|low| !low.is_negative()) =>
        {
            let share = ends(own, |own| own.over(&(&sum + own)).unwrap_or(Number::ZERO));
            share.intersect(&Interval::closed(Number::ZERO, Number::ONE))
        }
        GroupFunction::Share | GroupFunction::Quantile => return None,
    })
}

/// 1 and one more for each that is better.
fn place(order: Order, others: &[Number], own: &Interval) -> Interval {
    let better = |value: Option<&Number>, without_end: usize| {
        let count = value.map_or(without_end, |value| {
            others
                .iter()
                .filter(|other| match order {
                    Order::HighFirst => *other > value,
                    Order::LowFirst => *other < value,
                })
                .count()
        });
        Number::whole(i64::try_from(count).unwrap_or(i64::MAX - 1) + 1)
    };
    let (best, worst) = match order {
        Order::HighFirst => (own.high_value(), own.low_value()),
        Order::LowFirst => (own.low_value(), own.high_value()),
    };
    Interval::new(Bound::Included(better(best, 0)), Bound::Included(better(worst, others.len())))
}
