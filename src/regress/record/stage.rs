//! Edits of rules taken up one after another: what each of them moves.

use std::borrow::Cow;

use super::{Move, Sheet, moves};

/// What one edit moves when those before it have been made, or several that mean nothing without each other.
#[derive(Clone, PartialEq, Debug)]
pub struct Stage {
    /// The edits by their places.
    pub edits: Vec<usize>,
    /// Who moved.
    pub moves: Vec<Move>,
}

/// Goes from one sheet to another over edits in an order that names each place once. `rules` gives the sheet of the rules with the
/// chosen edits made, or none where such rules mean nothing: then the next edit is made with it. The moves of all stages
/// together are those from the first sheet to the last.
pub fn staged(
    (from, to): (&Sheet, &Sheet),
    order: &[usize],
    rules: &mut dyn FnMut(&[bool]) -> Option<Sheet>,
) -> Vec<Stage> {
    let mut stages = Vec::new();
    let mut chosen = vec![false; order.len()];
    let mut waiting = Vec::new();
    let mut before = Cow::Borrowed(from);
    for (at, &edit) in order.iter().enumerate() {
        if let Some(chosen) = chosen.get_mut(edit) {
            *chosen = true;
        }
        waiting.push(edit);
        let after =
            if at + 1 == order.len() { Some(Cow::Borrowed(to)) } else { rules(&chosen).map(Cow::Owned) };
        if let Some(after) = after {
            stages.push(Stage { edits: std::mem::take(&mut waiting), moves: moves(&before, &after) });
            before = after;
        }
    }
    stages
}

#[cfg(test)]
mod tests {
    use super::{Stage, staged};
    use crate::regress::record::{Sheet, sheet};

    fn sheet(total: &str) -> Sheet {
        let text = format!("{}\nD1,甲,,完整,{total},,,,,,0\n", sheet::header(&[]).join(","));
        Sheet::read("r.csv", &text).sheet.unwrap()
    }

    fn shares(stages: &[Stage]) -> Vec<(Vec<usize>, Option<String>)> {
        let by = |stage: &Stage| stage.moves.first().and_then(|one| Some(one.by.as_ref()?.plain()));
        stages.iter().map(|stage| (stage.edits.clone(), by(stage))).collect()
    }

    /// Two edits worth 1 and 2 that mean nothing apart, then one without effect, then one worth -4.
    #[test]
    fn edits_that_mean_nothing_apart_are_one_stage() {
        let mut rules = |chosen: &[bool]| match chosen {
            [true, false, ..] => None,
            [true, true, _, false] => Some(sheet("13")),
            other => panic!("{other:?}"),
        };
        let stages = staged((&sheet("10"), &sheet("9")), &[0, 1, 2, 3], &mut rules);
        let expected =
            [(vec![0, 1], Some("3".to_owned())), (vec![2], None), (vec![3], Some("-4".to_owned()))];
        assert_eq!(shares(&stages), expected);
    }

    #[test]
    fn where_nothing_means_anything_alone_all_is_one_stage() {
        let stages = staged((&sheet("10"), &sheet("9")), &[0, 1, 2], &mut |_| None);
        assert_eq!(shares(&stages), [(vec![0, 1, 2], Some("-1".to_owned()))]);
        assert_eq!(staged((&sheet("10"), &sheet("10")), &[], &mut |_| None), []);
    }

    /// The order is that which is asked for: here the last edit is made first.
    #[test]
    fn edits_are_made_in_the_order_asked_for() {
        let mut rules = |chosen: &[bool]| (chosen == [false, true]).then(|| sheet("12"));
        let stages = staged((&sheet("10"), &sheet("9")), &[1, 0], &mut rules);
        assert_eq!(shares(&stages), [(vec![1], Some("2".to_owned())), (vec![0], Some("-3".to_owned()))]);
    }
}
