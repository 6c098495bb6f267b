//! `assess`: scores, grades, ranks.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::{load, output};
use crate::data::Dataset;
use crate::eval::{self, Results};
use crate::plan::Scheme;
use crate::report::{self, Digests, Scored};
use crate::source::{Files, Lang, Text};

/// The forms of the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Format {
    Table,
    Json,
    Csv,
}

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = asked.get_one::<PathBuf>("output");
    let format = format(asked.get_one::<String>("format").map(String::as_str), out.map(PathBuf::as_path))?;
    let paths = load::paths(asked);
    let (files, plan) = load::sound(&paths, console)?;
    if format == Format::Csv && plan.schemes.len() > 1 {
        return Err(Stop::Misuse(Text::new(
            "CSV 只能装一个办法, 请逐个计算, 或用 --format json",
            "CSV holds one scheme: assess one at a time, or use --format json",
        )));
    }
    let scored = score(&plan.schemes, &files, (load::path(asked, "data"), paths.len() > 1), console)?;
    let views: Vec<Scored<'_>> = plan.schemes.iter().zip(&scored).map(|pair| view(pair, &files)).collect();
    let lang = console.lang;
    match out {
        Some(path) => output::whole(path, |writer| write(&views, format, lang, writer))?,
        None => write(&views, format, lang, &mut console.out)?,
    }
    Ok(Exit::Fine)
}

fn view<'a>(pair: (&'a Scheme, &'a Layers), files: &'a Files) -> Scored<'a> {
    let (scheme, Layers { data, results, earlier }) = pair;
    Scored { scheme, data, results, earlier, files }
}

/// The last layer and its results, and what those before came to.
pub(super) struct Layers {
    pub(super) data: Dataset,
    pub(super) results: Results,
    pub(super) earlier: Vec<Results>,
}

impl Layers {
    /// Every layer scored; none where there is no layer.
    pub(super) fn of(scheme: &Scheme, mut data: Vec<Dataset>) -> Option<Layers> {
        let mut earlier = eval::assess_layers(scheme, &data);
        let results = earlier.pop()?;
        Some(Layers { data: data.pop()?, results, earlier })
    }
}

/// Every scheme with its data: all of it is read before anything is scored, so that all findings are shown.
fn score(
    schemes: &[Scheme],
    files: &Files,
    from: (&Path, bool),
    console: &mut Console,
) -> Result<Vec<Layers>, Stop> {
    let mut data = Vec::new();
    let mut failed = false;
    for scheme in schemes {
        let path = if from.1 { from.0.join(stem(files, scheme)) } else { from.0.to_owned() };
        match load::datasets(&path, scheme, files, console) {
            Ok(layers) => data.push(layers),
            Err(Stop::Findings) => failed = true,
            Err(stop) => return Err(stop),
        }
    }
    if failed {
        return Err(Stop::Findings);
    }
    let mut scored = Vec::new();
    for (scheme, data) in schemes.iter().zip(data) {
        let layers = Layers::of(scheme, data).ok_or(Stop::Findings)?;
        console.findings(&eval::faults(scheme, &layers.data, &layers.results), files)?;
        scored.push(layers);
    }
    Ok(scored)
}

/// The name of a scheme's rule file without its ending.
fn stem(files: &Files, scheme: &Scheme) -> PathBuf {
    Path::new(files.name(scheme.span.source)).file_stem().map(PathBuf::from).unwrap_or_default()
}

/// `--format`, or the ending of the file; they must not contradict each other.
fn format(typed: Option<&str>, out: Option<&Path>) -> Result<Format, Stop> {
    let typed = typed.map(|typed| match typed {
        "json" => Format::Json,
        "csv" => Format::Csv,
        _ => Format::Table,
    });
    let Some(out) = out else { return Ok(typed.unwrap_or(Format::Table)) };
    let by_ending = ending(out)?;
    match typed {
        Some(typed) if typed != by_ending => Err(Stop::Misuse(Text::new(
            format!("--format 与 {} 的结尾不一致", out.display()),
            format!("--format contradicts the ending of {}", out.display()),
        ))),
        Some(_) | None => Ok(by_ending),
    }
}

fn ending(out: &Path) -> Result<Format, Stop> {
    let ending = out.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    match ending.as_str() {
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        "xlsx" | "html" => Err(Stop::Misuse(Text::new(
            format!("写成 .{ending} 尚未实现, 可以用 .csv 或 .json"),
            format!("writing .{ending} is not yet carried out; use .csv or .json"),
        ))),
        _ => Err(Stop::Misuse(Text::new(
            format!("{} 的结尾看不出形式, 可以用 .csv 或 .json", out.display()),
            format!("the ending of {} names no form; use .csv or .json", out.display()),
        ))),
    }
}

fn write(views: &[Scored<'_>], format: Format, lang: Lang, mut writer: &mut dyn Write) -> io::Result<()> {
    match (format, views) {
        (Format::Json, [one]) => report::json(one, &digests(one), &mut writer),
        (Format::Json, all) => {
            let all: Vec<(Scored<'_>, Digests)> = all.iter().map(|one| (*one, digests(one))).collect();
            report::json_all(&all, &mut writer)
        }
        (Format::Csv, all) => all.iter().try_for_each(|one| report::csv(one, &mut writer)),
        (Format::Table, [one]) => writer.write_all(report::table(one, lang).as_bytes()),
        (Format::Table, all) => all
            .iter()
            .try_for_each(|one| writeln!(writer, "# {}\n\n{}", one.scheme.name, report::table(one, lang))),
    }
}

fn digests(one: &Scored<'_>) -> Digests {
    let texts = one.files.with_bases(one.scheme.span.source).into_iter().map(|source| one.files.text(source));
    Digests::new(&texts.collect::<Vec<_>>().join("\0"), &one.data.digest)
}
