//! One difference between two rule files.

use crate::source::{Span, Text};

/// One changed property at one place, in the words of policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Edit {
    /// The scheme it is in.
    pub scheme: String,
    /// The blocks around it and what it is about, by name, outermost first; empty for the scheme itself.
    pub path: Vec<String>,
    /// The whole sentence: `基础工作管理/制度建设 分值: 8分 → 6分`.
    pub says: Text,
    /// The same without the path: `分值: 8分 → 6分`.
    pub change: Text,
    /// Whether what the path names came or went whole; else something about it has changed.
    pub whole: bool,
    /// What has changed: 分值.
    pub name: Text,
    /// What it was: 8分; none where there was none.
    pub was: Option<Text>,
    /// What it is: 6分; none where there is none.
    pub is: Option<Text>,
    /// The statement as it was; none for what is new.
    pub before: Option<Span>,
    /// The statement as it is; none for what is gone.
    pub after: Option<Span>,
    /// The 依据 nearest around it, below that of the scheme.
    pub basis: Option<String>,
    /// What it is about.
    pub kind: EditKind,
    /// Whether it can move a result at all: a score, a grade, a place, a consequence.
    pub scores: bool,
}

/// What an edit is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EditKind {
    /// A whole scheme, or its name.
    Scheme,
    /// A setting: 修约, 缺项, 总分 …
    Setting,
    /// 分值.
    Points,
    /// 权重.
    Weight,
    /// An indicator that is new or gone.
    Indicator,
    /// Something that stands in another block now.
    Moved,
    /// Something that has another name now.
    Renamed,
    /// The order of what stands side by side.
    Order,
    /// The way to score.
    Method,
    /// What is scored: the value of bands, the target of a proportion.
    Value,
    /// The bound of a band.
    Bound,
    /// Which of two bands a bound belongs to.
    Inclusion,
    /// Which bands there are, or a row.
    Rows,
    /// What a row or an anchor gives.
    Given,
    /// A line of 逐项, 扣分 …: one that is new or gone.
    Line,
    /// 每 n.
    Step,
    /// What a line adds or takes.
    Amount,
    /// 最多, 最高.
    Limit,
    /// 缺报, 分母为零, 零头 …
    Clause,
    /// When something holds.
    Condition,
    /// An input: one that is new or gone.
    Input,
    /// The type of an input.
    Type,
    /// 公式, 参数.
    Formula,
    /// 不适用.
    NotApplicable,
    /// 否决.
    Veto,
    /// 分支.
    Branch,
    /// 加分项, 扣分项.
    Outside,
    /// 等级.
    Grade,
    /// 排名.
    Ranking,
    /// 名额.
    Quota,
    /// 应用.
    Consequence,
    /// 警示.
    Alert,
    /// 佐证.
    Evidence,
    /// 依据.
    Basis,
    /// 对照.
    Variant,
}

impl EditKind {
    /// Its name in results.
    pub fn id(self) -> &'static str {
        match self {
            EditKind::Scheme => "scheme",
            EditKind::Setting => "setting",
            EditKind::Points => "points",
            EditKind::Weight => "weight",
            EditKind::Indicator => "indicator",
            EditKind::Moved => "moved",
            EditKind::Renamed => "renamed",
            EditKind::Order => "order",
            EditKind::Method => "method",
            EditKind::Value => "value",
            EditKind::Bound => "bound",
            EditKind::Inclusion => "inclusion",
            EditKind::Rows => "rows",
            EditKind::Given => "given",
            EditKind::Line => "line",
            EditKind::Step => "step",
            EditKind::Amount => "amount",
            EditKind::Limit => "limit",
            EditKind::Clause => "clause",
            EditKind::Condition => "condition",
            EditKind::Input => "input",
            EditKind::Type => "type",
            EditKind::Formula => "formula",
            EditKind::NotApplicable => "not_applicable",
            EditKind::Veto => "veto",
            EditKind::Branch => "branch",
            EditKind::Outside => "outside",
            EditKind::Grade => "grade",
            EditKind::Ranking => "ranking",
            EditKind::Quota => "quota",
            EditKind::Consequence => "consequence",
            EditKind::Alert => "alert",
            EditKind::Evidence => "evidence",
            EditKind::Basis => "basis",
            EditKind::Variant => "variant",
        }
    }
}
