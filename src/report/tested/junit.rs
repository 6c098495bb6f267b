//! The tests as JUnit XML, which build servers read: a test suite a scheme, a test case a case.

use super::Tested;
use crate::source::{Diagnostic, Lang, Style, render};
use crate::testing::{Case, Verdict};

/// All tests that were run. The words are those of `lang`.
pub fn tests_junit(all: &[Tested<'_>], lang: Lang) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let (cases, failed) = all.iter().map(counts).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    xml += &format!("<testsuites name=\"kaocheng\" tests=\"{cases}\" failures=\"{failed}\">\n");
    for tested in all {
        suite(tested, lang, &mut xml);
    }
    xml + "</testsuites>\n"
}

fn counts(tested: &Tested<'_>) -> (usize, usize) {
    let failed = tested.cases.iter().filter(|(_, verdict)| !verdict.passed()).count();
    (tested.cases.len(), failed)
}

fn suite(tested: &Tested<'_>, lang: Lang, xml: &mut String) {
    let (cases, failed) = counts(tested);
    let (name, file) = (escaped(&tested.scheme.name), escaped(tested.files.name(tested.scheme.span.source)));
    *xml +=
        &format!("  <testsuite name=\"{name}\" file=\"{file}\" tests=\"{cases}\" failures=\"{failed}\">\n");
    for (test, cases) in tested.tests() {
        for (case, verdict) in cases {
            let row = tested.row(case).map_or(String::new(), |row| format!(" · {}", row.get(lang)));
            let title = escaped(&format!("{}{row}", test.title));
            let span = tested.test_case(case).map_or(test.span, |own| own.span);
            let line = tested.files.start(span).line;
            // Tests may stand beside the rules.
            let file = escaped(tested.files.name(span.source));
            let head = format!(
                "    <testcase name=\"{title}\" classname=\"{name}\" file=\"{file}\" line=\"{line}\""
            );
            if verdict.passed() {
                *xml += &format!("{head}/>\n");
            } else {
                *xml += &format!("{head}>\n{}    </testcase>\n", failure(tested, (case, verdict), lang));
            }
        }
    }
    *xml += "  </testsuite>\n";
}

fn failure(tested: &Tested<'_>, (case, verdict): (&Case, &Verdict), lang: Lang) -> String {
    let unexpected = verdict.unexpected.iter().filter_map(|&place| case.findings.get(place));
    let unexpected: Vec<Diagnostic> = unexpected.cloned().collect();
    let mut body: Vec<String> = Vec::new();
    let mut message = unexpected.first().map(|finding| finding.message.get(lang).to_owned());
    body.extend(render(&unexpected, tested.files, Style { lang, color: false }).lines().map(str::to_owned));
    for failure in tested.failures(case, verdict) {
        let actual = failure.actual.get(lang);
        message.get_or_insert_with(|| format!("{}: {actual}", failure.shown.text));
        body.push(failure.shown.text.clone());
        body.extend(failure.shown.under(&failure.seen, lang));
        body.push(format!("{actual} [{}:{}]", failure.file, failure.line));
        body.extend(failure.because.iter().map(|sentence| format!("· {}", sentence.get(lang))));
    }
    let message = escaped(&message.unwrap_or_default());
    format!("      <failure message=\"{message}\">{}</failure>\n", escaped(&body.join("\n")))
}

/// Signs that mean something in XML, and letters that it does not allow at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(letter),
            control if control.is_control() => out.push('\u{FFFD}'),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_title_ends_it() {
        assert_eq!(escaped("a<b>\"c\"&d\u{1}\ne"), "a&lt;b&gt;&quot;c&quot;&amp;d\u{FFFD}\ne");
    }
}
