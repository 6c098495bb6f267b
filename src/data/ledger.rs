//! The ledger: what had to be read otherwise than it stands, cell by cell, so that nothing is guessed in silence.

use std::collections::BTreeMap;

use crate::source::{Cell, Text};

/// By what rule something was read otherwise than it stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RepairRule {
    /// A text in another encoding than UTF-8.
    Encoding,
    /// A row above the header.
    TitleRow,
    /// A unit that stands above the header, for all columns of its kind.
    TitleUnit,
    /// A header of several rows, read as one.
    StackedHeader,
    /// A column that nobody scores by, such as 序号.
    PlainColumn,
    /// A sheet that is none of the rules' tables.
    OtherSheet,
    /// A hidden sheet, read like others.
    HiddenSheet,
    /// A hidden column, read like others.
    HiddenColumn,
    /// A hidden row, read like others.
    HiddenRow,
    /// A row of sums.
    TotalRow,
    /// A note or signature below the table.
    FootNote,
    /// The header again, further down.
    HeaderAgain,
    /// A sign for “nothing”: 无, /, —.
    Blank,
    /// Full-width digits and signs.
    Width,
    /// Spaces inside a name, and characters that nobody sees.
    Spaces,
    /// Commas between thousands.
    Thousands,
    /// A number that a workbook holds as text.
    TextNumber,
    /// The last digits of a binary number, beyond the 15 that a spreadsheet shows.
    Digits,
    /// A date in another form.
    DateForm,
    /// A date as the count of days that a spreadsheet holds.
    DateSerial,
    /// The time of day behind a date.
    TimeOfDay,
    /// A cell that is merged with others.
    Merged,
    /// Part of a form that stands elsewhere than it was made.
    Moved,
    /// A form that came twice, the same both times.
    SameForm,
}

impl RepairRule {
    /// All of them.
    pub const ALL: [RepairRule; 24] = [
        RepairRule::Encoding,
        RepairRule::TitleRow,
        RepairRule::TitleUnit,
        RepairRule::StackedHeader,
        RepairRule::PlainColumn,
        RepairRule::OtherSheet,
        RepairRule::HiddenSheet,
        RepairRule::HiddenColumn,
        RepairRule::HiddenRow,
        RepairRule::TotalRow,
        RepairRule::FootNote,
        RepairRule::HeaderAgain,
        RepairRule::Blank,
        RepairRule::Width,
        RepairRule::Spaces,
        RepairRule::Thousands,
        RepairRule::TextNumber,
        RepairRule::Digits,
        RepairRule::DateForm,
        RepairRule::DateSerial,
        RepairRule::TimeOfDay,
        RepairRule::Merged,
        RepairRule::Moved,
        RepairRule::SameForm,
    ];

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// What it does, in a few words.
    pub fn says(self) -> Text {
        let (_, zh, en) = self.entry();
        Text::new(zh, en)
    }

    fn entry(self) -> (&'static str, &'static str, &'static str) {
        match self {
            RepairRule::Encoding => ("encoding", "文字编码", "text encoding"),
            RepairRule::TitleRow => ("title-row", "表题, 不读", "title, not read"),
            RepairRule::TitleUnit => ("title-unit", "表题里的单位", "unit in the title"),
            RepairRule::StackedHeader => ("stacked-header", "多行表头并成一行", "header rows as one"),
            RepairRule::PlainColumn => {
                ("plain-column", "不参加计分的列, 不读", "column of no score, not read")
            }
            RepairRule::OtherSheet => {
                ("other-sheet", "规则不用的工作表, 不读", "sheet the rules do not use, not read")
            }
            RepairRule::HiddenSheet => ("hidden-sheet", "隐藏的工作表, 照读", "hidden sheet, read"),
            RepairRule::HiddenColumn => ("hidden-column", "隐藏的列, 照读", "hidden column, read"),
            RepairRule::HiddenRow => ("hidden-row", "隐藏的行, 照读", "hidden row, read"),
            RepairRule::TotalRow => ("total-row", "合计行, 不读", "row of sums, not read"),
            RepairRule::FootNote => ("foot-note", "表尾说明, 不读", "note below the table, not read"),
            RepairRule::HeaderAgain => ("header-again", "重复的表头, 不读", "header again, not read"),
            RepairRule::Blank => ("blank", "表示没有的符号, 算缺报", "sign for nothing, missing"),
            RepairRule::Width => ("width", "全角字符", "full-width characters"),
            RepairRule::Spaces => ("spaces", "空格和看不见的字符", "spaces and unseen characters"),
            RepairRule::Thousands => ("thousands", "千分位逗号", "thousands separators"),
            RepairRule::TextNumber => ("text-number", "存成文本的数", "number kept as text"),
            RepairRule::Digits => ("digits", "取 15 位有效数字", "15 significant digits"),
            RepairRule::DateForm => ("date-form", "日期的写法", "form of a date"),
            RepairRule::DateSerial => ("date-serial", "日期的序列数", "date as a serial number"),
            RepairRule::TimeOfDay => ("time-of-day", "日期后的时刻, 不读", "time behind a date, not read"),
            RepairRule::Merged => ("merged", "合并的单元格", "merged cells"),
            RepairRule::Moved => ("moved", "表格挪动过, 按名称找到", "layout moved, found by name"),
            RepairRule::SameForm => {
                ("same-form", "同一张表交了两次, 不重复收", "the same form twice, taken once")
            }
        }
    }
}

/// One repair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repair {
    /// Where.
    pub place: Cell,
    /// What stands there.
    pub was: String,
    /// What it was read as; empty for what is missing or left out.
    pub became: String,
    /// By what rule.
    pub rule: RepairRule,
}

/// All repairs of a run, in the order they were made.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    /// The repairs.
    pub repairs: Vec<Repair>,
}

impl Ledger {
    /// How many there are by each rule, in the order of the rules.
    pub fn counts(&self) -> Vec<(RepairRule, usize)> {
        let mut counts: BTreeMap<RepairRule, usize> = BTreeMap::new();
        for repair in &self.repairs {
            *counts.entry(repair.rule).or_default() += 1;
        }
        counts.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::RepairRule;

    #[test]
    fn every_rule_stands_once_and_in_order() {
        for (place, rule) in RepairRule::ALL.iter().enumerate() {
            assert_eq!(*rule as usize, place, "{rule:?}");
            assert_eq!(RepairRule::ALL.iter().filter(|other| other.name() == rule.name()).count(), 1);
        }
    }
}
