//! Slips around the tree: bonuses and penalties, the total, rounding, vetoes, grades, quotas, ranking, consequences.

use super::super::mutant::{Kind, Said, Whole, Within};
use super::super::pen::{Pen, Slip};
use super::{bounds, exprs, inputs, lines, nodes, numbers};
use crate::number::{Number, Unit};
use crate::plan::{GradeId, GradedBy, Outside, Quota, Ranking, Scheme, SeatRounding, Verdict};
use crate::source::{Span, Text};

/// Everything that comes after the tree, in the order of evaluation.
pub(super) fn around(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    for (place, item) in scheme.outside.iter_mut().enumerate() {
        pen.within = Within::Outside(place);
        outside(item, pen);
    }
    total(scheme, pen);
    rounding(scheme, pen);
    vetoes(scheme, pen);
    grades(scheme, pen);
    for (place, ranking) in scheme.rankings.iter_mut().enumerate() {
        pen.within = Within::Whole(Whole::Ranking(place));
        self::ranking(ranking, pen);
    }
    for place in 0..scheme.quotas.len() {
        pen.within = Within::Whole(Whole::Quota(place));
        quota(&mut scheme.quotas, pen, place);
    }
    consequences(scheme, pen);
    alerts(scheme, pen);
}

fn outside(item: &mut Outside, pen: &mut Pen<'_>) {
    lines::entries(&mut item.entries, pen);
    if let Some(limit) = &mut item.limit {
        exprs::expr(limit, pen, Kind::Cap);
        let slip = exprs::signs(Kind::Cap, limit.span, ("最高 …", "up to …"), ("不设限", "unlimited"));
        pen.offer(slip, || item.limit = None);
    }
}

fn total(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    pen.within = Within::Whole(Whole::Total);
    let (span, unit) = (scheme.span, Unit::points());
    nodes::absent(&mut scheme.absent, pen, span);
    let limits = &mut scheme.limits;
    for (limit, zh, en) in
        [(&mut limits.low, "下限", "lower limit"), (&mut limits.high, "上限", "upper limit")]
    {
        let Some(from) = limit.clone() else { continue };
        let said = |number: &Number| {
            Said::Taken(Text::new(zh, en), Box::new(Said::Number(number.clone(), unit.clone())))
        };
        for to in numbers::beside(&from, &unit).into_iter().flatten() {
            let slip = Slip { kind: Kind::Cap, span, before: said(&from), after: said(&to) };
            pen.offer(slip, || *limit = Some(to));
        }
        let slip =
            Slip { kind: Kind::Cap, span, before: said(&from), after: Said::words("不设限", "unlimited") };
        pen.offer(slip, || *limit = None);
    }
}

fn rounding(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    pen.within = Within::Whole(Whole::Rounding);
    let (span, policy) = (scheme.span, &mut scheme.rounding);
    inputs::rounding(&mut policy.item, pen, (span, ("逐项", "each")));
    inputs::rounding(&mut policy.block, pen, (span, ("各块", "blocks")));
    inputs::rounding(&mut policy.total, pen, (span, ("总分", "total")));
}

fn vetoes(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    let names: Vec<String> =
        scheme.scale.iter().flat_map(|scale| &scale.grades).map(|one| one.name.clone()).collect();
    for (place, veto) in scheme.vetoes.iter_mut().enumerate() {
        pen.within = Within::Whole(Whole::Veto(place));
        verdict(&mut veto.verdict, pen, (veto.span, &names));
        nodes::veto(veto, pen);
    }
}

/// The grade beside the one named. 等级 差 and 不高于 差 do the same, since the strictest verdict wins.
fn verdict(verdict: &mut Verdict, pen: &mut Pen<'_>, (span, names): (Span, &[String])) {
    let grade = match verdict {
        Verdict::Grade(grade) | Verdict::AtBest(grade) => grade,
        Verdict::Score(_) | Verdict::OneDown => return,
    };
    let from = *grade;
    let name = |grade: GradeId| names.get(grade.0 as usize).cloned();
    for to in [from.0.checked_sub(1), from.0.checked_add(1)].into_iter().flatten().map(GradeId) {
        let (Some(before), Some(after)) = (name(from), name(to)) else { continue };
        let said = |name: String| Said::Words(Text::new(format!("等级 {name}"), format!("grade {name}")));
        let slip = Slip { kind: Kind::Veto, span, before: said(before), after: said(after) };
        pen.offer(slip, || *grade = to);
    }
}

