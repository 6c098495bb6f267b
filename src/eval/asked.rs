//! What is asked of results from outside: any expression of the scheme, a veto, what follows.

use super::assessed::Follows;
use super::expr::Reader;
use super::record::Silent;
use super::row::Row;
use super::{Reading, Stop};
use crate::plan::Expr;

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
        super::assessment::consequences(self).0
    }
}
