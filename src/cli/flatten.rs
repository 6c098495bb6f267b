//! `flatten`: a scheme and what it builds on as one plain file.

use std::path::PathBuf;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::load::bases::Shelf;
use super::{load, output};
use crate::source::{Files, Lang, SourceId, in_order};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let mut shelf = Shelf::default();
    let file = shelf.named(load::path(asked, "rules"))?;
    let texts = shelf.plain(file);
    let source = shelf.source(file);
    let Shelf { files, mut findings, .. } = shelf;
    in_order(&mut findings);
    console.findings(&findings, &files)?;
    let stopped = findings.iter().any(|found| found.code.severity().stops());
    let texts = texts.filter(|_| !stopped).ok_or(Stop::Findings)?;
    let texts: Vec<&str> = texts.iter().map(|text| text.text()).collect();
    let plain = origin(&files, source, console.lang) + &texts.join("\n\n");
    match asked.get_one::<PathBuf>("output") {
        Some(path) => output::whole(path, |writer| writer.write_all(plain.as_bytes()))?,
        None => console.out.write_all(plain.as_bytes())?,
    }
    Ok(Exit::Fine)
}

/// The first line: what the text was made of; none where it stands as it was written.
fn origin(files: &Files, source: SourceId, lang: Lang) -> String {
    let names: Vec<&str> = files.with_bases(source).into_iter().map(|source| files.name(source)).collect();
    match (names.split_first(), lang) {
        (None | Some((_, [])), _) => String::new(),
        (Some((own, bases)), Lang::Zh) => {
            format!("// 由 {own} 与它沿用的 {} 合成 (kaocheng flatten)\n", bases.join(", "))
        }
        (Some((own, bases)), Lang::En) => {
            format!("// made of {own} and what it extends, {} (kaocheng flatten)\n", bases.join(", "))
        }
    }
}
