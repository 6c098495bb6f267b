//! Lines of 逐项, 扣分, 起评, 加分项, 扣分项.

use super::super::edit::EditKind;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::clauses::clauses_of;
use super::lists::{Lists, Order, Pair, list};
use crate::format::{Style, both};
use crate::source::{Span, Spanned};
use crate::syntax::ast::{Expr, ExprKind, Line, LineItem, Lines, Operator};

/// What is taken of two bodies of lines.
pub(super) fn lines<'a>(walk: &mut Walk<'a>, (old, new): (&'a Lines, &'a Lines)) -> Lines {
    let sides = Lists { old: &old.lines, new: &new.lines, order: Order::Layout };
    let made = list(walk, &sides, &[&whole, &what, &subject, &effect], |walk, pair| match pair {
        Pair::Both(old, new) => both_items(walk, (old, new)),
        Pair::Old(item) => lone(walk, item, Side::Old),
        Pair::New(item) => lone(walk, item, Side::New),
    });
    let spans = |lines: &Lines| {
        lines.remainder.as_ref().map(|one| one.span).or_else(|| lines.lines.first().map(span))
    };
    walk.at(spans(old), spans(new));
    let remainder = || About::new(EditKind::Clause, "零头", "remainder");
    let remainder =
        walk.optional((old.remainder.as_ref(), new.remainder.as_ref()), remainder, &|style, one| {
            style.remainder(one.value).to_owned()
        });
    let on_zero = || About::new(EditKind::Clause, "分母为零", "on zero");
    let on_zero = walk.optional((old.on_zero.as_ref(), new.on_zero.as_ref()), on_zero, &|style, one| {
        style.outcome(&one.value)
    });
    Lines { lines: made, remainder, on_zero }
}

fn span(item: &LineItem) -> Span {
    match item {
        LineItem::Line(line) => line.span,
        LineItem::Best(_, span) => *span,
    }
}

fn whole(item: &LineItem) -> Option<String> {
    match item {
        LineItem::Line(line) => Some(Style::Meaning.line(line)),
        LineItem::Best(..) => Some("best".to_owned()),
    }
}

fn what(item: &LineItem) -> Option<String> {
    let LineItem::Line(line) = item else { return None };
    Some(Style::Meaning.expr(&line.what))
}

/// What is compared, without what it is compared with.
fn subject(item: &LineItem) -> Option<String> {
    let LineItem::Line(line) = item else { return None };
    let (subject, _, _) = compared(&line.what)?;
    Some(Style::Meaning.expr(subject))
}

fn effect(item: &LineItem) -> Option<String> {
    let LineItem::Line(line) = item else { return None };
    Some(Style::Meaning.effect((line.direction, &line.effect)))
}

fn compared(what: &Expr) -> Option<(&Expr, Spanned<Operator>, &Expr)> {
    let ExprKind::Binary { operator, left, right } = &what.kind else { return None };
    matches!(operator.value, Operator::Compare(_)).then_some((left, *operator, right))
}

fn both_items<'a>(walk: &mut Walk<'a>, (old, new): (&'a LineItem, &'a LineItem)) -> Option<LineItem> {
    Some(match (old, new) {
        (LineItem::Line(old), LineItem::Line(new)) => LineItem::Line(line(walk, (old, new))),
        (LineItem::Best(old, _), LineItem::Best(new, span)) => LineItem::Best(lines(walk, (old, new)), *span),
        (LineItem::Line(_), LineItem::Best(..)) | (LineItem::Best(..), LineItem::Line(_)) => new.clone(),
    })
}

fn line<'a>(walk: &mut Walk<'a>, (old, new): (&'a Line, &'a Line)) -> Line {
    walk.at(Some(old.span), Some(new.span));
    let name = both(|style| style.expr(&new.what));
    let about = |kind, zh: &str, en: &str| {
        About::new(kind, format!("“{}”{zh}", name.zh), format!("`{}`{en}", name.en))
    };
    let what = condition(walk, (&old.what, &new.what));
    let step = || about(EditKind::Step, "每步", " step");
    let step = walk.optional((old.step.as_ref(), new.step.as_ref()), step, &|style, step| style.step(step));
    let effects = ((old.direction, old.effect.clone()), (new.direction, new.effect.clone()));
    let (direction, effect) = walk.part(
        (&effects.0, &effects.1),
        || about(EditKind::Amount, "", ""),
        &|style, (direction, effect)| style.effect((*direction, effect)),
    );
    let clauses = clauses_of(walk, (&old.clauses, &new.clauses), &name);
    Line { what, step, direction, effect, clauses, span: new.span }
}

/// The condition of a line: what it compares with is an edit apart from how it compares.
fn condition(walk: &mut Walk<'_>, (old, new): (&Expr, &Expr)) -> Expr {
    let about = || About::new(EditKind::Condition, "条件", "condition");
    let (Some((subject, was, limit)), Some((left, is, right))) = (compared(old), compared(new)) else {
        return walk.part((old, new), about, &|style, what| style.expr(what));
    };
    if !walk.alike(|| Style::Meaning.expr(subject) == Style::Meaning.expr(left)) {
        return walk.part((old, new), about, &|style, what| style.expr(what));
    }
    let name = both(|style| style.expr(left));
    let called = |zh: &str, en: &str| {
        About::new(EditKind::Condition, format!("“{}”{zh}", name.zh), format!("`{}`{en}", name.en))
    };
    let ((operator, limit), span) = walk.placed((old.span, new.span), |walk| {
        let operator =
            walk.part((&was, &is), || called("的比法", " compared"), &|style, operator| match operator
                .value
            {
                Operator::Compare(comparison) => style.comparison(comparison).to_owned(),
                Operator::Add
                | Operator::Subtract
                | Operator::Multiply
                | Operator::Divide
                | Operator::And
                | Operator::Or => String::new(),
            });
        let limit =
            walk.part((limit, right), || called("界限", " limit"), &|style, limit| style.expr(limit));
        (operator, limit)
    });
    let kind = ExprKind::Binary { operator, left: Box::new(left.clone()), right: Box::new(limit) };
    Expr { kind, span }
}

fn lone(walk: &mut Walk<'_>, item: &LineItem, side: Side) -> Option<LineItem> {
    let is_new = side == Side::New;
    let span = span(item);
    if is_new {
        walk.at(None, Some(span))
    } else {
        walk.at(Some(span), None)
    }
    let about = || About::new(EditKind::Line, "计分行", "line");
    let taken = walk.lone(about, &|style| style.line_item(item), is_new);
    (taken == side).then(|| item.clone())
}
