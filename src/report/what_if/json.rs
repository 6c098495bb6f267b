//! What if, for machines: `kaocheng.what_if/1`.

use serde_json::{Value, json};

use super::compared::{cells, retold};
use super::moves::ranked_with;
use super::{Supposed, Twice, WhatIf, ways};
use crate::number::Number;
use crate::plan::GradeId;
use crate::report::Scored;
use crate::report::changes::shown;
use crate::report::wording::both;
use crate::source::Text;
use crate::study::what_if::{Change, Hand, Moved, Reaching, Shift, Way};

/// The name and version of the shape.
const FORMAT: &str = "kaocheng.what_if/1";

/// The answer.
pub fn what_if_json(answer: &WhatIf<'_>) -> Value {
    let scored = &answer.scored;
    let who = scored.data.subjects.get(answer.subject);
    json!({
        "format": FORMAT,
        "scheme": scored.scheme.name,
        "year": scored.scheme.year,
        "stage": scored.results.layer.map(|layer| scored.scheme.layer(layer)),
        "subject": who.map(|who| json!({"id": who.id, "name": who.name})),
        "now": standing(scored, answer.subject),
        "supposed": answer.supposed.as_ref().map(|one| supposed(one, answer.subject)),
        "met": answer.met.map(|met| scored.scheme.grade(met)),
        "reaching": answer.reaching.as_ref().map(|one| reaching(&answer.start(), one)),
    })
}

fn text(text: &Text) -> Value {
    json!({"zh": text.zh, "en": text.en})
}

fn number(scored: &Scored<'_>, number: Option<&Number>) -> Value {
    number.map_or(Value::Null, |number| Value::String(scored.published(number)))
}

fn grade(scored: &Scored<'_>, grade: Option<GradeId>) -> Value {
    grade.map_or(Value::Null, |grade| Value::String(scored.scheme.grade(grade).to_owned()))
}

fn standing(scored: &Scored<'_>, subject: usize) -> Value {
    json!({
        "total": number(scored, scored.number(&scored.results.total, subject)),
        "grade": scored.grade(subject),
        "rank": scored.place(scored.overall(), subject),
        "group_rank": scored.place(scored.within(), subject),
    })
}

fn supposed(supposed: &Supposed<'_>, subject: usize) -> Value {
    let Supposed { own, told, above } = supposed;
    let changes = cells(&own.before, &own.after, subject);
    let changes: Vec<Value> = changes
        .iter()
        .map(|one| json!({"input": one.input, "from": text(&one.from), "to": text(&one.to)}))
        .collect();
    let retold = retold(&own.before, (&told.0, &told.1));
    let items: Vec<Value> = retold
        .items
        .iter()
        .map(|item| {
            let one = |entry: &crate::report::Entry| json!({"score": entry.result, "sentence": text(&entry.sentence())});
            json!({"path": item.path, "kind": if item.block { "group" } else { "leaf" },
                   "before": one(item.before), "after": one(item.after)})
        })
        .collect();
    json!({
        "changes": changes,
        "after": standing(&own.after, subject),
        "items": items,
        "no_longer": retold.gone.iter().map(text).collect::<Vec<Value>>(),
        "now": retold.new.iter().map(text).collect::<Vec<Value>>(),
        "others": others(own),
        "above": above.iter().map(|twice| json!({"scheme": twice.before.scheme.name, "moved": others(twice)})).collect::<Vec<Value>>(),
    })
}

fn others(twice: &Twice<'_>) -> Vec<Value> {
    twice.moved.iter().map(|one| other((&twice.before, &twice.after), one)).collect()
}

fn other((before, after): (&Scored<'_>, &Scored<'_>), one: &Moved) -> Value {
    let who = before.data.subjects.get(one.subject);
    let total = one.total.as_ref().map(|Change { from, to }| {
        json!({"from": number(before, from.as_ref()), "to": number(before, to.as_ref())})
    });
    let grades = one.grade.as_ref().map(|Change { from, to }| {
        json!({"from": grade(before, *from), "to": grade(before, *to), "by_seat": one.by_seat})
    });
    let items = one.items.iter().map(|id| {
        let score = |scored: &Scored<'_>| {
            number(scored, scored.outcome(*id, one.subject).and_then(|outcome| outcome.score()))
        };
        json!({"path": before.scheme.indicator(*id).path, "from": score(before), "to": score(after)})
    });
    let places = one.places.iter().map(|(ranking, Change { from, to })| {
        let with = both(|lang| ranked_with(before, *ranking, one.subject, lang));
        json!({"among": text(&with), "from": from, "to": to})
    });
    json!({
        "id": who.map(|who| &who.id),
        "name": who.map(|who| &who.name),
        "total": total,
        "grade": grades,
        "items": items.collect::<Vec<Value>>(),
        "places": places.collect::<Vec<Value>>(),
    })
}

fn reaching(scored: &Scored<'_>, reaching: &Reaching) -> Value {
    let after = Scored { data: &reaching.one, ..*scored };
    let all = |ways: &[Way]| ways.iter().map(|one| way(scored, &after, one)).collect::<Vec<Value>>();
    let names = |inputs: &[crate::plan::InputId]| {
        inputs.iter().map(|id| scored.scheme.input(*id).column.clone()).collect::<Vec<String>>()
    };
    json!({
        "grade": scored.scheme.grade(reaching.goal),
        "seat": number(scored, reaching.seat.as_ref()),
        "singles": all(&reaching.singles),
        "mixes": all(&reaching.mixes.0),
        "mixes_proved": reaching.mixes.1,
        "assessed_mixes": all(&reaching.assessed_mixes.0),
        "assessed_mixes_proved": reaching.assessed_mixes.1,
        "tried": names(&reaching.tried),
        "undecided": names(&reaching.undecided),
    })
}

fn way(scored: &Scored<'_>, after: &Scored<'_>, way: &Way) -> Value {
    let place = |ranking: Option<usize>| ranking.and_then(|at| way.places.get(at).copied().flatten());
    json!({
        "changes": way.shifts.iter().map(|one| shift(scored, after, one)).collect::<Vec<Value>>(),
        "size": way.size.plain(),
        "after": {
            "total": number(scored, way.total.as_ref()),
            "grade": grade(scored, way.grade),
            "rank": place(scored.overall()),
            "group_rank": place(scored.within()),
        },
        "others_graded": way.graded.iter().map(|one| other((scored, scored), one)).collect::<Vec<Value>>(),
    })
}

fn shift(scored: &Scored<'_>, after: &Scored<'_>, shift: &Shift) -> Value {
    let of = |scored: &Scored<'_>, id, cell| text(&both(|lang| shown(scored, (id, cell), lang)));
    let level = shift.level.as_ref().map(|(level, to)| of(after, *level, to));
    let step =
        shift.step.as_ref().map(|_| text(&both(|lang| ways::step(scored, shift, lang).unwrap_or_default())));
    json!({
        "input": scored.scheme.input(shift.input).column,
        "from": of(scored, shift.input, &shift.from),
        "to": of(after, shift.input, &shift.to),
        "level": level,
        "hand": match shift.hand { Hand::Reported => "reported", Hand::Assessed => "assessed" },
        "step": step,
        "size": shift.size.plain(),
    })
}
