//! `+ − × ÷` and order, all exact. Sums and products of small numbers stay within 128 bits and need no memory;
//! what no longer fits goes on as a big fraction, and comes back when it fits again.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

use super::Number;
use super::fraction::Form;

impl Number {
    /// The quotient; none when divided by 0.
    pub fn over(&self, divisor: &Number) -> Option<Number> {
        if divisor.is_zero() {
            return None;
        }
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &divisor.0) {
            return Number::quotient(wide(*a) * wide(*d), wide(*c) * wide(*b));
        }
        let ((a, b), (c, d)) = (self.parts(), divisor.parts());
        Some(Number::reduced_big(a * d, b * c))
    }
}

/// 64 bits and less, as the 128 that products need.
fn wide(value: impl Into<i128>) -> i128 {
    value.into()
}

impl Add for &Number {
    type Output = Number;

    fn add(self, other: &Number) -> Number {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &other.0) {
            return if b == d {
                Number::reduced(wide(*a) + wide(*c), wide(*b))
            } else {
                Number::reduced(wide(*a) * wide(*d) + wide(*c) * wide(*b), wide(*b) * wide(*d))
            };
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Number::reduced_big(a * &d + c * &b, b * d)
    }
}

impl Sub for &Number {
    type Output = Number;

    fn sub(self, other: &Number) -> Number {
        self + &-other
    }
}

impl Mul for &Number {
    type Output = Number;

    fn mul(self, other: &Number) -> Number {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &other.0) {
            return Number::reduced(wide(*a) * wide(*c), wide(*b) * wide(*d));
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        Number::reduced_big(a * c, b * d)
    }
}

impl Neg for &Number {
    type Output = Number;

    fn neg(self) -> Number {
        match &self.0 {
            // Already in lowest terms; only the least integer has no opposite of its size.
            Form::Small { num, den } => match num.checked_neg() {
                Some(num) => Number(Form::Small { num, den: *den }),
                None => Number::reduced(-wide(*num), wide(*den)),
            },
            Form::Big(parts) => Number::reduced_big(-&parts.0, parts.1.clone()),
        }
    }
}

impl Add for Number {
    type Output = Number;

    fn add(self, other: Number) -> Number {
        &self + &other
    }
}

impl Sub for Number {
    type Output = Number;

    fn sub(self, other: Number) -> Number {
        &self - &other
    }
}

impl Mul for Number {
    type Output = Number;

    fn mul(self, other: Number) -> Number {
        &self * &other
    }
}

impl Neg for Number {
    type Output = Number;

    fn neg(self) -> Number {
        -&self
    }
}

impl Sum for Number {
    fn sum<I: Iterator<Item = Number>>(numbers: I) -> Number {
        numbers.fold(Number::ZERO, |sum, number| sum + number)
    }
}

impl<'a> Sum<&'a Number> for Number {
    fn sum<I: Iterator<Item = &'a Number>>(numbers: I) -> Number {
        numbers.fold(Number::ZERO, |sum, number| &sum + number)
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        if let (Form::Small { num: a, den: b }, Form::Small { num: c, den: d }) = (&self.0, &other.0) {
            return (wide(*a) * wide(*d)).cmp(&(wide(*c) * wide(*b)));
        }
        let ((a, b), (c, d)) = (self.parts(), other.parts());
        (a * d).cmp(&(c * b))
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;
    use num_integer::Integer;
    use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

    use super::Number;

    /// Numbers of every size, most of them at the edges where a form changes.
    fn numbers() -> impl Strategy<Value = Number> {
        let edges = prop_oneof![
            -9i64..=9,
            Just(i64::MIN),
            Just(i64::MIN + 1),
            Just(i64::MAX),
            Just(i64::MAX - 1),
            Just(i64::from(u32::MAX)),
            Just(i64::from(u32::MAX) + 1),
            any::<i64>(),
        ];
        let parts = (edges.clone(), edges.clone().prop_filter("not 0", |den| *den != 0), edges, 0u8..2);
        parts.prop_map(|(num, den, factor, power)| {
            let number = Number::ratio(num, den).unwrap();
            if power == 0 { number } else { &number * &Number::whole(factor) }
        })
    }

