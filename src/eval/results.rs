//! What scoring gives: a column for each indicator, one outcome a subject.

use std::collections::BTreeMap;

use crate::number::Number;
use crate::plan::{FormulaId, GradeId, IndicatorId, InputId, LayerId};

/// What an indicator comes to for one subject.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Scored on its own data.
    Scored(Number),
    /// Scored with a value that stands in for a missing one (缺报 视为 v).
    Presumed(Number),
    /// Scored under a documented reason that lifts it (免责).
    Excused(Number),
    /// 未定: data is missing and the rules give nothing in its place.
    Missing,
    /// 不适用: does not concern this subject.
    NotApplicable,
    /// Belongs to a branch (分支) that is not this subject's.
    Elsewhere,
    /// Cannot be scored: a zero denominator with 报错, or a block of which nothing applies at the top.
    Failed,
}

impl Outcome {
    /// The score, where there is one.
    pub fn score(&self) -> Option<&Number> {
        match self {
            Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score) => Some(score),
            Outcome::Missing | Outcome::NotApplicable | Outcome::Elsewhere | Outcome::Failed => None,
        }
    }

    /// What it is when one of its values is not there; an excused one gets `lifted`.
    pub(super) fn stopped(stop: Stop, lifted: &Number) -> Outcome {
        match stop {
            Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_) => {
                Outcome::Missing
            }
            Stop::NotApplicable | Stop::NoLayer => Outcome::NotApplicable,
            Stop::Excused(_) => Outcome::Excused(lifted.clone()),
            Stop::Zero | Stop::Fault | Stop::NoCalendar(_) => Outcome::Failed,
        }
    }

    /// The same state with another score; unchanged where there is none.
    pub fn with(&self, score: Number) -> Outcome {
        match self {
            Outcome::Scored(_) => Outcome::Scored(score),
            Outcome::Presumed(_) => Outcome::Presumed(score),
            Outcome::Excused(_) => Outcome::Excused(score),
            Outcome::Missing | Outcome::NotApplicable | Outcome::Elsewhere | Outcome::Failed => self.clone(),
        }
    }
}

/// A value in flight, exact and in base units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A number.
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// A choice by its place.
    Choice(u32),
    /// Days since 1970-01-01.
    Date(i32),
    /// A text.
    Text(Box<str>),
}

/// Why there is no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop {
    /// This input is missing.
    Missing(InputId),
    /// A record of a list lacks a field.
    MissingField,
    /// An indicator it reads has no score.
    MissingScore(IndicatorId),
    /// The subject has no such figure in this layer.
    MissingLayer(LayerId),
    /// A layer it reads has no data in this run, or comes after the one being scored.
    NoLayer,
    /// This input, or what it is worked out from, does not apply.
    NotApplicable,
    /// This input is excused, and what reads it gets its full points.
    Excused(InputId),
    /// A denominator is zero.
    Zero,
    /// A denominator is zero and the rules say 报错.
    Fault,
    /// Working days of this year cannot be counted: the calendar of the data does not know it.
    NoCalendar(i32),
}

/// What reading a quantity gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The value, or why there is none.
    pub value: Result<Value, Stop>,
    /// Whether a value given by 缺报 视为 went into it.
    pub presumed: bool,
    /// Whether an excused cell went into it.
    pub excused: bool,
}

/// How far a subject's result is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum State {
    /// It has a total.
    Complete,
    /// Something is missing: no total, grade or place.
    Incomplete,
    /// Something cannot be scored: no total, grade or place.
    Failed,
}

/// What other layers may read of one: its figures before all that reads layers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LayerFigures {
    /// 基础分
    pub base: Vec<Option<Number>>,
    /// 总分
    pub total: Vec<Option<Number>>,
    /// Of the formulas that are read of layers.
    pub formulas: BTreeMap<FormulaId, Vec<Reading>>,
    /// Of the indicators that are read of layers.
    pub scores: BTreeMap<IndicatorId, Vec<Outcome>>,
}

/// The results of a scheme, column by column. INVARIANT: every column is as long as the subjects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Results {
    /// The layer of the data they were made from; none where the scheme has no layers.
    pub layer: Option<LayerId>,
    /// Beside `Scheme::layers`: the figures of this layer and of those before it that have data.
    pub layers: Vec<Option<LayerFigures>>,
    /// For each formula.
    pub formulas: Vec<Vec<Reading>>,
    /// For each group value.
    pub groups: Vec<Vec<Reading>>,
    /// For 不适用 …, 取均值: by indicator, clause and group, those who are scored on their own data.
    pub peers: BTreeMap<(IndicatorId, usize, Option<u32>), Peers>,
    /// For each indicator, in the order of the scheme (children first): the score that its parent takes up.
    pub scores: Vec<Vec<Outcome>>,
    /// For each bonus and penalty.
    pub outside: Vec<Vec<Outcome>>,
    /// State of each subject.
    pub states: Vec<State>,
    /// 基础分: the first level put together.
    pub base: Vec<Option<Number>>,
    /// 加分: the sum of the bonuses.
    pub bonus: Vec<Option<Number>>,
    /// 扣分: the sum of the penalties, at least 0.
    pub penalty: Vec<Option<Number>>,
    /// 未修约总分: within its limits, before rounding.
    pub unrounded: Vec<Option<Number>>,
    /// 总分
    pub total: Vec<Option<Number>>,
    /// The grade after vetoes, before quotas.
    pub grades_before_quotas: Vec<Option<GradeId>>,
    /// 等级, after vetoes and quotas.
    pub grades: Vec<Option<GradeId>>,
    /// For each ranking of the scheme: the place of each subject.
    pub places: Vec<Vec<Option<u32>>>,
    /// The subjects in the order of the results: by the overall ranking, then by the others, those without a place
    /// last, ties in data order.
    pub order: Vec<u32>,
    /// Beside `Scheme::variants`: what the same data come to in each other reading.
    pub variants: Vec<Results>,
}

/// Those whose mean others take.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Peers {
    /// How many.
    pub count: i64,
    /// The sum of their scores.
    pub sum: Number,
}

impl Default for Peers {
    fn default() -> Peers {
        Peers { count: 0, sum: Number::ZERO }
    }
}
