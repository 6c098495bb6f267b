//! What is declared where, and where it is named.

use std::ops::Range;

use super::desk::Reading;
use super::tokens::{Token, tokens};
use crate::source::Span;
use crate::syntax::ast::{self, Content, Item, TypeOf};

/// What a name was declared as. A quantity and an indicator may have the same name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Input,
    Field,
    Formula,
    Indicator,
}

impl Kind {
    fn is_indicator(self) -> bool {
        self == Kind::Indicator
    }
}

/// A name where it is declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The name.
    pub(super) span: Span,
    /// All of the declaration.
    pub(super) whole: Span,
}

/// Everything declared in a file.
pub(super) fn declared(file: &ast::File) -> Vec<Declared> {
    let mut found = Vec::new();
    file.schemes.iter().for_each(|scheme| items(&scheme.items, &mut found));
    found
}

/// Everything declared in the files of a reading.
pub(super) fn all_declared(reading: &Reading) -> Vec<Declared> {
    reading.trees.iter().flat_map(declared).collect()
}

fn items(all: &[Item], found: &mut Vec<Declared>) {
    for item in all {
        let mut put = |name: &ast::Name, kind, whole| {
            found.push(Declared { name: name.text.clone(), kind, span: name.span, whole });
        };
        if let Item::Inputs(declared) = item {
            inputs(&declared.value, Kind::Input, &mut put);
        } else if let Item::Formula(formula) = item {
            put(&formula.name, Kind::Formula, formula.span);
        } else if let Item::Outside(outside) = item {
            put(&outside.name, Kind::Indicator, outside.span);
        } else if let Item::Indicator(indicator) = item {
            put(&indicator.name, Kind::Indicator, indicator.span);
        }
        inner(item).into_iter().for_each(|inner| items(inner, found));
    }
}

/// The statements inside a statement.
pub(super) fn inner(item: &Item) -> Vec<&[Item]> {
    if let Item::Indicator(ast::Indicator { content: Content::Block(items), .. }) = item {
        vec![items]
    } else if let Item::Case(case) = item {
        case.branches.iter().map(|branch| branch.items.as_slice()).collect()
    } else {
        Vec::new()
    }
}

fn inputs(all: &[ast::Input], kind: Kind, put: &mut impl FnMut(&ast::Name, Kind, Span)) {
    for input in all {
        input.names.iter().for_each(|name| put(name, kind, input.span));
        if let TypeOf::List(fields) = &input.type_of.value {
            inputs(fields, Kind::Field, put);
        }
    }
}

/// What a token of a text stands for among what is declared: an indicator where it is declared as one or a figure of it
/// follows, else the quantity, else whatever has the name.
pub(super) fn meant<'a>(text: &str, token: &Token, among: &'a [Declared]) -> Option<&'a Declared> {
    let named = || among.iter().filter(|one| one.name == token.name);
    let indicator = is_indicator(text, &token.at);
    named().find(|one| one.kind.is_indicator() == indicator).or_else(|| named().next())
}

/// Where a text names what is declared.
pub(super) fn named(text: &str, wanted: &Declared, among: &[Declared]) -> Vec<Range<usize>> {
    let same = |token: &Token| {
        token.name == wanted.name
            && meant(text, token, among)
                .is_none_or(|one| one.kind.is_indicator() == wanted.kind.is_indicator())
    };
    tokens(text).into_iter().filter(|token| same(token)).map(|token| token.at).collect()
}

/// After 指标 or 加分项, or before `.得分`.
fn is_indicator(text: &str, at: &Range<usize>) -> bool {
    const HEADS: [&str; 8] = ["指标", "加分项", "扣分项", "改", "indicator", "bonus", "penalty", "change"];
    let before = text.get(..at.start).unwrap_or("").trim_end();
    let after = text.get(at.end..).unwrap_or("");
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let figure = after.strip_prefix('.').or_else(|| after.strip_prefix('．'));
    HEADS.contains(&word) || figure.is_some()
}
