//! Changes since a record was made, grouped by what caused them.

use sha2::{Digest, Sha256};

use super::{Decision, Move, Sheet, Taken, There, moves};
use crate::source::Text;

/// What has changed between a record and what its own rules give today, taken all together: the record does not keep
/// the data themselves, so these cannot be told apart further, and none of them can be accepted without the others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Since {
    /// How many subjects have other data of their own.
    pub own: usize,
    /// How many joined.
    pub joined: usize,
    /// How many left.
    pub left: usize,
    /// How many have no line in a record of which some lines are in conflict or damaged.
    pub unrecorded: usize,
    /// Whether the data that are nobody's own (the calendar) changed.
    pub common: bool,
    /// The version of kaocheng, where it is another.
    pub version: Option<(String, String)>,
}

impl Since {
    /// Whether the data are the same.
    pub fn same_data(&self) -> bool {
        self.own + self.joined + self.left == 0 && !self.common
    }
}

/// What caused a group of changes.
#[derive(Clone, PartialEq, Debug)]
pub enum Cause {
    /// Not the rules.
    Since(Since),
    /// Edits of the rules: one, or several that mean nothing alone.
    Edits {
        /// The key of each.
        edits: Vec<String>,
        /// What each says.
        says: Vec<Text>,
        /// 依据 around the first.
        basis: Option<String>,
    },
    /// The rules, as a whole: why they cannot be told apart.
    Rules(Text),
}

/// Changes with one cause.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    /// The same for the same cause: decisions are kept by it. Of several edits, their keys with `+` between them.
    pub key: String,
    /// The cause.
    pub cause: Cause,
    /// Who moved.
    pub moves: Vec<Move>,
    /// Who rejected it, if somebody did and nobody accepted it since.
    pub rejected: Option<Decision>,
}

impl Group {
    /// The keys of its edits, or its own.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.key.split('+')
    }

    /// Whether no result moved.
    pub fn is_still(&self) -> bool {
        self.moves.is_empty()
    }

    /// Whether it fails a check: results moved, or somebody rejected it.
    pub fn fails(&self) -> bool {
        !self.is_still() || self.rejected.is_some()
    }
}

/// Who rejected what has this key, if nobody accepted it since.
pub fn rejected<'d>(key: &str, decisions: &'d [Decision]) -> Option<&'d Decision> {
    let last = decisions.iter().rfind(|decision| decision.key.split('+').any(|own| own == key));
    last.filter(|decision| decision.taken == Taken::Rejected)
}

/// What has changed since, apart from the rules, by the lines of a record and those of today; none where nothing has.
/// `lost` lines of the record do not stand, `common` and `version` are of the record and of today.
pub fn since(
    (recorded, today): (&Sheet, &Sheet),
    lost: usize,
    common: (Option<&str>, Option<&str>),
    version: (&str, &str),
) -> Option<Group> {
    let mut since = Since { common: common.0 != common.1, ..Since::default() };
    let mut seals = String::new();
    for late in today.subjects() {
        let early = recorded.subject(late.id());
        // Whoever is in none of the lines that stand may be in one that does not.
        since.unrecorded += usize::from(early.is_none() && lost > 0);
        since.joined += usize::from(early.is_none() && lost == 0);
        since.own += usize::from(early.is_some_and(|early| early.seal() != late.seal()));
        seals += late.id();
        seals += late.seal();
    }
    since.left = recorded.subjects().filter(|early| today.subject(early.id()).is_none()).count();
    since.version = (version.0 != version.1).then(|| (version.0.to_owned(), version.1.to_owned()));
    let mut moves = moves(recorded, today);
    for one in moves.iter_mut().filter(|one| one.there == There::Joined && lost > 0) {
        one.there = There::Unrecorded;
    }
    if moves.is_empty() && since == Since::default() {
        return None;
    }
    let words = format!("{:?}{seals}", (common.1, version.1));
    Some(Group { key: key(&[&words]), cause: Cause::Since(since), moves, rejected: None })
}

/// The key of a cause, from words that are the same when it is the same: eight letters and digits.
pub fn key(words: &[&str]) -> String {
    let mut hash = Sha256::new();
    for word in words {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word.as_bytes());
    }
    hash.finalize().iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}
