//! What the first walk finds: scopes, names, indicators and settings, as written.

use crate::check::Checker;
use crate::check::place::{NodeId, ScopeId};
use crate::check::terms::scope::Scope;
use crate::number::Number;
use crate::plan::Combine;
use crate::source::{Span, Spanned};
use crate::syntax::ast::{self, Setting};

/// What the first walk finds.
#[derive(Default)]
pub(in crate::check) struct Outline<'a> {
    pub(in crate::check) scopes: Vec<Scope>,
    pub(in crate::check) formulas: Vec<FormulaDraft<'a>>,
    pub(in crate::check) nodes: Vec<Node<'a>>,
    pub(in crate::check) roots: Vec<NodeId>,
    /// Settings of the scheme that do not go down to its blocks.
    pub(in crate::check) head: Vec<Spanned<&'a Setting>>,
    pub(in crate::check) defaults: Defaults<'a>,
    pub(in crate::check) outside: Vec<&'a ast::Outside>,
    pub(in crate::check) vetoes: Vec<&'a ast::Veto>,
    pub(in crate::check) grades: Vec<&'a ast::Grades>,
    pub(in crate::check) rankings: Vec<&'a ast::Ranking>,
    pub(in crate::check) quotas: Vec<&'a ast::Quota>,
    pub(in crate::check) uses: Vec<&'a [ast::Use]>,
    pub(in crate::check) alerts: Vec<AlertsDraft<'a>>,
    /// Statements with braces in which no indicator stands.
    pub(in crate::check) apart: Vec<Span>,
}

impl<'a> Outline<'a> {
    /// The first setting of the head that is picked.
    pub(in crate::check) fn setting<T>(&self, pick: impl Fn(&'a Setting) -> Option<T>) -> Option<T> {
        self.head.iter().find_map(|setting| pick(setting.value))
    }

    /// 满分 of the scheme, as written.
    pub(in crate::check) fn points(&self) -> Option<&'a ast::Quantity> {
        self.setting(|setting| if let Setting::Points(quantity) = setting { Some(quantity) } else { None })
    }
}

/// A formula and where its name counts.
pub(in crate::check) struct FormulaDraft<'a> {
    pub(in crate::check) ast: &'a ast::Formula,
    pub(in crate::check) scope: ScopeId,
    pub(in crate::check) defaults: Defaults<'a>,
}

/// The settings that hold for a block and everything inside it.
#[derive(Clone, Copy, Default)]
pub(in crate::check) struct Defaults<'a> {
    pub(in crate::check) remainder: Option<Spanned<ast::Remainder>>,
    pub(in crate::check) absent: Option<Spanned<ast::Absent>>,
    pub(in crate::check) on_zero: Option<Spanned<&'a ast::Outcome>>,
    pub(in crate::check) missing: Option<Spanned<&'a ast::Outcome>>,
    pub(in crate::check) excused: Option<Spanned<&'a ast::Outcome>>,
    pub(in crate::check) each: Option<Spanned<&'a ast::Body>>,
    pub(in crate::check) evidence: Option<Spanned<&'a ast::Evidence>>,
}

/// An indicator as written.
pub(in crate::check) struct Node<'a> {
    pub(in crate::check) ast: &'a ast::Indicator,
    pub(in crate::check) path: String,
    /// Its points, read once by the points check; none when they are missing or wrong.
    pub(in crate::check) points: Option<Number>,
    /// Its weight, likewise.
    pub(in crate::check) weight: Option<Number>,
    pub(in crate::check) parent: Option<NodeId>,
    pub(in crate::check) children: Vec<NodeId>,
    /// The names inside it.
    pub(in crate::check) scope: ScopeId,
    pub(in crate::check) defaults: Defaults<'a>,
    pub(in crate::check) combine: Combine,
    pub(in crate::check) guards: Vec<GuardDraft<'a>>,
    pub(in crate::check) not_applicable: Vec<&'a ast::NotApplicable>,
    pub(in crate::check) vetoes: Vec<&'a ast::Veto>,
    pub(in crate::check) body: Option<Spanned<&'a ast::Body>>,
    pub(in crate::check) basis: Option<String>,
    /// 最多扣, as written.
    pub(in crate::check) most_lost: Option<&'a ast::Quantity>,
}

/// The branch an indicator stands in.
#[derive(Clone, Copy)]
pub(in crate::check) struct GuardDraft<'a> {
    pub(in crate::check) case: &'a ast::Case,
    pub(in crate::check) branch: &'a ast::Branch,
    /// Where the name of the deciding input is looked up.
    pub(in crate::check) scope: ScopeId,
}

/// 警示 and where it is written.
#[derive(Clone)]
pub(in crate::check) struct AlertsDraft<'a> {
    pub(in crate::check) ast: &'a ast::Alerts,
    pub(in crate::check) scope: ScopeId,
    pub(in crate::check) node: Option<NodeId>,
    pub(in crate::check) guards: Vec<GuardDraft<'a>>,
}

impl<'a> Checker<'a> {}
