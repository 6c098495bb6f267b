//! What a group of changes moves, in a few lines: grades and places first.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::number::Number;
use crate::regress::record::{Cause, Change, Group, Move, Since, There};
use crate::report::wording::pick;
use crate::source::Lang;

/// So many are named; the rest is counted.
const NAMED: usize = 5;
/// So many different moves of a total are told one by one; more are told by their ends.
const STEPS: usize = 3;

pub(super) fn figures(group: &Group, kind: &str, lang: Lang) -> Vec<String> {
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

pub(super) fn step(change: &Change, lang: Lang) -> String {
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

/// `名次 12 个: 市教育局 3 → 8, 市财政局 4 → 3, …`, those who moved farthest first.
fn places(moves: &[Move], (word, of): Of<'_>, lang: Lang) -> Option<String> {
    let mut changed: Vec<(&Move, &Change)> =
        moves.iter().filter_map(|one| of(one).map(|change| (one, change))).collect();
    changed.sort_by_key(|(_, change)| std::cmp::Reverse(distance(change)));
    let all: Vec<String> =
        changed.iter().map(|(one, change)| format!("{} {}", one.name, step(change, lang))).collect();
    let more = if all.len() > NAMED { ", …" } else { "" };
    let some: Vec<&str> = all.iter().take(NAMED).map(String::as_str).collect();
    (!all.is_empty()).then(|| format!("{word} {}: {}{more}", counted(all.len(), lang), some.join(", ")))
}

/// By how many places; the most where one of them is none.
fn distance(change: &Change) -> u32 {
    match (change.before.parse::<u32>(), change.after.parse::<u32>()) {
        (Ok(before), Ok(after)) => before.abs_diff(after),
        (_, _) => u32::MAX,
    }
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

pub(super) fn signed(number: &Number) -> String {
    let plain = number.plain();
    if number.is_positive() { format!("+{plain}") } else { plain }
}
