//! JSON → [`Tree`]. Values are taken as raw text first, so that a number keeps the digits it is written with.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::lines::LineEnds;
use super::tree::{Map, Tree};
use super::unreadable;
use crate::source::{Diagnostic, Text};

/// Deeper than any data file is: the file, the subjects, a subject, a list, a record, a value.
const DEEPEST: usize = 8;

/// Reads a text.
pub(super) fn tree(file: &str, text: &str) -> Result<Tree, Box<Diagnostic>> {
    let reader = Values { file, lines: LineEnds::of(text) };
    if text.trim().is_empty() {
        return Ok(Tree::Empty);
    }
    let whole: &RawValue =
        serde_json::from_str(text).map_err(|error| reader.refused(error.line() as u64, &error))?;
    reader.value(whole.get(), 0)
}

struct Values<'a> {
    file: &'a str,
    lines: LineEnds,
}

impl Values<'_> {
    fn value<'a>(&self, raw: &'a str, depth: usize) -> Result<Tree, Box<Diagnostic>> {
        if depth > DEEPEST {
            return Err(self.too_deep(raw));
        }
        match raw.as_bytes().first() {
            Some(b'n') | None => Ok(Tree::Empty),
            Some(b'"') => self.inner(raw).map(Tree::Text),
            Some(b'[') => {
                let items: Vec<&'a RawValue> = self.inner(raw)?;
                items
                    .into_iter()
                    .map(|item| self.value(item.get(), depth + 1))
                    .collect::<Result<_, _>>()
                    .map(Tree::List)
            }
            Some(b'{') => self.map(raw, depth).map(Tree::Map),
            // A number or a boolean, as it is written.
            Some(_) => Ok(Tree::Text(raw.to_owned())),
        }
    }

    fn map(&self, raw: &str, depth: usize) -> Result<Map, Box<Diagnostic>> {
        let Entries(entries) = self.inner(raw)?;
        let mut map = Map { line: self.lines.line(raw), ..Map::default() };
        for (key, value) in entries {
            map.entries.push((key, self.value(value.get(), depth + 1)?));
        }
        Ok(map)
    }

    fn inner<'a, T: Deserialize<'a>>(&self, raw: &'a str) -> Result<T, Box<Diagnostic>> {
        serde_json::from_str(raw).map_err(|error| self.refused(self.lines.line(raw), &error))
    }

    fn refused(&self, row: u64, error: &serde_json::Error) -> Box<Diagnostic> {
        // The library speaks English only.
        unreadable(
            self.file,
            row,
            Text::new(
                format!("不是合格的 JSON: 第 {row} 行起读不下去"),
                format!("not well-formed JSON: {error}"),
            ),
            Text::new("检查这一行的逗号、引号和括号", "look at the commas, quotes and brackets in this line"),
        )
    }

    fn too_deep(&self, raw: &str) -> Box<Diagnostic> {
        unreadable(
            self.file,
            self.lines.line(raw),
            Text::new(format!("嵌套超过 {DEEPEST} 层"), format!("nested more than {DEEPEST} levels deep")),
            Text::new(
                "对象之下只有值和记录的列表",
                "a subject holds values and lists of records, nothing deeper",
            ),
        )
    }
}

/// The entries of a map, in the order written, none lost where a key stands twice.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries<'a>, D::Error> {
        deserializer.deserialize_map(EntriesVisitor).map(Entries)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}
