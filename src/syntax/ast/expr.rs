//! Expressions as written.

use super::{Clause, Name};
use crate::number::Number;
use crate::source::{Span, Spanned};

/// An expression and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// `0.5分`
    Quantity(Quantity),
    /// `"文字"`
    Text(String),
    /// `2019年12月31日`, `2019-12-31`: year, month and day, not yet known to be one of the calendar.
    Date(u16, u8, u8),
    /// `预算执行率.得分`: names joined by dots, at least one.
    Path(Vec<Name>),
    /// `计数(项目, 其中 已自评)`
    Call {
        /// The function.
        function: Name,
        /// Its arguments.
        arguments: Vec<Argument>,
    },
    /// `非 x`
    Not(Box<Expr>),
    /// `-x`
    Negate(Box<Expr>),
    /// `a + b`, `a 且 b`, `a >= b`
    Binary {
        /// The sign or word between them.
        operator: Spanned<Operator>,
        /// What stands before it.
        left: Box<Expr>,
        /// What stands after it.
        right: Box<Expr>,
    },
    /// `若 a 则 b 否则 c`
    If {
        /// The condition.
        condition: Box<Expr>,
        /// The value when it holds.
        then: Box<Expr>,
        /// The value when it does not.
        otherwise: Box<Expr>,
    },
    /// The value of a parameter that has several; stands nowhere else.
    Table(Table),
}

/// The values of one parameter.
#[derive(Clone, PartialEq, Debug)]
pub enum Table {
    /// `按 地区 { 东部: 100%; 中部: 40% }`
    ByChoice {
        /// The input whose choice decides.
        input: Name,
        /// Its rows.
        rows: Vec<TableRow<Vec<Name>>>,
    },
    /// `{ 自 2018年: 60%; 自 2020年: 80% }`
    ByYear(Vec<TableRow<Quantity>>),
}

/// `自 2018年: 60%, 依据 "财预〔2018〕1号"`
#[derive(Clone, PartialEq, Debug)]
pub struct TableRow<K> {
    /// When the value holds: for these choices, or from this year on.
    pub holds: K,
    /// The value.
    pub value: Expr,
    /// Its clauses.
    pub clauses: Vec<Spanned<Clause>>,
    /// The row.
    pub span: Span,
}

/// A number as written, with its unit.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// The number, exactly.
    pub number: Number,
    /// The unit's spelling, e.g. `万元`, `%`, `points`.
    pub unit: Option<Spanned<String>>,
    /// Where both stand.
    pub span: Span,
}

impl Expr {
    /// The literal this is, if it is one, perhaps with a sign before it.
    pub fn literal(&self) -> Option<&Quantity> {
        if let ExprKind::Negate(inner) = &self.kind {
            return inner.literal();
        }
        if let ExprKind::Quantity(quantity) = &self.kind { Some(quantity) } else { None }
    }

    /// What it compares, if it is a comparison.
    pub fn comparison(&self) -> Option<(Comparison, &Expr, &Expr)> {
        let ExprKind::Binary { operator, left, right } = &self.kind else { return None };
        let Operator::Compare(comparison) = operator.value else { return None };
        Some((comparison, left, right))
    }

    /// The number of a literal, with its sign.
    pub fn literal_number(&self) -> Option<Number> {
        if let ExprKind::Negate(inner) = &self.kind {
            return inner.literal_number().map(|number| -&number);
        }
        self.literal().map(|quantity| quantity.number.clone())
    }
}

/// What can stand between two expressions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `×`
    Multiply,
    /// `÷`
    Divide,
    /// A comparison.
    Compare(Comparison),
    /// 且
    And,
    /// 或
    Or,
}

/// The comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// 不低于, `>=`
    AtLeast,
    /// 不超过, `<=`
    AtMost,
    /// 高于, `>`
    Above,
    /// 低于, `<`
    Below,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
}

/// What can stand between the brackets of a call.
#[derive(Clone, PartialEq, Debug)]
pub enum Argument {
    /// A value.
    Value(Expr),
    /// `其中 c`
    Where(Expr),
    /// `全体`, `同 类别`
    Scope(Scope),
    /// `除本身`
    WithoutSelf(Span),
    /// `大者先`
    Order(Spanned<Order>),
    /// `同一 事项 取最高`, `同一 事项 计一次`: of the records with one value of this field only one counts.
    PerMatter {
        /// The field that says which matter a record is about.
        matter: Name,
        /// 计一次, else 取最高.
        once: bool,
        /// Where it stands.
        span: Span,
    },
    /// `去高 n`, `去低 n`
    Trim {
        /// Whether the highest are dropped, else the lowest.
        high: bool,
        /// How many.
        count: Number,
        /// Where it stands.
        span: Span,
    },
}

/// Whom a group value or ranking covers.
#[derive(Clone, PartialEq, Debug)]
pub enum Scope {
    /// 全体
    All(Span),
    /// 同 类别: those with the same value of that input.
    Within(Name),
}

/// Which end is the better one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Order {
    /// 大者先
    #[default]
    HighFirst,
    /// 小者先
    LowFirst,
}
