//! Which column is which, and what unit its header gives.

use std::collections::BTreeSet;

use super::findings::{Findings, Mended, Misfit};
use super::place::cell_at;
use super::quantity::{fits, unit_differs};
use super::slot::Slot;
use super::spelling::{folded, half_width, listed};
use crate::data::{RepairRule, Table};
use crate::number::Unit;
use crate::plan::ValueType;
use crate::source::{Cell, Code, Text, closest};

/// A column of a table.
pub(super) struct Header {
    /// As it is written.
    pub(super) text: String,
    /// What its cells are.
    pub(super) target: Target,
    /// The unit it gives for bare numbers.
    pub(super) unit: Option<Unit>,
}

/// What the cells of a column are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// 编号
    Id,
    /// 名称
    Name,
    /// An input or field, by its place.
    Slot(usize),
    /// Nothing: without a header its cells must be empty.
    Unnamed,
    /// Nothing that can be read: the finding is made.
    Lost,
}

/// What a table may hold.
pub(super) struct Wanted<'a> {
    pub(super) slots: &'a [Slot<'a>],
    /// Whether 名称 is the subject's name; in a list it is a field like others.
    pub(super) names: bool,
    /// The kind of subject, for messages.
    pub(super) subject_kind: &'a str,
}

/// Matches every header, and finds what is unknown, twice or missing.
pub(super) fn headers(table: &Table, wanted: &Wanted<'_>, findings: &mut Findings) -> Vec<Header> {
    let mut matching = Matching { table, wanted, findings, seen: BTreeSet::new(), meant: BTreeSet::new() };
    let mut headers: Vec<Header> =
        table.headers.iter().enumerate().map(|(at, text)| matching.header((at, text))).collect();
    matching.missing();
    matching.units_of_title(&mut headers);
    headers
}

struct Matching<'a> {
    table: &'a Table,
    wanted: &'a Wanted<'a>,
    findings: &'a mut Findings,
    seen: BTreeSet<Target>,
    /// Columns that stand in the table under a name or unit that is wrong: they are not missing as well.
    meant: BTreeSet<String>,
}

type Matched = Result<(Target, Option<Unit>), Box<Misfit>>;

impl<'a> Matching<'a> {
    fn header(&mut self, (at, text): (usize, &str)) -> Header {
        if self.table.origin.elsewhere.contains(&at) {
            return Header { text: text.to_owned(), target: Target::Lost, unit: None };
        }
        let (target, unit) = match self.target(text) {
            Ok(matched) => matched,
            Err(_) if is_plain(text) => {
                self.repaired((at, text), String::new(), RepairRule::PlainColumn);
                (Target::Lost, None)
            }
            Err(misfit) => {
                self.add(text, *misfit);
                (Target::Lost, None)
            }
        };
        if self.table.origin.hidden_columns.contains(&at) && !matches!(target, Target::Unnamed | Target::Lost)
        {
            self.repaired((at, text), text.to_owned(), RepairRule::HiddenColumn);
        }
        let twice = !matches!(target, Target::Unnamed | Target::Lost) && !self.seen.insert(target);
        if twice {
            self.add(text, *twice_misfit(text));
        }
        Header { text: text.to_owned(), target: if twice { Target::Lost } else { target }, unit }
    }

