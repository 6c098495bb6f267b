//! Changes to a scheme that stands elsewhere, as written.

use super::{Content, Expr, Formula, Input, Name, Outside, Quantity, Scope};
use crate::source::{Span, Spanned};

/// 改 …
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// What is changed, and into what.
    pub to: ChangeTo,
    /// The statement.
    pub span: Span,
}

/// What a change is about.
#[derive(Clone, PartialEq, Debug)]
pub enum ChangeTo {
    /// 改 过程/预算执行率 8分: 分档 { … }
    Indicator(ChangedIndicator),
    /// 改 参数 培训目标 = 80人
    Formula {
        /// The blocks it stands in, then its name.
        path: Vec<Name>,
        /// What it becomes.
        formula: Formula,
    },
    /// 改 输入 专职人员: 整数 人
    Input {
        /// The blocks it stands in, then its name.
        path: Vec<Name>,
        /// What it becomes.
        input: Input,
    },
    /// 改 加分项 典型经验 最高 5分 { … }
    Outside(Outside),
}

/// What an indicator becomes; what is not said stays.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangedIndicator {
    /// The indicator.
    pub path: Vec<Name>,
    /// Its points.
    pub points: Option<Quantity>,
    /// Its weight.
    pub weight: Option<Quantity>,
    /// Another way to score, or a block of changes and additions.
    pub content: Content,
}

/// 删 …
#[derive(Clone, PartialEq, Debug)]
pub struct Drop {
    /// What no longer stands.
    pub what: Dropped,
    /// The statement.
    pub span: Span,
}

/// What a scheme no longer has.
#[derive(Clone, PartialEq, Debug)]
pub enum Dropped {
    /// 删 绩效监控管理/支付时效
    Indicator(Vec<Name>),
    /// 删 参数 培训目标
    Formula {
        /// The blocks it stands in, then its name.
        path: Vec<Name>,
        /// Whether it was called 参数.
        parameter: bool,
    },
    /// 删 输入 专职人员
    Input(Vec<Name>),
    /// 删 加分项 典型经验
    Outside {
        /// Its name.
        name: Name,
        /// Whether it was called 扣分项.
        penalty: bool,
    },
    /// 删 否决 若 重大违纪
    Veto(Expr),
    /// 删 不适用 若 项目数 = 0个
    NotApplicable(Expr),
    /// 删 名额 优
    Quota {
        /// The grade.
        grade: Name,
        /// Within whom; any when it is not said.
        scope: Option<Scope>,
    },
    /// 删 对照 "算一步读法"
    Variant(Spanned<String>),
}
