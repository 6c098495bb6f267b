//! `diff`: what lies between two rule files, in words.

use std::io::Write;
use std::path::PathBuf;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::endings::{Endings, Form};
use super::load::sides::{Sides, sides};
use super::{load, output};
use crate::change::between;
use crate::report::{self, Diff};

/// What the edits can be written to.
const ENDINGS: Endings =
    Endings { ready: &[("txt", Form::Text), ("json", Form::Json), ("html", Form::Html)] };

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = asked.get_one::<PathBuf>("output");
    let form =
        ENDINGS.form(asked.get_one::<String>("format").map(String::as_str), out.map(PathBuf::as_path))?;
    let (old, new) = (load::path(asked, "old"), load::path(asked, "new"));
    let Sides { files, old: was, new: is } = sides((old, new), console)?;
    let found = between(&was, &is);
    let (old, new) = (old.display().to_string(), new.display().to_string());
    let diff = Diff { old: &old, new: &new, edits: &found.edits, files: &files };
    let text = match form {
        Form::Json => format!("{:#}\n", report::diff_json(&diff)),
        Form::Html => report::html(&report::diff_page(&diff), console.lang),
        Form::Text | Form::Csv | Form::Workbook | Form::Docx | Form::Arrow => {
            report::diff(&diff, console.lang)
        }
    };
    match out {
        Some(path) => output::whole(path, |writer| writer.write_all(text.as_bytes()))?,
        None => console.out.write_all(text.as_bytes())?,
    }
    let differs = asked.get_flag("exit-code") && !found.edits.is_empty();
    Ok(if differs { Exit::Findings } else { Exit::Fine })
}
