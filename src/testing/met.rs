//! Whether one expectation is met by the results of a subject.

use crate::eval::{Outcome, Row, State, Stop, Value, alerts};
use crate::number::Number;
use crate::plan::{Comparison, Expected, IndicatorId, Stage, TestFigure, TestState};

/// Whether it is met. What cannot be known is never as expected, but for a state that says so.
pub(super) fn met(row: Row<'_>, expected: &Expected) -> bool {
    match expected {
        Expected::Holds(condition) => row.value(condition).value == Ok(Value::YesNo(true)),
        Expected::State(figure, state) => standing(row, *figure) == Some(*state),
        Expected::Veto { vetoes, holds } => {
            let held: Vec<Result<bool, Stop>> = vetoes.iter().map(|veto| held(row, *veto)).collect();
            let one = held.contains(&Ok(true));
            if *holds { one } else { held.iter().all(|held| *held == Ok(false)) }
        }
        Expected::Use { text, money, holds } => {
            let wanted = money.as_ref().map(|money| row.value(money).value);
            let paid = |money: &Option<Number>| {
                wanted.as_ref().is_none_or(|wanted| {
                    money.as_ref().is_some_and(|money| *wanted == Ok(Value::Number(money.clone())))
                })
            };
            let follows = row.consequences();
            let named = follows.iter().filter(|one| {
                row.scheme.consequences.get(one.consequence).is_some_and(|known| known.text == *text)
            });
            let mut named = named.peekable();
            if *holds {
                named.any(|one| one.undecided.is_none() && paid(&one.money))
            } else {
                // One that is undecided may still follow.
                named.peek().is_none()
            }
        }
        Expected::Alert { level, text, holds } => {
            let all = alerts(row.scheme, row.data, row.results, row.subject);
            let mut named = all.iter().filter(|one| {
                row.scheme.alerts.get(one.alert).is_some_and(|known| {
                    known.level == *level && text.as_ref().is_none_or(|text| known.text == *text)
                })
            });
            if *holds { named.any(|one| one.undecided.is_none()) } else { named.next().is_none() }
        }
        Expected::Place { ranking, comparison, place } => {
            let found = row.results.places.get(*ranking).and_then(|column| *column.get(row.subject)?);
            found.is_some_and(|found| compares(*comparison, found, *place))
        }
        // Of what is given, not of what it comes to.
        Expected::Finding(_) => false,
    }
}

fn compares(comparison: Comparison, found: u32, place: u32) -> bool {
    match comparison {
        Comparison::AtLeast => found >= place,
        Comparison::AtMost => found <= place,
        Comparison::Above => found > place,
        Comparison::Below => found < place,
        Comparison::Equal => found == place,
        Comparison::Unequal => found != place,
    }
}

fn held(row: Row<'_>, (at, veto): (Option<IndicatorId>, usize)) -> Result<bool, Stop> {
    let vetoes = match at {
        Some(indicator) => &row.scheme.indicator(indicator).vetoes,
        None => &row.scheme.vetoes,
    };
    vetoes.get(veto).map_or(Ok(false), |veto| row.decides(&veto.condition))
}

/// How something stands; none where it has a value of its own.
pub fn standing(row: Row<'_>, figure: TestFigure) -> Option<TestState> {
    let whole = |there: bool| if there { None } else { Some(open(row)) };
    let results = row.results;
    match figure {
        TestFigure::Indicator(id) => state_of(results.scores.get(id.0 as usize)?.get(row.subject)?),
        TestFigure::Outside(place) => state_of(results.outside.get(place)?.get(row.subject)?),
        TestFigure::Formula(id) => {
            let reading = results.formulas.get(id.0 as usize)?.get(row.subject)?;
            match &reading.value {
                Ok(_) if reading.excused => Some(TestState::Excused),
                Ok(_) if reading.presumed => Some(TestState::Presumed),
                Ok(_) => None,
                Err(stop) => Some(stopped(*stop)),
            }
        }
        TestFigure::Total(stage) => whole(total(row, stage).is_some()),
        TestFigure::Grade => whole(results.grades.get(row.subject)?.is_some()),
        TestFigure::Place(ranking) => whole(results.places.get(ranking)?.get(row.subject)?.is_some()),
    }
}

/// The points that a figure comes to; none where there are none, and for what is not points.
pub fn figure(row: Row<'_>, figure: TestFigure) -> Option<Number> {
    let results = row.results;
    match figure {
        TestFigure::Indicator(id) => results.scores.get(id.0 as usize)?.get(row.subject)?.score().cloned(),
        TestFigure::Outside(place) => results.outside.get(place)?.get(row.subject)?.score().cloned(),
        TestFigure::Total(stage) => total(row, stage).cloned(),
        TestFigure::Formula(_) | TestFigure::Grade | TestFigure::Place(_) => None,
    }
}

fn total<'a>(row: Row<'a>, stage: Stage) -> Option<&'a Number> {
    let column = match stage {
        Stage::Base => &row.results.base,
        Stage::Bonus => &row.results.bonus,
        Stage::Penalty => &row.results.penalty,
        Stage::Unrounded => &row.results.unrounded,
        Stage::Total => &row.results.total,
    };
    column.get(row.subject)?.as_ref()
}

fn open(row: Row<'_>) -> TestState {
    match row.results.states.get(row.subject) {
        Some(State::Failed) => TestState::Failed,
        Some(State::Complete | State::Incomplete) | None => TestState::Open,
    }
}

/// How an outcome stands; none where it is scored on its own data.
pub fn state_of(outcome: &Outcome) -> Option<TestState> {
    match outcome {
        Outcome::Scored(_) => None,
        Outcome::Presumed(_) => Some(TestState::Presumed),
        Outcome::Excused(_) => Some(TestState::Excused),
        Outcome::Missing => Some(TestState::Open),
        Outcome::NotApplicable | Outcome::Elsewhere => Some(TestState::NotApplicable),
        Outcome::Failed => Some(TestState::Failed),
    }
}

fn stopped(stop: Stop) -> TestState {
    match stop {
        Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_) => {
            TestState::Open
        }
        Stop::NoLayer | Stop::NotApplicable => TestState::NotApplicable,
        Stop::Excused(_) => TestState::Excused,
        Stop::Zero | Stop::Fault | Stop::NoCalendar(_) => TestState::Failed,
    }
}
