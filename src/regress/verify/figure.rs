//! A printed cell: a number as it was written, or what stands in its place.

use crate::number::Number;

/// What a printed cell says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Figure {
    /// Nothing, or a dash.
    Blank,
    /// A number.
    Number {
        /// The number.
        value: Number,
        /// How many places it is printed with; none for a fraction, which is exact.
        places: Option<u8>,
    },
    /// 不适用
    NotApplicable,
    /// 未定
    Undetermined,
    /// 无法计分
    Failed,
}

impl Figure {
    /// Reads a cell; none where it is neither a number nor one of the words. `85.9`, `85.90`, `85.90分`, `＋2` are
    /// numbers, and so is `25/6`, which we write where nothing is rounded.
    pub(in crate::regress) fn read(text: &str) -> Option<Figure> {
        let text = crate::data::folded(text).to_lowercase();
        match text.as_str() {
            "" | "-" | "—" | "——" | "/" | "无" => return Some(Figure::Blank),
            "不适用" | "n/a" => return Some(Figure::NotApplicable),
            "未定" | "缺报" | "undetermined" | "missing" => return Some(Figure::Undetermined),
            "无法计分" | "failed" => return Some(Figure::Failed),
            _ => {}
        }
        let digits =
            ["分", "points", "point"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
        let digits = digits.strip_prefix('+').unwrap_or(digits);
        if let Some((above, below)) = digits.split_once('/') {
            let value = long(above)?.over(&long(below)?)?;
            return Some(Figure::Number { value, places: None });
        }
        let value = Number::parse(digits).ok()?;
        let places = digits.split_once('.').map_or(0, |(_, part)| part.len());
        Some(Figure::Number { value, places: u8::try_from(places).ok() })
    }

    /// The number, if it is one.
    pub fn number(&self) -> Option<&Number> {
        match self {
            Figure::Number { value, .. } => Some(value),
            Figure::Blank | Figure::NotApplicable | Figure::Undetermined | Figure::Failed => None,
        }
    }
}

/// A whole number of any length: where nothing is rounded, we write fractions with more digits than a cell may have.
fn long(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let ten = Number::whole(10);
    let mut value = Number::ZERO;
    for digit in digits.bytes() {
        value = &(&value * &ten) + &Number::whole(i64::from(digit - b'0'));
    }
    Some(if digits.len() == text.len() { value } else { -&value })
}

/// A place: `3`, `第3名`, `3.`
pub(super) fn place(text: &str) -> Option<u32> {
    let text = crate::data::folded(text);
    let digits = text.strip_prefix('第').unwrap_or(&text);
    let digits = digits.strip_suffix('名').unwrap_or(digits);
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Figure, place};
    use crate::number::Number;

    fn number(value: &str, places: Option<u8>) -> Option<Figure> {
        let value = match value.split_once('/') {
            Some((above, below)) => {
                Number::parse(above).unwrap().over(&Number::parse(below).unwrap()).unwrap()
            }
            None => Number::parse(value).unwrap(),
        };
        Some(Figure::Number { value, places })
    }

    #[test]
    fn numbers_in_any_spelling() {
        for (text, value, places) in [
            ("85.9", "85.9", Some(1)),
            ("85.90", "85.9", Some(2)),
            (" 85.90 分", "85.9", Some(2)),
            ("８５．９０分", "85.9", Some(2)),
            ("+2", "2", Some(0)),
            ("-3", "-3", Some(0)),
            ("931/108", "931/108", None),
            ("-31/7分", "-31/7", None),
            ("1 point", "1", Some(0)),
        ] {
            assert_eq!(Figure::read(text), number(value, places), "{text}");
        }
    }

    /// Our own fractions may have more digits than a decimal holds.
    #[test]
    fn fractions_of_any_length() {
        let half = Some(Figure::Number { value: Number::ratio(1, 2).unwrap(), places: None });
        let digits = "123456789012345678901234567890";
        assert_eq!(Figure::read(&format!("{digits}/246913578024691357802469135780")), half);
        assert_eq!(Figure::read("1.5/3"), None);
    }

    #[test]
    fn words_are_not_numbers_and_the_rest_is_refused() {
        assert_eq!(Figure::read("—"), Some(Figure::Blank));
        assert_eq!(Figure::read(" n/a "), Some(Figure::NotApplicable));
        assert_eq!(Figure::read("未定"), Some(Figure::Undetermined));
        for text in ["86.2%", "约9", "1/0", "9.5.1", "十"] {
            assert_eq!(Figure::read(text), None, "{text}");
        }
    }

    #[test]
    fn places_in_any_spelling() {
        assert_eq!(["3", "第3名", "３"].map(place), [Some(3); 3]);
        assert_eq!(["", "前三", "3.5"].map(place), [None; 3]);
    }
}
