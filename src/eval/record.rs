//! The recorder: off while many are scored, on when one is explained. The evaluation is the same code either way.

use std::cmp::Ordering;

use super::{CellState, Quantity, Read, Reading, Step, Value, Working};
use crate::data::Cell;
use crate::plan::{FieldId, ListId};
use crate::source::Span;

/// Takes note of what an evaluation reads and does.
pub(super) trait Recorder {
    /// A quantity was read.
    fn read(&mut self, quantity: Quantity, reading: impl FnOnce() -> Reading);
    /// A figure of a list, or a condition that chose a branch, was worked out.
    fn figure(&mut self, span: Span, value: impl FnOnce() -> Value);
    /// Working days were counted between these days.
    fn counted(&mut self, from: i32, to: i32);
    /// A year that the calendar does not know was met.
    fn unknown_year(&mut self, year: i32);
    /// A figure of a list left out so many records, of matters that counted already.
    fn left_out(&mut self, span: Span, records: usize);
    /// A condition, or a part of one that 且 or 或 joins, was decided.
    fn judged(&mut self, condition: Span, holds: bool);
    /// A number or a day was held against a bound (or compared, by the comparison's own place).
    fn compared(&mut self, bound: Span, order: impl FnOnce() -> Ordering);
    /// A field of a record was read.
    fn field(&mut self, field: (ListId, FieldId), cell: &Cell);
    /// A step was taken.
    fn step(&mut self, step: impl FnOnce() -> Step);
}

/// Takes no note.
pub(super) struct Silent;

impl Recorder for Silent {
    fn read(&mut self, _: Quantity, _: impl FnOnce() -> Reading) {}
    fn figure(&mut self, _: Span, _: impl FnOnce() -> Value) {}
    fn counted(&mut self, _: i32, _: i32) {}
    fn unknown_year(&mut self, _: i32) {}
    fn left_out(&mut self, _: Span, _: usize) {}
    fn judged(&mut self, _: Span, _: bool) {}
    fn compared(&mut self, _: Span, _: impl FnOnce() -> Ordering) {}
    fn field(&mut self, _: (ListId, FieldId), _: &Cell) {}
    fn step(&mut self, _: impl FnOnce() -> Step) {}
}

impl Recorder for Working {
    fn read(&mut self, quantity: Quantity, reading: impl FnOnce() -> Reading) {
        if !self.reads.iter().any(|read| read.quantity == quantity) {
            self.reads.push(Read { quantity, reading: reading() });
        }
    }

    fn figure(&mut self, span: Span, value: impl FnOnce() -> Value) {
        if !self.figures.iter().any(|(at, _)| *at == span) {
            self.figures.push((span, value()));
        }
    }

    fn counted(&mut self, from: i32, to: i32) {
        self.counted.push((from.min(to), from.max(to)));
    }

    fn unknown_year(&mut self, year: i32) {
        self.unknown_years.insert(year);
    }

    fn left_out(&mut self, span: Span, records: usize) {
        if !self.left_out.iter().any(|(at, _)| *at == span) {
            self.left_out.push((span, records));
        }
    }

    fn judged(&mut self, condition: Span, holds: bool) {
        self.judged.insert((condition, holds));
    }

    fn compared(&mut self, bound: Span, order: impl FnOnce() -> Ordering) {
        self.compared.insert((bound, order()));
    }

    fn field(&mut self, (list, field): (ListId, FieldId), cell: &Cell) {
        self.fields.insert((list, field, CellState::of(cell)));
    }

    fn step(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }
}
