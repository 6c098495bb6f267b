//! Why a case failed, expectation by expectation.

use super::super::reading;
use super::super::wording::{both, pick};
use super::Tested;
use super::because::because;
use super::seen::{Seen, Shown, value};
use crate::eval::{Results, Row, Value, alerts};
use crate::plan::{Comparison, Expectation, Expected, Expr, ExprKind, TestFigure, TestState};
use crate::report::Scored;
use crate::source::{Lang, Span, Text};
use crate::testing::{self, Case, Verdict};

/// One expectation that was not met.
pub(super) struct Failure {
    /// The file it is written in.
    pub(super) file: String,
    /// Its line.
    pub(super) line: u32,
    /// Of which other subject; empty for the one that the test is about.
    pub(super) of: String,
    pub(super) shown: Shown,
    pub(super) seen: Vec<Seen>,
    /// What came out instead.
    pub(super) actual: Text,
    /// How the figures it reads came about.
    pub(super) because: Vec<Text>,
}

impl Tested<'_> {
    /// Every expectation of a case that was not met.
    pub(super) fn failures(&self, case: &Case, verdict: &Verdict) -> Vec<Failure> {
        let results = testing::scored(self.scheme, case);
        let unmet = verdict.unmet.iter().filter_map(|&place| case.expectations.get(place));
        unmet.map(|expectation| self.failure(case, &results, expectation)).collect()
    }

    fn failure(&self, case: &Case, results: &[Results], expectation: &Expectation) -> Failure {
        let place = Span { end: expectation.span.start, ..expectation.span };
        let subjects = self.test_case(case).map_or(&[][..], |case| &case.subjects);
        let of = subjects.get(expectation.subject).map_or(String::new(), |subject| subject.name.clone());
        let mut failure = Failure {
            file: self.files.name(place.source).to_owned(),
            line: self.files.start(place).line,
            of,
            shown: Shown::of(expectation, self.files),
            seen: Vec::new(),
            actual: Text::default(),
            because: Vec::new(),
        };
        let row = testing::row(self.scheme, case, results, expectation);
        let Some(row) = row else {
            failure.actual = unfit(case, &expectation.what);
            return failure;
        };
        let (Some(last), earlier) = (results.last(), results.get(..results.len() - 1).unwrap_or(&[])) else {
            return failure;
        };
        let scored =
            Scored { scheme: self.scheme, data: row.data, results: last, earlier, files: self.files };
        failure.actual = actual(&scored, row, &expectation.what);
        failure.because = because(&scored, row, &expectation.what);
        if let Expected::Holds(condition) = &expectation.what {
            failure.seen = failure.shown.values(&scored, row, condition);
        }
        failure
    }
}

fn unfit(case: &Case, expected: &Expected) -> Text {
    let mut codes: Vec<&str> = case.findings.iter().map(|finding| finding.code.id()).collect();
    codes.dedup();
    let codes = codes.join(", ");
    if matches!(expected, Expected::Finding(_)) {
        return Text::new(
            format!("给的数有别的问题: {codes}"),
            format!("what is given has other faults: {codes}"),
        );
    }
    Text::new(
        format!("给的数有问题 ({codes}), 没有算"),
        format!("what is given does not fit ({codes}), so nothing was scored"),
    )
}

fn actual(scored: &Scored<'_>, row: Row<'_>, expected: &Expected) -> Text {
    match expected {
        Expected::Holds(condition) => both(|lang| condition_told(scored, row, condition, lang)),
        Expected::State(figure, state) => standing(scored, row, (*figure, *state)),
        Expected::Veto { holds: true, .. } => Text::new("这条否决没有成立", "this veto does not hold"),
        Expected::Veto { holds: false, .. } => {
            Text::new("这条否决成立了, 或者定不了", "this veto holds, or cannot be decided")
        }
        Expected::Use { text, money, holds } => {
            both(|lang| follows(scored, row, (text, money.as_ref(), *holds), lang))
        }
        Expected::Alert { .. } => raised(scored, row),
        Expected::Place { ranking, comparison, place } => {
            let found = row.results.places.get(*ranking).and_then(|column| *column.get(row.subject)?);
            let sign = comparison.sign();
            let sign = if *comparison == Comparison::Equal { "" } else { sign };
            both(|lang| {
                let found = found
                    .map_or(pick(lang, "没有名次", "no place").to_owned(), |found| found.to_string());
                match lang {
                    Lang::Zh => format!("应是 {sign}{place}, 实际 {found}"),
                    Lang::En => format!("expected {sign}{place}, got {found}"),
                }
            })
        }
        Expected::Finding(_) => Text::new("给的数没有问题", "nothing was found in what is given"),
    }
}

