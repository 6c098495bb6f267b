//! The comments of the file that amends: those above and behind a statement go with it.

use super::edits::Edits;
use super::layout::{begins_line, line_end, line_start};
use crate::source::{Span, Thread};

impl Edits<'_> {
    /// The comment behind a statement.
    pub(super) fn behind(&self, span: Span) -> Vec<Thread> {
        let comment = self.comment_behind(span);
        comment.map_or(Vec::new(), |comment| vec![Thread::Copy(Span { start: span.end, ..comment })])
    }

    /// The comments directly above a statement, each on a line of its own.
    pub(super) fn comments_above(&self, span: Span) -> Vec<Span> {
        let text = self.files.text(span.source);
        let mut above = Vec::new();
        let mut start = line_start(text, span.start as usize);
        let alone =
            |comment: &&Span| comment.source == span.source && begins_line(text, comment.start as usize);
        while let Some(end) = start.checked_sub(1) {
            let line = line_start(text, end);
            let here = |comment: &&Span| (line..=end).contains(&(comment.start as usize));
            let Some(comment) = self.comments.iter().filter(alone).find(here) else { break };
            above.insert(0, *comment);
            start = line;
        }
        if begins_line(text, span.start as usize) { above } else { Vec::new() }
    }

    fn comment_behind(&self, span: Span) -> Option<Span> {
        let text = self.files.text(span.source);
        let (start, end) = (span.end as usize, line_end(text, span.end as usize));
        let comment = self.comments.iter().find(|comment| {
            comment.source == span.source && (start..end).contains(&(comment.start as usize))
        })?;
        text.get(start..comment.start as usize)?.trim().is_empty().then_some(*comment)
    }
}
