//! 对照: what the subject comes to in another reading, and where the two part.

use super::Teller;
use crate::eval::Outcome;
use crate::number::Number;
use crate::plan::{Indicator, Variant};
use crate::report::wording::{both, pick};
use crate::report::{Entry, Scored, numbers};
use crate::source::{Lang, Text};

/// One entry a reading.
pub(super) fn entries(teller: &Teller<'_>) -> Vec<Entry> {
    teller.scored.readings().map(|(variant, other)| entry(teller, variant, &other)).collect()
}

fn entry(teller: &Teller<'_>, variant: &Variant, other: &Scored<'_>) -> Entry {
    let subject = teller.subject();
    let total = other.number(&other.results.total, subject);
    let path = format!("对照 {}", variant.title);
    let mut entry = teller.entry(&path, both(|lang| head(teller, (variant, other), lang)), variant.span);
    entry.calculation = differences(teller, other);
    if entry.calculation.is_empty() {
        entry.calculation.push(Text::new("各项得分没有差别", "no score differs"));
    }
    entry.result = total.map(|total| other.published(total));
    entry
}

/// `对照“算一步读法”: 总分 84.00 分 (差 -1.00 分), 等级 良 (本办法为 优), 全体中第 3 名`
fn head(teller: &Teller<'_>, (variant, other): (&Variant, &Scored<'_>), lang: Lang) -> String {
    let (scored, subject) = (&teller.scored, teller.subject());
    let (own, total) =
        (scored.number(&scored.results.total, subject), other.number(&other.results.total, subject));
    let title = &variant.title;
    let mut text = match lang {
        Lang::Zh => format!("对照“{title}”: 总分 {}", moved(other, (own, total), lang)),
        Lang::En => format!("variant “{title}”: total {}", moved(other, (own, total), lang)),
    };
    if other.scheme.scale.is_some() {
        let name = |scored: &Scored<'_>| scored.grade(subject).unwrap_or(pick(lang, "无", "none")).to_owned();
        let (own, grade) = (name(scored), name(other));
        text += &format!(", {} {grade}", pick(lang, "等级", "grade"));
        if own != grade {
            text += &match lang {
                Lang::Zh => format!(" (本办法为 {own})"),
                Lang::En => format!(" ({own} by the scheme)"),
            };
        }
    }
    let place = |scored: &Scored<'_>| scored.place(scored.overall(), subject);
    if let Some(now) = place(other) {
        let before = place(scored).filter(|before| *before != now);
        text += &match (before, lang) {
            (None, Lang::Zh) => format!(", 第 {now} 名"),
            (None, Lang::En) => format!(", place {now}"),
            (Some(before), Lang::Zh) => format!(", 第 {now} 名 (本办法为第 {before} 名)"),
            (Some(before), Lang::En) => format!(", place {now} ({before} by the scheme)"),
        };
    }
    text
}

/// `84.00 分 (差 -1.00 分)`, with the digits of the other reading.
fn moved(other: &Scored<'_>, (own, now): (Option<&Number>, Option<&Number>), lang: Lang) -> String {
    let Some(now) = now else { return pick(lang, "未定", "undetermined").to_owned() };
    let said = numbers::published_points(&digits(other, now), lang);
    let Some(own) = own else { return said };
    let difference = now - own;
    if difference.is_zero() {
        return said;
    }
    let sign = if difference.is_negative() { "" } else { "+" };
    format!("{said} ({}{sign}{})", pick(lang, "差 ", ""), digits(other, &difference))
}

/// The indicators, bonuses and penalties that come to something else.
fn differences(teller: &Teller<'_>, other: &Scored<'_>) -> Vec<Text> {
    let (scored, subject) = (&teller.scored, teller.subject());
    let mut told = Vec::new();
    for id in other.scheme.preorder() {
        let indicator = other.scheme.indicator(id);
        let own = own_outcome(scored, indicator, subject);
        let now = other.outcome(id, subject);
        if own == now || (own.is_none() && now == Some(&Outcome::Elsewhere)) {
            continue;
        }
        told.push(both(|lang| format!("{} {}", indicator.path, from_to(other, (own, now), lang))));
    }
    for indicator in &scored.scheme.indicators {
        let own = own_outcome(scored, indicator, subject).filter(|own| **own != Outcome::Elsewhere);
        let gone = !other.scheme.indicators.iter().any(|known| known.path == indicator.path);
        if let (Some(own), true) = (own, gone) {
            told.push(both(|lang| format!("{} {}", indicator.path, from_to(other, (Some(own), None), lang))));
        }
    }
    for (column, own_column, zh, en) in [
        (&other.results.bonus, &scored.results.bonus, "加分", "bonus"),
        (&other.results.penalty, &scored.results.penalty, "扣分", "penalty"),
    ] {
        let (own, now) = (scored.number(own_column, subject), other.number(column, subject));
        if own != now {
            let figures = |lang| amounts(other, (own, now), lang);
            told.push(both(|lang| format!("{} {}", pick(lang, zh, en), figures(lang))));
        }
    }
    told
}

fn own_outcome<'a>(scored: &'a Scored<'_>, indicator: &Indicator, subject: usize) -> Option<&'a Outcome> {
    let at = scored.scheme.indicators.iter().position(|own| own.path == indicator.path)?;
    scored.results.scores.get(at)?.get(subject)
}

/// `8.00 → 7.00 分 (-1.00)`; a state where there is no score.
fn from_to(other: &Scored<'_>, (own, now): (Option<&Outcome>, Option<&Outcome>), lang: Lang) -> String {
    let (own_score, score) = (own.and_then(Outcome::score), now.and_then(Outcome::score));
    if own_score.is_some() && score.is_some() {
        return amounts(other, (own_score, score), lang);
    }
    let said = |outcome: Option<&Outcome>| match outcome {
        Some(Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score)) => {
            numbers::published_points(&digits(other, score), lang)
        }
        Some(Outcome::Missing) => pick(lang, "未定", "undetermined").to_owned(),
        Some(Outcome::NotApplicable) => pick(lang, "不适用", "not applicable").to_owned(),
        Some(Outcome::Failed) => pick(lang, "无法计分", "cannot be scored").to_owned(),
        Some(Outcome::Elsewhere) | None => pick(lang, "没有这一项", "not there").to_owned(),
    };
    format!("{} → {}", said(own), said(now))
}

fn amounts(other: &Scored<'_>, (own, now): (Option<&Number>, Option<&Number>), lang: Lang) -> String {
    let said = |number: Option<&Number>| {
        number.map_or_else(|| pick(lang, "未定", "undetermined").to_owned(), |number| digits(other, number))
    };
    let difference = own.zip(now).map(|(own, now)| now - own).filter(|difference| !difference.is_zero());
    let difference = difference.map_or(String::new(), |difference| {
        let sign = if difference.is_negative() { "" } else { "+" };
        format!(" ({sign}{})", digits(other, &difference))
    });
    format!("{} → {}{difference}", said(own), said(now))
}

/// As published; where the decimal never ends, `≈0.3333`.
fn digits(other: &Scored<'_>, number: &Number) -> String {
    if number.decimal().is_some() { other.published(number) } else { numbers::exact(number) }
}
