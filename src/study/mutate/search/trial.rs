//! Made-up subjects scored by the rules and by the rules with a slip.

use super::super::differ::{Come, Seen, first};
use super::made::{Made, dataset};
use crate::data::Dataset;
use crate::eval;
use crate::plan::Scheme;

/// The rules, the same with a slip, and whose texts and calendar data borrow.
pub(super) struct Trial<'a> {
    pub(super) scheme: &'a Scheme,
    slipped: &'a Scheme,
    like: &'a Dataset,
    /// Both without what only a crowd can have: places and seats.
    alone: [Scheme; 2],
}

impl<'a> Trial<'a> {
    pub(super) fn new(scheme: &'a Scheme, slipped: &'a Scheme, like: &'a Dataset) -> Trial<'a> {
        let alone = |scheme: &Scheme| Scheme {
            rankings: Vec::new(),
            quotas: Vec::new(),
            variants: Vec::new(),
            ..scheme.clone()
        };
        Trial { scheme, slipped, like, alone: [alone(scheme), alone(slipped)] }
    }

    /// The first of these subjects whose results differ, each standing alone.
    pub(super) fn alone(&self, subjects: &[Made]) -> Option<(usize, Seen)> {
        let [one, other] = &self.alone;
        if one.group_values.is_empty() {
            return self.differ((one, other), subjects);
        }
        subjects.iter().enumerate().find_map(|(at, made)| {
            let (_, seen) = self.differ((one, other), std::slice::from_ref(made))?;
            Some((at, seen))
        })
    }

    /// The first whose results differ when all stand beside each other.
    pub(super) fn together(&self, subjects: &[Made]) -> Option<(usize, Seen)> {
        self.differ((self.scheme, self.slipped), subjects)
    }

    fn differ(&self, (scheme, slipped): (&Scheme, &Scheme), subjects: &[Made]) -> Option<(usize, Seen)> {
        let data = dataset(scheme, self.like, subjects);
        let (one, other) = (eval::assess(scheme, &data), eval::assess(slipped, &data));
        first(&data, Come { scheme, results: &one }, Come { scheme: slipped, results: &other })
    }
}
