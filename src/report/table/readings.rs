//! Other readings (对照) beside the table where there is room, else below it, and what they change.

use comfy_table::CellAlignment;

use super::{Scored, none, plain_table, total, trimmed};
use crate::plan::Variant;
use crate::report::wording::pick;
use crate::source::{Lang, width};

/// A longer title, or a second reading, makes the table too wide.
const WIDEST: usize = 20;

/// The readings that stand in columns of the table itself.
pub(super) fn beside<'a>(scored: &'a Scored<'_>) -> impl Iterator<Item = (&'a Variant, Scored<'a>)> {
    let fit = fits(scored);
    scored.readings().filter(move |_| fit)
}

fn fits(scored: &Scored<'_>) -> bool {
    scored.scheme.variants.len() == 1
        && scored.scheme.variants.iter().all(|other| width(&other.title) <= WIDEST)
}

/// `总分(算一步读法)`, 等级, 名次.
pub(super) fn header(variant: &Variant, other: &Scored<'_>, lang: Lang) -> Vec<String> {
    let shown = [
        (true, "总分", "total"),
        (other.scheme.scale.is_some(), "等级", "grade"),
        (other.overall().is_some(), "名次", "rank"),
    ];
    let columns = shown.into_iter().filter(|(shown, ..)| *shown);
    columns.map(|(_, zh, en)| format!("{}({})", pick(lang, zh, en), variant.title)).collect()
}

/// What a subject comes to.
pub(super) fn row(other: &Scored<'_>, subject: usize, lang: Lang) -> Vec<String> {
    let mut row = vec![total(other, subject, lang)];
    if other.scheme.scale.is_some() {
        row.push(other.grade(subject).map_or_else(none, str::to_owned));
    }
    if other.overall().is_some() {
        row.push(other.place(other.overall(), subject).map_or_else(none, |place| place.to_string()));
    }
    row
}

/// The readings that found no room, and for each how many subjects it changes; empty without readings.
pub(super) fn text(scored: &Scored<'_>, lang: Lang) -> String {
    let mut text = String::new();
    if !fits(scored) && !scored.scheme.variants.is_empty() {
        text += &format!("\n{}\n", below(scored, lang));
    }
    for (variant, other) in scored.readings() {
        text += &format!("\n{}\n", changes(scored, (variant, &other), lang));
    }
    text
}

fn below(scored: &Scored<'_>, lang: Lang) -> String {
    let mut table = plain_table();
    let mut head = vec![pick(lang, "编号", "id").to_owned(), pick(lang, "名称", "name").to_owned()];
    head.push(pick(lang, "总分", "total").to_owned());
    head.extend(scored.readings().flat_map(|(variant, other)| header(variant, &other, lang)));
    table.set_header(head);
    for subject in scored.order() {
        let Some(who) = scored.data.subjects.get(subject) else { continue };
        let mut line = vec![who.id.clone(), who.name.clone(), total(scored, subject, lang)];
        line.extend(scored.readings().flat_map(|(_, other)| row(&other, subject, lang)));
        table.add_row(line);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    trimmed(&table)
}

/// `对照“算一步读法”: 总分不同的 3 个, 等级不同的 1 个, 名次不同的 2 个`
fn changes(scored: &Scored<'_>, (variant, other): (&Variant, &Scored<'_>), lang: Lang) -> String {
    let count = |differs: &dyn Fn(usize) -> bool| {
        (0..scored.data.subjects.len()).filter(|&subject| differs(subject)).count()
    };
    let totals = count(&|subject| {
        scored.number(&scored.results.total, subject) != other.number(&other.results.total, subject)
    });
    let grades = count(&|subject| scored.grade(subject) != other.grade(subject));
    let places =
        count(&|subject| scored.place(scored.overall(), subject) != other.place(other.overall(), subject));
    let title = &variant.title;
    let mut text = match lang {
        Lang::Zh => format!("对照“{title}”: 总分不同的 {totals} 个"),
        Lang::En => format!("variant “{title}”: {totals} totals differ"),
    };
    for (shown, count, zh, en) in [
        (scored.scheme.scale.is_some(), grades, "等级", "grades"),
        (scored.overall().is_some(), places, "名次", "places"),
    ] {
        if shown {
            text += &match lang {
                Lang::Zh => format!(", {zh}不同的 {count} 个"),
                Lang::En => format!(", {count} {en} differ"),
            };
        }
    }
    text
}