    /// What any value must look like: lowest terms, a positive denominator.
    fn proper(number: &Number) -> bool {
        let (num, den) = number.parts();
        den >= BigInt::from(1) && num.gcd(&den) == BigInt::from(1)
    }

    proptest! {
        #[test]
        fn agrees_with_big_fractions(x in numbers(), y in numbers()) {
            let ((a, b), (c, d)) = (x.parts(), y.parts());
            for number in [&x + &y, &x - &y, &x * &y, -&x] {
                prop_assert!(proper(&number));
            }
            prop_assert_eq!(&x + &y, Number::reduced_big(&a * &d + &c * &b, &b * &d));
            prop_assert_eq!(&x - &y, Number::reduced_big(&a * &d - &c * &b, &b * &d));
            prop_assert_eq!(&x * &y, Number::reduced_big(&a * &c, &b * &d));
            prop_assert_eq!(x.cmp(&y), (&a * &d).cmp(&(&c * &b)));
            if let Some(quotient) = x.over(&y) {
                prop_assert!(proper(&quotient));
                prop_assert_eq!(&quotient * &y, x);
            } else {
                prop_assert!(y.is_zero());
            }
        }

        #[test]
        fn keeps_the_laws(x in numbers(), y in numbers(), z in numbers()) {
            prop_assert_eq!(&(&x + &y) + &z, &x + &(&y + &z));
            prop_assert_eq!(&(&x * &y) * &z, &x * &(&y * &z));
            prop_assert_eq!(&x * &(&y + &z), &(&x * &y) + &(&x * &z));
            prop_assert_eq!(&(&x + &y) - &y, x.clone());
            prop_assert_eq!(&(&x * &y), &(&y * &x));
            prop_assert_eq!(-&-&x, x);
        }

        #[test]
        fn rounding_moves_by_half_a_unit_at_most(x in numbers(), places in 0u8..22) {
            let moved = (&x.rounded(places) - &x).abs();
            prop_assert!(moved * Number::whole(2) * Number::ten_to(places) <= Number::ONE);
            prop_assert_eq!((-&x).rounded(places), -x.rounded(places));
            prop_assert!(x.floor() <= x && x < x.floor() + Number::ONE);
        }
    }

    #[test]
    fn crosses_over_and_comes_back() {
        let third = Number::ratio(1, 3).unwrap();
        let huge = Number::whole(i64::MAX) * Number::whole(i64::MAX);
        assert_eq!(huge.plain(), "85070591730234615847396907784232501249");
        assert_eq!(huge.over(&Number::whole(i64::MAX)), Some(Number::whole(i64::MAX)));
        assert_eq!(&(&huge + &third) - &huge, third);
        assert_eq!(-(-Number::whole(i64::MIN)), Number::whole(i64::MIN));
        assert_eq!((-Number::whole(i64::MIN)).plain(), "9223372036854775808");
        assert_eq!(Number::whole(i64::MIN).over(&Number::whole(-1)), Some(-Number::whole(i64::MIN)));
        assert_eq!(Number::ZERO.over(&Number::ratio(i64::MIN, 7).unwrap()), Some(Number::ZERO));
    }

    #[test]
    fn orders_fractions() {
        let ratio = |num, den| Number::ratio(num, den).unwrap();
        assert!(ratio(1, 3) < ratio(34, 100));
        assert!(ratio(-1, 3) > ratio(-34, 100));
        assert!(ratio(i64::MAX, 2) < Number::ten_to(19));
        assert!(ratio(i64::MIN, 1) > -Number::ten_to(30));
    }

    #[test]
    fn sums() {
        let thirds = [Number::ratio(1, 3), Number::ratio(1, 6), Number::ratio(1, 2)];
        let thirds: Vec<Number> = thirds.into_iter().flatten().collect();
        assert_eq!(thirds.iter().sum::<Number>(), Number::ONE);
        assert_eq!(thirds.into_iter().sum::<Number>(), Number::ONE);
    }
}
