//! The levels of 评分: the range of each, without overlaps.

use crate::check::Checker;
use crate::check::methods::bands::{in_percent, is_single, shown_in};
use crate::check::methods::cover::{Owns, Tiling, interval};
use crate::check::place::NodeId;
use crate::check::terms::units::{number_type, points_type, unit_of};
use crate::number::{Interval, Number, Unit};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// The levels of 评分: in points, or in percent of the points. Ranges do not overlap;
    /// a gap between them is no fault, since a level is named and not looked up.
    pub(in crate::check) fn level_ranges(
        &mut self,
        node: NodeId,
        levels: &'a [ast::Level],
        points: &Number,
    ) -> Option<Vec<Interval>> {
        let env = self.env(node);
        let share = levels.iter().any(|level| in_percent(&level.band));
        let of = if share { number_type(&Unit::parse("%"), false) } else { points_type() };
        let mut drafts = Vec::new();
        for level in levels {
            drafts.push((Some(self.band(env, &level.band, &of)?), level.band.span));
        }
        let all_single = drafts.iter().all(|(band, _)| band.as_ref().is_some_and(is_single));
        let most = if share { Number::ONE } else { points.clone() };
        let owns = if all_single {
            vec![Owns { low: true, high: true }; drafts.len()]
        } else {
            self.tile(&Tiling {
                rows: &drafts,
                reach: crate::check::terms::inputs::up_to(&most),
                grid: None,
                unit: shown_in(&drafts).unwrap_or_else(|| unit_of(&of)),
                name: self.outline.nodes[node.0].ast.name.text.clone(),
                span: levels.first()?.span,
                whole: false,
            })?
        };
        let scale = if share { points.clone() } else { Number::ONE };
        let mut ranges = Vec::new();
        for ((draft, span), owns) in drafts.iter().zip(owns) {
            let range = draft.as_ref().and_then(|band| interval(band, owns))?.scaled(&scale);
            if range.high_value().is_none_or(|high| high > points) {
                let shown = range.told(&Unit::points());
                self.say(Diagnostic::new(
                    Code::AboveFullMarks,
                    *span,
                    Text::new(
                        format!("这一级是 {}, 超过满分 {points} 分", shown.zh),
                        format!("this level is {}, past the {points} points", shown.en),
                    ),
                ));
                return None;
            }
            ranges.push(range);
        }
        Some(ranges)
    }
}
