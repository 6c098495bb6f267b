//! 评分分等: the points an assessor gives lie in the range of the level given with them.

use super::findings::{Findings, Misfit};
use crate::data::{Cell, Dataset};
use crate::number::{Number, Unit};
use crate::plan::{InputId, Level, Method, Scheme};
use crate::source::{Cell as Place, Code, Text};

/// Where an assessor writes level and points, and the levels there are.
#[derive(Clone, Copy)]
struct Pair<'a> {
    level: InputId,
    points: InputId,
    levels: &'a [Level],
}

/// Says every number outside of its level; one that stood so in the layer before was said there.
pub(super) fn check(scheme: &Scheme, data: &Dataset, before: Option<&Dataset>, findings: &mut Findings) {
    for indicator in &scheme.indicators {
        let Some(Method::Levels { level, points: Some(points), levels }) = indicator.method() else {
            continue;
        };
        let pair = Pair { level: *level, points: *points, levels };
        for subject in 0..data.subjects.len() {
            let outside = pair.outside(data, subject);
            if outside == before.and_then(|before| pair.outside(before, subject)) {
                continue;
            }
            if let Some(((level, given), place)) = outside.zip(pair.place(data, before, subject)) {
                findings.add(misfit(&indicator.name, level, given).at(place));
            }
        }
    }
}

impl<'a> Pair<'a> {
    /// The level and the points given, when these lie outside of its range.
    fn outside<'d>(self, data: &'d Dataset, subject: usize) -> Option<(&'a Level, &'d Number)> {
        let (Cell::Choice(place), Cell::Number(given)) =
            (data.cell(self.level, subject), data.cell(self.points, subject))
        else {
            return None;
        };
        let level = self.levels.get(*place as usize)?;
        (!level.range.contains(given)).then_some((level, given))
    }

    /// The cell of the points, or that of the level where this layer changed the level alone.
    fn place(self, data: &Dataset, before: Option<&Dataset>, subject: usize) -> Option<Place> {
        let kept =
            |input| before.is_some_and(|before| before.cell(input, subject) == data.cell(input, subject));
        let changed = if kept(self.points) && !kept(self.level) { self.level } else { self.points };
        data.origin(changed, subject)
    }
}

fn misfit(indicator: &str, level: &Level, given: &Number) -> Box<Misfit> {
    let unit = Unit::points();
    let (name, given, range) = (&level.name, unit.show(given), level.range.told(&unit));
    Misfit::new(
        Code::OutOfRange,
        Text::new(
            format!("“{indicator}”评为“{name}”, 分数在 {} 之内, 而给的是 {given}", range.zh),
            format!(
                "`{indicator}` is put in the level `{name}`, which is {}, but the points given are {given}",
                range.en
            ),
        ),
        Text::new(
            "核对等级和分数, 改其中填错的一个; 两个都对, 就改规则里这一等的幅度",
            "look at level and points again and mend the one that is wrong; if both are right, change the range of the level in the rules",
        ),
    )
}
