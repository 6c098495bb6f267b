//! Values given, as cells of the data say them. What only the data can judge, as a range, is left to them.

use crate::check::Checker;
use crate::check::terms::units::type_name;
use crate::number::Unit;
use crate::plan::ValueType;
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::{CaseCell, ExpectedKind, Expr, ExprKind, GivenValue, Name};

impl<'a> Checker<'a> {
    /// A value of an input.
    pub(super) fn given_text(&mut self, value_type: &ValueType, value: &'a GivenValue) -> Option<String> {
        match value {
            GivenValue::Value(expr) => self.value_text(value_type, expr),
            GivenValue::Missing(_) => Some(String::new()),
            GivenValue::NotApplicable(_) => Some("不适用".to_owned()),
            GivenValue::Excused(reason) => Some(format!("免责:{}", reason.value)),
        }
    }

    /// A cell of a table; an empty one is 缺报.
    pub(super) fn cell_text(&mut self, value_type: &ValueType, cell: &'a CaseCell) -> Option<String> {
        match cell {
            CaseCell::Blank(_) => Some(String::new()),
            CaseCell::State(value, _) => self.given_text(value_type, value),
            CaseCell::Free(text) => {
                let name = Name { text: text.value.clone(), span: text.span };
                self.words_text(value_type, &name)
            }
            CaseCell::Expected(expected) => {
                if let ExpectedKind::Holds(expr) = &expected.what {
                    return self.value_text(value_type, expr);
                }
                self.no_value(value_type, expected.span);
                None
            }
        }
    }

    fn value_text(&mut self, value_type: &ValueType, expr: &'a Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Text(text) => {
                self.words_text(value_type, &Name { text: text.clone(), span: expr.span })
            }
            ExprKind::Path(names) if names.len() == 1 => {
                names.first().and_then(|name| self.words_text(value_type, name))
            }
            ExprKind::Date(year, month, day) if *value_type == ValueType::Date => {
                self.date((*year, *month, *day), expr.span)?;
                Some(format!("{year:04}-{month:02}-{day:02}"))
            }
            ExprKind::Quantity(_) | ExprKind::Negate(_) => self.number_text(value_type, expr),
            ExprKind::Date(..)
            | ExprKind::Path(_)
            | ExprKind::Call { .. }
            | ExprKind::Not(_)
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Table(_) => {
                self.no_value(value_type, expr.span);
                None
            }
        }
    }

    fn number_text(&mut self, value_type: &ValueType, expr: &'a Expr) -> Option<String> {
        let literal = expr.literal().zip(expr.literal_number()).zip(value_type.unit());
        let Some(((quantity, number), unit)) = literal else {
            self.no_value(value_type, expr.span);
            return None;
        };
        let found = self.literal(quantity);
        let Some(written) = &quantity.unit else { return Some(number.plain()) };
        if Unit::parse(&written.value).dimension != unit.dimension {
            let (quoted, name) = (self.quote(expr.span), unit.dimension.name());
            let is = type_name(&found.type_of);
            let message = Text::new(
                format!("这里要{}, 而“{quoted}”是{}", name.zh, is.zh),
                format!("{} is wanted here, and `{quoted}` is {}", name.en, is.en),
            );
            self.say(Diagnostic::new(Code::UnitMismatch, expr.span, message));
            return None;
        }
        Some(format!("{}{}", number.plain(), written.value))
    }

    /// What is said in a word: 是, a choice, a text.
    fn words_text(&mut self, value_type: &ValueType, word: &Name) -> Option<String> {
        match value_type {
            ValueType::YesNo if matches!(word.text.as_str(), "是" | "否" | "yes" | "no") => {
                Some(word.text.clone())
            }
            ValueType::Choice(choices) => {
                let place = self.choice_of(word, choices)?;
                choices.get(place as usize).cloned()
            }
            ValueType::Text | ValueType::Evidence => Some(word.text.clone()),
            ValueType::YesNo | ValueType::Number { .. } | ValueType::Date | ValueType::List(_) => {
                self.no_value(value_type, word.span);
                None
            }
        }
    }

    fn no_value(&mut self, value_type: &ValueType, span: Span) {
        let quoted = self.quote(span);
        let wanted = match value_type {
            ValueType::Number { unit, .. } => {
                let name = unit.dimension.name();
                let unit = if unit.symbol.is_empty() || *unit.symbol == *name.zh {
                    String::new()
                } else {
                    format!(" ({})", unit.symbol)
                };
                Text::new(format!("{}{unit}", name.zh), format!("{}{unit}", name.en))
            }
            ValueType::YesNo => Text::new("是 或 否", "yes or no"),
            ValueType::Choice(choices) => Text::same(choices.join(" / ")),
            ValueType::Text | ValueType::Evidence => Text::new("引号里的文字", "a text in quotes"),
            ValueType::Date => Text::new("日期, 如 2019年12月31日", "a date such as 2019-12-31"),
            ValueType::List(_) => Text::new(
                "列表; 写成 名称 { | 字段 | 字段 | … }, 每条记录一行",
                "a list; write name { | field | field | … }, one row a record",
            ),
        };
        let message = Text::new(
            format!("“{quoted}”不能作这个输入的值, 要{}", wanted.zh),
            format!("`{quoted}` is no value of this input, which is {}", wanted.en),
        );
        let help = Text::new(
            "没有数的写 缺报, 不涉及的写 不适用, 有理由的写 免责 \"理由\"",
            "write missing, n/a, or excused \"reason\" where there is no value",
        );
        self.say(Diagnostic::new(Code::TypeMismatch, span, message).help(help));
    }
}
