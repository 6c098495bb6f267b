//! Subjects made up cell by cell, and the dataset they are.

use crate::data::{Cell, Dataset, Records, Subject, TextId};
use crate::plan::{FieldId, InputId, ListId, Method, Scheme};

/// A made-up subject: a cell for each input, and for each list its records, a cell for each field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::study) struct Made {
    pub(in crate::study) cells: Vec<Cell>,
    pub(in crate::study) records: Vec<Vec<Vec<Cell>>>,
}

impl Made {
    /// Of whom nothing is known.
    pub(in crate::study) fn blank(scheme: &Scheme) -> Made {
        Made {
            cells: vec![Cell::Missing; scheme.inputs.len()],
            records: vec![Vec::new(); scheme.lists.len()],
        }
    }

    /// Whether data may say so: points that an assessor gives lie within the level given with them.
    pub(in crate::study) fn fits(&self, scheme: &Scheme) -> bool {
        scheme.indicators.iter().all(|indicator| {
            let Some(Method::Levels { level, points: Some(points), levels }) = indicator.method() else {
                return true;
            };
            let cell = |input: &InputId| self.cells.get(input.0 as usize);
            let (Some(Cell::Choice(at)), Some(Cell::Number(given))) = (cell(level), cell(points)) else {
                return true;
            };
            levels.get(*at as usize).is_some_and(|level| level.range.contains(given))
        })
    }

    /// A subject of a dataset. Its texts are told apart by their places there.
    pub(super) fn from(data: &Dataset, scheme: &Scheme, subject: usize) -> Made {
        let cells = (0..).map(InputId).take(scheme.inputs.len());
        let cells = cells.map(|input| data.cell(input, subject).clone()).collect();
        let records = (0..).map(ListId).zip(&scheme.lists).map(|(list, fields)| {
            let of = |record: usize| {
                let fields = (0..).map(FieldId).take(fields.fields.len());
                fields.map(|field| data.field(list, field, record).clone()).collect::<Vec<Cell>>()
            };
            data.records(list, subject).map(of).collect::<Vec<_>>()
        });
        Made { cells, records: records.collect() }
    }
}

/// Made-up subjects as data. `like` lends its texts and its calendar.
pub(in crate::study) fn dataset(scheme: &Scheme, like: &Dataset, subjects: &[Made]) -> Dataset {
    let named =
        (1..).zip(subjects).map(|(row, _)| Subject { id: row.to_string(), name: row.to_string(), row });
    let column = |input: usize| {
        subjects.iter().map(|made| made.cells.get(input).cloned().unwrap_or(Cell::Missing)).collect()
    };
    Dataset {
        subjects: named.collect(),
        inputs: (0..scheme.inputs.len()).map(column).collect(),
        headers: scheme.inputs.iter().map(|input| Some(input.column.clone())).collect(),
        lists: (0..scheme.lists.len()).map(|list| records(scheme, subjects, list)).collect(),
        texts: like.texts.clone(),
        calendar: like.calendar.clone(),
        layer: like.layer,
        ..Dataset::default()
    }
}

fn records(scheme: &Scheme, subjects: &[Made], list: usize) -> Records {
    let of = |made: &'_ Made| made.records.get(list).cloned().unwrap_or_default();
    let mut first = vec![0];
    let mut all: Vec<Vec<Cell>> = Vec::new();
    for made in subjects {
        all.extend(of(made));
        first.push(u32::try_from(all.len()).unwrap_or(u32::MAX));
    }
    let fields = scheme.lists.get(list).map_or(0, |list| list.fields.len());
    let column =
        |field: usize| all.iter().map(|record| record.get(field).cloned().unwrap_or(Cell::Missing)).collect();
    let who = (1..).zip(&all).map(|(row, _)| Subject { id: row.to_string(), name: row.to_string(), row });
    let fed = scheme.lists.get(list).is_some_and(|list| list.from.is_some());
    Records {
        first,
        fields: (0..fields).map(column).collect(),
        rows: (1..).take(all.len()).collect(),
        who: if fed { who.collect() } else { Vec::new() },
        ..Records::default()
    }
}

/// A text of the data, for what only has to be there.
pub(super) const SOME_TEXT: TextId = TextId(0);
