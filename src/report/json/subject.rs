//! One subject of the JSON of `assess`.

use serde_json::{Value, json as object};

use crate::eval::{
    Adjustment, AdjustmentKind, Alerted, Assessment, Attached, Follows, Node, Outcome, Overruled, Overruling,
    Results, State, VetoAt, attached,
};
use crate::number::Number;
use crate::plan::{Expr, ExprKind, IndicatorId, Kind};
use crate::report::explain::alerts::{reason, undecided_reason};
use crate::report::expression::Speech;
use crate::report::reading::unit_of;
use crate::report::{Scored, numbers, wording};
use crate::source::{Lang, Span, Text};

pub(in crate::report) fn value(scored: &Scored<'_>, assessment: &Assessment) -> Value {
    let subject = assessment.subject;
    let (id, name) = match scored.data.subjects.get(subject) {
        Some(who) => (who.id.as_str(), who.name.as_str()),
        None => ("", ""),
    };
    let number = |number: &Option<Number>| number.as_ref().map(|number| scored.published(number));
    object!({
        "id": id,
        "name": name,
        "group": scored.group(subject),
        "state": state(scored.state(subject)),
        "total": number(&assessment.total),
        "grade": assessment.grade.map(|grade| scored.scheme.grade(grade)),
        "rank": scored.place(scored.overall(), subject),
        "group_rank": scored.place(scored.within(), subject),
        "items": items(scored, assessment),
        "adjustments": assessment.adjustments.iter().map(|one| adjustment(scored, one)).collect::<Vec<_>>(),
        "bonus": number(&assessment.bonus),
        "penalty": number(&assessment.penalty),
        "bonus_items": outside(scored, assessment, false),
        "penalty_items": outside(scored, assessment, true),
        "overruled": assessment.overruled.iter().filter_map(|one| overruled(scored, one)).collect::<Vec<_>>(),
        "stages": stages(scored, subject),
        "variants": variants(scored, subject),
        "alerts": assessment.alerts.iter().filter_map(|one| alert(scored, assessment, one)).collect::<Vec<_>>(),
        "consequences": assessment.consequences.iter().filter_map(|one| follows(scored, one)).collect::<Vec<_>>(),
        "consequences_undecided": assessment.consequences.iter()
            .filter_map(|one| undecided(scored, assessment, one)).collect::<Vec<_>>(),
    })
}

/// What the subject came to in each layer that has data, the last among them.
fn stages(scored: &Scored<'_>, subject: usize) -> serde_json::Map<String, Value> {
    let stage = |results: &Results| {
        let total = scored.number(&results.total, subject);
        let grade = results.grades.get(subject).copied().flatten();
        object!({
            "total": total.map(|total| scored.published(total)),
            "grade": grade.map(|grade| scored.scheme.grade(grade)),
            "items": scores(scored, results, subject),
        })
    };
    scored.layers().map(|results| (scored.layer(results).to_owned(), stage(results))).collect()
}

/// What the subject comes to in each other reading (对照).
fn variants(scored: &Scored<'_>, subject: usize) -> serde_json::Map<String, Value> {
    let reading = |other: &Scored<'_>| {
        let total = other.number(&other.results.total, subject);
        object!({
            "total": total.map(|total| other.published(total)),
            "grade": other.grade(subject),
            "rank": other.place(other.overall(), subject),
            "group_rank": other.place(other.within(), subject),
            "items": scores(other, other.results, subject),
        })
    };
    scored.readings().map(|(variant, other)| (variant.title.clone(), reading(&other))).collect()
}

/// The score of every indicator that concerns the subject.
fn scores(scored: &Scored<'_>, results: &Results, subject: usize) -> Vec<Value> {
    let score = |id: IndicatorId| {
        let outcome = results.scores.get(id.0 as usize)?.get(subject)?;
        Some(object!({
            "path": scored.scheme.indicator(id).path,
            "score": outcome.score().map(|score| scored.published(score)),
            "state": self::outcome(outcome)?,
        }))
    };
    scored.scheme.preorder().into_iter().filter_map(score).collect()
}

