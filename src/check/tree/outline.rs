//! The first walk: which blocks, names, settings and indicators there are, before any of them is understood.

use crate::check::Checker;
use crate::check::place::NodeId;
use crate::check::place::{Declared, ScopeId};
use crate::check::terms::scope::Scope;
use crate::number::Number;
use crate::plan::Combine;
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::{self, Content, Item, Setting};

/// What the first walk finds.
#[derive(Default)]
pub(in crate::check) struct Outline<'a> {
    pub(in crate::check) scopes: Vec<Scope>,
    pub(in crate::check) formulas: Vec<FormulaDraft<'a>>,
    pub(in crate::check) nodes: Vec<Node<'a>>,
    pub(in crate::check) roots: Vec<NodeId>,
    /// Settings of the scheme that do not go down to its blocks.
    pub(in crate::check) head: Vec<Spanned<&'a Setting>>,
    pub(in crate::check) defaults: Defaults<'a>,
    pub(in crate::check) outside: Vec<&'a ast::Outside>,
    pub(in crate::check) vetoes: Vec<&'a ast::Veto>,
    pub(in crate::check) grades: Vec<&'a ast::Grades>,
    pub(in crate::check) rankings: Vec<&'a ast::Ranking>,
    pub(in crate::check) quotas: Vec<&'a ast::Quota>,
    pub(in crate::check) uses: Vec<&'a [ast::Use]>,
    pub(in crate::check) alerts: Vec<AlertsDraft<'a>>,
    /// Statements with braces in which no indicator stands.
    pub(in crate::check) apart: Vec<Span>,
}

impl<'a> Outline<'a> {
    /// The first setting of the head that is picked.
    pub(in crate::check) fn setting<T>(&self, pick: impl Fn(&'a Setting) -> Option<T>) -> Option<T> {
        self.head.iter().find_map(|setting| pick(setting.value))
    }

    /// 满分 of the scheme, as written.
    pub(in crate::check) fn points(&self) -> Option<&'a ast::Quantity> {
        self.setting(|setting| if let Setting::Points(quantity) = setting { Some(quantity) } else { None })
    }
}

/// A formula and where its name counts.
pub(in crate::check) struct FormulaDraft<'a> {
    pub(in crate::check) ast: &'a ast::Formula,
    pub(in crate::check) scope: ScopeId,
    pub(in crate::check) defaults: Defaults<'a>,
}

/// The settings that hold for a block and everything inside it.
#[derive(Clone, Copy, Default)]
pub(in crate::check) struct Defaults<'a> {
    pub(in crate::check) remainder: Option<Spanned<ast::Remainder>>,
    pub(in crate::check) absent: Option<Spanned<ast::Absent>>,
    pub(in crate::check) on_zero: Option<Spanned<&'a ast::Outcome>>,
    pub(in crate::check) missing: Option<Spanned<&'a ast::Outcome>>,
    pub(in crate::check) excused: Option<Spanned<&'a ast::Outcome>>,
    pub(in crate::check) each: Option<Spanned<&'a ast::Body>>,
    pub(in crate::check) evidence: Option<Spanned<&'a ast::Evidence>>,
}

/// An indicator as written.
pub(in crate::check) struct Node<'a> {
    pub(in crate::check) ast: &'a ast::Indicator,
    pub(in crate::check) path: String,
    /// Its points, read once by the points check; none when they are missing or wrong.
    pub(in crate::check) points: Option<Number>,
    /// Its weight, likewise.
    pub(in crate::check) weight: Option<Number>,
    pub(in crate::check) parent: Option<NodeId>,
    pub(in crate::check) children: Vec<NodeId>,
    /// The names inside it.
    pub(in crate::check) scope: ScopeId,
    pub(in crate::check) defaults: Defaults<'a>,
    pub(in crate::check) combine: Combine,
    pub(in crate::check) guards: Vec<GuardDraft<'a>>,
    pub(in crate::check) not_applicable: Vec<&'a ast::NotApplicable>,
    pub(in crate::check) vetoes: Vec<&'a ast::Veto>,
    pub(in crate::check) body: Option<Spanned<&'a ast::Body>>,
    pub(in crate::check) basis: Option<String>,
    /// 最多扣, as written.
    pub(in crate::check) most_lost: Option<&'a ast::Quantity>,
}

/// The branch an indicator stands in.
#[derive(Clone, Copy)]
pub(in crate::check) struct GuardDraft<'a> {
    pub(in crate::check) case: &'a ast::Case,
    pub(in crate::check) branch: &'a ast::Branch,
    /// Where the name of the deciding input is looked up.
    pub(in crate::check) scope: ScopeId,
}

