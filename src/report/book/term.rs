//! Spreadsheet formulas as trees, printed at the end: none is put together from text.

use crate::number::Number;

/// A formula, or a part of one.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Term {
    Number(Number),
    Text(String),
    Truth(bool),
    /// A cell or range, as it is written.
    Cells(String),
    Call(&'static str, Vec<Term>),
    Infix(Infix, Box<Term>, Box<Term>),
    Negate(Box<Term>),
}

/// What stands between two parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Infix {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
    Unequal,
    Plus,
    Minus,
    Times,
    Over,
}

/// Binary fractions lose ties: 0.285 × 100 is 28.499999999999996. What is compared, cut or rounded is first settled to
/// so many places, far below any step of a rule and far above the noise of sixteen digits.
const SETTLED: i64 = 9;

impl Infix {
    fn sign(self) -> &'static str {
        match self {
            Infix::AtLeast => ">=",
            Infix::AtMost => "<=",
            Infix::Above => ">",
            Infix::Below => "<",
            Infix::Equal => "=",
            Infix::Unequal => "<>",
            Infix::Plus => "+",
            Infix::Minus => "-",
            Infix::Times => "*",
            Infix::Over => "/",
        }
    }

    /// What binds more tightly has the higher rank.
    fn rank(self) -> u8 {
        match self {
            Infix::AtLeast | Infix::AtMost | Infix::Above | Infix::Below | Infix::Equal | Infix::Unequal => 1,
            Infix::Plus | Infix::Minus => 2,
            Infix::Times | Infix::Over => 3,
        }
    }
}

impl Term {
    pub(super) fn whole(number: i64) -> Term {
        Term::Number(Number::whole(number))
    }

    pub(super) fn call(name: &'static str, arguments: impl IntoIterator<Item = Term>) -> Term {
        Term::Call(name, arguments.into_iter().collect())
    }

    pub(super) fn infix(self, between: Infix, right: Term) -> Term {
        Term::Infix(between, Box::new(self), Box::new(right))
    }

    pub(super) fn plus(self, right: Term) -> Term {
        if right.is(&Number::ZERO) {
            self
        } else if self.is(&Number::ZERO) {
            right
        } else {
            self.infix(Infix::Plus, right)
        }
    }

    pub(super) fn minus(self, right: Term) -> Term {
        if right.is(&Number::ZERO) { self } else { self.infix(Infix::Minus, right) }
    }

    pub(super) fn times(self, right: Term) -> Term {
        if right.is(&Number::ONE) {
            self
        } else if self.is(&Number::ONE) {
            right
        } else {
            self.infix(Infix::Times, right)
        }
    }

    pub(super) fn over(self, right: Term) -> Term {
        if right.is(&Number::ONE) { self } else { self.infix(Infix::Over, right) }
    }

    pub(super) fn negated(self) -> Term {
        Term::Negate(Box::new(self))
    }

    /// `IF(condition, then, otherwise)`
    pub(super) fn or_else(self, condition: Term, otherwise: Term) -> Term {
        Term::call("IF", [condition, self, otherwise])
    }

    /// Not below `least` and not above `most`.
    pub(super) fn within(self, least: Option<Term>, most: Option<Term>) -> Term {
        let held = match most {
            Some(most) => Term::call("MIN", [most, self]),
            None => self,
        };
        match least {
            Some(least) => Term::call("MAX", [least, held]),
            None => held,
        }
    }

    /// Freed of the noise of binary fractions.
    pub(super) fn settled(self) -> Term {
        if self.is_plain() { self } else { Term::call("ROUND", [self, Term::whole(SETTLED)]) }
    }

    /// Half up to so many places.
    pub(super) fn rounded(self, places: u8) -> Term {
        Term::call("ROUND", [self.settled(), Term::whole(i64::from(places))])
    }

    /// A comparison that keeps ties.
    pub(super) fn compared(self, comparison: Infix, right: Term) -> Term {
        if self.is_plain() && right.is_plain() {
            return self.infix(comparison, right);
        }
        self.minus(right).settled().infix(comparison, Term::whole(0))
    }

