//! Layers: the first is whole, a later one holds only what it changes.

use std::collections::BTreeSet;

use super::findings::Misfit;
use super::header::{Header, Target, Wanted, headers};
use super::mend;
use super::odd::left_out;
use super::of::Of;
use super::place::{cell_at, place as at_row};
use super::residue::residue;
use super::row::{ragged, unnamed};
use super::slot::Slot;
use super::spelling::listed;
use super::subjects::Index;
use super::{Work, calendar, changes, levels, lists, tables, whole};
use crate::data::{Cell as Value, Dataset, Ledger, Override, Records, Row, Table};
use crate::plan::{InputId, LayerId, Scheme};
use crate::source::{Cell, Checked, Code, Text, closest};

/// Binds the folders of a run, each with its tables; the name of the top folder is empty. One dataset a layer, in the
/// order of the layers; data in one piece are one dataset, that of the last layer. Everything must stand as it is read.
pub fn bind_layers(folders: Vec<(String, Vec<Table>)>, scheme: &Scheme) -> Checked<Vec<Dataset>> {
    let mut work = Work::default();
    let bound = bound(folders, scheme, &mut work);
    work.findings.refuse_repairs();
    Checked::sound(bound, work.findings.all())
}

/// The same of tables as they come: what has to be read otherwise than it stands is, and goes into the ledger.
pub fn take_in(
    folders: Vec<(String, Vec<Table>)>,
    scheme: &Scheme,
    ledger: &mut Ledger,
) -> Checked<Vec<Dataset>> {
    let mut work = Work::default();
    let bound = bound(folders, scheme, &mut work);
    ledger.repairs.append(&mut work.findings.ledger.repairs);
    Checked::sound(bound, work.findings.all())
}

fn bound(mut folders: Vec<(String, Vec<Table>)>, scheme: &Scheme, work: &mut Work) -> Vec<Dataset> {
    if scheme.layers.is_empty() || folders.iter().all(|(name, _)| name.is_empty()) {
        let tables = folders.into_iter().flat_map(|(_, tables)| tables).collect();
        return vec![super::in_one_piece(tables, scheme, work)];
    }
    folders.iter().flat_map(|(_, tables)| tables).for_each(|table| work.findings.read_as(table));
    let calendars = folders.iter_mut().flat_map(|(_, tables)| calendar::taken_out(tables, scheme)).collect();
    let file = folders.iter().flat_map(|(_, tables)| tables).next().map(|table| table.file.clone());
    let calendar = calendar::bind(calendars, scheme, work, file.as_deref().unwrap_or("subjects.csv"));
    let folders = in_order(folders, scheme, work);
    let mut bound: Vec<Dataset> = Vec::new();
    let mut index = Index::default();
    for (layer, mut tables) in folders {
        work.seal.layer(scheme.layer(layer));
        let changes: Vec<Table> = tables.extract_if(.., |table| changes::is_changes(table)).collect();
        let mut data = match bound.last() {
            None => {
                let (data, subjects) = whole(tables, scheme, work);
                index = subjects;
                Dataset { layer: Some(layer), calendar: calendar.clone(), ..data }
            }
            Some(before) => {
                let mut data = Dataset { layer: Some(layer), ..before.clone() };
                amend(tables, Of { scheme, index: &index, layer }, work, &mut data);
                data
            }
        };
        for table in changes {
            let of = Of { scheme, index: &index, layer };
            changes::bind(table, of, work, (&mut data, bound.last()));
        }
        levels::check(scheme, &data, bound.last(), &mut work.findings);
        data.texts = work.texts.list().to_vec();
        data.digest = work.seal.clone().close();
        bound.push(data);
    }
    bound
}

/// The layers that have data, in order. Files at the top are those of the first.
fn in_order(
    folders: Vec<(String, Vec<Table>)>,
    scheme: &Scheme,
    work: &mut Work,
) -> Vec<(LayerId, Vec<Table>)> {
    let mut layers: Vec<(LayerId, Vec<Table>)> = Vec::new();
    for (name, tables) in folders.into_iter().filter(|(_, tables)| !tables.is_empty()) {
        let file = tables.first().map_or(name.clone(), |table| table.file.clone());
        let at =
            if name.is_empty() { Some(0) } else { scheme.layers.iter().position(|layer| *layer == name) };
        match at.and_then(|at| u32::try_from(at).ok()).map(LayerId) {
            None => work.findings.add(unknown(&name, scheme).at(Cell::file(&file))),
            Some(layer) if layers.iter().any(|(other, _)| *other == layer) => {
                work.findings.add(first_twice(scheme.layer(layer)).at(Cell::file(&file)));
            }
            Some(layer) => layers.push((layer, tables)),
        }
    }
    layers.sort_by_key(|(layer, _)| *layer);
    match layers.first() {
        Some((LayerId(0), _)) => {}
        Some((layer, tables)) => {
            let first = scheme.layer(LayerId(0));
            let file = tables.first().map_or(scheme.layer(*layer), |table| &table.file).to_owned();
            work.findings.add(no_first(first, scheme.layer(*layer)).at(Cell::file(&file)));
            layers.clear();
        }
        None => {}
    }
    layers
}

