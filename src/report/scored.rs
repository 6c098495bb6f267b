//! What every report is made from.

use crate::data::{Cell, Dataset};
use crate::eval::{Outcome, Results, State};
use crate::number::Number;
use crate::plan::{IndicatorId, InputId, Scheme, ValueType, Variant};
use crate::source::{Files, Span};

/// One scheme, its data and what they came to.
#[derive(Clone, Copy, Debug)]
pub struct Scored<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// Its data.
    pub data: &'a Dataset,
    /// What they came to.
    pub results: &'a Results,
    /// What the layers before came to, in order; empty for data in one piece.
    pub earlier: &'a [Results],
    /// The rule files, for the places of rules.
    pub files: &'a Files,
}

/// The mark of a number that is shown rounded.
pub(super) const ROUNDED: &str = "~";

impl Scored<'_> {
    /// A score, amount or points as published: with the places of the scheme, or exact where nothing is rounded.
    pub(super) fn published(&self, number: &Number) -> String {
        self.scheme.published(number)
    }

    /// A number in a table for people: with the places of 显示, and a `~` after it where that rounds it; as published
    /// where the scheme says nothing.
    pub(super) fn shown(&self, number: &Number) -> String {
        let Some(places) = self.scheme.show else { return self.published(number) };
        let near = number.near(places);
        if Number::parse(&near).as_ref() == Ok(number) { near } else { near + ROUNDED }
    }

    /// The same, or a dash where there is no number.
    pub(super) fn figure(&self, number: Option<&Number>) -> String {
        number.map_or_else(|| "—".to_owned(), |number| self.shown(number))
    }

    /// The name of the layer that results were made from; empty without layers.
    pub(super) fn layer(&self, results: &Results) -> &str {
        results.layer.map_or("", |layer| self.scheme.layer(layer))
    }

    /// All layers that have data, in order; none where the scheme has no layers.
    pub(super) fn layers(&self) -> impl Iterator<Item = &Results> {
        self.earlier.iter().chain([self.results]).filter(|results| results.layer.is_some())
    }

    /// The same data read otherwise (对照): the title of each reading, and what it came to.
    pub(super) fn readings(&self) -> impl Iterator<Item = (&Variant, Scored<'_>)> {
        let pairs = self.scheme.variants.iter().zip(&self.results.variants);
        pairs.map(|(variant, results)| {
            (variant, Scored { scheme: &variant.scheme, results, earlier: &[], ..*self })
        })
    }

    /// The subjects in the order of the results.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> + '_ {
        self.results.order.iter().map(|&subject| subject as usize)
    }

    /// How far a subject is.
    pub(super) fn state(&self, subject: usize) -> State {
        self.results.states.get(subject).copied().unwrap_or(State::Incomplete)
    }

    /// What an indicator comes to for a subject.
    pub(super) fn outcome(&self, indicator: IndicatorId, subject: usize) -> Option<&Outcome> {
        self.results.scores.get(indicator.0 as usize).and_then(|column| column.get(subject))
    }

    /// The name of a subject's choice of an input; none where there is no such choice.
    pub(super) fn choice(&self, input: InputId, subject: usize) -> Option<&str> {
        match (&self.scheme.input(input).value_type, self.data.cell(input, subject)) {
            (ValueType::Choice(names), &Cell::Choice(at)) => names.get(at as usize).map(String::as_str),
            (_, _) => None,
        }
    }

    /// The name of a subject's group.
    pub(super) fn group(&self, subject: usize) -> Option<&str> {
        self.choice(self.scheme.group?, subject)
    }

    /// The name of a subject's grade.
    pub(super) fn grade(&self, subject: usize) -> Option<&str> {
        let grade = self.results.grades.get(subject).copied().flatten()?;
        Some(self.scheme.grade(grade))
    }

    /// The place of the ranking of the whole, if there is one.
    pub(super) fn overall(&self) -> Option<usize> {
        self.scheme.overall()
    }

    /// The place of the ranking within groups: those of 分组 first, else the first other.
    pub(super) fn within(&self) -> Option<usize> {
        self.scheme.within()
    }

    /// A subject's place in a ranking.
    pub(super) fn place(&self, ranking: Option<usize>, subject: usize) -> Option<u32> {
        self.results.places.get(ranking?)?.get(subject).copied().flatten()
    }

    /// A number of a column of the results.
    pub(super) fn number<'n>(&self, column: &'n [Option<Number>], subject: usize) -> Option<&'n Number> {
        column.get(subject).and_then(Option::as_ref)
    }

    /// `rules/2019/departments.kc` and the line where a span begins.
    pub(super) fn rule(&self, span: Span) -> (String, u32) {
        (self.files.name(span.source).to_owned(), self.files.start(span).line)
    }
}
