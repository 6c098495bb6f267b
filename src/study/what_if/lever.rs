//! What of a subject's data could be otherwise, and how: on a grid of numbers, or one of a few.

use std::collections::BTreeSet;

use super::touched::Touched;
use crate::data::{Cell, Dataset};
use crate::eval::{Outcome, Results};
use crate::number::{Bound, Interval, Number, Unit};
use crate::plan::{
    Constant, Entry, Holds, Input, InputId, Instead, Method, OnMissing, Scheme, Scope, ValueType,
};

/// The most decimal places of a step: what has more was reckoned, not written.
const PLACES: u8 = 6;
/// Of a column in which nobody has a number.
const USUAL_PLACES: u8 = 2;
/// A year, against which a change of a date is measured.
const YEAR: i64 = 365;

/// By whose hand a value comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hand {
    /// 填报: the subject's own data.
    Reported,
    /// 评分: what an assessor gives. It takes a review, not more work.
    Assessed,
}

/// An input that could be otherwise.
#[derive(Clone, Debug)]
pub(super) struct Lever {
    pub(super) input: InputId,
    pub(super) hand: Hand,
    pub(super) ways: Ways,
    /// 评分分等: the input of the level, and the ranges of the levels by place; the points go with a level.
    pub(super) levels: Option<(InputId, Vec<Interval>)>,
    pub(super) touched: Touched,
}

impl Lever {
    pub(super) fn is_date(&self) -> bool {
        matches!(&self.ways, Ways::Grid(grid) if grid.dates)
    }

    /// How large the change to a cell is.
    pub(super) fn size(&self, cell: &Cell) -> Number {
        let value = match cell {
            Cell::Number(number) => number.clone(),
            Cell::Date(day) => Number::whole(i64::from(*day)),
            Cell::YesNo(_)
            | Cell::Choice(_)
            | Cell::Text(_)
            | Cell::Missing
            | Cell::NotApplicable
            | Cell::Excused(_) => return Number::ONE,
        };
        match &self.ways {
            Ways::Grid(grid) => grid.size_of(&value),
            Ways::Options(_) => Number::ONE,
        }
    }
}

/// How it could be otherwise.
#[derive(Clone, Debug)]
pub(super) enum Ways {
    /// Any step of a grid.
    Grid(Grid),
    /// One of these.
    Options(Vec<Cell>),
}

/// The multiples of a step in a range.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// In base units; 1 for dates.
    pub(super) step: Number,
    /// Where the change begins: the present value, or 0 where there is none.
    pub(super) at: Number,
    /// What a change is measured against.
    scale: Number,
    low: Option<i64>,
    high: Option<i64>,
    missing: bool,
    dates: bool,
}

/// The steps of a grid on one side, the nearest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Run {
    first: i64,
    sign: i64,
    /// How many steps there are after the first; none where there is no end.
    pub(super) last: Option<i64>,
}

impl Run {
    fn index(&self, step: i64) -> i64 {
        self.first.saturating_add(self.sign.saturating_mul(step))
    }
}

impl Grid {
    fn value(&self, index: i64) -> Number {
        &self.step * &Number::whole(index)
    }

    /// The cell at a step of a run.
    pub(super) fn cell(&self, run: Run, step: i64) -> Cell {
        let index = run.index(step);
        if self.dates {
            return i32::try_from(index).map_or(Cell::Missing, Cell::Date);
        }
        Cell::Number(self.value(index))
    }

    /// The stretch from one step of a run to another; without `far`, to where there is no end.
    pub(super) fn stretch(&self, run: Run, (near, far): (i64, Option<i64>)) -> Interval {
        let near = Bound::Included(self.value(run.index(near)));
        let far = far.map_or(Bound::Open, |far| Bound::Included(self.value(run.index(far))));
        if run.sign > 0 { Interval::new(near, far) } else { Interval::new(far, near) }
    }

    /// How large a change to a step of a run is.
    pub(super) fn size(&self, run: Run, step: i64) -> Number {
        self.size_of(&self.value(run.index(step)))
    }

    fn size_of(&self, value: &Number) -> Number {
        (value - &self.at).abs().over(&self.scale).unwrap_or(Number::ZERO)
    }

