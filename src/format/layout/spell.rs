//! How a word or sign is written: half-width, one sign where there are several, keywords in one language if wanted.

use super::Word;
use crate::format::FUNCTIONS;
use crate::source::Lang;
use crate::syntax::{Counts, Token, TokenKind};

/// Units that have a name in each language; all others are nouns of the author.
const UNITS: [(&str, &str, &str); 5] = [
    ("分", "points", "point"),
    ("天", "days", "day"),
    ("个工作日", "workdays", "workday"),
    ("元", "yuan", "yuan"),
    ("个百分点", "pp", "pp"),
];

/// The share of an item's points is said on different sides of its number.
const OF_POINTS: (&str, &str) = ("满分的", "of points");

/// A token in its one spelling.
pub(super) fn settled(token: &Token, text: &str) -> String {
    match token.kind {
        TokenKind::Comment => comment(text),
        TokenKind::Break => String::new(),
        TokenKind::Open => "{".to_owned(),
        TokenKind::Close => "}".to_owned(),
        TokenKind::LeftRound => "(".to_owned(),
        TokenKind::RightRound => ")".to_owned(),
        TokenKind::Comma => ",".to_owned(),
        TokenKind::Semicolon => ";".to_owned(),
        TokenKind::RowColon | TokenKind::Colon => ":".to_owned(),
        TokenKind::Dash | TokenKind::Sign => "-".to_owned(),
        TokenKind::Bar => "|".to_owned(),
        TokenKind::Joint | TokenKind::Number | TokenKind::Mark | TokenKind::Unit => half_width(text),
        TokenKind::Operator => operator(text),
        TokenKind::Keyword | TokenKind::Trailing => one_blank(text),
        TokenKind::Text => quoted(text),
        TokenKind::Name | TokenKind::Call => bracketed(text),
        TokenKind::Plain => text.to_owned(),
        TokenKind::TableLine => half_width(&one_blank(text)),
    }
}

/// Two strokes and a blank; a rule of dashes stays one.
fn comment(text: &str) -> String {
    let said = text.strip_prefix("//").or_else(|| text.strip_prefix("／／")).unwrap_or(text).trim_end();
    let apart =
        said.is_empty() || said.starts_with(|first: char| first.is_whitespace() || "/-=*".contains(first));
    format!("//{}{said}", if apart { "" } else { " " })
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn half_width(text: &str) -> String {
    let half = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        other => other,
    };
    text.chars().filter(|letter| !letter.is_whitespace()).map(half).collect()
}

fn operator(text: &str) -> String {
    let sign = match text {
        "≥" | "＞＝" | "＞=" => ">=",
        "≤" | "＜＝" | "＜=" => "<=",
        "!=" | "！＝" => "≠",
        "==" | "＝" => "=",
        "＞" => ">",
        "＜" => "<",
        "*" | "＊" | "·" => "×",
        "÷" | "／" => "/",
        "＋" => "+",
        "－" | "−" => "-",
        other => return one_blank(other),
    };
    sign.to_owned()
}

/// In straight marks, unless one stands in it.
fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    letters.next();
    letters.next_back();
    let inside = letters.as_str();
    if inside.contains('"') { text.to_owned() } else { format!("\"{inside}\"") }
}

fn bracketed(text: &str) -> String {
    match text.strip_prefix('［').and_then(|rest| rest.strip_suffix('］')) {
        Some(inside) => format!("【{inside}】"),
        None => text.to_owned(),
    }
}

/// Keywords, band words, units and functions in one language; the author's names and texts stay.
pub(super) fn in_language(words: Vec<Word>, tokens: &[Token], lang: Lang) -> Vec<Word> {
    let mut spelt: Vec<Word> = Vec::new();
    let mut waiting: Option<Word> = None;
    let mut all = words.into_iter().zip(tokens).peekable();
    while let Some((word, token)) = all.next() {
        let next_is_unit = all.peek().is_some_and(|(next, _)| next.kind == TokenKind::Unit);
        let number = spelt.last().filter(|last| last.kind == TokenKind::Number).map(|last| last.text.clone());
        if lang == Lang::En && word.text == OF_POINTS.0 && word.kind == TokenKind::Keyword {
            waiting = Some(Word { text: OF_POINTS.1.to_owned(), ..word });
            continue;
        }
        if lang == Lang::Zh && word.text == OF_POINTS.1 && word.kind == TokenKind::Keyword {
            before_number(&mut spelt, Word { text: OF_POINTS.0.to_owned(), ..word });
            continue;
        }
        let ends = matches!(word.kind, TokenKind::Number) && !next_is_unit || word.kind == TokenKind::Unit;
        spelt.push(in_its_language(word, token, (number.as_deref(), lang)));
        if ends {
            spelt.extend(waiting.take().map(|word| Word { apart: true, ..word }));
        }
    }
    spelt
}

/// Puts a word before the number, with its unit, that was written last.
fn before_number(spelt: &mut Vec<Word>, word: Word) {
    let back = 1 + usize::from(spelt.last().is_some_and(|last| last.kind == TokenKind::Unit));
    let at = spelt.len().saturating_sub(back);
    let apart = spelt.get(at).is_some_and(|number| number.apart);
    if let Some(number) = spelt.get_mut(at) {
        number.apart = true;
    }
    spelt.insert(at, Word { apart, ..word });
}

fn in_its_language(word: Word, token: &Token, (number, lang): (Option<&str>, Lang)) -> Word {
    let text = match (&token.words, token.kind) {
        (Some(words), _) => words.get(lang).to_owned(),
        (None, TokenKind::Unit) => unit(&word.text, token.counts, (number, lang)),
        (None, TokenKind::Call) => {
            let found = FUNCTIONS.iter().find(|(zh, en)| word.text == *zh || word.text == *en);
            found.map_or(word.text.clone(), |(zh, en)| if lang == Lang::Zh { zh } else { en }.to_string())
        }
        (None, TokenKind::Mark) => {
            let inside = word.text.contains("不含") || word.text.contains("excl");
            let (zh, en) = if inside { ("(不含)", "(excl)") } else { ("(含)", "(incl)") };
            if lang == Lang::Zh { zh } else { en }.to_owned()
        }
        (None, TokenKind::Dash) => "-".to_owned(),
        (None, _) => word.text.clone(),
    };
    Word { text, ..word }
}

fn unit(text: &str, counts: Counts, (number, lang): (Option<&str>, Lang)) -> String {
    let one = number == Some("1");
    let counted = match counts {
        Counts::Unit => None,
        Counts::Places => Some(("位", "places", "place")),
        Counts::Items => Some(("项", "items", "item")),
    };
    let known =
        UNITS.iter().chain(&counted).find(|(zh, en, single)| text == *zh || text == *en || text == *single);
    let Some((zh, en, single)) = known else { return text.to_owned() };
    match lang {
        Lang::Zh => zh,
        Lang::En if one => single,
        Lang::En => en,
    }
    .to_string()
}
