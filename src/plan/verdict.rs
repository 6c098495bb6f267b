//! Vetoes, grades and ranking.

use super::{Expr, GradeId, InputId};
use crate::number::Interval;
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
