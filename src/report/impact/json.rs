//! The same as facts: `kaocheng.impact/1`. Groups and edits are counted from 1, as on the page.

use serde_json::{Value, json as object};

use super::groups::{Brought, brought};
use super::summary::Tally;
use super::{Impacted, TwoYears};
use crate::change::Edit;
use crate::data::Subject;
use crate::eval::State;
use crate::number::Number;
use crate::plan::Scheme;
use crate::regress::{
    Came, Consequence, Following, GradeStep, Matched, Method, Moved, Part, PlaceMove, StateStep, YearMove,
};
use crate::source::Span;

/// Everything that the page says, every number exact.
pub fn impact_json(impacted: Impacted<'_>) -> Value {
    let impact = impacted.impact;
    object!({
        "format": "kaocheng.impact/1",
        "old": scheme(impacted, impacted.old),
        "new": scheme(impacted, impacted.new),
        "method": match impact.method { Method::Exact => "shapley", Method::InOrder => "in_order" },
        "sets_tried": impact.tried,
        "summary": summary(impacted),
        "notes": impacted.notes,
        "edits": (0..impacted.edits.len()).map(|at| edit(impacted, at)).collect::<Vec<_>>(),
        "groups": brought(impacted).iter().map(|one| group(impacted, one)).collect::<Vec<_>>(),
        "subjects": impacted.subjects.iter().zip(&impact.subjects)
            .map(|one| subject(impacted, one)).collect::<Vec<_>>(),
        "years": impacted.years.map(|years| two_years(impacted, years)),
    })
}

fn scheme(impacted: Impacted<'_>, scheme: &Scheme) -> Value {
    object!({
        "scheme": scheme.name,
        "year": scheme.year,
        "file": impacted.files.name(scheme.span.source),
    })
}

fn summary(impacted: Impacted<'_>) -> Value {
    let tally = Tally::of(impacted);
    object!({
        "subjects": tally.subjects, "up": tally.up, "down": tally.down, "same": tally.same,
        "without_total": tally.without, "grade_changes": tally.grades, "grade_better": tally.better,
        "grade_worse": tally.worse, "rank_changes": tally.places, "group_rank_changes": tally.group_places,
        "consequence_changes": tally.consequences,
    })
}

fn edit(impacted: Impacted<'_>, at: usize) -> Value {
    let Some(edit) = impacted.edits.get(at) else { return Value::Null };
    let group = impacted.impact.groups.iter().position(|group| group.contains(&at));
    let Edit { scheme, path, says, before, after, basis, kind, .. } = edit;
    let place = |span: &Option<Span>| {
        span.map(|span| {
            let start = impacted.files.start(span);
            object!({ "file": impacted.files.name(span.source), "line": start.line })
        })
    };
    object!({
        "edit": at + 1, "group": group.map(from_one), "scheme": scheme, "path": path.join("/"),
        "kind": kind.id(), "says": says, "basis": basis, "before": place(before), "after": place(after),
    })
}

fn from_one(at: usize) -> usize {
    at + 1
}

fn all_from_one(all: &[usize]) -> Vec<usize> {
    all.iter().copied().map(from_one).collect()
}

fn exact(number: &Number) -> String {
    number.plain()
}

/// What one group brings; the last may be several that could not be split for some subjects.
fn group(impacted: Impacted<'_>, brought: &Brought) -> Value {
    let Brought { groups, up, down, sum, gain, loss } = brought;
    let edits = groups.iter().filter_map(|group| impacted.impact.groups.get(*group));
    let edits: Vec<usize> = edits.flatten().copied().map(from_one).collect();
    object!({
        "groups": all_from_one(groups), "edits": edits, "up": up, "down": down, "sum": exact(sum),
        "largest_gain": gain.as_ref().map(exact), "largest_loss": loss.as_ref().map(exact),
    })
}

fn subject(impacted: Impacted<'_>, (who, moved): (&Subject, &Moved)) -> Value {
    object!({
        "id": who.id,
        "name": who.name,
        "old": came(impacted.old, &moved.old),
        "new": came(impacted.new, &moved.new),
        "move": moved.amount.as_ref().map(exact),
        "parts": moved.parts.iter().map(part).collect::<Vec<_>>(),
        "state_steps": moved.states.iter().map(state_step).collect::<Vec<_>>(),
        "grade_steps": moved.grades.iter().map(grade_step).collect::<Vec<_>>(),
        "grade_enough": moved.smallest.iter().map(|set| all_from_one(set)).collect::<Vec<_>>(),
        "rank": moved.overall.as_ref().map(place),
        "group_rank": moved.within.as_ref().map(place),
        "consequences": moved.following.iter().map(following).collect::<Vec<_>>(),
    })
}

fn came(scheme: &Scheme, came: &Came) -> Value {
    object!({
        "state": state(came.state),
        "total": came.total.as_ref().map(|total| scheme.published(total)),
        "grade": came.grade,
        "rank": came.overall.as_ref().and_then(|standing| standing.place),
        "group_rank": came.within.as_ref().and_then(|standing| standing.place),
    })
}

fn state(state: State) -> &'static str {
    match state {
        State::Complete => "complete",
        State::Incomplete => "incomplete",
        State::Failed => "failed",
    }
}

fn part(part: &Part) -> Value {
    object!({ "groups": all_from_one(&part.groups), "amount": exact(&part.amount) })
}

fn state_step(step: &StateStep) -> Value {
    object!({ "group": from_one(step.group), "from": state(step.from), "to": state(step.to) })
}

fn grade_step(step: &GradeStep) -> Value {
    object!({ "group": from_one(step.group), "from": step.from, "to": step.to })
}

fn place(place: &PlaceMove) -> Value {
    object!({
        "from": place.from, "to": place.to,
        "own": place.split.map(|split| split.own), "others": place.split.map(|split| split.others),
        "ties": place.split.map(|split| split.ties),
    })
}

fn following(following: &Following) -> Value {
    let side =
        |one: &Consequence| object!({ "undecided": one.undecided, "amount": one.money.as_ref().map(exact) });
    object!({
        "text": following.text,
        "before": following.before.as_ref().map(side),
        "after": following.after.as_ref().map(side),
        "by": following.by.map(from_one),
    })
}

fn two_years(impacted: Impacted<'_>, years: TwoYears<'_>) -> Value {
    let one = |year: &YearMove| {
        let side = |scheme, of: &Option<Came>| of.as_ref().map(|of| came(scheme, of));
        object!({
            "id": year.id,
            "name": years.names.get(&year.id),
            "matched": match year.matched {
                Matched::Both => "both", Matched::New => "new", Matched::Vanished => "vanished",
            },
            "old_rules_old_data": side(impacted.old, &year.old_old),
            "old_rules_new_data": side(impacted.old, &year.old_new),
            "new_rules_old_data": side(impacted.new, &year.new_old),
            "new_rules_new_data": side(impacted.new, &year.new_new),
            "move": year.amount.as_ref().map(exact),
            "performance": year.performance.as_ref().map(exact),
            "rules": year.rules.as_ref().map(exact),
            "rule_parts": year.rule_parts.iter().map(part).collect::<Vec<_>>(),
        })
    };
    object!({ "notes": years.notes, "subjects": years.moves.iter().map(one).collect::<Vec<_>>() })
}
