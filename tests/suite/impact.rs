//! Who moved, and by which edit: laws over made-up games, with an independent average over every order of the edits.

use kaocheng::eval::State;
use kaocheng::number::Number;
use kaocheng::regress::{self, Came, Column, Corners, Impact, Matched, Method, Standing};
use proptest::prelude::*;

fn came(total: Option<i64>) -> Came {
    let grade = |total: i64| if total >= 5000 { "优" } else { "差" }.to_owned();
    Came {
        state: if total.is_some() { State::Complete } else { State::Incomplete },
        total: total.map(Number::hundredths),
        grade: total.map(grade),
        overall: None,
        within: None,
        consequences: Vec::new(),
    }
}

/// Splits with an evaluator that is asked for one set after the other.
pub(crate) fn impact(
    scores: &[bool],
    evaluate: &mut dyn FnMut(&[bool]) -> Option<Vec<Came>>,
) -> Option<Impact> {
    regress::impact(scores, &mut |sets| sets.iter().map(|set| evaluate(set)).collect())
}

/// A made-up game: what each subject comes to under each set of edits, and which edits need which others.
#[derive(Clone, Debug)]
struct Game {
    edits: usize,
    /// By subject, then by set: hundredths of points.
    totals: Vec<Vec<Option<i64>>>,
    /// The first is no good without the second.
    needs: Vec<(usize, usize)>,
}

impl Game {
    fn set(made: &[bool]) -> usize {
        made.iter().enumerate().map(|(at, made)| usize::from(*made) << at).sum()
    }

    fn holds(&self, set: usize) -> bool {
        self.needs.iter().all(|(one, other)| set >> one & 1 == 0 || set >> other & 1 == 1)
    }

    fn impact(&self) -> Impact {
        self.impact_where(&vec![true; self.edits])
    }

    fn impact_where(&self, scores: &[bool]) -> Impact {
        let mut asked = std::collections::BTreeSet::new();
        let mut evaluate = |made: &[bool]| {
            let set = Game::set(made);
            assert!(asked.insert(set), "{set:b} is tried twice");
            self.holds(set).then(|| self.totals.iter().map(|totals| came(totals[set])).collect())
        };
        impact(scores, &mut evaluate).unwrap()
    }

    /// The edits of some groups as a set.
    fn edits_of(groups: &[&Vec<usize>]) -> usize {
        groups.iter().flat_map(|group| group.iter()).map(|edit| 1usize << edit).sum()
    }
}

/// Every order of so many.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let Some(last) = count.checked_sub(1) else { return vec![Vec::new()] };
    let put = |order: Vec<usize>| {
        (0..=last).map(move |at| {
            let mut order = order.clone();
            order.insert(at, last);
            order
        })
    };
    orders(last).into_iter().flat_map(put).collect()
}

/// What each group brings on average over all orders, added up one order after the other.
fn average(groups: &[&Vec<usize>], totals: &[Option<i64>]) -> Vec<Number> {
    let orders = orders(groups.len());
    let mut sums = vec![0; groups.len()];
    for order in &orders {
        let mut made: Vec<&Vec<usize>> = Vec::new();
        for &next in order {
            let before = totals[Game::edits_of(&made)].unwrap();
            made.push(groups[next]);
            sums[next] += totals[Game::edits_of(&made)].unwrap() - before;
        }
    }
    let count = i64::try_from(orders.len()).unwrap();
    sums.into_iter().map(|sum| Number::ratio(sum, 100 * count).unwrap()).collect()
}

fn game(holes: bool) -> impl Strategy<Value = Game> {
    (1..=5usize, 1..=3usize).prop_flat_map(move |(edits, subjects)| {
        let total = if holes {
            prop_oneof![3 => (0..10_000i64).prop_map(Some), 1 => Just(None)].boxed()
        } else {
            (0..10_000i64).prop_map(Some).boxed()
        };
        let totals = prop::collection::vec(prop::collection::vec(total, 1 << edits), subjects);
        let needs = prop::collection::vec((0..edits, 0..edits), 0..3);
        (totals, needs).prop_map(move |(mut totals, needs)| {
            for totals in &mut totals {
                let last = totals.len() - 1;
                totals[0] = totals[0].or(Some(4000));
                totals[last] = totals[last].or(Some(6000));
            }
            Game { edits, totals, needs }
        })
    })
}

