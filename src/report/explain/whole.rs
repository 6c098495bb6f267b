//! The whole of one subject: how the total adds up, and everything under it.

use super::standing::{consequences, grade, quota, veto};
use super::{Teller, alerts, block, item, layers, reach, readings, sources, sum};
use crate::eval::{Adjustment, AdjustmentKind, Outcome, State, Step};
use crate::number::Number;
use crate::plan::{Scope, Stage};
use crate::report::numbers::equals;
use crate::report::wording::{both, pick};
use crate::report::{Entry, Figure, Rounded, numbers, wording};
use crate::source::{Lang, Text};

/// `市教育局 (D001), 市直部门预算绩效管理考核, 2019 年度`
pub(super) fn title(teller: &Teller<'_>) -> Text {
    let scheme = teller.scored.scheme;
    let who = teller.scored.data.subjects.get(teller.subject());
    let who = who.map(|who| format!("{} ({})", who.name, who.id)).unwrap_or_default();
    both(|lang| {
        let year = match (scheme.year, lang) {
            (Some(year), Lang::Zh) => format!(", {year} 年度"),
            (Some(year), Lang::En) => format!(", {year}"),
            (None, _) => String::new(),
        };
        format!("{who}, {}{year}", scheme.name)
    })
}

/// What the total is the sum of, the total last.
pub(super) fn figures(teller: &Teller<'_>) -> Vec<Figure> {
    let (scored, assessment) = (&teller.scored, teller.assessment);
    let mut figures = Vec::new();
    for &root in &scored.scheme.roots {
        match assessment.nodes.get(root.0 as usize) {
            None => {}
            Some(node) if node.outcome == Outcome::Elsewhere => {}
            Some(node) => figures.push(Figure {
                label: Text::same(&scored.scheme.indicator(root).name),
                amount: teller.result(node),
            }),
        }
    }
    let mut add = |label: Text, amount: Option<String>| figures.push(Figure { label, amount });
    let has = |penalty: bool| scored.scheme.outside.iter().any(|item| item.penalty == penalty);
    let shown = |number: &Option<Number>| number.as_ref().map(|number| scored.published(number));
    if has(false) {
        add(Text::new("加分", "bonus"), shown(&assessment.bonus).map(|bonus| format!("+{bonus}")));
    }
    if has(true) {
        add(Text::new("扣分", "penalty"), shown(&assessment.penalty).map(|penalty| format!("-{penalty}")));
    }
    for adjustment in own_adjustments(teller) {
        add(wording::adjustment(adjustment.kind), Some(signed(teller, &adjustment.amount)));
    }
    add(Text::new("总分", "total"), shown(&assessment.total));
    figures
}

fn own_adjustments<'a>(teller: &Teller<'a>) -> impl Iterator<Item = &'a Adjustment> {
    let own = teller.assessment.adjustments.iter().filter(|adjustment| adjustment.indicator.is_none());
    own.filter(|adjustment| !adjustment.amount.is_zero())
}

/// `+16.00`; `≈-0.0043` where the decimal never ends.
fn signed(teller: &Teller<'_>, amount: &Number) -> String {
    let ends = amount.decimal().is_some();
    let digits = if ends { teller.scored.published(amount) } else { amount.near(4) };
    let sign = if amount.is_negative() { "" } else { "+" };
    format!("{}{sign}{digits}", if ends { "" } else { "≈" })
}

/// The whole, with everything under it.
pub(super) fn entry(teller: &Teller<'_>) -> Entry {
    let (scheme, assessment) = (teller.scored.scheme, teller.assessment);
    let mut entry = teller.entry("", both(|lang| head(teller, lang)), scheme.span);
    entry.basis.clone_from(&scheme.basis);
    entry.calculation = calculation(teller);
    entry.result = assessment.total.as_ref().map(|total| teller.scored.published(total));
    entry.rounding = rounding(teller);
    entry.children = scheme.roots.iter().filter_map(|&root| item::indicator(teller, root)).collect();
    let outside = scheme.outside.iter().zip(&assessment.outside);
    entry.children.extend(outside.map(|(outside, node)| item::outside(teller, outside, node)));
    entry.children.extend((0..scheme.vetoes.len()).filter_map(|at| veto(teller, at)));
    entry.children.extend(quota(teller));
    entry.children.extend(consequences(teller));
    entry.children.extend(alerts::entries(teller));
    entry.children.extend(readings::entries(teller));
    entry
}

