//! Common slips of the pen, each with the repair to be tried.

use super::expected::Failure;
use super::grammar::Rule;
use super::junk::found;
use super::two_ends::two_ends;
use super::vocabulary::Vocabulary;
use crate::source::{Text, closest};

/// A repair to be tried on a statement.
pub(super) struct Slip {
    /// What is replaced, in bytes of the statement.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    /// What is put there to read on without moving anything, when it is not the text itself.
    pub(super) stand_in: Option<String>,
    pub(super) proof: Proof,
    pub(super) help: Text,
}

/// What must come of a repair for it to be believed.
pub(super) enum Proof {
    /// The statement can be read.
    Whole,
    /// It can be read at least so far behind `start`.
    Beyond(usize),
    /// Both the statement before and the one after it can be read.
    Apart,
}

/// What might have been meant, the likeliest first.
pub(super) fn slips(statement: &str, failure: &Failure, vocabulary: &Vocabulary) -> Vec<Slip> {
    let Some(found) = found(statement, failure.at) else {
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
    let follows = super::junk::found(next, 0).map_or(0, str::len);
    let proof = Proof::Beyond(text.len() + after.len() - next.len() + follows);
    Some(Slip { start, end, text, stand_in: None, proof, help })
}

/// `五分` for 5分.
fn numeral(at: usize, found: &str) -> Option<Slip> {
    let length = found.find(|letter| digit(letter).is_none()).unwrap_or(found.len());
    let number = numeral_value(found.get(..length)?)?.to_string();
    let text = number + found.get(length..)?;
    let help = Text::new(format!("数用阿拉伯数字: {text}"), format!("write numbers in digits: {text}"));
    let proof = Proof::Beyond(text.len());
    Some(Slip { start: at, end: at + found.len(), text, stand_in: None, proof, help })
}

fn digit(letter: char) -> Option<u32> {
    if letter == '两' {
        return Some(2);
    }
    let place = "零一二三四五六七八九十百".chars().position(|numeral| numeral == letter)?;
    match place {
        10 => Some(10),
        11 => Some(100),
        small => u32::try_from(small).ok(),
    }
}

/// 二十五 → 25, 十 → 10, 一百 → 100; none for what is not written that way.
fn numeral_value(text: &str) -> Option<u32> {
    let (mut sum, mut pending) = (0, None);
    for letter in text.chars() {
        match digit(letter)? {
            unit @ (10 | 100) => sum += unit * pending.take().unwrap_or(1),
            small => {
                if pending.replace(small).is_some_and(|before| before != 0) {
                    return None;
                }
            }
        }
    }
    (!text.is_empty()).then(|| sum + pending.unwrap_or(0))
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

/// Whether the statement has its colon further on.
pub(super) fn has_colon(statement: &str, at: usize) -> bool {
    let rest = statement.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("");
    rest.split(['{', '｛']).next().is_some_and(|head| head.contains([':', '：']))
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

#[cfg(test)]
mod tests {
    use super::numeral_value;

    #[test]
    fn reads_chinese_numerals() {
        for (text, value) in
            [("五", 5), ("十", 10), ("十二", 12), ("二十五", 25), ("一百", 100), ("一百零五", 105)]
        {
            assert_eq!(numeral_value(text), Some(value), "{text}");
        }
        assert_eq!(numeral_value("一二"), None);
        assert_eq!(numeral_value("甲"), None);
    }
}
