//! Scores that what does not apply still changes, and who reads them too early: siblings under 均摊, and a block's own
//! 不适用.

use crate::check::Checker;
use crate::number::Number;
use crate::plan::{self, Absent, Combine, Expr, ExprKind, Indicator, IndicatorId, Kind, Verdict};
use crate::source::{Code, Diagnostic, Span, Text};

use super::indicators::absent;

/// A score and where it is read.
type Read = (IndicatorId, Span);

impl Checker<'_> {
    /// Every score is final when it is read: 均摊 does not change it any more, and no 不适用 takes it away for what it is.
    pub(in crate::check) fn read_when_final(&mut self, indicators: &[Indicator], may_be: &[bool]) {
        let mut found = Vec::new();
        for indicator in indicators {
            let clauses: Vec<Read> = indicator
                .not_applicable
                .iter()
                .flat_map(|clause| self.scores_read(&clause.condition))
                .collect();
            let own = clauses.iter().find(|(read, _)| within(indicators, *read, &indicator.path));
            found.extend(own.map(|read| takes_away(indicator, &indicators[read.0.0 as usize], read.1)));
            let others = exprs(indicator).into_iter().flat_map(|expr| self.scores_read(expr));
            let still_grows = |(read, _): &Read| self.grows(indicators, may_be, (*read, indicator));
            let early = clauses.iter().copied().chain(others).find(still_grows);
            found.extend(early.map(|read| too_early(indicator, &indicators[read.0.0 as usize], read.1)));
        }
        found.into_iter().for_each(|diagnostic| self.say(diagnostic));
    }

    /// Whether 均摊 can change a score after the reader took it: in a block around both, or on the first level.
    fn grows(&self, indicators: &[Indicator], may_be: &[bool], at: (IndicatorId, &Indicator)) -> bool {
        let (read, reader) = at;
        let parent = indicators[read.0 as usize].parent;
        let block = parent.map(|parent| &indicators[parent.0 as usize]);
        let shares = match block.map(|block| &block.kind) {
            Some(Kind::Group { combine, absent, .. }) => {
                *combine == Combine::Sum && *absent == Some(Absent::Spread)
            }
            Some(Kind::Leaf { .. }) => false,
            None => self.outline.defaults.absent.is_some_and(|said| absent(said.value) == Absent::Spread),
        };
        let around = block.is_none_or(|block| reader.path.starts_with(&format!("{}/", block.path)));
        let frees = |(one, may_be): (&Indicator, &bool)| one.parent == parent && *may_be;
        shares && around && indicators.iter().zip(may_be).any(frees)
    }

    /// The most points that a score can be out of: under 均摊, what everything beside it counts for is added.
    pub(in crate::check) fn most_points(&self, id: IndicatorId) -> Number {
        let indicator = &self.indicators[id.0 as usize];
        let node = self.outline.nodes.iter().find(|node| node.path == indicator.path);
        let block = node.and_then(|node| node.parent).map(|parent| &self.outline.nodes[parent.0]);
        let (defaults, sums) = match block {
            Some(block) => (&block.defaults, block.combine == Combine::Sum),
            None => (&self.outline.defaults, true),
        };
        let shares = sums && defaults.absent.is_some_and(|said| absent(said.value) == Absent::Spread);
        if !shares {
            return indicator.points.clone();
        }
        match (&indicator.weight, block) {
            (Some(weight), _) => indicator.points.over(weight).unwrap_or_else(|| indicator.points.clone()),
            (None, Some(block)) => block.points.clone().unwrap_or_else(|| indicator.points.clone()),
            (None, None) => {
                let roots = self.outline.nodes.iter().filter(|node| node.parent.is_none());
                roots.filter_map(|node| node.points.clone()).sum()
            }
        }
    }

    /// Whether an expression reads a score that may not apply; values of the group leave out whom it does not concern.
    pub(in crate::check) fn may_lack(&self, expr: &Expr, reader: &Indicator, may_be: &[bool]) -> bool {
        let lacks = matches!(&expr.kind, ExprKind::Score(read, _) if self.may_be_out(*read, reader, may_be));
        lacks || expr.parts().into_iter().any(|part| self.may_lack(part, reader, may_be))
    }

    /// For itself, for a block around it that the reader is not in, or for being another branch's.
    fn may_be_out(&self, read: IndicatorId, reader: &Indicator, may_be: &[bool]) -> bool {
        let around_reader = |one: &Indicator| reader.path.starts_with(&format!("{}/", one.path));
        let guards = || {
            let around = self.indicators.iter().filter(|one| around_reader(one));
            around.chain([reader]).flat_map(|one| &one.guards)
        };
        let mut at = Some(read);
        while let Some(one) = at.map(|id| &self.indicators[id.0 as usize]).filter(|one| !around_reader(one)) {
            let itself = at == Some(read) && may_be.get(read.0 as usize).copied().unwrap_or(false);
            let waived = at != Some(read) && !one.not_applicable.is_empty();
            let elsewhere = one.guards.iter().any(|guard| {
                let within = |own: &plan::Guard| own.choices.iter().all(|at| guard.choices.contains(at));
                !guards().any(|own| own.input == guard.input && within(own))
            });
            if itself || waived || elsewhere {
                return true;
            }
            at = one.parent;
        }
        false
    }

    /// The scores that an expression reads of the subject, also through values of its group.
    fn scores_read(&self, expr: &Expr) -> Vec<Read> {
        let (mut read, mut waiting) = (Vec::new(), vec![expr]);
        while let Some(expr) = waiting.pop() {
            waiting.extend(expr.parts());
            if let ExprKind::Score(id, _) = &expr.kind {
                read.push((*id, expr.span));
            }
            if let ExprKind::Group(id) = &expr.kind {
                let group = &self.group_values[id.0 as usize];
                waiting.extend(group.value.iter().chain(&group.filter));
            }
        }
        read
    }
}

