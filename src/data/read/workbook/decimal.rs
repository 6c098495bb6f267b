//! The numbers of a workbook: binary ones, of which a spreadsheet shows 15 digits.

use crate::number::Number;

/// The digits a spreadsheet shows.
const SHOWN: usize = 15;

/// A number as it is shown, and as it is stored where that has more digits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Decimal {
    pub(super) shown: String,
    pub(super) stored: Option<String>,
}

/// The binary number behind a text: the shortest decimal that names it; where that has more than 15 digits, the
/// nearest of 15. None for what is no number.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let binary: f64 = text.trim().parse().ok()?;
    if !binary.is_finite() {
        return None;
    }
    // Both forms are exact decimals, worked out from the binary number without arithmetic of ours.
    let shortest = plain(&format!("{binary:e}"))?;
    let shown = plain(&format!("{binary:.digits$e}", digits = SHOWN - 1))?;
    let stored = (shown != shortest).then_some(shortest);
    Some(Decimal { shown, stored })
}

/// `1.25e-3` → `0.00125`, without zeros at the end; none where there would be more digits than a number has.
fn plain(scientific: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let (mantissa, power) = scientific.split_once('e')?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    Some(format!("{sign}{}", shifted(&digits, power.parse::<i64>().ok()? + 1, LONGEST)?))
        .map(|text| if text == "-0" { "0".to_owned() } else { text })
}

/// The digits with the point behind so many of them.
fn shifted(digits: &str, point: i64, longest: usize) -> Option<String> {
    if point.unsigned_abs() > longest as u64 {
        return None;
    }
    let (before, zeros) = match usize::try_from(point) {
        Ok(before) => (before, 0),
        Err(_) => (0, usize::try_from(-point).ok()?),
    };
    let padded = format!("{}{digits:0<width$}", "0".repeat(zeros), width = before);
    let (whole, part) = padded.split_at_checked(before)?;
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if part.is_empty() { whole.to_owned() } else { format!("{whole}.{part}") })
}

/// The number as a percentage: the point two places on.
pub(super) fn percent(shown: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let (sign, text) = match shown.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", shown),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let point = i64::try_from(whole.len()).ok()? + 2;
    Some(format!("{sign}{}%", shifted(&format!("{whole}{part}"), point, LONGEST)?))
}

/// The days and the minutes of a serial number of a date.
pub(super) fn serial(shown: &str) -> Option<(i32, i64)> {
    let (whole, part) = shown.split_once('.').unwrap_or((shown, ""));
    let days: i32 = whole.parse().ok().filter(|days| *days >= 0)?;
    if part.is_empty() {
        return Some((days, 0));
    }
    let fraction = Number::parse(&format!("0.{part}")).ok()?;
    let minutes = (&fraction * &Number::whole(1440)).rounded(0).plain();
    Some((days, minutes.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::{decimal, percent, serial};

    /// What a spreadsheet shows in a cell that is wide enough, checked in one.
    #[test]
    fn what_a_spreadsheet_shows() {
        for (text, shown, stored) in [
            ("0.09", "0.09", None),
            ("8.9999999999999997E-2", "0.09", None),
            ("0.0900000762939453", "0.0900000762939453", None),
            ("0.30000000000000004", "0.3", Some("0.30000000000000004")),
            ("85.9", "85.9", None),
            ("1.1885E3", "1188.5", None),
            ("1E-3", "0.001", None),
            ("-0", "0", None),
            ("-1200.50", "-1200.5", None),
            ("100", "100", None),
            ("0.33333333333333331", "0.333333333333333", Some("0.3333333333333333")),
            ("123456789012345678", "123456789012346000", Some("123456789012345680")),
            ("1e21", "1000000000000000000000", None),
        ] {
            let read = decimal(text).unwrap();
            assert_eq!((read.shown.as_str(), read.stored.as_deref()), (shown, stored), "{text}");
        }
        for text in ["", "x", "inf", "NaN", "1e999", "1e-200"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn percentages() {
        for (shown, wanted) in [
            ("0.955", "95.5%"),
            ("1", "100%"),
            ("0", "0%"),
            ("-0.5", "-50%"),
            ("0.0001", "0.01%"),
            ("12.3456", "1234.56%"),
        ] {
            assert_eq!(percent(shown).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn dates_with_a_time() {
        assert_eq!(serial("45473"), Some((45473, 0)));
        assert_eq!(serial("45473.395833333336"), Some((45473, 570)));
        assert_eq!(serial("-1"), None);
    }
}
