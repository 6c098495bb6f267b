//! `form`: data-entry workbooks from rules.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::folder::{filed, whole};
use super::load::{self, Sound};
use super::{chain, output};
use crate::data::{self, Known, Ledger};
use crate::plan::Scheme;
use crate::report::{self, Digests, FormOf};
use crate::source::Text;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = load::path(asked, "output");
    let sound = load::sound(&load::paths(asked), console)?;
    let at = sound.only()?;
    let scheme = &sound.plan.schemes[at];
    let roster =
        asked.get_one::<PathBuf>("data").map(|data| roster(&sound, scheme, data, console)).transpose()?;
    let rules = Digests::of(&sound.files, scheme, "").rules;
    let of = FormOf { scheme, files: &sound.files, rules: &rules, lang: console.lang };
    if asked.get_flag("each") {
        let roster = roster.unwrap_or_default();
        each(of, &roster, out)?;
        let (count, out) = (roster.len(), out.display());
        console.note(&Text::new(format!("写了 {count} 份, 在 {out}"), format!("wrote {count} in {out}")))?;
        return Ok(Exit::Fine);
    }
    if out.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        let out = out.display();
        return Err(Stop::Misuse(Text::new(
            format!("填报表是工作簿, {out} 要以 .xlsx 结尾; 每个对象一份用 --each, -o 是文件夹"),
            format!(
                "a form is a workbook: {out} is to end in .xlsx; with --each, one a subject, -o is a folder"
            ),
        )));
    }
    output::whole(out, |writer| report::form_of_all(of, &roster.unwrap_or_default(), writer))?;
    Ok(Exit::Fine)
}

/// A form for each, in a folder of its own: a file that is there already may have been filled in, and is left alone.
fn each(of: FormOf<'_>, roster: &[Known], out: &Path) -> Result<(), Stop> {
    let trouble = |error| Stop::File(out.to_owned(), error);
    if out.is_dir() && fs::read_dir(out).map_err(trouble)?.next().is_some() {
        let out = out.display();
        return Err(Stop::Misuse(Text::new(
            format!("{out} 里已经有文件; 换一个空文件夹, 以免盖掉填好的表"),
            format!(
                "there are files in {out}: name an empty folder, so that no form that was filled in is lost"
            ),
        )));
    }
    whole(out, |folder| {
        let written = |who: &Known| {
            filed(folder, &file_name(who), |writer: &mut dyn Write| report::form_of_one(of, who, writer))
        };
        roster.iter().try_for_each(written)
    })
    .map_err(trouble)
}

/// `B01_市教育局.xlsx`
fn file_name(who: &Known) -> String {
    let part = |text: &str| output::safe_name(text).chars().take(40).collect::<String>();
    format!("{}_{}.xlsx", part(&who.id), part(&who.name))
}

/// Who is assessed, by the table of subjects at a path: the data of a scheme, or a list with ids and names alone.
pub(super) fn roster(
    sound: &Sound,
    scheme: &Scheme,
    from: &Path,
    console: &mut Console,
) -> Result<Vec<Known>, Stop> {
    let path = chain::data_of(sound, scheme, from);
    let path = if path.exists() { path } else { from.to_owned() };
    let mut findings = Vec::new();
    let mut ledger = Ledger::default();
    let first =
        load::tables(&path, scheme, &mut findings)?.into_iter().find(|(_, tables)| !tables.is_empty());
    let read = data::roster(first.map(|(_, tables)| tables).unwrap_or_default(), scheme, &mut ledger);
    findings.extend(read.diagnostics);
    console.findings(&findings, &sound.files)?;
    let sound = !findings.iter().any(|finding| finding.code.severity().stops());
    read.value.filter(|_| sound).ok_or(Stop::Findings)
}
