//! Which table is which.

use super::findings::{Findings, Mended, Misfit};
use super::head::{Names, settled};
use super::spelling::{folded, listed};
use crate::data::{RepairRule, Table};
use crate::plan::{List, Scheme};
use crate::source::{Cell, Code, Text, closest};

/// The tables, each in its place.
pub(super) struct Tables {
    pub(super) subjects: Option<Table>,
    /// Beside `Scheme::lists`.
    pub(super) lists: Vec<Option<Table>>,
    /// The sheets that the rules do not use.
    pub(super) others: Vec<String>,
}

/// Puts the tables in order: that of the subjects, then the lists as the scheme has them.
pub(super) fn sorted(tables: Vec<Table>, scheme: &Scheme, findings: &mut Findings) -> Tables {
    let lists = scheme.lists.iter().map(|_| None).collect();
    let mut sorted = Tables { subjects: None, lists, others: Vec::new() };
    // A file given alone is the subjects table, whatever its name.
    let alone = tables.iter().filter(|table| !table.origin.hidden).count() == 1;
    for table in tables {
        let list = known_as(&table, |name| list_of(name, scheme));
        let fed = list.and_then(|at| scheme.lists.get(at)?.from.as_ref());
        if let Some(feed) = fed {
            findings.add(from_results(&table.name, &feed.name).at(Cell::file(&table.file)));
            continue;
        }
        let named = known_as(&table, |name| is_subjects(name, scheme).then_some(())).is_some();
        let place = match list {
            Some(at) => sorted.lists.get_mut(at),
            None if named || alone && !table.origin.hidden => Some(&mut sorted.subjects),
            None => None,
        };
        if place.is_some() && table.origin.hidden {
            sheet_told(&table, RepairRule::HiddenSheet, findings);
        }
        let names = list.and_then(|at| scheme.lists.get(at)).map_or_else(|| of_subjects(scheme), of_list);
        let table = settled(table, &names, findings);
        match place {
            Some(Some(first)) => findings.add(second(&table, first).at(Cell::file(&table.file))),
            Some(empty) => *empty = Some(table),
            None if table.origin.sheet.is_some() && near(&table.name, scheme).is_none() => {
                sheet_told(&table, RepairRule::OtherSheet, findings);
                sorted.others.push(table.name);
            }
            None => findings.add(unknown(&table, scheme).at(Cell::file(&table.file))),
        }
    }
    sorted
}

/// What a table is by its name, or else by that of its file.
fn known_as<T>(table: &Table, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    known(&table.name).or_else(|| table.origin.also.as_deref().and_then(known))
}

fn list_of(name: &str, scheme: &Scheme) -> Option<usize> {
    scheme.lists.iter().position(|list| folded(list_name(scheme, list)) == folded(name))
}

/// subjects, 对象, 主体, or what the rules call those they assess.
fn is_subjects(name: &str, scheme: &Scheme) -> bool {
    let name = folded(name);
    matches!(name.to_ascii_lowercase().as_str(), "subjects" | "对象" | "主体")
        || name == folded(&scheme.subject_kind)
}

fn sheet_told(table: &Table, rule: RepairRule, findings: &mut Findings) {
    findings.know(table);
    let name = table.name.clone();
    let became = if rule == RepairRule::HiddenSheet { name.clone() } else { String::new() };
    findings.repaired(Cell::file(&table.file), Mended { was: name, became, rule });
}

/// The name that a table was probably meant to have.
fn near<'a>(name: &str, scheme: &'a Scheme) -> Option<&'a str> {
    closest(name, names(scheme))
}

fn names(scheme: &Scheme) -> impl Iterator<Item = &str> {
    let lists = scheme.lists.iter().filter(|list| list.from.is_none());
    std::iter::once("subjects").chain(lists.map(|list| list_name(scheme, list)))
}

fn of_subjects(scheme: &Scheme) -> Names {
    Names::new(
        &["编号", "id"],
        scheme.inputs.iter().map(|input| input.column.as_str()).chain(["名称", "name"]),
    )
}

fn of_list(list: &List) -> Names {
    Names::new(&["编号", "id"], list.fields.iter().map(|field| field.name.as_str()))
}

