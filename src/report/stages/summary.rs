//! What all subjects together show: how many went up and down, by how much items differ, which changes say no reason.

use super::{Change, Line, Scored, Stager, What, all_changes, moved};
use crate::number::Number;
use crate::source::Text;

/// How many subjects are named.
const MOST: usize = 5;

/// The whole.
pub(super) struct Summary {
    pub(super) subjects: usize,
    pub(super) up: usize,
    pub(super) down: usize,
    pub(super) same: usize,
    /// Without a total in the first or the last layer.
    pub(super) undetermined: usize,
    /// The largest drops: subject and difference.
    pub(super) drops: Vec<(usize, Number)>,
    pub(super) means: Vec<Mean>,
    /// Changes without a line in 修改.csv, by subject.
    pub(super) without_reason: Vec<(usize, Change)>,
    pub(super) changes: usize,
}

/// The mean difference of an item over those who have it in both layers.
pub(super) struct Mean {
    pub(super) what: What,
    pub(super) name: Text,
    pub(super) mean: Number,
    pub(super) subjects: i64,
}

pub(super) fn summary(scored: &Scored<'_>) -> Summary {
    let moved = moved::totals(scored);
    let subjects = scored.data.subjects.len();
    let total = |results: &crate::eval::Results, subject| scored.number(&results.total, subject).is_some();
    let both = |subject: &usize| {
        let first = scored.earlier.first().is_some_and(|first| total(first, *subject));
        first && total(scored.results, *subject)
    };
    let determined = (0..subjects).filter(both).count();
    let up = moved.iter().filter(|(_, difference)| difference.is_positive()).count();
    let down = moved.len() - up;
    let drops = moved.iter().filter(|(_, difference)| difference.is_negative()).take(MOST).cloned().collect();
    let changes: Vec<(usize, Change)> = (0..subjects)
        .flat_map(|subject| all_changes(scored, subject).into_iter().map(move |change| (subject, change)))
        .collect();
    let count = changes.len();
    let without_reason = changes.into_iter().filter(|(_, change)| change.note.is_none()).collect();
    Summary {
        subjects,
        up,
        down,
        same: determined - moved.len(),
        undetermined: subjects - determined,
        drops,
        means: means(scored),
        without_reason,
        changes: count,
    }
}

fn means(scored: &Scored<'_>) -> Vec<Mean> {
    let stager = Stager::new(scored);
    let mut sums: Vec<Mean> = Vec::new();
    for subject in 0..scored.data.subjects.len() {
        for Line { what, name, difference, .. } in stager.staged(subject).rows {
            let Some(difference) = difference else { continue };
            match sums.iter_mut().find(|mean| mean.what == what) {
                Some(mean) => {
                    mean.mean = &mean.mean + &difference;
                    mean.subjects += 1;
                }
                None => sums.push(Mean { what, name, mean: difference, subjects: 1 }),
            }
        }
    }
    for mean in &mut sums {
        mean.mean = mean.mean.over(&Number::whole(mean.subjects)).unwrap_or(Number::ZERO);
    }
    // In the order of the scheme: of a branch, the first subject may have none.
    let order = scored.scheme.preorder();
    sums.sort_by_key(|mean| match mean.what {
        What::Item(id) => (0, order.iter().position(|other| *other == id).unwrap_or(order.len())),
        What::Outside(at) => (1, at),
        What::Total => (2, 0),
    });
    sums
}
