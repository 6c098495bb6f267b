//! Changes since a record was made, group by group: what caused them, then grades, places, totals.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde_json::{Value, json as object};

use super::table::{plain_table, trimmed};
use super::wording::pick;
use crate::number::Number;
use crate::regress::record::{Cause, Change, Group, Move, Since, There};
use crate::source::{Lang, Text};

/// So many are named; the rest is counted.
const NAMED: usize = 5;
/// So many different moves of a total are told one by one; more are told by their ends.
const STEPS: usize = 3;

/// What caused a group, in one sentence. `kind` is what the subjects are called.
pub fn cause(group: &Group, kind: &str) -> Text {
    match &group.cause {
        Cause::Since(since) => of_since(since, kind),
        Cause::Rules(why) => {
            Text::new(format!("规则改了 ({})", why.zh), format!("the rules changed ({})", why.en))
        }
        Cause::Edits { says, basis } => {
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

fn figures(group: &Group, kind: &str, lang: Lang) -> Vec<String> {
    let moves = &group.moves;
    if moves.is_empty() {
        return vec![pick(lang, "没有结果变动", "no result moves").to_owned()];
    }
    let mut lines = Vec::new();
    lines.extend(words(moves, (pick(lang, "等级", "grade"), |one| one.grade.as_ref()), lang));
    lines.extend(places(moves, (pick(lang, "名次", "rank"), |one| one.rank.as_ref()), lang));
    lines.extend(places(moves, (pick(lang, "组名次", "group rank"), |one| one.group_rank.as_ref()), lang));
    lines.extend(words(moves, (pick(lang, "状态", "state"), |one| one.state.as_ref()), lang));
    lines.extend(totals(moves, lang));
    let listed = |one: &&Move| {
        [&one.grade, &one.rank, &one.group_rank, &one.state, &one.total].iter().all(|figure| figure.is_none())
    };
    let others = moves.iter().filter(listed).count();
    if others > 0 {
        lines.push(match lang {
            Lang::Zh => format!("只有分项或名称变动: {others} 个"),
            Lang::En => format!("only items or names: {others}"),
        });
    }
    if let Cause::Since(since) = &group.cause {
        lines.extend(carried_along(since, moves, kind, lang));
    }
    lines
}

/// Those whose own data are the same.
fn carried_along(since: &Since, moves: &[Move], kind: &str, lang: Lang) -> Option<String> {
    let along = moves.iter().filter(|one| !one.own).count();
    if along == 0 || since.same_data() {
        return None;
    }
    let version = since.version.is_some();
    Some(match lang {
        Lang::Zh => format!(
            "其中 {along} 个{kind}自己的数据没有改: 随别人的数据 (均值、名次{}) 变动",
            if version { "、或程序的版本" } else { "" }
        ),
        Lang::En => format!(
            "of these, {along} with their own data unchanged: moved by the data of others (means, places{})",
            if version { "; or by the version of the program" } else { "" }
        ),
    })
}

type Of<'a> = (&'a str, fn(&Move) -> Option<&Change>);

fn shown(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

fn step(change: &Change, lang: Lang) -> String {
    format!("{} → {}", state(shown(&change.before), lang), state(shown(&change.after), lang))
}

/// States are recorded in Chinese.
fn state(text: &str, lang: Lang) -> &str {
    match (lang, text) {
        (Lang::En, "完整") => "complete",
        (Lang::En, "未定") => "undetermined",
        (Lang::En, "无法计分") => "cannot be scored",
        (Lang::En, "不适用") => "n/a",
        (Lang::Zh | Lang::En, text) => text,
    }
}

/// `等级 3 个: 优 → 良 2 个 (市教育局, 市财政局), 良 → 优 1 个 (市民政局)`
fn words(moves: &[Move], (word, of): Of<'_>, lang: Lang) -> Option<String> {
    let mut steps: IndexMap<String, Vec<&str>> = IndexMap::new();
    for one in moves {
        if let Some(change) = of(one) {
            steps.entry(step(change, lang)).or_default().push(&one.name);
        }
    }
    let count: usize = steps.values().map(Vec::len).sum();
    let steps: Vec<String> = steps
        .iter()
        .map(|(step, who)| format!("{step} {} ({})", counted(who.len(), lang), names(who)))
        .collect();
    (count > 0).then(|| format!("{word} {}: {}", counted(count, lang), steps.join(", ")))
}

/// `名次 12 个: 市教育局 3 → 8, 市财政局 4 → 3, …`
fn places(moves: &[Move], (word, of): Of<'_>, lang: Lang) -> Option<String> {
    let all: Vec<String> = moves
        .iter()
        .filter_map(|one| of(one).map(|change| format!("{} {}", one.name, step(change, lang))))
        .collect();
    let more = if all.len() > NAMED { ", …" } else { "" };
    let some: Vec<&str> = all.iter().take(NAMED).map(String::as_str).collect();
    (!all.is_empty()).then(|| format!("{word} {}: {}{more}", counted(all.len(), lang), some.join(", ")))
}

/// `总分 62 个: +0.5 60 个, -1 2 个 (市教育局, 市财政局)`
fn totals(moves: &[Move], lang: Lang) -> Option<String> {
    let count = moves.iter().filter(|one| one.total.is_some()).count();
    let mut steps: BTreeMap<&Number, Vec<&str>> = BTreeMap::new();
    for one in moves {
        if let Some(by) = &one.by {
            steps.entry(by).or_default().push(&one.name);
        }
    }
    let mut parts: Vec<String> = Vec::new();
    if steps.len() <= STEPS {
        let step = |(by, who): (&&Number, &Vec<&str>)| {
            format!("{} {} ({})", signed(by), counted(who.len(), lang), names(who))
        };
        parts.extend(steps.iter().rev().map(step));
    } else {
        for (up, word) in [(true, pick(lang, "升", "up")), (false, pick(lang, "降", "down"))] {
            let side = || steps.iter().filter(|(by, _)| by.is_positive() == up);
            let who: usize = side().map(|(_, who)| who.len()).sum();
            let (least, most) = (side().next(), side().next_back());
            if let (Some((least, _)), Some((most, _))) = (least, most) {
                let (near, far) = if up { (least, most) } else { (most, least) };
                let to = pick(lang, "至", "to");
                parts.push(format!("{word} {} ({} {to} {})", counted(who, lang), signed(near), signed(far)));
            }
        }
    }
    for (before, word) in [
        (true, pick(lang, "有了总分", "now with a total")),
        (false, pick(lang, "没有总分了", "no longer with a total")),
    ] {
        let of = |one: &&Move| {
            let change = one.total.as_ref().filter(|_| one.there == There::Both);
            change
                .is_some_and(|change| if before { change.before.is_empty() } else { change.after.is_empty() })
        };
        let who: Vec<&str> = moves.iter().filter(of).map(|one| one.name.as_str()).collect();
        if !who.is_empty() {
            parts.push(format!("{word} {} ({})", counted(who.len(), lang), names(&who)));
        }
    }
    for (there, word) in [
        (There::Joined, pick(lang, "新加入", "joined")),
        (There::Unrecorded, pick(lang, "没有记录", "not recorded")),
        (There::Left, pick(lang, "不再参加", "left")),
    ] {
        let who: Vec<&str> =
            moves.iter().filter(|one| one.there == there).map(|one| one.name.as_str()).collect();
        if !who.is_empty() {
            parts.push(format!("{word} {} ({})", counted(who.len(), lang), names(&who)));
        }
    }
    let word = pick(lang, "总分", "total");
    (count > 0).then(|| format!("{word} {}: {}", counted(count, lang), parts.join(", ")))
}

fn counted(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 个"),
        Lang::En => format!("×{count}"),
    }
}

fn names(who: &[&str]) -> String {
    let more = if who.len() > NAMED { ", …" } else { "" };
    let some: Vec<&str> = who.iter().take(NAMED).copied().collect();
    some.join(", ") + more
}

fn signed(number: &Number) -> String {
    let plain = number.plain();
    if number.is_positive() { format!("+{plain}") } else { plain }
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

/// All records under review (`kaocheng.review/1`).
pub fn reviews_json(records: Vec<Value>) -> Value {
    object!({ "format": "kaocheng.review/1", "records": records })
}

/// One record under review as facts: its groups in order. Figures are texts as they are recorded.
pub fn review_json(record: &str, scheme: &str, groups: &[Group], kind: &str) -> Value {
    let change = |change: &Option<Change>| {
        change.as_ref().map(|change| object!({ "from": change.before, "to": change.after }))
    };
    let one = |one: &Move| {
        let items: Vec<Value> = one
            .items
            .iter()
            .map(|(path, change)| object!({ "path": path, "from": change.before, "to": change.after }))
            .collect();
        object!({
            "id": one.id,
            "name": one.name,
            "there": match one.there {
                There::Both => "both",
                There::Joined => "joined",
                There::Left => "left",
                There::Unrecorded => "unrecorded",
            },
            "own_data": one.own,
            "total": change(&one.total),
            "by": one.by.as_ref().map(Number::plain),
            "grade": change(&one.grade),
            "rank": change(&one.rank),
            "group_rank": change(&one.group_rank),
            "state": change(&one.state),
            "items": items,
        })
    };
    let groups: Vec<Value> = groups
        .iter()
        .map(|group| {
            let rejected = group.rejected.as_ref().map(
                |rejected| object!({ "by": rejected.by, "when": rejected.when, "reason": rejected.why }),
            );
            object!({
                "key": group.key,
                "kind": match group.cause {
                    Cause::Since(_) => "since",
                    Cause::Edits { .. } => "edits",
                    Cause::Rules(_) => "rules",
                },
                "cause": cause(group, kind),
                "fails": group.fails(),
                "rejected": rejected,
                "moves": group.moves.iter().map(one).collect::<Vec<_>>(),
            })
        })
        .collect();
    object!({ "record": record, "scheme": scheme, "groups": groups })
}
