//! Repairs that can be applied as they stand.

use serde_json::{Value, json};

use super::desk::Reading;
use super::findings::Places;
use super::lines::Units;
use super::uri;
use crate::source::{Code, Diagnostic, Fix, Lang, Place, Span};

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
    let mut repairs = Vec::new();
    for one in found {
        repairs.extend(one.fix.as_ref().map(|fix| action(fix, reading, &mut places, lang)));
        repairs.extend(additions(one, reading, &mut places, lang));
    }
    repairs
}

/// Statements that would settle it: `其余` for a gap, `缺项` where nothing says what becomes of points.
fn additions(found: &Diagnostic, reading: &Reading, places: &mut Places<'_>, lang: Lang) -> Vec<Value> {
    let Place::Span(span) = found.place else { return Vec::new() };
    let before = reading.files.slice(Span { start: 0, end: span.start, ..span });
    let line = before.rsplit('\n').next().unwrap_or("");
    let alone = line.trim().is_empty();
    if !alone && !line.trim_end().ends_with(['{', ';', '；']) {
        return Vec::new();
    }
    let (gap, absent): (&[&str], &[&str]) = match in_english(reading, span) {
        true => (&["otherwise: 0 points"], &["absent rescale", "absent spread", "absent lift"]),
        false => (&["其余: 0分"], &["缺项 折算", "缺项 均摊", "缺项 上移"]),
    };
    let statements = if found.code == Code::BandGap {
        gap
    } else if found.code == Code::AbsentUnsaid {
        // Its choices are these, in this order; above the first level nothing can be lifted.
        absent.get(..found.choices.len()).unwrap_or(absent)
    } else {
        return Vec::new();
    };
    let behind = if alone { format!("\n{line}") } else { "; ".to_owned() };
    let at = Fix { span: Span { end: span.start, ..span }, replacement: String::new() };
    let fixes = statements.iter().map(|text| Fix { replacement: format!("{text}{behind}"), ..at.clone() });
    fixes.map(|fix| action(&fix, reading, places, lang)).collect()
}

/// Whether the file that a place stands in begins its schemes in English.
fn in_english(reading: &Reading, span: Span) -> bool {
    let text = reading.files.text(span.source);
    super::tokens::tokens(text).first().is_some_and(|first| first.name == "scheme")
}

fn action(fix: &Fix, reading: &Reading, places: &mut Places<'_>, lang: Lang) -> Value {
    let old = reading.files.slice(fix.span);
    let new = fix.replacement.trim().trim_end_matches(';');
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
    json!({ "title": title, "kind": "quickfix", "edit": { "changes": changes } })
}
