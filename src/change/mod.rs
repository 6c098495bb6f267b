//! Change: two sets of rule files as trees → the edits between them, and the trees of any choice of these edits.
//! Takes files as they are after [`amend`](crate::amend); gives [`Edit`]s in the words of policy. Knows what two ways
//! of writing the same share, and which changes are one. Never resolves names, never scores. Start at [`between`].

mod blend;
mod edit;
mod ends;
mod matched;
mod moved;
mod normal;
mod schemes;
mod side;
mod walk;

pub use edit::{Edit, EditKind};

use crate::syntax::ast;
use walk::{Step, Walk};

/// Two sets of rule files and what lies between them.
#[derive(Clone, Debug)]
pub struct Between {
    /// The edits, in the order of the new files; what is gone stands where it stood.
    pub edits: Vec<Edit>,
    old: Vec<ast::File>,
    new: Vec<ast::File>,
    steps: Vec<Step>,
}

/// What lies between two sets of rule files. Schemes belong together by name; where one is left on each side, those two
/// do. Tests are no rules and are left out.
pub fn between(old: &[ast::File], new: &[ast::File]) -> Between {
    let (old, new) = (normal::normal(old), normal::normal(new));
    let mut walk = Walk::listing();
    schemes::files(&mut walk, (&old, &new));
    let listing = walk.listed();
    let (edits, steps) = (listing.edits, listing.steps);
    Between { edits, old, new, steps }
}

impl Between {
    /// The rule files in which just the chosen edits are made, one choice an edit; none chosen gives the old rules, all
    /// the new. Places in them are those of the files they were written in, and of no text of their own; what a 对照
    /// changes cannot be read in them. An edit without a choice is not made.
    pub fn mixed(&self, chosen: &[bool]) -> Vec<ast::File> {
        schemes::files(&mut Walk::mixing(&self.steps, chosen), (&self.old, &self.new))
    }
}
