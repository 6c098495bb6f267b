//! Edits made one after the other, in the order of the rule file: after which of them a grade or a state is another.

use super::Came;
use super::trials::Brief;
use crate::eval::State;

/// A grade that another edit in the order of the rule file changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GradeStep {
    /// The group of edits, by its place in [`super::Impact::groups`].
    pub group: usize,
    /// Before it.
    pub from: Option<String>,
    /// After it.
    pub to: Option<String>,
}

/// A state that another edit in the order of the rule file changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StateStep {
    /// The group of edits, by its place in [`super::Impact::groups`].
    pub group: usize,
    /// Before it.
    pub from: State,
    /// After it.
    pub to: State,
}

/// The chain of one subject: first without any edit, then with one more each time.
pub(super) fn grades<'c>(chain: impl Iterator<Item = &'c Came>) -> Vec<GradeStep> {
    steps(chain, |came| &came.grade).map(|(group, from, to)| GradeStep { group, from, to }).collect()
}

pub(super) fn states<'c>(chain: impl Iterator<Item = &'c Came>) -> Vec<StateStep> {
    steps(chain, |came| &came.state).map(|(group, from, to)| StateStep { group, from, to }).collect()
}

fn steps<'c, T: Clone + PartialEq + 'c>(
    chain: impl Iterator<Item = &'c Came>,
    of: impl Fn(&'c Came) -> &'c T,
) -> impl Iterator<Item = (usize, T, T)> {
    let values: Vec<&T> = chain.map(of).collect();
    let pairs: Vec<(usize, T, T)> = values
        .windows(2)
        .enumerate()
        .filter_map(|(group, pair)| match pair {
            [from, to] if from != to => Some((group, (*from).clone(), (*to).clone())),
            _ => None,
        })
        .collect();
    pairs.into_iter()
}

/// The smallest sets of groups that alone, without the others, bring a subject from its old grade to the new; sets are
/// numbers with a bit for each group, `lattice` has one column for each.
pub(super) fn smallest_sets(lattice: &[&Brief]) -> Vec<Vec<usize>> {
    let Some(new) = lattice.last() else { return Vec::new() };
    let reaching: Vec<usize> =
        lattice.iter().enumerate().filter(|(_, brief)| brief.same_grade(new)).map(|(set, _)| set).collect();
    let Some(fewest) = reaching.iter().map(|set| set.count_ones()).min() else { return Vec::new() };
    let groups = lattice.len().trailing_zeros() as usize;
    let members = |set: usize| (0..groups).filter(|group| set >> group & 1 == 1).collect();
    let mut sets: Vec<Vec<usize>> =
        reaching.into_iter().filter(|set| set.count_ones() == fewest).map(members).collect();
    sets.sort();
    sets
}
