//! The ways to score a leaf.

use super::Checker;
use super::expr::Env;
use super::inputs::up_to;
use super::operators::fits;
use super::outline::NodeId;
use super::units::constant;
use crate::number::{Interval, Number, Share, Unit};
use crate::plan::{
    Anchor, ExprKind, Expr, Input, InputId, Level, Method, OnMissing, OnZero, Type, ValueType,
};
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::{self, Body, Clause, Outcome};

/// What the clauses of a body say.
#[derive(Default)]
struct Clauses<'a> {
    highest: Option<&'a ast::Amount>,
    cut_off: Option<(&'a ast::Expr, Span)>,
    reverse: bool,
    uncapped: Option<Span>,
    on_zero: Option<Spanned<&'a Outcome>>,
    zero_target: Option<Spanned<&'a Outcome>>,
}

impl<'a> Checker<'a> {
    /// A body as a method, with what a zero denominator in it gives.
    pub(super) fn method(&mut self, node: NodeId, body: Spanned<&'a Body>) -> Option<(Method, OnZero)> {
        let env = self.env(node);
        let (method, said) = match body.value {
            Body::Score { value, clauses } => {
                let said = self.clauses(clauses, &["最高", "分母为零"]);
                (self.score(env, value, &said)?, said.on_zero)
            }
            Body::Ratio { value, target, clauses } => {
                let said = self.clauses(clauses, &["低于 … 不得分", "反向", "不封顶", "最高", "分母为零", "目标为零"]);
                (self.ratio(env, (value.as_ref(), target.as_ref()), &said, body.span)?, said.on_zero)
            }
            Body::Interpolate { value, anchors, clauses } => {
                let said = self.clauses(clauses, &["分母为零"]);
                (self.interpolation(env, value.as_ref(), anchors, body.span)?, said.on_zero)
            }
            Body::Bands { value, rows, clauses } => {
                let said = self.clauses(clauses, &["分母为零"]);
                (self.rows(env, value.as_ref(), rows, body.span)?, said.on_zero)
            }
            Body::Lines { start, lines } => {
                let on_zero = lines.on_zero.as_ref().map(|outcome| Spanned::new(&outcome.value, outcome.span));
                (self.lines_method(env, start, lines)?, on_zero)
            }
            Body::Assess { levels } => (self.assess(node, levels)?, None),
        };
        let on_zero = self.item_on_zero(node, &method, said, body.span)?;
        Some((method, on_zero))
    }

