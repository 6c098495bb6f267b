//! 改: another number, method or block for an indicator, another value for a formula, an input, a bonus.

use super::edits::Edits;
use super::index::What;
use super::kind::Kind;
use super::layout::{indent, inside_of, range};
use super::place::Place;
use crate::source::{Span, Spanned, Thread};
use crate::syntax::ast::{Body, Change, ChangeTo, ChangedIndicator, Content, Indicator, Item, Name};

impl<'b> Edits<'b> {
    pub(super) fn change(&mut self, place: &mut Place<'b>, change: &Change) {
        match &change.to {
            ChangeTo::Indicator(to) => {
                if let Some(entry) = self.named(place, Kind::Indicator, &to.path)
                    && let What::Indicator(indicator) = entry.what
                {
                    self.indicator((indicator, entry.path()), to, change.span);
                }
            }
            ChangeTo::Formula { path, formula } => {
                let kind = Kind::formula(formula.parameter);
                if let Some(entry) = self.named(place, kind, path)
                    && let What::Formula(own) = entry.what
                {
                    self.formula(range(own.span), path, formula.span, change.span);
                }
            }
            ChangeTo::Input { path, input } => {
                if let Some(entry) = self.named(place, Kind::Input, path)
                    && let What::Input(line, name) = entry.what
                    && self.claim(range(name.span), true, change.span)
                    && let Some(new) = path.last()
                {
                    self.lines.replace(line, name, Span { start: new.span.start, ..input.span });
                }
            }
            ChangeTo::Outside(outside) => {
                let kind = Kind::outside(outside.penalty);
                if let Some(entry) = self.named(place, kind, std::slice::from_ref(&outside.name))
                    && let What::Outside(own) = entry.what
                {
                    self.replace(range(own.span), outside.span, change.span);
                }
            }
        }
    }

    /// `参数 甲/乙 = 80人` stands in the place of `参数 乙 = 60人` without its path.
    fn formula(&mut self, at: std::ops::Range<usize>, path: &[Name], formula: Span, by: Span) {
        let (Some(first), Some(last)) = (path.first(), path.last()) else { return };
        if !self.claim(at.clone(), true, by) {
            return;
        }
        let keyword = Span { end: first.span.start, ..formula };
        let mut with = vec![Thread::Copy(keyword)];
        with.extend(self.moved(Span { start: last.span.start, ..formula }, indent(self.text(), at.start)));
        self.put(at, with, by);
    }

    fn indicator(&mut self, (own, path): (&'b Indicator, Vec<&'b str>), to: &ChangedIndicator, by: Span) {
        if !self.claim(range(own.head), false, by) {
            return;
        }
        let stays = to.points.is_none() && to.weight.is_none() && matches!(to.content, Content::Block(_));
        if !stays {
            // From here on, what the indicator says is said by the change.
            let keyword = own.head.start as usize..own.name.span.start as usize;
            let word = self.text().get(keyword.clone()).unwrap_or("").to_owned();
            self.splice(keyword, vec![Thread::Because(word, by)]);
        }
        self.figures(own, to, by);
        match &to.content {
            Content::Nothing => {}
            Content::Body(body) => self.method(own, path, body, by),
            Content::Block(items) => {
                let mut place = self.place(own, path, by);
                self.block(&mut place, items);
                self.add(place);
            }
        }
    }

    fn place(&self, own: &'b Indicator, path: Vec<&'b str>, by: Span) -> Place<'b> {
        match &own.content {
            Content::Block(items) => Place::block(path, items, inside_of(self.text(), own), by),
            Content::Body(_) | Content::Nothing => Place::bare(path, own, by),
        }
    }

    /// Points and weight, in place of those there were or behind the name.
    fn figures(&mut self, own: &'b Indicator, to: &ChangedIndicator, by: Span) {
        let name = own.name.span.end as usize;
        let blank = |words: String| Thread::Because(words, by);
        if let Some(points) = &to.points {
            match &own.points {
                Some(old) => self.splice(range(old.span), vec![Thread::Copy(points.span)]),
                None => self.splice(name..name, vec![blank(" ".to_owned()), Thread::Copy(points.span)]),
            }
        }
        if let Some(weight) = &to.weight {
            let at = own.points.as_ref().map_or(name, |points| points.span.end as usize);
            let word = self.word(by, "权重", "weight");
            match &own.weight {
                Some(old) => self.splice(range(old.span), vec![Thread::Copy(weight.span)]),
                None => self.splice(at..at, vec![blank(format!(" {word} ")), Thread::Copy(weight.span)]),
            }
        }
    }

    /// Another method; the other statements of a block stay.
    fn method(&mut self, own: &'b Indicator, path: Vec<&'b str>, body: &Spanned<Body>, by: Span) {
        match &own.content {
            Content::Body(old) => self.replace(range(old.span), body.span, by),
            Content::Nothing => {
                let at = own.head.end as usize;
                let mut with = vec![Thread::Because(": ".to_owned(), by)];
                with.extend(self.moved(body.span, indent(self.text(), at)));
                self.splice(at..at, with);
            }
            Content::Block(_) => {
                let mut place = self.place(own, path, by);
                self.item_by(&mut place, body);
                self.add(place);
            }
        }
    }

    fn item_by(&mut self, place: &mut Place<'b>, body: &Spanned<Body>) {
        self.block(place, &[Item::By(body.clone())]);
    }
}
