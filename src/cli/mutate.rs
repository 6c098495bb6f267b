//! `mutate`: the rules with one slip of the pen at a time, and whether anything notices.

use std::io::Write;
use std::path::PathBuf;

use clap::ArgMatches;

use super::chain;
use super::console::{Console, Exit, Stop};
use super::load::{self, Sound};
use crate::eval;
use crate::plan::Scheme;
use crate::report::{self, Mutated, Noticing};
use crate::source::Text;
use crate::study::mutate::{self, Judged};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::paths(asked), console)?;
    let at = sound.only()?;
    // Other readings are rules of their own; they would only be scored along.
    let scheme = Scheme { variants: Vec::new(), ..sound.plan.schemes[at].clone() };
    let (judged, noticing) = match asked.get_one::<PathBuf>("data") {
        Some(_) => by_data((&sound, at), &scheme, asked, console)?,
        None => {
            return Err(Stop::Misuse(Text::new(
                "测试尚未实现; 用 --data 指出数据",
                "tests are not yet carried out; name data with --data",
            )));
        }
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
    let layers = chain::data_of_layers(sound, at, load::path(asked, "data"), console)?;
    let results = eval::assess_layers(scheme, &layers);
    let given: Vec<_> = layers.iter().collect();
    let subjects = layers.last().map_or(0, |data| data.subjects.len());
    let judged = mutate::judge(scheme, &sound.files, &given, &mut |slipped| {
        mutate::felt(scheme, slipped, &layers, &results)
    });
    Ok((judged, Noticing::Subjects(subjects)))
}
