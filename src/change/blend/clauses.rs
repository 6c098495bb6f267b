//! What follows a comma.

use super::super::edit::EditKind;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::lists::{Lists, Order, Pair, list};
use crate::format::{Style, both};
use crate::source::{Spanned, Text};
use crate::syntax::ast::Clause;

/// What is taken of the clauses of two statements.
pub(super) fn clauses<'a>(
    walk: &mut Walk<'a>,
    sides: (&'a [Spanned<Clause>], &'a [Spanned<Clause>]),
) -> Vec<Spanned<Clause>> {
    clauses_of(walk, sides, &Text::default())
}

/// The same for one statement of several, which is named.
pub(super) fn clauses_of<'a>(
    walk: &mut Walk<'a>,
    (old, new): (&'a [Spanned<Clause>], &'a [Spanned<Clause>]),
    of: &Text,
) -> Vec<Spanned<Clause>> {
    let lists = Lists { old, new, order: Order::Layout };
    let key = |clause: &Spanned<Clause>| Some(Style::Meaning.clause_word(&clause.value).to_owned());
    let write = |style: Style, clause: &Spanned<Clause>| style.clause_value(&clause.value);
    list(walk, &lists, &[&key], |walk, pair| match pair {
        Pair::Both(old, new) => Some(walk.part((old, new), || about(&new.value, of), &write)),
        Pair::Old(one) => {
            let taken = walk.lone(|| about(&one.value, of), &|style| write(style, one), false);
            (taken == Side::Old).then(|| one.clone())
        }
        Pair::New(one) => {
            let taken = walk.lone(|| about(&one.value, of), &|style| write(style, one), true);
            (taken == Side::New).then(|| one.clone())
        }
    })
}

fn about(clause: &Clause, of: &Text) -> About {
    let word = both(|style| style.clause_word(clause).to_owned());
    let (zh, en) = if of.zh.is_empty() {
        (word.zh, word.en)
    } else {
        (format!("“{}”{}", of.zh, word.zh), format!("`{}` {}", of.en, word.en))
    };
    let kind = match clause {
        Clause::AtMost(_) | Clause::Highest(_) => EditKind::Limit,
        Clause::Basis(_) => EditKind::Basis,
        Clause::Remainder(_)
        | Clause::CutOff(_)
        | Clause::Reverse
        | Clause::Uncapped
        | Clause::OnZero(_)
        | Clause::ZeroTarget(_)
        | Clause::Missing(_)
        | Clause::Excused(_)
        | Clause::Range(_)
        | Clause::Round(_)
        | Clause::ForInformation => EditKind::Clause,
    };
    let about = About::new(kind, zh, en);
    if matches!(clause, Clause::Basis(_) | Clause::ForInformation) { about.silent() } else { about }
}
