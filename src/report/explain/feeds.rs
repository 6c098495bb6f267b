//! Records that are another scheme's results: who they are, where they stand, and what was read of them, so that a score
//! can be followed down to the scheme it came from.

use std::collections::BTreeSet;

use super::rules::Rules;
use super::{Teller, sources};
use crate::data::Cell;
use crate::eval::{Value, Working};
use crate::plan::{Carried, Constant, Expr, ExprKind, Feed, FieldId, ListId, OnMissing};
use crate::report::expression::field_name;
use crate::report::reading::Reader;
use crate::report::wording::{both, pick};
use crate::source::{Lang, Text};

/// The most records told one by one.
const MOST: usize = 12;

/// `“项目”来自“项目支出绩效评价” (projects/subjects.csv): 智慧校园 P01 (第 2 行) 得分 90分`; none for lists of the data.
pub(super) fn told(teller: &Teller<'_>, rules: Rules<'_>, working: &Working) -> Vec<Text> {
    let read = sources::reading(teller, rules, working);
    let told = sources::lists(&read).into_iter().filter_map(|list| {
        let feed = teller.scored.scheme.list(list).from.as_ref()?;
        let mut fields = BTreeSet::new();
        read.iter().for_each(|expr| fields_of(expr, list, None, &mut fields));
        Some(both(|lang| clause(teller, (feed, list), &fields, lang)))
    });
    told.collect()
}

/// The fields of a list that an expression reads.
fn fields_of(expr: &Expr, list: ListId, inside: Option<ListId>, found: &mut BTreeSet<FieldId>) {
    let inside = if let ExprKind::Aggregate { list, .. } = &expr.kind { Some(*list) } else { inside };
    if let ExprKind::Field(field) = &expr.kind
        && inside == Some(list)
    {
        found.insert(*field);
    }
    expr.parts().into_iter().for_each(|part| fields_of(part, list, inside, found));
}

fn clause(
    teller: &Teller<'_>,
    (feed, list): (&Feed, ListId),
    fields: &BTreeSet<FieldId>,
    lang: Lang,
) -> String {
    let scheme = teller.scored.scheme;
    let (name, from) = (&scheme.input(scheme.list(list).input).name, &feed.name);
    let records = teller.scored.data.records(list, teller.subject());
    let count = records.len();
    let file = teller.scored.data.lists.get(list.0 as usize).map_or("", |records| records.file.as_str());
    let mut told: Vec<String> =
        records.take(MOST).map(|at| record(teller, (feed, list), (at, fields), lang)).collect();
    if count > MOST {
        told.push(format!("… ({})", pick(lang, "其余从略", "the rest is left out")));
    }
    let told = told.join(pick(lang, "、", ", "));
    match (count, lang) {
        (0, Lang::Zh) => format!("“{name}”来自“{from}”: 没有一条记录"),
        (0, Lang::En) => format!("`{name}` comes from `{from}`: no record"),
        (_, Lang::Zh) => format!("“{name}”来自“{from}”的 {count} 个结果 ({file}): {told}"),
        (1, Lang::En) => format!("`{name}` is 1 result of `{from}` ({file}): {told}"),
        (_, Lang::En) => format!("`{name}` is {count} results of `{from}` ({file}): {told}"),
    }
}

fn record(
    teller: &Teller<'_>,
    (feed, list): (&Feed, ListId),
    (at, fields): (usize, &BTreeSet<FieldId>),
    lang: Lang,
) -> String {
    let records = teller.scored.data.lists.get(list.0 as usize);
    let who = records.and_then(|records| records.who.get(at));
    let (name, id, row) = who.map_or(("", "", 0), |who| (who.name.as_str(), who.id.as_str(), who.row));
    let mut told = match lang {
        Lang::Zh => format!("{name} ({id}, 第 {row} 行)"),
        Lang::En => format!("{name} ({id}, row {row})"),
    };
    for &field in fields {
        let value = figure(teller, (feed, list), (at, field), lang);
        told += &format!(" {} {value}", field_name(teller.scored.scheme, list, field, lang));
    }
    told
}

fn figure(
    teller: &Teller<'_>,
    (feed, list): (&Feed, ListId),
    (at, field): (usize, FieldId),
    lang: Lang,
) -> String {
    let rules = teller.scored.scheme.field(list, field);
    let reader = Reader::of_type(&rules.value_type);
    let show = |value: Value| reader.show(&value, lang);
    match teller.scored.data.field(list, field, at) {
        Cell::Number(number) => show(Value::Number(number.clone())),
        Cell::YesNo(value) => show(Value::YesNo(*value)),
        Cell::Choice(place) => show(Value::Choice(*place)),
        Cell::Date(day) => show(Value::Date(*day)),
        Cell::Text(text) => teller.scored.data.text(*text).to_owned(),
        Cell::Missing => match feed.carries.get(field.0 as usize) {
            Some(Carried::Input(_)) => match &rules.missing {
                OnMissing::Report => pick(lang, "缺报", "missing").to_owned(),
                OnMissing::NotApplicable => pick(lang, "缺报, 不适用", "missing, not applicable").to_owned(),
                OnMissing::Value(constant) => {
                    format!(
                        "{}{}",
                        pick(lang, "缺报, 视为 ", "missing, taken as "),
                        show(constant_value(constant))
                    )
                }
            },
            Some(_) | None => pick(lang, "未定", "undetermined").to_owned(),
        },
        Cell::NotApplicable => pick(lang, "不适用", "not applicable").to_owned(),
        Cell::Excused(_) => pick(lang, "免责", "excused").to_owned(),
    }
}

fn constant_value(constant: &Constant) -> Value {
    match constant {
        Constant::Number(number) => Value::Number(number.clone()),
        Constant::YesNo(value) => Value::YesNo(*value),
        Constant::Choice(place) => Value::Choice(*place),
    }
}
