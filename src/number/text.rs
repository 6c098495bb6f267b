//! Numbers as people write and read them.

use std::fmt;

use rust_decimal::Decimal;

use super::Number;

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberError {
    /// Nothing is written.
    Empty,
    /// `1e3`, `+1`, `1,000`, `.5`, `甲`: anything but digits, with at most one point between them and a minus before.
    NotANumber,
    /// More digits than a decimal holds (28); it would have to be cut silently.
    TooLong,
}

impl Number {
    /// Reads a decimal: digits, at most one point between digits, at most one minus before; half or full width.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let text: String = text.chars().map(half_width).collect();
        if text.is_empty() {
            return Err(NumberError::Empty);
        }
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits(whole) || !all_digits(part) {
            return Err(NumberError::NotANumber);
        }
        // `from_str` would round what does not fit; this refuses it.
        Decimal::from_str_exact(&text).map(Number::from).map_err(|_| NumberError::TooLong)
    }

    /// The shortest exact text: `20`, `0.625`, or `5/24` where the decimal never ends or is too long.
    pub fn plain(&self) -> String {
        if let Some(decimal) = self.decimal() {
            return decimal.to_string();
        }
        let (num, den) = self.parts();
        if self.is_whole() { num.to_string() } else { format!("{num}/{den}") }
    }

    /// Exactly so many decimal places, `85.90`; as [`plain`](Number::plain) when that would not be exact.
    pub fn fixed(&self, places: u8) -> String {
        if self.rounded(places) == *self { self.near(places) } else { self.plain() }
    }

    /// Rounded for the eye to so many decimal places, trailing zeros kept. Not for results.
    pub fn near(&self, places: u8) -> String {
        let rounded = self.rounded(places);
        let sign = if rounded.is_negative() { "-" } else { "" };
        let (units, _) = (&rounded.abs() * &Number::ten_to(places)).parts();
        let places = usize::from(places);
        let digits = format!("{units:0>width$}", units = units.to_string(), width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
    }
}

fn half_width(letter: char) -> char {
    match letter {
        '０'..='９' => {
            char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')).unwrap_or(letter)
        }
        '．' => '.',
        '－' => '-',
        other => other,
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.plain())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.plain())
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, NumberError};

    #[test]
    fn reads_what_people_write() {
        let read = |text| Number::parse(text).map(|number| number.plain());
        for (text, plain) in [
            ("20", "20"),
            ("85.90", "85.9"),
            ("-0.50", "-0.5"),
            ("-0", "0"),
            ("-0.00", "0"),
            ("007", "7"),
            ("１２．５", "12.5"),
            ("－３", "-3"),
            ("1234567890.1234567890123456", "1234567890.1234567890123456"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(plain), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        assert_eq!(Number::parse(""), Err(NumberError::Empty));
        for text in [
            "+1", "1e3", "1_000", "1,000", ".5", "5.", "-", "--1", "1.2.3", " 1", "1 ", "甲", "1-", "٣",
            "0x1",
        ] {
            assert_eq!(Number::parse(text), Err(NumberError::NotANumber), "{text}");
        }
        for text in ["0.12345678901234567890123456789", "123456789012345678901234567890"] {
            assert_eq!(Number::parse(text), Err(NumberError::TooLong), "{text}");
        }
    }

    #[test]
    fn writes_exactly_or_says_so() {
        let ratio = |num, den| Number::ratio(num, den).unwrap();
        assert_eq!(ratio(5, 8).plain(), "0.625");
        assert_eq!(ratio(-5, 24).to_string(), "-5/24");
        assert_eq!(Number::hundredths(8590).fixed(2), "85.90");
        assert_eq!(ratio(1, 3).fixed(2), "1/3");
        assert_eq!(ratio(1, 8).fixed(2), "0.125");
        assert_eq!(Number::whole(-20).fixed(0), "-20");
        assert_eq!(Number::ten_to(40).fixed(1), format!("1{}.0", "0".repeat(40)));
        assert_eq!(Number::ten_to(29).plain(), format!("1{}", "0".repeat(29)));
    }

    #[test]
    fn writes_nearly() {
        let near = |num, den, places| Number::ratio(num, den).unwrap().near(places);
        assert_eq!(near(2, 3, 2), "0.67");
        assert_eq!(near(-2, 3, 4), "-0.6667");
        assert_eq!(near(-1, 1000, 2), "0.00");
        assert_eq!(near(-5, 1000, 2), "-0.01");
        assert_eq!(near(99_999, 1000, 1), "100.0");
    }
}
