//! A rule file laid out anew: one indentation, one way to put blanks and signs, columns of rows under each other. Where the
//! author broke lines they stay broken, and comments stay where they were put.

mod columns;
mod lines;
mod spaces;
mod spell;

use crate::source::{Lang, SourceId};
use crate::syntax::{Token, TokenKind, tokens};

/// A token as it will be written.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Word {
    kind: TokenKind,
    text: String,
    /// Whether a blank stood before it.
    apart: bool,
}

/// The canonical layout of a text, its keywords and units in one language if that is asked for; none where something in it
/// cannot be read. The text of a layout is its own layout.
pub fn laid_out(source: SourceId, text: &str, keywords: Option<Lang>) -> Option<String> {
    let tokens = tokens(source, text)?;
    let mut words = words(text, &tokens);
    if let Some(lang) = keywords {
        words = spell::in_language(words, &tokens, lang);
    }
    let mut lines = lines::lines(words);
    columns::align(&mut lines);
    Some(lines::written(&lines))
}

fn words(text: &str, tokens: &[Token]) -> Vec<Word> {
    let mut last = 0;
    let word = |token: &Token| {
        let before = text.get(last..token.start).unwrap_or("");
        let apart = before.contains(|letter: char| letter.is_whitespace());
        last = token.end;
        let own = text.get(token.start..token.end).unwrap_or("");
        Word { kind: token.kind, text: spell::settled(token, own), apart }
    };
    tokens.iter().map(word).collect()
}
