//! Tests as written: made-up subjects and what is expected of them.

use super::{Expr, ExprKind, Name, Quantity};
use crate::source::{Code, Span, Spanned};

/// 测试 "…" { … }
#[derive(Clone, PartialEq, Debug)]
pub struct Test {
    /// Its title.
    pub title: Spanned<String>,
    /// What is given and expected, in order.
    pub items: Vec<TestItem>,
    /// All of it.
    pub span: Span,
}

/// 测试集 名 { … }: tests of a scheme that stands in another file.
#[derive(Clone, PartialEq, Debug)]
pub struct Suite {
    /// The scheme.
    pub name: Name,
    /// Its tests in order.
    pub tests: Vec<Test>,
    /// All of it.
    pub span: Span,
}

/// One statement of a test.
#[derive(Clone, PartialEq, Debug)]
pub enum TestItem {
    /// `执行数 = 8499万元`
    Given(Given),
    /// `复核 { 专职人员 = 2人 }`, `项目 { | 得分 | 等级 | … }`
    Part(TestPart),
    /// `另有 "甲" 9个 { 培训人次 = 0人 }`
    Others(Others),
    /// `期望 总分 = 88分`
    Expect(Expected),
    /// `用例 { | 执行数 | 预算执行率.得分 | … }`
    Cases(Spanned<Vec<CaseRow>>),
}

/// `执行数 = 8499万元`
#[derive(Clone, PartialEq, Debug)]
pub struct Given {
    /// The input.
    pub path: Vec<Name>,
    /// Its value.
    pub value: GivenValue,
    /// The line.
    pub span: Span,
}

/// What an input is given as.
#[derive(Clone, PartialEq, Debug)]
pub enum GivenValue {
    /// `8499万元`, 是, a choice, a date, a text.
    Value(Expr),
    /// 缺报
    Missing(Span),
    /// 不适用
    NotApplicable(Span),
    /// `免责 "水灾停办"`
    Excused(Spanned<String>),
}

/// The givens of a layer, or the records of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct TestPart {
    /// The layer or list.
    pub name: Name,
    /// What the layer changes.
    pub givens: Vec<Given>,
    /// The head and the records.
    pub rows: Vec<CaseRow>,
    /// All of it.
    pub span: Span,
}

/// Subjects beside the one that the test is about.
#[derive(Clone, PartialEq, Debug)]
pub struct Others {
    /// What they are called.
    pub name: Option<Spanned<String>>,
    /// How many of them there are; one when it is not said.
    pub count: Option<Quantity>,
    /// What is different about them, and expected of each.
    pub items: Vec<TestItem>,
    /// All of it.
    pub span: Span,
}

/// `| 8499万元 | 4分 |`
#[derive(Clone, PartialEq, Debug)]
pub struct CaseRow {
    /// Its cells.
    pub cells: Vec<CaseCell>,
    /// The row.
    pub span: Span,
}

/// One cell of a table.
#[derive(Clone, PartialEq, Debug)]
pub enum CaseCell {
    /// Nothing.
    Blank(Span),
    /// 缺报, 不适用, `免责 "…"`.
    State(GivenValue, Span),
    /// A value, a quantity, something expected.
    Expected(Expected),
    /// Anything else: the name of a row.
    Free(Spanned<String>),
}

impl CaseCell {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            CaseCell::Blank(span) | CaseCell::State(_, span) => *span,
            CaseCell::Expected(expected) => expected.span,
            CaseCell::Free(text) => text.span,
        }
    }
}

/// What is expected.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected {
    /// What.
    pub what: ExpectedKind,
    /// Where it stands, without the word 期望.
    pub span: Span,
}

/// What can be expected.
#[derive(Clone, PartialEq, Debug)]
pub enum ExpectedKind {
    /// `总分 = 88分`, or in the head of a table `总分`.
    Holds(Expr),
    /// `预算执行率 未定`
    State {
        /// The indicator, total or formula.
        path: Vec<Name>,
        /// How it stands.
        state: StateWord,
    },
    /// A fact, or with 非 that it is none.
    Fact {
        /// The fact.
        fact: Fact,
        /// Without 非, or with two of them.
        holds: bool,
    },
    /// KC503: the data given do not fit, and this is said of them. None for a code that does not exist.
    Finding(Option<Code>),
}

/// What else a test can ask for.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// `否决 若 重大违纪`
    Veto(Expr),
    /// `应用 "压减下年度预算", 金额 20万元`
    Use {
        /// The consequence in words.
        text: Spanned<String>,
        /// Its amount.
        money: Option<Expr>,
    },
    /// `警示 红 "补充后重报"`
    Alert {
        /// The level.
        level: Name,
        /// The row; any row of the level when it is not said.
        text: Option<Spanned<String>>,
    },
}

/// How something stands that may have no value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StateWord {
    /// 未定
    Open,
    /// 不适用
    NotApplicable,
    /// 免责
    Excused,
    /// 视为
    Presumed,
    /// 算不出
    Failed,
}

impl Expected {
    /// The names joined by dots that it is, if it is nothing else.
    pub fn path(&self) -> Option<&[Name]> {
        let ExpectedKind::Holds(expr) = &self.what else { return None };
        if let ExprKind::Path(names) = &expr.kind { Some(names) } else { None }
    }

    /// The single name that it is, if it is one.
    pub fn name(&self) -> Option<&Name> {
        <&[Name; 1]>::try_from(self.path()?).ok().map(|[name]| name)
    }
}
