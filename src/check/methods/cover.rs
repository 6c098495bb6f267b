//! Bands tile what a value can be: every number has one band, no number has two, and each bound has an owner.

use crate::check::Checker;
use crate::check::methods::bands::{BandDraft, BoundDraft, EndDraft};
use crate::number::{Bound, Interval, Number, Unit, uncovered};
use crate::source::{Code, Diagnostic, Span, Text};

/// Bands that belong together.
pub(in crate::check) struct Tiling<'t> {
    /// A band for each row; none for 其余.
    pub(in crate::check) rows: &'t [(Option<BandDraft>, Span)],
    /// What the value can be.
    pub(in crate::check) reach: Interval,
    /// The step between the values it can take; none where any number can occur.
    pub(in crate::check) grid: Option<Number>,
    /// The unit to show numbers in.
    pub(in crate::check) unit: Unit,
    /// What is banded, as written.
    pub(in crate::check) name: String,
    /// Where the bands as a whole are written.
    pub(in crate::check) span: Span,
    /// Whether a value that no band takes is a fault; of levels an assessor says which one it is.
    pub(in crate::check) whole: bool,
}

/// Whether the ends of a row belong to it; true where there is no end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::check) struct Owns {
    pub(in crate::check) low: bool,
    pub(in crate::check) high: bool,
}

/// What stands on the other side of a bound.
enum Beside {
    Nobody,
    /// A row for the single number.
    Single,
    /// A row that ends there too, and its bound.
    Row(usize, BoundDraft),
}

