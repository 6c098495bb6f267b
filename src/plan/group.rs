//! Group values: what a subject's value is among those of its group.

use super::{Expr, Order, Scope, Type};
use crate::number::Number;
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
    /// For a quantile: the part of the group below it, 0 to 1.
    pub below: Option<Number>,
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
    /// 分位值: in rising order, at place 1 + (n − 1) × q, on the line between neighbours; of nobody, a zero denominator.
    Quantile,
    /// 占比: the subject's own value over the sum; a sum of 0 is a zero denominator.
    Share,
}
