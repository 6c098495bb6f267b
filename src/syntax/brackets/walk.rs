//! From bracket to bracket, with a stack of those that are open.

use super::{Balance, Bracket, DEPTH, Line, Mark, Stray, Unclosed};
use crate::syntax::vocabulary::Vocabulary;

/// What the indentation is asked for.
pub(super) struct Hints {
    /// Braces are left open: where should they have been closed?
    pub(super) unclosed: bool,
    /// Braces close nothing: which of them?
    pub(super) stray: bool,
    pub(super) vocabulary: &'static Vocabulary,
}

struct Open {
    bracket: Bracket,
    /// The start and the indentation of its line.
    line: usize,
    indent: usize,
    /// The indentation of the first line inside.
    inside: Option<usize>,
}

pub(super) struct Walk {
    hints: Option<Hints>,
    open: Vec<Open>,
    balance: Balance,
    /// The start and the indentation of the line we are on.
    line: usize,
    indent: usize,
    /// Whether the line begins with a closing brace that was not met yet.
    first: bool,
}

impl Walk {
    pub(super) fn new(hints: Option<Hints>) -> Walk {
        Walk { hints, open: Vec::new(), balance: Balance::default(), line: 0, indent: 0, first: false }
    }

    pub(super) fn run(mut self, marks: &[Mark<'_>]) -> Balance {
        for &mark in marks {
            match mark {
                Mark::Line(line) => self.line(line),
                Mark::Open(bracket) => self.opens(bracket),
                Mark::Close(bracket) if bracket.brace => self.closes_brace(bracket),
                Mark::Close(bracket) => self.closes_round(bracket),
                Mark::End => self.leave_rounds(),
            }
            if self.balance.too_deep.is_some() {
                return self.balance;
            }
        }
        while let Some(open) = self.open.pop() {
            self.balance.unclosed.push(Unclosed { bracket: open.bracket, before: None });
        }
        self.balance
    }

    fn line(&mut self, line: Line<'_>) {
        let closes = line.head.starts_with(['}', '｝']);
        (self.line, self.indent, self.first) = (line.start, line.indent, closes);
        let hints = self.hints.as_ref().filter(|hints| hints.unclosed);
        let Some(heads) = hints.map(|hints| hints.vocabulary.heads(line.head)) else {
            return;
        };
        if heads {
            self.leave_rounds();
        }
        while let Some(open) = self.open.pop_if(|open| open.forgotten(line.indent, closes, heads)) {
            self.balance.unclosed.push(Unclosed { bracket: open.bracket, before: Some(line.start) });
        }
        if let Some(open) = self.open.last_mut() {
            open.inside.get_or_insert(line.indent);
        }
    }

    fn opens(&mut self, bracket: Bracket) {
        if bracket.brace {
            self.leave_rounds();
        }
        if self.open.len() >= DEPTH {
            self.balance.too_deep = Some(bracket);
        }
        self.open.push(Open { bracket, line: self.line, indent: self.indent, inside: None });
    }

    fn closes_brace(&mut self, bracket: Bracket) {
        self.leave_rounds();
        let asked = self.hints.as_ref().is_some_and(|hints| hints.stray);
        // To the right of the line that opened the block, or within another line: it belongs to another brace.
        let (line, indent, first) = (self.line, self.indent, self.first);
        let fits = |open: &mut Open| !asked || open.line == line || (first && open.indent >= indent);
        self.first = false;
        if self.open.pop_if(fits).is_none() {
            self.balance.stray.push(Stray { bracket, opening: None });
        }
    }

    fn closes_round(&mut self, bracket: Bracket) {
        if self.open.pop_if(|open| !open.bracket.brace).is_none() {
            self.balance.stray.push(Stray { bracket, opening: None });
        }
    }

    /// No round bracket spans a brace or the end of a statement.
    fn leave_rounds(&mut self) {
        while let Some(open) = self.open.pop_if(|open| !open.bracket.brace) {
            self.balance.unclosed.push(Unclosed { bracket: open.bracket, before: None });
        }
    }
}

impl Open {
    /// Whether a line of that indentation shows that this brace should have been closed before it.
    fn forgotten(&self, indent: usize, closes: bool, heads: bool) -> bool {
        if !self.bracket.brace {
            return false;
        }
        if closes {
            return self.indent > indent;
        }
        // A block written on one line, or one whose lines were indented so far.
        let ended = !self.bracket.last || self.inside.is_some_and(|inside| inside > self.indent);
        self.indent >= indent && (heads || ended)
    }
}
