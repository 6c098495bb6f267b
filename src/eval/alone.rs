//! One subject by itself: scored again and again while all the others stay as they are. What it takes from the others
//! (group values, means of peers, figures of earlier layers) is what it was; whoever changes that scores everybody.

use super::expr::Reader;
use super::record::Silent;
use super::row::Row;
use super::{
    LayerFigures, Outcome, Results, Stop, Value, formula, indicator, quota, rank, settle, share_out, total,
    verdict, waive,
};
use crate::data::Dataset;
use crate::plan::{Computed, Expr, IndicatorId, Scheme};

/// The results of one subject as those of a scheme with one subject. There are no places and no quotas.
pub fn alone(scheme: &Scheme, results: &Results, subject: usize) -> Results {
    let outcomes = |columns: &[Vec<Outcome>]| one_each(columns, subject);
    let mut alone = Results {
        layer: results.layer,
        layers: results
            .layers
            .iter()
            .map(|figures| figures.as_ref().map(|one| layer(one, subject)))
            .collect(),
        formulas: one_each(&results.formulas, subject),
        groups: one_each(&results.groups, subject),
        peers: results.peers.clone(),
        scores: outcomes(&results.scores),
        outside: outcomes(&results.outside),
        states: one(&results.states, subject),
        places: vec![vec![None]; scheme.rankings.len()],
        ..Results::default()
    };
    alone.base = one(&results.base, subject);
    alone.bonus = one(&results.bonus, subject);
    alone.penalty = one(&results.penalty, subject);
    alone.unrounded = one(&results.unrounded, subject);
    alone.total = one(&results.total, subject);
    alone.grades_before_quotas = one(&results.grades_before_quotas, subject);
    alone.grades = alone.grades_before_quotas.clone();
    alone
}

/// Everybody with one subject as it came out alone: places and seats are given anew. Only where nobody else's score moves
/// with it. Other readings are left out.
pub fn among(
    scheme: &Scheme,
    data: &Dataset,
    results: &Results,
    (subject, alone): (usize, &Results),
) -> Results {
    let mut all = Results { variants: Vec::new(), places: Vec::new(), ..results.clone() };
    put_each(&mut all.formulas, &alone.formulas, subject);
    put_each(&mut all.scores, &alone.scores, subject);
    put_each(&mut all.outside, &alone.outside, subject);
    put(&mut all.states, &alone.states, subject);
    put(&mut all.base, &alone.base, subject);
    put(&mut all.bonus, &alone.bonus, subject);
    put(&mut all.penalty, &alone.penalty, subject);
    put(&mut all.unrounded, &alone.unrounded, subject);
    put(&mut all.total, &alone.total, subject);
    put(&mut all.grades_before_quotas, &alone.grades_before_quotas, subject);
    all.grades = all.grades_before_quotas.clone();
    rank::places(scheme, data, &mut all);
    quota::quotas(scheme, data, &mut all);
    all
}

fn put<T: Clone>(column: &mut [T], from: &[T], subject: usize) {
    if let (Some(place), Some(one)) = (column.get_mut(subject), from.first()) {
        place.clone_from(one);
    }
}

fn put_each<T: Clone>(columns: &mut [Vec<T>], from: &[Vec<T>], subject: usize) {
    columns.iter_mut().zip(from).for_each(|(column, from)| put(column, from, subject));
}

fn one<T: Clone>(column: &[T], subject: usize) -> Vec<T> {
    column.get(subject).cloned().into_iter().collect()
}

fn one_each<T: Clone>(columns: &[Vec<T>], subject: usize) -> Vec<Vec<T>> {
    columns.iter().map(|column| one(column, subject)).collect()
}

fn layer(figures: &LayerFigures, subject: usize) -> LayerFigures {
    LayerFigures {
        base: one(&figures.base, subject),
        total: one(&figures.total, subject),
        formulas: figures.formulas.iter().map(|(id, column)| (*id, one(column, subject))).collect(),
        scores: figures.scores.iter().map(|(id, column)| (*id, one(column, subject))).collect(),
        points: figures.points.iter().map(|(id, column)| (*id, one(column, subject))).collect(),
    }
}

/// Works out again what is named, in the order of the scheme, then the total and the grade by score and vetoes.
/// `again` holds all that depends on what was changed; of a block that shares points out or may not apply, all inside.
pub fn again(scheme: &Scheme, data: &Dataset, results: &mut Results, again: &[Computed]) {
    let is_root = |one: &&Computed| matches!(one, Computed::Indicator(id) if scheme.roots.contains(id));
    let last_root = scheme.order.iter().rfind(is_root);
    for computed in again {
        match computed {
            Computed::Formula(id) => {
                let reading = formula::read(
                    Row { scheme, data, results, subject: 0 },
                    scheme.formula(*id),
                    &mut Silent,
                );
                if let Some(column) = results.formulas.get_mut(id.0 as usize) {
                    *column = vec![reading];
                }
            }
            // What the others make of it is given.
            Computed::Group(_) => {}
            Computed::Indicator(id) => indicator_again(scheme, data, results, *id),
        }
        if last_root == Some(computed) {
            share_out(scheme, data, results, None);
        }
    }
    results.outside.clear();
    total::totals(scheme, data, results);
    verdict::grades(scheme, data, results);
    results.grades_before_quotas.clone_from(&results.grades);
}

fn indicator_again(scheme: &Scheme, data: &Dataset, results: &mut Results, id: IndicatorId) {
    share_out(scheme, data, results, Some(id));
    let raw = indicator::outcome(Row { scheme, data, results, subject: 0 }, id, &mut Silent);
    let settled = settle::settled(scheme, id, raw, None, &mut Silent);
    if let Some(column) = results.scores.get_mut(id.0 as usize) {
        *column = vec![settled];
    }
    let clauses = !scheme.indicator(id).not_applicable.is_empty() && !scheme.children(id).is_empty();
    if clauses && indicator::waived(Row { scheme, data, results, subject: 0 }, id) {
        waive(scheme, results, (id, 0));
    }
}

/// What an expression gives for a subject, or why it gives nothing.
pub fn value(
    scheme: &Scheme,
    (data, results): (&Dataset, &Results),
    subject: usize,
    expr: &Expr,
) -> Result<Value, Stop> {
    Reader::new(Row { scheme, data, results, subject }, &mut Silent).value(expr, None)
}
