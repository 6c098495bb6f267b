//! `results.csv`: one line a subject, in the order of the data, so that version control merges line by line and a
//! spreadsheet opens it.

mod read;

pub use read::SheetRead;

use std::collections::HashMap;
use std::io::{self, Write};

use csv::StringRecord;

use crate::data::{Cell, Dataset};
use crate::eval::{Outcome, Results, State};
use crate::number::Number;
use crate::plan::{Scheme, ValueType};

/// The columns before the indicators.
const FIRST: [&str; 10] = ["编号", "名称", "组", "状态", "总分", "等级", "名次", "组名次", "加分", "扣分"];
/// The column after them: the seal of the subject's own data.
const SEAL: &str = "数据";

/// Results as they are recorded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    headers: Vec<String>,
    rows: Vec<StringRecord>,
    /// Only looked into, so its order is never seen.
    places: HashMap<String, usize>,
}

/// One line of it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    headers: &'a [String],
    row: &'a StringRecord,
}

impl Sheet {
    /// What a scheme came to; `seal` gives the seal of a subject's own data, by its id.
    pub fn of(scheme: &Scheme, data: &Dataset, results: &Results, seal: impl Fn(&str) -> String) -> Sheet {
        let order = scheme.preorder();
        let paths = order.iter().map(|id| scheme.indicator(*id).path.as_str());
        let outside = scheme.outside.iter().map(|outside| outside.name.as_str());
        let items: Vec<&str> = paths.chain(outside).collect();
        let headers = header(&items);
        let mut sheet = Sheet { headers, ..Sheet::default() };
        let columns = || {
            let items = order.iter().map(|id| results.scores.get(id.0 as usize));
            items.chain((0..scheme.outside.len()).map(|at| results.outside.get(at)))
        };
        for (at, subject) in data.subjects.iter().enumerate() {
            let mut row = StringRecord::new();
            head(scheme, (data, results), at).iter().for_each(|cell| row.push_field(cell));
            for column in columns() {
                row.push_field(&outcome(scheme, column.and_then(|column| column.get(at))));
            }
            row.push_field(&seal(&subject.id));
            sheet.add(subject.id.clone(), row);
        }
        sheet
    }

    fn add(&mut self, id: String, row: StringRecord) {
        self.places.insert(id, self.rows.len());
        self.rows.push(row);
    }

    /// Writes it.
    pub fn write(&self, writer: &mut dyn Write) -> io::Result<()> {
        let mut rows = csv::Writer::from_writer(writer);
        rows.write_record(&self.headers)?;
        for row in &self.rows {
            rows.write_record(row)?;
        }
        rows.flush()
    }

    /// How many subjects.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All subjects in order.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        self.rows.iter().map(|row| Subject { headers: &self.headers, row })
    }

    /// The subject with this id.
    pub fn subject(&self, id: &str) -> Option<Subject<'_>> {
        let row = self.rows.get(*self.places.get(id)?)?;
        Some(Subject { headers: &self.headers, row })
    }
}

impl<'a> Subject<'a> {
    fn at(self, place: usize) -> &'a str {
        self.row.get(place).unwrap_or("")
    }

    /// 编号
    pub fn id(self) -> &'a str {
        self.at(0)
    }

    /// 名称
    pub fn name(self) -> &'a str {
        self.at(1)
    }

    /// 组; empty without groups.
    pub fn group(self) -> &'a str {
        self.at(2)
    }

    /// 完整, 未定 or 无法计分.
    pub fn state(self) -> &'a str {
        self.at(3)
    }

    /// 总分 as published; empty where there is none.
    pub fn total(self) -> &'a str {
        self.at(4)
    }

    /// 等级
    pub fn grade(self) -> &'a str {
        self.at(5)
    }

    /// 名次
    pub fn rank(self) -> &'a str {
        self.at(6)
    }

    /// 组名次
    pub fn group_rank(self) -> &'a str {
        self.at(7)
    }

    /// The seal of its own data.
    pub fn seal(self) -> &'a str {
        self.row.iter().next_back().unwrap_or("")
    }

    /// 加分, 扣分, every indicator by path, every 加分项 and 扣分项, in order.
    pub fn items(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let end = self.headers.len().saturating_sub(1);
        let (headers, row) = (self.headers, self.row);
        (8..end).map(move |at| (headers.get(at).map_or("", String::as_str), row.get(at).unwrap_or("")))
    }

    /// One of [`items`](Self::items); none where the sheet has no such column.
    pub fn item(self, place: usize, name: &str) -> Option<&'a str> {
        let here = |at: &usize| self.headers.get(*at).is_some_and(|header| header == name);
        // Two sheets of the same rules have their columns at the same places.
        let end = self.headers.len().saturating_sub(1);
        let at = Some(place + 8).filter(|at| *at < end).filter(here);
        let at = at.or_else(|| (8..end).find(here));
        at.map(|at| self.at(at))
    }
}

/// The header of a sheet with these indicators, bonuses and penalties.
pub(super) fn header(items: &[&str]) -> Vec<String> {
    FIRST.iter().chain(items).chain([&SEAL]).map(|name| (*name).to_owned()).collect()
}

fn head(scheme: &Scheme, (data, results): (&Dataset, &Results), at: usize) -> [String; FIRST.len()] {
    let subject = data.subjects.get(at);
    let number = |column: &[Option<Number>]| {
        column.get(at).and_then(Option::as_ref).map(|number| scheme.published(number)).unwrap_or_default()
    };
    let place = |ranking: Option<usize>| {
        let column = ranking.and_then(|ranking| results.places.get(ranking));
        let place = column.and_then(|column| column.get(at).copied().flatten());
        place.map(|place| place.to_string()).unwrap_or_default()
    };
    let state = match results.states.get(at) {
        Some(State::Complete) => "完整",
        Some(State::Incomplete) | None => "未定",
        Some(State::Failed) => "无法计分",
    };
    let grade = results.grades.get(at).copied().flatten();
    [
        subject.map_or_else(String::new, |subject| subject.id.clone()),
        subject.map_or_else(String::new, |subject| subject.name.clone()),
        group(scheme, data, at).to_owned(),
        state.to_owned(),
        number(&results.total),
        grade.map_or_else(String::new, |grade| scheme.grade(grade).to_owned()),
        place(scheme.overall()),
        place(scheme.within()),
        number(&results.bonus),
        number(&results.penalty),
    ]
}

fn group<'a>(scheme: &'a Scheme, data: &Dataset, at: usize) -> &'a str {
    let Some(input) = scheme.group else { return "" };
    match (&scheme.input(input).value_type, data.cell(input, at)) {
        (ValueType::Choice(names), &Cell::Choice(choice)) => {
            names.get(choice as usize).map_or("", String::as_str)
        }
        (_, _) => "",
    }
}

/// A score, with its state where that is not the plain one; blank for what is not the subject's.
fn outcome(scheme: &Scheme, outcome: Option<&Outcome>) -> String {
    match outcome {
        Some(Outcome::Scored(score)) => scheme.published(score),
        Some(Outcome::Presumed(score)) => format!("{} 视为", scheme.published(score)),
        Some(Outcome::Excused(score)) => format!("{} 免责", scheme.published(score)),
        Some(Outcome::Missing) => "未定".to_owned(),
        Some(Outcome::NotApplicable) => "不适用".to_owned(),
        Some(Outcome::Failed) => "无法计分".to_owned(),
        Some(Outcome::Elsewhere) | None => String::new(),
    }
}
