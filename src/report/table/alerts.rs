//! 警示 below the ranking: who, how grave, what; then how many of each level.

use super::{plain_table, trimmed};
use crate::eval::{Alerted, alerts, assessment};
use crate::report::Scored;
use crate::report::explain::alerts::reason;
use crate::report::wording::pick;
use crate::source::Lang;

/// The alerts of all subjects, the gravest level first, within a level in the order of the results; empty where the
/// rules have none.
pub(super) fn text(scored: &Scored<'_>, lang: Lang) -> String {
    let scheme = scored.scheme;
    if scheme.alert_levels.is_empty() {
        return String::new();
    }
    let told = |subject| alerts(scheme, scored.data, scored.results, subject).into_iter();
    let mut all: Vec<(usize, Alerted)> =
        scored.order().flat_map(|subject| told(subject).map(move |one| (subject, one))).collect();
    // The sort is stable, so that within a level subjects keep their order.
    all.sort_by_key(|(_, one)| scheme.alerts.get(one.alert).map(|alert| alert.level));
    let mut text = String::from("\n");
    if !all.is_empty() {
        let mut table = plain_table();
        table.set_header(["警示", "编号", "名称", "内容"].map(|head| headed(head, lang)));
        for (subject, one) in &all {
            table.add_row(row(scored, *subject, one, lang));
        }
        text += &format!("{}\n\n", trimmed(&table));
    }
    text + &counts(scored, &all, lang)
}

fn headed(head: &'static str, lang: Lang) -> &'static str {
    let english = match head {
        "警示" => "alert",
        "编号" => "id",
        "名称" => "name",
        _ => "text",
    };
    pick(lang, head, english)
}

fn row(scored: &Scored<'_>, subject: usize, one: &Alerted, lang: Lang) -> Vec<String> {
    let (id, name) =
        scored.data.subjects.get(subject).map(|who| (who.id.clone(), who.name.clone())).unwrap_or_default();
    let Some(alert) = scored.scheme.alerts.get(one.alert) else {
        return vec![String::new(), id, name, String::new()];
    };
    let mut text = alert.text.clone();
    if one.undecided.is_some() {
        let made = assessment(scored.scheme, scored.data, scored.results, subject);
        let reason = reason(scored, &made, one);
        text = format!("{}: {text} ({})", pick(lang, "无法判断", "cannot be decided"), reason.get(lang));
    }
    vec![scored.scheme.alert_level(alert.level).to_owned(), id, name, text]
}

/// A line a level, also where nobody has it.
fn counts(scored: &Scored<'_>, all: &[(usize, Alerted)], lang: Lang) -> String {
    let mut text = String::new();
    for (at, level) in scored.scheme.alert_levels.iter().enumerate() {
        let of_level = |one: &Alerted| {
            scored.scheme.alerts.get(one.alert).is_some_and(|alert| alert.level.0 as usize == at)
        };
        let count = |undecided: bool| {
            all.iter().filter(|(_, one)| of_level(one) && one.undecided.is_some() == undecided).count()
        };
        let (raised, open) = (count(false), count(true));
        text += &match lang {
            Lang::Zh => format!("警示 {level}: {raised} 条"),
            Lang::En => format!("alert {level}: {raised}"),
        };
        if open > 0 {
            text += &match lang {
                Lang::Zh => format!(", 无法判断 {open} 条"),
                Lang::En => format!(", {open} that cannot be decided"),
            };
        }
        text.push('\n');
    }
    text
}
