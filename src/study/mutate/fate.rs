//! What becomes of each slip: noticed, unnoticed, or of no effect at all.

use super::differ::{self, Come};
use super::equal::equal;
use super::mutant::Mutant;
use super::search::{Found, Ground, search};
use super::slips::mutants;
use crate::data::Dataset;
use crate::eval::{self, Results};
use crate::plan::Scheme;
use crate::source::{Files, Text};

/// What becomes of a slip.
#[derive(Clone, PartialEq, Debug)]
pub enum Fate {
    /// Something that should notice it does.
    Killed,
    /// Nothing does, and this case would.
    Survived(Box<Found>),
    /// It changes no result, whatever the data; why.
    Equivalent(Text),
    /// Nothing notices it, no case was found that would, and none was proved to be wanting.
    Undecided,
}

/// A slip and what becomes of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Judged {
    /// The slip.
    pub mutant: Mutant,
    /// What becomes of it.
    pub fate: Fate,
}

/// Judges every slip of a scheme. `notices` says whether tests or data notice the scheme with the slip; `given` are
/// subjects to start a search from.
pub fn judge(
    scheme: &Scheme,
    texts: &Files,
    given: &[&Dataset],
    notices: &mut dyn FnMut(&Scheme) -> bool,
) -> Vec<Judged> {
    let mut ground: Option<Ground<'_>> = None;
    let mut judged = Vec::new();
    for mutant in mutants(scheme, texts) {
        let slipped = mutant.of(scheme, texts);
        let fate = if notices(&slipped) {
            Fate::Killed
        } else {
            let ground = ground.get_or_insert_with(|| Ground::new(scheme, given));
            unnoticed(ground, &mutant, &slipped)
        };
        judged.push(Judged { mutant, fate });
    }
    judged
}

fn unnoticed(ground: &Ground<'_>, mutant: &Mutant, slipped: &Scheme) -> Fate {
    match search(ground, mutant, slipped) {
        Some(found) => Fate::Survived(Box::new(found)),
        None => equal(ground, mutant, slipped).map_or(Fate::Undecided, Fate::Equivalent),
    }
}

/// Whether any subject of the data comes to another result with a slip. `layers` are the data of each layer, and
/// `results` what they come to by the rules as they are.
pub fn felt(scheme: &Scheme, slipped: &Scheme, layers: &[Dataset], results: &[Results]) -> bool {
    let others = eval::assess_layers(slipped, layers);
    let pairs = layers.iter().zip(results).zip(&others);
    pairs.into_iter().any(|((data, one), other)| {
        let (one, other) = (Come { scheme, results: one }, Come { scheme: slipped, results: other });
        differ::first(data, one, other).is_some()
    })
}
