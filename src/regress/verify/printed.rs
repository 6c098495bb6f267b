//! A sheet of printed or recorded scores, each row bound to a subject and each column to what it is a figure of.

use std::collections::BTreeMap;

use super::columns::{self, Target};
use super::{About, Difference, Figure, figure};
use crate::data::{Dataset, Row, Subject, Table, folded};
use crate::plan::Scheme;
use crate::source::{Cell, Code, Diagnostic, Text, closest};

/// A printed sheet.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Printed {
    /// The file.
    pub file: String,
    /// What is printed of every subject, each with its header.
    pub columns: Vec<(About, String)>,
    /// The rows that belong to a subject of the data, in the order of the sheet.
    pub rows: Vec<PrintedRow>,
    /// Who has a row, also one that cannot be compared: the row, by subject.
    pub there: BTreeMap<usize, u64>,
    /// Whether a column that the rules do not have holds numbers: it may be a score.
    pub strangers: bool,
    /// What is wrong with the sheet itself.
    pub findings: Vec<Difference>,
}

/// The row of a subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintedRow {
    /// The subject, by its place in the data.
    pub subject: usize,
    /// The row in the file, from 1 with the header counted.
    pub number: u64,
    /// Beside `Printed::columns`: the texts.
    pub texts: Vec<String>,
}

impl Printed {
    /// Reads a table. Rows and columns that cannot be placed are findings; the rest is still compared.
    pub fn read(table: Table, scheme: &Scheme, data: &Dataset) -> Printed {
        let mut reading = Reading::new(&table, scheme, data);
        for row in table.rows {
            match row {
                Ok(row) => reading.row(&row),
                Err(found) => reading.printed.findings.push(Difference::of(*found)),
            }
        }
        reading.printed
    }

    /// Where a figure stands among the columns.
    pub(super) fn column(&self, about: About) -> Option<usize> {
        self.columns.iter().position(|(other, _)| *other == about)
    }

    /// The text of a figure in a row; none where there is no such column.
    pub(super) fn text<'a>(&self, row: &'a PrintedRow, about: About) -> Option<&'a str> {
        row.texts.get(self.column(about)?).map(String::as_str)
    }

    /// The number of a figure in a row.
    pub(super) fn figure(&self, row: &PrintedRow, about: About) -> Option<Figure> {
        self.text(row, about).and_then(Figure::read)
    }

    /// The cell of a figure, for findings; the whole row where there is no such column.
    pub(super) fn place(&self, row: &PrintedRow, about: About, data: &Dataset) -> Cell {
        let header = self.column(about).and_then(|at| self.columns.get(at)).map(|(_, header)| header.clone());
        let name = data.subjects.get(row.subject).map(|subject| subject.name.clone());
        Cell { row: row.number, column: header, subject: name, ..Cell::file(&self.file) }
    }
}

struct Reading<'a> {
    scheme: &'a Scheme,
    data: &'a Dataset,
    headers: Vec<String>,
    targets: Vec<Target>,
    /// The subjects by id.
    ids: BTreeMap<&'a str, usize>,
    printed: Printed,
}

