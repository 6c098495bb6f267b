//! Ways to score.

use super::super::edit::EditKind;
use super::super::matched::matched_or_by_place;
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::bands::{Rows, table};
use super::clauses::clauses;
use super::lines::lines;
use super::lists::{Lists, Order, Pair, taken};
use crate::format::{Style, both};
use crate::source::{Span, Text};
use crate::syntax::ast::{Anchor, Band, Body, Cell, Expr, Level, Row, RowHead};

/// What is taken of two ways to score; another way altogether is one edit.
pub(super) fn body<'a>(
    walk: &mut Walk<'a>,
    (old, new): (&'a Body, &'a Body),
    (was, is): (Span, Span),
) -> Body {
    walk.at(Some(was), Some(is));
    match (old, new) {
        (Body::Score { value: old, clauses: was }, Body::Score { value: new, clauses: is }) => {
            let about = || About::new(EditKind::Value, "得分算式", "score");
            let value = walk.part((old, new), about, &|style, value| style.expr(value));
            Body::Score { value, clauses: clauses(walk, (was, is)) }
        }
        (
            Body::Ratio { value: old, target: old_target, clauses: was },
            Body::Ratio { value: new, target: new_target, clauses: is },
        ) => {
            let value = measured(walk, (old.as_ref(), new.as_ref()), ("按比例的量", "what the ratio is of"));
            let target = measured(walk, (old_target.as_ref(), new_target.as_ref()), ("目标", "target"));
            Body::Ratio { value, target, clauses: clauses(walk, (was, is)) }
        }
        (
            Body::Interpolate { value: old, anchors: old_anchors, clauses: was },
            Body::Interpolate { value: new, anchors: new_anchors, clauses: is },
        ) => {
            let value = measured(walk, (old.as_ref(), new.as_ref()), ("插值的量", "what is interpolated"));
            let anchors = anchors(walk, (old_anchors, new_anchors));
            Body::Interpolate { value, anchors, clauses: clauses(walk, (was, is)) }
        }
        (
            Body::Bands { value: old, rows: old_rows, clauses: was },
            Body::Bands { value: new, rows: new_rows, clauses: is },
        ) if kind_of(old_rows) == kind_of(new_rows) => {
            let value = measured(walk, (old.as_ref(), new.as_ref()), ("分档的量", "what the bands are of"));
            let rows = match kind_of(new_rows) {
                Heads::Bands => table(walk, (old_rows, new_rows), &band_rows()),
                Heads::Names => rows(walk, (old_rows, new_rows), Order::Layout),
                Heads::Conditions => {
                    let called: fn(&Row) -> Option<Text> =
                        |row| Some(both(|style| style.row_head(&row.head)));
                    rows(walk, (old_rows, new_rows), Order::Edit(true, called))
                }
            };
            Body::Bands { value, rows, clauses: clauses(walk, (was, is)) }
        }
        (Body::Lines { start: old, lines: was }, Body::Lines { start: new, lines: is }) => {
            let about = || About::new(EditKind::Method, "起点", "start");
            let start = walk.part((old, new), about, &|style, start| style.start(start));
            Body::Lines { start, lines: lines(walk, (was, is)) }
        }
        (Body::Assess { levels: old }, Body::Assess { levels: new }) if old.is_empty() == new.is_empty() => {
            Body::Assess { levels: table(walk, (old, new), &level_rows()) }
        }
        (_, _) => {
            let about = || About::new(EditKind::Method, "计分办法", "way to score");
            walk.part((old, new), about, &|style, body| style.body(body))
        }
    }
}

fn measured(
    walk: &mut Walk<'_>,
    sides: (Option<&Expr>, Option<&Expr>),
    (zh, en): (&'static str, &'static str),
) -> Option<Expr> {
    walk.optional(sides, || About::new(EditKind::Value, zh, en), &|style, value| style.expr(value))
}

/// What the rows of 分档 begin with.
#[derive(PartialEq, Eq)]
enum Heads {
    Bands,
    Names,
    Conditions,
}

fn kind_of(rows: &[Row]) -> Heads {
    let is = |of: fn(&RowHead) -> bool| rows.iter().any(|row| of(&row.head));
    if is(|head| matches!(head, RowHead::Condition(_))) {
        Heads::Conditions
    } else if is(|head| matches!(head, RowHead::Names(_))) {
        Heads::Names
    } else {
        Heads::Bands
    }
}

