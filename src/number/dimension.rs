//! What a number counts: points, money, days, things, and products and quotients of these.

use crate::source::Text;

/// A kind of thing that is counted.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Base {
    /// 分.
    Points,
    /// 元.
    Money,
    /// 天.
    Days,
    /// 工作日; never mixed with days, since no rule says how many make a week.
    WorkingDays,
    /// Any counted thing: 人, 件, 年, `case`.
    Noun(Box<str>),
}

/// A product of powers of bases: 元 per 人 is `money · 人⁻¹`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Dimension {
    /// INVARIANT: sorted by base, each base once, no exponent 0: equal dimensions are equal values.
    powers: Vec<(Base, i8)>,
}

impl Dimension {
    /// A bare number.
    pub const PLAIN: Dimension = Dimension { powers: Vec::new() };

    /// One base to the power 1.
    pub fn of(base: Base) -> Dimension {
        Dimension { powers: vec![(base, 1)] }
    }

    /// Of a product.
    pub fn times(&self, other: &Dimension) -> Dimension {
        self.joined(other, 1)
    }

    /// Of a quotient.
    pub fn over(&self, other: &Dimension) -> Dimension {
        self.joined(other, -1)
    }

    fn joined(&self, other: &Dimension, sign: i8) -> Dimension {
        let mut powers = self.powers.clone();
        for (base, power) in &other.powers {
            // No formula multiplies a thing by itself a hundred times; at that limit, units stop being told apart.
            let power = power.saturating_mul(sign);
            match powers.binary_search_by(|(known, _)| known.cmp(base)) {
                Ok(at) => powers[at].1 = powers[at].1.saturating_add(power),
                Err(at) => powers.insert(at, (base.clone(), power)),
            }
        }
        powers.retain(|(_, power)| *power != 0);
        Dimension { powers }
    }

    /// Whether it is a bare number.
    pub fn is_plain(&self) -> bool {
        self.powers.is_empty()
    }

    /// Whether it is points.
    pub fn is_points(&self) -> bool {
        self.is_just(&Base::Points)
    }

    /// Whether it is money.
    pub fn is_money(&self) -> bool {
        self.is_just(&Base::Money)
    }

    fn is_just(&self, base: &Base) -> bool {
        matches!(self.powers.as_slice(), [(only, 1)] if only == base)
    }

    /// The counted thing, when it is one and nothing else.
    pub fn noun(&self) -> Option<&str> {
        match self.powers.as_slice() {
            [(Base::Noun(noun), 1)] => Some(noun),
            _ => None,
        }
    }

    /// What to call it in a message: `金额`, `件`, `元/人`, `分²`; a bare number is `数`.
    pub fn name(&self) -> Text {
        if self.is_plain() {
            return Text::new("数", "number");
        }
        if self.is_money() {
            return Text::new("金额", "money");
        }
        Text::new(self.written(base_zh), self.written(base_en))
    }

    fn written(&self, word: fn(&Base) -> &str) -> String {
        let part = |wanted: i8| {
            let powers = self.powers.iter().filter(move |(_, power)| power.signum() == wanted);
            powers.map(|(base, power)| word(base).to_owned() + &raised(*power)).collect::<Vec<_>>()
        };
        let (above, below) = (part(1), part(-1));
        let above = if above.is_empty() { "1".to_owned() } else { above.join("·") };
        match below.as_slice() {
            [] => above,
            [one] => format!("{above}/{one}"),
            _ => format!("{above}/({})", below.join("·")),
        }
    }
}

fn base_zh(base: &Base) -> &str {
    match base {
        Base::Points => "分",
        Base::Money => "元",
        Base::Days => "天",
        Base::WorkingDays => "工作日",
        Base::Noun(noun) => noun,
    }
}

fn base_en(base: &Base) -> &str {
    match base {
        Base::Points => "points",
        Base::Money => "yuan",
        Base::Days => "days",
        Base::WorkingDays => "workdays",
        Base::Noun(noun) => noun,
    }
}

/// `²`; nothing for 1.
fn raised(power: i8) -> String {
    let superscript = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match power.unsigned_abs() {
        1 => String::new(),
        more => {
            let digits = more.to_string();
            digits.bytes().map(|digit| superscript[usize::from(digit - b'0')]).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Base, Dimension};

    fn noun(name: &str) -> Dimension {
        Dimension::of(Base::Noun(name.into()))
    }

    #[test]
    fn products_and_quotients_cancel() {
        let money = Dimension::of(Base::Money);
        let rate = money.over(&noun("人"));
        assert_eq!(rate.times(&noun("人")), money);
        assert!(money.over(&money).is_plain());
        assert_eq!(noun("人").times(&money), money.times(&noun("人")));
        assert!(money.is_money() && !rate.is_money() && !rate.is_points());
    }

    #[test]
    fn has_a_name_in_both_languages() {
        let points = Dimension::of(Base::Points);
        let rate = Dimension::of(Base::Money).over(&noun("人"));
        assert_eq!(Dimension::PLAIN.name().zh, "数");
        assert_eq!(Dimension::of(Base::Money).name().en, "money");
        assert_eq!(points.name().en, "points");
        assert_eq!(points.times(&points).name().zh, "分²");
        assert_eq!(rate.name().zh, "元/人");
        assert_eq!(rate.over(&Dimension::of(Base::Days)).name().zh, "元/(天·人)");
        assert_eq!(Dimension::PLAIN.over(&noun("次")).name().zh, "1/次");
        assert_eq!(noun("case").name().zh, "case");
    }

    #[test]
    fn finds_a_single_noun() {
        assert_eq!(noun("件").noun(), Some("件"));
        assert_eq!(noun("件").times(&noun("件")).noun(), None);
        assert_eq!(Dimension::of(Base::Days).noun(), None);
    }
}
