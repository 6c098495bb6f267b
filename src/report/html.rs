//! A page as one HTML text: no script, no outside file, printable on A4, readable without its colours.

mod bars;
mod dots;
mod heat;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::page::{Block, Cell, CodeLine, Fact, Page, PageTable, Tone};
use crate::source::Lang;

/// The style sheet of all pages.
pub const STYLE: &str = include_str!("html/page.css");

/// The page in one language. The same page gives the same bytes.
pub fn html(page: &Page, lang: Lang) -> String {
    let head = Head { title: page.title.get(lang), about: page.about.get(lang), style: "", class: None };
    whole(&head, lang, &blocks(&page.blocks, lang))
}

/// What stands around the matter of a page.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    /// The line under the title; may be empty.
    pub(super) about: &'a str,
    /// What the page has besides the style of all pages.
    pub(super) style: &'a str,
    /// The class of its body.
    pub(super) class: Option<&'a str>,
}

/// A whole page around its matter.
pub(super) fn whole(head: &Head<'_>, lang: Lang, matter: &Markup) -> String {
    let code = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="kaocheng";
                title { (head.title) }
                style { (PreEscaped(STYLE)) (PreEscaped(head.style)) }
            }
            body class=[head.class] {
                header {
                    h1 { (head.title) }
                    @if !head.about.is_empty() { p.about { (head.about) } }
                }
                main { (matter) }
            }
        }
    };
    markup.into_string() + "\n"
}

/// The page in pieces, one from each heading to the next: the heading's words (empty before the first), and the markup,
/// heading included. One after the other they are what stands on the page.
pub fn sections(page: &Page, lang: Lang) -> Vec<(String, String)> {
    let parted = page.blocks.chunk_by(|_, next| !matches!(next, Block::Heading(_)));
    let section = |part: &[Block]| {
        let heading = match part.first() {
            Some(Block::Heading(says)) => says.get(lang).to_owned(),
            Some(_) | None => String::new(),
        };
        (heading, blocks(part, lang).into_string())
    };
    parted.map(section).collect()
}

fn blocks(blocks: &[Block], lang: Lang) -> Markup {
    html! { @for one in blocks { (block(one, lang)) "\n" } }
}

fn block(block: &Block, lang: Lang) -> Markup {
    match block {
        Block::Heading(says) => html! { h2 { (says.get(lang)) } },
        Block::Paragraph(says) => html! { p { (says.get(lang)) } },
        Block::Note(says) => html! { p.note { (says.get(lang)) } },
        Block::Facts(all) => html! { dl.facts { @for one in all { (fact(one, lang)) } } },
        Block::List(all) => html! { ul { @for says in all { li { (says.get(lang)) } } } },
        Block::Table(one) => table(one, lang),
        Block::Bars(one) => bars::picture(one, lang),
        Block::Dots(one) => dots::picture(one, lang),
        Block::Heat(one) => heat::table(one, lang),
        Block::Code(lines) => {
            html! { table.code { tbody { @for line in lines { (code_line(line, lang)) } } } }
        }
        Block::Folded(says, inner) => html! {
            details { summary { (says.get(lang)) } (blocks(inner, lang)) }
        },
    }
}

fn fact(fact: &Fact, lang: Lang) -> Markup {
    html! {
        div class=(tone(fact.tone)) { dt { (fact.label.get(lang)) } dd { (fact.figure) } }
    }
}

fn table(table: &PageTable, lang: Lang) -> Markup {
    let side =
        |at: usize| if table.columns.get(at).is_some_and(|column| column.numbers) { "number" } else { "" };
    html! {
        div.wide {
            table {
                @if !table.caption.get(lang).is_empty() { caption { (table.caption.get(lang)) } }
                thead { tr {
                    @for (at, column) in table.columns.iter().enumerate() {
                        th scope="col" class=(side(at)) { (column.head.get(lang)) }
                    }
                } }
                tbody { @for row in &table.rows { tr {
                    @for (at, one) in row.iter().enumerate() { (cell(one, side(at), lang)) }
                } "\n" } }
            }
        }
    }
}

