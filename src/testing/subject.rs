//! A test made from a real subject: all that its data say of it, and what it came to.

use super::bound::alone;
use super::{Verdict, run};
use crate::data::{Cell, Dataset};
use crate::eval::{Outcome, Row, State};
use crate::number::{Number, Share, Unit, iso};
use crate::plan::{
    Comparison, Expectation, Expected, Expr, ExprKind, FieldId, GivenCell, GivenRecords, IndicatorId,
    InputId, LayerId, ListId, Part, Stage, TestCase, TestFigure, TestState, TestSubject, Type, ValueType,
};
use crate::source::{SourceId, Span};

/// A test made from a subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Made {
    /// What is given and expected.
    pub case: TestCase,
    /// What the subject came to among the others, and does not come to alone; or with figures that no cell holds.
    pub of_others: Vec<Expectation>,
}

/// A test that gives all that the data say of a subject and expects all that it came to. What depends on other
/// subjects cannot be expected of it alone, and is left out: `Made::of_others` has it.
pub fn of_subject(row: Row<'_>) -> Made {
    let mut case = TestCase {
        name: None,
        row: None,
        subjects: vec![given(row)],
        layers: layers(row),
        calendar: calendar(row),
        expectations: expectations(row),
        span: row.scheme.span,
    };
    let Verdict { unmet, unexpected } = run(row.scheme, &alone(row.scheme, &case));
    // What the data say is taken by the data's own rules; else the fault is ours, and must be seen.
    if !unexpected.is_empty() {
        return Made { case, of_others: Vec::new() };
    }
    let (mut kept, mut of_others) = (Vec::new(), Vec::new());
    for (place, expectation) in std::mem::take(&mut case.expectations).into_iter().enumerate() {
        if unmet.contains(&place) { of_others.push(expectation) } else { kept.push(expectation) }
    }
    case.expectations = kept;
    Made { case, of_others }
}

/// The layers that have data.
fn layers(row: Row<'_>) -> Vec<LayerId> {
    if row.data.layer.is_none() {
        return Vec::new();
    }
    let all = row.results.layers.iter().zip(0..);
    all.filter(|(figures, _)| figures.is_some()).map(|(_, layer)| LayerId(layer)).collect()
}

fn calendar(row: Row<'_>) -> Vec<(String, String)> {
    let word = |works: bool| if works { "上班" } else { "放假" };
    let days = row.data.calendar.days();
    let days = days.map(|(day, works)| (iso(day), word(works).to_owned()));
    if row.scheme.counts_workdays { days.collect() } else { Vec::new() }
}

fn given(row: Row<'_>) -> TestSubject {
    let Row { scheme, data, subject, .. } = row;
    let span = scheme.span;
    let mut cells = Vec::new();
    for (place, input) in scheme.inputs.iter().enumerate() {
        let id = InputId(u32::try_from(place).unwrap_or(u32::MAX));
        if matches!(input.value_type, ValueType::List(_)) {
            continue;
        }
        let mut before = Cell::Missing;
        for layer in std::iter::once(None).chain(layers(row).into_iter().skip(1).map(Some)) {
            let first = if data.layer.is_some() { Some(LayerId(0)) } else { None };
            let now = match layer.or(first) {
                Some(layer) => data.cell_in(layer, id, subject),
                None => data.cell(id, subject),
            };
            if *now != before {
                let text = text(data, &input.value_type, now);
                cells.push(GivenCell { layer, input: id, text, span });
                before = now.clone();
            }
        }
    }
    let lists = (0..scheme.lists.len()).map(|list| ListId(u32::try_from(list).unwrap_or(u32::MAX)));
    TestSubject { name: String::new(), cells, records: lists.filter_map(|list| records(row, list)).collect() }
}

fn records(row: Row<'_>, list: ListId) -> Option<GivenRecords> {
    let Row { scheme, data, subject, .. } = row;
    let span = scheme.span;
    let records = data.records(list, subject);
    let known = &scheme.list(list).fields;
    let fields = (0..known.len()).map(|field| FieldId(u32::try_from(field).unwrap_or(u32::MAX)));
    let fields: Vec<FieldId> = fields.collect();
    let rows: Vec<Vec<String>> = records
        .map(|record| {
            let cell = |field: &FieldId| match data.field(list, *field, record) {
                // A result of another scheme may not apply; a record that is given has values only.
                Cell::NotApplicable | Cell::Excused(_) => String::new(),
                cell @ (Cell::Number(_)
                | Cell::YesNo(_)
                | Cell::Choice(_)
                | Cell::Date(_)
                | Cell::Text(_)
                | Cell::Missing) => text(data, &scheme.field(list, *field).value_type, cell),
            };
            fields.iter().map(cell).collect()
        })
        .collect();
    (!rows.is_empty()).then_some(GivenRecords { layer: None, list, fields, rows, span })
}

