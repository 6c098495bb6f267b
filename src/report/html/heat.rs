//! A table of rates, the darker the more is lacking. The number stands in each cell, so the shade is never alone.

use maud::{Markup, html};

use super::super::page::{Heat, HeatRow};
use crate::number::Number;
use crate::source::Lang;

/// The table.
pub(super) fn table(heat: &Heat, lang: Lang) -> Markup {
    html! {
        div.wide {
            table.heat {
                caption { (heat.caption.get(lang)) }
                thead { tr { th {} @for column in &heat.columns { th scope="col" class="number" { (column.get(lang)) } } } }
                tbody { @for one in &heat.rows { (row(one)) "\n" } }
            }
        }
    }
}

fn row(row: &HeatRow) -> Markup {
    html! {
        tr {
            th scope="row" { (row.label) }
            @for rate in &row.rates { (cell(rate.as_ref())) }
        }
    }
}

fn cell(rate: Option<&Number>) -> Markup {
    let Some(rate) = rate else { return html! { td.number.faint { "—" } } };
    let percent = rate * &Number::whole(100);
    // Ten shades; what is full is white, half and less the darkest.
    let lacks = &Number::whole(100) - &percent;
    let shade =
        lacks.over(&Number::whole(5)).map_or(0, |lacks| lacks.floor().to_i64().unwrap_or(0)).clamp(0, 10);
    html! { td class={"number lack" (shade)} { (percent.near(0)) } }
}
