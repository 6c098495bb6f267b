//! The cells that may be varied, each with what is tried in it, and the ways of going through them.

use super::cells::{self, Cells};
use super::made::Made;
use super::reads::Reads;
use crate::data::Cell;
use crate::plan::{FieldId, InputId, ListId, Scheme, ValueType};

/// What is varied.
#[derive(Clone, Debug)]
pub(in crate::study) enum Axis {
    /// The cell of an input.
    Input(InputId, Cells),
    /// The records of a list.
    List(ListId, Vec<Vec<Vec<Cell>>>),
}

/// What a part reads, as axes. Dependent inputs come first, since branches hang on them.
pub(in crate::study) fn axes(scheme: &Scheme, reads: &Reads) -> Vec<Axis> {
    let is_list = |id: &InputId| matches!(scheme.input(*id).value_type, ValueType::List(_));
    let inputs = reads.inputs.iter().filter(|id| !is_list(id));
    let inputs = inputs.map(|id| Axis::Input(*id, cells::of_input(scheme, reads, *id)));
    let lists = reads.lists.iter().map(|id| Axis::List(*id, records(scheme, reads, *id)));
    inputs.chain(lists).collect()
}

impl Axis {
    /// How many things are tried.
    pub(in crate::study) fn len(&self) -> usize {
        match self {
            Axis::Input(_, cells) => cells.values.len() + cells.states.len(),
            Axis::List(_, sets) => sets.len(),
        }
    }

    /// How many of them are values, which come first.
    pub(super) fn values(&self) -> usize {
        match self {
            Axis::Input(_, cells) => cells.values.len(),
            Axis::List(_, sets) => sets.len(),
        }
    }

    /// Puts one of them into a subject.
    pub(super) fn put(&self, made: &mut Made, at: usize) {
        match self {
            Axis::Input(id, cells) => {
                if let (Some(slot), Some(cell)) = (made.cells.get_mut(id.0 as usize), cells.all().nth(at)) {
                    *slot = cell.clone();
                }
            }
            Axis::List(id, sets) => {
                if let (Some(slot), Some(set)) = (made.records.get_mut(id.0 as usize), sets.get(at)) {
                    slot.clone_from(set);
                }
            }
        }
    }
}

/// Sets of records: none, one, two that differ in one field, three.
fn records(scheme: &Scheme, reads: &Reads, id: ListId) -> Vec<Vec<Vec<Cell>>> {
    let fields = &scheme.list(id).fields;
    let tried: Vec<Cells> = fields
        .iter()
        .map(|field| cells::of_field((&field.value_type, &field.range), &field.missing, reads))
        .collect();
    let read = |at: usize| {
        let field = u32::try_from(at).map(FieldId);
        field.is_ok_and(|field| reads.fields.contains(&(id, field)))
    };
    let plain = |skip: usize| -> Vec<Cell> {
        let nth = |cells: &Cells| cells.values.iter().cycle().nth(skip).cloned().unwrap_or(Cell::Missing);
        tried.iter().map(nth).collect()
    };
    let mut sets = vec![vec![plain(0)], Vec::new(), vec![plain(1)], vec![plain(0), plain(1)]];
    for (at, cells) in tried.iter().enumerate().filter(|(at, _)| read(*at)) {
        for cell in cells.all() {
            let mut other = plain(0);
            if let Some(slot) = other.get_mut(at) {
                slot.clone_from(cell);
            }
            sets.push(vec![other.clone()]);
            sets.push(vec![plain(0), other.clone()]);
            sets.push(vec![other, plain(1), plain(2)]);
        }
    }
    sets.truncate(MOST_SETS);
    sets
}

const MOST_SETS: usize = 150;

/// All combinations, if there are not too many.
pub(in crate::study) fn product(axes: &[Axis], base: &Made, most: usize) -> Option<Vec<Made>> {
    let count = axes.iter().try_fold(1usize, |count, axis| count.checked_mul(axis.len()));
    let count = count.filter(|count| *count <= most)?;
    let nth = |mut number: usize| {
        let mut made = base.clone();
        for axis in axes {
            axis.put(&mut made, number % axis.len().max(1));
            number /= axis.len().max(1);
        }
        made
    };
    Some((0..count).map(nth).collect())
}

/// So many combinations drawn as if at random, mostly of values; the same on every machine.
pub(in crate::study) fn drawn(axes: &[Axis], base: &Made, count: usize) -> Vec<Made> {
    let mut state: u64 = 0x2019;
    let mut below = |limit: usize| {
        // Knuth's MMIX generator; its upper bits are good enough to pick with.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let upper = usize::try_from(state >> 33).unwrap_or(0);
        if limit == 0 { 0 } else { upper % limit }
    };
    let mut one = || {
        let mut made = base.clone();
        for axis in axes {
            let among = if below(16) == 0 { axis.len() } else { axis.values() };
            // The plainest first: they are what the other cells need to have an effect.
            let among = if below(2) == 0 { among.min(4) } else { among };
            axis.put(&mut made, below(among));
        }
        made
    };
    (0..count).map(|_| one()).collect()
}

/// One cell changed at a time, then two, from a base.
pub(super) fn near(axes: &[Axis], base: &Made, most: usize) -> Vec<Made> {
    let with = |from: &Made, axis: &Axis, at: usize| {
        let mut made = from.clone();
        axis.put(&mut made, at);
        made
    };
    let mut all: Vec<Made> = vec![base.clone()];
    for axis in axes {
        all.extend((0..axis.len()).map(|at| with(base, axis, at)));
    }
    for (place, axis) in axes.iter().enumerate() {
        for other in axes.iter().skip(place + 1) {
            for at in 0..axis.len() {
                if all.len() >= most {
                    return all;
                }
                let first = with(base, axis, at);
                all.extend((0..other.len()).map(|at| with(&first, other, at)));
            }
        }
    }
    all.truncate(most);
    all
}
