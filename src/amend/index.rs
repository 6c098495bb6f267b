//! Everything in a base that can be named, with the blocks it stands in.

use crate::source::{Span, Spanned};
use crate::syntax::ast::{
    Content, Formula, Indicator, Input, Item, Name, NotApplicable, Outside, Quota, Scheme, Variant, Veto,
};

/// What a base has.
pub(super) struct Index<'b> {
    pub(super) entries: Vec<Entry<'b>>,
    /// Its blocks of inputs.
    pub(super) inputs: Vec<&'b Spanned<Vec<Input>>>,
}

/// Something that can be changed or dropped.
#[derive(Clone)]
pub(super) struct Entry<'b> {
    /// The indicators around it, outermost first.
    pub(super) block: Vec<&'b str>,
    pub(super) what: What<'b>,
}

#[derive(Clone, Copy)]
pub(super) enum What<'b> {
    Indicator(&'b Indicator),
    Formula(&'b Formula),
    /// A line of inputs, and one of the names on it.
    Input(&'b Input, &'b Name),
    Outside(&'b Outside),
    Veto(&'b Veto),
    NotApplicable(&'b NotApplicable),
    Quota(&'b Quota),
    Variant(&'b Variant),
}

impl What<'_> {
    /// The whole statement; of an input, its name.
    pub(super) fn span(self) -> Span {
        match self {
            What::Indicator(indicator) => indicator.span,
            What::Formula(formula) => formula.span,
            What::Input(_, name) => name.span,
            What::Outside(outside) => outside.span,
            What::Veto(veto) => veto.span,
            What::NotApplicable(clause) => clause.span,
            What::Quota(quota) => quota.span,
            What::Variant(variant) => variant.span,
        }
    }
}

impl<'b> Entry<'b> {
    /// Its name, when it has one.
    pub(super) fn name(&self) -> Option<&'b Name> {
        match self.what {
            What::Indicator(indicator) => Some(&indicator.name),
            What::Formula(formula) => Some(&formula.name),
            What::Input(_, name) => Some(name),
            What::Outside(outside) => Some(&outside.name),
            What::Veto(_) | What::NotApplicable(_) | What::Quota(_) | What::Variant(_) => None,
        }
    }

    /// Its blocks and its name.
    pub(super) fn path(&self) -> Vec<&'b str> {
        let name = self.name().map(|name| name.text.as_str());
        self.block.iter().copied().chain(name).collect()
    }
}

impl<'b> Index<'b> {
    pub(super) fn of(scheme: &'b Scheme) -> Index<'b> {
        let mut index = Index { entries: Vec::new(), inputs: Vec::new() };
        index.block(&[], &scheme.items);
        index
    }

    fn block(&mut self, block: &[&'b str], items: &'b [Item]) {
        for item in items {
            match item {
                Item::Indicator(indicator) => {
                    self.push(block, What::Indicator(indicator));
                    if let Content::Block(items) = &indicator.content {
                        let inner: Vec<&str> =
                            block.iter().copied().chain([indicator.name.text.as_str()]).collect();
                        self.block(&inner, items);
                    }
                }
                Item::Case(case) => case.branches.iter().for_each(|branch| self.block(block, &branch.items)),
                Item::Inputs(inputs) => {
                    self.inputs.push(inputs);
                    for input in &inputs.value {
                        input.names.iter().for_each(|name| self.push(block, What::Input(input, name)));
                    }
                }
                Item::Formula(formula) => self.push(block, What::Formula(formula)),
                Item::Outside(outside) => self.push(block, What::Outside(outside)),
                Item::Veto(veto) => self.push(block, What::Veto(veto)),
                Item::NotApplicable(clause) => self.push(block, What::NotApplicable(clause)),
                Item::Quota(quota) => self.push(block, What::Quota(quota)),
                Item::Variant(variant) => self.push(block, What::Variant(variant)),
                Item::Setting(_)
                | Item::By(_)
                | Item::Grades(_)
                | Item::Ranking(_)
                | Item::Uses(_)
                | Item::Alerts(_)
                | Item::Test(_)
                | Item::Change(_)
                | Item::Drop(_) => {}
            }
        }
    }

    fn push(&mut self, block: &[&'b str], what: What<'b>) {
        self.entries.push(Entry { block: block.to_vec(), what });
    }
}