fn parts_sum(impact: &Impact) {
    for moved in &impact.subjects {
        let sum: Number = moved.parts.iter().map(|part| &part.amount).sum();
        assert_eq!(Some(sum), moved.amount, "{moved:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// The parts are the averages over all orders, sum to the move, and every set of groups can be tried.
    #[test]
    fn parts_are_the_average_over_all_orders(game in game(false)) {
        let impact = game.impact();
        prop_assert_eq!(impact.method, Method::Exact);
        parts_sum(&impact);
        let groups: Vec<&Vec<usize>> = impact.groups.iter().collect();
        for set in 0..1usize << groups.len() {
            let chosen: Vec<&Vec<usize>> = groups.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, group)| *group).collect();
            prop_assert!(game.holds(Game::edits_of(&chosen)), "{:?}", groups);
        }
        for (moved, totals) in impact.subjects.iter().zip(&game.totals) {
            for (group, expected) in average(&groups, totals).iter().enumerate() {
                let part = moved.parts.iter().find(|part| part.groups == [group]);
                let found = part.map_or(Number::ZERO, |part| part.amount.clone());
                prop_assert_eq!(&found, expected);
            }
        }
        let mut all: Vec<usize> = impact.groups.concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..game.edits).collect::<Vec<_>>());
        // Without needs nothing is put together.
        prop_assert!(game.needs.iter().any(|(one, other)| one != other) || impact.groups.len() == game.edits);
    }

    /// Where a subject has no total in between, its parts still sum to the move.
    #[test]
    fn a_total_that_is_not_there_in_between(game in game(true)) {
        let impact = game.impact();
        parts_sum(&impact);
        for moved in &impact.subjects {
            let groups: Vec<usize> = moved.parts.iter().flat_map(|part| part.groups.clone()).collect();
            let once: std::collections::BTreeSet<usize> = groups.iter().copied().collect();
            prop_assert_eq!(once.len(), groups.len());
        }
    }

    /// An edit that never moves anything gets nothing; said to be still, it is none of the groups, and nothing else changes.
    #[test]
    fn an_edit_that_moves_nothing(mut game in game(false), dummy in 0..5usize) {
        let dummy = dummy % game.edits;
        game.needs.clear();
        for totals in &mut game.totals {
            for set in 0..totals.len() {
                totals[set] = totals[set & !(1 << dummy)];
            }
        }
        let impact = game.impact();
        let zero = |moved: &regress::Moved| moved.parts.iter().all(|part| !part.groups.contains(&dummy));
        prop_assert!(impact.subjects.iter().all(zero));
        let mut scores = vec![true; game.edits];
        scores[dummy] = false;
        let still = game.impact_where(&scores);
        prop_assert_eq!(&still.still, &[dummy]);
        for (one, other) in impact.subjects.iter().zip(&still.subjects) {
            let amounts = |moved: &regress::Moved| moved.parts.iter().map(|part| part.amount.clone()).collect::<Vec<_>>();
            prop_assert_eq!(amounts(one), amounts(other));
        }
    }

    /// What is said to be still is tried all the same.
    #[test]
    fn an_edit_that_is_wrongly_said_to_be_still(mut game in game(false)) {
        game.needs.clear();
        let last = (1 << game.edits) - 1;
        game.totals[0][last] = game.totals[0][0].map(|total| total + 1);
        for set in 0..last {
            game.totals[0][set] = game.totals[0][0];
        }
        let impact = game.impact_where(&vec![false; game.edits]);
        prop_assert!(impact.still.is_empty());
        parts_sum(&impact);
    }

    /// Two edits that do the same, alone and with any others, get the same.
    #[test]
    fn edits_that_do_the_same(mut game in game(false)) {
        prop_assume!(game.edits >= 2);
        game.needs.clear();
        for totals in &mut game.totals {
            for set in 0..totals.len() {
                if set & 0b11 == 0b10 {
                    totals[set] = totals[set ^ 0b11];
                }
            }
        }
        for moved in &game.impact().subjects {
            let of = |edit: usize| moved.parts.iter().find(|part| part.groups == [edit]).map(|part| &part.amount);
            prop_assert_eq!(of(0), of(1));
        }
    }

    /// The parts of a sum of two games are the sums of the parts.
    #[test]
    fn games_add_up(one in game(false), seed in prop::collection::vec(0..10_000i64, 32)) {
        let mut one = one;
        one.needs.clear();
        one.totals.truncate(1);
        let other = Game { totals: vec![seed[..1 << one.edits].iter().copied().map(Some).collect()], ..one.clone() };
        let both = one.totals[0].iter().zip(&other.totals[0]).map(|(one, other)| Some(one.unwrap() + other.unwrap()));
        let both = Game { totals: vec![both.collect()], ..one.clone() };
        let of = |game: &Game, edit: usize| {
            let impact = game.impact();
            let part = impact.subjects[0].parts.iter().find(|part| part.groups == [edit]);
            part.map_or(Number::ZERO, |part| part.amount.clone())
        };
        for edit in 0..one.edits {
            prop_assert_eq!(of(&both, edit), of(&one, edit) + of(&other, edit));
        }
    }

    /// Own, others and ties add up to the move of a place, whatever the places.
    #[test]
    fn a_move_of_a_place_has_three_parts(field in prop::collection::vec((0..8i64, 0..8i64, 0..3u8), 1..9), dense: bool) {
        let group = |of: u8| Some(format!("{of}"));
        let place = |figures: &[i64], groups: &[u8], at: usize| {
            let mut better: Vec<i64> = (0..figures.len()).filter(|&other| groups[other] == groups[at] && figures[other] > figures[at]).map(|other| figures[other]).collect();
            if dense {
                better.sort_unstable();
                better.dedup();
            }
            u32::try_from(better.len() + 1).unwrap()
        };
        let groups: Vec<u8> = field.iter().map(|(_, _, group)| *group).collect();
        let column = |new: bool| -> Vec<Came> {
            let figures: Vec<i64> = field.iter().map(|(old, later, _)| if new { *later } else { *old }).collect();
            (0..field.len()).map(|at| {
                let standing = Standing { place: Some(place(&figures, &groups, at)), group: group(groups[at]), figure: Some(Number::whole(figures[at])) };
                Came { within: Some(standing), ..came(Some(figures[at])) }
            }).collect()
        };
        let impact = impact(&[true], &mut |made| Some(column(made[0]))).unwrap();
        for moved in &impact.subjects {
            let within = moved.within.as_ref().unwrap();
            let split = within.split.unwrap();
            let sum = split.own + split.others + split.ties;
            prop_assert_eq!(sum, i64::from(within.to.unwrap()) - i64::from(within.from.unwrap()));
            let still = moved.old.total == moved.new.total;
            prop_assert!(!still || split.own == 0);
            prop_assert!(dense || split.ties == 0);
            prop_assert!(impact.subjects.len() > 1 || split.others == 0);
        }
    }

    /// Performance and rules add up to the move from year to year.
    #[test]
    fn two_years_add_up(corners in prop::collection::vec(prop::collection::vec(0..10_000i64, 4), 1..5)) {
        let column = |at: usize| -> Option<Column> {
            Some(corners.iter().enumerate().map(|(id, totals)| (format!("D{id}"), came(Some(totals[at])))).collect())
        };
        let years = regress::years(&Corners {
            old_rules_old_data: column(0), old_rules_new_data: column(1), new_rules_old_data: column(2), new_rules_new_data: column(3),
        });
        for (year, totals) in years.iter().zip(&corners) {
            prop_assert_eq!(year.matched, Matched::Both);
            let hundredths = |twice: i64| Number::ratio(twice, 200);
            prop_assert_eq!(&year.performance, &hundredths(totals[1] - totals[0] + totals[3] - totals[2]));
            prop_assert_eq!(&year.rules, &hundredths(totals[2] - totals[0] + totals[3] - totals[1]));
            prop_assert_eq!(&year.amount, &hundredths(2 * (totals[3] - totals[0])));
        }
    }
}

