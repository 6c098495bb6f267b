//! 日历.csv: holidays and the weekends worked on instead. One calendar for all layers.

use std::sync::Arc;

use super::Work;
use super::cell::cell;
use super::findings::Misfit;
use super::head::{Names, settled};
use super::place::place;
use super::slot::Slot;
use super::spelling::{folded, listed, shown};
use crate::data::{Arrangement, Calendar, Cell, Row, Table};
use crate::number::{Interval, iso};
use crate::plan::{Scheme, ValueType};
use crate::source::{self, Code, Text, closest};

/// The columns; the last may be left out.
const COLUMNS: [(&str, &str); 3] = [("日期", "date"), ("安排", "arrangement"), ("说明", "note")];
const DATE: usize = 0;
const ARRANGEMENT: usize = 1;
const NOTE: usize = 2;

/// Takes the calendars out of the tables. A list of the scheme may be called so; then the table is that list's.
pub(super) fn taken_out(tables: &mut Vec<Table>, scheme: &Scheme) -> Vec<Table> {
    let is_list =
        |name: &str| scheme.lists.iter().any(|list| folded(&scheme.input(list.input).column) == folded(name));
    let is_calendar =
        |table: &Table| matches!(folded(&table.name).to_ascii_lowercase().as_str(), "日历" | "calendar");
    tables.extract_if(.., |table| is_calendar(table) && !is_list(&table.name)).collect()
}

/// Binds the calendars of all folders as one; `file` is where one would stand.
pub(super) fn bind(tables: Vec<Table>, scheme: &Scheme, work: &mut Work, file: &str) -> Calendar {
    let mut calendar = Calendar::default();
    if tables.is_empty() && scheme.counts_workdays {
        let misfit = Misfit::new(
            Code::NoCalendar,
            Text::new(
                "规则数工作日, 而数据里没有日历",
                "the rules count working days, and the data have no calendar",
            ),
            Text::new(
                "在数据文件夹里加上 日历.csv: 日期, 安排 (放假 或 上班), 照放假通知填, 如 2020-10-01,放假; 周末不必写",
                "add calendar.csv to the folder of the data: date, arrangement (off or work), as in 2020-10-01,off; weekends need not be written",
            ),
        );
        work.findings.add(misfit.at(source::Cell::file(file)));
    }
    let names = Names::new(&["日期", "date"], COLUMNS.iter().flat_map(|(zh, en)| [*zh, *en]));
    for table in tables {
        let table = settled(table, &names, &mut work.findings);
        work.seal.table(&table);
        let columns = columns(&table, work);
        let file: Arc<str> = table.file.as_str().into();
        for row in table.rows {
            match row {
                Ok(row) => {
                    work.seal.cells(&row);
                    if let Err((column, misfit)) = entered((&row, &file), columns, work, &mut calendar) {
                        let at = place(&table.file, row.number, Some(COLUMNS[column].0), "");
                        work.findings.add(misfit.at(at));
                    }
                }
                Err(found) => work.findings.add(*found),
            }
        }
    }
    calendar
}

type Columns = [Option<usize>; COLUMNS.len()];