fn band_rows() -> Rows<'static, Row> {
    Rows {
        band: |row| if let RowHead::Band(band) = &row.head { Some(band) } else { None },
        with_band: |row, band| Row { head_span: band.span, head: RowHead::Band(band), ..row },
        with_head: |row, of| Row { head: of.head.clone(), head_span: of.head_span, ..row },
        head: |style, row| style.row_head(&row.head),
        whole: |style, row| style.row(row),
        span: |row| row.span,
        rest: |walk, (old, new)| Row { cell: cell(walk, (old, new)), ..new.clone() },
        keys: &[&|row| Some(Style::Meaning.row_head(&row.head)), &|row| Some(Style::Meaning.cell(&row.cell))],
        kind: EditKind::Rows,
        name: Text::new("分档", "bands"),
        bound: ("分档界", "bound"),
    }
}

fn level_rows() -> Rows<'static, Level> {
    fn band(level: &Level) -> Option<&Band> {
        Some(&level.band)
    }
    Rows {
        band,
        with_band: |level, band| Level { band, ..level },
        with_head: |_, of| of.clone(),
        head: |style, level| style.level(level),
        whole: |style, level| style.level(level),
        span: |level| level.span,
        rest: |walk, (old, new)| {
            let about = || About::new(EditKind::Renamed, "评分等次", "level");
            let name = walk.part((&old.name, &new.name), about, &|style, name| style.name(name));
            Level { name, ..new.clone() }
        },
        keys: &[&|level| Some(level.name.text.clone())],
        kind: EditKind::Rows,
        name: Text::new("评分等次", "levels"),
        bound: ("评分等次界", "bound of a level"),
    }
}

/// What a row gives.
fn cell(walk: &mut Walk<'_>, (old, new): (&Row, &Row)) -> Cell {
    let about = || {
        let head = both(|style| style.row_head(&new.head));
        About::new(EditKind::Given, format!("“{}”得", head.zh), format!("`{}` gives", head.en))
    };
    walk.part((&old.cell, &new.cell), about, &|style, cell| style.cell(cell))
}

/// Rows with names or conditions, each by itself.
fn rows<'a>(walk: &mut Walk<'a>, (old, new): (&'a [Row], &'a [Row]), order: Order<Row>) -> Vec<Row> {
    let head = |row: &Row| Some(Style::Meaning.row_head(&row.head));
    let given = |row: &Row| Some(Style::Meaning.cell(&row.cell));
    let found = walk.matched(|| matched_or_by_place(old, new, &[&head, &given]));
    let about = || About::new(EditKind::Rows, "分档行", "row");
    taken(walk, &Lists { old, new, order }, &found, |walk, pair| match pair {
        Pair::Both(old, new) => {
            walk.at(Some(old.span), Some(new.span));
            let condition = || About::new(EditKind::Condition, "分档条件", "condition of a row");
            let (head, head_span) = walk.placed((old.head_span, new.head_span), |walk| {
                walk.part((&old.head, &new.head), condition, &|style, head| style.row_head(head))
            });
            Some(Row { head, cell: cell(walk, (old, new)), head_span, span: new.span })
        }
        Pair::Old(row) => {
            walk.at(Some(row.span), None);
            (walk.lone(about, &|style| style.row(row), false) == Side::Old).then(|| row.clone())
        }
        Pair::New(row) => {
            walk.at(None, Some(row.span));
            (walk.lone(about, &|style| style.row(row), true) == Side::New).then(|| row.clone())
        }
    })
}

fn anchors<'a>(walk: &mut Walk<'a>, (old, new): (&'a [Anchor], &'a [Anchor])) -> Vec<Anchor> {
    let at = |anchor: &Anchor| Some(Style::Meaning.quantity(&anchor.at));
    let points = |anchor: &Anchor| Some(Style::Meaning.amount(&anchor.points));
    let found = walk.matched(|| matched_or_by_place(old, new, &[&at, &points]));
    let about = || About::new(EditKind::Rows, "插值点", "point");
    taken(walk, &Lists { old, new, order: Order::Layout }, &found, |walk, pair| match pair {
        Pair::Both(old, new) => {
            walk.at(Some(old.span), Some(new.span));
            let bound = || About::new(EditKind::Bound, "插值点", "point");
            let at = walk.part((&old.at, &new.at), bound, &|style, at| style.quantity(at));
            let given = || {
                let at = both(|style| style.quantity(&new.at));
                About::new(EditKind::Given, format!("“{}”得", at.zh), format!("`{}` gives", at.en))
            };
            let points = walk.part((&old.points, &new.points), given, &|style, points| style.amount(points));
            Some(Anchor { at, points, span: new.span })
        }
        Pair::Old(one) => {
            walk.at(Some(one.span), None);
            (walk.lone(about, &|style| style.anchor(one), false) == Side::Old).then(|| one.clone())
        }
        Pair::New(one) => {
            walk.at(None, Some(one.span));
            (walk.lone(about, &|style| style.anchor(one), true) == Side::New).then(|| one.clone())
        }
    })
}
