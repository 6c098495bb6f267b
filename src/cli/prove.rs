//! `prove`: what can be said of rules before any data.

use std::io::Write;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::load;
use crate::report::{self, ProofsOf};
use crate::study::prove;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let sound = load::sound(&load::paths(asked), console)?;
    let scheme = &sound.plan.schemes[sound.only()?];
    let proofs = prove::prove(scheme);
    let of = ProofsOf { scheme, files: &sound.files, proofs: &proofs };
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        writeln!(console.out, "{:#}", report::proofs_json(&of))?;
        return Ok(Exit::Fine);
    }
    let found = report::proof_findings(&of);
    console.results(&found, &sound.files)?;
    if !found.is_empty() {
        writeln!(console.out)?;
    }
    console.out.write_all(report::proofs_text(&of, console.lang).as_bytes())?;
    Ok(Exit::Fine)
}
