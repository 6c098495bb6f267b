//! What stands around the tree of indicators, as written.

use super::{Amount, Band, Expr, Item, Lines, Name, Order, Quantity, Scope};
use crate::source::{Span, Spanned};

/// 加分项 or 扣分项.
#[derive(Clone, PartialEq, Debug)]
pub struct Outside {
    /// Its name.
    pub name: Name,
    /// Whether it is a 扣分项.
    pub penalty: bool,
    /// 最高 n, 不设限, or nothing said.
    pub limit: Option<OutsideLimit>,
    /// Its lines.
    pub lines: Lines,
    /// The head: from the keyword to the limit.
    pub head: Span,
    /// All of it.
    pub span: Span,
}

/// How far a bonus or penalty may go.
#[derive(Clone, PartialEq, Debug)]
pub enum OutsideLimit {
    /// 最高 3分
    AtMost(Amount),
    /// 不设限
    Unlimited,
}

/// 否决 若 c: …
#[derive(Clone, PartialEq, Debug)]
pub struct Veto {
    /// When.
    pub condition: Expr,
    /// What then.
    pub verdict: Verdict,
    /// The line.
    pub span: Span,
}

/// What a veto does.
#[derive(Clone, PartialEq, Debug)]
pub enum Verdict {
    /// 0分: the score is at most this.
    Score(Amount),
    /// 等级 差
    Grade(Name),
    /// 等级 不高于 中
    AtBest(Name),
    /// 等级 降一档
    OneDown,
}

/// 等级 按 总分 { … }
#[derive(Clone, PartialEq, Debug)]
pub struct Grades {
    /// What is graded: 总分, 未修约总分, 基础分.
    pub by: Name,
    /// The grades, best first as written.
    pub rows: Vec<Grade>,
    /// All of it.
    pub span: Span,
}

/// `优: 90(含)分以上`
#[derive(Clone, PartialEq, Debug)]
pub struct Grade {
    /// Its name.
    pub name: Name,
    /// Its stretch of scores; none for 其余.
    pub band: Option<Band>,
    /// The line.
    pub span: Span,
}

/// 排名 同 类别: 总分, 预算执行率; 同分并列
#[derive(Clone, PartialEq, Debug)]
pub struct Ranking {
    /// Who is ranked together.
    pub scope: Scope,
    /// The keys, the first deciding.
    pub keys: Vec<RankingKey>,
    /// Whether the place after a tie follows on (1-2-2-3); else it is skipped (1-2-2-4).
    pub dense: bool,
    /// The line.
    pub span: Span,
}

/// One key of a ranking.
#[derive(Clone, PartialEq, Debug)]
pub struct RankingKey {
    /// The value.
    pub value: Expr,
    /// Which end comes first.
    pub order: Order,
}

/// 名额 优 同 类别 不超过 30%, …
#[derive(Clone, PartialEq, Debug)]
pub struct Quota {
    /// The grade.
    pub grade: Name,
    /// Within whom it is counted.
    pub scope: Scope,
    /// The share.
    pub share: Quantity,
    /// How the seats are counted and given.
    pub clauses: Vec<Spanned<QuotaClause>>,
    /// The line.
    pub span: Span,
}

/// How seats are counted and given.
#[derive(Clone, PartialEq, Debug)]
pub enum QuotaClause {
    /// 向下取整
    RoundDown,
    /// 向上取整
    RoundUp,
    /// 四舍五入
    RoundHalfUp,
    /// 至少 1个
    AtLeast(Quantity),
    /// 并列 按 排名
    TiedByRanking,
    /// 并列 都取
    TiedAll,
    /// 并列 都不取
    TiedNone,
    /// 超额 降一档
    SurplusOneDown,
}

/// `等级 = 差: "压减", 金额 预算数 × 20%`
#[derive(Clone, PartialEq, Debug)]
pub struct Use {
    /// When.
    pub condition: Expr,
    /// The consequence in words.
    pub text: Spanned<String>,
    /// Its amount of money.
    pub money: Option<Expr>,
    /// The line.
    pub span: Span,
}

/// 警示 红 { … }
#[derive(Clone, PartialEq, Debug)]
pub struct Alerts {
    /// The level, a name of the rules' own.
    pub level: Name,
    /// Its rows.
    pub rows: Vec<AlertRow>,
    /// All of it.
    pub span: Span,
}

/// `非 有满意度指标: "没有满意度指标, 补充后重报"`
#[derive(Clone, PartialEq, Debug)]
pub struct AlertRow {
    /// When.
    pub condition: Expr,
    /// The alert in words.
    pub text: Spanned<String>,
    /// The line.
    pub span: Span,
}

/// 对照 "算一步读法" { … }
#[derive(Clone, PartialEq, Debug)]
pub struct Variant {
    /// Its title.
    pub title: Spanned<String>,
    /// What differs.
    pub items: Vec<Item>,
    /// All of it.
    pub span: Span,
}
