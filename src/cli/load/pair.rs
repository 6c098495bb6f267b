//! Two rule files that are held against each other: read together, so that places in both can be shown.

use std::path::Path;

use super::bases::Shelf;
use super::pulled;
use crate::check;
use crate::cli::console::{Console, Stop};
use crate::plan::{Plan, Scheme};
use crate::source::{Diagnostic, Files, SourceId, Text, in_order};
use crate::syntax::ast;

/// Two rule files, each with what it pulls in.
pub(in crate::cli) struct Pair {
    pub(in crate::cli) files: Files,
    pub(in crate::cli) old: Version,
    pub(in crate::cli) new: Version,
}

/// One of the two.
pub(in crate::cli) struct Version {
    /// As they come to after 沿用.
    pub(in crate::cli) trees: Vec<ast::File>,
    pub(in crate::cli) plan: Plan,
    named: SourceId,
}

impl Version {
    /// The one scheme of the file that was named.
    pub(in crate::cli) fn scheme(&self, files: &Files) -> Result<&Scheme, Stop> {
        let named: Vec<&Scheme> =
            self.plan.schemes.iter().filter(|scheme| scheme.span.source == self.named).collect();
        <[&Scheme; 1]>::try_from(named).map(|[scheme]| scheme).map_err(|several| {
            let (count, file) = (several.len(), files.name(self.named));
            Stop::Misuse(Text::new(
                format!("{file} 里有 {count} 个办法, 这里只能用一个"),
                format!("{file} has {count} schemes; just one can be used here"),
            ))
        })
    }
}

/// Reads and checks both; findings go to standard error, and errors in either stop.
pub(in crate::cli) fn pair(old: &Path, new: &Path, console: &mut Console) -> Result<Pair, Stop> {
    let mut shelf = Shelf::default();
    let old = one(&mut shelf, old)?;
    let new = one(&mut shelf, new)?;
    let Shelf { files, findings, .. } = shelf;
    let mut all = findings;
    let whole = old.whole && new.whole;
    let plans = [&old, &new].map(|read| checked(read, &files, &mut all));
    let sound = whole && !all.iter().any(|finding| finding.code.severity().stops());
    in_order(&mut all);
    console.findings(&all, &files)?;
    match plans {
        [Some(before), Some(after)] if sound => Ok(Pair {
            files,
            old: Version { trees: old.trees, plan: before, named: old.named },
            new: Version { trees: new.trees, plan: after, named: new.named },
        }),
        [_, _] => Err(Stop::Findings),
    }
}

struct Read {
    trees: Vec<ast::File>,
    named: SourceId,
    whole: bool,
    unanswered: Vec<pulled::Unanswered>,
}

fn one(shelf: &mut Shelf, path: &Path) -> Result<Read, Stop> {
    let file = shelf.named(path)?;
    let named = shelf.source(file);
    let own = shelf.trees(file);
    let whole = own.is_some();
    let mut trees = own.unwrap_or_default();
    let pulled = pulled::pull_in(shelf, &mut trees);
    Ok(Read { trees, named, whole: whole && pulled.whole, unanswered: pulled.unanswered })
}

/// What both share is said once.
fn checked(read: &Read, files: &Files, all: &mut Vec<Diagnostic>) -> Option<Plan> {
    let mut checked = check::check(&read.trees, files);
    pulled::tell(&mut checked.diagnostics, &read.unanswered);
    for finding in checked.diagnostics {
        if !all.contains(&finding) {
            all.push(finding);
        }
    }
    checked.value
}
