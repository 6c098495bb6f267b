//! The tests as facts for other programs: `kaocheng.test/1`.

use serde_json::{Value, json as object};

use super::Tested;
use super::told::Failure;
use crate::source::{self, Diagnostic};
use crate::testing::{Case, Verdict};

/// The name and version of the shape.
const FORMAT: &str = "kaocheng.test/1";

/// All tests that were run.
pub fn tests_json(all: &[Tested<'_>]) -> Value {
    let schemes: Vec<Value> = all.iter().map(scheme).collect();
    let counts: Vec<(usize, usize, usize)> = all.iter().map(Tested::counts).collect();
    object!({
        "format": FORMAT,
        "tests": counts.iter().map(|(tests, ..)| tests).sum::<usize>(),
        "cases": counts.iter().map(|(_, cases, _)| cases).sum::<usize>(),
        "failed": counts.iter().map(|(.., failed)| failed).sum::<usize>(),
        "schemes": schemes,
    })
}

fn scheme(tested: &Tested<'_>) -> Value {
    let tests = tested.tests().into_iter().map(|(test, cases)| {
        let cases: Vec<Value> =
            cases.iter().map(|(case, verdict)| self::case(tested, case, verdict)).collect();
        object!({
            "title": test.title,
            "file": tested.files.name(test.span.source),
            "line": tested.files.start(test.span).line,
            "passed": cases.iter().all(|case| case["passed"] == Value::Bool(true)),
            "cases": cases,
        })
    });
    object!({
        "scheme": tested.scheme.name,
        "file": tested.files.name(tested.scheme.span.source),
        "tests": tests.collect::<Vec<_>>(),
    })
}

fn case(tested: &Tested<'_>, case: &Case, verdict: &Verdict) -> Value {
    let own = tested.test_case(case);
    let unexpected = verdict.unexpected.iter().filter_map(|&place| case.findings.get(place));
    let unexpected: Vec<Diagnostic> = unexpected.cloned().collect();
    object!({
        "row": own.and_then(|own| own.row),
        "name": own.and_then(|own| own.name.clone()),
        "line": own.map(|own| tested.files.start(own.span).line),
        "passed": verdict.passed(),
        "expectations": case.expectations.len(),
        "failures": tested.failures(case, verdict).iter().map(failure).collect::<Vec<_>>(),
        "findings": source::json(&unexpected, tested.files)["diagnostics"],
    })
}

fn failure(failure: &Failure) -> Value {
    let values = failure.seen.iter().map(|seen| object!({ "name": seen.name, "value": seen.value }));
    object!({
        "file": failure.file,
        "line": failure.line,
        "subject": (!failure.of.is_empty()).then_some(&failure.of),
        "expected": failure.shown.text,
        "actual": failure.actual,
        "values": values.collect::<Vec<_>>(),
        "because": failure.because,
    })
}
