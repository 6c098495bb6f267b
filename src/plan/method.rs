//! The ways to score a leaf. Amounts are expressions of points.

use super::{Expr, InputId};
use crate::number::{Interval, Number};
use crate::source::Span;

/// How a leaf is scored. `P` is its points.
#[derive(Clone, PartialEq, Debug)]
pub enum Method {
    /// 得: the value itself.
    Score {
        /// The points.
        value: Expr,
        /// 最高: the most it may come to; P when absent.
        highest: Option<Expr>,
    },
    /// 按比例: P × x ÷ T, or P × T ÷ x with 反向; x below 0 counts as 0.
    Proportion {
        /// x
        value: Expr,
        /// T; 1 when absent.
        target: Option<Expr>,
        /// 反向: less is better; x = 0 gives full points.
        reverse: bool,
        /// 低于 L 不得分
        cut_off: Option<Expr>,
        /// 不封顶, 最高 n: the most it may come to; P when absent.
        highest: Option<Expr>,
        /// 目标为零: the score where the target is zero or less.
        zero_target: super::OnZero,
    },
    /// 插值: straight lines between the anchors, flat outside.
    Interpolation {
        /// x
        value: Expr,
        /// INVARIANT: ascending, at least two.
        anchors: Vec<Anchor>,
    },
    /// 分档 of a number.
    Bands {
        /// x
        value: Expr,
        /// The bands; INVARIANT: they cover what x can be, once.
        rows: Vec<Band>,
    },
    /// 分档 of a choice.
    Choices {
        /// x
        value: Expr,
        /// The rows; INVARIANT: every choice has one.
        rows: Vec<Choice>,
    },
    /// 分档 by conditions: the first that holds.
    Conditions {
        /// The rows; INVARIANT: the last is 其余, or some row always holds.
        rows: Vec<Condition>,
    },
    /// 逐项, 扣分, 起评
    Lines {
        /// Where it starts.
        start: Expr,
        /// Its lines.
        entries: Vec<Entry>,
    },
    /// 评分: an assessor's points.
    Assessed {
        /// The points given, from 0 to P.
        points: InputId,
    },
    /// 评分 with levels.
    Levels {
        /// The level given.
        level: InputId,
        /// The points given within it; none when every level has a fixed number of points.
        points: Option<InputId>,
        /// The levels.
        levels: Vec<Level>,
    },
}

/// `80%: 6分`
#[derive(Clone, PartialEq, Debug)]
pub struct Anchor {
    /// The value, in base units.
    pub at: Number,
    /// The points there.
    pub points: Expr,
}

/// `85(含)-95%: 7分`
#[derive(Clone, PartialEq, Debug)]
pub struct Band {
    /// Its lower end; open with `high` open: 其余, what the others leave over.
    pub low: End,
    /// Its upper end.
    pub high: End,
    /// What it gives.
    pub cell: Cell,
    /// As it is written, for explanations.
    pub label: String,
    /// Its line.
    pub span: Span,
}

/// An end of a band.
#[derive(Clone, PartialEq, Debug)]
pub enum End {
    /// None.
    Open,
    /// A value, included or not.
    At {
        /// The value.
        value: Expr,
        /// Whether it belongs to the band.
        included: bool,
    },
}

/// `优, 良: 5分`
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// The choices, by place; empty for 其余.
    pub choices: Vec<u32>,
    /// What they give.
    pub cell: Cell,
    /// As it is written.
    pub label: String,
    /// Its line.
    pub span: Span,
}

/// `占比 高于 80% 且 效果良好: 6分`
#[derive(Clone, PartialEq, Debug)]
pub struct Condition {
    /// When; none for 其余.
    pub condition: Option<Expr>,
    /// What it gives.
    pub cell: Cell,
    /// As it is written.
    pub label: String,
    /// Its line.
    pub span: Span,
}

/// What a row gives.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// 不适用
    NotApplicable,
    /// Points.
    Points(Expr),
}

/// A line, or several of which the best counts.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// One line.
    Line(Line),
    /// 取最高: the one of the largest amount.
    Best(Vec<Entry>),
}

/// `公开错误: 每 1处 扣 0.5分, 最多 3分`
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// What is looked at.
    pub what: What,
    /// 每; none when the amount counts once.
    pub step: Option<Step>,
    /// Whether it adds, else takes away.
    pub adds: bool,
    /// How much.
    pub amount: LineAmount,
    /// 最多
    pub at_most: Option<Expr>,
    /// What stands before the colon, as written.
    pub label: String,
    /// The line.
    pub span: Span,
}

