//! `check`: every finding.

use std::io::Write;

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::load::{self, Rules};
use crate::source::{self, Lang, Severity, Text};

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let rules = load::rules(&load::paths(asked))?;
    if asked.get_one::<String>("format").is_some_and(|format| format == "json") {
        let found = source::json(&rules.findings, &rules.files);
        writeln!(console.out, "{found:#}")?;
    } else {
        console.results(&rules.findings, &rules.files)?;
        sum_up(&rules, console)?;
    }
    Ok(exit(&rules, asked.get_flag("deny-warnings")))
}

fn exit(rules: &Rules, deny_warnings: bool) -> Exit {
    let counts = |severity: Severity| match severity {
        Severity::Error | Severity::Question => true,
        Severity::Warning => deny_warnings,
        Severity::Advice => false,
    };
    let failed = rules.findings.iter().any(|finding| counts(finding.code.severity()));
    if failed { Exit::Findings } else { Exit::Fine }
}

fn sum_up(rules: &Rules, console: &mut Console) -> Result<(), Stop> {
    if !rules.findings.is_empty() {
        let summary = source::summary(&rules.findings, console.lang);
        return console.note(&Text::same(summary));
    }
    for scheme in rules.plan.iter().flat_map(|plan| &plan.schemes) {
        let file = rules.files.name(scheme.span.source);
        let (leaves, points) = (scheme.leaves().len(), scheme.points.plain());
        let line = match console.lang {
            Lang::Zh => format!("{file}: 没有发现问题 ({leaves} 项指标, 满分 {points} 分)"),
            Lang::En if leaves == 1 => format!("{file}: nothing found (1 indicator, {points} points)"),
            Lang::En => format!("{file}: nothing found ({leaves} indicators, {points} points)"),
        };
        console.line(&line)?;
    }
    Ok(())
}
