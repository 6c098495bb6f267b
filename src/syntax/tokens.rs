//! The words and signs of a sound file, each with what it is there: what laying a file out anew needs to know.

use std::collections::BTreeMap;

use super::grammar::{Pair, Rule};
use super::parse::read;
use super::scan::scan;
use super::vocabulary::Vocabulary;
use crate::source::{SourceId, Text};

/// What a word or sign is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// `// …`
    Comment,
    /// The end of a line.
    Break,
    /// A word of the grammar.
    Keyword,
    /// 以上, and its kin: stands directly behind its number.
    Trailing,
    /// A name, perhaps in brackets.
    Name,
    /// A name that arguments in brackets follow.
    Call,
    /// A number.
    Number,
    /// The unit of a number.
    Unit,
    /// A date, a finding, or a text that is no name.
    Plain,
    /// A text in quotation marks.
    Text,
    /// (含), (不含)
    Mark,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `(`
    LeftRound,
    /// `)`
    RightRound,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:` between the head of a row and what it gives.
    RowColon,
    /// Any other `:`.
    Colon,
    /// `.` or `/` inside a path.
    Joint,
    /// `-` between two ends.
    Dash,
    /// `-` before a number.
    Sign,
    /// `+`, `×`, `=`, `>=`: between two sides.
    Operator,
    /// `|`
    Bar,
    /// `|---|---|`
    TableLine,
}

/// A word or sign, with its place in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Of a word of the grammar: how it is spelt in both languages.
    pub words: Option<Text>,
    /// Of a unit: what its number counts.
    pub counts: Counts,
}

/// What a number counts that can only be meant there.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Counts {
    /// Whatever its unit says.
    #[default]
    Unit,
    /// Decimal places.
    Places,
    /// Items out of several.
    Items,
}

/// The tokens of a text, in order, blanks left out; none where something in it cannot be read.
pub fn tokens(source: SourceId, text: &str) -> Option<Vec<Token>> {
    let scanned = scan(source, text);
    if !scanned.diagnostics.is_empty() || scanned.too_deep {
        return None;
    }
    let file = read(&scanned.text).ok()?;
    let mut known =
        Known { vocabulary: Vocabulary::known(), keywords: BTreeMap::new(), found: BTreeMap::new() };
    known.take(&file, Rule::file, Counts::Unit)?;
    let comments = scanned.comments.iter().map(|span| (span.start as usize, span.end as usize));
    Some(Cutter { text, comments: comments.collect(), found: known.found, at: 0 }.cut())
}

/// What the grammar says of the words, by their first byte.
struct Known {
    vocabulary: &'static Vocabulary,
    /// Whether a rule is a keyword, as far as it was asked.
    keywords: BTreeMap<Rule, bool>,
    found: BTreeMap<usize, Token>,
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "the grammar has hundreds of rules, and few of them are words"
)]
impl Known {
    /// None where something could not be read.
    fn take(&mut self, pair: &Pair<'_>, parent: Rule, counts: Counts) -> Option<()> {
        let rule = pair.as_rule();
        if matches!(rule, Rule::junk) {
            return None;
        }
        let counts = match rule {
            Rule::place | Rule::set_show | Rule::rounded => Counts::Places,
            Rule::set_choose => Counts::Items,
            Rule::quantity | Rule::number | Rule::unit | Rule::spaced_unit => counts,
            _ => Counts::Unit,
        };
        let kind = self.kind(rule, parent);
        if let Some(kind) = kind {
            self.enter(pair, kind, counts);
        }
        if kind.is_none() {
            for inner in pair.clone().into_inner() {
                self.take(&inner, rule, counts)?;
            }
        }
        Some(())
    }

    fn enter(&mut self, pair: &Pair<'_>, kind: TokenKind, counts: Counts) {
        let text = pair.as_str();
        let trimmed = text.trim_end();
        let start = pair.as_span().start();
        let end = start + trimmed.len();
        if end > start {
            let words = self.vocabulary.pair(pair.as_rule(), trimmed);
            self.found.insert(start, Token { kind, start, end, words, counts });
        }
    }

    fn is_keyword(&mut self, rule: Rule) -> bool {
        let vocabulary = self.vocabulary;
        *self.keywords.entry(rule).or_insert_with(|| vocabulary.is_keyword(rule))
    }

    /// None where what it is made of says more, or a sign says it all.
    fn kind(&mut self, rule: Rule, parent: Rule) -> Option<TokenKind> {
        Some(match rule {
            Rule::kw_and_up | Rule::kw_and_down | Rule::kw_and_within => TokenKind::Trailing,
            Rule::not_below | Rule::not_above | Rule::not_equal | Rule::same | Rule::above | Rule::below => {
                TokenKind::Operator
            }
            Rule::run | Rule::bracketed if parent == Rule::call => TokenKind::Call,
            Rule::name if parent == Rule::call => TokenKind::Call,
            Rule::name | Rule::run | Rule::bracketed => TokenKind::Name,
            Rule::number => TokenKind::Number,
            Rule::unit | Rule::spaced_unit => TokenKind::Unit,
            Rule::unit_word => TokenKind::Name,
            Rule::date | Rule::expect_finding | Rule::free_text => TokenKind::Plain,
            Rule::text => TokenKind::Text,
            Rule::mark_in | Rule::mark_out => TokenKind::Mark,
            Rule::table_line => TokenKind::TableLine,
            Rule::plus | Rule::times | Rule::over => TokenKind::Operator,
            Rule::sign if parent == Rule::sum => TokenKind::Operator,
            Rule::sign => TokenKind::Sign,
            Rule::dot => TokenKind::Joint,
            Rule::colon => match parent {
                Rule::input
                | Rule::row
                | Rule::anchor
                | Rule::level
                | Rule::line
                | Rule::grade
                | Rule::use_row
                | Rule::alert_row
                | Rule::choice_row
                | Rule::year_row => TokenKind::RowColon,
                _ => TokenKind::Colon,
            },
            other if self.is_keyword(other) => TokenKind::Keyword,
            _ => return None,
        })
    }
}

/// Cuts a text at what the grammar knows, and at signs.
struct Cutter<'t> {
    text: &'t str,
    comments: BTreeMap<usize, usize>,
    found: BTreeMap<usize, Token>,
    at: usize,
}

impl Cutter<'_> {
    fn cut(mut self) -> Vec<Token> {
        let mut tokens = Vec::new();
        while let Some(letter) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            let start = self.at;
            let token = match (self.comments.get(&start), self.found.remove(&start)) {
                (Some(&end), _) => Some(sign(TokenKind::Comment, start, end)),
                (None, Some(token)) => Some(token),
                (None, None) => self.sign(letter),
            };
            self.at = token.as_ref().map_or(start + letter.len_utf8(), |token| token.end);
            tokens.extend(token);
        }
        tokens
    }

    /// What stands between the words.
    fn sign(&self, letter: char) -> Option<Token> {
        let kind = match letter {
            '\n' => TokenKind::Break,
            '{' | '｛' => TokenKind::Open,
            '}' | '｝' => TokenKind::Close,
            '(' | '（' => TokenKind::LeftRound,
            ')' | '）' => TokenKind::RightRound,
            ',' | '，' | '、' => TokenKind::Comma,
            ';' | '；' => TokenKind::Semicolon,
            '=' | '＝' => TokenKind::Operator,
            '/' | '／' => TokenKind::Joint,
            '|' | '｜' => TokenKind::Bar,
            '-' | '－' | '—' | '–' | '−' | '~' | '～' => TokenKind::Dash,
            // 80到90
            '到' => TokenKind::Dash,
            _ => return None,
        };
        Some(sign(kind, self.at, self.at + letter.len_utf8()))
    }
}

fn sign(kind: TokenKind, start: usize, end: usize) -> Token {
    Token { kind, start, end, words: None, counts: Counts::Unit }
}
