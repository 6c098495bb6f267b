//! A scheme: one assessment as meant.

use std::collections::BTreeSet;

use super::{
    Absent, Alert, AlertLevelId, Consequence, Entry, Expr, Field, FieldId, Formula, FormulaId, GradeId,
    GroupValue, GroupValueId, Indicator, IndicatorId, Input, InputId, Kind, LayerFigure, LayerId, List,
    ListId, Quota, Ranking, Scale, Scope, Test, Verdict, Veto,
};
use crate::number::{Number, Rounding};
use crate::source::Span;

/// Everything that one run scores, in the order it is scored.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The schemes. INVARIANT: each stands after those that its lists come from.
    pub schemes: Vec<Scheme>,
}

/// One assessment.
#[derive(Clone, PartialEq, Debug)]
pub struct Scheme {
    /// Its name.
    pub name: String,
    /// 年度
    pub year: Option<i32>,
    /// 依据
    pub basis: Option<String>,
    /// 对象: what is assessed, e.g. 部门.
    pub subject_kind: String,
    /// 分组: the input by which subjects are grouped.
    pub group: Option<InputId>,
    /// 满分
    pub points: Number,
    /// 总分: its limits.
    pub limits: Limits,
    /// 层次: the layers of the data, a later one overriding those before; empty where there are none.
    pub layers: Vec<String>,
    /// 修约
    pub rounding: RoundingPolicy,
    /// 显示: the decimal places of tables for people; changes no value.
    pub show: Option<u8>,
    /// 缺项 of the first level.
    pub absent: Option<Absent>,
    /// The inputs, declared ones in the order of the file, those of 评分 among them.
    pub inputs: Vec<Input>,
    /// The lists.
    pub lists: Vec<List>,
    /// Formulas and parameters.
    pub formulas: Vec<Formula>,
    /// Group values.
    pub group_values: Vec<GroupValue>,
    /// What is worked out, in order. INVARIANT: each stands after all it reads; each kind in the order of its ids.
    pub order: Vec<Computed>,
    /// INVARIANT: children stand before their parent. Walk indicators outside, subjects inside: then the best, mean
    /// and rank of a column are there when a method asks, and scoring stays one pass.
    pub indicators: Vec<Indicator>,
    /// The first level, in the order of the file.
    pub roots: Vec<IndicatorId>,
    /// 加分项 and 扣分项.
    pub outside: Vec<Outside>,
    /// 否决 of the scheme, on total or grade.
    pub vetoes: Vec<Veto>,
    /// 等级
    pub scale: Option<Scale>,
    /// 排名
    pub rankings: Vec<Ranking>,
    /// 名额
    pub quotas: Vec<Quota>,
    /// Whether something counts working days: then the data need a calendar.
    pub counts_workdays: bool,
    /// The days written in the rules, from 1970-01-01.
    pub dates: BTreeSet<i32>,
    /// 应用
    pub consequences: Vec<Consequence>,
    /// The levels of 警示, the gravest first.
    pub alert_levels: Vec<String>,
    /// The rows of 警示, those of the gravest level first.
    pub alerts: Vec<Alert>,
    /// Whether points and weights need not add up: rules in which only some edits of an amendment have been made. A block
    /// is then out of what its children come to.
    pub open: bool,
    /// 对照: the same scheme read otherwise, asking for the same data.
    pub variants: Vec<Variant>,
    /// 测试: what made-up subjects are expected to come to; no result depends on them.
    pub tests: Vec<Test>,
    /// Its head in the rule file.
    pub span: Span,
}

/// 对照: another reading of a scheme.
#[derive(Clone, PartialEq, Debug)]
pub struct Variant {
    /// Its title.
    pub title: String,
    /// The scheme as it reads then. INVARIANT: its inputs, lists and layers are those of the scheme it belongs to, in
    /// the same order; it has no variants.
    pub scheme: Scheme,
    /// Its head in the rule file.
    pub span: Span,
}

/// A column that is worked out for every subject before the next begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Computed {
    /// A formula.
    Formula(FormulaId),
    /// A group value.
    Group(GroupValueId),
    /// An indicator.
    Indicator(IndicatorId),
}

/// The limits of the total.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// The least; none for 不设限.
    pub low: Option<Number>,
    /// The most; none for 不设限.
    pub high: Option<Number>,
}

/// 修约: where and to how many places scores are rounded, half up.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RoundingPolicy {
    /// 逐项: leaves, bonuses, penalties.
    pub item: Option<Rounding>,
    /// 各块: blocks.
    pub block: Option<Rounding>,
    /// 总分: the total.
    pub total: Option<Rounding>,
}

impl RoundingPolicy {
    /// The most places that any rounding leaves; none where nothing is rounded.
    pub fn places(&self) -> Option<u8> {
        [self.item, self.block, self.total].into_iter().flatten().map(|rounding| rounding.places).max()
    }
}

