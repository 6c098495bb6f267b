//! Where the last layer differs most from the first.

use super::Scored;
use crate::number::Number;
use crate::source::Lang;

/// How many subjects are named.
const MOST: usize = 5;

/// The largest differences of the total from the first layer to the last; empty where there is one layer.
pub(super) fn text(scored: &Scored<'_>, lang: Lang) -> String {
    let Some(first) = scored.earlier.first() else { return String::new() };
    let (from, to) = (scored.layer(first), scored.layer(scored.results));
    let mut differences: Vec<(usize, Number)> = (0..scored.data.subjects.len())
        .filter_map(|subject| {
            let total = |column| scored.number(column, subject);
            Some((subject, total(&scored.results.total)? - total(&first.total)?))
        })
        .filter(|(_, difference)| !difference.is_zero())
        .collect();
    let count = differences.len();
    // The sort is stable: ties stay in data order.
    differences.sort_by_key(|(_, difference)| std::cmp::Reverse(difference.abs()));
    let mut text = match (lang, count) {
        (Lang::Zh, 0) => return format!("\n{from} 与 {to} 的总分没有差别\n"),
        (Lang::En, 0) => return format!("\nno total differs between {from} and {to}\n"),
        (Lang::Zh, count) => format!("\n{from} → {to}: 总分有变动的 {count} 个, 变动最大的:\n"),
        (Lang::En, count) => format!("\n{from} → {to}: {count} totals differ, most of all:\n"),
    };
    for (subject, difference) in differences.iter().take(MOST) {
        let Some(who) = scored.data.subjects.get(*subject) else { continue };
        let total = |column| scored.number(column, *subject).map(|total| scored.shown(total));
        let (first, last) = (total(&first.total), total(&scored.results.total));
        let sign = if difference.is_negative() { "" } else { "+" };
        text += &format!(
            "  {} ({}) {} → {}, {sign}{}\n",
            who.name,
            who.id,
            first.unwrap_or_default(),
            last.unwrap_or_default(),
            scored.shown(difference),
        );
    }
    text
}
