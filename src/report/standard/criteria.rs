//! How an indicator is scored, in the sentences of a regulation.

use crate::format::Style;
use crate::source::Spanned;
use crate::syntax::ast::{
    Body, Cell, Clause, Direction, Effect, Expr, Line, LineItem, Lines, RowHead, Start,
};

/// A sentence a row, line or level, after one that says how they are put together.
pub(super) fn criteria(body: &Body, style: Style) -> Vec<String> {
    match body {
        Body::Score { value, clauses } => {
            let value = style.expr(value);
            vec![format!("{}{}", style.pick("得分 = ", "score = "), value) + &tail(clauses, style)]
        }
        Body::Ratio { value, target, clauses } => {
            let reverse = target.is_some() && clauses.iter().any(|clause| clause.value == Clause::Reverse);
            let told: Vec<Spanned<Clause>> = clauses
                .iter()
                .filter(|clause| !reverse || clause.value != Clause::Reverse)
                .cloned()
                .collect();
            vec![ratio(value.as_ref(), target.as_ref(), reverse, style) + &tail(&told, style)]
        }
        Body::Interpolate { value, anchors, clauses } => {
            let points = anchors
                .iter()
                .map(|anchor| given(&style.quantity(&anchor.at), &style.amount(&anchor.points), style));
            let head = by(
                value.as_ref(),
                style.pick("在以下各点之间按直线折算", "in a straight line between these"),
                style,
            );
            headed(head + &tail(clauses, style), points)
        }
        Body::Bands { value, rows, clauses } => {
            let rows = rows.iter().map(|row| {
                let when = match &row.head {
                    RowHead::Otherwise => style.pick("其余的", "otherwise").to_owned(),
                    head @ (RowHead::Band(_) | RowHead::Names(_) | RowHead::Condition(_)) => {
                        style.row_head(head)
                    }
                };
                match &row.cell {
                    Cell::NotApplicable => format!("{when}, {}", style.pick("不适用", "n/a")),
                    cell @ Cell::Amount(_) => given(&when, &style.cell(cell), style),
                }
            });
            let head = by(value.as_ref(), style.pick("分档计分", "by bands"), style);
            headed(head + &tail(clauses, style), rows)
        }
        Body::Lines { start, lines } => {
            let head = match start {
                Start::Nothing => style.pick("逐项计分, 各行累加", "the lines are added").to_owned(),
                Start::Full => style.pick("从满分起扣, 扣完为止", "from full points, not below 0").to_owned(),
                Start::At(amount) => format!(
                    "{} {} {}",
                    style.pick("从", "from"),
                    style.amount(amount),
                    style.pick("起评", "on")
                ),
            };
            headed(head, self::lines(lines, style).into_iter())
        }
        Body::Assess { levels } => {
            let levels = levels.iter().map(|level| style.level(level));
            headed(style.pick("由评审人员评分", "assessors give the points").to_owned(), levels)
        }
    }
}

/// The ratio is the other way round where less is better (反向).
fn ratio(value: Option<&Expr>, target: Option<&Expr>, reverse: bool, style: Style) -> String {
    let said = |expr: &Expr| style.expr(expr);
    match (value, target, style) {
        (Some(value), Some(target), Style::En) if reverse => {
            format!("in proportion to {} over {}: less is better", said(target), said(value))
        }
        (Some(value), Some(target), Style::En) => {
            format!("in proportion to {} out of {}", said(value), said(target))
        }
        (Some(value), None, Style::En) => format!("in proportion to {}", said(value)),
        (None, _, Style::En) => "in proportion".to_owned(),
        (Some(value), Some(target), _) if reverse => {
            format!("按 {} 与 {} 之比得分, 越少越好", said(target), said(value))
        }
        (Some(value), Some(target), _) => format!("按 {} 达到 {} 的比例得分", said(value), said(target)),
        (Some(value), None, _) => format!("按 {} 的比例得分", said(value)),
        (None, _, _) => "按比例得分".to_owned(),
    }
}

fn by(value: Option<&Expr>, how: &str, style: Style) -> String {
    match (value, style) {
        (Some(value), Style::En) => format!("by {}, {how}", style.expr(value)),
        (Some(value), _) => format!("按 {} {how}", style.expr(value)),
        (None, _) => how.to_owned(),
    }
}

fn given(when: &str, points: &str, style: Style) -> String {
    match style {
        Style::En => format!("{when}: {points}"),
        Style::Zh | Style::Meaning => format!("{when}, 得 {points}"),
    }
}

/// The first sentence, and those that it announces.
fn headed(head: String, rest: impl Iterator<Item = String>) -> Vec<String> {
    let rest: Vec<String> = rest.collect();
    let colon = if rest.is_empty() { "" } else { ":" };
    std::iter::once(format!("{head}{colon}")).chain(rest).collect()
}

/// Clauses, the sources of numbers left to their own column.
fn tail(clauses: &[Spanned<Clause>], style: Style) -> String {
    let told = |clause: &Clause| {
        let Clause::CutOff(limit) = clause else { return format!("; {}", style.clause(clause)) };
        match style {
            Style::En => format!("; none below {}", style.expr(limit)),
            Style::Zh | Style::Meaning => format!("; 低于 {} 不得分", style.expr(limit)),
        }
    };
    let said = clauses.iter().filter(|clause| !matches!(clause.value, Clause::Basis(_)));
    said.map(|clause| told(&clause.value)).collect()
}

/// Lines with effect, those of which the best counts in one sentence.
pub(super) fn lines(lines: &Lines, style: Style) -> Vec<String> {
    let mut said: Vec<String> = lines.lines.iter().map(|item| line_item(item, style)).collect();
    said.extend(lines.remainder.as_ref().map(|remainder| {
        format!("{}{}", style.pick("不足一步的", "a part of a step: "), style.remainder(remainder.value))
    }));
    said.extend(lines.on_zero.as_ref().map(|outcome| {
        format!("{} {}", style.pick("分母为零的", "on zero:"), style.outcome(&outcome.value))
    }));
    said
}

fn line_item(item: &LineItem, style: Style) -> String {
    match item {
        LineItem::Line(one) => line(one, style),
        LineItem::Best(of, _) => {
            let all = lines(of, style).join("; ");
            format!("{}: {all}", style.pick("以下取最高一项", "the best of these"))
        }
    }
}

/// `公开错误, 每 1处 扣 0.5分, 最多 3分`
fn line(line: &Line, style: Style) -> String {
    let step = line.step.as_ref().map(|step| style.step(step));
    let effect = match (&line.effect, line.direction, style) {
        (Effect::Range { .. }, Direction::Takes, Style::Zh) => {
            format!("酌情{}", style.effect((line.direction, &line.effect)))
        }
        (effect, direction, _) => style.effect((direction, effect)),
    };
    let what = style.expr(&line.what);
    let joined = match (step, style) {
        (Some(step), Style::En) => format!("{what}: {effect} {step}"),
        (None, Style::En) => format!("{what}: {effect}"),
        (Some(step), _) => format!("{what}, {step} {effect}"),
        (None, _) => format!("{what}的, {effect}"),
    };
    joined + &tail(&line.clauses, style).replace("; ", ", ")
}
