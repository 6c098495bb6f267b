//! Proofs as facts: `kaocheng.prove/1`.

use serde_json::{Value, json as object};

use super::ProofsOf;
use super::example::told;
use super::found::proof_findings;
use crate::number::Number;
use crate::report::wording::both;
use crate::source;
use crate::study::prove::{End, Of, Proved};

/// Everything that was proved, with its examples and findings.
pub fn proofs_json(of: &ProofsOf<'_>) -> Value {
    let whole = &of.proofs.whole;
    let grades = of.scheme.scale.iter().flat_map(|scale| &scale.grades).zip(&whole.grades);
    let grades = grades.map(|(grade, reach)| {
        let example = reach.example.as_ref();
        object!({
            "grade": grade.name,
            "reached": if example.is_some() { "yes" } else if reach.never { "no" } else { "undecided" },
            "total": example.map(|(total, _)| total.plain()),
            "example": example.map(|(_, example)| both(|lang| told(of, example, lang))),
        })
    });
    object!({
        "format": "kaocheng.prove/1",
        "scheme": of.scheme.name,
        "year": of.scheme.year,
        "items": of.proofs.parts.iter().map(|proved| part(of, proved)).collect::<Vec<_>>(),
        "total": {
            "lowest": whole.ends.as_ref().map(|(low, _)| end(of, low)),
            "highest": whole.ends.as_ref().map(|(_, high)| end(of, high)),
            "never_above": whole.most.plain(),
        },
        "grades": grades.collect::<Vec<_>>(),
        "findings": source::json(&proof_findings(of), of.files)["diagnostics"],
    })
}

fn end(of: &ProofsOf<'_>, end: &End) -> Value {
    object!({ "score": end.score.plain(), "example": both(|lang| told(of, &end.example, lang)) })
}

fn part(of: &ProofsOf<'_>, proved: &Proved) -> Value {
    let kind = match proved.of {
        Of::Item(_) => "leaf",
        Of::Outside(place) => {
            if of.scheme.outside.get(place).is_some_and(|item| item.penalty) {
                "penalty"
            } else {
                "bonus"
            }
        }
    };
    let ends = proved.ends.as_ref();
    let gains = proved.gains.iter().map(|gain| {
        object!({
            "input": of.scheme.input(gain.input).column,
            "missing": gain.missing.plain(),
            "given": end(of, &gain.given),
        })
    });
    object!({
        "path": of.name(proved.of),
        "kind": kind,
        "points": of.points(proved.of).map(Number::plain),
        "lowest": ends.map(|ends| end(of, &ends.lowest)),
        "highest": ends.map(|ends| end(of, &ends.highest)),
        "proved": ends.is_some_and(|ends| ends.all),
        "cases": ends.map(|ends| ends.tried),
        "missing_pays": gains.collect::<Vec<_>>(),
    })
}
