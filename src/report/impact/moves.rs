//! Every subject that moves: a picture of the largest moves, and a table of all.

use std::cmp::Reverse;

use super::super::page::{Bar, Bars, Block, Cell, Column, PageTable, Tone};
use super::super::wording::both;
use super::grades::{grade_move, tone, who_cells, who_columns};
use super::groups::{numbers, part};
use super::signed::{self, ROUNDED, signed};
use super::summary::better;
use super::{Impacted, NONE};
use crate::data::Subject;
use crate::number::Number;
use crate::regress::{Moved, Part, PlaceMove};
use crate::source::{Lang, Text};

/// So many bars can be taken in.
const MOST_BARS: usize = 40;
/// Beyond so many groups a column each would not fit on a page: the largest parts stand in one.
const MOST_COLUMNS: usize = 8;
/// So many of the largest parts.
const LARGEST: usize = 3;

pub(super) fn blocks(impacted: Impacted<'_>) -> Vec<Block> {
    let touched: Vec<(&Subject, &Moved)> =
        impacted.ordered().filter(|(_, moved)| is_touched(moved)).collect();
    if touched.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Heading(Text::new("各对象的变动", "Every subject's move"))];
    blocks.extend(picture(impacted, &touched));
    let rows: Vec<Vec<Cell>> = touched.iter().map(|one| row(impacted, *one)).collect();
    let rounded = |lang| rows.iter().flatten().any(|cell| cell.says.get(lang).contains(ROUNDED));
    let note = signed::note(rounded);
    let table = PageTable { caption: Text::default(), columns: columns(impacted), rows };
    blocks.push(Block::Table(table));
    blocks.push(Block::Note(untouched(impacted, touched.len())));
    blocks.extend(note.map(Block::Note));
    blocks
}

/// Whether an edit touches its total or its grade, be it that others take the move back.
fn is_touched(moved: &Moved) -> bool {
    !moved.parts.is_empty() || moved.old.state != moved.new.state || moved.old.grade != moved.new.grade
}

fn untouched(impacted: Impacted<'_>, touched: usize) -> Text {
    let kind = &impacted.new.subject_kind;
    let left = impacted.impact.subjects.len() - touched;
    both(|lang| {
        let columns = impacted.impact.groups.len() <= MOST_COLUMNS;
        let mut text = match (lang, columns) {
            (Lang::Zh, true) => "“处 n”是第 n 处改动带来的分, 空格是 0。".to_owned(),
            (Lang::En, true) => "`no.n` is what edit n brings; an empty cell is 0.".to_owned(),
            (Lang::Zh, false) => "“n: 分”是第 n 处改动带来的分。".to_owned(),
            (Lang::En, false) => "`n: points` is what edit n brings.".to_owned(),
        };
        if left > 0 {
            text += &match lang {
                Lang::Zh => format!("没有列出的 {left} 个{kind}, 各处改动都不动它们的总分和等级。"),
                Lang::En => format!(" Subjects not shown, whose total and grade no edit moves: {left}."),
            };
        }
        text
    })
}

fn picture(impacted: Impacted<'_>, touched: &[(&Subject, &Moved)]) -> Option<Block> {
    let mut largest: Vec<(&Subject, &Moved, Number)> = touched
        .iter()
        .filter_map(|(who, moved)| {
            let amount = moved.amount.as_ref().filter(|amount| !amount.is_zero())?;
            Some((*who, *moved, amount.abs()))
        })
        .collect();
    largest.sort_by(|one, other| Reverse(&one.2).cmp(&Reverse(&other.2)));
    largest.truncate(MOST_BARS);
    // Losses and gains apart, the largest gain on top.
    largest.sort_by(|one, other| Reverse(&one.1.amount).cmp(&Reverse(&other.1.amount)));
    let groups = impacted.impact.groups.len();
    let parts: Vec<Text> = (0..groups).map(|group| legend(impacted, group)).collect();
    let bar = |(who, moved, _): &(&Subject, &Moved, Number)| Bar {
        label: who.name.clone(),
        amounts: (0..groups).map(|group| amount(moved, group)).collect(),
        total: moved.amount.as_ref().map(signed).unwrap_or_default(),
    };
    let bars: Vec<Bar> = largest.iter().map(bar).collect();
    let count = bars.len();
    let caption = Text::new(
        format!("变动最大的 {count} 个, 按改动分段: 左边失分, 右边得分"),
        format!("the {count} largest moves, split by edit: losses to the left, gains to the right"),
    );
    (!bars.is_empty()).then_some(Block::Bars(Bars { caption, parts, bars }))
}

