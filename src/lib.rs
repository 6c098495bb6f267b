//! 考成 kaocheng: the rule language and engine for public assessment.

pub mod number;
pub mod source;
pub mod syntax;
