//! Slips that change nothing, proved: by trying all that can matter, or by how far scores can go.

use super::mutant::{Kind, Mutant, Whole, Within};
use super::search::{Ground, Part, Reads, proved};
use crate::number::Number;
use crate::plan::{
    Absent, Combine, Entry, Expr, ExprKind, Indicator, IndicatorId, Instead, Kind as Node, LineAmount,
    Method, OnExcused, OnZero, Outside, Part as Figure, Scheme, Scope,
};
use crate::source::Text;

/// Why a slip changes no result of any data; none where that is not proved.
pub(super) fn equal(ground: &Ground<'_>, mutant: &Mutant, slipped: &Scheme) -> Option<Text> {
    let scheme = ground.scheme();
    match mutant.within {
        Within::Indicator(id) => indicator(ground, (mutant, id), slipped),
        Within::Outside(place) => proved(ground, (scheme, slipped), Part::Outside(place)).map(tried),
        Within::Formula(_) | Within::Input(_) => quantity(ground, mutant, slipped),
        Within::Whole(Whole::Total) => limits(scheme, slipped),
        Within::Whole(Whole::Rounding) => rounding(scheme, slipped),
        Within::Whole(Whole::Grades) => graded_by(scheme, slipped),
        Within::Field(..) | Within::Group(_) | Within::Whole(_) => None,
    }
}

fn tried(cases: usize) -> Text {
    Text::new(
        format!("能影响结果的取值只有 {cases} 种搭配, 逐一算过, 结果都一样"),
        format!("only {cases} combinations of values can matter; each was worked out, and none differs"),
    )
}

fn indicator(ground: &Ground<'_>, (mutant, id): (&Mutant, IndicatorId), slipped: &Scheme) -> Option<Text> {
    let scheme = ground.scheme();
    if matches!(mutant.kind, Kind::Weight | Kind::Absent | Kind::Combine) {
        return None;
    }
    if mutant.kind == Kind::Points {
        let used = points_used_elsewhere(scheme, id);
        return if used { None } else { points(ground, id, slipped) };
    }
    proved(ground, (scheme, slipped), Part::Indicator(id)).map(tried)
}

/// Whether anything but the indicator itself is made of its points.
fn points_used_elsewhere(scheme: &Scheme, id: IndicatorId) -> bool {
    let indicator = scheme.indicator(id);
    let by_parent = match indicator.parent.map(|parent| &scheme.indicator(parent).kind) {
        Some(Node::Group { combine, absent, .. }) => *combine != Combine::Sum || absent.is_some(),
        Some(Node::Leaf { .. }) => true,
        None => scheme.absent.is_some(),
    };
    by_parent || indicator.weight.is_some() || reads_figure(scheme, id)
}

/// Whether a rate or a loss of the indicator is read anywhere.
fn reads_figure(scheme: &Scheme, id: IndicatorId) -> bool {
    let reads = |expr: &Expr, id: IndicatorId| {
        expr.any(&|kind| {
            matches!(kind, ExprKind::Score(of, Figure::Rate | Figure::Lost) if *of == id)
                || matches!(kind, ExprKind::OfLayer(..))
        })
    };
    let methods = scheme.indicators.iter().filter_map(|one| one.method()).flat_map(Method::exprs);
    let outside = scheme.outside.iter().flat_map(|item| item.entries.iter().flat_map(|entry| entry.exprs()));
    let formulas = scheme.formulas.iter().map(|formula| &formula.value);
    let groups = scheme.group_values.iter().flat_map(|group| group.value.iter().chain(&group.filter));
    let clauses = scheme.indicators.iter().flat_map(|one| {
        let vetoes = one.vetoes.iter().map(|veto| &veto.condition);
        vetoes.chain(one.not_applicable.iter().map(|clause| &clause.condition))
    });
    let after = scheme.vetoes.iter().map(|veto| &veto.condition);
    let after = after.chain(scheme.rankings.iter().flat_map(|one| one.keys.iter().map(|key| &key.value)));
    let uses = scheme.consequences.iter().flat_map(|one| std::iter::once(&one.condition).chain(&one.money));
    let alerts = scheme.alerts.iter().map(|alert| &alert.condition);
    let all = methods.chain(outside).chain(formulas).chain(groups).chain(clauses).chain(after);
    all.chain(uses).chain(alerts).any(|expr| reads(expr, id))
}

