//! `coverage`: which scoring units were tried, by tests and by data.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;

use super::chain::{self, Layers};
use super::console::{Console, Exit, Stop};
use super::load::Sound;
use super::{load, output};
use crate::plan::Scheme;
use crate::report::{self, Block, Covered, Page};
use crate::source::{Lang, Text};
use crate::study::coverage::{self, Tally, Units};

/// What was found out of one scheme.
struct Found<'a> {
    scheme: &'a Scheme,
    units: Units,
    data: Option<(&'a Layers, Tally)>,
}

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::paths(asked), console)?;
    let scored = match asked.get_one::<PathBuf>("data") {
        Some(path) => Some(chain::scored(&sound, path, console)?),
        None => None,
    };
    let found: Vec<Found<'_>> = sound
        .plan
        .schemes
        .iter()
        .enumerate()
        .filter(|(_, scheme)| sound.is_named(scheme))
        .map(|(at, scheme)| found(scheme, scored.as_ref().and_then(|all| all.get(at))))
        .collect();
    let covered: Vec<Covered<'_>> = found.iter().map(|one| covered(one, &sound)).collect();
    let format = asked.get_one::<String>("format").map_or("text", String::as_str);
    let lang = console.lang;
    match asked.get_one::<PathBuf>("output") {
        Some(path) => output::whole(path, |writer| write(&covered, format, lang, writer))?,
        None => write(&covered, format, lang, &mut console.out)?,
    }
    Ok(Exit::Fine)
}

fn found<'a>(scheme: &'a Scheme, layers: Option<&'a Layers>) -> Found<'a> {
    let units = coverage::units(scheme);
    let data =
        layers.map(|layers| (layers, coverage::exercised(scheme, &units, &layers.data, &layers.results)));
    Found { scheme, units, data }
}

fn covered<'a>(found: &'a Found<'a>, sound: &'a Sound) -> Covered<'a> {
    Covered {
        scheme: found.scheme,
        files: &sound.files,
        units: &found.units,
        tests: None,
        data: found.data.as_ref().map(|(layers, tally)| (&layers.data, tally)),
    }
}

fn write(covered: &[Covered<'_>], format: &str, lang: Lang, writer: &mut dyn Write) -> io::Result<()> {
    match format {
        "json" => match covered {
            [one] => writeln!(writer, "{:#}", report::coverage_json(one)),
            several => writeln!(writer, "{:#}", report::coverage_json_all(several)),
        },
        "html" => writer.write_all(report::html(&page(covered), lang).as_bytes()),
        _ => {
            let told: Vec<String> = covered.iter().map(|one| report::coverage(one, lang)).collect();
            writer.write_all(told.join("\n").as_bytes())
        }
    }
}

/// One page; several schemes follow one another on it.
fn page(covered: &[Covered<'_>]) -> Page {
    let mut pages: Vec<Page> = covered.iter().map(report::coverage_page).collect();
    if pages.len() == 1 {
        return pages.pop().unwrap_or_default();
    }
    let blocks = pages.into_iter().flat_map(|page| {
        let title = Block::Heading(page.title);
        std::iter::once(title).chain(page.blocks)
    });
    Page {
        title: Text::new("规则试到了多少", "How much of the rules was tried"),
        about: Text::default(),
        blocks: blocks.collect(),
    }
}
