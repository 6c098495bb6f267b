//! Vetoes, grades and ranking.

use super::{AlertLevelId, Expr, GradeId, Guard, IndicatorId, InputId};
use crate::number::{Interval, Number};
use crate::source::Span;

/// 否决 若 c: …
#[derive(Clone, PartialEq, Debug)]
pub struct Veto {
    /// When.
    pub condition: Expr,
    /// What then.
    pub verdict: Verdict,
    /// Its line.
    pub span: Span,
}

/// What a veto does.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// The score is at most this.
    Score(Expr),
    /// The grade is this one, unless it is lower already.
    Grade(GradeId),
    /// The grade is this one at best.
    AtBest(GradeId),
    /// One grade down; the lowest stays.
    OneDown,
}

/// 等级 按 … { … }
#[derive(Clone, PartialEq, Debug)]
pub struct Scale {
    /// What is graded.
    pub by: GradedBy,
    /// The grades, the best first; INVARIANT: they cover what can be reached, once.
    pub grades: Vec<Grade>,
    /// Where it is written.
    pub span: Span,
}

/// What is graded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GradedBy {
    /// 总分: the total as rounded.
    Total,
    /// 未修约总分: the total before rounding.
    Unrounded,
    /// 基础分: the sum of the first level, before bonuses and penalties.
    Base,
}

/// `优: 90(含)分以上`
#[derive(Clone, PartialEq, Debug)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// The scores it is for.
    pub range: Interval,
    /// As it is written.
    pub label: String,
    /// Its line.
    pub span: Span,
}

/// 名额 优 同 类别 不超过 30%, 向下取整, 至少 1个, 并列 按 排名, 超额 降一档
#[derive(Clone, PartialEq, Debug)]
pub struct Quota {
    /// The grade whose seats are limited.
    pub grade: GradeId,
    /// Within whom the seats are counted: a share of all its subjects, those without a result too.
    pub scope: Scope,
    /// The share.
    pub share: Number,
    /// How a part of a seat is rounded.
    pub seats: SeatRounding,
    /// 至少: so many seats in any case.
    pub at_least: u32,
    /// 并列 都取: those tied for the last seat all keep the grade, even past the quota; else none of them.
    pub tied_keep: bool,
    /// The ranking that seats are given by: its place in `Scheme::rankings`.
    pub ranking: usize,
    /// Its line.
    pub span: Span,
}

/// How a part of a seat is rounded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SeatRounding {
    /// 向下取整
    Down,
    /// 向上取整
    Up,
    /// 四舍五入
    HalfUp,
}

/// 应用: `等级 = 差 且 非 整改到位: "压减下年度预算", 金额 预算数 × 20%`
#[derive(Clone, PartialEq, Debug)]
pub struct Consequence {
    /// When.
    pub condition: Expr,
    /// The consequence in words.
    pub text: String,
    /// Its amount of money.
    pub money: Option<Expr>,
    /// Its line.
    pub span: Span,
}

/// A row of 警示: `非 有满意度指标: "没有满意度指标, 补充后重报"`. It changes no score, grade or place.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// How grave it is.
    pub level: AlertLevelId,
    /// When it is raised.
    pub condition: Expr,
    /// The alert in words.
    pub text: String,
    /// The block it is written in; none for the scheme. It is of no concern to whom the block does not apply.
    pub block: Option<IndicatorId>,
    /// The branches (分支) it is written in.
    pub guards: Vec<Guard>,
    /// Its line.
    pub span: Span,
}

/// 排名
#[derive(Clone, PartialEq, Debug)]
pub struct Ranking {
    /// Who is ranked together.
    pub scope: Scope,
    /// The keys, the first deciding.
    pub keys: Vec<Key>,
    /// 名次连续: the place after a tie follows on (1-2-2-3); else 1-2-2-4.
    pub dense: bool,
    /// Its line.
    pub span: Span,
}

/// Who is ranked together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Scope {
    /// 全体
    All,
    /// 同 x: those with the same choice of this input.
    Within(InputId),
}

/// One key of a ranking.
#[derive(Clone, PartialEq, Debug)]
pub struct Key {
    /// The value.
    pub value: Expr,
    /// Which end comes first.
    pub order: Order,
}

/// Which end is the better one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Order {
    /// 大者先
    HighFirst,
    /// 小者先
    LowFirst,
}