/// What decides a score besides 不适用.
fn exprs(indicator: &Indicator) -> Vec<&Expr> {
    let method = match &indicator.kind {
        Kind::Leaf { method, .. } => method.exprs(),
        Kind::Group { .. } => Vec::new(),
    };
    let conditions = indicator.vetoes.iter().map(|veto| &veto.condition);
    let scores = indicator.vetoes.iter().filter_map(|veto| match &veto.verdict {
        Verdict::Score(score) => Some(score),
        Verdict::Grade(_) | Verdict::AtBest(_) | Verdict::OneDown => None,
    });
    method.into_iter().chain(conditions).chain(scores).collect()
}

fn within(indicators: &[Indicator], inner: IndicatorId, block: &str) -> bool {
    indicators[inner.0 as usize].path.starts_with(&format!("{block}/"))
}

fn takes_away(block: &Indicator, inner: &Indicator, span: Span) -> Diagnostic {
    let (block_name, inner_name) = (&block.name, &inner.name);
    let message = Text::new(
        format!("“{block_name}”适不适用要看里面“{inner_name}”的得分, 而它不适用时, 里面的各项都没有得分"),
        format!(
            "whether `{block_name}` applies hangs on the score of `{inner_name}` inside it, and when it does not apply, nothing inside it has a score"
        ),
    );
    let help = Text::new(
        "条件里改用输入, 如 不适用 若 非 有这项业务, 或用块外面的指标",
        "write the condition with inputs, as in n/a when not concerned, or with an indicator outside the block",
    );
    Diagnostic::new(Code::Cycle, span, message).path(block.path.clone()).help(help)
}

fn too_early(reader: &Indicator, read: &Indicator, span: Span) -> Diagnostic {
    let (reader_name, name) = (&reader.name, &read.name);
    let message = Text::new(
        format!("“{reader_name}”用到同级“{name}”的得分, 而同级有不适用的项时, 缺项 均摊 还要改这个得分"),
        format!(
            "`{reader_name}` reads the score of `{name}` beside it, which absent spread still changes when something beside them does not apply"
        ),
    );
    let help = Text::new(
        format!("改写 缺项 折算 (下级的得分不变), 或把“{name}”的算法写成公式, 两项都用它"),
        format!(
            "write absent rescale, which leaves the scores inside alone, or put how `{name}` is worked out into a formula that both use"
        ),
    );
    Diagnostic::new(Code::Cycle, span, message).path(reader.path.clone()).help(help)
}
