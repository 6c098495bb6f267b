//! Steps of a line, 每 1处: what a step is, and what a part of one counts.

use crate::check::Checker;
use crate::check::terms::operators::fits;
use crate::check::terms::units::{constant, unit_of};
use crate::number::{Number, Share, Unit};
use crate::plan::{Expr, ExprKind, LineAmount, Remainder, Step, StepSize, Type, What};
use crate::source::{Code, Diagnostic, Span, Text};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn step(
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
