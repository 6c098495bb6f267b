//! 测试: made-up subjects, and what is expected of them. Nothing of it goes into any result.

use super::{
    AlertLevelId, Comparison, Expr, FieldId, FormulaId, IndicatorId, InputId, LayerId, ListId, Stage,
};
use crate::source::{Code, Span};

/// 测试 "…"
#[derive(Clone, PartialEq, Debug)]
pub struct Test {
    /// Its title.
    pub title: String,
    /// Its cases: one, or one for each row of its tables.
    pub cases: Vec<TestCase>,
    /// All of it.
    pub span: Span,
}

/// One case of a test: subjects assessed together.
#[derive(Clone, PartialEq, Debug)]
pub struct TestCase {
    /// The name of its row; none where the row has none, or there is no table.
    pub name: Option<String>,
    /// Its row below the head of its table, from 1; none without a table.
    pub row: Option<u32>,
    /// The subjects, the one that the test is about first.
    pub subjects: Vec<TestSubject>,
    /// The layers that the test has braces for, empty ones too; none where the data are in one piece.
    pub layers: Vec<LayerId>,
    /// The rows of 日历: the day and 放假 or 上班, as written.
    pub calendar: Vec<(String, String)>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
    /// The test, or the row.
    pub span: Span,
}

/// A made-up subject.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TestSubject {
    /// Its name; empty for the one that the test is about.
    pub name: String,
    /// What is given of it, in the order written.
    pub cells: Vec<GivenCell>,
    /// The records given of it. Of two for one list and layer the later stands.
    pub records: Vec<GivenRecords>,
}

/// What an input is given as.
#[derive(Clone, PartialEq, Debug)]
pub struct GivenCell {
    /// 复核 { … }: the layer; none for the body of the test, which is the first layer or data in one piece.
    pub layer: Option<LayerId>,
    /// The input.
    pub input: InputId,
    /// As a cell of the data says it; empty for 缺报.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// The records of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct GivenRecords {
    /// As in [`GivenCell`].
    pub layer: Option<LayerId>,
    /// The list.
    pub list: ListId,
    /// The fields of its columns.
    pub fields: Vec<FieldId>,
    /// Its rows, each beside the fields, as cells of the data.
    pub rows: Vec<Vec<String>>,
    /// Where they are written.
    pub span: Span,
}

/// 期望 …
#[derive(Clone, PartialEq, Debug)]
pub struct Expectation {
    /// What.
    pub what: Expected,
    /// Of which subject: its place in `TestCase::subjects`.
    pub subject: usize,
    /// Where it is written; of a table, the cell.
    pub span: Span,
    /// Of a table, the head of its column.
    pub head: Option<Span>,
}

/// What can be expected.
#[derive(Clone, PartialEq, Debug)]
pub enum Expected {
    /// A condition.
    Holds(Expr),
    /// `预算执行率 未定`
    State(TestFigure, TestState),
    /// 否决 若 c
    Veto {
        /// The vetoes with this condition: of which indicator, none for the scheme; and the place among its vetoes.
        vetoes: Vec<(Option<IndicatorId>, usize)>,
        /// Whether one of them is to be in force, else none.
        holds: bool,
    },
    /// 应用 "…"
    Use {
        /// The consequence in words.
        text: String,
        /// Its amount.
        money: Option<Expr>,
        /// Whether it is to follow.
        holds: bool,
    },
    /// 警示 红 "…"
    Alert {
        /// The level.
        level: AlertLevelId,
        /// The row; any of the level when it is not said.
        text: Option<String>,
        /// Whether it is to be raised.
        holds: bool,
    },
    /// `名次 = 2`
    Place {
        /// Among `Scheme::rankings`.
        ranking: usize,
        /// How.
        comparison: Comparison,
        /// The place.
        place: u32,
    },
    /// KC503: this is found in what is given.
    Finding(Code),
}

/// What may have a state in place of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TestFigure {
    /// An indicator.
    Indicator(IndicatorId),
    /// A bonus or penalty, by its place.
    Outside(usize),
    /// A formula.
    Formula(FormulaId),
    /// 总分 and its sisters.
    Total(Stage),
    /// 等级
    Grade,
    /// 名次, 组名次: by place among the rankings.
    Place(usize),
}

/// How something stands that may have no value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TestState {
    /// 未定: data is missing.
    Open,
    /// 不适用
    NotApplicable,
    /// 免责
    Excused,
    /// 视为: with a value in the place of a missing one.
    Presumed,
    /// 算不出
    Failed,
}
