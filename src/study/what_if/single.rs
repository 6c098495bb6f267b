//! The smallest change of one input that reaches a grade: stretches in which it cannot be reached are left out whole, by
//! proof; what is left is halved down to single steps, the nearest first, and each of those is really scored.

use super::bench::{Bench, Chance, Extent, Frame};
use super::lever::{Grid, Lever, Run, Ways};
use crate::data::Cell;
use crate::number::Number;

/// The most tries for one lever on one side.
const MOST_TRIES: usize = 4_000;
/// Steps further away than this are not looked at where a range has no end.
pub(super) const FURTHEST: i64 = 1 << 40;

/// What was found on one side of what stands there.
#[derive(Clone, Debug)]
pub(super) enum Nearest {
    /// No step reaches it.
    Nowhere,
    /// This step does, and none before.
    Step(i64),
    /// No step before this one does; then the tries were used up.
    NotBefore(i64),
}

/// What one lever alone can do.
#[derive(Clone, Debug, Default)]
pub(super) struct Alone {
    /// The runs of its grid, each with the nearest step.
    pub(super) runs: Vec<(Run, Nearest)>,
    /// Which of its options reach the grade.
    pub(super) options: Vec<bool>,
    /// For each run or option, whether nothing can rise by it.
    pub(super) idle: Vec<bool>,
    /// The smallest change that does, and its size.
    pub(super) best: Option<(Cell, Number)>,
}

/// What a lever can do by itself.
pub(super) fn alone(bench: &mut Bench<'_>, lever: &Lever) -> Alone {
    let mut frame = bench.frame(&[lever]);
    let mut alone = Alone::default();
    match &lever.ways {
        Ways::Options(options) => {
            for cell in options {
                let reaches = bench.reaches(&mut frame, &[(lever, cell.clone())]);
                alone.options.push(reaches);
                alone.idle.push(bench.idle(&mut frame, (lever, Extent::At(cell.clone()))));
                if reaches && alone.best.is_none() {
                    alone.best = Some((cell.clone(), Number::ONE));
                }
            }
        }
        Ways::Grid(grid) => {
            for run in grid.runs() {
                let nearest = nearest(bench, &mut frame, (lever, grid, run));
                if let Nearest::Step(step) = nearest {
                    let size = grid.size(run, step);
                    if alone.best.as_ref().is_none_or(|(_, best)| size < *best) {
                        alone.best = Some((grid.cell(run, step), size));
                    }
                }
                alone.runs.push((run, nearest));
                let all = Extent::Stretch(grid.stretch(run, (0, run.last)));
                alone.idle.push(bench.idle(&mut frame, (lever, all)));
            }
        }
    }
    alone
}

fn nearest(bench: &mut Bench<'_>, frame: &mut Frame, (lever, grid, run): (&Lever, &Grid, Run)) -> Nearest {
    let mut waiting: Vec<(i64, Option<i64>)> = vec![(0, run.last)];
    for _ in 0..MOST_TRIES {
        let Some((near, far)) = waiting.pop() else { return Nearest::Nowhere };
        if far == Some(near) {
            if bench.reaches(frame, &[(lever, grid.cell(run, near))]) {
                return Nearest::Step(near);
            }
            continue;
        }
        let extent = Extent::Stretch(grid.stretch(run, (near, far)));
        if bench.could(frame, &[(lever, extent)]) == Chance::None {
            continue;
        }
        let Some(middle) = middle(near, far) else { return Nearest::NotBefore(near) };
        waiting.push((middle + 1, far));
        waiting.push((near, Some(middle)));
    }
    waiting.pop().map_or(Nearest::Nowhere, |(near, _)| Nearest::NotBefore(near))
}

/// Where a stretch of steps is halved; where it has no end, at twice as far. None further away than is looked.
pub(super) fn middle(near: i64, far: Option<i64>) -> Option<i64> {
    match far {
        Some(far) => Some(near + (far - near) / 2),
        None if near < FURTHEST => Some(near.saturating_mul(2).max(1)),
        None => None,
    }
}
