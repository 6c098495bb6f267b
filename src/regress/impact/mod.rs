//! Impact: what a choice of edits makes of every subject → who moved, and by which edit. Works on any evaluator that says
//! what the subjects come to when some of the edits are made, so it knows nothing of files, rules or data.

mod came;
mod follows;
mod ledger;
mod links;
mod moved;
mod shapley;
mod standing;
mod trials;
mod years;

pub use came::{Comparable, came};
pub use follows::{Consequence, Following};
pub use ledger::{GradeStep, StateStep};
pub use moved::{Impact, Method, Moved, Part};
pub use standing::{PlaceMove, PlaceSplit};
pub use years::{Column, Corners, Matched, YearMove, split_rules, years};

use crate::eval::State;
use crate::number::Number;

/// What one subject comes to when some of the edits are made.
#[derive(Clone, PartialEq, Debug)]
pub struct Came {
    /// How far it is.
    pub state: State,
    /// 总分
    pub total: Option<Number>,
    /// 等级, by name: the two rules may have grades of their own.
    pub grade: Option<String>,
    /// In the ranking of the whole; none where there is none.
    pub overall: Option<Standing>,
    /// In the ranking within groups; none where there is none.
    pub within: Option<Standing>,
    /// 应用: what follows.
    pub consequences: Vec<Consequence>,
}

/// How a subject stands in a ranking.
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    /// The place; none without a total.
    pub place: Option<u32>,
    /// The name of the group it is ranked in; none in a ranking of the whole.
    pub group: Option<String>,
    /// What the ranking goes by first, so that more is better; none where there is no place.
    pub figure: Option<Number>,
}

/// What all subjects come to when some of the edits are made, in the order of the data, for each of several sets of
/// edits: they may be tried side by side. None where rules with these edits alone mean nothing, or the data do not fit
/// them.
pub type Evaluate<'e> = dyn FnMut(&[Vec<bool>]) -> Vec<Option<Vec<Came>>> + 'e;

/// The most edits, or groups of them, whose every combination is tried.
pub const MOST_EXACT: usize = 12;

/// The most that is tried of every combination, in subjects assessed: beyond, the order of the rule file decides.
pub const MOST_ASSESSED: usize = 8_000_000;

/// Splits the move of every subject over the edits. `scores` says of each edit whether it can move a result at all; that
/// is not believed but tried. None where the rules without or with all edits cannot be evaluated.
pub fn impact(scores: &[bool], evaluate: &mut Evaluate<'_>) -> Option<Impact> {
    moved::impact(scores, &mut trials::Trials::new(evaluate))
}
