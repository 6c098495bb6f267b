//! Tables bound to a scheme: every cell a value or a state, in base units, or a finding with its place.

mod calendar;
mod cell;
mod changes;
mod digest;
mod findings;
mod head;
mod header;
mod layers;
mod levels;
mod lists;
mod mend;
mod odd;
mod of;
mod place;
mod quantity;
mod residue;
mod roster;
mod row;
mod slot;
mod spelling;
mod subjects;
mod supposed;
mod tables;

pub(super) use cell::{iso_days, rewritten};
pub(super) use digest::Seal;
pub use findings::refused;
pub use layers::{bind_layers, take_in};
pub use roster::{Known, Said, roster};
pub use spelling::folded;
pub use supposed::supposed;

use findings::Findings;

use super::{Dataset, Records, Table, Texts};
use crate::plan::Scheme;
use crate::source::Checked;

/// Binds the tables of one scheme, as they stand. Rows are read once, in the order of the subjects table, then of the lists.
/// A dataset is given only if nothing is wrong with any cell of it, and none needs a repair ([`take_in`] makes them).
pub fn bind(tables: Vec<Table>, scheme: &Scheme) -> Checked<Dataset> {
    let mut work = Work::default();
    let data = in_one_piece(tables, scheme, &mut work);
    work.findings.refuse_repairs();
    Checked::sound(data, work.findings.all())
}

/// Data without layers.
fn in_one_piece(mut tables: Vec<Table>, scheme: &Scheme, work: &mut Work) -> Dataset {
    tables.iter().for_each(|table| work.findings.read_as(table));
    let calendars = calendar::taken_out(&mut tables, scheme);
    let file = tables.first().map_or("subjects.csv", |table| &table.file).to_owned();
    let calendar = calendar::bind(calendars, scheme, work, &file);
    let (mut data, _) = whole(tables, scheme, work);
    data.calendar = calendar;
    levels::check(scheme, &data, None, &mut work.findings);
    data.texts = std::mem::take(&mut work.texts).into_list();
    data.digest = work.seal.clone().close();
    data
}

/// All tables of a scheme, without texts and digest.
fn whole(tables: Vec<Table>, scheme: &Scheme, work: &mut Work) -> (Dataset, subjects::Index) {
    let tables = tables::sorted(tables, scheme, &mut work.findings);
    tables::lacking(&tables, scheme, &mut work.findings);
    let mut data = Dataset::default();
    let index = match tables.subjects {
        Some(table) => subjects::bind(table, scheme, work, &mut data),
        None => subjects::Index::default(),
    };
    let records = scheme.lists.iter().zip(tables.lists).map(|(list, table)| match table {
        Some(table) => {
            let of = lists::Of { scheme, list, index: &index, subjects: &data.subjects };
            lists::bind(table, of, work)
        }
        // Not asked for, and nobody has a record.
        None => Records { first: vec![0; data.subjects.len() + 1], ..Records::default() },
    });
    let records = records.collect();
    data.lists = records;
    (data, index)
}

/// What all tables of a run add to.
#[derive(Default)]
struct Work {
    findings: Findings,
    texts: Texts,
    seal: Seal,
}
