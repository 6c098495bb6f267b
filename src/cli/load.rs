//! Reading rules and data from files.

pub(super) mod bases;
pub(super) mod found;
pub(super) mod intake;
pub(super) mod pair;
pub(super) mod pulled;
pub(super) mod sides;

use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Stop};
use super::record::folder::is_record;
use crate::check;
use crate::data::{self, Dataset, Ledger, Table};
use crate::plan::{Plan, Scheme};
use crate::source::{Diagnostic, Files, SourceId, Text, in_order};
use crate::syntax::ast;
use bases::Shelf;

/// What is read as data when a folder is named.
const DATA_ENDINGS: [&str; 9] = ["csv", "tsv", "yaml", "yml", "json", "xlsx", "xlsm", "xls", "et"];

/// Folders of printed sheets, which `verify` reads: no layer, no data.
const PRINTED: [&str; 2] = ["公布", "published"];

/// Rule files and what was found in them.
pub(super) struct Rules {
    pub(super) files: Files,
    /// The files that were named, as against those that they pull in.
    pub(super) named: Vec<SourceId>,
    /// None where something found leaves nothing sound.
    pub(super) plan: Option<Plan>,
    pub(super) findings: Vec<Diagnostic>,
    /// What the plan was made of.
    pub(super) trees: Vec<ast::File>,
}

/// The rule files that were named.
pub(super) fn paths(asked: &ArgMatches) -> Vec<PathBuf> {
    asked.get_many::<PathBuf>("rules").map(|paths| paths.cloned().collect()).unwrap_or_default()
}

/// The path that was given for an option.
pub(super) fn path<'a>(asked: &'a ArgMatches, option: &str) -> &'a Path {
    asked.get_one::<PathBuf>(option).map_or(Path::new(""), PathBuf::as_path)
}

/// What the tests of `departments.kc` end in when they stand in a file beside it: `departments.tests.kc`.
const TESTS: &str = ".tests.kc";

/// The rule files with the files of their tests, where there are such.
pub(super) fn with_tests(paths: &[PathBuf]) -> Vec<PathBuf> {
    let beside = paths.iter().filter(|path| rules_of_tests(path).is_none()).filter_map(|path| {
        let stem = path.file_name()?.to_str()?.strip_suffix(".kc")?;
        Some(path.with_file_name(format!("{stem}{TESTS}")))
    });
    let mut all = paths.to_vec();
    all.extend(beside.filter(|path| path.is_file() && !paths.contains(path)));
    all
}

/// The rules that a file of tests is about; none for a file that is not called so.
pub(super) fn rules_of_tests(path: &Path) -> Option<PathBuf> {
    let stem = path.file_name()?.to_str()?.strip_suffix(TESTS)?;
    Some(path.with_file_name(format!("{stem}.kc")))
}

/// Reads, parses and checks rule files. Every file is parsed, so that all findings come in one run.
pub(super) fn rules(paths: &[PathBuf]) -> Result<Rules, Stop> {
    rules_on(Shelf::default(), paths)
}

/// The same, from a shelf on which some texts may lie open.
pub(super) fn rules_on(mut shelf: Shelf, paths: &[PathBuf]) -> Result<Rules, Stop> {
    let mut trees = Vec::new();
    let mut whole = true;
    let mut named = Vec::new();
    let tested = paths.iter().filter_map(|path| rules_of_tests(path)).filter(|rules| rules.is_file());
    let tested: Vec<PathBuf> = tested.filter(|rules| !paths.contains(rules)).collect();
    for path in paths.iter().chain(&tested) {
        let file = shelf.named(path)?;
        named.push(shelf.source(file));
        let amended = shelf.trees(file);
        whole &= amended.is_some();
        trees.extend(amended.unwrap_or_default());
    }
    let pulled = pulled::pull_in(&mut shelf, &mut trees);
    let Shelf { files, mut findings, .. } = shelf;
    let checked = check::check(&trees, &files);
    findings.extend(checked.diagnostics);
    pulled::tell(&mut findings, &pulled.unanswered);
    let sound = whole && pulled.whole && !findings.iter().any(|finding| finding.code.severity().stops());
    in_order(&mut findings);
    Ok(Rules { files, named, plan: checked.value.filter(|_| sound), findings, trees })
}

/// Rules that can be used.
pub(super) struct Sound {
    pub(super) files: Files,
    /// The schemes in order of evaluation, those that were pulled in among them.
    pub(super) plan: Plan,
    /// What the plan was made of.
    pub(super) trees: Vec<ast::File>,
    named: Vec<SourceId>,
}

impl Sound {
    /// Whether a scheme stands in a file that was named; the others were pulled in by 列表 来自.
    pub(super) fn is_named(&self, scheme: &Scheme) -> bool {
        self.named.contains(&scheme.span.source)
    }

    /// The place of the one scheme that was named, for a command that is about one.
    pub(super) fn only(&self) -> Result<usize, Stop> {
        let schemes = self.plan.schemes.iter().enumerate();
        let named: Vec<usize> =
            schemes.filter(|(_, scheme)| self.is_named(scheme)).map(|(at, _)| at).collect();
        <[usize; 1]>::try_from(named).map(|[at]| at).map_err(|several| {
            Stop::Misuse(Text::new(
                format!("规则文件里有 {} 个办法, 这里只能用一个", several.len()),
                format!("the rule file has {} schemes; just one can be used here", several.len()),
            ))
        })
    }
}

