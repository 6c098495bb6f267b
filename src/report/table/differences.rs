//! Where the last layer differs most from the first.

use crate::report::{Scored, moved};
use crate::source::Lang;

/// How many subjects are named.
const MOST: usize = 5;

/// The largest differences of the total from the first layer to the last; empty where there is one layer.
pub(super) fn text(scored: &Scored<'_>, lang: Lang) -> String {
    let Some(first) = scored.earlier.first() else { return String::new() };
    let (from, to) = (scored.layer(first), scored.layer(scored.results));
    let differences = moved::totals(scored);
    let mut text = match (lang, differences.len()) {
        (Lang::Zh, 0) => return format!("\n{from} 与 {to} 的总分没有差别\n"),
        (Lang::En, 0) => return format!("\nno total differs between {from} and {to}\n"),
        (Lang::Zh, count) => format!("\n{from} → {to}: 总分有变动的 {count} 个, 变动最大的:\n"),
        (Lang::En, count) => format!("\n{from} → {to}: {count} totals differ, most of all:\n"),
    };
    for one in differences.iter().take(MOST) {
        text += &format!("  {}\n", moved::line(scored, one));
    }
    text
}
