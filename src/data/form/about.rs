//! The hidden sheet in which a form says of itself what rules it was made from, and where everything stood.

use std::collections::BTreeMap;

use crate::data::Row;

/// The name of the sheet.
pub const ABOUT: &str = "kaocheng";

/// What the name of a row begins with, before the label that stood in it.
pub const ROW: &str = "@";

/// What the line is called that says which column is to be filled in.
pub const COLUMN: &str = "values";

/// What a form says of itself; nothing where the sheet is gone.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct About {
    said: BTreeMap<String, String>,
}

impl About {
    /// What is written into the sheet: a name and a text a row.
    pub fn lines(scheme: &str, rules: &str) -> Vec<(String, String)> {
        let lines = [("format", "kaocheng.form/1"), ("scheme", scheme), ("rules", rules)];
        lines.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
    }

    pub(super) fn read(rows: &[Row]) -> About {
        let said = rows.iter().map(|row| (row.cell(0).trim().to_owned(), row.cell(1).trim().to_owned()));
        About { said: said.filter(|(name, _)| !name.is_empty()).collect() }
    }

    pub(super) fn scheme(&self) -> Option<&str> {
        self.said.get("scheme").map(String::as_str)
    }

    /// The SHA-256 of the rules.
    pub(super) fn rules(&self) -> Option<&str> {
        self.said.get("rules").map(String::as_str)
    }

    /// The letters of the column of values.
    pub(super) fn column(&self) -> Option<&str> {
        self.said.get(COLUMN).map(String::as_str)
    }

    /// The row in which a label stood.
    pub(super) fn row(&self, label: &str) -> Option<u64> {
        self.said.get(&format!("{ROW}{label}"))?.parse().ok()
    }
}