    /// A cell or a literal: the double nearest to a decimal, equal to another exactly when the decimals are.
    fn is_plain(&self) -> bool {
        match self {
            Term::Number(number) => number.decimal().is_some(),
            Term::Text(_) | Term::Truth(_) | Term::Cells(_) => true,
            Term::Negate(inner) => inner.is_plain(),
            Term::Call(..) | Term::Infix(..) => false,
        }
    }

    fn is(&self, number: &Number) -> bool {
        matches!(self, Term::Number(own) if own == number)
    }

    /// The formula as a spreadsheet reads it, without the sign before it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, to: &mut String) {
        match self {
            Term::Number(number) => to.push_str(&number.plain()),
            Term::Text(text) => {
                to.push('"');
                to.push_str(&text.replace('"', "\"\""));
                to.push('"');
            }
            Term::Truth(truth) => to.push_str(if *truth { "TRUE" } else { "FALSE" }),
            Term::Cells(cells) => to.push_str(cells),
            Term::Call(name, arguments) => {
                to.push_str(name);
                to.push('(');
                for (at, argument) in arguments.iter().enumerate() {
                    if at > 0 {
                        to.push(',');
                    }
                    argument.write(to);
                }
                to.push(')');
            }
            Term::Infix(between, left, right) => {
                left.write_inside(between.rank(), to);
                to.push_str(between.sign());
                right.write_inside(between.rank() + 1, to);
            }
            Term::Negate(inner) => {
                to.push('-');
                inner.write_inside(4, to);
            }
        }
    }

    /// In brackets where it binds less tightly than what stands around it.
    fn write_inside(&self, rank: u8, to: &mut String) {
        let own = match self {
            Term::Infix(between, ..) => between.rank(),
            // A fraction is written as a division, a negative number with its sign.
            Term::Number(number) if number.decimal().is_none() && !number.is_whole() => 3,
            Term::Number(number) if number.is_negative() => 2,
            Term::Negate(_) => 2,
            Term::Number(_) | Term::Text(_) | Term::Truth(_) | Term::Cells(_) | Term::Call(..) => 5,
        };
        if own >= rank {
            return self.write(to);
        }
        to.push('(');
        self.write(to);
        to.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::{Infix, Term};
    use crate::number::Number;

    fn cell(name: &str) -> Term {
        Term::Cells(name.to_owned())
    }

    #[test]
    fn brackets_stand_where_they_are_needed() {
        let third = Term::Number(Number::ratio(1, 3).unwrap());
        for (term, text) in [
            (cell("A1").plus(cell("B1")).times(cell("C1")), "(A1+B1)*C1"),
            (cell("A1").plus(cell("B1").times(cell("C1"))), "A1+B1*C1"),
            (cell("A1").minus(cell("B1").minus(cell("C1"))), "A1-(B1-C1)"),
            (cell("A1").over(cell("B1").over(cell("C1"))), "A1/(B1/C1)"),
            (cell("A1").times(third), "A1*(1/3)"),
            (cell("A1").minus(Term::whole(-2)), "A1-(-2)"),
            (cell("A1").plus(cell("B1")).negated(), "-(A1+B1)"),
            (Term::Text("说“\"好\"”".into()), "\"说“\"\"好\"\"”\""),
        ] {
            assert_eq!(term.text(), text);
        }
    }

    #[test]
    fn what_has_been_worked_out_is_settled_before_it_is_compared_or_rounded() {
        let rate = || cell("A1").over(cell("B1"));
        assert_eq!(cell("A1").compared(Infix::AtLeast, Term::whole(3)).text(), "A1>=3");
        assert_eq!(
            rate().compared(Infix::AtLeast, Term::Number(Number::hundredths(85))).text(),
            "ROUND(A1/B1-0.85,9)>=0"
        );
        assert_eq!(rate().rounded(2).text(), "ROUND(ROUND(A1/B1,9),2)");
    }
}
