//! `verify`: printed or recorded scores recomputed, and what differs.

use std::fs;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::chain::Alone;
use super::console::{Console, Exit, Stop};
use super::load;
use crate::data::{self, Table};
use crate::plan::Scheme;
use crate::regress::{self, Printed, Recomputed};
use crate::report::{self, Scored};
use crate::source::{Checked, Files, Text};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let alone = Alone::asked(asked, console)?;
    let scored = alone.view();
    let Scored { scheme, data, results, files, .. } = scored;
    let sheet = match asked.get_one::<PathBuf>("result") {
        Some(sheet) => sheet.clone(),
        None => load::printed(&alone.folder)?,
    };
    let layer = results.layer.map(|layer| scheme.layer(layer));
    let table = table(&sheet, (scheme, layer), files, console)?;
    let printed = Printed::read(table, scheme, data);
    let verified = regress::verify(Recomputed { scheme, data, results }, &printed);
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        writeln!(console.out, "{:#}", report::verified_json(&scored, &verified))?;
    } else {
        console.out.write_all(report::verified(&scored, &verified, console.lang).as_bytes())?;
    }
    Ok(if verified.differs() { Exit::Findings } else { Exit::Fine })
}

/// The sheet: our own result where the file is one, else a table.
fn table(
    sheet: &Path,
    (scheme, layer): (&Scheme, Option<&str>),
    files: &Files,
    console: &mut Console,
) -> Result<Table, Stop> {
    let trouble = |error| Stop::File(sheet.to_owned(), error);
    let name = sheet.display().to_string();
    let json = sheet.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let read = if json {
        let text = fs::read_to_string(sheet).map_err(trouble)?;
        match regress::recorded_result(&name, &text, scheme, layer) {
            Ok(table) => Checked { value: Some(vec![table]), diagnostics: Vec::new() },
            Err(found) => Checked { value: None, diagnostics: vec![*found] },
        }
    } else {
        data::open(&name, Box::new(BufReader::new(fs::File::open(sheet).map_err(trouble)?)))
    };
    console.findings(&read.diagnostics, files)?;
    match read.value.map(<[Table; 1]>::try_from) {
        None => Err(Stop::Findings),
        Some(Ok([table])) => Ok(table),
        Some(Err(tables)) => Err(Stop::Misuse(Text::new(
            format!("{name} 里有 {} 张表, 公布的表只能是一张", tables.len()),
            format!("{name} has {} tables; a printed sheet is one", tables.len()),
        ))),
    }
}
