//! What pest matched → the tree. Every `?` here stands for something the grammar promises; where a promise is broken,
//! the statement is left out and we say that the mistake is ours.
#![allow(clippy::wildcard_enum_match_arm, reason = "a pair has few possible children among the 300 rules")]

mod amend;
mod around;
mod band;
mod expr;
mod items;
mod quantity;
mod scoring;
mod settings;
mod test;
mod words;

use super::ast;
use super::grammar::{Pair, Rule};
use crate::source::{Code, Diagnostic, SourceId, Span, Text, Woven};

/// Builds the tree of one text.
pub(super) struct Builder {
    source: SourceId,
    /// The length of the text as the user has it; what was added for repair lies beyond.
    length: usize,
    /// Where each word of the text was written, when it was put together from several.
    woven: Option<Woven>,
    diagnostics: Vec<Diagnostic>,
}

impl Builder {
    pub(super) fn new(source: SourceId, length: usize) -> Builder {
        Builder { source, length, woven: None, diagnostics: Vec::new() }
    }

    /// For a text put together from several: everything in the tree is where it was written.
    pub(super) fn of_woven(source: SourceId, woven: &Woven) -> Builder {
        Builder { woven: Some(woven.clone()), ..Builder::new(source, woven.text().len()) }
    }

    /// The whole file and what is wrong with its numbers and expressions.
    pub(super) fn file(mut self, pair: &Pair<'_>, comments: Vec<Span>) -> (ast::File, Vec<Diagnostic>) {
        let schemes = self.each(pair, Rule::scheme, Builder::scheme);
        let suites = self.each(pair, Rule::suite, Builder::suite);
        let (source, woven) = (self.source, self.woven);
        (ast::File { source, schemes, suites, comments, holes: Vec::new(), woven }, self.diagnostics)
    }

    /// Where a pair stands. pest counts blanks before an absent last part as part of the whole; we do not.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let start = pair.as_span().start();
        let end = start + pair.as_str().trim_end().len();
        let (start, end) = (start.min(self.length), end.min(self.length));
        match &self.woven {
            Some(woven) => woven.place(start..end),
            None => Span::new(self.source, start, end),
        }
    }

    /// Builds every child of a kind.
    fn each<'t, T>(
        &mut self,
        pair: &Pair<'t>,
        rule: Rule,
        build: fn(&mut Builder, &Pair<'t>) -> Option<T>,
    ) -> Vec<T> {
        let mut built = Vec::new();
        for part in children(pair, rule) {
            match build(self, &part) {
                Some(value) => built.push(value),
                None => self.lost(&part),
            }
        }
        built
    }

    /// Builds the only child of a kind, when there is one.
    fn maybe<'t, T>(
        &mut self,
        pair: &Pair<'t>,
        rule: Rule,
        build: fn(&mut Builder, &Pair<'t>) -> Option<T>,
    ) -> Option<T> {
        build(self, &child(pair, rule)?)
    }

    fn lost(&mut self, pair: &Pair<'_>) {
        let message = Text::new("这一句读懂了, 却没能记下", "this statement was read but could not be kept");
        self.diagnostics.push(Diagnostic::new(Code::PleaseReport, self.span(pair), message));
    }
}

/// The children of a kind, in order.
fn children<'t>(pair: &Pair<'t>, rule: Rule) -> impl Iterator<Item = Pair<'t>> {
    pair.clone().into_inner().filter(move |part| part.as_rule() == rule)
}

/// The first child of a kind.
fn child<'t>(pair: &Pair<'t>, rule: Rule) -> Option<Pair<'t>> {
    children(pair, rule).next()
}

/// The first child of any kind.
fn first<'t>(pair: &Pair<'t>) -> Option<Pair<'t>> {
    pair.clone().into_inner().next()
}

/// Whether there is a child of a kind.
fn has(pair: &Pair<'_>, rule: Rule) -> bool {
    child(pair, rule).is_some()
}
