//! A mutant: a scheme with one slip of the pen in it, of the kind that is made when rules are written or amended.

use crate::number::{Number, Unit};
use crate::plan::{FieldId, FormulaId, GroupValueId, IndicatorId, InputId, ListId};
use crate::source::{Span, Text};

/// One slip. The scheme that has it is made by [`Mutant::of`](Mutant::of).
#[derive(Clone, PartialEq, Debug)]
pub struct Mutant {
    /// What kind of slip it is.
    pub kind: Kind,
    /// What it stands in.
    pub within: Within,
    /// Where it is written.
    pub span: Span,
    /// What the rules say.
    pub before: Said,
    /// What they say with the slip.
    pub after: Said,
    /// Its place among all the slips of the scheme.
    pub(super) number: usize,
}

/// What is said at the place of a slip.
#[derive(Clone, PartialEq, Debug)]
pub enum Said {
    /// A number, in base units, with the unit it is written in.
    Number(Number, Unit),
    /// A day, in days from 1970-01-01.
    Date(i32),
    /// Words, signs or names.
    Words(Text),
    /// 缺报 视为 3次: a clause, and the value that it gives.
    Taken(Text, Box<Said>),
    /// Nothing is said: something is left out, or too much.
    Nothing,
}

impl Said {
    /// Words in both languages; without any, nothing.
    pub(super) fn words(zh: &str, en: &str) -> Said {
        if zh.is_empty() { Said::Nothing } else { Said::Words(Text::new(zh, en)) }
    }
}

/// What a slip stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Within {
    /// An input.
    Input(InputId),
    /// A field of a list.
    Field(ListId, FieldId),
    /// A formula or parameter.
    Formula(FormulaId),
    /// A group value.
    Group(GroupValueId),
    /// An indicator.
    Indicator(IndicatorId),
    /// 加分项 or 扣分项, by its place.
    Outside(usize),
    /// What comes after the tree.
    Whole(Whole),
}

/// What comes after the tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Whole {
    /// 缺项 of the first level, and the limits of the total.
    Total,
    /// 修约
    Rounding,
    /// A 否决 of the scheme, by its place.
    Veto(usize),
    /// 等级
    Grades,
    /// A 排名, by its place.
    Ranking(usize),
    /// A 名额, by its place.
    Quota(usize),
    /// A row of 应用, by its place.
    Consequence(usize),
    /// A row of 警示, by its place.
    Alert(usize),
}

/// The kinds of slip.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// The points of an indicator.
    Points,
    /// A weight.
    Weight,
    /// The points that a row, a level or an anchor gives.
    Row,
    /// The points that a line gives or takes.
    Amount,
    /// A number that something is compared with: a bound, a target, a limit below which nothing is given.
    Threshold,
    /// Whether the end of a band or grade belongs to it.
    End,
    /// ≥ for >, and its kin.
    Comparison,
    /// 且 for 或; 非 lost or added.
    Connective,
    /// An operation, a function or the order of two sides.
    Operation,
    /// Any other number.
    Constant,
    /// A choice compared with.
    Choice,
    /// 最多, 最高, 最多扣, the limits of the total.
    Cap,
    /// 每 …
    Step,
    /// 零头
    Remainder,
    /// 反向
    Reverse,
    /// 否决: dropped, or another verdict.
    Veto,
    /// 缺报
    Missing,
    /// 免责
    Excused,
    /// 分母为零, 目标为零
    Zero,
    /// 不适用 若
    NotApplicable,
    /// 缺项
    Absent,
    /// 取最高, 取平均, 任选, or a plain sum.
    Combine,
    /// 修约
    Rounding,
    /// What is graded.
    GradedBy,
    /// 名额
    Quota,
    /// 排名
    Ranking,
    /// A consequence or alert dropped.
    Dropped,
    /// 全体, 同 …, 除本身.
    Scope,
    /// 其中 of a list or group; 同一.
    Filter,
    /// 佐证
    Evidence,
}

impl Kind {
    /// All of them, in the order in which they are told.
    pub const ALL: [Kind; 30] = [
        Kind::Points,
        Kind::Weight,
        Kind::Row,
        Kind::Amount,
        Kind::Threshold,
        Kind::End,
        Kind::Comparison,
        Kind::Connective,
        Kind::Operation,
        Kind::Constant,
        Kind::Choice,
        Kind::Cap,
        Kind::Step,
        Kind::Remainder,
        Kind::Reverse,
        Kind::Veto,
        Kind::Missing,
        Kind::Excused,
        Kind::Zero,
        Kind::NotApplicable,
        Kind::Absent,
        Kind::Combine,
        Kind::Rounding,
        Kind::GradedBy,
        Kind::Quota,
        Kind::Ranking,
        Kind::Dropped,
        Kind::Scope,
        Kind::Filter,
        Kind::Evidence,
    ];
}
