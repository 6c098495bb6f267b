//! 列表 来自: records that are what the subjects of another scheme came to.

use super::{FormulaId, IndicatorId, InputId, Part};
use crate::source::Span;

/// `来自 项目支出绩效评价 按 主管部门`
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// The other scheme: its place in `Plan::schemes`. INVARIANT: before the scheme that the list is of.
    pub scheme: usize,
    /// Its name.
    pub name: String,
    /// Which of its subjects are records of which subject here.
    pub matched: Matched,
    /// What each field carries. INVARIANT: beside `List::fields`.
    pub carries: Vec<Carried>,
    /// Where it is written.
    pub span: Span,
}

/// How a subject of the other scheme finds those whose record it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Matched {
    /// Nothing written: the subject with the same 编号.
    SameId,
    /// 按 主管部门: the subject whose 编号 this text input of the other scheme holds.
    Input(InputId),
    /// 全体: every subject.
    All,
}

/// What a field takes from the other scheme.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Carried {
    /// 得分: its 总分.
    Total,
    /// 等级
    Grade,
    /// 名次: in its ranking of all, by place among its rankings.
    Place(usize),
    /// 基础分
    Base,
    /// An input.
    Input(InputId),
    /// A formula.
    Formula(FormulaId),
    /// `【决策/项目立项】.得分`: a figure of an indicator.
    Score(IndicatorId, Part),
}

impl Carried {
    /// The two spellings of a result, Chinese first; none for what has a name of its own.
    pub fn word(self) -> Option<(&'static str, &'static str)> {
        match self {
            Carried::Total => Some(("得分", "score")),
            Carried::Grade => Some(("等级", "grade")),
            Carried::Place(_) => Some(("名次", "place")),
            Carried::Base => Some(("基础分", "base")),
            Carried::Input(_) | Carried::Formula(_) | Carried::Score(..) => None,
        }
    }
}
