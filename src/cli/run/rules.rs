//! The rule files of a year: as many of them as are sound, and why the others are not.

use std::collections::{BTreeMap, BTreeSet};

use super::year::Year;
use crate::check;
use crate::cli::console::{Console, Stop};
use crate::cli::load::bases::Shelf;
use crate::cli::load::pulled;
use crate::plan::Plan;
use crate::source::{Diagnostic, Files, Place, SourceId, Text, in_order};
use crate::syntax::ast;

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
    let mut shelf = Shelf::default();
    let (mut listed, mut trees, mut broken) = (Vec::new(), Vec::new(), BTreeMap::new());
    for entry in &year.entries {
        let file = shelf.named(&entry.rules)?;
        let source = shelf.source(file);
        listed.push(source);
        match shelf.trees(file) {
            Some(own) => trees.extend(own),
            None => drop(broken.insert(source, Broken::Mistaken)),
        }
    }
    let own = trees.len();
    let pulled = pulled::pull_in(&mut shelf, &mut trees);
    let Shelf { files, findings, .. } = shelf;
    stop_at(unlisted(year, &listed, trees.split_at(own), &files), &files, console)?;
    let mut sound = sound(&trees, (findings, broken), &files);
    pulled::tell(&mut sound.findings, &pulled.unanswered);
    console.findings(&sound.findings, &files)?;
    // A scheme that was pulled in stops the year above, so each is in the list.
    let of = |source: SourceId| listed.iter().position(|own| *own == source).unwrap_or(usize::MAX);
    let plan = sound.plan.unwrap_or(Plan { schemes: Vec::new() });
    let entries: Vec<usize> = plan.schemes.iter().map(|scheme| of(scheme.span.source)).collect();
    stop_at(other_years(year, &plan, &entries), &files, console)?;
    let name = |source: &SourceId| {
        let scheme = trees.iter().filter(|tree| tree.source == *source).flat_map(|tree| &tree.schemes).next();
        scheme.map_or_else(|| files.name(*source).to_owned(), |scheme| scheme.name.text.clone())
    };
    Ok(Rules {
        entries,
        names: listed.iter().map(name).collect(),
        broken: sound.broken.into_iter().map(|(source, why)| (of(source), why)).collect(),
        plan,
        files,
    })
}

fn stop_at(mut found: Vec<Diagnostic>, files: &Files, console: &mut Console) -> Result<(), Stop> {
    in_order(&mut found);
    console.findings(&found, files)?;
    if found.is_empty() { Ok(()) } else { Err(Stop::Findings) }
}

/// Files with several schemes, and schemes that feed others and are not in the list.
fn unlisted(
    year: &Year,
    listed: &[SourceId],
    (own, pulled): (&[ast::File], &[ast::File]),
    files: &Files,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let schemes_of = |source: SourceId| {
        own.iter().filter(move |tree| tree.source == source).flat_map(|tree| &tree.schemes)
    };
    for (entry, source) in year.entries.iter().zip(listed) {
        let (file, count) = (files.name(*source), schemes_of(*source).count());
        if count < 2 {
            continue;
        }
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
    let wants = |name: &str, source: SourceId| {
        let lists = schemes_of(source).flat_map(|scheme| check::lists_from(&scheme.items));
        lists.into_iter().any(|list| list.scheme.text == name)
    };
    for (tree, scheme) in pulled.iter().flat_map(|tree| tree.schemes.iter().map(move |scheme| (tree, scheme)))
    {
        let (name, file) = (&scheme.name.text, files.name(tree.source));
        let line = year.entries.iter().zip(listed).find(|(_, source)| wants(name, **source));
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
fn other_years(year: &Year, plan: &Plan, entries: &[usize]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (scheme, entry) in plan.schemes.iter().zip(entries) {
        let Some(own) = scheme.year.filter(|own| *own != year.year) else { continue };
        let line = year.entries.get(*entry).map_or(0, |entry| entry.line);
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
fn sound(
    trees: &[ast::File],
    (mut findings, mut broken): (Vec<Diagnostic>, BTreeMap<SourceId, Broken>),
    files: &Files,
) -> Sound {
    mark(&findings, (trees, files), &mut broken);
    let mut first = true;
    loop {
        let alive: Vec<ast::File> =
            trees.iter().filter(|tree| first || !broken.contains_key(&tree.source)).cloned().collect();
        let checked = check::check(&alive, files);
        mark(&checked.diagnostics, (trees, files), &mut broken);
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

/// The files that findings stop: those in which they are, and those that build on them.
fn mark(
    found: &[Diagnostic],
    (trees, files): (&[ast::File], &Files),
    broken: &mut BTreeMap<SourceId, Broken>,
) {
    for finding in found.iter().filter(|finding| finding.code.severity().stops()) {
        let Place::Span(span) = finding.place else { continue };
        for tree in trees.iter().filter(|tree| files.with_bases(tree.source).contains(&span.source)) {
            broken.entry(tree.source).or_insert(Broken::Mistaken);
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
