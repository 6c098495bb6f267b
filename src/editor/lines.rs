//! Places as editors count them: lines from 0, and in a line units of UTF-16, or bytes where that was agreed on.

use std::ops::Range;

use serde_json::{Value, json};

/// What a column counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Units {
    Utf8,
    #[default]
    Utf16,
}

impl Units {
    fn of(self, letter: char) -> usize {
        match self {
            Units::Utf8 => letter.len_utf8(),
            Units::Utf16 => letter.len_utf16(),
        }
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    units: Units,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, units: Units) -> Lines<'a> {
        let bytes = text.as_bytes();
        let ends = |at: &usize| match bytes.get(*at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let starts = std::iter::once(0).chain((0..bytes.len()).filter(ends).map(|at| at + 1)).collect();
        Lines { text, starts, units }
    }

    /// The byte at a place; a place past the end of a line is that end, one past the text is its end.
    pub(super) fn offset(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let stop = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let within = self.text.get(start..stop).unwrap_or("").trim_end_matches(['\r', '\n']);
        let mut counted = 0;
        for (at, letter) in within.char_indices() {
            if counted >= column {
                return start + at;
            }
            counted += self.units.of(letter);
        }
        start + within.len()
    }

    /// The byte at a position of a message.
    pub(super) fn at(&self, position: &Value) -> usize {
        let number = |key| position[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        self.offset(number("line"), number("character"))
    }

    /// A byte as a position of a message.
    pub(super) fn position(&self, offset: usize) -> Value {
        let line = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        let column: usize = before.chars().map(|letter| self.units.of(letter)).sum();
        json!({ "line": line, "character": column })
    }

    /// A stretch of bytes as a range of a message.
    pub(super) fn range(&self, start: usize, end: usize) -> Value {
        json!({ "start": self.position(start), "end": self.position(end) })
    }
}

/// The text after one change of a message: of a range, or all of it.
pub(super) fn changed(text: &str, change: &Value, units: Units) -> String {
    let new = change["text"].as_str().unwrap_or("");
    let Some(range) = change.get("range") else { return new.to_owned() };
    let lines = Lines::new(text, units);
    let (one, other) = (lines.at(&range["start"]), lines.at(&range["end"]));
    let (start, end) = (one.min(other), one.max(other));
    replaced(text, start..end, new)
}

/// A text with some bytes of it replaced.
pub(super) fn replaced(text: &str, at: Range<usize>, new: &str) -> String {
    let (before, after) = (text.get(..at.start).unwrap_or(""), text.get(at.end..).unwrap_or(""));
    format!("{before}{new}{after}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Lines, Units, changed};

    #[test]
    fn counts_as_editors_do() {
        // 指 is 3 bytes and 1 unit; 😀 is 4 bytes and 2 units.
        let text = "指😀标\r\nab\n";
        let wide = Lines::new(text, Units::Utf16);
        assert_eq!(wide.offset(0, 3), 7);
        assert_eq!(wide.position(7), json!({ "line": 0, "character": 3 }));
        assert_eq!(wide.offset(0, 99), 10);
        assert_eq!(wide.offset(1, 1), 13);
        assert_eq!(wide.offset(9, 0), text.len());
        let bytes = Lines::new(text, Units::Utf8);
        assert_eq!(bytes.offset(0, 7), 7);
        assert_eq!(bytes.position(13), json!({ "line": 1, "character": 1 }));
    }

    #[test]
    fn changes_a_range_or_all() {
        let range = json!({ "start": { "line": 0, "character": 1 }, "end": { "line": 0, "character": 3 } });
        let change = json!({ "range": range, "text": "数" });
        assert_eq!(changed("甲😀乙", &change, Units::Utf16), "甲数乙");
        assert_eq!(changed("甲", &json!({ "text": "丙" }), Units::Utf16), "丙");
    }
}
