//! Names and expressions: what they stand for, what they measure, what they can come to.

pub(super) mod calls;
pub(super) mod carried;
pub(super) mod dates;
pub(super) mod expr;
pub(super) mod feeds;
pub(super) mod formulas;
mod functions;
mod groups;
pub(super) mod inputs;
mod matters;
pub(super) mod names;
pub(super) mod operators;
pub(super) mod ranges;
pub(super) mod scope;
mod states;
mod tables;
pub(super) mod units;
pub(super) mod unused;
pub(super) mod zero;
