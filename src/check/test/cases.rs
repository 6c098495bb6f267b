//! 用例 { … }: a table of cases. A column whose head is an input is given, every other is expected.

use super::At;
use crate::check::Checker;
use crate::plan::{Expectation, GivenCell, InputId};
use crate::source::{Span, Spanned, Text};
use crate::syntax::ast::{self, CaseCell};

/// A row of a table.
pub(super) struct Row {
    pub(super) name: Option<String>,
    pub(super) number: u32,
    pub(super) cells: Vec<GivenCell>,
    pub(super) expectations: Vec<Expectation>,
    pub(super) span: Span,
}

/// What a column is.
#[derive(Clone, Copy)]
enum Column<'a> {
    /// The names of the rows.
    Name,
    /// An input.
    Given(InputId),
    /// What is expected.
    Expected(&'a CaseCell),
    /// The mistake has been told.
    Broken,
}

impl<'a> Checker<'a> {
    /// Adds the rows of a table; gives whether they expect anything.
    pub(super) fn test_rows(
        &mut self,
        at: At,
        table: &'a Spanned<Vec<ast::CaseRow>>,
        rows: &mut Vec<Row>,
    ) -> bool {
        let Some((head, body)) = table.value.split_first() else { return false };
        let columns: Vec<Column<'a>> = head.cells.iter().map(|cell| self.column(cell)).collect();
        self.columns_differ(&columns, head);
        if body.is_empty() {
            self.table_trouble(head.span, Text::new("表头下面没有用例", "no case stands below the head"));
        }
        for row in body {
            if self.as_long_as((head, columns.len()), row) {
                let number = u32::try_from(rows.len()).unwrap_or(u32::MAX - 1) + 1;
                let row = self.row(at, &columns, (number, row));
                rows.push(row);
            }
        }
        columns.iter().any(|column| matches!(column, Column::Expected(_) | Column::Broken))
    }

    fn column(&mut self, cell: &'a CaseCell) -> Column<'a> {
        match cell {
            CaseCell::Blank(_) => Column::Name,
            CaseCell::Expected(expected) => {
                let input = expected.path().and_then(|path| self.input_of(path));
                input.map_or(Column::Expected(cell), Column::Given)
            }
            CaseCell::State(..) | CaseCell::Free(_) => {
                self.table_trouble(
                    cell.span(),
                    Text::new(
                        "表头这一格读不懂: 写输入, 或期望的量 (如 预算执行率.得分), 行名那一列留空",
                        "this head cannot be read: write an input, or what is expected (as budget.score); leave it empty for names of rows",
                    ),
                );
                Column::Broken
            }
        }
    }

    fn columns_differ(&mut self, columns: &[Column<'a>], head: &ast::CaseRow) {
        for (place, column) in columns.iter().enumerate() {
            let Column::Given(input) = column else { continue };
            let before = columns.get(..place).unwrap_or(&[]);
            if before.iter().any(|other| matches!(other, Column::Given(earlier) if earlier == input)) {
                let span = head.cells.get(place).map_or(head.span, CaseCell::span);
                self.table_trouble(span, Text::new("这一列前面已经有了", "an earlier column is the same"));
            }
        }
    }

    fn row(&mut self, at: At, columns: &[Column<'a>], (number, row): (u32, &'a ast::CaseRow)) -> Row {
        let mut made =
            Row { name: None, number, cells: Vec::new(), expectations: Vec::new(), span: row.span };
        for (column, cell) in columns.iter().zip(&row.cells) {
            match column {
                Column::Name => {
                    let name = self.quote(cell.span());
                    made.name = (!name.is_empty()).then(|| name.trim_matches(['"', '“', '”']).to_owned());
                }
                // An empty cell leaves what is given above the table.
                Column::Given(_) | Column::Expected(_) if matches!(cell, CaseCell::Blank(_)) => {}
                Column::Given(input) => {
                    let value_type = self.inputs[input.0 as usize].value_type.clone();
                    let text = self.cell_text(&value_type, cell);
                    let span = cell.span();
                    made.cells.extend(text.map(|text| GivenCell { layer: None, input: *input, text, span }));
                }
                Column::Expected(head) => {
                    let what = self.expected_cell(at, head, cell);
                    made.expectations.extend(what.map(|what| Expectation {
                        what,
                        subject: 0,
                        span: cell.span(),
                        head: Some(head.span()),
                    }));
                }
                Column::Broken => {}
            }
        }
        made
    }
}
