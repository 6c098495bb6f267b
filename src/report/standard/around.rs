//! What stands around the tree: whom it is for, bonuses, vetoes, grades, seats, ranking, consequences, alerts, and how
//! values that are missing or not applicable count.

use super::criteria::lines;
use super::{Section, settings};
use crate::format::Style;
use crate::syntax::ast::{Clause, Content, Formula, Indicator, Item, Outside, Setting};

/// Year, basis, subject, points: a line each.
pub(super) fn about(items: &[Item], style: Style) -> Vec<String> {
    let told = settings(items).filter(|setting| {
        matches!(
            setting,
            Setting::Year(_)
                | Setting::Basis(_)
                | Setting::Subject(_)
                | Setting::Points(_)
                | Setting::Total(_)
        )
    });
    told.map(|setting| said(setting, style)).collect()
}

fn said(setting: &Setting, style: Style) -> String {
    format!("{}: {}", style.key(setting), style.setting(setting)).trim_end().trim_end_matches(':').to_owned()
}

/// In the order of a regulation; what the rules do not have is left out.
pub(super) fn sections(items: &[Item], style: Style) -> Vec<Section> {
    let mut all: Vec<Section> = Vec::new();
    let mut add = |zh: &'static str, en: &'static str, lines: Vec<String>| {
        if !lines.is_empty() {
            all.push(Section { heading: style.pick(zh, en).to_owned(), lines });
        }
    };
    add("加分", "Bonuses", outside(items, false, style));
    add("扣分", "Penalties", outside(items, true, style));
    add(
        "否决",
        "Vetoes",
        of(items, |item| if let Item::Veto(veto) = item { Some(vec![style.veto(veto)]) } else { None }),
    );
    add(
        "等级",
        "Grades",
        of(items, |item| {
            let Item::Grades(grades) = item else { return None };
            Some(grades.rows.iter().map(|grade| style.grade(grade)).collect())
        }),
    );
    let places =
        |item: &Item| matches!(item, Item::Quota(_) | Item::Ranking(_)).then(|| vec![style.item(item)]);
    add("名额与排名", "Seats and ranking", of(items, places));
    add(
        "结果应用",
        "Consequences",
        of(items, |item| {
            let Item::Uses(uses) = item else { return None };
            Some(uses.value.iter().map(|one| style.consequence(one)).collect())
        }),
    );
    add(
        "警示",
        "Alerts",
        of(items, |item| {
            let Item::Alerts(alerts) = item else { return None };
            let level = style.name(&alerts.level);
            Some(alerts.rows.iter().map(|row| format!("{level}: {}", style.alert(row))).collect())
        }),
    );
    add("计算口径", "Definitions", formulas(items, style));
    add("其他规定", "Other rules", rest(items, style));
    all
}

fn of(items: &[Item], told: impl Fn(&Item) -> Option<Vec<String>>) -> Vec<String> {
    items.iter().filter_map(told).flatten().collect()
}

fn outside(items: &[Item], penalty: bool, style: Style) -> Vec<String> {
    let own = items.iter().filter_map(|item| if let Item::Outside(one) = item { Some(one) } else { None });
    let own = own.filter(|one| one.penalty == penalty);
    own.flat_map(|outside| one_outside(outside, style)).collect()
}

fn one_outside(outside: &Outside, style: Style) -> Vec<String> {
    let limit = outside.limit.as_ref().map(|limit| format!(" ({})", style.limit(limit)));
    let head = format!("{}{}:", outside.name.text, limit.unwrap_or_default());
    std::iter::once(head).chain(lines(&outside.lines, style)).collect()
}

/// Formulas and parameters of all blocks, with the text each follows.
fn formulas(items: &[Item], style: Style) -> Vec<String> {
    let mut all = Vec::new();
    gather(items, style, &mut all);
    all
}

fn gather(items: &[Item], style: Style, all: &mut Vec<String>) {
    for item in items {
        if let Item::Formula(formula) = item {
            all.push(one_formula(formula, style));
        } else if let Item::Indicator(Indicator { content: Content::Block(inside), .. }) = item {
            gather(inside, style, all);
        } else if let Item::Case(case) = item {
            case.branches.iter().for_each(|branch| gather(&branch.items, style, all));
        }
    }
}

fn one_formula(formula: &Formula, style: Style) -> String {
    let clause = |clause: &Clause| {
        if let Clause::Basis(text) = clause {
            return format!(" ({})", text.value);
        }
        format!(", {}", style.clause(clause))
    };
    let clauses = formula.clauses.iter().map(|one| clause(&one.value));
    format!("{} = {}{}", formula.name.text, style.expr(&formula.value), clauses.collect::<String>())
}

/// What is said once for all of it.
fn rest(items: &[Item], style: Style) -> Vec<String> {
    let told = settings(items).filter(|setting| {
        matches!(
            setting,
            Setting::Round(_)
                | Setting::Remainder(_)
                | Setting::Layers(_)
                | Setting::Absent(_)
                | Setting::Missing(_)
                | Setting::Excused(_)
                | Setting::OnZero(_)
                | Setting::MostLost(_)
        )
    });
    told.map(|setting| said(setting, style)).collect()
}
