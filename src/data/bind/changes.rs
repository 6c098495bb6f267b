//! 修改.csv of a layer: single changes with who, why and on what evidence.

use super::Work;
use super::cell::cell;
use super::findings::Misfit;
use super::head::{Names, settled};
use super::lists::unknown_subject;
use super::of::Of;
use super::place::place;
use super::slot::Slot;
use super::spelling::{folded, listed, shown};
use crate::data::{Cell, Dataset, Note, Override, Row, Table};
use crate::plan::{InputId, Scheme, ValueType};
use crate::source::{self, Code, Text, closest};

/// The columns; the last may be left out.
const COLUMNS: [(&str, &str); 7] = [
    ("编号", "id"),
    ("输入", "input"),
    ("原值", "from"),
    ("新值", "to"),
    ("人", "by"),
    ("原因", "reason"),
    ("佐证", "evidence"),
];
const ID: usize = 0;
const INPUT: usize = 1;
const FROM: usize = 2;
const TO: usize = 3;
const BY: usize = 4;
const REASON: usize = 5;
const EVIDENCE: usize = 6;

/// Whether a table is that of changes.
pub(super) fn is_changes(table: &Table) -> bool {
    matches!(folded(&table.name).as_str(), "修改" | "changes")
}

/// Carries out the changes of a layer after its tables; `data` come with those of the layer before.
pub(super) fn bind(table: Table, of: Of<'_>, work: &mut Work, data: (&mut Dataset, Option<&Dataset>)) {
    let names = Names::new(&["编号", "id"], COLUMNS.iter().flat_map(|(zh, en)| [*zh, *en]));
    let table = settled(table, &names, &mut work.findings);
    work.seal.table(&table);
    let columns = columns(&table, work);
    let mut changing = Changing { of, file: table.file, columns, data: data.0, before: data.1 };
    for row in table.rows {
        match row {
            Ok(row) => {
                work.seal.cells(&row);
                if let Err((column, misfit)) = changing.row(&row, work) {
                    let id = changing.text(&row, ID).to_owned();
                    let at = place(&changing.file, row.number, Some(COLUMNS[column].0), &id);
                    work.findings.add(misfit.at(at));
                }
            }
            Err(found) => work.findings.add(*found),
        }
    }
}

type Columns = [Option<usize>; COLUMNS.len()];

fn columns(table: &Table, work: &mut Work) -> Columns {
    let mut columns = [None; COLUMNS.len()];
    let names = || COLUMNS.iter().map(|(zh, _)| *zh);
    let at = |column: &str| source::Cell {
        row: table.origin.header_row,
        column: Some(column.to_owned()),
        ..source::Cell::file(&table.file)
    };
    for (place, header) in table.headers.iter().enumerate() {
        let name = folded(header).to_ascii_lowercase();
        match COLUMNS.iter().position(|(zh, en)| name == *zh || name == *en) {
            Some(column) => columns[column] = Some(place),
            None if name.is_empty() => {}
            None => {
                let near = closest(&name, names()).unwrap_or(COLUMNS[ID].0);
                let misfit = Misfit::new(
                    Code::UnknownColumn,
                    Text::new(
                        format!("修改表没有“{header}”这一列"),
                        format!("a table of changes has no column `{header}`"),
                    ),
                    Text::new(
                        format!("是不是“{near}”? 有: {}", listed(names())),
                        format!("the columns: {}", listed(COLUMNS.iter().map(|(_, en)| *en))),
                    ),
                );
                work.findings.add(misfit.at(at(header)));
            }
        }
    }
    for (column, (zh, en)) in COLUMNS.iter().enumerate().take(EVIDENCE) {
        if columns[column].is_none() {
            let misfit = Misfit::new(
                Code::MissingColumn,
                Text::new(format!("修改表缺少“{zh}”这一列"), format!("the changes lack the column `{en}`")),
                Text::new(
                    format!("列: {}", listed(names())),
                    format!("the columns: {}", listed(COLUMNS.iter().map(|(_, en)| *en))),
                ),
            );
            work.findings.add(misfit.at(at(zh)));
        }
    }
    columns
}

