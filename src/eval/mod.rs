//! Eval: plan + data → results; total, pure, deterministic.
//! Takes a checked scheme and a bound dataset; gives columns of outcomes, and for one subject the working of every
//! number, made by the same code with a recorder switched on. Never fails: what cannot be scored is an outcome.
//! Never rounds but where the plan says. Start at [`assess`] and [`assessment`].

mod aggregate;
mod assessment;
mod combine;
mod expr;
mod faults;
mod formula;
mod indicator;
mod method;
mod rank;
mod record;
mod results;
mod settle;
mod total;
mod verdict;
mod working;

pub use assessment::assessment;
pub use faults::faults;
pub use results::{Outcome, Reading, Results, State, Stop, Value};
pub use working::{
    Adjustment, AdjustmentKind, Assessment, FormulaWorking, LineFinding, Node, Overruled, Overruling,
    Quantity, Read, Step, VetoAt, Working,
};

use crate::data::Dataset;
use crate::plan::{IndicatorId, Kind, Scheme};
use expr::Row;
use record::Silent;

/// Scores every subject. Steps outside, subjects inside: formulas, indicators (children first), bonuses and penalties,
/// totals, grades, places; so every column is there when a later one reads it.
pub fn assess(scheme: &Scheme, data: &Dataset) -> Results {
    let mut results = Results::default();
    let subjects = data.subjects.len();
    for formula in &scheme.formulas {
        let column = each(subjects, |subject| {
            formula::read(Row { scheme, data, results: &results, subject }, formula, &mut Silent)
        });
        results.formulas.push(column);
    }
    for place in 0..scheme.indicators.len() {
        let id = IndicatorId(u32::try_from(place).unwrap_or(u32::MAX));
        settle_children(scheme, data, &mut results, Some(id));
        let column = each(subjects, |subject| {
            indicator::outcome(Row { scheme, data, results: &results, subject }, id, &mut Silent)
        });
        results.scores.push(column);
    }
    settle_children(scheme, data, &mut results, None);
    total::totals(scheme, data, &mut results);
    verdict::grades(scheme, data, &mut results);
    rank::places(scheme, data, &mut results);
    results
}

fn each<T>(subjects: usize, of: impl FnMut(usize) -> T) -> Vec<T> {
    (0..subjects).map(of).collect()
}

/// Before a parent takes up its children: shares of siblings that do not apply, and rounding.
fn settle_children(scheme: &Scheme, data: &Dataset, results: &mut Results, parent: Option<IndicatorId>) {
    let children = match parent {
        None => scheme.roots.as_slice(),
        Some(parent) => match &scheme.indicator(parent).kind {
            Kind::Group { children, .. } => children.as_slice(),
            Kind::Leaf { .. } => return,
        },
    };
    let policy = settle::Policy::of(scheme, parent);
    for subject in 0..data.subjects.len() {
        let shared = settle::share(Row { scheme, data, results, subject }, children, policy);
        for &child in children {
            let raw = &results.scores[child.0 as usize][subject];
            let settled = settle::settled(scheme, child, raw, shared.as_ref(), &mut Silent);
            results.scores[child.0 as usize][subject] = settled;
        }
    }
}
