//! 佐证: what is attached to a leaf, and what its absence costs.

use super::expr::Reader;
use super::record::Recorder;
use super::{Attached, Outcome, Quantity, Reading, Step, Stop, Value};
use crate::data::{Cell, Dataset};
use crate::number::Number;
use crate::plan::{Evidence, InputId, Lacking};

/// What a score is once 佐证 has been looked at. Where there is no score, nothing is asked for.
pub(super) fn evidenced(
    reader: &mut Reader<'_, impl Recorder>,
    evidence: Option<&Evidence>,
    outcome: Outcome,
) -> Result<Outcome, Stop> {
    let (Some(evidence), Some(score)) = (evidence, outcome.score()) else { return Ok(outcome) };
    let attached = attached(reader.row.data, evidence.input, reader.row.subject);
    let to = match (&attached, &evidence.lacking) {
        (Attached::Documents(_) | Attached::Excused(_) | Attached::NotNeeded, _) => score.clone(),
        (Attached::Nothing, Lacking::AtMost(most)) => score.clone().min(reader.number(most)?),
        (Attached::Nothing, Lacking::Less(less)) => (score - &reader.number(less)?).max(Number::ZERO),
        (Attached::Nothing, Lacking::Report) => {
            let value = Err(Stop::Missing(evidence.input));
            note(reader, evidence.input, value);
            return Err(Stop::Missing(evidence.input));
        }
    };
    let value = match &attached {
        Attached::Documents(documents) => Ok(Value::Text(documents.clone())),
        Attached::Nothing => Ok(Value::YesNo(false)),
        Attached::Excused(_) => Err(Stop::Excused(evidence.input)),
        Attached::NotNeeded => Err(Stop::NotApplicable),
    };
    note(reader, evidence.input, value);
    reader.recorder.step(|| Step::Evidence { attached, from: score.clone(), to: to.clone() });
    Ok(outcome.with(to))
}

/// What the data say of the evidence of an item. An empty cell is no missing value: it names no document, so none is
/// attached.
pub fn attached(data: &Dataset, input: InputId, subject: usize) -> Attached {
    match data.cell(input, subject) {
        Cell::Text(text) => Attached::Documents(data.text(*text).into()),
        Cell::Excused(reason) => Attached::Excused(data.text(*reason).into()),
        Cell::NotApplicable => Attached::NotNeeded,
        Cell::Missing | Cell::YesNo(_) | Cell::Number(_) | Cell::Choice(_) | Cell::Date(_) => {
            Attached::Nothing
        }
    }
}

/// That the cell was looked at, though an excuse of it excuses no score.
fn note(reader: &mut Reader<'_, impl Recorder>, input: InputId, value: Result<Value, Stop>) {
    reader.recorder.read(Quantity::Input(input), || Reading { value, presumed: false, excused: false });
}
