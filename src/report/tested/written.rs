//! A test as rule text, ready to be pasted.

use super::super::wording::pick;
use crate::number::Number;
use crate::plan::{
    Comparison, Expectation, Expected, Expr, ExprKind, GivenCell, GivenRecords, IndicatorId, LayerId, Scheme,
    Stage, TestCase, TestFigure, TestState, TestSubject, ValueType,
};
use crate::source::{Lang, pad, width};
use crate::syntax::as_name;

/// The test in the words of `lang`. It expects what [`crate::testing::of_subject`] and [`crate::study::mutate`] do.
pub fn test_written(scheme: &Scheme, case: &TestCase, title: &str, lang: Lang) -> String {
    let writer = Writer { scheme, lang };
    let mut lines = vec![format!("{} {} {{", pick(lang, "测试", "test"), quoted(title))];
    // Of the others only what differs is written.
    let (first, others) = case.subjects.split_at(case.subjects.len().min(1));
    for subject in first {
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
    lines.extend(first.iter().flat_map(|first| writer.others(first, others)));
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

    /// 另有: those alike together.
    fn others(&self, first: &TestSubject, others: &[TestSubject]) -> Vec<String> {
        let alike = |a: &TestSubject, b: &TestSubject| a.cells == b.cells && a.records == b.records;
        let mut lines = Vec::new();
        for group in others.chunk_by(alike) {
            let Some(other) = group.first() else { continue };
            let count = match (group.len(), self.lang) {
                (1, _) => String::new(),
                (several, Lang::Zh) => format!(" {several}个"),
                (several, Lang::En) => format!(" {several}"),
            };
            let head = format!("  {} {}{count} {{", pick(self.lang, "另有", "others"), quoted(&other.name));
            let inside = self.differing(first, other);
            if inside.is_empty() {
                lines.push(format!("{head} }}"));
            } else {
                lines.push(head);
                lines.extend(inside.into_iter().map(|line| format!("  {line}")));
                lines.push("  }".to_owned());
            }
        }
        lines
    }

    /// What is given of one subject otherwise than of the first.
    fn differing(&self, first: &TestSubject, other: &TestSubject) -> Vec<String> {
        let same = |a: &GivenCell, b: &GivenCell| a.input == b.input && a.layer == b.layer;
        let known = |cell: &GivenCell, of: &TestSubject| {
            of.cells.iter().find(|one| same(one, cell)).map(|one| one.text.clone())
        };
        let own = other.cells.iter().filter(|cell| known(cell, first).as_ref() != Some(&cell.text)).cloned();
        let gone = first.cells.iter().filter(|cell| known(cell, other).is_none());
        let gone = gone.map(|cell| GivenCell { text: String::new(), ..cell.clone() });
        let cells: Vec<GivenCell> = own.chain(gone).collect();
        let records = other.records.iter().filter(|records| !first.records.contains(records)).cloned();
        let lists = |of: &TestSubject, list| of.records.iter().any(|one| one.list == list);
        let empty = first.records.iter().filter(|records| !lists(other, records.list));
        let empty = empty.map(|records| GivenRecords { rows: Vec::new(), ..records.clone() });
        let mut lines = self.givens(&cells, None, "  ");
        lines.extend(records.chain(empty).flat_map(|records| self.records(&records)));
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
                    TestFigure::Outside(place) => as_name(&self.scheme.outside.get(*place)?.name),
                    TestFigure::Formula(id) => as_name(&self.scheme.formula(*id).name),
                    TestFigure::Place(ranking) => self.place(*ranking).to_owned(),
                };
                Some(format!("{figure} {}", self.state(*state)))
            }
            Expected::Use { text, money, holds } => {
                let amount = money.as_ref().and_then(|money| self.money(money)).unwrap_or_default();
                let word = pick(self.lang, "应用", "consequence");
                Some(format!("{}{word} {}{amount}", self.not(*holds), quoted(text)))
            }
            Expected::Alert { level, text, holds } => {
                let text = text.as_ref().map_or(String::new(), |text| format!(" {}", quoted(text)));
                let (word, level) =
                    (pick(self.lang, "警示", "alert"), as_name(self.scheme.alert_level(*level)));
                Some(format!("{}{word} {level}{text}", self.not(*holds)))
            }
            Expected::Place { ranking, comparison: Comparison::Equal, place } => {
                Some(format!("{} = {place}", self.place(*ranking)))
            }
            Expected::Holds(_) | Expected::Veto { .. } | Expected::Place { .. } | Expected::Finding(_) => {
                None
            }
        }
    }

    fn not(&self, holds: bool) -> &'static str {
        if holds { "" } else { pick(self.lang, "非 ", "not ") }
    }

    /// `, 金额 200000元`
    fn money(&self, money: &Expr) -> Option<String> {
        let ExprKind::Number(number, unit) = &money.kind else { return None };
        Some(format!(", {} {}", pick(self.lang, "金额", "money"), spaced(&unit.show(number))))
    }

    fn place(&self, ranking: usize) -> &'static str {
        if self.scheme.overall() == Some(ranking) {
            pick(self.lang, "名次", "place")
        } else {
            pick(self.lang, "组名次", "group_place")
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
