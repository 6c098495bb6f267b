//! The review step by step: one group after another, each answered in a line. What is answered is written at once.

use std::collections::BTreeSet;
use std::path::Path;

use clap::ArgMatches;

use super::super::console::{Console, Exit, Stop};
use super::answers::Answers;
use super::decide::{self, Decider};
use super::under::Under;
use super::who;
use crate::data::folded;
use crate::regress::record::Group;
use crate::report::review;
use crate::source::Text;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
    Details,
    Quit,
}

const WORDS: [(Answer, [&str; 3]); 5] = [
    (Answer::Accept, ["a", "accept", "接受"]),
    (Answer::Reject, ["r", "reject", "拒绝"]),
    (Answer::Skip, ["s", "skip", "跳过"]),
    (Answer::Details, ["d", "details", "详情"]),
    (Answer::Quit, ["q", "quit", "退出"]),
];

fn answer(text: &str) -> Option<Answer> {
    let text = folded(text).to_lowercase();
    WORDS.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(answer, _)| *answer)
}

/// How a group was left.
enum Left {
    /// Decided, and written.
    Decided,
    Skipped,
    /// Nobody wants to go on.
    Stopped,
}

/// What a review needs all along.
pub(super) struct Asking<'a> {
    pub(super) asked: &'a ArgMatches,
    pub(super) answers: Answers,
    /// Who decides, once that has been said.
    pub(super) by: Option<String>,
}

impl Asking<'_> {
    /// Steps through the groups of one record; whether to go on with the next record.
    pub(super) fn record(&mut self, place: &Path, console: &mut Console) -> Result<bool, Stop> {
        let mut left_alone: BTreeSet<String> = BTreeSet::new();
        let (mut number, mut all) = (0, None);
        loop {
            // Read anew each time: what was accepted is now the record.
            let under = Under::open(place, &left_alone, console)?;
            let all = *all.get_or_insert(under.groups.len());
            if number == 0 {
                console.line(&super::head(&under, console.lang))?;
            }
            let next =
                under.groups.iter().position(|group| !group.keys().all(|key| left_alone.contains(key)));
            let Some(at) = next else { return Ok(true) };
            number += 1;
            let of = Text::new(format!("第 {number} 组, 共 {all} 组"), format!("group {number} of {all}"));
            console.line(of.get(console.lang))?;
            let keys = under.groups.get(at).into_iter().flat_map(Group::keys).map(str::to_owned);
            match self.group(&under, at, number, console)? {
                Left::Decided | Left::Skipped => left_alone.extend(keys),
                Left::Stopped => return Ok(false),
            }
        }
    }

    fn group(
        &mut self,
        under: &Under,
        at: usize,
        number: usize,
        console: &mut Console,
    ) -> Result<Left, Stop> {
        let Some(group) = under.groups.get(at) else { return Ok(Left::Skipped) };
        console.line(review::group(number, group, under.kind(), console.lang).trim_end())?;
        loop {
            console.question(&Text::new(
                "a 接受  r 拒绝  s 跳过  d 详情  q 退出 >",
                "a accept  r reject  s skip  d details  q quit >",
            ))?;
            let Some(text) = self.answers.next()? else { return Ok(Left::Stopped) };
            match answer(&text) {
                Some(Answer::Skip) => return Ok(Left::Skipped),
                Some(Answer::Quit) => return Ok(Left::Stopped),
                Some(Answer::Details) => {
                    console.line(review::details(group, console.lang).trim_end())?;
                }
                Some(taken @ (Answer::Accept | Answer::Reject)) => {
                    if let Some(left) = self.decided(under, at, taken == Answer::Accept, console)? {
                        return Ok(left);
                    }
                }
                None => console.note(&Text::new(
                    format!("不明白“{text}”; 请答 a r s d q 之一"),
                    format!("`{text}` is not understood; answer with one of a r s d q"),
                ))?,
            }
        }
    }

    /// Asks for name and reason and writes the decision; none where it could not be carried out and is asked again.
    fn decided(
        &mut self,
        under: &Under,
        at: usize,
        accept: bool,
        console: &mut Console,
    ) -> Result<Option<Left>, Stop> {
        if self.by.is_none() {
            let known = who::known(self.asked);
            let name = Text::new("姓名", "your name");
            self.by = who::asked_for(&name, known.as_deref(), &mut self.answers, console)?;
        }
        let given = who::reason(self.asked);
        let reason = Text::new("理由", "reason");
        let why = who::asked_for(&reason, given.as_deref(), &mut self.answers, console)?;
        let (Some(by), Some(why)) = (&self.by, why) else { return Ok(Some(Left::Stopped)) };
        let chosen: Vec<bool> = (0..under.groups.len()).map(|place| place == at).collect();
        let decider = Decider { by, why: &why, lang: console.lang };
        let done = if accept {
            decide::accept(under, &chosen, &decider)
        } else {
            decide::reject(under, &chosen, &decider)
        };
        match done {
            Ok(()) => {
                let key = under.groups.get(at).map_or("", |group: &Group| group.key.as_str());
                console.note(&match accept {
                    true => Text::new(format!("已接受 {key}"), format!("accepted {key}")),
                    false => Text::new(format!("已拒绝 {key}"), format!("rejected {key}")),
                })?;
                Ok(Some(Left::Decided))
            }
            Err(Stop::Misuse(why)) => {
                console.note(&why)?;
                Ok(None)
            }
            Err(stop) => Err(stop),
        }
    }
}

/// What is left after a review that asked.
pub(super) fn ended(failing: usize, console: &mut Console) -> Result<Exit, Stop> {
    if failing > 0 {
        console.note(&Text::new(
            format!("还有 {failing} 组与记录不同"),
            format!("groups of changes left: {failing}"),
        ))?;
        return Ok(Exit::Findings);
    }
    Ok(Exit::Fine)
}
