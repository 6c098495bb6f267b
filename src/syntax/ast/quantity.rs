//! Inputs, formulas and parameters as written.

use super::{Band, Expr, Name, Quantity, Remainder};
use crate::source::{Span, Spanned};

/// `预算数, 执行数: 金额 万元, 缺报 报错`
#[derive(Clone, PartialEq, Debug)]
pub struct Input {
    /// The names declared by this line.
    pub names: Vec<Name>,
    /// Their type.
    pub type_of: Spanned<TypeOf>,
    /// Its clauses.
    pub clauses: Vec<Spanned<Clause>>,
    /// The line.
    pub span: Span,
}

/// The type of an input.
#[derive(Clone, PartialEq, Debug)]
pub enum TypeOf {
    /// 枚举(甲, 乙)
    Choice(Vec<Name>),
    /// 是否
    YesNo,
    /// 整数 人
    Integer(Option<UnitOf>),
    /// 数值 人 每 10万人
    Number(Option<UnitOf>),
    /// 百分比
    Percent,
    /// 金额 万元
    Money(Option<UnitOf>),
    /// 天数
    Days,
    /// 工作日
    WorkingDays,
    /// 日期
    Date,
    /// 文本
    Text,
    /// 分数
    Points,
    /// 列表 { … }
    List(Vec<Input>),
    /// 列表 来自 办法
    ListFrom(ListFrom),
}

/// `来自 项目支出绩效评价 按 主管部门`: the records are what another scheme came to.
#[derive(Clone, PartialEq, Debug)]
pub struct ListFrom {
    /// The other scheme.
    pub scheme: Name,
    /// Which of its subjects are records of which subject here.
    pub matched: MatchedBy,
}

/// How subjects of another scheme find theirs.
#[derive(Clone, PartialEq, Debug)]
pub enum MatchedBy {
    /// Nothing written: the one with the same 编号.
    SameId,
    /// `按 主管部门`: its input of this name holds the 编号.
    Input(Name),
    /// `, 全体`: all of them are records of everyone.
    All(Span),
}

/// `人 每 10万人`
#[derive(Clone, PartialEq, Debug)]
pub struct UnitOf {
    /// `人`
    pub unit: Spanned<String>,
    /// `10万人`; a bare `千人` counts once.
    pub per: Option<Quantity>,
}

/// `公式 预算执行率 = 执行数 / 预算数, 分母为零 报错`, or `参数 扣分率 = 10%`, or a parameter with a table of values
/// (`参数 监控红线 { 自 2018年: 60% }`), whose value is then [`ExprKind::Table`](super::ExprKind::Table).
#[derive(Clone, PartialEq, Debug)]
pub struct Formula {
    /// Its name.
    pub name: Name,
    /// Whether it was written as 参数: a number that a later scheme may change.
    pub parameter: bool,
    /// Its value.
    pub value: Expr,
    /// Its clauses.
    pub clauses: Vec<Spanned<Clause>>,
    /// The line.
    pub span: Span,
}

/// What may follow a comma.
#[derive(Clone, PartialEq, Debug)]
pub enum Clause {
    /// 最多 3分: the most one line may add or take.
    AtMost(Amount),
    /// 最高 12分: the most an item or a bonus may come to.
    Highest(Amount),
    /// 零头 不计
    Remainder(Remainder),
    /// 低于 60% 不得分
    CutOff(Expr),
    /// 反向
    Reverse,
    /// 不封顶
    Uncapped,
    /// 分母为零 …
    OnZero(Outcome),
    /// 目标为零 …
    ZeroTarget(Outcome),
    /// 缺报 …
    Missing(Outcome),
    /// 免责 …
    Excused(Outcome),
    /// 范围 0%-100%
    Range(Band),
    /// 修约 4位
    Round(Quantity),
    /// 依据 "财预〔2018〕1号": the text a formula or a value of a parameter stands on.
    Basis(Spanned<String>),
    /// 仅供参考: an input that no score reads.
    ForInformation,
}

/// What to do when there is no ordinary value.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// 报错
    Error,
    /// 不适用
    NotApplicable,
    /// 给满分
    Full,
    /// 视为 0次, or an amount alone.
    Value(Amount),
}

/// An amount of points, or a value.
#[derive(Clone, PartialEq, Debug)]
pub enum Amount {
    /// 满分的 10%
    OfPoints(Quantity),
    /// 3分, 满分 × 1/2
    Value(Expr),
}