/// A game of which the totals are worked out.
fn worked(edits: usize, total: impl Fn(usize) -> Option<i64>) -> Game {
    Game { edits, totals: vec![(0..1usize << edits).map(total).collect()], needs: Vec::new() }
}

/// 40 points to begin with; the first edit gives 10, the second 5, the third nothing but with the first: then 2 more.
#[test]
fn a_game_by_hand() {
    let has = |set: usize, edit: usize| i64::from(set >> edit & 1 == 1);
    let game = worked(3, |set| {
        Some(4000 + 1000 * has(set, 0) + 500 * has(set, 1) + 200 * has(set, 0) * has(set, 2))
    });
    let impact = game.impact();
    let moved = &impact.subjects[0];
    assert_eq!(moved.amount, Some(Number::whole(17)));
    let parts: Vec<(Vec<usize>, Number)> =
        moved.parts.iter().map(|part| (part.groups.clone(), part.amount.clone())).collect();
    assert_eq!(parts, [(vec![0], Number::whole(11)), (vec![1], Number::whole(5)), (vec![2], Number::ONE)]);
    let steps: Vec<(usize, &str)> =
        moved.grades.iter().map(|step| (step.group, step.to.as_deref().unwrap())).collect();
    assert_eq!(steps, [(0, "优")]);
    assert_eq!(moved.smallest, [[0]]);
}

