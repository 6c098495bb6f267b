//! What later layers changed: from what to what, by whom, why, on what evidence.

use std::path::Path;

use super::Scored;
use super::reading::Reader;
use super::wording::{both, pick};
use crate::data::{Cell, Override};
use crate::eval::{Quantity, Value};
use crate::plan::{InputId, ListId, ValueType};
use crate::source::{Lang, Text};

/// One value, or the records of a list, that a layer overrode.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Change {
    /// The input or list.
    pub(super) input: String,
    pub(super) layer: String,
    pub(super) from: Text,
    pub(super) to: Text,
    /// Who, and why; none where the layer's table just holds another value.
    pub(super) note: Option<Noted>,
    /// The file and row of the new value; no row for the records of a list.
    pub(super) file: String,
    pub(super) row: Option<u64>,
}

/// A line of 修改.csv.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Noted {
    pub(super) by: String,
    pub(super) reason: String,
    pub(super) evidence: Option<String>,
}

/// How an input of a subject was overridden, layer after layer.
pub(super) fn of_input(scored: &Scored<'_>, input: InputId, subject: usize) -> Vec<Change> {
    let chain = scored.data.overridden(input, subject);
    let to =
        |at: usize| chain.get(at + 1).map_or_else(|| scored.data.cell(input, subject), |next| &next.from);
    chain.iter().enumerate().map(|(at, change)| one(scored, (input, change, to(at)))).collect()
}

fn one(scored: &Scored<'_>, (input, change, to): (InputId, &Override, &Cell)) -> Change {
    let data = scored.data;
    let file = data.places.get(change.place as usize).map(|(file, _)| file.clone());
    let noted = change.note.map(|note| Noted {
        by: data.text(note.by).to_owned(),
        reason: data.text(note.reason).to_owned(),
        evidence: note.evidence.map(|evidence| data.text(evidence).to_owned()),
    });
    Change {
        input: scored.scheme.input(input).column.clone(),
        layer: scored.scheme.layer(change.layer).to_owned(),
        from: both(|lang| shown(scored, (input, &change.from), lang)),
        to: both(|lang| shown(scored, (input, to), lang)),
        note: noted,
        file: file.unwrap_or_default(),
        row: Some(change.row),
    }
}

/// The records of a subject, where a later table of the list replaced them.
pub(super) fn of_list(scored: &Scored<'_>, list: ListId, subject: usize) -> Option<Change> {
    let records = scored.data.lists.get(list.0 as usize)?;
    let file = records.later.get(&u32::try_from(subject).ok()?)?;
    let folder = Path::new(file).parent().and_then(Path::file_name).and_then(|name| name.to_str());
    let count = scored.data.records(list, subject).len();
    Some(Change {
        input: scored.scheme.input(scored.scheme.list(list).input).column.clone(),
        layer: folder.unwrap_or_else(|| scored.layer(scored.results)).to_owned(),
        from: Text::new("原来的记录", "the records before"),
        to: Text::new(
            format!("{count} 条记录"),
            if count == 1 { "1 record".to_owned() } else { format!("{count} records") },
        ),
        note: None,
        file: file.clone(),
        row: None,
    })
}

impl Change {
    /// `“专职人员”由 3人 改为 1人 (复核: 张三, 因两人已调离, 佐证 任免文件)`
    pub(super) fn sentence(&self, lang: Lang) -> String {
        let mut who = self.layer.clone();
        if let Some(Noted { by, reason, evidence }) = &self.note {
            who += &match lang {
                Lang::Zh => format!(": {by}, 因 {reason}"),
                Lang::En => format!(": {by}, because of {reason}"),
            };
            if let Some(evidence) = evidence {
                who += &format!(", {} {evidence}", pick(lang, "佐证", "evidence"));
            }
        }
        let (name, from, to) = (&self.input, self.from.get(lang), self.to.get(lang));
        match lang {
            Lang::Zh => format!("“{name}”由 {from} 改为 {to} ({who})"),
            Lang::En => format!("“{name}” changed from {from} to {to} ({who})"),
        }
    }

    /// `复核/修改.csv 第 2 行`
    pub(super) fn place(&self, lang: Lang) -> String {
        match (self.row, lang) {
            (Some(row), Lang::Zh) => format!("{} 第 {row} 行", self.file),
            (Some(row), Lang::En) => format!("{} row {row}", self.file),
            (None, _) => self.file.clone(),
        }
    }
}

/// A cell in words.
pub(super) fn shown(scored: &Scored<'_>, (input, cell): (InputId, &Cell), lang: Lang) -> String {
    // Nothing attached is no missing value.
    let evidence = scored.scheme.input(input).value_type == ValueType::Evidence;
    if evidence && matches!(cell, Cell::Missing | Cell::YesNo(_)) {
        return pick(lang, "无", "none").to_owned();
    }
    read(scored, cell, &Reader::of_quantity(scored.scheme, Quantity::Input(input)), lang)
}

/// A cell in words, its value as such a quantity is read.
pub(super) fn read(scored: &Scored<'_>, cell: &Cell, reader: &Reader, lang: Lang) -> String {
    let value = match cell {
        Cell::Number(number) => Value::Number(number.clone()),
        Cell::YesNo(value) => Value::YesNo(*value),
        Cell::Choice(at) => Value::Choice(*at),
        Cell::Date(day) => Value::Date(*day),
        Cell::Text(text) => Value::Text(scored.data.text(*text).into()),
        Cell::Missing => return pick(lang, "缺报", "missing").to_owned(),
        Cell::NotApplicable => return pick(lang, "不适用", "not applicable").to_owned(),
        Cell::Excused(_) => return pick(lang, "免责", "excused").to_owned(),
    };
    reader.show(&value, lang)
}
