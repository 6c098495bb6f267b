//! Blanks between words on a line.

use super::Word;
use crate::syntax::TokenKind as Kind;

/// Whether a blank stands between two words.
pub(super) fn blank(before: &Word, word: &Word) -> bool {
    match (before.kind, word.kind) {
        (
            _,
            Kind::Comma | Kind::Semicolon | Kind::RowColon | Kind::Colon | Kind::RightRound | Kind::Joint,
        ) => false,
        (Kind::LeftRound | Kind::Joint | Kind::Sign, _) => false,
        (_, Kind::Dash) | (Kind::Dash, _) => false,
        (_, Kind::Mark) => false,
        (Kind::Number | Kind::Mark, Kind::Unit) => is_latin(word),
        (Kind::Number | Kind::Unit | Kind::Mark, Kind::Trailing) => is_latin(word),
        (Kind::Call, Kind::LeftRound) => false,
        (Kind::Keyword, Kind::LeftRound) => word.apart,
        (_, _) => true,
    }
}

/// A word of Latin letters runs into what stands before it.
fn is_latin(word: &Word) -> bool {
    word.text.starts_with(|first: char| first.is_ascii_alphabetic())
}
