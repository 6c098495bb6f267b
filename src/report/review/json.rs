//! Records under review as facts (`kaocheng.review/1`).

use serde_json::{Value, json as object};

use super::cause;
use crate::number::Number;
use crate::regress::record::{Cause, Change, Group, Move, There};

/// All records under review (`kaocheng.review/1`).
pub fn reviews_json(records: Vec<Value>) -> Value {
    object!({ "format": "kaocheng.review/1", "records": records })
}

/// One record under review as facts: its groups in order. Figures are texts as they are recorded.
pub fn review_json(record: &str, scheme: &str, groups: &[Group], kind: &str) -> Value {
    let change = |change: &Option<Change>| {
        change.as_ref().map(|change| object!({ "from": change.before, "to": change.after }))
    };
    let one = |one: &Move| {
        let items: Vec<Value> = one
            .items
            .iter()
            .map(|(path, change)| object!({ "path": path, "from": change.before, "to": change.after }))
            .collect();
        object!({
            "id": one.id,
            "name": one.name,
            "there": match one.there {
                There::Both => "both",
                There::Joined => "joined",
                There::Left => "left",
                There::Unrecorded => "unrecorded",
            },
            "own_data": one.own,
            "total": change(&one.total),
            "by": one.by.as_ref().map(Number::plain),
            "grade": change(&one.grade),
            "rank": change(&one.rank),
            "group_rank": change(&one.group_rank),
            "state": change(&one.state),
            "items": items,
        })
    };
    let groups: Vec<Value> = groups
        .iter()
        .map(|group| {
            let rejected = group.rejected.as_ref().map(
                |rejected| object!({ "by": rejected.by, "when": rejected.when, "reason": rejected.why }),
            );
            object!({
                "key": group.key,
                "kind": match group.cause {
                    Cause::Since(_) => "since",
                    Cause::Edits { .. } => "edits",
                    Cause::Rules(_) => "rules",
                },
                "cause": cause(group, kind),
                "fails": group.fails(),
                "rejected": rejected,
                "moves": group.moves.iter().map(one).collect::<Vec<_>>(),
            })
        })
        .collect();
    object!({ "record": record, "scheme": scheme, "groups": groups })
}
