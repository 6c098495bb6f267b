//! The bound data: a column of cells for each input, in base units.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::cell::{Cell, Column, TextId};
use super::overrides::Override;
use crate::plan::{FieldId, InputId, LayerId, ListId, Scope};
use crate::source;

/// One that is assessed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// 编号
    pub id: String,
    /// 名称
    pub name: String,
    /// Its row in the subjects table, from 1 with the header counted.
    pub row: u64,
}

/// The records of one list, those of a subject together.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Records {
    /// The file.
    pub file: String,
    /// `first[s]..first[s + 1]` are the records of subject `s`; INVARIANT: one longer than the subjects.
    pub first: Vec<u32>,
    /// A column for each field; empty where the file has no such column.
    pub fields: Vec<Column>,
    /// The row of each record in its file.
    pub rows: Vec<u64>,
    /// Of another scheme's results: the subject there that each record is; empty for records of the data.
    pub who: Vec<Subject>,
    /// 全体: the records are everybody's, and `first` says nothing.
    pub shared: bool,
    /// The files of later layers, by the subject whose records they replaced.
    pub later: BTreeMap<u32, String>,
}

impl Records {
    /// The file that the records of a subject stand in.
    pub fn file_of(&self, subject: usize) -> &str {
        u32::try_from(subject).ok().and_then(|subject| self.later.get(&subject)).unwrap_or(&self.file)
    }
}

/// The data of one scheme, those of one layer.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dataset {
    /// The subjects table's file.
    pub file: String,
    /// The subjects in data order.
    pub subjects: Vec<Subject>,
    /// A column for each input of the scheme, in its order; that of a list, or of an input the data have no column
    /// for, is empty.
    pub inputs: Vec<Column>,
    /// The header of each input's column as it stands in the file; none when the data has no such column.
    pub headers: Vec<Option<String>>,
    /// The records of each list of the scheme, in its order.
    pub lists: Vec<Records>,
    /// The texts.
    pub texts: Vec<String>,
    /// SHA-256 over the tables as they were read, those of earlier layers among them, in hexadecimal.
    pub digest: String,
    /// The layer; none for data in one piece, which are those of the last.
    pub layer: Option<LayerId>,
    /// The cells that this and earlier layers overrode, and how, in order.
    pub overrides: BTreeMap<(InputId, u32), Vec<Override>>,
    /// The days that are worked on, the same in every layer.
    pub calendar: Calendar,
    /// The files and columns that overriding values stand in; see [`Override::place`].
    pub places: Vec<(String, String)>,
}

impl Dataset {
    /// A subject's cell of an input; missing where the data has no such column.
    pub fn cell(&self, input: InputId, subject: usize) -> &Cell {
        self.inputs.get(input.0 as usize).and_then(|column| column.get(subject)).unwrap_or(&Cell::Missing)
    }

    /// Whom a subject stands with; none when its group is not known, and then it stands with nobody.
    pub fn group(&self, scope: Scope, subject: usize) -> Option<Option<u32>> {
        match scope {
            Scope::All => Some(None),
            Scope::Within(input) => match self.cell(input, subject) {
                Cell::Choice(choice) => Some(Some(*choice)),
                Cell::Number(_)
                | Cell::YesNo(_)
                | Cell::Date(_)
                | Cell::Text(_)
                | Cell::Missing
                | Cell::NotApplicable
                | Cell::Excused(_) => None,
            },
        }
    }

    /// The records of a subject, as places in the list's columns.
    pub fn records(&self, list: ListId, subject: usize) -> std::ops::Range<usize> {
        if let Some(records) = self.lists.get(list.0 as usize).filter(|records| records.shared) {
            return 0..records.rows.len();
        }
        let first = |subject: usize| {
            self.lists
                .get(list.0 as usize)
                .and_then(|records| records.first.get(subject))
                .map_or(0, |&at| at as usize)
        };
        first(subject)..first(subject + 1)
    }

    /// A record's cell of a field.
    pub fn field(&self, list: ListId, field: FieldId, record: usize) -> &Cell {
        self.lists
            .get(list.0 as usize)
            .and_then(|records| records.fields.get(field.0 as usize))
            .and_then(|column| column.get(record))
            .unwrap_or(&Cell::Missing)
    }

    /// A text.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Where a subject's cell of an input came from; none when the data has no such column.
    pub fn origin(&self, input: InputId, subject: usize) -> Option<source::Cell> {
        let name = &self.subjects.get(subject)?.name;
        if let Some(last) = self.overridden(input, subject).last() {
            let (file, column) = self.places.get(last.place as usize)?;
            return Some(source::Cell {
                row: last.row,
                column: Some(column.clone()),
                subject: Some(name.clone()),
                ..source::Cell::file(file)
            });
        }
        let header = self.headers.get(input.0 as usize)?.clone()?;
        let subject = self.subjects.get(subject)?;
        Some(source::Cell {
            row: subject.row,
            column: Some(header),
            subject: Some(subject.name.clone()),
            ..source::Cell::file(&self.file)
        })
    }
}
