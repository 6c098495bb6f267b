//! Group values: what a subject's value is among those of its group.

use super::{Expr, Order, Scope, Type};
use crate::source::Span;

/// `均值(人均支出, 同 类别, 其中 已报送)`: one value for each subject, worked out of the values of all.
#[derive(Clone, PartialEq, Debug)]
pub struct GroupValue {
    /// Which figure.
    pub function: GroupFunction,
    /// Of which value of each subject; none for a count.
    pub value: Option<Expr>,
    /// Of which subjects.
    pub filter: Option<Expr>,
    /// Within whom.
    pub scope: Scope,
    /// 除本身: of the others only.
    pub without_self: bool,
    /// For a place: which end comes first.
    pub order: Order,
    /// What it gives.
    pub type_of: Type,
    /// Where it is written.
    pub span: Span,
}

/// The figures of a group. Subjects whose value is missing or does not apply are left out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GroupFunction {
    /// 名次: 1 for the first; equals share a place and the next is skipped (1-2-2-4).
    Place,
    /// 均值: the mean; of nobody, a zero denominator.
    Mean,
    /// The highest; of nobody, a zero denominator.
    Highest,
    /// The lowest; of nobody, a zero denominator.
    Lowest,
    /// The sum; 0 of nobody.
    Sum,
    /// 总数: how many subjects; with a value, how many have one.
    Count,
}
