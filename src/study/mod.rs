//! Study: questions asked of one plan and what was scored with it. One folder a question.
//! Takes a checked scheme, data and results; gives answers as values, which `report` puts into words.
//! Never scores otherwise than `eval` does. Start at the door of the question: [`coverage`].

pub mod coverage;
