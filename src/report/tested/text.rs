//! The tests as lines for a terminal.

use super::Tested;
use super::told::Failure;
use crate::source::{Diagnostic, Lang, Style, Text, render};

/// A line a test; under one that failed, what was expected and what came out. `style` is that of findings.
pub fn tests_text(all: &[Tested<'_>], style: Style) -> String {
    let mut lines = Vec::new();
    for tested in all {
        scheme(tested, style, &mut lines);
    }
    lines.push(summary(all, style.lang));
    lines.join("\n") + "\n"
}

fn scheme(tested: &Tested<'_>, style: Style, lines: &mut Vec<String>) {
    let file = tested.files.name(tested.scheme.span.source);
    lines.push(format!("{} ({file})", tested.scheme.name));
    for (test, cases) in tested.tests() {
        let failed = cases.iter().filter(|(_, verdict)| !verdict.passed()).count();
        let mark = if failed == 0 { '✓' } else { '✗' };
        let more = match (test.cases.len() > 1, failed, style.lang) {
            (false, ..) => String::new(),
            (true, 0, Lang::Zh) => format!(" ({} 例)", cases.len()),
            (true, 0, Lang::En) => format!(" ({} cases)", cases.len()),
            (true, failed, Lang::Zh) => format!(" ({} 例, {failed} 例不符)", cases.len()),
            (true, failed, Lang::En) => format!(" ({} cases, {failed} failed)", cases.len()),
        };
        lines.push(format!("  {mark} {}{more}", test.title));
        for (case, verdict) in cases.iter().copied().filter(|(_, verdict)| !verdict.passed()) {
            lines.extend(tested.row(case).map(|row| format!("    {}", row.get(style.lang))));
            let unexpected = verdict.unexpected.iter().filter_map(|&place| case.findings.get(place));
            let unexpected: Vec<Diagnostic> = unexpected.cloned().collect();
            for line in render(&unexpected, tested.files, style).lines() {
                lines.push(format!("      {line}").trim_end().to_owned());
            }
            let mut told: Vec<Text> = Vec::new();
            for mut failure in tested.failures(case, verdict) {
                // What explains one expectation often explains the next.
                failure.because.retain(|sentence| !told.contains(sentence));
                told.extend(failure.because.iter().cloned());
                self::failure(&failure, style.lang, lines);
            }
        }
    }
    lines.push(String::new());
}

fn failure(failure: &Failure, lang: Lang, lines: &mut Vec<String>) {
    let (expect, of) = match lang {
        Lang::Zh => ("期望 ", format!("“{}”的", failure.of)),
        Lang::En => ("expect ", format!("of “{}”: ", failure.of)),
    };
    let of = if failure.of.is_empty() { String::new() } else { of };
    let head = format!("{of}{expect}");
    lines.push(format!("      {head}{}", failure.shown.text));
    let indent = " ".repeat(6 + crate::source::width(&head));
    for line in failure.shown.under(&failure.seen, lang) {
        lines.push(format!("{indent}{line}"));
    }
    let place = format!("{}:{}", failure.file, failure.line);
    lines.push(match lang {
        Lang::Zh => format!("      {}   [{place}]", failure.actual.zh),
        Lang::En => format!("      {}   [{place}]", failure.actual.en),
    });
    for sentence in &failure.because {
        lines.push(format!("      · {}", sentence.get(lang)));
    }
}

/// `12 项测试 (36 例), 全部相符`
pub(super) fn summary(all: &[Tested<'_>], lang: Lang) -> String {
    let (mut tests, mut cases, mut failed) = (0, 0, 0);
    for tested in all {
        let (own_tests, own_cases, own_failed) = tested.counts();
        (tests, cases, failed) = (tests + own_tests, cases + own_cases, failed + own_failed);
    }
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (failed, lang) {
        (0, Lang::Zh) => format!("{tests} 项测试 ({cases} 例), 全部相符"),
        (_, Lang::Zh) => format!("{tests} 项测试 ({cases} 例), {failed} 项不符"),
        (0, Lang::En) => format!("{} ({}), all as expected", plural(tests, "test"), plural(cases, "case")),
        (_, Lang::En) => format!("{} ({}), {failed} failed", plural(tests, "test"), plural(cases, "case")),
    }
}
