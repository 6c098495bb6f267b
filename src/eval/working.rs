//! How a number came about: what was read, and the steps from there to the score.

use std::collections::{BTreeMap, BTreeSet};

use super::{Alerted, Outcome, Peers, Reading, State, Stop, Value};
use crate::number::{Interval, Number};
use crate::plan::{
    Absent, Combine, FormulaId, GradeId, GroupValueId, IndicatorId, InputId, LayerFigure, LayerId, Part,
    Stage,
};
use crate::source::Span;

/// The working of one subject.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Assessment {
    /// The subject's place in the dataset.
    pub subject: usize,
    /// How far it is.
    pub state: Option<State>,
    /// A node for each indicator, in the order of the scheme.
    pub nodes: Vec<Node>,
    /// A node for each bonus and penalty.
    pub outside: Vec<Node>,
    /// The formulas that were read, and how they came about.
    pub formulas: BTreeMap<FormulaId, FormulaWorking>,
    /// 基础分
    pub base: Option<Number>,
    /// 加分
    pub bonus: Option<Number>,
    /// 扣分, at least 0.
    pub penalty: Option<Number>,
    /// 未修约总分
    pub unrounded: Option<Number>,
    /// 总分
    pub total: Option<Number>,
    /// What the total can still come to while something is missing.
    pub reachable: Option<Interval>,
    /// The grade by score alone, before vetoes.
    pub grade_by_score: Option<GradeId>,
    /// 等级
    pub grade: Option<GradeId>,
    /// The place in each ranking.
    pub places: Vec<Option<u32>>,
    /// What stands between a sum and what it is published as; see the laws in `docs/formats.md`.
    pub adjustments: Vec<Adjustment>,
    /// What vetoes overruled.
    pub overruled: Vec<Overruling>,
    /// 应用: what follows, and its amount in 元.
    pub consequences: Vec<Follows>,
    /// 警示: what is told of the subject, the gravest level first.
    pub alerts: Vec<Alerted>,
    /// The working of vetoes of the scheme: for each, what its condition gave (none: not decided).
    pub vetoes: Vec<(Option<bool>, Working)>,
}

/// One indicator, bonus or penalty of one subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// What it comes to.
    pub outcome: Outcome,
    /// Its points for this subject: more than declared when 均摊 gave it a share of a sibling's.
    pub points: Number,
    /// What it can still come to while something is missing.
    pub reachable: Interval,
    /// How it came about.
    pub working: Working,
}

/// A formula of one subject.
#[derive(Clone, PartialEq, Debug)]
pub struct FormulaWorking {
    /// What it gives.
    pub reading: Reading,
    /// How it came about.
    pub working: Working,
}

/// A consequence for one subject: one that follows, or that cannot be decided.
#[derive(Clone, PartialEq, Debug)]
pub struct Follows {
    /// Its place among the consequences of the scheme.
    pub consequence: usize,
    /// Why it cannot be decided; none where it follows.
    pub undecided: Option<Stop>,
    /// Its amount in 元; none when it has none, or when what it reads is missing.
    pub money: Option<Number>,
    /// How it came about.
    pub working: Working,
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
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The stretches of days, first and last, in which working days were counted; the first day was not.
    pub counted: Vec<(i32, i32)>,
    /// The years met that the calendar of the data does not know.
    pub unknown_years: BTreeSet<i32>,
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
    /// What one step, or the line, adds or takes.
    pub each: Number,
    /// Steps × each before 最多.
    pub amount: Number,
    /// What the line adds (or takes, negative), after 最多.
    pub effect: Number,
    /// Whether 取最高 passed it over for a better one.
    pub passed_over: bool,
}

/// What stands between the parts and the whole as published.
#[derive(Clone, PartialEq, Debug)]
pub struct Adjustment {
    /// The block; none for the total.
    pub indicator: Option<IndicatorId>,
    /// Why.
    pub kind: AdjustmentKind,
    /// How much is added.
    pub amount: Number,
}

/// Why a whole is not the sum of its parts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AdjustmentKind {
    /// 缺项: points that do not apply.
    Absent(Absent),
    /// 不适用 若 …, 给满分 of a block.
    Full,
    /// Weights, 取最高 or 取平均.
    Combined(Combine),
    /// Weighted children.
    Weighted,
    /// A veto at the block or the total.
    Veto,
    /// The upper limit of the total.
    Cap,
    /// The lower limit of the total, or of a block.
    Floor,
    /// 修约 to so many places.
    Rounding(u8),
    /// 均摊 one level up gave the block more points.
    Shared,
}

/// What a veto overruled.
#[derive(Clone, PartialEq, Debug)]
pub struct Overruling {
    /// Where the veto stands.
    pub at: VetoAt,
    /// Its place among the vetoes there.
    pub veto: usize,
    /// Before and after.
    pub what: Overruled,
}

/// Where a veto stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum VetoAt {
    /// At an indicator.
    Indicator(IndicatorId),
    /// Not a veto but what missing 佐证 costs at an indicator.
    Evidence(IndicatorId),
    /// At the scheme.
    Scheme,
    /// Not a veto but a quota (名额) of the scheme.
    Quota,
}

/// Before and after.
#[derive(Clone, PartialEq, Debug)]
pub enum Overruled {
    /// A score.
    Score {
        /// Before.
        from: Number,
        /// After.
        to: Number,
    },
    /// A grade.
    Grade {
        /// Before.
        from: GradeId,
        /// After.
        to: GradeId,
    },
}
