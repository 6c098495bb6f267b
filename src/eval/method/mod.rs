//! The ways to score a leaf, one file a family. Each gives points before they are kept within their limits.

mod lines;
mod proportion;
mod rows;

use super::expr::Reader;
use super::record::Recorder;
use super::{Step, Stop, Value};
use crate::number::Number;
use crate::plan::{Anchor, Expr, InputId, Level, Method};

/// Points before they are kept, and the most they may come to (none for the indicator's own points).
pub(super) struct Scored {
    pub(super) points: Number,
    pub(super) most: Option<Number>,
}

impl<R: Recorder> Reader<'_, R> {
    /// What the method gives out of these points.
    pub(super) fn method(&mut self, method: &Method, points: &Number) -> Result<Scored, Stop> {
        match method {
            Method::Score { value, highest } => {
                let scored = self.number(value)?;
                self.recorder.step(|| Step::Value(Value::Number(scored.clone())));
                Ok(Scored { points: scored, most: self.most(highest.as_ref())? })
            }
            Method::Proportion { .. } => self.proportion(method, points),
            Method::Interpolation { value, anchors } => self.interpolation(value, anchors).map(own),
            Method::Bands { value, rows } => self.bands(value, rows).map(own),
            Method::Choices { value, rows } => self.choices(value, rows).map(own),
            Method::Conditions { rows } => self.conditions(rows).map(own),
            Method::Lines { start, entries } => {
                let start = self.number(start)?;
                self.recorder.step(|| Step::Start(start.clone()));
                let sum = &start + &self.lines(entries)?;
                self.recorder.step(|| Step::Sum(sum.clone()));
                Ok(own(sum))
            }
            Method::Assessed { points } => self.assessed(*points, None).map(own),
            Method::Levels { level, points, levels } => self.levels(*level, *points, levels).map(own),
        }
    }

    pub(super) fn most(&mut self, highest: Option<&Expr>) -> Result<Option<Number>, Stop> {
        highest.map(|highest| self.number(highest)).transpose()
    }

    fn interpolation(&mut self, value: &Expr, anchors: &[Anchor]) -> Result<Number, Stop> {
        let value = self.number(value)?;
        let after = anchors.iter().position(|anchor| anchor.at > value);
        let at = |reader: &mut Self, anchor: Option<&Anchor>| -> Result<Option<(Number, Number)>, Stop> {
            anchor.map(|anchor| Ok((anchor.at.clone(), reader.number(&anchor.points)?))).transpose()
        };
        let below = at(self, after.map_or(anchors.last(), |after| after.checked_sub(1).and_then(|place| anchors.get(place))))?;
        let above = at(self, after.and_then(|after| anchors.get(after)))?;
        let score = match (&below, &above) {
            (Some((x0, p0)), Some((x1, p1))) => {
                let share = (&value - x0).over(&(x1 - x0)).ok_or(Stop::Zero)?;
                p0 + &(&share * &(p1 - p0))
            }
            (Some((_, points)), None) | (None, Some((_, points))) => points.clone(),
            (None, None) => return Err(Stop::Fault),
        };
        self.recorder.step(|| Step::Interpolated { value, below, above, score: score.clone() });
        Ok(score)
    }

    fn assessed(&mut self, input: InputId, level: Option<u32>) -> Result<Number, Stop> {
        let score = self.given(input)?;
        self.recorder.step(|| Step::Assessed { level, score: score.clone() });
        Ok(score)
    }

    fn levels(&mut self, level: InputId, points: Option<InputId>, levels: &[Level]) -> Result<Number, Stop> {
        let Value::Choice(place) = self.input(level)? else { return Err(Stop::Fault) };
        match points {
            Some(points) => self.assessed(points, Some(place)),
            None => {
                let score = levels.get(place as usize).and_then(|level| level.range.single()).cloned().ok_or(Stop::Fault)?;
                self.recorder.step(|| Step::Assessed { level: Some(place), score: score.clone() });
                Ok(score)
            }
        }
    }

    /// The number an assessor gave.
    pub(super) fn given(&mut self, input: InputId) -> Result<Number, Stop> {
        super::expr::number(self.input(input)?)
    }
}

/// Points kept within the indicator's own.
fn own(points: Number) -> Scored {
    Scored { points, most: None }
}