fn grades(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    pen.within = Within::Whole(Whole::Grades);
    let (rounded, outside) = (scheme.rounding.total.is_some(), !scheme.outside.is_empty());
    let Some(scale) = &mut scheme.scale else { return };
    bounds::grades(&mut scale.grades, pen);
    let word = |by: GradedBy| match by {
        GradedBy::Total => ("按 总分", "by total"),
        GradedBy::Unrounded => ("按 未修约总分", "by unrounded_total"),
        GradedBy::Base => ("按 基础分", "by base"),
    };
    let from = scale.by;
    for (to, differs) in [(GradedBy::Total, true), (GradedBy::Unrounded, rounded), (GradedBy::Base, outside)]
    {
        if to != from && differs {
            let slip = exprs::signs(Kind::GradedBy, scale.span, word(from), word(to));
            pen.offer(slip, || scale.by = to);
        }
    }
}

fn ranking(ranking: &mut Ranking, pen: &mut Pen<'_>) {
    let span = ranking.span;
    inputs::scope(&mut ranking.scope, pen, span);
    for key in &mut ranking.keys {
        let span = key.value.span;
        inputs::order(&mut key.order, pen, span);
    }
    for place in (1..ranking.keys.len()).rev() {
        let span = ranking.keys.get(place).map_or(span, |key| key.value.span);
        let said = || Said::Words(Text::new(format!("第 {} 个键", place + 1), format!("key {}", place + 1)));
        let after = Said::words("", "");
        pen.offer(Slip { kind: Kind::Ranking, span, before: said(), after }, || {
            ranking.keys.remove(place);
        });
        let after = Said::Words(Text::new(format!("第 {place} 个键"), format!("key {place}")));
        pen.offer(Slip { kind: Kind::Ranking, span, before: said(), after }, || {
            ranking.keys.swap(place - 1, place);
        });
    }
    let (share, dense) = (("同分并列", "ties share"), ("名次连续", "ties dense"));
    let (before, after) = if ranking.dense { (dense, share) } else { (share, dense) };
    let slip = exprs::signs(Kind::Ranking, span, before, after);
    pen.offer(slip, || ranking.dense = !ranking.dense);
}

fn quota(quotas: &mut Vec<Quota>, pen: &mut Pen<'_>, place: usize) {
    let Some(quota) = quotas.get_mut(place) else { return };
    let (span, kind) = (quota.span, Kind::Quota);
    inputs::scope(&mut quota.scope, pen, span);
    numbers::plain(&mut quota.share, pen, (kind, span, &Unit::parse("%")), |to| {
        to.is_positive() && *to <= Number::ONE
    });
    let word = |seats: SeatRounding| match seats {
        SeatRounding::Down => ("向下取整", "round down"),
        SeatRounding::Up => ("向上取整", "round up"),
        SeatRounding::HalfUp => ("四舍五入", "round half up"),
    };
    let from = quota.seats;
    for to in [SeatRounding::Down, SeatRounding::Up, SeatRounding::HalfUp] {
        if to != from {
            pen.offer(exprs::signs(kind, span, word(from), word(to)), || quota.seats = to);
        }
    }
    let seats = quota.at_least;
    for to in [seats.checked_add(1), seats.checked_sub(1)].into_iter().flatten() {
        let said =
            |seats: u32| Said::Words(Text::new(format!("至少 {seats}个"), format!("at least {seats}")));
        pen.offer(Slip { kind, span, before: said(seats), after: said(to) }, || quota.at_least = to);
    }
    let (all, none) = (("并列 都取", "tied all"), ("并列 不都取", "tied not all"));
    let (before, after) = if quota.tied_keep { (all, none) } else { (none, all) };
    let slip = exprs::signs(kind, span, before, after);
    pen.offer(slip, || quota.tied_keep = !quota.tied_keep);
    pen.offer(left_out(kind, span, ("名额", "quota")), || {
        quotas.remove(place);
    });
}

fn left_out(kind: Kind, span: Span, before: (&str, &str)) -> Slip {
    exprs::signs(kind, span, before, ("", ""))
}

fn consequences(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    for place in 0..scheme.consequences.len() {
        pen.within = Within::Whole(Whole::Consequence(place));
        let Some(one) = scheme.consequences.get_mut(place) else { return };
        let span = one.span;
        exprs::condition(&mut one.condition, pen);
        if let Some(money) = &mut one.money {
            exprs::expr(money, pen, Kind::Constant);
        }
        // A row stays in its place, so that others keep theirs: it just never holds.
        pen.offer(left_out(Kind::Dropped, span, ("应用", "consequence")), || {
            one.condition.kind = crate::plan::ExprKind::YesNo(false);
        });
    }
}

fn alerts(scheme: &mut Scheme, pen: &mut Pen<'_>) {
    for place in 0..scheme.alerts.len() {
        pen.within = Within::Whole(Whole::Alert(place));
        let Some(one) = scheme.alerts.get_mut(place) else { return };
        let span = one.span;
        exprs::condition(&mut one.condition, pen);
        pen.offer(left_out(Kind::Dropped, span, ("警示", "alert")), || {
            one.condition.kind = crate::plan::ExprKind::YesNo(false);
        });
    }
}
