//! A test as rule text, ready to be pasted.

use super::super::wording::pick;
use crate::number::Number;
use crate::plan::{
    Expectation, Expected, Expr, ExprKind, GivenCell, GivenRecords, IndicatorId, LayerId, Scheme, Stage,
    TestCase, TestFigure, TestState, ValueType,
};
use crate::source::{Lang, pad, width};
use crate::syntax::as_name;

/// The test in the words of `lang`. What it gives and expects is that of [`crate::testing::of_subject`].
pub fn test_written(scheme: &Scheme, case: &TestCase, title: &str, lang: Lang) -> String {
    let writer = Writer { scheme, lang };
    let mut lines = vec![format!("{} {} {{", pick(lang, "测试", "test"), quoted(title))];
    for subject in &case.subjects {
        lines.extend(writer.givens(&subject.cells, None, "  "));
        lines.extend(subject.records.iter().flat_map(|records| writer.records(records)));
        for &layer in &case.layers {
            let inside = writer.givens(&subject.cells, Some(layer), "    ");
            let name = as_name(scheme.layer(layer));
            if inside.is_empty() {
                lines.push(format!("  {name} {{ }}"));
            } else {
                lines.push(format!("  {name} {{"));
                lines.extend(inside);
                lines.push("  }".to_owned());
            }
        }
    }
    lines.extend(writer.calendar(case));
    let expect = pick(lang, "期望", "expect");
    let expected = case.expectations.iter().filter_map(|expectation| writer.expected(expectation));
    lines.extend(expected.map(|expected| format!("  {expect} {expected}")));
    lines.push("}".to_owned());
    lines.join("\n") + "\n"
}

/// What an expectation says, without the word 期望; none for what [`crate::testing::of_subject`] never expects.
pub fn expectation_written(scheme: &Scheme, expectation: &Expectation, lang: Lang) -> Option<String> {
    Writer { scheme, lang }.expected(expectation)
}

struct Writer<'a> {
    scheme: &'a Scheme,
    lang: Lang,
}

