//! What if: a subject before and after its data are supposed to be otherwise, who else moves, and how a grade is reached.

mod compared;
mod json;
mod moves;
mod text;
mod ways;

pub use json::what_if_json;
pub use text::what_if;

use super::{Document, Scored};
use crate::plan::GradeId;
use crate::study::what_if::{Moved, Reaching};

/// One scheme before and after.
#[derive(Debug)]
pub struct Twice<'a> {
    /// As it is.
    pub before: Scored<'a>,
    /// As it would be.
    pub after: Scored<'a>,
    /// Who else moves; in a scheme above, who moves.
    pub moved: Vec<Moved>,
    /// Whether it is a scheme above, which is handed other results.
    pub above: bool,
}

/// What would be otherwise.
#[derive(Debug)]
pub struct Supposed<'a> {
    /// The scheme of the subject.
    pub own: Twice<'a>,
    /// The explanation of the subject as it is, and as it would be.
    pub told: (Document, Document),
    /// The schemes that are fed by it, in order.
    pub above: Vec<Twice<'a>>,
}

/// An answer.
#[derive(Debug)]
pub struct WhatIf<'a> {
    /// The scheme of the subject as it is.
    pub scored: Scored<'a>,
    /// The subject's place.
    pub subject: usize,
    /// What was supposed, if anything was.
    pub supposed: Option<Supposed<'a>>,
    /// The grade that was asked about, where the subject has it already.
    pub met: Option<GradeId>,
    /// How a grade is reached, if that was asked.
    pub reaching: Option<Reaching>,
}

impl<'a> WhatIf<'a> {
    /// The scheme from which the grade is reached: as it would be, where something was supposed.
    fn start(&self) -> Scored<'a> {
        self.supposed.as_ref().map_or(self.scored, |supposed| supposed.own.after)
    }
}
