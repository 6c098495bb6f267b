//! Coverage in words: which scoring units were tried, by tests and by data, and each hole.

mod counted;
mod json;
mod page;
mod parts;
mod rows;
mod text;
mod units;

use crate::data::Dataset;
use crate::eval::Results;
use crate::plan::Scheme;
use crate::report::Scored;
use crate::report::expression::Speech;
use crate::source::{Files, Lang};
use crate::study::coverage::{Tally, Units};
use crate::testing::Case;

pub use json::{coverage_json, coverage_json_all};
pub use page::coverage_page;
pub use text::coverage;

/// The units of a scheme and what tried them.
#[derive(Clone, Copy)]
pub struct Covered<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The rule files, for the places of rules.
    pub files: &'a Files,
    /// Its units.
    pub units: &'a Units,
    /// The cases of its tests, and what they tried; none where it has no tests.
    pub tests: Option<(&'a [Case], &'a Tally)>,
    /// What data tried, with the data; none where none were given.
    pub data: Option<(&'a Dataset, &'a Tally)>,
}

/// What is needed to put expressions of a scheme into words, without anybody's values.
struct Telling<'a> {
    scheme: &'a Scheme,
    files: &'a Files,
    data: Dataset,
    results: Results,
}

impl<'a> Telling<'a> {
    fn of(covered: &Covered<'a>) -> Telling<'a> {
        Telling {
            scheme: covered.scheme,
            files: covered.files,
            data: Dataset::default(),
            results: Results::default(),
        }
    }

    fn speech(&self, lang: Lang) -> Speech<'_> {
        let Telling { scheme, files, data, results } = self;
        Speech::of(&Scored { scheme, data, results, earlier: &[], files }, lang)
    }
}
