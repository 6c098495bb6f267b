//! The rule files of a year: as many of them as are sound, and why the others are not.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::year::Year;
use crate::check;
use crate::cli::console::{Console, Stop};
use crate::cli::load::pulled::{self, Reading};
use crate::plan::Plan;
use crate::source::{Diagnostic, Files, Place, SourceId, Span, Text, in_order};
use crate::syntax::{self, ast};

/// The rules of a year.
pub(super) struct Rules {
    pub(super) files: Files,
    /// What is sound, in order of evaluation.
    pub(super) plan: Plan,
    /// Beside the schemes of the plan: the items of the list.
    pub(super) entries: Vec<usize>,
    /// Beside the items of the list: the names of their schemes.
    pub(super) names: Vec<String>,
    /// The items that cannot be scored, in the order of the list.
    pub(super) broken: BTreeMap<usize, Broken>,
}

/// Why a scheme cannot be scored.
pub(super) enum Broken {
    /// Its rules have mistakes.
    Mistaken,
    /// It takes the results of this one, which cannot be scored.
    Fed(String),
}

/// Reads and checks them. What does not fit the list stops the year; mistakes in one file stop that and what it feeds.
pub(super) fn read(year: &Year, console: &mut Console) -> Result<Rules, Stop> {
    let (mut files, mut trees, mut findings) = (Files::new(), Vec::new(), Vec::new());
    for entry in &year.entries {
        let text =
            fs::read_to_string(&entry.rules).map_err(|error| Stop::File(entry.rules.clone(), error))?;
        let source = files.add(super::shown(&entry.rules), text);
        let parsed = syntax::parse(source, files.text(source));
        findings.extend(parsed.diagnostics);
        // Every item keeps its place, also where nothing of its file can be read.
        trees.push(parsed.value.unwrap_or_else(|| unread(source, files.text(source))));
    }
    let listed = trees.len();
    let reading = &mut Reading { files: &mut files, trees: &mut trees, findings: &mut findings };
    let unanswered = pulled::pull_in(reading);
    let misfits =
        unlisted(year, &trees[..listed.min(trees.len())], &trees[listed.min(trees.len())..], &files);
    stop_at(misfits, &files, console)?;
    let mut sound = sound(&trees, findings, &files);
    pulled::tell(&mut sound.findings, &unanswered);
    console.findings(&sound.findings, &files)?;
    let of = |source: SourceId| usize::try_from(source.0).unwrap_or(usize::MAX);
    let plan = sound.plan.unwrap_or(Plan { schemes: Vec::new() });
    stop_at(other_years(year, &plan), &files, console)?;
    let name = |tree: &ast::File| {
        let scheme = tree.schemes.first().map(|scheme| scheme.name.text.clone());
        scheme.unwrap_or_else(|| files.name(tree.source).to_owned())
    };
    Ok(Rules {
        entries: plan.schemes.iter().map(|scheme| of(scheme.span.source)).collect(),
        names: trees.iter().map(name).collect(),
        broken: sound.broken.into_iter().map(|(source, why)| (of(source), why)).collect(),
        plan,
        files,
    })
}

fn unread(source: SourceId, text: &str) -> ast::File {
    let hole = Span::new(source, 0, text.len());
    ast::File { source, schemes: Vec::new(), comments: Vec::new(), holes: vec![hole] }
}

fn stop_at(mut found: Vec<Diagnostic>, files: &Files, console: &mut Console) -> Result<(), Stop> {
    in_order(&mut found);
    console.findings(&found, files)?;
    if found.is_empty() { Ok(()) } else { Err(Stop::Findings) }
}

/// Files with several schemes, and schemes that feed others and are not in the list.
fn unlisted(year: &Year, trees: &[ast::File], pulled: &[ast::File], files: &Files) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (entry, tree) in year.entries.iter().zip(trees).filter(|(_, tree)| tree.schemes.len() > 1) {
        let (file, count) = (files.name(tree.source), tree.schemes.len());
        let message = Text::new(
            format!("{file} 里有 {count} 个办法, 清单里一项只能是一个办法"),
            format!("{file} has {count} schemes; an item of the list is one"),
        );
        let help = Text::new(
            "把它们分成几个文件, 各写一项",
            "put each into a file of its own, with an item for each",
        );
        found.push(year.finding(entry.line, message, help));
    }
    let wants = |name: &str, tree: &&ast::File| {
        let lists = tree.schemes.iter().flat_map(|scheme| check::lists_from(&scheme.items));
        lists.into_iter().any(|list| list.scheme.text == name)
    };
    for (tree, scheme) in pulled.iter().flat_map(|tree| tree.schemes.iter().map(move |scheme| (tree, scheme)))
    {
        let (name, file) = (&scheme.name.text, files.name(tree.source));
        let line = year.entries.iter().zip(trees).find(|(_, tree)| wants(name, tree));
        let line = line.map_or(0, |(entry, _)| entry.line);
        let message = Text::new(
            format!("这里要用“{name}” ({file}) 的结果, 清单里没有它"),
            format!("the results of `{name}` ({file}) are needed here, and it is not in the list"),
        );
        let help = Text::new(
            "为它加一项, 写上它的 rules、data 和 out",
            "add an item for it, with its rules, data and out",
        );
        found.push(year.finding(line, message, help));
    }
    found
}

