//! 最多扣: how much of its points an item or block can lose.

use crate::check::Checker;
use crate::check::place::NodeId;
use crate::number::Number;
use crate::source::{Code, Diagnostic, Text};

impl Checker<'_> {
    /// The most that can be lost; none inside where nothing is said, none outside where what is said makes no sense.
    pub(super) fn most_lost(&mut self, node: NodeId) -> Option<Option<Number>> {
        let Some(quantity) = self.outline.nodes[node.0].most_lost else { return Some(None) };
        let literal = self.literal(quantity);
        if !self.wants_points(&literal) {
            return None;
        }
        let points = self.node_points(node)?;
        let lost = quantity.number.clone();
        if lost.is_positive() && lost < points {
            return Some(Some(lost));
        }
        let code = if lost.is_positive() { Code::AboveFullMarks } else { Code::PointsNotPositive };
        self.say(
            Diagnostic::new(
                code,
                quantity.span,
                Text::new(
                    format!("最多扣 {lost} 分, 而满分是 {points} 分"),
                    format!("at most {lost} points can be lost, out of {points}"),
                ),
            )
            .help(Text::new(
                format!("写一个大于 0、小于 {points} 的分数; 可以扣完的, 删去这一行"),
                format!("write a number above 0 and below {points}; delete the line where all can be lost"),
            )),
        );
        None
    }
}
