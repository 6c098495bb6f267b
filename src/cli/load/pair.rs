//! Two rule files whose results are held against each other.

use std::path::Path;

use super::sides::{Sides, sides};
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
}

impl Version {
    /// The file that was named: it is read first.
    fn named(&self) -> Option<SourceId> {
        self.trees.first().map(|tree| tree.source)
    }

    /// The one scheme of the file that was named.
    pub(in crate::cli) fn scheme(&self, files: &Files) -> Result<&Scheme, Stop> {
        let source = self.named();
        let named: Vec<&Scheme> =
            self.plan.schemes.iter().filter(|scheme| Some(scheme.span.source) == source).collect();
        <[&Scheme; 1]>::try_from(named).map(|[scheme]| scheme).map_err(|several| {
            let (count, file) = (several.len(), source.map_or("", |source| files.name(source)));
            Stop::Misuse(Text::new(
                format!("{file} 里有 {count} 个办法, 这里只能用一个"),
                format!("{file} has {count} schemes; just one can be used here"),
            ))
        })
    }
}

/// Reads and checks both; findings go to standard error, and errors in either stop.
pub(in crate::cli) fn pair(paths: (&Path, &Path), console: &mut Console) -> Result<Pair, Stop> {
    let Sides { files, old, new } = sides(paths, console)?;
    let mut found = Vec::new();
    let plans = [&old, &new].map(|trees| checked(trees, &files, &mut found));
    let sound = !found.iter().any(|finding| finding.code.severity().stops());
    in_order(&mut found);
    console.findings(&found, &files)?;
    match plans {
        [Some(before), Some(after)] if sound => {
            let (old, new) = (Version { trees: old, plan: before }, Version { trees: new, plan: after });
            Ok(Pair { files, old, new })
        }
        [_, _] => Err(Stop::Findings),
    }
}

/// What both share is said once.
fn checked(trees: &[ast::File], files: &Files, found: &mut Vec<Diagnostic>) -> Option<Plan> {
    let checked = check::check(trees, files);
    let new = checked.diagnostics.into_iter().filter(|finding| !found.contains(finding));
    let new: Vec<Diagnostic> = new.collect();
    found.extend(new);
    checked.value
}
