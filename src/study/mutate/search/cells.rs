//! What is tried in a cell: the numbers at which rules change their mind, and those on either side.

use super::made::SOME_TEXT;
use super::reads::Reads;
use crate::data::Cell;
use crate::number::{Bound, Interval, Number, Share, Unit};
use crate::plan::{InputId, OnMissing, Scheme, ValueType};

/// What may stand in a cell.
#[derive(Clone, Debug, Default)]
pub(in crate::study) struct Cells {
    /// Values, the plainest first.
    pub(super) values: Vec<Cell>,
    /// 缺报, 不适用, 免责, as far as the rules provide for them.
    pub(super) states: Vec<Cell>,
}

impl Cells {
    pub(super) fn all(&self) -> impl Iterator<Item = &Cell> {
        self.values.iter().chain(&self.states)
    }
}

/// Of an input.
pub(super) fn of_input(scheme: &Scheme, reads: &Reads, id: InputId) -> Cells {
    let input = scheme.input(id);
    let mut states = vec![Cell::Missing];
    if input.may_not_apply || input.value_type == ValueType::Evidence {
        states.push(Cell::NotApplicable);
    }
    if input.excused.is_some() || input.value_type == ValueType::Evidence {
        states.push(Cell::Excused(SOME_TEXT));
    }
    Cells { values: values(&input.value_type, &input.range, reads), states }
}

/// Of a field of a list.
pub(super) fn of_field(
    (value_type, range): (&ValueType, &Interval),
    missing: &OnMissing,
    reads: &Reads,
) -> Cells {
    let states = match missing {
        OnMissing::Report | OnMissing::Value(_) | OnMissing::NotApplicable => vec![Cell::Missing],
    };
    Cells { values: values(value_type, range, reads), states }
}

fn values(value_type: &ValueType, range: &Interval, reads: &Reads) -> Vec<Cell> {
    match value_type {
        ValueType::Number { unit, whole } => {
            numbers((unit, *whole), range, reads).into_iter().map(Cell::Number).collect()
        }
        ValueType::YesNo => vec![Cell::YesNo(true), Cell::YesNo(false)],
        ValueType::Choice(names) => (0..).zip(names).map(|(place, _)| Cell::Choice(place)).collect(),
        ValueType::Text | ValueType::Evidence => vec![Cell::Text(SOME_TEXT)],
        ValueType::Date => dates(reads),
        ValueType::List(_) => Vec::new(),
    }
}

/// The days at which rules change their mind, those beside them, and two in an ordinary week.
fn dates(reads: &Reads) -> Vec<Cell> {
    let near = reads.dates.iter().flat_map(|day| [*day, day.saturating_sub(1), day.saturating_add(1)]);
    // 2019-06-03, a Monday, and the week after.
    const MONDAY: i32 = 18_050;
    let mut days: Vec<i32> = near.chain([MONDAY, MONDAY + 1, MONDAY + 7, MONDAY + 20]).collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(Cell::Date).collect()
}

fn numbers((unit, whole): (&Unit, bool), range: &Interval, reads: &Reads) -> Vec<Number> {
    let mut all: Vec<Number> = Vec::new();
    let mut add = |number: Number| {
        let fits = !whole || unit.from_base(&number).is_whole();
        if fits && range.contains(&number) && !all.contains(&number) {
            all.push(number);
        }
    };
    let of_share = matches!(unit.share, Share::Percent | Share::PercentPoint);
    for small in [1, 2, 0, 3, 100] {
        let number = Number::whole(small);
        add(unit.to_base(&if of_share && small != 1 { number } else { &number * &ten(of_share) }));
    }
    for (number, own) in &reads.numbers {
        let same_kind = own.dimension == unit.dimension;
        let of_rate = matches!(own.share, Share::Percent | Share::PercentPoint);
        if same_kind && (of_rate == of_share) {
            let step = if whole { unit.scale.clone() } else { last_place(number, own) };
            [number.clone(), number + &step, number - &step].into_iter().for_each(&mut add);
        } else if of_rate {
            // So that one of these over a hundred of its kind is the rate.
            let hundred = &(number * &Number::whole(100)) * &unit.scale;
            let step = &unit.scale;
            [hundred.clone(), &hundred + step, &hundred - step].into_iter().for_each(&mut add);
            let targets = reads.numbers.iter().filter(|(_, other)| other.dimension == unit.dimension);
            for (target, _) in targets {
                let part = number * target;
                [part.clone(), &part + step, &part - step].into_iter().for_each(&mut add);
            }
        } else if own.dimension.is_plain() {
            let many = number * &unit.scale;
            [many.clone(), &many + &unit.scale].into_iter().for_each(&mut add);
        }
    }
    for end in [&range.low, &range.high] {
        if let Bound::Included(end) = end {
            add(end.clone());
        }
    }
    if unit.dimension.is_points() {
        odd_points(range).into_iter().for_each(&mut add);
    }
    all.truncate(MOST);
    all
}

/// Points that rounding shows on.
fn odd_points(range: &Interval) -> Vec<Number> {
    let middle = range.middle().unwrap_or(Number::ONE);
    let thousandths = |count: i64| Number::ratio(count, 1000).unwrap_or(Number::ZERO);
    [5, 45, 54].into_iter().map(|count| &middle + &thousandths(count)).chain([middle.clone()]).collect()
}

fn ten(of_share: bool) -> Number {
    if of_share { Number::whole(50) } else { Number::ONE }
}

/// One in the last place of a literal.
fn last_place(number: &Number, unit: &Unit) -> Number {
    super::super::slips::beside(number, unit).map_or(unit.scale.clone(), |[up, _]| &up - number)
}

/// How many values of one input are tried.
const MOST: usize = 60;
