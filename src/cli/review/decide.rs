//! Carrying a decision out: the record takes up what was accepted, and keeps who decided what and why.

use std::borrow::Cow;
use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use super::super::console::Stop;
use super::super::record::folder::{self, Contents, DECISIONS};
use super::super::record::manifest;
use super::under::Under;
use crate::number::iso;
use crate::regress::record::{Cause, Decision, Group, Manifest, Sheet, Taken, digest};
use crate::report::review;
use crate::source::{Code, Lang, Place, Text};

/// Who decides, and why.
pub(super) struct Decider<'a> {
    pub(super) by: &'a str,
    pub(super) why: &'a str,
    pub(super) lang: Lang,
}

/// What a record comes to hold.
struct Next<'a> {
    manifest: Manifest,
    sheet: Cow<'a, Sheet>,
    rules: &'a str,
    steps: Vec<(String, String)>,
}

/// Accepts the groups that were chosen; those without any effect on results go along with all the others.
pub(super) fn accept(under: &Under, chosen: &[bool], decider: &Decider<'_>) -> Result<(), Stop> {
    let taken = |wanted: bool| {
        under.groups.iter().zip(chosen).filter(move |(_, chosen)| **chosen == wanted).map(|(group, _)| group)
    };
    let is_since = |group: &&Group| matches!(group.cause, Cause::Since(_));
    let since_left = taken(false).filter(|group| group.fails()).find(is_since);
    let edits_left = taken(false).any(|group| !is_since(&group));
    let edits_taken = taken(true).any(|group| !is_since(&group));
    let next = match (since_left, edits_taken) {
        (Some(since), true) => return Err(Stop::Misuse(since_first(under, since))),
        (Some(_), false) => unchanged(under)?,
        (None, _) if !edits_left => whole(under)?,
        (None, false) => recorded_rules(under)?,
        (None, true) => mixed(under, taken(true))?,
    };
    write(under, next, decisions(under, taken(true), Taken::Accepted, decider))
}

/// Rejects the groups that were chosen: the record stays as it is, and keeps the decision.
pub(super) fn reject(under: &Under, chosen: &[bool], decider: &Decider<'_>) -> Result<(), Stop> {
    let groups = under.groups.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(group, _)| group);
    write(under, unchanged(under)?, decisions(under, groups, Taken::Rejected, decider))
}

/// The present rules and what they give.
fn whole(under: &Under) -> Result<Next<'_>, Stop> {
    let manifest = manifest(&under.sound, under.at, (&under.today, &under.text), &under.rules)?;
    let sheet = Cow::Borrowed(&under.today.sheet);
    Ok(Next { manifest, sheet, rules: &under.text, steps: Vec::new() })
}

/// The recorded rules, and what they give today.
fn recorded_rules(under: &Under) -> Result<Next<'_>, Stop> {
    let now = manifest(&under.sound, under.at, (&under.today, &under.text), &under.rules)?;
    let old = &under.stored.manifest;
    let manifest = Manifest { version: now.version, calendar: now.calendar, ..old.clone() };
    let sheet = Cow::Borrowed(under.edits.base.as_ref().ok_or(Stop::Findings)?);
    Ok(Next { manifest, sheet, rules: &under.stored.rules, steps: under.stored.steps.clone() })
}

