//! Where something stands in the rules: its block, its indicator, its moment in the order of evaluation.

use crate::plan::{InputId, ListId};

/// A block as a place for names; its place in `Outline::scopes`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::check) struct ScopeId(pub(in crate::check) usize);

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::check) enum Declared {
    Input(InputId),
    /// A formula by its place in the outline.
    Formula(usize),
}

/// An indicator as written: its place in `Outline::nodes`, a parent before its children.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::check) struct NodeId(pub(in crate::check) usize);

/// Where an expression stands, and so what its names mean.
#[derive(Clone, Copy)]
pub(in crate::check) struct Env {
    /// The block.
    pub(in crate::check) scope: ScopeId,
    /// The indicator whose 满分 is meant.
    pub(in crate::check) node: Option<NodeId>,
    /// The list whose record is at hand, inside an aggregate.
    pub(in crate::check) record: Option<ListId>,
    /// How late in the order of evaluation it stands.
    pub(in crate::check) moment: Moment,
}

/// How late in the order of evaluation (language reference, order): later figures may not be read earlier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::check) enum Moment {
    /// Inputs only.
    Formula,
    /// Indicators scored before.
    Indicator,
    /// All indicators and the base.
    Outside,
    /// The total.
    Total,
    /// The grade and the places.
    Grade,
}

impl Env {
    pub(in crate::check) fn formula(scope: ScopeId) -> Env {
        Env { scope, node: None, record: None, moment: Moment::Formula }
    }
}