/// Rules that say another year than the list.
fn other_years(year: &Year, plan: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for scheme in &plan.schemes {
        let Some(own) = scheme.year.filter(|own| *own != year.year) else { continue };
        let place = usize::try_from(scheme.span.source.0).unwrap_or(usize::MAX);
        let line = year.entries.get(place).map_or(0, |entry| entry.line);
        let (name, listed) = (&scheme.name, year.year);
        let message = Text::new(
            format!("清单是 {listed} 年的, 而“{name}”写的是 年度 {own}"),
            format!("the list is that of {listed}, but `{name}` says year {own}"),
        );
        let help = Text::new(
            "换成当年的规则, 或改清单的 year",
            "take the rules of the year, or correct year in the list",
        );
        found.push(year.finding(line, message, help));
    }
    found
}

/// What of the trees is sound.
struct Sound {
    plan: Option<Plan>,
    findings: Vec<Diagnostic>,
    broken: BTreeMap<SourceId, Broken>,
}

/// Checks all together; then again without those that have mistakes and those they feed, until nothing is wrong.
fn sound(trees: &[ast::File], mut findings: Vec<Diagnostic>, files: &Files) -> Sound {
    let mut broken: BTreeMap<SourceId, Broken> = BTreeMap::new();
    mark(&findings, &mut broken);
    let mut first = true;
    loop {
        let alive: Vec<ast::File> =
            trees.iter().filter(|tree| first || !broken.contains_key(&tree.source)).cloned().collect();
        let checked = check::check(&alive, files);
        mark(&checked.diagnostics, &mut broken);
        feed_on(trees, &mut broken);
        let new = |found: &Diagnostic| !findings.iter().any(|known| known == found);
        let fresh: Vec<Diagnostic> = checked.diagnostics.into_iter().filter(new).collect();
        let worse = fresh.iter().any(|found| found.code.severity().stops());
        // What only the absence of others brings up is no finding of its own.
        if first || worse {
            findings.extend(fresh);
        }
        let left = trees.iter().any(|tree| !broken.contains_key(&tree.source));
        let done = checked.value.filter(|_| alive.iter().all(|tree| !broken.contains_key(&tree.source)));
        if done.is_some() || !left || (!first && !worse) {
            in_order(&mut findings);
            return Sound { plan: done, findings, broken };
        }
        first = false;
    }
}

/// The files that findings stop.
fn mark(found: &[Diagnostic], broken: &mut BTreeMap<SourceId, Broken>) {
    for finding in found.iter().filter(|finding| finding.code.severity().stops()) {
        if let Place::Span(span) = finding.place {
            broken.entry(span.source).or_insert(Broken::Mistaken);
        }
    }
}

/// Those that take the results of what is broken, and so on upwards.
fn feed_on(trees: &[ast::File], broken: &mut BTreeMap<SourceId, Broken>) {
    loop {
        let lost: BTreeSet<&str> = trees
            .iter()
            .filter(|tree| broken.contains_key(&tree.source))
            .flat_map(|tree| tree.schemes.iter().map(|scheme| scheme.name.text.as_str()))
            .collect();
        let fed = trees.iter().filter(|tree| !broken.contains_key(&tree.source)).find_map(|tree| {
            let lists = tree.schemes.iter().flat_map(|scheme| check::lists_from(&scheme.items));
            let list = lists.into_iter().find(|list| lost.contains(list.scheme.text.as_str()))?;
            Some((tree.source, list.scheme.text.clone()))
        });
        match fed {
            Some((source, by)) => broken.insert(source, Broken::Fed(by)),
            None => return,
        };
    }
}
