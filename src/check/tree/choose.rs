//! 任选 k项: equal points that close after the choice, and enough to choose from.

use crate::check::place::NodeId;
use crate::check::tree::closing::Whole;
use crate::check::{Checker, Sums};
use crate::number::Number;
use crate::plan::{Combine, Indicator, Kind};
use crate::source::{Code, Diagnostic, Text};
use crate::syntax::ast::Quantity;

impl Checker<'_> {
    /// The k of 任选 k项: a whole number from 1.
    pub(in crate::check) fn choose_count(&mut self, quantity: &Quantity) -> Option<u32> {
        let literal = self.literal(quantity);
        let count = quantity.number.to_i64().and_then(|count| u32::try_from(count).ok());
        let counts = crate::number::Unit::parse(quantity.unit.as_ref().map_or("", |unit| &unit.value));
        let counted = counts.dimension.is_plain() || counts.dimension.noun().is_some();
        if let Some(count) = count.filter(|count| *count >= 1 && counted) {
            return Some(count);
        }
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                literal.span,
                Text::new("任选几项, 要是 1 以上的整数", "how many to choose is a whole number from 1"),
            )
            .help(Text::new("写成 任选 2项", "write choose 2 items")),
        );
        None
    }

    /// Each child has a k-th of the block's points, and a subject meets at least k of them.
    pub(super) fn choice_closes(&mut self, node: NodeId, whole: &Whole, most: u32) {
        let count = Number::whole(i64::from(most));
        let Some(each) = whole.points.over(&count) else { return };
        for child in &whole.children {
            self.chosen_points(*child, (&whole.points, &each), most);
        }
        let fewest = self.alternatives(&whole.children, 0).into_iter().min_by_key(|one| one.parts.len());
        let Some(fewest) = fewest.filter(|one| one.parts.len() < most as usize) else { return };
        let (there, branch) = (fewest.parts.len(), fewest.branches.join(", "));
        let (in_zh, in_en) = if branch.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("分支“{branch}”里"), format!("in the branch `{branch}` "))
        };
        let head = self.outline.nodes[node.0].ast.head;
        self.say(
            Diagnostic::new(
                Code::PointsNotClosing,
                head,
                Text::new(
                    format!("{in_zh}任选 {most} 项, 可选的只有 {there} 项"),
                    format!("{in_en}{most} are to be chosen, out of only {there}"),
                ),
            )
            .path(whole.path.clone())
            .help(Text::new(
                format!("把任选改为不超过 {there} 项, 或添上可选的指标"),
                format!("choose at most {there}, or add indicators to choose from"),
            )),
        );
    }

    fn chosen_points(&mut self, child: NodeId, (points, each): (&Number, &Number), most: u32) {
        let node = &self.outline.nodes[child.0];
        let (ast, path) = (node.ast, node.path.clone());
        if let Some(weight) = &ast.weight {
            let span = weight.span;
            self.say(
                Diagnostic::new(
                    Code::PointsAndWeights,
                    span,
                    Text::new(
                        "任选的下级分值相等, 不能再有权重",
                        "children to choose from have equal points, and no weight",
                    ),
                )
                .path(path.clone())
                .help(Text::new("删去权重", "delete the weight")),
            );
        }
        let Some(own) = self.node_points(child).filter(|own| own != each) else { return };
        if self.sums == Sums::Open {
            return;
        }
        self.say(
            Diagnostic::new(
                Code::PointsNotClosing,
                ast.points.as_ref().map_or(ast.head, |points| points.span),
                Text::new(
                    format!("任选 {most} 项合计要是 {points} 分, 每个下级 {each} 分, 这里是 {own} 分"),
                    format!("{most} chosen make {points} points, so each child has {each}; this has {own}"),
                ),
            )
            .path(path)
            .help(Text::new(format!("改为 {each}分"), format!("make it {each} points"))),
        );
    }

    /// Whether its parent is a 任选 that finds enough children whatever does not apply.
    pub(super) fn enough_to_choose(&self, indicator: &Indicator, may_not_apply: &[bool]) -> bool {
        let Some(parent) = indicator.parent else { return false };
        let Kind::Group { children, combine: Combine::Choose(most), .. } =
            &self.indicators[parent.0 as usize].kind
        else {
            return false;
        };
        let sure = children.iter().filter(|child| {
            let place = child.0 as usize;
            !may_not_apply[place] && self.indicators[place].guards.is_empty()
        });
        sure.count() >= *most as usize
    }
}
