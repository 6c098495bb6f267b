//! Lines: what they look at, what a step is, what a part of a step counts.

use crate::check::Checker;
use crate::check::methods::assess::blank;
use crate::check::place::Env;
use crate::check::terms::dates::days_between;
use crate::check::terms::operators::fits;
use crate::check::terms::units::{constant, unit_of};
use crate::number::{Interval, Number, Share, Unit};
use crate::plan::{
    Comparison, Entry, Expr, ExprKind, Input, Line, LineAmount, Method, Remainder, Step, StepSize, Type,
    ValueType, What,
};
use crate::source::{Code, Diagnostic, Span, Spanned, Text};
use crate::syntax::ast::{self, Clause, Direction, Effect, LineItem, Lines, Start};

impl<'a> Checker<'a> {
    pub(in crate::check) fn lines_method(
        &mut self,
        env: Env,
        start: &'a Start,
        lines: &'a Lines,
    ) -> Option<Method> {
        let node = env.node?;
        let points = self.node_points(node)?;
        let head = self.outline.nodes[node.0].ast.head;
        let start = match start {
            Start::Nothing => crate::check::terms::expr::points_literal(&Number::ZERO, head),
            Start::Full => crate::check::terms::expr::points_literal(&points, head),
            Start::At(amount) => {
                let amount = self.amount(env, amount)?;
                self.within_points(env, &amount)?;
                amount
            }
        };
        let remainder = self.outline.nodes[node.0].defaults.remainder;
        let entries = self.entries(env, lines, remainder)?;
        if !self.is_alternative(node) {
            self.full_marks_by_lines(&start, &entries, (&points, head));
        }
        Some(Method::Lines { start, entries })
    }

    /// The lines of a body, bonus or penalty; `remainder` is what the block around them says.
    pub(in crate::check) fn entries(
        &mut self,
        env: Env,
        lines: &'a Lines,
        remainder: Option<Spanned<ast::Remainder>>,
    ) -> Option<Vec<Entry>> {
        let remainder = lines.remainder.or(remainder);
        let lowered: Vec<Option<Entry>> = lines
            .lines
            .iter()
            .map(|item| match item {
                LineItem::Line(line) => self.line(env, line, remainder).map(Entry::Line),
                LineItem::Best(lines, _) => self.entries(env, lines, remainder).map(Entry::Best),
            })
            .collect();
        lowered.into_iter().collect()
    }

    fn line(
        &mut self,
        env: Env,
        line: &'a ast::Line,
        remainder: Option<Spanned<ast::Remainder>>,
    ) -> Option<Line> {
        let mut remainder = remainder.map(|setting| setting.value);
        let mut at_most = None;
        for clause in &line.clauses {
            match &clause.value {
                Clause::AtMost(amount) => at_most = Some(self.most(env, amount)?),
                Clause::Remainder(said) => remainder = Some(*said),
                Clause::Highest(_)
                | Clause::CutOff(_)
                | Clause::Reverse
                | Clause::Uncapped
                | Clause::OnZero(_)
                | Clause::ZeroTarget(_)
                | Clause::Missing(_)
                | Clause::Excused(_)
                | Clause::ForInformation
                | Clause::Basis(_)
                | Clause::Range(_)
                | Clause::Round(_) => {
                    self.clause_misplaced(
                        clause.span,
                        &Text::new("这样的一行", "a line"),
                        &Text::new("最多、零头", "at most, remainder"),
                    );
                }
            }
        }
        let what = self.what(env, &line.what, line.step.is_some())?;
        let amount = self.line_amount(env, line)?;
        let step = match &line.step {
            Some(step) => Some(self.step(&what, step, remainder, &amount)?),
            None => None,
        };
        Some(Line {
            what,
            step,
            adds: line.direction == Direction::Adds,
            amount,
            at_most,
            label: self.quote(line.what.span),
            span: line.span,
        })
    }

