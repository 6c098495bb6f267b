//! What can be recomputed in the workbook, and what cannot and why.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::said::Unsaid;
use super::sheet::Looks;
use crate::report::wording::pick;
use crate::source::{Lang, Text};

/// How many cells have a formula, and which have none.
#[derive(Debug, Default)]
pub(super) struct Tally {
    said: u32,
    unsaid: BTreeMap<(String, Unsaid), u32>,
}

impl Tally {
    pub(super) fn count(&mut self, of: &str, unsaid: Option<Unsaid>) {
        match unsaid {
            None => self.said = self.said.saturating_add(1),
            Some(why) => *self.unsaid.entry((of.to_owned(), why)).or_default() += 1,
        }
    }

    /// Writes the sheet.
    pub(super) fn write(&self, sheet: &mut Worksheet, looks: &Looks, lang: Lang) -> Result<(), XlsxError> {
        let heads = [pick(lang, "项目", "item"), pick(lang, "格数", "cells"), pick(lang, "说明", "why")];
        super::data::head_row(sheet, &heads.map(str::to_owned), looks)?;
        let mut rows: Vec<(String, u32, String)> = vec![(
            pick(lang, "有公式的格", "cells with a formula").to_owned(),
            self.said,
            pick(
                lang,
                "改动“数据”里的值, 得分、总分、等级、名次随之重算; 定稿以 kaocheng 的精确结果为准",
                "change a value in Data and scores, totals, grades and places follow; kaocheng's exact results are the record",
            )
            .to_owned(),
        )];
        rows.extend(
            self.unsaid
                .iter()
                .map(|((of, why), cells)| (of.clone(), *cells, reason(*why).get(lang).to_owned())),
        );
        for (at, (of, cells, why)) in (1u32..).zip(&rows) {
            sheet.write_string_with_format(at, 0, of, &looks.words)?;
            sheet.write_number_with_format(at, 1, *cells, &looks.words)?;
            sheet.write_string_with_format(at, 2, why, &looks.wrapped)?;
        }
        sheet.set_column_width(0, 36)?;
        sheet.set_column_width(2, 80)?;
        Ok(())
    }
}

fn reason(why: Unsaid) -> Text {
    let (zh, en) = match why {
        Unsaid::State => (
            "没有得分 (未定、不适用、无法计算), 写的是状态",
            "no score (undetermined, n/a, failed): the state is written",
        ),
        Unsaid::WorkingDays => ("按工作日历计算", "counted by the calendar of working days"),
        Unsaid::ListFigure => (
            "列表的这种统计写不成公式, 或有记录缺报",
            "a figure of a list that no formula gives, or records lack a field",
        ),
        Unsaid::Layer => ("读另一层次的结果", "reads another layer"),
        Unsaid::GroupValue => ("组内的这种统计写不成公式", "a value among the group that no formula gives"),
        Unsaid::Clause => {
            ("由条款决定 (给满分、取均值、免责)", "a clause decided (full points, mean of peers, excused)")
        }
        Unsaid::MixedBest => {
            ("取最高的各行有加有扣", "of lines of which the best counts some add and some take")
        }
        Unsaid::Text => ("比较文字", "compares texts"),
        Unsaid::Quota => ("等级受名额限制", "a quota moved the grade"),
        Unsaid::Ranking => (
            "名次的比较项不在表内, 或名次连续",
            "places by keys that are not in the workbook, or without gaps",
        ),
        Unsaid::Choose => ("任选若干项", "the best few children count"),
        Unsaid::TooLong => ("公式太长", "the formula would be too long"),
    };
    Text::new(zh, en)
}
