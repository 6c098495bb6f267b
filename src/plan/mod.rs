//! Plan: the rules as meant. Names are resolved to ids, units to exact scales, notations to intervals and methods.
//! Made by `check` alone, so what it holds is sound. Nouns only, no logic but lookups; never text to be parsed,
//! never data. Start at [`Scheme`].

mod expr;
mod group;
mod ids;
mod indicator;
mod input;
mod method;
mod scheme;
mod verdict;

pub use expr::{Aggregate, Arithmetic, Comparison, Expr, ExprKind, Function, Part, Stage, Type};
pub use group::{GroupFunction, GroupValue};
pub use ids::{FieldId, FormulaId, GradeId, GroupValueId, IndicatorId, InputId, LayerId, ListId};
pub use indicator::{Absent, Combine, Guard, Indicator, Instead, Kind, NotApplicable};
pub use input::{Constant, Field, Formula, Input, List, OnExcused, OnMissing, OnZero, ValueType};
pub use method::{
    Anchor, Band, Cell, Choice, Condition, End, Entry, Level, Line, LineAmount, Method, Remainder, Step,
    StepSize, What,
};
pub use scheme::{Computed, Limits, Outside, Plan, RoundingPolicy, Scheme, Variant};
pub use verdict::{
    Consequence, Grade, GradedBy, Key, Order, Quota, Ranking, Scale, Scope, SeatRounding, Verdict, Veto,
};
