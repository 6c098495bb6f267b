//! One subject on the bench: is a grade reached with these changes, and could it be anywhere in these stretches?

use std::collections::BTreeMap;

use super::could::Stretches;
use super::group::Others;
use super::lever::Lever;
use super::relax::{Open, Relaxed};
use super::seat::{self, Seat};
use super::touched::Touched;
use crate::data::{Cell, Dataset, suppose};
use crate::eval::{self, Outcome, Results};
use crate::number::{Interval, Number};
use crate::plan::{Computed, Entry, GradeId, Indicator, IndicatorId, InputId, LayerFigure, LayerId, Scheme};

/// One subject of a scheme that was scored, and the grade it wants.
pub(super) struct Bench<'a> {
    pub(super) scheme: &'a Scheme,
    /// The data of every layer, the last being changed.
    layers: &'a [Dataset],
    results: &'a Results,
    pub(super) subject: usize,
    pub(super) goal: GradeId,
    one: Dataset,
    before: Results,
    others: Others,
    relaxed: Relaxed,
    /// Whether anything reads a figure of the layer that is scored.
    reads_own_layer: bool,
    /// With less than this there is no seat.
    pub(super) seat: Option<Seat>,
}

/// What is common to all tries with the same levers.
pub(super) struct Frame {
    /// By each lever, and by all together.
    touched: (Vec<Touched>, Touched),
    again: Vec<Computed>,
    scratch: Results,
    /// With the levers that stand still where they are.
    still: Results,
}

/// Where a lever is.
#[derive(Clone, Debug)]
pub(super) enum Extent {
    /// Anywhere in here, in base units.
    Stretch(Interval),
    /// Here.
    At(Cell),
}

/// Whether a grade can be reached somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Chance {
    /// Nowhere, which is proved.
    None,
    /// Perhaps.
    Some,
    /// It is not known; because of this input, if that can be said.
    Open(Option<InputId>),
}

/// A lever and where it is.
pub(super) type Move<'l> = (&'l Lever, Extent);