/// What a line looks at.
#[derive(Clone, PartialEq, Debug)]
pub enum What {
    /// A yes/no.
    Holds(Expr),
    /// A count.
    Count(Expr),
    /// The gap by which a comparison is met: value above (or below) the bound.
    Gap {
        /// The value.
        value: Expr,
        /// What it is compared with.
        bound: Expr,
        /// Whether the value must be above the bound, else below.
        above: bool,
        /// Whether equality meets the comparison (with a gap of 0).
        or_equal: bool,
    },
}

/// 每 …
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// One step.
    pub size: StepSize,
    /// 零头
    pub remainder: Remainder,
}

/// How large a step is.
#[derive(Clone, PartialEq, Debug)]
pub enum StepSize {
    /// In base units; INVARIANT: above zero.
    Fixed(Number, crate::number::Unit),
    /// 基准的 1%: this share of the bound compared with.
    OfBase(Number),
}

/// 零头: what a part of a step counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Remainder {
    /// 不计: nothing.
    Dropped,
    /// 算一步: a whole step.
    WholeStep,
    /// 按比例: its share of a step.
    ProRata,
}

/// How much a line adds or takes.
#[derive(Clone, PartialEq, Debug)]
pub enum LineAmount {
    /// As written.
    Points(Expr),
    /// 扣 0.5-2分: what the assessor gave, read only when the line holds.
    Assessed {
        /// The amount given, at least 0.
        input: InputId,
    },
}

/// `优: 90(含)%-100%`
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// Its name, which is the choice of the same place.
    pub name: String,
    /// The points an assessor may give within it.
    pub range: Interval,
    /// Its line.
    pub span: Span,
}

impl Method {
    /// Every expression of the method, amounts included.
    pub fn exprs(&self) -> Vec<&Expr> {
        match self {
            Method::Score { value, highest } => std::iter::once(value).chain(highest).collect(),
            Method::Proportion { value, target, cut_off, highest, .. } => {
                std::iter::once(value).chain(target).chain(cut_off).chain(highest).collect()
            }
            Method::Interpolation { value, anchors } => {
                std::iter::once(value).chain(anchors.iter().map(|anchor| &anchor.points)).collect()
            }
            Method::Bands { value, rows } => {
                std::iter::once(value).chain(rows.iter().flat_map(Band::exprs)).collect()
            }
            Method::Choices { value, rows } => {
                std::iter::once(value).chain(rows.iter().filter_map(|row| row.cell.points())).collect()
            }
            Method::Conditions { rows } => {
                rows.iter().flat_map(|row| row.condition.iter().chain(row.cell.points())).collect()
            }
            Method::Lines { start, entries } => {
                std::iter::once(start).chain(entries.iter().flat_map(Entry::exprs)).collect()
            }
            Method::Assessed { .. } | Method::Levels { .. } => Vec::new(),
        }
    }

    /// The inputs that an assessor fills in for this method itself.
    pub fn assessed(&self) -> Vec<InputId> {
        match self {
            Method::Assessed { points } => vec![*points],
            Method::Levels { level, points, .. } => std::iter::once(*level).chain(*points).collect(),
            Method::Lines { entries, .. } => entries.iter().flat_map(Entry::assessed).collect(),
            Method::Score { .. }
            | Method::Proportion { .. }
            | Method::Interpolation { .. }
            | Method::Bands { .. }
            | Method::Choices { .. }
            | Method::Conditions { .. } => Vec::new(),
        }
    }
}

impl Band {
    fn exprs(&self) -> Vec<&Expr> {
        [&self.low, &self.high]
            .into_iter()
            .filter_map(|end| match end {
                End::Open => None,
                End::At { value, .. } => Some(value),
            })
            .chain(self.cell.points())
            .collect()
    }
}

impl Cell {
    /// The points it gives; none for 不适用.
    pub fn points(&self) -> Option<&Expr> {
        match self {
            Cell::NotApplicable => None,
            Cell::Points(points) => Some(points),
        }
    }
}

impl Entry {
    /// Every expression of the lines.
    pub fn exprs(&self) -> Vec<&Expr> {
        match self {
            Entry::Best(entries) => entries.iter().flat_map(Entry::exprs).collect(),
            Entry::Line(line) => {
                let mut exprs = match &line.what {
                    What::Holds(what) | What::Count(what) => vec![what],
                    What::Gap { value, bound, .. } => vec![value, bound],
                };
                if let LineAmount::Points(amount) = &line.amount {
                    exprs.push(amount);
                }
                exprs.extend(&line.at_most);
                exprs
            }
        }
    }

    /// The inputs that an assessor fills in for the lines.
    pub fn assessed(&self) -> Vec<InputId> {
        match self {
            Entry::Best(entries) => entries.iter().flat_map(Entry::assessed).collect(),
            Entry::Line(line) => match line.amount {
                LineAmount::Assessed { input } => vec![input],
                LineAmount::Points(_) => Vec::new(),
            },
        }
    }
}