impl Checker<'_> {
    /// Settles who owns each bound and checks the tiling; none when something is wrong or open.
    pub(in crate::check) fn tile(&mut self, tiling: &Tiling<'_>) -> Option<Vec<Owns>> {
        let before = self.found.len();
        let owns: Vec<Owns> = (0..tiling.rows.len()).map(|row| self.owners(tiling, row)).collect();
        let intervals: Vec<Option<Interval>> = tiling
            .rows
            .iter()
            .zip(&owns)
            .map(|((band, _), owns)| band.as_ref().and_then(|band| interval(band, *owns)))
            .collect();
        let constant = tiling
            .rows
            .iter()
            .zip(&intervals)
            .all(|((band, _), interval)| band.is_none() || interval.is_some());
        let otherwise = tiling.rows.iter().position(|(band, _)| band.is_none());
        if constant {
            self.empty_bands(tiling, &intervals);
            self.overlaps(tiling, &intervals);
            if tiling.whole {
                self.gaps(tiling, &intervals, otherwise);
            }
        } else if otherwise.is_none() {
            self.computed_without_otherwise(tiling);
        }
        if let (Some(otherwise), true) = (otherwise, self.found.len() == before) {
            self.otherwise_borders(tiling, &intervals, tiling.rows[otherwise].1);
        }
        (self.found.len() == before).then_some(owns)
    }

    fn owners(&mut self, tiling: &Tiling<'_>, row: usize) -> Owns {
        let Some((Some(band), _)) = tiling.rows.get(row) else { return Owns { low: true, high: true } };
        Owns {
            low: band.low.bound().is_none_or(|bound| self.owned(tiling, row, bound, true)),
            high: band.high.bound().is_none_or(|bound| self.owned(tiling, row, bound, false)),
        }
    }

    /// Whether an unmarked bound belongs to its row: not if a row stands for that single number, else what the neighbour
    /// on the other side leaves over; with no neighbour, yes. Two unmarked neighbours are asked about.
    fn owned(&mut self, tiling: &Tiling<'_>, row: usize, bound: &BoundDraft, low: bool) -> bool {
        if let Some(mark) = bound.mark {
            return mark;
        }
        match self.beside(tiling, row, bound, low) {
            Beside::Nobody => true,
            Beside::Single => false,
            Beside::Row(_, BoundDraft { mark: Some(mark), .. }) => !mark,
            Beside::Row(place, facing) => {
                if row < place {
                    self.bound_unsaid(tiling, bound, &facing, low);
                }
                // Asked once; for the other checks the row written first has it.
                row < place
            }
        }
    }

    /// What stands on the other side of a bound of a row.
    fn beside(&self, tiling: &Tiling<'_>, row: usize, bound: &BoundDraft, low: bool) -> Beside {
        let mut beside = Beside::Nobody;
        for (place, (other, _)) in tiling.rows.iter().enumerate() {
            let Some(other) = other.as_ref().filter(|_| place != row) else { continue };
            if self.single(other, bound) {
                return Beside::Single;
            }
            let facing = if low { &other.high } else { &other.low };
            if let Some(facing) = facing.bound().filter(|facing| self.same_bound(facing, bound)) {
                beside = Beside::Row(place, facing.clone());
            }
        }
        beside
    }

    /// 其余 writes no bound, so that an unmarked one beside it is asked about. Whole numbers written `3-5件` name both
    /// their ends.
    fn otherwise_borders(&mut self, tiling: &Tiling<'_>, intervals: &[Option<Interval>], otherwise: Span) {
        for (row, (band, _)) in tiling.rows.iter().enumerate() {
            let Some(band) = band else { continue };
            let (low, high) = (band.low.bound(), band.high.bound());
            if tiling.grid.is_some() && low.is_some() && high.is_some() {
                continue;
            }
            for (bound, low) in [(low, true), (high, false)] {
                let Some(bound) = bound.filter(|bound| bound.mark.is_none()) else { continue };
                let alone = matches!(self.beside(tiling, row, bound, low), Beside::Nobody);
                if alone && falls_to_otherwise(tiling, intervals, bound, low) {
                    self.otherwise_unsaid(tiling, bound, otherwise);
                }
            }
        }
    }

    /// Whether a row stands for exactly the number of this bound.
    fn single(&self, row: &BandDraft, bound: &BoundDraft) -> bool {
        match (row.low.bound(), row.high.bound()) {
            (Some(low), Some(high)) => self.same_bound(low, high) && self.same_bound(low, bound),
            (None, _) | (_, None) => false,
        }
    }

    fn same_bound(&self, a: &BoundDraft, b: &BoundDraft) -> bool {
        match (&a.number, &b.number) {
            (Some(a), Some(b)) => a == b,
            (None, None) => self.quote(a.value.span) == self.quote(b.value.span),
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    /// A bound with its unit; one that is computed, as written.
    fn shown(&self, tiling: &Tiling<'_>, bound: &BoundDraft) -> String {
        let number = bound.number.as_ref().map(|number| tiling.unit.show(number));
        number.unwrap_or_else(|| self.quote(bound.value.span))
    }

    fn bound_unsaid(&mut self, tiling: &Tiling<'_>, bound: &BoundDraft, facing: &BoundDraft, low: bool) {
        let shown = self.shown(tiling, bound);
        let written = self.quote(bound.span);
        let upper = if low { bound.span } else { facing.span };
        self.say(
            Diagnostic::new(
                Code::BoundUnsaid,
                bound.span,
                Text::new(
                    format!("“{}”恰为 {shown} 时归哪一档, 没有写", tiling.name),
                    format!("nothing says which band owns `{}` of exactly {shown}", tiling.name),
                ),
            )
            .label(facing.span, Text::new("另一档也写到这里", "the other band ends here too"))
            .choice(Text::new(
                format!("归上面一档: 在高的一档写 {written}(含)"),
                format!("the upper band: write {written}(incl) there"),
            ))
            .choice(Text::new(
                format!("归下面一档: 在低的一档写 {written}(含)"),
                format!("the lower band: write {written}(incl) there"),
            ))
            .fix(Span { start: upper.end, ..upper }, "(含)"),
        );
    }

    fn otherwise_unsaid(&mut self, tiling: &Tiling<'_>, bound: &BoundDraft, otherwise: Span) {
        let shown = self.shown(tiling, bound);
        let written = self.quote(bound.span);
        self.say(
            Diagnostic::new(
                Code::BoundUnsaid,
                bound.span,
                Text::new(
                    format!("“{}”恰为 {shown} 时归这一档还是归“其余”, 没有写", tiling.name),
                    format!(
                        "nothing says whether `{}` of exactly {shown} is in this band or in otherwise",
                        tiling.name
                    ),
                ),
            )
            .label(otherwise, Text::new("其余的都归这里", "what is left comes here"))
            .choice(Text::new(
                format!("归这一档: 写 {written}(含)"),
                format!("this band: write {written}(incl)"),
            ))
            .choice(Text::new(
                format!("归“其余”: 写 {written}(不含)"),
                format!("otherwise: write {written}(excl)"),
            ))
            .fix(Span { start: bound.span.end, ..bound.span }, "(含)"),
        );
    }

    fn empty_bands(&mut self, tiling: &Tiling<'_>, intervals: &[Option<Interval>]) {
        for ((_, span), interval) in tiling.rows.iter().zip(intervals) {
            if interval.as_ref().is_some_and(|interval| on_grid(interval, tiling.grid.as_ref()).is_empty()) {
                let quoted = self.quote(*span);
                self.say(
                    Diagnostic::new(
                        Code::BandEmpty,
                        *span,
                        Text::new(
                            format!("“{quoted}”这一档里没有任何数"),
                            format!("the band `{quoted}` holds no number"),
                        ),
                    )
                    .help(Text::new("检查两端和 (含)(不含)", "check its ends and their marks")),
                );
            }
        }
    }

    fn overlaps(&mut self, tiling: &Tiling<'_>, intervals: &[Option<Interval>]) {
        for (second, later) in intervals.iter().enumerate() {
            for (first, earlier) in intervals.iter().enumerate().take(second) {
                let (Some(earlier), Some(later)) = (earlier, later) else { continue };
                let grid = tiling.grid.as_ref();
                let both = on_grid(earlier, grid).intersect(&on_grid(later, grid));
                if !both.is_empty() {
                    self.overlap(tiling, (first, second), &earlier.intersect(later));
                }
            }
        }
    }

    fn overlap(&mut self, tiling: &Tiling<'_>, (first, second): (usize, usize), both: &Interval) {
        let (first, second) = (tiling.rows[first].1, tiling.rows[second].1);
        let (a, b) = (self.quote(first), self.quote(second));
        let shown = both.told(&tiling.unit);
        let example = both.middle().map_or(shown.zh.clone(), |number| tiling.unit.show(&number));
        self.say(
            Diagnostic::new(
                Code::BandOverlap,
                second,
                Text::new(
                    format!("“{a}”与“{b}”重叠在 {}, 如 {example} 同属两档", shown.zh),
                    format!("`{a}` and `{b}` overlap on {}: {example} has two bands", shown.en),
                ),
            )
            .label(first, Text::new("先写的一档", "the band before"))
            .help(Text::new("改界限, 或用 (含)(不含) 分清", "change a bound, or mark it (incl) or (excl)")),
        );
    }

    fn gaps(&mut self, tiling: &Tiling<'_>, intervals: &[Option<Interval>], otherwise: Option<usize>) {
        let grid = tiling.grid.as_ref();
        let parts: Vec<Interval> =
            intervals.iter().flatten().map(|interval| on_grid(interval, grid)).collect();
        let holes = uncovered(&parts, &on_grid(&tiling.reach, grid));
        match (otherwise, holes.as_slice()) {
            (None, []) => {}
            (None, holes) => holes.iter().for_each(|hole| self.gap(tiling, intervals, hole)),
            (Some(row), []) => self.nothing_left(tiling.rows[row].1),
            (Some(_), [hole]) if !reaches_below_zero(hole, tiling) => {}
            (Some(row), holes) => self.otherwise_open(tiling, row, holes),
        }
    }

    fn gap(&mut self, tiling: &Tiling<'_>, intervals: &[Option<Interval>], hole: &Interval) {
        let hole = off_grid(hole, tiling.grid.as_ref());
        let example = hole.middle().map_or_else(String::new, |number| tiling.unit.show(&number));
        let shown = hole.told(&tiling.unit);
        let below = neighbour(intervals, &hole, true).map(|row| tiling.rows[row].1);
        let above = neighbour(intervals, &hole, false).map(|row| tiling.rows[row].1);
        let message = match (below, above) {
            (Some(below), Some(above)) => {
                let (below, above) = (self.quote(below), self.quote(above));
                Text::new(
                    format!(
                        "“{}”: {example} 落在“{below}”与“{above}”之间, 没有一档管它; 空隙是 {}",
                        tiling.name, shown.zh
                    ),
                    format!(
                        "`{}`: {example} falls between `{below}` and `{above}`; the gap is {}",
                        tiling.name, shown.en
                    ),
                )
            }
            (None, _) | (_, None) => Text::new(
                format!("“{}”: {example} 没有一档管它; 空隙是 {}", tiling.name, shown.zh),
                format!("`{}`: {example} has no band; the gap is {}", tiling.name, shown.en),
            ),
        };
        let place = above.or(below).unwrap_or(tiling.span);
        let mut diagnostic = Diagnostic::new(Code::BandGap, place, message);
        if let (Some(below), Some(_)) = (below, above) {
            diagnostic = diagnostic.label(below, Text::new("下面一档", "the band below"));
        }
        self.say(diagnostic.help(Text::new(
            "把相邻两档的界限写成同一个数, 或加一行 其余, 或给输入写范围",
            "let the neighbours meet at one number, or add otherwise, or give the input a range",
        )));
    }

    fn nothing_left(&mut self, span: Span) {
        self.say(
            Diagnostic::new(
                Code::RowUnreachable,
                span,
                Text::new(
                    "各档已经管到所有的数, “其余”没有剩下",
                    "the bands cover every number: nothing is left for otherwise",
                ),
            )
            .help(Text::new("删去这一行", "delete this row")),
        );
    }

    fn otherwise_open(&mut self, tiling: &Tiling<'_>, row: usize, holes: &[Interval]) {
        let shown: Vec<Text> =
            holes.iter().map(|hole| off_grid(hole, tiling.grid.as_ref()).told(&tiling.unit)).collect();
        let joined =
            |language: fn(&Text) -> &str, and: &str| shown.iter().map(language).collect::<Vec<_>>().join(and);
        let (shown_zh, shown_en) = (joined(|text| &text.zh, " 和 "), joined(|text| &text.en, " and "));
        let (zh, en) = if holes.len() > 1 {
            (format!("“其余”会同时管到 {shown_zh}"), format!("otherwise takes {shown_en} together"))
        } else {
            (
                format!("“其余”会管到 {shown_zh}, 连负数也在内"),
                format!("otherwise takes {shown_en}, negative numbers too"),
            )
        };
        self.say(
            Diagnostic::new(Code::OtherwiseTwice, tiling.rows[row].1, Text::new(zh, en))
                .choice(Text::new(
                    format!("“{}”不会这么大或这么小: 给它写范围, 如 范围 0%-100%", tiling.name),
                    format!("`{}` never comes to that: give it a range, as in range 0%-100%", tiling.name),
                ))
                .choice(Text::new("各写一行, 不用“其余”", "write a row for each instead of otherwise")),
        );
    }

    fn computed_without_otherwise(&mut self, tiling: &Tiling<'_>) {
        self.say(
            Diagnostic::new(
                Code::RowMissing,
                tiling.span,
                Text::new(
                    "界限要到计分时才算出来, 不能证明各档没有空隙",
                    "the bounds are only known when scoring: nothing proves that the bands leave no gap",
                ),
            )
            .help(Text::new("加一行: 其余: …", "add a row: otherwise: …")),
        );
    }
}

/// The interval of a band with constant ends.
pub(in crate::check) fn interval(band: &BandDraft, owns: Owns) -> Option<Interval> {
    let end = |end: &EndDraft, owned: bool| match end {
        EndDraft::Open => Some(Bound::Open),
        EndDraft::At(bound) => {
            let number = bound.number.clone()?;
            Some(if owned { Bound::Included(number) } else { Bound::Excluded(number) })
        }
    };
    Some(Interval::new(end(&band.low, owns.low)?, end(&band.high, owns.high)?))
}

/// An interval as the stretch of grid steps it holds, `[first, after last)`, so that neighbours on the grid touch.
fn on_grid(interval: &Interval, grid: Option<&Number>) -> Interval {
    let Some(grid) = grid else { return interval.clone() };
    let steps = |number: &Number| number.over(grid).unwrap_or(Number::ZERO);
    let back = |steps: Number| &steps * grid;
    let low = match &interval.low {
        Bound::Open => Bound::Open,
        Bound::Included(number) => Bound::Included(back(steps(number).ceiling())),
        Bound::Excluded(number) => Bound::Included(back(&steps(number).floor() + &Number::ONE)),
    };
    let high = match &interval.high {
        Bound::Open => Bound::Open,
        Bound::Included(number) => Bound::Excluded(back(&steps(number).floor() + &Number::ONE)),
        Bound::Excluded(number) => Bound::Excluded(back(steps(number).ceiling())),
    };
    Interval::new(low, high)
}

/// A stretch of grid steps as the numbers in it: `[3, 6)` of whole numbers is `[3, 5]`.
fn off_grid(interval: &Interval, grid: Option<&Number>) -> Interval {
    let (Some(grid), Bound::Excluded(high)) = (grid, &interval.high) else { return interval.clone() };
    Interval::new(interval.low.clone(), Bound::Included(high - grid))
}

/// Whether what lies next to a bound, on its other side, can occur and has no band.
fn falls_to_otherwise(
    tiling: &Tiling<'_>,
    intervals: &[Option<Interval>],
    bound: &BoundDraft,
    low: bool,
) -> bool {
    let Some(number) = &bound.number else { return true };
    let next = match (&tiling.grid, low) {
        (Some(grid), true) => Interval::point(number - grid),
        (Some(grid), false) => Interval::point(number + grid),
        (None, true) => Interval::new(Bound::Open, Bound::Excluded(number.clone())),
        (None, false) => Interval::new(Bound::Excluded(number.clone()), Bound::Open),
    };
    let banded = tiling.grid.is_some() && intervals.iter().flatten().any(|interval| interval.overlaps(&next));
    !banded && tiling.reach.overlaps(&next)
}

fn reaches_below_zero(hole: &Interval, tiling: &Tiling<'_>) -> bool {
    let negative = Interval::new(Bound::Open, Bound::Excluded(Number::ZERO));
    let declared = tiling.reach.low_value().is_some();
    !declared && hole.overlaps(&negative)
}

/// The row that ends where a hole begins, or begins where it ends.
fn neighbour(intervals: &[Option<Interval>], hole: &Interval, below: bool) -> Option<usize> {
    let edge = |interval: &Interval| {
        if below { interval.high_value().cloned() } else { interval.low_value().cloned() }
    };
    let limit = if below { hole.low_value()?.clone() } else { hole.high_value()?.clone() };
    let candidates =
        intervals.iter().enumerate().filter_map(|(row, interval)| Some((row, edge(interval.as_ref()?)?)));
    if below {
        candidates.filter(|(_, edge)| *edge <= limit).max_by(|a, b| a.1.cmp(&b.1)).map(|(row, _)| row)
    } else {
        candidates.filter(|(_, edge)| *edge >= limit).min_by(|a, b| a.1.cmp(&b.1)).map(|(row, _)| row)
    }
}
