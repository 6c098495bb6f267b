//! What the rules ask for, and what they work out from it.

use super::{Expr, ExprKind, Feed, InputId, ListId, Scheme, Type};
use crate::number::{Interval, Number, Rounding, Unit};
use crate::source::Span;

/// An input of a subject.
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its column in the data: its name, or with the path of its block where two blocks use the name.
    pub column: String,
    /// What it holds.
    pub value_type: ValueType,
    /// The numbers allowed, in base units; all for what is not a number.
    pub range: Interval,
    /// 缺报: what an empty cell means.
    pub missing: OnMissing,
    /// 免责: what an excused cell means; none when the rules do not provide for it.
    pub excused: Option<OnExcused>,
    /// Whether 不适用 may stand in its cell: every indicator that reads it says what then becomes of its points.
    pub may_not_apply: bool,
    /// Whether some indicator that reads it does not say so: then 不适用 must not stand there.
    pub must_apply: bool,
    /// Whether the data must have the column: false for what only some subjects are asked.
    pub required: bool,
    /// Where it is declared; for the input of 评分, its indicator.
    pub span: Span,
}

/// What a cell holds.
#[derive(Clone, PartialEq, Debug)]
pub enum ValueType {
    /// A number in a unit, perhaps whole only (in that unit).
    Number {
        /// The unit of the data and of what is shown.
        unit: Unit,
        /// 整数.
        whole: bool,
    },
    /// 是否
    YesNo,
    /// 枚举
    Choice(Vec<String>),
    /// 文本
    Text,
    /// 佐证: the documents attached, by name, or that there are none.
    Evidence,
    /// 日期
    Date,
    /// 列表
    List(ListId),
}

impl ValueType {
    /// The unit of a number; none of anything else.
    pub fn unit(&self) -> Option<&Unit> {
        match self {
            ValueType::Number { unit, .. } => Some(unit),
            ValueType::YesNo
            | ValueType::Choice(_)
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date
            | ValueType::List(_) => None,
        }
    }

    /// The list; none of anything else.
    pub fn list(&self) -> Option<ListId> {
        match self {
            ValueType::List(list) => Some(*list),
            ValueType::Number { .. }
            | ValueType::YesNo
            | ValueType::Choice(_)
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date => None,
        }
    }
}

/// A value written in the rules.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Constant {
    /// In base units.
    Number(Number),
    /// 是 or 否.
    YesNo(bool),
    /// By its place among the choices.
    Choice(u32),
}

/// 缺报
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OnMissing {
    /// 报错: what reads it is undetermined.
    Report,
    /// 视为 v
    Value(Constant),
    /// 不适用
    NotApplicable,
}

/// 免责
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OnExcused {
    /// 给满分: what reads it gets its full points.
    Full,
    /// 视为 v
    Value(Constant),
    /// 不适用
    NotApplicable,
}

/// 分母为零
#[derive(Clone, PartialEq, Debug)]
pub enum OnZero {
    /// Proved: no denominator in it can be zero.
    Impossible,
    /// 不适用
    NotApplicable,
    /// 报错: what reads it has failed.
    Fault,
    /// 给满分 (of an indicator only)
    Full,
    /// The value instead.
    Value(Expr),
}

/// 列表 { … }, or 列表 来自 …
#[derive(Clone, PartialEq, Debug)]
pub struct List {
    /// The input it is the value of; its name is the list's file.
    pub input: InputId,
    /// The fields of a record.
    pub fields: Vec<Field>,
    /// 来自: where the records come from; none for those of the data.
    pub from: Option<Feed>,
}

/// A field of a record.
#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    /// Its name, and its column in the list's file.
    pub name: String,
    /// What it holds; never a list.
    pub value_type: ValueType,
    /// The numbers allowed, in base units.
    pub range: Interval,
    /// 缺报
    pub missing: OnMissing,
    /// Where it is declared.
    pub span: Span,
}

/// 公式 or 参数.
#[derive(Clone, PartialEq, Debug)]
pub struct Formula {
    /// Its name.
    pub name: String,
    /// Whether it was written as 参数.
    pub parameter: bool,
    /// Its value.
    pub value: Expr,
    /// What it gives.
    pub type_of: Type,
    /// The unit it is shown in.
    pub unit: Unit,
    /// What a zero denominator gives.
    pub on_zero: OnZero,
    /// 修约 n位, of the number in the unit shown.
    pub rounding: Option<Rounding>,
    /// The numbers it can give, in base units, as far as the ranges of the inputs tell.
    pub range: Interval,
    /// What its value stands on: of a parameter by choice, one for each row; empty where the rules name nothing.
    pub grounds: Vec<Ground>,
    /// Where it is declared.
    pub span: Span,
}

/// What a value of a formula or parameter stands on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ground {
    /// For whom, or since when.
    pub holds: Holds,
    /// 依据: the text it follows.
    pub basis: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// When a value of a parameter holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Always.
    Always,
    /// 自 2020年: in the year of the scheme, since this year.
    Since(i32),
    /// For those with one of these choices of this input.
    Of(InputId, Vec<u32>),
}

impl Scheme {
    /// The inputs that an expression rests on, itself or through formulas, as they are met; of a group, the subject's own.
    pub fn inputs_in(&self, expr: &Expr) -> Vec<InputId> {
        let mut found = Vec::new();
        self.gather(expr, &mut found);
        found
    }

    fn gather(&self, expr: &Expr, found: &mut Vec<InputId>) {
        if let ExprKind::Input(id) = &expr.kind {
            found.push(*id);
        } else if let ExprKind::Formula(id) = &expr.kind {
            self.gather(&self.formula(*id).value, found);
        }
        expr.parts().into_iter().for_each(|part| self.gather(part, found));
    }
}
