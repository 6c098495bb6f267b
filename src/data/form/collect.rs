//! Many returned forms as one set of tables: who is there, who is missing or late, what came twice, and what fits.

use std::collections::BTreeMap;

use super::again::{Taken, differences};
use super::day;
use super::filled::{Filled, filled};
use super::written::{Written, written};
use crate::data::bind::{folded, refused, take_in};
use crate::data::{Dataset, Known, Ledger, Repair, RepairRule, Table};
use crate::plan::Scheme;
use crate::source::{Cell, Checked, Code, Diagnostic, Text, closest, in_order};

/// What the forms are collected for.
#[derive(Clone, Copy)]
pub struct Collecting<'a> {
    /// The rules.
    pub scheme: &'a Scheme,
    /// Their SHA-256.
    pub rules: &'a str,
    /// Who was to fill in a form; none where that is not known.
    pub roster: Option<&'a [Known]>,
    /// The last day, since 1970-01-01; none where any will do.
    pub due: Option<i32>,
    /// Whether a form that needs a repair is refused.
    pub strict: bool,
}

/// What became of a returned file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Taken in.
    Taken,
    /// The same as one that was taken in.
    Again,
    /// Not taken in: something is wrong with it.
    Refused,
}

/// A returned file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Returned {
    /// The file.
    pub file: String,
    /// Whom it is of, as far as that can be read: ids and names.
    pub who: Vec<(String, String)>,
    /// What became of it.
    pub state: State,
    /// Whether it was filled in after the last day.
    pub late: bool,
    /// How many repairs it needed.
    pub repairs: usize,
    /// How many mistakes are in it.
    pub mistakes: usize,
}

/// What was collected.
#[derive(Default)]
pub struct Collected {
    /// The files in the order of their names.
    pub returned: Vec<Returned>,
    /// Those of the roster who are not there.
    pub missing: Vec<Known>,
    /// The tables of all that was taken in, in the order of the roster, else of the ids.
    pub tables: Vec<Written>,
    /// Every repair.
    pub ledger: Ledger,
    /// Everything that was found, file by file.
    pub findings: Vec<Diagnostic>,
    /// By id: the file it came from, and its data.
    taken: BTreeMap<String, Taken>,
}

/// Takes in the returned files, each with the tables that it was read as. One that cannot be used does not keep the others
/// from being.
pub fn collect(
    files: impl Iterator<Item = (String, Checked<Vec<Table>>)>,
    with: Collecting<'_>,
) -> Collected {
    let mut all = Collected::default();
    for (file, read) in files {
        all.take(file, read, with);
    }
    all.missing(with);
    all.close(with);
    all
}

impl Collected {
    fn take(&mut self, file: String, read: Checked<Vec<Table>>, with: Collecting<'_>) {
        let mut found = read.diagnostics;
        let is_read = read.value.is_some();
        let mut filled = read.value.map(|tables| filled(tables, with.scheme)).unwrap_or_default();
        let bound = if found.iter().any(stops) { None } else { bound(&mut filled, with.scheme, &mut found) };
        found.append(&mut filled.findings);
        let mut returned = Returned {
            file,
            who: filled.who.iter().cloned().collect(),
            state: State::Refused,
            late: false,
            repairs: filled.ledger.repairs.len(),
            mistakes: 0,
        };
        found.extend(other_rules(&filled, &returned.file, with));
        let due = with.due.filter(|_| is_read);
        let late = late(&filled, &returned.file, due);
        returned.late = late.is_some();
        found.extend(late);
        if with.strict {
            found.extend(filled.ledger.repairs.iter().cloned().map(refused));
        }
        if let Some(data) = &bound {
            returned.who = data.subjects.iter().map(|who| (who.id.clone(), who.name.clone())).collect();
            found.extend(data.subjects.iter().filter_map(|who| {
                let place = Cell { subject: Some(who.name.clone()), ..Cell::file(&returned.file) };
                stranger((&who.id, &who.name), place, with.roster)
            }));
        }
        self.ledger.repairs.append(&mut filled.ledger.repairs);
        if let Some(data) = bound.filter(|_| !found.iter().any(stops)) {
            returned.state = self.enter(&data, &returned.file, with.scheme, &mut found);
        }
        returned.mistakes = found.iter().filter(|found| stops(found)).count();
        in_order(&mut found);
        self.findings.append(&mut found);
        self.returned.push(returned);
    }

