//! A text put together from stretches of others, which still knows where each of them was written.

use std::ops::Range;

use super::{Files, SourceId, Span};

/// A text woven from others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Woven {
    text: String,
    /// Every stretch of the text, in order.
    pieces: Vec<Piece>,
}

/// A stretch of a woven text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Piece {
    at: Range<usize>,
    origin: Span,
    /// Whether it stands there letter for letter; else it was added because of what stands there.
    copied: bool,
}

/// A stretch to weave in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Thread {
    /// What stands at a place.
    Copy(Span),
    /// Words of our own, put there because of what stands at a place.
    Because(String, Span),
}

/// A stretch of a woven text that gives way to others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Splice {
    /// What gives way, in bytes; empty to put something in.
    pub at: Range<usize>,
    /// What stands there afterwards.
    pub with: Vec<Thread>,
}

impl Woven {
    /// A text as it was written.
    pub fn plain(source: SourceId, text: &str) -> Woven {
        let origin = Span::new(source, 0, text.len());
        Woven { text: text.to_owned(), pieces: vec![Piece { at: 0..text.len(), origin, copied: true }] }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch was written. One that was written in several texts is where its first word is.
    pub fn place(&self, at: Range<usize>) -> Span {
        let Some(first) = self.piece(at.start) else {
            return self.pieces.last().map_or(Span::new(SourceId(0), 0, 0), |last| last.origin);
        };
        let whole = Span { end: first.end_of(at.end.min(first.at.end)), ..first.origin_from(at.start) };
        let Some(last) = self.piece(at.end.saturating_sub(1).max(at.start)) else { return whole };
        let end = last.end_of(at.end);
        let together = last.origin.source == whole.source && end >= whole.end;
        if together { Span { end, ..whole } } else { whole }
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at.end <= at);
        self.pieces.get(after)
    }

    /// The text after all splices. They must not overlap; those at one place stand in the order given.
    #[must_use]
    pub fn spliced(&self, mut splices: Vec<Splice>, files: &Files) -> Woven {
        splices.sort_by_key(|splice| (splice.at.start, splice.at.end));
        let mut woven = Woven::default();
        let mut done = 0;
        for splice in splices {
            woven.keep(self, done..splice.at.start);
            for thread in splice.with {
                woven.add(thread, files);
            }
            done = done.max(splice.at.end);
        }
        woven.keep(self, done..self.text.len());
        woven
    }

    fn add(&mut self, thread: Thread, files: &Files) {
        match thread {
            Thread::Copy(span) => self.push(files.slice(span), span, true),
            Thread::Because(words, span) => self.push(&words, span, false),
        }
    }

    fn keep(&mut self, from: &Woven, at: Range<usize>) {
        for piece in &from.pieces {
            let (start, end) = (piece.at.start.max(at.start), piece.at.end.min(at.end));
            if start < end {
                let origin = Span { end: piece.end_of(end), ..piece.origin_from(start) };
                self.push(from.text.get(start..end).unwrap_or(""), origin, piece.copied);
            }
        }
    }

    fn push(&mut self, text: &str, origin: Span, copied: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text += text;
        self.pieces.push(Piece { at: start..self.text.len(), origin, copied });
    }
}

impl Piece {
    fn origin_from(&self, at: usize) -> Span {
        let before = if self.copied { at.saturating_sub(self.at.start) } else { 0 };
        Span {
            start: self.origin.start.saturating_add(u32::try_from(before).unwrap_or(u32::MAX)),
            ..self.origin
        }
    }

    /// Where, in its text, a stretch ends that ends here.
    fn end_of(&self, at: usize) -> u32 {
        if self.copied { self.origin_from(at).start } else { self.origin.end }
    }
}

#[cfg(test)]
mod tests {
    use super::{Splice, Thread, Woven};
    use crate::source::{Files, Span};

    #[test]
    fn every_stretch_knows_where_it_was_written() {
        let mut files = Files::new();
        let (old, new) = (files.add("old", "甲 5分; 乙 5分"), files.add("new", "改 甲 8分"));
        let (points, change) = (Span::new(new, 8, 12), Span::new(new, 0, 12));
        let woven = Woven::plain(old, files.text(old)).spliced(
            vec![
                Splice { at: 4..8, with: vec![Thread::Copy(points)] },
                Splice { at: 8..8, with: vec![Thread::Because(" 权重".to_owned(), change)] },
            ],
            &files,
        );
        assert_eq!(woven.text(), "甲 8分 权重; 乙 5分");
        assert_eq!(woven.place(4..8), points);
        assert_eq!(woven.place(5..8), Span::new(new, 9, 12));
        assert_eq!(woven.place(9..15), change);
        // From 甲 in one text to 8分 in another: where it begins.
        assert_eq!(woven.place(0..8), Span::new(old, 0, 4));
        let tail = woven.text().len();
        assert_eq!(woven.place(tail - 8..tail), Span::new(old, 10, 18));
        let again = woven.spliced(vec![Splice { at: 0..4, with: Vec::new() }], &files);
        assert_eq!((again.text(), again.place(0..4)), ("8分 权重; 乙 5分", points));
    }
}
