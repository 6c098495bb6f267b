//! Who moved between two sheets: total, grade, places, state, items.

use super::{Sheet, Subject};
use crate::number::Number;
use crate::regress::Figure;

/// A figure before and after, as published; empty where there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

impl Change {
    fn of(before: &str, after: &str) -> Option<Change> {
        (before != after).then(|| Change { before: before.to_owned(), after: after.to_owned() })
    }
}

/// In which of two sheets a subject is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum There {
    /// In both.
    Both,
    /// Only in the later: it has joined.
    Joined,
    /// Only in the earlier: it has left.
    Left,
    /// Only in the later, and some lines of the earlier are in conflict or damaged.
    Unrecorded,
}

/// What changed for one subject. At least one figure did, or it joined or left.
#[derive(Clone, PartialEq, Debug)]
pub struct Move {
    /// 编号
    pub id: String,
    /// 名称
    pub name: String,
    /// 组
    pub group: String,
    /// Where it is.
    pub there: There,
    /// Whether its own data differ.
    pub own: bool,
    /// 总分
    pub total: Option<Change>,
    /// By how much the total moved, in points; none where one of them is no number.
    pub by: Option<Number>,
    /// 等级
    pub grade: Option<Change>,
    /// 名次
    pub rank: Option<Change>,
    /// 组名次
    pub group_rank: Option<Change>,
    /// 状态
    pub state: Option<Change>,
    /// Indicators, bonuses and penalties that differ, by name.
    pub items: Vec<(String, Change)>,
}

/// The subjects that moved, in the order of the later sheet; those who left come last.
pub fn moves(before: &Sheet, after: &Sheet) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for late in after.subjects() {
        moves.extend(match before.subject(late.id()) {
            Some(early) => moved(early, late),
            None => Some(alone(late, There::Joined)),
        });
    }
    let left = before.subjects().filter(|early| after.subject(early.id()).is_none());
    moves.extend(left.map(|early| alone(early, There::Left)));
    moves
}

fn moved(early: Subject<'_>, late: Subject<'_>) -> Option<Move> {
    let total = Change::of(early.total(), late.total());
    let one = Move {
        id: late.id().to_owned(),
        name: late.name().to_owned(),
        group: late.group().to_owned(),
        there: There::Both,
        own: early.seal() != late.seal(),
        by: total.as_ref().and_then(difference),
        total,
        grade: Change::of(early.grade(), late.grade()),
        rank: Change::of(early.rank(), late.rank()),
        group_rank: Change::of(early.group_rank(), late.group_rank()),
        state: Change::of(early.state(), late.state()),
        items: items(early, late),
    };
    let regrouped = early.group() != late.group() || early.name() != late.name();
    let figures = [&one.total, &one.grade, &one.rank, &one.group_rank, &one.state];
    let still = figures.iter().all(|figure| figure.is_none()) && one.items.is_empty() && !regrouped;
    (!still).then_some(one)
}

fn items(early: Subject<'_>, late: Subject<'_>) -> Vec<(String, Change)> {
    let mut items = Vec::new();
    for (place, (name, after)) in late.items().enumerate() {
        let before = early.item(place, name).unwrap_or("");
        items.extend(Change::of(before, after).map(|change| (name.to_owned(), change)));
    }
    for (place, (name, before)) in early.items().enumerate() {
        if late.item(place, name).is_none() {
            items.extend(Change::of(before, "").map(|change| (name.to_owned(), change)));
        }
    }
    items
}

fn alone(subject: Subject<'_>, there: There) -> Move {
    let change = |text: &str| match there {
        There::Joined | There::Both | There::Unrecorded => Change::of("", text),
        There::Left => Change::of(text, ""),
    };
    Move {
        id: subject.id().to_owned(),
        name: subject.name().to_owned(),
        group: subject.group().to_owned(),
        there,
        own: true,
        total: change(subject.total()),
        by: None,
        grade: change(subject.grade()),
        rank: change(subject.rank()),
        group_rank: change(subject.group_rank()),
        state: change(subject.state()),
        items: Vec::new(),
    }
}

fn difference(change: &Change) -> Option<Number> {
    let read = |text: &str| Figure::read(text).and_then(|figure| figure.number().cloned());
    Some(&read(&change.after)? - &read(&change.before)?)
}
