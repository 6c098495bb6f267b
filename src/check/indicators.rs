//! The tree, lowered children first and on demand, so that what is read is scored before what reads it.

use std::collections::BTreeSet;

use super::expr::{Env, Moment};
use super::outline::NodeId;
use super::scope::ScopeId;
use super::{Checker, Progress};
use crate::plan::{
    self, Cell, Expr, ExprKind, FormulaId, Indicator, IndicatorId, InputId, Instead, Kind, Method, NotApplicable,
    OnExcused, OnMissing, OnZero, Verdict, Veto,
};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// Every indicator; the ids of the first level, or none when any is broken.
    pub(super) fn all_indicators(&mut self) -> Option<Vec<IndicatorId>> {
        let all: Vec<Option<IndicatorId>> = (0..self.outline.nodes.len()).map(|node| self.node_for(NodeId(node), None)).collect();
        self.absent_said();
        let roots = self.outline.roots.iter().map(|root| all[root.0]).collect();
        all.iter().all(Option::is_some).then_some(roots).flatten()
    }

    /// The indicator of a node, lowered if it has not been; `from` is where it is read.
    pub(super) fn node_for(&mut self, node: NodeId, from: Option<Span>) -> Option<IndicatorId> {
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
        let not_applicable: Vec<Option<NotApplicable>> = clauses.into_iter().map(|clause| self.not_applicable(env, clause)).collect();
        let vetoes = self.outline.nodes[node.0].vetoes.clone();
        let vetoes: Vec<Option<Veto>> = vetoes.into_iter().map(|veto| self.item_veto(env, veto)).collect();
        let guards: Option<Vec<plan::Guard>> = self.outline.nodes[node.0].guards.clone().into_iter().map(|guard| self.guard(guard)).collect();
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
            guards: guards?,
            not_applicable: not_applicable.into_iter().collect::<Option<_>>()?,
            vetoes: vetoes.into_iter().collect::<Option<_>>()?,
            basis: draft.basis.clone(),
            span: draft.ast.head,
        })
    }

    pub(super) fn env(&self, node: NodeId) -> Env {
        Env { scope: self.outline.nodes[node.0].scope, node: Some(node), record: None, moment: Moment::Indicator }
    }

    fn block_kind(&mut self, node: NodeId) -> Option<Kind> {
        let draft = &self.outline.nodes[node.0];
        if let Some(body) = draft.body {
            self.say(
                Diagnostic::new(
                    Code::NoMethod,
                    body.span,
                    Text::new("有下级指标的块不能再有计分方法", "a block with indicators in it has no way to score of its own"),
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
        let children: Vec<Option<IndicatorId>> = draft.children.clone().into_iter().map(|child| self.node_for(child, None)).collect();
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
            ast::Instead::Mean(_) => {
                self.not_yet(clause.span, "取均值", "mean");
                return None;
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
                        Text::new("指标里的否决只能定分数, 不能定等级", "a veto inside an indicator decides a score, not a grade"),
                    )
                    .help(Text::new("写成 否决 若 …: 0分, 或移到办法里", "write veto when …: 0 points, or move it to the scheme")),
                );
                None
            }
        }
    }

    /// A condition has no clause for a zero denominator, so none may occur in it.
    pub(super) fn never_zero(&mut self, condition: &Expr) {
        if let Some(denominator) = self.zero_possible(condition) {
            let quoted = self.quote(denominator);
            self.say(
                Diagnostic::new(
                    Code::ZeroUnsaid,
                    denominator,
                    Text::new(format!("条件里的“{quoted}”可能为零"), format!("`{quoted}` in the condition can be zero")),
                )
                .help(Text::new("先写成公式, 并说明 分母为零 怎么办", "make it a formula that says what happens on zero")),
            );
        }
    }

    fn node_circle(&mut self, node: NodeId, from: Option<Span>) {
        let start = self.node_trail.iter().position(|step| *step == node).unwrap_or(0);
        let mut steps: Vec<&str> = self.node_trail[start..].iter().map(|step| self.outline.nodes[step.0].path.as_str()).collect();
        steps.push(steps.first().copied().unwrap_or(""));
        let chain = steps.join(" → ");
        let spans: Vec<Span> = self.node_trail[start..].iter().map(|step| self.outline.nodes[step.0].ast.head).collect();
        let place = from.unwrap_or(self.outline.nodes[node.0].ast.head);
        let mut diagnostic = Diagnostic::new(
            Code::Cycle,
            place,
            Text::new(format!("循环引用: {chain}"), format!("circular reference: {chain}")),
        )
        .help(Text::new("上级的得分在下级之后算, 下级不能引用它", "a block is scored after what is inside it, which cannot read it"));
        for span in spans {
            diagnostic = diagnostic.label(span, Text::new("经过这里", "by way of this"));
        }
        self.say(diagnostic);
    }

    /// An indicator by name or path.
    pub(super) fn indicator_named(&mut self, env: Env, name: &ast::Name) -> Option<NodeId> {
        let matching: Vec<NodeId> = (0..self.outline.nodes.len())
            .map(NodeId)
            .filter(|node| {
                let node = &self.outline.nodes[node.0];
                node.path == name.text || node.ast.name.text == name.text || node.path.ends_with(&format!("/{}", name.text))
            })
            .collect();
        match matching.as_slice() {
            [node] => Some(*node),
            [] => {
                self.unknown_indicator(env, name);
                None
            }
            several => {
                let paths: Vec<String> = several.iter().map(|node| format!("【{}】", self.outline.nodes[node.0].path)).collect();
                let listed = paths.join(", ");
                self.say(
                    Diagnostic::new(
                        Code::UnknownName,
                        name.span,
                        Text::new(format!("有 {} 个指标叫“{}”", several.len(), name.text), format!("{} indicators are called `{}`", several.len(), name.text)),
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
            self.say(
                Diagnostic::new(
                    Code::UnknownName,
                    name.span,
                    Text::new(format!("没有指标叫“{}”", name.text), format!("no indicator is called `{}`", name.text)),
                ),
            );
            return;
        }
        let help = match &near {
            Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
            None => Text::new("点号前面要写指标; 列表的字段只能用在 计数、合计、平均 里", "before the dot stands an indicator; fields of a list are read inside count, sum, mean"),
        };
        self.say(
            Diagnostic::new(
                Code::UnknownName,
                name.span,
                Text::new(format!("没有指标叫“{}”", name.text), format!("no indicator is called `{}`", name.text)),
            )
            .help(help),
        );
    }

    /// 缺项: every block of which a part may not apply says what becomes of its points; then cells may say 不适用.
    fn absent_said(&mut self) {
        let may_be: Vec<bool> = self.may_not_apply();
        for (place, indicator) in self.indicators.clone().iter().enumerate() {
            let Some(absent_here) = self.absent_over(indicator) else { continue };
            if may_be[place] && absent_here.is_none() {
                self.absent_unsaid(indicator);
            }
        }
        for place in 0..self.indicators.len() {
            let allowed = self.absent_over(&self.indicators[place]).is_some_and(|absent| absent.is_some());
            for input in self.inputs_read(&self.indicators[place].clone()) {
                let input = &mut self.inputs[input.0 as usize];
                // The first reader that allows it opens the cell; one that does not closes it for good below.
                input.may_not_apply |= allowed;
            }
        }
        for place in 0..self.indicators.len() {
            let indicator = self.indicators[place].clone();
            let allowed = self.absent_over(&indicator).is_some_and(|absent| absent.is_some());
            let closed: BTreeSet<InputId> = if allowed {
                indicator.guards.iter().map(|guard| guard.input).collect()
            } else {
                self.inputs_read(&indicator)
            };
            for input in closed {
                self.inputs[input.0 as usize].may_not_apply = false;
            }
        }
    }

    /// The 缺项 setting that decides over an indicator: its parent's. None when the parent is broken.
    fn absent_over(&self, indicator: &Indicator) -> Option<Option<plan::Absent>> {
        match indicator.parent {
            None => Some(self.outline.defaults.absent.map(|setting| absent(setting.value))),
            Some(parent) => match &self.indicators[parent.0 as usize].kind {
                Kind::Group { absent, .. } => Some(*absent),
                Kind::Leaf { .. } => None,
            },
        }
    }

    fn absent_unsaid(&mut self, indicator: &Indicator) {
        let (name, points) = (&indicator.name, &indicator.points);
        self.say(
            Diagnostic::new(
                Code::AbsentUnsaid,
                indicator.span,
                Text::new(
                    format!("“{name}”可能不适用, 它的 {points} 分怎么办, 上级没有写"),
                    format!("`{name}` may not apply, and nothing says what becomes of its {points} points"),
                ),
            )
            .path(indicator.path.clone())
            .choice(Text::new("缺项 折算    其余各项按比例放大到上级满分", "absent rescale    the rest is scaled up to the block's points"))
            .choice(Text::new("缺项 均摊    分值平均分给其余各项", "absent spread     its points are shared equally by the rest"))
            .choice(Text::new("缺项 上移    上级按适用分值计, 由再上一级决定", "absent lift       the block counts for less; the next block up decides")),
        );
    }

    /// Which indicators can come out as not applicable.
    fn may_not_apply(&self) -> Vec<bool> {
        let mut may_be: Vec<bool> = Vec::with_capacity(self.indicators.len());
        for indicator in &self.indicators {
            let by_clause = indicator.not_applicable.iter().any(|clause| clause.instead == Instead::Nothing);
            let inside = match &indicator.kind {
                Kind::Group { children, absent, .. } => {
                    let lifted = *absent == Some(plan::Absent::Lift);
                    let can = |child: &IndicatorId| may_be.get(child.0 as usize).copied().unwrap_or(false);
                    children.iter().all(can) || lifted && children.iter().any(can)
                }
                Kind::Leaf { method, on_zero } => {
                    *on_zero == OnZero::NotApplicable
                        || gives_not_applicable(method)
                        || self.inputs_read(indicator).iter().any(|input| self.input_may_not_apply(*input))
                        || self.formulas_read(indicator).iter().any(|formula| self.formulas[formula.0 as usize].on_zero == OnZero::NotApplicable)
                }
            };
            may_be.push(by_clause || inside);
        }
        may_be
    }

    fn input_may_not_apply(&self, input: InputId) -> bool {
        let input = &self.inputs[input.0 as usize];
        input.missing == OnMissing::NotApplicable || input.excused == Some(OnExcused::NotApplicable)
    }

    /// The inputs that decide a score, through formulas too; not those of its vetoes and 不适用 clauses.
    fn inputs_read(&self, indicator: &Indicator) -> BTreeSet<InputId> {
        let mut inputs = BTreeSet::new();
        let mut formulas = BTreeSet::new();
        self.method_reads(indicator, &mut inputs, &mut formulas);
        inputs
    }

    fn formulas_read(&self, indicator: &Indicator) -> BTreeSet<FormulaId> {
        let mut inputs = BTreeSet::new();
        let mut formulas = BTreeSet::new();
        self.method_reads(indicator, &mut inputs, &mut formulas);
        formulas
    }

    fn method_reads(&self, indicator: &Indicator, inputs: &mut BTreeSet<InputId>, formulas: &mut BTreeSet<FormulaId>) {
        let Kind::Leaf { method, .. } = &indicator.kind else { return };
        inputs.extend(method.assessed());
        for expr in method.exprs() {
            self.reads(expr, inputs, formulas);
        }
    }

    fn reads(&self, expr: &Expr, inputs: &mut BTreeSet<InputId>, formulas: &mut BTreeSet<FormulaId>) {
        match &expr.kind {
            ExprKind::Input(id) => {
                inputs.insert(*id);
            }
            ExprKind::Formula(id) => {
                if formulas.insert(*id) {
                    self.reads(&self.formulas[id.0 as usize].value, inputs, formulas);
                }
            }
            _ => expr.parts().into_iter().for_each(|part| self.reads(part, inputs, formulas)),
        }
    }
}

/// Whether a row of the method gives 不适用.
fn gives_not_applicable(method: &Method) -> bool {
    match method {
        Method::Bands { rows, .. } => rows.iter().any(|row| row.cell == Cell::NotApplicable),
        Method::Choices { rows, .. } => rows.iter().any(|row| row.cell == Cell::NotApplicable),
        Method::Conditions { rows } => rows.iter().any(|row| row.cell == Cell::NotApplicable),
        Method::Score { .. } | Method::Proportion { .. } | Method::Interpolation { .. } | Method::Lines { .. }
        | Method::Assessed { .. } | Method::Levels { .. } => false,
    }
}

pub(super) fn absent(setting: ast::Absent) -> plan::Absent {
    match setting {
        ast::Absent::Rescale => plan::Absent::Rescale,
        ast::Absent::Spread => plan::Absent::Spread,
        ast::Absent::Lift => plan::Absent::Lift,
    }
}

/// The scheme's own block.
pub(super) const TOP: ScopeId = ScopeId(0);
