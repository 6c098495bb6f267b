//! 插值: anchors in order.

use crate::check::Checker;
use crate::check::place::Env;
use crate::check::terms::operators::fits;
use crate::check::terms::units::constant;
use crate::number::Number;
use crate::plan::{Anchor, Expr, Method};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(in crate::check) fn interpolation(
        &mut self,
        env: Env,
        value: Option<&'a ast::Expr>,
        anchors: &'a [ast::Anchor],
        span: Span,
    ) -> Option<Method> {
        let value = self.value_or_own(env, value, span)?;
        self.wants_number(&value).then_some(())?;
        let mut lowered: Vec<(Number, Expr, Span)> = Vec::new();
        for anchor in anchors {
            let at = self.literal(&anchor.at);
            let points = self.amount(env, &anchor.points)?;
            let zero = anchor.at.number.is_zero();
            if !zero && !fits(&value.type_of, &at.type_of) {
                self.units_differ(&value, &at);
                return None;
            }
            if self.bare_percent(&value, &at) {
                return None;
            }
            self.within_points(env, &points)?;
            lowered.push((constant(&at)?, points, anchor.span));
        }
        self.anchors_ordered(&mut lowered, span)?;
        let anchors = lowered.into_iter().map(|(at, points, _)| Anchor { at, points }).collect();
        Some(Method::Interpolation { value, anchors })
    }

    /// At least two anchors, in one direction, none twice; given back ascending.
    fn anchors_ordered(&mut self, anchors: &mut [(Number, Expr, Span)], span: Span) -> Option<()> {
        if anchors.len() < 2 {
            self.say(Diagnostic::new(
                Code::AnchorOrder,
                span,
                Text::new("插值至少要两个点", "interpolation needs at least two anchors"),
            ));
            return None;
        }
        if anchors.windows(2).all(|pair| pair[0].0 > pair[1].0) {
            anchors.reverse();
        }
        let wrong = anchors.windows(2).find(|pair| pair[0].0 >= pair[1].0).map(|pair| (pair[0].2, pair[1].2));
        let Some((first, second)) = wrong else { return Some(()) };
        let (before, after) = (self.quote(first), self.quote(second));
        self.say(
            Diagnostic::new(
                Code::AnchorOrder,
                second,
                Text::new(
                    format!("“{after}”写在“{before}”之后: 插值的点要一路变大 (或变小), 不能重复"),
                    format!("`{after}` stands after `{before}`: anchors go up (or down) all the way, and none twice"),
                ),
            )
            .label(first, Text::new("前一个点", "the anchor before"))
            .help(Text::new("按次序排好, 或改正抄错的数", "put them in order, or correct the number")),
        );
        None
    }
}
