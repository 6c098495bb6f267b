//! The steps of a working, each in a clause. An empty clause says nothing.

use super::rules::Rules;
use super::told::Told;
use super::{Teller, block, lines};
use crate::eval::{Step, Value, Working};
use crate::report::numbers::points;
use crate::report::reading::Reader;
use crate::report::wording::{self, pick};
use crate::source::{Lang, Text};

/// One step in words.
pub(super) fn step(teller: &Teller<'_>, rules: Rules<'_>, at: (&Working, &Step), lang: Lang) -> String {
    let told = Told { teller, rules, working: at.0, lang };
    match at.1 {
        Step::Value(value) => told.value(value),
        Step::ZeroDenominator => {
            told.zero(rules.on_zero(), pick(lang, "分母为零", "the denominator is zero"))
        }
        Step::Proportion { value, target, rate, capped, score } => {
            told.proportion((value, target.as_ref()), (rate, *capped), score)
        }
        Step::CutOff { rate, limit } => told.cut_off(rate, limit),
        Step::ZeroTarget => {
            told.zero(rules.zero_target(), pick(lang, "目标不大于零", "the target is not above zero"))
        }
        Step::Row { value, row, score } => told.row(value.as_ref(), *row, score.as_ref()),
        Step::Interpolated { value, below, above, score } => {
            told.interpolated(value, (below.as_ref(), above.as_ref()), score)
        }
        Step::Start(start) => told.start(start),
        Step::Line(finding) => lines::line(teller, rules, (at.0, finding), lang),
        Step::Sum(sum) => format!("{} {}", pick(lang, "合计", "in all"), points(sum, lang)),
        Step::Assessed { level, score } => told.assessed(*level, score),
        Step::Kept { from, to } => told.kept(from, to),
        Step::NotApplicable { clause } => told.not_applicable(*clause),
        Step::MeanOfPeers { peers, mean } => told.mean_of_peers(peers, mean.as_ref()),
        // The clause that gave them has said so.
        Step::Full
            if at.0.steps.iter().any(|step| matches!(step, Step::ZeroDenominator | Step::ZeroTarget)) =>
        {
            String::new()
        }
        Step::Full => pick(lang, "给满分", "full points are given").to_owned(),
        Step::Evidence { attached, from, to } => told.evidence(attached, from, to),
        Step::Vetoed { veto, from, to } => told.vetoed(*veto, from, to),
        Step::Combined { .. } | Step::Absent { .. } | Step::Shared { .. } => {
            block::step(teller, rules, at.1, lang)
        }
        Step::Rounded { places, from, to } if from != to => {
            wording::rounded(*places, from, to).get(lang).to_owned()
        }
        Step::Rounded { .. } => String::new(),
    }
}

/// The value a leaf was scored by, in words.
pub(super) fn value(teller: &Teller<'_>, rules: Rules<'_>, working: &Working) -> Option<Text> {
    let expr = rules.scored_by()?;
    let value = working.steps.iter().find_map(looked_up)?;
    let reader = Reader::of(teller.scored.scheme, expr);
    Some(wording::both(|lang| reader.show(&value, lang)))
}

fn looked_up(step: &Step) -> Option<Value> {
    if let Step::Proportion { value, .. } | Step::Interpolated { value, .. } = step {
        Some(Value::Number(value.clone()))
    } else if let Step::Row { value, .. } = step {
        value.clone()
    } else {
        None
    }
}
