//! The tree as written: every word of a rule file with its place, nothing resolved. It does not know in which
//! language a keyword was spelt.
#![allow(
    clippy::large_enum_variant,
    reason = "a rule file has hundreds of nodes, not millions: boxes would only be noise"
)]

mod amend;
mod around;
mod expr;
mod quantity;
mod scoring;
mod test;

pub use amend::*;
pub use around::*;
pub use expr::*;
pub use quantity::*;
pub use scoring::*;
pub use test::*;

use crate::source::{SourceId, Span, Spanned, Woven};

/// A name as written, without its brackets; widths and inner spaces of a bracketed name are settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands, brackets included.
    pub span: Span,
}

/// A whole rule file.
#[derive(Clone, PartialEq, Debug)]
pub struct File {
    /// The text it was read from.
    pub source: SourceId,
    /// The schemes in the order of the file.
    pub schemes: Vec<Scheme>,
    /// Tests of schemes that stand elsewhere, in the order of the file.
    pub suites: Vec<Suite>,
    /// Every comment, from `//` to the end of its line.
    pub comments: Vec<Span>,
    /// Where something could not be read, and so may be missing from the tree.
    pub holes: Vec<Span>,
    /// The text itself, when it was put together from several; places are then those where its words were written.
    pub woven: Option<Woven>,
}

/// 办法 名 { … }
#[derive(Clone, PartialEq, Debug)]
pub struct Scheme {
    /// Its name.
    pub name: Name,
    /// Its statements in order.
    pub items: Vec<Item>,
    /// From the keyword to the closing brace.
    pub span: Span,
}

/// One statement. Any may stand in any block as far as the tree goes; the checker knows which may stand where.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// A key and a value.
    Setting(Spanned<Setting>),
    /// 输入 { … }
    Inputs(Spanned<Vec<Input>>),
    /// 公式 or 参数.
    Formula(Formula),
    /// 指标.
    Indicator(Indicator),
    /// 计分, the method of a long indicator.
    By(Spanned<Body>),
    /// 分支.
    Case(Case),
    /// 不适用 若 …
    NotApplicable(NotApplicable),
    /// 加分项 or 扣分项.
    Outside(Outside),
    /// 否决.
    Veto(Veto),
    /// 等级 按 … { … }
    Grades(Grades),
    /// 排名.
    Ranking(Ranking),
    /// 名额.
    Quota(Quota),
    /// 应用 { … }
    Uses(Spanned<Vec<Use>>),
    /// 警示 红 { … }
    Alerts(Alerts),
    /// 对照.
    Variant(Variant),
    /// 测试.
    Test(Test),
    /// 改.
    Change(Change),
    /// 删.
    Drop(Drop),
}

impl Item {
    /// Where it stands; for 计分, where its method does.
    pub fn span(&self) -> Span {
        match self {
            Item::Setting(setting) => setting.span,
            Item::Inputs(inputs) => inputs.span,
            Item::Formula(formula) => formula.span,
            Item::Indicator(indicator) => indicator.span,
            Item::By(body) => body.span,
            Item::Case(case) => case.span,
            Item::NotApplicable(clause) => clause.span,
            Item::Outside(outside) => outside.span,
            Item::Veto(veto) => veto.span,
            Item::Grades(grades) => grades.span,
            Item::Ranking(ranking) => ranking.span,
            Item::Quota(quota) => quota.span,
            Item::Uses(uses) => uses.span,
            Item::Alerts(alerts) => alerts.span,
            Item::Variant(variant) => variant.span,
            Item::Test(test) => test.span,
            Item::Change(change) => change.span,
            Item::Drop(drop) => drop.span,
        }
    }
}

/// The settings.
#[derive(Clone, PartialEq, Debug)]
pub enum Setting {
    /// 年度 2019
    Year(Quantity),
    /// 依据 "…"
    Basis(Spanned<String>),
    /// 对象 部门
    Subject(Name),
    /// 分组 类别
    Group(Name),
    /// 满分 100分
    Points(Quantity),
    /// 总分 0分-103分, or none for 不设限.
    Total(Option<(Bound, Bound)>),
    /// 修约 逐项 2位, …; empty for 不修约.
    Round(Vec<(RoundingPlace, Quantity)>),
    /// 零头 不计
    Remainder(Remainder),
    /// 层次 自评, 初审
    Layers(Vec<Name>),
    /// 缺项 折算
    Absent(Absent),
    /// 各项 评分
    Each(Body),
    /// 取最高
    Best,
    /// 取平均
    Mean,
    /// 任选 k项
    Choose(Quantity),
    /// 最多扣 n分
    MostLost(Quantity),
    /// 沿用 "…"
    Extends(Spanned<String>),
    /// 缺报 …
    Missing(Outcome),
    /// 免责 …
    Excused(Outcome),
    /// 分母为零 …
    OnZero(Outcome),
    /// 显示 n位
    Show(Quantity),
    /// 佐证 "…", 缺附 0分
    Evidence(Evidence),
}

/// 佐证: what must be attached, and what its absence costs.
#[derive(Clone, PartialEq, Debug)]
pub enum Evidence {
    /// 免附: nothing, whatever the block around says.
    Waived,
    /// These documents.
    Required {
        /// In words.
        documents: Spanned<String>,
        /// 缺附; none where it is not said.
        lacking: Option<Lacking>,
    },
}

/// 缺附: what it costs that nothing is attached.
#[derive(Clone, PartialEq, Debug)]
pub enum Lacking {
    /// 缺附 0分: the score is at most this.
    AtMost(Amount),
    /// 缺附 扣 1分: so much less.
    Less(Amount),
    /// 缺附 报错: the item is undetermined.
    Report,
}

/// Where rounding is done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RoundingPlace {
    /// 逐项: every leaf indicator, bonus and penalty.
    Item,
    /// 各块: every block.
    Block,
    /// 总分: the total.
    Total,
}

/// 零头: what a part of a step counts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Remainder {
    /// 不计: nothing.
    Dropped,
    /// 算一步: a whole step.
    WholeStep,
    /// 按比例: its share of a step.
    ProRata,
}

/// 缺项: what becomes of points that do not apply.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Absent {
    /// 折算: the sum is scaled up to the block's points.
    Rescale,
    /// 均摊: the points are shared equally by the other children.
    Spread,
    /// 上移: the block counts for less, and the next block up decides.
    Lift,
}
