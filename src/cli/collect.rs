//! `collect`: forms that came back → one folder of data, and what is the matter with each.

use std::collections::BTreeSet;
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::console::{Console, Exit, Stop};
use super::folder::{filed, whole};
use super::form::roster;
use super::load::{self, found::is_rules};
use crate::data;
use crate::data::form::{Collected, Collecting, Written};
use crate::report::{self, Digests};
use crate::source::Text;

pub(super) fn run(asked: &ArgMatches, console: &mut Console) -> Result<Exit, Stop> {
    let out = load::path(asked, "output");
    let named: Vec<PathBuf> =
        asked.get_many::<PathBuf>("files").map(|all| all.cloned().collect()).unwrap_or_default();
    let (rules, named): (Vec<PathBuf>, Vec<PathBuf>) = named.into_iter().partition(|path| is_rules(path));
    if rules.is_empty() || named.is_empty() {
        return Err(Stop::Misuse(Text::new(
            "要写出规则 (.kc) 和交回的表 (文件或文件夹)",
            "name the rules (.kc) and the forms that came back (files or folders)",
        )));
    }
    let sound = load::sound(&rules, console)?;
    let scheme = &sound.plan.schemes[sound.only()?];
    let known =
        asked.get_one::<PathBuf>("data").map(|data| roster(&sound, scheme, data, console)).transpose()?;
    let due = asked.get_one::<String>("due").map(|due| day(due)).transpose()?;
    let rules = Digests::of(&sound.files, scheme, "").rules;
    let files = returned(&named)?;
    let with =
        Collecting { scheme, rules: &rules, roster: known.as_deref(), due, strict: console.intake.strict };
    let mut troubles = Vec::new();
    let opened = files.iter().filter_map(|file| match fs::File::open(file) {
        Ok(opened) => {
            let name = file.display().to_string();
            let tables = data::open(&name, Box::new(BufReader::new(opened)));
            Some((name, tables))
        }
        Err(error) => {
            troubles.push(Stop::File(file.clone(), error));
            None
        }
    });
    let mut collected = data::form::collect(opened, with);
    let unread = !troubles.is_empty();
    troubles.into_iter().try_for_each(|trouble| console.go_on(trouble))?;
    let wrong = collected.findings.iter().any(|found| found.code.severity().stops());
    console.findings(&collected.findings, &sound.files)?;
    // With --strict each form was held to it by itself.
    load::intake::show(std::mem::take(&mut collected.ledger), console)?;
    if !collected.tables.is_empty() {
        write(out, &collected)?;
    }
    let told = report::collected(&collected, console.lang);
    console.out.write_all(told.as_bytes())?;
    Ok(if wrong || unread { Exit::Findings } else { Exit::Fine })
}

/// The tables, in place of those that an earlier run collected; a folder that holds anything else is left alone.
fn write(out: &Path, collected: &Collected) -> Result<(), Stop> {
    let trouble = |error| Stop::File(out.to_owned(), error);
    let file = |table: &Written| format!("{}.csv", table.name);
    let own: BTreeSet<String> = collected.tables.iter().map(file).collect();
    if out.exists() {
        for entry in fs::read_dir(out).map_err(trouble)? {
            let name = entry.map_err(trouble)?.file_name().to_string_lossy().into_owned();
            if !own.contains(&name) {
                let out = out.display();
                return Err(Stop::Misuse(Text::new(
                    format!("{out} 里有别的文件 ({name}); 换一个文件夹"),
                    format!("{out} holds other files ({name}): name another folder"),
                )));
            }
        }
    }
    whole(out, |folder| {
        collected.tables.iter().try_for_each(|table| {
            filed(folder, &file(table), |mut writer| {
                report::sheet(&table.headers, table.rows.iter().cloned(), &mut writer)
            })
        })
    })
    .map_err(trouble)
}

/// The files that were named, and those in the folders that were, by name.
fn returned(named: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    for path in named {
        let trouble = |error| Stop::File(path.clone(), error);
        if fs::metadata(path).map_err(trouble)?.is_dir() {
            files.extend(load::data_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn day(text: &str) -> Result<i32, Stop> {
    data::form::day(text).ok_or_else(|| {
        Stop::Misuse(Text::new(
            format!("--due {text} 不是日期; 写成 年-月-日, 如 2024-06-30"),
            format!("--due {text} is no date; write year-month-day, such as 2024-06-30"),
        ))
    })
}
