//! Indicators read by name, and circles among them.

use crate::check::Checker;
use crate::check::place::{Env, NodeId};
use crate::plan::IndicatorId;
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl Checker<'_> {
    pub(in crate::check) fn node_circle(&mut self, node: NodeId, from: Option<Span>) {
        let start = self.node_trail.iter().position(|step| *step == node).unwrap_or(0);
        let mut steps: Vec<&str> =
            self.node_trail[start..].iter().map(|step| self.outline.nodes[step.0].path.as_str()).collect();
        steps.push(steps.first().copied().unwrap_or(""));
        let chain = steps.join(" → ");
        let spans: Vec<Span> =
            self.node_trail[start..].iter().map(|step| self.outline.nodes[step.0].ast.head).collect();
        let place = from.unwrap_or(self.outline.nodes[node.0].ast.head);
        let mut diagnostic = Diagnostic::new(
            Code::Cycle,
            place,
            Text::new(format!("循环引用: {chain}"), format!("circular reference: {chain}")),
        )
        .help(Text::new(
            "上级的得分在下级之后算, 下级不能引用它",
            "a block is scored after what is inside it, which cannot read it",
        ));
        for span in spans {
            diagnostic = diagnostic.label(span, Text::new("经过这里", "by way of this"));
        }
        self.say(diagnostic);
    }

    /// An indicator whose score is final: with every block around it that does not also hold the reader, since a
    /// block may share out points among its children.
    pub(in crate::check) fn settled_node(
        &mut self,
        env: Env,
        node: NodeId,
        span: Span,
    ) -> Option<IndicatorId> {
        let id = self.node_for(node, Some(span))?;
        let mut reader_blocks = Vec::new();
        let mut at = env.node;
        while let Some(block) = at {
            reader_blocks.push(block);
            at = self.outline.nodes[block.0].parent;
        }
        let mut at = self.outline.nodes[node.0].parent;
        while let Some(block) = at.filter(|block| !reader_blocks.contains(block)) {
            self.node_for(block, Some(span))?;
            at = self.outline.nodes[block.0].parent;
        }
        Some(id)
    }

    /// An indicator by name or path.
    pub(in crate::check) fn indicator_named(&mut self, env: Env, name: &ast::Name) -> Option<NodeId> {
        let matching: Vec<NodeId> = (0..self.outline.nodes.len())
            .map(NodeId)
            .filter(|node| {
                let node = &self.outline.nodes[node.0];
                node.path == name.text
                    || node.ast.name.text == name.text
                    || node.path.ends_with(&format!("/{}", name.text))
            })
            .collect();
        match matching.as_slice() {
            [node] => Some(*node),
            [] => {
                self.unknown_indicator(env, name);
                None
            }
            several => {
                let paths: Vec<String> =
                    several.iter().map(|node| format!("【{}】", self.outline.nodes[node.0].path)).collect();
                let listed = paths.join(", ");
                self.say(
                    Diagnostic::new(
                        Code::UnknownName,
                        name.span,
                        Text::new(
                            format!("有 {} 个指标叫“{}”", several.len(), name.text),
                            format!("{} indicators are called `{}`", several.len(), name.text),
                        ),
                    )
                    .help(Text::new(format!("写全路径: {listed}"), format!("write the path: {listed}"))),
                );
                None
            }
        }
    }

    fn unknown_indicator(&mut self, env: Env, name: &ast::Name) {
        let names: Vec<String> = self.outline.nodes.iter().map(|node| node.ast.name.text.clone()).collect();
        let near = crate::source::closest(&name.text, names.iter().map(String::as_str)).map(str::to_owned);
        if near.is_none() && self.lookup(env.scope, &name.text).is_none() {
            self.say(Diagnostic::new(
                Code::UnknownName,
                name.span,
                Text::new(
                    format!("没有指标叫“{}”", name.text),
                    format!("no indicator is called `{}`", name.text),
                ),
            ));
            return;
        }
        let help = match &near {
            Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
            None => Text::new(
                "点号前面要写指标; 列表的字段只能用在 计数、合计、平均 里",
                "before the dot stands an indicator; fields of a list are read inside count, sum, mean",
            ),
        };
        self.say(
            Diagnostic::new(
                Code::UnknownName,
                name.span,
                Text::new(
                    format!("没有指标叫“{}”", name.text),
                    format!("no indicator is called `{}`", name.text),
                ),
            )
            .help(help),
        );
    }
}
