//! Two forms of one subject: the same, or where they differ.

use super::written::Written;
use crate::data::Subject;
use crate::source::{Cell, Code, Diagnostic, Text};

/// What was taken in of one subject.
pub(super) struct Taken {
    /// The file it came from.
    pub(super) file: String,
    /// Beside the tables: the rows of the subject.
    pub(super) rows: Vec<Vec<Vec<String>>>,
}

/// So many differences are told.
const TOLD: usize = 5;

/// Where the second form says something else than the first: which is right is not for us to know.
pub(super) fn differences(
    (file, who): (&str, &Subject),
    rows: &[Vec<Vec<String>>],
    first: &Taken,
    tables: &[Written],
) -> Option<Diagnostic> {
    let mut told: Vec<Text> = Vec::new();
    for ((table, own), before) in tables.iter().zip(rows).zip(&first.rows) {
        if own.len() != before.len() {
            let (name, own, before) = (&table.name, own.len(), before.len());
            told.push(Text::new(
                format!("“{name}”{before} 条与 {own} 条"),
                format!("`{name}`: {before} and {own} records"),
            ));
            continue;
        }
        let cells =
            own.iter().zip(before).flat_map(|(own, before)| table.headers.iter().zip(own.iter().zip(before)));
        told.extend(cells.filter(|(_, (own, before))| own != before).map(|(header, (own, before))| {
            Text::same(format!("{header}: {} ≠ {}", shown(before), shown(own)))
        }));
    }
    let more = told.len().saturating_sub(TOLD);
    let joined = |of: &dyn Fn(&Text) -> &str| told.iter().take(TOLD).map(of).collect::<Vec<_>>().join("; ");
    let (zh, en) = (joined(&|text| &text.zh), joined(&|text| &text.en));
    let (more_zh, more_en) = if more > 0 {
        (format!("; 另有 {more} 处"), format!("; and {more} more"))
    } else {
        Default::default()
    };
    let (id, before) = (&who.id, &first.file);
    let message = Text::new(
        format!("{id} 交来两份不同的表, 另一份是 {before}: {zh}{more_zh}"),
        format!("two forms of {id} differ, the other is {before}: {en}{more_en}"),
    );
    let help = Text::new("问清哪一份作数, 移走另一份", "ask which of them counts, and move the other away");
    let place = Cell { subject: Some(who.name.clone()), ..Cell::file(file) };
    Some(Diagnostic::cell(Code::FormsDiffer, place, message).help(help))
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "∅" } else { value }
}
