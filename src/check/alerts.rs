//! 警示: what is told beside the scores, and whether it can ever be told.

use super::Checker;
use crate::check::place::{Env, Moment};
use crate::check::terms::units::unit_of;
use crate::check::tree::outline::AlertsDraft;
use crate::number::{Bound, Interval, Number};
use crate::plan::{Alert, AlertLevelId, Comparison, Expr, ExprKind, Guard, Type};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// The levels, the gravest first: in the order in which the scheme writes them, then those of blocks alone.
    pub(super) fn alert_levels(&self) -> Vec<String> {
        let mut levels: Vec<String> = Vec::new();
        let (of_scheme, of_blocks): (Vec<_>, Vec<_>) =
            self.outline.alerts.iter().partition(|draft| draft.node.is_none());
        for draft in of_scheme.into_iter().chain(of_blocks) {
            if !levels.contains(&draft.ast.level.text) {
                levels.push(draft.ast.level.text.clone());
            }
        }
        levels
    }

    pub(super) fn alerts(&mut self) -> Option<Vec<Alert>> {
        let levels = self.alert_levels();
        let mut lowered: Vec<Option<Alert>> = Vec::new();
        for draft in self.outline.alerts.clone() {
            let name = &draft.ast.level.text;
            let at = levels.iter().position(|level| level == name).and_then(|at| u32::try_from(at).ok());
            let level = AlertLevelId(at.unwrap_or(u32::MAX));
            if draft.ast.rows.is_empty() {
                self.no_rows(draft.ast);
            }
            lowered.extend(draft.ast.rows.iter().map(|row| self.alert(&draft, level, row)));
        }
        let mut alerts: Vec<Alert> = lowered.into_iter().collect::<Option<_>>()?;
        alerts.sort_by_key(|alert| alert.level);
        Some(alerts)
    }

    fn alert(
        &mut self,
        draft: &AlertsDraft<'a>,
        level: AlertLevelId,
        row: &'a ast::AlertRow,
    ) -> Option<Alert> {
        let env = Env { scope: draft.scope, node: draft.node, record: None, moment: Moment::Grade };
        let condition = self.condition(env, &row.condition)?;
        self.never_zero(&condition);
        if self.always(&condition, false) {
            self.never_raised(&condition, row);
        }
        let guards: Option<Vec<Guard>> = draft.guards.iter().map(|guard| self.guard(*guard)).collect();
        let block = match draft.node {
            Some(node) => Some(self.node_for(node, None)?),
            None => None,
        };
        let text = row.text.value.clone();
        Some(Alert { level, condition, text, block, guards: guards?, span: row.span })
    }

    fn no_rows(&mut self, alerts: &ast::Alerts) {
        let level = &alerts.level.text;
        let message = Text::new(
            format!("警示“{level}”里一行也没有, 永远不会报"),
            format!("the alert level `{level}` has no row, so it is never raised"),
        );
        let help = Text::new(
            "写上一行, 如 漏填栏目 多于 0处: \"补填\", 或删去这一级",
            "write a row, such as left_out more than 0 fields: \"fill it in\", or take the level away",
        );
        self.say(Diagnostic::new(Code::AlertNeverRaised, alerts.level.span, message).help(help));
    }

    fn never_raised(&mut self, condition: &Expr, row: &ast::AlertRow) {
        let quoted = self.quote(row.condition.span);
        let mut diagnostic = Diagnostic::new(
            Code::AlertNeverRaised,
            row.condition.span,
            Text::new(
                format!("“{quoted}”不会成立, 这一行永远报不出来"),
                format!("`{quoted}` never holds, so this row is never raised"),
            ),
        );
        if let ExprKind::Compare(_, left, _) = &condition.kind {
            let unit = unit_of(&left.type_of);
            let range = self.range_of(left).range_told(&unit);
            diagnostic = diagnostic.caption(Text::new(
                format!("左边只在 {} 之内", range.zh),
                format!("the left side lies in {}", range.en),
            ));
        }
        self.say(diagnostic.help(Text::new(
            "改条件里的数, 或改所用的量的范围",
            "change the numbers of the condition, or the ranges of what it reads",
        )));
    }

    /// Whether the ranges alone prove that a condition gives this, whatever the data: `false` that it never holds.
    /// What cannot be proved so is taken to be possible.
    fn always(&self, condition: &Expr, wanted: bool) -> bool {
        // One side decides alone when it is 否 of 且, or 是 of 或.
        let decided = |left: &Expr, right: &Expr, alone: bool| {
            let (left, right) = (self.always(left, wanted), self.always(right, wanted));
            if wanted == alone { left || right } else { left && right }
        };
        if let ExprKind::And(left, right) = &condition.kind {
            decided(left, right, false)
        } else if let ExprKind::Or(left, right) = &condition.kind {
            decided(left, right, true)
        } else if let ExprKind::Not(inner) = &condition.kind {
            self.always(inner, !wanted)
        } else if let ExprKind::Compare(comparison, left, right) = &condition.kind {
            let excluded = if wanted { comparison.opposite() } else { *comparison };
            self.excluded(excluded, left, right)
        } else {
            false
        }
    }

    /// Whether two numbers never compare so.
    fn excluded(&self, comparison: Comparison, left: &Expr, right: &Expr) -> bool {
        let number = |expr: &Expr| matches!(expr.type_of, Type::Number { .. });
        if !number(left) || !number(right) {
            return false;
        }
        let difference = self.range_of(left).minus(&self.range_of(right));
        let zero = || Number::ZERO;
        let wanted = match comparison {
            Comparison::AtLeast => Interval::from_zero(),
            Comparison::AtMost => Interval::new(Bound::Open, Bound::Included(zero())),
            Comparison::Above => Interval::new(Bound::Excluded(zero()), Bound::Open),
            Comparison::Below => Interval::new(Bound::Open, Bound::Excluded(zero())),
            Comparison::Equal => Interval::point(zero()),
            Comparison::Unequal => return difference.single().is_some_and(Number::is_zero),
        };
        difference.intersect(&wanted).is_empty()
    }
}
