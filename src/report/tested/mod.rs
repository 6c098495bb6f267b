//! What `test` found: a line a test, and of each that failed what was expected, with every value under it.

mod because;
mod json;
mod junit;
mod seen;
mod text;
mod told;
mod written;

pub use json::tests_json;
pub use junit::tests_junit;
pub use text::tests_text;
pub use written::{expectation_written, test_written};

use crate::plan::{Scheme, Test, TestCase};
use crate::source::{Files, Text};
use crate::testing::{Case, Verdict};

/// The tests of one scheme and what came of them.
#[derive(Clone, Copy)]
pub struct Tested<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The rule files.
    pub files: &'a Files,
    /// The cases that were run, in order.
    pub cases: &'a [(Case, Verdict)],
}

impl<'a> Tested<'a> {
    /// The tests of which cases were run, each with them.
    fn tests(&self) -> Vec<(&'a Test, Vec<&'a (Case, Verdict)>)> {
        let all = self.scheme.tests.iter().enumerate();
        let run = all.map(|(place, test)| {
            (test, self.cases.iter().filter(|(case, _)| case.test == place).collect::<Vec<_>>())
        });
        run.filter(|(_, cases)| !cases.is_empty()).collect()
    }

    fn test_case(&self, case: &Case) -> Option<&'a TestCase> {
        self.scheme.tests.get(case.test)?.cases.get(case.case)
    }

    /// `第 3 行 “刚好 85%”`; none for a test without a table.
    fn row(&self, case: &Case) -> Option<Text> {
        let own = self.test_case(case)?;
        let row = own.row?;
        Some(match &own.name {
            Some(name) => Text::new(format!("第 {row} 例“{name}”"), format!("case {row} “{name}”")),
            None => Text::new(format!("第 {row} 例"), format!("case {row}")),
        })
    }

    /// How many tests, cases, and how many tests failed.
    fn counts(&self) -> (usize, usize, usize) {
        let tests = self.tests();
        let failed = tests.iter().filter(|(_, cases)| cases.iter().any(|(_, verdict)| !verdict.passed()));
        (tests.len(), self.cases.len(), failed.count())
    }
}