fn points(ground: &Ground<'_>, id: IndicatorId, slipped: &Scheme) -> Option<Text> {
    let scheme = ground.scheme();
    let (from, to) = (&scheme.indicator(id).points, &slipped.indicator(id).points);
    if let Some(Method::Assessed { points }) = scheme.indicator(id).method() {
        let most = scheme.input(*points).range.high_value()?;
        return (most <= from && most <= to && !gives_full(scheme, id)).then(|| {
            let most = most.plain();
            Text::new(
                format!("评审人最多给 {most} 分, 别处不用这个分值"),
                format!("an assessor gives {most} points at most, and nothing else is made of these points"),
            )
        });
    }
    proved(ground, (scheme, slipped), Part::Indicator(id))
        .map(tried)
        .or_else(|| never_above(scheme, slipped, id))
}

/// Lines that cannot come to more than the points, before and after.
fn never_above(scheme: &Scheme, slipped: &Scheme, id: IndicatorId) -> Option<Text> {
    let (own, other) = (scheme.indicator(id), slipped.indicator(id));
    let same = Indicator { points: own.points.clone(), ..other.clone() } == *own;
    let Some(Method::Lines { start, entries }) = own.method() else { return None };
    if !same || own.most_lost.is_some() || gives_full(scheme, id) {
        return None;
    }
    let most = &literal(start)? + &added(entries)?;
    let limit = own.points.clone().min(other.points.clone());
    (most <= limit).then(|| {
        let most = most.plain();
        Text::new(
            format!("各行最多得 {most} 分, 碰不到满分, 别处不用这个分值"),
            format!("the lines give {most} points at most, and nothing else is made of these points"),
        )
    })
}

/// Whether full points can be given by a clause.
fn gives_full(scheme: &Scheme, id: IndicatorId) -> bool {
    let indicator = scheme.indicator(id);
    let reads = Reads::of(scheme, Part::Indicator(id));
    let excused = reads.inputs.iter().any(|input| scheme.input(*input).excused == Some(OnExcused::Full));
    let waived = indicator.not_applicable.iter().any(|clause| clause.instead == Instead::Full);
    let on_zero = matches!(indicator.kind, Node::Leaf { on_zero: OnZero::Full, .. });
    excused || waived || on_zero
}

fn literal(expr: &Expr) -> Option<Number> {
    if let ExprKind::Number(number, _) = &expr.kind { Some(number.clone()) } else { None }
}

/// The most that lines can add.
fn added(entries: &[Entry]) -> Option<Number> {
    let each = entries.iter().map(|entry| match entry {
        Entry::Best(inner) => added(inner),
        Entry::Line(line) if !line.adds => Some(Number::ZERO),
        Entry::Line(line) => match (&line.at_most, &line.step, &line.amount) {
            (Some(most), _, _) => literal(most),
            (None, None, LineAmount::Points(amount)) => literal(amount),
            (None, _, _) => None,
        },
    });
    Some(each.collect::<Option<Vec<Number>>>()?.iter().sum())
}

