//! A test as rule text, ready to paste.

use super::super::numbers;
use super::super::wording::{self, pick};
use crate::plan::{
    Expectation, Expected, Expr, ExprKind, FieldId, GivenCell, GivenRecords, GradeId, IndicatorId, Scheme,
    Stage, TestCase, TestFigure, TestState, TestSubject, ValueType,
};
use crate::source::{Lang, pad, width};
use crate::syntax::name;

/// The block, each line with this before it.
pub(super) fn block(scheme: &Scheme, case: &TestCase, title: &str, lang: Lang) -> String {
    let title = title.replace('"', "”");
    let mut text = format!("{} \"{title}\" {{\n", pick(lang, "测试", "test"));
    let mut subjects = case.subjects.iter();
    let Some(first) = subjects.next() else { return text };
    for cell in &first.cells {
        text += &format!("  {}\n", given(scheme, cell, lang));
    }
    for records in &first.records {
        text += &table(scheme, records, lang);
    }
    for other in subjects {
        text += &beside(scheme, (first, other), lang);
    }
    for expectation in &case.expectations {
        text += &format!("  {}\n", expected(scheme, expectation, lang));
    }
    text + "}\n"
}

/// 另有: only what differs from the first.
fn beside(scheme: &Scheme, (first, other): (&TestSubject, &TestSubject), lang: Lang) -> String {
    let mut lines: Vec<String> = Vec::new();
    let own = |input| other.cells.iter().find(|cell: &&GivenCell| cell.input == input);
    for cell in &other.cells {
        let same = first.cells.iter().any(|one| one.input == cell.input && one.text == cell.text);
        if !same {
            lines.push(format!("    {}\n", given(scheme, cell, lang)));
        }
    }
    for cell in first.cells.iter().filter(|cell| own(cell.input).is_none()) {
        let missing = GivenCell { text: String::new(), ..cell.clone() };
        lines.push(format!("    {}\n", given(scheme, &missing, lang)));
    }
    for records in &other.records {
        if !first.records.contains(records) {
            lines.push(table(scheme, records, lang));
        }
    }
    for records in &first.records {
        if !other.records.iter().any(|one| one.list == records.list) {
            lines.push(table(scheme, &GivenRecords { rows: Vec::new(), ..records.clone() }, lang));
        }
    }
    format!("  {} \"{}\" {{\n{}  }}\n", pick(lang, "另有", "others"), other.name, lines.concat())
}

fn given(scheme: &Scheme, cell: &GivenCell, lang: Lang) -> String {
    let input = scheme.input(cell.input);
    format!("{} = {}", column(&input.column), value(&input.value_type, &cell.text, lang))
}

/// A cell of data as the rules write it.
fn value(value_type: &ValueType, text: &str, lang: Lang) -> String {
    if text.is_empty() {
        return pick(lang, "缺报", "missing").to_owned();
    }
    if text == "不适用" {
        return pick(lang, "不适用", "n/a").to_owned();
    }
    if let Some(reason) = text.strip_prefix("免责:") {
        return format!("{} \"{reason}\"", pick(lang, "免责", "excused"));
    }
    match value_type {
        ValueType::Choice(_) => name(text),
        ValueType::Text | ValueType::Evidence => format!("\"{text}\""),
        ValueType::YesNo if text == "是" => pick(lang, "是", "yes").to_owned(),
        ValueType::YesNo => pick(lang, "否", "no").to_owned(),
        ValueType::Date => text.to_owned(),
        ValueType::Number { .. } | ValueType::List(_) => text.to_owned(),
    }
}

/// The records of a list, in columns.
fn table(scheme: &Scheme, records: &GivenRecords, lang: Lang) -> String {
    let list = scheme.list(records.list);
    let fields: Vec<FieldId> = records.fields.clone();
    let head = fields.iter().map(|field| name(&scheme.field(records.list, *field).name));
    let mut rows: Vec<Vec<String>> = vec![head.collect()];
    for row in &records.rows {
        let cells = fields
            .iter()
            .zip(row)
            .map(|(field, text)| value(&scheme.field(records.list, *field).value_type, text, lang));
        rows.push(cells.collect());
    }
    let widest =
        |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(at, cell)| pad(cell, widest(at)));
        format!("    | {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let lines: String = rows.iter().map(line).collect();
    format!("  {} {{\n{lines}  }}\n", name(&scheme.input(list.input).column))
}

