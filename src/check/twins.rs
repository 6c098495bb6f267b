//! Two indicators that score the very same value the very same way: one fact, counted twice.

use std::collections::BTreeMap;

use crate::plan::{End, Expr, ExprKind, Guard, Indicator, IndicatorId, Method, Scheme};
use crate::source::{Code, Diagnostic, Text};

/// Every later leaf that scores what an earlier one does. Branches that no subject has together do not count.
pub(super) fn twins(scheme: &Scheme) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, Vec<IndicatorId>> = BTreeMap::new();
    let mut found = Vec::new();
    for id in scheme.leaves() {
        let Some(key) = key(scheme, scheme.indicator(id)) else { continue };
        let bearers = first.entry(key).or_default();
        if let Some(&twin) = bearers.iter().find(|&&other| together(scheme, other, id)) {
            found.push(advice(scheme.indicator(twin), scheme.indicator(id)));
        }
        bearers.push(id);
    }
    found
}

/// Whether some subject can have both: no branch of the one excludes the other.
fn together(scheme: &Scheme, one: IndicatorId, other: IndicatorId) -> bool {
    let apart = |a: &Guard, b: &Guard| {
        a.input == b.input && !a.choices.iter().any(|choice| b.choices.contains(choice))
    };
    let (one, other) = (&scheme.indicator(one).guards, &scheme.indicator(other).guards);
    !one.iter().any(|a| other.iter().any(|b| apart(a, b)))
}

/// What is scored and how, the points aside; none where the way is not one value measured by one yardstick.
fn key(scheme: &Scheme, indicator: &Indicator) -> Option<String> {
    let of = |expr: &Expr| written(scheme, expr);
    match indicator.method()? {
        Method::Proportion { value, target, reverse, cut_off, highest, zero_target: _ } => {
            // `按比例 a / b` and `按比例 a 至 b` are one way.
            let value = match target {
                Some(target) => format!("Divide({},{})", of(value), of(target)),
                None => of(value),
            };
            let limits = [cut_off, highest].map(|limit| limit.as_ref().map(of).unwrap_or_default());
            Some(format!("proportion {reverse} {value} {}", limits.join(" ")))
        }
        Method::Interpolation { value, anchors } => {
            let anchors: Vec<String> = anchors.iter().map(|anchor| anchor.at.plain()).collect();
            Some(format!("interpolation {} {}", of(value), anchors.join(",")))
        }
        Method::Bands { value, rows } => {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| format!("{}-{}", end(scheme, &row.low), end(scheme, &row.high)))
                .collect();
            Some(format!("bands {} {}", of(value), rows.join(",")))
        }
        Method::Score { .. }
        | Method::Choices { .. }
        | Method::Conditions { .. }
        | Method::Lines { .. }
        | Method::Assessed { .. }
        | Method::Levels { .. } => None,
    }
}

fn end(scheme: &Scheme, end: &End) -> String {
    match end {
        End::Open => String::new(),
        End::At { value, included } => format!("{}{included}", written(scheme, value)),
    }
}

/// An expression without its places, formulas written out.
fn written(scheme: &Scheme, expr: &Expr) -> String {
    let head = match &expr.kind {
        ExprKind::Formula(id) => {
            let formula = scheme.formula(*id);
            let rounding = formula.rounding.map(|rounding| format!("{rounding:?}")).unwrap_or_default();
            return written(scheme, &formula.value) + &rounding;
        }
        ExprKind::Number(value, _) => value.plain(),
        ExprKind::Arithmetic(operation, ..) => format!("{operation:?}"),
        ExprKind::Compare(comparison, ..) => format!("{comparison:?}"),
        ExprKind::Call(function, _) => format!("{function:?}"),
        ExprKind::Aggregate { function, list, trim, matter, value, .. } => {
            format!("{function:?}{list:?}{trim:?}{matter:?}{}", value.is_some())
        }
        ExprKind::Negate(_) => "Negate".to_owned(),
        ExprKind::Not(_) => "Not".to_owned(),
        ExprKind::And(..) => "And".to_owned(),
        ExprKind::Or(..) => "Or".to_owned(),
        ExprKind::If(..) => "If".to_owned(),
        ExprKind::YesNo(_)
        | ExprKind::Choice(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Input(_)
        | ExprKind::Group(_)
        | ExprKind::Field(_)
        | ExprKind::Score(..)
        | ExprKind::Total(_)
        | ExprKind::OfLayer(..)
        | ExprKind::Grade => format!("{:?}", expr.kind),
    };
    let parts: Vec<String> = expr.parts().into_iter().map(|part| written(scheme, part)).collect();
    if parts.is_empty() { head } else { format!("{head}({})", parts.join(",")) }
}

fn advice(first: &Indicator, second: &Indicator) -> Diagnostic {
    let points = (&first.points + &second.points).plain();
    let message = Text::new(
        format!("“{}”与“{}”按同一办法算同一个数", second.path, first.path),
        format!("`{}` scores what `{}` scores, the same way", second.path, first.path),
    );
    Diagnostic::new(Code::SameSource, second.span, message)
        .path(&second.path)
        .label(first.span, Text::new("先在这里算过", "it is scored here already"))
        .help(Text::new(
            format!("换成这一项自己的量; 确要各算一次的, 两项合计 {points} 分都随这一个数走"),
            format!(
                "give the second its own quantity; if both are meant, {points} points hang on this one value"
            ),
        ))
}
