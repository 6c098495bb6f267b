//! Tests → tree.

use super::super::ast::{
    CaseCell, CaseRow, Expected, ExpectedKind, Fact, Given, GivenValue, Others, StateWord, Suite, Test,
    TestItem, TestPart,
};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, children, first, has};
use crate::source::{Code, Spanned};

impl Builder {
    pub(super) fn suite(&mut self, pair: &Pair<'_>) -> Option<Suite> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        Some(Suite { name, tests: self.each(pair, Rule::test, Builder::test), span: self.span(pair) })
    }

    pub(super) fn test(&mut self, pair: &Pair<'_>) -> Option<Test> {
        let title = self.maybe(pair, Rule::text, Builder::text)?;
        Some(Test { title, items: self.test_items(pair), span: self.span(pair) })
    }

    fn test_items(&mut self, pair: &Pair<'_>) -> Vec<TestItem> {
        let mut items = Vec::new();
        for part in pair.clone().into_inner() {
            let item = match part.as_rule() {
                Rule::given => self.given(&part).map(TestItem::Given),
                Rule::part => self.part(&part).map(TestItem::Part),
                Rule::others => self.others(&part).map(TestItem::Others),
                Rule::expect => self.maybe(&part, Rule::expected, Builder::expected).map(TestItem::Expect),
                Rule::cases => {
                    let rows = self.each(&part, Rule::table_row, Builder::case_row);
                    Some(TestItem::Cases(Spanned::new(rows, self.span(&part))))
                }
                _ => continue,
            };
            match item {
                Some(item) => items.push(item),
                None => self.lost(&part),
            }
        }
        items
    }

    fn given(&mut self, pair: &Pair<'_>) -> Option<Given> {
        let path = self.maybe(pair, Rule::path, Builder::path)?;
        let value = child(pair, Rule::given_value)?;
        let value = match child(&value, Rule::given_state) {
            Some(state) => self.given_state(&state)?,
            None => GivenValue::Value(self.maybe(&value, Rule::expr, Builder::expr)?),
        };
        Some(Given { path, value, span: self.span(pair) })
    }

    fn given_state(&mut self, pair: &Pair<'_>) -> Option<GivenValue> {
        let span = self.span(pair);
        Some(match first(pair)?.as_rule() {
            Rule::kw_missing => GivenValue::Missing(span),
            Rule::kw_na => GivenValue::NotApplicable(span),
            _ => GivenValue::Excused(self.maybe(pair, Rule::text, Builder::text)?),
        })
    }

    fn part(&mut self, pair: &Pair<'_>) -> Option<TestPart> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        let givens = self.each(pair, Rule::given, Builder::given);
        let rows = self.each(pair, Rule::table_row, Builder::case_row);
        Some(TestPart { name, givens, rows, span: self.span(pair) })
    }

    fn others(&mut self, pair: &Pair<'_>) -> Option<Others> {
        let who = child(pair, Rule::others_who);
        let name = who.as_ref().and_then(|who| self.maybe(who, Rule::text, Builder::text));
        let count = who.as_ref().and_then(|who| self.maybe(who, Rule::quantity, Builder::quantity));
        Some(Others { name, count, items: self.test_items(pair), span: self.span(pair) })
    }

    fn case_row(&mut self, pair: &Pair<'_>) -> Option<CaseRow> {
        let mut cells = self.each(pair, Rule::table_cell, Builder::case_cell);
        // What stands behind the last bar.
        if cells.len() > 1 && matches!(cells.last(), Some(CaseCell::Blank(_))) {
            cells.pop();
        }
        Some(CaseRow { cells, span: self.span(pair) })
    }

    fn case_cell(&mut self, pair: &Pair<'_>) -> Option<CaseCell> {
        let inside = first(pair)?;
        let span = self.span(&inside);
        Some(match inside.as_rule() {
            Rule::given_state => CaseCell::State(self.given_state(&inside)?, span),
            Rule::expected => CaseCell::Expected(self.expected(&inside)?),
            Rule::free_text => CaseCell::Free(Spanned::new(inside.as_str().trim().to_owned(), span)),
            _ => CaseCell::Blank(span),
        })
    }

    fn expected(&mut self, pair: &Pair<'_>) -> Option<Expected> {
        let inside = first(pair)?;
        let what = match inside.as_rule() {
            Rule::expect_fact => {
                let denied = children(&inside, Rule::kw_not).count() % 2 == 1;
                ExpectedKind::Fact { fact: self.fact(&inside)?, holds: !denied }
            }
            Rule::expect_state => {
                let path = self.maybe(&inside, Rule::path, Builder::path)?;
                ExpectedKind::State { path, state: state_word(&child(&inside, Rule::state_word)?) }
            }
            Rule::expect_finding => {
                let id = inside.as_str();
                ExpectedKind::Finding(Code::ALL.iter().copied().find(|code| code.id() == id))
            }
            _ => ExpectedKind::Holds(self.expr(&inside)?),
        };
        Some(Expected { what, span: self.span(pair) })
    }

    fn fact(&mut self, pair: &Pair<'_>) -> Option<Fact> {
        if let Some(veto) = child(pair, Rule::expect_veto) {
            return Some(Fact::Veto(self.maybe(&veto, Rule::expr, Builder::expr)?));
        }
        if let Some(alert) = child(pair, Rule::expect_alert) {
            let level = self.maybe(&alert, Rule::name, Builder::name)?;
            return Some(Fact::Alert { level, text: self.maybe(&alert, Rule::text, Builder::text) });
        }
        let follows = child(pair, Rule::expect_use)?;
        let text = self.maybe(&follows, Rule::text, Builder::text)?;
        let money = match has(&follows, Rule::expr) {
            true => Some(self.maybe(&follows, Rule::expr, Builder::expr)?),
            false => None,
        };
        Some(Fact::Use { text, money })
    }
}

fn state_word(pair: &Pair<'_>) -> StateWord {
    match first(pair).map(|word| word.as_rule()) {
        Some(Rule::kw_open) => StateWord::Open,
        Some(Rule::kw_na) => StateWord::NotApplicable,
        Some(Rule::kw_excused) => StateWord::Excused,
        Some(Rule::kw_presumed) => StateWord::Presumed,
        _ => StateWord::Failed,
    }
}
