//! From the statements of a scheme that builds on another to one list of edits of the other's text.

use std::mem::discriminant;
use std::ops::Range;

use super::additions::Place;
use super::find::Kind;
use super::index::{Index, What};
use super::inputs::InputLines;
use super::layout::{comment_end, dropped, ends_line, indent, inside, range};
use super::same::same_scope;
use crate::source::{
    self, Checked, Code, Diagnostic, Files, Span, Spanned, Splice, Text, Thread, Woven, in_order,
};
use crate::syntax::ast::{self, Dropped, Item, Setting};

/// The edits of a base so far.
pub(super) struct Edits<'b> {
    pub(super) base: &'b Woven,
    pub(super) index: Index<'b>,
    pub(super) files: &'b Files,
    /// What messages call the base.
    pub(super) whose: Text,
    /// The comments of the file that amends.
    pub(super) comments: Vec<Span>,
    /// What could not be read of it: what is found on such a line can wait.
    pub(super) holes: Vec<Span>,
    pub(super) splices: Vec<Splice>,
    pub(super) lines: InputLines<'b>,
    /// What has been edited, whether all of it, and by which statement.
    claims: Vec<(Range<usize>, bool, Span)>,
    pub(super) found: Vec<Diagnostic>,
}

impl<'b> Edits<'b> {
    pub(super) fn new(base: &'b Woven, index: Index<'b>, files: &'b Files) -> Edits<'b> {
        Edits {
            base,
            index,
            files,
            whose: Text::new("沿用的办法", "the scheme built on"),
            comments: Vec::new(),
            holes: Vec::new(),
            splices: Vec::new(),
            lines: InputLines::default(),
            claims: Vec::new(),
            found: Vec::new(),
        }
    }

    pub(super) fn text(&self) -> &'b str {
        self.base.text()
    }

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
        let statement = match entry.what {
            What::Indicator(indicator) => indicator.span,
            What::Formula(formula) => formula.span,
            What::Input(_, name) => name.span,
            What::Outside(outside) => outside.span,
            What::Veto(veto) => veto.span,
            What::NotApplicable(clause) => clause.span,
            What::Quota(quota) => quota.span,
            What::Variant(variant) => variant.span,
        };
        if self.claim(range(statement), true, drop.span) {
            self.remove(range(statement));
        }
    }

    /// Takes note that a stretch of the base is edited; two edits of one thing are one too many.
    pub(super) fn claim(&mut self, at: Range<usize>, whole: bool, by: Span) -> bool {
        let holds =
            |outer: &Range<usize>, inner: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
        let earlier = self.claims.iter().find(|(other, all, _)| {
            *other == at || (*all && holds(other, &at)) || (whole && holds(&at, other))
        });
        if let Some((_, _, earlier)) = earlier {
            let first = self.files.slice(*earlier).lines().next().unwrap_or("").to_owned();
            let message =
                Text::new(format!("这一处已由“{first}”改过"), format!("`{first}` edits this already"));
            self.found.push(
                Diagnostic::new(Code::RepeatedSetting, by, message)
                    .label(*earlier, Text::new("另一处", "the other one"))
                    .help(Text::new("合成一句, 或删去其中一处", "make one statement of both, or delete one")),
            );
            return false;
        }
        self.claims.push((at, whole, by));
        true
    }

    /// Whether a stretch of the base is dropped or replaced.
    pub(super) fn gone(&self, at: &Range<usize>) -> bool {
        self.claims.iter().any(|(claimed, all, _)| *all && claimed.start <= at.start && at.end <= claimed.end)
    }

    pub(super) fn splice(&mut self, at: Range<usize>, with: Vec<Thread>) {
        self.splices.push(Splice { at, with });
    }

    pub(super) fn remove(&mut self, statement: Range<usize>) {
        self.splice(dropped(self.text(), statement), Vec::new());
    }

    /// Puts what stands at `new` in place of a stretch of the base.
    pub(super) fn replace(&mut self, at: Range<usize>, new: Span, by: Span) {
        if self.claim(at.clone(), true, by) {
            let with = self.moved(new, indent(self.text(), at.start));
            self.put(at, with, new);
        }
    }

    /// Puts words in place of a statement of the base. A comment behind it spoke of what stood there, and gives way to
    /// the comment behind the new statement, if there is one.
    pub(super) fn put(&mut self, at: Range<usize>, mut with: Vec<Thread>, new: Span) {
        let end = comment_end(self.text(), at.end);
        if end > at.end || ends_line(self.text(), at.end) {
            with.extend(self.behind(new));
        }
        self.splice(at.start..end, with);
    }

    /// A stretch of the amending file, its lines set in as they should be in the base.
    pub(super) fn moved(&self, span: Span, to: &str) -> Vec<Thread> {
        let text = self.files.text(span.source);
        let from = indent(text, span.start as usize);
        let mut threads = Vec::new();
        let mut start = span.start as usize;
        for (number, line) in self.files.slice(span).split_inclusive('\n').enumerate() {
            let blanks = line.len() - line.trim_start_matches([' ', '\t', '\u{3000}']).len();
            let copied =
                Span::new(span.source, start + if number == 0 { 0 } else { blanks }, start + line.len());
            start += line.len();
            if number > 0 && !line.trim().is_empty() {
                let own = line.get(..blanks).unwrap_or("");
                let blanks = own.strip_prefix(from).map_or(own.to_owned(), |deeper| format!("{to}{deeper}"));
                threads.push(Thread::Because(blanks, span));
            }
            threads.push(Thread::Copy(copied));
        }
        threads
    }

    pub(super) fn finish(mut self) -> Checked<Woven> {
        self.input_lines();
        let value = self.found.is_empty().then(|| self.base.spliced(self.splices, self.files));
        let files = self.files;
        let line = |span: Span| (span.source, files.start(span).line);
        let torn: Vec<_> = self.holes.iter().map(|hole| line(*hole)).collect();
        self.found
            .retain(|found| !matches!(found.place, source::Place::Span(span) if torn.contains(&line(span))));
        in_order(&mut self.found);
        Checked { value, diagnostics: self.found }
    }
}

/// Whether one setting stands in for the other. The ways to take up a block's children are one setting.
fn same_kind(one: &Setting, other: &Setting) -> bool {
    let ways = |setting: &Setting| matches!(setting, Setting::Best | Setting::Mean | Setting::Choose(_));
    discriminant(one) == discriminant(other) || (ways(one) && ways(other))
}
