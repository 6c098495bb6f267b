//! Eval: plan + data → results; total, pure, deterministic.
//! Takes a checked scheme and a bound dataset; gives columns of outcomes, and for one subject the working of every
//! number, made by the same code with a recorder switched on. Never fails: what cannot be scored is an outcome.
//! Never rounds but where the plan says. Start at [`assess_layers`], [`assessment`] and [`feed`].

mod aggregate;
mod alert;
mod alone;
mod asked;
mod assessed;
mod assessment;
mod carry;
mod combine;
mod evidence;
mod expr;
mod faults;
mod feed;
mod formula;
mod gaps;
mod group;
mod indicator;
mod layer;
mod method;
mod peers;
mod quota;
mod rank;
mod record;
mod results;
mod row;
mod settle;
mod total;
mod verdict;
mod workdays;
mod working;

pub use alert::{Alerted, Idle, alerts};
pub use alone::{again, alone, among, value};
pub use assessed::{
    Adjustment, AdjustmentKind, Assessment, Follows, FormulaWorking, Node, Overruled, Overruling, VetoAt,
};
pub use assessment::{assessment, follows};
pub use evidence::attached;
pub use faults::faults;
pub use feed::{Below, feed};
pub use group::{Quantile, Standing, standing};
pub use quota::{Seated, seated, seats};
pub use rank::{Apart, apart, first_figures};
pub use results::{LayerFigures, Outcome, Peers, Reading, Results, State, Stop, Value};
pub use row::Row;
pub use working::{Attached, CellState, LineFinding, Quantity, Read, Step, Working};

use crate::data::Dataset;
use crate::plan::{Computed, FormulaId, IndicatorId, Scheme};
use record::Silent;

/// Scores every layer in order, each reading the figures of those before it; the last is the result. Data in one
/// piece are one layer.
pub fn assess_layers(scheme: &Scheme, layers: &[Dataset]) -> Vec<Results> {
    let mut scored: Vec<Results> = Vec::new();
    for data in layers {
        let figures = scored.last().map(|earlier| earlier.layers.clone());
        let figures = figures.unwrap_or_else(|| vec![None; scheme.layers.len()]);
        scored.push(scored_on(scheme, data, Results { layers: figures, ..Results::default() }));
    }
    if let Some(last) = scored.last_mut() {
        // Another reading has layers of its own: what it reads of the first is the first read otherwise.
        let variants = scheme.variants.iter();
        last.variants = variants.filter_map(|other| assess_layers(&other.scheme, layers).pop()).collect();
    }
    scored
}

/// Scores every subject on data in one piece, which are those of the last layer; see [`assess_layers`].
pub fn assess(scheme: &Scheme, data: &Dataset) -> Results {
    let layers = vec![None; scheme.layers.len()];
    let variants = scheme.variants.iter().map(|other| assess(&other.scheme, data)).collect();
    scored_on(scheme, data, Results { layers, variants, ..Results::default() })
}

/// Steps outside, subjects inside: what the rules work out in its order (formulas, group values,
/// indicators with children first), then bonuses and penalties, totals, grades, places; so every column is there when a
/// later one reads it.
fn scored_on(scheme: &Scheme, data: &Dataset, mut results: Results) -> Results {
    results.layer = data.layer.or(scheme.last_layer());
    // What comes after the first level reads it with 均摊 done: values of the group too.
    let is_root = |one: &Computed| matches!(one, Computed::Indicator(id) if scheme.roots.contains(id));
    let last_root = scheme.order.iter().rposition(is_root);
    for (place, computed) in scheme.order.iter().enumerate() {
        match computed {
            Computed::Formula(id) => formulas(scheme, data, &mut results, *id),
            Computed::Group(id) => group::column(scheme, data, &mut results, *id),
            Computed::Indicator(id) => indicators(scheme, data, &mut results, *id),
        }
        if last_root == Some(place) {
            share_out(scheme, data, &mut results, None);
        }
    }
    total::totals(scheme, data, &mut results);
    verdict::grades(scheme, data, &mut results);
    rank::places(scheme, data, &mut results);
    quota::quotas(scheme, data, &mut results);
    results
}

fn each<T>(subjects: usize, of: impl FnMut(usize) -> T) -> Vec<T> {
    (0..subjects).map(of).collect()
}

fn formulas(scheme: &Scheme, data: &Dataset, results: &mut Results, id: FormulaId) {
    let formula = scheme.formula(id);
    let column = each(data.subjects.len(), |subject| {
        formula::read(Row { scheme, data, results, subject }, formula, &mut Silent)
    });
    results.formulas.push(column);
}

fn indicators(scheme: &Scheme, data: &Dataset, results: &mut Results, id: IndicatorId) {
    share_out(scheme, data, results, Some(id));
    let column = |results: &Results| {
        each(data.subjects.len(), |subject| {
            let raw = indicator::outcome(Row { scheme, data, results, subject }, id, &mut Silent);
            settle::settled(scheme, id, raw, None, &mut Silent)
        })
    };
    let mut scores = column(results);
    if peers::asked(scheme, id) {
        // Those who take the mean come after those whose mean it is.
        peers::gather(scheme, data, results, (id, &scores));
        scores = column(results);
    }
    results.scores.push(scores);
    if scheme.indicator(id).not_applicable.is_empty() || scheme.children(id).is_empty() {
        return;
    }
    for subject in 0..data.subjects.len() {
        if indicator::waived(Row { scheme, data, results, subject }, id) {
            waive(scheme, results, (id, subject));
        }
    }
}

/// What is inside a block that does not apply does not apply: nobody asks the subject for it.
fn waive(scheme: &Scheme, results: &mut Results, (block, subject): (IndicatorId, usize)) {
    for &child in scheme.children(block) {
        let outcome = &mut results.scores[child.0 as usize][subject];
        if *outcome != Outcome::Elsewhere {
            *outcome = Outcome::NotApplicable;
        }
        waive(scheme, results, (child, subject));
    }
}

/// 均摊: before a parent takes up its children, those that apply get the points of those that do not. Their scores are
/// scaled before rounding, so they are worked out again.
fn share_out(scheme: &Scheme, data: &Dataset, results: &mut Results, parent: Option<IndicatorId>) {
    let children = parent.map_or(scheme.roots.as_slice(), |parent| scheme.children(parent));
    if !settle::shares(scheme, parent) {
        return;
    }
    for subject in 0..data.subjects.len() {
        let row = Row { scheme, data, results, subject };
        let Some(extra) = settle::share(row, children) else { continue };
        let settled: Vec<Outcome> = children
            .iter()
            .map(|&child| {
                let raw = indicator::outcome(row, child, &mut Silent);
                settle::settled(scheme, child, raw, Some(&settle::grown(row, child, &extra)), &mut Silent)
            })
            .collect();
        for (child, outcome) in children.iter().zip(settled) {
            results.scores[child.0 as usize][subject] = outcome;
        }
    }
}
