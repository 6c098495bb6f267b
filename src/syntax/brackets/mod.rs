//! Which brackets are left open and which close nothing. Only when they do not balance is the indentation asked where
//! a brace was forgotten: no file that balances is ever found fault with here.

mod mend;
mod walk;

use super::vocabulary::Vocabulary;
use walk::{Hints, Walk};

/// How deeply brackets may nest.
const DEPTH: usize = 64;

/// What matters for brackets.
#[derive(Clone, Copy)]
pub(super) enum Mark<'t> {
    /// A line with something on it begins.
    Line(Line<'t>),
    /// `(` or `{`.
    Open(Bracket),
    /// `)` or `}`.
    Close(Bracket),
    /// `;`, which no round bracket spans.
    End,
}

/// The beginning of a line.
#[derive(Clone, Copy)]
pub(super) struct Line<'t> {
    start: usize,
    indent: usize,
    /// The first word or sign.
    head: &'t str,
}

/// A bracket of either width.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    brace: bool,
    at: usize,
    length: usize,
    /// Nothing follows on its line.
    last: bool,
}

impl<'t> Mark<'t> {
    /// None for lines with nothing but blanks or a comment.
    pub(super) fn line(text: &'t str, start: usize) -> Option<Mark<'t>> {
        let line = text.get(start..)?.lines().next()?;
        let rest = line.trim_start();
        let word = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let sign = rest.chars().next()?.len_utf8();
        let head = rest.get(..word.max(sign))?;
        (!empty(rest)).then_some(Mark::Line(Line { start, indent: indent(line), head }))
    }

    /// The bracket or sign at the start of `rest`.
    pub(super) fn sign(at: usize, rest: &str) -> Option<Mark<'t>> {
        let letter = rest.chars().next()?;
        let length = letter.len_utf8();
        let bracket = |brace| {
            let after = rest.get(length..).and_then(|after| after.lines().next());
            Bracket { brace, at, length, last: after.is_none_or(empty) }
        };
        match letter {
            '{' | '｛' => Some(Mark::Open(bracket(true))),
            '}' | '｝' => Some(Mark::Close(bracket(true))),
            '(' | '（' => Some(Mark::Open(bracket(false))),
            ')' | '）' => Some(Mark::Close(bracket(false))),
            ';' | '；' => Some(Mark::End),
            _ => None,
        }
    }
}

/// Whether there is nothing but a comment.
fn empty(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with("//") || rest.starts_with("／／")
}

/// How far a line is indented, in columns.
fn indent(line: &str) -> usize {
    let columns = |blank: char| match blank {
        '\t' => 4,
        '\u{3000}' => 2,
        _ => 1,
    };
    line.chars().take_while(|letter| letter.is_whitespace()).map(columns).sum()
}

/// How the brackets of a text come out.
#[derive(Default)]
pub(super) struct Balance {
    unclosed: Vec<Unclosed>,
    stray: Vec<Stray>,
    /// The first bracket beyond the limit.
    too_deep: Option<Bracket>,
}

struct Unclosed {
    bracket: Bracket,
    /// The line before which a brace should have been closed; none when nothing tells.
    before: Option<usize>,
}

struct Stray {
    bracket: Bracket,
    /// Where its opening brace was probably forgotten.
    opening: Option<usize>,
}

/// Looks at the brackets of a text whose comments are blanked.
pub(super) fn balance(marks: &[Mark<'_>], text: &str) -> Balance {
    let plain = Walk::new(None).run(marks);
    let unclosed = plain.unclosed.iter().any(|unclosed| unclosed.bracket.brace);
    let stray = plain.stray.iter().any(|stray| stray.bracket.brace);
    if plain.too_deep.is_some() || !(unclosed || stray) {
        return plain;
    }
    // A brace forgotten at each end cancels out: the second reading asks for both, and must explain more to be believed.
    let hinted = |unclosed, stray| {
        let hints = Hints { unclosed, stray, vocabulary: Vocabulary::known() };
        let mut balance = Walk::new(Some(hints)).run(marks);
        mend::find_openings(&mut balance, text);
        balance
    };
    let (as_counted, both) = (hinted(unclosed, stray), hinted(true, true));
    if both.unexplained() < as_counted.unexplained() { both } else { as_counted }
}

impl Balance {
    /// How much is wrong; what has no known place for its other half weighs double.
    fn unexplained(&self) -> usize {
        let unclosed = self.unclosed.iter().map(|found| if found.before.is_none() { 2 } else { 1 });
        let stray = self.stray.iter().map(|found| if found.opening.is_none() { 2 } else { 1 });
        unclosed.chain(stray).sum()
    }

    pub(super) fn too_deep(&self) -> bool {
        self.too_deep.is_some()
    }
}
