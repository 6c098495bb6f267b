//! Where in a text statements begin and end: what goes when one is dropped, where another can be put.

use std::ops::Range;

use crate::source::Span;
use crate::syntax::ast::{Indicator, Item};

/// The bytes of a span in the text it belongs to.
pub(super) fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// What stands between the braces of a statement whose head ends at `from` and which ends at `end`.
pub(super) fn inside(text: &str, from: usize, end: usize) -> Range<usize> {
    let open = text.get(from..).and_then(|rest| {
        let at = rest.find(['{', '｛'])?;
        Some(from + at + rest.get(at..)?.chars().next()?.len_utf8())
    });
    let close = text.get(..end).and_then(|before| before.char_indices().next_back()).map(|(at, _)| at);
    let (open, close) = (open.unwrap_or(end), close.unwrap_or(end));
    open.min(close)..close
}

/// Between the braces of an indicator.
pub(super) fn inside_of(text: &str, indicator: &Indicator) -> Range<usize> {
    inside(text, indicator.head.end as usize, indicator.span.end as usize)
}

/// The start of the line of a place.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
}

/// The end of the line of a place, before its newline.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|after| after.find('\n')).map_or(text.len(), |newline| at + newline)
}

/// The blanks that the line of a place begins with.
pub(super) fn indent(text: &str, at: usize) -> &str {
    let line = text.get(line_start(text, at)..).unwrap_or("");
    let blanks = line.find(|letter: char| !matches!(letter, ' ' | '\t' | '\u{3000}')).unwrap_or(line.len());
    line.get(..blanks).unwrap_or("")
}

/// Whether only blanks stand before a place on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    text.get(line_start(text, at)..at).is_some_and(|before| before.trim().is_empty())
}

/// Whether nothing but `;` and a comment follows a place on its line.
pub(super) fn ends_line(text: &str, at: usize) -> bool {
    let rest = text.get(at..line_end(text, at)).unwrap_or("").trim_start();
    let rest = rest.strip_prefix([';', '；']).unwrap_or(rest).trim_start();
    rest.is_empty() || rest.starts_with("//") || rest.starts_with("／／")
}

/// What goes when a statement is dropped: its lines where it has them to itself, else the sign that parts it from its
/// neighbour.
pub(super) fn dropped(text: &str, statement: Range<usize>) -> Range<usize> {
    if begins_line(text, statement.start) && ends_line(text, statement.end) {
        let end = line_end(text, statement.end);
        return line_start(text, statement.start)..text.len().min(end + 1);
    }
    let after = text.get(statement.end..).unwrap_or("");
    let rest = after.trim_start_matches([' ', '\t']);
    if let Some(next) = rest.strip_prefix([';', '；']) {
        let next = next.trim_start_matches([' ', '\t']);
        return statement.start..text.len() - next.len();
    }
    let before = text.get(..statement.start).unwrap_or("").trim_end_matches([' ', '\t']);
    match before.strip_suffix([';', '；']) {
        Some(kept) => kept.trim_end_matches([' ', '\t']).len()..statement.end,
        None => before.len()..statement.end,
    }
}

/// How a new statement begins on a line of its own in a block: as the first that does, or a little further in than its
/// closing brace.
pub(super) fn inner_indent(text: &str, items: &[Item], inside: &Range<usize>) -> String {
    let first = items.iter().map(|item| item.span().start as usize).find(|&start| begins_line(text, start));
    match first {
        Some(start) => indent(text, start).to_owned(),
        None => format!("{}  ", indent(text, inside.end)),
    }
}

/// The end of the comment that follows a place on its line; the place itself where none does.
pub(super) fn comment_end(text: &str, at: usize) -> usize {
    let line = text.get(at..line_end(text, at)).unwrap_or("");
    let said = line.trim_start();
    if said.starts_with("//") || said.starts_with("／／") { at + line.trim_end().len() } else { at }
}
