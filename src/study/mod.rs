//! Study: questions asked of one plan, its data and its results.
//! Takes a scheme and what it came to; gives what would be otherwise if the data were. Scores by [`crate::eval`] alone.
//! Never opens a file, never words a sentence. Start at [`what_if`].

pub mod what_if;
