//! Where everything stands in the workbook. Every sheet that formulas read has one row a subject, in the order of the data.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::{column_number_to_name, quote_sheet_name};

use super::term::Term;
use crate::plan::{FormulaId, GroupValueId, IndicatorId, InputId, Scheme, Stage, ValueType};
use crate::report::Scored;
use crate::report::wording::pick;
use crate::source::Lang;

/// A sheet's name and the row (from 0) of its first subject or record.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) first: u32,
}

/// The words that cells hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    pub(super) not_applicable: &'static str,
    pub(super) missing: &'static str,
    pub(super) failed: &'static str,
    pub(super) elsewhere: &'static str,
}

impl Words {
    fn of(lang: Lang) -> Words {
        Words {
            yes: pick(lang, "是", "yes"),
            no: pick(lang, "否", "no"),
            not_applicable: pick(lang, "不适用", "n/a"),
            missing: pick(lang, "未定", "undetermined"),
            failed: pick(lang, "无法计算", "failed"),
            elsewhere: pick(lang, "不属本类", "other branch"),
        }
    }
}

/// The columns of every quantity, from 0.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) words: Words,
    pub(super) overview: Sheet,
    pub(super) scores: Sheet,
    pub(super) workings: Sheet,
    pub(super) data: Sheet,
    pub(super) layers: Sheet,
    pub(super) notes: Sheet,
    /// Beside `Scheme::lists`.
    pub(super) lists: Vec<Sheet>,
    /// Of the data: those that are not lists.
    pub(super) inputs: BTreeMap<InputId, u16>,
    /// The indicators in the order of the file, a block before its children.
    pub(super) indicators: Vec<IndicatorId>,
    subjects: u32,
    formulas: u16,
    roots_before: u16,
    outside: u16,
}

/// The columns before the first quantity: 编号, 名称, 组.
pub(super) const WHO: u16 = 3;

/// The figures of the whole, in the order of their columns.
pub(super) const STAGES: [Stage; 5] =
    [Stage::Base, Stage::Bonus, Stage::Penalty, Stage::Unrounded, Stage::Total];

/// The longest name a sheet may have.
const LONGEST: usize = 31;

impl Layout {
    pub(super) fn of(scored: &Scored<'_>, lang: Lang) -> Layout {
        let scheme = scored.scheme;
        let mut names = Names::default();
        let mut sheet = |name: &str, first: u32| Sheet { name: names.free(name), first };
        let levels = depth(scheme);
        let overview = sheet(pick(lang, "总览", "Overview"), 1);
        let scores = sheet(pick(lang, "得分", "Scores"), levels + 1);
        let workings = sheet(pick(lang, "计算", "Workings"), 1);
        let data = sheet(pick(lang, "数据", "Data"), 1);
        let layers = sheet(pick(lang, "自评与复核", "Layers"), 1);
        let notes = sheet(pick(lang, "说明", "Notes"), 1);
        let lists = scheme.lists.iter().map(|list| sheet(&scheme.input(list.input).name, 1)).collect();
        let scalar = scheme.inputs.iter().enumerate();
        let scalar = scalar.filter(|(_, input)| !matches!(input.value_type, ValueType::List(_)));
        let ids = scalar.map(|(at, _)| InputId(u32::try_from(at).unwrap_or(u32::MAX)));
        let inputs = ids.enumerate().map(|(at, id)| (id, column(at))).collect();
        let indicators = scheme.preorder();
        Layout {
            words: Words::of(lang),
            overview,
            scores,
            workings,
            data,
            layers,
            notes,
            lists,
            inputs,
            subjects: u32::try_from(scored.data.subjects.len()).unwrap_or(u32::MAX),
            formulas: u16::try_from(scheme.formulas.len()).unwrap_or(u16::MAX),
            roots_before: u16::try_from(indicators.len()).unwrap_or(u16::MAX),
            outside: u16::try_from(scheme.outside.len()).unwrap_or(u16::MAX),
            indicators,
        }
    }

    pub(super) fn input_column(&self, id: InputId) -> Option<u16> {
        self.inputs.get(&id).copied()
    }

    pub(super) fn input(&self, id: InputId, subject: usize) -> Option<Term> {
        Some(cell(&self.data, self.input_column(id)?, subject))
    }

    pub(super) fn formula_column(&self, id: FormulaId) -> u16 {
        WHO.saturating_add(u16::try_from(id.0).unwrap_or(u16::MAX))
    }

    pub(super) fn formula(&self, id: FormulaId, subject: usize) -> Term {
        cell(&self.workings, self.formula_column(id), subject)
    }

    pub(super) fn group_column(&self, id: GroupValueId) -> u16 {
        WHO.saturating_add(self.formulas).saturating_add(u16::try_from(id.0).unwrap_or(u16::MAX))
    }

