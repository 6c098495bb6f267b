//! Subjects that could not be scored, said as findings: one for each cause, not one for each subject.

use std::collections::{BTreeMap, BTreeSet};

use super::expr::Row;
use super::{Outcome, Results, State, Step, Stop, Working, gaps, indicator};
use crate::data::Dataset;
use crate::plan::{IndicatorId, Kind, Scheme};
use crate::source::{Cell, Code, Diagnostic, Text};

/// What a subject failed on, by name; nothing where nothing applies.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cause<'a> {
    formulas: Vec<&'a str>,
    /// Leaves and items outside the tree.
    items: Vec<&'a str>,
    /// Indicators that take a mean (取均值) of which there is nobody.
    of_nobody: Vec<&'a str>,
}

/// What stands beside the results: who has no total because a denominator is zero, because nothing applies, or because
/// the calendar lacks a year.
pub fn faults(scheme: &Scheme, data: &Dataset, results: &Results) -> Vec<Diagnostic> {
    let gaps = gaps::gaps(scheme, data, results);
    let without_year: BTreeSet<usize> = gaps.values().flatten().copied().collect();
    let mut causes: BTreeMap<Cause<'_>, Vec<usize>> = BTreeMap::new();
    for (subject, state) in results.states.iter().enumerate() {
        if *state == State::Failed && !without_year.contains(&subject) {
            causes.entry(cause(Row { scheme, data, results, subject })).or_default().push(subject);
        }
    }
    let mut found: Vec<Diagnostic> =
        causes.iter().map(|(cause, subjects)| fault(data, cause, subjects)).collect();
    found.extend(gaps.iter().map(|(years, subjects)| gap(data, years, subjects)));
    for (other, results) in scheme.variants.iter().zip(&results.variants) {
        let own: Vec<Diagnostic> = faults(&other.scheme, data, results);
        let new = own.into_iter().filter(|fault| !found.contains(fault)).collect::<Vec<_>>();
        found.extend(new.into_iter().map(|fault| read_otherwise(&other.title, fault)));
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found
}

/// A fault that only another reading has.
fn read_otherwise(title: &str, fault: Diagnostic) -> Diagnostic {
    let Text { zh, en } = &fault.message;
    Diagnostic {
        message: Text::new(format!("对照“{title}”: {zh}"), format!("variant “{title}”: {en}")),
        ..fault
    }
}

fn cause(row: Row<'_>) -> Cause<'_> {
    let Row { scheme, results, subject, .. } = row;
    let formulas = scheme.formulas.iter().zip(&results.formulas);
    let formulas = formulas.filter(|(_, column)| column[subject].value == Err(Stop::Fault));
    let ids = (0..scheme.indicators.len()).map(|place| IndicatorId(u32::try_from(place).unwrap_or(u32::MAX)));
    let leaves = ids.zip(&scheme.indicators).zip(&results.scores);
    let failed = leaves.filter(|((_, indicator), column)| {
        let inside = match &indicator.kind {
            Kind::Group { children, .. } => {
                children.iter().any(|child| results.scores[child.0 as usize][subject] == Outcome::Failed)
            }
            Kind::Leaf { .. } => false,
        };
        column[subject] == Outcome::Failed && !inside
    });
    let outside = scheme.outside.iter().zip(&results.outside);
    let outside = outside.filter(|(_, column)| column[subject] == Outcome::Failed);
    let failed: Vec<(IndicatorId, &str)> =
        failed.map(|((id, indicator), _)| (id, indicator.path.as_str())).collect();
    let (nobody, zero): (Vec<_>, Vec<_>) = failed.into_iter().partition(|(id, _)| means_of_nobody(row, *id));
    let path = |(_, path): (IndicatorId, _)| path;
    Cause {
        formulas: formulas.map(|(formula, _)| formula.name.as_str()).collect(),
        items: zero.into_iter().map(path).chain(outside.map(|(item, _)| item.name.as_str())).collect(),
        of_nobody: nobody.into_iter().map(path).collect(),
    }
}

/// Whether an indicator failed because it takes the mean of others and none is scored on its own data.
fn means_of_nobody(row: Row<'_>, id: IndicatorId) -> bool {
    let mut working = Working::default();
    indicator::outcome(row, id, &mut working);
    working.steps.iter().any(|step| matches!(step, Step::MeanOfPeers { mean: None, .. }))
}

fn fault(data: &Dataset, cause: &Cause<'_>, subjects: &[usize]) -> Diagnostic {
    let Cause { formulas, items, of_nobody } = cause;
    let place = place(data, subjects);
    let (also_zh, also_en) = also(subjects);
    if formulas.is_empty() && items.is_empty() && !of_nobody.is_empty() {
        let message = Text::new(
            format!("“{}”要取均值, 而没有一个按自身数据计分的对象, 没有总分{also_zh}", of_nobody.join("”“")),
            format!(
                "`{}` takes a mean, and nobody is scored on their own data, so it has no total{also_en}",
                of_nobody.join("`, `")
            ),
        );
        return Diagnostic::cell(Code::ZeroDenominator, place, message).help(Text::new(
            "核对数据; 如果确实可能没有, 换一种办法, 如 给满分 或 缺项 折算",
            "look at its data; if there can well be nobody, choose another way, as full or absent rescale",
        ));
    }
    if formulas.is_empty() && items.is_empty() {
        let message = Text::new(
            format!("没有一项指标适用于它, 没有总分{also_zh}"),
            format!("no indicator applies to it, so it has no total{also_en}"),
        );
        return Diagnostic::cell(Code::NothingApplies, place, message).help(Text::new(
            "核对数据; 不该考核的对象从名单里去掉",
            "look at its data; take a subject that is not to be assessed out of the table",
        ));
    }
    let told = if formulas.is_empty() { items } else { formulas };
    let message = Text::new(
        format!("“{}”的分母为零, 没有总分{also_zh}", told.join("”“")),
        format!("the denominator of `{}` is zero, so it has no total{also_en}", told.join("`, `")),
    );
    Diagnostic::cell(Code::ZeroDenominator, place, message).help(Text::new(
        "核对数据; 如果分母确实会是零, 在规则的 分母为零 后面写 不适用 或一个值",
        "look at its data; if the denominator can well be zero, write n/a or a value after `on zero` in the rules",
    ))
}

/// Where the first of them stands.
fn place(data: &Dataset, subjects: &[usize]) -> Cell {
    let first = subjects.first().and_then(|subject| data.subjects.get(*subject));
    Cell {
        row: first.map_or(0, |first| first.row),
        subject: first.map(|first| first.name.clone()),
        ..Cell::file(&data.file)
    }
}

fn also(subjects: &[usize]) -> (String, String) {
    match subjects.len() {
        0 | 1 => (String::new(), String::new()),
        more => (format!(" (另有 {} 个对象也是)", more - 1), format!(" (so for {} more)", more - 1)),
    }
}

fn gap(data: &Dataset, years: &BTreeSet<i32>, subjects: &[usize]) -> Diagnostic {
    let (also_zh, also_en) = also(subjects);
    let years: Vec<String> = years.iter().map(i32::to_string).collect();
    let (first, years_zh, years_en) =
        (years.first().map_or("", String::as_str), years.join(", "), years.join(", "));
    let message = Text::new(
        format!("日历里没有 {years_zh} 年的安排, 数不出工作日{also_zh}"),
        format!("the calendar knows nothing of {years_en}, so working days cannot be counted{also_en}"),
    );
    Diagnostic::cell(Code::YearNotInCalendar, place(data, subjects), message).help(Text::new(
        format!("在 日历.csv 里加上这一年的放假和调休, 如 {first}-10-01,放假; 或核对日期"),
        format!(
            "add the holidays of that year to calendar.csv, as in {first}-10-01,off; or look at the dates"
        ),
    ))
}
