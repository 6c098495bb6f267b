//! What the tests of findings share: rules and data read as the command line reads them.

use std::fmt::Write;
use std::io::Cursor;

use kaocheng::plan::Plan;
use kaocheng::regress::{Printed, Recomputed, verify};
use kaocheng::source::{Diagnostic, Files, Lang, Style, render};
use kaocheng::{check, data, eval, syntax};

use crate::engine::by_folder;

/// A rule file read and checked.
pub(crate) struct Ruled {
    pub(crate) files: Files,
    pub(crate) plan: Option<Plan>,
    pub(crate) found: Vec<Diagnostic>,
}

pub(crate) fn ruled(name: &str, text: &str) -> Ruled {
    let mut files = Files::new();
    let source = files.add(name, text);
    let parsed = syntax::parse(source, text);
    let mut found = parsed.diagnostics;
    let mut plan = None;
    if let Some(tree) = parsed.value {
        let checked = check::check(&[tree], &files);
        found.extend(checked.diagnostics);
        plan = checked.value;
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    Ruled { files, plan, found }
}

/// What is found in data files, those of layers in their folders, and when nothing is, in the results, and in the sheet
/// printed of the last scheme's (`公布/`). Of several schemes each has its files in the folder of its name.
pub(crate) fn bound(plan: &Plan, tables: &[(String, Vec<u8>)]) -> Vec<Diagnostic> {
    let mut read = Vec::new();
    let mut printed = None;
    let mut found = Vec::new();
    for (name, bytes) in tables {
        let opened = data::open(name, Box::new(Cursor::new(bytes.clone())));
        found.extend(opened.diagnostics);
        let tables = opened.value.unwrap_or_default();
        if name.starts_with("公布/") {
            printed = tables.into_iter().next();
        } else {
            read.push((name.clone(), tables));
        }
    }
    if !found.is_empty() {
        return found;
    }
    let mut done: Vec<(data::Dataset, eval::Results)> = Vec::new();
    for scheme in &plan.schemes {
        let own = format!("{}/", scheme.name);
        let prefix = if plan.schemes.len() > 1 { own.as_str() } else { "" };
        let tables: Vec<(String, Vec<data::Table>)> =
            read.extract_if(.., |(name, _)| name.starts_with(prefix)).collect();
        let tables = tables.into_iter().map(|(name, tables)| (name[prefix.len()..].to_owned(), tables));
        let bound = data::bind_layers(by_folder(tables), scheme);
        found.extend(bound.diagnostics);
        let Some(mut layers) = bound.value else { return found };
        found.extend(eval::feed(scheme, &mut layers, |place| {
            let (data, results) = done.get(place)?;
            Some(eval::Below { scheme: plan.schemes.get(place)?, data, results })
        }));
        let mut results = eval::assess_layers(scheme, &layers);
        for (data, results) in layers.iter().zip(&results) {
            found.extend(eval::faults(scheme, data, results));
        }
        done.extend(layers.pop().zip(results.pop()));
    }
    if let (Some(table), Some((data, results)), Some(scheme)) = (printed, done.last(), plan.schemes.last()) {
        let printed = Printed::read(table, scheme, data);
        let verified = verify(Recomputed { scheme, data, results }, &printed);
        found.extend(verified.differences.into_iter().map(|difference| difference.finding));
    }
    found
}

pub(crate) fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|found| found.code.id()).collect()
}

/// The findings in both languages, Chinese first.
pub(crate) fn rendered(found: &[Diagnostic], files: &Files) -> String {
    let mut out = String::new();
    for lang in [Lang::Zh, Lang::En] {
        let _ = writeln!(out, "{}", render(found, files, Style { lang, color: false }));
    }
    out.trim_end().to_owned() + "\n"
}
