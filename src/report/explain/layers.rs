//! Layers side by side: what they scored, and which inputs they changed, by whom and why.

use super::Teller;
use crate::data::{Cell, Override};
use crate::eval::{Outcome, Quantity, Results, Value};
use crate::number::Number;
use crate::plan::{IndicatorId, InputId, ValueType};
use crate::report::numbers;
use crate::report::reading::Reader;
use crate::report::wording::{both, pick};
use crate::source::{Lang, Text};

/// `自评 10.00 分, 复核 8.00 分` of an indicator; none where all layers agree.
pub(super) fn scores(teller: &Teller<'_>, id: IndicatorId) -> Option<Text> {
    let subject = teller.subject();
    let of = |results: &Results| {
        let outcome = results.scores.get(id.0 as usize).and_then(|column| column.get(subject));
        outcome.and_then(Outcome::score).cloned()
    };
    side_by_side(teller, of, false)
}

/// The same of the total.
pub(super) fn totals(teller: &Teller<'_>) -> Option<Text> {
    let of = |results: &Results| teller.scored.number(&results.total, teller.subject()).cloned();
    side_by_side(teller, of, true)
}

fn side_by_side(teller: &Teller<'_>, of: impl Fn(&Results) -> Option<Number>, total: bool) -> Option<Text> {
    let scored = &teller.scored;
    let layers: Vec<(&str, Option<Number>)> =
        scored.layers().map(|results| (scored.layer(results), of(results))).collect();
    let differ = layers.iter().any(|(_, score)| Some(score) != layers.first().map(|(_, first)| first));
    let one = |(layer, score): &(&str, Option<Number>), lang: Lang| {
        let score = score.as_ref().map(|score| numbers::published_points(&scored.published(score), lang));
        let score = score.unwrap_or_else(|| pick(lang, "未定", "undetermined").to_owned());
        let what = if total { pick(lang, "总分", " total") } else { "" };
        format!("{layer}{what} {score}")
    };
    differ.then(|| both(|lang| layers.iter().map(|layer| one(layer, lang)).collect::<Vec<_>>().join(", ")))
}

/// How the inputs were overridden, layer after layer.
pub(super) fn changes(teller: &Teller<'_>, inputs: &[InputId]) -> Vec<Text> {
    let mut told = Vec::new();
    for &input in inputs {
        let chain = teller.scored.data.overridden(input, teller.subject());
        for (at, change) in chain.iter().enumerate() {
            let now = teller.scored.data.cell(input, teller.subject());
            let to = chain.get(at + 1).map_or(now, |next| &next.from);
            told.push(both(|lang| sentence(teller, (input, change, to), lang)));
        }
    }
    told
}

/// `“专职人员”由 3人 改为 1人 (复核: 张三, 因两人已调离, 佐证 任免文件)`
fn sentence(teller: &Teller<'_>, (input, change, to): (InputId, &Override, &Cell), lang: Lang) -> String {
    let scheme = teller.scored.scheme;
    let data = teller.scored.data;
    let (name, layer) = (&scheme.input(input).name, scheme.layer(change.layer));
    let (from, to) = (shown(teller, (input, &change.from), lang), shown(teller, (input, to), lang));
    let mut who = layer.to_owned();
    if let Some(note) = &change.note {
        let (by, reason) = (data.text(note.by), data.text(note.reason));
        who += &match lang {
            Lang::Zh => format!(": {by}, 因 {reason}"),
            Lang::En => format!(": {by}, because of {reason}"),
        };
        if let Some(evidence) = note.evidence {
            who += &format!(", {} {}", pick(lang, "佐证", "evidence"), data.text(evidence));
        }
    }
    match lang {
        Lang::Zh => format!("“{name}”由 {from} 改为 {to} ({who})"),
        Lang::En => format!("“{name}” changed from {from} to {to} ({who})"),
    }
}

fn shown(teller: &Teller<'_>, (input, cell): (InputId, &Cell), lang: Lang) -> String {
    let evidence = teller.scored.scheme.input(input).value_type == ValueType::Evidence;
    let value = match cell {
        // Nothing attached is no missing value.
        Cell::Missing | Cell::YesNo(_) if evidence => return pick(lang, "无", "none").to_owned(),
        Cell::Number(number) => Value::Number(number.clone()),
        Cell::YesNo(value) => Value::YesNo(*value),
        Cell::Choice(at) => Value::Choice(*at),
        Cell::Date(day) => Value::Date(*day),
        Cell::Text(text) => Value::Text(teller.scored.data.text(*text).into()),
        Cell::Missing => return pick(lang, "缺报", "missing").to_owned(),
        Cell::NotApplicable => return pick(lang, "不适用", "not applicable").to_owned(),
        Cell::Excused(_) => return pick(lang, "免责", "excused").to_owned(),
    };
    Reader::of_quantity(teller.scored.scheme, Quantity::Input(input)).show(&value, lang)
}
