//! Made-up subjects scored by the rules and by the rules with a slip.

use super::super::differ::{Come, Seen, first};
use super::made::{Made, dataset};
use super::{Found, Telling};
use crate::data::Dataset;
use crate::eval;
use crate::plan::{Scheme, TestCase};

/// The rules, the same with a slip, and whose texts and calendar data borrow.
pub(super) struct Trial<'a> {
    pub(super) scheme: &'a Scheme,
    slipped: &'a Scheme,
    like: &'a Dataset,
    telling: Telling<'a>,
    /// Both without what only a crowd can have: places and seats.
    alone: [Scheme; 2],
}

impl<'a> Trial<'a> {
    pub(super) fn new(
        (scheme, slipped): (&'a Scheme, &'a Scheme),
        like: &'a Dataset,
        telling: Telling<'a>,
    ) -> Trial<'a> {
        let alone = |scheme: &Scheme| Scheme {
            rankings: Vec::new(),
            quotas: Vec::new(),
            variants: Vec::new(),
            ..scheme.clone()
        };
        Trial { scheme, slipped, like, telling, alone: [alone(scheme), alone(slipped)] }
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

    /// As a test, if one can say so.
    pub(super) fn told(&self, found: Found) -> Option<(TestCase, Seen)> {
        let results = eval::assess(self.scheme, &dataset(self.scheme, self.like, &found.subjects));
        let test = (self.telling)(&found, &results)?;
        Some((test, found.seen))
    }

    fn differ(&self, (scheme, slipped): (&Scheme, &Scheme), subjects: &[Made]) -> Option<(usize, Seen)> {
        let data = dataset(scheme, self.like, subjects);
        let (one, other) = (eval::assess(scheme, &data), eval::assess(slipped, &data));
        first(&data, Come { scheme, results: &one }, Come { scheme: slipped, results: &other })
    }
}
