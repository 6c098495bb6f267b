//! A page as text for a terminal: what a picture shows stands in the tables.

use comfy_table::CellAlignment;

use super::page::{Block, Fact, Page, PageTable};
use super::table::{plain_table, trimmed};
use crate::source::Lang;

/// The page in one language, its tables aligned under double-width letters.
pub fn page_text(page: &Page, lang: Lang) -> String {
    let mut text = format!("{}\n", page.title.get(lang));
    if !page.about.get(lang).is_empty() {
        text += &format!("{}\n", page.about.get(lang));
    }
    text + &blocks(&page.blocks, lang)
}

fn blocks(all: &[Block], lang: Lang) -> String {
    all.iter().map(|one| block(one, lang)).collect()
}

fn block(block: &Block, lang: Lang) -> String {
    match block {
        Block::Heading(says) => format!("\n== {} ==\n", says.get(lang)),
        Block::Paragraph(says) | Block::Note(says) => format!("\n{}\n", says.get(lang)),
        Block::Facts(all) => facts(all, lang),
        Block::List(all) => {
            let lines: Vec<String> = all.iter().map(|says| format!("- {}\n", says.get(lang))).collect();
            format!("\n{}", lines.concat())
        }
        Block::Table(one) => table(one, lang),
        Block::Bars(_) | Block::Dots(_) | Block::Heat(_) => String::new(),
        Block::Code(lines) => {
            let line = |line: &super::page::CodeLine| {
                format!("{:>5}  {}  {}", line.number, line.text, line.says.get(lang)).trim_end().to_owned()
            };
            format!("\n{}\n", lines.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        Block::Folded(says, inner) => format!("\n{}\n{}", says.get(lang), blocks(inner, lang)),
    }
}

fn facts(all: &[Fact], lang: Lang) -> String {
    let facts: Vec<String> =
        all.iter().map(|fact| format!("{}: {}", fact.label.get(lang), fact.figure)).collect();
    format!("\n{}\n", facts.join(" | "))
}

fn table(one: &PageTable, lang: Lang) -> String {
    let mut table = plain_table();
    table.set_header(one.columns.iter().map(|column| column.head.get(lang)));
    for row in &one.rows {
        table.add_row(row.iter().map(|cell| cell.says.get(lang)));
    }
    for (column, shown) in one.columns.iter().zip(table.column_iter_mut()) {
        if column.numbers {
            shown.set_cell_alignment(CellAlignment::Right);
        }
    }
    let caption = one.caption.get(lang);
    let caption = if caption.is_empty() { String::new() } else { format!("{caption}\n") };
    format!("\n{caption}{}\n", trimmed(&table))
}