impl<'a> Bench<'a> {
    /// `one` are the data of the subject alone, from the last of the layers.
    pub(super) fn new(
        scheme: &'a Scheme,
        (layers, results): (&'a [Dataset], &'a Results),
        (subject, one): (usize, Dataset),
        goal: GradeId,
    ) -> Bench<'a> {
        let last = layers.last();
        let others = last.map(|data| Others::of(scheme, data, results, subject)).unwrap_or_default();
        let seat = last.and_then(|data| seat::last(scheme, (data, results), subject, goal));
        let before = eval::alone(scheme, results, subject);
        let own = |figure: &(LayerId, LayerFigure)| Some(figure.0) == results.layer;
        let outside = scheme.outside.iter().flat_map(|item| item.entries.iter().flat_map(Entry::exprs));
        let mut after = outside.chain(scheme.vetoes.iter().map(|veto| &veto.condition));
        let reads_own_layer = after.any(|expr| expr.layer_figures().iter().any(own));
        Bench {
            reads_own_layer,
            scheme,
            layers,
            results,
            subject,
            goal,
            one,
            before,
            others,
            relaxed: Relaxed::of(scheme),
            seat,
        }
    }

    /// For tries with these levers.
    pub(super) fn frame(&self, levers: &[&Lever]) -> Frame {
        let each: Vec<Touched> = levers.iter().map(|lever| lever.touched.clone()).collect();
        let all = each.iter().cloned().reduce(|a, b| a.and(&b)).unwrap_or_default();
        let again = all.again(self.scheme);
        Frame { touched: (each, all), again, scratch: self.before.clone(), still: self.before.clone() }
    }

    /// Whether the grade could be reached somewhere here.
    pub(super) fn could(&mut self, frame: &mut Frame, moves: &[Move<'_>]) -> Chance {
        let inputs = match stretched(frame, moves) {
            Ok(inputs) => inputs,
            Err(chance) => return chance,
        };
        let cells = moves.iter().flat_map(|(lever, extent)| match extent {
            Extent::Stretch(stretch) => any_of(lever, stretch).into_iter().collect(),
            Extent::At(cell) => set_for(lever, cell, &self.one),
        });
        let cells: Vec<(InputId, Cell)> = cells.collect();
        let kept = self.put(cells);
        let still = inputs.len() < moves.len();
        if still {
            eval::again(self.scheme, &self.one, &mut frame.still, &frame.again);
        }
        // What only a lever that stands still touches is as well known as anything.
        let moving =
            moves.iter().zip(&frame.touched.0).filter(|((lever, _), _)| inputs.contains_key(&lever.input));
        let moving: Vec<&Touched> = moving.map(|(_, touched)| touched).collect();
        let touched = if let [one] = moving.as_slice() { one } else { &frame.touched.1 };
        let mut stretches = Stretches {
            scheme: self.scheme,
            data: &self.one,
            before: if still { &frame.still } else { &self.before },
            touched,
            others: &self.others,
            inputs,
            at_most: None,
        };
        let seat = if frame.touched.1.shared { None } else { self.seat.as_ref() };
        let enough = |scratch: &Results| {
            let seated =
                seat.is_none_or(|seat| total(scratch).is_some_and(|total| seat.could(total, scratch)));
            if reached(scratch, self.goal) && seated { Chance::Some } else { Chance::None }
        };
        let mut chance = Chance::Some;
        // What reads the layer itself is known better once the most that this comes to is.
        for _ in 0..if self.reads_own_layer { 2 } else { 1 } {
            chance = match self.relaxed.relax(&stretches) {
                Err(Open { by }) => Chance::Open(by),
                Ok(()) => {
                    eval::again(&self.relaxed.scheme, &self.one, &mut frame.scratch, &frame.again);
                    enough(&frame.scratch)
                }
            };
            self.relaxed.restore();
            if chance != Chance::Some {
                break;
            }
            stretches.at_most = own_layer(&frame.scratch);
        }
        self.put(kept);
        chance
    }

    /// Whether nothing can rise by this lever alone, wherever it is in here: no score, no veto lifted, nothing applying
    /// that does not. What it does not touch then reaches a grade without it if it does with it.
    pub(super) fn idle(&mut self, frame: &mut Frame, (lever, extent): Move<'_>) -> bool {
        let touched = &lever.touched;
        let moves = |indicator: &Indicator| {
            indicator.vetoes.iter().any(|veto| touched.veto(veto))
                || indicator.not_applicable.iter().any(|one| touched.expr(&one.condition))
        };
        let vetoes = self.scheme.vetoes.iter().any(|veto| touched.veto(veto));
        if touched.shared || vetoes || touched.indicators().any(|id| moves(self.scheme.indicator(id))) {
            return false;
        }
        let best = match self.could(frame, &[(lever, extent.clone())]) {
            Chance::Open(_) => return false,
            Chance::None | Chance::Some => match extent {
                Extent::Stretch(_) => &frame.scratch,
                Extent::At(_) => &frame.still,
            },
        };
        let falls = |before: &[Vec<Outcome>], after: &[Vec<Outcome>], at: usize, penalty: bool| {
            let one = |all: &[Vec<Outcome>]| all.get(at).and_then(|column| column.first()).cloned();
            match (one(before), one(after)) {
                (Some(before), Some(after)) => match (before.score(), after.score()) {
                    (Some(from), Some(to)) => {
                        if penalty {
                            to >= from
                        } else {
                            to <= from
                        }
                    }
                    (_, _) => before == after,
                },
                (_, _) => false,
            }
        };
        let leaf = |id: &IndicatorId| self.scheme.children(*id).is_empty();
        let leaves = touched
            .indicators()
            .filter(leaf)
            .all(|id| falls(&self.before.scores, &best.scores, id.0 as usize, false));
        leaves
            && touched.outside().all(|at| {
                let penalty = self.scheme.outside.get(at).is_some_and(|item| item.penalty);
                falls(&self.before.outside, &best.outside, at, penalty)
            })
    }

    /// Whether the grade is reached with these cells, really scored, with all seats given anew where they count.
    pub(super) fn reaches(&mut self, frame: &mut Frame, moves: &[(&Lever, Cell)]) -> bool {
        if !frame.touched.1.shared {
            self.score(frame, moves);
            let reached = reached(&frame.scratch, self.goal);
            if !reached || self.scheme.quotas.is_empty() {
                return reached;
            }
        }
        self.everybody(frame, moves).is_some_and(|results| {
            let grade = results.grades.get(self.subject).copied().flatten();
            grade.is_some_and(|grade| grade <= self.goal)
        })
    }

    /// The subject alone with these cells.
    fn score(&mut self, frame: &mut Frame, moves: &[(&Lever, Cell)]) {
        let cells = moves.iter().flat_map(|(lever, cell)| set_for(lever, cell, &self.one));
        let kept = self.put(cells.collect());
        eval::again(self.scheme, &self.one, &mut frame.scratch, &frame.again);
        self.put(kept);
    }

    /// Everybody with these cells of the subject.
    pub(super) fn everybody(&mut self, frame: &mut Frame, moves: &[(&Lever, Cell)]) -> Option<Results> {
        if !frame.touched.1.shared {
            self.score(frame, moves);
            let data = self.layers.last()?;
            return Some(eval::among(self.scheme, data, self.results, (self.subject, &frame.scratch)));
        }
        let cells = moves.iter().flat_map(|(lever, cell)| set_for(lever, cell, &self.one));
        let cells: Vec<(InputId, Cell)> = cells.collect();
        eval::assess_layers(self.scheme, &self.with(&cells)).pop()
    }

    /// The data with some cells of the subject changed in the last layer.
    fn with(&self, cells: &[(InputId, Cell)]) -> Vec<Dataset> {
        let mut layers = self.layers.to_vec();
        let last = layers.len().saturating_sub(1);
        let Ok(subject) = u32::try_from(self.subject) else { return layers };
        if let Some(data) = layers.last_mut() {
            data.texts.clone_from(&self.one.texts);
        }
        for (input, cell) in cells {
            let column = &self.scheme.input(*input).column;
            suppose(&mut layers, last, (*input, subject), (cell, ("--set", column)));
        }
        layers
    }

    /// The data of the subject alone.
    pub(super) fn into_one(self) -> Dataset {
        self.one
    }

    /// The cells that a change of a lever is: points given with a level take the level along.
    pub(super) fn cells(&self, lever: &Lever, cell: &Cell) -> Vec<(InputId, Cell)> {
        set_for(lever, cell, &self.one)
    }

    /// Puts cells in place and gives those that stood there.
    fn put(&mut self, cells: Vec<(InputId, Cell)>) -> Vec<(InputId, Cell)> {
        let mut before: Vec<(InputId, Cell)> = Vec::new();
        for (input, cell) in cells {
            before.push((input, self.one.cell(input, 0).clone()));
            self.one.set(input, 0, cell);
        }
        before.reverse();
        before
    }
}

