//! The JSON of `explain`: the document's entries, one inside the other.

use serde_json::{Value, json as object};

use crate::report::{Document, Entry, Ground};

/// `{path, sentence, value, rule, calculation, rounding, result, origin, children}` of the whole.
pub fn tree(document: &Document) -> Value {
    entry(&document.root)
}

/// Several, each under the title of what it is about: a subject can stand in several schemes.
pub fn trees(documents: &[Document]) -> Value {
    let all = documents.iter().map(|document| object!({ "title": document.title, "root": tree(document) }));
    Value::Array(all.collect())
}

/// One entry with what is under it.
pub(in crate::report) fn entry(entry: &Entry) -> Value {
    let rounding = entry
        .rounding
        .as_ref()
        .map(|rounded| object!({ "places": rounded.places, "from": rounded.from, "to": rounded.to }));
    let origins = entry.origins.iter().map(|origin| object!({ "file": origin.file, "cell": origin.cell() }));
    let grounds = entry.grounds.iter().map(ground);
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
        "grounds": grounds.collect::<Vec<_>>(),
        "children": entry.children.iter().map(self::entry).collect::<Vec<_>>(),
    })
}

fn ground(ground: &Ground) -> Value {
    object!({
        "name": ground.name,
        "value": ground.value,
        "since": ground.since,
        "choice": ground.choice,
        "basis": ground.basis,
        "rule": { "file": ground.rule.file, "line": ground.rule.line },
    })
}
