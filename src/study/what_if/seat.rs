//! What a seat takes: the total below which others fill the quota whatever else is equal.

use crate::data::Dataset;
use crate::eval::{self, Results};
use crate::number::Number;
use crate::plan::{ExprKind, GradeId, Order, Scheme, Stage};

/// With a total below this there is no seat in the best grade; none where that cannot be told from totals alone.
pub(super) fn least(
    scheme: &Scheme,
    (data, results): (&Dataset, &Results),
    subject: usize,
    goal: GradeId,
) -> Option<Number> {
    if goal != GradeId(0) {
        return None;
    }
    let quota = scheme.quotas.iter().find(|quota| quota.grade == goal)?;
    let key = scheme.rankings.get(quota.ranking)?.keys.first()?;
    if key.value.kind != ExprKind::Total(Stage::Total) || key.order != Order::HighFirst {
        return None;
    }
    let group = data.group(quota.scope, subject)?;
    let members: Vec<usize> =
        (0..data.subjects.len()).filter(|&one| data.group(quota.scope, one) == Some(group)).collect();
    let seats = eval::seats(quota, members.len());
    // Who holds the grade before seats are given.
    let holds = |one: usize| results.grades_before_quotas.get(one).copied().flatten() == Some(goal);
    let holders = members.iter().filter(|&&one| one != subject && holds(one));
    let mut totals: Vec<&Number> = holders.filter_map(|&one| results.total.get(one)?.as_ref()).collect();
    totals.sort_unstable_by(|a, b| b.cmp(a));
    totals.get(seats.checked_sub(1)?).copied().cloned()
}
