//! What YAML and JSON hold, and how it becomes tables: a list of subjects, each with its inputs by name, and with its
//! records under the name of their list.

use std::collections::BTreeSet;

use super::unreadable;
use crate::data::table::{Origin, Row, Table};
use crate::source::{Cell, Code, Diagnostic, Text};

/// A value with its text as it is written: `85.90` never passes through a binary number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Tree {
    /// `null`, or nothing.
    Empty,
    /// A text, number or yes/no.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// A map.
    Map(Map),
}

/// A map, in the order written; a key may stand in it twice.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Map {
    /// The line it begins in.
    pub(super) line: u64,
    /// Its keys and values.
    pub(super) entries: Vec<(String, Tree)>,
    /// The line of each key, as far as it is known.
    pub(super) lines: Vec<u64>,
}

impl Map {
    /// The line of the key at this place; where it is not known, that of the map.
    pub(super) fn line_of(&self, at: usize) -> u64 {
        self.lines.get(at).copied().filter(|line| *line > 0).unwrap_or(self.line)
    }
}

type Findings = Vec<Diagnostic>;

/// The subjects' table first, then one of each list. All rows are in memory.
pub(super) fn tables(file: &str, tree: Tree) -> Result<Vec<Table>, Findings> {
    let mut sheets = Sheets { file, sheets: vec![Sheet::new("subjects", Vec::new())], findings: Vec::new() };
    for subject in subjects(file, tree).map_err(|found| vec![*found])? {
        match subject {
            Tree::Map(subject) => sheets.subject(subject),
            Tree::Empty | Tree::Text(_) | Tree::List(_) => sheets.findings.push(*not_a_map(file)),
        }
    }
    if sheets.findings.is_empty() {
        Ok(sheets.sheets.into_iter().map(|sheet| sheet.table(file)).collect())
    } else {
        Err(sheets.findings)
    }
}

/// The list of subjects: the file itself, or what stands under `subjects` or 对象.
fn subjects(file: &str, tree: Tree) -> Result<Vec<Tree>, Box<Diagnostic>> {
    let listed = match tree {
        Tree::List(subjects) => Some(subjects),
        Tree::Map(map) => {
            map.entries.into_iter().find(|(key, _)| is_subjects(key)).and_then(|(_, value)| match value {
                Tree::List(subjects) => Some(subjects),
                Tree::Empty => Some(Vec::new()),
                Tree::Text(_) | Tree::Map(_) => None,
            })
        }
        Tree::Empty => Some(Vec::new()),
        Tree::Text(_) => None,
    };
    listed.ok_or_else(|| {
        unreadable(
            file,
            0,
            Text::new("文件里没有对象的列表", "the file has no list of subjects"),
            Text::new(
                "写成 subjects: 之下的列表, 每个对象一项, 如 `- {编号: D01, 名称: 市教育局, 专职人员: 3}`",
                "write a list under `subjects:`, one item a subject, such as `- {id: D01, name: Education, staff: 3}`",
            ),
        )
    })
}

/// Whether a table or key of this name is the list of subjects.
fn is_subjects(name: &str) -> bool {
    name == "subjects" || name == "对象"
}

struct Sheets<'a> {
    file: &'a str,
    /// That of the subjects first.
    sheets: Vec<Sheet>,
    findings: Findings,
}

