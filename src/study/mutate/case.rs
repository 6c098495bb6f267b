//! A found case as a test: what is given, and the one expectation that the rules meet and the slip does not. It is run on
//! both before anybody sees it.

use super::differ::{Follows, Seen};
use super::search::{Found, Made};
use crate::data::{Cell, Dataset};
use crate::eval::Results;
use crate::number::{Number, Share, Unit, iso};
use crate::plan::{
    Comparison, Expectation, Expected, Expr, ExprKind, FieldId, GivenCell, GivenRecords, GradeId, InputId,
    ListId, Part, Scheme, Stage, Test, TestCase, TestFigure, TestState, TestSubject, Type, ValueType,
};
use crate::source::Span;
use crate::testing::{self, Case};

/// The test that passes by the rules and fails with the slip; none where no test can tell, or data may not say so.
pub(super) fn test(
    (scheme, slipped): (&Scheme, &Scheme),
    like: &Dataset,
    found: &Found,
    results: &Results,
) -> Option<TestCase> {
    // The subject that it shows on stands first: the test is about it.
    let mut made: Vec<&Made> = found.subjects.iter().collect();
    let who = made.remove(found.who);
    made.insert(0, who);
    let span = scheme.span;
    let what = expected(scheme, found, results)?;
    let case = TestCase {
        name: None,
        row: None,
        subjects: made.iter().enumerate().map(|(place, made)| subject(scheme, like, made, place)).collect(),
        layers: Vec::new(),
        calendar: Vec::new(),
        expectations: vec![Expectation { what, subject: 0, span, head: None }],
        span,
    };
    tells((scheme, slipped), &case).then_some(case)
}

fn tells((scheme, slipped): (&Scheme, &Scheme), case: &TestCase) -> bool {
    bound(scheme, case)
        .is_some_and(|case| testing::run(scheme, &case).passed() && !testing::run(slipped, &case).passed())
}

/// A case with its data bound.
pub(super) fn bound(scheme: &Scheme, case: &TestCase) -> Option<Case> {
    let test = Test { title: String::new(), cases: vec![case.clone()], span: case.span };
    let with = Scheme { tests: vec![test], ..scheme.clone() };
    testing::cases(&with).into_iter().next()
}

fn subject(scheme: &Scheme, like: &Dataset, made: &Made, place: usize) -> TestSubject {
    let span = scheme.span;
    let given = (0..).map(InputId).zip(&made.cells).filter_map(|(input, cell)| {
        let text = text(&scheme.input(input).value_type, cell, like)?;
        Some(GivenCell { layer: None, input, text, span })
    });
    let lists = (0..).map(ListId).zip(&made.records).filter(|(_, records)| !records.is_empty());
    let records = lists.map(|(list, records)| given_records(scheme, like, (list, records), span));
    TestSubject {
        name: if place == 0 { String::new() } else { format!("{}{}", scheme.subject_kind, place + 1) },
        cells: given.collect(),
        records: records.collect(),
    }
}

fn given_records(
    scheme: &Scheme,
    like: &Dataset,
    (list, records): (ListId, &Vec<Vec<Cell>>),
    span: Span,
) -> GivenRecords {
    let fields = &scheme.list(list).fields;
    let row = |record: &Vec<Cell>| {
        let cells = fields.iter().zip(record);
        cells.map(|(field, cell)| text(&field.value_type, cell, like).unwrap_or_default()).collect()
    };
    GivenRecords {
        layer: None,
        list,
        fields: (0..).map(FieldId).take(fields.len()).collect(),
        rows: records.iter().map(row).collect(),
        span,
    }
}

/// A cell as data say it; none where it is empty.
fn text(value_type: &ValueType, cell: &Cell, like: &Dataset) -> Option<String> {
    Some(match (cell, value_type) {
        (Cell::Missing, _) => return None,
        (Cell::Number(number), ValueType::Number { unit, .. }) => measured(number, unit),
        (Cell::Number(number), _) => number.plain(),
        (Cell::YesNo(true), _) => "是".to_owned(),
        (Cell::YesNo(false), _) => "否".to_owned(),
        (Cell::Choice(at), ValueType::Choice(names)) => names.get(*at as usize)?.clone(),
        (Cell::Choice(_), _) => return None,
        (Cell::Date(day), _) => iso(*day),
        (Cell::Text(text), _) => like.text(*text).to_owned(),
        (Cell::NotApplicable, _) => "不适用".to_owned(),
        (Cell::Excused(reason), _) => format!("免责:{}", like.text(*reason)),
    })
}

