//! Figures of layers: what they were there, before all that reads layers.

use super::expr::{Reader, part_of};
use super::record::Recorder;
use super::row::Row;
use super::{LayerFigures, Quantity, Reading, Results, Stop, Value, settle};
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{Expr, InputId, LayerFigure, LayerId, Scheme, Stage};

/// The figures of the layer just scored that others may read.
pub(super) fn figures(scheme: &Scheme, data: &Dataset, results: &Results) -> LayerFigures {
    let mut figures =
        LayerFigures { base: results.base.clone(), total: results.total.clone(), ..LayerFigures::default() };
    for figure in scheme.layer_figures() {
        match figure {
            LayerFigure::Formula(id) => {
                figures.formulas.insert(id, results.formulas[id.0 as usize].clone());
            }
            LayerFigure::Score(id, _) => {
                figures.scores.insert(id, results.scores[id.0 as usize].clone());
                let points = |subject| settle::points(Row { scheme, data, results, subject }, id);
                figures.points.insert(id, (0..data.subjects.len()).map(points).collect());
            }
            LayerFigure::Total(_) | LayerFigure::Input(_) => {}
        }
    }
    figures
}

impl<R: Recorder> Reader<'_, R> {
    /// A layer without data in this run, or after the one being scored, has no figures: what reads it does not apply.
    pub(super) fn of_layer(&mut self, layer: LayerId, figure: LayerFigure) -> Result<Value, Stop> {
        let quantity = Quantity::OfLayer(layer, figure);
        let Some(figures) = self.row.results.layers.get(layer.0 as usize).and_then(Option::as_ref) else {
            let value = Err(Stop::NoLayer);
            self.recorder.read(quantity, || plain(value.clone()));
            return value;
        };
        let reading = match figure {
            LayerFigure::Input(id) => return self.layer_input(layer, id),
            LayerFigure::Formula(id) => {
                figures.formulas.get(&id).and_then(|column| column.get(self.row.subject))
            }
            LayerFigure::Total(_) | LayerFigure::Score(..) => None,
        };
        let reading = match reading {
            Some(reading) => reading.clone(),
            None => plain(number_of(self.row, figures, (layer, figure)).map(Value::Number)),
        };
        self.presumed |= reading.presumed;
        self.excused |= reading.excused;
        self.recorder.read(quantity, || reading.clone());
        reading.value
    }

    /// Whether an expression reads a layer without data: then what it decides does not come about, whatever else it
    /// reads may be missing.
    pub(super) fn lacks_layer(&self, expr: &Expr) -> bool {
        let there =
            |layer: LayerId| self.row.results.layers.get(layer.0 as usize).is_some_and(Option::is_some);
        expr.layer_figures().into_iter().any(|(layer, _)| !there(layer))
    }

    fn layer_input(&mut self, layer: LayerId, id: InputId) -> Result<Value, Stop> {
        let cell = self.row.data.cell_in(layer, id, self.row.subject);
        self.cell((id, cell), Quantity::OfLayer(layer, LayerFigure::Input(id)))
    }
}

fn number_of(
    row: Row<'_>,
    figures: &LayerFigures,
    (layer, figure): (LayerId, LayerFigure),
) -> Result<Number, Stop> {
    let of = |column: &[Option<Number>]| column.get(row.subject).cloned().flatten();
    let number = match figure {
        LayerFigure::Total(Stage::Base) => of(&figures.base).map(Ok),
        LayerFigure::Total(Stage::Total | Stage::Bonus | Stage::Penalty | Stage::Unrounded) => {
            of(&figures.total).map(Ok)
        }
        LayerFigure::Score(id, part) => figures
            .scores
            .get(&id)
            .and_then(|column| column.get(row.subject))
            .zip(figures.points.get(&id).and_then(|column| column.get(row.subject)))
            .and_then(|(outcome, points)| part_of(outcome, part, points)),
        LayerFigure::Input(_) | LayerFigure::Formula(_) => None,
    };
    number.unwrap_or(Err(Stop::MissingLayer(layer)))
}

fn plain(value: Result<Value, Stop>) -> Reading {
    Reading { value, presumed: false, excused: false }
}
