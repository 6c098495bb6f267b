//! Subjects that could not be scored, said as findings: one for each cause, not one for each subject.

use std::collections::BTreeMap;

use super::{Outcome, Results, State, Stop};
use crate::data::Dataset;
use crate::plan::{Kind, Scheme};
use crate::source::{Cell, Code, Diagnostic, Text};

/// What a subject failed on: formulas, leaves and items outside the tree by name; nothing where nothing applies.
type Cause<'a> = (Vec<&'a str>, Vec<&'a str>);

/// What stands beside the results: who has no total because a denominator is zero, or because nothing applies.
pub fn faults(scheme: &Scheme, data: &Dataset, results: &Results) -> Vec<Diagnostic> {
    let mut causes: BTreeMap<Cause<'_>, Vec<usize>> = BTreeMap::new();
    for (subject, state) in results.states.iter().enumerate() {
        if *state == State::Failed {
            causes.entry(cause(scheme, results, subject)).or_default().push(subject);
        }
    }
    let mut found: Vec<Diagnostic> =
        causes.iter().map(|(cause, subjects)| fault(data, cause, subjects)).collect();
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

fn cause<'a>(scheme: &'a Scheme, results: &Results, subject: usize) -> Cause<'a> {
    let formulas = scheme.formulas.iter().zip(&results.formulas);
    let formulas = formulas.filter(|(_, column)| column[subject].value == Err(Stop::Fault));
    let leaves = scheme.indicators.iter().zip(&results.scores);
    let leaves = leaves.filter(|(indicator, column)| {
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
    let items = leaves.map(|(leaf, _)| leaf.path.as_str()).chain(outside.map(|(item, _)| item.name.as_str()));
    (formulas.map(|(formula, _)| formula.name.as_str()).collect(), items.collect())
}

fn fault(data: &Dataset, (formulas, items): &Cause<'_>, subjects: &[usize]) -> Diagnostic {
    let first = subjects.first().and_then(|subject| data.subjects.get(*subject));
    let place = Cell {
        row: first.map_or(0, |first| first.row),
        subject: first.map(|first| first.name.clone()),
        ..Cell::file(&data.file)
    };
    let (also_zh, also_en) = match subjects.len() {
        0 | 1 => (String::new(), String::new()),
        more => (format!(" (另有 {} 个对象也是)", more - 1), format!(" (so for {} more)", more - 1)),
    };
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
        "核对数据; 如果分母确实会是零, 在规则里写明 分母为零 怎么办",
        "look at its data; if the denominator can well be zero, say in the rules what happens on zero",
    ))
}
