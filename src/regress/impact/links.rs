//! Edits that mean nothing alone: a new input and the indicator that reads it. They are put together until every set of
//! groups can be tried.

/// Edits that are made together or not at all, in order.
pub(super) type Group = Vec<usize>;

/// Some of the groups, as which of the edits are made.
pub(super) fn made(groups: &[Group], chosen: impl Fn(usize) -> bool, edits: usize) -> Vec<bool> {
    let mut made = vec![false; edits];
    for edit in groups.iter().enumerate().filter(|(at, _)| chosen(*at)).flat_map(|(_, group)| group) {
        if let Some(made) = made.get_mut(*edit) {
            *made = true;
        }
    }
    made
}

/// Whether a set of edits can be tried.
pub(super) type Holds<'h> = dyn FnMut(&[bool]) -> bool + 'h;

/// A set that cannot be tried, mended: some edit in it needs others that are not, and is put together with the fewest
/// of them. INVARIANT: none and all of the edits can be tried, so that there is such an edit and there are such others.
pub(super) fn joined(groups: &mut Vec<Group>, failing: Vec<bool>, edits: usize, holds: &mut Holds<'_>) {
    let has = |set: &[bool], group: &Group| group.iter().any(|edit| set.get(*edit) == Some(&true));
    let mut set: Vec<bool> = groups.iter().map(|group| has(&failing, group)).collect();
    let mut tried =
        |groups: &[Group], set: &[bool]| holds(&made(groups, |at| set.get(at) == Some(&true), edits));
    // Leave out the last until it can be tried: the one left out last is the one that needs another.
    let mut needing = None;
    for at in (0..groups.len()).rev() {
        if set.get(at) == Some(&true) {
            set[at] = false;
            if tried(groups, &set) {
                needing = Some(at);
                break;
            }
        }
    }
    let Some(needing) = needing else { return };
    set[needing] = true;
    let before = set.clone();
    for at in 0..groups.len() {
        if tried(groups, &set) {
            break;
        }
        set[at] = true;
    }
    // Of those added, the ones that it can do without go again.
    for at in 0..groups.len() {
        if set[at] && !before[at] {
            set[at] = false;
            set[at] = !tried(groups, &set);
        }
    }
    let together: Vec<bool> = (0..groups.len()).map(|at| at == needing || (set[at] && !before[at])).collect();
    merge(groups, &together);
}

/// Puts the marked groups together, in the place of the first of them.
fn merge(groups: &mut Vec<Group>, together: &[bool]) {
    let marked = |at: usize| together.get(at) == Some(&true);
    let mut whole: Group = groups
        .iter()
        .enumerate()
        .filter(|(at, _)| marked(*at))
        .flat_map(|(_, group)| group.clone())
        .collect();
    whole.sort_unstable();
    let first = (0..groups.len()).find(|at| marked(*at));
    let mut kept = Vec::with_capacity(groups.len());
    for (at, group) in groups.drain(..).enumerate() {
        if Some(at) == first {
            kept.push(std::mem::take(&mut whole));
        } else if !marked(at) {
            kept.push(group);
        }
    }
    *groups = kept;
}
