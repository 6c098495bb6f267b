//! The texts we were given, and where their lines begin.

use super::{SourceId, Span};

/// A place as people count: line and column from 1, the column in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// The texts of one run, by [`SourceId`].
#[derive(Clone, Debug, Default)]
pub struct Files {
    entries: Vec<Entry>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    text: String,
    /// The texts it builds on.
    on: Vec<SourceId>,
}

impl Files {
    /// No texts.
    pub fn new() -> Files {
        Files::default()
    }

    /// Takes in a text under the name the user gave it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let id = SourceId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries.push(Entry { name: name.into(), text: text.into(), on: Vec::new() });
        id
    }

    /// Takes note that a text builds on another: what it says is said by both.
    pub fn builds_on(&mut self, id: SourceId, base: SourceId) {
        if let Some(entry) = self.entries.get_mut(id.0 as usize)
            && !entry.on.contains(&base)
        {
            entry.on.push(base);
        }
    }

    /// A text and all those it builds on, nearest first.
    pub fn with_bases(&self, id: SourceId) -> Vec<SourceId> {
        let mut all = vec![id];
        let mut next = 0;
        while let Some(&at) = all.get(next) {
            let more = self.entry(at).map_or(&[][..], |entry| &entry.on);
            let new: Vec<SourceId> = more.iter().copied().filter(|base| !all.contains(base)).collect();
            all.extend(new);
            next += 1;
        }
        all
    }

    /// The name a text was added under; empty for an id of another run.
    pub fn name(&self, id: SourceId) -> &str {
        self.entry(id).map_or("", |entry| &entry.name)
    }

    /// The names of all texts, in the order they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The text; empty for an id of another run.
    pub fn text(&self, id: SourceId) -> &str {
        self.entry(id).map_or("", |entry| &entry.text)
    }

    /// The stretch of text itself; empty where the span does not fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.source).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// Where the span begins.
    pub fn start(&self, span: Span) -> Position {
        self.position(span.source, span.start as usize)
    }

    /// Where the span ends (the place after its last character).
    pub fn end(&self, span: Span) -> Position {
        self.position(span.source, span.end as usize)
    }

    fn position(&self, id: SourceId, offset: usize) -> Position {
        let text = self.text(id);
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX - 1) + 1;
        Position {
            line: count(before.bytes().filter(|&b| b == b'\n').count()),
            column: count(before.get(line_start..).unwrap_or("").chars().count()),
        }
    }

    fn entry(&self, id: SourceId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }
}