/// Neither of two edits is enough for the grade; both are.
#[test]
fn a_grade_that_needs_two_edits() {
    let has = |set: usize, edit: usize| i64::from(set >> edit & 1 == 1);
    let game = worked(3, |set| Some(4000 + 600 * has(set, 0) + 100 * has(set, 1) + 600 * has(set, 2)));
    let moved = &game.impact().subjects[0];
    assert_eq!(moved.smallest, [[0, 2]]);
    assert_eq!(moved.grades[0].group, 2);
}

/// An edit that needs two others, and one that stands alone.
#[test]
fn edits_that_hang_together() {
    let game = Game {
        edits: 5,
        totals: vec![(0..32).map(|set| Some(100 * i64::from(u8::try_from(set).unwrap()))).collect()],
        needs: vec![(1, 3), (1, 4)],
    };
    let impact = game.impact();
    assert_eq!(impact.groups, [vec![0], vec![1, 3, 4], vec![2]]);
    let amounts: Vec<Number> = impact.subjects[0].parts.iter().map(|part| part.amount.clone()).collect();
    assert_eq!(amounts, [Number::ONE, Number::whole(2 + 8 + 16), Number::whole(4)]);
}

/// Beyond twelve edits the order of the rule file decides, and what cannot be made in this order is put together.
#[test]
fn too_many_edits_for_every_order() {
    let total =
        |made: &[bool]| made.iter().zip(1..).filter(|(made, _)| **made).map(|(_, worth)| worth).sum::<i64>();
    let mut tried = 0;
    let impact = impact(&[true; 20], &mut |made| {
        tried += 1;
        (!made[4] || made[9]).then(|| vec![came(Some(total(made) + 100 * i64::from(made[0] && made[19])))])
    });
    let impact = impact.unwrap();
    assert_eq!(impact.method, Method::InOrder);
    assert_eq!(impact.groups.len(), 19);
    assert_eq!(impact.groups[4], [4, 9]);
    parts_sum(&impact);
    assert_eq!(impact.subjects[0].parts[4].amount, Number::hundredths(5 + 10));
    assert_eq!(impact.subjects[0].parts[18].amount, Number::hundredths(20 + 100));
    assert!(impact.subjects[0].smallest.is_empty() && tried < 100, "{tried}");
}

/// A subject that has no total at the end has no parts; the edit that takes it is named.
#[test]
fn a_total_that_is_lost() {
    let game = worked(2, |set| (set & 0b10 == 0).then_some(4000));
    let moved = &game.impact().subjects[0];
    assert!(moved.amount.is_none() && moved.parts.is_empty());
    assert_eq!((moved.states[0].group, moved.states[0].to), (1, State::Incomplete));
}

/// No edit at all, and rules that mean nothing.
#[test]
fn nothing_to_tell() {
    let none = impact(&[], &mut |_| Some(vec![came(Some(1))])).unwrap();
    assert!(none.groups.is_empty() && none.subjects[0].amount == Some(Number::ZERO));
    assert!(impact(&[true], &mut |made| made[0].then(Vec::new)).is_none());
}

/// One of twenty edits is wrongly said to move nothing: it is taken in, and the others stay what they are.
#[test]
fn only_what_moves_is_taken_in() {
    let mut scores = [false; 20];
    scores[3] = true;
    let total = |made: &[bool]| 4000 + 100 * i64::from(made[3]) + 10 * i64::from(made[7]);
    let impact = impact(&scores, &mut |made| Some(vec![came(Some(total(made)))])).unwrap();
    assert_eq!((impact.groups, impact.method), (vec![vec![3], vec![7]], Method::Exact));
    assert_eq!(impact.still.len(), 18);
}
