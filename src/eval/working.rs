//! How a number came about: what was read, and the steps from there to the score.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::{Peers, Reading, Value};
use crate::data::Cell;
use crate::number::Number;
use crate::plan::{
    Absent, Combine, FieldId, FormulaId, GroupValueId, IndicatorId, InputId, LayerFigure, LayerId, ListId,
    Part, Stage,
};
use crate::source::Span;

/// What stands in a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CellState {
    /// A value.
    Filled,
    /// 缺报
    Missing,
    /// 不适用
    NotApplicable,
    /// 免责
    Excused,
}

impl CellState {
    /// Of a cell of the data.
    pub fn of(cell: &Cell) -> CellState {
        match cell {
            Cell::Number(_) | Cell::YesNo(_) | Cell::Choice(_) | Cell::Date(_) | Cell::Text(_) => {
                CellState::Filled
            }
            Cell::Missing => CellState::Missing,
            Cell::NotApplicable => CellState::NotApplicable,
            Cell::Excused(_) => CellState::Excused,
        }
    }
}

/// What was read, and the steps from there.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Working {
    /// What was read, each quantity once, in the order of first reading.
    pub reads: Vec<Read>,
    /// What figures of lists, and the conditions of 若 … 则 …, came to, by where they are written.
    pub figures: Vec<(Span, Value)>,
    /// How many records figures of lists left out as being of the same matter as another, by where they are written.
    pub left_out: Vec<(Span, usize)>,
    /// The fields of records that were read, and what stood in them.
    pub fields: BTreeSet<(ListId, FieldId, CellState)>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The stretches of days, first and last, in which working days were counted; the first day was not.
    pub counted: Vec<(i32, i32)>,
    /// The years met that the calendar of the data does not know.
    pub unknown_years: BTreeSet<i32>,
    /// Conditions, and the parts of them that 且 and 或 join, by where they are written, and what they came to. Inside a
    /// figure of a list a condition can come to both.
    pub judged: BTreeSet<(Span, bool)>,
    /// The bounds that numbers and days were held against, by where they are written: the value was below, at or above.
    /// Of a comparison, by where the whole of it is written: its left side was.
    pub compared: BTreeSet<(Span, Ordering)>,
}

/// A quantity and what reading it gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Read {
    /// The quantity.
    pub quantity: Quantity,
    /// What it gave.
    pub reading: Reading,
}

/// Something with a value for each subject.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Quantity {
    /// An input.
    Input(InputId),
    /// A formula.
    Formula(FormulaId),
    /// A group value.
    Group(GroupValueId),
    /// A figure of an indicator.
    Score(IndicatorId, Part),
    /// A figure of the whole.
    Total(Stage),
    /// A figure of a layer.
    OfLayer(LayerId, LayerFigure),
    /// The grade.
    Grade,
}

/// One step of a working. Numbers are in base units; amounts and scores in points.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// An expression gave this (得, a formula).
    Value(Value),
    /// Something inside had a zero denominator, and the rules' clause took over.
    ZeroDenominator,
    /// 按比例: value ÷ target (or the reverse) = rate; rate × points = score.
    Proportion {
        /// x
        value: Number,
        /// T; none for 1.
        target: Option<Number>,
        /// The rate as used: after 反向, at least 0, and at most 1 unless uncapped.
        rate: Number,
        /// Whether the rate was held at 1.
        capped: bool,
        /// Points × rate.
        score: Number,
    },
    /// 低于 L 不得分 took effect.
    CutOff {
        /// x ÷ T
        rate: Number,
        /// L
        limit: Number,
    },
    /// 目标为零 took effect: the target is zero or less.
    ZeroTarget,
    /// 分档: this row holds.
    Row {
        /// The value looked up; none for rows with conditions.
        value: Option<Value>,
        /// The row's place.
        row: usize,
        /// What it gives; none for 不适用.
        score: Option<Number>,
    },
    /// 插值: between (or at, or beyond) anchors.
    Interpolated {
        /// x
        value: Number,
        /// The anchor at or below; none below the first.
        below: Option<(Number, Number)>,
        /// The anchor above; none above the last.
        above: Option<(Number, Number)>,
        /// The points there.
        score: Number,
    },
    /// Lines start here.
    Start(Number),
    /// One line was looked at.
    Line(LineFinding),
    /// The lines added up to this.
    Sum(Number),
    /// 评分: the assessor gave this, and the level if there are levels.
    Assessed {
        /// The level by place.
        level: Option<u32>,
        /// The points.
        score: Number,
    },
    /// Kept within 0 and the points (or the limit stated).
    Kept {
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
    /// 不适用 若: this clause holds.
    NotApplicable {
        /// Its place.
        clause: usize,
    },
    /// 取均值: those of the scope who are scored on their own data gave this.
    MeanOfPeers {
        /// Who they are, in sum.
        peers: Peers,
        /// Their mean; none of nobody.
        mean: Option<Number>,
    },
    /// 给满分: full points were given because of a clause or an excuse.
    Full,
    /// 佐证: what the data name, and what that made of the score.
    Evidence {
        /// What is attached.
        attached: Attached,
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
    /// A veto held.
    Vetoed {
        /// Its place among the indicator's vetoes.
        veto: usize,
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
    /// The children were put together.
    Combined {
        /// How.
        combine: Combine,
        /// The children that count: of 任选, those chosen; otherwise all that have a score.
        counted: Vec<IndicatorId>,
        /// Of 取最高, the children of the best rate, which is the block's; empty otherwise.
        best: Vec<IndicatorId>,
        /// The plain sum of the children's scores.
        sum: Number,
        /// What the block comes to before 缺项.
        to: Number,
    },
    /// 缺项 took effect.
    Absent {
        /// How.
        absent: Absent,
        /// The points that apply.
        applicable: Number,
        /// The block's points.
        points: Number,
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
    /// 均摊 gave this child a share of a sibling's points.
    Shared {
        /// Points as declared.
        points: Number,
        /// Points for this subject.
        becomes: Number,
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
    /// 修约
    Rounded {
        /// To so many places.
        places: u8,
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
}

/// What the data say of 佐证.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Attached {
    /// These documents.
    Documents(Box<str>),
    /// None.
    Nothing,
    /// None, for a documented reason.
    Excused(Box<str>),
    /// None is needed of this subject.
    NotNeeded,
}

/// What one line came to.
#[derive(Clone, PartialEq, Debug)]
pub struct LineFinding {
    /// Its place among the lines, then inside 取最高.
    pub at: Vec<usize>,
    /// Whether it took effect.
    pub held: bool,
    /// The count or gap; none for yes/no.
    pub count: Option<Number>,
    /// The steps counted; none without 每.
    pub steps: Option<Number>,
    /// Whether the count or gap was no whole number of steps, so that 零头 decided.
    pub remainder: bool,
    /// What one step, or the line, adds or takes.
    pub each: Number,
    /// Steps × each before 最多.
    pub amount: Number,
    /// What the line adds (or takes, negative), after 最多.
    pub effect: Number,
    /// Whether 取最高 passed it over for a better one.
    pub passed_over: bool,
}
