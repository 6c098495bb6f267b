//! Totals that moved from the first layer to the last.

use super::Scored;
use crate::number::Number;

/// By how much each total moved, the largest first, ties in data order; without those that did not, or that are not
/// there in both.
pub(super) fn totals(scored: &Scored<'_>) -> Vec<(usize, Number)> {
    let Some(first) = scored.earlier.first() else { return Vec::new() };
    let mut moved: Vec<(usize, Number)> = (0..scored.data.subjects.len())
        .filter_map(|subject| {
            let total = |column| scored.number(column, subject);
            Some((subject, total(&scored.results.total)? - total(&first.total)?))
        })
        .filter(|(_, difference)| !difference.is_zero())
        .collect();
    // The sort is stable: ties stay in data order.
    moved.sort_by_key(|(_, difference)| std::cmp::Reverse(difference.abs()));
    moved
}

/// `市教育局 (D01) 90.00 → 80.00, -10.00`
pub(super) fn line(scored: &Scored<'_>, (subject, difference): &(usize, Number)) -> String {
    let (Some(who), Some(first)) = (scored.data.subjects.get(*subject), scored.earlier.first()) else {
        return String::new();
    };
    let total = |column| scored.number(column, *subject).map(|total| scored.published(total));
    let (from, to) = (total(&first.total), total(&scored.results.total));
    format!(
        "{} ({}) {} → {}, {}",
        who.name,
        who.id,
        from.unwrap_or_default(),
        to.unwrap_or_default(),
        signed(scored, difference),
    )
}

/// `+3.00`
pub(super) fn signed(scored: &Scored<'_>, difference: &Number) -> String {
    let sign = if difference.is_positive() { "+" } else { "" };
    format!("{sign}{}", scored.published(difference))
}
