//! What becomes of each slip: noticed, unnoticed, or of no effect at all.

use super::case;
use super::differ::{self, Come, Seen};
use super::equal::equal;
use super::mutant::Mutant;
use super::search::{Found, Ground, far_off, near_by};
use super::slips::mutants;
use crate::data::Dataset;
use crate::eval::{self, Results};
use crate::plan::{Scheme, TestCase};
use crate::source::{Files, Text};
use crate::testing::{self, Case};

/// What becomes of a slip.
#[derive(Clone, PartialEq, Debug)]
pub enum Fate {
    /// Something that should notice it does.
    Killed,
    /// Nothing does, but a test would.
    Survived(Telling),
    /// It changes no result, whatever the data; why.
    Equivalent(Text),
    /// Nothing notices it, no case was found that would, and none was proved to be wanting.
    Undecided,
}

/// A test that tells a slip.
#[derive(Clone, PartialEq, Debug)]
pub enum Telling {
    /// It passes by the rules, and fails with the slip by this result.
    Own(Box<(TestCase, Seen)>),
    /// That of another slip, by its place among those judged, tells this one too.
    Same(usize),
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
    let mut judged: Vec<Judged> = Vec::new();
    let mut wanted: Vec<(usize, Case)> = Vec::new();
    for mutant in mutants(scheme, texts) {
        let slipped = mutant.of(scheme, texts);
        let fate = if notices(&slipped) {
            Fate::Killed
        } else if let Some((place, _)) =
            wanted.iter().find(|(_, case)| !testing::run(&slipped, case).passed())
        {
            Fate::Survived(Telling::Same(*place))
        } else {
            let ground = ground.get_or_insert_with(|| Ground::new(scheme, given));
            unnoticed(ground, &mutant, &slipped)
        };
        if let Fate::Survived(Telling::Own(own)) = &fate {
            wanted.extend(case::bound(scheme, &own.0).map(|case| (judged.len(), case)));
        }
        judged.push(Judged { mutant, fate });
    }
    judged
}

fn unnoticed(ground: &Ground<'_>, mutant: &Mutant, slipped: &Scheme) -> Fate {
    let both = (ground.scheme(), slipped);
    let telling = |found: &Found, results: &Results| case::test(both, ground.like(), found, results);
    let survived = |told| Fate::Survived(Telling::Own(Box::new(told)));
    near_by(ground, (mutant, slipped), &telling)
        .map(survived)
        .or_else(|| equal(ground, mutant, slipped).map(Fate::Equivalent))
        .or_else(|| far_off(ground, (mutant, slipped), &telling).map(survived))
        .unwrap_or(Fate::Undecided)
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
