//! The pen that slips. One walk over a scheme meets every place where it can; it either lists them all, or carries out
//! the one of a number, so that what is told of a slip and what it does are written side by side.

use super::mutant::{Kind, Mutant, Said, Within};
use crate::number::Number;
use crate::plan::Scheme;
use crate::source::{Files, Span};

/// A slip that can be made at a place.
pub(super) struct Slip {
    pub(super) kind: Kind,
    pub(super) span: Span,
    pub(super) before: Said,
    pub(super) after: Said,
}

/// Lists slips, or makes one of them.
pub(super) struct Pen<'a> {
    /// The scheme without a slip, for what is around a place.
    pub(super) scheme: &'a Scheme,
    pub(super) texts: &'a Files,
    /// What the walk is in.
    pub(super) within: Within,
    /// The slip to make; none when all are listed.
    wanted: Option<usize>,
    /// How many places were met.
    met: usize,
    made: bool,
    listed: Vec<Mutant>,
}

impl<'a> Pen<'a> {
    pub(super) fn listing(scheme: &'a Scheme, texts: &'a Files) -> Pen<'a> {
        let within = Within::Whole(super::mutant::Whole::Total);
        Pen { scheme, texts, within, wanted: None, met: 0, made: false, listed: Vec::new() }
    }

    pub(super) fn making(scheme: &'a Scheme, texts: &'a Files, number: usize) -> Pen<'a> {
        Pen { wanted: Some(number), ..Pen::listing(scheme, texts) }
    }

    /// Whether the slip has been made.
    pub(super) fn made(&self) -> bool {
        self.made
    }

    /// The slips met, in the order of the walk.
    pub(super) fn listed(self) -> Vec<Mutant> {
        self.listed
    }

    /// Here the pen can slip like this.
    pub(super) fn offer(&mut self, slip: Slip, change: impl FnOnce()) {
        // After a slip the scheme is no longer the one whose places were counted.
        if self.made {
            return;
        }
        let number = self.met;
        self.met += 1;
        match self.wanted {
            Some(wanted) if wanted == number => {
                change();
                self.made = true;
            }
            Some(_) => {}
            None => {
                let Slip { kind, span, before, after } = slip;
                self.listed.push(Mutant { kind, within: self.within, span, before, after, number });
            }
        }
    }

    /// The points of the indicator that the walk is in; none elsewhere.
    pub(super) fn points(&self) -> Option<&Number> {
        match self.within {
            Within::Indicator(id) => Some(&self.scheme.indicator(id).points),
            Within::Input(_)
            | Within::Field(..)
            | Within::Formula(_)
            | Within::Group(_)
            | Within::Outside(_)
            | Within::Whole(_) => None,
        }
    }
}
