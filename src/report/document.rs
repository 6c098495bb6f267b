//! The working of one subject as a document. The text and the JSON are printed from it, so they cannot disagree.

use std::collections::BTreeMap;

use crate::source::{Lang, Text};

/// A document: how the total adds up, then every number with its sentence.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Document {
    /// What it is about: subject, scheme, year.
    pub title: Text,
    /// The column of figures: what the total is the sum of, the total last.
    pub figures: Vec<Figure>,
    /// The whole, with the first level, bonuses, penalties and vetoes under it.
    pub root: Entry,
}

/// One line of the column of figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// Of what.
    pub label: Text,
    /// How much, signed; none when it is undetermined.
    pub amount: Option<String>,
}

/// One number and how it came about.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Entry {
    /// The indicator's path; a name for what stands outside the tree; empty for the whole.
    pub path: String,
    /// What it comes to: `预算执行率 4.00 分 (满分 10 分)`.
    pub head: Text,
    /// How, clause by clause.
    pub calculation: Vec<Text>,
    /// The value that was looked up.
    pub value: Option<Text>,
    /// Where the rule stands.
    pub rule: Option<Rule>,
    /// The article it follows (依据).
    pub basis: Option<String>,
    /// What was rounded.
    pub rounding: Option<Rounded>,
    /// The score as published; none where there is none.
    pub result: Option<String>,
    /// Where the data came from.
    pub origins: Vec<Origin>,
    /// The formulas and parameters behind it that stand on a text of their own, or differ by year or choice.
    pub grounds: Vec<Ground>,
    /// What it is made of.
    pub children: Vec<Entry>,
}

/// A place in a rule file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rule {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// What the value of a formula or parameter stands on.
#[derive(Clone, PartialEq, Debug)]
pub struct Ground {
    /// The formula or parameter.
    pub name: String,
    /// Its value for this subject.
    pub value: Text,
    /// The year since which the value holds, where values differ by year.
    pub since: Option<i32>,
    /// The choice for which it holds, where values differ by choice.
    pub choice: Option<String>,
    /// The text it follows (依据).
    pub basis: Option<String>,
    /// Where it is written.
    pub rule: Rule,
}

/// A rounding that took place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rounded {
    /// To so many places.
    pub places: u8,
    /// Before.
    pub from: String,
    /// After.
    pub to: String,
}

/// A place in a data file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// The file.
    pub file: String,
    /// The rows, from 1 with the header counted.
    pub rows: Vec<u64>,
    /// The column's header; none when whole rows are meant.
    pub column: Option<String>,
}

impl Document {
    /// Every entry by its path.
    pub(super) fn entries(&self) -> BTreeMap<&str, &Entry> {
        fn gather<'e>(entry: &'e Entry, entries: &mut BTreeMap<&'e str, &'e Entry>) {
            entries.insert(entry.path.as_str(), entry);
            entry.children.iter().for_each(|child| gather(child, entries));
        }
        let mut entries = BTreeMap::new();
        gather(&self.root, &mut entries);
        entries
    }
}

impl Entry {
    /// How it came about, in one sentence.
    pub(super) fn why(&self, lang: Lang) -> String {
        self.calculation.iter().map(|clause| clause.get(lang)).collect::<Vec<_>>().join("; ")
    }

    /// The whole sentence: what it comes to, and how.
    pub fn sentence(&self) -> Text {
        Text::new(self.sentence_in(Lang::Zh), self.sentence_in(Lang::En))
    }

    fn sentence_in(&self, lang: Lang) -> String {
        let stop = if lang == Lang::Zh { "。" } else { "." };
        match self.calculation.as_slice() {
            [] => format!("{}{stop}", self.head.get(lang)),
            [..] => format!("{}: {}{stop}", self.head.get(lang), self.why(lang)),
        }
    }
}

impl Origin {
    /// The cell in one word for machines: row and column, `3:执行数`; rows of a list, `2,3,5`.
    pub fn cell(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(u64::to_string).collect();
        match &self.column {
            Some(column) => format!("{}:{column}", rows.join(",")),
            None => rows.join(","),
        }
    }
}
