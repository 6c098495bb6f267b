//! Study: questions asked of one plan, its tests and its results.
//! Takes a checked scheme and what scores it; gives findings about the rules themselves: what a slip of the pen would
//! change, and which would go unnoticed. Never reads files, never words a report. One folder a question; start at
//! [`mutate`].

pub mod mutate;
