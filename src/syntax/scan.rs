//! One look at the text before the grammar: what is quoted, named or said in comments, and which brackets are left.
//! Comments give way to blanks of the same length, so that every later offset is an offset in the user's text.

use super::brackets::{self, Mark};
use super::mend::{Edit, apply};
use crate::source::{Code, Diagnostic, SourceId, Span, Text};

/// What the grammar is given, and what was found on the way.
pub(super) struct Scan {
    /// The text with comments blanked and brackets repaired, byte for byte in place; closing braces that were
    /// forgotten may follow at the end.
    pub(super) text: String,
    pub(super) comments: Vec<Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Brackets nest too deeply to read on.
    pub(super) too_deep: bool,
}

pub(super) fn scan(source: SourceId, text: &str) -> Scan {
    let mut scanner = Scanner {
        source,
        text,
        marks: Vec::new(),
        comments: Vec::new(),
        edits: Vec::new(),
        diagnostics: Vec::new(),
    };
    scanner.run();
    let mut repaired = apply(text, &scanner.edits);
    let (mut diagnostics, comments) = (scanner.diagnostics, scanner.comments);
    let balance = brackets::balance(&scanner.marks, &repaired);
    let too_deep = balance.too_deep();
    diagnostics.extend(balance.diagnostics(source, text));
    balance.repair(&mut repaired);
    Scan { text: repaired, comments, diagnostics, too_deep }
}

struct Scanner<'t> {
    source: SourceId,
    text: &'t str,
    marks: Vec<Mark<'t>>,
    comments: Vec<Span>,
    edits: Vec<Edit>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Scanner<'t> {
    fn run(&mut self) {
        let mut at = 0;
        let mut line_begins = true;
        while let Some(letter) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            if line_begins {
                self.marks.extend(Mark::line(self.text, at));
            }
            line_begins = letter == '\n';
            at = self.step(at, letter);
        }
    }

    /// Takes in what begins here; gives where the next thing begins.
    fn step(&mut self, at: usize, letter: char) -> usize {
        let next = at + letter.len_utf8();
        let rest = self.text.get(at..).unwrap_or("");
        if rest.starts_with("//") || rest.starts_with("／／") {
            return self.comment(at, rest);
        }
        if let Some(closing) = closing_quote(letter) {
            return self.enclosed(at, closing, Code::UnclosedText);
        }
        match letter {
            '【' => return self.enclosed(at, '】', Code::UnclosedBracket),
            '[' => return self.enclosed(at, ']', Code::UnclosedBracket),
            '［' => return self.enclosed(at, '］', Code::UnclosedBracket),
            '】' | ']' | '］' => self.stray(at, letter),
            '0'..='9' | '０'..='９' => return self.number(at, rest),
            _ => self.marks.extend(Mark::sign(at, rest)),
        }
        next
    }

    /// A newline in place of `//`: nothing after it is looked at while the statement before it is read.
    fn comment(&mut self, at: usize, rest: &str) -> usize {
        let length = rest.find('\n').unwrap_or(rest.len());
        let said = rest.get(..length).unwrap_or(rest).trim_end().len();
        self.comments.push(Span::new(self.source, at, at + said));
        let blank = format!("\n{}", " ".repeat(length.saturating_sub(1)));
        self.edits.push(Edit { start: at, end: at + length, text: blank });
        at + length
    }

    /// A text or a bracketed name, which ends on its line.
    fn enclosed(&mut self, at: usize, closing: char, code: Code) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let opening = rest.chars().next().map_or(0, char::len_utf8);
        let line = rest.lines().next().unwrap_or("");
        let inside = line.get(opening..).unwrap_or("");
        if let Some(length) = inside.find(closing) {
            return at + opening + length + closing.len_utf8();
        }
        self.diagnostics.push(unclosed(Span::new(self.source, at, at + opening), line, closing, code));
        // Left in place, it could pair with one on the next line once lines are joined by a repair.
        self.edits.push(Edit { start: at, end: at + opening, text: " ".repeat(opening) });
        at + opening
    }

    fn stray(&mut self, at: usize, letter: char) {
        let length = letter.len_utf8();
        let opening = match letter {
            ']' => '[',
            '］' => '［',
            _ => '【',
        };
        let message = Text::new(
            format!("这个“{letter}”前面没有对应的“{opening}”"),
            format!("this `{letter}` has no `{opening}` before it"),
        );
        let span = Span::new(self.source, at, at + length);
        self.diagnostics.push(Diagnostic::new(Code::StrayBracket, span, message));
        self.edits.push(Edit { start: at, end: at + length, text: " ".repeat(length) });
    }

    /// `1,000` and `1e3` would be read as something else; the grammar is given the number that was meant.
    fn number(&mut self, at: usize, rest: &str) -> usize {
        let digits = digits(rest);
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
            return at + digits;
        }
        if let Some((length, plain)) = grouped(rest, digits) {
            let span = Span::new(self.source, at, at + length);
            let message = Text::new("数字里不写逗号", "no commas inside a number");
            let help = Text::new(format!("写成 {plain}"), format!("write {plain}"));
            let found = Diagnostic::new(Code::BadNumber, span, message).help(help).fix(span, plain.as_str());
            return self.bad_number(span, &plain, found);
        }
        if let Some(length) = exponent(rest, digits) {
            let span = Span::new(self.source, at, at + length);
            let message = Text::new("数字不用科学记数法", "no exponents in numbers");
            let help = Text::new("写成普通的十进制数, 如 1000, 0.001", "write it out, as in 1000 or 0.001");
            let found = Diagnostic::new(Code::BadNumber, span, message).help(help);
            return self.bad_number(span, rest.get(..digits).unwrap_or("0"), found);
        }
        at + digits
    }

    /// The grammar is given `plain` instead; gives where the number ends.
    fn bad_number(&mut self, span: Span, plain: &str, found: Diagnostic) -> usize {
        let (start, end) = (span.start as usize, span.end as usize);
        let length = end - start;
        self.diagnostics.push(found);
        self.edits.push(Edit { start, end, text: format!("{plain:>length$}") });
        end
    }
}

