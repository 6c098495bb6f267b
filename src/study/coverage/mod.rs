//! Coverage: which scoring units of a scheme were tried, by tests and by data.
//! The units are listed from the plan alone ([`units`]); what tried them is read off the working of each subject
//! ([`exercised`]), which the evaluation itself makes. A unit is known by its place in the rules, never in the file.

mod list;
mod marks;
mod reach;
mod tally;
mod tested;
mod unit;

pub use list::{branches, grade_bounds, layer_figures, units};
pub use marks::line_at;
pub use tally::{Exercised, Tally, exercised, tried_by};
pub use tested::tested;
pub use unit::{AbsentUnit, Edge, Kept, Key, Never, Of, Rate, SeatUnit, Unit, UnitKind, Units, What};
