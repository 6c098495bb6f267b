//! Words in lines: braces broken or not, each line at its depth.

use super::Word;
use super::spaces::blank;
use crate::syntax::TokenKind as Kind;

/// What a line is indented by, for each brace it stands in.
const STEP: usize = 2;

/// A line in the making.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Line {
    pub(super) depth: usize,
    /// Whether it goes on with what the line before began.
    pub(super) goes_on: bool,
    pub(super) words: Vec<Word>,
    /// What stands behind it.
    pub(super) comment: Option<String>,
    /// Blanks before the word at a place, beyond the one there is.
    pub(super) pads: Vec<(usize, usize)>,
    /// Blanks before the comment.
    pub(super) gap: usize,
}

impl Line {
    /// Nothing stands in it, not even a comment.
    pub(super) fn is_blank(&self) -> bool {
        self.words.is_empty() && self.comment.is_none()
    }

    /// The text without its comment.
    pub(super) fn code(&self) -> String {
        let mut text = " ".repeat(self.indent());
        for (at, word) in self.words.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| self.words.get(before));
            if before.is_some_and(|before| blank(before, word)) {
                text.push(' ');
            }
            let pad = self.pads.iter().find(|(place, _)| *place == at).map_or(0, |(_, pad)| *pad);
            text.push_str(&" ".repeat(pad));
            text.push_str(&word.text);
        }
        text
    }

    fn indent(&self) -> usize {
        STEP * self.depth + if self.goes_on { 2 * STEP } else { 0 }
    }
}

/// The words in lines. A block that goes over several lines begins behind its brace, and its last brace stands alone.
pub(super) fn lines(words: Vec<Word>) -> Vec<Line> {
    let words = braces_broken(words);
    let mut lines: Vec<Line> = Vec::new();
    let mut line = Line::default();
    for word in words {
        if word.kind == Kind::Break {
            lines.push(std::mem::take(&mut line));
        } else if word.kind == Kind::Comment {
            line.comment = Some(word.text);
        } else {
            line.words.push(word);
        }
    }
    lines.push(line);
    indented(&mut lines);
    without_gaps(lines)
}

/// Breaks after `{` and before `}` of blocks that hold a break.
fn braces_broken(words: Vec<Word>) -> Vec<Word> {
    let long = long_blocks(&words);
    let mut broken: Vec<Word> = Vec::new();
    let ends = |all: &[Word]| all.last().is_none_or(|last| last.kind == Kind::Break);
    let mut opened = false;
    for (word, long) in words.into_iter().zip(long) {
        let rests = matches!(word.kind, Kind::Break | Kind::Comment);
        if (opened && !rests || long && word.kind == Kind::Close) && !ends(&broken) {
            broken.push(line_end());
        }
        opened = long && word.kind == Kind::Open || opened && word.kind == Kind::Comment;
        broken.push(word);
    }
    broken
}

fn line_end() -> Word {
    Word { kind: Kind::Break, text: String::new(), apart: false }
}

/// Whether each word is a brace of a block that holds a break.
fn long_blocks(words: &[Word]) -> Vec<bool> {
    let mut long = vec![false; words.len()];
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.kind == Kind::Open {
            open.push((at, false));
        } else if word.kind == Kind::Break {
            open.iter_mut().for_each(|(_, broken)| *broken = true);
        } else if word.kind == Kind::Close
            && let Some((first, true)) = open.pop()
        {
            for brace in [first, at] {
                long.get_mut(brace).into_iter().for_each(|one| *one = true);
            }
        }
    }
    long
}

fn indented(lines: &mut [Line]) {
    let (mut depth, mut rounds) = (0usize, 0usize);
    let mut unfinished = false;
    for line in lines.iter_mut() {
        let closes = line.words.first().is_some_and(|word| word.kind == Kind::Close);
        line.depth = depth.saturating_sub(usize::from(closes));
        line.goes_on = !closes && (rounds > 0 || unfinished || begins_amid(line)) && !line.is_blank();
        let count = |kind: Kind| line.words.iter().filter(|word| word.kind == kind).count();
        depth = (depth + count(Kind::Open)).saturating_sub(count(Kind::Close));
        rounds = (rounds + count(Kind::LeftRound)).saturating_sub(count(Kind::RightRound));
        if let Some(last) = line.words.last() {
            unfinished = matches!(last.kind, Kind::Comma | Kind::Operator) || is_joining(last);
        }
    }
}

/// 若 … 则 … 否则 … may be written one under the other.
fn begins_amid(line: &Line) -> bool {
    line.words.first().is_some_and(|first| {
        first.kind == Kind::Keyword && matches!(first.text.as_str(), "则" | "否则" | "then" | "else")
    })
}

fn is_joining(word: &Word) -> bool {
    let joins = ["且", "或", "and", "or", "则", "否则", "then", "else"];
    word.kind == Kind::Keyword && joins.contains(&word.text.as_str())
}

/// One blank line at most; none at the ends of the file and of blocks.
fn without_gaps(lines: Vec<Line>) -> Vec<Line> {
    let opens = |line: &Line| line.words.last().is_some_and(|last| last.kind == Kind::Open);
    let closes = |line: &Line| line.words.first().is_some_and(|first| first.kind == Kind::Close);
    let mut kept: Vec<Line> = Vec::new();
    for line in lines {
        if closes(&line) && kept.last().is_some_and(Line::is_blank) {
            kept.pop();
        }
        let idle = kept.last().is_none_or(|last| last.is_blank() || opens(last));
        if !(line.is_blank() && idle) {
            kept.push(line);
        }
    }
    while kept.last().is_some_and(Line::is_blank) {
        kept.pop();
    }
    kept
}

/// The lines as a text.
pub(super) fn written(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let code = if line.is_blank() { String::new() } else { line.code() };
        match (&line.comment, line.words.is_empty()) {
            (Some(comment), true) => text.push_str(&format!("{code}{comment}")),
            (Some(comment), false) => text.push_str(&format!("{code}{}{comment}", " ".repeat(line.gap))),
            (None, _) => text.push_str(&code),
        }
        text.push('\n');
    }
    text
}
