//! The ways to score a leaf, said as formulas.

use super::said::{Said, Speaker, Unsaid, choice};
use super::term::{Infix, Term};
use crate::number::Number;
use crate::plan::{Anchor, Band, Cell, Choice, Condition, End, Expr, Level, Method, OnZero};

impl Speaker<'_> {
    /// What a method gives out of `points`, before it is kept; and the most it may come to, where that is not the points.
    pub(super) fn method(&self, method: &Method, points: &Number) -> Result<(Term, Option<Term>), Unsaid> {
        let most = |highest: &Option<Expr>| highest.as_ref().map(|highest| self.value(highest)).transpose();
        Ok(match method {
            Method::Score { value, highest } => (self.value(value)?, most(highest)?),
            Method::Proportion { highest, .. } => (self.proportion(method, points)?, most(highest)?),
            Method::Interpolation { value, anchors } => (self.interpolation(value, anchors)?, None),
            Method::Bands { value, rows } => (self.bands(value, rows)?, None),
            Method::Choices { value, rows } => (self.choices(value, rows)?, None),
            Method::Conditions { rows } => (self.conditions(rows)?, None),
            Method::Lines { start, entries } => (self.lines(self.value(start)?, entries, false)?, None),
            Method::Assessed { points } => (self.input(*points)?, None),
            Method::Levels { level, points: Some(points), .. } => {
                self.input(*level)?;
                (self.input(*points)?, None)
            }
            Method::Levels { level, points: None, levels } => {
                (self.levels(self.input(*level)?, levels)?, None)
            }
        })
    }

    fn proportion(&self, method: &Method, points: &Number) -> Said {
        let Method::Proportion { value, target, reverse, cut_off, highest, zero_target } = method else {
            return Err(Unsaid::Clause);
        };
        let x = self.value(value)?;
        let t = target.as_ref().map(|target| self.value(target)).transpose()?;
        let rate = rate(&x, t.as_ref(), *reverse);
        let used = match highest {
            Some(_) => rate.clone().within(Some(Term::whole(0)), None),
            None => rate.clone().within(Some(Term::whole(0)), Some(Term::whole(1))),
        };
        let mut said = Term::Number(points.clone()).times(used);
        if let Some(limit) = cut_off {
            let of_value = value.type_of.measure() == limit.type_of.measure();
            let compared = if of_value { x } else { rate };
            said = Term::whole(0).or_else(compared.compared(Infix::Below, self.value(limit)?), said);
        }
        let Some(t) = t.filter(|_| !reverse) else { return Ok(said) };
        let empty = || t.clone().compared(Infix::AtMost, Term::whole(0));
        Ok(match zero_target {
            OnZero::Full => Term::Number(points.clone()).or_else(empty(), said),
            OnZero::Value(value) => self.value(value)?.or_else(empty(), said),
            OnZero::Impossible | OnZero::Fault | OnZero::NotApplicable => said,
        })
    }

    fn interpolation(&self, value: &Expr, anchors: &[Anchor]) -> Said {
        let x = self.value(value)?;
        let points: Result<Vec<Term>, Unsaid> =
            anchors.iter().map(|anchor| self.value(&anchor.points)).collect();
        let points = points?;
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return Err(Unsaid::Clause) };
        let at = |anchor: &Anchor| Term::Number(anchor.at.clone());
        let mut said = last.clone();
        for place in (1..anchors.len()).rev() {
            let (from, to) = (&anchors[place - 1], &anchors[place]);
            let (low, high) = (&points[place - 1], &points[place]);
            let rise = high.clone().minus(low.clone());
            let share = x.clone().minus(at(from)).over(Term::Number(&to.at - &from.at));
            let piece = low.clone().plus(share.times(rise));
            said = piece.or_else(x.clone().compared(Infix::Below, at(to)), said);
        }
        let Some(start) = anchors.first() else { return Err(Unsaid::Clause) };
        Ok(first.clone().or_else(x.compared(Infix::Below, at(start)), said))
    }

    fn bands(&self, value: &Expr, rows: &[Band]) -> Said {
        let x = self.value(value)?;
        let mut said = None;
        let open = |row: &&Band| matches!((&row.low, &row.high), (End::Open, End::Open));
        if let Some(otherwise) = rows.iter().find(open) {
            said = Some(self.cell(&otherwise.cell)?);
        }
        for row in rows.iter().rev().filter(|row| !open(row)) {
            let cell = self.cell(&row.cell)?;
            said = Some(match said {
                // The rows cover what the value can be: the last needs no condition.
                None => cell,
                Some(others) => cell.or_else(self.inside(&x, row)?, others),
            });
        }
        said.ok_or(Unsaid::Clause)
    }

    fn inside(&self, x: &Term, row: &Band) -> Said {
        let end = |end: &End, included: Infix, excluded: Infix| match end {
            End::Open => Ok(None),
            End::At { value, included: true } => Ok(Some(x.clone().compared(included, self.value(value)?))),
            End::At { value, included: false } => Ok(Some(x.clone().compared(excluded, self.value(value)?))),
        };
        let low = end(&row.low, Infix::AtLeast, Infix::Above)?;
        let high = end(&row.high, Infix::AtMost, Infix::Below)?;
        Ok(match (low, high) {
            (Some(low), Some(high)) => Term::call("AND", [low, high]),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Term::Truth(true),
        })
    }

    fn choices(&self, value: &Expr, rows: &[Choice]) -> Said {
        let x = self.value(value)?;
        let otherwise = rows.iter().find(|row| row.choices.is_empty());
        let mut said = otherwise.map(|row| self.cell(&row.cell)).transpose()?;
        for row in rows.iter().rev().filter(|row| !row.choices.is_empty()) {
            let cell = self.cell(&row.cell)?;
            let is = |place: &u32| Ok(x.clone().infix(Infix::Equal, choice(&value.type_of, *place)?));
            let any: Result<Vec<Term>, Unsaid> = row.choices.iter().map(is).collect();
            said = Some(match said {
                None => cell,
                Some(others) => cell.or_else(Term::call("OR", any?), others),
            });
        }
        said.ok_or(Unsaid::Clause)
    }

    fn conditions(&self, rows: &[Condition]) -> Said {
        let mut said = None;
        for row in rows.iter().rev() {
            let cell = self.cell(&row.cell)?;
            said = Some(match (&row.condition, said) {
                (None, _) | (Some(_), None) => cell,
                (Some(condition), Some(others)) => cell.or_else(self.value(condition)?, others),
            });
        }
        said.ok_or(Unsaid::Clause)
    }

    fn cell(&self, cell: &Cell) -> Said {
        match cell {
            Cell::NotApplicable => Ok(Term::Text(self.layout.words.not_applicable.to_owned())),
            Cell::Points(points) => self.value(points),
        }
    }

    fn levels(&self, level: Term, levels: &[Level]) -> Said {
        let mut said = None;
        for one in levels.iter().rev() {
            let points = Term::Number(one.range.single().ok_or(Unsaid::Clause)?.clone());
            said = Some(match said {
                None => points,
                Some(others) => {
                    points.or_else(level.clone().infix(Infix::Equal, Term::Text(one.name.clone())), others)
                }
            });
        }
        said.ok_or(Unsaid::Clause)
    }
}

fn rate(x: &Term, t: Option<&Term>, reverse: bool) -> Term {
    let t = t.cloned().unwrap_or(Term::whole(1));
    if !reverse {
        return x.clone().over(t);
    }
    let at_most = Term::whole(1).or_else(x.clone().compared(Infix::AtMost, t.clone()), Term::whole(0));
    at_most.or_else(x.clone().compared(Infix::AtMost, Term::whole(0)), t.over(x.clone()))
}