/// The recorded rules with some of the edits made, and what they give: one step more towards the present rules.
fn mixed<'u, 'g>(under: &'u Under, groups: impl Iterator<Item = &'g Group>) -> Result<Next<'u>, Stop> {
    let of = |group: &'g Group| match &group.cause {
        Cause::Edits { edits, .. } => edits.as_slice(),
        Cause::Since(_) | Cause::Rules(_) => &[],
    };
    let taken: Vec<String> = groups.flat_map(of).cloned().collect();
    let sheet = under.with(&taken).ok_or_else(|| Stop::Misuse(apart()))?;
    let mut next = recorded_rules(under)?;
    // An edit may ask for the results of a scheme that was not needed before.
    let now = manifest(&under.sound, under.at, (&under.today, &under.text), &under.rules)?;
    let old = std::mem::replace(&mut next.manifest.data, now.data);
    let gone = old.into_iter().filter(|(scheme, _)| now_lacks(&next.manifest, scheme)).collect::<Vec<_>>();
    next.manifest.data.extend(gone);
    let known = next.steps.iter().find(|(_, text)| *text == under.text).map(|(name, _)| name.clone());
    let name = known.unwrap_or_else(|| format!("rules-{}.kc", next.steps.len() + 1));
    next.manifest.accepted.push((name.clone(), taken));
    next.steps.push((name, under.text.clone()));
    Ok(Next { sheet: Cow::Owned(sheet), ..next })
}

fn now_lacks(manifest: &Manifest, scheme: &str) -> bool {
    !manifest.data.iter().any(|(known, _)| known == scheme)
}

/// What is recorded.
fn unchanged(under: &Under) -> Result<Next<'_>, Stop> {
    let stored = &under.stored;
    let sheet = Cow::Borrowed(stored.results.sheet.as_ref().ok_or(Stop::Findings)?);
    Ok(Next { manifest: stored.manifest.clone(), sheet, rules: &stored.rules, steps: stored.steps.clone() })
}

fn write(under: &Under, next: Next<'_>, mut added: Vec<Decision>) -> Result<(), Stop> {
    let stored = &under.stored;
    let torn = |place: &Place| matches!(place, Place::Cell(cell) if cell.file.ends_with(DECISIONS));
    if stored.found.iter().any(|found| found.code == Code::RecordConflict && torn(&found.place)) {
        let file = stored.place.join(DECISIONS).display().to_string();
        return Err(Stop::Misuse(Text::new(
            format!("先解决 {file} 里的合并冲突: 两边的决定都留下, 删去标记"),
            format!(
                "settle the conflict in {file} first: keep the decisions of both sides and delete the marks"
            ),
        )));
    }
    let mut decisions = stored.decisions.clone();
    decisions.append(&mut added);
    let Next { manifest, sheet, rules, steps } = next;
    let texts: Vec<&str> =
        std::iter::once(rules).chain(steps.iter().map(|(_, text)| text.as_str())).collect();
    let manifest = Manifest { digest: digest(&texts.join("\0")), ..manifest };
    let contents =
        Contents { manifest: &manifest, sheet: &sheet, rules, steps: &steps, decisions: &decisions };
    folder::write(&stored.place, &under.rules, &contents, || stored.is_unchanged())
}

fn decisions<'g>(
    under: &Under,
    groups: impl Iterator<Item = &'g Group>,
    taken: Taken,
    decider: &Decider<'_>,
) -> Vec<Decision> {
    let when = now();
    let decision = |group: &Group| Decision {
        when: when.clone(),
        by: decider.by.to_owned(),
        taken,
        key: group.key.clone(),
        what: review::cause(group, under.kind()).get(decider.lang).to_owned(),
        why: decider.why.to_owned(),
    };
    groups.map(decision).collect()
}

/// The moment in universal time; that of SOURCE_DATE_EPOCH where it is set, so that a run can be had again byte for byte.
fn now() -> String {
    let set = env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<u64>().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = set.unwrap_or_else(clock);
    let day = iso(i32::try_from(seconds / 86_400).unwrap_or(0));
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

fn since_first(under: &Under, since: &Group) -> Text {
    let what = review::cause(since, under.kind());
    Text::new(
        format!(
            "要先接受“{}” (组 {}): 记录不保存旧的数据, 规则的改动只能在现在的数据上接受",
            what.zh, since.key
        ),
        format!(
            "accept `{}` (group {}) first: a record does not keep the old data, so edits of the rules can be accepted on the present ones only",
            what.en, since.key
        ),
    )
}

fn apart() -> Text {
    Text::new("规则的改动不能分开接受", "these edits of the rules cannot be accepted apart")
}
