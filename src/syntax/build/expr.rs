//! Expressions → tree.

use super::super::ast::{Argument, Comparison, Expr, ExprKind, Name, Operator, Order, Quantity, Scope};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, children, first, has};
use crate::number::Number;
use crate::source::{Code, Diagnostic, Span, Spanned, Text};

/// How many signs and words an expression may hold. Together with the limit on brackets this bounds the depth of
/// every tree, so that no walk over one can overflow the stack.
const OPERATORS: usize = 200;

impl Builder {
    /// A whole expression, refused when it is too long.
    pub(super) fn expr(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let count = operators(pair);
        if count <= OPERATORS {
            return self.term(pair);
        }
        let message = Text::new(
            format!("这个算式有 {count} 个运算, 最多 {OPERATORS} 个"),
            format!("this expression has {count} operations, {OPERATORS} are the most"),
        );
        let help = Text::new("用“公式”分成几步", "split it into steps with `let`");
        self.diagnostics.push(Diagnostic::new(Code::TooDeep, self.span(pair), message).help(help));
        let span = self.span(pair);
        let hole = Quantity { number: Number::ZERO, unit: None, span };
        Some(Expr { kind: ExprKind::Quantity(hole), span })
    }

    pub(super) fn term(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let pair = descended(pair);
        match pair.as_rule() {
            Rule::choice_expr => self.choice(&pair),
            Rule::any_of | Rule::all_of | Rule::comparison | Rule::sum | Rule::product => self.chain(&pair),
            Rule::denial => self.prefixed(&pair, Rule::comparison),
            Rule::unary => self.prefixed(&pair, Rule::primary),
            _ => self.primary(&pair),
        }
    }

    /// `a op b op c` as `(a op b) op c`.
    fn chain(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let mut parts = pair.clone().into_inner();
        let mut left = self.term(&parts.next()?)?;
        while let Some(sign) = parts.next() {
            let operator = Spanned::new(operator(&sign)?, self.span(&sign));
            let right = self.term(&parts.next()?)?;
            let span = left.span.to(right.span);
            let (left_side, right) = (Box::new(left), Box::new(right));
            left = Expr { kind: ExprKind::Binary { operator, left: left_side, right }, span };
        }
        Some(left)
    }

    /// Signs or 非 before an operand.
    fn prefixed(&mut self, pair: &Pair<'_>, operand: Rule) -> Option<Expr> {
        let mut value = self.term(&child(pair, operand)?)?;
        let prefixes: Vec<Pair<'_>> =
            pair.clone().into_inner().filter(|part| part.as_rule() != operand).collect();
        for prefix in prefixes.iter().rev() {
            let span = self.span(prefix).to(value.span);
            let value_inside = Box::new(value);
            let kind = match prefix.as_rule() {
                Rule::kw_not => ExprKind::Not(value_inside),
                _ => ExprKind::Negate(value_inside),
            };
            value = Expr { kind, span };
        }
        Some(value)
    }

    /// `若 a 则 b 否则 若 c 则 d 否则 e`: built from the last.
    fn choice(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let arms: Vec<Pair<'_>> = children(pair, Rule::choice_arm).collect();
        let mut value = self.term(&child(pair, Rule::any_of)?)?;
        for arm in arms.iter().rev() {
            let mut sides = children(arm, Rule::any_of);
            let condition = Box::new(self.term(&sides.next()?)?);
            let then = Box::new(self.term(&sides.next()?)?);
            let span = self.span(arm).to(value.span);
            value = Expr { kind: ExprKind::If { condition, then, otherwise: Box::new(value) }, span };
        }
        Some(value)
    }

    fn primary(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let span = self.span(pair);
        let inner = match pair.as_rule() {
            Rule::primary => pair.clone().into_inner().find(|part| part.as_rule() != Rule::lparen)?,
            _ => pair.clone(),
        };
        let kind = match inner.as_rule() {
            Rule::quantity => ExprKind::Quantity(self.quantity(&inner)?),
            Rule::date => date(inner.as_str())?,
            Rule::text => ExprKind::Text(self.text(&inner)?.value),
            Rule::path => ExprKind::Path(self.names(&inner)?),
            Rule::call => self.call(&inner)?,
            Rule::expr => self.term(&inner)?.kind,
            _ => return None,
        };
        Some(Expr { kind, span })
    }

    /// Names joined by dots or strokes.
    pub(super) fn path(&mut self, pair: &Pair<'_>) -> Option<Vec<Name>> {
        self.names(pair)
    }

