//! Where a figure of one subject is worked out from: the rules, the data, and the columns so far.

use super::assessed::Follows;
use super::expr::Reader;
use super::record::Silent;
use super::{Reading, Results, Stop};
use crate::data::Dataset;
use crate::plan::{Expr, Scheme};

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

impl Row<'_> {
    /// What an expression that reads no record comes to for the subject.
    pub fn value(self, expr: &Expr) -> Reading {
        let mut silent = Silent;
        let mut reader = Reader::new(self, &mut silent);
        let value = reader.value(expr, None);
        Reading { value, presumed: reader.presumed, excused: reader.excused }
    }

    /// Whether the condition of a veto holds; one about what does not apply, or is excused, does not.
    pub fn decides(self, condition: &Expr) -> Result<bool, Stop> {
        Reader::new(self, &mut Silent).decides(condition)
    }

    /// 应用: every row that holds, and those that cannot be decided.
    pub fn consequences(self) -> Vec<Follows> {
        super::assessment::consequences(self)
    }
}
