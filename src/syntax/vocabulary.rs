//! How the keywords are spelt: read from part 8 of the grammar itself, so that no spelling stands in two places.

use std::sync::LazyLock;

use super::grammar::Rule;
use crate::source::Text;

const GRAMMAR: &str = include_str!("../../grammar/kaocheng.pest");

/// The keywords with their spellings. Read when the first mistake is met or a file is laid out; sound rules that are only used
/// never need it.
pub(super) struct Vocabulary {
    words: Vec<Word>,
}

struct Word {
    /// The name of its rule: `kw_indicator`.
    rule: &'static str,
    spellings: Vec<String>,
    /// Whether it opens one of the statements that stand at the beginning of a line.
    heads: bool,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::read);

impl Vocabulary {
    /// That of the grammar.
    pub(super) fn known() -> &'static Vocabulary {
        &VOCABULARY
    }

    fn read() -> Vocabulary {
        let defined = GRAMMAR.lines().filter_map(|line| line.split_once("= @{"));
        let listed = GRAMMAR.lines().find_map(|line| line.strip_prefix("head = _{"));
        let heads: Vec<&str> =
            listed.unwrap_or("").split('|').map(|rule| rule.trim_matches([' ', '}'])).collect();
        let words = defined.filter_map(|(rule, text)| {
            let (rule, spellings) = (rule.trim(), spellings(text));
            (!spellings.is_empty()).then(|| Word { rule, spellings, heads: heads.contains(&rule) })
        });
        Vocabulary { words: words.filter(|word| is_word(word.rule)).collect() }
    }

    /// Every way to write the keyword.
    pub(super) fn spellings(&self, rule: Rule) -> &[String] {
        let name = format!("{rule:?}");
        self.words.iter().find(|word| word.rule == name).map_or(&[], |word| &word.spellings)
    }

    /// The keyword as it is best known in each language.
    pub(super) fn text(&self, rule: Rule) -> Option<Text> {
        let spellings = self.spellings(rule);
        let any = spellings.first()?;
        let zh = spellings.iter().find(|word| !word.is_ascii()).unwrap_or(any);
        let en = spellings.iter().find(|word| word.is_ascii()).unwrap_or(any);
        Some(Text::new(zh, en))
    }

    /// Whether the rule is a word that is spelt in both languages.
    pub(super) fn is_keyword(&self, rule: Rule) -> bool {
        !self.spellings(rule).is_empty()
    }

    /// How this spelling of the keyword is written in each language: the nth of one stands for the nth of the other; none
    /// for a sign.
    pub(super) fn pair(&self, rule: Rule, spelling: &str) -> Option<Text> {
        let spellings = self.spellings(rule);
        let (en, zh): (Vec<&String>, Vec<&String>) = spellings.iter().partition(|word| word.is_ascii());
        let own = spelling.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = |all: &[&String]| all.iter().position(|word| **word == own);
        let at = place(&zh).or_else(|| place(&en))?;
        let nth = |all: &[&String]| all.get(at).or(all.first()).map(|word| (*word).clone());
        let (zh, en) = if place(&zh).is_some() {
            (nth(&zh)?, nth(&en).unwrap_or_else(|| own.clone()))
        } else {
            (nth(&zh).unwrap_or_else(|| own.clone()), nth(&en)?)
        };
        Some(Text::new(zh, en))
    }

    /// Whether the word opens one of the statements that stand at the beginning of a line.
    pub(super) fn heads(&self, word: &str) -> bool {
        self.words.iter().any(|known| known.heads && known.spellings.iter().any(|own| own == word))
    }
}

/// A keyword in one spelling.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keyword {
    /// `指标`, `indicator`.
    pub word: String,
    /// Whether it opens a statement.
    pub heads: bool,
}

/// Every keyword in every spelling, in the order of the grammar.
pub fn keywords() -> Vec<Keyword> {
    let vocabulary = Vocabulary::known();
    let words = vocabulary.words.iter().flat_map(|word| &word.spellings);
    words.map(|word| Keyword { word: word.clone(), heads: vocabulary.heads(word) }).collect()
}

/// Keywords, and the comparisons, which are keywords too.
fn is_word(rule: &str) -> bool {
    rule.starts_with("kw_")
        || ["not_below", "not_above", "not_equal", "same", "above", "below"].contains(&rule)
}

/// `("at" ~ " "+ ~ "least" | "reaches") ~ en_end` → `at least`, `reaches`.
fn spellings(text: &str) -> Vec<String> {
    let text = text.replace("\" \"+", "\" \"").replace(['(', ')'], "");
    let spelt = |alternative: &str| -> String { alternative.split('"').skip(1).step_by(2).collect() };
    let words = text.split('|').map(spelt);
    words.filter(|word| word.chars().next().is_some_and(char::is_alphabetic)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, spellings};

    #[test]
    fn reads_spellings() {
        let words = spellings(
            "\"≥\" | (\"不低于\" | \"达到\") ~ zh_end | (\"at\" ~ \" \"+ ~ \"least\" | \"reaches\") ~ en_end }",
        );
        assert_eq!(words, ["不低于", "达到", "at least", "reaches"]);
    }

    #[test]
    fn knows_what_begins_a_statement() {
        let vocabulary = Vocabulary::known();
        assert!(["指标", "indicator", "公式", "test"].iter().all(|word| vocabulary.heads(word)));
        assert!(["总分", "除", ""].iter().all(|word| !vocabulary.heads(word)));
    }

    #[test]
    fn every_keyword_has_both_spellings() {
        let vocabulary = Vocabulary::known();
        assert!(vocabulary.words.len() > 100);
        // `满分的 10%` is `10% of points`: the two languages put the word on different sides.
        for word in
            vocabulary.words.iter().filter(|word| !["kw_points_of", "kw_of_points"].contains(&word.rule))
        {
            let ascii = word.spellings.iter().filter(|spelling| spelling.is_ascii()).count();
            assert!(ascii > 0 && ascii < word.spellings.len(), "{}", word.rule);
        }
    }
}
