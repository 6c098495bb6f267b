//! One indicator, bonus or penalty: what it comes to, and how.

use super::rules::Rules;
use super::{Teller, block, feeds, grounds, groups, layers, reach, rounding, sources, steps, told};
use crate::eval::{Node, Outcome, Quantity, Read, Step, Stop, Working};
use crate::number::{Number, Unit};
use crate::plan::{ExprKind, FormulaId, Function, IndicatorId, Outside};
use crate::report::expression::Speech;
use crate::report::numbers::equals;
use crate::report::reading::reading;
use crate::report::wording::both;
use crate::report::{Entry, numbers, wording};
use crate::source::{Lang, Text};

/// An indicator with everything under it; none if it belongs to another branch.
pub(super) fn indicator(teller: &Teller<'_>, id: IndicatorId) -> Option<Entry> {
    let node = teller.assessment.nodes.get(id.0 as usize)?;
    if node.outcome == Outcome::Elsewhere {
        return None;
    }
    let indicator = teller.scored.scheme.indicator(id);
    let rules = Rules::Indicator(indicator);
    let head = both(|lang| head(teller, &indicator.name, node, lang));
    let children = teller.scored.scheme.children(id);
    let mut entry = teller.entry(&indicator.path, head, indicator.span);
    entry.basis.clone_from(&indicator.basis);
    entry.calculation = calculation(teller, rules, node);
    if children.is_empty() {
        entry.value = steps::value(teller, rules, &node.working);
    } else if node.outcome == Outcome::Missing {
        entry.calculation.push(block::missing(teller, children, &node.reachable));
    } else if node.outcome == Outcome::Failed {
        entry.calculation.extend(block::failed(teller, children));
    }
    entry.calculation.extend(layers::scores(teller, id));
    finish(teller, rules, node, &mut entry);
    entry.children = children.iter().filter_map(|&child| self::indicator(teller, child)).collect();
    Some(entry)
}

/// A bonus or penalty.
pub(super) fn outside(teller: &Teller<'_>, outside: &Outside, node: &Node) -> Entry {
    let rules = Rules::Outside(outside);
    let head = both(|lang| outside_head(teller, outside, node, lang));
    let mut entry = teller.entry(&outside.name, head, outside.span);
    entry.calculation = calculation(teller, rules, node);
    finish(teller, rules, node, &mut entry);
    entry
}

fn finish(teller: &Teller<'_>, rules: Rules<'_>, node: &Node, entry: &mut Entry) {
    entry.result = teller.result(node);
    entry.rounding = rounding(&node.working);
    entry.origins = sources::origins(teller, rules, &node.working);
    entry.grounds = grounds::grounds(teller, &node.working);
}

/// Clause by clause: the formulas it reads, what the data does not say, the steps.
fn calculation(teller: &Teller<'_>, rules: Rules<'_>, node: &Node) -> Vec<Text> {
    let mut clauses = groups::groups(teller, &node.working);
    clauses.extend(formulas(teller, rules, &node.working));
    clauses.extend(sources::remarks(teller, &node.working));
    clauses.extend(feeds::told(teller, rules, &node.working));
    clauses.extend(layers::changes(teller, &sources::inputs(teller, &node.working)));
    // Lines that were not added up started from nothing that counts.
    let added_up = node.working.steps.iter().any(|step| matches!(step, Step::Sum(_)));
    let steps = node.working.steps.iter().filter(|step| added_up || !matches!(step, Step::Start(_)));
    clauses.extend(steps.filter_map(|step| clause(teller, rules, (&node.working, step))));
    if node.outcome == Outcome::NotApplicable {
        clauses.extend(sources::not_applicable(teller, &node.working));
    }
    clauses.extend(node.working.unknown_years.iter().map(|&year| wording::no_calendar(year)));
    let missing = sources::missing(teller, &node.working).or_else(|| sources::unread(teller, rules));
    if let (Outcome::Missing, Some(missing)) = (&node.outcome, missing) {
        clauses.push(both(|lang| {
            let (missing, reach) = (missing.get(lang), reach(&node.reachable, lang));
            match lang {
                Lang::Zh => format!("缺{missing}, 可能为 {reach}"),
                Lang::En => format!("{missing} missing, it may come to {reach}"),
            }
        }));
    }
    clauses
}

fn clause(teller: &Teller<'_>, rules: Rules<'_>, at: (&Working, &Step)) -> Option<Text> {
    let said = both(|lang| steps::step(teller, rules, at, lang));
    (!said.zh.is_empty()).then_some(said)
}

/// The formulas behind a working, those they read first, each once.
fn formulas(teller: &Teller<'_>, rules: Rules<'_>, working: &Working) -> Vec<Text> {
    let name = match rules {
        Rules::Indicator(indicator) => indicator.name.as_str(),
        Rules::Outside(_) | Rules::Formula(_) => "",
    };
    let told = sources::formulas(teller, working).into_iter();
    told.filter_map(|id| formula(teller, id, name)).collect()
}

