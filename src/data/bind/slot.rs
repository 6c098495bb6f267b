//! What a column is bound to: an input of the subjects, or a field of a list's records.

use crate::number::Interval;
use crate::plan::{Field, Input, ValueType};

/// What the rules say about the cells of a column.
#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    pub(super) name: &'a str,
    pub(super) value_type: &'a ValueType,
    pub(super) range: &'a Interval,
    /// Whether 不适用 may stand in it.
    pub(super) may_not_apply: bool,
    /// Whether 免责 may.
    pub(super) may_be_excused: bool,
    /// Whether the table must have it.
    pub(super) required: bool,
}

impl Slot<'_> {
    pub(super) fn of_input(input: &Input) -> Slot<'_> {
        let list = matches!(input.value_type, ValueType::List(_));
        // What becomes of 佐证 that is excused or not needed is the language's to say, not the rule file's.
        let evidence = input.value_type == ValueType::Evidence;
        Slot {
            name: &input.column,
            value_type: &input.value_type,
            range: &input.range,
            may_not_apply: input.may_not_apply || evidence,
            may_be_excused: input.excused.is_some() || evidence,
            // A list is a table of its own.
            required: input.required && !list,
        }
    }

    /// The states are those of a subject; a record that does not apply is left out of the list.
    pub(super) fn of_field(field: &Field) -> Slot<'_> {
        Slot {
            name: &field.name,
            value_type: &field.value_type,
            range: &field.range,
            may_not_apply: false,
            may_be_excused: false,
            required: true,
        }
    }
}
