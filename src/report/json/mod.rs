//! The JSON of `assess`: the shape that other programs rely on (`kaocheng.assess/1`). Streamed subject by subject, one
//! line each, so that no more than one working is held.

mod entry;
mod subject;

use std::io::{self, Write};

use serde_json::{Value, json as object};
use sha2::{Digest, Sha256};

use super::Scored;
use crate::eval;
use crate::plan::{GradedBy, RoundingPolicy, Scheme};
use crate::source::Files;

pub(super) use entry::entry as tree_of;
pub use entry::{tree, trees};
pub(super) use subject::value as subject_value;

/// The name and version of the shape.
const FORMAT: &str = "kaocheng.assess/1";

/// What was read, as SHA-256 in hexadecimal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digests {
    /// Of the rule files.
    pub rules: String,
    /// Of the data.
    pub data: String,
}

impl Digests {
    /// Of the text of a rule file, beside that of the data.
    pub fn new(rules: &str, data: &str) -> Digests {
        let rules = Sha256::digest(rules.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        Digests { rules, data: data.to_owned() }
    }

    /// Of a scheme's file with all that it builds on, beside that of the data.
    pub fn of(files: &Files, scheme: &Scheme, data: &str) -> Digests {
        let texts = files.with_bases(scheme.span.source).into_iter().map(|source| files.text(source));
        Digests::new(&texts.collect::<Vec<_>>().join("\0"), data)
    }
}

/// Writes the result of one scheme.
pub fn json(scored: &Scored<'_>, digests: &Digests, writer: &mut impl Write) -> io::Result<()> {
    scheme(scored, digests, writer)?;
    writer.write_all(b"\n")
}

/// Writes the results of several schemes, in order of evaluation.
pub fn json_all(all: &[(Scored<'_>, Digests)], writer: &mut impl Write) -> io::Result<()> {
    write!(writer, "{{\"format\":\"{FORMAT}\",\"schemes\":[")?;
    for (at, (scored, digests)) in all.iter().enumerate() {
        writer.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        scheme(scored, digests, writer)?;
    }
    writer.write_all(b"\n]}\n")
}

fn scheme(scored: &Scored<'_>, digests: &Digests, writer: &mut impl Write) -> io::Result<()> {
    let head = head(scored, digests).to_string();
    // The head is an object; its last brace waits for the subjects.
    writer.write_all(head.strip_suffix('}').unwrap_or(&head).as_bytes())?;
    writer.write_all(b",\"subjects\":[")?;
    for (at, subject) in scored.order().enumerate() {
        writer.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        let assessment = eval::assessment(scored.scheme, scored.data, scored.results, subject);
        serde_json::to_writer(&mut *writer, &subject::value(scored, &assessment)).map_err(io::Error::from)?;
    }
    writer.write_all(b"\n]}")
}

fn head(scored: &Scored<'_>, digests: &Digests) -> Value {
    let scheme = scored.scheme;
    object!({
        "format": FORMAT,
        "scheme": scheme.name,
        "year": scheme.year,
        "subject_kind": scheme.subject_kind,
        "stage": scored.results.layer.map(|layer| scheme.layer(layer)),
        "points": scored.published(&scheme.points),
        "money_unit": null,
        "rounding": {
            "places": scheme.rounding.places(),
            "at": rounded_at(&scheme.rounding),
            "mode": "half_up",
            "grade_on": graded_on(scored),
        },
        "digests": { "rules": digests.rules, "data": digests.data },
    })
}

fn rounded_at(policy: &RoundingPolicy) -> Vec<&'static str> {
    let places = [(policy.item, "item"), (policy.block, "block"), (policy.total, "total")];
    places.into_iter().filter_map(|(rounding, place)| rounding.map(|_| place)).collect()
}

fn graded_on(scored: &Scored<'_>) -> &'static str {
    match scored.scheme.scale.as_ref().map(|scale| scale.by) {
        None | Some(GradedBy::Total) => "rounded",
        Some(GradedBy::Unrounded | GradedBy::Base) => "exact",
    }
}
