//! What if one subject's data were otherwise: who else moves, and the smallest changes that reach a grade.
//! Takes a scheme, its data layer by layer, and what they came to; gives [`Reaching`] and [`Moved`].
//! Nothing is sampled: every change told was really scored, and what is nearer is proved not to be enough.
//! Start at [`reaching`]; `bench` tries changes, `relax` proves where none can be enough.

mod bench;
mod could;
mod ends;
mod group;
mod leaf;
mod lever;
mod mix;
mod others;
mod relax;
mod seat;
mod single;
mod touched;

pub use lever::Hand;
pub use others::{Change, Moved, moved};

use crate::data::{Cell, Dataset};
use crate::eval::Results;
use crate::number::Number;
use crate::plan::{GradeId, InputId, Scheme};
use bench::Bench;
use lever::{Lever, Ways};
use mix::Mixes;
use single::{Alone, Nearest};

/// How many mixes of two are told of each kind.
const MIXES: usize = 3;

/// One cell that would be otherwise.
#[derive(Clone, PartialEq, Debug)]
pub struct Shift {
    /// The input.
    pub input: InputId,
    /// What stands there.
    pub from: Cell,
    /// What would stand there.
    pub to: Cell,
    /// By whose hand it comes.
    pub hand: Hand,
    /// The level that would go with points given, where it would be another one.
    pub level: Option<(InputId, Cell)>,
    /// One step of the grid it was looked for on, in base units; none where there are just some choices.
    pub step: Option<Number>,
    /// How large the change is; see [`Way::size`].
    pub size: Number,
}

/// Changes that together reach the grade.
#[derive(Clone, PartialEq, Debug)]
pub struct Way {
    /// One or two.
    pub shifts: Vec<Shift>,
    /// The sum of the sizes: of each, the change over the width of the input's range, or where that has no end over
    /// what stands there (at least one unit). Another choice, or 是 for 否, is 1. It orders; it is no cost.
    pub size: Number,
    /// The total then.
    pub total: Option<Number>,
    /// The grade then.
    pub grade: Option<GradeId>,
    /// The place in each ranking then.
    pub places: Vec<Option<u32>>,
    /// Who else has another grade then.
    pub graded: Vec<Moved>,
}

/// How a subject reaches a grade.
#[derive(Clone, PartialEq, Debug)]
pub struct Reaching {
    /// The grade.
    pub goal: GradeId,
    /// The total below which there is no seat in the grade, where others fill them; none where that cannot be told.
    pub seat: Option<Number>,
    /// For each input with which one change is enough, the smallest, the smaller first.
    pub singles: Vec<Way>,
    /// The cheapest mixes of two of the subject's own data, and whether that is proved.
    pub mixes: (Vec<Way>, bool),
    /// The cheapest mixes in which an assessor's points change, and whether that is proved.
    pub assessed_mixes: (Vec<Way>, bool),
    /// The data of the subject alone, with the texts that ways name.
    pub one: Dataset,
    /// Inputs that were looked at.
    pub tried: Vec<InputId>,
    /// Inputs for which no change was found, and not all could be ruled out.
    pub undecided: Vec<InputId>,
}

/// Who is asked about: a subject of a scheme, with its data layer by layer and what the last came to.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// The data of each layer, records of other schemes handed over.
    pub layers: &'a [Dataset],
    /// What the last layer came to.
    pub results: &'a Results,
    /// The subject's place.
    pub subject: usize,
}

/// The smallest changes of the subject's data in the last layer that reach a grade at least this good.
pub fn reaching(asked: Asked<'_>, goal: GradeId) -> Option<Reaching> {
    let Asked { scheme, layers, results, subject } = asked;
    let last = layers.last()?;
    let mut one = last.alone(subject);
    let levers = lever::levers(scheme, (last, results), subject, &mut one);
    if layers.len() > 1 {
        for lever in &levers {
            one.mark(lever.input, 0);
            lever.levels.iter().for_each(|(level, _)| one.mark(*level, 0));
        }
    }
    let mut bench = Bench::new(scheme, (layers, results), (subject, one), goal);
    let alone: Vec<Alone> = levers.iter().map(|lever| single::alone(&mut bench, lever)).collect();
    let known: Vec<(&Lever, &Alone)> = levers.iter().zip(&alone).collect();
    let enough = known.iter().filter_map(|(lever, alone)| Some((*lever, alone.best.clone()?)));
    let mut singles: Vec<Way> =
        enough.filter_map(|(lever, (cell, size))| way(&mut bench, asked, &[(lever, cell)], size)).collect();
    singles.sort_by(|a, b| a.size.cmp(&b.size));
    let undecided = known.iter().filter(|(_, alone)| {
        alone.best.is_none() && alone.runs.iter().any(|(_, nearest)| matches!(nearest, Nearest::NotBefore(_)))
    });
    let undecided = undecided.map(|(lever, _)| lever.input).collect();
    let is_own = |at: &usize| known.get(*at).is_some_and(|(lever, _)| lever.hand == Hand::Reported);
    let all = (0..known.len()).flat_map(|a| (a + 1..known.len()).map(move |b| [a, b]));
    let (own, given): (Vec<[usize; 2]>, Vec<[usize; 2]>) = all.partition(|pair| pair.iter().all(is_own));
    let mut mixes = |pairs: &[[usize; 2]]| {
        let Mixes { found, proved } = mix::cheapest(&mut bench, &known, (pairs, MIXES));
        let ways = found.into_iter().filter_map(|mix| {
            let levers = mix.levers.iter().filter_map(|at| known.get(*at)).map(|(lever, _)| *lever);
            let moves: Vec<(&Lever, Cell)> = levers.zip(mix.cells).collect();
            way(&mut bench, asked, &moves, mix.size)
        });
        (ways.collect(), proved)
    };
    let (mixes, assessed_mixes) = (mixes(&own), mixes(&given));
    let tried = levers.iter().map(|lever| lever.input).collect();
    let seat = bench.seat.as_ref().map(|seat| seat.total.clone());
    Some(Reaching { goal, seat, singles, mixes, assessed_mixes, one: bench.into_one(), tried, undecided })
}

/// A way as it comes out for everybody.
fn way(bench: &mut Bench<'_>, asked: Asked<'_>, moves: &[(&Lever, Cell)], size: Number) -> Option<Way> {
    let Asked { scheme, layers, results, subject } = asked;
    let data = layers.last()?;
    let shift = |(lever, cell): &(&Lever, Cell)| {
        let level = bench.cells(lever, cell).into_iter().find(|(input, _)| *input != lever.input);
        Shift {
            input: lever.input,
            from: data.cell(lever.input, subject).clone(),
            to: cell.clone(),
            hand: lever.hand,
            level: level.filter(|(input, to)| data.cell(*input, subject) != to),
            step: match &lever.ways {
                Ways::Grid(grid) => Some(grid.step.clone()),
                Ways::Options(_) => None,
            },
            size: lever.size(cell),
        }
    };
    let shifts = moves.iter().map(shift).collect();
    let levers: Vec<&Lever> = moves.iter().map(|(lever, _)| *lever).collect();
    let mut frame = bench.frame(&levers);
    let after = bench.everybody(&mut frame, moves)?;
    let graded = moved(scheme, data, (results, &after), &[subject]);
    Some(Way {
        shifts,
        size,
        total: after.total.get(subject).cloned().flatten(),
        grade: after.grades.get(subject).copied().flatten(),
        places: after.places.iter().map(|column| column.get(subject).copied().flatten()).collect(),
        graded: graded.into_iter().filter(|one| one.grade.is_some()).collect(),
    })
}
