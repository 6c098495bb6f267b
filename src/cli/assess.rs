//! `assess`: scores, grades, ranks.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chain::{self, Layers};
use super::console::{Console, Exit, Stop};
use super::{load, output};
use crate::plan::Scheme;
use crate::report::{self, Digests, Scored};
use crate::source::{Lang, Text};

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
    let sound = load::sound(&load::paths(asked), console)?;
    let named = sound.plan.schemes.iter().filter(|scheme| sound.is_named(scheme)).count();
    if format == Format::Csv && named > 1 {
        return Err(Stop::Misuse(Text::new(
            "CSV 只能装一个办法, 请逐个计算, 或用 --format json",
            "CSV holds one scheme: assess one at a time, or use --format json",
        )));
    }
    let scored = chain::scored(&sound, load::path(asked, "data"), console)?;
    let mut views: Vec<Scored<'_>> = Vec::new();
    for (scheme, layers) in sound.plan.schemes.iter().zip(&scored) {
        if sound.is_named(scheme) {
            views.push(layers.view(scheme, &sound.files));
        } else {
            console.note(&also_scored(scheme, sound.files.name(scheme.span.source), layers))?;
        }
    }
    let lang = console.lang;
    match out {
        Some(path) => output::whole(path, |writer| write(&views, format, lang, writer))?,
        None => write(&views, format, lang, &mut console.out)?,
    }
    Ok(Exit::Fine)
}

/// Schemes that were pulled in are scored and not shown: said, so that nobody wonders.
fn also_scored(scheme: &Scheme, file: &str, layers: &Layers) -> Text {
    let (name, kind, count) = (&scheme.name, &scheme.subject_kind, layers.data.subjects.len());
    Text::new(
        format!("一并计算: {name} ({file}), {count} 个{kind}; 要看它的结果, 把这个文件也写在命令里"),
        format!("scored along: {name} ({file}), {count} × {kind}; name that file too to see its results"),
    )
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
