//! The lines of 逐项, 扣分, 起评 and of bonuses and penalties, one by one.

use super::Teller;
use super::rules::Rules;
use crate::data::Cell;
use crate::eval::{LineFinding, Working};
use crate::number::{Number, Share, Unit};
use crate::plan::{Entry, Expr, ExprKind, Line, LineAmount, StepSize, What};
use crate::report::numbers;
use crate::report::reading::unit_of;
use crate::report::wording::pick;
use crate::source::Lang;

/// `公开错误 3处: 每 1处 扣 0.5分, 扣 1.5分`
pub(super) fn line(
    teller: &Teller<'_>,
    rules: Rules<'_>,
    at: (&Working, &LineFinding),
    lang: Lang,
) -> String {
    let (working, finding) = at;
    let Some(line) = found(rules.entries(), &finding.at) else { return String::new() };
    let verb = verb(rules, line, lang);
    let what = what(teller, line, (working, finding), lang);
    let outside = matches!(rules, Rules::Outside(_));
    let effect = if finding.held { effect(line, finding, verb, lang) } else { nothing(line, outside, lang) };
    format!("{what}: {effect}")
}

/// The line at a place: among the lines, then inside 取最高.
fn found<'a>(entries: &'a [Entry], at: &[usize]) -> Option<&'a Line> {
    let (first, rest) = at.split_first()?;
    match entries.get(*first)? {
        Entry::Line(line) => Some(line),
        Entry::Best(inner) => found(inner, rest),
    }
}

fn verb(rules: Rules<'_>, line: &Line, lang: Lang) -> &'static str {
    match (rules, line.adds) {
        (_, false) => pick(lang, "扣", "less"),
        (Rules::Indicator(_), true) => pick(lang, "得", "gain"),
        (Rules::Outside(_) | Rules::Formula(_), true) => pick(lang, "加", "add"),
    }
}

fn what(teller: &Teller<'_>, line: &Line, at: (&Working, &LineFinding), lang: Lang) -> String {
    let (working, finding) = at;
    let counted = |expr: &Expr| {
        let unit = unit_of(teller.scored.scheme, expr);
        finding
            .count
            .as_ref()
            .map(|count| unit.map_or_else(|| numbers::exact(count), |u| numbers::measured(count, &u, lang)))
    };
    match &line.what {
        What::Holds(expr) => {
            let label = match (finding.held, lang) {
                (true, _) => line.label.clone(),
                (false, Lang::Zh) => format!("“{}”不成立", line.label),
                (false, Lang::En) => format!("“{}” does not hold", line.label),
            };
            // Nothing else tells what a layer came to.
            if expr.reads_layers() || stood_in(teller, expr) {
                format!("{label} ({})", teller.figures(expr, working, lang))
            } else {
                label
            }
        }
        What::Count(expr) if stood_in(teller, expr) => teller.figures(expr, working, lang),
        What::Count(expr) => match counted(expr) {
            Some(count) => format!("{} {count}", line.label),
            None => line.label.clone(),
        },
        What::Gap { value, .. } => {
            let figures = teller.figures(value, working, lang);
            let gap = finding.count.as_ref().map(|gap| gap_text(teller, value, gap, lang));
            match gap.filter(|_| finding.held) {
                Some(gap) => format!("{} ({figures}, {} {gap})", line.label, pick(lang, "相差", "by")),
                None => format!("{} ({figures})", line.label),
            }
        }
    }
}

/// Whether the rules stand in for a cell it reads: 缺报 视为 v, 免责 视为 v.
fn stood_in(teller: &Teller<'_>, expr: &Expr) -> bool {
    if let ExprKind::Input(id) = &expr.kind {
        return matches!(teller.scored.data.cell(*id, teller.subject()), Cell::Missing | Cell::Excused(_));
    }
    expr.parts().into_iter().any(|part| stood_in(teller, part))
}

/// The difference of two percentages is in percentage points.
fn gap_text(teller: &Teller<'_>, value: &Expr, gap: &Number, lang: Lang) -> String {
    match unit_of(teller.scored.scheme, value) {
        Some(unit) if unit.share == Share::Percent => {
            let points = Unit::parse("%").from_base(gap);
            let one = if points == Number::ONE { " percentage point" } else { " percentage points" };
            format!("{}{}", numbers::exact(&points), pick(lang, "个百分点", one))
        }
        Some(unit) => numbers::measured(gap, &unit, lang),
        None => numbers::exact(gap),
    }
}

fn nothing(line: &Line, outside: bool, lang: Lang) -> String {
    if line.adds && outside {
        pick(lang, "不加分", "nothing added")
    } else if line.adds {
        pick(lang, "不得分", "nothing gained")
    } else {
        pick(lang, "不扣分", "nothing less")
    }
    .to_owned()
}

fn effect(line: &Line, finding: &LineFinding, verb: &str, lang: Lang) -> String {
    let points = |number: &Number| numbers::points(&number.abs(), lang);
    let mut parts: Vec<String> = Vec::new();
    if let Some(step) = &line.step {
        let size = match &step.size {
            StepSize::Fixed(size, unit) => numbers::measured(size, unit, lang),
            StepSize::OfBase(share) => {
                format!("{}{}", pick(lang, "基准的 ", "base "), numbers::percent(share))
            }
        };
        parts.push(format!("{} {size} {verb} {}", pick(lang, "每", "per"), points(&finding.each)));
        if let Some(steps) = finding.steps.as_ref().filter(|_| !is_count(finding)) {
            let (count, one) = (numbers::exact(steps), *steps == Number::ONE);
            parts.push(match lang {
                Lang::Zh => format!("计 {count} 步"),
                Lang::En => format!("{count} {}", if one { "step" } else { "steps" }),
            });
        }
    }
    if finding.amount.abs() != finding.effect.abs() && !finding.passed_over {
        parts.push(format!("{} {}", pick(lang, "最多", "at most"), points(&finding.effect)));
    }
    if finding.passed_over {
        parts.push(format!("{} {}", pick(lang, "本应", "would be"), points(&finding.amount)));
        parts.push(pick(lang, "取最高, 此行不计", "only the best line counts, not this one").to_owned());
    } else {
        parts.push(format!("{}{verb} {}", assessor(line, lang), points(&finding.effect)));
    }
    parts.join(", ")
}

/// Whether the steps are the count itself, so that saying them says nothing new.
fn is_count(finding: &LineFinding) -> bool {
    finding.steps == finding.count
}

fn assessor(line: &Line, lang: Lang) -> &'static str {
    match line.amount {
        LineAmount::Points(_) => "",
        LineAmount::Assessed { .. } => pick(lang, "由评审人定, ", "as the assessor decided, "),
    }
}
