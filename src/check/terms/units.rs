//! Units of literals: known, and turned into base units.

use std::collections::BTreeSet;

use crate::check::Checker;
use crate::number::{Dimension, Number, Share, Unit};
use crate::plan::{Expr, ExprKind, Type};
use crate::source::{Code, Diagnostic, Span, Text, closest};
use crate::syntax::ast::{Content, Indicator, Input, Item, Quantity, TypeOf};

/// Nouns that count things in any regulation, known without being declared.
const NOUNS: [&str; 24] = [
    "人", "次", "件", "个", "项", "处", "份", "篇", "户", "家", "起", "宗", "条", "名", "月", "年", "季",
    "case", "person", "report", "time", "item", "project", "place",
];

/// Words for decimal places, after 修约.
const PLACES: [&str; 4] = ["位", "位小数", "place", "places"];

impl Checker<'_> {
    /// A literal in base units. A unit that nothing declares is reported; the number then stands without it.
    pub(in crate::check) fn literal(&mut self, quantity: &Quantity) -> Expr {
        let unit = match &quantity.unit {
            None => Unit::plain(),
            Some(written) => {
                let unit = Unit::parse(&written.value);
                if !self.knows(&unit) {
                    self.unknown_unit(&written.value, written.span);
                }
                unit
            }
        };
        Expr {
            type_of: number_type(&unit, (&unit.scale * &quantity.number).is_whole()),
            kind: ExprKind::Number(unit.to_base(&quantity.number), unit),
            span: quantity.span,
        }
    }

    fn knows(&self, unit: &Unit) -> bool {
        let Some(noun) = unit.dimension.noun() else { return true };
        NOUNS.contains(&noun) || self.nouns.contains(noun)
    }

    fn unknown_unit(&mut self, written: &str, span: Span) {
        let known: Vec<&str> = self
            .nouns
            .iter()
            .map(String::as_str)
            .chain(["分", "元", "万元", "亿元", "天", "个百分点", "points", "days"])
            .chain(NOUNS)
            .collect();
        // 9分及以上: the unit is 分, and 以上 needs no 及.
        let and_above = written.strip_suffix(['及', '或']).filter(|unit| !unit.is_empty());
        let help = match closest(written, known).filter(|_| and_above.is_none()) {
            None if and_above.is_some() => {
                let unit = and_above.unwrap_or("");
                Text::new(
                    format!("去掉“及”, 写 {unit}以上 或 {unit}以下"),
                    format!("write {unit}以上 or {unit}以下"),
                )
            }
            Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
            None => Text::new(
                format!(
                    "数字和后面的词之间加空格; 若“{written}”真是单位, 先在输入里声明, 如: 整数 {written}"
                ),
                format!(
                    "put a space between the number and the word; if `{written}` is a unit, declare it with an input: integer {written}"
                ),
            ),
        };
        self.say(
            Diagnostic::new(
                Code::UnknownUnit,
                span,
                Text::new(format!("没有“{written}”这个计量单位"), format!("`{written}` is not a unit")),
            )
            .help(help),
        );
    }

    /// A whole count of decimal places: `2位`.
    pub(in crate::check) fn places(&mut self, quantity: &Quantity) -> Option<u8> {
        let unit_fits = quantity.unit.as_ref().is_none_or(|unit| PLACES.contains(&unit.value.as_str()));
        let places = quantity.number.to_i64().and_then(|n| u8::try_from(n).ok()).filter(|&n| n <= 12);
        if unit_fits && let Some(places) = places {
            return Some(places);
        }
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                quantity.span,
                Text::new(
                    "小数位数是 0 到 12 的整数, 如 2位",
                    "decimal places are a whole number from 0 to 12, as in 2 places",
                ),
            )
            .help(Text::new("写成 2位", "write 2 places")),
        );
        None
    }
}

