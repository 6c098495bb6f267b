//! What a subject of one scheme brings along into the records of another.

use std::collections::BTreeMap;

use super::{Below, Outcome, Stop, Value};
use crate::data::{Cell, Dataset, Records, Texts};
use crate::number::Number;
use crate::plan::{Carried, Constant, Feed, InputId, Matched, OnExcused, Part};

/// The records of a list: one for each owner.
pub(super) fn records(feed: &Feed, below: Below<'_>, owners: &[(u32, usize)], data: &mut Dataset) -> Records {
    let subjects = u32::try_from(data.subjects.len()).unwrap_or(u32::MAX);
    let before = |subject: u32| owners.partition_point(|(owner, _)| *owner < subject);
    let who = || owners.iter().filter_map(|(_, at)| below.data.subjects.get(*at));
    let mut texts = Texts::of(std::mem::take(&mut data.texts));
    let mut column =
        |carried: &Carried| owners.iter().map(|(_, at)| carry(below, *carried, *at, &mut texts)).collect();
    let fields = feed.carries.iter().map(&mut column).collect();
    data.texts = texts.into_list();
    Records {
        file: below.data.file.clone(),
        fields,
        first: (0..=subjects).map(|subject| u32::try_from(before(subject)).unwrap_or(u32::MAX)).collect(),
        rows: who().map(|subject| subject.row).collect(),
        who: who().cloned().collect(),
        shared: feed.matched == Matched::All,
        later: BTreeMap::new(),
    }
}

/// What one subject brings along. Without a total, 得分 is missing: what reads it is undetermined, never 0.
fn carry(below: Below<'_>, carried: Carried, subject: usize, into: &mut Texts) -> Cell {
    let number = |column: &[Option<Number>]| {
        column.get(subject).cloned().flatten().map_or(Cell::Missing, Cell::Number)
    };
    match carried {
        Carried::Total => number(&below.results.total),
        Carried::Base => number(&below.results.base),
        Carried::Grade => {
            let grade = below.results.grades.get(subject).copied().flatten();
            grade.map_or(Cell::Missing, |grade| Cell::Choice(grade.0))
        }
        Carried::Place(ranking) => {
            let place =
                below.results.places.get(ranking).and_then(|column| column.get(subject).copied().flatten());
            place.map_or(Cell::Missing, |place| Cell::Number(Number::whole(i64::from(place))))
        }
        Carried::Input(input) => of_input(below, input, subject, into),
        Carried::Formula(formula) => {
            let column = below.results.formulas.get(formula.0 as usize);
            column.and_then(|column| column.get(subject)).map_or(Cell::Missing, |reading| {
                match &reading.value {
                    Ok(value) => of_value(value, into),
                    Err(Stop::NotApplicable) => Cell::NotApplicable,
                    Err(_) => Cell::Missing,
                }
            })
        }
        Carried::Score(indicator, part) => {
            let points = &below.scheme.indicator(indicator).points;
            let column = below.results.scores.get(indicator.0 as usize);
            match column.and_then(|column| column.get(subject)) {
                Some(Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score)) => {
                    match part {
                        Part::Score => Cell::Number(score.clone()),
                        Part::Lost => Cell::Number(points - score),
                        Part::Rate => score.over(points).map_or(Cell::Missing, Cell::Number),
                    }
                }
                Some(Outcome::NotApplicable | Outcome::Elsewhere) => Cell::NotApplicable,
                Some(Outcome::Missing | Outcome::Failed) | None => Cell::Missing,
            }
        }
    }
}

/// An input keeps its state, and an excused one the value that its rules give it; with 免责 给满分 it has none.
fn of_input(below: Below<'_>, input: InputId, subject: usize, into: &mut Texts) -> Cell {
    match below.data.cell(input, subject) {
        Cell::Text(text) => Cell::Text(into.keep(below.data.text(*text))),
        Cell::Excused(reason) => match &below.scheme.input(input).excused {
            Some(OnExcused::Value(Constant::Number(number))) => Cell::Number(number.clone()),
            Some(OnExcused::Value(Constant::YesNo(value))) => Cell::YesNo(*value),
            Some(OnExcused::Value(Constant::Choice(place))) => Cell::Choice(*place),
            Some(OnExcused::NotApplicable) => Cell::NotApplicable,
            Some(OnExcused::Full) | None => Cell::Excused(into.keep(below.data.text(*reason))),
        },
        cell @ (Cell::Number(_)
        | Cell::YesNo(_)
        | Cell::Choice(_)
        | Cell::Date(_)
        | Cell::Missing
        | Cell::NotApplicable) => cell.clone(),
    }
}

fn of_value(value: &Value, into: &mut Texts) -> Cell {
    match value {
        Value::Number(number) => Cell::Number(number.clone()),
        Value::YesNo(value) => Cell::YesNo(*value),
        Value::Choice(place) => Cell::Choice(*place),
        Value::Date(day) => Cell::Date(*day),
        Value::Text(text) => Cell::Text(into.keep(text)),
    }
}
