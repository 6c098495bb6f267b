//! Formulas and parameters, lowered on demand: that gives their order, and finds circles.

use crate::check::place::Env;
use crate::check::terms::units::unit_of;
use crate::check::{Checker, Progress};
use crate::number::{Bound, Interval, Rounding, Unit};
use crate::plan::{Computed, Expr, Formula, FormulaId, Ground, Holds, OnZero};
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::{self, Clause, Outcome};

impl<'a> Checker<'a> {
    pub(in crate::check) fn all_formulas(&mut self) {
        for draft in 0..self.outline.formulas.len() {
            self.formula(draft, None);
        }
    }

    /// The formula at this place of the outline, lowered if it has not been; `from` is where it is read.
    pub(in crate::check) fn formula(&mut self, draft: usize, from: Option<Span>) -> Option<FormulaId> {
        match self.formula_progress[draft] {
            Progress::Done(id) => Some(id),
            Progress::Broken => None,
            Progress::Started => {
                self.formula_circle(draft, from);
                None
            }
            Progress::Waiting => {
                self.formula_progress[draft] = Progress::Started;
                self.formula_trail.push(draft);
                let formula = self.lower_formula(draft);
                self.formula_trail.pop();
                self.formula_progress[draft] = match formula {
                    Some(formula) => {
                        let id = FormulaId(u32::try_from(self.formulas.len()).unwrap_or(u32::MAX));
                        self.formulas.push(formula);
                        self.order.push(Computed::Formula(id));
                        Progress::Done(id)
                    }
                    None => Progress::Broken,
                };
                self.formula(draft, None)
            }
        }
    }

    fn lower_formula(&mut self, draft: usize) -> Option<Formula> {
        let (ast, scope, defaults) = {
            let draft = &self.outline.formulas[draft];
            (draft.ast, draft.scope, draft.defaults)
        };
        let env = Env::formula(scope);
        let (value, mut grounds) = self.formula_value(env, &ast.value)?;
        let mut on_zero = defaults.on_zero;
        let mut rounding = None;
        for clause in &ast.clauses {
            match &clause.value {
                Clause::OnZero(outcome) => on_zero = Some(Spanned::new(outcome, clause.span)),
                Clause::Basis(text) => founded(&mut grounds, &text.value, clause.span),
                Clause::Round(quantity) => rounding = self.places(quantity).map(|places| Rounding { places }),
                Clause::AtMost(_)
                | Clause::Highest(_)
                | Clause::Remainder(_)
                | Clause::CutOff(_)
                | Clause::Reverse
                | Clause::Uncapped
                | Clause::ZeroTarget(_)
                | Clause::Missing(_)
                | Clause::Excused(_)
                | Clause::ForInformation
                | Clause::Range(_) => {
                    self.clause_misplaced(
                        clause.span,
                        &Text::new("公式", "a formula"),
                        &Text::new("分母为零、修约、依据", "on zero, round, basis"),
                    );
                }
            }
        }
        let on_zero = self.formula_on_zero(env, &value, on_zero, ast)?;
        let unit = unit_of(&value.type_of);
        let range = rounded(self.range_of(&value), rounding, &unit);
        Some(Formula {
            name: ast.name.text.clone(),
            parameter: ast.parameter,
            type_of: value.type_of.clone(),
            unit,
            range: match &on_zero {
                OnZero::Value(other) => range.hull(&self.range_of(other)),
                OnZero::Impossible | OnZero::NotApplicable | OnZero::Fault | OnZero::Full => range,
            },
            value,
            on_zero,
            rounding,
            grounds,
            span: ast.name.span,
        })
    }

    fn formula_value(&mut self, env: Env, value: &'a ast::Expr) -> Option<(Expr, Vec<Ground>)> {
        if let ast::ExprKind::Table(table) = &value.kind {
            return self.table(env, table, value.span);
        }
        Some((self.expr(env, value)?, Vec::new()))
    }

    fn formula_on_zero(
        &mut self,
        env: Env,
        value: &crate::plan::Expr,
        said: Option<Spanned<&'a Outcome>>,
        ast: &'a ast::Formula,
    ) -> Option<OnZero> {
        let Some(denominator) = self.zero_possible(value) else { return Some(OnZero::Impossible) };
        let Some(outcome) = said else {
            self.zero_unsaid(&denominator, ast.span, &ast.name.text);
            return Some(OnZero::Fault); // Asked once, here; what reads the formula is checked all the same.
        };
        match outcome.value {
            Outcome::Error => Some(OnZero::Fault),
            Outcome::NotApplicable => Some(OnZero::NotApplicable),
            Outcome::Value(ast::Amount::Value(expr)) => {
                let instead = self.expr(env, expr)?;
                if !crate::check::terms::operators::fits(&value.type_of, &instead.type_of) {
                    self.units_differ(value, &instead);
                    return None;
                }
                Some(OnZero::Value(instead))
            }
            Outcome::Full | Outcome::Value(ast::Amount::OfPoints(_)) => {
                self.say(
                    Diagnostic::new(
                        Code::MisplacedSetting,
                        outcome.span,
                        Text::new("公式没有满分", "a formula has no points"),
                    )
                    .help(Text::new("写 不适用、报错 或一个值", "write n/a, error or a value")),
                );
                None
            }
        }
    }

    /// A circle, with every step and its place.
    fn formula_circle(&mut self, draft: usize, from: Option<Span>) {
        let start = self.formula_trail.iter().position(|step| *step == draft).unwrap_or(0);
        let names: Vec<&ast::Name> =
            self.formula_trail[start..].iter().map(|step| &self.outline.formulas[*step].ast.name).collect();
        let mut steps: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        steps.push(steps.first().copied().unwrap_or(""));
        let chain = steps.join(" → ");
        let spans: Vec<Span> = names.iter().map(|name| name.span).collect();
        let place = from.or(spans.first().copied());
        let Some(place) = place else { return };
        let mut diagnostic = Diagnostic::new(
            Code::Cycle,
            place,
            Text::new(format!("循环引用: {chain}"), format!("circular reference: {chain}")),
        )
        .help(Text::new("断开其中一步", "break one of the steps"));
        for span in spans {
            diagnostic = diagnostic.label(span, Text::new("经过这里", "by way of this"));
        }
        self.say(diagnostic);
    }
}

/// What a range becomes when its numbers are rounded in the unit shown: rounding never changes the order.
fn rounded(range: Interval, rounding: Option<Rounding>, unit: &Unit) -> Interval {
    let Some(rounding) = rounding else { return range };
    let end = |bound: &Bound| match bound.value() {
        Some(value) => Bound::Included(unit.to_base(&rounding.apply(&unit.from_base(value)))),
        None => Bound::Open,
    };
    Interval::new(end(&range.low), end(&range.high))
}

/// Behind a table, a basis is that of every row that names none of its own.
fn founded(grounds: &mut Vec<Ground>, basis: &str, span: Span) {
    if grounds.is_empty() {
        grounds.push(Ground { holds: Holds::Always, basis: None, span });
    }
    for ground in grounds.iter_mut().filter(|ground| ground.basis.is_none()) {
        ground.basis = Some(basis.to_owned());
    }
}
