//! What a search starts from: whole subjects that have a total, and what each part of the scheme reads.

use super::made::{Made, dataset};
use super::reads::{Part, Reads};
use crate::data::{Cell, Dataset, Origin, Row, Table, bind, sample};
use crate::eval::{self, Results};
use crate::number::Number;
use crate::plan::{IndicatorId, InputId, Kind, Method, Scheme};

/// What is known of a scheme before any slip.
pub(in crate::study) struct Ground<'a> {
    pub(super) scheme: &'a Scheme,
    /// Whose texts and calendar made-up data borrow.
    pub(super) like: Dataset,
    /// Subjects with a total, those at the bounds of the grades among them.
    pub(super) whole: Vec<Made>,
    /// The leaves, bonuses and penalties, and what they read.
    pub(super) parts: Vec<(Part, Reads)>,
}

/// How many given and how many sampled subjects are kept.
const GIVEN: usize = 24;
const SAMPLED: u32 = 60;

impl<'a> Ground<'a> {
    /// `given` are subjects that are known already: those of tests or of data.
    pub(in crate::study) fn new(scheme: &'a Scheme, given: &[&Dataset]) -> Ground<'a> {
        let sampled = sampled(scheme);
        let mut like = sampled.clone().unwrap_or_default();
        like.layer = scheme.last_layer();
        if like.texts.is_empty() {
            like.texts.push("1".to_owned());
        }
        let mut ground = Ground { scheme, like, whole: Vec::new(), parts: parts(scheme) };
        for data in given.iter().copied() {
            ground.take(data, GIVEN);
        }
        if let Some(data) = &sampled {
            ground.take(data, SAMPLED as usize);
        }
        let from = ground.whole.first().cloned().unwrap_or_else(|| Made::blank(scheme));
        let climbs = ground.climbs(&from);
        ground.whole.extend(climbs);
        ground.at_the_bounds();
        ground
    }

    /// The rules as they are.
    pub(in crate::study) fn scheme(&self) -> &'a Scheme {
        self.scheme
    }

    /// Whose texts and calendar made-up data borrow.
    pub(in crate::study) fn like(&self) -> &Dataset {
        &self.like
    }

    /// Subjects with a total: the best and the worst that a climb comes to among them.
    pub(in crate::study) fn whole(&self) -> &[Made] {
        &self.whole
    }

    /// The leaves, bonuses and penalties, and what they read.
    pub(in crate::study) fn parts(&self) -> &[(Part, Reads)] {
        &self.parts
    }

    /// Takes over subjects that have a total, with texts that the ground knows.
    fn take(&mut self, data: &Dataset, most: usize) {
        let results = eval::assess(self.scheme, data);
        let with_total =
            (0..data.subjects.len()).filter(|at| results.total.get(*at).is_some_and(Option::is_some));
        for subject in with_total.take(most) {
            let mut made = Made::from(data, self.scheme, subject);
            made.retell(|text| self.known(data.text(text)));
            if !self.whole.contains(&made) {
                self.whole.push(made);
            }
        }
    }

    fn known(&mut self, text: &str) -> crate::data::TextId {
        let at = self.like.texts.iter().position(|known| known == text).unwrap_or_else(|| {
            self.like.texts.push(text.to_owned());
            self.like.texts.len() - 1
        });
        crate::data::TextId(u32::try_from(at).unwrap_or(0))
    }

    /// Adds subjects whose totals lie at the bounds of the grades and of the total, and beside them.
    fn at_the_bounds(&mut self) {
        let scale = self.scheme.scale.iter().flat_map(|scale| &scale.grades);
        let bounds = scale.flat_map(|grade| [grade.range.low_value(), grade.range.high_value()]);
        let limits = [self.scheme.limits.low.as_ref(), self.scheme.limits.high.as_ref()];
        let mut aims: Vec<Number> = Vec::new();
        for bound in bounds.chain(limits).flatten() {
            let near = [0, 100, -100, 50, -50, 1, -1].into_iter().map(|by| bound + &Number::hundredths(by));
            aims.extend(near);
        }
        aims.sort();
        aims.dedup();
        let whole = self.whole.iter().cloned().chain(self.between());
        let from: Vec<(Number, Made)> = whole.filter_map(|made| Some((self.total(&made)?, made))).collect();
        for aim in aims {
            // The nearest first: assessors cannot give any number of points.
            let mut near: Vec<&(Number, Made)> = from.iter().collect();
            near.sort_by_key(|(total, _)| (total - &aim).abs());
            let near = near.into_iter().take(AIMING);
            let found: Vec<Made> = near.filter_map(|(_, made)| self.aimed(made, &aim)).take(2).collect();
            let hairs: Vec<Made> = found.iter().flat_map(|made| self.by_a_hair(made)).collect();
            self.whole.extend(found.into_iter().chain(hairs));
        }
    }

    /// The subject with points so little less that only rounding, or its absence, makes anything of it.
    fn by_a_hair(&self, made: &Made) -> Vec<Made> {
        let places = self.scheme.rounding.places().unwrap_or(2);
        let unit = (0..places).try_fold(Number::ONE, |unit, _| unit.over(&Number::whole(10)));
        let less = |tenths: i64| Some(&unit.clone()? * &Number::ratio(tenths, 10)?);
        let shifted = |less: Number| {
            let mut made = made.clone();
            let input = self.given_by_assessors().into_iter().find(|input| {
                let Some(Cell::Number(own)) = made.cells.get(input.0 as usize) else { return false };
                self.scheme.input(*input).range.contains(&(own - &less))
            })?;
            if let Some(Cell::Number(own)) = made.cells.get_mut(input.0 as usize) {
                *own = &*own - &less;
            }
            made.fits(self.scheme).then_some(made)
        };
        [5, 4].into_iter().filter_map(less).filter_map(shifted).collect()
    }

