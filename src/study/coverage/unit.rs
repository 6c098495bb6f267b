//! Scoring units: the smallest things in the rules that a case either tries or leaves untried.

use std::collections::BTreeMap;

use crate::eval::CellState;
use crate::number::{Interval, Number};
use crate::plan::{Expr, FieldId, FormulaId, GradeId, IndicatorId, InputId, ListId};
use crate::source::Span;

/// A scoring unit of a scheme.
#[derive(Clone, PartialEq, Debug)]
pub struct Unit {
    /// Which one. It holds no place of the file, so that laying the file out anew changes nothing.
    pub key: Key,
    /// What sort of unit it is counted with.
    pub kind: UnitKind,
    /// What it speaks of, for the words of a report: a condition, the value that is held against a bound.
    pub value: Option<Expr>,
    /// The bound, of a unit at a bound.
    pub bound: Option<Edge>,
    /// Why no case can try it; none where one may.
    pub never: Option<Never>,
    /// Where it is written.
    pub span: Span,
}

/// A bound that a value can be exactly at.
#[derive(Clone, PartialEq, Debug)]
pub enum Edge {
    /// As the rules write it.
    Expr(Expr),
    /// In base units: an anchor, the end of a grade.
    Number(Number),
}

/// Which unit it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// In what.
    pub of: Of,
    /// Which.
    pub what: What,
}

/// The part of the rules that a unit is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Of {
    /// An indicator, block or leaf.
    Indicator(IndicatorId),
    /// 加分项 or 扣分项, by place.
    Outside(usize),
    /// A formula or parameter.
    Formula(FormulaId),
    /// An input.
    Input(InputId),
    /// A field of the records of a list.
    Field(ListId, FieldId),
    /// The scheme as a whole: its first level, 总分, 等级.
    Whole,
    /// 否决 of the scheme, by place.
    Veto(usize),
    /// 名额, by place.
    Quota(usize),
    /// 排名, by place.
    Ranking(usize),
    /// 应用, by place.
    Consequence(usize),
    /// 警示, by place.
    Alert(usize),
}

impl Of {
    /// The indicator, where it is one.
    pub fn indicator(self) -> Option<IndicatorId> {
        match self {
            Of::Indicator(id) => Some(id),
            Of::Outside(_)
            | Of::Formula(_)
            | Of::Input(_)
            | Of::Field(..)
            | Of::Whole
            | Of::Veto(_)
            | Of::Quota(_)
            | Of::Ranking(_)
            | Of::Consequence(_)
            | Of::Alert(_) => None,
        }
    }
}

/// Which unit of its part. Places count from 0 in the order of the rules.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum What {
    /// The part was come to at all. No unit: it tells why the units of a part may all be untried.
    Reached,
    /// 得: the points are worked out.
    Score,
    /// A row of 分档 or a level of 评分 is taken.
    Row(usize),
    /// A value is exactly at a bound: the bounds of a part, each once.
    At(usize),
    /// A condition, or a part of one that 且 and 或 join, comes to 是 or 否.
    Condition(usize, bool),
    /// A line takes effect, or does not.
    Line(Vec<usize>, bool),
    /// A line inside 取最高 holds and a better one counts.
    PassedOver(Vec<usize>),
    /// 每: a part of a step is left over (true), or none is.
    Remainder(Vec<usize>, bool),
    /// 最多 of a line cuts (true), or leaves the amount as it is.
    Most(Vec<usize>, bool),
    /// A score as it is kept within its limits.
    Kept(Kept),
    /// 按比例
    Rate(Rate),
    /// 插值: the piece before this anchor; one more for at and beyond the last.
    Piece(usize),
    /// 评分 of points.
    Given(Rate),
    /// A cell of an input, or of a field of a record.
    State(CellState),
    /// 分母为零: the clause takes over.
    ZeroDenominator,
    /// 取均值 of nobody.
    NobodysMean,
    /// 缺项: what becomes of points that do not apply.
    Absent(AbsentUnit),
    /// A branch of 分支.
    Branch(usize),
    /// 任选, 取最高: the child by place is among those that count (true), or left out.
    Chosen(usize, bool),
    /// 佐证 is attached (true), or is not.
    Evidence(bool),
    /// 最高 of a bonus or penalty, 总分 above: it cuts (true), or leaves the sum as it is.
    UpperLimit(bool),
    /// 总分 below: it lifts (true), or leaves the sum as it is.
    LowerLimit(bool),
    /// The grade by score alone.
    Grade(GradeId),
    /// The score graded is exactly at the lower end of this grade, or its upper end for the lowest.
    GradeAt(usize),
    /// 名额
    Seats(SeatUnit),
    /// 排名: the key by place tells subjects apart.
    Decides(usize),
    /// 排名: subjects are alike in every key.
    Tie,
    /// A figure of a layer is there (true), or its layer has no data. By place among those the scheme reads.
    Layer(usize, bool),
}

