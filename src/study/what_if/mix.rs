//! The cheapest mixes of two changes, neither of which reaches the grade alone. All pairs are looked at together, what could
//! be cheapest first: the first mix that is really reached is the cheapest of all.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bench::{Bench, Chance, Extent, Frame};
use super::lever::{Lever, Run, Ways};
use super::single::{Alone, Nearest, middle};
use crate::data::Cell;
use crate::number::Number;

/// The most tries for all pairs together.
const MOST_TRIES: usize = 60_000;

/// Two levers by place, with the cells they come to, and the size of the whole.
#[derive(Clone, Debug)]
pub(super) struct Mix {
    pub(super) levers: [usize; 2],
    pub(super) cells: [Cell; 2],
    pub(super) size: Number,
}

/// The cheapest mixes of different pairs.
#[derive(Clone, Debug, Default)]
pub(super) struct Mixes {
    pub(super) found: Vec<Mix>,
    /// Whether these are proved to be the cheapest, and no others to be there if there are fewer than asked for.
    pub(super) proved: bool,
}

/// Where one lever of a pair is.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Place {
    Option(usize),
    Steps(Run, i64, Option<i64>),
}

/// A pair with the place of each.
struct Square {
    pair: usize,
    places: [Place; 2],
    /// The side that has to be cut first.
    culprit: Option<usize>,
}

struct Pair {
    levers: [usize; 2],
    frame: Frame,
    found: bool,
}

/// Levers with what each can do alone.
pub(super) type Known<'l> = [(&'l Lever, &'l Alone)];

struct Search<'b, 'a, 'l> {
    bench: &'b mut Bench<'a>,
    known: &'l Known<'l>,
    pairs: Vec<Pair>,
    /// By the least size, then in the order they came.
    waiting: BinaryHeap<Reverse<(Number, usize)>>,
    squares: Vec<Square>,
    tries: usize,
}

/// The `most` cheapest mixes among these pairs of levers.
pub(super) fn cheapest(
    bench: &mut Bench<'_>,
    known: &Known<'_>,
    (pairs, most): (&[[usize; 2]], usize),
) -> Mixes {
    let mut search =
        Search { bench, known, pairs: Vec::new(), waiting: BinaryHeap::new(), squares: Vec::new(), tries: 0 };
    for pair in pairs {
        search.enter(*pair);
    }
    search.run(most)
}

impl Search<'_, '_, '_> {
    fn enter(&mut self, levers: [usize; 2]) {
        let known = self.known;
        let (Some((a, a_alone)), Some((b, b_alone))) = (known.get(levers[0]), known.get(levers[1])) else {
            return;
        };
        let apart = a.touched.apart(self.bench.scheme, &b.touched);
        let (firsts, seconds) = (places(a, a_alone), places(b, b_alone));
        let both = firsts.iter().flat_map(|first| seconds.iter().map(move |second| (first, second)));
        // Where nothing rises by one of them, the other would be enough without it, and then it is no mix.
        let both = both.filter(|((_, idle), (_, other))| !(apart && (*idle || *other)));
        let both: Vec<[Place; 2]> =
            both.map(|((first, _), (second, _))| [first.clone(), second.clone()]).collect();
        if both.is_empty() {
            return;
        }
        let frame = self.bench.frame(&[a, b]);
        let pair = self.pairs.len();
        self.pairs.push(Pair { levers, frame, found: false });
        for places in both {
            self.add(Square { pair, places, culprit: None });
        }
    }

    /// Keeps a square in which the grade could be reached.
    fn add(&mut self, square: Square) {
        let known = self.known;
        let Some(pair) = self.pairs.get_mut(square.pair) else { return };
        self.tries += 1;
        let moves: Vec<(&Lever, Extent)> = pair
            .levers
            .iter()
            .zip(&square.places)
            .filter_map(|(lever, place)| known.get(*lever).map(|(lever, _)| (*lever, extent(lever, place))))
            .collect();
        let open = match self.bench.could(&mut pair.frame, &moves) {
            Chance::None => return,
            Chance::Some => None,
            Chance::Open(by) => by,
        };
        // What is not known because of one lever is known once that lever's stretch is small enough.
        let is = |at: &usize| known.get(*at).is_some_and(|(lever, _)| Some(lever.input) == open);
        let culprit = pair.levers.iter().position(is);
        let square = Square { culprit, ..square };
        let sizes = pair
            .levers
            .iter()
            .zip(&square.places)
            .filter_map(|(lever, place)| known.get(*lever).map(|(lever, _)| least(lever, place)));
        let size: Number = sizes.sum();
        self.waiting.push(Reverse((size, self.squares.len())));
        self.squares.push(square);
    }

    fn run(mut self, most: usize) -> Mixes {
        let mut mixes = Mixes { found: Vec::new(), proved: true };
        while mixes.found.len() < most {
            let Some(Reverse((size, at))) = self.waiting.pop() else { return mixes };
            if self.tries > MOST_TRIES {
                return Mixes { proved: false, ..mixes };
            }
            let Some(square) = self.squares.get(at) else { continue };
            let (pair, places, culprit) = (square.pair, square.places.clone(), square.culprit);
            if self.pairs.get(pair).is_none_or(|pair| pair.found) {
                continue;
            }
            match self.halves(pair, &places, culprit) {
                Some(halves) => {
                    halves.into_iter().for_each(|places| self.add(Square { pair, places, culprit: None }))
                }
                None => mixes.found.extend(self.scored(pair, &places, size)),
            }
        }
        mixes
    }

    /// The two halves of a square along its longer side, or that of the culprit; none of a single point.
    fn halves(&self, pair: usize, places: &[Place; 2], culprit: Option<usize>) -> Option<Vec<[Place; 2]>> {
        let levers = self.pairs.get(pair)?.levers;
        let length = |side: usize| {
            let (lever, place) = (self.known.get(*levers.get(side)?)?.0, places.get(side)?);
            length(lever, place)
        };
        let blamed = culprit.filter(|side| length(*side).is_some());
        let side = match (length(0), length(1)) {
            (None, None) => return None,
            (Some(_), None) => 0,
            (None, Some(_)) => 1,
            (Some(a), Some(b)) => blamed.unwrap_or_else(|| usize::from(b > a)),
        };
        let Place::Steps(run, near, far) = places.get(side)? else { return None };
        // Further away than is looked: nothing is there.
        let Some(middle) = middle(*near, *far) else { return Some(Vec::new()) };
        let halves = [(*near, Some(middle)), (middle + 1, *far)].map(|(near, far)| {
            let mut places = places.clone();
            if let Some(place) = places.get_mut(side) {
                *place = Place::Steps(*run, near, far);
            }
            places
        });
        Some(halves.into())
    }

    /// A single point, really scored; a mix only if neither change does it alone.
    fn scored(&mut self, pair: usize, places: &[Place; 2], size: Number) -> Option<Mix> {
        let known = self.known;
        let pair = self.pairs.get_mut(pair)?;
        let levers = pair.levers;
        let (a, b) = (known.get(levers[0])?.0, known.get(levers[1])?.0);
        let cells = [cell(a, &places[0])?, cell(b, &places[1])?];
        if !self.bench.reaches(&mut pair.frame, &[(a, cells[0].clone()), (b, cells[1].clone())]) {
            return None;
        }
        for (lever, cell) in [a, b].into_iter().zip(&cells) {
            let mut frame = self.bench.frame(&[lever]);
            if self.bench.reaches(&mut frame, &[(lever, cell.clone())]) {
                return None;
            }
        }
        pair.found = true;
        Some(Mix { levers, cells, size })
    }
}