struct Changing<'a> {
    of: Of<'a>,
    file: String,
    columns: Columns,
    data: &'a mut Dataset,
    before: Option<&'a Dataset>,
}

/// What is wrong, and in which column.
type Wrong = (usize, Box<Misfit>);

impl Changing<'_> {
    fn text<'r>(&self, row: &'r Row, column: usize) -> &'r str {
        self.columns[column].map_or("", |at| row.cell(at).trim())
    }

    fn row(&mut self, row: &Row, work: &mut Work) -> Result<(), Wrong> {
        if self.columns.iter().take(EVIDENCE).any(Option::is_none) {
            return Ok(());
        }
        let id = self.text(row, ID);
        let subject = self.of.index.place(id);
        let subject = subject.ok_or_else(|| (ID, unknown_subject(id, "修改", &self.data.subjects)))?;
        let (input, slot) = self.input(self.text(row, INPUT))?;
        let mut value = |column: usize| {
            cell(self.text(row, column), slot, None, &mut work.texts).map_err(|misfit| (column, misfit))
        };
        let (from, to) = (value(FROM)?, value(TO)?);
        let mut note = |column: usize, zh: &str, en: &str| match self.text(row, column) {
            "" => Err((column, unsaid(zh, en))),
            text => Ok(work.texts.keep(text)),
        };
        let by = note(BY, "谁改的", "who made the change")?;
        let reason = note(REASON, "因何而改", "why it was made")?;
        let evidence = Some(self.text(row, EVIDENCE)).filter(|text| !text.is_empty());
        let note = Note { by, reason, evidence: evidence.map(|text| work.texts.keep(text)) };
        if to == Cell::Missing {
            return Err((TO, unsaid("改成什么", "what it becomes")));
        }
        if !self.replaces((input, subject), &from, &to) {
            return Err((FROM, self.differs(row, (input, subject), work)));
        }
        self.put((input, subject), to, (row.number, note));
        Ok(())
    }

    fn input(&self, name: &str) -> Result<(InputId, Slot<'_>), Wrong> {
        let inputs = &self.of.scheme.inputs;
        let found = inputs.iter().position(|input| folded(&input.column) == folded(name));
        let found = found.filter(|&at| !matches!(inputs[at].value_type, ValueType::List(_)));
        match found.and_then(|at| u32::try_from(at).ok()).map(InputId) {
            Some(id) => Ok((id, Slot::of_input(self.of.scheme.input(id)))),
            None => Err((INPUT, unknown_input(name, self.of.scheme))),
        }
    }

    fn now(&self, (input, subject): (InputId, u32)) -> &Cell {
        self.data.cell(input, subject as usize)
    }

    /// Whether `from` is the value being replaced; or, where the table of this layer has the new one already, the
    /// value of the layer before.
    fn replaces(&self, at: (InputId, u32), from: &Cell, to: &Cell) -> bool {
        let before = self.before.map_or(&Cell::Missing, |before| before.cell(at.0, at.1 as usize));
        self.now(at) == from || self.now(at) == to && before == from
    }

    fn put(&mut self, at: (InputId, u32), to: Cell, (row, note): (u64, Note)) {
        if *self.now(at) == to {
            let own = self.data.overrides.get_mut(&at).and_then(|chain| chain.last_mut());
            if let Some(own) = own.filter(|own| own.layer == self.of.layer) {
                own.note = Some(note);
            }
            return;
        }
        let place = self.data.place(&self.file, COLUMNS[TO].0);
        let layer = self.of.layer;
        self.data.put(at, to, Override { layer, from: Cell::Missing, place, row, note: Some(note) });
    }

    fn differs(&self, row: &Row, at: (InputId, u32), work: &Work) -> Box<Misfit> {
        let input = self.of.scheme.input(at.0);
        let written = match self.text(row, FROM) {
            "" => ("空的 (缺报)".to_owned(), "empty (missing)".to_owned()),
            text => (format!("“{}”", shown(text)), format!("`{}`", shown(text))),
        };
        let now = said(self.now(at), &input.value_type, work.texts.list());
        let name = &input.column;
        Misfit::new(
            Code::OldValueDiffers,
            Text::new(
                format!("“{name}”的原值写的是{}, 而数据里现在是{}", written.0, now.zh),
                format!("the old value of `{name}` is given as {}, but the data have {}", written.1, now.en),
            ),
            Text::new(
                "核对编号、输入和自评数据; 确要改的, 把原值改成数据里的值",
                "look at the id, the input and the data before; if the change is right, correct the old value",
            ),
        )
    }
}

