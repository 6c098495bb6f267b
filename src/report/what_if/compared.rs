//! Before and after: the cells, the items, and what is told of the subject besides.

use crate::data::Cell;
use crate::plan::{FieldId, InputId, ListId, ValueType};
use crate::report::changes::{read, shown};
use crate::report::reading::Reader;
use crate::report::wording::both;
use crate::report::{Document, Entry, Scored};
use crate::source::Text;

/// A cell that says something else.
pub(super) struct CellChange {
    pub(super) input: String,
    pub(super) from: Text,
    pub(super) to: Text,
}

/// The cells of a subject that differ between two scorings of a scheme.
pub(super) fn cells(before: &Scored<'_>, after: &Scored<'_>, subject: usize) -> Vec<CellChange> {
    let scheme = before.scheme;
    let inputs = (0..).map(InputId).zip(&scheme.inputs);
    let mut found = Vec::new();
    for (id, input) in inputs {
        if let ValueType::List(list) = input.value_type {
            records(before, after, (list, subject), &mut found);
            continue;
        }
        let (from, to) = (before.data.cell(id, subject), after.data.cell(id, subject));
        if from != to {
            found.push(CellChange {
                input: input.column.clone(),
                from: both(|lang| shown(before, (id, from), lang)),
                to: both(|lang| shown(after, (id, to), lang)),
            });
        }
    }
    found
}

fn records(
    before: &Scored<'_>,
    after: &Scored<'_>,
    (id, subject): (ListId, usize),
    found: &mut Vec<CellChange>,
) {
    let list = before.scheme.list(id);
    let name = &before.scheme.input(list.input).column;
    let pairs = before.data.records(id, subject).zip(after.data.records(id, subject)).zip(1..);
    for ((was, is), nth) in pairs {
        for (field, of) in (0..).map(FieldId).zip(&list.fields) {
            let (from, to) = (before.data.field(id, field, was), after.data.field(id, field, is));
            if from != to {
                found.push(CellChange {
                    input: format!("{name}[{nth}].{}", of.name),
                    from: field_text(before, &of.value_type, from),
                    to: field_text(after, &of.value_type, to),
                });
            }
        }
    }
}

fn field_text(scored: &Scored<'_>, value_type: &ValueType, cell: &Cell) -> Text {
    both(|lang| read(scored, cell, &Reader::of_type(value_type), lang))
}

/// A number of the subject that came out otherwise, or for another reason.
pub(super) struct ItemChange<'d> {
    pub(super) path: &'d str,
    pub(super) before: &'d Entry,
    pub(super) after: &'d Entry,
    /// Whether it has parts of its own.
    pub(super) block: bool,
}

/// What became of the explanation.
pub(super) struct Retold<'d> {
    /// Indicators, bonuses and penalties, in the order of the rules.
    pub(super) items: Vec<ItemChange<'d>>,
    /// Sentences about vetoes, seats, consequences and alerts that are no longer told.
    pub(super) gone: Vec<Text>,
    /// Those that are told now.
    pub(super) new: Vec<Text>,
}

/// Compares two explanations of one subject.
pub(super) fn retold<'d>(scored: &Scored<'_>, (before, after): (&'d Document, &'d Document)) -> Retold<'d> {
    let is_item = |entry: &Entry| {
        let path = entry.path.as_str();
        scored.scheme.indicators.iter().any(|indicator| indicator.path == path)
            || scored.scheme.outside.iter().any(|item| item.name == path)
    };
    let (mut was, mut is) = (Vec::new(), Vec::new());
    before.root.children.iter().for_each(|child| flat(child, &mut was));
    after.root.children.iter().for_each(|child| flat(child, &mut is));
    let (items_before, rest_before): (Vec<&Entry>, Vec<&Entry>) =
        was.into_iter().partition(|one| is_item(one));
    let (items_after, rest_after): (Vec<&Entry>, Vec<&Entry>) = is.into_iter().partition(|one| is_item(one));
    let items = items_after.iter().filter_map(|after| {
        let before = items_before.iter().find(|before| before.path == after.path)?;
        let same = before.result == after.result && before.sentence() == after.sentence();
        (!same).then_some(ItemChange { path: &after.path, before, after, block: !after.children.is_empty() })
    });
    let sentences = |all: &[&Entry]| all.iter().map(|entry| entry.sentence()).collect::<Vec<Text>>();
    let (told_before, told_after) = (sentences(&rest_before), sentences(&rest_after));
    let without =
        |all: &[Text], others: &[Text]| all.iter().filter(|one| !others.contains(one)).cloned().collect();
    Retold {
        items: items.collect(),
        gone: without(&told_before, &told_after),
        new: without(&told_after, &told_before),
    }
}

fn flat<'d>(entry: &'d Entry, all: &mut Vec<&'d Entry>) {
    all.push(entry);
    entry.children.iter().for_each(|child| flat(child, all));
}
