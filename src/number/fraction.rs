//! The exact fraction: what it is, and what can be asked of one.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact rational number. Every value has one form, so equality and hashing are those of the form.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(pub(super) Form);

/// INVARIANT: lowest terms, denominator at least 1, and `Small` whenever the parts fit: no value has two forms.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// What nearly every number is. 16 bytes with its tag.
    Small { num: i64, den: u32 },
    /// Numerator and denominator that do not fit.
    Big(Box<(BigInt, BigInt)>),
}

impl Number {
    /// 0.
    pub const ZERO: Number = Number::whole(0);
    /// 1.
    pub const ONE: Number = Number::whole(1);

    /// A whole number.
    pub const fn whole(value: i64) -> Number {
        Number(Form::Small { num: value, den: 1 })
    }

    /// `num / den`; none when `den` is 0.
    pub fn ratio(num: i64, den: i64) -> Option<Number> {
        Number::quotient(i128::from(num), i128::from(den))
    }

    /// `value / 100`: hundredths are how points are mostly written.
    pub fn hundredths(value: i64) -> Number {
        Number::reduced(i128::from(value), 100)
    }

    /// `num / den` of any sign; none when `den` is 0. Both are products of at most 64 by 32 bits, so that
    /// changing a sign cannot overflow.
    pub(super) fn quotient(num: i128, den: i128) -> Option<Number> {
        match den {
            0 => None,
            1.. => Some(Number::reduced(num, den)),
            ..=-1 => Some(Number::reduced(-num, -den)),
        }
    }

    /// `num / den` with `den` at least 1.
    pub(super) fn reduced(num: i128, den: i128) -> Number {
        if let (Ok(num), Ok(den)) = (i64::try_from(num), u64::try_from(den)) {
            return Number::reduced_word(num, den);
        }
        let common = if den == 1 { 1 } else { common_divisor(num, den) };
        let (num, den) = (num / common, den / common);
        match (i64::try_from(num), u32::try_from(den)) {
            (Ok(num), Ok(den)) => Number(Form::Small { num, den }),
            (_, _) => Number(Form::Big(Box::new((num.into(), den.into())))),
        }
    }

    /// The usual case, many times as fast: dividing 128 bits takes a routine, dividing 64 an instruction.
    fn reduced_word(num: i64, den: u64) -> Number {
        let common = if den == 1 { 1 } else { num.unsigned_abs().gcd(&den) };
        // A divisor of a numerator is at most 2^63, the size of the least i64, and then the quotient is -1; only 0 has
        // greater ones, and stays 0.
        let num = i64::try_from(common).map_or(num.signum(), |common| num / common);
        match u32::try_from(den / common) {
            Ok(den) => Number(Form::Small { num, den }),
            Err(_) => Number(Form::Big(Box::new((num.into(), (den / common).into())))),
        }
    }

    /// `num / den` with `den` not 0, of any size.
    pub(super) fn reduced_big(num: BigInt, den: BigInt) -> Number {
        let common = num.gcd(&den);
        let common = if den.sign() == Sign::Minus { -common } else { common };
        let (num, den) = (num / &common, den / common);
        match (num.to_i64(), den.to_u32()) {
            (Some(num), Some(den)) => Number(Form::Small { num, den }),
            (_, _) => Number(Form::Big(Box::new((num, den)))),
        }
    }

    /// Numerator and denominator.
    pub(super) fn parts(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Form::Small { num, den } => ((*num).into(), (*den).into()),
            Form::Big(parts) => (parts.0.clone(), parts.1.clone()),
        }
    }

    /// 10 to the power of `places`.
    pub(super) fn ten_to(places: u8) -> Number {
        match 10i64.checked_pow(u32::from(places)) {
            Some(power) => Number::whole(power),
            None => Number::reduced_big(BigInt::from(10).pow(u32::from(places)), BigInt::one()),
        }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Form::Small { num: 0, .. })
    }

    /// Whether it is below 0.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Form::Small { num, .. } => *num < 0,
            Form::Big(parts) => parts.0.is_negative(),
        }
    }

    /// Whether it is above 0.
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    /// Whether it is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Form::Small { den, .. } => *den == 1,
            Form::Big(parts) => parts.1.is_one(),
        }
    }

    /// Without its sign.
    pub fn abs(&self) -> Number {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The greatest whole number not above.
    pub fn floor(&self) -> Number {
        match &self.0 {
            Form::Small { num, den } => Number::whole(num.div_euclid(i64::from(*den))),
            Form::Big(parts) => Number::reduced_big(parts.0.div_floor(&parts.1), BigInt::one()),
        }
    }

    /// The least whole number not below.
    pub fn ceiling(&self) -> Number {
        -(-self).floor()
    }

    /// To a number of decimal places, 四舍五入: half goes away from zero.
    pub fn rounded(&self, places: u8) -> Number {
        if self.is_whole() {
            return self.clone();
        }
        // INVARIANT: i64 × 10^18 × 2 stays below 2^127.
        if let (Form::Small { num, den }, 0..=18) = (&self.0, places) {
            let (den, power) = (i128::from(*den), 10i128.pow(u32::from(places)));
            let units = (i128::from(*num).abs() * power * 2 + den) / (den * 2);
            return Number::reduced(if *num < 0 { -units } else { units }, power);
        }
        let (num, den) = self.parts();
        let power = BigInt::from(10).pow(u32::from(places));
        let units: BigInt = (num.abs() * &power * 2 + &den) / (den * 2);
        Number::reduced_big(if self.is_negative() { -units } else { units }, power)
    }

    /// As an integer, when it is one that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Form::Small { num, den: 1 } => Some(*num),
            Form::Small { .. } | Form::Big(_) => None,
        }
    }

    /// As a decimal, when it ends within 28 places and fits into one. Without trailing zeros.
    pub fn decimal(&self) -> Option<Decimal> {
        match &self.0 {
            Form::Small { num, den } => {
                let den = i128::from(*den);
                let places = (0..=28).find(|places| 10i128.pow(*places) % den == 0)?;
                let mantissa = i128::from(*num).checked_mul(10i128.pow(places) / den)?;
                Decimal::try_from_i128_with_scale(mantissa, places).ok()
            }
            Form::Big(parts) => {
                let ten = BigInt::from(10);
                let places = (0..=28).find(|places| (ten.pow(*places) % &parts.1).is_zero())?;
                let mantissa = (&parts.0 * ten.pow(places) / &parts.1).to_i128()?;
                Decimal::try_from_i128_with_scale(mantissa, places).ok()
            }
        }
    }
}