    fn call(&mut self, pair: &Pair<'_>) -> Option<ExprKind> {
        let function = self.maybe(pair, Rule::name, Builder::name)?;
        let mut arguments = Vec::new();
        for part in children(pair, Rule::argument) {
            arguments.push(self.argument(&first(&part)?)?);
        }
        Some(ExprKind::Call { function, arguments })
    }

    fn argument(&mut self, pair: &Pair<'_>) -> Option<Argument> {
        let span = self.span(pair);
        Some(match pair.as_rule() {
            Rule::where_clause => Argument::Where(self.term(&child(pair, Rule::expr)?)?),
            Rule::scope => Argument::Scope(self.scope(pair)?),
            Rule::kw_without_self => Argument::WithoutSelf(span),
            Rule::kw_high_first => Argument::Order(Spanned::new(Order::HighFirst, span)),
            Rule::kw_low_first => Argument::Order(Spanned::new(Order::LowFirst, span)),
            Rule::per_matter => {
                let matter = self.maybe(pair, Rule::name, Builder::name)?;
                Argument::PerMatter { matter, once: has(pair, Rule::kw_once), span }
            }
            Rule::trim => self.trim(pair, span)?,
            _ => Argument::Value(self.term(pair)?),
        })
    }

    fn trim(&mut self, pair: &Pair<'_>, span: Span) -> Option<Argument> {
        let count = self.maybe(pair, Rule::number, Builder::number)?;
        Some(Argument::Trim { high: has(pair, Rule::kw_drop_high), count, span })
    }

    pub(super) fn scope(&mut self, pair: &Pair<'_>) -> Option<Scope> {
        match child(pair, Rule::name) {
            Some(name) => Some(Scope::Within(self.name(&name)?)),
            None => Some(Scope::All(self.span(pair))),
        }
    }
}

/// Passes over the levels of precedence that hold nothing but the next one.
fn descended<'t>(pair: &Pair<'t>) -> Pair<'t> {
    let mut pair = pair.clone();
    loop {
        let mut parts = pair.clone().into_inner();
        let stays =
            matches!(pair.as_rule(), Rule::primary | Rule::quantity | Rule::text | Rule::path | Rule::call);
        match (stays, parts.next(), parts.next()) {
            (false, Some(only), None) => pair = only,
            _ => return pair,
        }
    }
}

fn operators(pair: &Pair<'_>) -> usize {
    // Every operator takes at least a byte: most expressions are too short to need counting.
    if pair.as_str().len() <= OPERATORS {
        return 0;
    }
    let counts = |rule| matches!(rule, Rule::choice_arm | Rule::kw_not) || operator_of(rule).is_some();
    pair.clone().into_inner().flatten().filter(|part| counts(part.as_rule())).count()
}

fn operator(pair: &Pair<'_>) -> Option<Operator> {
    match pair.as_rule() {
        Rule::comparer => operator_of(first(pair)?.as_rule()),
        rule => operator_of(rule),
    }
}

fn operator_of(rule: Rule) -> Option<Operator> {
    if let Some(comparison) = comparison(rule) {
        return Some(Operator::Compare(comparison));
    }
    match rule {
        Rule::plus => Some(Operator::Add),
        Rule::sign => Some(Operator::Subtract),
        Rule::times => Some(Operator::Multiply),
        Rule::over => Some(Operator::Divide),
        Rule::kw_and => Some(Operator::And),
        Rule::kw_or => Some(Operator::Or),
        _ => None,
    }
}

pub(super) fn comparison(rule: Rule) -> Option<Comparison> {
    match rule {
        Rule::not_below => Some(Comparison::AtLeast),
        Rule::not_above => Some(Comparison::AtMost),
        Rule::above => Some(Comparison::Above),
        Rule::below => Some(Comparison::Below),
        Rule::same => Some(Comparison::Equal),
        Rule::not_equal => Some(Comparison::Unequal),
        _ => None,
    }
}

/// `2019年12月31日`, with digits of either width.
fn date(text: &str) -> Option<ExprKind> {
    let half = |digit: char| match digit {
        '０'..='９' => char::from_u32(u32::from(digit) - u32::from('０') + u32::from('0')).unwrap_or(digit),
        other => other,
    };
    let text: String = text.chars().map(half).collect();
    let mut parts = text.trim_end_matches('日').split(['年', '月', '-']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(ExprKind::Date(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}