    pub(super) fn group(&self, id: GroupValueId, subject: usize) -> Term {
        cell(&self.workings, self.group_column(id), subject)
    }

    pub(super) fn score_column(&self, id: IndicatorId) -> u16 {
        column(self.indicators.iter().position(|other| *other == id).unwrap_or(0))
    }

    pub(super) fn score(&self, id: IndicatorId, subject: usize) -> Term {
        cell(&self.scores, self.score_column(id), subject)
    }

    pub(super) fn outside_column(&self, place: usize) -> u16 {
        column(place).saturating_add(self.roots_before)
    }

    pub(super) fn outside(&self, place: usize, subject: usize) -> Term {
        cell(&self.scores, self.outside_column(place), subject)
    }

    pub(super) fn stage_column(&self, stage: Stage) -> u16 {
        let place = STAGES.iter().position(|other| *other == stage).unwrap_or(0);
        column(place).saturating_add(self.roots_before).saturating_add(self.outside)
    }

    pub(super) fn stage(&self, stage: Stage, subject: usize) -> Term {
        cell(&self.scores, self.stage_column(stage), subject)
    }

    pub(super) fn grade_column(&self) -> u16 {
        self.stage_column(Stage::Total).saturating_add(1)
    }

    pub(super) fn grade(&self, subject: usize) -> Term {
        cell(&self.scores, self.grade_column(), subject)
    }

    /// The column of a place of the scheme's rankings.
    pub(super) fn place_column(&self, ranking: usize) -> u16 {
        self.grade_column().saturating_add(1).saturating_add(u16::try_from(ranking).unwrap_or(u16::MAX))
    }

    pub(super) fn place(&self, ranking: usize, subject: usize) -> Term {
        cell(&self.scores, self.place_column(ranking), subject)
    }

    /// All subjects' cells of a column.
    pub(super) fn all(&self, sheet: &Sheet, at: u16) -> Term {
        let last = sheet.first.saturating_add(self.subjects.saturating_sub(1));
        range(sheet, at, sheet.first..=last)
    }

    /// The records of a list, by their places.
    pub(super) fn records(&self, list: usize, at: u16, records: std::ops::Range<usize>) -> Option<Term> {
        let sheet = self.lists.get(list)?;
        let last = records.end.checked_sub(1).filter(|last| *last >= records.start)?;
        let row = |record: usize| sheet.first.saturating_add(u32::try_from(record).unwrap_or(u32::MAX));
        Some(range(sheet, at, row(records.start)..=row(last)))
    }
}

/// How many rows of the header the tree of indicators takes.
pub(super) fn depth(scheme: &Scheme) -> u32 {
    let levels = |indicator: &crate::plan::Indicator| indicator.path.split('/').count();
    u32::try_from(scheme.indicators.iter().map(levels).max().unwrap_or(1)).unwrap_or(1)
}

fn column(place: usize) -> u16 {
    WHO.saturating_add(u16::try_from(place).unwrap_or(u16::MAX))
}

/// The row (from 0) of a subject.
pub(super) fn row(sheet: &Sheet, subject: usize) -> u32 {
    sheet.first.saturating_add(u32::try_from(subject).unwrap_or(u32::MAX))
}

fn cell(sheet: &Sheet, column: u16, subject: usize) -> Term {
    let number = row(sheet, subject).saturating_add(1);
    Term::Cells(format!("{}!{}{number}", quote_sheet_name(&sheet.name), column_number_to_name(column)))
}

fn range(sheet: &Sheet, column: u16, rows: std::ops::RangeInclusive<u32>) -> Term {
    let name = column_number_to_name(column);
    let (first, last) = (rows.start().saturating_add(1), rows.end().saturating_add(1));
    Term::Cells(format!("{}!${name}${first}:${name}${last}", quote_sheet_name(&sheet.name)))
}

/// Names of sheets that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: Vec<String>,
}

impl Names {
    /// The name, without what no sheet's name may hold, and with a number behind it where another sheet has it.
    pub(super) fn free(&mut self, name: &str) -> String {
        let allowed = |letter: &char| {
            !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !letter.is_control()
        };
        let clean: String = name.chars().filter(allowed).take(LONGEST).collect();
        let clean = if clean.trim().is_empty() { "_".to_owned() } else { clean };
        let mut wanted = clean.clone();
        let mut number = 2;
        while self.taken.iter().any(|taken| taken.to_lowercase() == wanted.to_lowercase()) {
            let behind = format!(" ({number})");
            let room = LONGEST.saturating_sub(behind.len());
            wanted = clean.chars().take(room).chain(behind.chars()).collect();
            number += 1;
        }
        self.taken.push(wanted.clone());
        wanted
    }
}