    /// What a line looks at. With 每 it must be a count, or a comparison that is met by a gap.
    fn what(&mut self, env: Env, what: &'a ast::Expr, stepped: bool) -> Option<What> {
        let expr = self.expr(env, what)?;
        if !stepped {
            if matches!(expr.type_of, Type::Number { .. }) {
                self.count_without_step(&expr);
                return None;
            }
            return self.wants_yes_no(&expr).then_some(What::Holds(expr));
        }
        if matches!(expr.type_of, Type::Number { .. }) {
            return Some(What::Count(expr));
        }
        if let ExprKind::Compare(comparison, left, right) = &expr.kind
            && matches!(left.type_of, Type::Number { .. } | Type::Date)
            && !matches!(comparison, Comparison::Equal | Comparison::Unequal)
        {
            let above = matches!(comparison, Comparison::Above | Comparison::AtLeast);
            let or_equal = matches!(comparison, Comparison::AtLeast | Comparison::AtMost);
            let (value, bound) = match left.type_of {
                Type::Date => days_between(left, right),
                Type::Number { .. } | Type::YesNo | Type::Choice(_) | Type::Text => {
                    ((**left).clone(), (**right).clone())
                }
            };
            return Some(What::Gap { value, bound, above, or_equal });
        }
        let quoted = self.quote(what.span);
        self.say(
            Diagnostic::new(
                Code::StepWithoutQuantity,
                what.span,
                Text::new(
                    format!("“{quoted}”不是数, 没有什么可以“每”地数"),
                    format!("`{quoted}` is not a number: there is nothing to count by steps"),
                ),
            )
            .help(Text::new(
                "冒号前写一个数 (次数), 或与标准的比较 (高于 60%)",
                "before the colon write a count, or a comparison with a standard",
            )),
        );
        None
    }

    fn count_without_step(&mut self, expr: &Expr) {
        let quoted = self.quote(expr.span);
        let unit = unit_of(&expr.type_of);
        let one = unit.show(&Number::ONE);
        self.say(
            Diagnostic::new(
                Code::TypeMismatch,
                expr.span,
                Text::new(
                    format!("“{quoted}”是数, 这一行没有说按每多少计"),
                    format!("`{quoted}` is a number, and the line does not say per how much"),
                ),
            )
            .help(Text::new(
                format!("写成 {quoted}: 每 {one} …, 或 {quoted} > 0: …"),
                format!("write {quoted}: per {one} …, or {quoted} > 0: …"),
            )),
        );
    }

    fn line_amount(&mut self, env: Env, line: &'a ast::Line) -> Option<LineAmount> {
        match &line.effect {
            Effect::Amount(amount) => {
                let points = self.amount(env, amount)?;
                if let Some(number) = constant(&points)
                    && !number.is_positive()
                {
                    self.say(
                        Diagnostic::new(
                            Code::PointsNotPositive,
                            points.span,
                            Text::new(
                                format!("加或扣的分数是 {number}, 要大于零"),
                                format!("the amount is {number}; it must be above zero"),
                            ),
                        )
                        .help(Text::new(
                            "写大于零的分数 (加减由“加”“扣”来说, 不带负号), 或删去这一行",
                            "write an amount above zero (plus and less say the direction), or delete the line",
                        )),
                    );
                    return None;
                }
                Some(LineAmount::Points(points))
            }
            Effect::Range { low, high } => {
                let top = self.literal(high);
                self.wants_points(&top).then_some(())?;
                let low = low.number.clone();
                if low > high.number {
                    self.say(Diagnostic::new(
                        Code::EmptyRange,
                        high.span,
                        Text::new(
                            format!("幅度 {low}-{} 是倒着的", high.number),
                            format!("the range {low}-{} runs backwards", high.number),
                        ),
                    ));
                    return None;
                }
                let label = self.quote(line.what.span);
                let name = format!("{label}.扣分");
                let value_type = ValueType::Number { unit: Unit::points(), whole: false };
                let range = Interval::closed(low, high.number.clone());
                let node = env.node?;
                let input = self.implied(
                    node,
                    Input { column: name.clone(), name, value_type, range, ..blank(line.span) },
                );
                Some(LineAmount::Assessed { input })
            }
        }
    }