fn state(state: State) -> &'static str {
    match state {
        State::Complete => "complete",
        State::Incomplete => "incomplete",
        State::Failed => "failed",
    }
}

/// Every indicator that concerns the subject, a parent before its children.
fn items(scored: &Scored<'_>, assessment: &Assessment) -> Vec<Value> {
    let node = |id: IndicatorId| assessment.nodes.get(id.0 as usize).map(|node| (id, node));
    let nodes = scored.scheme.preorder().into_iter().filter_map(node);
    nodes.filter_map(|at| item(scored, assessment.subject, at)).collect()
}

fn item(scored: &Scored<'_>, subject: usize, (id, node): (IndicatorId, &Node)) -> Option<Value> {
    let indicator = scored.scheme.indicator(id);
    let kind = match &indicator.kind {
        Kind::Group { .. } => "group",
        Kind::Leaf { .. } => "leaf",
    };
    let mut item = object!({
        "path": indicator.path,
        "kind": kind,
        "points": scored.published(&node.points),
        "weight": indicator.weight.as_ref().map(numbers::percent),
        "score": node.outcome.score().map(|score| scored.published(score)),
        "state": outcome(&node.outcome)?,
    });
    if let Some(evidence) = &indicator.evidence {
        let attached = attached(scored.data, evidence.input, subject);
        item["evidence"] = self::evidence(&evidence.documents, &attached);
    }
    Some(item)
}

/// What an item asks for, and what the data say is attached.
fn evidence(required: &str, attached: &Attached) -> Value {
    let (state, documents, reason) = match attached {
        Attached::Documents(documents) => ("attached", Some(documents), None),
        Attached::Nothing => ("none", None, None),
        Attached::Excused(reason) => ("excused", None, Some(reason)),
        Attached::NotNeeded => ("not_needed", None, None),
    };
    object!({ "required": required, "state": state, "attached": documents, "reason": reason })
}

/// None for what belongs to another branch.
fn outcome(outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Scored(_) => Some("scored"),
        Outcome::Presumed(_) | Outcome::Missing => Some("missing"),
        Outcome::Excused(_) => Some("excused"),
        Outcome::NotApplicable => Some("not_applicable"),
        Outcome::Failed => Some("failed"),
        Outcome::Elsewhere => None,
    }
}

fn adjustment(scored: &Scored<'_>, adjustment: &Adjustment) -> Value {
    let reason = wording::adjustment(adjustment.kind);
    object!({
        "path": adjustment.indicator.map_or("", |id| scored.scheme.indicator(id).path.as_str()),
        "kind": adjustment_kind(adjustment.kind),
        "amount": scored.published(&adjustment.amount),
        "reason": reason.zh,
        "reason_en": reason.en,
    })
}

/// A veto holds a score at most at its amount, so it is a cap; its reason says veto.
fn adjustment_kind(kind: AdjustmentKind) -> &'static str {
    match kind {
        AdjustmentKind::Absent(_)
        | AdjustmentKind::Full
        | AdjustmentKind::Combined(_)
        | AdjustmentKind::Weighted
        | AdjustmentKind::Shared => "rescale",
        AdjustmentKind::Veto | AdjustmentKind::Cap => "cap",
        AdjustmentKind::Floor => "floor",
        AdjustmentKind::Rounding(_) => "rounding",
    }
}

fn outside(scored: &Scored<'_>, assessment: &Assessment, penalty: bool) -> Vec<Value> {
    let pairs = scored.scheme.outside.iter().zip(&assessment.outside);
    let wanted = pairs.filter(|(item, _)| item.penalty == penalty);
    let item = wanted.map(|(item, node)| {
        object!({
            "name": item.name,
            "score": node.outcome.score().map(|score| scored.published(score)),
            "limit": item.limit.as_ref().and_then(literal).map(|limit| scored.published(limit)),
        })
    });
    item.collect()
}

fn literal(expr: &Expr) -> Option<&Number> {
    if let ExprKind::Number(number, _) = &expr.kind { Some(number) } else { None }
}

