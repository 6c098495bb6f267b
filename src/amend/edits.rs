//! The edits of a base's text so far: what is taken out, put in and put in the place of what, each stretch once.

use std::ops::Range;

use super::index::Index;
use super::input_lines::InputLines;
use super::layout::{comment_end, dropped, ends_line, indent};
use crate::source::{self, Checked, Code, Diagnostic, Files, Span, Splice, Text, Thread, Woven, in_order};

/// The edits of a base so far.
pub(super) struct Edits<'b> {
    pub(super) base: &'b Woven,
    pub(super) index: Index<'b>,
    pub(super) files: &'b Files,
    /// What messages call the base.
    pub(super) whose: Text,
    /// The comments of the file that amends.
    pub(super) comments: Vec<Span>,
    /// What could not be read of it: what is found on such a line can wait.
    pub(super) holes: Vec<Span>,
    pub(super) splices: Vec<Splice>,
    pub(super) lines: InputLines<'b>,
    /// What has been edited, whether all of it, and by which statement.
    claims: Vec<(Range<usize>, bool, Span)>,
    pub(super) found: Vec<Diagnostic>,
}

impl<'b> Edits<'b> {
    pub(super) fn new(base: &'b Woven, index: Index<'b>, files: &'b Files) -> Edits<'b> {
        Edits {
            base,
            index,
            files,
            whose: Text::new("沿用的办法", "the scheme built on"),
            comments: Vec::new(),
            holes: Vec::new(),
            splices: Vec::new(),
            lines: InputLines::default(),
            claims: Vec::new(),
            found: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'b str {
        self.base.text()
    }

    /// Takes note that a stretch of the base is edited; two edits of one thing are one too many.
    pub(super) fn claim(&mut self, at: Range<usize>, whole: bool, by: Span) -> bool {
        let holds =
            |outer: &Range<usize>, inner: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
        let earlier = self.claims.iter().find(|(other, all, _)| {
            *other == at || (*all && holds(other, &at)) || (whole && holds(&at, other))
        });
        if let Some((_, _, earlier)) = earlier {
            let first = self.files.slice(*earlier).lines().next().unwrap_or("").to_owned();
            let message =
                Text::new(format!("这一处已由“{first}”改过"), format!("`{first}` edits this already"));
            self.found.push(
                Diagnostic::new(Code::RepeatedSetting, by, message)
                    .label(*earlier, Text::new("另一处", "the other one"))
                    .help(Text::new("合成一句, 或删去其中一处", "make one statement of both, or delete one")),
            );
            return false;
        }
        self.claims.push((at, whole, by));
        true
    }

    /// Whether a stretch of the base is dropped or replaced.
    pub(super) fn gone(&self, at: &Range<usize>) -> bool {
        self.claims.iter().any(|(claimed, all, _)| *all && claimed.start <= at.start && at.end <= claimed.end)
    }

    pub(super) fn splice(&mut self, at: Range<usize>, with: Vec<Thread>) {
        self.splices.push(Splice { at, with });
    }

    pub(super) fn remove(&mut self, statement: Range<usize>) {
        self.splice(dropped(self.text(), statement), Vec::new());
    }

    /// Puts what stands at `new` in place of a stretch of the base.
    pub(super) fn replace(&mut self, at: Range<usize>, new: Span, by: Span) {
        if self.claim(at.clone(), true, by) {
            let with = self.moved(new, indent(self.text(), at.start));
            self.put(at, with, new);
        }
    }

    /// Puts words in place of a statement of the base. A comment behind it spoke of what stood there, and gives way to
    /// the comment behind the new statement, if there is one.
    pub(super) fn put(&mut self, at: Range<usize>, mut with: Vec<Thread>, new: Span) {
        let end = comment_end(self.text(), at.end);
        if end > at.end || ends_line(self.text(), at.end) {
            with.extend(self.behind(new));
        }
        self.splice(at.start..end, with);
    }

    /// A stretch of the amending file, its lines set in as they should be in the base.
    pub(super) fn moved(&self, span: Span, to: &str) -> Vec<Thread> {
        let text = self.files.text(span.source);
        let from = indent(text, span.start as usize);
        let mut threads = Vec::new();
        let mut start = span.start as usize;
        for (number, line) in self.files.slice(span).split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len();
            let copied =
                Span::new(span.source, start + if number == 0 { 0 } else { blanks }, start + line.len());
            start += line.len();
            if number > 0 && !line.trim().is_empty() {
                let own = line.get(..blanks).unwrap_or("");
                let blanks = own.strip_prefix(from).map_or(own.to_owned(), |deeper| format!("{to}{deeper}"));
                threads.push(Thread::Because(blanks, span));
            }
            threads.push(Thread::Copy(copied));
        }
        threads
    }

    pub(super) fn finish(mut self) -> Checked<Woven> {
        self.input_lines();
        let value = self.found.is_empty().then(|| self.base.spliced(self.splices, self.files));
        let files = self.files;
        let line = |span: Span| (span.source, files.start(span).line);
        let torn: Vec<_> = self.holes.iter().map(|hole| line(*hole)).collect();
        self.found
            .retain(|found| !matches!(found.place, source::Place::Span(span) if torn.contains(&line(span))));
        in_order(&mut self.found);
        Checked { value, diagnostics: self.found }
    }
}
