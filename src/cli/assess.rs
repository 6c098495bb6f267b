//! `assess`: scores, grades, ranks.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chain::{self, Layers};
use super::console::{Console, Exit, Stop};
use super::endings::{Endings, Form};
use super::{load, output};
use crate::plan::Scheme;
use crate::report::{self, Digests, Scored};
use crate::source::{Lang, Text};

/// What the results of `assess`, and of a year, can be written to.
const ENDINGS: Endings = Endings {
    ready: &[
        ("csv", Form::Csv),
        ("json", Form::Json),
        ("xlsx", Form::Workbook),
        ("html", Form::Html),
        ("arrow", Form::Arrow),
    ],
};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = asked.get_one::<PathBuf>("output");
    let format = asked.get_one::<String>("format").map(String::as_str);
    let form = ENDINGS.form(format, out.map(PathBuf::as_path))?;
    let sound = load::sound(&load::paths(asked), console)?;
    let named = sound.plan.schemes.iter().filter(|scheme| sound.is_named(scheme)).count();
    if matches!(form, Form::Csv | Form::Workbook | Form::Html | Form::Arrow) && named > 1 {
        return Err(Stop::Misuse(Text::new(
            "CSV、工作簿、网页、Arrow 只能装一个办法, 请逐个计算, 或用 --format json",
            "CSV, workbooks, pages and Arrow files hold one scheme: assess one at a time, or use --format json",
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
    views.iter().try_for_each(|one| fits(one, form))?;
    match out {
        Some(path) => output::whole(path, |writer| write(&views, form, lang, writer))?,
        None => write(&views, form, lang, &mut console.out)?,
    }
    Ok(Exit::Fine)
}

/// Writes the results of one scheme to a file, in the form that its ending names.
pub(super) fn to_file(path: &Path, one: Scored<'_>, lang: Lang) -> Result<(), Stop> {
    let form = ENDINGS.of(path)?;
    fits(&one, form)?;
    output::whole(path, |writer| write(&[one], form, lang, writer))
}

/// A million subjects are no workbook: said before memory runs out.
fn fits(one: &Scored<'_>, form: Form) -> Result<(), Stop> {
    let (count, most) = (one.data.subjects.len(), report::MOST_IN_A_WORKBOOK);
    if form != Form::Workbook || count <= most {
        return Ok(());
    }
    Err(Stop::Misuse(Text::new(
        format!(
            "{}: 工作簿最多装 {most} 个{}, 这里有 {count} 个; 请改用 .csv",
            one.scheme.name, one.scheme.subject_kind
        ),
        format!(
            "{}: a workbook holds at most {most} subjects, and here are {count}; use .csv",
            one.scheme.name
        ),
    )))
}

/// Schemes that were pulled in are scored and not shown: said, so that nobody wonders.
fn also_scored(scheme: &Scheme, file: &str, layers: &Layers) -> Text {
    let (name, kind, count) = (&scheme.name, &scheme.subject_kind, layers.data.subjects.len());
    Text::new(
        format!("一并计算: {name} ({file}), {count} 个{kind}; 要看它的结果, 把这个文件也写在命令里"),
        format!("scored along: {name} ({file}), {count} × {kind}; name that file too to see its results"),
    )
}

fn write(views: &[Scored<'_>], form: Form, lang: Lang, mut writer: &mut dyn Write) -> io::Result<()> {
    match (form, views) {
        (Form::Json, [one]) => report::json(one, &digests(one), &mut writer),
        (Form::Json, all) => {
            let all: Vec<(Scored<'_>, Digests)> = all.iter().map(|one| (*one, digests(one))).collect();
            report::json_all(&all, &mut writer)
        }
        (Form::Csv, all) => all.iter().try_for_each(|one| report::csv(one, &mut writer)),
        (Form::Workbook, all) => all.iter().try_for_each(|one| report::workbook(one, lang, writer)),
        (Form::Arrow, all) => all.iter().try_for_each(|one| arrow(one, &mut writer)),
        (Form::Html | Form::Docx, all) => all.iter().try_for_each(|one| {
            let page = report::managers(one, None);
            writer.write_all(report::html(&page, lang).as_bytes())
        }),
        (Form::Text, [one]) => writer.write_all(report::table(one, lang).as_bytes()),
        (Form::Text, all) => all
            .iter()
            .try_for_each(|one| writeln!(writer, "# {}\n\n{}", one.scheme.name, report::table(one, lang))),
    }
}

#[cfg(feature = "arrow")]
fn arrow(one: &Scored<'_>, mut writer: &mut dyn Write) -> io::Result<()> {
    report::arrow(one, &digests(one), &mut writer)
}

/// Never asked for: the ending is refused.
#[cfg(not(feature = "arrow"))]
fn arrow(_: &Scored<'_>, _: &mut dyn Write) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

fn digests(one: &Scored<'_>) -> Digests {
    Digests::of(one.files, one.scheme, &one.data.digest)
}
