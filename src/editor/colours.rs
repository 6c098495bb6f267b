//! Colours by meaning: keywords, and names by what they were declared as.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::lines::Lines;
use super::names::{Declared, Kind, meant};
use super::tokens::tokens;
use crate::syntax::keywords;

/// The kinds of colour in the protocol's words; their order is that of the numbers sent.
const KINDS: [&str; 4] = ["keyword", "property", "variable", "class"];

/// Five numbers for each coloured word: lines and columns from the one before, length, kind, nothing more.
pub(super) fn colours(text: &str, lines: &Lines<'_>, all: &[Declared]) -> Vec<u64> {
    let words: BTreeSet<String> = keywords().into_iter().map(|keyword| keyword.word).collect();
    let mut numbers = Vec::new();
    let (mut line, mut column) = (0, 0);
    for token in tokens(text) {
        let kind = match meant(text, &token, all) {
            Some(one) => of(one.kind),
            None if words.contains(&token.name) => 0,
            None => continue,
        };
        let (start, end) = (lines.position(token.at.start), lines.position(token.at.end));
        let number = |place: &Value, key: &str| place[key].as_u64().unwrap_or(0);
        let (at, from) = (number(&start, "line"), number(&start, "character"));
        let length = number(&end, "character").saturating_sub(from);
        let columns = if at == line { from - column } else { from };
        numbers.extend([at - line, columns, length, kind, 0]);
        (line, column) = (at, from);
    }
    numbers
}

fn of(kind: Kind) -> u64 {
    match kind {
        Kind::Input | Kind::Field => 1,
        Kind::Formula => 2,
        Kind::Indicator => 3,
    }
}

/// What the editor is told of them beforehand.
pub(super) fn legend() -> Value {
    json!({ "legend": { "tokenTypes": KINDS, "tokenModifiers": [] }, "full": true })
}
