//! The tree, lowered children first and on demand, so that what is read is scored before what reads it.

use crate::check::place::{Env, Moment};
use crate::check::place::{NodeId, ScopeId};
use crate::check::{Checker, Progress};
use crate::plan::{
    self, Computed, Expr, Indicator, IndicatorId, Instead, Kind, NotApplicable, Scope, Verdict, Veto,
};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// Every indicator; the ids of the first level, or none when any is broken.
    pub(in crate::check) fn all_indicators(&mut self) -> Option<Vec<IndicatorId>> {
        let all: Vec<Option<IndicatorId>> =
            (0..self.outline.nodes.len()).map(|node| self.node_for(NodeId(node), None)).collect();
        self.absent_said();
        let roots = self.outline.roots.iter().map(|root| all[root.0]).collect();
        all.iter().all(Option::is_some).then_some(roots).flatten()
    }

    /// The indicator of a node, lowered if it has not been; `from` is where it is read.
    pub(in crate::check) fn node_for(&mut self, node: NodeId, from: Option<Span>) -> Option<IndicatorId> {
        match self.node_progress[node.0] {
            Progress::Done(id) => Some(id),
            Progress::Broken => None,
            Progress::Started => {
                self.node_circle(node, from);
                None
            }
            Progress::Waiting => {
                self.node_progress[node.0] = Progress::Started;
                self.node_trail.push(node);
                let indicator = self.lower_node(node);
                self.node_trail.pop();
                self.node_progress[node.0] = match indicator {
                    Some(indicator) => {
                        let id = IndicatorId(u32::try_from(self.indicators.len()).unwrap_or(u32::MAX));
                        self.indicators.push(indicator);
                        self.order.push(Computed::Indicator(id));
                        Progress::Done(id)
                    }
                    None => Progress::Broken,
                };
                let Progress::Done(id) = self.node_progress[node.0] else { return None };
                self.adopt(node, id);
                Some(id)
            }
        }
    }

    /// Tells the children who their parent is.
    fn adopt(&mut self, node: NodeId, id: IndicatorId) {
        for child in self.outline.nodes[node.0].children.clone() {
            if let Progress::Done(child) = self.node_progress[child.0] {
                self.indicators[child.0 as usize].parent = Some(id);
            }
        }
    }

    fn lower_node(&mut self, node: NodeId) -> Option<Indicator> {
        let before = self.found.len();
        let kind = if self.is_block(node) { self.block_kind(node) } else { self.leaf_kind(node) };
        let env = self.env(node);
        let clauses = self.outline.nodes[node.0].not_applicable.clone();
        let not_applicable: Vec<Option<NotApplicable>> =
            clauses.into_iter().map(|clause| self.not_applicable(env, clause)).collect();
        let evidence = if self.is_block(node) { Some(None) } else { self.evidence(node) };
        let vetoes = self.outline.nodes[node.0].vetoes.clone();
        let vetoes: Vec<Option<Veto>> = vetoes.into_iter().map(|veto| self.item_veto(env, veto)).collect();
        let most_lost = self.most_lost(node);
        let guards: Option<Vec<plan::Guard>> =
            self.outline.nodes[node.0].guards.clone().into_iter().map(|guard| self.guard(guard)).collect();
        let path = self.outline.nodes[node.0].path.clone();
        for diagnostic in &mut self.found[before..] {
            diagnostic.path.get_or_insert_with(|| path.clone());
        }
        let draft = &self.outline.nodes[node.0];
        Some(Indicator {
            name: draft.ast.name.text.clone(),
            path,
            points: draft.points.clone()?,
            weight: draft.weight.clone(),
            parent: None,
            kind: kind?,
            most_lost: most_lost?,
            guards: guards?,
            not_applicable: not_applicable.into_iter().collect::<Option<_>>()?,
            evidence: evidence?,
            vetoes: vetoes.into_iter().collect::<Option<_>>()?,
            basis: draft.basis.clone(),
            span: draft.ast.head,
        })
    }

    pub(in crate::check) fn env(&self, node: NodeId) -> Env {
        Env {
            scope: self.outline.nodes[node.0].scope,
            node: Some(node),
            record: None,
            moment: Moment::Indicator,
        }
    }

    fn block_kind(&mut self, node: NodeId) -> Option<Kind> {
        let draft = &self.outline.nodes[node.0];
        if let Some(body) = draft.body {
            self.say(
                Diagnostic::new(
                    Code::NoMethod,
                    body.span,
                    Text::new(
                        "有下级指标的块不能再有计分方法",
                        "a block with indicators in it has no way to score of its own",
                    ),
                )
                .help(Text::new("把方法移到下级指标里", "move it into one of its indicators")),
            );
        }
        let draft = &self.outline.nodes[node.0];
        if draft.children.is_empty() {
            let name = draft.ast.name.text.clone();
            let head = draft.ast.head;
            self.no_method(&name, head);
            return None;
        }
        let (combine, absent_setting) = (draft.combine, draft.defaults.absent);
        let children: Vec<Option<IndicatorId>> =
            draft.children.clone().into_iter().map(|child| self.node_for(child, None)).collect();
        Some(Kind::Group {
            children: children.into_iter().collect::<Option<_>>()?,
            combine,
            absent: absent_setting.map(|setting| absent(setting.value)),
        })
    }

    fn leaf_kind(&mut self, node: NodeId) -> Option<Kind> {
        let draft = &self.outline.nodes[node.0];
        let Some(body) = draft.body.or(draft.defaults.each) else {
            let (name, head) = (draft.ast.name.text.clone(), draft.ast.head);
            self.no_method(&name, head);
            return None;
        };
        let (method, on_zero) = self.method(node, body)?;
        Some(Kind::Leaf { method: Box::new(method), on_zero })
    }

    fn no_method(&mut self, name: &str, head: Span) {
        self.say(
            Diagnostic::new(
                Code::NoMethod,
                head,
                Text::new(format!("指标“{name}”没有写怎么计分"), format!("nothing says how `{name}` is scored")),
            )
            .help(Text::new(
                "写 : 得 / 按比例 / 插值 / 分档 / 逐项 / 扣分 / 起评 / 评分 之一, 或在花括号里写下级指标",
                "write one of : score / ratio / interpolate / bands / add / deduct / start / assess, or indicators in braces",
            )),
        );
    }

    fn not_applicable(&mut self, env: Env, clause: &'a ast::NotApplicable) -> Option<NotApplicable> {
        let condition = self.condition(env, &clause.condition)?;
        self.never_zero(&condition);
        let instead = match &clause.instead {
            ast::Instead::Nothing => Instead::Nothing,
            ast::Instead::Full => Instead::Full,
            ast::Instead::Mean(ast::Scope::All(_)) => Instead::Mean(Scope::All),
            ast::Instead::Mean(ast::Scope::Within(name)) => {
                Instead::Mean(Scope::Within(self.group_input(name)?))
            }
        };
        Some(NotApplicable { condition, instead, span: clause.span })
    }

    fn item_veto(&mut self, env: Env, veto: &'a ast::Veto) -> Option<Veto> {
        let condition = self.condition(env, &veto.condition)?;
        self.never_zero(&condition);
        match &veto.verdict {
            ast::Verdict::Score(amount) => {
                let points = self.amount(env, amount)?;
                Some(Veto { condition, verdict: Verdict::Score(points), span: veto.span })
            }
            ast::Verdict::Grade(_) | ast::Verdict::AtBest(_) | ast::Verdict::OneDown => {
                self.say(
                    Diagnostic::new(
                        Code::MisplacedSetting,
                        veto.span,
                        Text::new(
                            "指标里的否决只能定分数, 不能定等级",
                            "a veto inside an indicator decides a score, not a grade",
                        ),
                    )
                    .help(Text::new(
                        "写成 否决 若 …: 0分, 或移到办法里",
                        "write veto when …: 0 points, or move it to the scheme",
                    )),
                );
                None
            }
        }
    }

    /// A condition has no clause for a zero denominator, so none may occur in it.
    pub(in crate::check) fn never_zero(&mut self, condition: &Expr) {
        if let Some(denominator) = self.zero_possible(condition) {
            let quoted = self.quote(denominator.span);
            self.say(
                Diagnostic::new(
                    Code::ZeroUnsaid,
                    denominator.span,
                    Text::new(
                        format!("条件里的“{quoted}”可能为零"),
                        format!("`{quoted}` in the condition can be zero"),
                    ),
                )
                .help(Text::new(
                    "先写成公式, 并说明 分母为零 怎么办",
                    "make it a formula that says what happens on zero",
                )),
            );
        }
    }
}

pub(in crate::check) fn absent(setting: ast::Absent) -> plan::Absent {
    match setting {
        ast::Absent::Rescale => plan::Absent::Rescale,
        ast::Absent::Spread => plan::Absent::Spread,
        ast::Absent::Lift => plan::Absent::Lift,
    }
}

/// The scheme's own block.
pub(in crate::check) const TOP: ScopeId = ScopeId(0);
