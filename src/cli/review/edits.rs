//! The edits between the recorded rules and the present ones, and what rules with some of them made give.

use std::path::{Path, PathBuf};

use super::super::record::folder::RULES;
use super::super::record::stored::Stored;
use super::super::record::worked::worked_sealed;
use crate::change::{Between, between};
use crate::check;
use crate::regress::record::{Cause, Group, Sheet, key, staged};
use crate::source::{Files, Text};
use crate::syntax::{self, ast};

/// What rules are worked out on.
#[derive(Clone, Copy)]
pub(super) struct On<'a> {
    pub(super) files: &'a Files,
    /// The scheme whose results are recorded.
    pub(super) scheme: &'a str,
    /// The data of each scheme.
    pub(super) data: &'a [(String, PathBuf)],
    /// Present results, with the seals of the data.
    pub(super) today: &'a Sheet,
}

impl On<'_> {
    /// What rules give; none where they mean nothing, or these data do not fit them. Points and weights need not add up
    /// where only some edits are made.
    fn sheet(self, trees: &[ast::File]) -> Option<Sheet> {
        let plan = check::check_open(trees, self.files).value?;
        let at = plan.schemes.iter().position(|scheme| scheme.name == self.scheme)?;
        let path =
            |name: &str| self.data.iter().find(|(known, _)| known == name).map(|(_, path)| path.clone());
        let paths: Option<Vec<PathBuf>> = plan.schemes.iter().map(|scheme| path(&scheme.name)).collect();
        worked_sealed((&plan, self.files), at, &paths?, self.today)
    }
}

/// The edits of the rules since a record was made.
pub(super) struct Edits {
    between: Between,
    /// Of each edit.
    keys: Vec<String>,
    /// What the recorded rules give on the present data; none where they cannot be worked out any more.
    pub(super) base: Option<Sheet>,
}

impl Edits {
    /// From the rules of a record to the present ones.
    pub(super) fn since(recorded: Option<&[ast::File]>, present: &[ast::File], on: On<'_>) -> Edits {
        let between = between(recorded.unwrap_or(&[]), present);
        let base = recorded.and_then(|_| on.sheet(&between.mixed(&vec![false; between.edits.len()])));
        let keys = keys(&between);
        Edits { between, keys, base }
    }

    /// What each moves, in the order of the rules: but those that `last` says of come last, so that what the others move
    /// is what the record would take up. Those that move nothing are one.
    pub(super) fn groups(&self, base: &Sheet, last: &dyn Fn(&str) -> bool, on: On<'_>) -> Vec<Group> {
        let mut rules = |chosen: &[bool]| on.sheet(&self.between.mixed(chosen));
        let is_last = |at: &usize| self.keys.get(*at).is_some_and(|key| last(key));
        let (late, mut order): (Vec<usize>, Vec<usize>) = (0..self.keys.len()).partition(is_last);
        order.extend(late);
        let stages = staged((base, on.today), &order, &mut rules);
        let (still, moving): (Vec<_>, Vec<_>) = stages.into_iter().partition(|stage| stage.moves.is_empty());
        let quiet: Vec<usize> = still.into_iter().flat_map(|stage| stage.edits).collect();
        let mut groups: Vec<Group> = moving
            .into_iter()
            .map(|stage| Group { moves: stage.moves, ..self.group(&stage.edits) })
            .collect();
        if !quiet.is_empty() {
            groups.push(self.group(&quiet));
        }
        groups
    }

    fn group(&self, edits: &[usize]) -> Group {
        let said = || edits.iter().filter_map(|at| self.between.edits.get(*at));
        let says: Vec<Text> = said().map(|edit| edit.says.clone()).collect();
        let basis = said().next().and_then(|edit| edit.basis.clone());
        let edits: Vec<String> = edits.iter().filter_map(|at| self.keys.get(*at).cloned()).collect();
        Group {
            key: edits.join("+"),
            cause: Cause::Edits { edits, says, basis },
            moves: Vec::new(),
            rejected: None,
        }
    }

    /// What rules with just these edits made give.
    pub(super) fn sheet(&self, taken: &[String], on: On<'_>) -> Option<Sheet> {
        on.sheet(&self.mixed(taken))
    }

    fn mixed(&self, taken: &[String]) -> Vec<ast::File> {
        let chosen: Vec<bool> = self.keys.iter().map(|key| taken.contains(key)).collect();
        self.between.mixed(&chosen)
    }
}

/// The key of each edit: the same for the same words at the same place; said twice, the second has another.
fn keys(between: &Between) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for edit in &between.edits {
        let path = edit.path.join("/");
        let words = [edit.scheme.as_str(), path.as_str(), edit.says.zh.as_str()];
        let mut own = key(&words);
        while keys.contains(&own) {
            own = key(&[own.as_str()]);
        }
        keys.push(own);
    }
    keys
}

/// The recorded rules: those of the first day, with the edits made that were accepted since. None where they cannot be
/// read any more.
pub(super) fn recorded(stored: &Stored, files: &mut Files) -> Option<Vec<ast::File>> {
    let mut trees = tree(&stored.place, (RULES, &stored.rules), files)?;
    for ((_, taken), (name, text)) in stored.manifest.accepted.iter().zip(&stored.steps) {
        let towards = tree(&stored.place, (name, text), files)?;
        let step = between(&trees, &towards);
        let keys = keys(&step);
        let chosen: Vec<bool> = keys.iter().map(|key| taken.contains(key)).collect();
        trees = step.mixed(&chosen);
    }
    Some(trees)
}

fn tree(place: &Path, (name, text): (&str, &str), files: &mut Files) -> Option<Vec<ast::File>> {
    let source = files.add(place.join(name).display().to_string(), text);
    Some(vec![syntax::parse(source, text).value?])
}