fn unknown(name: &str, scheme: &Scheme) -> Box<Misfit> {
    let names = || scheme.layers.iter().map(String::as_str);
    let all = listed(names());
    let help = match closest(name, names()) {
        Some(near) => Text::new(
            format!("是不是“{near}”? 规则的层次: {all}"),
            format!("did you mean `{near}`? the layers of the rules: {all}"),
        ),
        None => Text::new(
            format!("改文件夹的名字, 或把它移走; 规则的层次: {all}"),
            format!("rename the folder or move it away; the layers of the rules: {all}"),
        ),
    };
    let message =
        Text::new(format!("规则里没有“{name}”这个层次"), format!("the rules have no layer `{name}`"));
    Misfit::new(Code::UnknownLayer, message, help)
}

fn first_twice(first: &str) -> Box<Misfit> {
    Misfit::new(
        Code::DuplicateColumn,
        Text::new(
            format!("“{first}”的数据有两份: 一份在子文件夹 {first}/, 一份在它外面"),
            format!("the data of `{first}` are there twice: in the folder {first}/ and outside of it"),
        ),
        Text::new(
            format!("留一份: 都放进 {first}/, 或都放在外面"),
            format!("keep one: put all of it into {first}/, or all of it outside"),
        ),
    )
}

fn no_first(first: &str, there: &str) -> Box<Misfit> {
    Misfit::new(
        Code::NoSubjects,
        Text::new(
            format!("有“{there}”的数据, 没有它所修改的“{first}”的数据"),
            format!("there are data of `{there}`, but none of `{first}`, which they change"),
        ),
        Text::new(
            format!("加上 {first}/subjects.csv: 编号, 名称, 然后是各项数据, 全部写上"),
            format!("add {first}/subjects.csv: id, name, then all the inputs"),
        ),
    )
}

/// A later layer: cells and lists that it changes.
fn amend(tables: Vec<Table>, of: Of<'_>, work: &mut Work, data: &mut Dataset) {
    let tables = tables::sorted(tables, of.scheme, &mut work.findings);
    if let Some(table) = tables.subjects {
        cells(table, of, work, data);
    }
    for (at, (list, table)) in of.scheme.lists.iter().zip(tables.lists).enumerate() {
        let Some(table) = table else { continue };
        let list = lists::Of { scheme: of.scheme, list, index: of.index, subjects: &data.subjects };
        let later = lists::bind(table, list, work);
        if let Some(records) = data.lists.get_mut(at) {
            *records = replaced(records, &later, data.subjects.len());
        }
    }
}

/// The cells of a later subjects table: an empty one changes nothing.
fn cells(table: Table, of: Of<'_>, work: &mut Work, data: &mut Dataset) {
    let slots: Vec<Slot<'_>> = of.scheme.inputs.iter().map(Slot::of_input).collect();
    let slots: Vec<Slot<'_>> = slots.into_iter().map(|slot| Slot { required: false, ..slot }).collect();
    let wanted = Wanted { slots: &slots, names: true, subject_kind: &of.scheme.subject_kind };
    let headers = headers(&table, &wanted, &mut work.findings);
    work.seal.table(&table);
    let mut amending = Amending { of, slots: &slots, headers, file: table.file, seen: BTreeSet::new() };
    for row in table.rows {
        match row {
            Ok(row) => amending.row(&row, work, data),
            Err(found) => work.findings.add(*found),
        }
    }
}

struct Amending<'a> {
    of: Of<'a>,
    slots: &'a [Slot<'a>],
    headers: Vec<Header>,
    file: String,
    seen: BTreeSet<u32>,
}