    fn step(
        &mut self,
        what: &What,
        step: &'a ast::Step,
        remainder: Option<ast::Remainder>,
        amount: &LineAmount,
    ) -> Option<Step> {
        let size = self.literal(&step.quantity);
        let ExprKind::Number(number, unit) = &size.kind else { return None };
        let (number, unit) = (number.clone(), unit.clone());
        if !number.is_positive() {
            self.say(Diagnostic::new(
                Code::BadNumber,
                step.span,
                Text::new("一步要大于零", "a step must be above zero"),
            ));
            return None;
        }
        let counted = match what {
            What::Holds(counted) | What::Count(counted) => counted,
            What::Gap { value, .. } => value,
        };
        let size = self.step_size(counted, what, (step, &size), (number, unit))?;
        let whole = matches!(&counted.type_of, Type::Number { whole: true, .. })
            && match what {
                What::Gap { bound, .. } => matches!(&bound.type_of, Type::Number { whole: true, .. }),
                What::Holds(_) | What::Count(_) => true,
            };
        let ones = matches!(&size, StepSize::Fixed(step, _) if *step == Number::ONE);
        let remainder = match remainder {
            Some(remainder) => remainder_of(remainder),
            None if whole && ones => Remainder::Dropped,
            None => {
                self.remainder_unsaid(what, counted, &size, (amount, step.span));
                return None;
            }
        };
        Some(Step { size, remainder })
    }

