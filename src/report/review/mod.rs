//! Changes since a record was made, group by group: what caused them, then grades, places, totals.

mod figures;
mod json;

pub use json::{review_json, reviews_json};

use figures::{figures, signed, step};

use super::table::{plain_table, trimmed};
use super::wording::pick;
use crate::regress::record::{Cause, Change, Group, Since};
use crate::source::{Lang, Text};

/// What caused a group, in one sentence. `kind` is what the subjects are called.
pub fn cause(group: &Group, kind: &str) -> Text {
    match &group.cause {
        Cause::Since(since) => of_since(since, kind),
        Cause::Rules(why) => {
            Text::new(format!("规则改了 ({})", why.zh), format!("the rules changed ({})", why.en))
        }
        Cause::Edits { says, basis, .. } => {
            let basis =
                basis.as_deref().map(|basis| (format!(" (依据 {basis})"), format!(" (basis {basis})")));
            let (zh, en) = basis.unwrap_or_default();
            let joined = |get: fn(&Text) -> &str| says.iter().map(get).collect::<Vec<_>>().join("; ");
            Text::new(joined(|text| &text.zh) + &zh, joined(|text| &text.en) + &en)
        }
    }
}

fn of_since(since: &Since, kind: &str) -> Text {
    let mut parts: Vec<Text> = Vec::new();
    let mut add = |count: usize, zh: &str, one: &str, more: &str| {
        if count > 0 {
            let en = if count == 1 { one } else { more };
            parts.push(Text::new(format!("{count} 个{kind}{zh}"), format!("{count} {en}")));
        }
    };
    add(since.own, "自己的数据改了", "subject's own data changed", "subjects' own data changed");
    add(since.joined, "新加入", "subject joined", "subjects joined");
    add(since.left, "不再参加", "subject left", "subjects left");
    let lost = "without a line in the record, of which some lines are in conflict or damaged";
    let zh = "没有记录 (记录有几行在合并冲突里, 或有损坏)";
    add(since.unrecorded, zh, &format!("subject {lost}"), &format!("subjects {lost}"));
    if since.common {
        parts.push(Text::new("日历改了", "the calendar changed"));
    }
    if let Some((from, to)) = &since.version {
        parts.push(Text::same(format!("kaocheng {from} → {to}")));
    }
    if parts.is_empty() {
        return Text::new(
            "记录与它自己的规则算出的不同: 手工改过, 或合并过",
            "the record is not what its own rules give: edited by hand, or merged",
        );
    }
    let joined = |get: fn(&Text) -> &str| parts.iter().map(get).collect::<Vec<_>>().join(", ");
    Text::new(joined(|text| &text.zh), joined(|text| &text.en))
}

/// A group: its number, key and cause, then what it moves; who rejected it.
pub fn group(at: usize, group: &Group, kind: &str, lang: Lang) -> String {
    let head = format!("[{at}] {}  {}", group.key, cause(group, kind).get(lang));
    let mut lines = vec![head];
    lines.extend(figures(group, kind, lang).into_iter().map(|line| format!("    {line}")));
    if let Some(rejected) = &group.rejected {
        let (by, when, why) = (&rejected.by, &rejected.when, &rejected.why);
        lines.push(match lang {
            Lang::Zh => format!("    已拒绝: {by}, {when}, 理由: {why}"),
            Lang::En => format!("    rejected: {by}, {when}, reason: {why}"),
        });
    }
    lines.join("\n") + "\n"
}

/// Every subject that a group moves, one a row, with the items behind it.
pub fn details(group: &Group, lang: Lang) -> String {
    let mut table = plain_table();
    let header = [
        ("编号", "id"),
        ("名称", "name"),
        ("总分", "total"),
        ("", ""),
        ("等级", "grade"),
        ("名次", "rank"),
        ("组名次", "group rank"),
        ("分项", "items"),
    ];
    table.set_header(header.map(|(zh, en)| pick(lang, zh, en)));
    for one in &group.moves {
        let of =
            |change: &Option<Change>| change.as_ref().map_or_else(String::new, |change| step(change, lang));
        let items: Vec<String> =
            one.items.iter().map(|(name, change)| format!("{name} {}", step(change, lang))).collect();
        table.add_row([
            one.id.clone(),
            one.name.clone(),
            of(&one.total),
            one.by.as_ref().map_or_else(String::new, signed),
            of(&one.grade),
            of(&one.rank),
            of(&one.group_rank),
            items.join("; "),
        ]);
    }
    trimmed(&table) + "\n"
}
