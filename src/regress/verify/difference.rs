//! One thing that differs, with both sides of it.

use super::About;
use crate::number::Number;
use crate::source::{Code, Diagnostic};

/// A difference between a printed sheet and what it is compared with.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// The sentence, its kind, and the cell of the sheet.
    pub finding: Diagnostic,
    /// The subject by its place in the data; none where the sheet as a whole is meant.
    pub subject: Option<usize>,
    /// What of the subject.
    pub about: Option<About>,
    /// As printed.
    pub printed: Option<String>,
    /// As it should be.
    pub recomputed: Option<String>,
    /// The printed less the recomputed number, in points; none where one of them is no number.
    pub difference: Option<Number>,
}

impl Difference {
    /// One without figures.
    pub(super) fn of(finding: Diagnostic) -> Difference {
        Difference { finding, subject: None, about: None, printed: None, recomputed: None, difference: None }
    }

    /// Whether something differs; else it is advice.
    pub fn counts(&self) -> bool {
        self.code().severity().stops()
    }

    /// Its kind.
    pub fn code(&self) -> Code {
        self.finding.code
    }
}

/// What a comparison came to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Verified {
    /// How many subjects of the sheet were compared.
    pub subjects: usize,
    /// How many printed figures, grades and places were compared.
    pub compared: usize,
    /// How many of them are as recomputed.
    pub equal: usize,
    /// What differs.
    pub differences: Vec<Difference>,
}

impl Verified {
    /// Whether anything differs.
    pub fn differs(&self) -> bool {
        self.differences.iter().any(Difference::counts)
    }
}
