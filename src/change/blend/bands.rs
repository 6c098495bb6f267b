//! Tables of bands: rows of 分档, levels of 评分, grades. A bound that two bands share is one edit; where rows come or go,
//! which bands there are is one edit, since a band alone would leave a gap.

use super::super::edit::EditKind;
use super::super::ends::{Ends, band as with_ends, ends};
use super::super::matched::{Key, Matched, Member, matched_or_by_place};
use super::super::side::Side;
use super::super::walk::{About, Walk};
use super::lists::{Lists, Order, Pair, taken};
use crate::format::{Style, both};
use crate::source::{Span, Text};
use crate::syntax::ast::{Band, Bound, Expr};

/// How rows of one kind are looked at.
pub(super) struct Rows<'r, R> {
    /// Their band; none for 其余.
    pub(super) band: fn(&R) -> Option<&Band>,
    /// A row with another band.
    pub(super) with_band: fn(R, Band) -> R,
    /// A row with the head of another.
    pub(super) with_head: fn(R, &R) -> R,
    /// The head of a row.
    pub(super) head: fn(Style, &R) -> String,
    /// All of a row.
    pub(super) whole: fn(Style, &R) -> String,
    pub(super) span: fn(&R) -> Span,
    /// What is taken of two rows but for their heads; the head is that of the new.
    pub(super) rest: fn(&mut Walk<'_>, (&R, &R)) -> R,
    pub(super) keys: &'r [Key<'r, R>],
    /// What the bands are called together.
    pub(super) kind: EditKind,
    pub(super) name: Text,
    /// What a bound of theirs is called.
    pub(super) bound: (&'static str, &'static str),
}

/// What is taken of two tables.
pub(super) fn table<'a, R: Clone>(
    walk: &mut Walk<'a>,
    (old, new): (&'a [R], &'a [R]),
    rows: &Rows<'_, R>,
) -> Vec<R> {
    let found = walk.matched(|| matched_or_by_place(old, new, rows.keys));
    if !found.is_full() {
        return other_rows(walk, (old, new), (rows, &found));
    }
    let lists = Lists { old, new, order: Order::Layout };
    let place = new.first().map(rows.span);
    taken(walk, &lists, &found, |walk, pair| match pair {
        Pair::Both(old, new) => {
            walk.at(Some((rows.span)(old)), Some((rows.span)(new)));
            let row = (rows.rest)(walk, (old, new));
            Some(head(walk, (old, new), (rows, row, place)))
        }
        Pair::Old(one) | Pair::New(one) => Some(one.clone()),
    })
}

