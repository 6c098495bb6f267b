//! Where one subject stands: its grade, the quota it fell under, the vetoes, and what follows for it.

use super::{Teller, alerts, item, sources};
use crate::eval::{Overruled, VetoAt};
use crate::number::Unit;
use crate::plan::{Consequence, GradeId, GradedBy};
use crate::report::expression::Speech;
use crate::report::numbers::equals;
use crate::report::reading::unit_of;
use crate::report::wording::both;
use crate::report::{Entry, numbers, wording};
use crate::source::{Lang, Text};

/// `总分 85.20 属“80(含)-90分”, 等级 良`
pub(super) fn grade(teller: &Teller<'_>) -> Option<Text> {
    let (scored, assessment) = (&teller.scored, teller.assessment);
    let scale = scored.scheme.scale.as_ref()?;
    let grade = scale.grades.get(assessment.grade_by_score?.0 as usize)?;
    let (number, stage) = match scale.by {
        GradedBy::Total => (&assessment.total, crate::plan::Stage::Total),
        GradedBy::Unrounded => (&assessment.unrounded, crate::plan::Stage::Unrounded),
        GradedBy::Base => (&assessment.base, crate::plan::Stage::Base),
    };
    let number = numbers::exact(number.as_ref()?);
    Some(both(|lang| {
        let stage = wording::stage(stage, lang);
        match lang {
            Lang::Zh => format!("{stage} {number} 属“{}”, 按分数为 {}", grade.label, grade.name),
            Lang::En => format!("{stage} {number} is in “{}”, by score {}", grade.label, grade.name),
        }
    }))
}

/// 名额: what it made of the grade.
pub(super) fn quota(teller: &Teller<'_>) -> Option<Entry> {
    let overruling = teller.assessment.overruled.iter().find(|one| one.at == VetoAt::Quota)?;
    let quota = teller.scored.scheme.quotas.get(overruling.veto)?;
    let Overruled::Grade { from, to } = &overruling.what else { return None };
    let (from, to) = (teller.scored.scheme.grade(*from), teller.scored.scheme.grade(*to));
    let written = teller.scored.files.slice(quota.span);
    let head = both(|lang| match lang {
        Lang::Zh => format!("“{written}”: 名额已满, 等级由 {from} 改为 {to}"),
        Lang::En => format!("“{written}”: no seat is left, the grade goes from {from} to {to}"),
    });
    Some(teller.entry("名额", head, quota.span))
}

/// 应用: what follows, and what cannot be decided.
pub(super) fn consequences(teller: &Teller<'_>) -> Vec<Entry> {
    let decided = teller.assessment.consequences.iter().filter(|one| one.undecided.is_none());
    let follow = decided.filter_map(|follows| {
        let consequence = teller.scored.scheme.consequences.get(follows.consequence)?;
        let head = both(|lang| {
            let ground = teller.figures(&consequence.condition, &follows.working, lang);
            let money = consequence.money.as_ref().zip(follows.money.as_ref()).map(|(money, amount)| {
                let figures = teller.figures(money, &follows.working, lang);
                if money.parts().is_empty() {
                    return format!(", {figures}");
                }
                let unit = unit_of(teller.scored.scheme, money).unwrap_or_else(Unit::plain);
                format!(", {figures} {}", equals(&numbers::measured(amount, &unit, lang)))
            });
            let (text, money) = (&consequence.text, money.unwrap_or_default());
            match lang {
                Lang::Zh => format!("应用: {text}{money} (因为 {ground})"),
                Lang::En => format!("consequence: {text}{money} (since {ground})"),
            }
        });
        let mut entry = teller.entry("应用", head, consequence.span);
        entry.calculation = item::formulas_of(teller, &follows.working);
        let exprs = std::iter::once(&consequence.condition).chain(&consequence.money);
        entry.origins = sources::origins_of(teller, exprs.collect(), &follows.working);
        Some(entry)
    });
    follow.chain(undecided_consequences(teller)).collect()
}

