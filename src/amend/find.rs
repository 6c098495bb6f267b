//! Which statement of a base is meant: by its name, a path, or its condition.

use super::edits::Edits;
use super::index::{Entry, What};
use super::kind::Kind;
use super::layout::range;
use super::place::Place;
use super::same::{same, same_scope};
use crate::source::{Code, Diagnostic, Span, Spanned, Text, closest};
use crate::syntax::ast::{Expr, Name, Scope};

impl<'b> Edits<'b> {
    /// What a path names: all of it, or a tail that only one has.
    pub(super) fn named(&mut self, place: &Place<'b>, kind: Kind, path: &[Name]) -> Option<Entry<'b>> {
        let wanted: Vec<&str> = path.iter().flat_map(|name| name.text.split('/')).map(str::trim).collect();
        let span = path.first()?.span.to(path.last()?.span);
        let ends = |entry: &Entry<'b>| {
            let path = entry.path();
            path.ends_with(&wanted) && path.starts_with(&place.path) && path.len() > place.path.len()
        };
        let found: Vec<Entry<'b>> = self
            .index
            .entries
            .iter()
            .filter(|entry| kind.shares(Kind::of(entry.what)) && ends(entry))
            .cloned()
            .collect();
        let fitting: Vec<Entry<'b>> =
            found.iter().filter(|entry| Kind::of(entry.what) == kind).cloned().collect();
        let here = [place.path.as_slice(), &wanted].concat();
        let exact = fitting.iter().filter(|entry| entry.path() == wanted || entry.path() == here).cloned();
        match (fitting.as_slice(), exact.collect::<Vec<_>>().as_slice(), found.first()) {
            ([one], _, _) | (_, [one], _) => Some(one.clone()),
            ([], _, Some(other)) => {
                self.other_kind(kind, other, span);
                None
            }
            ([], _, None) => {
                self.unknown(place, (kind, &wanted), span);
                None
            }
            (several, _, _) => {
                let paths: Vec<String> = several.iter().map(|entry| entry.path().join("/")).collect();
                self.ambiguous(&wanted.join("/"), &paths, span);
                None
            }
        }
    }

    fn ambiguous(&mut self, wanted: &str, paths: &[String], span: Span) {
        let (count, listed) = (paths.len(), paths.join(", "));
        let message = Text::new(
            format!("{}里有 {count} 处“{wanted}”, 不知道指哪一处", self.whose.zh),
            format!("{} has {count} of `{wanted}`; it is not clear which is meant", self.whose.en),
        );
        self.found.push(
            Diagnostic::new(Code::UnknownName, span, message)
                .help(Text::new(format!("写全路径: {listed}"), format!("write the path: {listed}"))),
        );
    }

    fn other_kind(&mut self, kind: Kind, other: &Entry<'b>, span: Span) {
        let (wanted, is, path) = (kind.word(), Kind::of(other.what), other.path().join("/"));
        let word = is.word();
        let message = Text::new(
            format!("{}里, “{path}”是{}, 不是{}", self.whose.zh, word.zh, wanted.zh),
            format!("in {}, `{path}` is `{}`, not `{}`", self.whose.en, word.en, wanted.en),
        );
        let place = other.name().map(|name| self.base.place(range(name.span)));
        let found = Diagnostic::new(Code::UnknownName, span, message)
            .help(Text::new(format!("写成: {} {path}", word.zh), format!("write: {} {path}", word.en)));
        self.found.push(match place {
            Some(place) => found.label(place, Text::new("声明于此", "declared here")),
            None => found,
        });
    }

    fn unknown(&mut self, place: &Place<'b>, (kind, wanted): (Kind, &[&str]), span: Span) {
        let (word, name) = (kind.word(), wanted.join("/"));
        let within =
            |entry: &&Entry<'b>| kind.shares(Kind::of(entry.what)) && entry.path().starts_with(&place.path);
        let known: Vec<Vec<&str>> = self.index.entries.iter().filter(within).map(Entry::path).collect();
        let paths: Vec<String> = known.iter().map(|path| path.join("/")).collect();
        let last = wanted.last().copied().unwrap_or("");
        let names = known.iter().filter_map(|path| path.last().copied());
        let near = closest(&name, paths.iter().map(String::as_str)).or_else(|| closest(last, names));
        let inside = place.path.join("/");
        let message = if inside.is_empty() {
            Text::new(
                format!("{}里没有{}“{name}”", self.whose.zh, word.zh),
                format!("{} has no {} `{name}`", self.whose.en, word.en),
            )
        } else {
            Text::new(
                format!("{}里, “{inside}”中没有{}“{name}”", self.whose.zh, word.zh),
                format!("in {}, `{inside}` has no {} `{name}`", self.whose.en, word.en),
            )
        };
        let help = match near {
            Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
            None => Text::new(
                format!("新增的不写“改”, 直接写: {} {last} …", word.zh),
                format!("what is new is written without `change`: {} {last} …", word.en),
            ),
        };
        self.found.push(Diagnostic::new(Code::UnknownName, span, message).help(help));
    }

