//! What subjects tried together: seats and places.

use std::collections::BTreeMap;

use crate::data::Dataset;
use crate::eval::{self, Results};
use crate::plan::Scheme;
use crate::study::coverage::unit::{Key, Of, SeatUnit, What};

/// What happened among the subjects, and how often: in how many groups, for seats; once, for a ranking.
pub(in crate::study::coverage) fn among(
    scheme: &Scheme,
    data: &Dataset,
    results: &Results,
) -> BTreeMap<Key, usize> {
    let mut marks: BTreeMap<Key, usize> = BTreeMap::new();
    let mut add = |of: Of, what: What| *marks.entry(Key { of, what }).or_default() += 1;
    for seated in eval::seated(scheme, data, results) {
        let of = Of::Quota(seated.quota);
        if seated.beyond > 0 {
            add(of, What::Seats(SeatUnit::Short));
        } else if seated.holders > 0 && !seated.tied {
            add(of, What::Seats(SeatUnit::Enough));
        }
        if seated.tied {
            add(of, What::Seats(SeatUnit::Tied));
        }
    }
    for (place, apart) in eval::apart(scheme, data, results).into_iter().enumerate() {
        let of = Of::Ranking(place);
        apart.keys.into_iter().for_each(|key| add(of, What::Decides(key)));
        if apart.ties {
            add(of, What::Tie);
        }
    }
    marks
}