fn head(teller: &Teller<'_>, lang: Lang) -> String {
    let (scored, subject) = (&teller.scored, teller.subject());
    let name = scored.data.subjects.get(subject).map_or("", |who| who.name.as_str());
    let full = numbers::exact(&scored.scheme.points);
    let Some(total) = &teller.assessment.total else { return undetermined(teller, name, lang) };
    let total = scored.published(total);
    let mut text = match lang {
        Lang::Zh => format!("{name} 总分 {total} 分 (满分 {full} 分)"),
        Lang::En => format!("{name}: total {total} (of {full})"),
    };
    if let Some(grade) = teller.assessment.grade {
        text += &format!(", {} {}", pick(lang, "等级", "grade"), scored.scheme.grade(grade));
    }
    for (at, ranking) in scored.scheme.rankings.iter().enumerate() {
        let Some(place) = scored.place(Some(at), subject) else { continue };
        let scope = match ranking.scope {
            Scope::All => pick(lang, "全体", "all").to_owned(),
            Scope::Within(input) => format!("“{}”", scored.choice(input, subject).unwrap_or("")),
        };
        text += &match lang {
            Lang::Zh => format!(", {scope}中第 {place} 名"),
            Lang::En => format!(", place {place} among {scope}"),
        };
    }
    text
}

fn undetermined(teller: &Teller<'_>, name: &str, lang: Lang) -> String {
    if teller.assessment.state == Some(State::Failed) {
        return match lang {
            Lang::Zh => format!("{name} 总分无法计算"),
            Lang::En => format!("{name}: the total cannot be worked out"),
        };
    }
    match (&teller.assessment.reachable, lang) {
        (Some(interval), Lang::Zh) => format!("{name} 总分未定, 可能为 {}", reach(interval, lang)),
        (Some(interval), Lang::En) => {
            format!("{name}: total undetermined, it may come to {}", reach(interval, lang))
        }
        (None, Lang::Zh) => format!("{name} 总分未定"),
        (None, Lang::En) => format!("{name}: total undetermined"),
    }
}

fn calculation(teller: &Teller<'_>) -> Vec<Text> {
    let assessment = teller.assessment;
    let mut clauses: Vec<Text> = open(teller).into_iter().chain(base(teller)).collect();
    for (number, stage) in [(&assessment.bonus, Stage::Bonus), (&assessment.penalty, Stage::Penalty)] {
        if let Some(number) = number.as_ref().filter(|number| !number.is_zero()) {
            clauses.push(both(|lang| {
                format!("{} {}", wording::stage(stage, lang), numbers::points(number, lang))
            }));
        }
    }
    clauses.extend(own_adjustments(teller).filter_map(|adjustment| limit(teller, adjustment)));
    if let (Some(Rounded { places, .. }), Some(from), Some(to)) =
        (rounding(teller), &assessment.unrounded, &assessment.total)
    {
        clauses.push(wording::rounded(places, from, to));
    }
    clauses.extend(grade(teller));
    clauses.extend(undecided(teller));
    clauses.extend(layers::totals(teller));
    clauses
}

