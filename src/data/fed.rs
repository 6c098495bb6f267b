//! Records that another scheme gives: not read from tables, but part of the data all the same.

use super::bind::Seal;
use super::cell::Cell;
use super::dataset::{Dataset, Records};
use crate::plan::ListId;

impl Dataset {
    /// Takes in the records of a list. The digest then covers them too: other results below are other data here.
    pub fn receive(&mut self, list: ListId, records: Records) {
        let mut seal = Seal::default();
        seal.texts([self.digest.as_str(), &list.0.to_string(), &records.file].into_iter());
        for at in 0..records.rows.len() {
            let who = records.who.get(at).map_or("", |who| who.id.as_str()).to_owned();
            let cells = records.fields.iter().map(|column| column.get(at).unwrap_or(&Cell::Missing));
            let cells: Vec<String> =
                std::iter::once(who).chain(cells.map(|cell| self.sealed(cell))).collect();
            seal.texts(cells.iter().map(String::as_str));
        }
        let first: Vec<String> = records.first.iter().map(u32::to_string).collect();
        seal.texts(first.iter().map(String::as_str));
        self.digest = seal.close();
        if let Some(place) = self.lists.get_mut(list.0 as usize) {
            *place = records;
        }
    }

    /// A cell as it goes into the seal: its kind, then its value.
    fn sealed(&self, cell: &Cell) -> String {
        match cell {
            Cell::Number(number) => format!("number {}", number.plain()),
            Cell::YesNo(value) => format!("yes/no {value}"),
            Cell::Choice(place) => format!("choice {place}"),
            Cell::Date(day) => format!("date {day}"),
            Cell::Text(text) => format!("text {}", self.text(*text)),
            Cell::Missing => "missing".to_owned(),
            Cell::NotApplicable => "n/a".to_owned(),
            Cell::Excused(reason) => format!("excused {}", self.text(*reason)),
        }
    }
}