impl<'a> Reading<'a> {
    fn new(table: &Table, scheme: &'a Scheme, data: &'a Dataset) -> Reading<'a> {
        let printed = Printed { file: table.file.clone(), ..Printed::default() };
        let targets = table.headers.iter().map(|header| columns::target(scheme, header)).collect();
        let headers = table.headers.clone();
        let ids = data.subjects.iter().enumerate().map(|(at, subject)| (subject.id.as_str(), at)).collect();
        let mut reading = Reading { scheme, data, headers, targets, ids, printed };
        reading.settle();
        reading
    }

    /// Takes up the columns; what cannot be compared is said once a column.
    fn settle(&mut self) {
        for at in 0..self.targets.len() {
            let (Some(target), Some(header)) = (self.targets.get(at).copied(), self.headers.get(at).cloned())
            else {
                continue;
            };
            match target {
                Target::Figures(about) if self.printed.column(about).is_some() => {
                    self.targets[at] = Target::Aside;
                    self.say(Code::DuplicateColumn, self.at(1, &header, None), twice(&header));
                }
                Target::Figures(about) => self.printed.columns.push((about, header)),
                // What stands below nothing is said when a row has something there.
                Target::Unknown if header.trim().is_empty() => self.targets[at] = Target::Empty,
                Target::Unknown | Target::Ambiguous => {
                    let unknown = columns::unknown(self.scheme, &header, self.at(1, &header, None));
                    self.printed.findings.push(unknown);
                }
                Target::Id | Target::Name | Target::Aside | Target::Empty => {}
            }
        }
        if !self.has(Target::Id) && !self.has(Target::Name) {
            let place = Cell { row: 1, ..Cell::file(&self.printed.file) };
            self.say(Code::MissingColumn, place, no_id());
        }
    }

    fn has(&self, target: Target) -> bool {
        self.targets.contains(&target)
    }

    fn at(&self, row: u64, header: &str, subject: Option<&str>) -> Cell {
        let (column, subject) = (Some(header.to_owned()), subject.map(str::to_owned));
        Cell { row, column, subject, ..Cell::file(&self.printed.file) }
    }

    fn say(&mut self, code: Code, place: Cell, (message, help): (Text, Text)) {
        self.printed.findings.push(Difference::of(Diagnostic::cell(code, place, message).help(help)));
    }

    fn text<'r>(&self, row: &'r Row, target: Target) -> &'r str {
        self.targets.iter().position(|other| *other == target).map_or("", |at| row.cell(at).trim())
    }

    fn row(&mut self, row: &Row) {
        let (id, name) = (self.text(row, Target::Id), self.text(row, Target::Name));
        let who = if id.is_empty() { name } else { id };
        if !self.has(Target::Id) && !self.has(Target::Name) {
            return;
        }
        let whose = if self.has(Target::Id) { "编号" } else { "名称" };
        let place = self.at(row.number, whose, Some(if name.is_empty() { id } else { name }));
        if who.is_empty() {
            return self.say(Code::BadCell, place, nobody(row.number));
        }
        let Some(subject) = self.subject(id, name) else {
            return self.say(Code::SubjectsDiffer, place, stranger(who, self.data));
        };
        if let Some(first) = self.printed.there.insert(subject, row.number) {
            return self.say(Code::DuplicateSubject, place, again(who, first, row.number));
        }
        let differs = |own: &&Subject| {
            // Data without 名称 have the id in its place.
            !name.is_empty() && own.name != own.id && folded(&own.name) != folded(name)
        };
        if let Some(own) = self.data.subjects.get(subject).filter(differs) {
            self.say(Code::SubjectsDiffer, place.clone(), other_name(id, name, &own.name));
        }
        if row.len() != self.headers.len() {
            let message = ragged(row.len(), self.headers.len());
            return self.say(Code::RaggedRow, place, message);
        }
        self.surplus(row, subject);
        let mut unknown = self.targets.iter().enumerate().filter(|(_, target)| **target == Target::Unknown);
        let number = |at: usize| Figure::read(row.cell(at)).is_some_and(|figure| figure.number().is_some());
        self.printed.strangers |= unknown.any(|(at, _)| number(at));
        let texts =
            self.targets.iter().enumerate().filter(|(_, target)| matches!(target, Target::Figures(_)));
        let texts = texts.map(|(at, _)| row.cell(at).trim().to_owned()).collect();
        self.readable(row, subject);
        self.printed.rows.push(PrintedRow { subject, number: row.number, texts });
    }

    /// By 编号, else by a 名称 that no other bears.
    fn subject(&self, id: &str, name: &str) -> Option<usize> {
        let subjects = &self.data.subjects;
        if self.has(Target::Id) {
            return self.ids.get(id).copied();
        }
        let mut bearers = (0..subjects.len()).filter(|&at| subjects[at].name == name);
        bearers.next().filter(|_| bearers.next().is_none())
    }

    /// A place or grade where the rules give none, or anything in a column without a header.
    fn surplus(&mut self, row: &Row, subject: usize) {
        for at in 0..self.targets.len() {
            let text = row.cell(at).trim();
            if self.targets[at] == Target::Empty && Figure::read(text) != Some(Figure::Blank) {
                let unnamed = self.headers[at].trim().is_empty();
                let header = if unnamed { format!("第 {} 列", at + 1) } else { self.headers[at].clone() };
                let place =
                    self.at(row.number, &header, self.data.subjects.get(subject).map(|who| &*who.name));
                self.targets[at] = Target::Aside;
                self.printed.findings.push(columns::unknown(self.scheme, &header, place));
            }
        }
    }

    /// Cells that should be numbers and are not; the row is compared without them.
    fn readable(&mut self, row: &Row, subject: usize) {
        for at in 0..self.targets.len() {
            let Target::Figures(about) = self.targets[at] else { continue };
            let text = row.cell(at).trim();
            let fine = match about {
                About::Grade => true,
                About::Rank(_) => {
                    figure::place(text).is_some()
                        || Figure::read(text).is_some_and(|it| it.number().is_none())
                }
                About::Item(_)
                | About::Outside(_)
                | About::Base
                | About::Bonus
                | About::Penalty
                | About::Total => Figure::read(text).is_some(),
            };
            if !fine {
                let name = self.data.subjects.get(subject).map(|who| who.name.as_str());
                let header = self.headers[at].clone();
                let place = self.at(row.number, &header, name);
                self.say(Code::BadCell, place, unreadable(&header, text));
            }
        }
    }
}

