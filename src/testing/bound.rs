//! The givens of a test as data: bound once, by the same code as data from files.

use crate::data::{self, Dataset, Origin, Row, Table};
use crate::plan::{Expectation, GivenRecords, LayerId, List, Scheme, TestCase, TestSubject, ValueType};
use crate::source::{Diagnostic, Place, Span};

/// The first subject's row in a table: the header is in row 1.
const FIRST_ROW: u64 = 2;

/// One case of a test, ready to be scored.
#[derive(Clone, PartialEq, Debug)]
pub struct Case {
    /// The test: its place in `Scheme::tests`.
    pub test: usize,
    /// The case: its place in `Test::cases`.
    pub case: usize,
    /// The data, one dataset a layer; empty where what is given does not fit.
    pub layers: Vec<Dataset>,
    /// What was found in what is given.
    pub findings: Vec<Diagnostic>,
    /// What is expected.
    pub expectations: Vec<Expectation>,
}

/// Every case of every test of a scheme, in order.
pub fn cases(scheme: &Scheme) -> Vec<Case> {
    let given = given(scheme);
    let numbered = scheme.tests.iter().enumerate();
    let all = numbered.flat_map(|(test, one)| one.cases.iter().enumerate().map(move |case| (test, case)));
    all.map(|(test, (place, case))| made(&given, (test, place), case)).collect()
}

fn made(given: &Scheme, (test, place): (usize, usize), case: &TestCase) -> Case {
    let (layers, findings) = bound(given, case);
    Case { test, case: place, layers, findings, expectations: case.expectations.clone() }
}

/// A case that stands in no test.
pub(super) fn alone(scheme: &Scheme, case: &TestCase) -> Case {
    made(&given(scheme), (0, 0), case)
}

/// Records of another scheme's results are given like any others.
fn given(scheme: &Scheme) -> Scheme {
    let lists = scheme.lists.iter().map(|list| List { from: None, ..list.clone() }).collect();
    let (tests, variants) = (Vec::new(), Vec::new());
    Scheme { lists, tests, variants, ..scheme.clone() }
}

fn bound(scheme: &Scheme, case: &TestCase) -> (Vec<Dataset>, Vec<Diagnostic>) {
    let mut folders: Vec<(String, Vec<Table>)> = Vec::new();
    for layer in layers(case) {
        let name = layer.map_or("", |layer| scheme.layer(layer)).to_owned();
        let whole = layer.is_none_or(|layer| layer == LayerId(0));
        let holds = |of: Option<LayerId>| of == layer || whole && of.is_none();
        let mut tables = vec![subjects(scheme, case, (&name, &holds))];
        let lists = scheme.lists.iter().enumerate();
        tables
            .extend(lists.filter_map(|(at, list)| records(scheme, case, (at, list), (&name, whole, &holds))));
        folders.push((name, tables));
    }
    if let (Some((_, tables)), true) = (folders.first_mut(), scheme.counts_workdays) {
        tables.push(calendar(case));
    }
    let bound = data::bind_layers(folders, scheme);
    let mut findings = bound.diagnostics;
    for finding in &mut findings {
        placed(finding, scheme, case);
    }
    (bound.value.unwrap_or_default(), findings)
}

/// The layers that are named, with the first; no layer where none is.
fn layers(case: &TestCase) -> Vec<Option<LayerId>> {
    if case.layers.is_empty() {
        return vec![None];
    }
    let mut layers = [case.layers.as_slice(), &[LayerId(0)]].concat();
    layers.sort_unstable();
    layers.dedup();
    layers.into_iter().map(Some).collect()
}

type Holds<'a> = &'a dyn Fn(Option<LayerId>) -> bool;

