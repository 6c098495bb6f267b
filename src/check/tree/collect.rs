//! The first walk: which blocks, names, settings and indicators there are, before any of them is understood.

use crate::check::Checker;
use crate::check::place::{Declared, NodeId, ScopeId};
use crate::check::tree::outline::{AlertsDraft, Defaults, FormulaDraft, GuardDraft, Node};
use crate::plan::Combine;
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::{self, Content, Item, Setting};

/// The block being walked.
#[derive(Clone)]
pub(super) struct Block<'a> {
    pub(super) scope: ScopeId,
    pub(super) defaults: Defaults<'a>,
    pub(super) node: Option<NodeId>,
    pub(super) guards: Vec<GuardDraft<'a>>,
}

impl<'a> Checker<'a> {
    pub(in crate::check) fn collect(&mut self, scheme: &'a ast::Scheme) {
        let scope = self.open_scope(None);
        let block = Block { scope, defaults: Defaults::default(), node: None, guards: Vec::new() };
        self.outline.defaults = self.block(&block, &scheme.items);
    }

    /// Walks a block: settings and names first, since they hold for the whole block wherever they stand.
    fn block(&mut self, block: &Block<'a>, items: &'a [Item]) -> Defaults<'a> {
        let mut block = block.clone();
        let mut seen: Vec<(std::mem::Discriminant<Setting>, Span)> = Vec::new();
        for item in items {
            if let Item::Setting(setting) = item {
                self.once(&mut seen, setting);
                self.setting(&mut block, setting);
            }
        }
        for item in items {
            match item {
                Item::Inputs(inputs) => {
                    self.outline.apart.push(inputs.span);
                    let required = self.asked_of_all(block.node, &block.guards);
                    self.inputs(block.scope, block.defaults, &inputs.value, required);
                    self.input_blocks.resize(self.inputs.len(), block.node);
                }
                Item::Formula(formula) => self.formula_name(&block, formula),
                Item::Setting(_)
                | Item::Indicator(_)
                | Item::By(_)
                | Item::Case(_)
                | Item::NotApplicable(_)
                | Item::Outside(_)
                | Item::Veto(_)
                | Item::Grades(_)
                | Item::Ranking(_)
                | Item::Quota(_)
                | Item::Uses(_)
                | Item::Alerts(_)
                | Item::Variant(_)
                | Item::Test(_)
                | Item::Change(_)
                | Item::Drop(_) => {}
            }
        }
        for item in items {
            self.item(&block, item);
        }
        block.defaults
    }

    fn item(&mut self, block: &Block<'a>, item: &'a Item) {
        self.outline.apart.extend(apart(item));
        match item {
            Item::Setting(_) | Item::Inputs(_) | Item::Formula(_) => {}
            Item::Indicator(indicator) => self.indicator(block, indicator),
            Item::Case(case) => self.case(block, case),
            Item::By(body) => self.by(block, body),
            Item::NotApplicable(clause) => match block.node {
                Some(node) => self.outline.nodes[node.0].not_applicable.push(clause),
                None => self.misplaced(clause.span, "不适用", "n/a", false),
            },
            Item::Veto(veto) => match block.node {
                Some(node) => self.outline.nodes[node.0].vetoes.push(veto),
                None => self.outline.vetoes.push(veto),
            },
            Item::Outside(outside) => match block.node {
                Some(_) => self.misplaced(outside.head, "加分项、扣分项", "bonus and penalty", true),
                None => self.outline.outside.push(outside),
            },
            Item::Grades(grades) => match block.node {
                Some(_) => self.misplaced(grades.by.span, "等级", "grades", true),
                None => self.outline.grades.push(grades),
            },
            Item::Ranking(ranking) => match block.node {
                Some(_) => self.misplaced(ranking.span, "排名", "ranking", true),
                None => self.outline.rankings.push(ranking),
            },
            Item::Quota(quota) => match block.node {
                Some(_) => self.misplaced(quota.span, "名额", "quota", true),
                None => self.outline.quotas.push(quota),
            },
            Item::Uses(uses) => match block.node {
                Some(_) => self.misplaced(uses.span, "应用", "consequences", true),
                None => self.outline.uses.push(&uses.value),
            },
            // Another reading is checked on its own, whole.
            Item::Variant(variant) if block.node.is_some() => {
                self.misplaced(variant.title.span, "对照", "variant", true);
            }
            Item::Variant(_) => {}
            Item::Alerts(alerts) => self.outline.alerts.push(AlertsDraft {
                ast: alerts,
                scope: block.scope,
                node: block.node,
                guards: block.guards.clone(),
            }),
            // What is expected is looked at last, when all names are known.
            Item::Test(test) if block.node.is_some() => {
                self.misplaced(test.title.span, "测试", "test", true);
            }
            Item::Test(_) => {}
            Item::Change(change) => self.amends_nothing(change.span, "改", "change"),
            Item::Drop(drop) => self.amends_nothing(drop.span, "删", "drop"),
        }
    }

    fn indicator(&mut self, block: &Block<'a>, indicator: &'a ast::Indicator) {
        let name = &indicator.name.text;
        if name.contains('/') {
            self.say(Diagnostic::new(
                Code::DuplicateName,
                indicator.name.span,
                Text::new(
                    format!("指标名“{name}”里不能有“/”, 它用来连接路径"),
                    format!("the indicator name `{name}` holds a `/`, which joins paths"),
                ),
            ));
        }
        let path = match block.node {
            Some(parent) => format!("{}/{name}", self.outline.nodes[parent.0].path),
            None => name.clone(),
        };
        let id = NodeId(self.outline.nodes.len());
        self.twins(block, &path, indicator);
        let scope = self.open_scope(Some(block.scope));
        self.outline.nodes.push(Node {
            ast: indicator,
            path,
            points: None,
            weight: None,
            parent: block.node,
            children: Vec::new(),
            scope,
            defaults: block.defaults,
            combine: Combine::Sum,
            guards: block.guards.clone(),
            not_applicable: Vec::new(),
            vetoes: Vec::new(),
            body: None,
            basis: None,
            most_lost: None,
        });
        match block.node {
            Some(parent) => self.outline.nodes[parent.0].children.push(id),
            None => self.outline.roots.push(id),
        }
        match &indicator.content {
            Content::Nothing => {}
            Content::Body(body) => self.outline.nodes[id.0].body = Some(Spanned::new(&body.value, body.span)),
            Content::Block(items) => {
                let inner = Block { scope, defaults: block.defaults, node: Some(id), guards: Vec::new() };
                let defaults = self.block(&inner, items);
                self.outline.nodes[id.0].defaults = defaults;
            }
        }
    }

    /// Two indicators of one path would be one in every result; in different branches of one 分支 they never meet, and
    /// still are refused, since a table has one column for a path.
    fn twins(&mut self, block: &Block<'a>, path: &str, indicator: &'a ast::Indicator) {
        let Some(earlier) =
            self.outline.nodes.iter().find(|node| node.parent == block.node && node.path == path)
        else {
            return;
        };
        let earlier = earlier.ast.name.span;
        let name = &indicator.name.text;
        self.say(
            Diagnostic::new(
                Code::DuplicateName,
                indicator.name.span,
                Text::new(
                    format!("同一块里有两个指标叫“{name}”"),
                    format!("two indicators of one block are called `{name}`"),
                ),
            )
            .label(earlier, Text::new("先声明于此", "declared here first"))
            .help(Text::new("给其中一个换个名称", "rename one of them")),
        );
    }

    /// Whether every subject meets this block: neither it nor a block around it stands in a branch.
    pub(in crate::check) fn asked_of_all(&self, node: Option<NodeId>, guards: &[GuardDraft<'a>]) -> bool {
        let mut at = node;
        let mut free = guards.is_empty();
        while let Some(id) = at {
            free &= self.outline.nodes[id.0].guards.is_empty();
            at = self.outline.nodes[id.0].parent;
        }
        free
    }

    fn case(&mut self, block: &Block<'a>, case: &'a ast::Case) {
        self.branches_cover(block.scope, case);
        for branch in &case.branches {
            let scope = self.open_scope(Some(block.scope));
            let mut guards = block.guards.clone();
            guards.push(GuardDraft { case, branch, scope: block.scope });
            let inner = Block { scope, defaults: block.defaults, node: block.node, guards };
            self.block(&inner, &branch.items);
        }
    }

    fn by(&mut self, block: &Block<'a>, body: &'a Spanned<ast::Body>) {
        let Some(node) = block.node else { return self.misplaced(body.span, "计分", "by", false) };
        if self.outline.nodes[node.0].body.is_some() {
            let name = self.outline.nodes[node.0].ast.name.text.clone();
            self.say(Diagnostic::new(
                Code::RepeatedSetting,
                body.span,
                Text::new(format!("“{name}”写了两次计分方法"), format!("`{name}` has two ways to score")),
            ));
        }
        self.outline.nodes[node.0].body = Some(Spanned::new(&body.value, body.span));
    }

    fn formula_name(&mut self, block: &Block<'a>, formula: &'a ast::Formula) {
        let place = self.outline.formulas.len();
        self.declare(block.scope, &formula.name, Declared::Formula(place));
        self.outline.formulas.push(FormulaDraft {
            ast: formula,
            scope: block.scope,
            defaults: block.defaults,
        });
    }
}

/// The span of a statement with braces in which no indicator stands.
fn apart(item: &Item) -> Option<Span> {
    match item {
        Item::Outside(outside) => Some(outside.span),
        Item::Grades(grades) => Some(grades.span),
        Item::Uses(uses) => Some(uses.span),
        Item::Alerts(alerts) => Some(alerts.span),
        Item::Variant(variant) => Some(variant.span),
        Item::Test(test) => Some(test.span),
        Item::Inputs(_)
        | Item::Setting(_)
        | Item::Formula(_)
        | Item::Indicator(_)
        | Item::By(_)
        | Item::Case(_)
        | Item::NotApplicable(_)
        | Item::Veto(_)
        | Item::Ranking(_)
        | Item::Quota(_)
        | Item::Change(_)
        | Item::Drop(_) => None,
    }
}