fn twice(header: &str) -> (Text, Text) {
    (
        Text::new(
            format!("“{header}”与前面的一列是同一项"),
            format!("`{header}` is what an earlier column is already"),
        ),
        Text::new("留下对的一列", "keep the right one"),
    )
}

fn no_id() -> (Text, Text) {
    (
        Text::new("公布的表没有“编号”, 也没有“名称”", "the printed sheet has neither `id` nor `name`"),
        Text::new("加一列“编号”, 与数据里的相同", "add a column `id`, the same as in the data"),
    )
}

fn stranger(who: &str, data: &Dataset) -> (Text, Text) {
    let names = data.subjects.iter().flat_map(|subject| [subject.id.as_str(), subject.name.as_str()]);
    let help = match closest(who, names) {
        Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
        None => Text::new(
            "这一行没有核对; 补上它的数据, 或从公布的表里去掉",
            "the row was not compared; add its data, or take it out of the sheet",
        ),
    };
    (
        Text::new(
            format!("公布了“{who}”, 数据里没有它 (或不止一个)"),
            format!("`{who}` is printed, but is not in the data (or there more than once)"),
        ),
        help,
    )
}

fn nobody(row: u64) -> (Text, Text) {
    (
        Text::new(format!("第 {row} 行没有编号"), format!("row {row} has no id")),
        Text::new("写上编号; 这一行没有核对", "give it an id; the row was not compared"),
    )
}

fn other_name(id: &str, printed: &str, own: &str) -> (Text, Text) {
    (
        Text::new(
            format!("编号“{id}”公布为“{printed}”, 数据里是“{own}”"),
            format!("the id `{id}` is printed as `{printed}`, and is `{own}` in the data"),
        ),
        Text::new(
            "看看是不是错了行: 得分按编号核对",
            "see whether rows were shifted: scores are compared by id",
        ),
    )
}

fn again(who: &str, first: u64, second: u64) -> (Text, Text) {
    (
        Text::new(
            format!("“{who}”在公布的表里有两行: 第 {first} 行和第 {second} 行"),
            format!("`{who}` has two rows in the printed sheet: {first} and {second}"),
        ),
        Text::new("留下对的一行; 第二行没有核对", "keep the right one; the second was not compared"),
    )
}

fn ragged(cells: usize, columns: usize) -> (Text, Text) {
    (
        Text::new(
            format!("这一行有 {cells} 格, 表头有 {columns} 列"),
            format!("the row has {cells} cells, the header {columns} columns"),
        ),
        Text::new("补上或去掉逗号; 这一行没有核对", "mend the commas; the row was not compared"),
    )
}

fn unreadable(header: &str, text: &str) -> (Text, Text) {
    (
        Text::new(
            format!("公布的“{header}”写着“{text}”, 读不成一个数"),
            format!("the printed `{header}` says `{text}`, which is not a number"),
        ),
        Text::new(
            "写成 85.90 或 85.90分; 没有得分就留空, 或写 不适用、未定",
            "write 85.90 or 85.90 points; leave it empty, or write n/a or undetermined, where there is no score",
        ),
    )
}

/// A subject of the data that the sheet leaves out.
pub(super) fn not_printed(data: &Dataset, subject: usize, printed: &Printed) -> Difference {
    let (name, id) = data.subjects.get(subject).map_or(("", ""), |who| (who.name.as_str(), who.id.as_str()));
    let message = Text::new(
        format!("数据里有“{name}”({id}), 公布的表没有"),
        format!("`{name}` ({id}) is in the data, but is not printed"),
    );
    let help = Text::new("补上它的一行, 或说明为什么不公布", "add its row, or say why it is not printed");
    let place = Cell { subject: Some(name.to_owned()), ..Cell::file(&printed.file) };
    let finding = Diagnostic::cell(Code::SubjectsDiffer, place, message).help(help);
    Difference { subject: Some(subject), ..Difference::of(finding) }
}
