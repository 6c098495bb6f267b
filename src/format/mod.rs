//! Format: the tree → words: every statement in one line, in Chinese or English, or in the one spelling that two ways of
//! writing the same share, so that an edit is always something one can read.
//! Takes trees of [`syntax`](crate::syntax); gives texts. Knows the words of both languages that are no keywords of the
//! grammar. Never knows what a name refers to. Start at [`Style`].

mod items;
mod known;
mod layout;
mod scoring;
mod terms;

pub(crate) use known::FUNCTIONS;
#[cfg(test)]
pub(crate) use known::WORDS;
pub use layout::laid_out;

use crate::source::Text;
use crate::syntax::ast::Name;

/// How a node is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// To people, in Chinese.
    Zh,
    /// To people, in English.
    En,
    /// To be compared: amounts in base units, names in brackets, every bracket written.
    Meaning,
}

/// Something said in both languages.
pub(crate) fn both(write: impl Fn(Style) -> String) -> Text {
    Text::new(write(Style::Zh), write(Style::En))
}

impl Style {
    /// The word of its language.
    pub(crate) fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self {
            Style::Zh | Style::Meaning => zh,
            Style::En => en,
        }
    }

    /// A name that the rules gave.
    pub(crate) fn name(self, name: &Name) -> String {
        match self {
            Style::Zh | Style::En => name.text.clone(),
            Style::Meaning => format!("【{}】", name.text),
        }
    }

    /// A text in quotation marks.
    pub(crate) fn quoted(self, text: &str) -> String {
        match self {
            Style::Zh => format!("“{text}”"),
            Style::En => format!("\"{text}\""),
            Style::Meaning => format!("{text:?}"),
        }
    }

    fn each<T>(self, parts: &[T], join: &str, write: impl Fn(&T) -> String) -> String {
        parts.iter().map(write).collect::<Vec<_>>().join(join)
    }

    fn names(self, names: &[Name]) -> String {
        self.each(names, ", ", |name| self.name(name))
    }
}