fn expected(scheme: &Scheme, expectation: &Expectation, lang: Lang) -> String {
    let not = |holds: bool| if holds { "" } else { pick(lang, "非 ", "not ") };
    let what = match &expectation.what {
        Expected::Holds(condition) => equals(scheme, &condition.kind, lang).unwrap_or_default(),
        Expected::State(figure, state) => {
            format!("{} {}", self::figure(scheme, *figure, lang), self::state(*state, lang))
        }
        Expected::Use { text, money, holds } => {
            let money = money.as_ref().and_then(|money| amount(money, lang)).unwrap_or_default();
            format!("{}{} \"{text}\"{money}", not(*holds), pick(lang, "应用", "consequence"))
        }
        Expected::Alert { level, text, holds } => {
            let text = text.as_ref().map_or(String::new(), |text| format!(" \"{text}\""));
            format!(
                "{}{} {}{text}",
                not(*holds),
                pick(lang, "警示", "alert"),
                name(scheme.alert_level(*level))
            )
        }
        Expected::Place { ranking, place, .. } => {
            format!("{} = {place}", self::place(scheme, *ranking, lang))
        }
        Expected::Veto { .. } | Expected::Finding(_) => String::new(),
    };
    format!("{} {what}", pick(lang, "期望", "expect"))
}

/// `, 金额 200000元`
fn amount(money: &Expr, lang: Lang) -> Option<String> {
    let ExprKind::Number(number, unit) = &money.kind else { return None };
    Some(format!(", {} {}", pick(lang, "金额", "money"), unit.show(number)))
}

/// `预算执行率.得分 = 5分`
fn equals(scheme: &Scheme, condition: &ExprKind, lang: Lang) -> Option<String> {
    let ExprKind::Compare(_, read, to) = condition else { return None };
    let read = if let ExprKind::Score(id, part) = &read.kind {
        format!("{}.{}", indicator(scheme, *id), wording::part(*part, lang))
    } else if let ExprKind::Total(stage) = &read.kind {
        total(*stage, lang).to_owned()
    } else {
        pick(lang, "等级", "grade").to_owned()
    };
    let to = if let ExprKind::Number(number, _) = &to.kind {
        numbers::points(number, lang)
    } else if let ExprKind::Choice(at) = &to.kind {
        name(scheme.grade(GradeId(*at)))
    } else {
        return None;
    };
    Some(format!("{read} = {to}"))
}

fn figure(scheme: &Scheme, figure: TestFigure, lang: Lang) -> String {
    match figure {
        TestFigure::Indicator(id) => indicator(scheme, id),
        TestFigure::Outside(place) => name(scheme.outside.get(place).map_or("", |item| &item.name)),
        TestFigure::Formula(id) => name(&scheme.formula(id).name),
        TestFigure::Total(stage) => total(stage, lang).to_owned(),
        TestFigure::Grade => pick(lang, "等级", "grade").to_owned(),
        TestFigure::Place(ranking) => place(scheme, ranking, lang).to_owned(),
    }
}

/// By its name, or by its path where another bears the name too.
fn indicator(scheme: &Scheme, id: IndicatorId) -> String {
    let own = scheme.indicator(id);
    let several = scheme.indicators.iter().filter(|one| one.name == own.name).count() > 1;
    name(if several { &own.path } else { &own.name })
}

fn total(stage: Stage, lang: Lang) -> &'static str {
    match stage {
        Stage::Base => pick(lang, "基础分", "base"),
        Stage::Bonus => pick(lang, "加分", "bonus"),
        Stage::Penalty => pick(lang, "扣分", "penalty"),
        Stage::Unrounded => pick(lang, "未修约总分", "unrounded_total"),
        Stage::Total => pick(lang, "总分", "total"),
    }
}

fn place(scheme: &Scheme, ranking: usize, lang: Lang) -> &'static str {
    if scheme.overall() == Some(ranking) {
        pick(lang, "名次", "place")
    } else {
        pick(lang, "组名次", "group_place")
    }
}

fn state(state: TestState, lang: Lang) -> &'static str {
    match state {
        TestState::Open => pick(lang, "未定", "undetermined"),
        TestState::NotApplicable => pick(lang, "不适用", "n/a"),
        TestState::Excused => pick(lang, "免责", "excused"),
        TestState::Presumed => pick(lang, "视为", "presumed"),
        TestState::Failed => pick(lang, "算不出", "failed"),
    }
}

/// `目标明确.等级`, `【过程/执行数】`
fn column(column: &str) -> String {
    match column.rsplit_once('.') {
        Some((of, figure)) => format!("{}.{figure}", name(of)),
        None => name(column),
    }
}