/// Those that cannot be decided, in one entry for each reason.
fn undecided_consequences<'a>(teller: &Teller<'a>) -> Vec<Entry> {
    let mut by_reason: Vec<(Text, Vec<&'a Consequence>)> = Vec::new();
    for follows in teller.assessment.consequences.iter().filter(|one| one.undecided.is_some()) {
        let Some(consequence) = teller.scored.scheme.consequences.get(follows.consequence) else { continue };
        let reason = alerts::why(teller, &consequence.condition, (&follows.working, follows.undecided));
        match by_reason.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, same)) => same.push(consequence),
            None => by_reason.push((reason, vec![consequence])),
        }
    }
    let entry = |(reason, same): (Text, Vec<&Consequence>)| {
        let texts: Vec<String> = same.iter().map(|one| format!("“{}”", one.text)).collect();
        let head = Text::new(
            format!("应用无法判断 ({}): {}", reason.zh, texts.concat()),
            format!("consequences that cannot be decided ({}): {}", reason.en, texts.join(" ")),
        );
        same.first().map(|first| teller.entry("应用", head, first.span))
    };
    by_reason.into_iter().filter_map(entry).collect()
}

/// A veto of the scheme: whether it held, and what it changed.
pub(super) fn veto(teller: &Teller<'_>, at: usize) -> Option<Entry> {
    let veto = teller.scored.scheme.vetoes.get(at)?;
    let (held, working) = teller.assessment.vetoes.get(at)?;
    let head = both(|lang| {
        let figures = teller.figures(&veto.condition, working, lang);
        let words = Speech::of(&teller.scored, lang).words(&veto.condition);
        match (held, lang) {
            (Some(true), Lang::Zh) => format!("否决“{words}”成立 ({figures})"),
            (Some(true), Lang::En) => format!("the veto “{words}” holds ({figures})"),
            (Some(false), Lang::Zh) => format!("否决“{words}”不成立 ({figures})"),
            (Some(false), Lang::En) => format!("the veto “{words}” does not hold ({figures})"),
            (None, Lang::Zh) => format!("否决“{words}”尚不能判断"),
            (None, Lang::En) => format!("the veto “{words}” cannot be decided yet"),
        }
    });
    let name = Speech::of(&teller.scored, Lang::Zh).words(&veto.condition);
    let mut entry = teller.entry(&format!("否决 若 {name}"), head, veto.span);
    if *held == Some(true) {
        entry.calculation.push(consequence(teller, at));
    }
    if let (None, Some(missing)) = (held, sources::missing(teller, working)) {
        entry.calculation.push(Text::new(format!("缺{}", missing.zh), format!("{} missing", missing.en)));
    }
    Some(entry)
}

fn consequence(teller: &Teller<'_>, at: usize) -> Text {
    let mut overruled = teller.assessment.overruled.iter();
    let overruled = overruled.find(|one| one.at == VetoAt::Scheme && one.veto == at).map(|one| &one.what);
    if teller.assessment.total.is_none() {
        return Text::new("总分定了再起作用", "it takes effect once there is a total");
    }
    let (from, to, what) = match overruled {
        None => return Text::new("不改变结果", "it changes nothing"),
        Some(Overruled::Score { from, to }) => {
            (teller.scored.published(from), teller.scored.published(to), Text::new("总分", "the total"))
        }
        Some(Overruled::Grade { from, to }) => {
            let name = |grade| teller.scored.scheme.grade(grade).to_owned();
            if let Some(stricter) = strictest(teller).filter(|strictest| strictest > to) {
                let (to, stricter) = (name(*to), name(stricter));
                return Text::new(
                    format!("等级至多 {to}, 已有更严的一条定为 {stricter}"),
                    format!("at best {to}, and a stricter one makes the grade {stricter}"),
                );
            }
            (name(*from), name(*to), Text::new("等级", "the grade"))
        }
    };
    both(|lang| match lang {
        Lang::Zh => format!("{}由 {from} 改为 {to}", what.get(lang)),
        Lang::En => format!("{} goes from {from} to {to}", what.get(lang)),
    })
}

/// The lowest grade that a veto of the scheme decides.
fn strictest(teller: &Teller<'_>) -> Option<GradeId> {
    let vetoes = teller.assessment.overruled.iter().filter(|one| one.at == VetoAt::Scheme);
    let grade = |what: &Overruled| match what {
        Overruled::Grade { to, .. } => Some(*to),
        Overruled::Score { .. } => None,
    };
    vetoes.filter_map(|one| grade(&one.what)).max()
}
