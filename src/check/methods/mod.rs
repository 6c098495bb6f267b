//! The ways to score: what is written, as a method that leaves nothing open.

pub(super) mod assess;
pub(super) mod bands;
pub(super) mod body;
mod choices;
mod conditions;
pub(super) mod cover;
pub(super) mod interpolation;
pub(super) mod levels;
mod limits;
pub(super) mod lines;
pub(super) mod proportion;
pub(super) mod rows;
mod steps;
