//! Names, texts and numbers with their units.

use super::super::ast::{Name, Quantity};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, first};
use crate::number::{Number, NumberError};
use crate::source::{Code, Diagnostic, Spanned, Text};

impl Builder {
    pub(super) fn name(&mut self, pair: &Pair<'_>) -> Option<Name> {
        let written = first(pair)?;
        let text = match written.as_rule() {
            Rule::bracketed => settled(inside(written.as_str())),
            _ => half_width(written.as_str()),
        };
        Some(Name { text, span: self.span(pair) })
    }

    pub(super) fn names(&mut self, pair: &Pair<'_>) -> Option<Vec<Name>> {
        Some(self.each(pair, Rule::name, Builder::name))
    }

    /// What stands between quotation marks.
    pub(super) fn text(&mut self, pair: &Pair<'_>) -> Option<Spanned<String>> {
        Some(Spanned::new(first(pair)?.as_str().to_owned(), self.span(pair)))
    }

    pub(super) fn unit(&mut self, pair: &Pair<'_>) -> Option<Spanned<String>> {
        Some(Spanned::new(half_width(pair.as_str().trim()), self.span(pair)))
    }

    pub(super) fn quantity(&mut self, pair: &Pair<'_>) -> Option<Quantity> {
        self.signed_quantity(pair, false)
    }

    /// `-5%`: the sign belongs to the number.
    pub(super) fn signed(&mut self, pair: &Pair<'_>) -> Option<Quantity> {
        let negative = child(pair, Rule::sign).is_some();
        let mut quantity = self.signed_quantity(&child(pair, Rule::quantity)?, negative)?;
        quantity.span = self.span(pair);
        Some(quantity)
    }

    /// A number and perhaps its unit, from a pair that has them as children.
    pub(super) fn signed_quantity(&mut self, pair: &Pair<'_>, negative: bool) -> Option<Quantity> {
        let number = self.number(&child(pair, Rule::number)?)?;
        let number = if negative { &Number::ZERO - &number } else { number };
        let unit = child(pair, Rule::unit).or_else(|| child(pair, Rule::spaced_unit));
        let unit = unit.and_then(|unit| self.unit(&unit));
        Some(Quantity { number, unit, span: self.span(pair) })
    }

    pub(super) fn number(&mut self, pair: &Pair<'_>) -> Option<Number> {
        match Number::parse(pair.as_str()) {
            Ok(number) => Some(number),
            Err(NumberError::TooLong) => {
                let digits = pair.as_str().chars().filter(|letter| letter.is_numeric()).count();
                let message = Text::new(
                    format!("这个数有 {digits} 位数字, 最多 28 位"),
                    format!("this number has {digits} digits, 28 are the most"),
                );
                self.diagnostics.push(Diagnostic::new(Code::BadNumber, self.span(pair), message));
                Some(Number::ZERO)
            }
            Err(NumberError::Empty | NumberError::NotANumber) => None,
        }
    }
}

/// Full-width letters, digits and signs as their half-width twins.
fn half_width(text: &str) -> String {
    let settle = |letter: char| match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(settle).collect()
}

/// Without the brackets at both ends.
fn inside(bracketed: &str) -> &str {
    let mut letters = bracketed.chars();
    letters.next();
    letters.next_back();
    letters.as_str()
}

/// A bracketed name: widths settled; blanks count only between words of a script that needs them.
fn settled(text: &str) -> String {
    let text = half_width(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(if text.is_ascii() { " " } else { "" })
}
