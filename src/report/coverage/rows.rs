//! Rows, pieces and lines of a leaf, from the plan: the same words however the file is laid out.

use super::Telling;
use crate::eval::Value;
use crate::number::{Bound, Interval};
use crate::plan::{Anchor, Band, Choice, Condition, End, Expr, Line, Method, What as LookedAt};
use crate::report::numbers;
use crate::report::reading::{Reader, choices, unit_of};
use crate::report::wording::pick;
use crate::source::Lang;

impl Telling<'_> {
    /// A row of 分档 or a level of 评分.
    pub(super) fn row(&self, method: &Method, row: usize, lang: Lang) -> String {
        match method {
            Method::Bands { value, rows } => {
                rows.get(row).map_or_else(String::new, |row| self.band(value, row, lang))
            }
            Method::Choices { value, rows } => {
                rows.get(row).map_or_else(String::new, |row| self.choice(value, row, lang))
            }
            Method::Conditions { rows } => {
                rows.get(row).map_or_else(String::new, |row| self.condition_row(row, lang))
            }
            Method::Levels { levels, .. } => {
                levels.get(row).map_or_else(String::new, |level| level.name.clone())
            }
            Method::Score { .. }
            | Method::Proportion { .. }
            | Method::Interpolation { .. }
            | Method::Lines { .. }
            | Method::Assessed { .. } => String::new(),
        }
    }

    /// `制度件数 2件`, `预算执行率 85%(含)-95%`
    fn band(&self, value: &Expr, row: &Band, lang: Lang) -> String {
        let name = self.speech(lang).words(value);
        match (&row.low, &row.high) {
            (End::Open, End::Open) => format!("{name} {}", pick(lang, "其余", "otherwise")),
            (End::At { value: low, included: true }, End::At { value: high, included: true })
                if low == high =>
            {
                format!("{name} = {}", self.bound(value, low, lang))
            }
            (low, high) => {
                let end = |end: &End| match end {
                    End::Open => None,
                    End::At { value: bound, included } => Some((self.bound(value, bound, lang), *included)),
                };
                stretch(&name, (end(low), end(high)))
            }
        }
    }

    /// A bound in the unit of what is held against it.
    pub(super) fn bound(&self, value: &Expr, bound: &Expr, lang: Lang) -> String {
        match crate::check::range(self.scheme, bound).single() {
            Some(number) => self.number(value, number, lang),
            None => self.speech(lang).words(bound),
        }
    }

    /// A number in the unit of an expression.
    pub(super) fn number(&self, value: &Expr, number: &crate::number::Number, lang: Lang) -> String {
        Reader::of(self.scheme, value).show(&Value::Number(number.clone()), lang)
    }

    fn choice(&self, value: &Expr, row: &Choice, lang: Lang) -> String {
        let name = self.speech(lang).words(value);
        let names = choices(&value.type_of);
        let of: Vec<&str> =
            row.choices.iter().filter_map(|at| names.get(*at as usize)).map(String::as_str).collect();
        match of.as_slice() {
            [] => format!("{name} {}", pick(lang, "其余", "otherwise")),
            of => format!("{name} = {}", of.join(pick(lang, "、", ", "))),
        }
    }

    fn condition_row(&self, row: &Condition, lang: Lang) -> String {
        match &row.condition {
            Some(condition) => self.speech(lang).words(condition),
            None => pick(lang, "其余", "otherwise").to_owned(),
        }
    }

    /// The piece of 插值 before an anchor, or beyond the last.
    pub(super) fn piece(&self, value: &Expr, anchors: &[Anchor], place: usize, lang: Lang) -> String {
        let name = self.speech(lang).words(value);
        let at = |anchor: &Anchor| self.number(value, &anchor.at, lang);
        let low = place.checked_sub(1).and_then(|before| anchors.get(before)).map(|low| (at(low), true));
        let high = anchors.get(place).map(|high| (at(high), false));
        stretch(&name, (low, high))
    }

    /// What a line looks at: `公开错误`, `季报次数 < 4次`.
    pub(super) fn line(&self, line: &Line, lang: Lang) -> String {
        let speech = self.speech(lang);
        match &line.what {
            LookedAt::Holds(what) | LookedAt::Count(what) => speech.words(what),
            LookedAt::Gap { value, bound, above, or_equal } => {
                let sign = match (above, or_equal) {
                    (true, true) => "≥",
                    (true, false) => ">",
                    (false, true) => "≤",
                    (false, false) => "<",
                };
                format!("{} {sign} {}", speech.words(value), self.bound(value, bound, lang))
            }
        }
    }

    /// A range as a sentence has it, in the unit of an expression.
    pub(super) fn range(&self, value: Option<&Expr>, range: &Interval, lang: Lang) -> String {
        let unit = value.and_then(|value| unit_of(self.scheme, value));
        let end = |bound: &Bound| match (bound.value(), &unit) {
            (None, _) => None,
            (Some(number), Some(unit)) => Some(numbers::measured(number, unit, lang)),
            (Some(number), None) => Some(numbers::points(number, lang)),
        };
        match (end(&range.low), end(&range.high)) {
            (Some(low), Some(high)) if low == high => low,
            (Some(low), Some(high)) => format!("{low}–{high}"),
            (Some(low), None) => format!("≥ {low}"),
            (None, Some(high)) => format!("≤ {high}"),
            (None, None) => pick(lang, "任何数", "any number").to_owned(),
        }
    }
}

/// An end in words, and whether it belongs.
type Reached = Option<(String, bool)>;

/// `85% ≤ 预算执行率 < 95%`
fn stretch(name: &str, ends: (Reached, Reached)) -> String {
    let low = ends.0.map(|(low, included)| (low, if included { "≤" } else { "<" }));
    let high = ends.1.map(|(high, included)| (high, if included { "≤" } else { "<" }));
    match (low, high) {
        (Some((low, sign)), Some((high, to))) => format!("{low} {sign} {name} {to} {high}"),
        (Some((low, sign)), None) => format!("{name} {} {low}", if sign == "≤" { "≥" } else { ">" }),
        (None, Some((high, to))) => format!("{name} {to} {high}"),
        (None, None) => name.to_owned(),
    }
}
