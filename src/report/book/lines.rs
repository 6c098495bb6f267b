//! Lines that add or take away, said as formulas.

use super::said::{Said, Speaker, Unsaid};
use super::term::{Infix, Term};
use crate::plan::{Entry, Line, LineAmount, Remainder, StepSize, What};

/// What a line looks at: when it takes effect, what it counts, the bound it compares with.
struct LookedAt {
    held: Term,
    count: Option<Term>,
    base: Option<Term>,
}

impl Speaker<'_> {
    /// What lines make of a start; of a penalty, what they take counts.
    pub(super) fn lines(&self, start: Term, entries: &[Entry], penalty: bool) -> Said {
        entries.iter().try_fold(start, |sum, entry| {
            let (amount, adds) = match entry {
                Entry::Line(line) => (self.amount(line)?, line.adds),
                Entry::Best(entries) => self.best(entries)?,
            };
            Ok(if adds == penalty { sum.minus(amount) } else { sum.plus(amount) })
        })
    }

    /// 取最高: the largest amount, and whether it is added.
    fn best(&self, entries: &[Entry]) -> Result<(Term, bool), Unsaid> {
        let mut amounts = Vec::new();
        let mut adds = Vec::new();
        for entry in entries {
            let (amount, added) = match entry {
                Entry::Line(line) => (self.amount(line)?, line.adds),
                Entry::Best(inner) => self.best(inner)?,
            };
            amounts.push(amount);
            adds.push(added);
        }
        let first = *adds.first().ok_or(Unsaid::MixedBest)?;
        if adds.iter().any(|other| *other != first) {
            return Err(Unsaid::MixedBest);
        }
        Ok((Term::call("MAX", amounts), first))
    }

    /// What a line adds or takes, without its sign.
    fn amount(&self, line: &Line) -> Said {
        let LookedAt { held, count, base } = self.looked_at(&line.what)?;
        let each = match &line.amount {
            LineAmount::Points(points) => self.value(points)?,
            LineAmount::Assessed { input } => match self.input(*input) {
                // Nobody gives an amount for a line that takes no effect.
                Err(Unsaid::State) => return Ok(Term::whole(0)),
                given => given?,
            },
        };
        let amount = match (&line.step, count) {
            (Some(step), Some(count)) => {
                let size = match &step.size {
                    StepSize::Fixed(size, _) => Term::Number(size.clone()),
                    StepSize::OfBase(share) => {
                        let base = base.ok_or(Unsaid::Clause)?;
                        Term::Number(share.clone()).times(Term::call("ABS", [base]))
                    }
                };
                steps(count.over(size), step.remainder).times(each)
            }
            (Some(_), None) => return Err(Unsaid::Clause),
            (None, _) => each,
        };
        let amount = match &line.at_most {
            Some(most) => amount.within(None, Some(self.value(most)?.within(Some(Term::whole(0)), None))),
            None => amount,
        };
        Ok(amount.or_else(held, Term::whole(0)))
    }

    fn looked_at(&self, what: &What) -> Result<LookedAt, Unsaid> {
        Ok(match what {
            What::Holds(condition) => LookedAt { held: self.value(condition)?, count: None, base: None },
            What::Count(count) => {
                let count = self.value(count)?;
                LookedAt {
                    held: count.clone().compared(Infix::Above, Term::whole(0)),
                    count: Some(count),
                    base: None,
                }
            }
            What::Gap { value, bound, above, or_equal } => {
                let (value, bound) = (self.value(value)?, self.value(bound)?);
                let sign = match (above, or_equal) {
                    (true, true) => Infix::AtLeast,
                    (true, false) => Infix::Above,
                    (false, true) => Infix::AtMost,
                    (false, false) => Infix::Below,
                };
                let held = value.clone().compared(sign, bound.clone());
                let gap = if *above { value.minus(bound.clone()) } else { bound.clone().minus(value) };
                LookedAt { held, count: Some(gap), base: Some(bound) }
            }
        })
    }
}

fn steps(count: Term, remainder: Remainder) -> Term {
    match remainder {
        Remainder::Dropped => Term::call("INT", [count.settled()]),
        Remainder::WholeStep => Term::call("ROUNDUP", [count.settled(), Term::whole(0)]),
        Remainder::ProRata => count,
    }
}