    /// The steps above and below what stands there.
    pub(super) fn runs(&self) -> Vec<Run> {
        let Some(exact) = self.at.over(&self.step) else { return Vec::new() };
        let (Some(floor), Some(ceiling)) = (exact.floor().to_i64(), exact.ceiling().to_i64()) else {
            return Vec::new();
        };
        // What is missing may turn out to be just where the change begins.
        let up = if self.missing { ceiling } else { floor.saturating_add(1) };
        let up = up.max(self.low.unwrap_or(i64::MIN));
        let down = ceiling.saturating_sub(1).min(self.high.unwrap_or(i64::MAX));
        let up = Run { first: up, sign: 1, last: self.high.map(|high| high.saturating_sub(up)) };
        let down = Run { first: down, sign: -1, last: self.low.map(|low| down.saturating_sub(low)) };
        [up, down].into_iter().filter(|run| run.last.is_none_or(|last| last >= 0)).collect()
    }
}

/// The levers of a subject that can change anything of its result.
pub(super) fn levers(
    scheme: &Scheme,
    (data, results): (&Dataset, &Results),
    subject: usize,
    keep: &mut Dataset,
) -> Vec<Lever> {
    let standing = standing(scheme);
    let assessed = assessed(scheme);
    let mut found = Vec::new();
    for (id, input) in (0..).map(InputId).zip(&scheme.inputs) {
        if standing.contains(&id) || levels_of(scheme, id).is_some_and(|pair| pair.level == id) {
            continue;
        }
        let cell = data.cell(id, subject);
        let Some(ways) = ways(scheme, data, (id, input, cell), keep) else { continue };
        let levels = levels_of(scheme, id).map(|pair| (pair.level, pair.ranges));
        let inputs: BTreeSet<InputId> =
            std::iter::once(id).chain(levels.iter().map(|(level, _)| *level)).collect();
        let touched = Touched::by(scheme, inputs, results.layer);
        let hand = if assessed.contains(&id) { Hand::Assessed } else { Hand::Reported };
        if matters(scheme, results, subject, &touched) {
            found.push(Lever { input: id, hand, ways, levels, touched });
        }
    }
    found
}

/// Whether it can change anything of the subject's: not what only another branch is asked.
fn matters(scheme: &Scheme, results: &Results, subject: usize, touched: &Touched) -> bool {
    let own = |id: crate::plan::IndicatorId| {
        let outcome = results.scores.get(id.0 as usize).and_then(|column| column.get(subject));
        outcome != Some(&Outcome::Elsewhere)
    };
    let leaf = |id: crate::plan::IndicatorId| {
        scheme.children(id).is_empty() || !scheme.indicator(id).vetoes.is_empty()
    };
    touched.indicators().any(|id| own(id) && leaf(id))
        || touched.outside().next().is_some()
        || touched.vetoes()
}

/// What says who the subject is, not what it did: its group, its branch, whom it is compared with.
fn standing(scheme: &Scheme) -> BTreeSet<InputId> {
    let scope = |scope: Scope| match scope {
        Scope::All => None,
        Scope::Within(input) => Some(input),
    };
    let guards = scheme.indicators.iter().flat_map(|one| one.guards.iter().map(|guard| guard.input));
    let means =
        scheme.indicators.iter().flat_map(|one| &one.not_applicable).filter_map(|one| match one.instead {
            Instead::Mean(of) => scope(of),
            Instead::Nothing | Instead::Full => None,
        });
    let grounds = scheme.formulas.iter().flat_map(|formula| &formula.grounds);
    let by_choice = grounds.filter_map(|ground| match &ground.holds {
        Holds::Of(input, _) => Some(*input),
        Holds::Always | Holds::Since(_) => None,
    });
    let scopes = scheme.rankings.iter().map(|one| one.scope);
    let scopes = scopes.chain(scheme.quotas.iter().map(|one| one.scope));
    let scopes = scopes.chain(scheme.group_values.iter().map(|one| one.scope)).filter_map(scope);
    scheme.group.into_iter().chain(guards).chain(means).chain(by_choice).chain(scopes).collect()
}

/// The inputs that assessors fill in.
pub(super) fn assessed(scheme: &Scheme) -> BTreeSet<InputId> {
    let leaves = scheme.indicators.iter().filter_map(|one| one.method()).flat_map(Method::assessed);
    let outside = scheme.outside.iter().flat_map(|item| item.entries.iter().flat_map(Entry::assessed));
    leaves.chain(outside).collect()
}

struct Pair {
    level: InputId,
    ranges: Vec<Interval>,
}

/// The level and its ranges, where an input is a level with points of its own, or those points.
fn levels_of(scheme: &Scheme, id: InputId) -> Option<Pair> {
    scheme.indicators.iter().find_map(|indicator| {
        let Some(Method::Levels { level, points: Some(points), levels }) = indicator.method() else {
            return None;
        };
        let ranges = || levels.iter().map(|level| level.range.clone()).collect();
        (*level == id || *points == id).then(|| Pair { level: *level, ranges: ranges() })
    })
}

