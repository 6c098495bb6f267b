//! Testing: a scheme and its 测试 → what each expected, and whether it came out so.
//! Takes a checked scheme; gives [`Case`]s, whose givens are bound as data are, and a [`Verdict`] on each. A case can be
//! put to any scheme of the same shape, so that what a change to the rules breaks is seen. Never tells in words.
//! Start at [`cases`] and [`run`].

mod bound;
mod met;
mod subject;

pub use bound::{Case, cases};
pub use met::{figure, standing, state_of};
pub use subject::{Made, of_subject};

use crate::eval::{self, Results, Row};
use crate::plan::{Expectation, Expected, Scheme};
use crate::source::{Code, Diagnostic};

/// What came of a case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    /// The expectations that were not met: their places in `Case::expectations`.
    pub unmet: Vec<usize>,
    /// Findings in what is given that no expectation speaks of: their places in `Case::findings`.
    pub unexpected: Vec<usize>,
}

impl Verdict {
    /// Whether everything came out as expected.
    pub fn passed(&self) -> bool {
        self.unmet.is_empty() && self.unexpected.is_empty()
    }
}

/// Scores a case and holds it against what is expected. The scheme may be another than the case was made from, as long
/// as its inputs, lists, layers, formulas and indicators stand in the same order.
pub fn run(scheme: &Scheme, case: &Case) -> Verdict {
    let results = scored(scheme, case);
    let unmet = case.expectations.iter().enumerate();
    let unmet = unmet.filter(|(_, expectation)| !met(scheme, case, results.last(), expectation));
    Verdict { unmet: unmet.map(|(place, _)| place).collect(), unexpected: unexpected(case) }
}

/// What the subjects of a case come to, one a layer; empty where what is given does not fit.
pub fn scored(scheme: &Scheme, case: &Case) -> Vec<Results> {
    eval::assess_layers(scheme, &case.layers)
}

/// The subject that an expectation is about; none where what is given does not fit.
pub fn row<'a>(
    scheme: &'a Scheme,
    case: &'a Case,
    results: &'a [Results],
    expectation: &Expectation,
) -> Option<Row<'a>> {
    let (data, results) = (case.layers.last()?, results.last()?);
    Some(Row { scheme, data, results, subject: expectation.subject })
}

fn met(scheme: &Scheme, case: &Case, results: Option<&Results>, expectation: &Expectation) -> bool {
    if let Expected::Finding(code) = &expectation.what {
        return case.findings.iter().any(|finding| finding.code == *code);
    }
    let Some((data, results)) = case.layers.last().zip(results) else { return false };
    met::met(Row { scheme, data, results, subject: expectation.subject }, &expectation.what)
}

/// What stops the data and is not expected. A warning that is not asked for is none of the test's business.
fn unexpected(case: &Case) -> Vec<usize> {
    let asked =
        |code: Code| case.expectations.iter().any(|expectation| expectation.what == Expected::Finding(code));
    let told = |finding: &Diagnostic| finding.code.severity().stops() && !asked(finding.code);
    let all = case.findings.iter().enumerate();
    all.filter(|(_, finding)| told(finding)).map(|(place, _)| place).collect()
}
