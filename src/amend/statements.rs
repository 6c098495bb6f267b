//! The statements of a scheme that builds on another, one by one, as edits of the other's text.

use std::mem::discriminant;

use super::edits::Edits;
use super::index::What;
use super::kind::Kind;
use super::layout::{inside, range};
use super::place::Place;
use super::same::same_scope;
use crate::source::{Code, Diagnostic, Span, Spanned, Text, Thread};
use crate::syntax::ast::{self, Dropped, Item, Setting};

impl<'b> Edits<'b> {
    pub(super) fn rename(&mut self, whole: &'b ast::Scheme, name: &ast::Name) {
        self.splice(range(whole.name.span), vec![Thread::Copy(name.span)]);
    }

    /// Takes statements out of the scheme that are not handed on.
    pub(super) fn without(&mut self, whole: &'b ast::Scheme, is: impl Fn(&Item) -> bool) {
        for item in whole.items.iter().filter(|item| is(item)) {
            self.remove(range(item.span()));
        }
    }

    /// What another reading of a scheme cannot say.
    pub(super) fn only_a_reading(&mut self, items: &[Item]) {
        for item in items {
            let extends =
                matches!(item, Item::Setting(setting) if matches!(setting.value, Setting::Extends(_)));
            if extends || matches!(item, Item::Variant(_) | Item::Test(_)) {
                let message = Text::new(
                    "“对照”里只写设置、改、删和新增, 不能再写沿用、对照、测试",
                    "a `variant` holds settings, changes, drops and additions, but no extends, variant or test",
                );
                self.found.push(
                    Diagnostic::new(Code::MisplacedSetting, item.span(), message)
                        .help(Text::new("移到“对照”之外", "move it out of the variant")),
                );
            }
        }
    }

    /// The statements of the scheme that amends.
    pub(super) fn scheme(&mut self, whole: &'b ast::Scheme, items: &[Item], name: Span) {
        let braces = inside(self.text(), whole.name.span.end as usize, whole.span.end as usize);
        let mut place = Place::block(Vec::new(), &whole.items, braces, name);
        self.block(&mut place, items);
        self.add(place);
    }

    /// What is dropped goes first, so that its name is free again.
    pub(super) fn block(&mut self, place: &mut Place<'b>, items: &[Item]) {
        for item in items {
            if let Item::Drop(drop) = item {
                self.drop(place, drop);
            }
        }
        for item in items {
            self.item(place, item);
        }
    }

    fn item(&mut self, place: &mut Place<'b>, item: &Item) {
        match item {
            Item::Drop(_) => {}
            Item::Setting(setting) => self.setting(place, setting),
            Item::By(body) => self.by(place, body),
            Item::Grades(_) | Item::Uses(_) => self.once(place, item, |other| discriminant(other) == discriminant(item)),
            Item::Ranking(ranking) => self.once(
                place,
                item,
                |other| matches!(other, Item::Ranking(other) if same_scope(&other.scope, &ranking.scope)),
            ),
            Item::Quota(quota) => self.once(
                place,
                item,
                |other| matches!(other, Item::Quota(other) if other.grade.text == quota.grade.text && same_scope(&other.scope, &quota.scope)),
            ),
            Item::Alerts(alerts) => self.once(
                place,
                item,
                |other| matches!(other, Item::Alerts(other) if other.level.text == alerts.level.text),
            ),
            Item::Variant(variant) => self.once(
                place,
                item,
                |other| matches!(other, Item::Variant(other) if other.title.value == variant.title.value),
            ),
            Item::Inputs(inputs) => {
                inputs.value.iter().flat_map(|input| &input.names).for_each(|name| self.is_new(place, Kind::Input, name));
                place.add(item.span());
            }
            Item::Formula(formula) => {
                self.is_new(place, Kind::formula(formula.parameter), &formula.name);
                place.add(item.span());
            }
            Item::Indicator(indicator) => {
                self.is_new(place, Kind::Indicator, &indicator.name);
                place.add(item.span());
            }
            Item::Outside(outside) => {
                self.is_new(place, Kind::outside(outside.penalty), &outside.name);
                place.add(item.span());
            }
            Item::Case(_) | Item::NotApplicable(_) | Item::Veto(_) | Item::Test(_) => place.add(item.span()),
            Item::Change(change) => self.change(place, change),
        }
    }

    fn setting(&mut self, place: &mut Place<'b>, setting: &Spanned<Setting>) {
        if place.path.is_empty() && matches!(setting.value, Setting::Extends(_)) {
            return;
        }
        let item = Item::Setting(setting.clone());
        self.once(
            place,
            &item,
            |other| matches!(other, Item::Setting(other) if same_kind(&other.value, &setting.value)),
        );
    }

    /// What can stand only once takes the place of what stood there, or is added.
    fn once(&mut self, place: &mut Place<'b>, item: &Item, is: impl Fn(&Item) -> bool) {
        let mut there = place.items.iter().filter(|other| is(other));
        let first = there.next();
        // Of what may be written in several parts (警示), the new one stands for all.
        let further: Vec<Span> = there.map(Item::span).collect();
        match first {
            Some(other) => self.replace(range(other.span()), item.span(), item.span()),
            None if matches!(item, Item::Setting(_)) => self.add_setting(place, item.span()),
            None => place.add(item.span()),
        }
        for part in further {
            if self.claim(range(part), true, item.span()) {
                self.remove(range(part));
            }
        }
    }

    fn drop(&mut self, place: &Place<'b>, drop: &ast::Drop) {
        let entry = match &drop.what {
            Dropped::Indicator(path) => self.named(place, Kind::Indicator, path),
            Dropped::Formula { path, parameter } => self.named(place, Kind::formula(*parameter), path),
            Dropped::Input(path) => self.named(place, Kind::Input, path),
            Dropped::Outside { name, penalty } => {
                self.named(place, Kind::outside(*penalty), std::slice::from_ref(name))
            }
            Dropped::Veto(condition) => self.on_condition(place, Kind::Veto, condition),
            Dropped::NotApplicable(condition) => self.on_condition(place, Kind::NotApplicable, condition),
            Dropped::Quota { grade, scope } => self.quota(grade, scope.as_ref()),
            Dropped::Variant(title) => self.variant(title),
        };
        let Some(entry) = entry else { return };
        if let What::Input(line, name) = entry.what {
            if self.claim(range(name.span), true, drop.span) {
                self.lines.drop(line, name);
            }
            return;
        }
        let statement = entry.what.span();
        if self.claim(range(statement), true, drop.span) {
            self.remove(range(statement));
        }
    }
}

/// Whether one setting stands in for the other. The ways to take up a block's children are one setting.
fn same_kind(one: &Setting, other: &Setting) -> bool {
    let ways = |setting: &Setting| matches!(setting, Setting::Best | Setting::Mean | Setting::Choose(_));
    discriminant(one) == discriminant(other) || (ways(one) && ways(other))
}