/// The nouns that any input of a scheme counts, gathered before anything is read: a literal may stand before the input
/// that declares its unit.
pub(in crate::check) fn nouns(items: &[Item]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<&Item> = items.iter().collect();
    while let Some(item) = waiting.pop() {
        if let Item::Inputs(inputs) = item {
            inputs.value.iter().for_each(|input| nouns_of(input, &mut found));
        }
        if let Item::Indicator(Indicator { content: Content::Block(inner), .. }) = item {
            waiting.extend(inner);
        }
        if let Item::Case(case) = item {
            waiting.extend(case.branches.iter().flat_map(|branch| &branch.items));
        }
    }
    found
}

fn nouns_of(input: &Input, found: &mut BTreeSet<String>) {
    if let TypeOf::List(fields) = &input.type_of.value {
        fields.iter().for_each(|field| nouns_of(field, found));
    }
    if let TypeOf::Integer(Some(unit)) | TypeOf::Number(Some(unit)) = &input.type_of.value {
        found.extend(Unit::parse(&unit.unit.value).dimension.noun().map(str::to_owned));
        let per = unit.per.as_ref().and_then(|per| per.unit.as_ref());
        found.extend(per.and_then(|per| Unit::parse(&per.value).dimension.noun().map(str::to_owned)));
    }
}

/// The type of a number in this unit.
pub(in crate::check) fn number_type(unit: &Unit, whole: bool) -> Type {
    Type::Number { dimension: unit.dimension.clone(), share: unit.share, whole }
}

/// The type of points.
pub(in crate::check) fn points_type() -> Type {
    number_type(&Unit::points(), false)
}

/// The constant of an expression, if it is one: a literal, or a literal with a sign.
pub(in crate::check) fn constant(expr: &Expr) -> Option<Number> {
    if let ExprKind::Negate(inner) = &expr.kind {
        return constant(inner).map(|number| -&number);
    }
    if let ExprKind::Number(number, _) = &expr.kind { Some(number.clone()) } else { None }
}

/// What a type is called in messages.
pub(in crate::check) fn type_name(type_of: &Type) -> Text {
    match type_of {
        Type::Number { dimension, share, .. } => match (dimension.is_plain(), share) {
            (true, Share::None) => Text::new("数", "a number"),
            (true, Share::Percent) => Text::new("百分比", "a percentage"),
            (true, Share::PercentPoint) => Text::new("百分点", "percentage points"),
            (true, Share::Rate) => Text::new("比率 (如 5人 / 10万人)", "a rate (as 5人 / 10万人)"),
            (false, _) => dimension_name(dimension),
        },
        Type::YesNo => Text::new("是否", "a yes/no"),
        Type::Choice(choices) => {
            Text::new(format!("枚举({})", choices.join(", ")), format!("a choice of {}", choices.join(", ")))
        }
        Type::Text => Text::new("文本", "text"),
        Type::Date => Text::new("日期", "a date"),
    }
}

fn dimension_name(dimension: &Dimension) -> Text {
    match dimension.noun() {
        Some(noun) => Text::new(format!("以“{noun}”计的数"), format!("a number of {noun}")),
        None if *dimension == Unit::parse("天").dimension => Text::new("天数", "days"),
        None => dimension.name(),
    }
}

/// A unit to show values of a type in: the plain spelling of its dimension.
pub(in crate::check) fn unit_of(type_of: &Type) -> Unit {
    let Type::Number { dimension, share, .. } = type_of else { return Unit::plain() };
    match share {
        Share::Percent if dimension.is_plain() => Unit::parse("%"),
        Share::PercentPoint if dimension.is_plain() => Unit::parse("个百分点"),
        Share::None if dimension.is_money() => Unit::parse("元"),
        Share::None | Share::Percent | Share::PercentPoint | Share::Rate => {
            let symbol = if dimension.is_plain() { String::new() } else { dimension.name().zh };
            Unit { dimension: dimension.clone(), scale: Number::ONE, symbol: symbol.into(), share: *share }
        }
    }
}