/// The stretches of the levers that move; or the chance, where it is plain without them.
fn stretched(frame: &Frame, moves: &[Move<'_>]) -> Result<BTreeMap<InputId, Interval>, Chance> {
    let mut inputs = BTreeMap::new();
    for (lever, extent) in moves {
        let stretch = match extent {
            Extent::Stretch(stretch) => stretch.clone(),
            Extent::At(_) if !frame.touched.1.shared => continue,
            // What others make of it is told for stretches only, of which a number is one.
            Extent::At(Cell::Number(number)) => Interval::point(number.clone()),
            Extent::At(_) if lever.touched.shared => return Err(Chance::Some),
            Extent::At(_) => continue,
        };
        if lever
            .levels
            .as_ref()
            .is_some_and(|(_, ranges)| !ranges.iter().any(|range| range.overlaps(&stretch)))
        {
            return Err(Chance::None);
        }
        inputs.insert(lever.input, stretch);
    }
    Ok(inputs)
}

fn reached(results: &Results, goal: GradeId) -> bool {
    results.grades.first().copied().flatten().is_some_and(|grade| grade <= goal)
}

/// Base score and total of the layer itself, before all that reads layers.
fn own_layer(results: &Results) -> Option<(Number, Number)> {
    let figures = results.layers.get(results.layer?.0 as usize)?.as_ref()?;
    Some((figures.base.first()?.clone()?, figures.total.first()?.clone()?))
}

fn total(results: &Results) -> Option<&Number> {
    results.total.first().and_then(Option::as_ref)
}

/// Some cell of a stretch, so that there is one.
fn any_of(lever: &Lever, stretch: &Interval) -> Option<(InputId, Cell)> {
    let value = stretch.low_value().or(stretch.high_value())?;
    let day = value.to_i64().and_then(|day| i32::try_from(day).ok());
    let cell = match (lever.is_date(), day) {
        (true, Some(day)) => Cell::Date(day),
        (_, _) => Cell::Number(value.clone()),
    };
    Some((lever.input, cell))
}

/// The cell, and the level that goes with points: the present one where it holds them, else the first that does.
fn set_for(lever: &Lever, cell: &Cell, one: &Dataset) -> Vec<(InputId, Cell)> {
    let own = (lever.input, cell.clone());
    let (Some((level, ranges)), Cell::Number(points)) = (&lever.levels, cell) else { return vec![own] };
    let holds = |at: &u32| ranges.get(*at as usize).is_some_and(|range| range.contains(points));
    let present = if let Cell::Choice(at) = one.cell(*level, 0) { Some(*at) } else { None };
    let found = present.filter(|at| holds(at)).or_else(|| (0..).take(ranges.len()).find(|at| holds(at)));
    match found {
        Some(at) => vec![own, (*level, Cell::Choice(at))],
        // Between levels: nobody can give that.
        None => vec![(lever.input, Cell::Missing)],
    }
}
