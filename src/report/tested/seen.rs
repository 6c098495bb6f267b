//! An expectation as it is written, and the values of what it reads, each under the word it is of.

use super::super::reading::{self, Reader};
use super::super::wording::pick;
use crate::eval::{Quantity, Read, Row, State, Stop};
use crate::plan::{Expectation, Expr, ExprKind, LayerFigure};
use crate::report::Scored;
use crate::source::{Files, Lang, Span, Text, width};

/// What stands at least between two values on one line.
const GAP: usize = 2;

/// An expectation as written.
pub(super) struct Shown {
    /// On one line; of a table, the head of the column, `=` and the cell.
    pub(super) text: String,
    head: Option<Span>,
    cell: Span,
    /// Where the cell begins in the text.
    cell_at: usize,
}

/// A value and the word it is of.
pub(super) struct Seen {
    /// Where the word begins, in bytes of [`Shown::text`].
    at: usize,
    /// The word.
    pub(super) name: String,
    /// Its value.
    pub(super) value: Text,
}

impl Shown {
    pub(super) fn of(expectation: &Expectation, files: &Files) -> Shown {
        // As many bytes as before, so that places stay.
        let line = |span: Span| files.slice(span).replace(['\n', '\r', '\t'], " ");
        let cell = line(expectation.span);
        let head = expectation.head.map(|head| format!("{} = ", line(head)));
        let cell_at = head.as_ref().map_or(0, String::len);
        let text = head.unwrap_or_default() + &cell;
        Shown { text, head: expectation.head, cell: expectation.span, cell_at }
    }

    /// Where a span begins in the text.
    fn place(&self, span: Span) -> Option<usize> {
        let inside = |whole: Span| whole.covers(span).then(|| (span.start - whole.start) as usize);
        inside(self.cell)
            .map(|at| self.cell_at + at)
            .or_else(|| self.head.and_then(inside))
            .filter(|at| self.text.is_char_boundary(*at))
    }

    /// The values of what an expression reads, in the order they stand.
    pub(super) fn values(&self, scored: &Scored<'_>, row: Row<'_>, expr: &Expr) -> Vec<Seen> {
        let mut seen: Vec<Seen> = Vec::new();
        for part in reads(expr) {
            let Some(at) = self.place(part.span) else { continue };
            if seen.iter().any(|other| other.at == at) {
                continue;
            }
            let name = scored.files.slice(part.span).to_owned();
            let value = super::super::wording::both(|lang| value(scored, row, part, lang));
            seen.push(Seen { at, name, value });
        }
        seen.sort_by_key(|seen| seen.at);
        seen
    }

    /// The lines under the text: a stroke under each word, then the values, as many lines as they need.
    pub(super) fn under(&self, seen: &[Seen], lang: Lang) -> Vec<String> {
        let column = |seen: &Seen| width(self.text.get(..seen.at).unwrap_or(&self.text));
        let mut waiting: Vec<(usize, &str)> =
            seen.iter().map(|seen| (column(seen), seen.value.get(lang))).collect();
        let mut lines = Vec::new();
        if !waiting.is_empty() {
            lines.push(strokes(&waiting));
        }
        while !waiting.is_empty() {
            let (line, left) = one_line(&waiting);
            lines.push(line);
            waiting = left;
        }
        lines
    }
}

fn strokes(waiting: &[(usize, &str)]) -> String {
    let marks: Vec<(usize, &str)> = waiting.iter().map(|(column, _)| (*column, "│")).collect();
    drawn(&marks)
}

/// From the right: a value stands on the line where there is room before the next, else a stroke leads on down.
fn one_line<'v>(waiting: &[(usize, &'v str)]) -> (String, Vec<(usize, &'v str)>) {
    let mut marks: Vec<(usize, &str)> = Vec::new();
    let mut left = Vec::new();
    let mut next = usize::MAX;
    for &(column, value) in waiting.iter().rev() {
        if column.saturating_add(width(value) + GAP) <= next {
            marks.push((column, value));
        } else {
            marks.push((column, "│"));
            left.push((column, value));
        }
        next = column;
    }
    marks.reverse();
    left.reverse();
    (drawn(&marks), left)
}

fn drawn(marks: &[(usize, &str)]) -> String {
    let mut line = String::new();
    for (column, mark) in marks {
        let blank = column.saturating_sub(width(&line));
        line += &" ".repeat(blank);
        line += mark;
    }
    line
}

/// What an expression reads: all that is not written out as a number or word, nor put together from other parts.
fn reads(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Number(..)
        | ExprKind::YesNo(_)
        | ExprKind::Choice(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Field(_) => Vec::new(),
        ExprKind::Input(_)
        | ExprKind::Formula(_)
        | ExprKind::Group(_)
        | ExprKind::Score(..)
        | ExprKind::Total(_)
        | ExprKind::OfLayer(..)
        | ExprKind::Grade
        | ExprKind::Call(..)
        | ExprKind::Aggregate { .. } => vec![expr],
        ExprKind::Negate(_)
        | ExprKind::Not(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Compare(..)
        | ExprKind::And(..)
        | ExprKind::Or(..)
        | ExprKind::If(..) => expr.parts().into_iter().flat_map(reads).collect(),
    }
}

/// What an expression comes to, in words.
pub(super) fn value(scored: &Scored<'_>, row: Row<'_>, expr: &Expr, lang: Lang) -> String {
    let found = row.value(expr);
    let quantity = quantity(expr);
    let open = matches!(
        found.value,
        Err(Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_))
    );
    let cell = matches!(quantity, Some(Quantity::Input(_) | Quantity::OfLayer(_, LayerFigure::Input(_))));
    match (&found.value, quantity) {
        (Err(_), _) if open && !cell => pick(lang, "未定", "undetermined").to_owned(),
        // Without a total there is neither grade.
        (Err(_), _) if matches!(expr.kind, ExprKind::Total(_) | ExprKind::Grade) => {
            if scored.state(row.subject) == State::Failed {
                pick(lang, "算不出", "failed").to_owned()
            } else {
                pick(lang, "未定", "undetermined").to_owned()
            }
        }
        (_, Some(quantity)) => {
            reading::reading(scored, &Read { quantity, reading: found }, row.subject, lang)
        }
        (Ok(value), None) => Reader::of(scored.scheme, expr).show(value, lang),
        (Err(stop), None) => reading::stop_word(*stop, lang).to_owned(),
    }
}

/// What is read as it stands; none for what is worked out, and for the grade, whose names its type has.
fn quantity(expr: &Expr) -> Option<Quantity> {
    if let ExprKind::Input(id) = expr.kind {
        Some(Quantity::Input(id))
    } else if let ExprKind::Formula(id) = expr.kind {
        Some(Quantity::Formula(id))
    } else if let ExprKind::Score(id, part) = expr.kind {
        Some(Quantity::Score(id, part))
    } else if let ExprKind::Total(stage) = expr.kind {
        Some(Quantity::Total(stage))
    } else if let ExprKind::OfLayer(layer, figure) = expr.kind {
        Some(Quantity::OfLayer(layer, figure))
    } else {
        None
    }
}