/// Rows came or went: the heads of all are one edit, what each gives is its own.
fn other_rows<R: Clone>(
    walk: &mut Walk<'_>,
    (old, new): (&[R], &[R]),
    (rows, found): (&Rows<'_, R>, &Matched),
) -> Vec<R> {
    walk.at(old.first().map(rows.span), new.first().map(rows.span));
    let about = || About::new(rows.kind, rows.name.zh.clone(), rows.name.en.clone());
    let side = walk.edit(about, || (Some(apart(rows, old, new)), Some(apart(rows, new, old))));
    let mut made: Vec<(Member, R)> = Vec::new();
    for member in &found.as_new {
        let row = match *member {
            Member::Both(was, is) => old.get(was).zip(new.get(is)).map(|(was, is)| {
                walk.at(Some((rows.span)(was)), Some((rows.span)(is)));
                let row = (rows.rest)(walk, (was, is));
                if side == Side::Old { (rows.with_head)(row, was) } else { row }
            }),
            Member::Old(was) => old.get(was).filter(|_| side == Side::Old).cloned(),
            Member::New(is) => new.get(is).filter(|_| side == Side::New).cloned(),
        };
        made.extend(row.map(|row| (*member, row)));
    }
    if side == Side::Old && found.reordered() {
        made.sort_by_key(|(member, _)| found.as_old.iter().position(|other| other == member));
    }
    made.into_iter().map(|(_, row)| row).collect()
}

/// The rows whose heads the other table has not.
fn apart<R>(rows: &Rows<'_, R>, own: &[R], other: &[R]) -> Text {
    let meaning = |row: &R| (rows.head)(Style::Meaning, row);
    let only: Vec<&R> =
        own.iter().filter(|row| other.iter().all(|other| meaning(other) != meaning(row))).collect();
    both(|style| match only.as_slice() {
        [] => style.pick("(无)", "(none)").to_owned(),
        only => only.iter().map(|row| (rows.whole)(style, row)).collect::<Vec<_>>().join(" | "),
    })
}

/// The head of a row that both have.
fn head<R: Clone>(
    walk: &mut Walk<'_>,
    (old, new): (&R, &R),
    (rows, row, place): (&Rows<'_, R>, R, Option<Span>),
) -> R {
    let alike = walk.alike(|| (rows.head)(Style::Meaning, old) == (rows.head)(Style::Meaning, new));
    if alike {
        return row;
    }
    let bands = ((rows.band)(old), (rows.band)(new));
    if let (Some(was), Some(is)) = bands
        && let Some(band) = band(walk, (was, is), (rows.bound, place))
    {
        return (rows.with_band)(row, band);
    }
    let about = || About::new(EditKind::Bound, rows.name.zh.clone(), rows.name.en.clone());
    let said = |row: &R| Some(both(|style| (rows.head)(style, row)));
    match walk.edit(about, || (said(old), said(new))) {
        Side::Old => (rows.with_head)(row, old),
        Side::New => row,
    }
}

/// What a bound is called, and which table it is of.
type Of = ((&'static str, &'static str), Option<Span>);

/// Two bands with the same ends open; none where they are not.
fn band(walk: &mut Walk<'_>, (old, new): (&Band, &Band), of: Of) -> Option<Band> {
    let (ends, span) = walk.placed((old.span, new.span), |walk| both_ends(walk, (old, new), of));
    with_ends(ends?, span)
}

fn both_ends(walk: &mut Walk<'_>, (old, new): (&Band, &Band), of: Of) -> Option<Ends> {
    Some(match (ends(old), ends(new)) {
        (Ends::Only(old), Ends::Only(new)) => Ends::Only(end(walk, (&old, &new), (false, of))),
        (Ends::Stretch(low, high), Ends::Stretch(new_low, new_high))
            if low.is_some() == new_low.is_some() && high.is_some() == new_high.is_some() =>
        {
            let mut one = |old: Option<Bound>, new: Option<Bound>, is_low| {
                old.zip(new).map(|(old, new)| end(walk, (&old, &new), (is_low, of)))
            };
            let low = one(low, new_low, true);
            Ends::Stretch(low, one(high, new_high, false))
        }
        (_, _) => return None,
    })
}

/// One end: where it is, and which side it belongs to.
fn end(walk: &mut Walk<'_>, (old, new): (&Bound, &Bound), (is_low, (called, place)): (bool, Of)) -> Bound {
    let meaning = |expr: &Expr| Style::Meaning.expr(expr);
    let key = || format!("{place:?} {} {}", meaning(&old.value), meaning(&new.value));
    let said = |bound: &Bound| both(|style| style.expr(&bound.value));
    let ((value, included), span) = walk.placed((old.span, new.span), |walk| {
        let value = if walk.alike(|| meaning(&old.value) == meaning(&new.value)) {
            Side::New
        } else {
            let about = || About::new(EditKind::Bound, called.0, called.1);
            walk.shared(key, about, || (Some(said(old)), Some(said(new))))
        };
        let included = if walk.alike(|| old.included == new.included) {
            Side::New
        } else {
            let about = || {
                let Text { zh, en } = said(new);
                About::new(EditKind::Inclusion, format!("界点 {zh} 归属"), format!("{en} itself"))
            };
            let belong = || (Some(belongs(old.included, is_low)), Some(belongs(new.included, is_low)));
            walk.shared(|| format!("mark {}", key()), about, belong)
        };
        (value, included)
    });
    let taken = |side: Side| if side == Side::Old { old } else { new };
    Bound { value: taken(value).value.clone(), included: taken(included).included, span }
}

fn belongs(included: Option<bool>, is_low: bool) -> Text {
    match included {
        Some(included) if included == is_low => Text::new("归高档", "in the higher band"),
        Some(_) => Text::new("归低档", "in the lower band"),
        None => Text::new("未注明", "not said"),
    }
}