/// A value as it would be written in a cell.
fn said(cell: &Cell, value_type: &ValueType, texts: &[String]) -> Text {
    let text = |id: &crate::data::TextId| texts.get(id.0 as usize).cloned().unwrap_or_default();
    let plain = match (cell, value_type) {
        (Cell::Number(number), ValueType::Number { unit, .. }) => unit.show(number),
        (Cell::Number(number), _) => number.plain(),
        (Cell::Choice(at), ValueType::Choice(names)) => names.get(*at as usize).cloned().unwrap_or_default(),
        (Cell::Choice(at), _) => at.to_string(),
        (Cell::Date(days), _) => days_said(*days),
        (Cell::Text(id), _) => text(id),
        (Cell::Excused(id), _) => {
            return Text::new(format!("免责: {}", text(id)), format!("excused: {}", text(id)));
        }
        (Cell::YesNo(true), _) => return Text::new("“是”", "yes"),
        (Cell::YesNo(false), _) => return Text::new("“否”", "no"),
        (Cell::Missing, _) => return Text::new("空的 (缺报)", "empty (missing)"),
        (Cell::NotApplicable, _) => return Text::new("“不适用”", "not applicable"),
    };
    Text::new(format!("“{plain}”"), format!("`{plain}`"))
}

fn days_said(days: i32) -> String {
    let day = jiff::civil::Date::constant(1970, 1, 1).checked_add(jiff::Span::new().days(i64::from(days)));
    day.map_or_else(|_| days.to_string(), |day| day.to_string())
}

fn unsaid(zh: &str, en: &str) -> Box<Misfit> {
    Misfit::new(
        Code::BadCell,
        Text::new(format!("没有写{zh}"), format!("nothing says {en}")),
        Text::new(
            "每处修改都要写明新值、人和原因; 改成缺报不行, 留作没有改的就删去这一行",
            "every change says the new value, by whom and why; a value cannot be taken back, delete a line that changes nothing",
        ),
    )
}

fn unknown_input(name: &str, scheme: &Scheme) -> Box<Misfit> {
    let inputs = scheme.inputs.iter();
    let list = inputs
        .clone()
        .any(|input| matches!(input.value_type, ValueType::List(_)) && folded(&input.column) == folded(name));
    if list {
        return Misfit::new(
            Code::UnknownColumn,
            Text::new(
                format!("“{name}”是列表, 不能逐格修改"),
                format!("`{name}` is a list: no single change fits it"),
            ),
            Text::new(
                format!("在这个层次的文件夹里放 {name}.csv, 写上这些对象的全部记录"),
                format!(
                    "put {name}.csv into the folder of this layer, with all records of the subjects concerned"
                ),
            ),
        );
    }
    let names = || inputs.clone().map(|input| input.column.as_str());
    let help = match closest(name, names()) {
        Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
        None => Text::new(
            format!("规则里有: {}", listed(names())),
            format!("the rules know: {}", listed(names())),
        ),
    };
    let message =
        Text::new(format!("规则里没有“{name}”这个输入"), format!("the rules know no input `{name}`"));
    Misfit::new(Code::UnknownColumn, message, help)
}
