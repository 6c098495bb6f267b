//! Report: results → text. The table, CSV and JSON of `assess`; the sentences of `explain`, as text and JSON; layers side
//! by side; what `verify` found; the rows of a year.
//! Takes what one scheme came to ([`Scored`]); gives text, streamed where there can be a million subjects. Knows both
//! languages. Never scores, never rounds a result, never opens a file. Start at [`Scored`] and [`Document`].

mod book;
mod changes;
mod csv;
mod document;
mod docx;
mod explain;
mod expression;
mod html;
mod json;
mod moved;
mod numbers;
mod page;
mod papers;
mod reading;
mod scored;
mod stages;
mod table;
mod text;
mod verify;
mod wording;
mod year;

#[cfg(test)]
mod tests;

pub use book::workbook;
pub use csv::{csv, sheet};
pub use document::{Document, Entry, Figure, Ground, Origin, Rounded, Rule};
pub use docx::docx;
pub use explain::explain;
pub use html::html;
pub use json::{Digests, json, json_all, tree, trees};
pub use page::{
    Bar, Bars, Block, Cell, CodeLine, Column, DotRow, Dots, Fact, Heat, HeatRow, Page, PageTable, Tone,
};
pub use papers::{letter, managers, notice, public, reviewer, workings};
pub use scored::Scored;
pub use stages::{stages, stages_csv, stages_json};
pub use table::table;
pub use text::text;
pub use verify::{verified, verified_json};
pub use year::{YearRow, year, year_row};