/// `subjects.csv` as it would be: every input a column, empty where nothing is given.
fn subjects(scheme: &Scheme, case: &TestCase, (folder, holds): (&str, Holds<'_>)) -> Table {
    let columns = scheme.inputs.iter().enumerate();
    let columns = columns.filter(|(_, input)| !matches!(input.value_type, ValueType::List(_)));
    let columns: Vec<(usize, String)> = columns.map(|(at, input)| (at, input.column.clone())).collect();
    let mut headers = vec!["编号".to_owned(), "名称".to_owned()];
    headers.extend(columns.iter().map(|(_, column)| column.clone()));
    let rows = case.subjects.iter().enumerate().map(|(place, subject)| {
        let mut row = Row::new(row_of(place));
        row.push(&id(place));
        row.push(name(scheme, place, subject));
        for (at, _) in &columns {
            let own =
                subject.cells.iter().rev().find(|cell| cell.input.0 as usize == *at && holds(cell.layer));
            row.push(own.map_or("", |cell| &cell.text));
        }
        row
    });
    table("subjects", folder, headers, rows.collect())
}

/// The records of a list. A layer after the first has a table only where it changes some.
fn records(
    scheme: &Scheme,
    case: &TestCase,
    (at, list): (usize, &List),
    (folder, whole, holds): (&str, bool, Holds<'_>),
) -> Option<Table> {
    let own = |subject: &TestSubject| {
        let all = subject.records.iter().rev();
        all.clone().find(|one| one.list.0 as usize == at && holds(one.layer)).cloned()
    };
    if !whole && case.subjects.iter().all(|subject| own(subject).is_none()) {
        return None;
    }
    let mut headers = vec!["编号".to_owned()];
    headers.extend(list.fields.iter().map(|field| field.name.clone()));
    let mut rows = Vec::new();
    for (place, subject) in case.subjects.iter().enumerate() {
        for record in own(subject).iter().flat_map(|given| given.rows.iter().map(move |row| (given, row))) {
            let mut row = Row::new(FIRST_ROW + rows.len() as u64);
            row.push(&id(place));
            for field in 0..list.fields.len() {
                row.push(cell_of(record, field));
            }
            rows.push(row);
        }
    }
    Some(table(&scheme.input(list.input).column, folder, headers, rows))
}

fn cell_of<'a>((given, row): (&GivenRecords, &'a Vec<String>), field: usize) -> &'a str {
    let column = given.fields.iter().position(|own| own.0 as usize == field);
    column.and_then(|column| row.get(column)).map_or("", String::as_str)
}

/// A calendar without days is one too: working days are then those of the weeks it knows nothing of.
fn calendar(case: &TestCase) -> Table {
    let rows = case.calendar.iter().zip(FIRST_ROW..).map(|((date, arrangement), number)| {
        let mut row = Row::new(number);
        row.push(date);
        row.push(arrangement);
        row
    });
    table("日历", "", vec!["日期".to_owned(), "安排".to_owned()], rows.collect())
}

fn table(name: &str, folder: &str, headers: Vec<String>, rows: Vec<Row>) -> Table {
    let file = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    Table {
        name: name.to_owned(),
        file,
        headers,
        rows: Box::new(rows.into_iter().map(Ok)),
        origin: Origin::default(),
    }
}

fn row_of(subject: usize) -> u64 {
    FIRST_ROW + subject as u64
}

fn id(subject: usize) -> String {
    (subject + 1).to_string()
}

/// What the sentences of a failure call it, in the language of the rules.
fn name<'a>(scheme: &Scheme, place: usize, subject: &'a TestSubject) -> &'a str {
    match place {
        0 if scheme.subject_kind.is_ascii() => "this subject",
        0 => "本单位",
        _ => &subject.name,
    }
}

/// A finding in a cell is one in the line that gives it.
fn placed(finding: &mut Diagnostic, scheme: &Scheme, case: &TestCase) {
    let Place::Cell(cell) = &finding.place else { return };
    let folder = cell.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let table = cell.file.rsplit('/').next().unwrap_or("");
    let subject = usize::try_from(cell.row.saturating_sub(FIRST_ROW)).unwrap_or(usize::MAX);
    let of_layer = |layer: Option<LayerId>| layer.map_or("", |layer| scheme.layer(layer)) == folder;
    let column = cell.column.as_deref().unwrap_or("");
    let cells = || case.subjects.get(subject).into_iter().flat_map(|subject| subject.cells.iter().rev());
    let named = |input: &crate::plan::InputId| scheme.input(*input).column == column;
    let given = cells().find(|given| named(&given.input) && of_layer(given.layer));
    let given = given.or_else(|| cells().find(|given| named(&given.input)));
    let records = case.subjects.iter().flat_map(|subject| &subject.records);
    let mut records = records.filter(|given| scheme.input(scheme.list(given.list).input).column == table);
    let span: Option<Span> = if table == "subjects" {
        given.map(|given| given.span)
    } else {
        records.next().map(|given| given.span)
    };
    finding.place = Place::Span(span.unwrap_or(case.span));
}
