//! How many units were tried of how many that can be.

use super::Covered;
use crate::source::Text;
use crate::study::coverage::{Of, Unit, UnitKind};

/// A number of units.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    /// Those that can be tried: all but those proved out of reach.
    pub(super) possible: usize,
    /// Those proved out of reach.
    pub(super) never: usize,
    /// Tried by tests.
    pub(super) tests: usize,
    /// Tried by data.
    pub(super) data: usize,
}

/// What tried a unit: none where there are no tests, or no data.
#[derive(Clone, Copy)]
pub(super) struct Tried {
    pub(super) tests: Option<usize>,
    pub(super) data: Option<usize>,
    /// The first case of the tests.
    pub(super) first_test: Option<usize>,
    /// The first subject of the data.
    pub(super) first: Option<usize>,
}

impl Tried {
    /// Whether something that was asked did not try it.
    pub(super) fn is_hole(self) -> bool {
        self.tests == Some(0) || self.data == Some(0)
    }
}

impl<'a> Covered<'a> {
    /// The units with what tried each.
    pub(super) fn tried(&self) -> impl Iterator<Item = (&'a Unit, Tried)> {
        let covered = *self;
        self.units.all.iter().enumerate().map(move |(place, unit)| {
            let tests = covered.tests.and_then(|(_, tally)| tally.units.get(place));
            let data = covered.data.and_then(|(_, tally)| tally.units.get(place));
            let tried = Tried {
                tests: tests.map(|one| one.times),
                data: data.map(|one| one.times),
                first_test: tests.and_then(|one| one.first),
                first: data.and_then(|one| one.first),
            };
            (unit, tried)
        })
    }

    /// The units that can be tried and were not, by tests or by data.
    pub(super) fn holes(&self) -> impl Iterator<Item = (&'a Unit, Tried)> {
        self.tried().filter(|(unit, tried)| unit.never.is_none() && tried.is_hole())
    }

    /// The units of which something holds, counted.
    pub(super) fn count(&self, of: impl Fn(&Unit) -> bool) -> Count {
        let mut count = Count::default();
        for (unit, tried) in self.tried().filter(|(unit, _)| of(unit)) {
            if unit.never.is_some() {
                count.never += 1;
                continue;
            }
            count.possible += 1;
            count.tests += usize::from(tried.tests.is_some_and(|times| times > 0));
            count.data += usize::from(tried.data.is_some_and(|times| times > 0));
        }
        count
    }

    /// The parts of the rules that have units, each once, in order.
    pub(super) fn parts(&self) -> Vec<Of> {
        let mut parts: Vec<Of> = Vec::new();
        for unit in &self.units.all {
            if !parts.contains(&unit.key.of) {
                parts.push(unit.key.of);
            }
        }
        parts
    }

    /// Why a unit was not tried, as far as can be told.
    pub(super) fn why(&self, unit: &Unit, tried: Tried) -> Text {
        let of = unit.key.of;
        let tests = self.tests.is_some_and(|(_, tally)| tally.came_to(of));
        let data = self.data.is_some_and(|(_, tally)| tally.came_to(of));
        let part = Text::new("没有一例走到这一部分", "no case comes to this part");
        match (tried.tests, tried.data) {
            (Some(0), Some(0)) if !tests && !data => part,
            (Some(0), None) if !tests => part,
            (None, Some(0)) if !data => part,
            (Some(0), Some(0)) => Text::new("测试、数据里都没有", "in neither tests nor data"),
            (Some(0), None) => Text::new("测试里没有", "not in the tests"),
            (None, Some(0)) => Text::new("数据里没有", "not in the data"),
            (Some(0), Some(data)) => Text::new(
                format!("测试里没有, 数据里 {data} 例"),
                format!("not in the tests; {data} in the data"),
            ),
            (Some(tests), Some(0)) => Text::new(
                format!("数据里没有, 测试里 {tests} 例"),
                format!("not in the data; {tests} in the tests"),
            ),
            (Some(_) | None, Some(_) | None) => Text::default(),
        }
    }

    /// The title of the first test that tried a unit, with its row.
    pub(super) fn test(&self, tried: Tried) -> Option<String> {
        let (cases, _) = self.tests?;
        let case = cases.get(tried.first_test?)?;
        let test = self.scheme.tests.get(case.test)?;
        let row = test.cases.get(case.case)?;
        Some(match (&row.name, row.row) {
            (Some(name), _) => format!("{}: {name}", test.title),
            (None, Some(row)) => format!("{} ({row})", test.title),
            (None, None) => test.title.clone(),
        })
    }

    /// The name of the first subject that tried a unit.
    pub(super) fn subject(&self, tried: Tried) -> Option<&'a str> {
        let (data, _) = self.data?;
        data.subjects.get(tried.first?).map(|subject| subject.name.as_str())
    }
}

/// Whether a part is an input: there are many, and they are told together.
pub(super) fn is_input(of: Of) -> bool {
    matches!(of, Of::Input(_) | Of::Field(..))
}

/// `28/35 (80%)`; never 100% where one is left.
pub(super) fn share(part: usize, whole: usize) -> String {
    match (part * 100).checked_div(whole) {
        Some(percent) => format!("{part}/{whole} ({percent}%)"),
        None => "0/0".to_owned(),
    }
}

/// A sort of units: its word in JSON, and its name.
pub(super) fn kind(kind: UnitKind) -> (&'static str, Text) {
    let (word, zh, en) = match kind {
        UnitKind::Row => ("row", "档、段、比例", "rows, pieces, shares"),
        UnitKind::Bound => ("bound", "恰在界上的值", "values exactly at a bound"),
        UnitKind::Condition => ("condition", "条件成立与否", "conditions, either way"),
        UnitKind::Line => ("line", "加分扣分的行", "lines, with effect or without"),
        UnitKind::Remainder => ("remainder", "零头", "parts of a step"),
        UnitKind::Limit => ("limit", "上限、下限", "limits, reached or not"),
        UnitKind::State => ("state", "缺报、不适用、免责", "missing, n/a, excused"),
        UnitKind::NotApplicable => ("not_applicable", "不适用与缺项", "what does not apply"),
        UnitKind::Zero => ("zero", "分母、目标为零", "zero denominators, targets"),
        UnitKind::Branch => ("branch", "分支", "branches"),
        UnitKind::Evidence => ("evidence", "佐证", "evidence"),
        UnitKind::Veto => ("veto", "否决", "vetoes"),
        UnitKind::Grade => ("grade", "等级", "grades"),
        UnitKind::Quota => ("quota", "名额", "quotas"),
        UnitKind::Ranking => ("ranking", "排名", "rankings"),
        UnitKind::Consequence => ("consequence", "应用", "consequences"),
        UnitKind::Alert => ("alert", "警示", "alerts"),
    };
    (word, Text::new(zh, en))
}
