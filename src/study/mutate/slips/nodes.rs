//! Slips in indicators: points, what does not apply, evidence, vetoes, how a block is put together.

use super::super::mutant::{Kind, Said, Within};
use super::super::pen::{Pen, Slip};
use super::{exprs, methods, numbers, points};
use crate::number::{Number, Unit};
use crate::plan::{
    Absent, Combine, Evidence, ExprKind, Indicator, IndicatorId, Instead, Kind as Node, Lacking,
    NotApplicable, Verdict, Veto,
};
use crate::source::{Span, Text};

/// Every slip in an indicator.
pub(super) fn indicator(indicator: &mut Indicator, pen: &mut Pen<'_>, id: IndicatorId) {
    pen.within = Within::Indicator(id);
    points::points(indicator, pen, id);
    points::weight(indicator, pen);
    most_lost(indicator, pen);
    let span = indicator.span;
    match &mut indicator.kind {
        Node::Leaf { method, on_zero } => {
            methods::method(method, pen, span);
            methods::on_zero(on_zero, pen, span);
        }
        Node::Group { combine, absent, .. } => {
            self::combine(combine, pen, span);
            // The best and the mean are of those that apply, whatever 缺项 says.
            if matches!(combine, Combine::Sum | Combine::Choose(_)) {
                self::absent(absent, pen, span);
            }
        }
    }
    not_applicable(&mut indicator.not_applicable, pen);
    evidence(&mut indicator.evidence, pen);
    indicator.vetoes.iter_mut().for_each(|one| veto(one, pen));
}

fn most_lost(indicator: &mut Indicator, pen: &mut Pen<'_>) {
    let (points, span) = (indicator.points.clone(), indicator.span);
    if let Some(lost) = &mut indicator.most_lost {
        let fits = |to: &Number| to.is_positive() && *to < points;
        numbers::plain(lost, pen, (Kind::Cap, span, &Unit::points()), fits);
    }
    if indicator.most_lost.is_some() {
        let slip = exprs::signs(Kind::Cap, span, ("最多扣 …", "most lost …"), ("", ""));
        pen.offer(slip, || indicator.most_lost = None);
    }
}

fn combine(combine: &mut Combine, pen: &mut Pen<'_>, span: Span) {
    let word = |combine: Combine| match combine {
        Combine::Sum => Said::words("相加", "sum"),
        Combine::Best => Said::words("取最高", "best"),
        Combine::Mean => Said::words("取平均", "mean"),
        Combine::Choose(of) => Said::Words(Text::new(format!("任选 {of} 项"), format!("choose {of}"))),
    };
    let from = *combine;
    let others = match from {
        // That children add up is the ordinary case; nobody writes 取最高 by mistake.
        Combine::Sum => return,
        Combine::Best => vec![Combine::Sum, Combine::Mean],
        Combine::Mean => vec![Combine::Sum, Combine::Best],
        Combine::Choose(of) => vec![Combine::Choose(of + 1), Combine::Choose(of.saturating_sub(1))],
    };
    for to in others {
        let slip = Slip { kind: Kind::Combine, span, before: word(from), after: word(to) };
        pen.offer(slip, || *combine = to);
    }
}

/// 缺项, of a block or of the first level.
pub(super) fn absent(absent: &mut Option<Absent>, pen: &mut Pen<'_>, span: Span) {
    let word = |absent: Absent| match absent {
        Absent::Rescale => ("缺项 折算", "absent rescale"),
        Absent::Spread => ("缺项 均摊", "absent spread"),
        Absent::Lift => ("缺项 上移", "absent lift"),
    };
    let Some(from) = *absent else { return };
    for to in [Absent::Rescale, Absent::Spread, Absent::Lift] {
        if to != from {
            pen.offer(exprs::signs(Kind::Absent, span, word(from), word(to)), || *absent = Some(to));
        }
    }
    let slip = exprs::signs(Kind::Absent, span, word(from), ("", ""));
    pen.offer(slip, || *absent = None);
}

fn not_applicable(clauses: &mut [NotApplicable], pen: &mut Pen<'_>) {
    for clause in clauses {
        let span = clause.span;
        exprs::condition(&mut clause.condition, pen);
        let word = |instead: Instead| match instead {
            Instead::Nothing => ("", ""),
            Instead::Full => ("给满分", "full"),
            Instead::Mean(_) => ("取均值", "mean"),
        };
        let (from, to) = match clause.instead {
            from @ Instead::Nothing => (from, Instead::Full),
            from @ (Instead::Full | Instead::Mean(_)) => (from, Instead::Nothing),
        };
        let slip = exprs::signs(Kind::NotApplicable, span, word(from), word(to));
        pen.offer(slip, || clause.instead = to);
        let slip = exprs::signs(Kind::NotApplicable, span, ("不适用 若 …", "n/a when …"), ("", ""));
        // It stays in its place, so that others keep theirs: it just never holds.
        pen.offer(slip, || clause.condition.kind = ExprKind::YesNo(false));
    }
}

fn evidence(evidence: &mut Option<Evidence>, pen: &mut Pen<'_>) {
    let Some(one) = evidence else { return };
    let span = one.span;
    let word = |lacking: &Lacking| match lacking {
        Lacking::AtMost(_) => ("缺附 …分", "lacking … points"),
        Lacking::Less(_) => ("缺附 扣 …", "lacking less …"),
        Lacking::Report => ("缺附 报错", "lacking error"),
    };
    match &mut one.lacking {
        Lacking::AtMost(amount) | Lacking::Less(amount) => {
            exprs::expr(amount, pen, Kind::Evidence);
            let slip = exprs::signs(Kind::Evidence, span, word(&one.lacking), ("缺附 报错", "lacking error"));
            pen.offer(slip, || one.lacking = Lacking::Report);
        }
        Lacking::Report => {}
    }
    let before = word(&one.lacking);
    let slip = exprs::signs(Kind::Evidence, span, before, ("", ""));
    pen.offer(slip, || *evidence = None);
}

/// A veto of an indicator or of the scheme: when, what, and whether at all. Its verdict on a grade is another matter.
pub(super) fn veto(veto: &mut Veto, pen: &mut Pen<'_>) {
    let span = veto.span;
    exprs::condition(&mut veto.condition, pen);
    if let Verdict::Score(amount) = &mut veto.verdict {
        exprs::expr(amount, pen, Kind::Veto);
    }
    let slip = exprs::signs(Kind::Veto, span, ("否决 若 …", "veto when …"), ("", ""));
    pen.offer(slip, || veto.condition.kind = ExprKind::YesNo(false));
}
