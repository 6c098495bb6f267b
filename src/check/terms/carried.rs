//! What the subjects of a scheme bring along into a list of another: its results, inputs and formulas as fields.

use crate::check::terms::units::constant;
use crate::number::{Bound, Interval, Number, Unit};
use crate::plan::{
    Carried, Field, FormulaId, IndicatorId, Input, InputId, OnMissing, Scheme, Scope, Type, ValueType,
    Verdict,
};

/// 得分, 等级, 名次, 基础分: those that the scheme gives.
pub(in crate::check) fn results(below: &Scheme) -> Vec<(Field, Carried)> {
    let points = ValueType::Number { unit: Unit::points(), whole: false };
    let mut found = vec![(Carried::Total, points.clone(), total_range(below))];
    if let Some(scale) = &below.scale {
        let grades = scale.grades.iter().map(|grade| grade.name.clone()).collect();
        found.push((Carried::Grade, ValueType::Choice(grades), Interval::ALL));
    }
    if let Some(overall) = below.rankings.iter().position(|ranking| ranking.scope == Scope::All) {
        let place = ValueType::Number { unit: Unit::plain(), whole: true };
        let range = Interval::new(Bound::Included(Number::ONE), Bound::Open);
        found.push((Carried::Place(overall), place, range));
    }
    found.push((Carried::Base, points, Interval::from_zero()));
    let field = |(carried, value_type, range): (Carried, ValueType, Interval)| {
        let name = carried.word().map_or("", |(zh, _)| zh).to_owned();
        (Field { name, value_type, range, missing: OnMissing::Report, span: below.span }, carried)
    };
    found.into_iter().map(field).collect()
}

/// What a total can come to: its limits as rounded, and what a veto may put in its place.
fn total_range(below: &Scheme) -> Interval {
    let rounded = |limit: &Number| match below.rounding.total {
        Some(rounding) => rounding.apply(limit),
        None => limit.clone(),
    };
    let end =
        |limit: &Option<Number>| limit.as_ref().map_or(Bound::Open, |limit| Bound::Included(rounded(limit)));
    let limits = Interval::new(end(&below.limits.low), end(&below.limits.high));
    below.vetoes.iter().fold(limits, |range, veto| match &veto.verdict {
        Verdict::Score(amount) => match constant(amount) {
            Some(number) => range.hull(&Interval::point(number)),
            None => Interval::new(Bound::Open, range.high),
        },
        Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => range,
    })
}

/// The inputs, by their columns, and the formulas.
pub(in crate::check) fn quantities(below: &Scheme) -> Vec<(Field, Carried)> {
    let inputs = (0..)
        .map(InputId)
        .zip(&below.inputs)
        .filter(|(_, input)| !matches!(input.value_type, ValueType::List(_) | ValueType::Evidence));
    let inputs = inputs.map(|(id, input)| (of_input(input), Carried::Input(id)));
    let formulas = (0..).map(FormulaId).zip(&below.formulas).map(|(id, formula)| {
        let (name, range, span) = (formula.name.clone(), formula.range.clone(), formula.span);
        let value_type = match &formula.type_of {
            Type::Number { whole, .. } => ValueType::Number { unit: formula.unit.clone(), whole: *whole },
            Type::YesNo => ValueType::YesNo,
            Type::Choice(choices) => ValueType::Choice(choices.clone()),
            Type::Text => ValueType::Text,
            Type::Date => ValueType::Date,
        };
        (Field { name, value_type, range, missing: OnMissing::Report, span }, Carried::Formula(id))
    });
    inputs.chain(formulas).collect()
}

/// An input keeps what its own scheme says of a missing value.
fn of_input(input: &Input) -> Field {
    Field {
        name: input.column.clone(),
        value_type: input.value_type.clone(),
        range: input.range.clone(),
        missing: input.missing.clone(),
        span: input.span,
    }
}

pub(in crate::check) fn noun(field: &Field) -> Option<String> {
    field.value_type.unit()?.dimension.noun().map(str::to_owned)
}

/// The indicators of a name or path.
pub(in crate::check) fn indicators(below: &Scheme, name: &str) -> Vec<IndicatorId> {
    let tail = format!("/{name}");
    let matching = (0..)
        .map(IndicatorId)
        .zip(&below.indicators)
        .filter(|(_, indicator)| indicator.path == name || indicator.path.ends_with(&tail));
    matching.map(|(id, _)| id).collect()
}
