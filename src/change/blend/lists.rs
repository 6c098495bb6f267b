//! Lists whose members are matched.

use super::super::edit::EditKind;
use super::super::matched::{Key, Matched, Member, matched};
use super::super::side::Side;
use super::super::walk::{About, Walk};
use crate::source::Text;

/// Members that belong together, or one alone.
#[derive(Clone, Copy)]
pub(super) enum Pair<'a, T> {
    Both(&'a T, &'a T),
    Old(&'a T),
    New(&'a T),
}

/// Two lists, and how much their order means.
pub(super) struct Lists<'a, T> {
    pub(super) old: &'a [T],
    pub(super) new: &'a [T],
    pub(super) order: Order<T>,
}

/// What the order of a list means.
#[derive(Clone, Copy)]
pub(super) enum Order<T> {
    /// Nothing.
    Layout,
    /// That of the members with a name is an edit of its own, which may move results.
    Edit(bool, fn(&T) -> Option<Text>),
}

/// What is taken of two lists, their members matched by keys.
pub(super) fn list<'a, T: Clone>(
    walk: &mut Walk<'a>,
    lists: &Lists<'a, T>,
    keys: &[Key<'_, T>],
    each: impl FnMut(&mut Walk<'a>, Pair<'a, T>) -> Option<T>,
) -> Vec<T> {
    let found = walk.matched(|| matched(lists.old, lists.new, keys));
    taken(walk, lists, &found, each)
}

/// The same, once it is known which belong together.
pub(super) fn taken<'a, T: Clone>(
    walk: &mut Walk<'a>,
    lists: &Lists<'a, T>,
    found: &Matched,
    mut each: impl FnMut(&mut Walk<'a>, Pair<'a, T>) -> Option<T>,
) -> Vec<T> {
    let order = ordered(walk, lists, found);
    let mut made: Vec<(Member, T)> = Vec::new();
    for member in &found.as_new {
        let Some(pair) = pair(lists, *member) else { continue };
        made.extend(each(walk, pair).map(|one| (*member, one)));
    }
    if order == Side::Old {
        let place = |member: &Member| found.as_old.iter().position(|other| other == member);
        made.sort_by_key(|(member, _)| place(member));
    }
    made.into_iter().map(|(_, one)| one).collect()
}

fn pair<'a, T>(lists: &Lists<'a, T>, member: Member) -> Option<Pair<'a, T>> {
    Some(match member {
        Member::Both(old, new) => Pair::Both(lists.old.get(old)?, lists.new.get(new)?),
        Member::Old(old) => Pair::Old(lists.old.get(old)?),
        Member::New(new) => Pair::New(lists.new.get(new)?),
    })
}

fn ordered<T>(walk: &mut Walk<'_>, lists: &Lists<'_, T>, found: &Matched) -> Side {
    if !found.reordered() {
        return Side::New;
    }
    let Order::Edit(scores, called) = lists.order else { return walk.layout() };
    let named = |members: &[Member], of_new: bool| -> Vec<Text> {
        let named = members.iter().filter_map(|member| match (pair(lists, *member)?, of_new) {
            (Pair::Both(_, one), true) | (Pair::Both(one, _), false) => called(one),
            (Pair::Old(_) | Pair::New(_), _) => None,
        });
        named.collect()
    };
    if walk.alike(|| named(&found.as_old, true) == named(&found.as_new, true)) {
        return walk.layout();
    }
    let joined = |named: Vec<Text>| {
        let joined = |of: fn(&Text) -> &String| named.iter().map(of).cloned().collect::<Vec<_>>().join(", ");
        Some(Text::new(joined(|text| &text.zh), joined(|text| &text.en)))
    };
    let about = || About::new(EditKind::Order, "次序", "order").scoring(scores);
    walk.edit(about, || (joined(named(&found.as_old, false)), joined(named(&found.as_new, true))))
}
