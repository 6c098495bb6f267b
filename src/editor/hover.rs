//! What a name means: its range, its points and share of the total, its rule, and what uses it.

use std::path::PathBuf;

use super::desk::Reading;
use super::names::{Declared, Kind, all_declared, meant, named};
use super::tokens::Token;
use crate::check::range;
use crate::number::{Interval, Number, Unit};
use crate::plan::{Indicator, Input, Method, Scheme, ValueType};
use crate::source::{Lang, Span, Text};

/// The lines of a rule that are shown at most.
const MOST_LINES: usize = 12;

/// What the token of a text stands for, in Markdown; none where it is no name of the rules.
pub(super) fn hover(reading: &Reading, text: &str, token: &Token, lang: Lang) -> Option<String> {
    let all = all_declared(reading);
    let one = meant(text, token, &all)?;
    let schemes = reading.plan.as_ref().map_or(&[][..], |plan| &plan.schemes);
    let told = schemes.iter().find_map(|scheme| told(scheme, one));
    let mut parts = vec![format!("**{}**", one.name)];
    parts.extend(told.map(|told| told.get(lang).to_owned()));
    parts.push(format!("```kaocheng\n{}\n```", rule(reading, one.whole)));
    parts.extend(users(reading, one, &all).map(|users| users.get(lang).to_owned()));
    Some(parts.join("\n\n"))
}

fn told(scheme: &Scheme, one: &Declared) -> Option<Text> {
    match one.kind {
        Kind::Indicator => {
            let found =
                scheme.indicators.iter().find(|item| one.whole.covers(item.span) && item.name == one.name);
            found.map(|item| indicator(scheme, item))
        }
        Kind::Input => {
            scheme.inputs.iter().find(|input| input.span == one.span || input.name == one.name).map(input)
        }
        Kind::Formula => scheme
            .formulas
            .iter()
            .find(|formula| formula.name == one.name)
            .map(|formula| ranged(&formula.range, &formula.unit)),
        Kind::Field => None,
    }
}

fn indicator(scheme: &Scheme, item: &Indicator) -> Text {
    let (points, whole) = (item.points.plain(), scheme.points.plain());
    let share = share(scheme, item).map(|share| Unit::parse("%").show(&share)).unwrap_or_default();
    let range = scores(scheme, item).told(&Unit::points());
    Text::new(
        format!("{}: 满分 {points} 分, 占总分 {whole} 分的 {share}; 得分范围 {}", item.path, range.zh),
        format!("{}: {points} points, {share} of the total of {whole}; score {}", item.path, range.en),
    )
}

/// Its share of the total: by weight where it has one, else by points, all the way up.
fn share(scheme: &Scheme, item: &Indicator) -> Option<Number> {
    let mut share = Number::ONE;
    let mut next = Some(item);
    while let Some(item) = next {
        let parent = item.parent.map(|parent| scheme.indicator(parent));
        let whole = parent.map_or(&scheme.points, |parent| &parent.points);
        let own = match &item.weight {
            Some(weight) => weight.clone(),
            None => item.points.over(whole)?,
        };
        share = &share * &own;
        next = parent;
    }
    Some(share)
}

/// The scores it can come to, as far as the declared ranges tell: from 0 to its points unless its method says otherwise.
fn scores(scheme: &Scheme, item: &Indicator) -> Interval {
    let highest = match item.method() {
        Some(Method::Score { highest, .. } | Method::Proportion { highest, .. }) => highest.as_ref(),
        Some(_) | None => None,
    };
    let most = highest.and_then(|highest| range(scheme, highest).high_value().cloned());
    let kept = Interval::closed(Number::ZERO, most.unwrap_or_else(|| item.points.clone()));
    match item.method() {
        Some(Method::Score { value, .. }) => {
            let reached = range(scheme, value).intersect(&kept);
            if reached.is_empty() { kept } else { reached }
        }
        Some(_) | None => kept,
    }
}

fn input(input: &Input) -> Text {
    match &input.value_type {
        ValueType::Number { unit, whole } => {
            let kind =
                if *whole { Text::new("整数", "whole number") } else { Text::new("数值", "number") };
            let symbol = &unit.symbol;
            let range = ranged(&input.range, unit);
            Text::new(
                format!("{} {symbol}, {}", kind.zh, range.zh),
                format!("{} {symbol}, {}", kind.en, range.en),
            )
        }
        ValueType::Choice(choices) => {
            let choices = choices.join(", ");
            Text::new(format!("枚举: {choices}"), format!("one of: {choices}"))
        }
        ValueType::YesNo => Text::new("是否", "yes or no"),
        ValueType::Text => Text::new("文本", "text"),
        ValueType::Evidence => Text::new("佐证", "evidence"),
        ValueType::Date => Text::new("日期", "date"),
        ValueType::List(_) => Text::new("列表", "list"),
    }
}

fn ranged(range: &Interval, unit: &Unit) -> Text {
    let told = range.range_told(unit);
    Text::new(format!("范围 {}", told.zh), format!("range {}", told.en))
}

/// The rule as written.
fn rule(reading: &Reading, whole: Span) -> String {
    let text = reading.files.slice(whole);
    let mut lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    if text.lines().count() > MOST_LINES {
        lines.push("  …");
    }
    lines.join("\n")
}

/// The declarations that name it, and how many other places do.
fn users(reading: &Reading, one: &Declared, all: &[Declared]) -> Option<Text> {
    let mut names: Vec<&str> = Vec::new();
    let mut other = 0;
    for span in uses(reading, one, all).into_iter().filter(|span| *span != one.span) {
        let around = all.iter().filter(|item| item.whole.covers(span) && item.whole != one.whole);
        match around.min_by_key(|item| item.whole.end - item.whole.start) {
            Some(user) if names.contains(&user.name.as_str()) => {}
            Some(user) => names.push(&user.name),
            None => other += 1,
        }
    }
    let mut zh: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut en = zh.clone();
    if other > 0 {
        zh.push(format!("其他 {other} 处"));
        en.push(format!("{other} other places"));
    }
    (!zh.is_empty())
        .then(|| Text::new(format!("用于: {}", zh.join(", ")), format!("used by: {}", en.join(", "))))
}

/// Every place in the files of a reading that names it.
pub(super) fn uses(reading: &Reading, one: &Declared, all: &[Declared]) -> Vec<Span> {
    let mut sources: Vec<_> = reading.trees.iter().map(|tree| tree.source).collect();
    sources.push(reading.own);
    sources.push(one.span.source);
    sources.sort_unstable();
    sources.dedup();
    let of = |source| {
        let found = named(reading.files.text(source), one, all);
        found.into_iter().map(move |at| Span::new(source, at.start, at.end))
    };
    sources.into_iter().flat_map(of).collect()
}

/// Where the token is declared, and every place that names it.
pub(super) fn places(reading: &Reading, text: &str, token: &Token) -> Option<(Declared, Vec<Span>)> {
    let all = all_declared(reading);
    let one = meant(text, token, &all)?.clone();
    let uses = uses(reading, &one, &all);
    Some((one, uses))
}

/// The file of a declaration.
pub(super) fn home(reading: &Reading, one: &Declared) -> PathBuf {
    reading.path(one.span)
}