/// What has no score, where there is no total.
fn open(teller: &Teller<'_>) -> Vec<Text> {
    let (scheme, assessment) = (teller.scored.scheme, teller.assessment);
    if assessment.total.is_some() {
        return Vec::new();
    }
    let of = |outcome: Outcome| {
        let mut names = block::named(teller, &scheme.roots, &outcome);
        let outside = scheme.outside.iter().zip(&assessment.outside);
        let outside = outside.filter(|(_, node)| node.outcome == outcome);
        names.extend(outside.map(|(item, _)| format!("“{}”", item.name)));
        names
    };
    let (missing, failed) = (of(Outcome::Missing), of(Outcome::Failed));
    let nothing = assessment.nodes.iter().all(|node| node.outcome.score().is_none())
        && missing.is_empty()
        && failed.is_empty();
    let mut clauses = Vec::new();
    if !missing.is_empty() {
        clauses.push(both(|lang| match lang {
            Lang::Zh => format!("{}未定", missing.join("、")),
            Lang::En => format!("{} undetermined", missing.join(", ")),
        }));
    }
    if !failed.is_empty() {
        clauses.push(both(|lang| match lang {
            Lang::Zh => format!("{}无法计分", failed.join("、")),
            Lang::En => format!("{} cannot be scored", failed.join(", ")),
        }));
    }
    if nothing {
        clauses.push(Text::new("没有一项适用", "nothing applies"));
    }
    clauses
}

/// Vetoes that wait for data: `缺“违纪”, 否决尚不能判断`.
fn undecided(teller: &Teller<'_>) -> Vec<Text> {
    let waiting = teller.assessment.vetoes.iter().filter(|(held, _)| held.is_none());
    let missing = waiting.filter_map(|(_, working)| sources::missing(teller, working));
    let said = |missing: Text| {
        both(|lang| match lang {
            Lang::Zh => format!("缺{}, 否决尚不能判断", missing.zh),
            Lang::En => format!("{} missing, so a veto cannot be decided", missing.en),
        })
    };
    missing.map(said).collect()
}

fn base(teller: &Teller<'_>) -> Option<Text> {
    let base = teller.assessment.base.as_ref()?;
    let nodes = &teller.assessment.nodes;
    let roots = teller.scored.scheme.roots.iter();
    let scores: Vec<&Number> = roots.filter_map(|id| nodes.get(id.0 as usize)?.outcome.score()).collect();
    let adds_up = scores.iter().copied().sum::<Number>() == *base;
    Some(both(|lang| {
        let (name, value) = (pick(lang, "基础分", "base score"), numbers::points(base, lang));
        if adds_up && scores.len() > 1 {
            format!("{name} {} {}", sum(scores.iter().copied()), equals(&value))
        } else {
            format!("{name} {value}")
        }
    }))
}

/// Limits and what else stands between the parts and the total; roundings are told on their own.
fn limit(teller: &Teller<'_>, adjustment: &Adjustment) -> Option<Text> {
    match adjustment.kind {
        AdjustmentKind::Rounding(_) => return None,
        AdjustmentKind::Absent(_) => return absence(teller),
        AdjustmentKind::Full
        | AdjustmentKind::Combined(_)
        | AdjustmentKind::Weighted
        | AdjustmentKind::Veto
        | AdjustmentKind::Cap
        | AdjustmentKind::Floor
        | AdjustmentKind::Shared => {}
    }
    let (reason, amount) = (wording::adjustment(adjustment.kind), signed(teller, &adjustment.amount));
    Some(both(|lang| format!("{} {amount}", reason.get(lang))))
}

/// What became of points of the first level that do not apply.
fn absence(teller: &Teller<'_>) -> Option<Text> {
    teller.assessment.whole.steps.iter().find_map(|step| {
        let Step::Absent { absent, applicable, points, from, to } = step else { return None };
        Some(both(|lang| block::absence(*absent, (applicable, points), (from, to), lang)))
    })
}

fn rounding(teller: &Teller<'_>) -> Option<Rounded> {
    let places = teller.scored.scheme.rounding.total?.places;
    let (from, to) = (teller.assessment.unrounded.as_ref()?, teller.assessment.total.as_ref()?);
    (from.rounded(places) == *to && from != to).then(|| Rounded {
        places,
        from: from.plain(),
        to: to.fixed(places),
    })
}
