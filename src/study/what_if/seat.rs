//! What a seat takes: the total, and next to it the second key, below which others fill the quota.

use crate::data::Dataset;
use crate::eval::{self, Results};
use crate::number::Number;
use crate::plan::{ExprKind, GradeId, IndicatorId, Key, Order, Part, Scheme, Stage};

/// The last seat.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    /// With a total below this there is none.
    pub(super) total: Number,
    /// With just that total, this score must not be below this, if the second key is a score.
    second: Option<(IndicatorId, Option<Number>)>,
}

impl Seat {
    /// Whether one whose total and scores are at most these could have it.
    pub(super) fn could(&self, total: &Number, best: &Results) -> bool {
        if *total != self.total {
            return *total > self.total;
        }
        let Some((id, Some(needed))) = &self.second else { return true };
        score(best, *id, 0).is_none_or(|own| own >= needed)
    }
}

fn score(results: &Results, id: IndicatorId, subject: usize) -> Option<&Number> {
    results.scores.get(id.0 as usize)?.get(subject)?.score()
}

/// The last seat in the best grade; none where it is not given by totals first.
pub(super) fn last(
    scheme: &Scheme,
    (data, results): (&Dataset, &Results),
    subject: usize,
    goal: GradeId,
) -> Option<Seat> {
    if goal != GradeId(0) {
        return None;
    }
    let quota = scheme.quotas.iter().find(|quota| quota.grade == goal)?;
    let keys = &scheme.rankings.get(quota.ranking)?.keys;
    let high = |key: &Key| key.order == Order::HighFirst;
    keys.first().filter(|key| high(key) && key.value.kind == ExprKind::Total(Stage::Total))?;
    let second = keys
        .get(1)
        .filter(|key| high(key))
        .and_then(|key| if let ExprKind::Score(id, Part::Score) = key.value.kind { Some(id) } else { None });
    let group = data.group(quota.scope, subject)?;
    let members: Vec<usize> =
        (0..data.subjects.len()).filter(|&one| data.group(quota.scope, one) == Some(group)).collect();
    let seats = eval::seats(quota, members.len());
    // Who holds the grade before seats are given; without a score one stands behind all who have one.
    let holds = |one: usize| results.grades_before_quotas.get(one).copied().flatten() == Some(goal);
    let holders = members.iter().filter(|&&one| one != subject && holds(one));
    let key = |&one: &usize| {
        Some((results.total.get(one)?.as_ref()?, second.and_then(|id| score(results, id, one))))
    };
    let mut all: Vec<(&Number, Option<&Number>)> = holders.filter_map(key).collect();
    all.sort_unstable_by(|a, b| b.cmp(a));
    let (total, needed) = all.get(seats.checked_sub(1)?).copied()?;
    Some(Seat { total: total.clone(), second: second.map(|id| (id, needed.cloned())) })
}
