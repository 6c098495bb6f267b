//! `mutate`: the rules with one slip of the pen at a time, and whether anything notices.

use std::io::Write;
use std::path::PathBuf;

use clap::ArgMatches;

use super::chain;
use super::console::{Console, Exit, Stop};
use super::load::{self, Sound};
use crate::data::Dataset;
use crate::eval;
use crate::plan::Scheme;
use crate::report::{self, Mutated, Noticing};
use crate::source::Text;
use crate::study::mutate::{self, Judged};
use crate::testing;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::with_tests(&load::paths(asked)), console)?;
    let at = sound.only()?;
    let whole = &sound.plan.schemes[at];
    // Other readings are rules of their own; they would only be scored along.
    let scheme = Scheme { variants: Vec::new(), tests: Vec::new(), ..whole.clone() };
    let (judged, noticing) = if asked.get_one::<PathBuf>("data").is_some() {
        by_data((&sound, at), &scheme, asked, console)?
    } else {
        by_tests((&sound, whole), &scheme, console)?
    };
    let mutated = Mutated { scheme: &scheme, files: &sound.files, judged: &judged, noticing };
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        writeln!(console.out, "{:#}", report::mutants_json(&mutated))?;
    } else {
        console.out.write_all(report::mutants(&mutated, console.lang).as_bytes())?;
    }
    Ok(Exit::Fine)
}

/// Which slips would change the result of no subject.
fn by_data(
    (sound, at): (&Sound, usize),
    scheme: &Scheme,
    asked: &ArgMatches,
    console: &mut Console,
) -> Result<(Vec<Judged>, Noticing), Stop> {
    let mut all = chain::with_layers(sound, (load::path(asked, "data"), true), console)?;
    let scored = all.swap_remove(at);
    let layers: Vec<Dataset> = scored.before.into_iter().chain([scored.data]).collect();
    let results = eval::assess_layers(scheme, &layers);
    let given: Vec<_> = layers.iter().collect();
    let subjects = layers.last().map_or(0, |data| data.subjects.len());
    let judged = mutate::judge(scheme, &sound.files, &given, &mut |slipped| {
        mutate::felt(scheme, slipped, &layers, &results)
    });
    Ok((judged, Noticing::Subjects(subjects)))
}

/// Which slips would make none of the scheme's own tests fail.
fn by_tests(
    (sound, whole): (&Sound, &Scheme),
    scheme: &Scheme,
    console: &mut Console,
) -> Result<(Vec<Judged>, Noticing), Stop> {
    let cases = testing::cases(whole);
    let failing = cases.iter().filter(|case| !testing::run(scheme, case).passed()).count();
    if failing > 0 {
        console.note(&Text::new(
            format!("有 {failing} 例测试现在就不通过, 先看 kaocheng test"),
            format!("{failing} test cases fail as it is; see kaocheng test first"),
        ))?;
        return Err(Stop::Findings);
    }
    if cases.is_empty() {
        console.note(&Text::new(
            "规则里没有测试, 什么都发现不了",
            "the rules have no test, so nothing is noticed",
        ))?;
    }
    let given: Vec<&Dataset> = cases.iter().filter_map(|case| case.layers.last()).collect();
    // The case that noticed the last slip is likely to notice the next, which is near it.
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let judged = mutate::judge(scheme, &sound.files, &given, &mut |slipped| {
        let fails = |at: &usize| cases.get(*at).is_some_and(|case| !testing::run(slipped, case).passed());
        let Some(place) = order.iter().position(fails) else { return false };
        let at = order.remove(place);
        order.insert(0, at);
        true
    });
    Ok((judged, Noticing::Tests(cases.len())))
}
