//! Which table is which.

use super::findings::{Findings, Misfit};
use super::head::{Names, settled};
use super::spelling::{folded, listed};
use crate::data::Table;
use crate::plan::{List, Scheme};
use crate::source::{Cell, Code, Text, closest};

/// The tables, each in its place.
pub(super) struct Tables {
    pub(super) subjects: Option<Table>,
    /// Beside `Scheme::lists`.
    pub(super) lists: Vec<Option<Table>>,
}

/// Puts the tables in order: that of the subjects, then the lists as the scheme has them.
pub(super) fn sorted(tables: Vec<Table>, scheme: &Scheme, findings: &mut Findings) -> Tables {
    let mut sorted = Tables { subjects: None, lists: scheme.lists.iter().map(|_| None).collect() };
    // A file given alone is the subjects table, whatever its name.
    let alone = tables.len() == 1;
    for table in tables {
        let list =
            scheme.lists.iter().position(|list| folded(list_name(scheme, list)) == folded(&table.name));
        let fed = list.and_then(|at| scheme.lists.get(at)?.from.as_ref());
        if let Some(feed) = fed {
            findings.add(from_results(&table.name, &feed.name).at(Cell::file(&table.file)));
            continue;
        }
        let place = match list {
            Some(at) => sorted.lists.get_mut(at),
            None if alone || matches!(table.name.as_str(), "subjects" | "对象") => {
                Some(&mut sorted.subjects)
            }
            None => None,
        };
        let names = list.and_then(|at| scheme.lists.get(at)).map_or_else(|| of_subjects(scheme), of_list);
        let table = settled(table, &names, findings);
        match place {
            Some(Some(first)) => findings.add(second(&table, first).at(Cell::file(&table.file))),
            Some(empty) => *empty = Some(table),
            None => findings.add(unknown(&table, scheme).at(Cell::file(&table.file))),
        }
    }
    sorted
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
        let misfit = Misfit::new(
            Code::NoSubjects,
            Text::new("没有对象名单", "there is no subjects table"),
            Text::new(
                "加上文件 subjects.csv: 编号, 名称, 然后是各项数据",
                "add a file subjects.csv: id, name, then the inputs",
            ),
        );
        return findings.add(misfit.at(Cell::file("subjects.csv")));
    };
    for (list, table) in scheme.lists.iter().zip(&sorted.lists) {
        let input = scheme.input(list.input);
        if table.is_none() && input.required && list.from.is_none() {
            findings.add(no_list(&input.column, list).at(Cell::file(&subjects.file)));
        }
    }
}

fn no_list(name: &str, list: &List) -> Box<Misfit> {
    let fields = listed(list.fields.iter().map(|field| field.name.as_str()));
    Misfit::new(
        Code::MissingColumn,
        Text::new(format!("缺少列表“{name}”的数据"), format!("the records of the list `{name}` are missing")),
        Text::new(
            format!("加上文件 {name}.csv: 编号, {fields}; 一条记录也没有时只写表头"),
            format!("add a file {name}.csv: id, {fields}; the header alone when there are no records"),
        ),
    )
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
    let lists = || scheme.lists.iter().filter(|list| list.from.is_none());
    let names = || std::iter::once("subjects").chain(lists().map(|list| list_name(scheme, list)));
    let help = match closest(name, names()) {
        Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
        None => Text::new(
            format!("移走这个文件, 或改名; 规则用的表: {}", listed(names())),
            format!("move it away or rename it; the rules use: {}", listed(names())),
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
