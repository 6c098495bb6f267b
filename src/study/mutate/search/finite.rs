//! When all that can matter can be tried. Of a number that is only compared with constants, or counted in steps until
//! nothing is left to lose, one value from each stretch between the constants stands for all of them. Where that holds
//! of every input of a part, trying each combination proves what no search could.

use std::collections::{BTreeMap, BTreeSet};

use super::axes::Axis;
use super::cells::{self, Cells};
use super::reads::{Part, Reads};
use crate::data::Cell;
use crate::number::{Bound, Interval, Number};
use crate::plan::{
    Entry, Expr, ExprKind, InputId, Kind, Line, LineAmount, Method, OnZero, Remainder, Scheme, StepSize,
    ValueType, Verdict, What,
};

/// The axes of everything that can matter to a part in both schemes; none where that cannot be listed.
pub(in crate::study) fn all(scheme: &Scheme, slipped: &Scheme, part: Part) -> Option<Vec<Axis>> {
    let mut uses = Uses::default();
    let mut inputs: BTreeSet<InputId> = BTreeSet::new();
    for scheme in [scheme, slipped] {
        let reads = Reads::of(scheme, part);
        let beyond = reads.whole || reads.layers || !reads.groups.is_empty() || !reads.lists.is_empty();
        if beyond || !uses.part(scheme, part) {
            return None;
        }
        inputs.extend(reads.inputs);
    }
    inputs.into_iter().map(|id| Some(Axis::Input(id, uses.cells(scheme, id)?))).collect()
}

/// How inputs are used.
#[derive(Default)]
struct Uses {
    /// Where a number changes what becomes of it.
    turns: BTreeMap<InputId, Vec<Number>>,
    /// Numbers, dates and texts that are used in other ways.
    open: BTreeSet<InputId>,
}

impl Uses {
    /// Takes in a part; false where it has something that is not listed by its inputs alone.
    fn part(&mut self, scheme: &Scheme, part: Part) -> bool {
        match part {
            Part::Indicator(id) => {
                let indicator = scheme.indicator(id);
                let Kind::Leaf { method, on_zero } = &indicator.kind else { return false };
                let clauses = indicator.not_applicable.iter().map(|clause| &clause.condition);
                let amounts = indicator.evidence.iter().filter_map(|evidence| evidence.amount());
                let vetoes = indicator.vetoes.iter().map(|veto| &veto.condition);
                let limits = indicator.vetoes.iter().filter_map(|veto| match &veto.verdict {
                    Verdict::Score(amount) => Some(amount),
                    Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => None,
                });
                let all = clauses.chain(amounts).chain(vetoes).chain(limits);
                all.for_each(|expr| self.expr(scheme, expr));
                if let OnZero::Value(value) = on_zero {
                    self.expr(scheme, value);
                }
                self.method(scheme, method, &indicator.points);
                true
            }
            Part::Outside(place) => {
                let Some(item) = scheme.outside.get(place) else { return false };
                let Some(limit) = item.limit.as_ref().and_then(|limit| fixed(scheme, limit)) else {
                    return false;
                };
                self.lines(scheme, &item.entries, &limit);
                true
            }
            Part::Whole(_) => false,
        }
    }

    fn method(&mut self, scheme: &Scheme, method: &Method, points: &Number) {
        match method {
            Method::Bands { value, rows } => {
                let ends = rows.iter().flat_map(|row| [&row.low, &row.high]);
                let ends: Vec<&Expr> = ends
                    .filter_map(|end| match end {
                        crate::plan::End::Open => None,
                        crate::plan::End::At { value, .. } => Some(value),
                    })
                    .collect();
                ends.iter().for_each(|end| self.turn(scheme, value, end));
                rows.iter().filter_map(|row| row.cell.points()).for_each(|cell| self.expr(scheme, cell));
            }
            Method::Lines { start, entries } => {
                self.expr(scheme, start);
                let most =
                    fixed(scheme, start).map_or_else(|| points.clone(), |start| start.max(points.clone()));
                self.lines(scheme, entries, &most);
            }
            Method::Levels { level: _, points, .. } => self.open.extend(*points),
            Method::Assessed { points } => {
                self.open.insert(*points);
            }
            Method::Proportion { .. } => self.proportion(scheme, method),
            Method::Score { .. }
            | Method::Interpolation { .. }
            | Method::Choices { .. }
            | Method::Conditions { .. } => {
                method.exprs().into_iter().for_each(|expr| self.expr(scheme, expr));
            }
        }
    }

