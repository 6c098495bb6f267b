//! What a row of any table needs: its place, its length, its cells.

use super::findings::{Mended, Misfit};
use super::header::{Header, Target};
use super::mend;
use super::residue::residue;
use super::slot::Slot;
use super::spelling::shown;
use crate::data::{Cell, Column, Row, Texts};
use crate::plan::{InputId, Scheme};
use crate::source::{Code, Text};

/// Where cells go.
pub(super) struct Into<'a> {
    pub(super) slots: &'a [Slot<'a>],
    /// Whose inputs the slots are, in their order; none for the fields of a list.
    pub(super) scheme: Option<&'a Scheme>,
    pub(super) columns: &'a mut [Column],
    pub(super) texts: &'a mut Texts,
}

/// What came of a cell.
#[derive(Default)]
pub(super) struct Taken {
    pub(super) misfit: Option<Box<Misfit>>,
    pub(super) mended: Option<Mended>,
}

/// Reads the cell at `at` into its column; a cell that does not fit is missing in it, so that columns stay aligned.
/// A row that does not fit the header has no cells that can be read.
pub(super) fn take(row: Option<&Row>, at: usize, header: &mut Header, into: Into<'_>) -> Taken {
    let (text, mark) = row.map_or(("", None), |row| (row.cell(at), row.mark(at)));
    match header.target {
        Target::Slot(slot) => {
            let (Some(known), Some(column)) = (into.slots.get(slot), into.columns.get_mut(slot)) else {
                return Taken::default();
            };
            let (read, mended) = mend::read((text, mark), *known, header.unit.as_ref(), into.texts);
            let input = into.scheme.zip(u32::try_from(slot).ok().map(InputId));
            let (value, misfit) = match read {
                Ok(value) => {
                    let residue = residue(text, *known, &value, input);
                    (value, residue)
                }
                Err(misfit) => (Cell::Missing, Some(misfit)),
            };
            column.push(value);
            Taken { misfit, mended }
        }
        Target::Unnamed if !text.trim().is_empty() => {
            // Once a column, not once a row.
            header.target = Target::Lost;
            Taken { misfit: Some(unnamed(at, text.trim())), mended: None }
        }
        Target::Id | Target::Name => Taken { misfit: mend::unsound(text, mark, &header.text), mended: None },
        Target::Unnamed | Target::Lost => Taken::default(),
    }
}

/// A row of another length than the header.
pub(super) fn ragged(row: &Row, headers: &[Header]) -> Box<Misfit> {
    let (cells, columns) = (row.len(), headers.len());
    let message = Text::new(
        format!("这一行有 {cells} 格, 表头有 {columns} 列"),
        format!("the row has {cells} cells, the header {columns} columns"),
    );
    Misfit::new(Code::RaggedRow, message, evened(row, headers))
}

fn evened(row: &Row, headers: &[Header]) -> Text {
    if row.cells().any(|cell| cell.contains('\n')) {
        return Text::new(
            "有一格跨了行: 检查引号有没有闭合",
            "a cell runs over the line end: look for a quote that is not closed",
        );
    }
    match headers.get(row.len()) {
        Some(Header { text, .. }) => Text::new(
            format!("从“{text}”起没有格; 空的格也要有逗号"),
            format!("from `{text}` on there are no cells; empty cells need their commas too"),
        ),
        None => Text::new(
            "去掉多出的逗号; 含逗号的格要用引号括起来",
            "take the surplus commas away; a cell with a comma in it needs quotes",
        ),
    }
}

/// A cell in a column without a header.
pub(super) fn unnamed(at: usize, text: &str) -> Box<Misfit> {
    let (column, text) = (at + 1, shown(text));
    Misfit::new(
        Code::UnknownColumn,
        Text::new(
            format!("第 {column} 列没有表头, 而这一格写着“{text}”"),
            format!("column {column} has no header, but the cell says `{text}`"),
        ),
        Text::new("写上表头, 或清空这一列", "give the column a header, or clear it"),
    )
}
