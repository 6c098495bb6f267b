//! Every subject's move, and its parts.

use std::rc::Rc;

use super::follows::{Following, following};
use super::ledger::{GradeStep, StateStep, grades, smallest_sets, states};
use super::links::{Group, joined, made};
use super::shapley;
use super::standing::{PlaceMove, moves};
use super::trials::{Brief, Trials};
use super::{Came, MOST_ASSESSED, MOST_EXACT, Standing};
use crate::number::Number;

/// How moves are split.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// The Shapley value: what a group of edits brings on average over all orders in which the groups could be made.
    Exact,
    /// What a group of edits brings after those before it in the rule file: there are too many for every order.
    InOrder,
}

/// Who moved, and by which edits.
#[derive(Clone, PartialEq, Debug)]
pub struct Impact {
    /// The edits that can move a result, in the order of the rule file; those that mean nothing without each other are
    /// one group.
    pub groups: Vec<Vec<usize>>,
    /// The edits that move nothing at all.
    pub still: Vec<usize>,
    /// How moves are split.
    pub method: Method,
    /// How many sets of edits were tried.
    pub tried: usize,
    /// In the order of the data.
    pub subjects: Vec<Moved>,
}

/// One subject under both rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Moved {
    /// Under the old rules.
    pub old: Came,
    /// Under the new rules.
    pub new: Came,
    /// The new total less the old one; none where one is not there.
    pub amount: Option<Number>,
    /// The move split over the groups, those that bring nothing left out. INVARIANT: they add up to the move.
    pub parts: Vec<Part>,
    /// The states that are passed when the groups are made one after the other.
    pub states: Vec<StateStep>,
    /// The grades that are passed when the groups are made one after the other.
    pub grades: Vec<GradeStep>,
    /// The smallest sets of groups that alone bring the new grade; empty where the grade is the same, or where the
    /// sets were not all tried.
    pub smallest: Vec<Vec<usize>>,
    /// In the ranking of the whole.
    pub overall: Option<PlaceMove>,
    /// In the ranking within groups.
    pub within: Option<PlaceMove>,
    /// Consequences gained, lost or changed.
    pub following: Vec<Following>,
}

/// A part of a move.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// The groups that bring it; several where this subject has a total only with all of them or none.
    pub groups: Vec<usize>,
    /// How many points they bring.
    pub amount: Number,
}

pub(super) fn impact(scores: &[bool], trials: &mut Trials<'_, '_>) -> Option<Impact> {
    let none = trials.whole(&vec![false; scores.len()])?;
    let all = trials.whole(&vec![true; scores.len()])?;
    if none.len() != all.len() {
        return None;
    }
    let groups = moving(scores, &all, trials);
    let moved = made(&groups, |_| true, scores.len());
    let still = (0..scores.len()).filter(|edit| moved.get(*edit) == Some(&false)).collect();
    let chain: Vec<Rc<[Came]>> = (0..=groups.len())
        .filter_map(|end| trials.whole(&made(&groups, |at| at < end, scores.len())))
        .collect();
    let exact = exact(groups.len(), none.len());
    let sets = if exact { 0..1usize << groups.len() } else { 0..0 };
    let lattice: Vec<Rc<[Brief]>> =
        sets.filter_map(|set| trials.brief(&made(&groups, |at| set >> at & 1 == 1, scores.len()))).collect();
    let of = Of { groups: groups.len(), chain: &chain, lattice: &lattice };
    let subjects = of.subjects();
    let method = if exact { Method::Exact } else { Method::InOrder };
    Some(Impact { groups, still, method, tried: trials.tried(), subjects })
}

/// The groups that move something. That the others do not is tried: without them all is as with them. If it is not,
/// those that show it alone are taken in, and if that is not enough, all.
fn moving(scores: &[bool], all: &Rc<[Came]>, trials: &mut Trials<'_, '_>) -> Vec<Group> {
    let edits = scores.len();
    let mut scores = scores.to_vec();
    for last in [false, true] {
        let groups = linked(&scores, all.len(), trials);
        if trials.whole(&made(&groups, |_| true, edits)).as_ref() == Some(all) {
            return groups;
        }
        for edit in 0..edits {
            let without: Vec<bool> = (0..edits).map(|other| other != edit).collect();
            let matters = last || trials.whole(&without).as_ref() != Some(all);
            if let Some(scores) = scores.get_mut(edit).filter(|_| matters) {
                *scores = true;
            }
        }
    }
    linked(&scores, all.len(), trials)
}

/// Whether every set of so many groups is tried.
fn exact(groups: usize, subjects: usize) -> bool {
    groups <= MOST_EXACT && subjects <= MOST_ASSESSED >> groups
}

/// The groups that can move a result, put together until all sets that will be needed can be tried.
fn linked(scores: &[bool], subjects: usize, trials: &mut Trials<'_, '_>) -> Vec<Group> {
    let edits = scores.len();
    let moves = |group: &Group| group.iter().any(|edit| scores.get(*edit) == Some(&true));
    let mut groups: Vec<Group> = (0..edits).map(|edit| vec![edit]).collect();
    loop {
        let moving: Vec<Group> = groups.iter().filter(|group| moves(group)).cloned().collect();
        // All will be asked of these: first, so that none is tried twice.
        for end in 0..=moving.len() {
            trials.whole(&made(&moving, |at| at < end, edits));
        }
        let failing = failing(&moving, exact(moving.len(), subjects), edits, trials);
        let Some(failing) = failing else { return moving };
        let before = groups.len();
        joined(&mut groups, failing, edits, &mut |set| trials.brief(set).is_some());
        if groups.len() == before {
            return moving;
        }
    }
}

