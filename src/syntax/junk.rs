//! What the grammar could not read → messages.
#![allow(clippy::wildcard_enum_match_arm, reason = "few of the 300 rules are lists of statements")]

use std::collections::BTreeSet;

use super::cut::cut;
use super::expected::{Failure, failure};
use super::grammar::{Pair, Rule};
use super::mend::{Edit, in_place};
use super::slips::{Proof, Slip, advice, slips};
use super::vocabulary::Vocabulary;
use super::word::{has_colon, word_at};
use crate::source::{Code, Diagnostic, Place, SourceId, Span, Text};

/// How many guesses at run-together words one file may cost.
const GUESSES: usize = 2000;

/// Looks for what could not be read, over several readings of one text.
pub(super) struct Reader<'u> {
    source: SourceId,
    /// The text as the user has it.
    user: &'u str,
    /// Where brackets and quotes were found fault with: what cannot be read there has been explained.
    explained: Vec<Span>,
    /// The junk of earlier readings.
    reported: BTreeSet<usize>,
    guesses: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A statement that cannot be read.
struct Statement<'t> {
    /// The whole text.
    whole: &'t str,
    start: usize,
    text: &'t str,
    /// The rule it is held against.
    wanted: Rule,
}

impl<'u> Reader<'u> {
    pub(super) fn new(source: SourceId, user: &'u str, known: &[Diagnostic]) -> Reader<'u> {
        let explains = |code| matches!(code, Code::UnclosedBracket | Code::UnclosedText | Code::StrayBracket);
        let explained =
            known.iter().filter(|found| explains(found.code)).filter_map(|found| match &found.place {
                Place::Span(span) => Some(*span),
                Place::Cell(_) | Place::Nowhere => None,
            });
        let (explained, reported) = (explained.collect(), BTreeSet::new());
        Reader { source, user, explained, reported, guesses: GUESSES, diagnostics: Vec::new() }
    }

    /// Explains everything in the tree that could not be read; gives repairs after which more can be read.
    pub(super) fn look(&mut self, text: &str, pair: &Pair<'_>) -> Vec<Edit> {
        let mut edits = Vec::new();
        self.list(text, pair, &mut edits);
        edits
    }

    fn list(&mut self, text: &str, pair: &Pair<'_>, edits: &mut Vec<Edit>) {
        let wanted = wanted(pair.as_rule());
        let mut before: Option<Pair<'_>> = None;
        for part in pair.clone().into_inner() {
            match (part.as_rule(), wanted) {
                (Rule::junk, Some(wanted)) => edits.extend(self.junk(text, wanted, (before.as_ref(), &part))),
                (Rule::expr, _) => {}
                (rule, wanted) => {
                    if wanted.is_some() && !is_sign(rule) {
                        self.run_on(text, before.as_ref(), &part);
                    }
                    self.list(text, &part, edits);
                }
            }
            before = Some(part);
        }
    }

    /// Two statements on one line with nothing between them.
    fn run_on(&mut self, text: &str, before: Option<&Pair<'_>>, part: &Pair<'_>) {
        let Some(before) = before.filter(|before| joined(text, before, part)) else {
            return;
        };
        let start = part.as_span().start();
        let opened = is_sign(before.as_rule()) || before.as_rule() == Rule::junk;
        if opened || ends(before) != start && before.as_str().trim_end().ends_with(['}', '｝']) {
            return;
        }
        if !self.reported.insert(start) {
            return;
        }
        let found = word_at(part.as_str(), 0).unwrap_or("");
        let message = Text::new(
            format!("“{found}”另起一句, 前面要换行或写“;”"),
            format!("`{found}` begins another statement: start a new line or write `;` before it"),
        );
        let span = self.span(start, start + found.len());
        let fix = self.span(ends(before), start);
        self.diagnostics.push(Diagnostic::new(Code::UnexpectedText, span, message).fix(fix, "; "));
    }

    fn junk(&mut self, text: &str, wanted: Rule, place: (Option<&Pair<'_>>, &Pair<'_>)) -> Option<Edit> {
        let (before, junk) = place;
        let (at, end) = (junk.as_span().start(), ends(junk));
        let before = before.filter(|before| !is_sign(before.as_rule()) && joined(text, before, junk));
        let start = before.map_or(at, |before| before.as_span().start());
        if !self.reported.insert(at) {
            return None;
        }
        let statement = Statement { whole: text, start, text: text.get(start..end)?, wanted };
        let (diagnostic, edit) = self.explain(&statement)?;
        // What follows a line that was broken off after a comma belongs to the same mistake.
        let goes_on = statement.text.ends_with([',', '，', '、']);
        if let Some(next) = goes_on.then(|| text.get(end..)).flatten() {
            self.reported.insert(end + next.len() - next.trim_start().len());
        }
        self.diagnostics.push(diagnostic);
        edit
    }

    /// None when the reason is known already.
    fn explain(&mut self, statement: &Statement<'_>) -> Option<(Diagnostic, Option<Edit>)> {
        let Some(failure) = failure(statement.wanted, statement.text) else {
            return Some((self.unreadable(statement), None));
        };
        if self.known(statement, &failure) {
            return None;
        }
        Some(self.tell(statement, &failure, Vocabulary::known()))
    }

    /// Whether an unclosed bracket or quotation mark stands on the line where reading stops.
    fn known(&self, statement: &Statement<'_>, failure: &Failure) -> bool {
        let at = (statement.start + failure.at).min(statement.whole.len());
        let start =
            statement.whole.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        let end = statement
            .whole
            .get(at..)
            .and_then(|after| after.find('\n'))
            .map_or(self.user.len(), |length| at + length);
        let line = self.span(start, end);
        self.explained.iter().any(|span| line.covers(*span))
    }

    fn tell(
        &mut self,
        statement: &Statement<'_>,
        failure: &Failure,
        words: &Vocabulary,
    ) -> (Diagnostic, Option<Edit>) {
        let diagnostic = self.unexpected(statement, failure, words);
        let slips = slips(statement.text, failure, words);
        if let Some(slip) = slips.into_iter().find(|slip| helps(statement, slip)) {
            let (start, end) = (statement.start + slip.start, statement.start + slip.end);
            let edit = in_place(statement.whole, start, end, slip.stand_in.as_deref().unwrap_or(&slip.text));
            let helped = diagnostic.help(slip.help);
            // Where an earlier repair moved this text, the user's text is no longer what would be replaced.
            let same =
                self.user.get(start..end).is_some_and(|user| statement.whole.get(start..end) == Some(user));
            let told = if same { helped.fix(self.span(start, end), slip.text) } else { helped };
            return (told, edit);
        }
        if let Some(cut) = self.cut(statement, words) {
            return (self.run_together(statement, cut), None);
        }
        if statement.wanted == Rule::one_scheme && failure.at == 0 {
            let outside =
                Text::new("规则都写在“办法 名称 { … }”里面", "rules stand inside `scheme name { … }`");
            return (diagnostic.help(outside), None);
        }
        match advice(statement.text, failure) {
            Some(advice) => (diagnostic.help(advice), None),
            None => (diagnostic, None),
        }
    }

    fn cut(&mut self, statement: &Statement<'_>, words: &Vocabulary) -> Option<String> {
        let guesses = &mut self.guesses;
        cut(statement.text, words, |candidate| {
            *guesses = guesses.saturating_sub(1);
            *guesses > 0 && failure(statement.wanted, candidate).is_none()
        })
    }

    fn run_together(&self, statement: &Statement<'_>, cut: String) -> Diagnostic {
        let written = statement.text;
        let message = Text::new(
            format!("“{written}”里, 词与词之间要有空格"),
            format!("words run together in `{written}`"),
        );
        let span = self.span(statement.start, statement.start + written.len());
        Diagnostic::new(Code::RunTogether, span, message).help(Text::same(&cut)).fix(span, cut)
    }

    fn unexpected(&self, statement: &Statement<'_>, failure: &Failure, words: &Vocabulary) -> Diagnostic {
        let expected = failure.text(words, has_colon(statement.text, failure.at));
        let at = statement.start + failure.at;
        let Some(found) = word_at(statement.text, failure.at) else {
            let message = Text::new(
                format!("这一行没有写完, 后面应是{}", spaced(&expected.zh)),
                format!("the line ends too early, expected {}", expected.en),
            );
            let end = statement.start + statement.text.len();
            return Diagnostic::new(Code::UnexpectedText, self.span(end, end), message);
        };
        let message = Text::new(
            format!("读到“{found}”, 此处应是{}", spaced(&expected.zh)),
            format!("found `{found}`, expected {}", expected.en),
        );
        Diagnostic::new(Code::UnexpectedText, self.span(at, at + found.len()), message)
    }

    fn unreadable(&self, statement: &Statement<'_>) -> Diagnostic {
        let found = word_at(statement.text, 0).unwrap_or("");
        let message = Text::new(format!("“{found}”不能写在这里"), format!("`{found}` cannot stand here"));
        Diagnostic::new(
            Code::UnexpectedText,
            self.span(statement.start, statement.start + found.len()),
            message,
        )
    }

    fn span(&self, start: usize, end: usize) -> Span {
        // Repairs may have moved a word by a blank: never into the middle of a letter.
        let start = self.user.floor_char_boundary(start);
        let end = self.user.ceil_char_boundary(end.max(start));
        Span::new(self.source, start, end)
    }
}

/// Whether mending the slip lets the statement be read as far as its proof demands.
fn helps(statement: &Statement<'_>, slip: &Slip) -> bool {
    let (Some(before), Some(after)) = (statement.text.get(..slip.start), statement.text.get(slip.end..))
    else {
        return false;
    };
    let reads = |text: &str| text.trim().is_empty() || failure(statement.wanted, text.trim()).is_none();
    let mended = || format!("{before}{}{after}", slip.stand_in.as_deref().unwrap_or(&slip.text));
    match slip.proof {
        Proof::Whole => reads(&mended()),
        Proof::Beyond(far) => {
            failure(statement.wanted, &mended()).is_none_or(|next| next.at > slip.start + far)
        }
        Proof::Apart => reads(before) && reads(after),
    }
}

/// A blank where a Chinese sentence goes on with something other than a quotation mark.
fn spaced(text: &str) -> String {
    if text.starts_with('“') { format!(" {text}") } else { text.to_owned() }
}

/// Whether nothing but blanks stands between two statements.
fn joined(text: &str, before: &Pair<'_>, after: &Pair<'_>) -> bool {
    let between = text.get(ends(before)..after.as_span().start()).unwrap_or("\n");
    !between.contains(['\n', ';', '；'])
}

fn ends(pair: &Pair<'_>) -> usize {
    pair.as_span().start() + pair.as_str().trim_end().len()
}

fn is_sign(rule: Rule) -> bool {
    matches!(rule, Rule::lbrace | Rule::rbrace | Rule::EOI | Rule::clauses)
        || format!("{rule:?}").starts_with("kw_")
}

/// What the statements of a list are held against.
fn wanted(list: Rule) -> Option<Rule> {
    match list {
        Rule::file => Some(Rule::one_scheme),
        Rule::block => Some(Rule::one_item),
        Rule::inputs | Rule::list_type => Some(Rule::one_input),
        Rule::interpolate => Some(Rule::one_anchor),
        Rule::bands => Some(Rule::one_row),
        Rule::assess => Some(Rule::one_level),
        Rule::lines => Some(Rule::one_line),
        Rule::grades => Some(Rule::one_grade),
        Rule::uses => Some(Rule::one_use),
        Rule::alerts => Some(Rule::one_alert),
        Rule::suite => Some(Rule::one_test),
        Rule::test | Rule::others => Some(Rule::one_given),
        Rule::part => Some(Rule::one_part),
        Rule::cases => Some(Rule::one_table_row),
        Rule::case => Some(Rule::one_branch),
        Rule::by_choice => Some(Rule::one_choice_row),
        Rule::by_year => Some(Rule::one_year_row),
        _ => None,
    }
}
