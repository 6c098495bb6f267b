//! The public page: who, grade, place and total. Nothing of the data, of single items or of reasons.

use super::{complete, counted, distribution, groups, named};
use crate::report::wording::{both, place_name};
use crate::report::{Block, Cell, Column, Page, PageTable, Scored};
use crate::source::{Lang, Text};

/// The page.
pub fn public(scored: &Scored<'_>) -> Page {
    let name = named(scored.scheme);
    let all = scored.data.subjects.len();
    let done = complete(scored).len();
    let mut blocks = Vec::new();
    blocks.extend(distribution(scored).map(Block::Table));
    for (group, members) in groups(scored) {
        if let Some(group) = group {
            blocks.push(Block::Heading(Text::same(group)));
        }
        blocks.push(Block::Table(ranked(scored, &members)));
    }
    if done < all {
        blocks.push(Block::Note(both(|lang| match lang {
            Lang::Zh => format!("{} 个尚未出总分, 没有等级和名次。", all - done),
            Lang::En => format!("{} have no total yet, and so no grade or place.", all - done),
        })));
    }
    let about = counted(all, &scored.scheme.subject_kind);
    Page {
        title: Text::new(format!("{}结果公示", name.zh), format!("Results: {}", name.en)), about, blocks
    }
}

/// Who stands where.
pub(super) fn ranked(scored: &Scored<'_>, members: &[usize]) -> PageTable {
    let rankings = 0..scored.scheme.rankings.len();
    let mut columns: Vec<Column> = rankings
        .clone()
        .map(|ranking| Column::numbers(both(|lang| place_name(scored, ranking, lang))))
        .collect();
    columns.push(Column::words(Text::new("名称", "name")));
    columns.push(Column::numbers(Text::new("总分", "total")));
    if scored.scheme.scale.is_some() {
        columns.push(Column::words(Text::new("等级", "grade")));
    }
    let row = |&subject: &usize| {
        let mut row: Vec<Cell> = rankings
            .clone()
            .map(|ranking| scored.place(Some(ranking), subject))
            .map(|place| Cell::same(place.map_or_else(|| "—".to_owned(), |place| place.to_string())))
            .collect();
        let who = scored.data.subjects.get(subject).map_or("", |who| who.name.as_str());
        row.push(Cell::same(who));
        row.push(Cell::same(scored.figure(scored.number(&scored.results.total, subject))));
        if scored.scheme.scale.is_some() {
            row.push(Cell::same(scored.grade(subject).unwrap_or("—")));
        }
        row
    };
    PageTable { caption: Text::default(), columns, rows: members.iter().map(row).collect() }
}
