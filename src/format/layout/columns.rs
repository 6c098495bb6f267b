//! Columns: what rows give under each other, the cells of tables, and comments behind lines.

use super::lines::Line;
use crate::source::width;
use crate::syntax::TokenKind as Kind;

/// A head that is wider than its narrowest sister by more than this goes its own way.
const UNEVEN: usize = 36;

/// A line that is longer than its shortest sister by more than this has its comment close behind it.
const LONG: usize = 40;

/// Blanks before a comment, at least.
const GAP: usize = 2;

/// Comments stand in one column through a whole file, where the lines before them are not longer.
const COMMENTS: usize = 50;

pub(super) fn align(lines: &mut [Line]) {
    for group in lines.chunk_by_mut(|one, next| {
        row_colon(one).is_some() && row_colon(next).is_some() && one.depth == next.depth
    }) {
        rows(group);
    }
    for group in lines.chunk_by_mut(|one, next| is_table(one) && is_table(next)) {
        table(group);
    }
    for group in lines.chunk_by_mut(|one, next| trails(one) && trails(next)) {
        comments(group);
    }
}

/// The place of the colon of a row that stands alone in its line.
fn row_colon(line: &Line) -> Option<usize> {
    let whole = line.words.iter().any(|word| word.kind == Kind::Semicolon);
    let colon = line.words.iter().position(|word| word.kind == Kind::RowColon)?;
    let heads = line.words.iter().take(colon).any(|word| word.kind == Kind::Open);
    (!whole && !heads && !line.goes_on && colon + 1 < line.words.len()).then_some(colon)
}

/// How wide a line is up to and with the word at a place.
fn upto(line: &Line, at: usize) -> usize {
    let head =
        Line { words: line.words.iter().take(at + 1).cloned().collect(), pads: Vec::new(), ..line.clone() };
    width(&head.code())
}

fn rows(group: &mut [Line]) {
    let heads: Vec<(usize, usize)> =
        group.iter().filter_map(|line| row_colon(line).map(|colon| (colon, upto(line, colon)))).collect();
    if heads.len() != group.len() {
        return;
    }
    let narrowest = heads.iter().map(|(_, width)| *width).min().unwrap_or(0);
    let even = |width: usize| width <= narrowest + UNEVEN;
    let widest = heads.iter().map(|(_, width)| *width).filter(|width| even(*width)).max().unwrap_or(0);
    for (line, (colon, own)) in group.iter_mut().zip(heads) {
        if even(own) && own < widest {
            line.pads.push((colon + 1, widest - own));
        }
    }
}

fn is_table(line: &Line) -> bool {
    line.words.first().is_some_and(|first| first.kind == Kind::Bar)
}

/// The widths of the cells between the bars of a line.
fn cells(line: &Line) -> Vec<(usize, usize)> {
    let bars: Vec<usize> = (0..line.words.len())
        .filter(|at| line.words.get(*at).is_some_and(|word| word.kind == Kind::Bar))
        .collect();
    let mut cells = Vec::new();
    for pair in bars.windows(2) {
        let (first, last) = (pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0));
        let words = line.words.iter().take(last).skip(first + 1).cloned().collect();
        cells.push((last, width(&Line { words, ..Line::default() }.code())));
    }
    cells
}

fn table(group: &mut [Line]) {
    let all: Vec<Vec<(usize, usize)>> = group.iter().map(cells).collect();
    let columns = all.iter().map(Vec::len).max().unwrap_or(0);
    let widest: Vec<usize> = (0..columns)
        .map(|at| all.iter().filter_map(|cells| cells.get(at).map(|(_, width)| *width)).max().unwrap_or(0))
        .collect();
    for (line, cells) in group.iter_mut().zip(&all) {
        for ((bar, own), widest) in cells.iter().zip(&widest) {
            // An empty cell has the blank of its left bar alone.
            let missing = widest.saturating_sub(*own) + usize::from(*own == 0 && *widest > 0);
            line.pads.push((*bar, missing));
        }
    }
}

fn trails(line: &Line) -> bool {
    line.comment.is_some() && !line.words.is_empty()
}

fn comments(group: &mut [Line]) {
    let own: Vec<usize> = group.iter().map(|line| width(&line.code())).collect();
    let shortest = own.iter().min().copied().unwrap_or(0);
    let even = |width: usize| width <= shortest + LONG;
    let widest = own.iter().copied().filter(|width| even(*width)).max().unwrap_or(0);
    for (line, own) in group.iter_mut().zip(own) {
        let column = if even(own) { (widest + GAP).max(COMMENTS) } else { own + GAP };
        line.gap = column - own;
    }
}
