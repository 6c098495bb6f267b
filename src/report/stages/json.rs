//! The layers side by side as facts: `kaocheng.stages/1`.

use serde_json::{Map, Value, json as object};

use super::summary::{Summary, summary};
use super::{Came, Change, Line, Scored, Staged, Stager, What, layers, moved, subjects};
use crate::plan::Kind;

/// Every subject, or one; the summary is that of all, and null for one.
pub fn stages_json(scored: &Scored<'_>, only: Option<usize>) -> Value {
    let stager = Stager::new(scored);
    let all: Vec<Value> = subjects(scored, only)
        .into_iter()
        .map(|subject| of_subject(scored, &stager.staged(subject)))
        .collect();
    object!({
        "format": "kaocheng.stages/1",
        "scheme": scored.scheme.name,
        "year": scored.scheme.year,
        "stages": layers(scored),
        "subjects": all,
        "summary": only.is_none().then(|| summed(scored, &summary(scored))),
    })
}

/// A value for each layer, by its name.
fn by_layer(scored: &Scored<'_>, values: impl Iterator<Item = Value>) -> Value {
    let names = layers(scored).into_iter().map(str::to_owned);
    Value::Object(names.zip(values).collect::<Map<String, Value>>())
}

fn of_subject(scored: &Scored<'_>, staged: &Staged) -> Value {
    let who = scored.data.subjects.get(staged.subject);
    let items: Vec<Value> = staged.rows.iter().map(|line| of_line(scored, line)).collect();
    let grades = staged.grades.iter().map(|grade| grade.clone().map_or(Value::Null, Value::String));
    let ranks = |wanted: &str| {
        let found = staged.places.iter().find(|(name, _)| name.en == wanted);
        found.map(|(_, places)| by_layer(scored, places.iter().map(|place| object!(place))))
    };
    object!({
        "id": who.map(|who| &who.id),
        "name": who.map(|who| &who.name),
        "items": items,
        "grade": (!staged.grades.is_empty()).then(|| by_layer(scored, grades)),
        "rank": ranks("rank"),
        "group_rank": ranks("group rank"),
        "other_changes": staged.others.iter().map(of_change).collect::<Vec<_>>(),
    })
}

fn of_line(scored: &Scored<'_>, line: &Line) -> Value {
    let (kind, path) = named(scored, line.what);
    let scores = line.scores.iter().map(|came| match came {
        Came::Score(score) => Value::String(scored.published(score)),
        Came::None(_) => Value::Null,
    });
    object!({
        "path": path,
        "kind": kind,
        "scores": by_layer(scored, scores),
        "difference": line.difference.as_ref().map(|difference| scored.published(difference)),
        "changes": line.changes.iter().map(of_change).collect::<Vec<_>>(),
    })
}

/// `group`, `leaf`, `bonus`, `penalty` or `total`, and the path or name; that of the total is empty.
fn named(scored: &Scored<'_>, what: What) -> (&'static str, String) {
    match what {
        What::Item(id) => {
            let indicator = scored.scheme.indicator(id);
            let kind = match indicator.kind {
                Kind::Group { .. } => "group",
                Kind::Leaf { .. } => "leaf",
            };
            (kind, indicator.path.clone())
        }
        What::Outside(at) => match scored.scheme.outside.get(at) {
            Some(outside) if outside.penalty => ("penalty", outside.name.clone()),
            Some(outside) => ("bonus", outside.name.clone()),
            None => ("bonus", String::new()),
        },
        What::Total => ("total", String::new()),
    }
}

fn of_change(change: &Change) -> Value {
    let note = change.note.as_ref();
    object!({
        "input": change.input,
        "stage": change.layer,
        "from": change.from,
        "to": change.to,
        "by": note.map(|note| &note.by),
        "reason": note.map(|note| &note.reason),
        "evidence": note.and_then(|note| note.evidence.as_ref()),
        "file": change.file,
        "row": change.row,
    })
}

fn summed(scored: &Scored<'_>, summary: &Summary) -> Value {
    let who = |subject: usize| scored.data.subjects.get(subject).map(|who| &who.id);
    let drops = summary.drops.iter().map(|(subject, difference)| {
        object!({ "id": who(*subject), "difference": moved::signed(scored, difference) })
    });
    let means = summary.means.iter().map(|mean| {
        let (kind, path) = named(scored, mean.what);
        object!({ "path": path, "kind": kind, "mean": mean.mean.plain(), "subjects": mean.subjects })
    });
    let without = summary
        .without_reason
        .iter()
        .map(|(subject, change)| object!({ "id": who(*subject), "change": of_change(change) }));
    object!({
        "subjects": summary.subjects,
        "up": summary.up,
        "down": summary.down,
        "same": summary.same,
        "undetermined": summary.undetermined,
        "changes": summary.changes,
        "largest_drops": drops.collect::<Vec<_>>(),
        "mean_differences": means.collect::<Vec<_>>(),
        "without_reason": without.collect::<Vec<_>>(),
    })
}
