//! Layers side by side: what every item scored in each, by how much the last differs from the first, and which changes
//! stand behind it.

mod csv;
mod json;
mod summary;
mod text;

use super::behind::Behind;
use super::changes::{self, Change};
use super::wording::both;
use super::{Scored, moved, wording};
use crate::eval::{Outcome, Results, State};
use crate::number::Number;
use crate::plan::{IndicatorId, InputId, ListId, Stage};
use crate::source::{Lang, Text};

pub use csv::stages_csv;
pub(super) use csv::stages_rows;
pub use json::stages_json;
pub use text::stages;

/// A subject in every layer.
struct Staged {
    subject: usize,
    rows: Vec<Line>,
    /// The grade in each layer; empty where the rules have none.
    grades: Vec<Option<String>>,
    /// The places of each ranking in each layer.
    places: Vec<(Text, Vec<Option<u32>>)>,
    /// Changes that no item reads: of vetoes, of groups, of consequences.
    others: Vec<Change>,
}

/// What a line is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    Item(IndicatorId),
    Outside(usize),
    Total,
}

/// One figure in every layer.
struct Line {
    what: What,
    /// How deep it stands in the tree, from 0.
    depth: usize,
    name: Text,
    scores: Vec<Came>,
    /// The last less the first; none where one of them is no number.
    difference: Option<Number>,
    changes: Vec<Change>,
}

/// What a figure came to in a layer.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Came {
    Score(Number),
    None(Text),
}

impl Came {
    fn of(outcome: Option<&Outcome>) -> Came {
        match outcome {
            Some(Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score)) => {
                Came::Score(score.clone())
            }
            Some(Outcome::NotApplicable) => Came::None(Text::new("不适用", "n/a")),
            Some(Outcome::Failed) => Came::None(Text::new("无法计分", "failed")),
            Some(Outcome::Elsewhere) => Came::None(Text::same("—")),
            Some(Outcome::Missing) | None => Came::None(Text::new("未定", "open")),
        }
    }

    fn score(&self) -> Option<&Number> {
        match self {
            Came::Score(score) => Some(score),
            Came::None(_) => None,
        }
    }
}

/// The names of the layers that have data, in order.
fn layers<'a>(scored: &'a Scored<'_>) -> Vec<&'a str> {
    scored.layers().map(|results| scored.layer(results)).collect()
}

/// The subjects that are asked for: one, or all in the order of the results.
fn subjects(scored: &Scored<'_>, only: Option<usize>) -> Vec<usize> {
    only.map_or_else(|| scored.order().collect(), |subject| vec![subject])
}

/// Sets layers side by side; what the items rest on is the same for every subject.
struct Stager<'a> {
    scored: &'a Scored<'a>,
    items: Vec<Behind>,
    outside: Vec<Behind>,
}

impl<'a> Stager<'a> {
    fn new(scored: &'a Scored<'a>) -> Stager<'a> {
        let scheme = scored.scheme;
        Stager {
            scored,
            items: scheme.indicators.iter().map(|one| Behind::indicator(scheme, one)).collect(),
            outside: scheme.outside.iter().map(|one| Behind::outside(scheme, one)).collect(),
        }
    }

    fn staged(&self, subject: usize) -> Staged {
        let scored = self.scored;
        let mut rows: Vec<Line> = Vec::new();
        for &root in &scored.scheme.roots {
            self.item((root, subject), 0, &mut rows);
        }
        rows.extend((0..scored.scheme.outside.len()).map(|at| self.outside(at, subject)));
        rows.push(total(scored, subject));
        let grades = grades(scored, subject);
        Staged { subject, rows, grades, places: places(scored, subject), others: self.others(subject) }
    }

    /// An indicator and what is inside it; nothing of a branch that is the subject's in no layer.
    fn item(&self, (id, subject): (IndicatorId, usize), depth: usize, rows: &mut Vec<Line>) {
        let scored = self.scored;
        let outcome = |results: &Results| {
            results.scores.get(id.0 as usize).and_then(|column| column.get(subject)).cloned()
        };
        let outcomes: Vec<Option<Outcome>> = scored.layers().map(outcome).collect();
        if outcomes.iter().all(|outcome| *outcome == Some(Outcome::Elsewhere)) {
            return;
        }
        let scores = outcomes.iter().map(|outcome| Came::of(outcome.as_ref())).collect();
        let name = Text::same(&scored.scheme.indicator(id).name);
        let changes = self.changes(self.items.get(id.0 as usize), subject);
        rows.push(line(What::Item(id), (depth, name), scores, changes));
        for &child in scored.scheme.children(id) {
            self.item((child, subject), depth + 1, rows);
        }
    }

    fn outside(&self, at: usize, subject: usize) -> Line {
        let scored = self.scored;
        let outcome =
            |results: &Results| Came::of(results.outside.get(at).and_then(|column| column.get(subject)));
        let scores = scored.layers().map(outcome).collect();
        let Some(outside) = scored.scheme.outside.get(at) else {
            return line(What::Outside(at), (0, Text::default()), scores, Vec::new());
        };
        let kind = if outside.penalty { Stage::Penalty } else { Stage::Bonus };
        let name = both(|lang| format!("{}: {}", wording::stage(kind, lang), outside.name));
        line(What::Outside(at), (0, name), scores, self.changes(self.outside.get(at), subject))
    }

    fn changes(&self, behind: Option<&Behind>, subject: usize) -> Vec<Change> {
        let Some(behind) = behind else { return Vec::new() };
        let inputs = behind.inputs.iter().flat_map(|&input| changes::of_input(self.scored, input, subject));
        let lists = behind.lists.iter().filter_map(|&list| changes::of_list(self.scored, list, subject));
        inputs.chain(lists).collect()
    }

    /// Changes of what no item of the scheme reads.
    fn others(&self, subject: usize) -> Vec<Change> {
        let all = || self.items.iter().chain(&self.outside);
        let (scheme, scored) = (self.scored.scheme, self.scored);
        let inputs = ids(scheme.inputs.len()).map(InputId);
        let inputs = inputs.filter(|input| !all().any(|behind| behind.inputs.contains(input)));
        let lists = ids(scheme.lists.len()).map(ListId);
        let lists = lists.filter(|list| !all().any(|behind| behind.lists.contains(list)));
        let lists = lists.filter_map(|list| changes::of_list(scored, list, subject));
        inputs.flat_map(|input| changes::of_input(scored, input, subject)).chain(lists).collect()
    }
}