/// None where it cannot be otherwise, or where a documented state stands there.
fn ways(
    scheme: &Scheme,
    data: &Dataset,
    (id, input, cell): (InputId, &Input, &Cell),
    keep: &mut Dataset,
) -> Option<Ways> {
    if matches!(cell, Cell::NotApplicable | Cell::Excused(_)) {
        return None;
    }
    match &input.value_type {
        ValueType::Number { unit, whole } => {
            let places = if *whole { 0 } else { places(data, id, unit) };
            let step = unit.to_base(&Number::ONE).over(&Number::whole(10i64.pow(u32::from(places))))?;
            let present = if let Cell::Number(number) = cell { Some(number) } else { None };
            let stands_for = match &input.missing {
                OnMissing::Value(Constant::Number(number)) => Some(number),
                OnMissing::Value(Constant::YesNo(_) | Constant::Choice(_))
                | OnMissing::Report
                | OnMissing::NotApplicable => None,
            };
            let grid = number_grid(&input.range, unit, (present.or(stands_for), step))?;
            Some(Ways::Grid(Grid { missing: present.is_none(), ..grid }))
        }
        ValueType::Date => match cell {
            Cell::Date(day) => Some(Ways::Grid(Grid {
                step: Number::ONE,
                at: Number::whole(i64::from(*day)),
                scale: Number::whole(YEAR),
                low: Some(i64::from(*day) - YEAR),
                high: Some(i64::from(*day) + YEAR),
                missing: false,
                dates: true,
            })),
            Cell::Number(_)
            | Cell::YesNo(_)
            | Cell::Choice(_)
            | Cell::Text(_)
            | Cell::Missing
            | Cell::NotApplicable
            | Cell::Excused(_) => None,
        },
        ValueType::YesNo => Some(Ways::Options(others([Cell::YesNo(true), Cell::YesNo(false)], cell))),
        ValueType::Choice(names) => {
            let all = (0..).take(names.len()).map(Cell::Choice);
            Some(Ways::Options(others(all, cell)))
        }
        ValueType::Evidence => {
            let asked = scheme.indicators.iter().filter_map(|one| one.evidence.as_ref());
            let asked = asked.into_iter().find(|evidence| evidence.input == id)?;
            let nothing = matches!(cell, Cell::Missing | Cell::YesNo(false));
            nothing.then(|| Ways::Options(vec![Cell::Text(keep.keep(&asked.documents))]))
        }
        ValueType::Text | ValueType::List(_) => None,
    }
    .filter(|_| cell != &Cell::Missing || input.missing != OnMissing::NotApplicable)
}

fn others(all: impl IntoIterator<Item = Cell>, present: &Cell) -> Vec<Cell> {
    all.into_iter().filter(|cell| cell != present).collect()
}

fn number_grid(range: &Interval, unit: &Unit, (present, step): (Option<&Number>, Number)) -> Option<Grid> {
    let index = |number: &Number| number.over(&step);
    let low = match &range.low {
        Bound::Open => None,
        Bound::Included(low) => Some(index(low)?.ceiling().to_i64()?),
        Bound::Excluded(low) => Some(index(low)?.floor().to_i64()?.checked_add(1)?),
    };
    let high = match &range.high {
        Bound::Open => None,
        Bound::Included(high) => Some(index(high)?.floor().to_i64()?),
        Bound::Excluded(high) => Some(index(high)?.ceiling().to_i64()?.checked_sub(1)?),
    };
    let nearest = |number: Number| {
        let number = range.low_value().map_or(number.clone(), |low| number.max(low.clone()));
        range.high_value().map_or(number.clone(), |high| number.min(high.clone()))
    };
    let at = present.cloned().unwrap_or_else(|| nearest(Number::ZERO));
    let width = range.low_value().zip(range.high_value()).map(|(low, high)| high - low);
    let scale = match width.filter(Number::is_positive) {
        Some(width) => width,
        None => at.abs().max(unit.to_base(&Number::ONE)),
    };
    Some(Grid { step, at, scale, low, high, missing: false, dates: false })
}

/// The decimal places that the data use for an input, in its unit.
fn places(data: &Dataset, id: InputId, unit: &Unit) -> u8 {
    let column = data.inputs.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
    let numbers =
        column.iter().filter_map(|cell| if let Cell::Number(number) = cell { Some(number) } else { None });
    let used = numbers.map(|number| {
        let number = unit.from_base(number);
        (0..PLACES).find(|places| number.rounded(*places) == number).unwrap_or(PLACES)
    });
    used.max().unwrap_or(USUAL_PLACES)
}
