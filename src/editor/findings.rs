//! Findings as an editor shows them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::desk::Reading;
use super::lines::{Lines, Units};
use super::uri;
use crate::source::{Diagnostic, Lang, Place, Severity, SourceId};

/// The places in the texts of a reading.
pub(super) struct Places<'a> {
    reading: &'a Reading,
    units: Units,
    lines: BTreeMap<SourceId, Lines<'a>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(reading: &'a Reading, units: Units) -> Places<'a> {
        Places { reading, units, lines: BTreeMap::new() }
    }

    pub(super) fn range(&mut self, span: crate::source::Span) -> Value {
        let (reading, units) = (self.reading, self.units);
        let lines = self
            .lines
            .entry(span.source)
            .or_insert_with(|| Lines::new(reading.files.text(span.source), units));
        lines.range(span.start as usize, span.end as usize)
    }

    pub(super) fn location(&mut self, span: crate::source::Span) -> Value {
        json!({ "uri": uri::uri(&self.reading.path(span)), "range": self.range(span) })
    }
}

/// The findings of a reading that stand in the file itself, or nowhere.
pub(super) fn shown(reading: &Reading, lang: Lang, units: Units) -> Value {
    let mut places = Places::new(reading, units);
    let own = |found: &&Diagnostic| match found.place {
        Place::Span(span) => span.source == reading.own,
        Place::Cell(_) | Place::Nowhere => true,
    };
    reading.findings.iter().filter(own).map(|found| one(found, &mut places, lang)).collect()
}

fn one(found: &Diagnostic, places: &mut Places<'_>, lang: Lang) -> Value {
    let range = match found.place {
        Place::Span(span) => places.range(span),
        Place::Cell(_) | Place::Nowhere => Lines::new("", Units::Utf16).range(0, 0),
    };
    let related: Vec<Value> = found
        .labels
        .iter()
        .map(|label| json!({ "location": places.location(label.span), "message": label.text.get(lang) }))
        .collect();
    json!({
        "range": range,
        "severity": severity(found.code.severity()),
        "code": found.code.id(),
        "source": "kaocheng",
        "message": message(found, lang),
        "relatedInformation": related,
    })
}

/// The sentence, what stands under the caret, the advice, and the numbered answers.
fn message(found: &Diagnostic, lang: Lang) -> String {
    let mut lines = vec![found.message.get(lang).to_owned()];
    lines.extend(Some(found.caption.get(lang).to_owned()).filter(|caption| !caption.is_empty()));
    lines.extend(found.help.iter().map(|help| help.get(lang).to_owned()));
    lines
        .extend(found.choices.iter().enumerate().map(|(at, text)| format!("{}  {}", at + 1, text.get(lang))));
    lines.join("\n")
}

/// As the protocol numbers them. A question stops as an error does.
fn severity(severity: Severity) -> u8 {
    match severity {
        Severity::Error | Severity::Question => 1,
        Severity::Warning => 2,
        Severity::Advice => 4,
    }
}