/// A cell as the data would say it.
fn text(data: &Dataset, value_type: &ValueType, cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => {
            value_type.unit().map_or_else(|| number.plain(), |unit| measured(number, unit))
        }
        Cell::YesNo(value) if *value_type == ValueType::Evidence => {
            if *value {
                String::new()
            } else {
                "无".to_owned()
            }
        }
        Cell::YesNo(true) => "是".to_owned(),
        Cell::YesNo(false) => "否".to_owned(),
        Cell::Choice(place) => match value_type {
            ValueType::Choice(choices) => choices.get(*place as usize).cloned().unwrap_or_default(),
            ValueType::Number { .. }
            | ValueType::YesNo
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date
            | ValueType::List(_) => String::new(),
        },
        Cell::Date(day) => iso(*day),
        Cell::Text(text) => data.text(*text).to_owned(),
        Cell::Missing => String::new(),
        Cell::NotApplicable => "不适用".to_owned(),
        Cell::Excused(reason) => format!("免责:{}", data.text(*reason)),
    }
}

/// With its unit where that is one word; a rate stands bare, in the unit of the rules. No cell holds a decimal that
/// never ends, as a record of another scheme's results can: it is left out.
fn measured(number: &Number, unit: &Unit) -> String {
    let number = unit.from_base(number);
    if number.decimal().is_none() && !number.is_whole() {
        return String::new();
    }
    let plain = number.plain();
    let word = unit.symbol.chars().all(char::is_alphabetic) || &*unit.symbol == "%";
    if word { format!("{plain}{}", unit.symbol) } else { plain }
}

fn expectations(row: Row<'_>) -> Vec<Expectation> {
    let mut expected: Vec<Expected> = Vec::new();
    for id in row.scheme.preorder() {
        let outcome = row.results.scores.get(id.0 as usize).and_then(|column| column.get(row.subject));
        expected.extend(outcome.into_iter().flat_map(|outcome| of_indicator(id, outcome)));
    }
    if !row.scheme.outside.is_empty() {
        expected.extend(of_total(row, Stage::Bonus, &row.results.bonus));
        expected.extend(of_total(row, Stage::Penalty, &row.results.penalty));
    }
    expected.extend(of_total(row, Stage::Total, &row.results.total));
    expected.extend(of_grade(row));
    let span = row.scheme.span;
    expected.into_iter().map(|what| Expectation { what, subject: 0, span, head: None }).collect()
}

fn of_indicator(id: IndicatorId, outcome: &Outcome) -> Vec<Expected> {
    let state = |state| Expected::State(TestFigure::Indicator(id), state);
    let score = |score: &Number| equals(points(ExprKind::Score(id, Part::Score)), score.clone());
    match outcome {
        Outcome::Scored(number) | Outcome::Presumed(number) => vec![score(number)],
        Outcome::Excused(number) => vec![score(number), state(TestState::Excused)],
        Outcome::Missing => vec![state(TestState::Open)],
        Outcome::NotApplicable => vec![state(TestState::NotApplicable)],
        Outcome::Failed => vec![state(TestState::Failed)],
        // Of another branch: nobody asks for it.
        Outcome::Elsewhere => Vec::new(),
    }
}

fn of_total(row: Row<'_>, stage: Stage, column: &[Option<Number>]) -> Option<Expected> {
    Some(match column.get(row.subject)? {
        Some(number) => equals(points(ExprKind::Total(stage)), number.clone()),
        None => Expected::State(TestFigure::Total(stage), open(row)),
    })
}

fn of_grade(row: Row<'_>) -> Option<Expected> {
    let scale = row.scheme.scale.as_ref()?;
    let names: Vec<String> = scale.grades.iter().map(|grade| grade.name.clone()).collect();
    let Some(grade) = row.results.grades.get(row.subject).copied().flatten() else {
        return Some(Expected::State(TestFigure::Grade, open(row)));
    };
    let made = |kind| Box::new(Expr { kind, type_of: Type::Choice(names.clone()), span: row.scheme.span });
    let (left, right) = (made(ExprKind::Grade), made(ExprKind::Choice(grade.0)));
    let kind = ExprKind::Compare(Comparison::Equal, left, right);
    Some(Expected::Holds(Expr { kind, type_of: Type::YesNo, span: row.scheme.span }))
}

fn open(row: Row<'_>) -> TestState {
    match row.results.states.get(row.subject) {
        Some(State::Failed) => TestState::Failed,
        Some(State::Complete | State::Incomplete) | None => TestState::Open,
    }
}

fn points(kind: ExprKind) -> Expr {
    let type_of = Type::Number { dimension: Unit::points().dimension, share: Share::None, whole: false };
    Expr { kind, type_of, span: NOWHERE }
}

fn equals(left: Expr, number: Number) -> Expected {
    let right = points(ExprKind::Number(number, Unit::points()));
    let kind = ExprKind::Compare(Comparison::Equal, Box::new(left), Box::new(right));
    Expected::Holds(Expr { kind, type_of: Type::YesNo, span: NOWHERE })
}

/// It is not written anywhere yet.
const NOWHERE: Span = Span { source: SourceId(0), start: 0, end: 0 };
