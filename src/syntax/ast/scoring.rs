//! Indicators and the ways to score, as written.

use super::{Amount, Clause, Comparison, Expr, Item, Name, Outcome, Quantity, Remainder, Scope};
use crate::source::{Span, Spanned};

/// `指标 机构人员 5分: …` or `指标 基础工作管理 20分 { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Indicator {
    /// Its name.
    pub name: Name,
    /// Its points.
    pub points: Option<Quantity>,
    /// Its weight: `权重 30%`.
    pub weight: Option<Quantity>,
    /// What follows the head.
    pub content: Content,
    /// The head: from the keyword to the points.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// What follows the head of an indicator.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// Nothing: the block's `各项` decides.
    Nothing,
    /// `: 得 …`
    Body(Spanned<Body>),
    /// `{ … }`
    Block(Vec<Item>),
}

/// The ways to score.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// 得 e
    Score {
        /// The points.
        value: Expr,
        /// Its clauses.
        clauses: Vec<Spanned<Clause>>,
    },
    /// 按比例 x 至 T
    Ratio {
        /// The value; the quantity of the indicator's own name when absent.
        value: Option<Expr>,
        /// The target; 1 when absent.
        target: Option<Expr>,
        /// Its clauses.
        clauses: Vec<Spanned<Clause>>,
    },
    /// 插值 x { 60%: 0分; 100%: 10分 }
    Interpolate {
        /// The value; the quantity of the indicator's own name when absent.
        value: Option<Expr>,
        /// Value and points, in the order written.
        anchors: Vec<Anchor>,
        /// Its clauses.
        clauses: Vec<Spanned<Clause>>,
    },
    /// 分档 x { … }
    Bands {
        /// The value; see [`Row`] when absent.
        value: Option<Expr>,
        /// The rows in the order written.
        rows: Vec<Row>,
        /// Its clauses.
        clauses: Vec<Spanned<Clause>>,
    },
    /// 逐项, 扣分 or 起评
    Lines {
        /// Where it starts.
        start: Start,
        /// Its lines and settings.
        lines: Lines,
    },
    /// 评分, with or without levels.
    Assess {
        /// The levels; empty for any number from 0 to the points.
        levels: Vec<Level>,
    },
}

/// Where a body of lines starts.
#[derive(Clone, PartialEq, Debug)]
pub enum Start {
    /// 逐项: from 0.
    Nothing,
    /// 扣分: from the points.
    Full,
    /// 起评 60分
    At(Amount),
}

/// `80%: 6分`
#[derive(Clone, PartialEq, Debug)]
pub struct Anchor {
    /// The value.
    pub at: Quantity,
    /// The points there.
    pub points: Amount,
    /// The line.
    pub span: Span,
}

/// `85(含)-95%: 7分`
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// When it holds.
    pub head: RowHead,
    /// Where that stands.
    pub head_span: Span,
    /// What it gives.
    pub cell: Cell,
    /// The line.
    pub span: Span,
}

/// When a row holds.
#[derive(Clone, PartialEq, Debug)]
pub enum RowHead {
    /// 其余
    Otherwise,
    /// A band of numbers.
    Band(Band),
    /// One or more names: choices of the value, or a single yes/no quantity.
    Names(Vec<Name>),
    /// A condition.
    Condition(Expr),
}

/// What a row gives.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// 不适用
    NotApplicable,
    /// Points.
    Amount(Amount),
}

/// A stretch of numbers in the notation of regulations.
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// How it is written.
    pub kind: BandKind,
    /// Where it stands.
    pub span: Span,
}

/// The notations of a band.
#[derive(Clone, PartialEq, Debug)]
pub enum BandKind {
    /// 不低于 95%
    Compared(Comparison, Bound),
    /// 85(含)-95%, either end first.
    Between(Bound, Bound),
    /// 90(含)分以上
    AndUp(Bound),
    /// 60分以下, 60分以内
    AndDown(Bound),
    /// 2件
    Only(Bound),
}

/// One end of a band.
#[derive(Clone, PartialEq, Debug)]
pub struct Bound {
    /// Its value: a literal, a name or a bracketed expression.
    pub value: Expr,
    /// (含) true, (不含) false, unmarked none.
    pub included: Option<bool>,
    /// Where it stands.
    pub span: Span,
}

/// What stands between the braces of 逐项, 扣分, 起评, 加分项, 扣分项.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lines {
    /// The lines in order.
    pub lines: Vec<LineItem>,
    /// 零头 for all of them.
    pub remainder: Option<Spanned<Remainder>>,
    /// 分母为零 for all of them.
    pub on_zero: Option<Spanned<Outcome>>,
}

/// One line, or several of which the best counts.
#[derive(Clone, PartialEq, Debug)]
pub enum LineItem {
    /// `台账未更新: 扣 1分`
    Line(Line),
    /// 取最高 { … }
    Best(Lines, Span),
}

/// `公开错误: 每 1处 扣 0.5分, 最多 3分`
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// A yes/no, a count or a comparison.
    pub what: Expr,
    /// `每 1处`
    pub step: Option<Step>,
    /// Adds or takes.
    pub direction: Direction,
    /// How much.
    pub effect: Effect,
    /// Its clauses.
    pub clauses: Vec<Spanned<Clause>>,
    /// The line.
    pub span: Span,
}

/// `每 1处`, `每 基准的 1%`
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// One step.
    pub quantity: Quantity,
    /// Whether it is a share of the number compared with.
    pub of_base: bool,
    /// Where it stands.
    pub span: Span,
}

/// Whether a line adds or takes away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Direction {
    /// 得, 加
    Adds,
    /// 扣
    Takes,
}

/// How much a line adds or takes.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// 扣 1分
    Amount(Amount),
    /// 扣 0.5-2分: an assessor decides within the range.
    Range {
        /// The least; without a unit it takes the other's.
        low: Quantity,
        /// The most.
        high: Quantity,
    },
}

/// `优: 90(含)%-100%`
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// The level.
    pub name: Name,
    /// The points an assessor may give within it.
    pub band: Band,
    /// The line.
    pub span: Span,
}

/// 分支 x { A { … } B, C { … } }
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// The input that decides.
    pub value: Name,
    /// The branches.
    pub branches: Vec<Branch>,
    /// All of it.
    pub span: Span,
}

/// `市直单位, 中央和省驻市单位 { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Branch {
    /// The choices it is for.
    pub names: Vec<Name>,
    /// Its statements.
    pub items: Vec<Item>,
    /// All of it.
    pub span: Span,
}

/// 不适用 若 c, 给满分
#[derive(Clone, PartialEq, Debug)]
pub struct NotApplicable {
    /// When.
    pub condition: Expr,
    /// What then.
    pub instead: Instead,
    /// The line.
    pub span: Span,
}

/// What an indicator that does not apply is given.
#[derive(Clone, PartialEq, Debug)]
pub enum Instead {
    /// Nothing: the block's 缺项 decides.
    Nothing,
    /// 给满分
    Full,
    /// 取均值(同 类别)
    Mean(Scope),
}
