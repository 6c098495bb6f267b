//! The walk over two trees side by side. The first time it lists what differs and writes down what it found on its way;
//! after that it goes the same way by what is written down and takes the old or the new wherever they differ. Listing and
//! mixing are so one code.

use std::collections::BTreeMap;

use super::edit::{Edit, EditKind};
use super::matched::Matched;
use super::moved::Moves;
use super::side::Side;
use crate::format::{Style, both};
use crate::source::{Span, Text};

/// What was found at one place of the way.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// Whether two were alike.
    Alike(bool),
    /// They differ: the number of the edit.
    Edit(usize),
    /// Which members of two lists belong together.
    Matched(Matched),
}

/// One way through two trees.
pub(super) struct Walk<'a> {
    task: Task<'a>,
    /// What stands in another block now.
    pub(super) moves: Moves<'a>,
    /// Whether the year can move a result.
    pub(super) years: bool,
    /// The statement being looked at, as it was and as it is.
    at: (Option<Span>, Option<Span>),
    /// How often the old was taken.
    olds: usize,
}

enum Task<'a> {
    List(Listing),
    Mix { steps: &'a [Step], next: usize, chosen: &'a [bool] },
}

/// What has been found so far.
#[derive(Default)]
pub(super) struct Listing {
    pub(super) edits: Vec<Edit>,
    pub(super) steps: Vec<Step>,
    /// Edits that show in several places, by what they are.
    shared: BTreeMap<String, usize>,
    scheme: String,
    path: Vec<String>,
    basis: Vec<Option<String>>,
}

/// What a property is called.
pub(super) struct About {
    name: Text,
    kind: EditKind,
    scores: bool,
    whole: bool,
}

impl About {
    pub(super) fn new(kind: EditKind, zh: impl Into<String>, en: impl Into<String>) -> About {
        About { name: Text::new(zh, en), kind, scores: true, whole: false }
    }

    /// A property that moves no result.
    pub(super) fn silent(self) -> About {
        About { scores: false, ..self }
    }

    /// What the path names, itself.
    pub(super) fn whole(self) -> About {
        About { whole: true, ..self }
    }

    pub(super) fn scoring(self, scores: bool) -> About {
        About { scores, ..self }
    }
}

/// What was and what is, in words.
pub(super) type Sides = (Option<Text>, Option<Text>);

/// How a thing is said.
pub(super) type Write<'w, T> = &'w dyn Fn(Style, &T) -> String;