fn ids(count: usize) -> std::ops::Range<u32> {
    0..u32::try_from(count).unwrap_or(u32::MAX)
}

fn grades(scored: &Scored<'_>, subject: usize) -> Vec<Option<String>> {
    let grade = |results: &Results| {
        let grade = results.grades.get(subject).copied().flatten();
        grade.map(|grade| scored.scheme.grade(grade).to_owned())
    };
    if scored.scheme.scale.is_none() { Vec::new() } else { scored.layers().map(grade).collect() }
}

fn places(scored: &Scored<'_>, subject: usize) -> Vec<(Text, Vec<Option<u32>>)> {
    let of = |at: usize| {
        let place = |results: &Results| results.places.get(at)?.get(subject).copied().flatten();
        scored.layers().map(place).collect::<Vec<_>>()
    };
    let overall = scored.overall().map(|at| (Text::new("名次", "rank"), of(at)));
    overall.into_iter().chain(scored.within().map(|at| (Text::new("组名次", "group rank"), of(at)))).collect()
}

fn total(scored: &Scored<'_>, subject: usize) -> Line {
    let came = |results: &Results| match scored.number(&results.total, subject) {
        Some(total) => Came::Score(total.clone()),
        None if results.states.get(subject) == Some(&State::Failed) => Came::of(Some(&Outcome::Failed)),
        None => Came::of(None),
    };
    let scores = scored.layers().map(came).collect();
    line(What::Total, (0, Text::new("总分", "total")), scores, Vec::new())
}

fn line(what: What, (depth, name): (usize, Text), scores: Vec<Came>, changes: Vec<Change>) -> Line {
    let ends = scores.first().and_then(Came::score).zip(scores.last().and_then(Came::score));
    let difference = ends.map(|(first, last)| last - first);
    Line { what, depth, name, scores, difference, changes }
}

/// Every change of a subject.
fn all_changes(scored: &Scored<'_>, subject: usize) -> Vec<Change> {
    let inputs =
        ids(scored.scheme.inputs.len()).flat_map(|at| changes::of_input(scored, InputId(at), subject));
    let lists = ids(scored.scheme.lists.len()).filter_map(|at| changes::of_list(scored, ListId(at), subject));
    inputs.chain(lists).collect()
}

/// `+3.00`; `≈+1.67 (5/3)` where it has no end.
fn signed(scored: &Scored<'_>, difference: &Number) -> String {
    let text = moved::signed(scored, difference);
    if text.contains('/') { format!("≈{} ({text})", plus(difference, difference.near(2))) } else { text }
}

fn plus(number: &Number, digits: String) -> String {
    if number.is_positive() { format!("+{digits}") } else { digits }
}

/// A score, or why there is none.
fn shown(scored: &Scored<'_>, came: &Came, lang: Lang) -> String {
    match came {
        Came::Score(score) => scored.published(score),
        Came::None(why) => why.get(lang).to_owned(),
    }
}
