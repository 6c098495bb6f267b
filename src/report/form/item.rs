//! The inputs of a form in its order: which part each belongs to, how it is filled in, and what it is for.

use std::collections::BTreeSet;

use super::FormOf;
use super::allowed::Allowed;
use crate::number::Interval;
use crate::plan::{Expr, Indicator, IndicatorId, Input, InputId, OnMissing, Scheme, ValueType};
use crate::report::behind::Behind;
use crate::report::wording::pick;
use crate::source::{Files, Lang, Span};

/// So many lines of the rules stand in a note.
const MOST_LINES: usize = 16;

/// An input of the form.
pub(super) struct Item<'a> {
    pub(super) input: &'a Input,
    /// The first level of the indicators that read it.
    pub(super) part: String,
    /// How it is filled in.
    pub(super) help: String,
    /// What the rules say of it, as they are written.
    pub(super) rules: String,
}

impl Item<'_> {
    /// What its cell lets in.
    pub(super) fn allowed(&self) -> Allowed<'_> {
        let input = self.input;
        Allowed {
            name: &input.column,
            value_type: &input.value_type,
            range: &input.range,
            may_not_apply: input.may_not_apply,
            excused: input.excused.is_some(),
            help: &self.help,
        }
    }
}

/// Every input that is not a list: those that an indicator reads in the order of the indicators' blocks, then the rest; what
/// an assessor gives comes last.
pub(super) fn items<'a>(of: FormOf<'a>) -> Vec<Item<'a>> {
    let scheme = of.scheme;
    let leaves = scheme.leaves();
    let readers: Vec<(IndicatorId, BTreeSet<InputId>)> =
        leaves.iter().map(|id| (*id, read_by(scheme, scheme.indicator(*id)))).collect();
    let assessed: BTreeSet<InputId> = leaves
        .iter()
        .filter_map(|id| scheme.indicator(*id).method())
        .flat_map(|method| method.assessed())
        .collect();
    let own = (0..).map(InputId).zip(&scheme.inputs);
    let own = own.filter(|(_, input)| input.value_type.list().is_none());
    let mut items: Vec<(usize, Item<'a>)> = Vec::new();
    for (id, input) in own {
        let by: Vec<&Indicator> = readers
            .iter()
            .filter(|(_, read)| read.contains(&id))
            .map(|(of, _)| scheme.indicator(*of))
            .collect();
        let (order, part) = if assessed.contains(&id) {
            (usize::MAX, pick(of.lang, "评审填写", "for the assessors").to_owned())
        } else {
            part(scheme, &by).unwrap_or((usize::MAX - 1, pick(of.lang, "其他", "other").to_owned()))
        };
        let rules = by.first().map_or(String::new(), |first| written(of.files, first.span));
        let item = Item { input, part, help: help(input, &by, of.lang), rules };
        items.push((order, item));
    }
    items.sort_by_key(|(order, _)| *order);
    items.into_iter().map(|(_, item)| item).collect()
}

/// The first level above the first of the readers, with its place.
fn part(scheme: &Scheme, by: &[&Indicator]) -> Option<(usize, String)> {
    let path = &by.first()?.path;
    let first = path.split('/').next()?;
    let roots = scheme.indicators.iter().filter(|one| one.parent.is_none());
    let at = roots.clone().position(|root| root.name == first)?;
    Some((at, first.to_owned()))
}

/// The inputs that an indicator rests on.
fn read_by(scheme: &Scheme, indicator: &Indicator) -> BTreeSet<InputId> {
    let mut read = Behind::default();
    let method = indicator.method();
    let mut exprs: Vec<&Expr> = method.map(|method| method.exprs()).unwrap_or_default();
    for clause in &indicator.not_applicable {
        exprs.push(&clause.condition);
    }
    exprs.into_iter().for_each(|expr| read.read(scheme, expr));
    read.inputs.extend(method.map(|method| method.assessed()).unwrap_or_default());
    read.inputs.extend(indicator.evidence.as_ref().map(|evidence| evidence.input));
    read.inputs
}

/// `整数, 0 以上; 不填算缺报。用于 机构人员 (4分)`
fn help(input: &Input, by: &[&Indicator], lang: Lang) -> String {
    let mut said = kind(&input.value_type, &input.range, lang);
    if input.may_not_apply {
        said += pick(lang, ", 可填 不适用", ", or n/a");
    }
    if input.excused.is_some() {
        said += pick(lang, ", 可填 免责:理由", ", or excused:reason");
    }
    said += match &input.missing {
        _ if input.value_type == ValueType::Evidence => {
            pick(lang, "; 写附件名称, 没有的写 无", "; the names of the documents, or none")
        }
        OnMissing::Report => pick(lang, "; 必填, 空着算缺报", "; required, an empty cell is a missing value"),
        OnMissing::Value(_) => {
            pick(lang, "; 空着按规则取值", "; the rules say what an empty cell stands for")
        }
        OnMissing::NotApplicable => pick(lang, "; 空着算不适用", "; an empty cell means n/a"),
    };
    let used: Vec<String> = by
        .iter()
        .take(3)
        .map(|one| format!("{} ({}{})", one.name, one.points.plain(), pick(lang, "分", " points")))
        .collect();
    if used.is_empty() {
        return said;
    }
    let more = if by.len() > 3 { pick(lang, "等", " …") } else { "" };
    format!("{said}。{} {}{more}", pick(lang, "用于", "for"), used.join(", "))
}

/// `整数, 0 以上`: what is known of an input or field by its type and range.
pub(super) fn kind(value_type: &ValueType, range: &Interval, lang: Lang) -> String {
    let said = match value_type {
        ValueType::Number { whole: true, .. } => pick(lang, "整数", "whole number"),
        ValueType::Number { .. } => pick(lang, "数", "number"),
        ValueType::YesNo => pick(lang, "选 是 或 否", "yes or no"),
        ValueType::Choice(names) => {
            let one = pick(lang, "选一项: ", "one of: ");
            return format!("{one}{}", names.join(pick(lang, "、", ", ")));
        }
        ValueType::Text => pick(lang, "文字", "text"),
        ValueType::Evidence => pick(lang, "佐证材料", "evidence"),
        ValueType::Date => pick(lang, "日期, 如 2024-06-30", "date, such as 2024-06-30"),
        ValueType::List(_) => "",
    };
    match value_type.unit().filter(|_| *range != Interval::ALL) {
        Some(unit) => format!("{said}, {}", range.range_told(unit).get(lang)),
        None => said.to_owned(),
    }
}

/// The statement that begins here, as it is written: to the end of its line, or of its brackets.
fn written(files: &Files, head: Span) -> String {
    let text = files.text(head.source).get(head.start as usize..).unwrap_or("");
    let (mut depth, mut lines) = (0i32, Vec::new());
    for line in text.lines().take(MOST_LINES) {
        let code = line.split("//").next().unwrap_or(line);
        depth += code.chars().map(|letter| i32::from(letter == '{') - i32::from(letter == '}')).sum::<i32>();
        lines.push(code.trim_end());
        if depth <= 0 {
            return lines.join("\n");
        }
    }
    lines.push("…");
    lines.join("\n")
}
