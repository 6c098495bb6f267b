//! Report: what the other rooms give → what people and programs read: tables, sentences, JSON, CSV; papers as a [`Page`],
//! which is text, HTML or DOCX; the results workbook.
//! Takes what one scheme came to ([`Scored`]), or the answers of `testing`, `study` and `regress`; streams where there
//! can be a million subjects. Knows both languages. Never scores, never rounds a result, never opens a file. Start at
//! [`Scored`], [`Document`] and [`Page`].

#[cfg(feature = "arrow")]
mod arrow;
mod behind;
mod book;
mod changes;
mod cliffs;
mod collected;
mod coverage;
mod csv;
mod diff;
mod document;
mod docx;
mod explain;
mod expression;
mod form;
mod html;
mod impact;
mod json;
mod ledger;
mod moved;
mod mutants;
mod numbers;
mod page;
mod page_text;
mod papers;
mod proofs;
mod reading;
pub mod review;
mod scored;
mod stages;
mod standard;
mod table;
mod tested;
mod text;
mod verify;
mod what_if;
mod wording;
mod year;

#[cfg(test)]
mod tests;

#[cfg(feature = "arrow")]
pub use arrow::arrow;
pub use book::{MOST_IN_A_WORKBOOK, workbook};
pub use cliffs::{cliffs, cliffs_json};
pub use collected::collected;
pub use coverage::{Covered, coverage, coverage_json, coverage_json_all, coverage_page};
pub use csv::{csv, sheet};
pub use diff::{Diff, diff, diff_json, diff_page};
pub use document::{Document, Entry, Figure, Ground, Origin, Rounded, Rule};
pub use docx::{docx, docx_body, docx_escape, docx_styled};
pub use explain::explain;
pub use form::{FormOf, form_of_all, form_of_one};
pub use html::{STYLE, html, sections};
pub use impact::{Impacted, TwoYears, impact_json, impact_page, impact_text};
pub use json::{Digests, json, json_all, tree, trees};
pub use ledger::{ledger, ledger_csv};
pub use mutants::{Mutated, Noticing, mutants, mutants_json};
pub use page::{
    Bar, Bars, Block, Cell, CodeLine, Column, DotRow, Dots, Fact, Heat, HeatRow, Page, PageTable, Tone,
};
pub use page_text::page_text;
pub use papers::{
    Figures, figures_of_all, figures_of_one, letter, managers, notice, public, reviewer, workings,
};
pub use proofs::{ProofsOf, proof_findings, proofs_json, proofs_text};
pub use scored::Scored;
pub use stages::{stages, stages_csv, stages_json};
pub use standard::{standard_markdown, standard_page};
pub use table::table;
pub use tested::{Tested, expectation_written, test_written, tests_json, tests_junit, tests_text};
pub use text::text;
pub use verify::{verified, verified_json};
pub use what_if::{Supposed, Twice, WhatIf, what_if, what_if_json};
pub use year::{YearRow, year, year_row};
