//! What was not tried, first of all; then every unit of each part.

use crate::report::coverage::counted::{Tried, is_input};
use crate::report::coverage::text::{place, states};
use crate::report::coverage::{Covered, Telling};
use crate::report::page::{Block, Cell, Column, PageTable, Tone};
use crate::report::wording::both;
use crate::source::{Lang, Text};
use crate::study::coverage::{Of, Unit};

/// Each hole, part by part; the states of inputs together below.
pub(super) fn holes(covered: &Covered<'_>, telling: &Telling<'_>) -> Vec<Block> {
    if covered.tests.is_none() && covered.data.is_none() {
        return Vec::new();
    }
    let heading = Block::Heading(Text::new("没有试到的", "Not tried"));
    let holes: Vec<(&Unit, Tried)> = covered.holes().collect();
    if holes.is_empty() {
        let all = Text::new("每个能到的单元都试到了。", "Every unit in reach was tried.");
        return vec![heading, Block::Paragraph(all)];
    }
    let columns = vec![
        Column::words(Text::new("部分", "part")),
        Column::words(Text::new("没有试到的", "not tried")),
        Column::words(Text::new("为什么", "why")),
        Column::words(Text::new("位置", "place")),
    ];
    let mut at: Option<Of> = None;
    let rows = holes.iter().filter(|(unit, _)| !is_input(unit.key.of)).map(|(unit, tried)| {
        let of = unit.key.of;
        let again = at.replace(of) == Some(of);
        let part = if again { Text::default() } else { both(|lang| telling.part(of, lang)) };
        vec![
            Cell::words(part),
            Cell::words(both(|lang| telling.unit(unit, lang))).toned(Tone::Bad),
            Cell::words(covered.why(unit, *tried)).toned(Tone::Faint),
            Cell::same(place(covered, unit)).toned(Tone::Faint),
        ]
    });
    let table = PageTable { caption: Text::default(), columns, rows: rows.collect() };
    let (zh, en) = (states(covered, telling, Lang::Zh), states(covered, telling, Lang::En));
    let together: Vec<Text> = zh.into_iter().zip(en).map(|(zh, en)| Text::new(zh, en)).collect();
    let mut blocks = vec![heading];
    if !table.rows.is_empty() {
        blocks.push(Block::Table(table));
    }
    if !together.is_empty() {
        blocks.push(Block::Paragraph(Text::new("各项输入:", "Inputs:")));
        blocks.push(Block::List(together));
    }
    blocks
}

/// Every unit of each part, folded.
pub(super) fn every_unit(covered: &Covered<'_>, telling: &Telling<'_>) -> Vec<Block> {
    if covered.tests.is_none() && covered.data.is_none() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(Text::new("每一部分的单元", "The units of each part"))];
    for of in covered.parts() {
        let units: Vec<(&Unit, Tried)> =
            covered.tried().filter(|(unit, _)| unit.key.of == of && unit.never.is_none()).collect();
        let missed = units.iter().filter(|(_, tried)| tried.is_hole()).count();
        let name = |lang: Lang| telling.part(of, lang);
        let (zh, en) = (name(Lang::Zh), name(Lang::En));
        let table = Block::Table(table(covered, telling, (of, &units)));
        let summary = match missed {
            0 => Text::new(format!("{zh}: 都试到了"), format!("{en}: all tried")),
            some => Text::new(format!("{zh}: 漏 {some} 个"), format!("{en}: {some} missed")),
        };
        blocks.push(Block::Folded(summary, vec![table]));
    }
    blocks
}

fn table(covered: &Covered<'_>, telling: &Telling<'_>, (_, units): (Of, &[(&Unit, Tried)])) -> PageTable {
    let mut columns =
        vec![Column::words(Text::new("单元", "unit")), Column::words(Text::new("位置", "place"))];
    columns.extend(covered.tests.map(|_| Column::numbers(Text::new("测试", "tests"))));
    columns.extend(covered.data.map(|_| Column::numbers(Text::new("数据", "data"))));
    columns.push(Column::words(Text::new("例, 或为什么没有", "an instance, or why none")));
    let times = |times: usize| match times {
        0 => Cell::words(Text::new("没有", "none")).toned(Tone::Bad),
        some => Cell::same(some.to_string()).toned(Tone::Good),
    };
    let row = |(unit, tried): &(&Unit, Tried)| {
        let mut cells = vec![
            Cell::words(both(|lang| telling.unit(unit, lang))),
            Cell::same(place(covered, unit)).toned(Tone::Faint),
        ];
        cells.extend(tried.tests.map(times));
        cells.extend(tried.data.map(times));
        let why = covered.why(unit, *tried);
        let first = covered.test(*tried).or_else(|| covered.subject(*tried).map(str::to_owned));
        let said = if tried.is_hole() { why } else { Text::same(first.unwrap_or_default()) };
        cells.push(Cell::words(said).toned(Tone::Faint));
        cells
    };
    PageTable { caption: Text::default(), columns, rows: units.iter().map(row).collect() }
}
