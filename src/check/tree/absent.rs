//! 缺项: which indicators can come out as not applicable, and whether their block says what then becomes of the points.

use super::indicators::absent;
use std::collections::BTreeSet;

use crate::check::Checker;
use crate::plan::{
    self, Cell, Combine, Expr, ExprKind, FormulaId, Indicator, IndicatorId, InputId, Instead, Kind, Method,
    OnExcused, OnMissing, OnZero,
};
use crate::source::{Code, Diagnostic, Text};

impl Checker<'_> {
    /// 缺项: every block of which a part may not apply says what becomes of its points; then cells may say 不适用.
    pub(in crate::check) fn absent_said(&mut self) {
        let may_be: Vec<bool> = self.may_not_apply();
        let indicators = self.indicators.clone();
        for (indicator, _) in indicators.iter().zip(&may_be).filter(|(_, may_be)| **may_be) {
            if self.absent_over(indicator).is_none() && !self.enough_to_choose(indicator, &may_be) {
                self.absent_unsaid(indicator);
            }
        }
        self.read_when_final(&indicators, &may_be);
        // A cell may say 不适用 where every indicator that reads it says what then becomes of its points.
        let (mut open, mut closed) = (BTreeSet::new(), BTreeSet::new());
        for indicator in &indicators {
            let inputs = self.inputs_read(indicator);
            if self.absent_over(indicator).is_some() {
                open.extend(inputs);
                closed.extend(indicator.guards.iter().map(|guard| guard.input));
            } else {
                closed.extend(inputs);
            }
        }
        for input in open.union(&closed) {
            let must_apply = closed.contains(input);
            let input = &mut self.inputs[input.0 as usize];
            (input.may_not_apply, input.must_apply) = (!must_apply, must_apply);
        }
    }

    /// The 缺项 setting that decides over an indicator: that of the block it is written in, also where something else in
    /// the block is broken. Where the best of the children counts, or their mean, those that do not apply are left out,
    /// and no points are left over.
    fn absent_over(&self, indicator: &Indicator) -> Option<plan::Absent> {
        let node = self.outline.nodes.iter().find(|node| node.path == indicator.path);
        let said = match node.and_then(|node| node.parent).map(|parent| &self.outline.nodes[parent.0]) {
            Some(parent) if matches!(parent.combine, Combine::Best | Combine::Mean) => {
                return Some(plan::Absent::Rescale);
            }
            Some(parent) => parent.defaults.absent,
            // Above the first level there is no block that could decide.
            None => self.outline.defaults.absent.filter(|said| absent(said.value) != plan::Absent::Lift),
        };
        said.map(|setting| absent(setting.value))
    }

    fn absent_unsaid(&mut self, indicator: &Indicator) {
        let (name, points) = (&indicator.name, &indicator.points);
        let first_level = !indicator.path.contains('/');
        let message = if first_level && self.outline.defaults.absent.is_some() {
            Text::new(
                format!("“{name}”可能不适用, 它的 {points} 分无处上移: 第一级之上没有再上一级"),
                format!(
                    "`{name}` may not apply, and its {points} points cannot be lifted: nothing is above the first level"
                ),
            )
        } else {
            Text::new(
                format!("“{name}”可能不适用, 它的 {points} 分怎么办, 上级没有写"),
                format!("`{name}` may not apply, and nothing says what becomes of its {points} points"),
            )
        };
        let mut asked = Diagnostic::new(Code::AbsentUnsaid, indicator.span, message)
            .path(indicator.path.clone())
            .choice(Text::new(
                "缺项 折算    其余各项按比例放大到上级满分",
                "absent rescale    the rest is scaled up to the block's points",
            ))
            .choice(Text::new(
                "缺项 均摊    分值平均分给其余各项",
                "absent spread     its points are shared equally by the rest",
            ));
        if !first_level {
            asked = asked.choice(Text::new(
                "缺项 上移    上级按适用分值计, 由再上一级决定",
                "absent lift       the block counts for less; the next block up decides",
            ));
        }
        self.say(asked);
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
                        || self
                            .formulas_read(indicator)
                            .iter()
                            .any(|formula| self.formulas[formula.0 as usize].on_zero == OnZero::NotApplicable)
                        || method.exprs().into_iter().any(|expr| self.may_lack(expr, indicator, &may_be))
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

    fn method_reads(
        &self,
        indicator: &Indicator,
        inputs: &mut BTreeSet<InputId>,
        formulas: &mut BTreeSet<FormulaId>,
    ) {
        let Some(method) = indicator.method() else { return };
        inputs.extend(method.assessed());
        for expr in method.exprs() {
            self.reads(expr, inputs, formulas);
        }
    }

    fn reads(&self, expr: &Expr, inputs: &mut BTreeSet<InputId>, formulas: &mut BTreeSet<FormulaId>) {
        if let ExprKind::Input(id) = &expr.kind {
            inputs.insert(*id);
        }
        if let ExprKind::Formula(id) = &expr.kind
            && formulas.insert(*id)
        {
            self.reads(&self.formulas[id.0 as usize].value, inputs, formulas);
        }
        let group_value = if let ExprKind::Group(id) = &expr.kind { Some(*id) } else { None };
        let of_group = group_value.map(|id| &self.group_values[id.0 as usize]);
        let of_group = of_group.into_iter().flat_map(|group| group.value.iter().chain(&group.filter));
        for part in expr.parts().into_iter().chain(of_group) {
            self.reads(part, inputs, formulas);
        }
    }
}

/// Whether a row of the method gives 不适用.
fn gives_not_applicable(method: &Method) -> bool {
    match method {
        Method::Bands { rows, .. } => rows.iter().any(|row| row.cell == Cell::NotApplicable),
        Method::Choices { rows, .. } => rows.iter().any(|row| row.cell == Cell::NotApplicable),
        Method::Conditions { rows } => rows.iter().any(|row| row.cell == Cell::NotApplicable),
        Method::Score { .. }
        | Method::Proportion { .. }
        | Method::Interpolation { .. }
        | Method::Lines { .. }
        | Method::Assessed { .. }
        | Method::Levels { .. } => false,
    }
}