/// Both sides of an equation; of any other condition, that it does not hold or cannot be known.
fn condition_told(scored: &Scored<'_>, row: Row<'_>, condition: &Expr, lang: Lang) -> String {
    if let ExprKind::Compare(Comparison::Equal, left, right) = &condition.kind {
        let (found, wanted) = (value(scored, row, left, lang), value(scored, row, right, lang));
        return match lang {
            Lang::Zh => format!("应是 {wanted}, 实际 {found}"),
            Lang::En => format!("expected {wanted}, got {found}"),
        };
    }
    let known = matches!(row.value(condition).value, Ok(Value::YesNo(_)));
    match (known, lang) {
        (true, Lang::Zh) => "不成立".to_owned(),
        (true, Lang::En) => "does not hold".to_owned(),
        (false, Lang::Zh) => format!("定不了: {}", value(scored, row, condition, lang)),
        (false, Lang::En) => format!("cannot be decided: {}", value(scored, row, condition, lang)),
    }
}

fn state_word(state: TestState, lang: Lang) -> &'static str {
    match state {
        TestState::Open => pick(lang, "未定", "undetermined"),
        TestState::NotApplicable => pick(lang, "不适用", "n/a"),
        TestState::Excused => pick(lang, "免责", "excused"),
        TestState::Presumed => pick(lang, "缺报, 视为一个值", "presumed"),
        TestState::Failed => pick(lang, "算不出", "failed"),
    }
}

fn standing(scored: &Scored<'_>, row: Row<'_>, (figure, wanted): (TestFigure, TestState)) -> Text {
    let found = testing::standing(row, figure);
    both(|lang| {
        let number = testing::figure(row, figure);
        let points = number.map(|number| scored.published(&number));
        let found = match (found, points, lang) {
            (Some(state), Some(points), Lang::Zh) => format!("{} ({points} 分)", state_word(state, lang)),
            (Some(state), Some(points), Lang::En) => format!("{} ({points} points)", state_word(state, lang)),
            (Some(state), None, _) => state_word(state, lang).to_owned(),
            (None, Some(points), Lang::Zh) => format!("{points} 分"),
            (None, Some(points), Lang::En) => format!("{points} points"),
            (None, None, _) => pick(lang, "有值", "a value").to_owned(),
        };
        let wanted = state_word(wanted, lang);
        match lang {
            Lang::Zh => format!("应是 {wanted}, 实际 {found}"),
            Lang::En => format!("expected {wanted}, got {found}"),
        }
    })
}

fn follows(
    scored: &Scored<'_>,
    row: Row<'_>,
    (text, money, holds): (&str, Option<&Expr>, bool),
    lang: Lang,
) -> String {
    let all = row.consequences();
    let known = |place: usize| scored.scheme.consequences.get(place);
    let named = all.iter().find(|one| known(one.consequence).is_some_and(|known| known.text == text));
    match (holds, named) {
        (true, Some(one)) if one.undecided.is_none() => {
            let paid = one.money.as_ref().zip(known(one.consequence).and_then(|known| known.money.as_ref()));
            let paid = paid.map_or(pick(lang, "没有金额", "no amount").to_owned(), |(paid, expr)| {
                reading::Reader::of(scored.scheme, expr).show(&Value::Number(paid.clone()), lang)
            });
            let wanted = money.map_or(String::new(), |money| value(scored, row, money, lang));
            match lang {
                Lang::Zh => format!("金额应是 {wanted}, 实际 {paid}"),
                Lang::En => format!("expected the amount {wanted}, got {paid}"),
            }
        }
        (_, Some(one)) if one.undecided.is_some() => {
            pick(lang, "这条应用定不了", "this consequence cannot be decided").to_owned()
        }
        (false, _) => pick(lang, "这条应用用上了", "this consequence follows").to_owned(),
        (true, _) => {
            let texts = all.iter().filter(|one| one.undecided.is_none());
            let texts: Vec<&str> =
                texts.filter_map(|one| Some(known(one.consequence)?.text.as_str())).collect();
            match (texts.as_slice(), lang) {
                ([], Lang::Zh) => "这条应用没有用上, 别的也没有".to_owned(),
                ([], Lang::En) => "this consequence does not follow, nor any other".to_owned(),
                (texts, Lang::Zh) => format!("这条应用没有用上; 用上的是“{}”", texts.join("”“")),
                (texts, Lang::En) => {
                    format!("this consequence does not follow; these do: “{}”", texts.join("”, “"))
                }
            }
        }
    }
}

fn raised(scored: &Scored<'_>, row: Row<'_>) -> Text {
    let all = alerts(row.scheme, row.data, row.results, row.subject);
    let told: Vec<(String, String)> = all
        .iter()
        .filter_map(|one| {
            let alert = scored.scheme.alerts.get(one.alert)?;
            let words = format!("{} “{}”", scored.scheme.alert_level(alert.level), alert.text);
            Some(if one.undecided.is_some() {
                (format!("{words} (定不了)"), format!("{words} (undecided)"))
            } else {
                (words.clone(), words)
            })
        })
        .collect();
    if told.is_empty() {
        return Text::new("没有报出警示", "no alert is raised");
    }
    let (zh, en): (Vec<String>, Vec<String>) = told.into_iter().unzip();
    Text::new(format!("报出的是: {}", zh.join("; ")), format!("raised: {}", en.join("; ")))
}
