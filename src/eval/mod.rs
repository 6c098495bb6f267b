//! Eval: plan + data → results; total, pure, deterministic.
//! Takes a checked scheme and a bound dataset; gives columns of outcomes, and for one subject the working of every
//! number, made by the same code with a recorder switched on. Never fails: what cannot be scored is an outcome.
//! Never rounds but where the plan says. Start at [`assess`] and [`assessment`].

mod results;
mod working;

pub use results::{Outcome, Reading, Results, State, Stop, Value};
pub use working::{
    Adjustment, AdjustmentKind, Assessment, FormulaWorking, LineFinding, Node, Overruled, Overruling, Quantity, Read, Step,
    VetoAt, Working,
};

use crate::data::Dataset;
use crate::plan::Scheme;

/// Scores every subject.
pub fn assess(_scheme: &Scheme, _data: &Dataset) -> Results {
    Results::default()
}

/// The working of one subject: every number of `results` for it, with how it came about.
pub fn assessment(_scheme: &Scheme, _data: &Dataset, _results: &Results, subject: usize) -> Assessment {
    Assessment { subject, ..Assessment::default() }
}
