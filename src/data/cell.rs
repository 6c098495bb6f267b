//! What a cell says.

use crate::number::Number;

/// A text held once by the [`Dataset`](super::Dataset).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TextId(pub u32);

/// What a cell says: a value, or one of the three states that are not a value and never taken for one another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A number in base units (points, 元, days, plain; a percent is a hundredth).
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// A choice by its place.
    Choice(u32),
    /// Days since 1970-01-01.
    Date(i32),
    /// Text.
    Text(TextId),
    /// 缺报: should be there, is not.
    Missing,
    /// 不适用: does not concern this subject.
    NotApplicable,
    /// 免责: does concern it, but a documented reason lifts it.
    Excused(TextId),
}

/// The cells of one input or field, one a subject or record.
pub type Column = Vec<Cell>;
