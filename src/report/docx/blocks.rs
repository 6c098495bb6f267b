//! The blocks of a page in the words of a document.

use super::super::page::{Bars, Block, Cell, Column, Dots, Fact, Heat, Page, PageTable, Tone};
use crate::number::Number;
use crate::source::{Lang, Text, width};

/// Between the margins of an A4 page, in twentieths of a point.
const TEXT_WIDTH: usize = 11906 - 2 * 1247;

/// The bounds of what a column asks for, in columns of a terminal.
const NARROWEST: usize = 6;
const WIDEST: usize = 36;

/// `document.xml`
pub(super) fn document(page: &Page, lang: Lang) -> String {
    let mut to = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
         <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    paragraph(&mut to, "Title", page.title.get(lang));
    if !page.about.get(lang).is_empty() {
        paragraph(&mut to, "Subtitle", page.about.get(lang));
    }
    to.push_str(&body(page, lang));
    to.push_str(
        "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1440\" w:right=\"1247\" w:bottom=\"1440\" w:left=\"1247\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
    );
    to
}

/// The blocks, one after the other.
pub(super) fn body(page: &Page, lang: Lang) -> String {
    let mut to = String::new();
    page.blocks.iter().for_each(|one| block(&mut to, one, lang));
    to
}

fn block(to: &mut String, block: &Block, lang: Lang) {
    match block {
        Block::Heading(says) => paragraph(to, "Heading1", says.get(lang)),
        Block::Paragraph(says) => paragraph(to, "Normal", says.get(lang)),
        Block::Note(says) => paragraph(to, "Note", says.get(lang)),
        Block::List(all) => all.iter().for_each(|says| paragraph(to, "ListBullet", says.get(lang))),
        Block::Facts(all) => table(to, &facts(all), lang),
        Block::Table(one) => table(to, one, lang),
        Block::Bars(one) => table(to, &bars(one), lang),
        Block::Dots(one) => table(to, &dots(one), lang),
        Block::Heat(one) => table(to, &heat(one), lang),
        Block::Code(lines) => lines.iter().for_each(|line| paragraph(to, "Note", &line.text)),
        Block::Folded(says, inner) => {
            paragraph(to, "Heading1", says.get(lang));
            inner.iter().for_each(|one| self::block(to, one, lang));
        }
    }
}

fn paragraph(to: &mut String, style: &str, text: &str) {
    to.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
    to.push_str(style);
    to.push_str("\"/></w:pPr>");
    run(to, text, false);
    to.push_str("</w:p>");
}

fn run(to: &mut String, text: &str, bold: bool) {
    to.push_str("<w:r>");
    if bold {
        to.push_str("<w:rPr><w:b/></w:rPr>");
    }
    to.push_str("<w:t xml:space=\"preserve\">");
    escape(to, text);
    to.push_str("</w:t></w:r>");
}

/// Text as XML has it; what XML has no place for is left out.
pub(super) fn escape(to: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '\t' | '\n' | '\r' => to.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            other if other.is_control() => {}
            other => to.push(other),
        }
    }
}

fn table(to: &mut String, table: &PageTable, lang: Lang) {
    if !table.caption.get(lang).is_empty() {
        paragraph(to, "Caption", table.caption.get(lang));
    }
    to.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>");
    let widths = widths(table, lang);
    widths.iter().for_each(|width| to.push_str(&format!("<w:gridCol w:w=\"{width}\"/>")));
    to.push_str("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in table.columns.iter().zip(&widths) {
        cell(to, column.head.get(lang), (column.numbers, true), *width);
    }
    to.push_str("</w:tr>");
    for row in &table.rows {
        to.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((one, column), width) in row.iter().zip(&table.columns).zip(&widths) {
            cell(to, one.says.get(lang), (column.numbers, false), *width);
        }
        to.push_str("</w:tr>");
    }
    // Two tables without a paragraph between them would become one.
    to.push_str("</w:tbl><w:p/>");
}

/// How wide each column is, in twentieths of a point: by the longest text in it, within bounds, so that sentences get
/// room and figures do not take it.
fn widths(table: &PageTable, lang: Lang) -> Vec<usize> {
    let widest = |at: usize, column: &Column| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(|cell| &cell.says);
        let longest = cells.chain([&column.head]).map(|says| width(says.get(lang))).max();
        longest.unwrap_or(0).clamp(NARROWEST, WIDEST)
    };
    let wanted: Vec<usize> =
        table.columns.iter().enumerate().map(|(at, column)| widest(at, column)).collect();
    let sum: usize = wanted.iter().sum();
    wanted.iter().map(|width| width * TEXT_WIDTH / sum.max(1)).collect()
}

fn cell(to: &mut String, text: &str, (number, bold): (bool, bool), width: usize) {
    to.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"));
    to.push_str("<w:p><w:pPr><w:pStyle w:val=\"Cell\"/>");
    if number {
        to.push_str("<w:jc w:val=\"right\"/>");
    }
    to.push_str("</w:pPr>");
    run(to, text, bold);
    to.push_str("</w:p></w:tc>");
}

fn facts(all: &[Fact]) -> PageTable {
    let columns = all.iter().map(|fact| Column::words(fact.label.clone())).collect();
    let row = all.iter().map(|fact| Cell::same(&fact.figure)).collect();
    PageTable { caption: Text::default(), columns, rows: vec![row] }
}

fn bars(bars: &Bars) -> PageTable {
    let mut columns = vec![Column::words(Text::default())];
    columns.extend(bars.parts.iter().map(|part| Column::numbers(part.clone())));
    columns.push(Column::numbers(Text::new("合计", "sum")));
    let rows = bars.bars.iter().map(|bar| {
        let amounts = bar.amounts.iter().map(|amount| Cell::same(amount.near(2)));
        std::iter::once(Cell::same(&bar.label)).chain(amounts).chain([Cell::same(&bar.total)]).collect()
    });
    PageTable { caption: bars.caption.clone(), columns, rows: rows.collect() }
}

/// Of a picture of dots: how many there are, the lowest, the middle and the highest.
fn dots(dots: &Dots) -> PageTable {
    let numbers = |zh: &str, en: &str| Column::numbers(Text::new(zh, en));
    let columns = vec![
        Column::words(Text::default()),
        numbers("个数", "how many"),
        numbers("最低", "lowest"),
        numbers("居中", "middle"),
        numbers("最高", "highest"),
    ];
    let rows = dots.rows.iter().map(|row| {
        let mut values: Vec<&Number> = row.dots.iter().map(|(value, _)| value).collect();
        values.sort();
        let shown =
            |value: Option<&&Number>| Cell::same(value.map_or_else(|| "—".to_owned(), |value| value.near(2)));
        let middle = values.get(values.len().saturating_sub(1) / 2);
        vec![
            Cell::same(&row.label),
            Cell::same(values.len().to_string()),
            shown(values.first()),
            shown(middle),
            shown(values.last()),
        ]
    });
    PageTable { caption: dots.caption.clone(), columns, rows: rows.collect() }
}

fn heat(heat: &Heat) -> PageTable {
    let mut columns = vec![Column::words(Text::default())];
    columns.extend(heat.columns.iter().map(|column| Column::numbers(column.clone())));
    let rows = heat.rows.iter().map(|row| {
        let rates = row.rates.iter().map(|rate| match rate {
            Some(rate) => Cell::same((rate * &Number::whole(100)).near(0)),
            None => Cell::same("—").toned(Tone::Faint),
        });
        std::iter::once(Cell::same(&row.label)).chain(rates).collect()
    });
    PageTable { caption: heat.caption.clone(), columns, rows: rows.collect() }
}