impl Writer<'_> {
    fn givens(&self, cells: &[GivenCell], layer: Option<LayerId>, indent: &str) -> Vec<String> {
        let own: Vec<&GivenCell> = cells.iter().filter(|cell| cell.layer == layer).collect();
        let name = |cell: &GivenCell| column(&self.scheme.input(cell.input).column);
        let longest = own.iter().map(|cell| width(&name(cell))).max().unwrap_or(0);
        let line = |cell: &&GivenCell| {
            let value = self.value(&self.scheme.input(cell.input).value_type, &cell.text);
            format!("{indent}{} = {value}", pad(&name(cell), longest))
        };
        own.iter().map(line).collect()
    }

    /// A cell of the data as a value of the rules.
    fn value(&self, value_type: &ValueType, text: &str) -> String {
        let pick = |zh, en| pick(self.lang, zh, en).to_owned();
        let choice =
            matches!(value_type, ValueType::Choice(choices) if choices.iter().any(|one| one == text));
        if text.is_empty() {
            return pick("缺报", "missing");
        }
        if let Some(reason) = text.strip_prefix("免责:").filter(|_| !choice) {
            return format!("{} {}", pick("免责", "excused"), quoted(reason));
        }
        if text == "不适用" && !choice {
            return pick("不适用", "n/a");
        }
        match value_type {
            ValueType::YesNo if text == "是" => pick("是", "yes"),
            ValueType::YesNo => pick("否", "no"),
            ValueType::Choice(_) => as_name(text),
            ValueType::Text => quoted(text),
            ValueType::Evidence if text == "无" => pick("无", "\"none\""),
            ValueType::Evidence => quoted(text),
            ValueType::Number { .. } | ValueType::Date | ValueType::List(_) => spaced(text),
        }
    }

    fn records(&self, given: &GivenRecords) -> Vec<String> {
        let list = self.scheme.list(given.list);
        let head: Vec<String> =
            given.fields.iter().map(|field| as_name(&self.scheme.field(given.list, *field).name)).collect();
        let rows = given.rows.iter().map(|row| {
            let types = given.fields.iter().map(|field| &self.scheme.field(given.list, *field).value_type);
            types.zip(row).map(|(value_type, text)| self.value(value_type, text)).collect::<Vec<String>>()
        });
        let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
        let mut lines = vec![format!("  {} {{", column(&self.scheme.input(list.input).column))];
        lines.extend(table(&rows));
        lines.push("  }".to_owned());
        lines
    }

    fn calendar(&self, case: &TestCase) -> Vec<String> {
        if case.calendar.is_empty() {
            return Vec::new();
        }
        let word = |zh, en| pick(self.lang, zh, en).to_owned();
        let mut rows = vec![vec![word("日期", "date"), word("安排", "arrangement")]];
        rows.extend(case.calendar.iter().map(|(day, arrangement)| {
            let works = arrangement == "上班";
            vec![day.clone(), if works { word("上班", "work") } else { word("放假", "off") }]
        }));
        let mut lines = vec![format!("  {} {{", pick(self.lang, "日历", "calendar"))];
        lines.extend(table(&rows));
        lines.push("  }".to_owned());
        lines
    }

    fn expected(&self, expectation: &Expectation) -> Option<String> {
        match &expectation.what {
            Expected::Holds(Expr { kind: ExprKind::Compare(_, left, right), .. }) => {
                let left = self.figure_of(&left.kind)?;
                let right = if let ExprKind::Number(number, _) = &right.kind {
                    self.points(number)
                } else if let ExprKind::Choice(grade) = right.kind {
                    as_name(self.scheme.grade(crate::plan::GradeId(grade)))
                } else {
                    return None;
                };
                Some(format!("{left} = {right}"))
            }
            Expected::State(figure, state) => {
                let figure = match figure {
                    TestFigure::Indicator(id) => self.indicator(*id),
                    TestFigure::Total(stage) => self.stage(*stage).to_owned(),
                    TestFigure::Grade => pick(self.lang, "等级", "grade").to_owned(),
                    TestFigure::Outside(_) | TestFigure::Formula(_) | TestFigure::Place(_) => return None,
                };
                Some(format!("{figure} {}", self.state(*state)))
            }
            Expected::Holds(_)
            | Expected::Veto { .. }
            | Expected::Use { .. }
            | Expected::Alert { .. }
            | Expected::Place { .. }
            | Expected::Finding(_) => None,
        }
    }

    fn figure_of(&self, kind: &ExprKind) -> Option<String> {
        if let ExprKind::Score(id, _) = kind {
            Some(format!("{}.{}", self.indicator(*id), pick(self.lang, "得分", "score")))
        } else if let ExprKind::Total(stage) = kind {
            Some(self.stage(*stage).to_owned())
        } else if matches!(kind, ExprKind::Grade) {
            Some(pick(self.lang, "等级", "grade").to_owned())
        } else {
            None
        }
    }

    /// By its name where no other ends so, else by its path.
    fn indicator(&self, id: IndicatorId) -> String {
        let own = self.scheme.indicator(id);
        let tail = format!("/{}", own.name);
        let same = self
            .scheme
            .indicators
            .iter()
            .filter(|other| other.path == own.name || other.path.ends_with(&tail));
        as_name(if same.count() == 1 { &own.name } else { &own.path })
    }

    fn stage(&self, stage: Stage) -> &'static str {
        match stage {
            Stage::Base => pick(self.lang, "基础分", "base"),
            Stage::Bonus => pick(self.lang, "加分", "bonus"),
            Stage::Penalty => pick(self.lang, "扣分", "penalty"),
            Stage::Unrounded => pick(self.lang, "未修约总分", "unrounded_total"),
            Stage::Total => pick(self.lang, "总分", "total"),
        }
    }

    fn state(&self, state: TestState) -> &'static str {
        match state {
            TestState::Open => pick(self.lang, "未定", "undetermined"),
            TestState::NotApplicable => pick(self.lang, "不适用", "n/a"),
            TestState::Excused => pick(self.lang, "免责", "excused"),
            TestState::Presumed => pick(self.lang, "视为", "presumed"),
            TestState::Failed => pick(self.lang, "算不出", "failed"),
        }
    }

    /// Exactly: a decimal that never ends is written as a division.
    fn points(&self, number: &Number) -> String {
        let unit = pick(self.lang, "分", " points");
        let plain = number.plain();
        match plain.split_once('/') {
            Some((above, below)) => format!("{above}{unit} / {below}"),
            None => format!("{plain}{unit}"),
        }
    }
}

/// `目标明确.等级`: names joined by dots stand bare where each can.
fn column(column: &str) -> String {
    let parts: Vec<&str> = column.split('.').collect();
    if parts.iter().all(|part| as_name(part) == *part) {
        column.to_owned()
    } else {
        format!("【{column}】")
    }
}

/// In quotes that do not stand in the text; a line has one line.
fn quoted(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    let pairs = [('"', '"'), ('“', '”'), ('「', '」')];
    let free = pairs.into_iter().find(|(_, close)| !text.contains(*close));
    match free {
        Some((open, close)) => format!("{open}{text}{close}"),
        None => format!("\"{}\"", text.replace('"', "'")),
    }
}

/// `3people` is `3 people`.
fn spaced(text: &str) -> String {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    match text.get(digits.len()..).filter(|unit| !unit.is_empty()) {
        Some(unit) => format!("{digits} {unit}"),
        None => text.to_owned(),
    }
}

/// Rows of cells, aligned.
fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let wide =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(wide).collect();
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, wide)| pad(cell, *wide)).collect();
        format!("    | {} |", cells.join(" | "))
    };
    rows.iter().map(line).collect()
}