    /// Of a whole number in proportion to a target, those up to the target; above it all is full.
    fn proportion(&mut self, scheme: &Scheme, method: &Method) {
        if let Method::Proportion {
            value, target: Some(target), reverse: false, cut_off, highest: None, ..
        } = method
            && let ExprKind::Input(id) = &value.kind
            && let ValueType::Number { unit, whole: true } = &scheme.input(*id).value_type
            && let Some(steps) = fixed(scheme, target).and_then(|target| whole_steps(&target, &unit.scale))
            && cut_off
                .as_ref()
                .is_none_or(|limit| fixed(scheme, limit).is_some_and(|limit| limit <= Number::ONE))
        {
            self.turns.entry(*id).or_default().extend(steps);
            return;
        }
        method.exprs().into_iter().for_each(|expr| self.expr(scheme, expr));
    }

    /// Lines that all go the same way have nothing left to do once they have gone all of it.
    fn lines(&mut self, scheme: &Scheme, entries: &[Entry], all_of_it: &Number) {
        let mut lines = Vec::new();
        flat(entries, &mut lines);
        let one_way = lines.iter().all(|line| line.adds) || lines.iter().all(|line| !line.adds);
        for line in lines {
            if let LineAmount::Assessed { input } = line.amount {
                self.open.insert(input);
            }
            let exprs = line.at_most.iter().chain(match &line.amount {
                LineAmount::Points(points) => Some(points),
                LineAmount::Assessed { .. } => None,
            });
            exprs.for_each(|expr| self.expr(scheme, expr));
            self.line(scheme, line, one_way.then_some(all_of_it));
        }
    }

    fn line(&mut self, scheme: &Scheme, line: &Line, all_of_it: Option<&Number>) {
        let zero = Number::ZERO;
        let (value, bound, above) = match &line.what {
            What::Holds(condition) => return self.expr(scheme, condition),
            What::Count(count) => (count, Some(zero), true),
            What::Gap { value, bound, above, .. } => (value, fixed(scheme, bound), *above),
        };
        let ExprKind::Input(id) = &value.kind else {
            return line.what_exprs().into_iter().for_each(|expr| self.expr(scheme, expr));
        };
        let steps = bound.and_then(|bound| self.steps(scheme, line, (bound, above, all_of_it)));
        match steps {
            Some(steps) => self.turns.entry(*id).or_default().extend(steps),
            None => {
                self.open.insert(*id);
            }
        }
    }

    /// Where the steps of a line begin, until it has gone all its way.
    fn steps(
        &self,
        scheme: &Scheme,
        line: &Line,
        (bound, above, all_of_it): (Number, bool, Option<&Number>),
    ) -> Option<Vec<Number>> {
        let Some(step) = &line.step else { return Some(vec![bound]) };
        let StepSize::Fixed(size, _) = &step.size else { return None };
        if step.remainder == Remainder::ProRata {
            return None;
        }
        let LineAmount::Points(amount) = &line.amount else { return None };
        let amount = fixed(scheme, amount)?;
        let own = line.at_most.as_ref().and_then(|most| fixed(scheme, most));
        let most = match (own, all_of_it) {
            (Some(own), _) => own,
            (None, Some(all)) => all.clone(),
            (None, None) => return None,
        };
        let count = if amount.is_positive() { most.over(&amount)?.ceiling().to_i64()? } else { 0 };
        if count > MOST_STEPS {
            return None;
        }
        let at = |steps: i64| {
            let gap = size * &Number::whole(steps);
            if above { &bound + &gap } else { &bound - &gap }
        };
        Some((0..=count + 1).map(at).collect())
    }

    /// A value compared with another.
    fn turn(&mut self, scheme: &Scheme, value: &Expr, other: &Expr) {
        match (&value.kind, fixed(scheme, other)) {
            (ExprKind::Input(id), Some(at)) => self.turns.entry(*id).or_default().push(at),
            (_, _) => {
                self.expr(scheme, value);
                self.expr(scheme, other);
            }
        }
    }

    fn expr(&mut self, scheme: &Scheme, expr: &Expr) {
        if let ExprKind::Input(id) = &expr.kind {
            let told_apart = matches!(scheme.input(*id).value_type, ValueType::YesNo | ValueType::Choice(_));
            if !told_apart {
                self.open.insert(*id);
            }
        } else if let ExprKind::Formula(id) = &expr.kind {
            self.expr(scheme, &scheme.formula(*id).value);
        } else if let ExprKind::Compare(_, left, right) = &expr.kind {
            let number = |expr: &Expr| matches!(expr.type_of, crate::plan::Type::Number { .. });
            if !number(left) {
                expr.parts().into_iter().for_each(|part| self.expr(scheme, part));
            } else if fixed(scheme, right).is_some() {
                self.turn(scheme, left, right);
            } else {
                self.turn(scheme, right, left);
            }
        } else {
            expr.parts().into_iter().for_each(|part| self.expr(scheme, part));
        }
    }

