//! What stands in another block than before, by its name.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Side;
use crate::syntax::ast::{Content, Formula, Indicator, Input, Item};

/// What stands elsewhere, and what has already been made of it.
#[derive(Default)]
pub(super) struct Moves<'a> {
    pub(super) indicators: Moving<'a, Indicator>,
    pub(super) inputs: Moving<'a, Input>,
    pub(super) formulas: Moving<'a, Formula>,
}

/// Things of one kind.
pub(super) struct Moving<'a, T> {
    /// As they were and as they are, with the blocks they stand in.
    pairs: BTreeMap<&'a str, (Placed<'a, T>, Placed<'a, T>)>,
    /// Those that the walk has met: where they go, and what was made of both.
    done: BTreeMap<&'a str, (Side, T)>,
}

impl<T> Default for Moving<'_, T> {
    fn default() -> Self {
        Moving { pairs: BTreeMap::new(), done: BTreeMap::new() }
    }
}

/// A thing and the block it stands in.
pub(super) struct Placed<'a, T> {
    pub(super) block: String,
    pub(super) thing: &'a T,
}

impl<'a, T: Clone> Moving<'a, T> {
    /// Takes one that is met for the first time.
    pub(super) fn take(&mut self, name: &str) -> Option<(Placed<'a, T>, Placed<'a, T>)> {
        self.pairs.remove(name)
    }

    /// Remembers what was made of it.
    pub(super) fn put(&mut self, name: &'a str, side: Side, made: T) {
        self.done.insert(name, (side, made));
    }

    /// What was made of one, where it has been met; and whether it goes to this side.
    pub(super) fn made(&self, name: &str, side: Side) -> Option<Option<T>> {
        self.done.get(name).map(|(goes, made)| (*goes == side).then(|| made.clone()))
    }
}

#[derive(Default)]
struct Seen<'a> {
    indicators: Vec<(&'a str, Placed<'a, Indicator>)>,
    inputs: Vec<(&'a str, Placed<'a, Input>)>,
    formulas: Vec<(&'a str, Placed<'a, Formula>)>,
}

/// What stands once in each, under one name, in blocks of different names.
pub(super) fn moves<'a>(old: &'a [Item], new: &'a [Item]) -> Moves<'a> {
    let (mut was, mut is) = (Seen::default(), Seen::default());
    was.block("", old);
    is.block("", new);
    Moves {
        indicators: pairs(was.indicators, is.indicators),
        inputs: pairs(was.inputs, is.inputs),
        formulas: pairs(was.formulas, is.formulas),
    }
}

fn pairs<'a, T>(old: Vec<(&'a str, Placed<'a, T>)>, new: Vec<(&'a str, Placed<'a, T>)>) -> Moving<'a, T> {
    let mut is = only(new);
    let mut pairs = BTreeMap::new();
    for (name, was) in only(old) {
        if let Some(is) = is.remove(name).filter(|is| is.block != was.block) {
            pairs.insert(name, (was, is));
        }
    }
    Moving { pairs, done: BTreeMap::new() }
}

fn only<'a, T>(seen: Vec<(&'a str, Placed<'a, T>)>) -> BTreeMap<&'a str, Placed<'a, T>> {
    let mut known = BTreeSet::new();
    let twice: BTreeSet<&str> =
        seen.iter().map(|(name, _)| *name).filter(|name| !known.insert(*name)).collect();
    seen.into_iter().filter(|(name, _)| !twice.contains(name)).collect()
}

impl<'a> Seen<'a> {
    fn block(&mut self, block: &str, items: &'a [Item]) {
        let placed = || block.to_owned();
        for item in items {
            match item {
                Item::Indicator(indicator) => {
                    let name = indicator.name.text.as_str();
                    self.indicators.push((name, Placed { block: placed(), thing: indicator }));
                    if let Content::Block(items) = &indicator.content {
                        self.block(name, items);
                    }
                }
                Item::Case(case) => {
                    for branch in &case.branches {
                        let names: Vec<&str> = branch.names.iter().map(|name| name.text.as_str()).collect();
                        self.block(
                            &format!("{block} {} {}", case.value.text, names.join("、")),
                            &branch.items,
                        );
                    }
                }
                Item::Inputs(inputs) => {
                    let named = |input: &'a Input| Some((input.names.first()?.text.as_str(), input));
                    let named = inputs.value.iter().filter_map(named);
                    self.inputs.extend(named.map(|(name, thing)| (name, Placed { block: placed(), thing })));
                }
                Item::Formula(formula) => {
                    let name = formula.name.text.as_str();
                    self.formulas.push((name, Placed { block: placed(), thing: formula }));
                }
                Item::Setting(_)
                | Item::By(_)
                | Item::NotApplicable(_)
                | Item::Outside(_)
                | Item::Veto(_)
                | Item::Grades(_)
                | Item::Ranking(_)
                | Item::Quota(_)
                | Item::Uses(_)
                | Item::Alerts(_)
                | Item::Variant(_)
                | Item::Test(_)
                | Item::Change(_)
                | Item::Drop(_) => {}
            }
        }
    }
}
