//! The JSON of `explain`: the document's entries, one inside the other.

use serde_json::{Value, json as object};

use crate::report::{Document, Entry};

/// `{path, sentence, value, rule, calculation, rounding, result, origin, children}` of the whole.
pub fn tree(document: &Document) -> Value {
    entry(&document.root)
}

/// One entry with what is under it.
pub(in crate::report) fn entry(entry: &Entry) -> Value {
    let rounding = entry
        .rounding
        .as_ref()
        .map(|rounded| object!({ "places": rounded.places, "from": rounded.from, "to": rounded.to }));
    let origins = entry.origins.iter().map(|origin| object!({ "file": origin.file, "cell": origin.cell() }));
    object!({
        "path": entry.path,
        "sentence": entry.sentence(),
        "value": entry.value,
        "rule": entry.rule.as_ref().map(|rule| object!({ "file": rule.file, "line": rule.line })),
        "basis": entry.basis,
        "calculation": entry.calculation,
        "rounding": rounding,
        "result": entry.result,
        "origin": origins.collect::<Vec<_>>(),
        "children": entry.children.iter().map(self::entry).collect::<Vec<_>>(),
    })
}
