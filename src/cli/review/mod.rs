//! `review`: what has changed since results were recorded, grouped by cause, and what is to become of it.

mod answers;
mod ask;
mod decide;
mod edits;
mod find;
mod under;
mod who;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use crate::report::review;
use crate::source::{Lang, Text};
use answers::Answers;
use ask::Asking;
use decide::Decider;
use under::Under;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let records = find::records(asked)?;
    let json = asked.get_one::<String>("format").is_some_and(|format| format == "json");
    let (accept, reject) = (asked.get_flag("accept"), asked.get_flag("reject"));
    if accept || reject {
        return without_asking(asked, &records, accept, console);
    }
    if asked.contains_id("only") {
        return Err(Stop::Misuse(Text::new(
            "--only 要与 --accept 或 --reject 同用",
            "--only goes with --accept or --reject",
        )));
    }
    if json || asked.get_flag("check") {
        return checked(&records, json, console);
    }
    let mut asking = Asking { asked, answers: Answers::typed(), by: who::given(asked) };
    let mut broken = false;
    for place in &records {
        match asking.record(place, console) {
            Ok(true) => {}
            Ok(false) => break,
            Err(stop) => {
                broken = true;
                console.go_on(stop)?;
            }
        }
    }
    let mut failing = 0;
    let mut nobody = Console::silent(console.lang);
    for place in &records {
        let under = Under::open(place, &BTreeSet::new(), &mut nobody);
        failing += under.map_or(0, |under| under.groups.iter().filter(|group| group.fails()).count());
    }
    let ended = ask::ended(failing, console)?;
    Ok(if broken { Exit::Findings } else { ended })
}

/// A record and what has changed under it; none where it cannot be opened, which is shown.
fn opened(place: &Path, console: &mut Console) -> Result<Option<Under>, Stop> {
    match Under::open(place, &BTreeSet::new(), console) {
        Ok(under) => Ok(Some(under)),
        Err(stop) => {
            console.go_on(stop)?;
            Ok(None)
        }
    }
}

/// Every record against what its rules and data give now; nothing is written.
fn checked(records: &[PathBuf], json: bool, console: &mut Console) -> Result<Exit, Stop> {
    let mut fine = true;
    let mut facts = Vec::new();
    for place in records {
        let Some(under) = opened(place, console)? else {
            fine = false;
            continue;
        };
        fine &= !under.groups.iter().any(|group| group.fails()) && under.stored.found.is_empty();
        if json {
            let record = place.display().to_string();
            let scheme = &under.stored.manifest.scheme;
            facts.push(review::review_json(&record, scheme, &under.groups, under.kind()));
            continue;
        }
        console.line(&head(&under, console.lang))?;
        for (at, group) in under.groups.iter().enumerate() {
            console.line(review::group(at + 1, group, under.kind(), console.lang).trim_end())?;
        }
    }
    if json {
        writeln!(console.out, "{:#}", review::reviews_json(facts))?;
    }
    Ok(if fine { Exit::Fine } else { Exit::Findings })
}

/// Accepts or rejects what was chosen, in every record that was named.
fn without_asking(
    asked: &ArgMatches,
    records: &[PathBuf],
    accept: bool,
    console: &mut Console,
) -> Result<Exit, Stop> {
    let (by, why) = who::without_asking(asked)?;
    let decider = Decider { by: &by, why: &why, lang: console.lang };
    let only: Vec<&String> = asked.get_many::<String>("only").map(Iterator::collect).unwrap_or_default();
    let mut fine = true;
    let mut used: Vec<&String> = Vec::new();
    for place in records {
        let Some(under) = opened(place, console)? else {
            fine = false;
            continue;
        };
        let names = |at: usize, key: &str, name: &str| name == key || name == (at + 1).to_string();
        let mut chosen = Vec::new();
        for (at, group) in under.groups.iter().enumerate() {
            let by = only.iter().find(|name| names(at, &group.key, name));
            used.extend(by);
            chosen.push(only.is_empty() || by.is_some());
        }
        if !chosen.contains(&true) {
            if only.is_empty() {
                console.note(&Text::same(head(&under, console.lang)))?;
            }
            fine &= under.stored.found.is_empty();
            continue;
        }
        if accept {
            decide::accept(&under, &chosen, &decider)?;
        } else {
            decide::reject(&under, &chosen, &decider)?;
        }
        for (group, _) in under.groups.iter().zip(&chosen).filter(|(_, chosen)| **chosen) {
            let (key, cause) = (&group.key, review::cause(group, under.kind()));
            console.note(&match accept {
                true => {
                    Text::new(format!("已接受 {key}  {}", cause.zh), format!("accepted {key}  {}", cause.en))
                }
                false => {
                    Text::new(format!("已拒绝 {key}  {}", cause.zh), format!("rejected {key}  {}", cause.en))
                }
            })?;
        }
    }
    if let Some(unknown) = only.iter().find(|name| !used.contains(name)) {
        return Err(Stop::Misuse(Text::new(
            format!("没有组“{unknown}”; 序号和组号见 kaocheng review --check"),
            format!("there is no group `{unknown}`; numbers and keys are shown by kaocheng review --check"),
        )));
    }
    Ok(if fine { Exit::Fine } else { Exit::Findings })
}

/// `departments.record: 市直部门预算绩效管理考核 2019, 92 个部门: 与记录相同`
fn head(under: &Under, lang: Lang) -> String {
    let manifest = &under.stored.manifest;
    let year = manifest.year.map(|year| format!(" {year}")).unwrap_or_default();
    let (count, kind) = (under.today.sheet.len(), under.kind());
    let place = shown(&under.stored.place);
    let fails = under.groups.iter().filter(|group| group.fails()).count();
    let (same, groups) = (under.groups.is_empty(), under.groups.len());
    let text = Text::new(
        format!("{place}: {}{year}, {count} 个{kind}", manifest.scheme),
        format!("{place}: {}{year}, {count} × {kind}", manifest.scheme),
    );
    let end = match (same, fails) {
        (true, _) => Text::new("与记录相同", "as recorded"),
        (false, 0) => Text::new(
            format!("结果与记录相同; {groups} 处改动不影响结果"),
            format!("results as recorded; changes without effect on them: {groups}"),
        ),
        (false, _) => Text::new(
            format!("与记录不同, {groups} 组"),
            format!("not as recorded, groups of changes: {groups}"),
        ),
    };
    format!("{}: {}", text.get(lang), end.get(lang))
}

fn shown(place: &Path) -> String {
    place.display().to_string()
}
