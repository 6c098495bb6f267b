//! Bound data as tables again: every value in the unit of the rules, every state in its word. Nothing is lost on the way
//! back through [`take_in`](crate::data::take_in).

use crate::data::{Cell, Dataset};
use crate::number::{Number, Share, iso};
use crate::plan::{FieldId, InputId, ListId, Scheme, ValueType};

/// A table to be written as a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// `subjects`, or the name of a list: the file without its ending.
    pub name: String,
    /// The header.
    pub headers: Vec<String>,
    /// The rows below it.
    pub rows: Vec<Vec<String>>,
}

/// The table of the subjects, then one for each list of the data.
pub fn written(scheme: &Scheme, data: &Dataset) -> Vec<Written> {
    let own = (0..).map(ListId).zip(&scheme.lists).filter(|(_, list)| list.from.is_none());
    let lists = own.map(|(id, _)| records(scheme, data, id));
    std::iter::once(subjects(scheme, data)).chain(lists).collect()
}

fn subjects(scheme: &Scheme, data: &Dataset) -> Written {
    let inputs = || {
        let all = (0..).map(InputId).zip(&scheme.inputs);
        all.filter(|(_, input)| input.value_type.list().is_none())
    };
    let who = ["编号", "名称"].map(str::to_owned);
    let headers = who.into_iter().chain(inputs().map(|(_, input)| input.column.clone())).collect();
    let row = |subject: usize| {
        let who = data.subjects.get(subject).map(|who| [who.id.clone(), who.name.clone()]);
        let values = inputs().map(|(id, input)| text(data, data.cell(id, subject), &input.value_type));
        who.into_iter().flatten().chain(values).collect()
    };
    Written { name: "subjects".to_owned(), headers, rows: (0..data.subjects.len()).map(row).collect() }
}

fn records(scheme: &Scheme, data: &Dataset, id: ListId) -> Written {
    let list = scheme.list(id);
    let fields = list.fields.iter().map(|field| field.name.clone());
    let headers = std::iter::once("编号".to_owned()).chain(fields).collect();
    let mut rows = Vec::new();
    for (subject, who) in data.subjects.iter().enumerate() {
        rows.extend(data.records(id, subject).map(|record| {
            let values = (0..).map(FieldId).zip(&list.fields);
            let values = values.map(|(at, field)| text(data, data.field(id, at, record), &field.value_type));
            std::iter::once(who.id.clone()).chain(values).collect()
        }));
    }
    Written { name: scheme.input(list.input).column.clone(), headers, rows }
}

fn text(data: &Dataset, cell: &Cell, value_type: &ValueType) -> String {
    match (cell, value_type) {
        (Cell::Missing, _) => String::new(),
        (Cell::NotApplicable, _) => "不适用".to_owned(),
        (Cell::Excused(reason), _) => format!("免责:{}", data.text(*reason)),
        (Cell::Text(text), _) => data.text(*text).to_owned(),
        (Cell::YesNo(false), ValueType::Evidence) => "无".to_owned(),
        (Cell::YesNo(truth), _) => if *truth { "是" } else { "否" }.to_owned(),
        (Cell::Choice(at), ValueType::Choice(names)) => names.get(*at as usize).cloned().unwrap_or_default(),
        (Cell::Choice(_), _) => String::new(),
        (Cell::Date(day), _) => iso(*day),
        (Cell::Number(number), value_type) => in_unit(number, value_type),
    }
}

fn in_unit(number: &Number, value_type: &ValueType) -> String {
    let Some(unit) = value_type.unit() else { return number.plain() };
    let written = unit.from_base(number).plain();
    if unit.share == Share::Percent { written + &unit.symbol } else { written }
}
