//! 考成 kaocheng: the rule language and engine for public assessment.
#![doc = "placeholder"]

pub mod number;
pub mod source;
pub mod syntax;