fn cell(cell: &Cell, side: &str, lang: Lang) -> Markup {
    let class = format!("{side} {}", tone(cell.tone));
    html! { td class=(class.trim()) { (cell.says.get(lang)) } }
}

fn code_line(line: &CodeLine, lang: Lang) -> Markup {
    html! {
        tr class=(tone(line.tone)) {
            td.number { (line.number) }
            td { pre { (line.text) } }
            td.says { (line.says.get(lang)) }
        }
        "\n"
    }
}

/// The class of a tone.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Warn => "warn",
        Tone::Faint => "faint",
    }
}

#[cfg(test)]
mod tests {
    use super::html;
    use crate::number::Number;
    use crate::report::page::{Bar, Bars, Block, Cell, Column, Fact, Page, PageTable, Tone};
    use crate::source::{Lang, Text};

    fn page() -> Page {
        let bars = Bars {
            caption: Text::new("各部门的变动", "moves by department"),
            parts: vec![Text::same("第七条"), Text::same("第八条")],
            bars: vec![
                Bar {
                    label: "教育局".into(),
                    amounts: vec![Number::hundredths(150), Number::hundredths(-50)],
                    total: "+1.00".into(),
                },
                Bar {
                    label: "财政局".into(),
                    amounts: vec![Number::hundredths(-25), Number::hundredths(0)],
                    total: "-0.25".into(),
                },
            ],
        };
        let table = PageTable {
            caption: Text::default(),
            columns: vec![
                Column::words(Text::new("名称", "name")),
                Column::numbers(Text::new("总分", "total")),
            ],
            rows: vec![vec![Cell::same("<b>教育局</b> & \"他\""), Cell::same("85.90").toned(Tone::Good)]],
        };
        Page {
            title: Text::new("影响", "impact"),
            about: Text::new("两份办法", "two schemes"),
            blocks: vec![
                Block::Facts(vec![Fact {
                    figure: "31".into(),
                    label: Text::new("升", "gain"),
                    tone: Tone::Good,
                }]),
                Block::Table(table),
                Block::Bars(bars),
            ],
        }
    }

    #[test]
    fn what_is_written_is_text_and_never_markup() {
        let text = html(&page(), Lang::Zh);
        assert!(text.contains("&lt;b&gt;教育局&lt;/b&gt; &amp;"), "{text}");
        assert!(!text.contains("<b>"), "{text}");
    }

    #[test]
    fn a_page_is_in_one_language_and_the_same_every_time() {
        let (zh, en) = (html(&page(), Lang::Zh), html(&page(), Lang::En));
        assert!(zh.contains("lang=\"zh-CN\"") && zh.contains("各部门的变动") && !zh.contains("moves by"));
        assert!(en.contains("lang=\"en\"") && en.contains("moves by department") && !en.contains("各部门"));
        assert_eq!(zh, html(&page(), Lang::Zh));
    }

    #[test]
    fn bars_are_as_long_as_their_amounts() {
        // The scale is 1.50 to the right and 0.50 to the left: 400 units wide, 200 to the point.
        let text = html(&page(), Lang::Zh);
        for rect in ["width=\"300.0\"", "width=\"100.0\"", "width=\"50.0\""] {
            assert!(text.contains(rect), "{rect} in {text}");
        }
    }

    /// 0.33 and 0.56 divide the width into parts whose decimals never end: a browser draws no fraction.
    #[test]
    fn places_in_a_picture_are_decimals() {
        let mut page = page();
        if let Some(Block::Bars(bars)) = page.blocks.last_mut() {
            bars.bars[1].amounts = vec![Number::hundredths(33), Number::hundredths(-56)];
        }
        let text = html(&page, Lang::Zh);
        assert_eq!(text.matches("<rect").count(), 4);
        for rect in text.split("<rect").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            assert!(!rect.contains('/'), "{rect}");
        }
        assert!(!text.split("<line").nth(1).unwrap().split('>').next().unwrap().contains('/'));
    }
}
