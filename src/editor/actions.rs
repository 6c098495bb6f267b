//! Repairs that can be applied as they stand.

use serde_json::{Value, json};

use super::desk::Reading;
use super::findings::Places;
use super::lines::Units;
use super::uri;
use crate::source::{Diagnostic, Lang, Place, Span};

/// The repairs of what was found in a stretch of the file.
pub(super) fn repairs(reading: &Reading, asked: Span, lang: Lang, units: Units) -> Vec<Value> {
    let mut places = Places::new(reading, units);
    let here = |found: &&Diagnostic| match found.place {
        Place::Span(span) => {
            span.source == asked.source && span.start <= asked.end && asked.start <= span.end
        }
        Place::Cell(_) | Place::Nowhere => false,
    };
    let found = reading.findings.iter().filter(here);
    found.filter_map(|found| repair(found, reading, &mut places, lang)).collect()
}

fn repair(found: &Diagnostic, reading: &Reading, places: &mut Places<'_>, lang: Lang) -> Option<Value> {
    let fix = found.fix.as_ref()?;
    let old = reading.files.slice(fix.span);
    let new = fix.replacement.trim();
    let title = match (lang, old.is_empty(), new.is_empty()) {
        (Lang::Zh, true, _) => format!("加上 {new}"),
        (Lang::En, true, _) => format!("add {new}"),
        (Lang::Zh, false, true) => format!("删去 {old}"),
        (Lang::En, false, true) => format!("remove {old}"),
        (Lang::Zh, false, false) => format!("把 {old} 改为 {new}"),
        (Lang::En, false, false) => format!("change {old} to {new}"),
    };
    let edit = json!({ "range": places.range(fix.span), "newText": fix.replacement });
    let mut changes = serde_json::Map::new();
    changes.insert(uri::uri(&reading.path(fix.span)), json!([edit]));
    Some(json!({
        "title": title,
        "kind": "quickfix",
        "isPreferred": true,
        "edit": { "changes": changes },
    }))
}