    /// Takes in the subjects of one file, or none of them where one is there already with other data.
    fn enter(&mut self, data: &Dataset, file: &str, scheme: &Scheme, found: &mut Vec<Diagnostic>) -> State {
        let tables = written(scheme, data);
        let mut new = Vec::new();
        for who in &data.subjects {
            let rows = |table: &Written| {
                let own = table.rows.iter().filter(|row| row.first() == Some(&who.id));
                own.cloned().collect::<Vec<_>>()
            };
            let rows: Vec<_> = tables.iter().map(rows).collect();
            match self.taken.get(&who.id) {
                Some(first) if first.rows == rows => {
                    let (place, was) = (Cell::file(file), format!("{} {}", who.id, who.name));
                    let (became, rule) = (first.file.clone(), RepairRule::SameForm);
                    self.ledger.repairs.push(Repair { place, was, became, rule });
                }
                Some(first) => found.extend(differences((file, who), &rows, first, &tables)),
                None => new.push((who.id.clone(), Taken { file: file.to_owned(), rows })),
            }
        }
        if found.iter().any(stops) {
            return State::Refused;
        }
        let state = if new.is_empty() { State::Again } else { State::Taken };
        self.taken.extend(new);
        if self.tables.is_empty() {
            self.tables = tables.into_iter().map(|table| Written { rows: Vec::new(), ..table }).collect();
        }
        state
    }

    fn missing(&mut self, with: Collecting<'_>) {
        let there = |known: &&Known| !self.taken.contains_key(&known.id);
        self.missing = with.roster.unwrap_or_default().iter().filter(there).cloned().collect();
        let refused = |known: &Known| {
            let of = |one: &&Returned| one.who.iter().any(|(id, _)| *id == known.id);
            self.returned.iter().find(of).map(|one| one.file.clone())
        };
        let found: Vec<Diagnostic> =
            self.missing.iter().map(|known| not_there(known, refused(known))).collect();
        self.findings.extend(found);
    }

    /// Puts the rows in order: the same forms give the same tables, whatever their files are called.
    fn close(&mut self, with: Collecting<'_>) {
        let place: BTreeMap<&str, usize> = with
            .roster
            .unwrap_or_default()
            .iter()
            .zip(0..)
            .map(|(known, at)| (known.id.as_str(), at))
            .collect();
        let mut order: Vec<&String> = self.taken.keys().collect();
        order.sort_by_key(|id| (place.get(id.as_str()).copied().unwrap_or(usize::MAX), *id));
        for (at, table) in self.tables.iter_mut().enumerate() {
            let rows = order.iter().filter_map(|id| self.taken.get(*id)?.rows.get(at));
            table.rows = rows.flatten().cloned().collect();
        }
    }
}

fn stops(found: &Diagnostic) -> bool {
    found.code.severity().stops()
}

/// The data of one file. A calendar is nobody's form.
fn bound(filled: &mut Filled, scheme: &Scheme, found: &mut Vec<Diagnostic>) -> Option<Dataset> {
    let tables = std::mem::take(&mut filled.tables);
    let mut ledger = Ledger::default();
    let bound = take_in(vec![(String::new(), tables)], scheme, &mut ledger);
    for mut repair in ledger.repairs {
        filled.in_the_form(&mut repair.place);
        filled.ledger.repairs.push(repair);
    }
    found.extend(bound.diagnostics.into_iter().map(|found| filled.found_in_the_form(found)));
    bound.value.and_then(|mut layers| layers.pop())
}

