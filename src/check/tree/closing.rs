//! Whether points and weights close: in a block, in every branch of it, and at the top.

use crate::check::place::NodeId;
use crate::check::{Checker, Sums};
use crate::number::{Number, Unit};
use crate::plan::Combine;
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast::Quantity;

/// The children that one subject can meet together.
#[derive(Clone, Default)]
pub(super) struct Alternative {
    pub(super) parts: Vec<NodeId>,
    /// The branches that lead there, for messages.
    pub(super) branches: Vec<String>,
}

/// A block, or the first level as one.
pub(super) struct Whole {
    pub(super) children: Vec<NodeId>,
    pub(super) points: Number,
    /// Where it begins.
    head: Span,
    /// Where its points are written.
    pub(super) place: Span,
    pub(super) path: String,
}

/// Beyond so many combinations of branches only the first are checked; no regulation comes near.
const MOST_ALTERNATIVES: usize = 256;

impl<'a> Checker<'a> {
    pub(super) fn block_closes(&mut self, node: NodeId) {
        let Some(points) = self.node_points(node) else { return };
        let outline = &self.outline.nodes[node.0];
        let whole = Whole {
            children: outline.children.clone(),
            points,
            head: outline.ast.head,
            place: outline.ast.points.as_ref().map_or(outline.ast.head, |points| points.span),
            path: outline.path.clone(),
        };
        match outline.combine {
            Combine::Best | Combine::Mean => self.equal_points(node, &whole.points),
            Combine::Choose(most) => self.choice_closes(node, &whole, most),
            Combine::Sum => self.closes(&whole),
        }
    }

    pub(super) fn top_closes(&mut self) {
        let Some(declared) = self.outline.points() else { return };
        let Some(points) = self.points_amount(declared) else { return };
        let (children, span) = (self.outline.roots.clone(), declared.span);
        self.closes(&Whole { children, points, head: span, place: span, path: String::new() });
    }

    /// Points that add up, or weights that do, in every branch; never both.
    fn closes(&mut self, whole: &Whole) {
        let weight = |child: &&NodeId| self.outline.nodes[child.0].ast.weight.is_some();
        let weighted = whole.children.iter().filter(weight).count();
        if weighted > 0 && weighted < whole.children.len() {
            self.mixed(whole);
            return;
        }
        for alternative in self.alternatives(&whole.children, 0) {
            let fits = if weighted > 0 {
                self.weights_close(&alternative, whole)
            } else {
                self.sum_closes(&alternative, whole)
            };
            if !fits {
                return;
            }
        }
    }

    /// Every set of children that a subject can meet together: one branch of each 分支.
    pub(super) fn alternatives(&self, children: &[NodeId], depth: usize) -> Vec<Alternative> {
        let (plain, guarded): (Vec<NodeId>, Vec<NodeId>) =
            children.iter().partition(|child| self.outline.nodes[child.0].guards.len() == depth);
        let mut found = vec![Alternative { parts: plain, branches: Vec::new() }];
        let mut seen: Vec<Span> = Vec::new();
        for child in &guarded {
            let Some(guard) = self.outline.nodes[child.0].guards.get(depth).copied() else { continue };
            if seen.contains(&guard.case.span) {
                continue;
            }
            seen.push(guard.case.span);
            let mut next = Vec::new();
            for branch in &guard.case.branches {
                let inside: Vec<NodeId> = guarded
                    .iter()
                    .copied()
                    .filter(|other| {
                        self.outline.nodes[other.0]
                            .guards
                            .get(depth)
                            .is_some_and(|g| g.branch.span == branch.span)
                    })
                    .collect();
                let name = branch.names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(", ");
                for inner in self.alternatives(&inside, depth + 1) {
                    next.extend(found.iter().map(|outer| outer.with(&name, &inner)));
                }
            }
            found = next;
            found.truncate(MOST_ALTERNATIVES);
        }
        found
    }