    fn step_size(
        &mut self,
        counted: &Expr,
        what: &What,
        (step, size): (&'a ast::Step, &Expr),
        (number, unit): (Number, Unit),
    ) -> Option<StepSize> {
        let of_share =
            matches!(&counted.type_of, Type::Number { share: Share::Percent | Share::PercentPoint, .. });
        if step.of_base {
            if unit.share == Share::Percent && matches!(what, What::Gap { .. }) {
                return Some(StepSize::OfBase(number));
            }
            self.say(Diagnostic::new(
                Code::StepWithoutQuantity,
                step.span,
                Text::new(
                    "“基准的”后面写百分比, 冒号前要有与基准的比较",
                    "after `base` stands a percentage, and before the colon a comparison with the base",
                ),
            ));
            return None;
        }
        if of_share && unit.share == Share::Percent {
            let shown = step.quantity.number.plain();
            self.say(
                Diagnostic::new(
                    Code::PercentStep,
                    step.span,
                    Text::new(
                        format!("“每 {shown}%”是 {shown} 个百分点, 还是基准的 {shown}%? 两者不同"),
                        format!("does `per {shown}%` mean {shown}pp (percentage points), or {shown}% of the base? they differ"),
                    ),
                )
                .help(Text::new(format!("写 每 {shown}个百分点, 或 每 基准的 {shown}%"), format!("write per {shown}pp, or per base {shown}%")))
                .fix(step.span, format!("{shown}个百分点")),
            );
            return None;
        }
        if !fits_step(&counted.type_of, &size.type_of) {
            self.units_differ(counted, size);
            return None;
        }
        Some(StepSize::Fixed(number, unit))
    }

    /// Asks what a part of a step counts, with a number worked out for each answer.
    fn remainder_unsaid(
        &mut self,
        what: &What,
        counted: &Expr,
        size: &StepSize,
        (amount, place): (&LineAmount, Span),
    ) {
        let steps = example_steps(what, size);
        let example = steps.as_ref().and_then(|steps| example(what, size, steps));
        let unit = match size {
            StepSize::Fixed(_, unit) if counted_share(counted) => {
                Unit { share: Share::Percent, symbol: "%".into(), ..unit.clone() }
            }
            StepSize::Fixed(_, unit) => unit.clone(),
            StepSize::OfBase(_) => unit_of(&counted.type_of),
        };
        let quoted = self.quote(counted.span);
        let shown = example.as_ref().map(|value| unit.show(value));
        let message = match &shown {
            Some(shown) => Text::new(
                format!("“{quoted}”为 {shown} 时, 不足一步的部分怎么算, 没有写"),
                format!("when `{quoted}` is {shown}, nothing says what the part of a step counts"),
            ),
            None => Text::new(
                format!("“{quoted}”不足一步的部分怎么算, 没有写"),
                format!("nothing says what a part of a step of `{quoted}` counts"),
            ),
        };
        let each = match amount {
            LineAmount::Points(points) => constant(points),
            LineAmount::Assessed { .. } => None,
        };
        let worth = |steps: &Number| match &each {
            Some(each) => {
                let points = Unit::points().show(&(steps * each));
                Text::new(format!("    {points}"), format!("    {} points", points.trim_end_matches('分')))
            }
            None => Text::default(),
        };
        let part = worth(&steps.unwrap_or(Number::ZERO));
        let (two, three) = (worth(&Number::whole(2)), worth(&Number::whole(3)));
        self.say(
            Diagnostic::new(Code::RemainderUnsaid, place, message)
                .choice(Text::new(
                    format!("零头 不计  {}", two.zh),
                    format!("remainder dropped   {}", two.en),
                ))
                .choice(Text::new(
                    format!("零头 算一步{}", three.zh),
                    format!("remainder whole step{}", three.en),
                ))
                .choice(Text::new(
                    format!("零头 按比例{}", part.zh),
                    format!("remainder pro rata  {}", part.en),
                ))
                .help(Text::new(
                    "写在这一行后面 (…, 零头 不计), 或作为一行设置管整块",
                    "write it after this line (…, remainder dropped), or as a setting for the whole block",
                )),
        );
    }

    /// 逐项: the lines that add must be able to reach the points.
    fn full_marks_by_lines(&mut self, start: &Expr, entries: &[Entry], (points, head): (&Number, Span)) {
        let Some(start) = constant(start) else { return };
        let Some(most) = entries.iter().map(most_added).sum::<Option<Number>>() else { return };
        let reach = &start + &most;
        if reach < *points {
            self.say(
                Diagnostic::new(
                    Code::FullMarksUnreachable,
                    head,
                    Text::new(
                        format!("各行最多得 {reach} 分, 到不了满分 {points} 分"),
                        format!("the lines add up to {reach} points at most, short of the {points} points"),
                    ),
                )
                .help(Text::new(
                    "调整各行的分数或指标的分值",
                    "change the amounts, or the points of the indicator",
                )),
            );
        }
    }
}

/// The most an entry can add; none where it has no bound, as with 每 without 最多.
fn most_added(entry: &Entry) -> Option<Number> {
    match entry {
        Entry::Best(entries) => entries
            .iter()
            .map(most_added)
            .try_fold(Number::ZERO, |best, added| added.map(|added| best.max(added))),
        Entry::Line(line) if !line.adds => Some(Number::ZERO),
        Entry::Line(line) => match (&line.at_most, &line.step, &line.amount) {
            (Some(limit), _, _) => constant(limit),
            (None, None, LineAmount::Points(amount)) => constant(amount),
            (None, Some(_), _) | (None, None, LineAmount::Assessed { .. }) => None,
        },
    }
}

/// So many steps as show the difference: 2.7, or one unit short of 3 where only whole numbers occur.
fn example_steps(what: &What, size: &StepSize) -> Option<Number> {
    let whole = |expr: &Expr| matches!(&expr.type_of, Type::Number { whole: true, .. });
    let counted = match what {
        What::Holds(counted) | What::Count(counted) => whole(counted),
        What::Gap { value, bound, .. } => whole(value) && whole(bound),
    };
    match size {
        StepSize::Fixed(step, _) if counted && step.is_whole() && *step > Number::ONE => {
            Number::ONE.over(step).map(|unit| &Number::whole(3) - &unit)
        }
        StepSize::Fixed(..) | StepSize::OfBase(_) => Number::ratio(27, 10),
    }
}

/// A value whose gap (or count) is so many steps.
fn example(what: &What, size: &StepSize, steps: &Number) -> Option<Number> {
    match (what, size) {
        (What::Gap { bound, above, .. }, size) => {
            let bound = constant(bound)?;
            let gap = match size {
                StepSize::Fixed(step, _) => steps * step,
                StepSize::OfBase(share) => &(steps * share) * &bound,
            };
            Some(if *above { &bound + &gap } else { &bound - &gap })
        }
        (What::Holds(_) | What::Count(_), StepSize::Fixed(step, _)) => Some(steps * step),
        (What::Holds(_) | What::Count(_), StepSize::OfBase(_)) => None,
    }
}

fn counted_share(counted: &Expr) -> bool {
    matches!(&counted.type_of, Type::Number { share: Share::Percent, .. })
}

/// A step of percentage points goes with percentages; any other as in a sum.
fn fits_step(counted: &Type, step: &Type) -> bool {
    match (counted, step) {
        (Type::Number { dimension: a, .. }, Type::Number { dimension: b, .. }) if a == b => true,
        _ => fits(counted, step),
    }
}

fn remainder_of(remainder: ast::Remainder) -> Remainder {
    match remainder {
        ast::Remainder::Dropped => Remainder::Dropped,
        ast::Remainder::WholeStep => Remainder::WholeStep,
        ast::Remainder::ProRata => Remainder::ProRata,
    }
}
