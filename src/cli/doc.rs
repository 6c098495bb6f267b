//! `doc`: the rules as the official scoring table.

use std::path::PathBuf;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::endings::{Endings, Form};
use super::{load, output};
use crate::report;
use crate::source::Lang;
use crate::syntax::ast;

const ENDINGS: Endings = Endings { ready: &[("md", Form::Text), ("html", Form::Html)] };

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = asked.get_one::<PathBuf>("output");
    let format = asked.get_one::<String>("format").map(String::as_str);
    let form = ENDINGS.form(format, out.map(PathBuf::as_path))?;
    let sound = load::sound(&load::paths(asked), console)?;
    let at = sound.only()?;
    let name = &sound.plan.schemes[at].name;
    let trees = sound.trees.iter().flat_map(|tree| &tree.schemes);
    let Some(scheme) = trees.rev().find(|scheme| scheme.name.text == *name) else {
        return Err(Stop::Findings);
    };
    let text = told(scheme, form, console.lang);
    match out {
        Some(path) => output::whole(path, |writer| writer.write_all(text.as_bytes()))?,
        None => console.out.write_all(text.as_bytes())?,
    }
    Ok(Exit::Fine)
}

fn told(scheme: &ast::Scheme, form: Form, lang: Lang) -> String {
    if form == Form::Html {
        report::standard_page(scheme, lang)
    } else {
        report::standard_markdown(scheme, lang)
    }
}