fn overruled(scored: &Scored<'_>, overruling: &Overruling) -> Option<Value> {
    let (span, reason) = ground(scored, overruling)?;
    let (file, line) = scored.rule(span);
    let (scope, path) = scope(scored, overruling);
    let (from, to) = match &overruling.what {
        Overruled::Score { from, to } => (scored.published(from), scored.published(to)),
        Overruled::Grade { from, to } => {
            (scored.scheme.grade(*from).to_owned(), scored.scheme.grade(*to).to_owned())
        }
    };
    Some(object!({
        "rule": format!("{file}:{line}"),
        "scope": scope,
        "path": path,
        "from": from,
        "to": to,
        "reason": reason.zh,
        "reason_en": reason.en,
    }))
}

/// The rule that overruled, in words: a veto by its condition, a quota as it is written.
fn ground(scored: &Scored<'_>, overruling: &Overruling) -> Option<(Span, Text)> {
    let veto = match overruling.at {
        VetoAt::Indicator(id) => scored.scheme.indicator(id).vetoes.get(overruling.veto)?,
        VetoAt::Scheme => scored.scheme.vetoes.get(overruling.veto)?,
        VetoAt::Evidence(id) => {
            let evidence = scored.scheme.indicator(id).evidence.as_ref()?;
            return Some((evidence.span, wording::lacking(&evidence.documents)));
        }
        VetoAt::Quota => {
            let span = scored.scheme.quotas.get(overruling.veto)?.span;
            return Some((span, Text::same(scored.files.slice(span))));
        }
    };
    let said = |lang| Speech::of(scored, lang).words(&veto.condition);
    let reason = Text::new(format!("否决 若 {}", said(Lang::Zh)), format!("veto when {}", said(Lang::En)));
    Some((veto.span, reason))
}

/// A consequence that cannot be decided, and why.
fn undecided(scored: &Scored<'_>, assessment: &Assessment, follows: &Follows) -> Option<Value> {
    let consequence = scored.scheme.consequences.get(follows.consequence)?;
    follows.undecided?;
    let reason = undecided_reason(scored, assessment, follows);
    Some(object!({ "text": consequence.text, "reason": reason.zh, "reason_en": reason.en }))
}

/// Amounts in the unit that the rule's money is written in.
fn follows(scored: &Scored<'_>, follows: &Follows) -> Option<Value> {
    let consequence =
        scored.scheme.consequences.get(follows.consequence).filter(|_| follows.undecided.is_none())?;
    let unit = consequence.money.as_ref().and_then(|money| unit_of(scored.scheme, money));
    let amount = follows.money.as_ref().zip(unit.as_ref()).map(|(money, unit)| unit.from_base(money).plain());
    Some(object!({
        "text": consequence.text,
        "amount": amount,
        "unit": unit.map(|unit| unit.symbol.to_string()),
    }))
}

/// An alert with the values that made it true, or what is missing to decide it.
fn alert(scored: &Scored<'_>, assessment: &Assessment, alerted: &Alerted) -> Option<Value> {
    let alert = scored.scheme.alerts.get(alerted.alert)?;
    let (file, line) = scored.rule(alert.span);
    let reason = reason(scored, assessment, alerted);
    Some(object!({
        "level": scored.scheme.alert_level(alert.level),
        "text": alert.text,
        "state": if alerted.undecided.is_some() { "undecided" } else { "raised" },
        "rule": format!("{file}:{line}"),
        "reason": reason.zh,
        "reason_en": reason.en,
    }))
}

fn scope<'a>(scored: &Scored<'a>, overruling: &Overruling) -> (&'static str, Option<&'a str>) {
    match (overruling.at, &overruling.what) {
        (VetoAt::Indicator(id) | VetoAt::Evidence(id), _) => {
            let indicator = scored.scheme.indicator(id);
            let scope = match indicator.kind {
                Kind::Group { .. } => "block",
                Kind::Leaf { .. } => "item",
            };
            (scope, Some(&indicator.path))
        }
        (VetoAt::Scheme | VetoAt::Quota, Overruled::Score { .. }) => ("total", None),
        (VetoAt::Scheme | VetoAt::Quota, Overruled::Grade { .. }) => ("grade", None),
    }
}