/// The smallest set of groups that is needed and cannot be tried. Sets of one size are tried side by side.
fn failing(groups: &[Group], exact: bool, edits: usize, trials: &mut Trials<'_, '_>) -> Option<Vec<bool>> {
    let needed = needed(groups.len(), exact);
    for layer in needed.chunk_by(|one, other| one.len() == other.len()) {
        let sets: Vec<Vec<bool>> =
            layer.iter().map(|set| made(groups, |at| set.contains(&at), edits)).collect();
        trials.prepare(sets.clone());
        if let Some(failing) = sets.into_iter().find(|set| trials.brief(set).is_none()) {
            return Some(failing);
        }
    }
    None
}

/// The sets that must hold, small ones first, so that what hangs together is found by itself: every set; or each group
/// alone, then each beginning of the order.
fn needed(groups: usize, exact: bool) -> Vec<Vec<usize>> {
    if !exact {
        return (0..groups).map(|at| vec![at]).chain((0..=groups).map(|end| (0..end).collect())).collect();
    }
    let mut sets: Vec<usize> = (0..1usize << groups).collect();
    sets.sort_by_key(|set| set.count_ones());
    sets.into_iter().map(|set| (0..groups).filter(|at| set >> at & 1 == 1).collect()).collect()
}

/// All that the subjects are told from.
struct Of<'o> {
    groups: usize,
    /// With the first groups, more each time.
    chain: &'o [Rc<[Came]>],
    /// With every set of groups; empty where there are too many.
    lattice: &'o [Rc<[Brief]>],
}

impl Of<'_> {
    fn subjects(&self) -> Vec<Moved> {
        let (Some(old), Some(new)) = (self.chain.first(), self.chain.last()) else { return Vec::new() };
        let standing = |of: fn(&Came) -> Option<&Standing>| {
            let old: Vec<Option<&Standing>> = old.iter().map(of).collect();
            let new: Vec<Option<&Standing>> = new.iter().map(of).collect();
            moves(&old, &new)
        };
        let overall = standing(|came| came.overall.as_ref());
        let within = standing(|came| came.within.as_ref());
        let places = overall.into_iter().zip(within);
        let ends = old.iter().zip(new.iter()).zip(places).enumerate();
        ends.map(|(subject, ((old, new), (overall, within)))| {
            let chain: Vec<&Came> = self.chain.iter().filter_map(|came| came.get(subject)).collect();
            let lattice: Vec<&Brief> = self.lattice.iter().filter_map(|briefs| briefs.get(subject)).collect();
            let graded = old.grade != new.grade;
            Moved {
                amount: old.total.as_ref().zip(new.total.as_ref()).map(|(old, new)| new - old),
                parts: self.parts(&chain, &lattice),
                states: states(chain.iter().copied()),
                grades: grades(chain.iter().copied()),
                smallest: if graded { smallest_sets(&lattice) } else { Vec::new() },
                following: following(&chain),
                old: old.clone(),
                new: new.clone(),
                overall,
                within,
            }
        })
        .collect()
    }

    /// Nothing where one end has no total.
    fn parts(&self, chain: &[&Came], lattice: &[&Brief]) -> Vec<Part> {
        let has_total = |came: &&Came| came.total.is_some();
        if !chain.first().is_some_and(has_total) || !chain.last().is_some_and(has_total) {
            return Vec::new();
        }
        let mut parts = if lattice.is_empty() { in_order(chain) } else { averaged(self.groups, lattice) };
        parts.retain(|part| !part.amount.is_zero());
        parts
    }
}

/// What each group brings after those before it; where a total is not there in between, several together.
fn in_order(chain: &[&Came]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut last: Option<(usize, &Number)> = None;
    for (made, came) in chain.iter().enumerate() {
        let Some(total) = &came.total else { continue };
        if let Some((from, before)) = last {
            parts.push(Part { groups: (from..made).collect(), amount: total - before });
        }
        last = Some((made, total));
    }
    parts
}

/// The Shapley value over the groups; those without which this subject has no total are one.
fn averaged(groups: usize, lattice: &[&Brief]) -> Vec<Part> {
    let total = |set: usize| lattice.get(set).and_then(|brief| brief.total.as_ref());
    let bits = |made: &[bool]| {
        made.iter().enumerate().filter(|(_, made)| **made).fold(0usize, |set, (at, _)| set | 1 << at)
    };
    let mut together: Vec<Group> = (0..groups).map(|group| vec![group]).collect();
    if lattice.iter().any(|brief| brief.total.is_none()) {
        while let Some(failing) = needed(together.len(), true)
            .into_iter()
            .map(|set| made(&together, |at| set.contains(&at), groups))
            .find(|made| total(bits(made)).is_none())
        {
            let before = together.len();
            joined(&mut together, failing, groups, &mut |made| total(bits(made)).is_some());
            if together.len() == before {
                return Vec::new();
            }
        }
    }
    let value = |set: usize| {
        let made = made(&together, |at| set >> at & 1 == 1, groups);
        total(bits(&made)).cloned().unwrap_or(Number::ZERO)
    };
    let amounts = shapley::split(together.len(), value);
    together.into_iter().zip(amounts).map(|(groups, amount)| Part { groups, amount }).collect()
}
