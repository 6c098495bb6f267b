//! Formulas: one value a subject, read by whatever names it.

use super::expr::Reader;
use super::record::Recorder;
use super::row::Row;
use super::{Reading, Step, Stop, Value};
use crate::plan::{Formula, OnZero};

/// What a formula gives for one subject.
pub(super) fn read(row: Row<'_>, formula: &Formula, recorder: &mut impl Recorder) -> Reading {
    let mut reader = Reader::new(row, recorder);
    let value = match reader.value(&formula.value, None) {
        Err(Stop::Zero) => {
            reader.recorder.step(|| Step::ZeroDenominator);
            match &formula.on_zero {
                OnZero::NotApplicable => Err(Stop::NotApplicable),
                OnZero::Value(instead) => reader.value(instead, None),
                OnZero::Impossible | OnZero::Fault | OnZero::Full => Err(Stop::Fault),
            }
        }
        other => other,
    };
    if let Ok(value) = &value {
        reader.recorder.step(|| Step::Value(value.clone()));
    }
    let value = match (value, formula.rounding) {
        (Ok(Value::Number(number)), Some(rounding)) => {
            let shown = formula.unit.from_base(&number);
            let rounded = formula.unit.to_base(&rounding.apply(&shown));
            reader.recorder.step(|| Step::Rounded {
                places: rounding.places,
                from: number,
                to: rounded.clone(),
            });
            Ok(Value::Number(rounded))
        }
        (value, _) => value,
    };
    Reading { value, presumed: reader.presumed, excused: reader.excused }
}
