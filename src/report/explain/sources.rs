//! What a working rests on: formulas, inputs, and where in the data they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Teller;
use super::rules::Rules;
use crate::data::Cell;
use crate::eval::{Quantity, Stop, Working};
use crate::plan::{Expr, ExprKind, FormulaId, GroupValueId, InputId, ListId};
use crate::report::Origin;
use crate::report::expression::layer_figure;
use crate::report::wording::both;
use crate::source::{Lang, Text};

/// The formulas behind a working, those they read first, each once; a parameter is told where it stands on something.
pub(super) fn formulas(teller: &Teller<'_>, working: &Working) -> Vec<FormulaId> {
    let mut found = Vec::new();
    gather(teller, working, &mut found);
    found.retain(|&id| {
        let formula = teller.scored.scheme.formula(id);
        !formula.parameter || !formula.grounds.is_empty()
    });
    found
}

fn gather(teller: &Teller<'_>, working: &Working, found: &mut Vec<FormulaId>) {
    for read in &working.reads {
        if let Quantity::Formula(id) = read.quantity
            && !found.contains(&id)
        {
            if let Some(formula) = teller.assessment.formulas.get(&id) {
                gather(teller, &formula.working, found);
            }
            found.push(id);
        }
    }
}

/// The workings behind one: its own, and those of its formulas.
fn workings<'a>(teller: &Teller<'a>, working: &'a Working) -> Vec<&'a Working> {
    let mut ids = Vec::new();
    gather(teller, working, &mut ids);
    let told = ids.iter().filter_map(|id| teller.assessment.formulas.get(id)).map(|formula| &formula.working);
    told.chain([working]).collect()
}

/// The group values behind a working, each once.
pub(super) fn group_values(teller: &Teller<'_>, working: &Working) -> Vec<GroupValueId> {
    let mut found = Vec::new();
    for read in workings(teller, working).into_iter().flat_map(|working| &working.reads) {
        if let (Quantity::Group(id), Ok(_)) = (read.quantity, &read.reading.value)
            && !found.contains(&id)
        {
            found.push(id);
        }
    }
    found
}

