//! Why a place moved: own figure, those of others, the order among equals.

use std::collections::BTreeMap;

use super::Standing;
use crate::number::Number;

/// A place before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceMove {
    /// Under the old rules; none without a total there.
    pub from: Option<u32>,
    /// Under the new rules; none without a total there.
    pub to: Option<u32>,
    /// Why it moved; none where one place is not there, or the two rank by different figures or among others.
    pub split: Option<PlaceSplit>,
}

/// Why a place moved, in places, more being worse. INVARIANT: the three add up to the move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlaceSplit {
    /// Had only the subject's own figure moved: how many more stand before it by figure.
    pub own: i64,
    /// How many more by the others' moves after that.
    pub others: i64,
    /// What the order among equal figures adds: later keys of the ranking, 名次连续.
    pub ties: i64,
}

/// The moves of all subjects in one ranking; none for a subject where neither rules have it.
pub(super) fn moves(old: &[Option<&Standing>], new: &[Option<&Standing>]) -> Vec<Option<PlaceMove>> {
    let (fields, later) = (Field::of(old), Field::of(new));
    old.iter()
        .zip(new)
        .map(|(old, new)| {
            if old.is_none() && new.is_none() {
                return None;
            }
            let place = |standing: &Option<&Standing>| standing.and_then(|standing| standing.place);
            let split = old.zip(*new).and_then(|(old, new)| split((old, &fields), (new, &later)));
            Some(PlaceMove { from: place(old), to: place(new), split })
        })
        .collect()
}

fn split(
    (old, fields): (&Standing, &Field<'_>),
    (new, later): (&Standing, &Field<'_>),
) -> Option<PlaceSplit> {
    let (from, to) = (old.place?, new.place?);
    let (before, after) = (old.figure.as_ref()?, new.figure.as_ref()?);
    if old.group != new.group {
        return None;
    }
    let ahead_before = fields.above(&old.group, before);
    // Its own old figure is no other.
    let ahead_alone = fields.above(&old.group, after) - i64::from(before > after);
    let ahead_after = later.above(&new.group, after);
    let (own, others) = (ahead_alone - ahead_before, ahead_after - ahead_alone);
    Some(PlaceSplit { own, others, ties: i64::from(to) - i64::from(from) - own - others })
}

/// The figures of all that have a place, by group, the least first.
struct Field<'f>(BTreeMap<&'f Option<String>, Vec<&'f Number>>);

impl<'f> Field<'f> {
    fn of(standings: &[Option<&'f Standing>]) -> Field<'f> {
        let mut field: BTreeMap<&Option<String>, Vec<&Number>> = BTreeMap::new();
        for standing in standings.iter().flatten().filter(|standing| standing.place.is_some()) {
            if let Some(figure) = &standing.figure {
                field.entry(&standing.group).or_default().push(figure);
            }
        }
        for figures in field.values_mut() {
            figures.sort();
        }
        Field(field)
    }

    /// How many in a group have a greater figure.
    fn above(&self, group: &Option<String>, figure: &Number) -> i64 {
        let figures = self.0.get(group).map_or(&[][..], Vec::as_slice);
        let above = figures.len() - figures.partition_point(|other| *other <= figure);
        i64::try_from(above).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::{PlaceMove, PlaceSplit, Standing, moves};
    use crate::number::Number;

    fn standings(field: &[(u32, i64)]) -> Vec<Option<Standing>> {
        let one = |(place, figure): &(u32, i64)| {
            Some(Standing { place: Some(*place), group: None, figure: Some(Number::whole(*figure)) })
        };
        field.iter().map(one).collect()
    }

    fn splits(old: &[(u32, i64)], new: &[(u32, i64)]) -> Vec<(i64, i64, i64)> {
        let (old, new) = (standings(old), standings(new));
        let refs = |all: &[Option<Standing>]| -> Vec<Option<Standing>> { all.to_vec() };
        let (old, new) = (refs(&old), refs(&new));
        let old: Vec<Option<&Standing>> = old.iter().map(Option::as_ref).collect();
        let new: Vec<Option<&Standing>> = new.iter().map(Option::as_ref).collect();
        let split = |one: Option<PlaceMove>| {
            let PlaceSplit { own, others, ties } = one.unwrap().split.unwrap();
            (own, others, ties)
        };
        moves(&old, &new).into_iter().map(split).collect()
    }

    /// A rises past B by itself; B falls though it did not move; C stands where it stood.
    #[test]
    fn own_and_others() {
        let found = splits(&[(2, 80), (1, 85), (3, 70)], &[(1, 90), (2, 85), (3, 70)]);
        assert_eq!(found, [(-1, 0, 0), (0, 1, 0), (0, 0, 0)]);
    }

    /// A and B, equal and told apart by the second key, change places without a move of the total.
    #[test]
    fn among_equals() {
        let found = splits(&[(1, 80), (2, 80), (3, 70)], &[(2, 80), (1, 80), (3, 70)]);
        assert_eq!(found, [(0, 0, 1), (0, 0, -1), (0, 0, 0)]);
    }

    /// A's gain alone would pass both; both gain as well, and one of them stays ahead.
    #[test]
    fn a_gain_that_others_take_back() {
        let found = splits(&[(3, 70), (2, 80), (1, 85)], &[(2, 90), (3, 88), (1, 95)]);
        assert_eq!(found[0], (-2, 1, 0));
    }
}
