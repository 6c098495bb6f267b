//! The figures of a paper one by one, for those who lay it out themselves: as they are printed, and no more than the
//! paper itself shows.

use serde_json::{Value, json as object};

use super::letter::follows;
use super::standing::{lacking, losses, sentence};
use crate::eval::Assessment;
use crate::report::{Document, Scored, json};
use crate::source::{Lang, Text};

/// The figures of a paper by name, in the shapes of JSON.
pub type Figures = Value;

/// Of a paper about one subject: `subject` in the shape of `assess --format json`, what it lost (`losses`), what its
/// total waits for (`lacking`), what follows (`follows`), and where it stands in words (`standing`). `deadline` is until
/// when faults are to be mended.
pub fn figures_of_one(
    scored: &Scored<'_>,
    (made, document): (&Assessment, &Document),
    deadline: Option<&str>,
    lang: Lang,
) -> Figures {
    let words = |all: Vec<Text>| all.iter().map(|text| text.get(lang).to_owned()).collect::<Vec<_>>();
    let losses: Vec<Value> = losses(scored, made, document)
        .iter()
        .map(|loss| {
            object!({
                "path": loss.path,
                "points": loss.points.plain(),
                "score": scored.shown(&loss.score),
                "lost": scored.shown(&loss.lost),
                "why": loss.why.get(lang),
            })
        })
        .collect();
    object!({
        "scheme": scheme(scored),
        "subject": json::subject_value(scored, made),
        "losses": losses,
        "lacking": words(lacking(scored, made, document)),
        "follows": words(follows(scored, made)),
        "standing": sentence(scored, made.subject).get(lang),
        "deadline": deadline,
    })
}

/// Of a paper about all: `subjects` in the order of the results, each with nothing but where it stands.
pub fn figures_of_all(scored: &Scored<'_>) -> Figures {
    let subjects: Vec<Value> = scored
        .order()
        .filter_map(|subject| {
            let who = scored.data.subjects.get(subject)?;
            let total = scored.number(&scored.results.total, subject);
            Some(object!({
                "id": who.id,
                "name": who.name,
                "group": scored.group(subject),
                "total": total.map(|total| scored.published(total)),
                "grade": scored.grade(subject),
                "rank": scored.place(scored.overall(), subject),
                "group_rank": scored.place(scored.within(), subject),
            }))
        })
        .collect();
    object!({ "scheme": scheme(scored), "subjects": subjects })
}

fn scheme(scored: &Scored<'_>) -> Value {
    let scheme = scored.scheme;
    object!({
        "name": scheme.name,
        "year": scheme.year,
        "basis": scheme.basis,
        "subject_kind": scheme.subject_kind,
        "points": scored.published(&scheme.points),
    })
}
