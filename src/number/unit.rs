//! Units as people write them: 万元, %, 个百分点, 件, 人/10万人.

use super::{Base, Dimension, Number};

/// Shares of a whole and differences of shares are both plain numbers, yet `2%` and `2个百分点` are not the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Share {
    /// Not a share.
    None,
    /// %, ‰.
    Percent,
    /// 个百分点: the difference of two percentages.
    PercentPoint,
    /// So many per so many of one kind, as 人 每 10万人: a plain number that a bare one must not be taken for.
    Rate,
}

/// A unit of measure. A value in base units is the written number times `scale`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Unit {
    /// What is counted.
    pub dimension: Dimension,
    /// How many base units one of these is: 万元 is 10000 (yuan). INVARIANT: above 0.
    pub scale: Number,
    /// As it was written, and as it is shown; empty for bare numbers.
    pub symbol: Box<str>,
    /// Whether it is a percentage or a difference of percentages.
    pub share: Share,
}

/// 万 and its kin, the longest first, since 万亿 begins with 万.
const PREFIXES: [(&str, i64); 8] = [
    ("万亿", 1_000_000_000_000),
    ("千万", 10_000_000),
    ("百万", 1_000_000),
    ("十万", 100_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

/// What those may stand before. Before anything else they are part of a name: 百日, 千分.
const SCALED: [&str; 10] = ["元", "人", "次", "件", "个", "户", "亩", "吨", "公里", "平方米"];

impl Unit {
    /// Reads a unit. Every text is one: what is not known is a counted thing.
    pub fn parse(text: &str) -> Unit {
        let text = text.trim();
        if let Some((unit, per)) =
            text.split_once(['/', '／']).filter(|(unit, per)| !(unit.is_empty() || per.is_empty()))
        {
            return Unit::parse(unit).per(&Number::ONE, &Unit::parse(per));
        }
        let plain = Dimension::PLAIN;
        let point = Dimension::of(Base::Points);
        let (dimension, scale, share) = match text.to_ascii_lowercase().as_str() {
            "" => (plain, Number::ONE, Share::None),
            "%" | "％" | "percent" => (plain, Number::hundredths(1), Share::Percent),
            "‰" => (plain, Number::reduced(1, 1000), Share::Percent),
            "个百分点" | "百分点" | "pp" => (plain, Number::hundredths(1), Share::PercentPoint),
            "分" | "point" | "points" => (point, Number::ONE, Share::None),
            other => {
                let (scale, rest) = scaled(other);
                (Dimension::of(base(rest)), Number::whole(scale), Share::None)
            }
        };
        let symbol = if text == "％" { "%" } else { text };
        Unit { dimension, scale, symbol: symbol.into(), share }
    }

    /// The unit of bare numbers.
    pub fn plain() -> Unit {
        Unit::parse("")
    }

    /// 分.
    pub fn points() -> Unit {
        Unit::parse("分")
    }

    /// So much of this for every `count` of another: `人 每 10万人`. A count of 0 is refused where rules are
    /// checked; here it counts as 1, so that the scale stays above 0.
    pub fn per(&self, count: &Number, per: &Unit) -> Unit {
        let divisor = &count.abs() * &per.scale;
        let scale = self.scale.over(&divisor).unwrap_or_else(|| self.scale.clone());
        let every = if *count == Number::ONE { per.symbol.to_string() } else { per.labelled(&count.plain()) };
        let dimension = self.dimension.over(&per.dimension);
        let share = if dimension.is_plain() { Share::Rate } else { Share::None };
        Unit { dimension, scale, symbol: format!("{}/{every}", self.symbol).into(), share }
    }

    /// Whether it measures money.
    pub fn is_money(&self) -> bool {
        self.dimension.is_money()
    }

    /// A number written in this unit, in base units.
    pub fn to_base(&self, number: &Number) -> Number {
        number * &self.scale
    }

    /// A number of base units, in this unit.
    pub fn from_base(&self, base: &Number) -> Number {
        base.over(&self.scale).unwrap_or_else(|| base.clone())
    }

    /// A number of base units as people read it: `8499万元`, `84.99%`, `3 cases`. Exact; where the decimal never
    /// ends, four places after `≈`.
    pub fn show(&self, base: &Number) -> String {
        let number = self.from_base(base);
        let exact = number.decimal().is_some() || number.is_whole();
        if exact { self.labelled(&number.plain()) } else { format!("≈{}", self.labelled(&number.near(4))) }
    }

    /// Chinese units stand directly behind the number, Latin ones after a space.
    fn labelled(&self, number: &str) -> String {
        let latin = self.symbol.starts_with(|letter: char| letter.is_ascii_alphabetic());
        format!("{number}{}{}", if latin { " " } else { "" }, self.symbol)
    }
}

/// The scale before a noun, and the noun.
fn scaled(text: &str) -> (i64, &str) {
    let split = |(prefix, scale): &(&str, i64)| {
        let rest = text.strip_prefix(prefix)?;
        SCALED.contains(&rest).then_some((*scale, rest))
    };
    PREFIXES.iter().find_map(split).unwrap_or((1, text))
}

fn base(noun: &str) -> Base {
    match noun {
        "元" | "yuan" => Base::Money,
        "天" | "日" | "day" | "days" => Base::Days,
        "个工作日" | "工作日" | "workday" | "workdays" => Base::WorkingDays,
        other => Base::Noun(singular(other).into()),
    }
}

/// `cases` and `case` are one thing; `class` is not the plural of `clas`.
fn singular(noun: &str) -> &str {
    match noun.strip_suffix('s') {
        Some(one) if noun.is_ascii() && !one.is_empty() && !one.ends_with('s') => one,
        Some(_) | None => noun,
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Dimension, Number, Share, Unit};

    fn base_units(number: &str, unit: &str) -> String {
        Unit::parse(unit).to_base(&Number::parse(number).unwrap()).plain()
    }

    #[test]
    fn scales_money_and_shares() {
        for (number, unit, base) in [
            ("84.99", "万元", "849900"),
            ("1.5", "亿元", "150000000"),
            ("2", "千元", "2000"),
            ("3", "百万元", "3000000"),
            ("1", "万亿元", "1000000000000"),
            ("7", "yuan", "7"),
            ("85", "%", "0.85"),
            ("85", "％", "0.85"),
            ("3", "‰", "0.003"),
            ("2.7", "个百分点", "0.027"),
            ("2.7", "pp", "0.027"),
            ("12", "万人", "120000"),
            ("3", "百个", "300"),
            ("4", "", "4"),
        ] {
            assert_eq!(base_units(number, unit), base, "{number}{unit}");
        }
        assert_eq!(Unit::parse("%").share, Share::Percent);
        assert_eq!(Unit::parse("百分点").share, Share::PercentPoint);
        assert!(Unit::parse("亿元").is_money());
    }

    #[test]
    fn knows_bases() {
        let base = |unit: &str| Unit::parse(unit).dimension;
        assert!(base("points").is_points() && base("分").is_points());
        assert_eq!(base("天"), Dimension::of(Base::Days));
        assert_eq!(base("days"), base("日"));
        assert_eq!(base("个工作日"), base("workdays"));
        assert_ne!(base("工作日"), base("天"));
        assert_eq!(base("Cases"), base("case"));
        assert_eq!(base("class").noun(), Some("class"));
        assert_eq!(base("百日").noun(), Some("百日"));
        assert_eq!(base("万人"), base("人"));
        assert!(base("").is_plain());
    }

    #[test]
    fn rates() {
        let rate = Unit::parse("人").per(&Number::whole(10), &Unit::parse("万人"));
        assert!(rate.dimension.is_plain());
        assert_eq!(rate.scale, Number::ratio(1, 100_000).unwrap());
        assert_eq!(&*rate.symbol, "人/10万人");
        let each = Unit::parse("万元/人");
        assert_eq!(each.dimension.name().zh, "元/人");
        assert_eq!(each.show(&Number::whole(25_000)), "2.5万元/人");
        assert_eq!(Unit::parse("元").per(&Number::ZERO, &Unit::parse("人")).scale, Number::ONE);
    }

    #[test]
    fn shows_numbers_as_people_read_them() {
        let show = |unit: &str, num, den| Unit::parse(unit).show(&Number::ratio(num, den).unwrap());
        assert_eq!(show("万元", 84_990_000, 1), "8499万元");
        assert_eq!(show("%", 8499, 10_000), "84.99%");
        assert_eq!(show("个百分点", 27, 1000), "2.7个百分点");
        assert_eq!(show("件", 3, 1), "3件");
        assert_eq!(show("cases", 3, 1), "3 cases");
        assert_eq!(show("pp", 27, 1000), "2.7 pp");
        assert_eq!(show("", 3, 2), "1.5");
        assert_eq!(show("分", 5, 24), "≈0.2083分");
        assert_eq!(show("%", 1234, 1701), "≈72.5456%");
    }
}
