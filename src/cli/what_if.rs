//! `what-if`: one subject with other data, who else moves, and the smallest changes that reach a grade.

use std::io::Write;

use clap::ArgMatches;

use super::chain::{self, Layers};
use super::console::{Console, Exit, Stop};
use super::load::{self, Sound};
use super::{explain, load::path};
use crate::data::{self, Dataset};
use crate::eval::{self, Below, Results};
use crate::plan::{GradeId, Scheme};
use crate::report::{self, Document, Scored, Supposed, Twice, WhatIf};
use crate::source::{Text, closest};
use crate::study::what_if::{self, Asked};

/// One scheme of the chain with all layers, perhaps as it would be.
struct Whole {
    layers: Vec<Dataset>,
    results: Vec<Results>,
}

impl Whole {
    fn of(layers: &Layers) -> Whole {
        let data = layers.before.iter().chain([&layers.data]).cloned().collect();
        let results = layers.earlier.iter().chain([&layers.results]).cloned().collect();
        Whole { layers: data, results }
    }

    fn view<'a>(&'a self, scheme: &'a Scheme, sound: &'a Sound) -> Option<Scored<'a>> {
        let (results, earlier) = self.results.split_last()?;
        Some(Scored { scheme, data: self.layers.last()?, results, earlier, files: &sound.files })
    }
}

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::paths(asked), console)?;
    let scored = chain::with_layers(&sound, (path(asked, "data"), true), console)?;
    let (at, subject) = whom(asked, &sound, &scored)?;
    let scheme = &sound.plan.schemes[at];
    let now: Vec<Whole> = scored.iter().map(Whole::of).collect();
    let after = supposed(asked, (&sound, &now), (at, subject), console)?;
    let start = after.as_ref().unwrap_or(&now);
    let reached = start[at].results.last().and_then(|results| results.grades.get(subject).copied().flatten());
    let goal = match asked.get_one::<String>("to").map(|to| to.trim()) {
        Some(to) => Some(grade(scheme, to)?),
        None if after.is_some() => None,
        None => next(scheme, reached)?,
    };
    // What is there already need not be looked for.
    let met = goal.filter(|goal| reached.is_some_and(|reached| reached <= *goal));
    let reaching = goal.filter(|_| met.is_none()).and_then(|goal| {
        let (layers, results) = (&start[at].layers, start[at].results.last()?);
        what_if::reaching(Asked { scheme, layers, results, subject }, goal)
    });
    let own = now[at].view(scheme, &sound).ok_or(Stop::Findings)?;
    let supposed = match &after {
        Some(after) => Some(told(&sound, (&now, after), (at, subject)).ok_or(Stop::Findings)?),
        None => None,
    };
    let answer = WhatIf { scored: own, subject, supposed, met, reaching };
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        writeln!(console.out, "{:#}", report::what_if_json(&answer))?;
    } else {
        console.out.write_all(report::what_if(&answer, console.lang).as_bytes())?;
    }
    Ok(Exit::Fine)
}

/// The scheme and the subject that are asked about: in the schemes that were named, else in those scored along.
fn whom(asked: &ArgMatches, sound: &Sound, scored: &[Layers]) -> Result<(usize, usize), Stop> {
    let wanted = asked.get_one::<String>("subject").map_or("", String::as_str).trim();
    let only = asked.get_one::<String>("scheme").map(|only| scheme_named(sound, only.trim())).transpose()?;
    let mut found = Vec::new();
    for named in [true, false] {
        for (at, (scheme, layers)) in sound.plan.schemes.iter().zip(scored).enumerate() {
            let looked_in =
                only.map_or(sound.is_named(scheme) == named && found.len() < 2, |only| only == at && named);
            if looked_in && let Some(subject) = explain::subject(&layers.data, wanted)? {
                found.push((at, subject));
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Stop::Misuse(explain::unknown(scored.iter().map(|layers| &layers.data), wanted))),
        several => {
            let names: Vec<&str> =
                several.iter().map(|(at, _)| sound.plan.schemes[*at].name.as_str()).collect();
            let names = names.join(", ");
            Err(Stop::Misuse(Text::new(
                format!("“{wanted}”在几个办法里都有, 用 --scheme 指明一个: {names}"),
                format!("“{wanted}” stands in several schemes; name one with --scheme: {names}"),
            )))
        }
    }
}

fn scheme_named(sound: &Sound, name: &str) -> Result<usize, Stop> {
    let names = || sound.plan.schemes.iter().map(|scheme| scheme.name.as_str());
    names().position(|one| one == name).ok_or_else(|| {
        let (zh, en) = near(name, names());
        Stop::Misuse(Text::new(format!("没有办法“{name}”{zh}"), format!("there is no scheme “{name}”{en}")))
    })
}

/// `; 是不是“优”?`, or all there are.
fn near<'a>(name: &str, names: impl Iterator<Item = &'a str> + Clone) -> (String, String) {
    match closest(name, names.clone()) {
        Some(near) => (format!("; 是不是“{near}”?"), format!("; did you mean “{near}”?")),
        None => {
            let all = names.collect::<Vec<&str>>().join(", ");
            (format!("; 可以是: {all}"), format!("; it can be: {all}"))
        }
    }
}

