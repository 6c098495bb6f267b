//! Mutation: the rules with one slip of the pen in them, again and again, and whether anybody would notice.
//! Start at [`mutants`].

mod case;
mod differ;
mod equal;
mod fate;
mod mutant;
mod pen;
pub(super) mod search;
mod slips;

pub use differ::{Follows, Seen};
pub use fate::{Fate, Judged, Telling, felt, judge};
pub use mutant::{Kind, Mutant, Said, Whole, Within};
pub use slips::mutants;