fn columns(table: &Table, work: &mut Work) -> Columns {
    let mut columns = [None; COLUMNS.len()];
    let at = |column: &str| place(&table.file, table.origin.header_row, Some(column), "");
    let all = Text::new(
        format!("列: {}", listed(COLUMNS.iter().map(|(zh, _)| *zh))),
        format!("the columns: {}", listed(COLUMNS.iter().map(|(_, en)| *en))),
    );
    for (number, header) in table.headers.iter().enumerate() {
        let name = folded(header).to_ascii_lowercase();
        let found = COLUMNS.iter().position(|(zh, en)| name == *zh || name == *en);
        let wrong = match found {
            Some(column) if columns[column].is_some() => {
                Some((Code::DuplicateColumn, "前面已经有了", "is there already"))
            }
            Some(column) => {
                columns[column] = Some(number);
                None
            }
            None if name.is_empty() => None,
            None => Some((Code::UnknownColumn, "日历里没有这一列", "is no column of a calendar")),
        };
        if let Some((code, zh, en)) = wrong {
            let message = Text::new(format!("“{header}”: {zh}"), format!("`{header}` {en}"));
            work.findings.add(Misfit::new(code, message, all.clone()).at(at(header)));
        }
    }
    for (column, (zh, en)) in COLUMNS.iter().enumerate().take(NOTE) {
        if columns[column].is_none() {
            let message =
                Text::new(format!("日历缺少“{zh}”这一列"), format!("the calendar lacks the column `{en}`"));
            work.findings.add(Misfit::new(Code::MissingColumn, message, all.clone()).at(at(zh)));
        }
    }
    columns
}

/// Takes one row in, or says in which column what is wrong.
fn entered(
    (row, file): (&Row, &Arc<str>),
    columns: Columns,
    work: &mut Work,
    calendar: &mut Calendar,
) -> Result<(), (usize, Box<Misfit>)> {
    let (Some(date), Some(arrangement)) = (columns[DATE], columns[ARRANGEMENT]) else { return Ok(()) };
    let day = day(row.cell(date), work).map_err(|misfit| (DATE, misfit))?;
    let works = works(row.cell(arrangement).trim()).map_err(|misfit| (ARRANGEMENT, misfit))?;
    let arrangement = Arrangement { works, file: file.clone(), row: row.number };
    let Some(before) = calendar.put(day, arrangement) else { return Ok(()) };
    let (file, row) = (&before.file, before.row);
    let date = iso(day);
    Err((
        DATE,
        Misfit::new(
            Code::CalendarDayTwice,
            Text::new(
                format!("{date} 在 {file} 第 {row} 行已经写了"),
                format!("{date} stands in row {row} of {file} already"),
            ),
            Text::new("留下对的一行", "keep the row that is right"),
        ),
    ))
}

fn day(text: &str, work: &mut Work) -> Result<i32, Box<Misfit>> {
    let (value_type, range) = (ValueType::Date, Interval::ALL);
    let slot = Slot {
        name: COLUMNS[DATE].0,
        value_type: &value_type,
        range: &range,
        // Read as states, so that the message is that there is no date, not what the rules should say of them.
        may_not_apply: true,
        may_be_excused: true,
        required: true,
    };
    match cell(text, slot, None, &mut work.texts)? {
        Cell::Date(day) => Ok(day),
        Cell::Number(_)
        | Cell::YesNo(_)
        | Cell::Choice(_)
        | Cell::Text(_)
        | Cell::Missing
        | Cell::NotApplicable
        | Cell::Excused(_) => Err(Misfit::new(
            Code::BadCell,
            Text::new("日历的这一行没有日期", "this row of the calendar has no date"),
            Text::new(
                "写上日期, 如 2020-10-01, 或删去这一行",
                "write the date, as in 2020-10-01, or delete the row",
            ),
        )),
    }
}

fn works(text: &str) -> Result<bool, Box<Misfit>> {
    match text.to_ascii_lowercase().as_str() {
        "上班" | "work" => Ok(true),
        "放假" | "off" => Ok(false),
        other => {
            let near = closest(other, ["上班", "放假", "work", "off"]);
            let (near_zh, near_en) = near.map_or((String::new(), String::new()), |near| {
                (format!("是不是“{near}”? "), format!("did you mean `{near}`? "))
            });
            let text = shown(text);
            Err(Misfit::new(
                Code::UnknownChoice,
                Text::new(
                    format!("安排是放假或上班, 而这一格是“{text}”"),
                    format!("an arrangement is off or work, and the cell says `{text}`"),
                ),
                Text::new(format!("{near_zh}写 放假 或 上班"), format!("{near_en}write off or work")),
            ))
        }
    }
}
