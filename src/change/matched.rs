//! Which members of two lists belong together, and the order of both in one.

use std::collections::BTreeSet;

/// A member of either list, by place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Member {
    Both(usize, usize),
    Old(usize),
    New(usize),
}

/// Two lists as one.
#[derive(Clone, Default, Debug)]
pub(super) struct Matched {
    /// In the order of the new list, what is gone after what it stood behind.
    pub(super) as_new: Vec<Member>,
    /// In the order of the old list, what is new after what it stands behind; empty where that order is the same.
    pub(super) as_old: Vec<Member>,
}

impl Matched {
    /// Whether what both have stands in another order.
    pub(super) fn reordered(&self) -> bool {
        !self.as_old.is_empty()
    }

    /// Whether every member of each has its fellow in the other.
    pub(super) fn is_full(&self) -> bool {
        self.as_new.iter().all(|member| matches!(member, Member::Both(..)))
    }
}

/// What a member is recognised by; none where this way of looking knows nothing of it.
pub(super) type Key<'k, T> = &'k dyn Fn(&T) -> Option<String>;

/// Matches by the first key, then what is left by the next, and so on; equals in order.
pub(super) fn matched<T>(old: &[T], new: &[T], keys: &[Key<'_, T>]) -> Matched {
    let mut fellow: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    for key in keys {
        let news: Vec<(usize, Option<String>)> = new.iter().map(key).enumerate().collect();
        for (at, old) in old.iter().enumerate() {
            if fellow.get(at).copied().flatten().is_some() {
                continue;
            }
            let Some(wanted) = key(old) else { continue };
            let free =
                news.iter().find(|(place, key)| !taken.contains(place) && key.as_ref() == Some(&wanted));
            let Some((place, _)) = free else { continue };
            taken.insert(*place);
            if let Some(slot) = fellow.get_mut(at) {
                *slot = Some(*place);
            }
        }
    }
    in_order(&fellow, new.len())
}

/// Matches by place what a first look by keys left over, where both lists are of one length.
pub(super) fn matched_or_by_place<T>(old: &[T], new: &[T], keys: &[Key<'_, T>]) -> Matched {
    let found = matched(old, new, keys);
    if old.len() != new.len() {
        return found;
    }
    let mut fellow = vec![None; old.len()];
    let (mut olds, mut news) = (Vec::new(), Vec::new());
    for member in &found.as_new {
        match *member {
            Member::Both(old, new) => fellow[old] = Some(new),
            Member::Old(old) => olds.push(old),
            Member::New(new) => news.push(new),
        }
    }
    olds.sort_unstable();
    for (old, new) in olds.into_iter().zip(news) {
        fellow[old] = Some(new);
    }
    in_order(&fellow, new.len())
}

fn in_order(fellow: &[Option<usize>], news: usize) -> Matched {
    let pairs: Vec<usize> = fellow.iter().copied().flatten().collect();
    let as_new = merged(news, fellow);
    let reordered = pairs.windows(2).any(|pair| pair[0] > pair[1]);
    let mut back: Vec<Option<usize>> = vec![None; news];
    for (old, new) in fellow.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?))) {
        back[new] = Some(old);
    }
    let turned = |member: Member| match member {
        Member::Both(new, old) => Member::Both(old, new),
        Member::Old(new) => Member::New(new),
        Member::New(old) => Member::Old(old),
    };
    let as_old =
        if reordered { merged(fellow.len(), &back).into_iter().map(turned).collect() } else { Vec::new() };
    Matched { as_new, as_old }
}

/// The leading list with the others' lone members put in, each behind the one it stands behind in its own.
fn merged(leading: usize, fellow: &[Option<usize>]) -> Vec<Member> {
    let mut order: Vec<Member> = (0..leading)
        .map(|place| match fellow.iter().position(|other| *other == Some(place)) {
            Some(own) => Member::Both(own, place),
            None => Member::New(place),
        })
        .collect();
    for (own, other) in fellow.iter().enumerate() {
        if other.is_some() {
            continue;
        }
        let is_before = |member: &Member| match member {
            Member::Both(before, _) | Member::Old(before) => own > 0 && *before == own - 1,
            Member::New(_) => false,
        };
        let at = order.iter().position(is_before).map_or(0, |place| place + 1);
        order.insert(at, Member::Old(own));
    }
    order
}
