//! Consequences that are gained, lost, or of another amount.

use super::Came;
use crate::number::Number;

/// What follows for a subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Consequence {
    /// Its text.
    pub text: String,
    /// Its amount in 元; none when it has none.
    pub money: Option<Number>,
    /// Whether it cannot be decided: then it does not follow yet.
    pub undecided: bool,
}

/// A consequence that is not the same under both rules.
#[derive(Clone, PartialEq, Debug)]
pub struct Following {
    /// Its text.
    pub text: String,
    /// Under the old rules; none where it does not follow.
    pub before: Option<Consequence>,
    /// Under the new rules; none where it does not follow.
    pub after: Option<Consequence>,
    /// The last group of edits, in the order of the rule file, that changes it.
    pub by: Option<usize>,
}

/// What differs at the ends of the chain of one subject, those lost first.
pub(super) fn following(chain: &[&Came]) -> Vec<Following> {
    let (Some(old), Some(new)) = (chain.first(), chain.last()) else { return Vec::new() };
    let mut named: Vec<(&str, usize)> = Vec::new();
    for came in [old, new] {
        for (at, one) in came.consequences.iter().enumerate() {
            // The same text may follow twice, for two reasons.
            let key = (one.text.as_str(), earlier(came, at));
            if !named.contains(&key) {
                named.push(key);
            }
        }
    }
    named.into_iter().filter_map(|key| differing(chain, key)).collect()
}

/// How many of the same text stand before.
fn earlier(came: &Came, at: usize) -> usize {
    let text = came.consequences.get(at).map(|one| &one.text);
    came.consequences.iter().take(at).filter(|other| Some(&other.text) == text).count()
}

fn differing(chain: &[&Came], (text, nth): (&str, usize)) -> Option<Following> {
    let of = |came: &&Came| came.consequences.iter().filter(|one| one.text == text).nth(nth).cloned();
    let values: Vec<Option<Consequence>> = chain.iter().map(of).collect();
    let (before, after) = (values.first()?.clone(), values.last()?.clone());
    if before == after {
        return None;
    }
    let by = values.windows(2).rposition(|pair| pair.first() != pair.last());
    Some(Following { text: text.to_owned(), before, after, by })
}
