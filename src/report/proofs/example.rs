//! A made-up subject in words.

use super::ProofsOf;
use crate::data::Cell;
use crate::number::iso;
use crate::plan::{InputId, ListId, ValueType};
use crate::report::wording::pick;
use crate::source::Lang;
use crate::study::prove::Example;

/// `执行数 9500万元, 预算数 10000万元`; what is left out is said.
pub(super) fn told(of: &ProofsOf<'_>, example: &Example, lang: Lang) -> String {
    let cells = example.cells.iter().map(|(id, cell)| of_input(of, *id, cell, lang));
    let lists = example.records.iter().map(|(id, records)| of_list(of, *id, records, lang));
    cells.chain(lists).collect::<Vec<_>>().join(", ")
}

/// `执行数 9500万元`
pub(super) fn of_input(of: &ProofsOf<'_>, id: InputId, cell: &Cell, lang: Lang) -> String {
    let input = of.scheme.input(id);
    format!("{} {}", input.column, value(cell, &input.value_type, lang))
}

fn of_list(of: &ProofsOf<'_>, id: ListId, records: &[Vec<Cell>], lang: Lang) -> String {
    let list = of.scheme.list(id);
    let record = |record: &Vec<Cell>| {
        let fields = list.fields.iter().zip(record);
        let said =
            fields.map(|(field, cell)| format!("{} {}", field.name, value(cell, &field.value_type, lang)));
        format!("({})", said.collect::<Vec<_>>().join(", "))
    };
    let name = &of.scheme.input(list.input).column;
    let count = records.len();
    let said = records.iter().map(record).collect::<Vec<_>>().join(" ");
    match lang {
        Lang::Zh => format!("{name} {count} 条 {said}"),
        Lang::En => format!("{name}: {count} records {said}"),
    }
    .trim_end()
    .to_owned()
}

fn value(cell: &Cell, value_type: &ValueType, lang: Lang) -> String {
    match (cell, value_type) {
        (Cell::Number(number), value_type) => {
            value_type.unit().map_or_else(|| number.plain(), |unit| unit.show(number))
        }
        (Cell::YesNo(truth), _) => {
            if *truth { pick(lang, "是", "yes") } else { pick(lang, "否", "no") }.to_owned()
        }
        (Cell::Choice(at), ValueType::Choice(names)) => names.get(*at as usize).cloned().unwrap_or_default(),
        (Cell::Choice(_), _) => String::new(),
        (Cell::Date(day), _) => iso(*day),
        (Cell::Text(_), _) => pick(lang, "有", "given").to_owned(),
        (Cell::Missing, _) => pick(lang, "不填", "left out").to_owned(),
        (Cell::NotApplicable, _) => pick(lang, "不适用", "n/a").to_owned(),
        (Cell::Excused(_), _) => pick(lang, "免责", "excused").to_owned(),
    }
}
