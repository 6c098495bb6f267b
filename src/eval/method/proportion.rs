//! 按比例: points × value ÷ target.

use super::Scored;
use crate::eval::expr::Reader;
use crate::eval::record::Recorder;
use crate::eval::{Step, Stop};
use crate::number::Number;
use crate::plan::{Expr, Method, OnZero};

impl<R: Recorder> Reader<'_, R> {
    pub(super) fn proportion(&mut self, method: &Method, points: &Number) -> Result<Scored, Stop> {
        let Method::Proportion { value, target, reverse, cut_off, highest, zero_target } = method else {
            return Err(Stop::Fault);
        };
        let x = self.number(value)?;
        let t = target.as_ref().map(|target| self.number(target)).transpose()?;
        // A share of what is not above zero says nothing: two negatives would pass for a positive rate.
        if t.as_ref().is_some_and(|t| !t.is_positive()) && !reverse {
            return self.zero_target(zero_target, points);
        }
        let rate = rate(&x, t.as_ref(), *reverse)?;
        let most = self.most(highest.as_ref())?;
        if let Some(limit) = cut_off
            && self.cut_off((value, &x), &rate, limit)?
        {
            return Ok(Scored { points: Number::ZERO, most });
        }
        let used = rate.clone().max(Number::ZERO);
        let capped = most.is_none() && used > Number::ONE;
        let used = if capped { Number::ONE } else { used };
        let score = points * &used;
        self.recorder.step(|| Step::Proportion {
            value: x,
            target: t,
            rate: used,
            capped,
            score: score.clone(),
        });
        Ok(Scored { points: score, most })
    }

    fn zero_target(&mut self, on_zero: &OnZero, points: &Number) -> Result<Scored, Stop> {
        self.recorder.step(|| Step::ZeroTarget);
        match on_zero {
            OnZero::NotApplicable => Err(Stop::NotApplicable),
            OnZero::Full => Ok(super::own(points.clone())),
            OnZero::Value(value) => self.number(value).map(super::own),
            OnZero::Impossible | OnZero::Fault => Err(Stop::Fault),
        }
    }

    /// Whether 低于 L 不得分 takes effect. A percentage L of a value that is no percentage speaks of value ÷ target.
    fn cut_off(&mut self, (value, x): (&Expr, &Number), rate: &Number, limit: &Expr) -> Result<bool, Stop> {
        let level = self.number(limit)?;
        let of_value = value.type_of.measure() == limit.type_of.measure();
        let compared = if of_value { x } else { rate };
        self.recorder.compared(limit.span, || compared.cmp(&level));
        if *compared >= level {
            return Ok(false);
        }
        self.recorder.step(|| Step::CutOff { rate: compared.clone(), limit: level });
        Ok(true)
    }
}

/// x ÷ T, or T ÷ x with 反向. There an x not above zero is full up to T and nothing above it: between two negatives
/// the quotient says the opposite.
fn rate(x: &Number, t: Option<&Number>, reverse: bool) -> Result<Number, Stop> {
    let t = t.cloned().unwrap_or(Number::ONE);
    if !reverse {
        return x.over(&t).ok_or(Stop::Zero);
    }
    if !x.is_positive() {
        return Ok(if *x <= t { Number::ONE } else { Number::ZERO });
    }
    t.over(x).ok_or(Stop::Zero)
}