/// Rules that can be used, or their findings on standard error. Warnings are shown and do not stop.
pub(super) fn sound(paths: &[PathBuf], console: &mut Console) -> Result<Sound, Stop> {
    let rules = rules(paths)?;
    console.findings(&rules.findings, &rules.files)?;
    match rules.plan {
        Some(plan) if !plan.schemes.is_empty() => {
            let Rules { files, named, trees, .. } = rules;
            Ok(Sound { files, plan, trees, named })
        }
        Some(_) => Err(Stop::Misuse(Text::new("规则文件里没有办法", "there is no scheme in the rule files"))),
        None => Err(Stop::Findings),
    }
}

/// The data of a scheme, one dataset a layer, or its findings on standard error.
pub(super) fn datasets(
    path: &Path,
    scheme: &Scheme,
    files: &Files,
    console: &mut Console,
) -> Result<Vec<Dataset>, Stop> {
    let mut findings = Vec::new();
    let folders = tables(path, scheme, &mut findings)?;
    let unreadable = findings.iter().any(|finding| finding.code.severity().stops());
    let mut value = None;
    if !unreadable {
        let mut ledger = Ledger::default();
        let bound = data::take_in(folders, scheme, &mut ledger);
        findings.extend(bound.diagnostics);
        value = bound.value.filter(|_| !console.intake.strict || ledger.repairs.is_empty());
        intake::tell(ledger, &mut findings, console)?;
    }
    console.findings(&findings, files)?;
    value.ok_or(Stop::Findings)
}

/// The tables of a scheme's data by the folder they stand in; their rows are still to be read.
pub(super) fn tables(
    path: &Path,
    scheme: &Scheme,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<(String, Vec<Table>)>, Stop> {
    let mut folders = Vec::new();
    for (layer, found) in layers(path, scheme)? {
        let mut tables = Vec::new();
        for file in found {
            let opened = fs::File::open(&file).map_err(|error| Stop::File(file.clone(), error))?;
            let read = data::open(&file.display().to_string(), Box::new(BufReader::new(opened)));
            findings.extend(read.diagnostics);
            tables.extend(read.value.unwrap_or_default());
        }
        folders.push((layer, tables));
    }
    Ok(folders)
}

/// The data files by the folder they stand in; the name of the top is empty. Only rules with 层次 look below it.
fn layers(path: &Path, scheme: &Scheme) -> Result<Vec<(String, Vec<PathBuf>)>, Stop> {
    let trouble = |error| Stop::File(path.to_owned(), error);
    if !fs::metadata(path).map_err(trouble)?.is_dir() {
        return Ok(vec![(String::new(), vec![path.to_owned()])]);
    }
    let mut folders = vec![(String::new(), data_files(path)?)];
    if !scheme.layers.is_empty() {
        let mut below = Vec::new();
        for entry in fs::read_dir(path).map_err(trouble)? {
            let folder = entry.map_err(trouble)?.path();
            let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
            let printed = PRINTED.contains(&name.as_str()) && !scheme.layers.contains(&name);
            if folder.is_dir() && !name.starts_with('.') && !printed && !is_record(&folder) {
                below.push((name, data_files(&folder)?));
            }
        }
        below.sort();
        // A folder without data is a layer that is yet to come, or none of ours.
        below.retain(|(_, files)| !files.is_empty());
        folders.extend(below);
    }
    if folders.iter().all(|(_, files)| files.is_empty()) {
        let path = path.display();
        return Err(Stop::Misuse(Text::new(
            format!("{path} 里没有数据文件 (.csv .tsv .xlsx .xls .yaml .json)"),
            format!("there is no data file (.csv .tsv .xlsx .xls .yaml .json) in {path}"),
        )));
    }
    Ok(folders)
}

/// The sheet of printed scores in a folder of data.
pub(super) fn printed(path: &Path) -> Result<PathBuf, Stop> {
    let folders = PRINTED.iter().map(|name| path.join(name)).filter(|folder| folder.is_dir());
    let mut sheets = Vec::new();
    for folder in folders {
        let files = data_files(&folder)?.into_iter();
        sheets.extend(files.filter(|file| file.file_stem().is_some_and(|stem| stem == "subjects")));
    }
    let at = path.display();
    match <[PathBuf; 1]>::try_from(sheets) {
        Ok([sheet]) => Ok(sheet),
        Err(none) if none.is_empty() => Err(Stop::Misuse(Text::new(
            format!("{at} 里没有 公布/subjects.csv; 放在那里, 或用 --result 指出公布的表"),
            format!(
                "there is no published/subjects.csv in {at}; put it there, or name the sheet with --result"
            ),
        ))),
        Err(several) => {
            let names: Vec<String> = several.iter().map(|sheet| sheet.display().to_string()).collect();
            let names = names.join(", ");
            Err(Stop::Misuse(Text::new(
                format!("公布的表不止一张: {names}; 留一张, 或用 --result 指出"),
                format!("there are several printed sheets: {names}; keep one, or name it with --result"),
            )))
        }
    }
}

/// The tables in a folder, by name.
pub(super) fn data_files(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let trouble = |error| Stop::File(folder.to_owned(), error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(trouble)? {
        let file = entry.map_err(trouble)?.path();
        if is_data(&file) && file.is_file() {
            found.push(file);
        }
    }
    found.sort();
    Ok(found)
}

fn is_data(file: &Path) -> bool {
    let hidden = file.file_name().and_then(|name| name.to_str()).is_some_and(is_aside);
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    !hidden && ending.is_some_and(|ending| DATA_ENDINGS.contains(&ending.as_str()))
}

/// Hidden files, and what a spreadsheet keeps beside a file while it is open.
fn is_aside(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}
