//! Who decides and why: from the arguments, from git, or asked.

use std::process::Command;

use clap::ArgMatches;

use super::super::console::{Console, Stop};
use super::answers::Answers;
use crate::source::Text;

/// `--by`, else the name that git knows.
pub(super) fn known(asked: &ArgMatches) -> Option<String> {
    given(asked).or_else(of_git)
}

/// `--by`
pub(super) fn given(asked: &ArgMatches) -> Option<String> {
    let by = asked.get_one::<String>("by")?.trim().to_owned();
    Some(by).filter(|by| !by.is_empty())
}

/// The reason given with the command.
pub(super) fn reason(asked: &ArgMatches) -> Option<String> {
    let reason = asked.get_one::<String>("reason")?.trim().to_owned();
    Some(reason).filter(|reason| !reason.is_empty())
}

fn of_git() -> Option<String> {
    let ran = Command::new("git").args(["config", "user.name"]).output().ok()?;
    let name = String::from_utf8(ran.stdout).ok()?.trim().to_owned();
    Some(name).filter(|name| ran.status.success() && !name.is_empty())
}

/// Both for a command that does not ask.
pub(super) fn without_asking(asked: &ArgMatches) -> Result<(String, String), Stop> {
    let by = known(asked).ok_or_else(|| {
        Stop::Misuse(Text::new("不知道是谁决定的; 加 --by 姓名", "nobody knows who decides; add --by NAME"))
    })?;
    let why = reason(asked).ok_or_else(|| {
        Stop::Misuse(Text::new("要写理由: --reason 理由", "a reason is needed: --reason TEXT"))
    })?;
    Ok((by, why))
}

/// Asks until something is said; none where nobody answers any more. What is known is offered.
pub(super) fn asked_for(
    what: &Text,
    known: Option<&str>,
    answers: &mut Answers,
    console: &mut Console,
) -> Result<Option<String>, Stop> {
    let offered = known.map(|known| format!(" [{known}]")).unwrap_or_default();
    loop {
        let question = Text::new(format!("{}{offered}:", what.zh), format!("{}{offered}:", what.en));
        console.question(&question)?;
        let Some(answer) = answers.next()? else { return Ok(None) };
        if !answer.is_empty() {
            return Ok(Some(answer));
        }
        if let Some(known) = known {
            return Ok(Some(known.to_owned()));
        }
    }
}
