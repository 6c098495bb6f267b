//! `test`: the tests that stand in rule files.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::load::found::rule_files;
use super::load::{self, Sound};
use super::{chain, explain};
use crate::eval::Row;
use crate::report::{self, Tested};
use crate::source::{SourceId, Text};
use crate::syntax::{self, ast};
use crate::testing::{self, Case, Verdict};

/// One rule file and the cases of each of its schemes.
struct Ran {
    sound: Sound,
    /// Beside the schemes of the plan; empty for those of other files.
    cases: Vec<Vec<(Case, Verdict)>>,
}

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let paths: Vec<PathBuf> = asked.get_many("paths").into_iter().flatten().cloned().collect();
    if let Some(wanted) = asked.get_one::<String>("from-subject") {
        return from_subject((wanted.trim(), &paths), load::path(asked, "data"), console);
    }
    let filter = asked.get_one::<String>("filter").map_or("", String::as_str);
    let mut all = Vec::new();
    let mut unsound = false;
    for file in files(&paths)? {
        match load::sound(&load::with_tests(std::slice::from_ref(&file)), console) {
            Ok(sound) => all.push(ran(sound, filter)),
            Err(stop) => {
                unsound = true;
                console.go_on(stop)?;
            }
        }
    }
    told(asked, &all, console)?;
    let verdicts = || all.iter().flat_map(|ran| ran.cases.iter().flatten()).map(|(_, verdict)| verdict);
    if verdicts().next().is_none() {
        // Where rules cannot be used, that has been said.
        if !unsound {
            console.note(&nothing(&paths, filter))?;
        }
        return Ok(Exit::Findings);
    }
    let failed = unsound || !verdicts().all(Verdict::passed);
    Ok(if failed { Exit::Findings } else { Exit::Fine })
}

/// Writes a subject of the data as a test of its scheme.
fn from_subject(
    (wanted, rules): (&str, &[PathBuf]),
    data: &Path,
    console: &mut Console,
) -> Result<Exit, Stop> {
    let sound = load::sound(rules, console)?;
    let at = sound.only()?;
    let scored = chain::scored(&sound, data, console)?;
    let (scheme, layers) = (&sound.plan.schemes[at], &scored[at]);
    let Some(subject) = explain::subject(&layers.data, wanted)? else {
        return Err(Stop::Misuse(explain::unknown(std::iter::once(&layers.data), wanted)));
    };
    let row = Row { scheme, data: &layers.data, results: &layers.results, subject };
    let made = testing::of_subject(row);
    let who = layers.data.subjects.get(subject);
    let title = who.map_or(String::new(), |who| format!("{} {}", who.id, who.name));
    write!(console.out, "{}", report::test_written(scheme, &made.case, title.trim(), console.lang))?;
    if !made.of_others.is_empty() {
        let written = made.of_others.iter();
        let written = written.filter_map(|one| report::expectation_written(scheme, one, console.lang));
        let written = written.collect::<Vec<String>>().join("; ");
        console.note(&Text::new(
            format!("下面这些单凭这个对象的数得不出来 (要看别的对象, 或用了写不尽的小数), 没有写进测试; 要测, 用“另有”写上别的对象: {written}"),
            format!("these do not follow from the data of this subject alone (they depend on other subjects, or on decimals that never end) and were left out; to test them, write the other subjects with `others`: {written}"),
        ))?;
    }
    Ok(Exit::Fine)
}

fn told(asked: &ArgMatches, all: &[Ran], console: &mut Console) -> Result<(), Stop> {
    let tested: Vec<Tested<'_>> = all
        .iter()
        .flat_map(|ran| {
            let schemes = ran.sound.plan.schemes.iter().zip(&ran.cases);
            schemes.map(|(scheme, cases)| Tested { scheme, files: &ran.sound.files, cases })
        })
        .filter(|tested| !tested.cases.is_empty())
        .collect();
    match asked.get_one::<String>("format").map(String::as_str) {
        Some("json") => writeln!(console.out, "{:#}", report::tests_json(&tested))?,
        Some("junit") => write!(console.out, "{}", report::tests_junit(&tested, console.lang))?,
        _ if tested.is_empty() => {}
        _ => {
            let style = console.style();
            write!(console.out, "{}", report::tests_text(&tested, style))?;
        }
    }
    Ok(())
}

/// Every case whose test's title holds the words of `filter`.
fn ran(sound: Sound, filter: &str) -> Ran {
    let schemes = sound.plan.schemes.iter();
    let cases = schemes.map(|scheme| {
        if !sound.is_named(scheme) {
            return Vec::new();
        }
        let wanted =
            |case: &Case| scheme.tests.get(case.test).is_some_and(|test| test.title.contains(filter));
        let cases = testing::cases(scheme).into_iter().filter(wanted);
        cases.map(|case| (testing::run(scheme, &case), case)).map(|(verdict, case)| (case, verdict)).collect()
    });
    let cases = cases.collect();
    Ran { sound, cases }
}

/// The rule files to be run, each once: those named, and in folders those with tests, in them or beside them.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    for path in paths {
        let known = fs::metadata(path).map_err(|error| Stop::File(path.clone(), error))?;
        if known.is_dir() {
            found.extend(rule_files(path)?.into_iter().filter(|path| holds_tests(path)));
        } else {
            found.push(path.clone());
        }
    }
    let mut files: Vec<PathBuf> = Vec::new();
    for path in found {
        let rules = load::rules_of_tests(&path).filter(|rules| rules.is_file()).unwrap_or(path);
        if !files.contains(&rules) {
            files.push(rules);
        }
    }
    Ok(files)
}

/// Whether a test stands in the file. What cannot be read holds none that could be run.
fn holds_tests(path: &Path) -> bool {
    let Ok(text) = fs::read_to_string(path) else { return false };
    let Some(file) = syntax::parse(SourceId(0), &text).value else { return false };
    let in_suites = file.suites.iter().any(|suite| !suite.tests.is_empty());
    in_suites
        || file.schemes.iter().flat_map(|scheme| &scheme.items).any(|item| matches!(item, ast::Item::Test(_)))
}

fn nothing(paths: &[PathBuf], filter: &str) -> Text {
    let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let names = names.join(", ");
    if filter.is_empty() {
        Text::new(
            format!("没有找到测试: {names} 里没有一份规则写了“测试”, 什么也没有核对"),
            format!("no test was found: no rules in {names} have a `test`, so nothing was verified"),
        )
    } else {
        Text::new(
            format!("没有找到标题里有“{filter}”的测试, 什么也没有核对"),
            format!("no test has “{filter}” in its title, so nothing was verified"),
        )
    }
}
