//! Cliffs: the lines in the rules at which points jump, the highest first, and who stands close below a grade.

use serde_json::{Value, json as object};

use super::Scored;
use super::reading::unit_of;
use super::table::{plain_table, trimmed};
use super::wording::pick;
use crate::number::Number;
use crate::plan::{Band, Cell, End, Expr, ExprKind, GradeId, GradedBy, Indicator, Method};
use crate::source::Lang;

/// A line at which an item jumps.
struct Cliff {
    path: String,
    /// As it is read: `85%`.
    at: String,
    jump: Number,
}

/// One who stands close below a grade.
pub(super) struct Near {
    pub(super) subject: usize,
    pub(super) figure: Number,
    pub(super) next: GradeId,
    pub(super) short: Number,
}

/// The lines of items in a table, then those who stand so close below a grade.
pub fn cliffs(scored: &Scored<'_>, within: &Number, lang: Lang) -> String {
    let mut lines = plain_table();
    let heads = [("项目", "item"), ("界线", "line"), ("跨过相差", "jump")];
    lines.set_header(heads.map(|(zh, en)| pick(lang, zh, en)));
    let found = of_items(scored);
    for cliff in &found {
        lines.add_row([
            cliff.path.clone(),
            cliff.at.clone(),
            format!("{}{}", cliff.jump.plain(), pick(lang, "分", " points")),
        ]);
    }
    let mut text = if found.is_empty() { String::new() } else { format!("{}\n\n", trimmed(&lines)) };
    let mut table = plain_table();
    let heads = [
        ("编号", "id"),
        ("名称", "name"),
        ("得分", "score"),
        ("等级", "grade"),
        ("还差", "short"),
        ("上一档", "next"),
    ];
    table.set_header(heads.map(|(zh, en)| pick(lang, zh, en)));
    let near = near(scored, within);
    for one in &near {
        let who = scored.data.subjects.get(one.subject);
        let (id, name) = who.map_or(("", ""), |who| (who.id.as_str(), who.name.as_str()));
        let own = scored.grade(one.subject).unwrap_or("—");
        let next = scored.scheme.grade(one.next);
        table.add_row([id, name, &one.figure.plain(), own, &one.short.plain(), next]);
    }
    let (count, most) = (near.len(), within.plain());
    let summary = match lang {
        Lang::Zh => format!("离上一档不到 {most} 分的: {count} 个\n"),
        Lang::En => format!("closer than {most} points below the next grade: {count}\n"),
    };
    if count > 0 {
        text += &format!("{}\n", trimmed(&table));
    }
    text + &summary
}

/// The same as facts: `kaocheng.cliffs/1`.
pub fn cliffs_json(scored: &Scored<'_>, within: &Number) -> Value {
    let items = of_items(scored);
    let items = items.iter().map(|one| object!({ "path": one.path, "at": one.at, "jump": one.jump.plain() }));
    let near = near(scored, within).into_iter().map(|one| {
        let who = scored.data.subjects.get(one.subject);
        object!({
            "id": who.map(|who| &who.id),
            "name": who.map(|who| &who.name),
            "score": one.figure.plain(),
            "grade": scored.grade(one.subject),
            "short": one.short.plain(),
            "next": scored.scheme.grade(one.next),
        })
    });
    object!({
        "format": "kaocheng.cliffs/1",
        "scheme": scored.scheme.name,
        "year": scored.scheme.year,
        "within": within.plain(),
        "items": items.collect::<Vec<_>>(),
        "near": near.collect::<Vec<_>>(),
    })
}

/// The lines that two bands share, the highest jump first.
fn of_items(scored: &Scored<'_>) -> Vec<Cliff> {
    let leaves = scored.scheme.leaves();
    let mut all: Vec<Cliff> =
        leaves.iter().flat_map(|id| of_bands(scored, scored.scheme.indicator(*id))).collect();
    all.sort_by(|one, other| other.jump.cmp(&one.jump));
    all
}

fn of_bands(scored: &Scored<'_>, indicator: &Indicator) -> Vec<Cliff> {
    let Some(Method::Bands { value, rows }) = indicator.method() else { return Vec::new() };
    let unit = unit_of(scored.scheme, value).unwrap_or_else(crate::number::Unit::plain);
    let shared = |above: &Band, below: &Band| {
        let line = literal(end(&above.low)?)?;
        let same = literal(end(&below.high)?)? == line;
        let jump = (points(above)? - points(below)?).abs();
        (same && !jump.is_zero()).then(|| Cliff { path: indicator.path.clone(), at: unit.show(line), jump })
    };
    let pairs = rows.iter().flat_map(|above| rows.iter().map(move |below| (above, below)));
    pairs.filter_map(|(above, below)| shared(above, below)).collect()
}

fn end(end: &End) -> Option<&Expr> {
    if let End::At { value, .. } = end { Some(value) } else { None }
}

fn points(band: &Band) -> Option<&Number> {
    if let Cell::Points(expr) = &band.cell { literal(expr) } else { None }
}

fn literal(expr: &Expr) -> Option<&Number> {
    if let ExprKind::Number(number, _) = &expr.kind { Some(number) } else { None }
}

/// Those whose graded figure lies so close below the lower end of a better grade, the closest first.
pub(super) fn near(scored: &Scored<'_>, within: &Number) -> Vec<Near> {
    let Some(scale) = &scored.scheme.scale else { return Vec::new() };
    let figures = match scale.by {
        GradedBy::Total => &scored.results.total,
        GradedBy::Unrounded => &scored.results.unrounded,
        GradedBy::Base => &scored.results.base,
    };
    let one = |(subject, figure): (usize, &Option<Number>)| {
        let figure = figure.clone()?;
        let lines = (0..).map(GradeId).zip(&scale.grades);
        let above = lines.filter_map(|(next, grade)| Some((next, grade.range.low_value()? - &figure)));
        let above = above.filter(|(_, short)| *short > Number::ZERO && short <= within);
        let (next, short) = above.min_by(|one, other| one.1.cmp(&other.1))?;
        Some(Near { subject, figure, next, short })
    };
    let mut all: Vec<Near> = figures.iter().enumerate().filter_map(one).collect();
    all.sort_by(|one, other| one.short.cmp(&other.short));
    all
}
