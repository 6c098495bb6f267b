//! What one subject came to, with its working: every indicator, what follows, what was overruled, and what stands
//! between a sum and what is published.

use super::working::Working;
use super::{Alerted, Idle, Outcome, Reading, State, Stop};
use crate::number::{Interval, Number};
use crate::plan::{Absent, Combine, FormulaId, GradeId, IndicatorId};
use std::collections::BTreeMap;

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
    /// How the first level came to the base score.
    pub whole: Working,
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
    /// The consequences that do not follow.
    pub idle_consequences: Vec<Idle>,
    /// The alerts that are not raised.
    pub idle_alerts: Vec<Idle>,
    /// What rankings and group values read of the subject.
    pub among_others: Working,
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
