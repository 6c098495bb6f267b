//! The subjects table: who is assessed, and a column of cells for each input.

use std::collections::HashMap;

use super::Work;
use super::findings::Misfit;
use super::header::{Header, Target, Wanted, headers};
use super::mend;
use super::odd::left_out;
use super::place::{cell_at, place};
use super::row::{Into, Taken, ragged, take};
use super::slot::Slot;
use crate::data::{Dataset, Row, Subject, Table};
use crate::plan::Scheme;
use crate::source::{self, Code, Text};

/// The subjects by id. Only looked into, so its order is never seen.
#[derive(Default)]
pub(super) struct Index {
    places: HashMap<String, u32>,
}

impl Index {
    pub(super) fn place(&self, id: &str) -> Option<u32> {
        self.places.get(id).copied()
    }
}

/// Binds the subjects.
pub(super) fn bind(table: Table, scheme: &Scheme, work: &mut Work, data: &mut Dataset) -> Index {
    let slots: Vec<Slot<'_>> = scheme.inputs.iter().map(Slot::of_input).collect();
    let wanted = Wanted { slots: &slots, names: true, subject_kind: &scheme.subject_kind };
    let headers = headers(&table, &wanted, &mut work.findings);
    work.seal.table(&table);
    data.file.clone_from(&table.file);
    data.inputs = slots.iter().map(|_| Vec::new()).collect();
    data.headers = slots.iter().enumerate().map(|(at, _)| header_of(&headers, at)).collect();
    let has_id = headers.iter().any(|header| header.target == Target::Id);
    let mut binding =
        Subjects { scheme, slots: &slots, headers, has_id, work, data, index: Index::default() };
    for row in table.rows {
        match row {
            Ok(row) => binding.row(&row),
            Err(found) => binding.work.findings.add(*found),
        }
    }
    binding.finish()
}

fn header_of(headers: &[Header], at: usize) -> Option<String> {
    headers.iter().find(|header| header.target == Target::Slot(at)).map(|header| header.text.clone())
}

struct Subjects<'a> {
    scheme: &'a Scheme,
    slots: &'a [Slot<'a>],
    headers: Vec<Header>,
    has_id: bool,
    work: &'a mut Work,
    data: &'a mut Dataset,
    index: Index,
}

impl Subjects<'_> {
    fn row(&mut self, row: &Row) {
        self.work.seal.cells(row);
        if left_out(row, &self.headers, &self.data.file, &mut self.work.findings) {
            return;
        }
        let subject = self.subject(row);
        let name = subject.name.clone();
        self.enter(subject);
        let whole = row.fits(self.headers.len());
        if !whole {
            let place = place(&self.data.file, row.number, None, &name);
            self.work.findings.add(ragged(row, &self.headers).at(place));
        }
        for at in 0..self.headers.len() {
            self.cell((row, whole), at, &name);
        }
    }

    fn subject(&mut self, row: &Row) -> Subject {
        let at = |wanted: Target| self.headers.iter().position(|header| header.target == wanted);
        let (id_at, name_at) = (at(Target::Id), at(Target::Name));
        let (id, id_mended) = id_at.map(|at| mend::id(row.cell(at), row.mark(at))).unwrap_or_default();
        let (name, name_mended) = name_at.map(|at| mend::name(row.cell(at))).unwrap_or_default();
        let name = if name.is_empty() { id.clone() } else { name };
        for (at, mended) in [(id_at, id_mended), (name_at, name_mended)] {
            if let Some((at, mended)) = at.zip(mended) {
                let header = self.headers.get(at).map_or("", |header| header.text.as_str());
                let place = cell_at(&self.data.file, row.number, (at, header), &name);
                self.work.findings.repaired(place, mended);
            }
        }
        Subject { id, name, row: row.number }
    }

    /// Takes the subject in; its row keeps its place also when the id is wrong, so that columns stay aligned.
    fn enter(&mut self, subject: Subject) {
        let place = place(&self.data.file, subject.row, Some("编号"), &subject.name);
        let at = u32::try_from(self.data.subjects.len()).unwrap_or(u32::MAX);
        if subject.id.is_empty() {
            if self.has_id {
                self.work.findings.add(no_id(subject.row).at(place));
            }
        } else if let Some(first) = self.index.place(&subject.id) {
            let first = self.data.subjects.get(first as usize).map_or(0, |first| first.row);
            self.work.findings.add(twice(&subject, first).at(place));
        } else {
            self.index.places.insert(subject.id.clone(), at);
        }
        self.data.subjects.push(subject);
    }

    /// Cells of a row of the wrong length may stand in the wrong column: they are not read.
    fn cell(&mut self, (row, whole): (&Row, bool), at: usize, name: &str) {
        let Some(header) = self.headers.get_mut(at) else { return };
        let scheme = Some(self.scheme);
        let into =
            Into { slots: self.slots, scheme, columns: &mut self.data.inputs, texts: &mut self.work.texts };
        let Taken { misfit, mended } = take(whole.then_some(row), at, header, into);
        if misfit.is_none() && mended.is_none() {
            return;
        }
        let place = cell_at(&self.data.file, row.number, (at, &header.text), name);
        self.work.findings.told((misfit, mended), place);
    }

    fn finish(self) -> Index {
        if self.data.subjects.is_empty() {
            let misfit = Misfit::new(
                Code::NoSubjects,
                Text::new("名单里没有一个对象", "the table has no subjects"),
                Text::new("表头之下每个对象写一行", "below the header, write one row a subject"),
            );
            self.work.findings.add(misfit.at(source::Cell::file(&self.data.file)));
        }
        for column in &mut self.data.inputs {
            column.shrink_to_fit();
        }
        self.index
    }
}

fn no_id(row: u64) -> Box<Misfit> {
    Misfit::new(
        Code::BadCell,
        Text::new(format!("第 {row} 行没有编号"), format!("row {row} has no id")),
        Text::new("每个对象要有一个编号, 各不相同", "every subject needs an id of its own"),
    )
}

fn twice(subject: &Subject, first: u64) -> Box<Misfit> {
    let (id, row) = (&subject.id, subject.row);
    Misfit::new(
        Code::DuplicateSubject,
        Text::new(
            format!("编号“{id}”在第 {first} 行和第 {row} 行各出现一次"),
            format!("the id `{id}` stands in row {first} and again in row {row}"),
        ),
        Text::new(
            "同一对象留一行; 不同的对象改用不同的编号",
            "keep one row for one subject; give different subjects different ids",
        ),
    )
}
