//! 不适用 …, 取均值(同 类别): the mean of an indicator's scores, of those who are scored on their own data.

use super::expr::{Reader, Row};
use super::record::Silent;
use super::results::Peers;
use super::{Outcome, Results, indicator};
use crate::data::Dataset;
use crate::plan::{IndicatorId, Instead, Scheme, Scope};

/// Whether some subjects may be given the mean of the others.
pub(super) fn asked(scheme: &Scheme, id: IndicatorId) -> bool {
    scopes(scheme, id).next().is_some()
}

fn scopes(scheme: &Scheme, id: IndicatorId) -> impl Iterator<Item = (usize, Scope)> {
    let clauses = scheme.indicator(id).not_applicable.iter().enumerate();
    clauses.filter_map(|(clause, one)| match one.instead {
        Instead::Mean(scope) => Some((clause, scope)),
        Instead::Nothing | Instead::Full => None,
    })
}

/// Gathers the scores of a column as it stands, group by group. A score that a clause gave, or an excuse, is nobody's
/// own.
pub(super) fn gather(
    scheme: &Scheme,
    data: &Dataset,
    results: &mut Results,
    (id, column): (IndicatorId, &[Outcome]),
) {
    let scopes: Vec<(usize, Scope)> = scopes(scheme, id).collect();
    for (subject, outcome) in column.iter().enumerate() {
        let (Outcome::Scored(score) | Outcome::Presumed(score)) = outcome else { continue };
        let own = {
            let mut silent = Silent;
            let mut reader = Reader::new(Row { scheme, data, results, subject }, &mut silent);
            indicator::applies(&mut reader, id) == Ok(None)
        };
        if !own {
            continue;
        }
        for (clause, scope) in &scopes {
            let Some(group) = data.group(*scope, subject) else { continue };
            let peers = results.peers.entry((id, *clause, group)).or_default();
            *peers = Peers { count: peers.count + 1, sum: &peers.sum + score };
        }
    }
}
