//! Formulas that several cells share.

use super::address::{At, at};

/// A formula as it stands in another cell: its references move along, but for what a `$` holds.
pub(super) fn moved(formula: &str, from: At, to: At) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut quoted = false;
    for letter in formula.chars().chain([' ']) {
        let inside = letter.is_ascii_alphanumeric() || letter == '$';
        if inside && !quoted {
            word.push(letter);
            continue;
        }
        // A name before a bracket is a function, as LOG10( is.
        let cell = at(&word).filter(|_| letter != '(');
        out.push_str(&cell.map_or_else(|| word.clone(), |cell| shifted(&word, cell, (from, to))));
        word.clear();
        quoted ^= matches!(letter, '"' | '\'');
        out.push(letter);
    }
    out.pop();
    out
}

fn shifted(word: &str, cell: At, (from, to): (At, At)) -> String {
    let fixed_column = word.starts_with('$');
    let fixed_row = word.trim_start_matches('$').contains('$');
    let shift = |own: u32, from: u32, to: u32, fixed: bool| {
        if fixed { own } else { (i64::from(own) + i64::from(to) - i64::from(from)).try_into().unwrap_or(0) }
    };
    let column = shift(cell.column, from.column, to.column, fixed_column);
    let row = shift(cell.row, from.row, to.row, fixed_row);
    At { row, column }.text()
}

#[cfg(test)]
mod tests {
    use super::moved;
    use crate::data::read::workbook::address::at;

    #[test]
    fn shared_formulas_move() {
        let from = at("E3").unwrap();
        assert_eq!(moved("D3/C3", from, at("E9").unwrap()), "D9/C9");
        assert_eq!(moved("D3/$C$3&\"D3\"", from, at("F4").unwrap()), "E4/C3&\"D3\"");
        assert_eq!(moved("LOG10(D3)", from, at("E4").unwrap()), "LOG10(D4)");
    }
}