/// Who is not on the roster, or goes by another name there.
fn stranger((id, name): (&str, &str), place: Cell, roster: Option<&[Known]>) -> Option<Diagnostic> {
    let roster = roster?;
    let known = roster.iter().find(|known| known.id == id);
    let (message, help) = match known {
        Some(known) if folded(&known.name) == folded(name) => return None,
        Some(known) => (
            Text::new(
                format!("编号 {id} 在名单里是“{}”, 表里写的是“{name}”", known.name),
                format!("the id {id} is `{}` on the roster, and the form says `{name}`", known.name),
            ),
            Text::new("核对是谁的表, 改正编号或名称", "see whose form it is, and mend the id or the name"),
        ),
        None => {
            let near =
                roster.iter().find(|known| folded(&known.name) == folded(name)).map(|known| &*known.id);
            let near = near.or_else(|| closest(id, roster.iter().map(|known| known.id.as_str())));
            let help = match near {
                Some(near) => Text::new(format!("是不是 {near}?"), format!("did you mean {near}?")),
                None => Text::new("核对编号, 或在名单里补上", "see to the id, or add it to the roster"),
            };
            let message =
                Text::new(format!("名单里没有编号“{id}”"), format!("there is no id `{id}` on the roster"));
            (message, help)
        }
    };
    Some(Diagnostic::cell(Code::NotOnRoster, place, message).help(help))
}

/// A form of other rules is not taken in; one of another state of these rules is, where all of it fits.
fn other_rules(filled: &Filled, file: &str, with: Collecting<'_>) -> Option<Diagnostic> {
    let place = Cell::file(file);
    if let Some(scheme) = filled.about.scheme().filter(|scheme| *scheme != with.scheme.name) {
        let own = &with.scheme.name;
        let message = Text::new(
            format!("这是“{scheme}”的表, 不是“{own}”的"),
            format!("this is a form of `{scheme}`, not of `{own}`"),
        );
        let help =
            Text::new("移走这个文件, 或换成那个办法来收", "move it away, or collect it for those rules");
        return Some(Diagnostic::cell(Code::FormOfOtherRules, place, message).help(help));
    }
    filled.about.rules().filter(|rules| *rules != with.rules)?;
    let message = Text::new("这张表做好之后规则改过", "the rules have been changed since this form was made");
    let help = Text::new(
        "这次能收下; 请看改动是否影响填报, 必要时发新表",
        "it could be taken in; see whether the change matters to those who fill it in, and send a new one if so",
    );
    Some(Diagnostic::cell(Code::FormOfOldRules, place, message).help(help))
}

fn late(filled: &Filled, file: &str, due: Option<i32>) -> Option<Diagnostic> {
    let due = due?;
    let Some((text, place)) = &filled.date else {
        let message =
            Text::new("没有写填报日期, 不知道是否逾期", "it says no date: nobody knows whether it is late");
        let help = Text::new("补写填报日期", "fill in the date");
        return Some(Diagnostic::cell(Code::FormLate, Cell::file(file), message).help(help));
    };
    let (message, help) = match day(text) {
        Some(day) if day <= due => return None,
        Some(day) => {
            let days = day - due;
            (
                Text::new(
                    format!("逾期 {days} 天 (填报日期 {text})"),
                    format!("{days} days late (filled in on {text})"),
                ),
                Text::new(
                    "已收下; 是否算逾期由办法定",
                    "it was taken in; what being late means is for the rules to say",
                ),
            )
        }
        None => (
            Text::new(format!("填报日期“{text}”读不成日期"), format!("the date `{text}` cannot be read")),
            Text::new("写成 年-月-日, 如 2024-06-30", "write year-month-day, such as 2024-06-30"),
        ),
    };
    Some(Diagnostic::cell(Code::FormLate, place.clone(), message).help(help))
}

fn not_there(known: &Known, refused: Option<String>) -> Diagnostic {
    let Known { id, name, place, .. } = known;
    let message =
        Text::new(format!("{id} {name} 没有收到能用的表"), format!("no form of {id} {name} could be used"));
    let help = match refused {
        Some(file) => Text::new(
            format!("{file} 有错, 改好再收"),
            format!("{file} has mistakes: mend it and collect again"),
        ),
        None => Text::new("催一下", "remind them"),
    };
    Diagnostic::cell(Code::FormMissing, place.clone(), message).help(help)
}
