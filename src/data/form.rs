//! Data-entry forms: the words that they are laid out with, and what came back as the tables that it stands for.

mod about;
mod again;
mod collect;
mod filled;
mod listed;
mod sheet;
mod written;

pub use about::{ABOUT, About, COLUMN, ROW};
pub use collect::{Collected, Collecting, Returned, State, collect};
pub use written::{Written, written};

use super::bind::{folded, iso_days, rewritten};

/// Days since 1970-01-01 of a date, `2024-06-30` or as people write it, year first; none for what is no date.
pub fn day(text: &str) -> Option<i32> {
    iso_days(text).or_else(|| rewritten(text).and_then(|date| iso_days(&date)))
}

/// A word of a form: Chinese, English.
pub type Word = (&'static str, &'static str);

/// The sheet to be filled in.
pub const FORM: Word = ("填报", "Form");
/// The sheet that says how.
pub const GUIDE: Word = ("填写说明", "How to");
/// The head of the column of parts.
pub const PART: Word = ("部分", "part");
/// The head of the column of names: with [`VALUE`] it makes a sheet a form.
pub const ITEM: Word = ("数据项", "item");
/// The head of the column of units.
pub const UNIT: Word = ("单位", "unit");
/// The head of the column to be filled in.
pub const VALUE: Word = ("填报值", "value");
/// The head of the column of advice.
pub const HELP: Word = ("怎样填", "how to fill in");
/// Who is assessed.
pub const ID: Word = ("编号", "id");
/// Its name.
pub const NAME: Word = ("名称", "name");
/// When the form was filled in.
pub const DATE: Word = ("填报日期", "date of filling in");
/// By whom; not read.
pub const PERSON: Word = ("填报人", "filled in by");

/// Whether a cell says a word, in either language, as names are compared.
fn says(cell: &str, word: Word) -> bool {
    let cell = folded(cell).to_ascii_lowercase();
    [word.0, word.1].into_iter().any(|word| cell == folded(word).to_ascii_lowercase())
}
