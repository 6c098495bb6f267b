//! Last year's data and this year's, each under the rules of either year.

use std::collections::BTreeMap;

use super::bench::{Bench, Worked};
use crate::cli::chain::Layers;
use crate::cli::console::{Console, Stop};
use crate::cli::load::pair::Pair;
use crate::plan::Plan;
use crate::regress::{self, Column, Corners, Impact, YearMove};
use crate::source::{Diagnostic, Text};

/// Every subject of either year.
pub(super) struct Years {
    pub(super) moves: Vec<YearMove>,
    pub(super) names: BTreeMap<String, String>,
    pub(super) notes: Vec<Text>,
    /// The ids of last year's subjects and of this year's, in the order of the data.
    ids: [Vec<String>; 2],
}

/// The four corners. Where data do not fit the rules of the other year, that corner stays empty and the reason is noted;
/// they must fit those of their own, as this year's are known to do.
pub(super) fn years(
    pair: &Pair,
    (before, now): (&Bench<'_>, &Bench<'_>),
    console: &mut Console,
) -> Result<Years, Stop> {
    let (old, new) = (&pair.old.plan, &pair.new.plan);
    let corners = [(before, old), (now, old), (before, new), (now, new)];
    let [own, crossed, back, this] = corners.map(|(bench, plan)| bench.scored(plan));
    before.show([&own], console)?;
    if own.layers.is_none() {
        return Err(Stop::Findings);
    }
    let notes = [
        unfit(&crossed, &Text::new("今年的数据配不上旧办法", "this year's data do not fit the old rules")),
        unfit(&back, &Text::new("去年的数据配不上新办法", "last year's data do not fit the new rules")),
    ];
    let mut names = BTreeMap::new();
    for layers in [&this, &own].into_iter().filter_map(|scored| scored.layers.as_ref()) {
        for who in &layers.data.subjects {
            names.entry(who.id.clone()).or_insert_with(|| who.name.clone());
        }
    }
    let column = |bench: &Bench<'_>, plan: &Plan, scored: &Worked| -> Option<Column> {
        let layers = scored.layers.as_ref()?;
        Some(ids(layers).into_iter().zip(bench.told(plan, layers)?).collect())
    };
    let moves = regress::years(&Corners {
        old_rules_old_data: column(before, old, &own),
        old_rules_new_data: column(now, old, &crossed),
        new_rules_old_data: column(before, new, &back),
        new_rules_new_data: column(now, new, &this),
    });
    let ids = [own, this].map(|scored| scored.layers.as_ref().map(ids).unwrap_or_default());
    Ok(Years { moves, names, notes: notes.into_iter().flatten().collect(), ids })
}

impl Years {
    /// Whether all corners are there, so that the rules' part can be split over the edits.
    pub(super) fn is_whole(&self) -> bool {
        self.notes.is_empty()
    }

    /// Splits the rules' part by the impacts on last year's data and on this year's.
    pub(super) fn split(&mut self, before: &Impact, now: &Impact) {
        let [earlier, later] = &self.ids;
        regress::split_rules(&mut self.moves, (earlier, before), (later, now));
    }
}

fn ids(layers: &Layers) -> Vec<String> {
    layers.data.subjects.iter().map(|who| who.id.clone()).collect()
}

/// Why a corner is empty, by the first finding that stops; nothing where it is there.
fn unfit(scored: &Worked, what: &Text) -> Option<Text> {
    if scored.layers.is_some() {
        return None;
    }
    let stops = |finding: &&Diagnostic| finding.code.severity().stops();
    let message = scored.found.iter().find(stops).map(|finding| finding.message.clone());
    let Text { zh, en } = message.unwrap_or_default();
    Some(Text::new(
        format!("{}, 业绩与规则分不开: {zh}", what.zh),
        format!("{}, so performance and rules cannot be told apart: {en}", what.en),
    ))
}
