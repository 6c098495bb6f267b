//! A block of the base that statements are put into, and what is put there.

use std::ops::Range;

use crate::source::Span;
use crate::syntax::ast::{Indicator, Item};

/// A block of the base that statements are put into.
pub(super) struct Place<'b> {
    /// The indicators around it and itself, outermost first.
    pub(super) path: Vec<&'b str>,
    /// What stands in it.
    pub(super) items: &'b [Item],
    pub(super) room: Room<'b>,
    /// What is put into it.
    pub(super) added: Vec<Added>,
    /// The statement by which it is amended.
    pub(super) by: Span,
}

/// Where there is room for statements.
#[derive(Clone)]
pub(super) enum Room<'b> {
    /// Between braces.
    Braces(Range<usize>),
    /// An indicator without braces, which must be given some.
    Bare(&'b Indicator),
}

/// What is put into a block.
pub(super) enum Added {
    Statement(Span),
    /// A method, which needs its 计分.
    By(Span),
}

impl<'b> Place<'b> {
    pub(super) fn block(path: Vec<&'b str>, items: &'b [Item], braces: Range<usize>, by: Span) -> Place<'b> {
        Place { path, items, room: Room::Braces(braces), added: Vec::new(), by }
    }

    pub(super) fn bare(path: Vec<&'b str>, indicator: &'b Indicator, by: Span) -> Place<'b> {
        Place { path, items: &[], room: Room::Bare(indicator), added: Vec::new(), by }
    }

    pub(super) fn add(&mut self, statement: Span) {
        self.added.push(Added::Statement(statement));
    }
}