/// `60人`, `85%`; a rate without its unit, which is that of the rules then.
fn measured(number: &Number, unit: &Unit) -> String {
    let plain = unit.from_base(number).plain();
    if unit.share == Share::Rate { plain } else { format!("{plain}{}", unit.symbol) }
}

/// What the rules come to, so that the slip does not.
fn expected(scheme: &Scheme, found: &Found, results: &Results) -> Option<Expected> {
    let points = |figure: ExprKind, score: &Number| {
        score.decimal()?;
        Some(Expected::Holds(equals(scheme, (figure, points_type()), number(scheme, score, &Unit::points()))))
    };
    match &found.seen {
        Seen::Score(id, own, other) => match (own.score(), other.score()) {
            (Some(score), other) if other != Some(score) => points(ExprKind::Score(*id, Part::Score), score),
            (_, _) => Some(Expected::State(TestFigure::Indicator(*id), testing::state_of(own)?)),
        },
        Seen::Outside(place, own, other) => match (own.score(), other.score()) {
            (Some(score), other) if other != Some(score) => {
                let penalty = scheme.outside.get(*place)?.penalty;
                let (stage, column) =
                    if penalty { (Stage::Penalty, &results.penalty) } else { (Stage::Bonus, &results.bonus) };
                points(ExprKind::Total(stage), column.get(found.who)?.as_ref()?)
            }
            (_, _) => Some(Expected::State(TestFigure::Outside(*place), testing::state_of(own)?)),
        },
        Seen::Total(Some(total), _) => points(ExprKind::Total(Stage::Total), total),
        Seen::Total(None, _) => {
            Some(Expected::State(TestFigure::Total(Stage::Total), undetermined(results, found)))
        }
        Seen::Grade(Some(grade), _) => Some(Expected::Holds(graded(scheme, *grade))),
        Seen::Grade(None, _) => Some(Expected::State(TestFigure::Grade, undetermined(results, found))),
        Seen::Place(ranking, Some(place), _) => {
            Some(Expected::Place { ranking: *ranking, comparison: Comparison::Equal, place: *place })
        }
        Seen::Place(ranking, None, _) => {
            Some(Expected::State(TestFigure::Place(*ranking), undetermined(results, found)))
        }
        Seen::Consequence(place, own, other) => consequence(scheme, *place, own, other),
        Seen::Alert(place, holds, _) => {
            let alert = scheme.alerts.get(*place)?;
            Some(Expected::Alert { level: alert.level, text: Some(alert.text.clone()), holds: *holds })
        }
    }
}

fn consequence(scheme: &Scheme, place: usize, own: &Follows, other: &Follows) -> Option<Expected> {
    let text = scheme.consequences.get(place)?.text.clone();
    let amount = |money: &Number| number(scheme, money, &Unit::parse("元"));
    match (own, other) {
        (Follows::Undecided, _) => None,
        (Follows::No, _) => Some(Expected::Use { text, money: None, holds: false }),
        (Follows::Yes(Some(money)), Follows::Yes(_)) => {
            money.decimal()?;
            Some(Expected::Use { text, money: Some(amount(money)), holds: true })
        }
        (Follows::Yes(_), _) => Some(Expected::Use { text, money: None, holds: true }),
    }
}

fn undetermined(results: &Results, found: &Found) -> TestState {
    let failed = results.states.get(found.who) == Some(&crate::eval::State::Failed);
    if failed { TestState::Failed } else { TestState::Open }
}

fn points_type() -> Type {
    Type::Number { dimension: Unit::points().dimension, share: Share::None, whole: false }
}

fn number(scheme: &Scheme, number: &Number, unit: &Unit) -> Expr {
    let type_of = Type::Number { dimension: unit.dimension.clone(), share: unit.share, whole: false };
    Expr { kind: ExprKind::Number(number.clone(), unit.clone()), type_of, span: scheme.span }
}

fn equals(scheme: &Scheme, (figure, type_of): (ExprKind, Type), to: Expr) -> Expr {
    let figure = Expr { kind: figure, type_of, span: scheme.span };
    let kind = ExprKind::Compare(Comparison::Equal, Box::new(figure), Box::new(to));
    Expr { kind, type_of: Type::YesNo, span: scheme.span }
}

fn graded(scheme: &Scheme, grade: GradeId) -> Expr {
    let names = scheme.scale.iter().flat_map(|scale| &scale.grades).map(|grade| grade.name.clone());
    let type_of = Type::Choice(names.collect());
    let to = Expr { kind: ExprKind::Choice(grade.0), type_of: type_of.clone(), span: scheme.span };
    equals(scheme, (ExprKind::Grade, type_of), to)
}
