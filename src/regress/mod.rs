//! Regress: two that should agree → where they differ.
//! Takes a scheme, what its data came to, and what was printed or recorded; gives differences in the order of the sheet
//! ([`verify()`]), and changes since a record was made, by what caused them ([`record`]). Knows how printed numbers are
//! written. Never scores, never opens a file. Start at [`Printed`] and [`record`].

pub mod record;
mod verify;

pub use verify::{
    About, Difference, Figure, Printed, PrintedRow, Recomputed, Verified, recorded_result, verify,
};