/// The inputs behind a working, each once.
pub(super) fn inputs(teller: &Teller<'_>, working: &Working) -> Vec<InputId> {
    let mut found = Vec::new();
    for read in workings(teller, working).into_iter().flat_map(|working| &working.reads) {
        if let Quantity::Input(id) = read.quantity {
            found.push(id);
        } else if let Quantity::Group(id) = read.quantity
            && let Some(value) = &teller.scored.scheme.group_value(id).value
        {
            found.extend(teller.scored.scheme.inputs_in(value));
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|&id| seen.insert(id));
    found
}

/// Where in the data the inputs stand, and the rows of the lists.
pub(super) fn origins(teller: &Teller<'_>, rules: Rules<'_>, working: &Working) -> Vec<Origin> {
    let mut origins = inputs_at(teller, working);
    let lists = lists(&reading(teller, rules, working));
    origins.extend(lists.into_iter().filter_map(|list| records(teller, list)));
    origins.extend(calendar(teller, working));
    origins
}

/// The rows of the calendar that say how the days counted were worked on.
fn calendar(teller: &Teller<'_>, working: &Working) -> Vec<Origin> {
    let mut rows: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for &(first, last) in workings(teller, working).into_iter().flat_map(|working| &working.counted) {
        for said in teller.scored.data.calendar.arrangements(first.saturating_add(1), last) {
            rows.entry(&said.file).or_default().insert(said.row);
        }
    }
    let origin = |(file, rows): (&str, BTreeSet<u64>)| Origin {
        file: file.to_owned(),
        rows: rows.into_iter().collect(),
        column: None,
    };
    rows.into_iter().map(origin).collect()
}

/// The same of expressions that stand alone: a condition, an amount.
pub(super) fn origins_of(teller: &Teller<'_>, exprs: Vec<&Expr>, working: &Working) -> Vec<Origin> {
    let mut origins = inputs_at(teller, working);
    let lists = lists(&behind(teller, exprs, working));
    origins.extend(lists.into_iter().filter_map(|list| records(teller, list)));
    origins.extend(calendar(teller, working));
    origins
}

/// What of a record a condition lacks: `“指标表”中一条记录的数据`.
pub(super) fn record_lacking(teller: &Teller<'_>, condition: &Expr, working: &Working) -> Option<Text> {
    let list = *lists(&behind(teller, vec![condition], working)).first()?;
    Some(of_record(teller, list))
}

fn of_record(teller: &Teller<'_>, list: ListId) -> Text {
    let scheme = teller.scored.scheme;
    let list = &scheme.input(scheme.list(list).input).name;
    Text::new(format!("“{list}”中一条记录的数据"), format!("data of a record of “{list}”"))
}

/// Where in the data the inputs stand.
fn inputs_at(teller: &Teller<'_>, working: &Working) -> Vec<Origin> {
    let cell = |input: InputId| {
        let cell = teller.scored.data.origin(input, teller.subject())?;
        Some(Origin { file: cell.file, rows: vec![cell.row], column: cell.column })
    };
    inputs(teller, working).into_iter().filter_map(cell).collect()
}

/// The expressions behind a working: those of its rules, and of the formulas it read.
pub(super) fn reading<'a>(teller: &Teller<'a>, rules: Rules<'a>, working: &Working) -> Vec<&'a Expr> {
    behind(teller, rules.expressions(), working)
}

fn behind<'a>(teller: &Teller<'a>, exprs: Vec<&'a Expr>, working: &Working) -> Vec<&'a Expr> {
    let mut ids = Vec::new();
    gather(teller, working, &mut ids);
    let formulas = ids.iter().map(|&id| Rules::Formula(teller.scored.scheme.formula(id)));
    formulas.flat_map(Rules::expressions).chain(exprs).collect()
}

/// The lists that expressions read, each once.
pub(super) fn lists(read: &[&Expr]) -> Vec<ListId> {
    let mut lists = Vec::new();
    read.iter().for_each(|expr| lists_in(expr, &mut lists));
    lists
}

fn records(teller: &Teller<'_>, list: ListId) -> Option<Origin> {
    let data = teller.scored.data;
    let records = data.lists.get(list.0 as usize)?;
    let rows: Vec<u64> =
        data.records(list, teller.subject()).filter_map(|at| records.rows.get(at).copied()).collect();
    (!rows.is_empty()).then(|| Origin {
        file: records.file_of(teller.subject()).to_owned(),
        rows,
        column: None,
    })
}

fn lists_in(expr: &Expr, found: &mut Vec<ListId>) {
    if let ExprKind::Aggregate { list, .. } = &expr.kind
        && !found.contains(list)
    {
        found.push(*list);
    }
    for part in expr.parts() {
        lists_in(part, found);
    }
}

/// What the data does not say and the rules stand in for: excuses and missing values that count as something.
pub(super) fn remarks(teller: &Teller<'_>, working: &Working) -> Vec<Text> {
    let data = teller.scored.data;
    let remark = |input: InputId| {
        let name = &teller.scored.scheme.input(input).name;
        let Cell::Excused(reason) = data.cell(input, teller.subject()) else { return None };
        let reason = data.text(*reason);
        Some(both(|lang| match lang {
            Lang::Zh => format!("“{name}”免责: {reason}"),
            Lang::En => format!("“{name}” excused: {reason}"),
        }))
    };
    inputs(teller, working).into_iter().filter_map(remark).collect()
}

/// What is missing: `“监控报告逾期”`; none if nothing that was read is.
pub(super) fn missing(teller: &Teller<'_>, working: &Working) -> Option<Text> {
    let mut names: Vec<Text> = Vec::new();
    for read in workings(teller, working).into_iter().flat_map(|working| &working.reads) {
        let name =
            match &read.reading.value {
                Err(
                    Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_),
                ) if matches!(read.quantity, Quantity::OfLayer(..)) => of_layer(teller, read.quantity),
                Err(Stop::Missing(id)) => Text::same(format!("“{}”", teller.scored.scheme.input(*id).name)),
                Err(Stop::MissingField) => Text::new("列表中的数据", "a field of a record"),
                Err(Stop::MissingScore(id)) => {
                    let name = &teller.scored.scheme.indicator(*id).name;
                    Text::new(format!("“{name}”的得分"), format!("the score of “{name}”"))
                }
                Ok(_)
                | Err(
                    Stop::MissingLayer(_)
                    | Stop::NotApplicable
                    | Stop::NoLayer
                    | Stop::Excused(_)
                    | Stop::Zero
                    | Stop::Fault
                    | Stop::NoCalendar(_),
                ) => {
                    continue;
                }
            };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let joined = |lang: Lang| {
        let names: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
        names.join(if lang == Lang::Zh { "、" } else { ", " })
    };
    (!names.is_empty()).then(|| both(joined))
}

/// What does not apply, so that what reads it does not either: `“上年评价问题”不适用`.
pub(super) fn not_applicable(teller: &Teller<'_>, working: &Working) -> Vec<Text> {
    let data = teller.scored.data;
    let said = |input: InputId| {
        let name = &teller.scored.scheme.input(input).name;
        match data.cell(input, teller.subject()) {
            Cell::NotApplicable => {
                Some(Text::new(format!("“{name}”不适用"), format!("“{name}” does not apply")))
            }
            Cell::Missing => Some(Text::new(
                format!("“{name}”缺报, 按约定不适用"),
                format!("“{name}” is missing, which by rule does not apply"),
            )),
            Cell::Number(_)
            | Cell::YesNo(_)
            | Cell::Choice(_)
            | Cell::Date(_)
            | Cell::Text(_)
            | Cell::Excused(_) => None,
        }
    };
    let reads = workings(teller, working).into_iter().flat_map(|working| &working.reads);
    let mut found: Vec<Text> = Vec::new();
    for read in reads.filter(|read| read.reading.value == Err(Stop::NotApplicable)) {
        let text = match read.quantity {
            Quantity::Input(id) => said(id),
            Quantity::Score(id, _) => {
                let name = &teller.scored.scheme.indicator(id).name;
                Some(Text::new(
                    format!("所用的“{name}”不适用"),
                    format!("“{name}”, which it reads, does not apply"),
                ))
            }
            Quantity::Formula(_)
            | Quantity::Group(_)
            | Quantity::Total(_)
            | Quantity::OfLayer(..)
            | Quantity::Grade => None,
        };
        found.extend(text.filter(|text| !found.contains(text)));
    }
    found
}

/// `“自评.总分”`
fn of_layer(teller: &Teller<'_>, quantity: Quantity) -> Text {
    let Quantity::OfLayer(layer, figure) = quantity else { return Text::default() };
    both(|lang| format!("“{}”", layer_figure(teller.scored.scheme, (layer, figure), lang)))
}

/// What is missing though no working shows it: the choice that tells the branch, or a field of a record.
pub(super) fn unread(teller: &Teller<'_>, rules: Rules<'_>) -> Option<Text> {
    let scheme = teller.scored.scheme;
    let mut block = rules.indicator().filter(|indicator| indicator.method().is_some());
    while let Some(indicator) = block {
        let guards = indicator.guards.iter().map(|guard| guard.input);
        let mut missing =
            guards.filter(|&input| *teller.scored.data.cell(input, teller.subject()) == Cell::Missing);
        if let Some(input) = missing.next() {
            return Some(Text::same(format!("“{}”", scheme.input(input).name)));
        }
        block = indicator.parent.map(|parent| scheme.indicator(parent));
    }
    let mut lists = Vec::new();
    rules.expressions().into_iter().for_each(|expr| lists_in(expr, &mut lists));
    Some(of_record(teller, *lists.first()?))
}