impl Sheets<'_> {
    fn subject(&mut self, subject: Map) {
        let id = subject.entries.iter().find(|(key, _)| is_id(key)).cloned();
        let (key, id) = match id {
            Some((key, Tree::Text(id))) => (key, id),
            Some(_) | None => ("编号".to_owned(), String::new()),
        };
        let mut plain = Map { line: subject.line, ..Map::default() };
        for (name, value) in subject.entries {
            match value {
                Tree::List(records) => self.records(&name, (&key, &id), (subject.line, records)),
                Tree::Empty | Tree::Text(_) | Tree::Map(_) => plain.entries.push((name, value)),
            }
        }
        self.add(0, plain);
    }

    /// The records of one subject in one list.
    fn records(&mut self, list: &str, (key, id): (&str, &str), (line, records): (u64, Vec<Tree>)) {
        let at = self.sheets.iter().skip(1).position(|sheet| sheet.name == list).map(|at| at + 1);
        let at = at.unwrap_or_else(|| {
            self.sheets.push(Sheet::new(list, vec![key.to_owned()]));
            self.sheets.len() - 1
        });
        for record in records {
            match record {
                Tree::Map(mut record) => {
                    record.entries.insert(0, (key.to_owned(), Tree::Text(id.to_owned())));
                    self.add(at, record);
                }
                Tree::Empty | Tree::Text(_) | Tree::List(_) => {
                    let finding = self.misplaced(
                        line,
                        list,
                        Text::new("记录要写成 {名称: 值, …}", "a record is written `{name: value, …}`"),
                    );
                    self.findings.push(*finding);
                }
            }
        }
    }

    /// Adds a row. A key that stands in the map twice is refused: either value would be a guess.
    fn add(&mut self, sheet: usize, map: Map) {
        let mut seen = BTreeSet::new();
        for (key, value) in &map.entries {
            let key = key.trim();
            if !seen.insert(key) {
                let message = Text::new(
                    format!("“{key}”在同一项里写了两次"),
                    format!("`{key}` stands twice in one item"),
                );
                let place = Cell { row: map.line, column: Some(key.to_owned()), ..Cell::file(self.file) };
                let help = Text::new("留下对的一个, 删去另一个", "keep the right one and delete the other");
                self.findings.push(Diagnostic::cell(Code::DuplicateColumn, place, message).help(help));
            }
            if matches!(value, Tree::Map(_)) {
                let help = Text::new(
                    "一个名称后面写一个值; 记录写成列表 [ {…} ]",
                    "write one value behind a name; records are a list `[ {…} ]`",
                );
                let finding = self.misplaced(map.line, key, help);
                self.findings.push(*finding);
            }
        }
        self.sheets[sheet].add(map);
    }

    fn misplaced(&self, line: u64, key: &str, help: Text) -> Box<Diagnostic> {
        let place = Cell { row: line, column: Some(key.to_owned()), ..Cell::file(self.file) };
        let message =
            Text::new(format!("“{key}”之下读不成记录"), format!("what stands under `{key}` is no record"));
        Box::new(Diagnostic::cell(Code::BadCell, place, message).help(help))
    }
}

fn is_id(key: &str) -> bool {
    matches!(key.trim(), "编号" | "id")
}

/// A table in the making: its header grows with the keys that come.
struct Sheet {
    name: String,
    headers: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Sheet {
    fn new(name: &str, headers: Vec<String>) -> Sheet {
        Sheet { name: name.to_owned(), headers, rows: Vec::new() }
    }

    fn add(&mut self, map: Map) {
        let mut row = vec![String::new(); self.headers.len()];
        for (key, value) in map.entries {
            let key = key.trim();
            let at = self.headers.iter().position(|header| header == key).unwrap_or_else(|| {
                self.headers.push(key.to_owned());
                row.push(String::new());
                self.headers.len() - 1
            });
            if let Tree::Text(text) = value {
                row[at] = text;
            }
        }
        self.rows.push((map.line, row));
    }

    fn table(self, file: &str) -> Table {
        let width = self.headers.len();
        let rows = self.rows.into_iter().map(move |(line, mut cells)| {
            // Keys that came after this row are empty in it.
            cells.resize(width, String::new());
            let mut row = Row::new(line);
            cells.iter().for_each(|cell| row.push(cell));
            Ok(row)
        });
        Table {
            name: self.name,
            file: file.to_owned(),
            headers: self.headers,
            rows: Box::new(rows),
            origin: Origin::default(),
        }
    }
}

fn not_a_map(file: &str) -> Box<Diagnostic> {
    unreadable(
        file,
        0,
        Text::new("列表里有一项不是对象", "an item of the list is no subject"),
        Text::new(
            "每个对象写成 `{编号: D01, 名称: 市教育局, …}`",
            "write each subject as `{id: D01, name: Education, …}`",
        ),
    )
}
