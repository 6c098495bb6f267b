//! Where a figure of one subject is worked out from: the rules, the data, and the columns so far.

use super::results::Results;
use crate::data::Dataset;
use crate::plan::Scheme;

/// One subject among the columns.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// The rules.
    pub scheme: &'a Scheme,
    /// The data.
    pub data: &'a Dataset,
    /// The columns worked out so far; of what is asked from outside, all of them.
    pub results: &'a Results,
    /// The subject.
    pub subject: usize,
}
