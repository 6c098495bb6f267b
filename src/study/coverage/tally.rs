//! How often each unit was tried.

use std::collections::BTreeSet;

use super::marks::{Marks, among, of_subject};
use super::unit::{Key, Of, Units};
use crate::data::Dataset;
use crate::eval::{self, Assessment, Results};
use crate::plan::Scheme;

/// How often a unit was tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Exercised {
    /// By so many cases: subjects; of what happens among subjects, groups.
    pub times: usize,
    /// The first of them, by its place; of what happens among subjects, none.
    pub first: Option<usize>,
}

/// How often each unit was tried. INVARIANT: beside [`Units::all`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// Beside the units.
    pub units: Vec<Exercised>,
    /// How many cases there were.
    pub cases: usize,
    /// The indicators, bonuses, penalties, formulas and inputs that some case came to.
    pub parts: BTreeSet<Of>,
}

/// What one subject tried. Things that every subject does where nothing of the rules asks for more, as a score that stays
/// within its limits, are among them even where the rules have no such unit.
pub fn tried_by(scheme: &Scheme, units: &Units, data: &Dataset, made: &Assessment) -> BTreeSet<Key> {
    let mut marks = Marks::default();
    of_subject(scheme, (units, data), made, &mut marks);
    marks.keys
}

/// What the subjects of some data tried, with the results that `eval` gave for them.
pub fn exercised(scheme: &Scheme, units: &Units, data: &Dataset, results: &Results) -> Tally {
    let mut tally = Tally::none(units);
    tally.cases = data.subjects.len();
    for subject in 0..data.subjects.len() {
        let made = eval::assessment(scheme, data, results, subject);
        tally.take_up(units, &tried_by(scheme, units, data, &made), subject);
    }
    for (key, times) in among(scheme, data, results) {
        tally.mark(units, &key, times, None);
    }
    tally
}

impl Tally {
    /// Nothing tried yet.
    pub fn none(units: &Units) -> Tally {
        Tally { units: vec![Exercised::default(); units.all.len()], cases: 0, parts: BTreeSet::new() }
    }

    /// What one case tried.
    pub(super) fn take_up(&mut self, units: &Units, tried: &BTreeSet<Key>, case: usize) {
        for key in tried {
            self.parts.insert(key.of);
            self.mark(units, key, 1, Some(case));
        }
    }

    fn mark(&mut self, units: &Units, key: &Key, times: usize, case: Option<usize>) {
        let place = units.places.get(key);
        if let Some(exercised) = place.and_then(|place| self.units.get_mut(*place)) {
            exercised.times += times;
            exercised.first = exercised.first.or(case);
        }
    }

    /// Together with another of the same units, whose cases come after these.
    pub fn and(mut self, other: &Tally) -> Tally {
        for (own, more) in self.units.iter_mut().zip(&other.units) {
            own.times += more.times;
            own.first = own.first.or(more.first.map(|first| first + self.cases));
        }
        self.cases += other.cases;
        self.parts.extend(&other.parts);
        self
    }

    /// Whether some case came to a part of the rules. To the whole, and to what follows from it, every case does.
    pub fn came_to(&self, of: Of) -> bool {
        match of {
            Of::Indicator(_) | Of::Outside(_) | Of::Formula(_) | Of::Input(_) | Of::Field(..) => {
                self.parts.contains(&of)
            }
            Of::Whole | Of::Veto(_) | Of::Quota(_) | Of::Ranking(_) | Of::Consequence(_) | Of::Alert(_) => {
                self.cases > 0
            }
        }
    }

    /// How often a unit was tried, by its place.
    pub fn times(&self, place: usize) -> usize {
        self.units.get(place).map_or(0, |exercised| exercised.times)
    }
}
