//! A printed or recorded sheet against what the rules give, and against itself. Start at [`Printed`] and [`verify`].

mod columns;
mod difference;
mod figure;
mod printed;
mod recorded;
mod scores;
mod standing;
mod sums;

pub use columns::About;
pub use difference::{Difference, Verified};
pub use figure::Figure;
pub use printed::{Printed, PrintedRow};
pub use recorded::recorded_result;

use crate::data::Dataset;
use crate::eval::Results;
use crate::plan::Scheme;
use crate::source::Code;

/// What the sheet is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Recomputed<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// Its data.
    pub data: &'a Dataset,
    /// What they came to.
    pub results: &'a Results,
}

/// Whether what the sheet has against itself says all that a difference from the recomputed says: one mistake in one
/// cell, one message.
fn says(against_itself: &Difference, difference: &Difference) -> bool {
    against_itself.about == difference.about && against_itself.recomputed == difference.recomputed
}

/// Compares a printed sheet with what the rules give, and with itself.
pub fn verify(with: Recomputed<'_>, printed: &Printed) -> Verified {
    let mut verified = Verified { differences: printed.findings.clone(), ..Verified::default() };
    verified.differences.extend(columns::lacking(with.scheme, printed));
    let ranks = standing::ranks(with, printed);
    for row in &printed.rows {
        verified.subjects += 1;
        let mut against_itself = sums::row(with, (printed, row));
        against_itself.extend(standing::grade(with, (printed, row)));
        against_itself.extend(ranks.iter().filter(|found| found.subject == Some(row.subject)).cloned());
        let mut differences = scores::row(with, (printed, row), &mut verified);
        differences.retain(|one| !against_itself.iter().any(|other| says(other, one)));
        verified.differences.append(&mut differences);
        verified.differences.append(&mut against_itself);
    }
    // Without ids nobody can be found: that is one mistake, not one for each subject.
    let nameless = printed.findings.iter().any(|found| found.code() == Code::MissingColumn);
    let all = if nameless { 0 } else { with.data.subjects.len() };
    let absent = (0..all).filter(|subject| !printed.there.contains_key(subject));
    verified.differences.extend(absent.map(|subject| printed::not_printed(with.data, subject, printed)));
    verified
}