    fn sum_closes(&mut self, alternative: &Alternative, whole: &Whole) -> bool {
        let points = &whole.points;
        let parts: Option<Vec<Number>> =
            alternative.parts.iter().map(|part| self.node_points(*part)).collect();
        let Some(parts) = parts else { return true };
        let sum: Number = parts.iter().sum();
        if sum == *points || self.sums == Sums::Open {
            return true;
        }
        let column = parts.iter().map(Number::plain).collect::<Vec<_>>().join(" + ");
        let (zh, en) = if sum > *points { ("多", "too many") } else { ("少", "too few") };
        let difference = (&sum - points).abs();
        let branch = alternative.branches.join(", ");
        let (in_zh, in_en) = if branch.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("分支“{branch}”里"), format!("in the branch `{branch}` "))
        };
        let parts_zh = if whole.path.is_empty() { "各指标" } else { "下级" };
        let mut diagnostic = Diagnostic::new(
            Code::PointsNotClosing,
            whole.place,
            Text::new(
                format!("{in_zh}{parts_zh}合计 {column} = {sum} 分, {zh} {difference} 分"),
                format!("{in_en}the parts are {column} = {sum} points, {difference} {en}"),
            ),
        )
        .caption(Text::new(format!("声明 {points} 分"), format!("{points} points are declared")))
        .path(whole.path.clone());
        let mut running = Number::ZERO;
        for (node, part) in alternative.parts.iter().zip(&parts) {
            running = &running + part;
            let span = self.outline.nodes[node.0]
                .ast
                .points
                .as_ref()
                .map_or(self.outline.nodes[node.0].ast.head, |points| points.span);
            diagnostic = diagnostic
                .label(span, Text::new(format!("累计 {running} 分"), format!("{running} points so far")));
        }
        let named = if whole.path.is_empty() { ("满分", "scheme") } else { ("上级", "parent") };
        let diagnostic = self.closing_help(diagnostic, alternative, (&sum, points, named));
        self.say(diagnostic);
        false
    }

    /// The two repairs: the last part, or the whole.
    fn closing_help(
        &self,
        diagnostic: Diagnostic,
        alternative: &Alternative,
        (sum, points, (zh, en)): (&Number, &Number, (&str, &str)),
    ) -> Diagnostic {
        let Some(last) = alternative.parts.last() else { return diagnostic };
        let node = &self.outline.nodes[last.0];
        let Some(had) = &node.points else { return diagnostic };
        let wanted = &(had - sum) + points;
        let name = &node.ast.name.text;
        let shown = Unit::points().show(&wanted);
        if !wanted.is_positive() {
            return diagnostic
                .help(Text::new(format!("把{zh}改为 {sum}分"), format!("make the {en} {sum} points")));
        }
        let diagnostic = diagnostic.help(Text::new(
            format!("把“{name}”改为 {shown}, 或把{zh}改为 {sum}分"),
            format!("make `{name}` {wanted} points, or the {en} {sum} points"),
        ));
        match &node.ast.points {
            Some(written) => diagnostic.fix(written.span, self.with_number(written, &wanted)),
            None => diagnostic,
        }
    }

    /// A quantity with another number, its unit and the space before it as written.
    fn with_number(&self, written: &Quantity, number: &Number) -> String {
        let text = self.texts.slice(written.span);
        let digits =
            text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
        format!("{number}{}", text.get(digits..).unwrap_or(""))
    }

    fn weights_close(&mut self, alternative: &Alternative, whole: &Whole) -> bool {
        let weights: Option<Vec<Number>> =
            alternative.parts.iter().map(|part| self.outline.nodes[part.0].weight.clone()).collect();
        let Some(weights) = weights else { return true };
        let sum: Number = weights.iter().sum();
        if sum == Number::ONE || self.sums == Sums::Open {
            return true;
        }
        let percent = Unit::parse("%");
        let column = weights.iter().map(|weight| percent.show(weight)).collect::<Vec<_>>().join(" + ");
        let mut diagnostic = Diagnostic::new(
            Code::WeightsNotClosing,
            whole.head,
            Text::new(
                format!("下级权重合计 {column} = {}, 应为 100%", percent.show(&sum)),
                format!("the weights are {column} = {}, not 100%", percent.show(&sum)),
            ),
        )
        .path(whole.path.clone());
        for part in &alternative.parts {
            let ast = self.outline.nodes[part.0].ast;
            if let (Some(written), Some(weight)) = (&ast.weight, &self.outline.nodes[part.0].weight) {
                diagnostic = diagnostic.label(written.span, Text::same(percent.show(weight)));
            }
        }
        let last = alternative.parts.last().map(|part| &self.outline.nodes[part.0]);
        let wanted = last.and_then(|last| last.weight.as_ref()).map(|weight| &(weight - &sum) + &Number::ONE);
        let help = match (last, wanted) {
            (Some(last), Some(wanted)) if wanted.is_positive() => {
                let (name, wanted) = (&last.ast.name.text, percent.show(&wanted));
                Text::new(
                    format!("把“{name}”的权重改为 {wanted}, 或调整其余各项"),
                    format!("make the weight of `{name}` {wanted}, or change the others"),
                )
            }
            (_, _) => Text::new("调整权重, 使合计为 100%", "change the weights so that they add up to 100%"),
        };
        self.say(diagnostic.help(help));
        false
    }

    fn mixed(&mut self, whole: &Whole) {
        let mut diagnostic = Diagnostic::new(
            Code::PointsAndWeights,
            whole.head,
            Text::new(
                "下级有的写权重, 有的不写; 要么都写, 要么都不写",
                "some children have a weight and some have none: all or none",
            ),
        )
        .path(whole.path.clone());
        for child in &whole.children {
            let ast = self.outline.nodes[child.0].ast;
            if ast.weight.is_none() {
                diagnostic = diagnostic.label(ast.head, Text::new("没有权重", "no weight"));
            }
        }
        self.say(
            diagnostic.help(Text::new("给每个下级写 权重, 或都不写", "give every child a weight, or none")),
        );
    }
}

impl Alternative {
    fn with(&self, branch: &str, inner: &Alternative) -> Alternative {
        let mut parts = self.parts.clone();
        parts.extend(&inner.parts);
        parts.sort();
        let mut branches = self.branches.clone();
        branches.push(branch.to_owned());
        branches.extend(inner.branches.iter().cloned());
        Alternative { parts, branches }
    }
}
