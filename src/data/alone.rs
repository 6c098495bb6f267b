//! One subject's data by itself, and data in which a cell is supposed to say something else.

use std::collections::BTreeMap;

use super::cell::{Cell, TextId};
use super::dataset::{Dataset, Records};
use super::overrides::Override;
use crate::plan::{FieldId, InputId, ListId};

impl Dataset {
    /// The data of one subject, as those of a scheme with one subject. Records of everybody stay.
    pub fn alone(&self, subject: usize) -> Dataset {
        let own = u32::try_from(subject).unwrap_or(u32::MAX);
        let overrides = self.overrides.range((InputId(0), 0)..).filter(|((_, of), _)| *of == own);
        let column = |column: &Vec<Cell>| column.get(subject).cloned().into_iter().collect();
        Dataset {
            file: self.file.clone(),
            subjects: self.subjects.get(subject).cloned().into_iter().collect(),
            inputs: self.inputs.iter().map(column).collect(),
            headers: self.headers.clone(),
            lists: (0..)
                .map(ListId)
                .zip(&self.lists)
                .map(|(id, list)| self.records_alone(id, list, subject))
                .collect(),
            texts: self.texts.clone(),
            digest: self.digest.clone(),
            layer: self.layer,
            overrides: overrides.map(|((input, _), how)| ((*input, 0), how.clone())).collect(),
            calendar: self.calendar.clone(),
            places: self.places.clone(),
        }
    }

    fn records_alone(&self, id: ListId, list: &Records, subject: usize) -> Records {
        if list.shared {
            return list.clone();
        }
        let range = self.records(id, subject);
        let count = u32::try_from(range.len()).unwrap_or(u32::MAX);
        Records {
            file: list.file_of(subject).to_owned(),
            first: vec![0, count],
            fields: list
                .fields
                .iter()
                .map(|column| column.get(range.clone()).unwrap_or(&[]).to_vec())
                .collect(),
            rows: list.rows.get(range.clone()).unwrap_or(&[]).to_vec(),
            who: list.who.get(range).unwrap_or(&[]).to_vec(),
            shared: false,
            later: BTreeMap::new(),
        }
    }

    /// Puts a cell in the place of what stands there, without a trace. Not for what layers are told from.
    pub fn set(&mut self, input: InputId, subject: usize, cell: Cell) {
        let subjects = self.subjects.len();
        let Some(column) = self.inputs.get_mut(input.0 as usize) else { return };
        if column.is_empty() {
            column.resize(subjects, Cell::Missing);
        }
        if let Some(place) = column.get_mut(subject) {
            *place = cell;
        }
    }

    /// Puts a cell of a record in the place of what stands there; `record` is a place in the list's columns.
    pub fn set_field(&mut self, list: ListId, field: FieldId, (record, cell): (usize, Cell)) {
        let Some(records) = self.lists.get_mut(list.0 as usize) else { return };
        let count = records.rows.len();
        let Some(column) = records.fields.get_mut(field.0 as usize) else { return };
        if column.is_empty() {
            column.resize(count, Cell::Missing);
        }
        if let Some(place) = column.get_mut(record) {
            *place = cell;
        }
    }

    /// From now on, what is set in a cell counts as said in the layer of these data, which is not the first.
    pub fn mark(&mut self, input: InputId, subject: usize) {
        let (Some(layer), Ok(own)) = (self.layer, u32::try_from(subject)) else { return };
        let from = self.cell(input, subject).clone();
        let entries = self.overrides.entry((input, own)).or_default();
        if entries.last().is_none_or(|last| last.layer < layer) {
            entries.push(Override { layer, from, place: u32::MAX, row: 0, note: None });
        }
    }

    /// The id of a text; one that is new is kept.
    pub fn keep(&mut self, text: &str) -> TextId {
        let at = self.texts.iter().position(|known| known == text).unwrap_or_else(|| {
            self.texts.push(text.to_owned());
            self.texts.len() - 1
        });
        TextId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

/// Supposes that a cell of one layer says something else: what later layers put in its place stays, all others have it.
/// `from` is the place of the layer among those that have data; `told` names where the new value stands.
pub fn suppose(layers: &mut [Dataset], from: usize, at: (InputId, u32), (cell, told): (&Cell, (&str, &str))) {
    let layer = layers.get(from).and_then(|data| data.layer);
    for data in layers.iter_mut().skip(from) {
        let entries = data.overrides.get_mut(&at);
        let later = entries.and_then(|entries| entries.iter_mut().find(|one| Some(one.layer) > layer));
        if let Some(later) = later {
            later.from = cell.clone();
            continue;
        }
        let before = data.cell(at.0, at.1 as usize).clone();
        data.set(at.0, at.1 as usize, cell.clone());
        let Some(layer) = layer.filter(|_| from > 0) else { continue };
        let place = data.place(told.0, told.1);
        let entries = data.overrides.entry(at).or_default();
        match entries.last_mut().filter(|last| last.layer == layer) {
            Some(last) => (last.place, last.row, last.note) = (place, 0, None),
            None => entries.push(Override { layer, from: before, place, row: 0, note: None }),
        }
    }
}
