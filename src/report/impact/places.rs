//! Why places move: own score, those of others, the order among equals.

use super::super::page::{Block, Cell, Column, PageTable};
use super::Impacted;
use super::grades::{who_cells, who_columns};
use super::moves::place_move;
use super::signed::steps;
use super::summary::shifted;
use crate::data::Subject;
use crate::regress::{Moved, PlaceMove};
use crate::source::Text;

pub(super) fn blocks(impacted: Impacted<'_>) -> Vec<Block> {
    let whole = table(impacted, ("全体", "of all"), |moved| moved.overall.as_ref());
    let within = table(impacted, ("组内", "within groups"), |moved| moved.within.as_ref());
    let tables: Vec<Block> = [whole, within].into_iter().flatten().collect();
    if tables.is_empty() {
        return Vec::new();
    }
    let mut blocks =
        vec![Block::Heading(Text::new("名次变动的由来", "Why places move")), Block::Note(note())];
    blocks.extend(tables);
    blocks
}

fn note() -> Text {
    Text::new(
        "负数是名次靠前。自己: 只有自己的分变了, 排在前面的多几个; 别人: 别人的分也变了, 又多几个; 同分: 同分的先后和并列再差几名。三项之和恰为名次的变动。“—”: 两个办法不按同一个数排, 或不在同一组排。",
        "Below zero is towards the front. Own: how many more stand before it had only its own score moved; others: how many more once the others' moved too; ties: what the order among equals adds. The three sum to the move. `—`: the two rules rank by different figures, or in different groups.",
    )
}

fn table(
    impacted: Impacted<'_>,
    (zh, en): (&str, &str),
    of: fn(&Moved) -> Option<&PlaceMove>,
) -> Option<Block> {
    let rows: Vec<Vec<Cell>> = impacted
        .ordered()
        .filter_map(|(who, moved)| of(moved).filter(|place| is_told(place)).map(|place| row(who, place)))
        .collect();
    let mut columns = who_columns();
    columns.extend([
        Column::words(Text::new("名次", "rank")),
        Column::numbers(Text::new("变动", "move")),
        Column::numbers(Text::new("自己", "own")),
        Column::numbers(Text::new("别人", "others")),
        Column::numbers(Text::new("同分", "ties")),
    ]);
    let count = rows.len();
    let says = Text::new(format!("{zh}名次变动的 {count} 个"), format!("places {en} that move: {count}"));
    let table = Block::Table(PageTable { caption: Text::default(), columns, rows });
    (count > 0).then_some(Block::Folded(says, vec![table]))
}

/// A place that comes or goes does so with the total, which stands above.
fn is_told(place: &PlaceMove) -> bool {
    shifted(place) && place.from.is_some() && place.to.is_some()
}

fn row(who: &Subject, place: &PlaceMove) -> Vec<Cell> {
    let mut row = who_cells(who);
    let none = || Cell::same(super::NONE);
    let moved = place.from.zip(place.to).map(|(from, to)| i64::from(to) - i64::from(from));
    row.push(Cell::same(place_move(place)));
    row.push(moved.map_or_else(none, |moved| Cell::same(steps(moved))));
    match place.split {
        Some(split) => {
            row.extend([split.own, split.others, split.ties].map(|part| Cell::same(steps(part))));
        }
        None => row.extend([none(), none(), none()]),
    }
    row
}
