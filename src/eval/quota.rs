//! 名额: seats in a grade. They are counted over the whole group; one whose grade a veto took away takes none.

use std::collections::BTreeMap;

use super::Results;
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{GradeId, Quota, Scheme, SeatRounding};

/// How the seats of one quota went in one group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seated {
    /// The quota, by place.
    pub quota: usize,
    /// The seats.
    pub seats: usize,
    /// Who held the grade before.
    pub holders: usize,
    /// Who lost it.
    pub beyond: usize,
    /// Whether several in the same place claimed the last seat, so that 并列 decided.
    pub tied: bool,
}

/// How the seats of every quota went, group by group, in results that are there.
pub fn seated(scheme: &Scheme, data: &Dataset, results: &Results) -> Vec<Seated> {
    let before = results.grades_before_quotas.clone();
    let mut results = Results { grades: before, places: results.places.clone(), ..Results::default() };
    filled(scheme, data, &mut results)
}

/// Applies the quotas in the order written, each to the grades that the one before left.
pub(super) fn quotas(scheme: &Scheme, data: &Dataset, results: &mut Results) {
    results.grades_before_quotas = results.grades.clone();
    filled(scheme, data, results);
}

fn filled(scheme: &Scheme, data: &Dataset, results: &mut Results) -> Vec<Seated> {
    let mut all = Vec::new();
    for (place, quota) in scheme.quotas.iter().enumerate() {
        let mut groups: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for subject in 0..data.subjects.len() {
            if let Some(group) = data.group(quota.scope, subject) {
                groups.entry(group).or_default().push(subject);
            }
        }
        for members in groups.values() {
            let (seated, beyond) = beyond((place, quota), members, results);
            for subject in beyond {
                results.grades[subject] = Some(GradeId(quota.grade.0 + 1));
            }
            all.push(seated);
        }
    }
    all
}

/// Those of a group who hold the grade and get no seat, and how that came about.
fn beyond((place, quota): (usize, &Quota), members: &[usize], results: &Results) -> (Seated, Vec<usize>) {
    let seats = seats(quota, members.len());
    let mut holders: Vec<(u32, usize)> = members
        .iter()
        .filter(|subject| results.grades[**subject] == Some(quota.grade))
        .map(|subject| (results.places[quota.ranking][*subject].unwrap_or(u32::MAX), *subject))
        .collect();
    holders.sort();
    // The place at the edge: those before it are seated, those after are not, and a tie on it is as the rule says.
    let all = Seated { quota: place, seats, holders: holders.len(), beyond: 0, tied: false };
    let Some((edge, _)) = holders.get(seats).copied() else { return (all, Vec::new()) };
    let tied = seats > 0 && holders[seats - 1].0 == edge;
    let kept = |place: u32| place < edge || tied && place == edge && quota.tied_keep;
    let beyond: Vec<usize> =
        holders.into_iter().filter(|(place, _)| !kept(*place)).map(|(_, subject)| subject).collect();
    (Seated { beyond: beyond.len(), tied, ..all }, beyond)
}

/// How many seats a quota has in a group of so many.
pub fn seats(quota: &Quota, members: usize) -> usize {
    let share = &quota.share * &Number::whole(i64::try_from(members).unwrap_or(i64::MAX));
    let seats = match quota.seats {
        SeatRounding::Down => share.floor(),
        SeatRounding::Up => share.ceiling(),
        SeatRounding::HalfUp => share.rounded(0),
    };
    let seats = seats.to_i64().and_then(|seats| usize::try_from(seats).ok()).unwrap_or(members);
    seats.max(quota.at_least as usize)
}

#[cfg(test)]
mod tests {
    use super::{beyond, seats};
    use crate::eval::Results;
    use crate::number::Number;
    use crate::plan::{GradeId, Quota, Scope, SeatRounding};
    use crate::source::{SourceId, Span};

    fn quota(tied_keep: bool, seats: SeatRounding, at_least: u32) -> Quota {
        Quota {
            grade: GradeId(0),
            scope: Scope::All,
            share: Number::ratio(3, 10).unwrap(),
            seats,
            at_least,
            tied_keep,
            ranking: 0,
            span: Span::new(SourceId(0), 0, 0),
        }
    }

    #[test]
    fn seats_are_rounded_as_said() {
        // 30% of 18 is 5.4, of 5 is 1.5, of 2 is 0.6.
        assert_eq!(seats(&quota(false, SeatRounding::Down, 0), 18), 5);
        assert_eq!(seats(&quota(false, SeatRounding::Up, 0), 18), 6);
        assert_eq!(seats(&quota(false, SeatRounding::HalfUp, 0), 5), 2);
        assert_eq!(seats(&quota(false, SeatRounding::Down, 1), 2), 1);
    }

    #[test]
    fn a_tie_at_the_edge_is_kept_or_not_as_said() {
        // Ten subjects, three seats, places 1 2 3 3 of holders of the best grade.
        let places = [1, 2, 3, 3, 5, 6, 7, 8, 9, 10];
        let results = Results {
            grades: (0..10).map(|at| Some(GradeId(u32::from(at > 3)))).collect(),
            places: vec![places.iter().copied().map(Some).collect()],
            ..Results::default()
        };
        let members: Vec<usize> = (0..10).collect();
        assert_eq!(beyond((0, &quota(false, SeatRounding::Down, 0)), &members, &results).1, [2, 3]);
        assert!(beyond((0, &quota(true, SeatRounding::Down, 0)), &members, &results).1.is_empty());
    }
}
