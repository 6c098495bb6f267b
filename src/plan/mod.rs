//! Plan: the rules as meant. Names are resolved to ids, units to exact scales, notations to intervals and methods.
//! Made by `check` alone, so what it holds is sound. Nouns only, no logic but lookups; never text to be parsed,
//! never data. Start at [`Scheme`].

mod expr;
mod feed;
mod group;
mod ids;
mod indicator;
mod input;
mod method;
mod scheme;
mod test;
mod verdict;

pub use expr::{Aggregate, Arithmetic, Comparison, Expr, ExprKind, Function, LayerFigure, Part, Stage, Type};
pub use feed::{Carried, Feed, Matched};
pub use group::{GroupFunction, GroupValue};
pub use ids::{
    AlertLevelId, FieldId, FormulaId, GradeId, GroupValueId, IndicatorId, InputId, LayerId, ListId,
};
pub use indicator::{Absent, Combine, Evidence, Guard, Indicator, Instead, Kind, Lacking, NotApplicable};
pub use input::{
    Constant, Field, Formula, Ground, Holds, Input, List, OnExcused, OnMissing, OnZero, ValueType,
};
pub use method::{
    Anchor, Band, Cell, Choice, Condition, End, Entry, Level, Line, LineAmount, Method, Remainder, Step,
    StepSize, What,
};
pub use scheme::{Computed, Limits, Outside, Plan, RoundingPolicy, Scheme, Variant};
pub use test::{
    Expectation, Expected, GivenCell, GivenRecords, Test, TestCase, TestFigure, TestState, TestSubject,
};
pub use verdict::{
    Alert, Consequence, Grade, GradedBy, Key, Order, Quota, Ranking, Scale, Scope, SeatRounding, Verdict,
    Veto,
};