/// 加分项 or 扣分项.
#[derive(Clone, PartialEq, Debug)]
pub struct Outside {
    /// Its name.
    pub name: String,
    /// Whether it is a 扣分项: its score, at least 0, is subtracted.
    pub penalty: bool,
    /// 最高; none for 不设限.
    pub limit: Option<Expr>,
    /// Its lines.
    pub entries: Vec<Entry>,
    /// Its head in the rule file.
    pub span: Span,
}

impl Outside {
    /// Whether a line or the limit reads a figure of a layer.
    pub fn reads_layers(&self) -> bool {
        self.limit.iter().chain(self.entries.iter().flat_map(Entry::exprs)).any(Expr::reads_layers)
    }
}

impl Scheme {
    /// An input by id.
    pub fn input(&self, id: InputId) -> &Input {
        &self.inputs[id.0 as usize]
    }

    /// A formula by id.
    pub fn formula(&self, id: FormulaId) -> &Formula {
        &self.formulas[id.0 as usize]
    }

    /// A group value by id.
    pub fn group_value(&self, id: GroupValueId) -> &GroupValue {
        &self.group_values[id.0 as usize]
    }

    /// An indicator by id.
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.0 as usize]
    }

    /// A list by id.
    pub fn list(&self, id: ListId) -> &List {
        &self.lists[id.0 as usize]
    }

    /// A field of a list.
    pub fn field(&self, list: ListId, field: FieldId) -> &Field {
        &self.list(list).fields[field.0 as usize]
    }

    /// The places of the schemes whose results are records here, each once.
    pub fn fed_by(&self) -> Vec<usize> {
        let mut places: Vec<usize> =
            self.lists.iter().filter_map(|list| list.from.as_ref()).map(|feed| feed.scheme).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The name of a layer; empty without layers.
    pub fn layer(&self, id: LayerId) -> &str {
        self.layers.get(id.0 as usize).map_or("", String::as_str)
    }

    /// The last layer: that of data in one piece.
    pub fn last_layer(&self) -> Option<LayerId> {
        u32::try_from(self.layers.len()).ok()?.checked_sub(1).map(LayerId)
    }

    /// What is read of layers: only what comes after the total may do so.
    pub fn layer_figures(&self) -> BTreeSet<LayerFigure> {
        let limits = self.outside.iter().filter_map(|item| item.limit.as_ref());
        let lines = self.outside.iter().flat_map(|item| item.entries.iter().flat_map(Entry::exprs));
        let vetoes = self.vetoes.iter().map(|veto| &veto.condition);
        let amounts = self.vetoes.iter().filter_map(|veto| match &veto.verdict {
            Verdict::Score(amount) => Some(amount),
            Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => None,
        });
        let keys = self.rankings.iter().flat_map(|ranking| ranking.keys.iter().map(|key| &key.value));
        let uses = self.consequences.iter().flat_map(|one| std::iter::once(&one.condition).chain(&one.money));
        let alerts = self.alerts.iter().map(|alert| &alert.condition);
        let all = limits.chain(alerts).chain(lines).chain(vetoes).chain(amounts).chain(keys).chain(uses);
        all.flat_map(Expr::layer_figures).map(|(_, figure)| figure).collect()
    }

    /// The name of a grade; empty without a scale.
    pub fn grade(&self, id: GradeId) -> &str {
        self.scale.as_ref().map_or("", |scale| &scale.grades[id.0 as usize].name)
    }

    /// The name of a level of 警示.
    pub fn alert_level(&self, id: AlertLevelId) -> &str {
        self.alert_levels.get(id.0 as usize).map_or("", String::as_str)
    }

    /// A score, amount or points as published: with the places of the scheme, or exact where nothing is rounded.
    pub fn published(&self, number: &Number) -> String {
        match self.rounding.places() {
            Some(places) => number.fixed(places),
            None => number.plain(),
        }
    }

    /// The place of the ranking of the whole, if there is one.
    pub fn overall(&self) -> Option<usize> {
        self.rankings.iter().position(|ranking| ranking.scope == Scope::All)
    }

    /// The place of the ranking within groups: those of 分组 first, else the first other.
    pub fn within(&self) -> Option<usize> {
        let own = |group: InputId| self.rankings.iter().position(|one| one.scope == Scope::Within(group));
        let any = || self.rankings.iter().position(|ranking| matches!(ranking.scope, Scope::Within(_)));
        self.group.and_then(own).or_else(any)
    }

    /// The children of an indicator; none of a leaf.
    pub fn children(&self, id: IndicatorId) -> &[IndicatorId] {
        match &self.indicator(id).kind {
            Kind::Group { children, .. } => children,
            Kind::Leaf { .. } => &[],
        }
    }

    /// All indicators, a parent before its children, in the order of the file.
    pub fn preorder(&self) -> Vec<IndicatorId> {
        let mut order = Vec::with_capacity(self.indicators.len());
        let mut waiting: Vec<IndicatorId> = self.roots.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            order.push(id);
            waiting.extend(self.children(id).iter().rev());
        }
        order
    }

    /// The leaves in the order of the file.
    pub fn leaves(&self) -> Vec<IndicatorId> {
        self.preorder()
            .into_iter()
            .filter(|&id| matches!(self.indicator(id).kind, Kind::Leaf { .. }))
            .collect()
    }
}
