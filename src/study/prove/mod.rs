//! What can be said of rules before any data: how far every item can go and whether full points can be had, whether leaving
//! a value out pays, how far the total can go, and which grades it can have. Every claim comes with an example that was
//! scored, or with all that can matter having been tried; what is neither is said to be undecided. Start at [`prove`].

mod part;
mod whole;

pub use part::{End, Ends, Gain, Of, Proved};
pub use whole::{GradeReach, Whole};

use super::mutate::search::{Ground, Made};
use crate::data::Cell;
use crate::plan::{InputId, ListId, Scheme};

/// A made-up subject, as far as it matters.
#[derive(Clone, PartialEq, Debug)]
pub struct Example {
    /// The cells that matter.
    pub cells: Vec<(InputId, Cell)>,
    /// The records that matter, a cell for each field.
    pub records: Vec<(ListId, Vec<Vec<Cell>>)>,
}

/// All that was proved, and what was not.
#[derive(Clone, Debug)]
pub struct Proofs {
    /// The leaves in the order of the file, then bonuses and penalties.
    pub parts: Vec<Proved>,
    /// The total and the grades.
    pub whole: Whole,
}

/// What can be said of a scheme. Other readings are left alone.
pub fn prove(scheme: &Scheme) -> Proofs {
    let alone = Scheme {
        rankings: Vec::new(),
        quotas: Vec::new(),
        variants: Vec::new(),
        tests: Vec::new(),
        ..scheme.clone()
    };
    let ground = Ground::new(&alone, &[]);
    let parts: Vec<Proved> =
        ground.parts().iter().filter_map(|(at, reads)| part::proved(&ground, *at, reads)).collect();
    let whole = whole::whole(&ground, &parts);
    Proofs { parts, whole }
}

impl Example {
    /// A subject with this in it.
    fn put(&self, made: &Made) -> Made {
        let mut made = made.clone();
        for (id, cell) in &self.cells {
            made.cells.get_mut(id.0 as usize).into_iter().for_each(|own| own.clone_from(cell));
        }
        for (id, records) in &self.records {
            made.records.get_mut(id.0 as usize).into_iter().for_each(|own| own.clone_from(records));
        }
        made
    }

    /// What is read of a made-up subject.
    fn of(
        made: &Made,
        inputs: impl Iterator<Item = InputId>,
        lists: impl Iterator<Item = ListId>,
    ) -> Example {
        let cell = |id: InputId| made.cells.get(id.0 as usize).map(|cell| (id, cell.clone()));
        let records = |id: ListId| made.records.get(id.0 as usize).map(|records| (id, records.clone()));
        Example { cells: inputs.filter_map(cell).collect(), records: lists.filter_map(records).collect() }
    }
}
