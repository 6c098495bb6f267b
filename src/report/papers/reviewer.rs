//! The reviewer's sheet: every step, clause and source of one subject, as `explain` tells them.

use crate::report::text::source;
use crate::report::wording::both;
use crate::report::{Block, Cell, Column, Document, Entry, Page, PageTable};
use crate::source::Text;

/// The sheet.
pub fn reviewer(document: &Document) -> Page {
    let columns = vec![Column::words(Text::new("合计", "sum")), Column::numbers(Text::new("分", "points"))];
    let rows = document
        .figures
        .iter()
        .map(|figure| {
            let amount = figure.amount.clone().unwrap_or_else(|| "—".to_owned());
            vec![Cell::words(figure.label.clone()), Cell::same(amount)]
        })
        .collect();
    let mut blocks = vec![Block::Table(PageTable { caption: Text::default(), columns, rows })];
    own(&document.root, &mut blocks);
    for child in &document.root.children {
        blocks.push(Block::Heading(child.head.clone()));
        steps(child, &mut blocks);
        for item in &child.children {
            entry(item, &mut blocks);
        }
    }
    Page {
        title: document.title.clone(),
        about: Text::new("复核底稿: 每一步、条款和来源", "every step, clause and source"),
        blocks,
    }
}

fn entry(entry: &Entry, blocks: &mut Vec<Block>) {
    own(entry, blocks);
    for child in &entry.children {
        self::entry(child, blocks);
    }
}

/// The sentence of an entry, then its steps and its source.
fn own(entry: &Entry, blocks: &mut Vec<Block>) {
    blocks.push(Block::Paragraph(entry.head.clone()));
    steps(entry, blocks);
}

fn steps(entry: &Entry, blocks: &mut Vec<Block>) {
    if !entry.calculation.is_empty() {
        blocks.push(Block::List(entry.calculation.clone()));
    }
    let note = both(|lang| source(entry, lang).unwrap_or_default());
    if !note.zh.is_empty() {
        blocks.push(Block::Note(note));
    }
}