/// What a group brings alone; of those counted together, all to the first.
fn amount(moved: &Moved, group: usize) -> Number {
    let of = |part: &&Part| part.groups.first() == Some(&group);
    moved.parts.iter().find(of).map_or(Number::ZERO, |part| part.amount.clone())
}

fn legend(impacted: Impacted<'_>, group: usize) -> Text {
    let says = impacted.says(group);
    Text::new(format!("{} {}", group + 1, says.zh), format!("{} {}", group + 1, says.en))
}

fn columns(impacted: Impacted<'_>) -> Vec<Column> {
    let mut columns = who_columns();
    columns.extend([
        Column::numbers(Text::new("旧总分", "old total")),
        Column::numbers(Text::new("新总分", "new total")),
        Column::numbers(Text::new("变动", "move")),
    ]);
    let groups = impacted.impact.groups.len();
    if groups <= MOST_COLUMNS {
        columns.extend(
            (1..=groups).map(|group| Column::numbers(Text::new(format!("处{group}"), format!("no.{group}")))),
        );
    } else {
        columns.push(Column::words(Text::new("变动最大的几处", "the largest parts")));
    }
    if is_joint(impacted) {
        columns.push(Column::words(Text::new("合在一起的", "together")));
    }
    if impacted.new.scale.is_some() || impacted.old.scale.is_some() {
        columns.push(Column::words(Text::new("等级", "grade")));
    }
    if impacted.new.overall().is_some() {
        columns.push(Column::words(Text::new("名次", "rank")));
    }
    columns
}

/// Whether some subject has parts that cannot be split over single groups.
fn is_joint(impacted: Impacted<'_>) -> bool {
    impacted.impact.subjects.iter().flat_map(|moved| &moved.parts).any(|part| part.groups.len() > 1)
}

fn row(impacted: Impacted<'_>, (who, moved): (&Subject, &Moved)) -> Vec<Cell> {
    let mut row = who_cells(who);
    let felt = match &moved.amount {
        Some(amount) if amount.is_positive() => Tone::Good,
        Some(amount) if amount.is_negative() => Tone::Bad,
        Some(_) | None => Tone::Plain,
    };
    let total = moved.amount.as_ref().map_or_else(|| NONE.to_owned(), signed);
    row.extend([
        Cell::same(impacted.old_total(moved)),
        Cell::same(impacted.new_total(moved)),
        Cell::same(total).toned(felt),
    ]);
    let groups = impacted.impact.groups.len();
    if groups <= MOST_COLUMNS {
        let cell =
            |group| part(moved, group).map_or_else(Cell::default, |part| Cell::same(signed(&part.amount)));
        row.extend((0..groups).map(cell));
    } else {
        row.push(Cell::words(largest(moved)));
    }
    if is_joint(impacted) {
        let joint = moved.parts.iter().filter(|part| part.groups.len() > 1);
        row.push(Cell::same(joint.map(labelled).collect::<Vec<_>>().join(", ")));
    }
    if impacted.new.scale.is_some() || impacted.old.scale.is_some() {
        row.push(Cell::same(grade_move(moved)).toned(tone(better(impacted, moved))));
    }
    if impacted.new.overall().is_some() {
        row.push(Cell::same(moved.overall.as_ref().map_or_else(|| NONE.to_owned(), place_move)));
    }
    row
}

/// `3: +1.5`
pub(super) fn labelled(part: &Part) -> String {
    format!("{}: {}", numbers(&part.groups), signed(&part.amount))
}

/// The largest parts, and how many more there are.
fn largest(moved: &Moved) -> Text {
    let mut parts: Vec<&Part> = moved.parts.iter().collect();
    parts.sort_by_key(|part| Reverse(part.amount.abs()));
    let shown: Vec<String> = parts.iter().take(LARGEST).map(|part| labelled(part)).collect();
    let rest: Number = parts.iter().skip(LARGEST).map(|part| &part.amount).sum();
    let more = parts.len().saturating_sub(LARGEST);
    both(|lang| {
        let mut text = shown.join(", ");
        if more > 0 {
            let rest = signed(&rest);
            text += &match lang {
                Lang::Zh => format!(", 其余 {more} 处: {rest}"),
                Lang::En => format!(", {more} more: {rest}"),
            };
        }
        text
    })
}

/// `12 → 9`; one place where it is the same.
pub(super) fn place_move(place: &PlaceMove) -> String {
    let named = |place: Option<u32>| place.map_or_else(|| NONE.to_owned(), |place| place.to_string());
    let (from, to) = (named(place.from), named(place.to));
    if from == to { from } else { format!("{from} → {to}") }
}
