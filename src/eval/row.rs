//! Where a figure of one subject is worked out from: the rules, the data, and the columns so far.

use super::Results;
use crate::data::Dataset;
use crate::plan::Scheme;

/// One subject among the columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) data: &'a Dataset,
    /// The columns worked out so far.
    pub(super) results: &'a Results,
    pub(super) subject: usize,
}
