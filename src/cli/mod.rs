//! Cli: arguments → exit code. The only room that touches files, environment and terminal.
//! Takes what was typed; gives results on standard output, all else on standard error, and 0 (fine), 1 (findings),
//! 2 (wrong use) or 101 (our own mistake). Knows how things are asked for, never what they mean. Start at [`run`].

mod arguments;
mod assess;
mod chain;
mod check;
mod cliffs;
mod code;
mod collect;
mod console;
mod coverage;
mod diff;
mod doc;
mod endings;
mod explain;
mod flatten;
mod fmt;
mod folder;
mod form;
mod impact;
mod load;
mod lsp;
mod misuse;
mod mutate;
mod new;
mod output;
mod prove;
mod record;
mod report;
mod review;
mod run;
mod sample;
mod test;
mod verify;
mod what_if;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::ArgMatches;

use console::{Console, Exit, Stop};

/// Carries out one command.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.collect();
    std::panic::set_hook(Box::new(|panic| {
        // A broken workbook may break the library that reads it: that is caught, and told as what it is.
        if !panic.location().is_some_and(|at| at.file().contains("calamine")) {
            console::please_report(&panic.to_string());
        }
    }));
    match catch_unwind(AssertUnwindSafe(|| carried_out(&args))) {
        Ok(exit) => exit.into(),
        Err(_) => ExitCode::from(101),
    }
}

fn carried_out(args: &[OsString]) -> Exit {
    let lang = arguments::lang(args);
    let mut console = Console::standard(lang);
    let asked = match arguments::command(lang).try_get_matches_from(args) {
        Ok(asked) => command(&asked, &mut console),
        Err(error) => misuse::answer(&error, &mut console),
    };
    console.close(asked)
}

fn command(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    if let Some((_, asked)) = asked.subcommand() {
        console.intake = load::intake::asked(asked);
    }
    let ended = subcommand(asked, console);
    let written = load::intake::write(console);
    ended.and_then(|exit| written.map(|()| exit))
}

fn subcommand(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    match asked.subcommand() {
        Some(("check", asked)) => check::run(asked, console),
        Some(("assess", asked)) => assess::run(asked, console),
        Some(("coverage", asked)) => coverage::run(asked, console),
        Some(("explain", asked)) => explain::run(asked, console),
        Some(("flatten", asked)) => flatten::run(asked, console),
        Some(("code", asked)) => code::run(asked, console),
        Some(("run", asked)) => run::run(asked, console),
        Some(("cliffs", asked)) => cliffs::run(asked, console),
        Some(("prove", asked)) => prove::run(asked, console),
        Some(("doc", asked)) => doc::run(asked, console),
        Some(("fmt", asked)) => fmt::run(asked, console),
        Some(("form", asked)) => form::run(asked, console),
        Some(("collect", asked)) => collect::run(asked, console),
        Some(("sample", asked)) => sample::run(asked, console),
        Some(("report", asked)) => report::run(asked, console),
        Some(("test", asked)) => test::run(asked, console),
        Some(("diff", asked)) => diff::run(asked, console),
        Some(("verify", asked)) => verify::run(asked, console),
        Some(("mutate", asked)) => mutate::run(asked, console),
        Some(("record", asked)) => record::run(asked, console),
        Some(("review", asked)) => review::run(asked, console),
        Some(("impact", asked)) => impact::run(asked, console),
        Some(("what-if", asked)) => what_if::run(asked, console),
        Some(("lsp", _)) => lsp::run(console),
        Some(("new", asked)) => new::run(asked, console),
        Some((other, _)) => Err(Stop::Misuse(misuse::not_a_command(other))),
        None => Err(Stop::Misuse(misuse::no_command())),
    }
}
