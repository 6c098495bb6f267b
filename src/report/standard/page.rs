//! The table as a page: blocks in merged cells, as a regulation prints them; for A4, lying.

use maud::{Markup, html};

use super::{Level, Standard};
use crate::report::html::{Head, whole};
use crate::source::Lang;
use crate::syntax::ast::Scheme;

/// The official scoring table of a scheme as written, as a page.
pub fn standard_page(scheme: &Scheme, lang: Lang) -> String {
    let standard = Standard::of(scheme, lang);
    let head = Head {
        title: &standard.title,
        about: &standard.about.join(" · "),
        style: include_str!("standard.css"),
        class: Some("standard"),
    };
    let matter = html! {
        div.wide { (table(&standard, lang)) }
        @for section in &standard.sections {
            h2 { (section.heading) }
            ul { @for line in &section.lines { li { (line) } } }
            "\n"
        }
    };
    whole(&head, lang, &matter)
}

fn table(standard: &Standard, lang: Lang) -> Markup {
    html! {
        table {
            thead { tr { @for head in standard.heads(lang) { th scope="col" { (head) } } } }
            tbody {
                @for at in 0..standard.rows.len() { (row(standard, at)) "\n" }
            }
        }
    }
}

fn row(standard: &Standard, at: usize) -> Markup {
    let Some(own) = standard.rows.get(at) else { return html! {} };
    let last = own.levels.len().saturating_sub(1);
    let before = at.checked_sub(1).and_then(|before| standard.rows.get(before)).map(|row| &row.basis);
    html! {
        tr {
            @for (level, one) in own.levels.iter().enumerate() {
                @if level == last {
                    // A leaf higher up takes the columns of the levels that it does not have.
                    td.leaf colspan=[span(2 * (standard.depth - level) - 1)] { (one.name) }
                    td.number { (one.points) }
                } @else if begins(standard, at, level) {
                    @let rows = together(standard, at, level);
                    th scope="rowgroup" rowspan=[span(rows)] { (one.name) }
                    td.number rowspan=[span(rows)] { (one.points) }
                }
            }
            td {
                @for line in &own.criteria { p { (line) } }
                @if !own.basis.is_empty() && before != Some(&own.basis) { p.faint { (own.basis) } }
            }
            @if standard.evidence { td { (own.evidence) } }
        }
    }
}

/// A span of one is none.
fn span(of: usize) -> Option<usize> {
    (of > 1).then_some(of)
}

fn block(standard: &Standard, at: usize, level: usize) -> Option<&[Level]> {
    standard.rows.get(at).and_then(|row| row.levels.get(..=level).filter(|_| row.levels.len() > level + 1))
}

/// Whether a block begins with this row.
fn begins(standard: &Standard, at: usize, level: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| block(standard, before, level) != block(standard, at, level))
}

/// How many rows a block takes from here.
fn together(standard: &Standard, at: usize, level: usize) -> usize {
    let own = block(standard, at, level);
    (at..standard.rows.len()).take_while(|at| block(standard, *at, level) == own).count()
}
