//! Words run together, as in `公开错误每1处扣0.5分`: where they can be cut so that the statement can be read.

use super::grammar::Rule;
use super::vocabulary::Vocabulary;

/// Longer statements are not guessed at.
const LONGEST: usize = 240;
/// How many places are tried both ways.
const OPEN: usize = 5;

/// A word inside a run of letters.
#[derive(Clone, Copy)]
struct Spot {
    at: usize,
    length: usize,
    kind: Kind,
    /// Directly before a digit, where a reserved word counts whatever stands before it.
    sure: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Blanks on both sides.
    Word,
    /// A comma before it, too.
    Clause,
    /// A number after letters: a blank before it.
    Number,
}

/// The statement with its words apart, in the first way that `reads` accepts.
pub(super) fn cut(
    statement: &str,
    vocabulary: &Vocabulary,
    mut reads: impl FnMut(&str) -> bool,
) -> Option<String> {
    if statement.len() > LONGEST || statement.contains('\n') {
        return None;
    }
    let spots = spots(statement, vocabulary);
    let mut open: Vec<usize> = (0..spots.len()).filter(|&index| !spots[index].sure).collect();
    open.truncate(OPEN);
    let mut choices: Vec<u32> = (0..1 << open.len()).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    let said = statement.contains([':', '：']);
    for choice in choices {
        let taken = |index: usize| {
            let asked = open.iter().position(|&place| place == index);
            spots[index].sure || asked.is_some_and(|bit| choice & (1 << bit) != 0)
        };
        let chosen: Vec<Spot> =
            (0..spots.len()).filter(|&index| taken(index)).map(|index| spots[index]).collect();
        let colons = chosen.iter().filter(|spot| spot.kind == Kind::Word && !said).map(|spot| Some(spot.at));
        for colon in std::iter::once(None).chain(colons) {
            let candidate = written(statement, &chosen, colon);
            if candidate != statement && reads(&candidate) {
                return Some(candidate);
            }
        }
    }
    None
}

fn spots(statement: &str, vocabulary: &Vocabulary) -> Vec<Spot> {
    let words = words(vocabulary);
    let mut spots: Vec<Spot> = Vec::new();
    let (mut at, mut before) = (0, ' ');
    while let Some(letter) = statement.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = statement.get(at..).unwrap_or("");
        let number = letter.is_numeric() && before.is_alphabetic();
        let spot = match words.iter().find(|(word, _)| rest.starts_with(word.as_str())) {
            Some((word, kind)) => {
                let sure = rest.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_numeric));
                Some(Spot { at, length: word.len(), kind: *kind, sure })
            }
            None if number => {
                let unit = rest.trim_start_matches(char::is_numeric);
                Some(Spot { at, length: 0, kind: Kind::Number, sure: unit.starts_with(['分', '%']) })
            }
            None => None,
        };
        let skipped = spot.map_or(0, |spot| spot.length).max(enclosed(rest)).max(letter.len_utf8());
        before = statement.get(at..at + skipped).and_then(|text| text.chars().next_back()).unwrap_or(' ');
        // After a word that is sure to be one, a number needs no spot of its own.
        before = if spot.is_some_and(|spot| spot.length > 0) { ' ' } else { before };
        spots.extend(spot);
        at += skipped;
    }
    spots
}

/// The length of the text or bracketed name that begins here.
fn enclosed(text: &str) -> usize {
    let closing = match text.chars().next() {
        Some('"') => '"',
        Some('“') => '”',
        Some('【') => '】',
        Some('[') => ']',
        _ => return 0,
    };
    let close = text.char_indices().skip(1).find(|(_, letter)| *letter == closing);
    close.map_or(0, |(end, letter)| end + letter.len_utf8())
}

/// The Chinese words that are found inside runs, the longest first.
fn words(vocabulary: &Vocabulary) -> Vec<(String, Kind)> {
    let spelt = |rules: &'static [Rule], kind: Kind| {
        let spellings = rules.iter().flat_map(|&rule| vocabulary.spellings(rule));
        spellings.filter(|word| !word.is_ascii()).map(move |word| (word.clone(), kind)).collect::<Vec<_>>()
    };
    let mut words = [spelt(&CLAUSES, Kind::Clause), spelt(&WORDS, Kind::Word)].concat();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
}

const CLAUSES: [Rule; 5] =
    [Rule::kw_at_most, Rule::kw_highest, Rule::kw_remainder, Rule::kw_missing, Rule::kw_on_zero];

const WORDS: [Rule; 38] = [
    Rule::not_below,
    Rule::not_above,
    Rule::not_equal,
    Rule::same,
    Rule::above,
    Rule::below,
    Rule::kw_per,
    Rule::kw_gain,
    Rule::kw_plus,
    Rule::kw_less,
    Rule::kw_points_of,
    Rule::kw_of_base,
    Rule::kw_and,
    Rule::kw_or,
    Rule::kw_not,
    Rule::kw_ratio,
    Rule::kw_to,
    Rule::kw_interpolate,
    Rule::kw_bands,
    Rule::kw_add,
    Rule::kw_deduct,
    Rule::kw_start,
    Rule::kw_assess,
    Rule::kw_indicator,
    Rule::kw_formula,
    Rule::kw_parameter,
    Rule::kw_weight,
    Rule::kw_bonus,
    Rule::kw_penalty,
    Rule::kw_veto,
    Rule::kw_when,
    Rule::kw_grade,
    Rule::kw_dropped,
    Rule::kw_absent,
    Rule::kw_rescale,
    Rule::kw_round,
    Rule::kw_each_item,
    Rule::kw_unlimited,
];

/// The statement with blanks, commas and the colon put in.
fn written(statement: &str, spots: &[Spot], colon: Option<usize>) -> String {
    let mut out = String::new();
    let mut at = 0;
    for spot in spots {
        out.push_str(statement.get(at..spot.at).unwrap_or(""));
        at = spot.at + spot.length;
        let bare = out.trim_end().to_owned();
        let begun = !bare.is_empty() && !bare.ends_with([',', '，', '、', '(', '（', ':', '：']);
        let before = match spot.kind {
            _ if colon == Some(spot.at) => ": ",
            Kind::Clause if begun => ", ",
            Kind::Word | Kind::Clause | Kind::Number if bare.is_empty() => "",
            Kind::Word | Kind::Clause | Kind::Number => " ",
        };
        out = bare + before;
        out.push_str(statement.get(spot.at..at).unwrap_or(""));
        let after = statement.get(at..).and_then(|rest| rest.chars().next());
        if spot.kind != Kind::Number && after.is_some_and(char::is_alphanumeric) {
            out.push(' ');
        }
    }
    out.push_str(statement.get(at..).unwrap_or(""));
    out
}