/// A formula or an input: all that reads it must be listed.
fn quantity(ground: &Ground<'_>, mutant: &Mutant, slipped: &Scheme) -> Option<Text> {
    let scheme = ground.scheme();
    let reads = |reads: &Reads| match mutant.within {
        Within::Formula(id) => reads.formulas.contains(&id),
        Within::Input(id) => reads.inputs.contains(&id),
        Within::Field(..)
        | Within::Group(_)
        | Within::Indicator(_)
        | Within::Outside(_)
        | Within::Whole(_) => true,
    };
    if whole(scheme).iter().any(|part| reads(&Reads::of(scheme, *part))) || groups(scheme, mutant) {
        return None;
    }
    let blocks = (0..).map(IndicatorId).zip(&scheme.indicators).filter(|(_, one)| one.method().is_none());
    if blocks.into_iter().any(|(id, _)| reads(&Reads::of_clauses(scheme, id))) {
        return None;
    }
    let leaf = |part: &Part| !matches!(part, Part::Indicator(id) if scheme.indicator(*id).method().is_none());
    let parts = ground.parts().iter().filter(|(part, own)| leaf(part) && reads(own)).map(|(part, _)| *part);
    let parts: Vec<Part> = parts.collect();
    let (one, other) = taken(scheme, slipped, mutant).unwrap_or_else(|| (scheme.clone(), slipped.clone()));
    let counts = parts.iter().map(|part| proved(ground, (&one, &other), *part));
    let counts = counts.collect::<Option<Vec<usize>>>()?;
    Some(tried(counts.into_iter().sum()))
}

/// Everything after the tree that reads.
fn whole(scheme: &Scheme) -> Vec<Part> {
    let vetoes = (0..scheme.vetoes.len()).map(Whole::Veto);
    let rankings = (0..scheme.rankings.len()).map(Whole::Ranking);
    let quotas = (0..scheme.quotas.len()).map(Whole::Quota);
    let consequences = (0..scheme.consequences.len()).map(Whole::Consequence);
    let alerts = (0..scheme.alerts.len()).map(Whole::Alert);
    vetoes.chain(rankings).chain(quotas).chain(consequences).chain(alerts).map(Part::Whole).collect()
}

/// Whether subjects are grouped by the input.
fn groups(scheme: &Scheme, mutant: &Mutant) -> bool {
    let Within::Input(id) = mutant.within else { return false };
    let scopes = scheme.rankings.iter().map(|one| one.scope).chain(scheme.quotas.iter().map(|one| one.scope));
    scheme.group == Some(id) || scopes.into_iter().any(|scope| scope == Scope::Within(id))
}

/// A number that a formula comes to in one case only: there it is that number, and elsewhere nothing has changed.
fn taken(scheme: &Scheme, slipped: &Scheme, mutant: &Mutant) -> Option<(Scheme, Scheme)> {
    let Within::Formula(id) = mutant.within else { return None };
    let (from, to) = branch(&scheme.formula(id).value, &slipped.formula(id).value)?;
    let with = |scheme: &Scheme, value: &Expr| {
        let mut scheme = scheme.clone();
        if let Some(formula) = scheme.formulas.get_mut(id.0 as usize) {
            formula.value = value.clone();
        }
        scheme
    };
    Some((with(scheme, from), with(slipped, to)))
}

/// The one branch in which two choices differ, if it is a number in both.
fn branch<'a>(one: &'a Expr, other: &'a Expr) -> Option<(&'a Expr, &'a Expr)> {
    if matches!((&one.kind, &other.kind), (ExprKind::Number(..), ExprKind::Number(..))) {
        return Some((one, other));
    }
    let (ExprKind::If(a, b, c), ExprKind::If(x, y, z)) = (&one.kind, &other.kind) else { return None };
    match (a == x, b == y, c == z) {
        (true, false, true) => branch(b, y),
        (true, true, false) => branch(c, z),
        _ => None,
    }
}

/// The most that bonuses and base can come to; none without a limit.
fn highest(scheme: &Scheme) -> Option<Number> {
    let bonuses = scheme.outside.iter().filter(|item| !item.penalty).map(limit);
    let sum = bonuses.collect::<Option<Vec<Number>>>()?.iter().sum::<Number>();
    Some(&scheme.points + &sum)
}