fn no_grades(scheme: &Scheme) -> Stop {
    let name = &scheme.name;
    Stop::Misuse(Text::new(
        format!("“{name}”没有等级, 没有可以达到的; 用 --set 输入=值 看改动的影响"),
        format!("`{name}` has no grades to reach; see what a change does with --set input=value"),
    ))
}

fn grade(scheme: &Scheme, wanted: &str) -> Result<GradeId, Stop> {
    let scale = scheme.scale.as_ref().ok_or_else(|| no_grades(scheme))?;
    let names = scale.grades.iter().map(|grade| grade.name.as_str());
    let at = names.clone().position(|name| name == wanted).and_then(|at| u32::try_from(at).ok());
    at.map(GradeId).ok_or_else(|| {
        let (zh, en) = near(wanted, names);
        Stop::Misuse(Text::new(
            format!("没有等级“{wanted}”{zh}"),
            format!("there is no grade “{wanted}”{en}"),
        ))
    })
}

/// The next better grade; of no grade, any; of the best, none.
fn next(scheme: &Scheme, now: Option<GradeId>) -> Result<Option<GradeId>, Stop> {
    let scale = scheme.scale.as_ref().ok_or_else(|| no_grades(scheme))?;
    let worst = u32::try_from(scale.grades.len()).unwrap_or(u32::MAX).checked_sub(1);
    Ok(match now {
        None => worst.map(GradeId),
        Some(GradeId(0)) => Some(GradeId(0)),
        Some(GradeId(now)) => Some(GradeId(now - 1)),
    })
}

/// The whole chain with what is supposed; none where nothing is.
fn supposed(
    asked: &ArgMatches,
    (sound, now): (&Sound, &[Whole]),
    (at, subject): (usize, usize),
    console: &mut Console,
) -> Result<Option<Vec<Whole>>, Stop> {
    let typed: Vec<String> = asked.get_many::<String>("set").into_iter().flatten().cloned().collect();
    let scheme = &sound.plan.schemes[at];
    let from = layer(asked, scheme, &now[at].layers)?;
    if typed.is_empty() {
        return Ok(None);
    }
    let read = data::supposed(&typed, scheme, &now[at].layers, (from, subject));
    console.findings(&read.diagnostics, &sound.files)?;
    let mut own = Some(read.value.ok_or(Stop::Findings)?);
    let mut after: Vec<Whole> = Vec::new();
    let mut moved = vec![false; sound.plan.schemes.len()];
    for (place, scheme) in sound.plan.schemes.iter().enumerate() {
        let mut layers = now[place].layers.clone();
        if place == at {
            layers = own.take().unwrap_or(layers);
        } else if scheme.fed_by().into_iter().any(|below| moved[below]) {
            // Who has no place above was told when the data were read.
            eval::feed(scheme, &mut layers, |below| {
                let (scheme, below) = (sound.plan.schemes.get(below)?, after.get(below)?);
                Some(Below { scheme, data: below.layers.last()?, results: below.results.last()? })
            });
        } else {
            after.push(Whole { layers, results: now[place].results.clone() });
            continue;
        }
        moved[place] = true;
        let results = eval::assess_layers(scheme, &layers);
        after.push(Whole { layers, results });
    }
    Ok(Some(after))
}

/// Which of the layers that have data is changed: the last, if nothing is said.
fn layer(asked: &ArgMatches, scheme: &Scheme, layers: &[Dataset]) -> Result<usize, Stop> {
    let Some(wanted) = asked.get_one::<String>("layer").map(|layer| layer.trim()) else {
        return Ok(layers.len().saturating_sub(1));
    };
    let name = |data: &Dataset| data.layer.map_or("", |layer| scheme.layer(layer));
    let names: Vec<&str> = layers.iter().map(name).filter(|name| !name.is_empty()).collect();
    names.iter().position(|name| *name == wanted).ok_or_else(|| {
        if names.is_empty() {
            return Stop::Misuse(Text::new(
                "数据不分层次, 不用 --layer",
                "the data have no layers; leave --layer out",
            ));
        }
        let (zh, en) = near(wanted, names.iter().copied());
        Stop::Misuse(Text::new(
            format!("没有“{wanted}”这个层次的数据{zh}"),
            format!("there are no data of a layer “{wanted}”{en}"),
        ))
    })
}

/// What is told of a supposition.
fn told<'a>(
    sound: &'a Sound,
    (now, after): (&'a [Whole], &'a [Whole]),
    (at, subject): (usize, usize),
) -> Option<Supposed<'a>> {
    let twice = |place: usize, changed: &[usize]| {
        let scheme = sound.plan.schemes.get(place)?;
        let (before, after) = (now.get(place)?.view(scheme, sound)?, after.get(place)?.view(scheme, sound)?);
        let moved = what_if::moved(scheme, before.data, (before.results, after.results), changed);
        Some(Twice { before, after, moved, above: place != at })
    };
    let own = twice(at, &[subject])?;
    let document = |scored: &Scored<'_>| -> Document {
        report::explain(scored, &eval::assessment(scored.scheme, scored.data, scored.results, subject))
    };
    let told = (document(&own.before), document(&own.after));
    let mut fed = vec![at];
    let mut above = Vec::new();
    for (place, scheme) in sound.plan.schemes.iter().enumerate() {
        if scheme.fed_by().into_iter().any(|below| fed.contains(&below)) {
            fed.push(place);
            above.push(twice(place, &[])?);
        }
    }
    Some(Supposed { own, told, above })
}