    /// An addition must not have the name of something that the base has in the same place.
    pub(super) fn is_new(&mut self, place: &Place<'b>, kind: Kind, name: &Name) {
        let twin = self.index.entries.iter().find(|entry| {
            entry.block == place.path
                && kind.shares(Kind::of(entry.what))
                && entry.name().is_some_and(|own| own.text == name.text && !self.gone(&range(own.span)))
        });
        let Some((is, own)) = twin.and_then(|twin| Some((Kind::of(twin.what), twin.name()?))) else { return };
        let (word, name_text) = (is.before_name(), &name.text);
        let message = Text::new(
            format!("{}里已经有“{name_text}”", self.whose.zh),
            format!("{} has `{name_text}` already", self.whose.en),
        );
        self.found.push(
            Diagnostic::new(Code::DuplicateName, name.span, message)
                .label(self.base.place(range(own.span)), Text::new("声明于此", "declared here"))
                .help(Text::new(
                    format!("要改它, 写: 改 {}{name_text} …", word.zh),
                    format!("to change it, write: change {}{name_text} …", word.en),
                )),
        );
    }

    /// A veto, or a 不适用, by its condition.
    pub(super) fn on_condition(&mut self, place: &Place<'b>, kind: Kind, wanted: &Expr) -> Option<Entry<'b>> {
        let condition = |entry: &Entry<'b>| match entry.what {
            What::Veto(veto) if kind == Kind::Veto => Some(&veto.condition),
            What::NotApplicable(clause) if kind == Kind::NotApplicable => Some(&clause.condition),
            What::Veto(_)
            | What::NotApplicable(_)
            | What::Indicator(_)
            | What::Formula(_)
            | What::Input(..)
            | What::Outside(_)
            | What::Quota(_)
            | What::Variant(_) => None,
        };
        let there: Vec<(Entry<'b>, &Expr)> = self
            .index
            .entries
            .iter()
            .filter(|entry| entry.block.starts_with(&place.path))
            .filter_map(|entry| Some((entry.clone(), condition(entry)?)))
            .collect();
        let same_one: Vec<&Entry<'b>> =
            there.iter().filter(|(_, own)| same(own, wanted)).map(|(entry, _)| entry).collect();
        let exact: Vec<&&Entry<'b>> = same_one.iter().filter(|entry| entry.block == place.path).collect();
        match (same_one.as_slice(), exact.as_slice()) {
            ([one], _) => Some((*one).clone()),
            (_, [one]) => Some((**one).clone()),
            ([], _) => {
                let listed: Vec<&str> =
                    there.iter().filter_map(|(_, own)| self.text().get(range(own.span))).collect();
                self.unmatched(kind, &listed, wanted.span);
                None
            }
            (several, _) => {
                let blocks: Vec<String> =
                    several.iter().map(|entry| format!("改 {} {{ 删 … }}", entry.block.join("/"))).collect();
                let word = kind.word().zh;
                self.ambiguous(&word, &blocks, wanted.span);
                None
            }
        }
    }

    fn unmatched(&mut self, kind: Kind, there: &[&str], span: Span) {
        let (word, listed) = (kind.word(), there.join("; "));
        let message = Text::new(
            format!("{}里, 没有条件是这样写的{}", self.whose.zh, word.zh),
            format!("{} has no {} with this condition", self.whose.en, word.en),
        );
        let found = Diagnostic::new(Code::UnknownName, span, message);
        self.found.push(if listed.is_empty() {
            found.help(Text::new("这里没有什么可删的, 去掉这一句", "there is none to drop here: delete this"))
        } else {
            found.help(Text::new(
                format!("照原文写条件, 现有: {listed}"),
                format!("write the condition as it stands: {listed}"),
            ))
        });
    }

    pub(super) fn quota(&mut self, grade: &Name, scope: Option<&Scope>) -> Option<Entry<'b>> {
        let is = |entry: &&Entry<'b>| {
            matches!(entry.what, What::Quota(quota)
            if quota.grade.text == grade.text && scope.is_none_or(|scope| same_scope(scope, &quota.scope)))
        };
        let found: Vec<Entry<'b>> = self.index.entries.iter().filter(is).cloned().collect();
        self.only(found, (Kind::Quota, &grade.text), grade.span)
    }

    pub(super) fn variant(&mut self, title: &Spanned<String>) -> Option<Entry<'b>> {
        let is = |entry: &&Entry<'b>| matches!(entry.what, What::Variant(variant) if variant.title.value == title.value);
        let found: Vec<Entry<'b>> = self.index.entries.iter().filter(is).cloned().collect();
        self.only(found, (Kind::Variant, &title.value), title.span)
    }

    fn only(&mut self, found: Vec<Entry<'b>>, (kind, name): (Kind, &str), span: Span) -> Option<Entry<'b>> {
        match found.as_slice() {
            [one] => Some(one.clone()),
            [] => {
                let word = kind.word();
                let message = Text::new(
                    format!("{}里没有{}“{name}”", self.whose.zh, word.zh),
                    format!("{} has no {} `{name}`", self.whose.en, word.en),
                );
                self.found.push(Diagnostic::new(Code::UnknownName, span, message));
                None
            }
            several => {
                let lines = several.iter().filter_map(|entry| match entry.what {
                    What::Quota(quota) => self.text().get(range(quota.span)).map(str::to_owned),
                    What::Variant(variant) => Some(variant.title.value.clone()),
                    What::Indicator(_)
                    | What::Formula(_)
                    | What::Input(..)
                    | What::Outside(_)
                    | What::Veto(_)
                    | What::NotApplicable(_) => None,
                });
                let lines: Vec<String> = lines.collect();
                self.ambiguous(name, &lines, span);
                None
            }
        }
    }
}