impl From<Decimal> for Number {
    fn from(decimal: Decimal) -> Number {
        // A decimal has at most 28 places, and 10^28 fits.
        Number::reduced(decimal.mantissa(), 10i128.pow(decimal.scale()))
    }
}

/// Mostly both fit into 64 bits, where this is several times faster.
fn common_divisor(num: i128, den: i128) -> i128 {
    match (u64::try_from(num.unsigned_abs()), u64::try_from(den)) {
        (Ok(num), Ok(den)) => i128::from(num.gcd(&den)),
        (_, _) => num.gcd(&den),
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::Number;

    fn ratio(num: i64, den: i64) -> Number {
        Number::ratio(num, den).unwrap()
    }

    fn decimal(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn is_small() {
        assert_eq!(size_of::<Number>(), 16);
    }

    #[test]
    fn has_one_form() {
        assert_eq!(ratio(2, 4), ratio(-1, -2));
        assert_eq!(ratio(0, -7), Number::ZERO);
        assert_eq!(ratio(i64::MIN, i64::MIN), Number::ONE);
        assert_eq!(ratio(i64::MIN, -1), -Number::whole(i64::MIN));
        assert_eq!(Number::hundredths(8590), decimal("85.9"));
        assert_eq!(Number::ratio(1, 0), None);
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!((Number::whole(3) * ratio(5, 24)).rounded(2), decimal("0.63"));
        assert_eq!((decimal("4.5") * ratio(67, 300)).rounded(2), decimal("1.01"));
        assert_eq!((ratio(5, 6) * decimal("0.15")).rounded(2), decimal("0.13"));
        assert_eq!(decimal("89.945").rounded(2), decimal("89.95"));
        assert_eq!(decimal("-0.005").rounded(2), decimal("-0.01"));
        assert_eq!(decimal("-0.0049").rounded(2), Number::ZERO);
        assert_eq!(decimal("2.5").rounded(0), Number::whole(3));
        assert_eq!(ratio(1, 3).rounded(20).fixed(20), "0.33333333333333333333");
        assert_eq!(ratio(-i64::MAX, 3).rounded(18).near(1), "-3074457345618258602.3");
    }

    #[test]
    fn floors_and_ceilings() {
        assert_eq!(decimal("-2.7").floor(), Number::whole(-3));
        assert_eq!(decimal("-2.7").ceiling(), Number::whole(-2));
        assert_eq!(decimal("2.7").floor(), Number::whole(2));
        assert_eq!(decimal("2.7").ceiling(), Number::whole(3));
        assert_eq!(Number::whole(i64::MIN).ceiling(), Number::whole(i64::MIN));
        let big = Number::ten_to(40) * ratio(1, 3);
        assert_eq!(big.ceiling() - big.floor(), Number::ONE);
    }

    #[test]
    fn gives_decimals_that_end() {
        assert_eq!(ratio(5, 8).decimal(), Some(Decimal::new(625, 3)));
        assert_eq!(ratio(5, 24).decimal(), None);
        assert_eq!(Number::ten_to(28).decimal().map(Number::from), Some(Number::ten_to(28)));
        assert_eq!(Number::ten_to(29).decimal(), None);
        assert_eq!(Number::from(Decimal::new(-0, 2)), Number::ZERO);
    }

    #[test]
    fn knows_its_sign_and_kind() {
        let huge = -Number::ten_to(40);
        assert!(huge.is_negative() && huge.is_whole() && !huge.is_positive() && !huge.is_zero());
        assert!(huge.abs().is_positive());
        assert_eq!(huge.to_i64(), None);
        assert_eq!(ratio(1, 2).to_i64(), None);
        assert_eq!(Number::whole(-7).to_i64(), Some(-7));
    }
}
