//! The cells of a dataset layer by layer: what was overridden, and what stood there before.

use super::cell::Cell;
use super::dataset::Dataset;
use super::overrides::Override;
use crate::plan::{InputId, LayerId};

impl Dataset {
    /// How a subject's cell of an input was overridden, layer after layer; empty for nearly every cell.
    pub fn overridden(&self, input: InputId, subject: usize) -> &[Override] {
        let subject = u32::try_from(subject).unwrap_or(u32::MAX);
        self.overrides.get(&(input, subject)).map_or(&[], Vec::as_slice)
    }

    /// A subject's cell of an input as it stood in a layer: before the first override of a later one.
    pub fn cell_in(&self, layer: LayerId, input: InputId, subject: usize) -> &Cell {
        let later = self.overridden(input, subject).iter().find(|one| one.layer > layer);
        later.map_or_else(|| self.cell(input, subject), |one| &one.from)
    }

    /// Puts a value in the place of another. The same value again confirms it, and nothing is overridden.
    pub(super) fn put(&mut self, at: (InputId, u32), value: Cell, overriding: Override) {
        let subjects = self.subjects.len();
        let Some(column) = self.inputs.get_mut(at.0.0 as usize) else { return };
        if column.is_empty() {
            column.resize(subjects, Cell::Missing);
        }
        let Some(cell) = column.get_mut(at.1 as usize).filter(|cell| **cell != value) else { return };
        let from = std::mem::replace(cell, value);
        self.overrides.entry(at).or_default().push(Override { from, ..overriding });
    }

    /// The place of a file and column in `places`.
    pub(super) fn place(&mut self, file: &str, column: &str) -> u32 {
        let known = self.places.iter().position(|(one, other)| one == file && other == column);
        let at = known.unwrap_or_else(|| {
            self.places.push((file.to_owned(), column.to_owned()));
            self.places.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}
