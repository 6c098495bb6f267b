//! Layers side by side: what they scored, and which inputs they changed, by whom and why.

use super::Teller;
use crate::eval::{Outcome, Results};
use crate::number::Number;
use crate::plan::{IndicatorId, InputId};
use crate::report::wording::{both, pick};
use crate::report::{changes, numbers};
use crate::source::{Lang, Text};

/// `自评 10.00 分, 复核 8.00 分` of an indicator; none where all layers agree.
pub(super) fn scores(teller: &Teller<'_>, id: IndicatorId) -> Option<Text> {
    let subject = teller.subject();
    let of = |results: &Results| {
        let outcome = results.scores.get(id.0 as usize).and_then(|column| column.get(subject));
        outcome.and_then(Outcome::score).cloned()
    };
    side_by_side(teller, of, false)
}

/// The same of the total.
pub(super) fn totals(teller: &Teller<'_>) -> Option<Text> {
    let of = |results: &Results| teller.scored.number(&results.total, teller.subject()).cloned();
    side_by_side(teller, of, true)
}

fn side_by_side(teller: &Teller<'_>, of: impl Fn(&Results) -> Option<Number>, total: bool) -> Option<Text> {
    let scored = &teller.scored;
    let layers: Vec<(&str, Option<Number>)> =
        scored.layers().map(|results| (scored.layer(results), of(results))).collect();
    let differ = layers.iter().any(|(_, score)| Some(score) != layers.first().map(|(_, first)| first));
    let one = |(layer, score): &(&str, Option<Number>), lang: Lang| {
        let score = score.as_ref().map(|score| numbers::published_points(&scored.published(score), lang));
        let score = score.unwrap_or_else(|| pick(lang, "未定", "undetermined").to_owned());
        let what = if total { pick(lang, "总分", " total") } else { "" };
        format!("{layer}{what} {score}")
    };
    differ.then(|| both(|lang| layers.iter().map(|layer| one(layer, lang)).collect::<Vec<_>>().join(", ")))
}

/// How the inputs were overridden, layer after layer.
pub(super) fn changes(teller: &Teller<'_>, inputs: &[InputId]) -> Vec<Text> {
    let all = inputs.iter().flat_map(|&input| changes::of_input(&teller.scored, input, teller.subject()));
    all.map(|change| both(|lang| change.sentence(lang))).collect()
}
