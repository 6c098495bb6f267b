//! Expressions, typed and resolved.

use super::{FieldId, FormulaId, GroupValueId, IndicatorId, InputId, LayerId, ListId};
use crate::number::{Dimension, Number, Share, Unit};
use crate::source::Span;

/// An expression with its type.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// What it gives.
    pub type_of: Type,
    /// Where it is written.
    pub span: Span,
}

/// What an expression gives. Numbers are in base units: points, 元, days, plain (a percent is a hundredth).
#[derive(Clone, PartialEq, Debug)]
pub enum Type {
    /// A number.
    Number {
        /// What it measures.
        dimension: Dimension,
        /// Whether it is spoken of in percent or percentage points.
        share: Share,
        /// Whether it can only be whole (in base units).
        whole: bool,
    },
    /// 是 or 否.
    YesNo,
    /// One of the choices of this input or field, named for messages.
    Choice(Vec<String>),
    /// Text.
    Text,
    /// A day of the calendar.
    Date,
}

impl Type {
    /// What a number measures, percentages told from other plain numbers; none of what is no number.
    pub fn measure(&self) -> Option<(&Dimension, bool)> {
        match self {
            Type::Number { dimension, share, .. } => Some((dimension, *share != Share::None)),
            Type::YesNo | Type::Choice(_) | Type::Text | Type::Date => None,
        }
    }
}

/// The kinds of expression.
#[derive(Clone, PartialEq, Debug)]
pub enum ExprKind {
    /// A literal, in base units, with the unit it was written in.
    Number(Number, Unit),
    /// 是 or 否.
    YesNo(bool),
    /// A choice, by its place among the choices of the type.
    Choice(u32),
    /// A day of the calendar, in days from 1970-01-01.
    Date(i32),
    /// A text literal.
    Text(String),
    /// An input of the subject.
    Input(InputId),
    /// A formula or parameter.
    Formula(FormulaId),
    /// A group value.
    Group(GroupValueId),
    /// A field of the record at hand, inside an aggregate.
    Field(FieldId),
    /// A figure of an indicator scored before.
    Score(IndicatorId, Part),
    /// A figure of the whole.
    Total(Stage),
    /// `自评.总分`: a figure as it came out in a layer.
    OfLayer(LayerId, LayerFigure),
    /// 等级: the grade, as a choice; the best is 0.
    Grade,
    /// `-x`
    Negate(Box<Expr>),
    /// 非 x
    Not(Box<Expr>),
    /// `a + b`
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `a >= b`
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// a 且 b
    And(Box<Expr>, Box<Expr>),
    /// a 或 b
    Or(Box<Expr>, Box<Expr>),
    /// 若 a 则 b 否则 c
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A function of values.
    Call(Function, Vec<Expr>),
    /// A figure of a list of records.
    Aggregate {
        /// Which figure.
        function: Aggregate,
        /// Over which list.
        list: ListId,
        /// Of which value of each record; none for a count.
        value: Option<Box<Expr>>,
        /// Of which records.
        filter: Option<Box<Expr>>,
        /// How many of the highest and of the lowest are dropped first.
        trim: (u32, u32),
        /// 同一 事项: the field of which records with the same value count once, by their highest.
        matter: Option<FieldId>,
    },
}

/// The four operations.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `×`
    Multiply,
    /// `÷`
    Divide,
}

/// The comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `<`
    Below,
    /// `=`
    Equal,
    /// `!=`
    Unequal,
}

impl Comparison {
    /// What holds exactly where this does not.
    pub fn opposite(self) -> Comparison {
        match self {
            Comparison::AtLeast => Comparison::Below,
            Comparison::AtMost => Comparison::Above,
            Comparison::Above => Comparison::AtMost,
            Comparison::Below => Comparison::AtLeast,
            Comparison::Equal => Comparison::Unequal,
            Comparison::Unequal => Comparison::Equal,
        }
    }

    /// As sentences have it.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::AtLeast => "≥",
            Comparison::AtMost => "≤",
            Comparison::Above => ">",
            Comparison::Below => "<",
            Comparison::Equal => "=",
            Comparison::Unequal => "≠",
        }
    }
}

