//! What a whole year came to: one row a scheme.

use comfy_table::CellAlignment;

use super::Scored;
use super::table::{plain_table, trimmed};
use super::wording::pick;
use crate::eval::State;
use crate::source::Lang;

/// What became of one scheme of a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum YearRow {
    /// Scored, and its results written.
    Done {
        /// Its name.
        name: String,
        /// How many subjects.
        subjects: usize,
        /// How many have no total.
        open: usize,
        /// How many have each grade, the best first; empty without grades.
        grades: Vec<(String, usize)>,
        /// The files that were written.
        outs: Vec<String>,
    },
    /// Something found in its rules, data or files kept it from being scored.
    Failed {
        /// Its name.
        name: String,
    },
    /// What it takes the results of was not scored.
    Skipped {
        /// Its name.
        name: String,
        /// The scheme that it needs.
        by: String,
    },
}

/// The row of a scheme whose results went to these files.
pub fn year_row(scored: &Scored<'_>, outs: Vec<String>) -> YearRow {
    let results = scored.results;
    let grades = scored.scheme.scale.iter().flat_map(|scale| &scale.grades).zip(0..);
    let with = |at: u32| results.grades.iter().flatten().filter(|grade| grade.0 == at).count();
    YearRow::Done {
        name: scored.scheme.name.clone(),
        subjects: scored.data.subjects.len(),
        open: results.states.iter().filter(|state| **state != State::Complete).count(),
        grades: grades.map(|(grade, at)| (grade.name.clone(), with(at))).collect(),
        outs,
    }
}

/// The table for a terminal.
pub fn year(rows: &[YearRow], lang: Lang) -> String {
    let mut table = plain_table();
    let header = [("办法", "scheme"), ("对象", "subjects"), ("等级", "grades"), ("结果", "results")];
    table.set_header(header.map(|(zh, en)| pick(lang, zh, en)));
    for row in rows {
        table.add_row(cells(row, lang));
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    trimmed(&table) + "\n"
}

fn cells(row: &YearRow, lang: Lang) -> [String; 4] {
    match row {
        YearRow::Done { name, subjects, open, grades, outs } => {
            let mut counted: Vec<String> =
                grades.iter().map(|(grade, count)| format!("{grade} {count}")).collect();
            if *open > 0 {
                counted.push(format!("{} {open}", pick(lang, "没有总分", "no total")));
            }
            let counted = if counted.is_empty() { "—".to_owned() } else { counted.join(", ") };
            [name.clone(), subjects.to_string(), counted, outs.join(", ")]
        }
        YearRow::Failed { name } => {
            [name.clone(), "—".to_owned(), "—".to_owned(), pick(lang, "没有完成", "not done").to_owned()]
        }
        YearRow::Skipped { name, by } => {
            let why = match lang {
                Lang::Zh => format!("跳过: “{by}”没有完成"),
                Lang::En => format!("skipped: `{by}` is not done"),
            };
            [name.clone(), "—".to_owned(), "—".to_owned(), why]
        }
    }
}
