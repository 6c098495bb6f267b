//! Text → tree, and one message for each mistake in it.

use pest::Parser;

use super::ast;
use super::build::Builder;
use super::grammar::{Grammar, Pair, Rule};
use super::junk::Reader;
use super::mend::apply;
use super::scan::{Scan, scan};
use crate::source::{Checked, Code, Diagnostic, Place, SourceId, Span, Text, Woven, in_order};

/// How often a text is read again after obvious slips in it were mended: one statement may hold several.
const ROUNDS: usize = 6;

/// Reads a rule file. There is always a tree; what could not be read is missing from it, and said.
pub fn parse(source: SourceId, user: &str) -> Checked<ast::File> {
    read_with(Builder::new(source, user.len()), source, user)
}

/// Reads a text put together from several, each read before, for the file it came from. What is found has places in
/// the woven text: it was found before, where it was written.
pub fn parse_woven(source: SourceId, woven: &Woven) -> Checked<ast::File> {
    read_with(Builder::of_woven(source, woven), source, woven.text())
}

/// A name as it is written in rules: bare where it can be, else in brackets.
pub fn as_name(name: &str) -> String {
    let bare = Grammar::parse(Rule::name, name).is_ok_and(|mut pairs| {
        pairs.next().is_some_and(|pair| pair.as_str() == name && !name.starts_with(['【', '[', '［']))
    });
    if bare { name.to_owned() } else { format!("【{name}】") }
}

fn read_with(builder: Builder, source: SourceId, user: &str) -> Checked<ast::File> {
    let Scan { mut text, comments, mut diagnostics, too_deep } = scan(source, user);
    let length = user.len();
    let nothing = |comments| ast::File {
        source,
        schemes: Vec::new(),
        suites: Vec::new(),
        comments,
        holes: Vec::new(),
        woven: None,
    };
    if too_deep {
        return checked(nothing(comments), diagnostics);
    }
    let mut reader = Reader::new(source, user, &diagnostics);
    for round in 1..=ROUNDS {
        let file = match read(&text) {
            Ok(file) => file,
            Err(at) => {
                diagnostics.extend(reader.diagnostics);
                diagnostics.push(unreadable(Span::new(source, at.min(length), at.min(length))));
                return checked(nothing(comments), diagnostics);
            }
        };
        let edits = reader.look(&text, &file);
        if edits.is_empty() || round == ROUNDS {
            let (tree, found) = builder.file(&file, comments);
            diagnostics.extend(reader.diagnostics);
            diagnostics.extend(found);
            return checked(tree, diagnostics);
        }
        drop(file);
        text = apply(&text, &edits);
    }
    checked(nothing(comments), diagnostics)
}

pub(super) fn read(text: &str) -> Result<Pair<'_>, usize> {
    let mut pairs = Grammar::parse(Rule::file, text).map_err(|error| match error.location {
        pest::error::InputLocation::Pos(at) | pest::error::InputLocation::Span((at, _)) => at,
    })?;
    pairs.next().ok_or(0)
}

fn unreadable(span: Span) -> Diagnostic {
    let message = Text::new("从这里起读不下去", "reading stops here");
    Diagnostic::new(Code::TooDeep, span, message)
}

/// Where something could not be read.
fn hole(found: &Diagnostic) -> Option<Span> {
    match found.place {
        Place::Span(span) => Some(span),
        Place::Cell(_) | Place::Nowhere => None,
    }
}

fn checked(mut tree: ast::File, mut diagnostics: Vec<Diagnostic>) -> Checked<ast::File> {
    in_order(&mut diagnostics);
    tree.holes = diagnostics.iter().filter_map(hole).collect();
    Checked { value: Some(tree), diagnostics }
}
