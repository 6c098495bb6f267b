//! Moves as they are printed, with their sign.

use crate::number::Number;
use crate::source::{Lang, Text};

/// The mark of a number that is shown rounded.
pub(super) const ROUNDED: &str = "~";

/// A number that goes on longer is shown rounded.
const PLACES: u8 = 4;

/// `+1.5`, `-0.25`, `0`; `+0.3333~` where the decimal never ends.
pub(super) fn signed(number: &Number) -> String {
    let sign = if number.is_positive() { "+" } else { "" };
    if number.rounded(PLACES) == *number {
        format!("{sign}{}", number.plain())
    } else {
        format!("{sign}{}{ROUNDED}", number.near(PLACES))
    }
}

/// A whole move of places: `-2`, `+3`, `0`.
pub(super) fn steps(steps: i64) -> String {
    if steps > 0 { format!("+{steps}") } else { steps.to_string() }
}

/// What the mark means; nothing where no cell has it.
pub(super) fn note(shown: impl Fn(Lang) -> bool) -> Option<Text> {
    shown(Lang::Zh).then(|| {
        Text::new(
            format!("{ROUNDED} 只显示 {PLACES} 位小数; 各处之和恰为变动, 精确的分数见 --format json"),
            format!(
                "{ROUNDED} shown to {PLACES} places only; the parts sum exactly to the move, as fractions in --format json"
            ),
        )
    })
}
