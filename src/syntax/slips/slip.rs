//! A repair to be tried, and what must come of it.

use crate::source::Text;

/// A repair to be tried on a statement.
pub(in crate::syntax) struct Slip {
    /// What is replaced, in bytes of the statement.
    pub(in crate::syntax) start: usize,
    pub(in crate::syntax) end: usize,
    pub(in crate::syntax) text: String,
    /// What is put there to read on without moving anything, when it is not the text itself.
    pub(in crate::syntax) stand_in: Option<String>,
    pub(in crate::syntax) proof: Proof,
    pub(in crate::syntax) help: Text,
}

/// What must come of a repair for it to be believed.
pub(in crate::syntax) enum Proof {
    /// The statement can be read.
    Whole,
    /// It can be read at least so far behind `start`.
    Beyond(usize),
    /// Both the statement before and the one after it can be read.
    Apart,
}
