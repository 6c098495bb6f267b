//! The evaluator, asked once for each set of edits.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Came, Evaluate};
use crate::number::Number;

/// Of so many subjects and sets all is kept, so that a set that is asked for again need not be tried again.
const MOST_KEPT: usize = 1_000_000;

/// So many sets are tried at a time, to be kept until all of them are.
const SIDE_BY_SIDE: usize = 64;

/// What is kept of a subject for every set: thousands of them are tried.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Brief {
    pub(super) total: Option<Number>,
    /// Its grade, as a place in a list of names.
    grade: Option<u16>,
}

/// What was asked, and the answers.
pub(super) struct Trials<'t, 'e> {
    evaluate: &'t mut Evaluate<'e>,
    briefs: BTreeMap<Vec<bool>, Option<Rc<[Brief]>>>,
    whole: BTreeMap<Vec<bool>, Option<Rc<[Came]>>>,
    grades: Vec<String>,
}

impl<'t, 'e> Trials<'t, 'e> {
    pub(super) fn new(evaluate: &'t mut Evaluate<'e>) -> Trials<'t, 'e> {
        let (briefs, whole, grades) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Trials { evaluate, briefs, whole, grades }
    }

    /// All that is known of the subjects under a set.
    pub(super) fn whole(&mut self, edits: &[bool]) -> Option<Rc<[Came]>> {
        if let Some(known) = self.whole.get(edits) {
            return known.clone();
        }
        let came = (self.evaluate)(&[edits.to_vec()]).pop().flatten();
        self.keep(edits.to_vec(), came, true);
        self.whole.get(edits).cloned().flatten()
    }

    /// Totals and grades under a set.
    pub(super) fn brief(&mut self, edits: &[bool]) -> Option<Rc<[Brief]>> {
        if !self.briefs.contains_key(edits) {
            self.prepare(vec![edits.to_vec()]);
        }
        self.briefs.get(edits).cloned().flatten()
    }

    /// Tries those of some sets that have not been, side by side.
    pub(super) fn prepare(&mut self, sets: Vec<Vec<bool>>) {
        let new: Vec<Vec<bool>> = sets.into_iter().filter(|set| !self.briefs.contains_key(set)).collect();
        for some in new.chunks(SIDE_BY_SIDE) {
            let answers = (self.evaluate)(some);
            for (set, came) in some.iter().zip(answers) {
                self.keep(set.clone(), came, false);
            }
        }
    }

    fn keep(&mut self, edits: Vec<bool>, came: Option<Vec<Came>>, all: bool) {
        let brief = came.as_deref().map(|came| self.brief_of(came));
        let subjects = came.as_ref().map_or(0, Vec::len);
        if all || self.whole.len() < MOST_KEPT / subjects.max(1) {
            self.whole.insert(edits.clone(), came.map(Rc::from));
        }
        self.briefs.insert(edits, brief);
    }

    /// How many sets were tried, those that mean nothing among them.
    pub(super) fn tried(&self) -> usize {
        self.briefs.len()
    }

    fn brief_of(&mut self, came: &[Came]) -> Rc<[Brief]> {
        came.iter()
            .map(|one| {
                let grade = one.grade.as_ref().map(|name| self.grade(name));
                Brief { total: one.total.clone(), grade }
            })
            .collect()
    }

    fn grade(&mut self, name: &str) -> u16 {
        let known = self.grades.iter().position(|known| known == name);
        let at = known.unwrap_or_else(|| {
            self.grades.push(name.to_owned());
            self.grades.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }
}

impl Brief {
    /// Whether both have the same grade, or none.
    pub(super) fn same_grade(&self, other: &Brief) -> bool {
        self.grade == other.grade
    }
}