    fn target(&mut self, text: &str) -> Matched {
        let name = folded(text);
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "" => return Ok((Target::Unnamed, None)),
            "编号" | "id" => return Ok((Target::Id, None)),
            "名称" | "name" if self.wanted.names => return Ok((Target::Name, None)),
            _ => {}
        }
        let (base, bracket) = bracketed(&name);
        let unit = bracket.map(Unit::parse);
        if let Some((at, slot)) = self.slot(&name) {
            if matches!(slot.value_type, ValueType::List(_)) {
                self.meant.insert(name);
                return Err(list_as_column(text));
            }
            // The name itself may end in its unit: 【培训合格率(%)】.
            let unit = unit.filter(|unit| slot.value_type.unit().is_some_and(|rule| fits(rule, unit)));
            return Ok((Target::Slot(at), unit));
        }
        match (self.slot(base), unit) {
            (Some((at, slot)), Some(unit)) => self.with_unit(text, (at, slot), unit),
            (_, _) => Err(self.unknown(text)),
        }
    }

    /// A name with a unit in brackets behind it.
    fn with_unit(&mut self, text: &str, (at, slot): (usize, Slot<'a>), unit: Unit) -> Matched {
        match slot.value_type.unit() {
            // The unit of the rules needs no reading: it may hold digits, as 人/10万人 does.
            Some(rule) if *unit.symbol == *folded(&rule.symbol) => Ok((Target::Slot(at), Some(rule.clone()))),
            Some(rule) if fits(rule, &unit) => Ok((Target::Slot(at), Some(unit))),
            Some(rule) => {
                self.meant.insert(folded(slot.name));
                Err(unit_differs(slot.name, rule, (text, &unit)))
            }
            None => Err(self.unknown(text)),
        }
    }

    fn slot(&self, name: &str) -> Option<(usize, Slot<'a>)> {
        let wanted = self.wanted;
        let at = wanted.slots.iter().position(|slot| folded(slot.name) == name)?;
        wanted.slots.get(at).map(|slot| (at, *slot))
    }

    fn unknown(&mut self, text: &str) -> Box<Misfit> {
        let message = Text::new(format!("规则里没有“{text}”这一项"), format!("the rules know no `{text}`"));
        let name = folded(text);
        let names = || self.wanted.slots.iter().map(|slot| slot.name);
        let help = match closest(&name, names()).or_else(|| closest(bracketed(&name).0, names())) {
            Some(near) => {
                self.meant.insert(folded(near));
                Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?"))
            }
            None => Text::new(
                format!("删去这一列, 或在规则的“输入”里声明它; 规则里有: {}", listed(names())),
                format!(
                    "delete the column, or declare it under `input` in the rules, which know: {}",
                    listed(names())
                ),
            ),
        };
        Misfit::new(Code::UnknownColumn, message, help)
    }

    /// One finding a column that is wanted and not there, whatever the number of rows.
    fn missing(&mut self) {
        if !self.seen.contains(&Target::Id) {
            let kind = self.wanted.subject_kind;
            let help = Text::new(
                format!("加一列“编号”, 每个{kind}一个编号; 表头现有: {}", listed(self.header_texts())),
                format!(
                    "add a column `id` with one id for each subject; the header has: {}",
                    listed(self.header_texts())
                ),
            );
            self.add("编号", *Misfit::new(Code::MissingColumn, lacking("编号"), help));
        }
        for (at, slot) in self.wanted.slots.iter().enumerate() {
            if slot.required
                && !self.seen.contains(&Target::Slot(at))
                && !self.meant.contains(&folded(slot.name))
            {
                let help = Text::new(
                    format!("加上“{}”这一列; 没有数的格留空, 即缺报", slot.name),
                    format!("add a column `{}`; leave cells empty where the number is not known", slot.name),
                );
                self.add(slot.name, *Misfit::new(Code::MissingColumn, lacking(slot.name), help));
            }
        }
    }

    /// The unit that stands above the table is that of every column of its kind that names none.
    fn units_of_title(&mut self, headers: &mut [Header]) {
        let Some(written) = self.table.origin.unit.as_deref() else { return };
        let unit = Unit::parse(written);
        for (at, header) in headers.iter_mut().enumerate() {
            let Target::Slot(slot) = header.target else { continue };
            let rule = self.wanted.slots.get(slot).and_then(|slot| slot.value_type.unit());
            if header.unit.is_none() && rule.is_some_and(|rule| fits(rule, &unit)) {
                let became = format!("{}({written})", header.text);
                self.repaired((at, &header.text), became, RepairRule::TitleUnit);
                header.unit = Some(unit.clone());
            }
        }
    }

    fn repaired(&mut self, (at, text): (usize, &str), became: String, rule: RepairRule) {
        let place = cell_at(&self.table.file, self.table.origin.header_row, (at, text), "");
        self.findings.repaired(place, Mended { was: text.to_owned(), became, rule });
    }

    fn header_texts(&self) -> impl Iterator<Item = &str> {
        self.table.headers.iter().map(String::as_str)
    }

    fn add(&mut self, column: &str, misfit: Misfit) {
        let place = Cell {
            row: self.table.origin.header_row,
            column: Some(column.to_owned()),
            ..Cell::file(&self.table.file)
        };
        self.findings.add(misfit.at(place));
    }
}

/// What tables number and remark, and nobody scores by.
fn is_plain(text: &str) -> bool {
    matches!(
        folded(text).to_ascii_lowercase().as_str(),
        "序号" | "备注" | "no" | "no." | "remark" | "remarks"
    )
}

/// `预算数(万元)`, `预算数(单位:万元)` → the name and the unit. Spaces and width are settled before.
pub(super) fn bracketed(name: &str) -> (&str, Option<&str>) {
    let inside = name.strip_suffix(')').and_then(|open| open.rsplit_once('('));
    match inside {
        Some((base, unit)) => {
            let unit = unit.strip_prefix("单位:").or_else(|| unit.strip_prefix("unit:")).unwrap_or(unit);
            (base, Some(unit))
        }
        None => (name, None),
    }
}

fn lacking(column: &str) -> Text {
    Text::new(format!("缺少“{column}”这一列"), format!("the column `{column}` is missing"))
}

fn twice_misfit(text: &str) -> Box<Misfit> {
    let text = half_width(text);
    Misfit::new(
        Code::DuplicateColumn,
        Text::new(format!("“{text}”这一列前面已经有了"), format!("an earlier column already is `{text}`")),
        Text::new("留下对的一列, 删去或改名另一列", "keep the right one; delete or rename the other"),
    )
}

fn list_as_column(text: &str) -> Box<Misfit> {
    Misfit::new(
        Code::UnknownColumn,
        Text::new(
            format!("“{text}”是列表, 不能是一列"),
            format!("`{text}` is a list and cannot be a column"),
        ),
        Text::new(
            format!("放进单独的文件 {text}.csv: 编号, 然后是各字段, 每条记录一行"),
            format!("put it in a file of its own, {text}.csv: id, then the fields, one record a row"),
        ),
    )
}
