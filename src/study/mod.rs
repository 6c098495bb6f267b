//! Study: questions asked of one plan, its tests, its data and its results. One folder a question.
//! Takes a scheme and what it came to; gives answers as values: what was tried, what would be otherwise.
//! Scores by [`crate::eval`] alone; never opens a file, never words a sentence. Start at the door of the question.

pub mod coverage;
pub mod mutate;
pub mod prove;
pub mod what_if;
