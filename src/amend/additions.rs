//! Statements put into a block of the base, before its closing brace.

use std::ops::Range;

use super::edits::Edits;
use super::layout::{begins_line, ends_line, indent, inner_indent, line_end, line_start, range};
use super::place::{Added, Place, Room};
use crate::source::{Span, Spanned, Thread};
use crate::syntax::ast::{self, Content, Indicator, Item};

impl<'b> Edits<'b> {
    /// 计分: takes the place of the method that the indicator has.
    pub(super) fn by(&mut self, place: &mut Place<'b>, body: &Spanned<ast::Body>) {
        let own =
            place.items.iter().find_map(|item| if let Item::By(own) = item { Some(own.span) } else { None });
        let bare = match place.room {
            Room::Bare(Indicator { content: Content::Body(own), .. }) => Some(own.span),
            Room::Bare(_) | Room::Braces(_) => None,
        };
        match own.or(bare) {
            Some(own) => self.replace(range(own), body.span, body.span),
            None => place.added.push(Added::By(body.span)),
        }
    }

    /// Puts a setting after the last one of its block, so that settings stay together.
    pub(super) fn add_setting(&mut self, place: &mut Place<'b>, setting: Span) {
        let settings = place.items.iter().filter(|item| matches!(item, Item::Setting(_)));
        match settings.map(|item| range(item.span())).next_back() {
            Some(last) => self.put_after(last, setting),
            None => place.add(setting),
        }
    }

    /// Puts a statement after another: on a line of its own where the other has one.
    pub(super) fn put_after(&mut self, other: Range<usize>, statement: Span) {
        let added = Added::Statement(statement);
        let indent = indent(self.text(), other.start);
        let alone = ends_line(self.text(), other.end);
        let (at, before) = if alone { (line_end(self.text(), other.end), "\n") } else { (other.end, "; ") };
        let mut with = vec![Thread::Because(before.to_owned(), statement)];
        with.extend(if alone {
            self.with_comments(&added, indent, statement)
        } else {
            self.moved(statement, indent)
        });
        self.splice(at..at, with);
    }

    /// Writes what was added.
    pub(super) fn add(&mut self, place: Place<'b>) {
        if place.added.is_empty() {
            return;
        }
        match place.room.clone() {
            Room::Braces(braces) if self.closes_a_line(&braces) => self.add_lines(&place, &braces),
            Room::Braces(braces) => self.add_on_line(&place, &braces),
            Room::Bare(indicator) => self.add_braces(&place, indicator),
        }
    }

    /// Whether the closing brace stands on a line of its own.
    fn closes_a_line(&self, braces: &Range<usize>) -> bool {
        begins_line(self.text(), braces.end) && line_start(self.text(), braces.end) >= braces.start
    }

    fn add_lines(&mut self, place: &Place<'b>, braces: &Range<usize>) {
        let indent = inner_indent(self.text(), place.items, braces);
        let at = line_start(self.text(), braces.end);
        let with = place.added.iter().flat_map(|added| {
            let mut line = self.with_comments(added, &indent, place.by);
            line.push(Thread::Because("\n".to_owned(), place.by));
            line
        });
        let with = with.collect();
        self.splice(at..at, with);
    }

    fn add_on_line(&mut self, place: &Place<'b>, braces: &Range<usize>) {
        let last = place.items.iter().map(|item| item.span().end as usize).max();
        let left = place.items.iter().any(|item| !self.gone(&range(item.span())));
        let at = last.unwrap_or(braces.start);
        let mut with = Vec::new();
        for (number, added) in place.added.iter().enumerate() {
            let parted = if left || number > 0 { "; " } else { " " };
            with.push(Thread::Because(parted.to_owned(), place.by));
            with.extend(self.statement(added, indent(self.text(), at), place.by));
        }
        if last.is_none() && self.text().get(at..braces.end).is_some_and(str::is_empty) {
            with.push(Thread::Because(" ".to_owned(), place.by));
        }
        self.splice(at..at, with);
    }

    /// Gives an indicator braces: its method, if it has one, moves in as 计分.
    fn add_braces(&mut self, place: &Place<'b>, indicator: &'b Indicator) {
        let head = indicator.head.end as usize;
        let outer = indent(self.text(), head).to_owned();
        let inner = format!("{outer}  ");
        let because = |words: String| Thread::Because(words, place.by);
        let mut opening = vec![because(" {\n".to_owned())];
        let mut closing = Vec::new();
        let lines = place.added.iter().flat_map(|added| {
            let mut line = self.with_comments(added, &inner, place.by);
            line.push(because("\n".to_owned()));
            line
        });
        let lines: Vec<Thread> = lines.collect();
        let end = because(format!("{outer}}}"));
        let Content::Body(body) = &indicator.content else {
            opening.extend(lines);
            opening.push(end);
            return self.splice(head..head, opening);
        };
        opening.push(because(format!("{inner}{} ", self.word(place.by, "计分", "by"))));
        closing.push(because("\n".to_owned()));
        closing.extend(lines);
        closing.push(end);
        let method = range(body.span);
        self.splice(head..method.start, opening);
        if !self.gone(&method) {
            self.further_in(&method, place.by);
        }
        self.splice(method.end..method.end, closing);
    }

    /// Sets the lines of a stretch of the base, but for its first, two columns further in.
    fn further_in(&mut self, at: &Range<usize>, by: Span) {
        let text = self.text().get(at.clone()).unwrap_or("");
        for (newline, _) in text.match_indices('\n') {
            if text.get(newline + 1..).is_some_and(|rest| !rest.trim_start_matches(' ').starts_with('\n')) {
                let place = at.start + newline + 1;
                self.splice(place..place, vec![Thread::Because("  ".to_owned(), by)]);
            }
        }
    }

    /// A keyword in the language of a statement.
    pub(super) fn word(&self, of: Span, zh: &'static str, en: &'static str) -> &'static str {
        let first = self.files.slice(of).chars().next();
        if first.is_some_and(|letter| letter.is_ascii()) { en } else { zh }
    }

    fn statement(&self, added: &Added, indent: &str, by: Span) -> Vec<Thread> {
        match added {
            Added::Statement(span) => self.moved(*span, indent),
            Added::By(span) => {
                let word = format!("{} ", self.word(by, "计分", "by"));
                let mut threads = vec![Thread::Because(word, *span)];
                threads.extend(self.moved(*span, indent));
                threads
            }
        }
    }

    /// A statement on lines of its own, with the comments directly above it and the one behind it.
    fn with_comments(&self, added: &Added, indent: &str, by: Span) -> Vec<Thread> {
        let (Added::Statement(span) | Added::By(span)) = *added;
        let mut threads = Vec::new();
        for comment in self.comments_above(span) {
            threads.push(Thread::Because(indent.to_owned(), span));
            threads.push(Thread::Copy(comment));
            threads.push(Thread::Because("\n".to_owned(), span));
        }
        threads.push(Thread::Because(indent.to_owned(), span));
        threads.extend(self.statement(added, indent, by));
        threads.extend(self.behind(span));
        threads
    }
}