/// How a score is kept within its limits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kept {
    /// It was below and is lifted.
    Lifted,
    /// It was within.
    Within,
    /// It was above and is cut.
    Cut,
}

/// What part of the points is given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rate {
    /// None, by 低于 L 不得分.
    CutOff,
    /// None.
    Zero,
    /// Some.
    Between,
    /// All, or more under 不封顶.
    Full,
    /// 目标为零
    ZeroTarget,
}

/// What becomes of points that do not apply.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AbsentUnit {
    /// All of them apply.
    None,
    /// Some do not, and 缺项 says what becomes of them.
    Some,
    /// None applies, so the block does not.
    All,
}

/// What happens to the seats of a quota in a group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SeatUnit {
    /// All who hold the grade have a seat.
    Enough,
    /// Some lose the grade.
    Short,
    /// The last seat is claimed by several in the same place.
    Tied,
}

/// The sorts of units, by which they are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum UnitKind {
    /// Rows, levels, pieces, shares of the points: the two sides of every bound are rows.
    Row,
    /// Values exactly at a bound.
    Bound,
    /// Conditions and their parts, each 是 and 否.
    Condition,
    /// Lines, with effect and without.
    Line,
    /// 零头
    Remainder,
    /// 最多, 最高, the points themselves, 总分: reached and not.
    Limit,
    /// 填报, 缺报, 不适用, 免责 of inputs; layers without data.
    State,
    /// 不适用 clauses and 缺项.
    NotApplicable,
    /// 分母为零
    Zero,
    /// 分支
    Branch,
    /// 佐证
    Evidence,
    /// 否决, held and not.
    Veto,
    /// 等级
    Grade,
    /// 名额
    Quota,
    /// 排名
    Ranking,
    /// 应用, following and not.
    Consequence,
    /// 警示, raised and not.
    Alert,
}

impl UnitKind {
    /// All of them, in the order of reports.
    pub const ALL: [UnitKind; 17] = [
        UnitKind::Row,
        UnitKind::Bound,
        UnitKind::Condition,
        UnitKind::Line,
        UnitKind::Remainder,
        UnitKind::Limit,
        UnitKind::State,
        UnitKind::NotApplicable,
        UnitKind::Zero,
        UnitKind::Branch,
        UnitKind::Evidence,
        UnitKind::Veto,
        UnitKind::Grade,
        UnitKind::Quota,
        UnitKind::Ranking,
        UnitKind::Consequence,
        UnitKind::Alert,
    ];
}

/// Why no case can try a unit: proved from what the rules declare, never guessed.
#[derive(Clone, PartialEq, Debug)]
pub enum Never {
    /// The value can only be here.
    Range(Interval),
    /// The value is a whole number.
    Whole,
}

/// The units of a scheme, and where the working of a subject finds them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Units {
    /// The units in the order of the rules.
    pub all: Vec<Unit>,
    /// Their places by key.
    pub places: BTreeMap<Key, usize>,
    /// The conditions of each part, by where they are written.
    pub conditions: BTreeMap<(Of, Span), usize>,
    /// The bounds of each part, by where they are written.
    pub bounds: BTreeMap<(Of, Span), usize>,
}

impl Units {
    /// Takes up a unit; one that is there already stays as it is.
    pub(super) fn add(&mut self, unit: Unit) {
        if !self.places.contains_key(&unit.key) {
            self.places.insert(unit.key.clone(), self.all.len());
            self.all.push(unit);
        }
    }
}
