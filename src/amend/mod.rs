//! Amend: a scheme and what changes it → the text of one plain scheme, each word knowing where it was written.
//! Takes a base as text and a scheme with 改 and 删 as written; gives [`Woven`] text, from which the tree is read: so the
//! plain file and the tree cannot differ. Never reads files, never resolves quantities. Start at [`amended`].

mod additions;
mod comments;
mod edits;
mod find;
mod index;
mod indicator;
mod input_lines;
mod inputs;
mod kind;
mod layout;
mod place;
mod same;
mod statements;

use edits::Edits;
use index::Index;

pub use same::same;

use crate::source::{Checked, Code, Diagnostic, Files, SourceId, Span, Spanned, Text, Woven};
use crate::syntax::{self, ast};

/// What a scheme builds on: a text with one scheme in it, and where that text could not be read.
#[derive(Clone, Debug)]
pub struct Base {
    /// The text.
    pub text: Woven,
    /// What could not be read of it.
    pub holes: Vec<Span>,
}

/// What a scheme says it builds on (沿用): a path from the folder of its file.
pub fn extends(scheme: &ast::Scheme) -> Option<&Spanned<String>> {
    scheme.items.iter().find_map(|item| {
        let ast::Item::Setting(setting) = item else { return None };
        if let ast::Setting::Extends(base) = &setting.value { Some(base) } else { None }
    })
}

/// The plain text of `scheme`, a scheme of `file` that builds on `base`; none where a change does not fit.
pub fn amended(base: &Base, scheme: &ast::Scheme, file: &ast::File, files: &Files) -> Checked<Base> {
    let text = edited((&base.text, None), files, |edits, whole| {
        edits.comments.clone_from(&file.comments);
        edits.holes.clone_from(&file.holes);
        edits.rename(whole, &scheme.name);
        // Tests are of the scheme they were written for: another year's figures differ.
        edits.without(whole, |item| matches!(item, ast::Item::Test(_)));
        edits.scheme(whole, &scheme.items, scheme.name.span);
    });
    let holes = || base.holes.iter().chain(&file.holes).copied().collect();
    Checked { value: text.value.map(|text| Base { text, holes: holes() }), diagnostics: text.diagnostics }
}

/// The plain text of a scheme of `file` as a 对照 in it reads it; none where a change does not fit.
pub fn read_otherwise(
    file: &ast::File,
    scheme: &ast::Scheme,
    variant: &ast::Variant,
    files: &Files,
) -> Checked<Base> {
    let own = match &file.woven {
        Some(woven) => (woven.clone(), None),
        None => (Woven::plain(file.source, files.text(file.source)), Some(scheme.span)),
    };
    let text = edited((&own.0, own.1), files, |edits, whole| {
        edits.whose = Text::new("本办法", "this scheme");
        edits.holes.clone_from(&file.holes);
        edits.without(whole, |item| matches!(item, ast::Item::Test(_) | ast::Item::Variant(_)));
        edits.only_a_reading(&variant.items);
        edits.scheme(whole, &variant.items, variant.title.span);
    });
    let base = text.value.map(|text| Base { text, holes: file.holes.clone() });
    Checked { value: base, diagnostics: text.diagnostics }
}

/// Edits the scheme that stands at a place of the base, or its only one.
fn edited(
    (base, at): (&Woven, Option<Span>),
    files: &Files,
    edit: impl for<'b> FnOnce(&mut Edits<'b>, &'b ast::Scheme),
) -> Checked<Woven> {
    // Places in this tree are places in the base's text, which is what is edited.
    let read = syntax::parse(SourceId(u32::MAX), base.text());
    let here = |scheme: &&ast::Scheme| at.is_none_or(|at| scheme.span.start == at.start);
    let Some(whole) = read.value.as_ref().and_then(|tree| tree.schemes.iter().find(here)) else {
        return Checked { value: None, diagnostics: Vec::new() };
    };
    let mut edits = Edits::new(base, Index::of(whole), files);
    edit(&mut edits, whole);
    edits.finish()
}

/// The tree of an amended text, for the file that amends it.
pub fn tree(source: SourceId, base: &Base) -> Checked<ast::File> {
    let read = syntax::parse_woven(source, &base.text);
    let mut diagnostics = Vec::new();
    if base.holes.is_empty() && read.diagnostics.iter().any(|found| found.code.severity().stops()) {
        // Both texts could be read, and so must what was made of them.
        let message = Text::new(
            "沿用与改动合成的文本读不通; 请用 kaocheng flatten 看看合成的文本",
            "what was made of the base and its changes cannot be read; kaocheng flatten shows it",
        );
        diagnostics.push(Diagnostic::new(Code::PleaseReport, Span::new(source, 0, 0), message));
    }
    let value = read.value.filter(|_| diagnostics.is_empty());
    let value = value.map(|tree| ast::File { holes: base.holes.clone(), ..tree });
    Checked { value, diagnostics }
}
