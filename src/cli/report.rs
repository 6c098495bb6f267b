//! `report`: papers, and the layers side by side.

mod layouts;
mod papers;
mod stages;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use crate::source::{Text, closest};

/// The papers that go out, each a page in HTML or DOCX.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Paper {
    Managers,
    Letter,
    Reviewer,
    Public,
    Notice,
}

/// The kinds by name; the layers side by side are no paper.
const PAPERS: [(&str, Paper); 5] = [
    ("managers", Paper::Managers),
    ("letter", Paper::Letter),
    ("reviewer", Paper::Reviewer),
    ("public", Paper::Public),
    ("notice", Paper::Notice),
];

const STAGES: &str = "stages";

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let kind = asked.get_one::<String>("kind").map_or("", String::as_str);
    if kind == STAGES {
        if asked.contains_id("template") {
            return Err(Stop::Misuse(Text::new(
                "--template 只用于材料, stages 没有排版",
                "--template is for papers; stages has no layout",
            )));
        }
        return stages::run(asked, console);
    }
    match PAPERS.iter().find(|(name, _)| *name == kind) {
        Some((name, paper)) => papers::run((name, *paper), asked, console),
        None => Err(Stop::Misuse(no_such(kind))),
    }
}

fn no_such(asked: &str) -> Text {
    let kinds: Vec<&str> = std::iter::once(STAGES).chain(PAPERS.iter().map(|(name, _)| *name)).collect();
    let there = kinds.join(", ");
    let (zh, en) = match closest(asked, kinds.iter().copied()) {
        Some(near) => (format!("; 是不是 {near}?"), format!("; did you mean {near}?")),
        None => (String::new(), String::new()),
    };
    Text::new(
        format!("--kind 不能是“{asked}”, 可以是 {there}{zh}"),
        format!("--kind cannot be “{asked}”; it can be {there}{en}"),
    )
}