    /// One value for each stretch of an input, and its states.
    fn cells(&self, scheme: &Scheme, id: InputId) -> Option<Cells> {
        let input = scheme.input(id);
        let mut cells = cells::of_input(scheme, &Reads::default(), id);
        let ValueType::Number { unit, whole } = &input.value_type else {
            return (!self.open.contains(&id)).then_some(cells);
        };
        let grid = whole.then(|| unit.scale.clone());
        let values = if self.open.contains(&id) {
            every(&input.range, grid.as_ref()?)?
        } else {
            stretches(self.turns.get(&id).map_or(&[][..], Vec::as_slice), &input.range, grid.as_ref())
        };
        cells.values = values.into_iter().map(Cell::Number).collect();
        Some(cells)
    }
}

impl Line {
    fn what_exprs(&self) -> Vec<&Expr> {
        match &self.what {
            What::Holds(what) | What::Count(what) => vec![what],
            What::Gap { value, bound, .. } => vec![value, bound],
        }
    }
}

fn flat<'a>(entries: &'a [Entry], lines: &mut Vec<&'a Line>) {
    for entry in entries {
        match entry {
            Entry::Line(line) => lines.push(line),
            Entry::Best(inner) => flat(inner, lines),
        }
    }
}

/// The number that an expression always is.
fn fixed(scheme: &Scheme, expr: &Expr) -> Option<Number> {
    if let ExprKind::Number(number, _) = &expr.kind {
        return Some(number.clone());
    }
    if let ExprKind::Formula(id) = &expr.kind {
        return fixed(scheme, &scheme.formula(*id).value);
    }
    None
}

/// 0 and the whole steps up to a target.
fn whole_steps(target: &Number, grid: &Number) -> Option<Vec<Number>> {
    let count = target.over(grid)?.ceiling().to_i64().filter(|count| (0..=MOST_STEPS).contains(count))?;
    Some((0..=count).map(|at| &Number::whole(at) * grid).collect())
}

/// Every number of a short range of whole ones.
fn every(range: &Interval, grid: &Number) -> Option<Vec<Number>> {
    let (low, high) = (range.low_value()?.over(grid)?, range.high_value()?.over(grid)?);
    let (low, high) = (low.ceiling().to_i64()?, high.floor().to_i64()?);
    let short = high.checked_sub(low).is_some_and(|length| (0..=MOST_STEPS).contains(&length));
    let numbers = (low..=high).map(|at| &Number::whole(at) * grid);
    short.then(|| numbers.filter(|number| range.contains(number)).collect())
}

/// A number from each stretch between the turns, and each turn itself, as far as they lie in the range and on the grid.
fn stretches(turns: &[Number], range: &Interval, grid: Option<&Number>) -> Vec<Number> {
    let mut turns: Vec<Number> = turns.to_vec();
    turns.sort();
    turns.dedup();
    let mut ends: Vec<Bound> = vec![Bound::Open];
    ends.extend(turns.iter().cloned().map(Bound::Excluded));
    ends.push(Bound::Open);
    let between = ends.windows(2).filter_map(|pair| {
        let [low, high] = pair else { return None };
        inside(&Interval::new(low.clone(), high.clone()).intersect(range), grid)
    });
    let on_grid = |number: &Number| grid.is_none_or(|grid| number.over(grid).is_some_and(|at| at.is_whole()));
    let at_turns = turns.iter().filter(|turn| range.contains(turn) && on_grid(turn)).cloned();
    between.chain(at_turns).collect()
}

/// Some number inside; on the grid, one of its own.
fn inside(stretch: &Interval, grid: Option<&Number>) -> Option<Number> {
    let middle = stretch.middle()?;
    let Some(grid) = grid else { return Some(middle) };
    let at = middle.over(grid)?;
    let near = [at.floor(), at.ceiling(), &at.floor() - &Number::ONE, &at.ceiling() + &Number::ONE];
    near.into_iter().map(|at| &at * grid).find(|number| stretch.contains(number))
}

const MOST_STEPS: i64 = 200;
