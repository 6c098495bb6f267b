//! What the method of a leaf, or the lines of a bonus or penalty, could come to before they are kept in their limits.

use super::could::{Could, Halt, Stretches, compared};
use super::ends::{ends, greater, lesser};
use crate::number::{Bound, Interval, Number, Share};
use crate::plan::{
    Anchor, Band, Cell, Choice, Comparison, Condition, End, Entry, Expr, Line, LineAmount, Method, OnZero,
    Remainder, Step, StepSize, Type, What,
};

/// What a leaf could come to, and the most it may (none for its own points).
pub(super) struct Bounds {
    pub(super) points: Interval,
    pub(super) most: Option<Interval>,
}

impl Stretches<'_> {
    /// What a method could give out of these points.
    pub(super) fn method(&self, method: &Method, points: &Number) -> Result<Bounds, Halt> {
        let own = |points: Interval| Bounds { points, most: None };
        match method {
            Method::Score { value, highest } => {
                Ok(Bounds { points: self.number(value)?, most: self.most(highest.as_ref())? })
            }
            Method::Proportion { highest, .. } => {
                Ok(Bounds { points: self.proportion(method, points)?, most: self.most(highest.as_ref())? })
            }
            Method::Interpolation { value, anchors } => self.interpolation(value, anchors).map(own),
            Method::Bands { value, rows } => self.bands(value, rows).map(own),
            Method::Choices { rows, .. } => self.choices(rows).map(own),
            Method::Conditions { rows } => self.conditions(rows).map(own),
            Method::Lines { start, entries } => Ok(own(self.number(start)?.plus(&self.entries(entries)?))),
            Method::Assessed { points } => self.given(*points).map(own),
            Method::Levels { points: Some(points), .. } => self.given(*points).map(own),
            Method::Levels { points: None, .. } => Err(Halt::Perhaps),
        }
    }

    fn most(&self, highest: Option<&Expr>) -> Result<Option<Interval>, Halt> {
        highest.map(|highest| self.number(highest)).transpose()
    }

    fn proportion(&self, method: &Method, points: &Number) -> Result<Interval, Halt> {
        let Method::Proportion { value, target, reverse, cut_off, highest, zero_target } = method else {
            return Err(Halt::Perhaps);
        };
        let x = self.number(value)?;
        let t = target.as_ref().map(|target| self.number(target)).transpose()?;
        let whole = Interval::point(Number::ONE);
        let t_or_one = t.as_ref().unwrap_or(&whole);
        let positive = t_or_one.low_value().is_some_and(Number::is_positive);
        if !positive && !reverse {
            // Nowhere above zero: what stands for the target stands everywhere, and is read as ever.
            let nowhere = t_or_one.high_value().is_some_and(|high| !high.is_positive());
            let fixed = !matches!(zero_target, OnZero::Value(value) if self.touched.expr(value));
            return Err(if nowhere && fixed { Halt::Surely } else { Halt::Perhaps });
        }
        let rate = if *reverse { reversed(&x, t_or_one)? } else { x.over(t_or_one) };
        let used = greater(&rate, &Interval::point(Number::ZERO));
        let used = if highest.is_none() { lesser(&used, &whole) } else { used };
        let (kept, cut) = match cut_off {
            None => (true, false),
            Some(limit) => {
                let level = self.number(limit)?;
                let compared_with = if kind(&value.type_of) == kind(&limit.type_of) { &x } else { &rate };
                match compared(Comparison::AtLeast, compared_with, &level) {
                    Could::Truth { yes, no } => (yes, no),
                    Could::Number(_) | Could::Known(_) => (true, true),
                }
            }
        };
        let zero = Interval::point(Number::ZERO);
        Ok(match (kept, cut) {
            (true, true) => used.scaled(points).hull(&zero),
            (true, false) => used.scaled(points),
            (false, _) => zero,
        })
    }

    fn interpolation(&self, value: &Expr, anchors: &[Anchor]) -> Result<Interval, Halt> {
        let x = self.number(value)?;
        let mut known: Vec<(&Number, Number)> = Vec::new();
        for anchor in anchors {
            let points = self.number(&anchor.points)?;
            known.push((&anchor.at, points.single().cloned().ok_or(Halt::Perhaps)?));
        }
        let at = |value: Option<&Number>, open: Option<&(&Number, Number)>| match value {
            Some(value) => on_lines(&known, value),
            None => open.map(|(_, points)| points.clone()),
        };
        let ends = [at(x.low_value(), known.first()), at(x.high_value(), known.last())];
        let inside = known.iter().filter(|(at, _)| x.contains(at)).map(|(_, points)| points.clone());
        let all = ends.into_iter().flatten().chain(inside).map(Interval::point);
        all.reduce(|a, b| a.hull(&b)).ok_or(Halt::Perhaps)
    }

    fn bands(&self, value: &Expr, rows: &[Band]) -> Result<Interval, Halt> {
        let x = self.number(value)?;
        let mut found: Option<Interval> = None;
        let mut otherwise = None;
        let mut sure = false;
        for row in rows {
            if matches!((&row.low, &row.high), (End::Open, End::Open)) {
                otherwise = Some(row);
                continue;
            }
            let (yes, no) =
                if found.is_some() { perhaps(self.inside(&x, row))? } else { self.inside(&x, row)? };
            if yes {
                found = Some(self.with(found, &row.cell)?);
            }
            if !no {
                sure = true;
                break;
            }
        }
        match otherwise {
            Some(row) if !sure => self.with(found, &row.cell),
            Some(_) | None => found.ok_or(Halt::Perhaps),
        }
    }

    fn inside(&self, x: &Interval, row: &Band) -> Result<(bool, bool), Halt> {
        let end = |end: &End, (closed, open): (Comparison, Comparison)| match end {
            End::Open => Ok((true, false)),
            End::At { value, included } => {
                let comparison = if *included { closed } else { open };
                match compared(comparison, x, &self.number(value)?) {
                    Could::Truth { yes, no } => Ok((yes, no)),
                    Could::Number(_) | Could::Known(_) => Err(Halt::Perhaps),
                }
            }
        };
        let low = end(&row.low, (Comparison::AtLeast, Comparison::Above))?;
        let high = end(&row.high, (Comparison::AtMost, Comparison::Below))?;
        Ok((low.0 && high.0, low.1 || high.1))
    }

    /// The choice itself is never in a stretch, but what it is worked out from can be.
    fn choices(&self, rows: &[Choice]) -> Result<Interval, Halt> {
        let mut found = None;
        for row in rows {
            found = Some(self.with(found, &row.cell)?);
        }
        found.ok_or(Halt::Perhaps)
    }

    fn conditions(&self, rows: &[Condition]) -> Result<Interval, Halt> {
        let mut found = None;
        for row in rows {
            let (yes, no) = match &row.condition {
                None => (true, false),
                Some(condition) if found.is_some() => perhaps(self.truth(condition))?,
                Some(condition) => self.truth(condition)?,
            };
            if yes {
                found = Some(self.with(found, &row.cell)?);
            }
            if !no {
                break;
            }
        }
        found.ok_or(Halt::Perhaps)
    }

    fn with(&self, found: Option<Interval>, cell: &Cell) -> Result<Interval, Halt> {
        let points = perhaps(self.number(cell.points().ok_or(Halt::Perhaps)?))?;
        Ok(found.map_or(points.clone(), |found| found.hull(&points)))
    }

    /// What lines could add.
    pub(super) fn entries(&self, entries: &[Entry]) -> Result<Interval, Halt> {
        let mut sum = Interval::point(Number::ZERO);
        for entry in entries {
            sum = sum.plus(&self.entry(entry)?);
        }
        Ok(sum)
    }

    fn entry(&self, entry: &Entry) -> Result<Interval, Halt> {
        if !entry.exprs().into_iter().all(|expr| self.layers_there(expr)) {
            return Err(Halt::Perhaps);
        }
        match entry {
            Entry::Line(line) => self.line(line),
            Entry::Best(entries) => {
                let mut all: Option<Interval> = None;
                for entry in entries {
                    let effect = self.entry(entry)?;
                    all = Some(all.map_or(effect.clone(), |all| all.hull(&effect)));
                }
                Ok(all.unwrap_or_else(|| Interval::point(Number::ZERO)))
            }
        }
    }

    fn line(&self, line: &Line) -> Result<Interval, Halt> {
        let zero = Interval::point(Number::ZERO);
        let (yes, no, count, base) = self.looked_at(&line.what)?;
        // The amount and its limit are read whether or not the line takes effect.
        let points = match &line.amount {
            LineAmount::Points(points) => Some(self.number(points)?),
            LineAmount::Assessed { .. } => None,
        };
        let most = line.at_most.as_ref().map(|most| self.number(most)).transpose()?;
        if !yes {
            return Ok(zero);
        }
        let each = match (&line.amount, points) {
            (LineAmount::Points(_), points) => points.unwrap_or_else(|| zero.clone()),
            // Where the line may not take effect nothing need be given, and nothing may stand there.
            (LineAmount::Assessed { input }, _) if !no => self.given(*input)?,
            (LineAmount::Assessed { .. }, _) => return Err(Halt::Perhaps),
        };
        let amount = match (&line.step, &count) {
            (Some(step), Some(count)) => steps(count, step, base.as_ref())?.times(&each),
            (Some(_), None) => zero.clone(),
            (None, _) => each,
        };
        let limited = match &most {
            Some(most) => lesser(&amount, &greater(most, &zero)),
            None => amount,
        };
        let effect = if line.adds { limited } else { limited.negated() };
        Ok(if no { effect.hull(&zero) } else { effect })
    }

    /// Whether a line could take effect, and could not; its count or gap; the bound compared with.
    fn looked_at(&self, what: &What) -> Result<(bool, bool, Option<Interval>, Option<Interval>), Halt> {
        let zero = Interval::point(Number::ZERO);
        match what {
            What::Holds(condition) => {
                let (yes, no) = self.truth(condition)?;
                Ok((yes, no, None, None))
            }
            What::Count(count) => {
                let count = self.number(count)?;
                let (yes, no) = holds(Comparison::Above, &count, &zero);
                Ok((yes, no, Some(greater(&count, &zero)), None))
            }
            What::Gap { value, bound, above, or_equal } => {
                let (value, bound) = (self.number(value)?, self.number(bound)?);
                let gap = if *above { value.minus(&bound) } else { bound.minus(&value) };
                let comparison = if *or_equal { Comparison::AtLeast } else { Comparison::Above };
                let (yes, no) = holds(comparison, &gap, &zero);
                Ok((yes, no, Some(greater(&gap, &zero)), Some(bound)))
            }
        }
    }
}

