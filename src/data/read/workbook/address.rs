//! Places in a sheet: `C12`, `A1:H1`.

use crate::data::letters;

/// The rows and columns of a sheet.
pub(super) const ROWS: u32 = 1 << 20;
pub(super) const COLUMNS: u32 = 1 << 14;

/// A cell: its row from 1 and its column from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct At {
    pub(super) row: u32,
    pub(super) column: u32,
}

impl At {
    pub(super) fn text(self) -> String {
        format!("{}{}", letters(self.column as usize), self.row)
    }
}

/// A block of cells, both corners included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Block {
    pub(super) first: At,
    pub(super) last: At,
}

impl Block {
    pub(super) fn contains(self, at: At) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// `C12`, also `$C$12`; none for what is no cell.
pub(super) fn at(text: &str) -> Option<At> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic())?;
    let (letters, row) = text.split_at(end);
    let row = row.strip_prefix('$').unwrap_or(row);
    if letters.is_empty()
        || letters.len() > 3
        || row.is_empty()
        || !row.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let number = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let column = letters.bytes().fold(0, |sum, letter| sum * 26 + number(letter)) - 1;
    let row = row.parse().ok().filter(|row| (1..=ROWS).contains(row))?;
    (column < COLUMNS).then_some(At { row, column })
}

/// `A1:H1`, or one cell.
pub(super) fn block(text: &str) -> Option<Block> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (one, other) = (at(first)?, at(last)?);
    let first = At { row: one.row.min(other.row), column: one.column.min(other.column) };
    let last = At { row: one.row.max(other.row), column: one.column.max(other.column) };
    Some(Block { first, last })
}

#[cfg(test)]
mod tests {
    use super::{at, block};

    #[test]
    fn cells_are_found() {
        let place = |text| at(text).map(|at| (at.row, at.column));
        for (text, wanted) in [
            ("A1", (1, 0)),
            ("$C$12", (12, 2)),
            ("z9", (9, 25)),
            ("AA3", (3, 26)),
            ("XFD1048576", (1_048_576, 16_383)),
        ] {
            assert_eq!(place(text), Some(wanted), "{text}");
            assert_eq!(at(text).map(super::At::text), Some(text.replace('$', "").to_uppercase()));
        }
        for text in ["", "A", "1", "A0", "XFE1", "A1048577", "ABCD1", "A1B", "中1", "A-1", "A99999999999"] {
            assert_eq!(place(text), None, "{text}");
        }
        assert_eq!(
            block("B3:A1").map(|block| (block.first.text(), block.last.text())),
            Some(("A1".into(), "B3".into()))
        );
    }
}
