//! Slips: a statement that cannot be read → what might have been meant, each with the repair to be tried and the proof
//! that it must bring. Never reads a statement itself. Start at [`slips`].

mod advice;
mod numeral;
mod slip;
mod two_ends;

use self::numeral::numeral;
use self::two_ends::two_ends;
use super::expected::Failure;
use super::grammar::Rule;
use super::vocabulary::Vocabulary;
use super::word::{has_colon, word_at};
use crate::source::{Text, closest};

pub(super) use self::advice::advice;
pub use self::numeral::in_digits;
pub(super) use self::slip::{Proof, Slip};

/// What might have been meant, the likeliest first.
pub(super) fn slips(statement: &str, failure: &Failure, vocabulary: &Vocabulary) -> Vec<Slip> {
    let Some(found) = word_at(statement, failure.at) else {
        return Vec::new();
    };
    let at = failure.at;
    let mut slips = Vec::new();
    if found == "。" {
        slips.extend(full_stops(at));
    }
    slips.extend(two_ends(statement));
    slips.extend(misspelt(statement, failure, found, vocabulary));
    slips.extend(numeral(at, found));
    slips.extend(leading_point(statement, at, found));
    slips.extend(signs(statement, at, found, failure));
    slips.extend(split_name(statement, failure, found));
    slips
}

/// `。` ends sentences in prose; here it is `,` within one and `;` or nothing at its end.
fn full_stops(at: usize) -> [Slip; 2] {
    let help =
        Text::new("句中用“,”, 句末换行或用“;”", "write `,` inside a statement, `;` or a new line at its end");
    let slip = |text: &str, proof| Slip {
        start: at,
        end: at + "。".len(),
        text: text.to_owned(),
        stand_in: None,
        proof,
        help: help.clone(),
    };
    [slip(",", Proof::Beyond(1)), slip(";", Proof::Apart)]
}

/// `指表` for 指标. The word after it must make sense then, too.
fn misspelt(statement: &str, failure: &Failure, found: &str, vocabulary: &Vocabulary) -> Option<Slip> {
    let keywords = failure.keywords();
    let spellings = keywords.iter().flat_map(|&rule| vocabulary.spellings(rule)).map(String::as_str);
    let text = closest(found, spellings)?.to_owned();
    let help = Text::new(format!("是不是“{text}”?"), format!("did you mean `{text}`?"));
    let (start, end) = (failure.at, failure.at + found.len());
    let after = statement.get(end..)?;
    let next = after.trim_start();
    let follows = word_at(next, 0).map_or(0, str::len);
    let proof = Proof::Beyond(text.len() + after.len() - next.len() + follows);
    Some(Slip { start, end, text, stand_in: None, proof, help })
}

/// `.5` for 0.5.
fn leading_point(statement: &str, at: usize, found: &str) -> Option<Slip> {
    let follows = statement.get(at + 1..)?.starts_with(|letter: char| letter.is_ascii_digit());
    let alone = !statement.get(..at)?.ends_with(char::is_alphanumeric);
    (found == "." && follows && alone).then(|| Slip {
        start: at,
        end: at + 1,
        text: "0.".to_owned(),
        stand_in: None,
        proof: Proof::Beyond(2),
        help: Text::new("小数点前写 0", "write a 0 before the point"),
    })
}

/// A sign that was left out, `指标 甲 5分 评分`, or another in its place, `3件 = 8分`.
fn signs(statement: &str, at: usize, found: &str, failure: &Failure) -> Vec<Slip> {
    let blank = statement.get(..at).unwrap_or("").trim_end().len();
    let other = found.chars().all(|mark| ":：=＝,，、。.-—".contains(mark));
    let mut slips = Vec::new();
    for (rule, sign) in [(Rule::colon, ": "), (Rule::comma, ", "), (Rule::equals, " = ")] {
        if failure.expects(rule) && other {
            slips.push(placed(statement, (blank, at + found.len()), sign, Proof::Beyond(sign.len())));
        }
        if failure.expects(rule) {
            let twice = rule == Rule::colon && has_colon(statement, at);
            let proof = if twice { Proof::Whole } else { Proof::Beyond(sign.len() + found.len()) };
            slips.push(placed(statement, (blank, at), sign, proof));
        }
    }
    slips
}

/// Puts a sign in place of a stretch; the help shows the line as it should be.
fn placed(statement: &str, stretch: (usize, usize), sign: &str, proof: Proof) -> Slip {
    let (start, end) = stretch;
    let after = statement.get(end..).unwrap_or("");
    let tail = after.lines().next().unwrap_or("");
    let text = if tail.starts_with(' ') { sign.trim_end() } else { sign };
    let head = airy(statement.get(..start).unwrap_or(""));
    let help = Text::same(format!("{head}{text}{tail}").trim_end());
    Slip { start, end, text: text.to_owned(), stand_in: None, proof, help }
}

/// Repairs in place may have taken the blank after a sign.
fn airy(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_alphabetic() && out.ends_with([':', ',']) {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

/// `指标 绩效 目标 20分`: a blank inside a name.
fn split_name(statement: &str, failure: &Failure, found: &str) -> Option<Slip> {
    let declares =
        [Rule::colon, Rule::equals, Rule::lbrace, Rule::block].iter().any(|&rule| failure.expects(rule));
    let at = failure.at;
    let before = statement.get(..at)?;
    let start = before.trim_end().len();
    let letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let begins = before.get(..start)?.rfind(|mark| !letter(mark))?;
    let first = before.get(begins..start)?.trim_start_matches(|mark| !letter(mark));
    let named = |text: &str| text.starts_with(char::is_alphabetic) && text.chars().all(letter);
    let broken = declares && start < at && named(first) && named(found);
    broken.then(|| Slip {
        start,
        end: at,
        text: String::new(),
        stand_in: Some("_".repeat(at - start)),
        proof: Proof::Beyond(at - start + found.len()),
        help: Text::new(
            format!("名称中间不留空格: {first}{found}, 或写在括号里: 【{first} {found}】"),
            format!("no blanks inside a name: {first}_{found}, or put it in brackets: [{first} {found}]"),
        ),
    })
}
