//! What `mutate` found, as JSON.

use serde_json::{Value, json as object};

use super::super::tested::test_written;
use super::super::wording::both;
use super::words;
use super::{Counts, Mutated, Noticing};
use crate::source::{Lang, Text};
use crate::study::mutate::{Fate, Judged, Telling};

/// `kaocheng.mutate/1`
pub fn mutants_json(mutated: &Mutated<'_>) -> Value {
    let counts = Counts::of(mutated.judged.iter());
    let (by, count) = match mutated.noticing {
        Noticing::Tests(cases) => ("tests", cases),
        Noticing::Subjects(subjects) => ("data", subjects),
    };
    object!({
        "format": "kaocheng.mutate/1",
        "scheme": mutated.scheme.name,
        "year": mutated.scheme.year,
        "noticed_by": by,
        "cases": count,
        "all": counts.all,
        "killed": counts.killed,
        "survived": counts.survived,
        "equivalent": counts.equivalent,
        "undecided": counts.undecided,
        "score": counts.score(),
        "mutants": mutated.judged.iter().map(|one| mutant(mutated, one)).collect::<Vec<Value>>(),
    })
}

fn mutant(mutated: &Mutated<'_>, judged: &Judged) -> Value {
    let mutant = &judged.mutant;
    let start = mutated.files.start(mutant.span);
    let said = |said| both(|lang| words::said(said, lang).unwrap_or_default());
    let (fate, why) = match &judged.fate {
        Fate::Killed => ("killed", None),
        Fate::Survived(_) => ("survived", None),
        Fate::Equivalent(why) => ("equivalent", Some(why)),
        Fate::Undecided => ("undecided", None),
    };
    let test = match &judged.fate {
        Fate::Survived(Telling::Own(own)) => Some(both(|lang| {
            test_written(mutated.scheme, &own.0, &words::title(mutated.scheme, mutant, lang), lang)
        })),
        Fate::Survived(Telling::Same(_)) | Fate::Killed | Fate::Equivalent(_) | Fate::Undecided => None,
    };
    let same = match &judged.fate {
        Fate::Survived(Telling::Same(place)) => Some(*place),
        Fate::Survived(Telling::Own(_)) | Fate::Killed | Fate::Equivalent(_) | Fate::Undecided => None,
    };
    object!({
        "kind": words::kind(mutant.kind, Lang::En),
        "within": both(|lang| words::within(mutated.scheme, mutant.within, lang)),
        "file": mutated.files.name(mutant.span.source),
        "line": start.line,
        "column": start.column,
        "text": words::line(mutated.files, mutant.span),
        "before": said(&mutant.before),
        "after": said(&mutant.after),
        "fate": fate,
        "why": why,
        "same_test_as": same,
        "test": test.map(|text: Text| object!({ "zh": text.zh, "en": text.en })),
    })
}
