//! Subjects beside each other, for what only a crowd can have: places, seats, figures of a group.

use super::ground::Ground;
use super::made::Made;
use super::trial::Trial;
use crate::eval;
use crate::number::Number;
use crate::plan::TestCase;

use super::super::differ::Seen;

/// The largest crowd.
const MOST: usize = 41;

/// The smallest crowd found of which one comes to another result.
pub(super) fn crowd(ground: &Ground<'_>, trial: &Trial<'_>) -> Option<(TestCase, Seen)> {
    let all = by_total(ground);
    let ranked = ranked(&all);
    let some: Vec<Made> = ground.whole.iter().take(MOST).cloned().collect();
    let of_the_best = (2..=MOST).map(|size| first(&ranked, size));
    let of_both = (1..MOST / 2).map(|size| {
        let mut crowd = first(&ranked, size);
        crowd.extend(ranked.iter().rev().take(size).cloned());
        crowd
    });
    let tied = tied(&all);
    let crowds = tied.into_iter().chain(of_the_best).chain(of_both).chain([some]);
    crowds.into_iter().find_map(|crowd| {
        trial.together(&crowd)?;
        fewest(trial, crowd)
    })
}

/// Whole subjects, the highest total first.
fn by_total<'g>(ground: &'g Ground<'_>) -> Vec<(Option<Number>, &'g Made)> {
    let data = super::made::dataset(ground.scheme, &ground.like, &ground.whole);
    let totals = eval::assess(ground.scheme, &data).total;
    let mut all: Vec<(Option<Number>, &Made)> = totals.into_iter().zip(&ground.whole).collect();
    all.sort_by(|a, b| b.0.cmp(&a.0));
    all
}

/// One of each total, so that nobody is tied by chance.
fn ranked(all: &[(Option<Number>, &Made)]) -> Vec<Made> {
    let mut ranked: Vec<&(Option<Number>, &Made)> = Vec::new();
    for one in all {
        if ranked.last().is_none_or(|last| last.0 != one.0) {
            ranked.push(one);
        }
    }
    ranked.into_iter().map(|(_, made)| (*made).clone()).collect()
}

/// Those that come to the same total in different ways.
fn tied(all: &[(Option<Number>, &Made)]) -> Vec<Vec<Made>> {
    let ties = all.chunk_by(|a, b| a.0 == b.0).filter(|tie| tie.len() > 1);
    ties.map(|tie| tie.iter().take(MOST).map(|(_, made)| (*made).clone()).collect()).collect()
}

/// So many from the top; where there are fewer, the last again and again, tied.
fn first(ranked: &[Made], size: usize) -> Vec<Made> {
    let last = ranked.last().cloned();
    let mut crowd: Vec<Made> = ranked.iter().take(size.div_ceil(2).max(2)).cloned().collect();
    let again = crowd.last().cloned().or(last);
    crowd.extend(std::iter::repeat_n(again, size.saturating_sub(crowd.len())).flatten());
    crowd
}

/// As few as still differ.
fn fewest(trial: &Trial<'_>, mut subjects: Vec<Made>) -> Option<(TestCase, Seen)> {
    let mut at = subjects.len();
    while at > 0 {
        at -= 1;
        let mut fewer = subjects.clone();
        fewer.remove(at);
        if trial.together(&fewer).is_some() {
            subjects = fewer;
        }
    }
    let (who, seen) = trial.together(&subjects)?;
    trial.told(super::Found { subjects, who, seen })
}
