//! What was proved of rules: findings with an example each, a table of how far every item goes, and what is not decided.

mod example;
mod found;
mod json;

pub use found::{proof_findings, proofs_text};
pub use json::proofs_json;

use crate::number::Number;
use crate::plan::Scheme;
use crate::source::Files;
use crate::study::prove::{Of, Proofs, Proved};

/// Proofs with the scheme that they are of.
#[derive(Clone, Copy)]
pub struct ProofsOf<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// Its files.
    pub files: &'a Files,
    /// What was proved.
    pub proofs: &'a Proofs,
}

impl ProofsOf<'_> {
    /// The path of an item, the name of a bonus or penalty.
    fn name(&self, of: Of) -> String {
        match of {
            Of::Item(id) => self.scheme.indicator(id).path.clone(),
            Of::Outside(place) => {
                self.scheme.outside.get(place).map_or(String::new(), |item| item.name.clone())
            }
        }
    }

    /// The points of an item; none of what stands outside the tree.
    fn points(&self, of: Of) -> Option<&Number> {
        match of {
            Of::Item(id) => Some(&self.scheme.indicator(id).points),
            Of::Outside(_) => None,
        }
    }

    /// Whether it was shown by an example that full points can be had.
    fn reaches_full(&self, proved: &Proved) -> bool {
        let highest = proved.ends.as_ref().map(|ends| &ends.highest.score);
        highest.zip(self.points(proved.of)).is_some_and(|(highest, points)| highest >= points)
    }
}