    /// Sorts clauses; reports those that this way to score does not know.
    fn clauses(&mut self, clauses: &'a [Spanned<Clause>], allowed: &[&str]) -> Clauses<'a> {
        let mut said = Clauses::default();
        for clause in clauses {
            let word = match &clause.value {
                Clause::Highest(amount) => {
                    said.highest = Some(amount);
                    "最高"
                }
                Clause::CutOff(limit) => {
                    said.cut_off = Some((limit, clause.span));
                    "低于 … 不得分"
                }
                Clause::Reverse => {
                    said.reverse = true;
                    "反向"
                }
                Clause::Uncapped => {
                    said.uncapped = Some(clause.span);
                    "不封顶"
                }
                Clause::OnZero(outcome) => {
                    said.on_zero = Some(Spanned::new(outcome, clause.span));
                    "分母为零"
                }
                Clause::ZeroTarget(outcome) => {
                    said.zero_target = Some(Spanned::new(outcome, clause.span));
                    "目标为零"
                }
                Clause::AtMost(_) | Clause::Remainder(_) | Clause::Missing(_) | Clause::Excused(_) | Clause::Range(_)
                | Clause::Round(_) => "",
            };
            if !allowed.contains(&word) {
                let listed = allowed.join("、");
                self.clause_misplaced(clause.span, "这种计分方法", "this way to score", &listed, &listed);
            }
        }
        said
    }

    fn score(&mut self, env: Env, value: &'a ast::Expr, said: &Clauses<'a>) -> Option<Method> {
        let value = self.points(env, value)?;
        let highest = match said.highest {
            Some(amount) => Some(self.amount(env, amount)?),
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

    fn limit_unsaid(&mut self, value: &Expr, points: &Number, reach: &Interval) {
        let quoted = self.quote(value.span);
        let shown = reach.show(&Unit::points());
        self.say(
            Diagnostic::new(
                Code::LimitUnsaid,
                value.span,
                Text::new(
                    format!("“{quoted}”可到 {shown}, 超过满分 {points} 分, 没有写最高几分"),
                    format!("`{quoted}` can come to {shown}, past the {points} points, and no limit is stated"),
                ),
            )
            .choice(Text::new(format!("…, 最高 {points}分    超过的不算"), format!("…, up to {points} points    what is above does not count")))
            .choice(Text::new("给输入写范围, 如 范围 0-100分", "give the input a range, as in range 0-100 points")),
        );
    }

    fn ratio(
        &mut self,
        env: Env,
        (value, target): (Option<&'a ast::Expr>, Option<&'a ast::Expr>),
        said: &Clauses<'a>,
        span: Span,
    ) -> Option<Method> {
        let value = self.value_or_own(env, value, span)?;
        self.wants_number(&value).then_some(())?;
        let target = match target {
            Some(target) => Some(self.expr(env, target)?),
            None => None,
        };
        self.target_fits(&value, target.as_ref())?;
        let cut_off = match said.cut_off {
            Some((limit, clause)) => {
                let limit = self.expr(env, limit)?;
                self.cut_off_fits((&value, target.as_ref()), &limit, clause)?;
                Some(limit)
            }
            None => None,
        };
        let highest = self.ratio_highest(env, said)?;
        let zero_target = self.zero_target(env, target.as_ref(), said, span)?;
        Some(Method::Proportion { value, target, reverse: said.reverse, cut_off, highest, zero_target })
    }

    /// Without a target the value is a rate; with one, both are of one kind.
    fn target_fits(&mut self, value: &Expr, target: Option<&Expr>) -> Option<()> {
        match target {
            Some(target) if !fits(&value.type_of, &target.type_of) => {
                self.units_differ(value, target);
                None
            }
            Some(_) => Some(()),
            None => {
                let rate = matches!(&value.type_of, Type::Number { dimension, .. } if dimension.is_plain());
                if !rate {
                    let quoted = self.quote(value.span);
                    self.say(
                        Diagnostic::new(
                            Code::UnitMismatch,
                            value.span,
                            Text::new(format!("“{quoted}”不是比率, 要写按什么目标的比例"), format!("`{quoted}` is not a rate: say in proportion to what")),
                        )
                        .help(Text::new(format!("写成: 按比例 {quoted} 至 目标"), format!("write: ratio {quoted} to target"))),
                    );
                }
                rate.then_some(())
            }
        }
    }

    /// 低于 L 不得分: L in the value's own unit is held against the value, a percentage against value ÷ target. Where the
    /// value itself is a percentage with a target, both readings are open, and neither is guessed.
    fn cut_off_fits(&mut self, (value, target): (&Expr, Option<&Expr>), limit: &Expr, clause: Span) -> Option<()> {
        let percent = |expr: &Expr| matches!(&expr.type_of, Type::Number { share: Share::Percent, .. });
        let of_value = fits(&value.type_of, &limit.type_of);
        if target.is_some() && of_value && percent(value) && percent(limit) {
            let quoted = self.quote(value.span);
            self.say(
                Diagnostic::new(
                    Code::MisplacedSetting,
                    clause,
                    Text::new(
                        format!("有两种读法: 是“{quoted}”低于它, 还是完成比例低于它?"),
                        format!("two readings: is `{quoted}` below it, or the share of the target?"),
                    ),
                )
                .help(Text::new("改用 分档 或先写公式, 写明是哪一个", "use bands or a formula to say which one")),
            );
            return None;
        }
        if of_value || percent(limit) {
            return Some(());
        }
        self.units_differ(value, limit);
        None
    }

    /// 不封顶 needs 最高; none without 不封顶.
    fn ratio_highest(&mut self, env: Env, said: &Clauses<'a>) -> Option<Option<Expr>> {
        match (said.uncapped, said.highest) {
            (None, None) => Some(None),
            (_, Some(amount)) => self.amount(env, amount).map(Some),
            (Some(span), None) => {
                self.say(
                    Diagnostic::new(
                        Code::LimitUnsaid,
                        span,
                        Text::new("不封顶也要写明最高几分", "uncapped needs a stated limit"),
                    )
                    .choice(Text::new("不封顶, 最高 12分", "uncapped, up to 12 points")),
                );
                None
            }
        }
    }

    fn zero_target(&mut self, env: Env, target: Option<&Expr>, said: &Clauses<'a>, span: Span) -> Option<OnZero> {
        let Some(target) = target else { return Some(OnZero::Impossible) };
        if said.reverse || !self.range_of(target).contains_zero() {
            return Some(OnZero::Impossible);
        }
        match said.zero_target {
            Some(outcome) => self.outcome(env, outcome),
            None => {
                let quoted = self.quote(target.span);
                self.zero_unsaid_target(target.span, &quoted, span);
                None
            }
        }
    }

    fn zero_unsaid_target(&mut self, place: Span, quoted: &str, span: Span) {
        self.say(
            Diagnostic::new(
                Code::ZeroUnsaid,
                place,
                Text::new(format!("目标“{quoted}”可能为零, 没有写那时怎么办"), format!("the target `{quoted}` can be zero, and nothing says what then")),
            )
            .choice(Text::new("目标为零 不适用    没有任务, 不考核", "zero target n/a      no task, not assessed"))
            .choice(Text::new("目标为零 给满分", "zero target full"))
            .choice(Text::new("目标为零 0分", "zero target 0 points"))
            .fix(Span { start: span.end, ..span }, ", 目标为零 不适用"),
        );
    }

    fn interpolation(&mut self, env: Env, value: Option<&'a ast::Expr>, anchors: &'a [ast::Anchor], span: Span) -> Option<Method> {
        let value = self.value_or_own(env, value, span)?;
        self.wants_number(&value).then_some(())?;
        let mut lowered: Vec<(Number, Expr, Span)> = Vec::new();
        for anchor in anchors {
            let at = self.literal(&anchor.at);
            let points = self.amount(env, &anchor.points)?;
            let zero = anchor.at.number.is_zero();
            if !zero && !fits(&value.type_of, &at.type_of) {
                self.units_differ(&value, &at);
                return None;
            }
            self.within_points(env, &points)?;
            lowered.push((constant(&at)?, points, anchor.span));
        }
        self.anchors_ordered(&mut lowered, span)?;
        let anchors = lowered.into_iter().map(|(at, points, _)| Anchor { at, points }).collect();
        Some(Method::Interpolation { value, anchors })
    }

    /// At least two anchors, in one direction, none twice; given back ascending.
    fn anchors_ordered(&mut self, anchors: &mut Vec<(Number, Expr, Span)>, span: Span) -> Option<()> {
        if anchors.len() < 2 {
            self.say(Diagnostic::new(
                Code::AnchorOrder,
                span,
                Text::new("插值至少要两个点", "interpolation needs at least two anchors"),
            ));
            return None;
        }
        if anchors.windows(2).all(|pair| pair[0].0 > pair[1].0) {
            anchors.reverse();
        }
        let wrong = anchors.windows(2).find(|pair| pair[0].0 >= pair[1].0).map(|pair| (pair[0].2, pair[1].2));
        let Some((first, second)) = wrong else { return Some(()) };
        self.say(
            Diagnostic::new(
                Code::AnchorOrder,
                second,
                Text::new("插值的点要从小到大 (或从大到小), 不能重复", "anchors go up (or down) and none twice"),
            )
            .label(first, Text::new("前一个点", "the anchor before")),
        );
        None
    }

    fn assess(&mut self, node: NodeId, levels: &'a [ast::Level]) -> Option<Method> {
        let (name, head) = (self.outline.nodes[node.0].ast.name.text.clone(), self.outline.nodes[node.0].ast.head);
        let points = self.node_points(node)?;
        if levels.is_empty() {
            let points = self.assessed_input(node, name, up_to(&points), head);
            return Some(Method::Assessed { points });
        }
        let levels = self.levels(node, levels, &points)?;
        let choices = levels.iter().map(|level| level.name.clone()).collect();
        let level = self.implied(node, Input {
            name: format!("{name}.等级"),
            column: format!("{name}.等级"),
            value_type: ValueType::Choice(choices),
            range: Interval::ALL,
            ..blank(head)
        });
        let fixed = levels.iter().all(|level| level.range.single().is_some());
        let points = (!fixed).then(|| self.assessed_input(node, name, up_to(&points), head));
        Some(Method::Levels { level, points, levels })
    }

    /// Levels cover the points once, like bands, unless each is a single number.
    fn levels(&mut self, node: NodeId, levels: &'a [ast::Level], points: &Number) -> Option<Vec<Level>> {
        let ranges = self.level_ranges(node, levels, points)?;
        let lowered = levels.iter().zip(ranges).map(|(level, range)| Level {
            name: level.name.text.clone(),
            range,
            span: level.span,
        });
        Some(lowered.collect())
    }

    fn assessed_input(&mut self, node: NodeId, name: String, range: Interval, span: Span) -> InputId {
        let value_type = ValueType::Number { unit: Unit::points(), whole: false };
        self.implied(node, Input { column: name.clone(), name, value_type, range, ..blank(span) })
    }

    /// Takes in an input that a way to score implies; with the path of its block where the name is taken.
    pub(super) fn implied(&mut self, node: NodeId, mut input: Input) -> InputId {
        let name = &self.outline.nodes[node.0].ast.name.text;
        let twin = self.outline.nodes.iter().filter(|other| other.ast.name.text == *name).count() > 1;
        if (twin || self.inputs.iter().any(|other| other.column == input.column))
            && let Some((block, _)) = self.outline.nodes[node.0].path.rsplit_once('/')
        {
            input.column = format!("{block}/{}", input.column);
        }
        let id = InputId(u32::try_from(self.inputs.len()).unwrap_or(u32::MAX));
        input.required = self.asked_of_all(Some(node), &[]);
        self.inputs.push(input);
        self.read.insert(id);
        id
    }

    /// The value of a body; the quantity of the indicator's own name where the body leaves it out.
    pub(super) fn value_or_own(&mut self, env: Env, value: Option<&'a ast::Expr>, span: Span) -> Option<Expr> {
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
                        format!("no quantity is named here, and none is called `{}` like the indicator", name.text),
                    ),
                )
                .help(Text::new("在方法后面写出这个量, 如 分档 制度件数 { … }", "name it after the method, as in bands documents { … }")),
            );
            return None;
        }
        self.quantity(env, name)
    }

    /// What a zero denominator in an indicator gives.
    fn item_on_zero(&mut self, node: NodeId, method: &Method, said: Option<Spanned<&'a Outcome>>, span: Span) -> Option<OnZero> {
        let denominator = method.exprs().into_iter().find_map(|expr| self.zero_possible(expr));
        let Some(denominator) = denominator else { return Some(OnZero::Impossible) };
        let Some(outcome) = said.or(self.outline.nodes[node.0].defaults.on_zero) else {
            let name = self.outline.nodes[node.0].ast.name.text.clone();
            self.zero_unsaid(denominator, span, &name);
            return None;
        };
        let env = self.env(node);
        self.outcome(env, outcome)
    }

    /// An outcome as points.
    fn outcome(&mut self, env: Env, outcome: Spanned<&'a Outcome>) -> Option<OnZero> {
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
            return Some(super::expr::points_literal(&Number::ZERO, *span));
        }
        let points = self.amount(env, amount)?;
        self.within_points(env, &points)?;
        Some(points)
    }

    /// A constant amount lies within 0 and the points.
    pub(super) fn within_points(&mut self, env: Env, amount: &Expr) -> Option<()> {
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
            .help(Text::new(format!("写 0 到 {points} 之间的分数, 或改满分"), format!("write points from 0 to {points}, or change the points"))),
        );
        None
    }
}

/// An input that nobody declared: its cell must be filled in.
pub(super) fn blank(span: Span) -> Input {
    Input {
        name: String::new(),
        column: String::new(),
        value_type: ValueType::YesNo,
        range: Interval::ALL,
        missing: OnMissing::Report,
        excused: None,
        may_not_apply: false,
        required: true,
        span,
    }
}
