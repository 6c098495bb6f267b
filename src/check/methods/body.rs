//! The ways to score a leaf.

use crate::check::Checker;
use crate::check::place::{Env, NodeId};
use crate::check::terms::inputs::up_to;
use crate::check::terms::units::constant;
use crate::number::{Interval, Number, Unit};
use crate::plan::{Expr, Method, OnZero};
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::{self, Body, Clause, Outcome};

/// A clause in both spellings, for messages.
type Word = (&'static str, &'static str);

const HIGHEST: Word = ("最高", "up to");
const CUT_OFF: Word = ("低于 … 不得分", "below … none");
const REVERSE: Word = ("反向", "reverse");
const UNCAPPED: Word = ("不封顶", "uncapped");
const ON_ZERO: Word = ("分母为零", "on zero");
const ZERO_TARGET: Word = ("目标为零", "zero target");

/// What the clauses of a body say.
#[derive(Default)]
pub(in crate::check) struct Clauses<'a> {
    pub(in crate::check) highest: Option<&'a ast::Amount>,
    pub(in crate::check) cut_off: Option<(&'a ast::Expr, Span)>,
    pub(in crate::check) reverse: bool,
    pub(in crate::check) uncapped: Option<Span>,
    pub(in crate::check) on_zero: Option<Spanned<&'a Outcome>>,
    pub(in crate::check) zero_target: Option<Spanned<&'a Outcome>>,
}

impl<'a> Checker<'a> {
    /// A body as a method, with what a zero denominator in it gives.
    pub(in crate::check) fn method(
        &mut self,
        node: NodeId,
        body: Spanned<&'a Body>,
    ) -> Option<(Method, OnZero)> {
        let env = self.env(node);
        let (method, said) = match body.value {
            Body::Score { value, clauses } => {
                let said = self.clauses(clauses, &[HIGHEST, ON_ZERO]);
                (self.score(env, value, &said)?, said.on_zero)
            }
            Body::Ratio { value, target, clauses } => {
                let said =
                    self.clauses(clauses, &[CUT_OFF, REVERSE, UNCAPPED, HIGHEST, ON_ZERO, ZERO_TARGET]);
                (self.ratio(env, (value.as_ref(), target.as_ref()), &said, body.span)?, said.on_zero)
            }
            Body::Interpolate { value, anchors, clauses } => {
                let said = self.clauses(clauses, &[ON_ZERO]);
                (self.interpolation(env, value.as_ref(), anchors, body.span)?, said.on_zero)
            }
            Body::Bands { value, rows, clauses } => {
                let said = self.clauses(clauses, &[HIGHEST, ON_ZERO]);
                let method = self.rows(env, value.as_ref(), rows, body.span)?;
                (self.limited_rows(env, method, said.highest)?, said.on_zero)
            }
            Body::Lines { start, lines } => {
                let on_zero =
                    lines.on_zero.as_ref().map(|outcome| Spanned::new(&outcome.value, outcome.span));
                (self.lines_method(env, start, lines)?, on_zero)
            }
            Body::Assess { levels } => (self.assess(node, levels)?, None),
        };
        let on_zero = self.item_on_zero(node, &method, said, body.span)?;
        Some((method, on_zero))
    }

