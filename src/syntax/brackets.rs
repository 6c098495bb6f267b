//! Which brackets are left open and which close nothing. Only when they do not balance is the indentation asked where
//! a brace was forgotten: no file that balances is ever found fault with here.

use super::vocabulary::Vocabulary;
use crate::source::{Code, Diagnostic, SourceId, Span, Text};

/// How deeply brackets may nest.
const DEPTH: usize = 64;

/// What matters for brackets.
#[derive(Clone, Copy)]
pub(super) enum Mark<'t> {
    /// A line begins: its first word or sign, and how far it is indented.
    Line { start: usize, indent: usize, head: &'t str },
    /// `(` or `{`.
    Open(Bracket),
    /// `)` or `}`.
    Close(Bracket),
    /// `;`, which no round bracket spans.
    End,
}

/// A bracket of either width.
#[derive(Clone, Copy)]
pub(super) struct Bracket {
    brace: bool,
    at: usize,
    length: usize,
}

impl<'t> Mark<'t> {
    pub(super) fn line(text: &'t str, start: usize) -> Mark<'t> {
        let line = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
        let rest = line.trim_start();
        let indent = line.chars().take_while(|letter| letter.is_whitespace()).map(columns).sum();
        let word = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let sign = rest.chars().next().map_or(0, char::len_utf8);
        Mark::Line { start, indent, head: rest.get(..word.max(sign)).unwrap_or("") }
    }

    pub(super) fn sign(at: usize, letter: char) -> Option<Mark<'t>> {
        let bracket = |brace| Bracket { brace, at, length: letter.len_utf8() };
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

fn columns(blank: char) -> usize {
    match blank {
        '\t' => 4,
        '\u{3000}' => 2,
        _ => 1,
    }
}

/// How the brackets of a text come out.
#[derive(Default)]
pub(super) struct Balance {
    /// Never closed; for a brace, where its twin should have stood, or none for the end of the text.
    unclosed: Vec<(Bracket, Option<usize>)>,
    stray: Vec<Bracket>,
    /// The first bracket beyond the limit.
    pub(super) too_deep: Option<Bracket>,
}

pub(super) fn balance(marks: &[Mark<'_>]) -> Balance {
    let mut plain = Walk::new(None);
    plain.run(marks);
    let found = plain.balance;
    let unclosed = found.unclosed.iter().any(|(bracket, _)| bracket.brace);
    let stray = found.stray.iter().any(|bracket| bracket.brace);
    if found.too_deep.is_some() || !(unclosed || stray) {
        return found;
    }
    let mut hinted = Walk::new(Some(Hints { unclosed, stray, vocabulary: Vocabulary::read() }));
    hinted.run(marks);
    hinted.balance
}

/// What the indentation may be asked for.
struct Hints {
    unclosed: bool,
    stray: bool,
    vocabulary: Vocabulary,
}

struct Open {
    bracket: Bracket,
    indent: usize,
    line: usize,
}

struct Walk {
    hints: Option<Hints>,
    open: Vec<Open>,
    balance: Balance,
    /// The line we are on.
    line: usize,
    indent: usize,
    /// Whether the line begins with a closing brace that was not met yet.
    first: bool,
}

impl Walk {
    fn new(hints: Option<Hints>) -> Walk {
        let balance = Balance::default();
        Walk { hints, open: Vec::new(), balance, line: 0, indent: 0, first: false }
    }

    fn run(&mut self, marks: &[Mark<'_>]) {
        for &mark in marks {
            match mark {
                Mark::Line { start, indent, head } => self.line(start, indent, head),
                Mark::Open(bracket) => self.opens(bracket),
                Mark::Close(bracket) if bracket.brace => self.closes_brace(bracket),
                Mark::Close(bracket) => self.closes_round(bracket),
                Mark::End => self.leave_rounds(),
            }
            if self.balance.too_deep.is_some() {
                return;
            }
        }
        while let Some(open) = self.open.pop() {
            self.balance.unclosed.push((open.bracket, None));
        }
    }

    fn line(&mut self, start: usize, indent: usize, head: &str) {
        let closes = head.starts_with(['}', '｝']);
        (self.line, self.indent, self.first) = (start, indent, closes);
        let Some(hints) = self.hints.as_ref().filter(|hints| hints.unclosed) else {
            return;
        };
        let heads = hints.vocabulary.heads(head);
        if heads {
            self.leave_rounds();
        }
        // A closing brace left of the line that opened the block, or a statement not to the right of it.
        while let Some(open) = self.open.last().filter(|open| open.bracket.brace) {
            let forgotten = (closes && open.indent > indent) || (heads && open.indent >= indent);
            if !forgotten {
                return;
            }
            self.balance.unclosed.push((open.bracket, Some(start)));
            self.open.pop();
        }
    }

    fn opens(&mut self, bracket: Bracket) {
        if bracket.brace {
            self.leave_rounds();
        }
        if self.open.len() >= DEPTH {
            self.balance.too_deep = Some(bracket);
        }
        self.open.push(Open { bracket, indent: self.indent, line: self.line });
        self.first = false;
    }

    fn closes_brace(&mut self, bracket: Bracket) {
        self.leave_rounds();
        let asked = self.hints.as_ref().is_some_and(|hints| hints.stray) && self.first;
        let (line, indent) = (self.line, self.indent);
        self.first = false;
        match self.open.last() {
            // To the right of the line that opened the block: it closes something that is closed already.
            Some(open) if asked && open.line != line && open.indent < indent => {
                self.balance.stray.push(bracket)
            }
            Some(_) => {
                self.open.pop();
            }
            None => self.balance.stray.push(bracket),
        }
    }

    fn closes_round(&mut self, bracket: Bracket) {
        match self.open.last() {
            Some(open) if !open.bracket.brace => {
                self.open.pop();
            }
            Some(_) | None => self.balance.stray.push(bracket),
        }
    }

    /// No round bracket spans a brace or the end of a statement.
    fn leave_rounds(&mut self) {
        while let Some(open) = self.open.pop_if(|open| !open.bracket.brace) {
            self.balance.unclosed.push((open.bracket, None));
        }
    }
}

impl Balance {
    pub(super) fn diagnostics(&self, source: SourceId, text: &str) -> Vec<Diagnostic> {
        let place = |bracket: &Bracket| Span::new(source, bracket.at, bracket.at + bracket.length);
        if let Some(bracket) = &self.too_deep {
            let message = Text::new(
                format!("括号套了 {} 层, 最多 {DEPTH} 层; 后面的没有再读", DEPTH + 1),
                format!("brackets nest {} deep, {DEPTH} is the most; nothing further was read", DEPTH + 1),
            );
            return vec![Diagnostic::new(Code::TooDeep, place(bracket), message)];
        }
        let unclosed = self.unclosed.iter().map(|(bracket, before)| {
            let found = unclosed(place(bracket), bracket.brace);
            match before.and_then(|at| line_end(text, at)) {
                Some(end) => found.label(
                    Span::new(source, end, end),
                    Text::new("看缩进, “}”应在这一行之后", "by the indentation `}` should follow this line"),
                ),
                None => found,
            }
        });
        let stray = self.stray.iter().map(|bracket| {
            let (closing, opening) = if bracket.brace { ('}', '{') } else { (')', '(') };
            let message = Text::new(
                format!("这个“{closing}”前面没有对应的“{opening}”"),
                format!("this `{closing}` has no `{opening}` before it"),
            );
            Diagnostic::new(Code::StrayBracket, place(bracket), message)
        });
        unclosed.chain(stray).collect()
    }

    /// Puts braces where they were forgotten and blanks where there is one too many.
    pub(super) fn repair(&self, text: &mut String) {
        let mut bytes = std::mem::take(text).into_bytes();
        let extra =
            self.stray.iter().chain(self.unclosed.iter().map(|(open, _)| open).filter(|open| !open.brace));
        for bracket in extra {
            bytes.iter_mut().skip(bracket.at).take(bracket.length).for_each(|byte| *byte = b' ');
        }
        for (_, before) in self.unclosed.iter().filter(|(bracket, _)| bracket.brace) {
            match before.and_then(|at| room(&bytes, at)) {
                Some(blank) => bytes[blank] = b'}',
                None => bytes.extend(b"\n}"),
            }
        }
        *text = String::from_utf8_lossy(&bytes).into_owned();
    }
}

fn unclosed(span: Span, brace: bool) -> Diagnostic {
    let (opening, closing) = if brace { ('{', '}') } else { ('(', ')') };
    let message = Text::new(
        format!("这个“{opening}”没有对应的“{closing}”"),
        format!("this `{opening}` has no `{closing}`"),
    );
    Diagnostic::new(Code::UnclosedBracket, span, message)
}

/// Where the last line with anything on it before `at` ends.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.trim_end();
    (!before.is_empty()).then_some(before.len())
}

/// The first of the blank bytes just before a line.
fn room(bytes: &[u8], line: usize) -> Option<usize> {
    let before = bytes.get(..line)?;
    let used = before.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    (used < line).then_some(used)
}
