//! The working of one subject as sentences: a tree of entries, one for each number.

pub(super) mod alerts;
mod block;
mod evidence;
mod feeds;
mod grounds;
mod groups;
mod item;
mod layers;
mod lines;
mod readings;
mod rules;
mod sources;
mod standing;
mod steps;
mod told;
mod whole;

use super::expression::Speech;
use super::{Document, Entry, Rounded, Rule, Scored, numbers};
use crate::eval::{Assessment, Node, Step, Working};
use crate::number::{Interval, Number};
use crate::plan::Expr;
use crate::source::{Lang, Span, Text};

/// The document of one subject.
pub fn explain(scored: &Scored<'_>, assessment: &Assessment) -> Document {
    let teller = Teller { scored: *scored, assessment };
    Document { title: whole::title(&teller), figures: whole::figures(&teller), root: whole::entry(&teller) }
}

/// Who tells: the rules and data at hand, and the working of the subject.
#[derive(Clone, Copy)]
struct Teller<'a> {
    scored: Scored<'a>,
    assessment: &'a Assessment,
}

impl<'a> Teller<'a> {
    fn subject(&self) -> usize {
        self.assessment.subject
    }

    /// Expressions with the values that were read.
    fn speech(&self, lang: Lang, working: &'a Working) -> Speech<'a> {
        Speech::with(&self.scored, lang, self.subject(), working)
    }

    /// `执行数 8499万元 ÷ 预算数 10000万元`
    fn figures(&self, expr: &Expr, working: &'a Working, lang: Lang) -> String {
        self.speech(lang, working).words(expr)
    }

    fn rule(&self, span: Span) -> Rule {
        let (file, line) = self.scored.rule(span);
        Rule { file, line }
    }

    /// An entry with what every entry has.
    fn entry(&self, path: &str, head: Text, span: Span) -> Entry {
        Entry { path: path.to_owned(), head, rule: Some(self.rule(span)), ..Entry::default() }
    }

    /// The score as published, where there is one.
    fn result(&self, node: &Node) -> Option<String> {
        node.outcome.score().map(|score| self.scored.published(score))
    }
}

/// The last rounding of a working that changed something.
fn rounding(working: &Working) -> Option<Rounded> {
    let rounded = |step: &Step| {
        if let Step::Rounded { places, from, to } = step {
            (from != to).then(|| Rounded { places: *places, from: from.plain(), to: to.fixed(*places) })
        } else {
            None
        }
    };
    working.steps.iter().rev().find_map(rounded)
}

/// `0–10分`: what something can still come to.
fn reach(interval: &Interval, lang: Lang) -> String {
    match (interval.low_value(), interval.high_value()) {
        (Some(low), Some(high)) if low == high => numbers::points(low, lang),
        (Some(low), Some(high)) => format!("{}–{}", numbers::exact(low), numbers::points(high, lang)),
        (Some(low), None) => match lang {
            Lang::Zh => format!("{}以上", numbers::points(low, lang)),
            Lang::En => format!("{} and above", numbers::points(low, lang)),
        },
        (None, _) => match lang {
            Lang::Zh => "任何分数".to_owned(),
            Lang::En => "any score".to_owned(),
        },
    }
}

/// `3 + 8 + 6`
fn sum<'n>(numbers: impl Iterator<Item = &'n Number>) -> String {
    numbers.map(numbers::exact).collect::<Vec<_>>().join(" + ")
}
