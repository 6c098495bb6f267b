//! Regress: two that should agree → where they differ.
//! Takes a scheme, what its data came to, and what was printed or recorded; gives differences in the order of the sheet
//! ([`verify()`]), changes since a record was made, by what caused them ([`record`]), and who moves under amended rules,
//! by which edit ([`impact()`]). Never scores, never opens a file. Start at [`Printed`], [`record`] and [`Impact`].

mod impact;
pub mod record;
mod verify;

pub use impact::{
    Came, Column, Comparable, Consequence, Corners, Evaluate, Following, GradeStep, Impact, MOST_ASSESSED,
    MOST_EXACT, Matched, Method, Moved, Part, PlaceMove, PlaceSplit, Standing, StateStep, YearMove, came,
    impact, split_rules, years,
};
pub use verify::{
    About, Difference, Figure, Printed, PrintedRow, Recomputed, Verified, recorded_result, verify,
};