/// 警示 and where it is written.
#[derive(Clone)]
pub(in crate::check) struct AlertsDraft<'a> {
    pub(in crate::check) ast: &'a ast::Alerts,
    pub(in crate::check) scope: ScopeId,
    pub(in crate::check) node: Option<NodeId>,
    pub(in crate::check) guards: Vec<GuardDraft<'a>>,
}

/// The block being walked.
#[derive(Clone)]
struct Block<'a> {
    scope: ScopeId,
    defaults: Defaults<'a>,
    node: Option<NodeId>,
    guards: Vec<GuardDraft<'a>>,
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
            Item::Test(test) => self.not_yet(test.span, "测试", "test"),
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

    fn once(
        &mut self,
        seen: &mut Vec<(std::mem::Discriminant<Setting>, Span)>,
        setting: &'a Spanned<Setting>,
    ) {
        let kind = std::mem::discriminant(&setting.value);
        if let Some((_, earlier)) = seen.iter().find(|(other, _)| *other == kind) {
            let earlier = *earlier;
            let (again, first) = (self.quote(setting.span), self.quote(earlier));
            self.say(
                Diagnostic::new(
                    Code::RepeatedSetting,
                    setting.span,
                    Text::new(
                        format!("“{again}”之前, 同一块里已经写了“{first}”"),
                        format!("before `{again}`, the same block says `{first}`"),
                    ),
                )
                .label(earlier, Text::new("先写于此", "first written here"))
                .help(Text::new("删去其中一处", "delete one of them")),
            );
        }
        seen.push((kind, setting.span));
    }

    fn setting(&mut self, block: &mut Block<'a>, setting: &'a Spanned<Setting>) {
        let span = setting.span;
        match &setting.value {
            Setting::Remainder(remainder) => block.defaults.remainder = Some(Spanned::new(*remainder, span)),
            Setting::Absent(absent) => block.defaults.absent = Some(Spanned::new(*absent, span)),
            Setting::OnZero(outcome) => block.defaults.on_zero = Some(Spanned::new(outcome, span)),
            Setting::Missing(outcome) => block.defaults.missing = Some(Spanned::new(outcome, span)),
            Setting::Excused(outcome) => block.defaults.excused = Some(Spanned::new(outcome, span)),
            Setting::Each(body) => block.defaults.each = Some(Spanned::new(body, span)),
            Setting::Evidence(evidence) => block.defaults.evidence = Some(Spanned::new(evidence, span)),
            Setting::Basis(basis) if block.node.is_some() => {
                let node = block.node.unwrap_or(NodeId(0));
                self.outline.nodes[node.0].basis = Some(basis.value.clone());
            }
            Setting::Best => self.combine(block, Combine::Best, span),
            Setting::Mean => self.combine(block, Combine::Mean, span),
            Setting::Choose(count) => {
                if let Some(most) = self.choose_count(count) {
                    self.combine(block, Combine::Choose(most), span);
                }
            }
            Setting::MostLost(most) => match block.node {
                Some(node) => self.outline.nodes[node.0].most_lost = Some(most),
                None => self.misplaced(span, "最多扣", "lose at most", false),
            },
            Setting::Extends(base) => self.not_joined(block.node.is_some(), base, span),
            Setting::Year(_)
            | Setting::Basis(_)
            | Setting::Subject(_)
            | Setting::Group(_)
            | Setting::Points(_)
            | Setting::Total(_)
            | Setting::Layers(_)
            | Setting::Show(_)
            | Setting::Round(_) => match block.node {
                Some(_) => {
                    let quoted = self.quote(span);
                    self.misplaced(span, &format!("“{quoted}”"), &format!("`{quoted}`"), true);
                }
                None => self.outline.head.push(Spanned::new(&setting.value, span)),
            },
        }
    }

    fn combine(&mut self, block: &Block<'a>, combine: Combine, span: Span) {
        match block.node {
            Some(node) => self.outline.nodes[node.0].combine = combine,
            None => self.misplaced(span, "取最高、取平均、任选", "best, average and choose", false),
        }
    }

    /// Something that only the scheme, or only an indicator, may say.
    pub(in crate::check) fn misplaced(&mut self, span: Span, zh: &str, en: &str, scheme_only: bool) {
        let (message, help) = if scheme_only {
            (
                Text::new(
                    format!("{zh}只能写在办法里, 不能写在指标里"),
                    format!("{en} belongs to the scheme, not to an indicator"),
                ),
                Text::new("移到所有指标之外", "move it out of the indicators"),
            )
        } else {
            (
                Text::new(format!("{zh}只能写在指标里"), format!("{en} belongs to an indicator")),
                Text::new("移到它所管的指标的花括号里", "move it into the braces of its indicator"),
            )
        };
        self.say(Diagnostic::new(Code::MisplacedSetting, span, message).help(help));
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