/// What may not even be read halts only perhaps.
fn perhaps<T>(read: Result<T, Halt>) -> Result<T, Halt> {
    read.map_err(|halt| if halt == Halt::Surely { Halt::Perhaps } else { halt })
}

fn holds(comparison: Comparison, a: &Interval, b: &Interval) -> (bool, bool) {
    match compared(comparison, a, b) {
        Could::Truth { yes, no } => (yes, no),
        Could::Number(_) | Could::Known(_) => (true, true),
    }
}

fn steps(count: &Interval, step: &Step, base: Option<&Interval>) -> Result<Interval, Halt> {
    let size = match &step.size {
        StepSize::Fixed(size, _) => size.clone(),
        StepSize::OfBase(share) => {
            let base = base.and_then(Interval::single).ok_or(Halt::Perhaps)?;
            share * &base.abs()
        }
    };
    if !size.is_positive() {
        return Err(Halt::Perhaps);
    }
    let exact = |count: &Number| count.over(&size).unwrap_or(Number::ZERO);
    Ok(match step.remainder {
        Remainder::Dropped => ends(count, |count| exact(count).floor()),
        Remainder::WholeStep => ends(count, |count| exact(count).ceiling()),
        Remainder::ProRata => ends(count, exact),
    })
}

/// T ÷ x, T above zero or not; where x is not above zero it is full up to T and nothing above.
fn reversed(x: &Interval, t: &Interval) -> Result<Interval, Halt> {
    if t.low_value().is_none_or(Number::is_negative) {
        return Err(Halt::Perhaps);
    }
    if x.low_value().is_some_and(Number::is_positive) {
        return Ok(t.over(x));
    }
    // Up to zero it is full; above, it falls from without end.
    let least = match (x.high_value(), t.low_value()) {
        (Some(high), Some(low)) if high.is_positive() => low.over(high).unwrap_or(Number::ZERO),
        (Some(_), _) => Number::ONE,
        (None, _) => Number::ZERO,
    };
    let high = if x.high_value().is_some_and(|high| !high.is_positive()) {
        Bound::Included(Number::ONE)
    } else {
        Bound::Open
    };
    Ok(Interval::new(Bound::Included(least.min(Number::ONE)), high))
}

/// The value on the straight lines between known points, flat outside.
fn on_lines(known: &[(&Number, Number)], x: &Number) -> Option<Number> {
    let after = known.iter().position(|(at, _)| *at > x);
    let below = match after {
        None => known.last(),
        Some(after) => after.checked_sub(1).and_then(|before| known.get(before)),
    };
    let above = after.and_then(|after| known.get(after));
    match (below, above) {
        (Some((x0, p0)), Some((x1, p1))) => {
            let share = (x - *x0).over(&(*x1 - *x0))?;
            Some(p0 + &(&share * &(p1 - p0)))
        }
        (Some((_, points)), None) | (None, Some((_, points))) => Some(points.clone()),
        (None, None) => None,
    }
}

/// What a number measures, percentages told from other plain numbers.
fn kind(type_of: &Type) -> Option<(&crate::number::Dimension, bool)> {
    match type_of {
        Type::Number { dimension, share, .. } => Some((dimension, *share != Share::None)),
        Type::YesNo | Type::Choice(_) | Type::Text | Type::Date => None,
    }
}
