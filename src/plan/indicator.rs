//! Indicators: the nodes of the tree.

use super::{Expr, IndicatorId, InputId, Method, OnZero, Scope, Veto};
use crate::number::Number;
use crate::source::Span;

/// An indicator.
#[derive(Clone, PartialEq, Debug)]
pub struct Indicator {
    /// Its name.
    pub name: String,
    /// Names from the first level down, joined with `/`.
    pub path: String,
    /// Its points (满分).
    pub points: Number,
    /// Its weight in the parent, as a fraction; none when its points count as they are.
    pub weight: Option<Number>,
    /// 最多扣: the most of its points that can be lost, before vetoes; none where all can be. INVARIANT: above 0, below
    /// the points.
    pub most_lost: Option<Number>,
    /// Its parent; none on the first level.
    pub parent: Option<IndicatorId>,
    /// Block or leaf.
    pub kind: Kind,
    /// The branches (分支) it stands in: it belongs to a subject only if each of them is the subject's.
    pub guards: Vec<Guard>,
    /// 不适用 若 …
    pub not_applicable: Vec<NotApplicable>,
    /// 佐证: what must be attached; none where nothing is asked for, and at a block.
    pub evidence: Option<Evidence>,
    /// 否决 at this indicator.
    pub vetoes: Vec<Veto>,
    /// 依据
    pub basis: Option<String>,
    /// Its head in the rule file.
    pub span: Span,
}

impl Indicator {
    /// How it is scored by itself; none for a block.
    pub fn method(&self) -> Option<&Method> {
        match &self.kind {
            Kind::Leaf { method, .. } => Some(method),
            Kind::Group { .. } => None,
        }
    }
}

/// 佐证 "…", 缺附 …: acts on a score, before the vetoes.
#[derive(Clone, PartialEq, Debug)]
pub struct Evidence {
    /// The documents, in words.
    pub documents: String,
    /// Where the data name what is attached.
    pub input: InputId,
    /// What it costs that nothing is.
    pub lacking: Lacking,
    /// Its line.
    pub span: Span,
}

/// 缺附: what it costs that nothing is attached.
#[derive(Clone, PartialEq, Debug)]
pub enum Lacking {
    /// The score is at most this.
    AtMost(Expr),
    /// So much less, not below 0.
    Less(Expr),
    /// The item is undetermined.
    Report,
}

impl Evidence {
    /// The amount that its absence costs.
    pub fn amount(&self) -> Option<&Expr> {
        match &self.lacking {
            Lacking::AtMost(amount) | Lacking::Less(amount) => Some(amount),
            Lacking::Report => None,
        }
    }
}

/// Block or leaf.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A block from its children.
    Group {
        /// The children in the order of the file, those of all branches.
        children: Vec<IndicatorId>,
        /// How they are put together.
        combine: Combine,
        /// 缺项; none when no child can be not applicable.
        absent: Option<Absent>,
    },
    /// A leaf.
    Leaf {
        /// How it is scored.
        method: Box<Method>,
        /// What a zero denominator in it gives.
        on_zero: OnZero,
    },
}

/// How a block is put together.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Combine {
    /// The sum of the children; with weights, of score ÷ points × weight × the block's points.
    Sum,
    /// 取最高: the best child's rate, on the block's points.
    Best,
    /// 取平均: the mean of the children's rates, on the block's points.
    Mean,
    /// 任选 k项: the k children of the highest scores, out of those that apply. INVARIANT: the children have equal
    /// points, k times which are the block's.
    Choose(u32),
}

/// 缺项: what becomes of points that do not apply.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Absent {
    /// 折算: sum × the block's points ÷ the points that apply.
    Rescale,
    /// 均摊: shared equally by the siblings that apply.
    Spread,
    /// 上移: the block counts for the points that apply; the next block up decides.
    Lift,
}

/// The branch of a 分支.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guard {
    /// The input that decides.
    pub input: InputId,
    /// The choices the branch is for, by place.
    pub choices: Vec<u32>,
    /// The branch.
    pub span: Span,
}

/// 不适用 若 c
#[derive(Clone, PartialEq, Debug)]
pub struct NotApplicable {
    /// When.
    pub condition: Expr,
    /// What then.
    pub instead: Instead,
    /// Its line.
    pub span: Span,
}

/// What an indicator that does not apply is given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Instead {
    /// Nothing: the block's 缺项 decides.
    Nothing,
    /// 给满分
    Full,
    /// 取均值(同 类别): the mean of what it gives those of the scope that are scored on their own data; of nobody, it
    /// has failed.
    Mean(Scope),
}
