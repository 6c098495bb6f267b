//! The table of a list: records, put together by subject.

use super::Work;
use super::findings::Misfit;
use super::header::{Header, Target, Wanted, headers};
use super::mend;
use super::odd::left_out;
use super::place::{cell_at, place};
use super::row::{Into, Taken, ragged, take};
use super::slot::Slot;
use super::subjects::Index;
use crate::data::{Cell, Column, Records, Row, Subject, Table};
use crate::plan::{List, Scheme};
use crate::source::{Code, Text, closest};

/// The most subjects among which an id is suggested.
const SUGGESTED_FROM: usize = 2000;

/// Whose list it is.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) list: &'a List,
    pub(super) index: &'a Index,
    pub(super) subjects: &'a [Subject],
}

/// Binds the records of one list.
pub(super) fn bind(table: Table, of: Of<'_>, work: &mut Work) -> Records {
    let slots: Vec<Slot<'_>> = of.list.fields.iter().map(Slot::of_field).collect();
    // A list without records, from YAML, says nothing of its fields: then none is missing.
    let bare = table.headers.len() <= 1;
    let slots: Vec<Slot<'_>> = slots.into_iter().map(|slot| Slot { required: !bare, ..slot }).collect();
    let wanted = Wanted { slots: &slots, names: false, subject_kind: &of.scheme.subject_kind };
    let headers = headers(&table, &wanted, &mut work.findings);
    work.seal.table(&table);
    let records = Records {
        file: table.file,
        fields: slots.iter().map(|_| Vec::new()).collect(),
        ..Records::default()
    };
    let mut binding = Binding { slots: &slots, headers, of, work, records, owners: Vec::new() };
    for row in table.rows {
        match row {
            Ok(row) => binding.row(&row),
            Err(found) => binding.work.findings.add(*found),
        }
    }
    binding.grouped()
}

struct Binding<'a> {
    slots: &'a [Slot<'a>],
    headers: Vec<Header>,
    of: Of<'a>,
    work: &'a mut Work,
    records: Records,
    /// The subject of each record.
    owners: Vec<u32>,
}

impl Binding<'_> {
    fn row(&mut self, row: &Row) {
        self.work.seal.cells(row);
        if left_out(row, &self.headers, &self.records.file, &mut self.work.findings) {
            return;
        }
        let at = self.headers.iter().position(|header| header.target == Target::Id);
        let (id, mended) = at.map(|at| mend::id(row.cell(at), row.mark(at))).unwrap_or_default();
        if let Some((at, mended)) = at.zip(mended) {
            let header = self.headers.get(at).map_or("", |header| header.text.as_str());
            let place = cell_at(&self.records.file, row.number, (at, header), &id);
            self.work.findings.repaired(place, mended);
        }
        if !row.fits(self.headers.len()) {
            let misfit = ragged(row, &self.headers);
            return self.add(row, None, (&id, misfit));
        }
        match (self.of.index.place(&id), at) {
            (Some(owner), _) => self.record(row, owner, &id),
            (None, Some(at)) => {
                let name = &self.of.scheme.input(self.of.list.input).column;
                let misfit = unknown_subject(&id, name, self.of.subjects);
                self.add(row, Some(at), (&id, misfit));
                // Its other cells are looked at all the same.
                self.record(row, u32::MAX, &id);
            }
            (None, None) => {}
        }
    }

    fn record(&mut self, row: &Row, owner: u32, id: &str) {
        self.owners.push(owner);
        self.records.rows.push(row.number);
        for at in 0..self.headers.len() {
            let Some(header) = self.headers.get_mut(at) else { continue };
            let columns = &mut self.records.fields;
            let into = Into { slots: self.slots, scheme: None, columns, texts: &mut self.work.texts };
            let Taken { misfit, mended } = take(Some(row), at, header, into);
            if misfit.is_some() || mended.is_some() {
                let place = cell_at(&self.records.file, row.number, (at, &header.text), id);
                self.work.findings.told((misfit, mended), place);
            }
        }
    }

    fn add(&mut self, row: &Row, at: Option<usize>, (subject, misfit): (&str, Box<Misfit>)) {
        let column = at.and_then(|at| self.headers.get(at)).map(|header| header.text.as_str());
        let place = place(&self.records.file, row.number, column, subject);
        self.work.findings.add(misfit.at(place));
    }

    /// Records in the order of their subjects; those of one subject stay in the order of the file.
    fn grouped(mut self) -> Records {
        if !self.owners.is_sorted() {
            let mut order: Vec<u32> = (0..).take(self.owners.len()).collect();
            order.sort_by_key(|&at| self.owners.get(at as usize).copied());
            for column in &mut self.records.fields {
                *column = picked(column, &order);
            }
            let rows = &self.records.rows;
            self.records.rows = order.iter().filter_map(|&at| rows.get(at as usize).copied()).collect();
            self.owners.sort_unstable();
        }
        let subjects = u32::try_from(self.of.subjects.len()).unwrap_or(u32::MAX);
        let before = |subject: u32| self.owners.partition_point(|&owner| owner < subject);
        self.records.first =
            (0..=subjects).map(|subject| u32::try_from(before(subject)).unwrap_or(u32::MAX)).collect();
        self.records
    }
}

/// The cells in another order.
fn picked(column: &mut Column, order: &[u32]) -> Column {
    let mut take = |at: &u32| column.get_mut(*at as usize).map(|cell| std::mem::replace(cell, Cell::Missing));
    order.iter().filter_map(&mut take).collect()
}

/// A row of the table `name` whose id is none of the subjects'.
pub(super) fn unknown_subject(id: &str, name: &str, subjects: &[Subject]) -> Box<Misfit> {
    if id.is_empty() {
        return Misfit::new(
            Code::UnknownSubject,
            Text::new(format!("“{name}”的这条记录没有编号"), format!("this record of `{name}` has no id")),
            Text::new("写上它属于哪个对象的编号", "give the id of the subject it belongs to"),
        );
    }
    // Among very many ids every wrong one is near some other, and looking for it would take long.
    let ids = subjects.iter().take(if subjects.len() <= SUGGESTED_FROM { SUGGESTED_FROM } else { 0 });
    let help = match closest(id, ids.map(|subject| subject.id.as_str())) {
        Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
        None => Text::new(
            "改编号, 或把这个对象加进名单",
            "correct the id, or add the subject to the subjects table",
        ),
    };
    let message = Text::new(format!("名单里没有编号“{id}”"), format!("no subject has the id `{id}`"));
    Misfit::new(Code::UnknownSubject, message, help)
}
