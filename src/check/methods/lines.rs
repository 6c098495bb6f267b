//! Lines: what they look at, and what each gives or costs.

use crate::check::Checker;
use crate::check::methods::assess::blank;
use crate::check::place::Env;
use crate::check::terms::dates::days_between;
use crate::check::terms::expr::points_literal;
use crate::check::terms::units::{constant, unit_of};
use crate::number::{Interval, Number, Unit};
use crate::plan::{
    Comparison, Entry, Expr, ExprKind, Input, Line, LineAmount, Method, Type, ValueType, What,
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
            Start::Nothing => points_literal(&Number::ZERO, head),
            Start::Full => points_literal(&points, head),
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
