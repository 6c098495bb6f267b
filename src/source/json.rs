//! Findings as facts for other programs: the `check` JSON of the contract.

use serde_json::{Value, json as object};

use super::{Diagnostic, Files, Place, Span};

/// `{diagnostics: […]}`, in the order given. Lines and columns count from 1, columns in characters.
pub fn json(diagnostics: &[Diagnostic], files: &Files) -> Value {
    object!({ "diagnostics": diagnostics.iter().map(|found| one(found, files)).collect::<Vec<_>>() })
}

fn one(found: &Diagnostic, files: &Files) -> Value {
    let mut facts = object!({
        "code": found.code.id(),
        "severity": found.code.severity().machine(),
        "title": found.code.title(),
    });
    join(&mut facts, place(&found.place, files));
    let labels = found.labels.iter().map(|label| {
        let mut facts = stretch(label.span, files);
        join(&mut facts, object!({ "message": label.text }));
        facts
    });
    let fix = found.fix.as_ref().map(|fix| {
        let mut facts = stretch(fix.span, files);
        join(&mut facts, object!({ "replacement": fix.replacement }));
        facts
    });
    let rest = object!({
        "path": found.path,
        "message": found.message,
        "caption": found.caption,
        "labels": labels.collect::<Vec<_>>(),
        "help": found.help,
        "choices": found.choices,
        "fix": fix,
    });
    join(&mut facts, rest);
    facts
}

/// Every finding has the same keys, whatever it points at, so that readers need not ask first.
fn place(place: &Place, files: &Files) -> Value {
    match place {
        Place::Span(span) => {
            let mut facts = stretch(*span, files);
            join(&mut facts, object!({ "cell": null }));
            facts
        }
        Place::Cell(cell) => object!({
            "file": cell.file,
            "line": (cell.row > 0).then_some(cell.row),
            "column": null,
            "end_line": null,
            "end_column": null,
            "cell": { "sheet": cell.sheet, "at": cell.address(), "column": cell.column, "subject": cell.subject },
        }),
        Place::Nowhere => object!({
            "file": null, "line": null, "column": null, "end_line": null, "end_column": null, "cell": null,
        }),
    }
}

fn stretch(span: Span, files: &Files) -> Value {
    let (start, end) = (files.start(span), files.end(span));
    object!({
        "file": files.name(span.source),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    })
}

/// Adds the keys of one object to another.
fn join(to: &mut Value, from: Value) {
    if let (Value::Object(to), Value::Object(from)) = (to, from) {
        to.extend(from);
    }
}

#[cfg(test)]
mod tests {
    use super::json;
    use crate::source::{Cell, Code, Diagnostic, Files, Place, Span, Text};

    #[test]
    fn a_span_and_its_label() {
        let mut files = Files::new();
        let id = files.add("a.kc", "甲\n乙 5分\n");
        let found = Diagnostic::new(Code::PointsNotClosing, Span::new(id, 8, 12), Text::new("错", "wrong"))
            .label(Span::new(id, 0, 3), Text::same("甲"))
            .fix(Span::new(id, 8, 9), "6");
        let facts = json(&[found], &files);
        let facts = &facts["diagnostics"][0];
        assert_eq!(facts["code"], "KC301");
        assert_eq!(facts["severity"], "error");
        assert_eq!((&facts["line"], &facts["column"]), (&2.into(), &3.into()));
        assert_eq!((&facts["end_line"], &facts["end_column"]), (&2.into(), &5.into()));
        assert_eq!(facts["message"]["en"], "wrong");
        assert_eq!(facts["labels"][0]["message"]["zh"], "甲");
        assert_eq!(facts["fix"]["replacement"], "6");
        assert!(facts["cell"].is_null());
    }

    #[test]
    fn a_cell_and_nothing() {
        let cell = Cell { row: 12, column: Some("执行数".into()), ..Cell::file("subjects.csv") };
        let found = [
            Diagnostic::cell(Code::BadCell, cell, Text::same("m")),
            Diagnostic::cell(Code::MissingColumn, Cell::file("subjects.csv"), Text::same("m")),
            Diagnostic::placed(Code::PleaseReport, Place::Nowhere, Text::same("m")),
        ];
        let facts = json(&found, &Files::new());
        assert_eq!(facts["diagnostics"][0]["line"], 12);
        assert_eq!(facts["diagnostics"][0]["cell"]["column"], "执行数");
        assert!(facts["diagnostics"][1]["line"].is_null());
        assert!(facts["diagnostics"][2]["file"].is_null());
    }
}