/// The name of a list, which is the name of its file.
fn list_name<'a>(scheme: &'a Scheme, list: &List) -> &'a str {
    &scheme.input(list.input).column
}

/// What must be there and is not.
pub(super) fn lacking(sorted: &Tables, scheme: &Scheme, findings: &mut Findings) {
    let Some(subjects) = &sorted.subjects else {
        return findings.add(no_subjects(&sorted.others).at(Cell::file("subjects.csv")));
    };
    for (list, table) in scheme.lists.iter().zip(&sorted.lists) {
        let input = scheme.input(list.input);
        if table.is_none() && input.required && list.from.is_none() {
            let misfit = no_list(&input.column, list, (subjects.origin.sheet.is_some(), &sorted.others));
            findings.add(misfit.at(Cell::file(&subjects.file)));
        }
    }
}

pub(super) fn no_subjects(others: &[String]) -> Box<Misfit> {
    let message = Text::new("没有对象名单", "there is no subjects table");
    let help = if others.is_empty() {
        Text::new(
            "加上文件 subjects.csv: 编号, 名称, 然后是各项数据",
            "add a file subjects.csv: id, name, then the inputs",
        )
    } else {
        let others = listed(others.iter().map(String::as_str));
        Text::new(
            format!("把是名单的工作表改名为 subjects; 现有: {others}"),
            format!("call the sheet that has them `subjects`; there are: {others}"),
        )
    };
    Misfit::new(Code::NoSubjects, message, help)
}

fn no_list(name: &str, list: &List, (in_workbook, others): (bool, &[String])) -> Box<Misfit> {
    let fields = listed(list.fields.iter().map(|field| field.name.as_str()));
    let message =
        Text::new(format!("缺少列表“{name}”的数据"), format!("the records of the list `{name}` are missing"));
    let there = if others.is_empty() {
        Text::default()
    } else {
        let others = listed(others.iter().map(String::as_str));
        Text::new(format!("; 没有用到的工作表: {others}"), format!("; sheets not used: {others}"))
    };
    let (zh, en) = if in_workbook {
        (format!("工作表 {name}"), format!("sheet {name}"))
    } else {
        (format!("文件 {name}.csv"), format!("file {name}.csv"))
    };
    let help = Text::new(
        format!("加上{zh}: 编号, {fields}; 一条记录也没有时只写表头{}", there.zh),
        format!("add a {en}: id, {fields}; the header alone when there are no records{}", there.en),
    );
    Misfit::new(Code::MissingColumn, message, help)
}

/// A file for a list that is what another scheme came to.
fn from_results(name: &str, scheme: &str) -> Box<Misfit> {
    Misfit::new(
        Code::UnknownColumn,
        Text::new(
            format!("列表“{name}”来自“{scheme}”的结果, 不从数据读"),
            format!("the list `{name}` comes from the results of `{scheme}`, not from the data"),
        ),
        Text::new(
            format!("移走这个文件; “{scheme}”有自己的数据"),
            format!("move this file away; `{scheme}` has data of its own"),
        ),
    )
}

fn unknown(table: &Table, scheme: &Scheme) -> Box<Misfit> {
    let name = &table.name;
    let help = match near(name, scheme) {
        Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
        None => Text::new(
            format!("移走这个文件, 或改名; 规则用的表: {}", listed(names(scheme))),
            format!("move it away or rename it; the rules use: {}", listed(names(scheme))),
        ),
    };
    let message = Text::new(
        format!("“{name}”既不是对象名单, 也不是规则里的列表"),
        format!("`{name}` is neither the subjects table nor a list of the rules"),
    );
    Misfit::new(Code::UnknownColumn, message, help)
}

fn second(table: &Table, first: &Table) -> Box<Misfit> {
    let (name, first) = (&table.name, &first.file);
    Misfit::new(
        Code::DuplicateColumn,
        Text::new(
            format!("“{name}”的数据在 {first} 里已经有了"),
            format!("the data of `{name}` are already in {first}"),
        ),
        Text::new("两个文件留一个", "keep one of the two files"),
    )
}
