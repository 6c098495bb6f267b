//! How the figures that an expectation reads came about: the sentences of `explain`.

use crate::eval::{self, Row};
use crate::plan::{Expected, Expr, ExprKind, IndicatorId, TestFigure};
use crate::report::{Entry, Scored, explain};
use crate::source::Text;

/// As many sentences as a reader takes in.
const MOST: usize = 3;

/// The sentences of the indicators and totals that are read.
pub(super) fn because(scored: &Scored<'_>, row: Row<'_>, expected: &Expected) -> Vec<Text> {
    let mut paths: Vec<&str> = Vec::new();
    match expected {
        Expected::Holds(condition) => read(scored, condition, &mut paths),
        Expected::State(TestFigure::Indicator(id), _) => paths.push(path(scored, *id)),
        Expected::State(TestFigure::Outside(place), _) => {
            paths.extend(scored.scheme.outside.get(*place).map(|item| item.name.as_str()));
        }
        Expected::State(TestFigure::Total(_) | TestFigure::Grade, _) => paths.push(""),
        Expected::State(TestFigure::Formula(_) | TestFigure::Place(_), _)
        | Expected::Veto { .. }
        | Expected::Use { .. }
        | Expected::Alert { .. }
        | Expected::Place { .. }
        | Expected::Finding(_) => {}
    }
    if paths.is_empty() {
        return Vec::new();
    }
    let assessment = eval::assessment(row.scheme, row.data, row.results, row.subject);
    let document = explain(scored, &assessment);
    let found = paths.iter().filter_map(|path| entry(&document.root, path));
    found.take(MOST).map(Entry::sentence).collect()
}

fn path<'a>(scored: &Scored<'a>, id: IndicatorId) -> &'a str {
    &scored.scheme.indicator(id).path
}

fn read<'a>(scored: &Scored<'a>, expr: &Expr, paths: &mut Vec<&'a str>) {
    let own = if let ExprKind::Score(id, _) = expr.kind {
        Some(path(scored, id))
    } else if matches!(expr.kind, ExprKind::Total(_) | ExprKind::Grade) {
        Some("")
    } else {
        None
    };
    paths.extend(own.filter(|own| !paths.contains(own)));
    for part in expr.parts() {
        read(scored, part, paths);
    }
}

fn entry<'e>(at: &'e Entry, path: &str) -> Option<&'e Entry> {
    if at.path == path {
        return Some(at);
    }
    at.children.iter().find_map(|child| entry(child, path))
}
