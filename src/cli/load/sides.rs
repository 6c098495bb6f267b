//! Two sets of rules to be compared.

use std::path::Path;

use super::super::console::{Console, Stop};
use super::bases::Shelf;
use super::pulled::pull_in;
use crate::source::{Files, Text, in_order};
use crate::syntax::ast;

/// Two sets of rules, each with what it pulls in, as they come to once they are amended.
pub(in crate::cli) struct Sides {
    pub(in crate::cli) files: Files,
    pub(in crate::cli) old: Vec<ast::File>,
    pub(in crate::cli) new: Vec<ast::File>,
}

/// Reads two rule files. What cannot be read stops, since what is not read would seem to be gone; whether the rules are
/// sound is not asked.
pub(in crate::cli) fn sides((old, new): (&Path, &Path), console: &mut Console) -> Result<Sides, Stop> {
    let mut shelf = Shelf::default();
    let (was, is) = (side(&mut shelf, old)?, side(&mut shelf, new)?);
    let Shelf { files, mut findings, .. } = shelf;
    findings.retain(|finding| finding.code.severity().stops());
    in_order(&mut findings);
    console.findings(&findings, &files)?;
    match (was, is) {
        (Some(old), Some(new)) if findings.is_empty() => Ok(Sides { files, old, new }),
        (_, _) => Err(Stop::Findings),
    }
}

fn side(shelf: &mut Shelf, path: &Path) -> Result<Option<Vec<ast::File>>, Stop> {
    let file = shelf.named(path)?;
    let Some(mut trees) = shelf.trees(file) else { return Ok(None) };
    if trees.iter().all(|tree| tree.schemes.is_empty()) && shelf.findings.is_empty() {
        let path = path.display();
        return Err(Stop::Misuse(Text::new(
            format!("{path} 里没有办法, 没有可以对照的"),
            format!("there is no scheme in {path} to compare"),
        )));
    }
    let pulled = pull_in(shelf, &mut trees);
    Ok(pulled.whole.then_some(trees))
}