/// Where a lever can be without reaching the grade alone, and whether nothing rises by it there.
fn places(lever: &Lever, alone: &Alone) -> Vec<(Place, bool)> {
    let idle = |at: usize| alone.idle.get(at).copied().unwrap_or(false);
    if let Ways::Options(options) = &lever.ways {
        let reaches = |at: usize| alone.options.get(at).copied().unwrap_or(false);
        return (0..options.len())
            .filter(|at| !reaches(*at))
            .map(|at| (Place::Option(at), idle(at)))
            .collect();
    }
    let before = |(at, (run, nearest)): (usize, &(Run, Nearest))| {
        let last = match nearest {
            Nearest::Nowhere => run.last,
            Nearest::Step(step) | Nearest::NotBefore(step) => Some(step - 1),
        };
        last.is_none_or(|last| last >= 0).then_some((Place::Steps(*run, 0, last), idle(at)))
    };
    alone.runs.iter().enumerate().filter_map(before).collect()
}

fn extent(lever: &Lever, place: &Place) -> Extent {
    match (&lever.ways, place) {
        (Ways::Grid(grid), Place::Steps(run, near, far)) if *far == Some(*near) => {
            Extent::At(grid.cell(*run, *near))
        }
        (Ways::Grid(grid), Place::Steps(run, near, far)) => {
            Extent::Stretch(grid.stretch(*run, (*near, *far)))
        }
        (Ways::Options(options), Place::Option(at)) => {
            Extent::At(options.get(*at).cloned().unwrap_or(Cell::Missing))
        }
        (Ways::Grid(_), Place::Option(_)) | (Ways::Options(_), Place::Steps(..)) => Extent::At(Cell::Missing),
    }
}

/// The cell of a single point.
fn cell(lever: &Lever, place: &Place) -> Option<Cell> {
    match extent(lever, place) {
        Extent::At(cell) => Some(cell),
        Extent::Stretch(_) => None,
    }
}

fn least(lever: &Lever, place: &Place) -> Number {
    match (&lever.ways, place) {
        (Ways::Grid(grid), Place::Steps(run, near, _)) => grid.size(*run, *near),
        (Ways::Grid(_) | Ways::Options(_), _) => Number::ONE,
    }
}

/// How much the size differs between its ends; none of a single point. What has no end comes first: cut from near to far
/// it is soon short, while the other side would be cut to single points beside it.
fn length(lever: &Lever, place: &Place) -> Option<Number> {
    let (Ways::Grid(grid), Place::Steps(run, near, far)) = (&lever.ways, place) else { return None };
    match far {
        Some(far) if far == near => None,
        Some(far) => Some(grid.size(*run, *far) - grid.size(*run, *near)),
        None => Some(Number::whole(i64::MAX)),
    }
}
