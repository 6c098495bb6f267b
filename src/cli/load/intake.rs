//! Repairs of the data: shown, written to a file, or refused.

use clap::ArgMatches;
use std::path::PathBuf;

use super::super::console::{Console, Intake, Stop};
use super::super::output;
use crate::data::{self, Ledger, RepairRule};
use crate::report;
use crate::source::{Diagnostic, Text, in_order};

/// What was asked for; commands without data know neither option.
pub(in crate::cli) fn asked(asked: &ArgMatches) -> Intake {
    let strict = asked.try_get_one::<bool>("strict").ok().flatten().copied().unwrap_or(false);
    let file = asked.try_get_one::<PathBuf>("ledger").ok().flatten().cloned();
    Intake { strict, file, ledger: Ledger::default() }
}

/// Shows the repairs of one scheme's data. With `--strict` each is a finding instead.
pub(in crate::cli) fn tell(
    mut ledger: Ledger,
    findings: &mut Vec<Diagnostic>,
    console: &mut Console,
) -> Result<(), Stop> {
    if !console.intake.strict {
        return show(ledger, console);
    }
    findings.extend(ledger.repairs.iter().cloned().map(data::refused));
    in_order(findings);
    console.intake.ledger.repairs.append(&mut ledger.repairs);
    Ok(())
}

/// Shows repairs, and keeps them for the ledger.
pub(in crate::cli) fn show(mut ledger: Ledger, console: &mut Console) -> Result<(), Stop> {
    for read in ledger.repairs.iter().filter(|one| one.rule == RepairRule::Encoding) {
        let (file, name) = (&read.place.file, &read.was);
        let note = Text::new(format!("{file} 按 {name} 编码读"), format!("{file} is read as {name}"));
        console.note(&note)?;
    }
    let lang = console.lang;
    let shown = report::ledger(&ledger, lang);
    if !shown.is_empty() {
        console.note(&Text::same(shown))?;
    }
    console.intake.ledger.repairs.append(&mut ledger.repairs);
    Ok(())
}

/// Writes the whole ledger, also when the command did not come to its end; a run without repairs writes the header.
pub(in crate::cli) fn write(console: &Console) -> Result<(), Stop> {
    let Some(path) = &console.intake.file else { return Ok(()) };
    output::whole(path, |writer| report::ledger_csv(&console.intake.ledger, writer))
}
