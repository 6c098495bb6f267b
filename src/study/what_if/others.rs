//! Who else moves, and why.

use crate::data::Dataset;
use crate::eval::Results;
use crate::number::Number;
use crate::plan::{GradeId, IndicatorId, Scheme};

/// Before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change<T> {
    /// Before.
    pub from: T,
    /// After.
    pub to: T,
}

impl<T: PartialEq + Clone> Change<T> {
    fn of(from: Option<&T>, to: Option<&T>) -> Option<Change<T>> {
        let (from, to) = (from?.clone(), to?.clone());
        (from != to).then_some(Change { from, to })
    }
}

/// What became of one who was not touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moved {
    /// The subject's place in the data.
    pub subject: usize,
    /// Its total, where it changed.
    pub total: Option<Change<Option<Number>>>,
    /// The indicators that gave it another score: by a value of the group. Leaves only.
    pub items: Vec<IndicatorId>,
    /// Its grade, where it changed.
    pub grade: Option<Change<Option<GradeId>>>,
    /// Whether the grade changed by a seat, the score being the same.
    pub by_seat: bool,
    /// For each ranking in which its place changed: which, and how.
    pub places: Vec<(usize, Change<Option<u32>>)>,
}

/// All whose total, grade or place changed but the one that was changed, in data order.
pub fn moved(
    scheme: &Scheme,
    data: &Dataset,
    (before, after): (&Results, &Results),
    changed: &[usize],
) -> Vec<Moved> {
    let others = (0..data.subjects.len()).filter(|subject| !changed.contains(subject));
    others.filter_map(|subject| one(scheme, (before, after), subject)).collect()
}

fn one(scheme: &Scheme, (before, after): (&Results, &Results), subject: usize) -> Option<Moved> {
    let total = Change::of(before.total.get(subject), after.total.get(subject));
    let grade = Change::of(before.grades.get(subject), after.grades.get(subject));
    let columns = before.places.iter().zip(&after.places).enumerate();
    let places: Vec<(usize, Change<Option<u32>>)> = columns
        .filter_map(|(at, (from, to))| Some((at, Change::of(from.get(subject), to.get(subject))?)))
        .collect();
    let leaves = scheme.leaves().into_iter().filter(|id| {
        let of = |results: &Results| {
            results.scores.get(id.0 as usize).and_then(|column| column.get(subject)).cloned()
        };
        of(before) != of(after)
    });
    let items: Vec<IndicatorId> = leaves.collect();
    let still = before.grades_before_quotas.get(subject) == after.grades_before_quotas.get(subject);
    let by_seat = grade.is_some() && still;
    let moves = total.is_some() || grade.is_some() || !places.is_empty() || !items.is_empty();
    moves.then_some(Moved { subject, total, items, grade, by_seat, places })
}
