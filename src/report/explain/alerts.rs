//! 警示 in words: what made it true, or what is missing to decide it.

use super::{Teller, sources};
use crate::eval::{Alerted, Assessment, Follows, Quantity, State, Stop, Working};
use crate::plan::Expr;
use crate::report::wording::{self, both, pick};
use crate::report::{Entry, Scored};
use crate::source::{Lang, Text};

/// Every alert that is told, the gravest first.
pub(super) fn entries(teller: &Teller<'_>) -> Vec<Entry> {
    teller.assessment.alerts.iter().filter_map(|alerted| entry(teller, alerted)).collect()
}

fn entry(teller: &Teller<'_>, alerted: &Alerted) -> Option<Entry> {
    let scheme = teller.scored.scheme;
    let alert = scheme.alerts.get(alerted.alert)?;
    let (level, text) = (scheme.alert_level(alert.level), &alert.text);
    let ground = ground(teller, alerted);
    let head = both(|lang| {
        let ground = ground.get(lang);
        match (alerted.undecided.is_some(), lang) {
            (false, Lang::Zh) => format!("警示 {level}: {text} (因为 {ground})"),
            (false, Lang::En) => format!("alert {level}: {text} (since {ground})"),
            (true, Lang::Zh) => format!("警示 {level} 无法判断: {text} ({ground})"),
            (true, Lang::En) => format!("alert {level} cannot be decided: {text} ({ground})"),
        }
    });
    let mut entry = teller.entry(&format!("警示 {level}"), head, alert.span);
    entry.calculation = super::item::formulas_of(teller, &alerted.working);
    entry.origins = sources::origins_of(teller, vec![&alert.condition], &alerted.working);
    Some(entry)
}

/// Why an alert is told of the subject: its condition with the values read, or what is missing to decide it.
pub(in crate::report) fn reason(scored: &Scored<'_>, assessment: &Assessment, alerted: &Alerted) -> Text {
    ground(&Teller { scored: *scored, assessment }, alerted)
}

fn ground(teller: &Teller<'_>, alerted: &Alerted) -> Text {
    let alert = teller.scored.scheme.alerts.get(alerted.alert);
    alert
        .map(|alert| why(teller, &alert.condition, (&alerted.working, alerted.undecided)))
        .unwrap_or_default()
}

/// Why a consequence cannot be decided for the subject.
pub(in crate::report) fn undecided_reason(
    scored: &Scored<'_>,
    assessment: &Assessment,
    follows: &Follows,
) -> Text {
    let consequence = scored.scheme.consequences.get(follows.consequence);
    let teller = &Teller { scored: *scored, assessment };
    consequence
        .map(|one| why(teller, &one.condition, (&follows.working, follows.undecided)))
        .unwrap_or_default()
}

/// A condition with the values read; or, where it cannot be decided, what is missing.
pub(super) fn why(
    teller: &Teller<'_>,
    condition: &Expr,
    (working, undecided): (&Working, Option<Stop>),
) -> Text {
    let Some(stop) = undecided else {
        return both(|lang| teller.figures(condition, working, lang));
    };
    let record = || match stop {
        Stop::MissingField => sources::record_lacking(teller, condition, working),
        Stop::Missing(_)
        | Stop::MissingScore(_)
        | Stop::MissingLayer(_)
        | Stop::NoLayer
        | Stop::NotApplicable
        | Stop::Excused(_)
        | Stop::Zero
        | Stop::Fault
        | Stop::NoCalendar(_) => None,
    };
    if let Some(missing) = sources::missing(teller, working).or_else(record) {
        return Text::new(format!("缺{}", missing.zh), format!("{} missing", missing.en));
    }
    let of_the_whole = |quantity| matches!(quantity, Quantity::Total(_) | Quantity::Grade);
    if working.reads.iter().any(|read| of_the_whole(read.quantity) && read.reading.value.is_err()) {
        return if teller.assessment.state == Some(State::Failed) {
            Text::new("总分无法计算", "the total cannot be worked out")
        } else {
            Text::new("总分未定", "there is no total yet")
        };
    }
    both(|lang| stopped(stop, lang))
}

fn stopped(stop: Stop, lang: Lang) -> String {
    let said = match stop {
        Stop::NoCalendar(year) => return wording::no_calendar(year).get(lang).to_owned(),
        Stop::Missing(_) | Stop::MissingField | Stop::MissingScore(_) | Stop::MissingLayer(_) => {
            pick(lang, "缺数据", "data are missing")
        }
        Stop::Zero | Stop::Fault => pick(lang, "分母为零", "a denominator is zero"),
        Stop::NotApplicable | Stop::NoLayer | Stop::Excused(_) => {
            pick(lang, "所用的数不适用", "what it reads does not apply")
        }
    };
    said.to_owned()
}
