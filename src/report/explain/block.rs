//! Blocks: how the children were put together.

use super::rules::Rules;
use super::{Teller, reach, sum};
use crate::eval::{Outcome, Step};
use crate::number::{Interval, Number};
use crate::plan::{Absent, Combine, IndicatorId, Kind};
use crate::report::numbers::{equals, exact, percent, points};
use crate::report::wording::{both, pick};
use crate::source::{Lang, Text};

/// Combined, Absent or Shared in words.
pub(super) fn step(teller: &Teller<'_>, rules: Rules<'_>, step: &Step, lang: Lang) -> String {
    if let Step::Combined { combine: Combine::Choose(most), counted, to, .. } = step {
        chosen(teller, (*most, counted), to, lang)
    } else if let Step::Combined { combine, to, .. } = step {
        combined(teller, rules, (*combine, to), lang)
    } else if let Step::Absent { absent, applicable, points, from, to } = step {
        absence(*absent, (applicable, points), (from, to), lang)
    } else if let Step::Shared { points: declared, becomes, from, to } = step {
        let (declared, becomes, from) = (exact(declared), exact(becomes), exact(from));
        let score = equals(&points(to, lang));
        match lang {
            Lang::Zh => {
                format!("均摊后满分由 {declared} 变为 {becomes}: {from} × {becomes} ÷ {declared} {score}")
            }
            Lang::En => format!(
                "its points become {becomes} instead of {declared}: {from} × {becomes} ÷ {declared} {score}"
            ),
        }
    } else {
        String::new()
    }
}

/// Which children cannot be scored; none where all can, as where nothing applies.
pub(super) fn failed(teller: &Teller<'_>, children: &[IndicatorId]) -> Option<Text> {
    let names = named(teller, children, &Outcome::Failed);
    (!names.is_empty()).then(|| {
        Text::new(format!("{}无法计分", names.join("、")), format!("{} cannot be scored", names.join(", ")))
    })
}

/// The children of this outcome, in quotes.
pub(super) fn named(teller: &Teller<'_>, children: &[IndicatorId], outcome: &Outcome) -> Vec<String> {
    let nodes = &teller.assessment.nodes;
    let is = |id: &&IndicatorId| nodes.get(id.0 as usize).is_some_and(|node| node.outcome == *outcome);
    let name = |id: &IndicatorId| format!("“{}”", teller.scored.scheme.indicator(*id).name);
    children.iter().filter(is).map(name).collect()
}

/// Which children are undetermined.
pub(super) fn missing(teller: &Teller<'_>, children: &[IndicatorId], reachable: &Interval) -> Text {
    let names = named(teller, children, &Outcome::Missing);
    both(|lang| match lang {
        Lang::Zh => format!("{}未定, 可能为 {}", names.join("、"), reach(reachable, lang)),
        Lang::En => format!("{} undetermined, it may come to {}", names.join(", "), reach(reachable, lang)),
    })
}

fn combined(teller: &Teller<'_>, rules: Rules<'_>, what: (Combine, &Number), lang: Lang) -> String {
    let (combine, to) = what;
    let Some(indicator) = rules.indicator() else { return String::new() };
    let Kind::Group { children, .. } = &indicator.kind else { return String::new() };
    let scores = scores(teller, children);
    let weighted = children.iter().any(|&child| teller.scored.scheme.indicator(child).weight.is_some());
    let to = points(to, lang);
    match combine {
        Combine::Sum if weighted => {
            let rates: Vec<String> =
                children.iter().filter_map(|&child| weighted_rate(teller, child)).collect();
            let (rates, full) = (rates.join(" + "), points(&indicator.points, lang));
            match lang {
                Lang::Zh => format!("按权重: ({rates}) × {full} {}", equals(&to)),
                Lang::En => format!("by weight: ({rates}) × {full} {}", equals(&to)),
            }
        }
        Combine::Sum if scores.len() < 2 => format!("{} {to}", pick(lang, "合计", "in all")),
        Combine::Sum => format!("{} {}", sum(scores.iter().copied()), equals(&to)),
        Combine::Best => {
            format!("{} {to}", pick(lang, "取得分率最高的一项, 得", "the best rate counts, which gives"))
        }
        Combine::Mean => {
            format!("{} {to}", pick(lang, "取各项得分率的平均, 得", "the mean of the rates gives"))
        }
        // Told by `chosen`.
        Combine::Choose(_) => String::new(),
    }
}

/// `任选 2 项, 取得分最高的“甲”“丙”: 9 + 8 = 17分`
fn chosen(teller: &Teller<'_>, what: (u32, &[IndicatorId]), to: &Number, lang: Lang) -> String {
    let (most, counted) = what;
    let name = |id: &IndicatorId| teller.scored.scheme.indicator(*id).name.clone();
    let sum = match scores(teller, counted).as_slice() {
        [_] => points(to, lang),
        several => format!("{} {}", sum(several.iter().copied()), equals(&points(to, lang))),
    };
    match lang {
        Lang::Zh => {
            let names: String = counted.iter().map(|id| format!("“{}”", name(id))).collect();
            format!("任选 {most} 项, 取得分最高的{names}: {sum}")
        }
        Lang::En => {
            let names: Vec<String> = counted.iter().map(|id| format!("`{}`", name(id))).collect();
            format!("{most} to choose, the highest scores count, of {}: {sum}", names.join(", "))
        }
    }
}

fn scores<'a>(teller: &Teller<'a>, children: &[IndicatorId]) -> Vec<&'a Number> {
    let nodes = &teller.assessment.nodes;
    children.iter().filter_map(|id| nodes.get(id.0 as usize)?.outcome.score()).collect()
}

/// `12 ÷ 15 × 30%`
fn weighted_rate(teller: &Teller<'_>, child: IndicatorId) -> Option<String> {
    let node = teller.assessment.nodes.get(child.0 as usize)?;
    let indicator = teller.scored.scheme.indicator(child);
    // A child that was given more points weighs more.
    let weight = (indicator.weight.as_ref()? * &node.points).over(&indicator.points)?;
    Some(format!("{} ÷ {} × {}", exact(node.outcome.score()?), exact(&node.points), percent(&weight)))
}

/// `缺项折算: 12 × 20 ÷ 15 = 16分`
pub(super) fn absence(
    absent: Absent,
    points_of: (&Number, &Number),
    change: (&Number, &Number),
    lang: Lang,
) -> String {
    let ((applicable, full), (from, to)) = (points_of, change);
    let (applicable, full, from, to) = (exact(applicable), exact(full), exact(from), points(to, lang));
    match (absent, lang) {
        (Absent::Rescale, Lang::Zh) => format!("缺项折算: {from} × {full} ÷ {applicable} {}", equals(&to)),
        (Absent::Rescale, Lang::En) => format!("rescaled: {from} × {full} ÷ {applicable} {}", equals(&to)),
        (Absent::Spread, Lang::Zh) => format!("缺项的分值均摊给其余各项: {from} → {to}"),
        (Absent::Spread, Lang::En) => format!("points that do not apply are shared out: {from} → {to}"),
        (Absent::Lift, Lang::Zh) => format!("满分 {full} 中适用的为 {applicable}, 缺项由上一级处理: {to}"),
        (Absent::Lift, Lang::En) => {
            format!("{applicable} of {full} points apply, the block above takes care of the rest: {to}")
        }
    }
}