fn closing_quote(letter: char) -> Option<char> {
    match letter {
        '"' => Some('"'),
        '“' => Some('”'),
        '「' => Some('」'),
        '＂' => Some('＂'),
        _ => None,
    }
}

fn unclosed(span: Span, line: &str, closing: char, code: Code) -> Diagnostic {
    let opening = line.chars().next().unwrap_or(closing);
    let message = Text::new(
        format!("{opening} 之后, 到行尾没有 {closing}"),
        format!("no {closing} after this {opening} before the end of the line"),
    );
    let (zh, en) = if code == Code::UnclosedText { ("文字", "text") } else { ("名称", "name") };
    let help =
        Text::new(format!("在{zh}末尾补上 {closing}"), format!("put {closing} at the end of the {en}"));
    Diagnostic::new(code, span, message).help(help)
}

/// How many bytes of digits, with points between them, the text begins with.
fn digits(text: &str) -> usize {
    text.find(|letter: char| !matches!(letter, '0'..='9' | '０'..='９' | '.' | '．')).unwrap_or(text.len())
}

/// The length of `1,000` or `１，０００` at the start of the text, and the number without commas.
fn grouped(text: &str, first: usize) -> Option<(usize, String)> {
    let mut length = first;
    let mut plain = text.get(..first)?.to_owned();
    while let Some(group) = text.get(length..).and_then(|rest| rest.strip_prefix([',', '，'])) {
        let whole = group.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(group.len());
        if digits(group) != whole && whole == 3 {
            let end = digits(group);
            plain += group.get(..end)?;
            return Some((text.len() - group.len() + end, plain));
        }
        if whole != 3 {
            break;
        }
        plain += group.get(..whole)?;
        length = text.len() - group.len() + whole;
    }
    (length > first).then_some((length, plain))
}

/// The length of `1e3` at the start of the text.
fn exponent(text: &str, first: usize) -> Option<usize> {
    let power = text.get(first..)?.strip_prefix(['e', 'E'])?;
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let length = power.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(power.len());
    (length > 0).then(|| text.len() - power.len() + length)
}