    /// From the best subject to the worst and to the middle one, one cell after another taken over, from either end.
    fn between(&self) -> Vec<Made> {
        let totals = self.whole.iter().filter_map(|made| Some((self.total(made)?, made)));
        let mut totals: Vec<(Number, &Made)> = totals.collect();
        totals.sort_by(|a, b| a.0.cmp(&b.0));
        let Some((_, best)) = totals.last() else { return Vec::new() };
        let ends = [totals.first(), totals.get(totals.len() / 2)].into_iter().flatten();
        ends.flat_map(|(_, other)| self.steps(best, other, false).chain(self.steps(best, other, true)))
            .collect()
    }

    fn steps<'m>(&'m self, from: &Made, to: &'m Made, backwards: bool) -> impl Iterator<Item = Made> + 'm {
        let cells = to.cells.len();
        let mut made = from.clone();
        (0..cells).filter_map(move |at| {
            let at = if backwards { cells - 1 - at } else { at };
            made.cells.get_mut(at)?.clone_from(to.cells.get(at)?);
            made.fits(self.scheme).then(|| made.clone())
        })
    }

    /// The subject with other points from assessors, so that its total is this.
    fn aimed(&self, made: &Made, aim: &Number) -> Option<Made> {
        let mut made = made.clone();
        for input in self.given_by_assessors() {
            let total = self.total(&made)?;
            if total == *aim && made.fits(self.scheme) {
                return Some(made);
            }
            let range = &self.scheme.input(input).range;
            let Some(Cell::Number(own)) = made.cells.get(input.0 as usize) else { continue };
            let mut to = own + &(aim - &total);
            if let Some(low) = range.low_value() {
                to = to.max(low.clone());
            }
            if let Some(high) = range.high_value() {
                to = to.min(high.clone());
            }
            if let Some(slot) = made.cells.get_mut(input.0 as usize) {
                *slot = Cell::Number(to);
            }
        }
        (self.total(&made)? == *aim && made.fits(self.scheme)).then_some(made)
    }

    fn total(&self, made: &Made) -> Option<Number> {
        self.results(made).total.into_iter().next().flatten()
    }

    /// What a subject alone comes to.
    pub(super) fn results(&self, made: &Made) -> Results {
        eval::assess(self.scheme, &dataset(self.scheme, &self.like, std::slice::from_ref(made)))
    }

    /// Points that assessors give freely, twice over: a later one may leave room for an earlier one.
    fn given_by_assessors(&self) -> Vec<InputId> {
        let free = self.scheme.indicators.iter().filter_map(|indicator| match indicator.method() {
            Some(Method::Assessed { points }) => Some(*points),
            Some(
                Method::Score { .. }
                | Method::Proportion { .. }
                | Method::Interpolation { .. }
                | Method::Bands { .. }
                | Method::Choices { .. }
                | Method::Conditions { .. }
                | Method::Lines { .. }
                | Method::Levels { .. },
            )
            | None => None,
        });
        let free: Vec<InputId> = free.collect();
        free.iter().chain(&free).copied().collect()
    }
}

const AIMING: usize = 12;

impl Made {
    /// The same with the texts of another dataset.
    fn retell(&mut self, mut known: impl FnMut(crate::data::TextId) -> crate::data::TextId) {
        let records = self.records.iter_mut().flatten().flatten();
        for cell in self.cells.iter_mut().chain(records) {
            match cell {
                Cell::Text(text) | Cell::Excused(text) => *text = known(*text),
                Cell::Number(_)
                | Cell::YesNo(_)
                | Cell::Choice(_)
                | Cell::Date(_)
                | Cell::Missing
                | Cell::NotApplicable => {}
            }
        }
    }
}

fn parts(scheme: &Scheme) -> Vec<(Part, Reads)> {
    let ids = (0..).map(IndicatorId).zip(&scheme.indicators);
    let leaves = ids.filter(|(_, one)| matches!(one.kind, Kind::Leaf { .. }) || !one.vetoes.is_empty());
    let leaves = leaves.map(|(id, _)| Part::Indicator(id));
    let outside = (0..scheme.outside.len()).map(Part::Outside);
    leaves.chain(outside).map(|part| (part, Reads::of(scheme, part))).collect()
}

/// Made-up subjects of the scheme, where its lists do not come from others.
fn sampled(scheme: &Scheme) -> Option<Dataset> {
    let tables = sample(scheme, SAMPLED, 1).into_iter().map(|table| {
        let rows: Vec<_> = table.rows.zip(2..).map(|(cells, number)| Ok(row(&cells, number))).collect();
        Table {
            file: format!("{}.csv", table.name),
            origin: Origin::default(),
            name: table.name,
            headers: table.headers,
            rows: Box::new(rows.into_iter()),
        }
    });
    bind(tables.collect(), scheme).value
}

fn row(cells: &[String], number: u64) -> Row {
    let mut row = Row::new(number);
    cells.iter().for_each(|cell| row.push(cell));
    row
}