impl Amending<'_> {
    fn row(&mut self, row: &Row, work: &mut Work, data: &mut Dataset) {
        work.seal.cells(row);
        let at = self.headers.iter().position(|header| header.target == Target::Id);
        let Some(at) = at else { return };
        if left_out(row, &self.headers, &self.file, &mut work.findings) {
            return;
        }
        let (id, mended) = mend::id(row.cell(at), row.mark(at));
        if let Some(mended) = mended {
            let header = self.headers.get(at).map_or("", |header| header.text.as_str());
            work.findings.repaired(cell_at(&self.file, row.number, (at, header), &id), mended);
        }
        let misfit = if !row.fits(self.headers.len()) {
            Some(ragged(row, &self.headers))
        } else {
            match self.of.index.place(&id) {
                None => Some(lists::unknown_subject(&id, "subjects", &data.subjects)),
                Some(subject) if !self.seen.insert(subject) => Some(twice(&id)),
                Some(subject) => {
                    for at in 0..self.headers.len() {
                        self.cell((row, at), (subject, &id), work, data);
                    }
                    None
                }
            }
        };
        if let Some(misfit) = misfit {
            work.findings.add(misfit.at(at_row(&self.file, row.number, Some("编号"), &id)));
        }
    }

    fn cell(
        &mut self,
        (row, at): (&Row, usize),
        (subject, id): (u32, &str),
        work: &mut Work,
        data: &mut Dataset,
    ) {
        let (text, Some(header)) = (row.cell(at).trim(), self.headers.get_mut(at)) else { return };
        if text.is_empty() {
            return;
        }
        let read = match header.target {
            Target::Slot(slot) => match self.slots.get(slot) {
                Some(known) => {
                    let unit = header.unit.as_ref();
                    let (value, mended) = mend::read((text, row.mark(at)), *known, unit, &mut work.texts);
                    if let Some(mended) = mended {
                        let place = cell_at(&self.file, row.number, (at, &header.text), id);
                        work.findings.repaired(place, mended);
                    }
                    // A dash in a later layer changes nothing, as an empty cell does.
                    if matches!(value, Ok(Value::Missing)) {
                        return;
                    }
                    value.map(|value| (slot, value))
                }
                None => return,
            },
            Target::Unnamed => {
                header.target = Target::Lost;
                Err(unnamed(at, text))
            }
            Target::Id | Target::Name | Target::Lost => return,
        };
        match read {
            Ok((slot, value)) => {
                let place = data.place(&self.file, &header.text);
                let (layer, row) = (self.of.layer, row.number);
                let input = InputId(u32::try_from(slot).unwrap_or(u32::MAX));
                if let Some(known) = self.slots.get(slot)
                    && let Some(misfit) = residue(text, *known, &value, Some((self.of.scheme, input)))
                {
                    let place = at_row(&self.file, row, Some(&header.text), id);
                    work.findings.add(misfit.at(place));
                }
                data.put(
                    (input, subject),
                    value,
                    Override { layer, from: Value::Missing, place, row, note: None },
                );
            }
            Err(misfit) => {
                work.findings.add(misfit.at(at_row(&self.file, row.number, Some(&header.text), id)));
            }
        }
    }
}

fn twice(id: &str) -> Box<Misfit> {
    Misfit::new(
        Code::DuplicateSubject,
        Text::new(
            format!("编号“{id}”在这个层次里写了两行"),
            format!("the id `{id}` has two rows in this layer"),
        ),
        Text::new("并成一行", "make one row of them"),
    )
}

/// The records of the subjects that the later table names are those of the later table, all others stay.
fn replaced(records: &Records, later: &Records, subjects: usize) -> Records {
    let mut merged = Records {
        file: records.file.clone(),
        fields: later.fields.iter().map(|_| Vec::new()).collect(),
        later: records.later.clone(),
        ..Records::default()
    };
    for subject in 0..subjects {
        merged.first.push(u32::try_from(merged.rows.len()).unwrap_or(u32::MAX));
        let range = |from: &Records| {
            let first = |at: usize| from.first.get(at).map_or(0, |&at| at as usize);
            first(subject)..first(subject + 1)
        };
        let named = !range(later).is_empty();
        if named && let Ok(subject) = u32::try_from(subject) {
            merged.later.insert(subject, later.file.clone());
        }
        let from = if named { later } else { records };
        for at in range(from) {
            merged.rows.push(from.rows.get(at).copied().unwrap_or(0));
            for (field, column) in merged.fields.iter_mut().enumerate() {
                let cell = from.fields.get(field).and_then(|column| column.get(at));
                column.push(cell.cloned().unwrap_or(Value::Missing));
            }
        }
    }
    merged.first.push(u32::try_from(merged.rows.len()).unwrap_or(u32::MAX));
    merged
}
