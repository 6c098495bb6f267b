//! Points and weights as written, read once for every indicator.

use crate::check::place::NodeId;
use crate::check::{Checker, Sums};
use crate::number::{Number, Share};
use crate::plan::{Combine, ExprKind};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast::{Content, Quantity};

impl<'a> Checker<'a> {
    pub(in crate::check) fn points_close(&mut self) {
        for node in (0..self.outline.nodes.len()).map(NodeId) {
            self.read_points(node);
        }
        for node in (0..self.outline.nodes.len()).map(NodeId) {
            if !self.outline.nodes[node.0].children.is_empty() {
                self.block_closes(node);
            }
        }
        self.top_closes();
    }

    pub(in crate::check) fn node_points(&self, node: NodeId) -> Option<Number> {
        self.outline.nodes[node.0].points.clone()
    }

    fn read_points(&mut self, node: NodeId) {
        let ast = self.outline.nodes[node.0].ast;
        let path = self.outline.nodes[node.0].path.clone();
        match &ast.points {
            Some(quantity) => self.outline.nodes[node.0].points = self.points_amount(quantity),
            None => {
                let name = &ast.name.text;
                self.say(
                    Diagnostic::new(
                        Code::PointsMissing,
                        ast.head,
                        Text::new(
                            format!("指标“{name}”没有写分值"),
                            format!("the indicator `{name}` has no points"),
                        ),
                    )
                    .path(path)
                    .help(Text::new(
                        format!("写成: 指标 {name} 10分"),
                        format!("write: indicator {name} 10 points"),
                    )),
                );
            }
        }
        if let Some(weight) = &ast.weight {
            let literal = self.literal(weight);
            if let ExprKind::Number(share, unit) = &literal.kind
                && unit.share == Share::Percent
            {
                self.outline.nodes[node.0].weight = Some(share.clone());
            } else {
                self.expected(&literal, &Text::new("百分比, 如 权重 30%", "a percentage, as in weight 30%"));
            }
        }
    }

    /// Points as written on a head: above zero, in 分.
    pub(in crate::check) fn points_amount(&mut self, quantity: &'a Quantity) -> Option<Number> {
        let literal = self.literal(quantity);
        if !self.wants_points(&literal) {
            return None;
        }
        if quantity.number.is_positive() {
            return Some(quantity.number.clone());
        }
        self.say(
            Diagnostic::new(
                Code::PointsNotPositive,
                quantity.span,
                Text::new(
                    format!("分值是 {}, 要大于零", quantity.number),
                    format!("the points are {}; they must be above zero", quantity.number),
                ),
            )
            .help(Text::new("写明分值, 如 5分", "write the points, as in 5 points")),
        );
        None
    }

    /// 取最高, 取平均: every child stands for the whole block.
    pub(super) fn equal_points(&mut self, node: NodeId, points: &Number) {
        if self.sums == Sums::Open {
            return;
        }
        let odd: Vec<NodeId> = self.outline.nodes[node.0]
            .children
            .iter()
            .copied()
            .filter(|child| self.outline.nodes[child.0].points.as_ref().is_some_and(|own| own != points))
            .collect();
        for child in odd {
            let ast = self.outline.nodes[child.0].ast;
            let own = self.outline.nodes[child.0].points.clone().unwrap_or(Number::ZERO);
            self.say(
                Diagnostic::new(
                    Code::PointsNotClosing,
                    ast.points.as_ref().map_or(ast.head, |points| points.span),
                    Text::new(
                        format!("上级取最高 (或平均), 每个下级都要是 {points} 分, 这里是 {own} 分"),
                        format!("the parent takes the best (or average), so each child has {points} points; this has {own}"),
                    ),
                )
                .path(self.outline.nodes[child.0].path.clone())
                .help(Text::new(format!("改为 {points}分"), format!("make it {points} points"))),
            );
        }
    }

    /// Whether its parent takes the best of its children.
    pub(in crate::check) fn is_alternative(&self, node: NodeId) -> bool {
        self.outline.nodes[node.0]
            .parent
            .is_some_and(|parent| self.outline.nodes[parent.0].combine == Combine::Best)
    }

    /// Whether an indicator is written as a block, even an empty one.
    pub(in crate::check) fn is_block(&self, node: NodeId) -> bool {
        let node = &self.outline.nodes[node.0];
        !node.children.is_empty()
            || matches!(node.ast.content, Content::Block(_))
                && node.body.is_none()
                && node.defaults.each.is_none()
    }
}