fn limit(item: &Outside) -> Option<Number> {
    literal(item.limit.as_ref()?)
}

/// The least that is left when all penalties are taken; none without a limit.
fn lowest(scheme: &Scheme) -> Option<Number> {
    let penalties = scheme.outside.iter().filter(|item| item.penalty).map(limit);
    Some(-penalties.collect::<Option<Vec<Number>>>()?.iter().sum::<Number>())
}

/// Limits of the total that it cannot reach.
fn limits(scheme: &Scheme, slipped: &Scheme) -> Option<Text> {
    let (own, other) = (&scheme.limits, &slipped.limits);
    if own == other {
        return None;
    }
    let (high, low) = (highest(scheme), lowest(scheme));
    let above = |limit: &Option<Number>| match (limit, &high) {
        (None, _) => true,
        (Some(limit), Some(high)) => limit >= high,
        (Some(_), None) => false,
    };
    let below = |limit: &Option<Number>| match (limit, &low) {
        (None, _) => true,
        (Some(limit), Some(low)) => limit <= low,
        (Some(_), None) => false,
    };
    if own.low == other.low && above(&own.high) && above(&other.high) {
        let high = high?.plain();
        return Some(Text::new(
            format!("满分加上各加分项的最高分只有 {high} 分, 到不了上限"),
            format!("all points and bonuses together are {high} points, which never pass the limit"),
        ));
    }
    if own.high == other.high && below(&own.low) && below(&other.low) {
        let low = low?.plain();
        return Some(Text::new(
            format!("各扣分项扣完也有 {low} 分, 到不了下限"),
            format!("with all penalties taken {low} points are left, which never pass the limit"),
        ));
    }
    None
}

/// The places that the total has before it is rounded, where everything in it is rounded and merely added up.
fn places(scheme: &Scheme) -> Option<u8> {
    if scheme.absent.is_some_and(|absent| absent != Absent::Lift) {
        return None;
    }
    let mut places = 0;
    for root in &scheme.roots {
        let rounding = match &scheme.indicator(*root).kind {
            Node::Leaf { .. } => scheme.rounding.item,
            Node::Group { .. } => scheme.rounding.block,
        };
        places = places.max(rounding?.places);
    }
    if !scheme.outside.is_empty() {
        places = places.max(scheme.rounding.item?.places);
    }
    let limits = [&scheme.limits.low, &scheme.limits.high].into_iter().flatten();
    let fits = |number: &Number| number.rounded(places) == *number;
    limits.into_iter().all(fits).then_some(places)
}

/// Rounding the total to as many places as it has already.
fn rounding(scheme: &Scheme, slipped: &Scheme) -> Option<Text> {
    let (own, other) = (scheme.rounding, slipped.rounding);
    if own.item != other.item || own.block != other.block {
        return None;
    }
    let places = places(scheme)?;
    let idle = |rounding: Option<crate::number::Rounding>| rounding.is_none_or(|to| to.places >= places);
    (idle(own.total) && idle(other.total)).then(|| has_places(places))
}

fn has_places(places: u8) -> Text {
    Text::new(
        format!("总分由已经修约到 {places} 位的分数相加, 本来就只有 {places} 位"),
        format!("the total is a sum of scores rounded to {places} places, and has no more"),
    )
}

/// Grades by the total before rounding, where rounding changes nothing.
fn graded_by(scheme: &Scheme, slipped: &Scheme) -> Option<Text> {
    use crate::plan::GradedBy::{Total, Unrounded};
    let by = (scheme.scale.as_ref()?.by, slipped.scale.as_ref()?.by);
    let same_grades = scheme.scale.as_ref()?.grades == slipped.scale.as_ref()?.grades;
    let places = places(scheme)?;
    let idle = scheme.rounding.total.is_none_or(|to| to.places >= places);
    let unrounded = matches!(by, (Total, Unrounded) | (Unrounded, Total));
    (same_grades && idle && unrounded).then(|| has_places(places))
}