    /// Sorts clauses; reports those that this way to score does not know.
    fn clauses(&mut self, clauses: &'a [Spanned<Clause>], allowed: &[Word]) -> Clauses<'a> {
        let mut said = Clauses::default();
        for clause in clauses {
            let word = match &clause.value {
                Clause::Highest(amount) => {
                    said.highest = Some(amount);
                    HIGHEST
                }
                Clause::CutOff(limit) => {
                    said.cut_off = Some((limit, clause.span));
                    CUT_OFF
                }
                Clause::Reverse => {
                    said.reverse = true;
                    REVERSE
                }
                Clause::Uncapped => {
                    said.uncapped = Some(clause.span);
                    UNCAPPED
                }
                Clause::OnZero(outcome) => {
                    said.on_zero = Some(Spanned::new(outcome, clause.span));
                    ON_ZERO
                }
                Clause::ZeroTarget(outcome) => {
                    said.zero_target = Some(Spanned::new(outcome, clause.span));
                    ZERO_TARGET
                }
                Clause::AtMost(_)
                | Clause::Remainder(_)
                | Clause::Missing(_)
                | Clause::Excused(_)
                | Clause::ForInformation
                | Clause::Basis(_)
                | Clause::Range(_)
                | Clause::Round(_) => ("", ""),
            };
            if !allowed.contains(&word) {
                let listed: Vec<&str> = allowed.iter().map(|word| word.0).collect();
                let listed_en: Vec<&str> = allowed.iter().map(|word| word.1).collect();
                self.clause_misplaced(
                    clause.span,
                    &Text::new("这种计分方法", "this way to score"),
                    &Text::new(listed.join("、"), listed_en.join(", ")),
                );
            }
        }
        said
    }

    fn score(&mut self, env: Env, value: &'a ast::Expr, said: &Clauses<'a>) -> Option<Method> {
        let value = self.points(env, value)?;
        let highest = match said.highest {
            Some(amount) => Some(self.most(env, amount)?),
            None => None,
        };
        let points = env.node.and_then(|node| self.node_points(node))?;
        let reach = self.range_of(&value);
        let passes = reach.high_value().is_none_or(|high| *high > points);
        if passes && highest.is_none() {
            self.limit_unsaid(&value, &points, &reach);
            return None;
        }
        Some(Method::Score { value, highest })
    }

    pub(in crate::check) fn limit_unsaid(&mut self, value: &Expr, points: &Number, reach: &Interval) {
        let quoted = self.quote(value.span);
        let most = reach.high_value().map(|high| Unit::points().show(high));
        let (zh, en) = match &most {
            Some(most) => (format!("最多可到 {most}"), format!("can come to {most}, past")),
            None => ("没有上限".to_owned(), "has no upper end and so can pass".to_owned()),
        };
        self.say(
            Diagnostic::new(
                Code::LimitUnsaid,
                value.span,
                Text::new(
                    format!("“{quoted}”{zh}, 会超过满分 {points} 分, 没有写最高几分"),
                    format!("`{quoted}` {en} the {points} points, and no limit is stated"),
                ),
            )
            .choice(Text::new(
                format!("…, 最高 {points}分    超过的不算"),
                format!("…, up to {points} points    what is above does not count"),
            ))
            .choice(Text::new(
                "给输入写范围, 如 范围 0-100分",
                "give the input a range, as in range 0-100 points",
            )),
        );
    }

    /// The value of a body; the quantity of the indicator's own name where the body leaves it out.
    pub(in crate::check) fn value_or_own(
        &mut self,
        env: Env,
        value: Option<&'a ast::Expr>,
        span: Span,
    ) -> Option<Expr> {
        if let Some(value) = value {
            return self.expr(env, value);
        }
        let node = env.node?;
        let name = &self.outline.nodes[node.0].ast.name;
        if self.lookup(env.scope, &name.text).is_none() {
            self.say(
                Diagnostic::new(
                    Code::UnknownName,
                    span,
                    Text::new(
                        format!("没有写对哪个量计分, 也没有与指标同名的量“{}”", name.text),
                        format!(
                            "no quantity is named here, and none is called `{}` like the indicator",
                            name.text
                        ),
                    ),
                )
                .help(Text::new(
                    "在方法后面写出这个量, 如 分档 制度件数 { … }",
                    "name it after the method, as in bands documents { … }",
                )),
            );
            return None;
        }
        self.quantity(env, name)
    }

    /// What a zero denominator in an indicator gives.
    fn item_on_zero(
        &mut self,
        node: NodeId,
        method: &Method,
        said: Option<Spanned<&'a Outcome>>,
        span: Span,
    ) -> Option<OnZero> {
        let denominator = method.exprs().into_iter().find_map(|expr| self.zero_possible(expr));
        let Some(denominator) = denominator else { return Some(OnZero::Impossible) };
        let Some(outcome) = said.or(self.outline.nodes[node.0].defaults.on_zero) else {
            let name = self.outline.nodes[node.0].ast.name.text.clone();
            self.zero_unsaid(&denominator, span, &name);
            return Some(OnZero::Fault);
        };
        let env = self.env(node);
        self.outcome(env, outcome)
    }

    /// An outcome as points.
    pub(in crate::check) fn outcome(&mut self, env: Env, outcome: Spanned<&'a Outcome>) -> Option<OnZero> {
        match outcome.value {
            Outcome::Error => Some(OnZero::Fault),
            Outcome::NotApplicable => Some(OnZero::NotApplicable),
            Outcome::Full => Some(OnZero::Full),
            Outcome::Value(amount) => self.zero_or_amount(env, amount).map(OnZero::Value),
        }
    }

    /// `0` needs no unit.
    fn zero_or_amount(&mut self, env: Env, amount: &'a ast::Amount) -> Option<Expr> {
        if let ast::Amount::Value(ast::Expr { kind: ast::ExprKind::Quantity(quantity), span }) = amount
            && quantity.number.is_zero()
            && quantity.unit.is_none()
        {
            return Some(crate::check::terms::expr::points_literal(&Number::ZERO, *span));
        }
        let points = self.amount(env, amount)?;
        self.within_points(env, &points)?;
        Some(points)
    }

    /// A constant amount lies within 0 and the points.
    pub(in crate::check) fn within_points(&mut self, env: Env, amount: &Expr) -> Option<()> {
        let points = env.node.and_then(|node| self.node_points(node))?;
        let Some(number) = constant(amount) else { return Some(()) };
        if up_to(&points).contains(&number) {
            return Some(());
        }
        self.say(
            Diagnostic::new(
                Code::AboveFullMarks,
                amount.span,
                Text::new(
                    format!("{number} 分不在 0 到满分 {points} 分之间"),
                    format!("{number} points are not between 0 and the {points} points of the indicator"),
                ),
            )
            .help(Text::new(
                format!("写 0 到 {points} 之间的分数, 或改满分"),
                format!("write points from 0 to {points}, or change the points"),
            )),
        );
        None
    }
}
