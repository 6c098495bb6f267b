//! `coverage`: which scoring units were tried, by tests and by data.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chain::{self, Layers};
use super::console::{Console, Exit, Stop};
use super::load::Sound;
use super::{load, output};
use crate::plan::Scheme;
use crate::report::{self, Block, Covered, Page};
use crate::source::{Lang, Text};
use crate::study::coverage::{self, Tally, Units};
use crate::testing::{self, Case};

/// The endings of files, and the forms they stand for.
const FORMS: [(&str, &str); 3] = [("txt", "text"), ("json", "json"), ("html", "html")];

/// What was found out of one scheme.
struct Found<'a> {
    scheme: &'a Scheme,
    units: Units,
    cases: Vec<Case>,
    tests: Option<Tally>,
    data: Option<(&'a Layers, Tally)>,
}

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = asked.get_one::<PathBuf>("output").map(PathBuf::as_path);
    let format = form(asked.get_one::<String>("format").map(String::as_str), out)?;
    let sound = load::sound(&load::with_tests(&load::paths(asked)), console)?;
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
    let lang = console.lang;
    match out {
        Some(path) => output::whole(path, |writer| write(&covered, format, lang, writer))?,
        None => write(&covered, format, lang, &mut console.out)?,
    }
    Ok(Exit::Fine)
}

/// `--format`, or the ending of the file; they must not contradict each other.
fn form<'a>(typed: Option<&'a str>, out: Option<&Path>) -> Result<&'a str, Stop> {
    let Some(out) = out else { return Ok(typed.unwrap_or("text")) };
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    let by_ending = FORMS.into_iter().find(|(known, _)| *known == ending).map(|(_, form)| form);
    let shown = out.display();
    match (by_ending, typed) {
        (Some(form), None) => Ok(form),
        (Some(form), Some(typed)) if form == typed => Ok(form),
        (Some(_), Some(_)) => Err(Stop::Misuse(Text::new(
            format!("--format 与 {shown} 的结尾不一致"),
            format!("--format contradicts the ending of {shown}"),
        ))),
        (None, _) => Err(Stop::Misuse(Text::new(
            format!("{shown} 的结尾看不出形式, 可以用 .txt .json .html"),
            format!("the ending of {shown} names no form; use one of .txt .json .html"),
        ))),
    }
}

fn found<'a>(scheme: &'a Scheme, layers: Option<&'a Layers>) -> Found<'a> {
    let units = coverage::units(scheme);
    let data =
        layers.map(|layers| (layers, coverage::exercised(scheme, &units, &layers.data, &layers.results)));
    let cases = testing::cases(scheme);
    let tests = (!cases.is_empty()).then(|| coverage::tested(scheme, &units, &cases));
    Found { scheme, units, cases, tests, data }
}

fn covered<'a>(found: &'a Found<'a>, sound: &'a Sound) -> Covered<'a> {
    Covered {
        scheme: found.scheme,
        files: &sound.files,
        units: &found.units,
        tests: found.tests.as_ref().map(|tally| (found.cases.as_slice(), tally)),
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
