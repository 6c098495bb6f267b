//! From year to year: how much of a move is performance, how much the rules.

use super::super::page::{Block, Cell, Column, PageTable, Tone};
use super::super::wording::both;
use super::moves::labelled;
use super::signed::{self, ROUNDED, signed};
use super::{Impacted, NONE, TwoYears, published};
use crate::number::Number;
use crate::plan::Scheme;
use crate::regress::{Came, Matched, YearMove};
use crate::source::{Lang, Text};

pub(super) fn blocks(impacted: Impacted<'_>) -> Vec<Block> {
    let Some(years) = impacted.years else { return Vec::new() };
    let heading = Text::new("与上一年比: 业绩与规则", "From last year: performance and rules");
    let mut blocks = vec![Block::Heading(heading), Block::Paragraph(sentence(years))];
    blocks.extend(years.notes.iter().cloned().map(Block::Note));
    let rows: Vec<Vec<Cell>> = years.moves.iter().map(|one| row(impacted, years, one)).collect();
    let rounded = |lang| rows.iter().flatten().any(|cell| cell.says.get(lang).contains(ROUNDED));
    let note = signed::note(rounded);
    blocks.push(Block::Table(PageTable { caption: Text::default(), columns: columns(), rows }));
    blocks.push(Block::Note(Text::new(
        "业绩: 旧办法下今年比去年、新办法下今年比去年, 两个差的平均; 规则: 去年的数据、今年的数据从旧办法换到新办法, 两个差的平均。两项之和恰为两年总分之差。",
        "Performance: the mean of this year less last year under the old rules and under the new. Rules: the mean of new less old rules on last year's data and on this year's. The two sum exactly to the difference of the totals.",
    )));
    blocks.extend(note.map(Block::Note));
    blocks
}

fn sentence(years: TwoYears<'_>) -> Text {
    let count = |matched: Matched| years.moves.iter().filter(|one| one.matched == matched).count();
    let (both_years, new, gone) = (count(Matched::Both), count(Matched::New), count(Matched::Vanished));
    let mean = |of: fn(&YearMove) -> Option<&Number>| {
        let parts: Vec<&Number> = years.moves.iter().filter_map(of).collect();
        let count = Number::whole(i64::try_from(parts.len()).unwrap_or(i64::MAX));
        parts.into_iter().sum::<Number>().over(&count)
    };
    let performance = mean(|one| one.performance.as_ref());
    let rules = mean(|one| one.rules.as_ref());
    both(|lang| {
        let mut text = match lang {
            Lang::Zh => format!("按编号对上 {both_years} 个; 今年新增 {new} 个, 去年有今年没有 {gone} 个。"),
            Lang::En => {
                format!("Matched by id: {both_years}; new this year: {new}; gone since last year: {gone}.")
            }
        };
        if let (Some(performance), Some(rules)) = (&performance, &rules) {
            let (performance, rules) = (signed(performance), signed(rules));
            text += &match lang {
                Lang::Zh => format!(" 平均每个: 业绩 {performance}, 规则 {rules}。"),
                Lang::En => format!(" On average: performance {performance}, rules {rules}."),
            };
        }
        text
    })
}

fn columns() -> Vec<Column> {
    vec![
        Column::words(Text::new("编号", "id")),
        Column::words(Text::new("名称", "name")),
        Column::numbers(Text::new("去年", "last year")),
        Column::numbers(Text::new("今年", "this year")),
        Column::numbers(Text::new("变动", "move")),
        Column::numbers(Text::new("业绩", "performance")),
        Column::numbers(Text::new("规则", "rules")),
        Column::words(Text::new("规则分到各处", "rules by edit")),
        Column::words(Text::new("等级", "grade")),
        Column::words(Text::new("名次", "rank")),
    ]
}

fn row(impacted: Impacted<'_>, years: TwoYears<'_>, one: &YearMove) -> Vec<Cell> {
    let name = years.names.get(&one.id).map_or("", String::as_str);
    let total = |scheme: &Scheme, came: &Option<Came>| {
        Cell::same(published(scheme, came.as_ref().and_then(|came| came.total.as_ref())))
    };
    let amount =
        |amount: &Option<Number>| Cell::same(amount.as_ref().map_or_else(|| NONE.to_owned(), signed));
    let mut row = vec![
        Cell::same(&one.id),
        Cell::same(name),
        total(impacted.old, &one.old_old),
        total(impacted.new, &one.new_new),
    ];
    match one.matched {
        Matched::Both => {
            row.extend([&one.amount, &one.performance, &one.rules].map(amount));
            row.push(Cell::same(one.rule_parts.iter().map(labelled).collect::<Vec<_>>().join(", ")));
        }
        Matched::New => row.extend(lone(&Text::new("今年新增", "new this year"))),
        Matched::Vanished => row.extend(lone(&Text::new("今年没有", "gone this year"))),
    }
    let grade = |came: &Option<Came>| came.as_ref().and_then(|came| came.grade.clone());
    let place = |came: &Option<Came>| came.as_ref()?.overall.as_ref()?.place.map(|place| place.to_string());
    row.push(Cell::same(arrow(grade(&one.old_old), grade(&one.new_new))));
    row.push(Cell::same(arrow(place(&one.old_old), place(&one.new_new))));
    row
}

fn lone(says: &Text) -> [Cell; 4] {
    [Cell::words(says.clone()).toned(Tone::Faint), Cell::default(), Cell::default(), Cell::default()]
}

fn arrow(from: Option<String>, to: Option<String>) -> String {
    let named = |one: Option<String>| one.unwrap_or_else(|| NONE.to_owned());
    let (from, to) = (named(from), named(to));
    if from == to { from } else { format!("{from} → {to}") }
}
