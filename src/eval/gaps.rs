//! Years of which the calendar of the data knows nothing, and whom that leaves without a result.

use std::collections::{BTreeMap, BTreeSet};

use super::expr::Reader;
use super::row::Row;
use super::{Results, Working, assessment, formula};
use crate::data::Dataset;
use crate::plan::Scheme;

/// The subjects by the years that they would need; a subject without a gap is not among them.
pub(super) fn gaps(
    scheme: &Scheme,
    data: &Dataset,
    results: &Results,
) -> BTreeMap<BTreeSet<i32>, Vec<usize>> {
    let mut by_years: BTreeMap<BTreeSet<i32>, Vec<usize>> = BTreeMap::new();
    if !scheme.counts_workdays {
        return by_years;
    }
    for subject in 0..data.subjects.len() {
        let years = years(Row { scheme, data, results, subject });
        if !years.is_empty() {
            by_years.entry(years).or_default().push(subject);
        }
    }
    by_years
}

/// All that reads the subject's data: its working, and what only others read of it.
fn years(row: Row<'_>) -> BTreeSet<i32> {
    let made = assessment(row.scheme, row.data, row.results, row.subject);
    let nodes = made.nodes.iter().chain(&made.outside).map(|node| &node.working);
    let vetoes = made.vetoes.iter().map(|(_, working)| working);
    let alerts = made.alerts.iter().map(|alerted| &alerted.working);
    let mut years: BTreeSet<i32> =
        nodes.chain(vetoes).chain(alerts).flat_map(|working| &working.unknown_years).copied().collect();
    let mut aside = Working::default();
    for one in &row.scheme.formulas {
        formula::read(row, one, &mut aside);
    }
    let mut reader = Reader::new(row, &mut aside);
    let keys = row.scheme.rankings.iter().flat_map(|ranking| &ranking.keys).map(|key| &key.value);
    let groups = row.scheme.group_values.iter().flat_map(|value| value.filter.iter().chain(&value.value));
    let uses = row.scheme.consequences.iter().flat_map(|one| one.money.iter().chain([&one.condition]));
    for expr in keys.chain(groups).chain(uses) {
        // What it gives has been taken up elsewhere; here only the years that it meets are wanted.
        let _ = reader.value(expr, None);
    }
    years.append(&mut aside.unknown_years);
    years
}