/// The formulas behind a working that stands alone.
pub(super) fn formulas_of(teller: &Teller<'_>, working: &Working) -> Vec<Text> {
    sources::formulas(teller, working).into_iter().filter_map(|id| formula(teller, id, "")).collect()
}

/// `预算执行率 = 执行数 8499万元 ÷ 预算数 10000万元 = 84.99%`; without its name under an indicator of that name.
fn formula(teller: &Teller<'_>, id: FormulaId, under: &str) -> Option<Text> {
    let formula = teller.scored.scheme.formula(id);
    let told = teller.assessment.formulas.get(&id)?;
    // What is missing is said once, in the last clause.
    if let Err(Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_)) =
        told.reading.value
    {
        return None;
    }
    let read = Read { quantity: Quantity::Formula(id), reading: told.reading.clone() };
    let zero = told.reading.value.is_err()
        && told.working.steps.iter().any(|step| matches!(step, Step::ZeroDenominator));
    Some(both(|lang| {
        let name = match (formula.parameter, lang) {
            (true, Lang::Zh) => format!("参数 {} = ", formula.name),
            (true, Lang::En) => format!("parameter {} = ", formula.name),
            (false, _) if formula.name == under => String::new(),
            (false, _) => format!("{} = ", formula.name),
        };
        let figures = teller.figures(&formula.value, &told.working, lang);
        let value = reading(&teller.scored, &read, teller.subject(), lang);
        let steps = told.working.steps.iter().filter(|step| !matches!(step, Step::Value(_)));
        let shown = |step: &Step| in_unit(step, &formula.unit);
        let steps =
            steps.filter_map(|step| clause(teller, Rules::Formula(formula), (&told.working, &shown(step))));
        let mut steps: String = steps.map(|step| format!(" ({})", step.get(lang))).collect();
        steps += &grounds::remark(teller, id, lang);
        let plain = Speech::of(&teller.scored, lang).words(&formula.value);
        // A literal is its own value, and a count of working days stands behind its call.
        let counted = matches!(
            formula.value.kind,
            ExprKind::Call(Function::WorkdaysBetween | Function::WorkdaysAfter, _)
        );
        let simple = counted || formula.value.parts().is_empty();
        let alone = told::tells_itself(&formula.value, &figures, &value);
        let told = figures == value || alone || simple && figures.ends_with(&value);
        if zero {
            // The step says what it comes to.
            format!("{name}{figures}{steps}")
        } else if plain == value {
            format!("{name}{value}{steps}")
        } else if told {
            format!("{name}{figures}{steps}")
        } else {
            format!("{name}{figures} {}{steps}", equals(&value))
        }
    }))
}

/// A formula is rounded in the unit it is shown in.
fn in_unit(step: &Step, unit: &Unit) -> Step {
    if let Step::Rounded { places, from, to } = step {
        Step::Rounded { places: *places, from: unit.from_base(from), to: unit.from_base(to) }
    } else {
        step.clone()
    }
}

fn head(teller: &Teller<'_>, name: &str, node: &Node, lang: Lang) -> String {
    let full = numbers::exact(&node.points);
    let said = outcome(teller, node, lang);
    match lang {
        Lang::Zh => format!("{name} {said} (满分 {full} 分)"),
        Lang::En => format!("{name} {said} (of {full})"),
    }
}

fn outside_head(teller: &Teller<'_>, outside: &Outside, node: &Node, lang: Lang) -> String {
    let kind = match (outside.penalty, lang) {
        (false, Lang::Zh) => "加分项",
        (false, Lang::En) => "bonus",
        (true, Lang::Zh) => "扣分项",
        (true, Lang::En) => "penalty",
    };
    let limit = outside.limit.as_ref().map(|limit| Speech::of(&teller.scored, lang).words(limit));
    let limit = match (limit, lang) {
        (Some(limit), Lang::Zh) => format!(" (最高 {limit})"),
        (Some(limit), Lang::En) => format!(" (at most {limit})"),
        (None, Lang::Zh) => " (不设限)".to_owned(),
        (None, Lang::En) => " (unlimited)".to_owned(),
    };
    format!("{kind} {} {}{limit}", outside.name, outcome(teller, node, lang))
}

/// `4.00 分`, or why there is no score.
fn outcome(teller: &Teller<'_>, node: &Node, lang: Lang) -> String {
    let score = |score: &Number| numbers::published_points(&teller.scored.published(score), lang);
    match &node.outcome {
        Outcome::Scored(number) | Outcome::Presumed(number) | Outcome::Excused(number) => score(number),
        Outcome::Missing => wording::pick(lang, "未定", "undetermined").to_owned(),
        Outcome::NotApplicable | Outcome::Elsewhere => {
            wording::pick(lang, "不适用", "not applicable").to_owned()
        }
        Outcome::Failed => wording::pick(lang, "无法计分", "cannot be scored").to_owned(),
    }
}
