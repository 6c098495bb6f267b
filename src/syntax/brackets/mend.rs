//! Brackets that do not balance → messages, and braces put where they belong.

use super::{Balance, Bracket, DEPTH, Stray, Unclosed, indent};
use crate::source::{Code, Diagnostic, SourceId, Span, Text};
use crate::syntax::expected::reads;
use crate::syntax::grammar::Rule;

/// Longer lines are not guessed at, nor more braces than this.
const LONGEST: usize = 300;
const GUESSES: usize = 20;

impl Balance {
    pub(in crate::syntax) fn diagnostics(&self, source: SourceId, text: &str) -> Vec<Diagnostic> {
        let place = |bracket: &Bracket| Span::new(source, bracket.at, bracket.at + bracket.length);
        if let Some(bracket) = &self.too_deep {
            let deep = DEPTH + 1;
            let message = Text::new(
                format!("括号套了 {deep} 层, 最多 {DEPTH} 层; 后面的没有再读"),
                format!("brackets nest {deep} deep, {DEPTH} is the most; nothing further was read"),
            );
            return vec![Diagnostic::new(Code::TooDeep, place(bracket), message)];
        }
        let told = |found: &Unclosed| match self.closed_by(found) {
            Some(brace) => round_for_brace(place(&found.bracket), place(&brace.bracket)),
            None => unclosed(place(&found.bracket), found, text),
        };
        let paired = |found: &&Stray| !self.unclosed.iter().any(|round| self.is_pair(round, found));
        let stray = self.stray.iter().filter(paired).map(|found| stray(place(&found.bracket), found));
        self.unclosed.iter().map(told).chain(stray).collect()
    }

    /// The brace that closes what was opened with a round bracket: one slip, not two.
    fn closed_by(&self, round: &Unclosed) -> Option<&Stray> {
        self.stray.iter().find(|brace| self.is_pair(round, brace))
    }

    fn is_pair(&self, round: &Unclosed, brace: &Stray) -> bool {
        let Unclosed { bracket, .. } = round;
        !bracket.brace && brace.opening == Some(bracket.at + bracket.length)
    }

    /// Puts braces where they were forgotten and blanks where there is one too many.
    pub(in crate::syntax) fn repair(&self, text: &mut String) {
        let mut bytes = std::mem::take(text).into_bytes();
        let stray = self.stray.iter().filter(|stray| stray.opening.is_none()).map(|stray| &stray.bracket);
        let round = self.unclosed.iter().map(|unclosed| &unclosed.bracket).filter(|bracket| !bracket.brace);
        for bracket in stray.chain(round) {
            bytes.iter_mut().skip(bracket.at).take(bracket.length).for_each(|byte| *byte = b' ');
        }
        for opening in self.stray.iter().filter_map(|stray| stray.opening) {
            bytes.iter_mut().skip(opening).take(1).for_each(|byte| *byte = b'{');
        }
        for unclosed in self.unclosed.iter().filter(|unclosed| unclosed.bracket.brace) {
            match unclosed.before.and_then(|line| room(&bytes, line)) {
                Some(blank) => bytes[blank] = b'}',
                None => bytes.extend(b"\n}"),
            }
        }
        *text = String::from_utf8_lossy(&bytes).into_owned();
    }
}

fn unclosed(span: Span, found: &Unclosed, text: &str) -> Diagnostic {
    let (opening, closing) = if found.bracket.brace { ('{', '}') } else { ('(', ')') };
    let message = Text::new(
        format!("这个“{opening}”没有对应的“{closing}”"),
        format!("this `{opening}` has no `{closing}`"),
    );
    let diagnostic = Diagnostic::new(Code::UnclosedBracket, span, message);
    let before = found.before.and_then(|line| text.get(..line)).map(|before| before.trim_end().len());
    let Some(end) = before.filter(|&end| end > 0) else {
        return diagnostic;
    };
    let label = Text::new("看缩进, “}”应在这一行之后", "by the indentation `}` should follow this line");
    diagnostic.label(Span::new(span.source, end, end), label)
}

fn round_for_brace(round: Span, brace: Span) -> Diagnostic {
    let message = Text::new("这里要用大括号“{”", "a brace `{` is wanted here");
    let label = Text::new("由它结束", "which ends here");
    Diagnostic::new(Code::UnclosedBracket, round, message).label(brace, label).fix(round, "{")
}

fn stray(span: Span, found: &Stray) -> Diagnostic {
    let (closing, opening) = if found.bracket.brace { ('}', '{') } else { (')', '(') };
    let message = Text::new(
        format!("这个“{closing}”前面没有对应的“{opening}”"),
        format!("this `{closing}` has no `{opening}` before it"),
    );
    let diagnostic = Diagnostic::new(Code::StrayBracket, span, message);
    let Some(at) = found.opening else {
        return diagnostic;
    };
    let place = Span::new(span.source, at, at);
    let label = Text::new("这里可能漏了“{”", "`{` is probably missing here");
    diagnostic.label(place, label).fix(place, " {")
}

/// The first of the blank bytes just before a line.
fn room(bytes: &[u8], line: usize) -> Option<usize> {
    let before = bytes.get(..line)?;
    let used = before.iter().rposition(|byte| !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    (used < line).then_some(used)
}

/// Where the opening brace of a stray one was probably forgotten.
pub(super) fn find_openings(balance: &mut Balance, text: &str) {
    for stray in balance.stray.iter_mut().filter(|stray| stray.bracket.brace).take(GUESSES) {
        let before = text.get(..stray.bracket.at).unwrap_or("");
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.get(start..).unwrap_or("");
        stray.opening = if line.trim().is_empty() {
            line_opening(before.get(..start).unwrap_or(""), indent(line))
        } else {
            word_opening(line).map(|at| start + at)
        };
    }
}

/// The end of the nearest line above that is indented as far, when lines indented further follow it.
fn line_opening(above: &str, wanted: usize) -> Option<usize> {
    let mut end = above.len();
    let mut inside = 0;
    for line in above.split_inclusive('\n').rev() {
        end -= line.len();
        if line.trim().is_empty() {
            continue;
        }
        if indent(line) > wanted {
            inside += 1;
            continue;
        }
        let said = line.trim_end();
        let opens =
            indent(line) == wanted && inside > 0 && !said.ends_with(['{', '}', '｛', '｝', ';', '；']);
        return opens.then(|| end + said.len());
    }
    None
}

/// The blank of a line at which a brace would let the line be read as a statement.
fn word_opening(line: &str) -> Option<usize> {
    let blanks = line.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at);
    let said = line.len() - line.trim_start().len();
    let completed = |at: usize| {
        let (before, after) = (line.get(said..at).unwrap_or(""), line.get(at..).unwrap_or(""));
        let candidate = format!("{before}{{{after}}}");
        reads(Rule::one_item, &candidate) || reads(Rule::one_line, &candidate)
    };
    blanks.filter(|&at| at > said && line.len() <= LONGEST).find(|&at| completed(at))
}
