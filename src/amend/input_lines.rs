//! The lines of inputs that are edited, with the names that go and those that come.

use crate::source::Span;
use crate::syntax::ast::{Input, Name};

/// The lines of inputs that are edited.
#[derive(Default)]
pub(super) struct InputLines<'b> {
    pub(super) lines: Vec<InputLine<'b>>,
}

/// One line, which may declare several names.
pub(super) struct InputLine<'b> {
    pub(super) line: &'b Input,
    pub(super) gone: Vec<&'b Name>,
    /// What stands for names that are gone.
    pub(super) instead: Vec<Span>,
}

impl<'b> InputLines<'b> {
    pub(super) fn drop(&mut self, line: &'b Input, name: &'b Name) {
        self.of(line).gone.push(name);
    }

    pub(super) fn replace(&mut self, line: &'b Input, name: &'b Name, with: Span) {
        let edited = self.of(line);
        edited.gone.push(name);
        edited.instead.push(with);
    }

    fn of(&mut self, line: &'b Input) -> &mut InputLine<'b> {
        let known = self.lines.iter().position(|known| known.line.span == line.span);
        let at = known.unwrap_or_else(|| {
            self.lines.push(InputLine { line, gone: Vec::new(), instead: Vec::new() });
            self.lines.len() - 1
        });
        &mut self.lines[at]
    }
}
