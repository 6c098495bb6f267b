//! A cell that its input or field accepts.

use super::random::Random;
use super::span::number;
use crate::number::Interval;
use crate::plan::{Field, InputId, Level, Method, OnMissing, Scheme, ValueType};

/// The year of every date drawn.
pub(super) const YEAR: i32 = 2024;

/// Draws the cells of one scheme.
pub(super) struct Draw<'a> {
    scheme: &'a Scheme,
    seed: u64,
    /// Beside `Scheme::inputs`: for the points of 评分 with levels, the level they must fit.
    within: Vec<Option<(InputId, &'a [Level])>>,
}

/// What a cell is before it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Missing,
    NotApplicable,
    Excused,
    Value,
}

impl<'a> Draw<'a> {
    pub(super) fn new(scheme: &'a Scheme, seed: u64) -> Draw<'a> {
        let mut within = vec![None; scheme.inputs.len()];
        for indicator in &scheme.indicators {
            if let Some(Method::Levels { level, points: Some(points), levels }) = indicator.method()
                && let Some(slot) = within.get_mut(points.0 as usize)
            {
                *slot = Some((*level, levels.as_slice()));
            }
        }
        Draw { scheme, seed, within }
    }

    /// The text of a subject's cell.
    pub(super) fn input(&self, id: InputId, subject: u32) -> String {
        let mut random = self.random(id, subject);
        if self.scheme.input(id).value_type == ValueType::Evidence {
            return evidence(&mut random);
        }
        let state = self.state(id, &mut random);
        let Some((level, levels)) = self.within.get(id.0 as usize).copied().flatten() else {
            return self.written(id, state, |input| value(&input.value_type, &input.range, &mut random));
        };
        // The points stand or fall with their level, which is drawn again from its own place.
        let mut of_level = self.random(level, subject);
        let state = self.state(level, &mut of_level);
        let at = of_level.below(levels.len() as u64);
        self.written(id, state, |input| match levels.get(usize::try_from(at).unwrap_or(0)) {
            Some(level) => value(&input.value_type, &input.range.intersect(&level.range), &mut random),
            None => String::new(),
        })
    }

    /// A number below a limit, for the place of a subject.
    pub(super) fn below(&self, id: InputId, subject: u32, limit: u64) -> u64 {
        self.random(id, subject).below(limit)
    }

    fn random(&self, id: InputId, subject: u32) -> Random {
        Random::new(self.seed, &[u64::from(subject), u64::from(id.0)])
    }

    /// In thousandths: 20 not applicable and 10 excused where the rules provide for it, 10 missing, 5 where that
    /// leaves the score open.
    fn state(&self, id: InputId, random: &mut Random) -> State {
        let input = self.scheme.input(id);
        match random.below(1000) {
            0..20 if input.may_not_apply => State::NotApplicable,
            20..30 if input.excused.is_some() => State::Excused,
            30..40 if goes_missing(&input.missing, random) => State::Missing,
            _ => State::Value,
        }
    }

    /// A state that this input does not allow is missing in it.
    fn written(
        &self,
        id: InputId,
        state: State,
        value: impl FnOnce(&crate::plan::Input) -> String,
    ) -> String {
        let input = self.scheme.input(id);
        match state {
            State::Value => value(input),
            State::NotApplicable if input.may_not_apply => "不适用".to_owned(),
            State::Excused if input.excused.is_some() => "免责:不可抗力".to_owned(),
            State::Missing | State::NotApplicable | State::Excused => String::new(),
        }
    }
}

/// What is attached: in hundredths, 15 nothing, half of them saying so, 5 excused, 5 where nothing is needed.
fn evidence(random: &mut Random) -> String {
    match random.below(100) {
        0..8 => String::new(),
        8..15 => "无".to_owned(),
        15..20 => "免责:档案毁于水灾".to_owned(),
        20..25 => "不适用".to_owned(),
        _ => value(&ValueType::Evidence, &Interval::ALL, random),
    }
}

fn goes_missing(missing: &OnMissing, random: &mut Random) -> bool {
    match missing {
        OnMissing::Report => random.below(2) == 0,
        OnMissing::Value(_) | OnMissing::NotApplicable => true,
    }
}

/// The text of a record's cell.
pub(super) fn field(field: &Field, random: &mut Random) -> String {
    if random.below(1000) < 10 && goes_missing(&field.missing, random) {
        return String::new();
    }
    value(&field.value_type, &field.range, random)
}

fn value(value_type: &ValueType, range: &Interval, random: &mut Random) -> String {
    match value_type {
        ValueType::Number { unit, whole } => number(range, unit, *whole, random),
        ValueType::YesNo => if random.below(2) == 0 { "是" } else { "否" }.to_owned(),
        ValueType::Choice(choices) => {
            let at = usize::try_from(random.below(choices.len() as u64)).unwrap_or(0);
            choices.get(at).cloned().unwrap_or_default()
        }
        ValueType::Evidence => format!("文件{}号", 1 + random.below(99)),
        ValueType::Text => format!("说明{}", random.below(100)),
        ValueType::Date => format!("{YEAR}-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28)),
        ValueType::List(_) => String::new(),
    }
}