impl<'a> Walk<'a> {
    pub(super) fn listing() -> Walk<'a> {
        Walk {
            task: Task::List(Listing::default()),
            moves: Moves::default(),
            years: true,
            at: (None, None),
            olds: 0,
        }
    }

    pub(super) fn mixing(steps: &'a [Step], chosen: &'a [bool]) -> Walk<'a> {
        let task = Task::Mix { steps, next: 0, chosen };
        Walk { task, moves: Moves::default(), years: true, at: (None, None), olds: 0 }
    }

    pub(super) fn listed(self) -> Listing {
        match self.task {
            Task::List(listing) => listing,
            Task::Mix { .. } => Listing::default(),
        }
    }

    /// The statement that the next questions are about.
    pub(super) fn at(&mut self, before: Option<Span>, after: Option<Span>) {
        self.at = (before, after);
    }

    /// Goes into a scheme.
    pub(super) fn scheme(&mut self, name: &str) {
        if let Task::List(listing) = &mut self.task {
            name.clone_into(&mut listing.scheme);
        }
    }

    /// Goes into a block and out again.
    pub(super) fn inside<T>(&mut self, name: &str, go: impl FnOnce(&mut Walk<'a>) -> T) -> T {
        if let Task::List(listing) = &mut self.task {
            listing.path.push(name.to_owned());
        }
        let done = go(self);
        if let Task::List(listing) = &mut self.task {
            listing.path.pop();
        }
        done
    }

    /// Goes where another 依据 holds and out again; `None` leaves that around it in force.
    pub(super) fn on<T>(&mut self, basis: Option<&str>, go: impl FnOnce(&mut Walk<'a>) -> T) -> T {
        if let Task::List(listing) = &mut self.task {
            let around = listing.basis.last().cloned().flatten();
            listing.basis.push(basis.map(str::to_owned).or(around));
        }
        let done = go(self);
        if let Task::List(listing) = &mut self.task {
            listing.basis.pop();
        }
        done
    }

    fn step(&mut self, find: impl FnOnce(&mut Listing) -> Step) -> Option<Step> {
        match &mut self.task {
            Task::List(listing) => {
                let step = find(listing);
                listing.steps.push(step.clone());
                Some(step)
            }
            Task::Mix { steps, next, .. } => {
                let step = steps.get(*next);
                *next += 1;
                step.cloned()
            }
        }
    }

    /// Whether two are alike; asked once, then remembered.
    pub(super) fn alike(&mut self, ask: impl FnOnce() -> bool) -> bool {
        match self.step(|_| Step::Alike(ask())) {
            Some(Step::Alike(alike)) => alike,
            Some(Step::Edit(_) | Step::Matched(_)) | None => true,
        }
    }

    /// Which members of two lists belong together; asked once, then remembered.
    pub(super) fn matched(&mut self, ask: impl FnOnce() -> Matched) -> Matched {
        match self.step(|_| Step::Matched(ask())) {
            Some(Step::Matched(matched)) => matched,
            Some(Step::Edit(_) | Step::Alike(_)) | None => Matched::default(),
        }
    }

    fn side(&mut self, step: Option<&Step>) -> Side {
        let (Task::Mix { chosen, .. }, Some(Step::Edit(edit))) = (&self.task, step) else { return Side::New };
        if chosen.get(*edit).copied().unwrap_or(false) {
            return Side::New;
        }
        self.olds += 1;
        Side::Old
    }

    /// What `made` takes of two, and the place of the old as soon as anything in it is old: explanations quote it.
    pub(super) fn placed<T>(
        &mut self,
        (old, new): (Span, Span),
        made: impl FnOnce(&mut Walk<'a>) -> T,
    ) -> (T, Span) {
        let before = self.olds;
        let made = made(self);
        (made, if self.olds > before { old } else { new })
    }

    /// An edit of its own: which side is taken. What was and what is are said; none of what is not there.
    pub(super) fn edit(&mut self, about: impl FnOnce() -> About, sides: impl FnOnce() -> Sides) -> Side {
        let at = self.at;
        let step = self.step(|listing| Step::Edit(listing.add(about(), at, sides())));
        self.side(step.as_ref())
    }

    /// An edit that shows in several places: which side is taken, in all of them.
    pub(super) fn shared(
        &mut self,
        key: impl FnOnce() -> String,
        about: impl FnOnce() -> About,
        sides: impl FnOnce() -> Sides,
    ) -> Side {
        let at = self.at;
        let step = self.step(|listing| {
            let key = key();
            if let Some(known) = listing.shared.get(&key) {
                return Step::Edit(*known);
            }
            let edit = listing.add(about(), at, sides());
            listing.shared.insert(key, edit);
            Step::Edit(edit)
        });
        self.side(step.as_ref())
    }

    /// Which order is taken where order means nothing: that of the old rules where nothing new is taken.
    pub(super) fn layout(&self) -> Side {
        match &self.task {
            Task::List(_) => Side::New,
            Task::Mix { chosen, .. } if chosen.contains(&true) => Side::New,
            Task::Mix { .. } => Side::Old,
        }
    }

    /// A property that both have.
    pub(super) fn part<T: Clone>(
        &mut self,
        (old, new): (&T, &T),
        about: impl FnOnce() -> About,
        write: Write<'_, T>,
    ) -> T {
        if self.alike(|| write(Style::Meaning, old) == write(Style::Meaning, new)) {
            return new.clone();
        }
        let said = |side: &T| Some(both(|style| write(style, side)));
        match self.edit(about, || (said(old), said(new))) {
            Side::Old => old.clone(),
            Side::New => new.clone(),
        }
    }

    /// A property that may not be written.
    pub(super) fn optional<T: Clone>(
        &mut self,
        sides: (Option<&T>, Option<&T>),
        about: impl FnOnce() -> About,
        write: Write<'_, T>,
    ) -> Option<T> {
        match sides {
            (None, None) => None,
            (Some(old), Some(new)) => Some(self.part((old, new), about, write)),
            (Some(old), None) => {
                (self.lone(about, &|style| write(style, old), false) == Side::Old).then(|| old.clone())
            }
            (None, Some(new)) => {
                (self.lone(about, &|style| write(style, new), true) == Side::New).then(|| new.clone())
            }
        }
    }

    /// Something that only one has. Where a property is written in a statement that stands, both places are kept.
    pub(super) fn lone(
        &mut self,
        about: impl FnOnce() -> About,
        write: &dyn Fn(Style) -> String,
        is_new: bool,
    ) -> Side {
        self.edit(about, || if is_new { (None, Some(both(write))) } else { (Some(both(write)), None) })
    }
}

impl Listing {
    fn add(
        &mut self,
        about: About,
        (before, after): (Option<Span>, Option<Span>),
        (was, is): Sides,
    ) -> usize {
        let (place, named) = match self.path.split_last() {
            Some((last, around)) if about.whole => (around.join("/"), last.as_str()),
            Some(_) | None => (self.path.join("/"), ""),
        };
        let change = change((&about.name, named), was.as_ref(), is.as_ref());
        let says = placed(&place, &change);
        self.edits.push(Edit {
            scheme: self.scheme.clone(),
            path: self.path.clone(),
            says,
            change,
            name: about.name,
            was,
            is,
            before,
            after,
            basis: self.basis.last().cloned().flatten(),
            kind: about.kind,
            scores: about.scores,
            whole: about.whole,
        });
        self.edits.len() - 1
    }
}

/// `基础工作管理/制度建设 分值: 8分 → 6分`
fn placed(place: &str, change: &Text) -> Text {
    if place.is_empty() {
        return change.clone();
    }
    Text::new(format!("{place} {}", change.zh), format!("{place}, {}", change.en))
}

/// `分值: 8分 → 6分`, `新增反向`, `新增指标 机构人员: 5分`
fn change((name, of): (&Text, &str), was: Option<&Text>, is: Option<&Text>) -> Text {
    match (was, is) {
        (Some(was), Some(is)) => Text::new(
            format!("{}: {} → {}", name.zh, was.zh, is.zh),
            format!("{}: {} → {}", name.en, was.en, is.en),
        ),
        (None, Some(is)) => {
            Text::new(said(("新增", &name.zh), of, &is.zh), said(("added ", &name.en), of, &is.en))
        }
        (Some(was), None) => {
            Text::new(said(("取消", &name.zh), of, &was.zh), said(("removed ", &name.en), of, &was.en))
        }
        (None, None) => name.clone(),
    }
}

fn said((word, name): (&str, &str), of: &str, value: &str) -> String {
    let of = if of.is_empty() { String::new() } else { format!(" {of}") };
    if value.is_empty() { format!("{word}{name}{of}") } else { format!("{word}{name}{of}: {value}") }
}
