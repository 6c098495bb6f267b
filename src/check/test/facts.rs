//! Facts that a test asks for by the words of the scheme: a veto by its condition, a consequence or alert by its text.

use super::At;
use crate::amend::same;
use crate::check::Checker;
use crate::plan::{AlertLevelId, Expected, IndicatorId, Type};
use crate::source::{Code, Diagnostic, Span, Spanned, Text, closest};
use crate::syntax::ast::{self, Fact, Name};

impl<'a> Checker<'a> {
    pub(super) fn fact(&mut self, at: At, fact: &'a Fact, holds: bool) -> Option<Expected> {
        match fact {
            Fact::Veto(condition) => self.veto_asked(condition, holds),
            Fact::Use { text, money } => self.use_asked(at, (text, money.as_ref()), holds),
            Fact::Alert { level, text } => self.alert_asked((level, text.as_ref()), holds),
        }
    }

    fn veto_asked(&mut self, condition: &'a ast::Expr, holds: bool) -> Option<Expected> {
        let mut vetoes: Vec<(Option<IndicatorId>, usize)> = Vec::new();
        for (place, veto) in self.outline.vetoes.iter().enumerate() {
            if same(&veto.condition, condition) {
                vetoes.push((None, place));
            }
        }
        for node in 0..self.outline.nodes.len() {
            let node = crate::check::place::NodeId(node);
            let own: Vec<&'a ast::Veto> = self.outline.nodes[node.0].vetoes.clone();
            for (place, veto) in own.into_iter().enumerate() {
                if same(&veto.condition, condition) {
                    vetoes.push((Some(self.node_for(node, None)?), place));
                }
            }
        }
        if vetoes.is_empty() {
            self.no_such_veto(condition);
            return None;
        }
        Some(Expected::Veto { vetoes, holds })
    }

    fn no_such_veto(&mut self, condition: &ast::Expr) {
        let own = self.outline.vetoes.iter().chain(self.outline.nodes.iter().flat_map(|node| &node.vetoes));
        let written: Vec<Span> = own.map(|veto| veto.condition.span).collect();
        let written: Vec<String> = written.into_iter().map(|span| self.quote(span)).collect();
        let quoted = self.quote(condition.span);
        let message = Text::new(
            format!("办法里没有条件是“{quoted}”的否决"),
            format!("the scheme has no veto with the condition `{quoted}`"),
        );
        let known = words(&quoted, &written, "条件照规则里的写", "write the condition as in the rules");
        self.say(Diagnostic::new(Code::UnknownName, condition.span, message).help(known));
    }

    fn use_asked(
        &mut self,
        at: At,
        (text, money): (&'a Spanned<String>, Option<&'a ast::Expr>),
        holds: bool,
    ) -> Option<Expected> {
        let known: Vec<String> =
            self.outline.uses.iter().flat_map(|uses| uses.iter()).map(|row| row.text.value.clone()).collect();
        if !known.contains(&text.value) {
            let message = Text::new(
                format!("应用里没有“{}”", text.value),
                format!("no consequence says “{}”", text.value),
            );
            let help = words(&text.value, &known, "文字照规则里的写", "write the words as in the rules");
            self.say(Diagnostic::new(Code::UnknownName, text.span, message).help(help));
            return None;
        }
        let money = match money {
            Some(money) => Some(self.asked(|checker| checker.expr(at.env, money), money.span)?),
            None => None,
        };
        if let Some(money) = &money
            && !matches!(&money.type_of, Type::Number { dimension, .. } if dimension.is_money())
        {
            self.expected(money, &Text::new("金额", "an amount of money"));
            return None;
        }
        Some(Expected::Use { text: text.value.clone(), money, holds })
    }

    fn alert_asked(
        &mut self,
        (level, text): (&'a Name, Option<&'a Spanned<String>>),
        holds: bool,
    ) -> Option<Expected> {
        let levels = self.alert_levels();
        let Some(place) = levels.iter().position(|known| *known == level.text) else {
            let message = Text::new(
                format!("没有“{}”这一级警示", level.text),
                format!("there is no alert level `{}`", level.text),
            );
            let help =
                words(&level.text, &levels, "在办法里先写 警示", "write it in the scheme first: alert");
            self.say(Diagnostic::new(Code::UnknownName, level.span, message).help(help));
            return None;
        };
        let own = self.outline.alerts.iter().filter(|draft| draft.ast.level.text == level.text);
        let rows: Vec<String> =
            own.flat_map(|draft| &draft.ast.rows).map(|row| row.text.value.clone()).collect();
        if let Some(text) = text.filter(|text| !rows.contains(&text.value)) {
            let message = Text::new(
                format!("警示“{}”里没有“{}”", level.text, text.value),
                format!("the alert level `{}` has no row “{}”", level.text, text.value),
            );
            let help = words(&text.value, &rows, "文字照规则里的写", "write the words as in the rules");
            self.say(Diagnostic::new(Code::UnknownName, text.span, message).help(help));
            return None;
        }
        let level = AlertLevelId(u32::try_from(place).unwrap_or(u32::MAX));
        Some(Expected::Alert { level, text: text.map(|text| text.value.clone()), holds })
    }
}

/// What there is instead.
fn words(wanted: &str, known: &[String], zh: &str, en: &str) -> Text {
    let listed = if known.is_empty() { "—".to_owned() } else { known.join(" / ") };
    let (near_zh, near_en) = match closest(wanted, known.iter().map(String::as_str)) {
        Some(near) => (format!("是不是“{near}”? "), format!("did you mean `{near}`? ")),
        None => (String::new(), String::new()),
    };
    Text::new(format!("{near_zh}{zh}; 有的是: {listed}"), format!("{near_en}{en}; there are: {listed}"))
}
