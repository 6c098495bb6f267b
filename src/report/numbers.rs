//! Numbers as they stand in a sentence.

use crate::number::{Number, Unit};
use crate::source::Lang;

/// Exact: `0.625`; where the decimal never ends, `≈0.3333`: the JSON has the fraction.
pub(super) fn exact(number: &Number) -> String {
    if number.decimal().is_some() || number.is_whole() {
        number.plain()
    } else {
        format!("≈{}", number.near(4))
    }
}

/// `= 4分`; of a number told to so many places only, `≈ 0.3333分`.
pub(super) fn equals(shown: &str) -> String {
    match shown.strip_prefix('≈') {
        Some(near) => format!("≈ {near}"),
        None => format!("= {shown}"),
    }
}

/// `4分`, `4 points`.
pub(super) fn points(number: &Number, lang: Lang) -> String {
    counted(&exact(number), number, lang)
}

/// Points with their digits already chosen: `85.90 分`, `85.90 points`.
pub(super) fn published_points(digits: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{digits} 分"),
        Lang::En => format!("{digits} points"),
    }
}

fn counted(digits: &str, number: &Number, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{digits}分"),
        Lang::En if *number == Number::ONE => format!("{digits} point"),
        Lang::En => format!("{digits} points"),
    }
}

/// A number of base units in a unit. Units that the language itself names are said in the language of the sentence.
pub(super) fn measured(number: &Number, unit: &Unit, lang: Lang) -> String {
    if unit.dimension.is_points() {
        return points(number, lang);
    }
    let one = *number == unit.scale;
    let symbol = match (&*unit.symbol, lang) {
        ("天", Lang::En) if one => "day",
        ("天", Lang::En) => "days",
        ("个工作日" | "工作日", Lang::En) if one => "workday",
        ("个工作日" | "工作日", Lang::En) => "workdays",
        ("个百分点" | "百分点", Lang::En) if one => "percentage point",
        ("个百分点" | "百分点", Lang::En) => "percentage points",
        (_, _) => return unit.show(number),
    };
    Unit { symbol: symbol.into(), ..unit.clone() }.show(number)
}

/// A share as a percentage: `84.99%`.
pub(super) fn percent(number: &Number) -> String {
    Unit::parse("%").show(number)
}

/// 是, yes.
pub(super) fn yes_no(value: bool, lang: Lang) -> &'static str {
    match (value, lang) {
        (true, Lang::Zh) => "是",
        (true, Lang::En) => "yes",
        (false, Lang::Zh) => "否",
        (false, Lang::En) => "no",
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, exact};

    #[test]
    fn never_ending_decimals_say_so() {
        assert_eq!(exact(&Number::ratio(1, 3).unwrap()), "≈0.3333");
        assert_eq!(exact(&Number::ratio(5, 8).unwrap()), "0.625");
    }
}
