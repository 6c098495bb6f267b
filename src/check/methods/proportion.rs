//! 按比例: value, target, cut-off and limits.

use super::body::Clauses;
use crate::check::Checker;
use crate::check::place::Env;
use crate::check::terms::operators::fits;
use crate::number::{Number, Share};
use crate::plan::{Expr, Method, OnZero, Type};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(in crate::check) fn ratio(
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
            Some(target) => (!self.bare_percent(value, target)).then_some(()),
            None => {
                let rate = matches!(&value.type_of, Type::Number { dimension, .. } if dimension.is_plain());
                if !rate {
                    let quoted = self.quote(value.span);
                    self.say(
                        Diagnostic::new(
                            Code::UnitMismatch,
                            value.span,
                            Text::new(
                                format!("“{quoted}”不是比率, 要写按什么目标的比例"),
                                format!("`{quoted}` is not a rate: say in proportion to what"),
                            ),
                        )
                        .help(Text::new(
                            format!("写成: 按比例 {quoted} 至 目标"),
                            format!("write: ratio {quoted} to target"),
                        )),
                    );
                }
                rate.then_some(())
            }
        }
    }

    /// 低于 L 不得分: L in the value's own unit is held against the value, a percentage against value ÷ target. Where the
    /// value itself is a percentage with a target, both readings are open, and neither is guessed.
    fn cut_off_fits(
        &mut self,
        (value, target): (&Expr, Option<&Expr>),
        limit: &Expr,
        clause: Span,
    ) -> Option<()> {
        let percent = |expr: &Expr| matches!(&expr.type_of, Type::Number { share: Share::Percent, .. });
        if self.bare_percent(value, limit) {
            return None;
        }
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
                .help(Text::new(
                    "改用 分档 或先写公式, 写明是哪一个",
                    "use bands or a formula to say which one",
                )),
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
            (_, Some(amount)) => self.most(env, amount).map(Some),
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

    fn zero_target(
        &mut self,
        env: Env,
        target: Option<&Expr>,
        said: &Clauses<'a>,
        span: Span,
    ) -> Option<OnZero> {
        let Some(target) = target else { return Some(OnZero::Impossible) };
        let range = self.range_of(target);
        let below_zero = range.low_value().is_none_or(Number::is_negative);
        if said.reverse || !below_zero && !range.contains_zero() {
            return Some(OnZero::Impossible);
        }
        match said.zero_target {
            Some(outcome) => self.outcome(env, outcome),
            None => {
                let quoted = self.quote(target.span);
                self.zero_unsaid_target((target.span, &quoted, below_zero), span);
                None
            }
        }
    }

    fn zero_unsaid_target(&mut self, (place, quoted, below_zero): (Span, &str, bool), span: Span) {
        let (or_zh, or_en) = if below_zero { ("或为负", " or negative") } else { ("", "") };
        self.say(
            Diagnostic::new(
                Code::ZeroUnsaid,
                place,
                Text::new(
                    format!("目标“{quoted}”可能为零{or_zh}, 没有写那时怎么办"),
                    format!("the target `{quoted}` can be zero{or_en}, and nothing says what then"),
                ),
            )
            .choice(Text::new(
                "目标为零 不适用    没有任务, 不考核",
                "zero target n/a      no task, not assessed",
            ))
            .choice(Text::new("目标为零 给满分", "zero target full"))
            .choice(Text::new("目标为零 0分", "zero target 0 points"))
            .fix(Span { start: span.end, ..span }, ", 目标为零 不适用"),
        );
    }
}
