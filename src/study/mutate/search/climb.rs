//! From any subject to one that comes to as much, or as little, as cells can make it: one cell after another.

use super::axes::{Axis, axes};
use super::ground::Ground;
use super::made::Made;
use super::reads::Reads;
use crate::eval::Outcome;
use crate::number::Number;

/// How far a subject is, and what it comes to.
type Height = (usize, Option<Number>);

impl Ground<'_> {
    /// The best and the worst that single changes lead to, and the way there, as far as it has totals.
    pub(super) fn climbs(&self, from: &Made) -> Vec<Made> {
        let axes: Vec<Axis> = self.parts.iter().flat_map(|(_, reads)| axes(self.scheme, reads)).collect();
        [true, false].into_iter().flat_map(|up| self.climb(from, &axes, up)).collect()
    }

    fn climb(&self, from: &Made, axes: &[Axis], up: bool) -> Vec<Made> {
        let mut best = from.clone();
        let mut height = self.height(&best);
        let mut way = Vec::new();
        for _ in 0..ROUNDS {
            for axis in axes {
                self.step(axis, (&mut best, &mut height), up);
            }
            if height.1.is_some() {
                way.push(best.clone());
            }
        }
        way
    }

    /// The best that one cell can do.
    fn step(&self, axis: &Axis, (best, height): (&mut Made, &mut Height), up: bool) {
        for at in 0..axis.len() {
            let mut tried = best.clone();
            axis.put(&mut tried, at);
            let reached = self.height(&tried);
            let further = if up { reached.1 > height.1 } else { reached.1 < height.1 };
            let better = reached.0 > height.0 || reached.0 == height.0 && further;
            if better && tried.fits(self.scheme) {
                (*best, *height) = (tried, reached);
            }
        }
    }

    fn height(&self, made: &Made) -> Height {
        let results = self.results(made);
        let there = |column: &Vec<Outcome>| {
            column.first().is_some_and(|one| !matches!(one, Outcome::Missing | Outcome::Failed))
        };
        let scored = results.scores.iter().chain(&results.outside).filter(|column| there(column)).count();
        (scored, results.total.into_iter().next().flatten())
    }

    /// What all parts read together.
    pub(super) fn all_reads(&self) -> Reads {
        let mut all = Reads::default();
        for (_, reads) in &self.parts {
            all.inputs.extend(&reads.inputs);
            all.lists.extend(&reads.lists);
            all.fields.extend(&reads.fields);
            all.dates.extend(&reads.dates);
            all.numbers.extend(reads.numbers.iter().cloned());
        }
        all
    }
}

/// A second round finds what the branch that the first one led to has to give.
const ROUNDS: usize = 2;