/// Functions of values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Function {
    /// 最高(a, b, …)
    Highest,
    /// 最低(a, b, …)
    Lowest,
    /// 绝对值(a)
    Absolute,
    /// 取整(a): towards the lower whole number.
    Floor,
    /// 工作日差(起, 止): the working days after 起 up to and including 止; negative when 止 is earlier.
    WorkdaysBetween,
    /// 工作日后(日期, 10工作日): the date so many working days later.
    WorkdaysAfter,
}

/// Figures of a list of records.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Aggregate {
    /// 计数: how many.
    Count,
    /// 合计: the sum, 0 for none.
    Sum,
    /// 平均: the mean; none counts as a zero denominator. With a trim: 去极平均.
    Mean,
    /// 最高: the highest; none counts as a zero denominator.
    Highest,
    /// 最低: the lowest; none counts as a zero denominator.
    Lowest,
    /// 最长连续: the longest unbroken run of records for which the condition holds, in data order.
    LongestRun,
}

/// A figure of an indicator.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// 得分
    Score,
    /// 得分率: score ÷ points.
    Rate,
    /// 失分: points − score.
    Lost,
}

/// What can be read of a layer, before all that reads layers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LayerFigure {
    /// `自评.总分`, `自评.基础分`.
    Total(Stage),
    /// `自评.专职人员`: an input as it stood there.
    Input(InputId),
    /// `自评.申报及时率`: a formula or parameter.
    Formula(FormulaId),
    /// `自评.【过程/预算执行率】.得分`: a figure of an indicator.
    Score(IndicatorId, Part),
}

/// A figure of the whole.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// 基础分: the sum of the first level.
    Base,
    /// 加分
    Bonus,
    /// 扣分
    Penalty,
    /// 未修约总分: within its limits, before rounding.
    Unrounded,
    /// 总分
    Total,
}

impl Expr {
    /// Whether it reads a figure of a layer.
    pub fn reads_layers(&self) -> bool {
        self.any(&|kind| matches!(kind, ExprKind::OfLayer(..)))
    }

    /// Whether it, or an expression anywhere inside it, is so.
    pub fn any(&self, is: &impl Fn(&ExprKind) -> bool) -> bool {
        is(&self.kind) || self.parts().into_iter().any(|part| part.any(is))
    }

    /// The figures of layers that it reads, each with its layer.
    pub fn layer_figures(&self) -> Vec<(LayerId, LayerFigure)> {
        if let ExprKind::OfLayer(layer, figure) = &self.kind {
            return vec![(*layer, *figure)];
        }
        self.parts().into_iter().flat_map(Expr::layer_figures).collect()
    }

    /// The expressions directly inside this one.
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Input(_)
            | ExprKind::Formula(_)
            | ExprKind::Group(_)
            | ExprKind::Field(_)
            | ExprKind::Score(..)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
            | ExprKind::Grade => Vec::new(),
            ExprKind::Negate(inner) | ExprKind::Not(inner) => vec![inner],
            ExprKind::Arithmetic(_, left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::And(left, right)
            | ExprKind::Or(left, right) => vec![left, right],
            ExprKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            ExprKind::Call(_, arguments) => arguments.iter().collect(),
            ExprKind::Aggregate { value, filter, .. } => {
                [value, filter].into_iter().flatten().map(|part| &**part).collect()
            }
        }
    }

    /// The same, to be changed.
    pub fn parts_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.kind {
            ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Input(_)
            | ExprKind::Formula(_)
            | ExprKind::Group(_)
            | ExprKind::Field(_)
            | ExprKind::Score(..)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
            | ExprKind::Grade => Vec::new(),
            ExprKind::Negate(inner) | ExprKind::Not(inner) => vec![inner],
            ExprKind::Arithmetic(_, left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::And(left, right)
            | ExprKind::Or(left, right) => vec![left, right],
            ExprKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            ExprKind::Call(_, arguments) => arguments.iter_mut().collect(),
            ExprKind::Aggregate { value, filter, .. } => {
                [value, filter].into_iter().flatten().map(|part| &mut **part).collect()
            }
        }
    }
}
