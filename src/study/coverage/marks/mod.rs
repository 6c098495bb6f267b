//! What one subject, or all of them together, tried: read off what the evaluation noted.

mod among;
mod item;
mod whole;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::list::layer_figures;
use super::unit::{Key, Of, Units, What};
use crate::data::Dataset;
use crate::eval::{Assessment, CellState, Quantity, Stop, Working};
use crate::plan::{FormulaId, IndicatorId, Scheme, ValueType};

pub(super) use among::among;
pub use item::line_at;

/// The units that were tried.
#[derive(Default)]
pub(super) struct Marks {
    pub(super) keys: BTreeSet<Key>,
}

impl Marks {
    fn add(&mut self, of: Of, what: What) {
        self.keys.insert(Key { of, what });
    }
}

/// What the marks of a subject are read from.
#[derive(Clone, Copy)]
struct Case<'a> {
    scheme: &'a Scheme,
    units: &'a Units,
    data: &'a Dataset,
    made: &'a Assessment,
}

/// All that one subject tried.
pub(super) fn of_subject(
    scheme: &Scheme,
    (units, data): (&Units, &Dataset),
    made: &Assessment,
    marks: &mut Marks,
) {
    let case = Case { scheme, units, data, made };
    for (place, node) in made.nodes.iter().enumerate() {
        let id = IndicatorId(u32::try_from(place).unwrap_or(u32::MAX));
        case.item(Of::Indicator(id), &node.working, marks);
        case.indicator(id, node, marks);
    }
    for (place, node) in made.outside.iter().enumerate() {
        case.item(Of::Outside(place), &node.working, marks);
    }
    for (id, formula) in &made.formulas {
        case.formula(*id, &formula.working, marks);
    }
    case.whole(marks);
    case.after(marks);
    case.read(&made.among_others, marks);
}

impl Case<'_> {
    fn formula(&self, id: FormulaId, working: &Working, marks: &mut Marks) {
        self.item(Of::Formula(id), working, marks);
    }

    /// What any working notes: conditions, bounds, what was read.
    fn noted(&self, of: Of, working: &Working, marks: &mut Marks) {
        for (span, holds) in &working.judged {
            if let Some(place) = self.units.conditions.get(&(of, *span)) {
                marks.add(of, What::Condition(*place, *holds));
            }
        }
        let at = working.compared.iter().filter(|(_, order)| *order == Ordering::Equal);
        for (span, _) in at {
            if let Some(place) = self.units.bounds.get(&(of, *span)) {
                marks.add(of, What::At(*place));
            }
        }
        self.read(working, marks);
    }

    fn read(&self, working: &Working, marks: &mut Marks) {
        for (list, field, state) in &working.fields {
            marks.add(Of::Field(*list, *field), What::State(*state));
        }
        for read in &working.reads {
            match read.quantity {
                // An empty cell of 佐证 is no missing value; attached or not is a unit of its own.
                Quantity::Input(id) if self.scheme.input(id).value_type == ValueType::Evidence => {}
                Quantity::Input(id) => {
                    let state = CellState::of(self.data.cell(id, self.made.subject));
                    marks.add(Of::Input(id), What::State(state));
                }
                Quantity::OfLayer(layer, figure) => {
                    let figures = layer_figures(self.scheme);
                    if let Some(place) = figures.iter().position(|known| *known == (layer, figure)) {
                        let there = read.reading.value != Err(Stop::NoLayer);
                        marks.add(Of::Whole, What::Layer(place, there));
                    }
                }
                Quantity::Formula(_)
                | Quantity::Group(_)
                | Quantity::Score(..)
                | Quantity::Total(_)
                | Quantity::Grade => {}
            }
        }
    }
}
