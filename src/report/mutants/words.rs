//! A slip in words: where it is, what is written there, and what became of it.

use super::super::numbers;
use super::super::wording::pick;
use crate::eval::Outcome;
use crate::number::{Number, iso};
use crate::plan::{GradeId, Scheme};
use crate::source::{Files, Lang, Span};
use crate::study::mutate::{Follows, Kind, Mutant, Said, Seen, Whole, Within};

/// What a slip stands in: `绩效监控管理/预算执行率`, `公式 申报及时率`, `排名`.
pub(super) fn within(scheme: &Scheme, within: Within, lang: Lang) -> String {
    let named = |zh, en, name: &str| format!("{} {name}", pick(lang, zh, en));
    match within {
        Within::Input(id) => named("输入", "input", &scheme.input(id).column),
        Within::Field(list, field) => {
            let list_name = &scheme.input(scheme.list(list).input).name;
            format!("{list_name}.{}", scheme.field(list, field).name)
        }
        Within::Formula(id) => {
            let formula = scheme.formula(id);
            let (zh, en) = if formula.parameter { ("参数", "param") } else { ("公式", "let") };
            named(zh, en, &formula.name)
        }
        Within::Group(_) => pick(lang, "组内的数", "group value").to_owned(),
        Within::Indicator(id) => scheme.indicator(id).path.clone(),
        Within::Outside(place) => {
            let penalty = scheme.outside.get(place).is_some_and(|item| item.penalty);
            let name = scheme.outside.get(place).map_or("", |item| item.name.as_str());
            let (zh, en) = if penalty { ("扣分项", "penalty") } else { ("加分项", "bonus") };
            named(zh, en, name)
        }
        Within::Whole(whole) => self::whole(whole, lang).to_owned(),
    }
}

fn whole(whole: Whole, lang: Lang) -> &'static str {
    match whole {
        Whole::Total => pick(lang, "总分", "total"),
        Whole::Rounding => pick(lang, "修约", "rounding"),
        Whole::Veto(_) => pick(lang, "否决", "veto"),
        Whole::Grades => pick(lang, "等级", "grades"),
        Whole::Ranking(_) => pick(lang, "排名", "ranking"),
        Whole::Quota(_) => pick(lang, "名额", "quota"),
        Whole::Consequence(_) => pick(lang, "应用", "consequence"),
        Whole::Alert(_) => pick(lang, "警示", "alert"),
    }
}

/// The kind of a slip.
pub(super) fn kind(kind: Kind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        Kind::Points => ("满分", "points"),
        Kind::Weight => ("权重", "weights"),
        Kind::Row => ("档次分数", "points of rows"),
        Kind::Amount => ("加减的分数", "points of lines"),
        Kind::Threshold => ("界限", "thresholds"),
        Kind::End => ("含与不含", "ends included"),
        Kind::Comparison => ("比较", "comparisons"),
        Kind::Connective => ("且、或、非", "and, or, not"),
        Kind::Operation => ("运算", "operations"),
        Kind::Constant => ("其他的数", "other numbers"),
        Kind::Choice => ("选项", "choices"),
        Kind::Cap => ("最高、最多", "limits"),
        Kind::Step => ("每一步", "steps"),
        Kind::Remainder => ("零头", "remainders"),
        Kind::Reverse => ("反向", "reverse"),
        Kind::Veto => ("否决", "vetoes"),
        Kind::Missing => ("缺报", "missing"),
        Kind::Excused => ("免责", "excused"),
        Kind::Zero => ("分母为零", "zero denominators"),
        Kind::NotApplicable => ("不适用", "not applicable"),
        Kind::Absent => ("缺项", "absent"),
        Kind::Combine => ("合成", "putting together"),
        Kind::Rounding => ("修约", "rounding"),
        Kind::GradedBy => ("按什么定等级", "what is graded"),
        Kind::Quota => ("名额", "quotas"),
        Kind::Ranking => ("排名", "ranking"),
        Kind::Dropped => ("漏写一条", "rows left out"),
        Kind::Scope => ("同组与全体", "whom it is among"),
        Kind::Filter => ("其中", "where"),
        Kind::Evidence => ("佐证", "evidence"),
    };
    pick(lang, zh, en)
}

/// What is said, in words; none where nothing is.
pub(super) fn said(said: &Said, lang: Lang) -> Option<String> {
    match said {
        Said::Number(number, unit) => Some(numbers::measured(number, unit, lang)),
        Said::Date(day) => Some(iso(*day)),
        Said::Words(text) => Some(text.get(lang).to_owned()),
        Said::Taken(clause, value) => {
            Some(format!("{} {}", clause.get(lang), self::said(value, lang).unwrap_or_default()))
        }
        Said::Nothing => None,
    }
}

/// `若 95% 写成 96%`, `若漏写“最多 …”`
pub(super) fn slip(mutant: &Mutant, lang: Lang) -> String {
    match (said(&mutant.before, lang), said(&mutant.after, lang), lang) {
        (Some(before), Some(after), Lang::Zh) => format!("若“{before}”写成“{after}”"),
        (Some(before), Some(after), Lang::En) => format!("if “{before}” were “{after}”"),
        (Some(before), None, Lang::Zh) => format!("若漏写“{before}”"),
        (Some(before), None, Lang::En) => format!("if “{before}” were left out"),
        (None, after, Lang::Zh) => format!("若多写“{}”", after.unwrap_or_default()),
        (None, after, Lang::En) => format!("if there were a “{}” too many", after.unwrap_or_default()),
    }
}

/// The line of the rules that a slip is in, without its comment.
pub(super) fn line(files: &Files, span: Span) -> String {
    let text = files.text(span.source);
    let start = text.get(..span.start as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    line.split("//").next().unwrap_or("").trim().trim_end_matches('{').trim().to_owned()
}

/// A title for the test that tells the slip: `预算执行率: 是“95%”, 不是“96%”`.
pub(super) fn title(scheme: &Scheme, mutant: &Mutant, lang: Lang) -> String {
    let within = self::within(scheme, mutant.within, lang);
    let within = within.rsplit('/').next().unwrap_or(&within);
    match (said(&mutant.before, lang), said(&mutant.after, lang), lang) {
        (Some(before), Some(after), Lang::Zh) => format!("{within}: 是 {before}, 不是 {after}"),
        (Some(before), Some(after), Lang::En) => format!("{within}: {before}, not {after}"),
        (Some(before), None, Lang::Zh) => format!("{within}: 有 {before}"),
        (Some(before), None, Lang::En) => format!("{within}: with {before}"),
        (None, after, Lang::Zh) => format!("{within}: 没有 {}", after.unwrap_or_default()),
        (None, after, Lang::En) => format!("{within}: without {}", after.unwrap_or_default()),
    }
}

/// What comes out otherwise: `得分 5分, 写错了是 4分`.
pub(super) fn seen(scheme: &Scheme, seen: &Seen, lang: Lang) -> String {
    let (what, own, other) = match seen {
        Seen::Score(id, own, other) => {
            (scheme.indicator(*id).name.clone(), outcome(own, lang), outcome(other, lang))
        }
        Seen::Outside(place, own, other) => {
            let name = scheme.outside.get(*place).map_or("", |item| &item.name);
            (name.to_owned(), outcome(own, lang), outcome(other, lang))
        }
        Seen::Total(own, other) => {
            (pick(lang, "总分", "total").to_owned(), points(own.as_ref(), lang), points(other.as_ref(), lang))
        }
        Seen::Grade(own, other) => {
            let name = |grade: &Option<GradeId>| {
                grade.map_or_else(|| open(lang), |grade| scheme.grade(grade).to_owned())
            };
            (pick(lang, "等级", "grade").to_owned(), name(own), name(other))
        }
        Seen::Place(_, own, other) => {
            let place = |place: &Option<u32>| place.map_or_else(|| open(lang), |place| place.to_string());
            (pick(lang, "名次", "place").to_owned(), place(own), place(other))
        }
        Seen::Consequence(place, own, other) => {
            let text = scheme.consequences.get(*place).map_or("", |one| &one.text);
            (format!("“{text}”"), follows(own, lang), follows(other, lang))
        }
        Seen::Alert(place, own, other) => {
            let text = scheme.alerts.get(*place).map_or("", |one| &one.text);
            let raised = |yes: bool| {
                pick(lang, if yes { "报出" } else { "不报" }, if yes { "raised" } else { "not raised" })
            };
            (format!("“{text}”"), raised(*own).to_owned(), raised(*other).to_owned())
        }
    };
    match lang {
        Lang::Zh => format!("{what} {own}, 写错了是 {other}"),
        Lang::En => format!("{what} {own}; with the slip {other}"),
    }
}

fn open(lang: Lang) -> String {
    pick(lang, "未定", "undetermined").to_owned()
}

fn points(number: Option<&Number>, lang: Lang) -> String {
    number.map_or_else(|| open(lang), |number| numbers::points(number, lang))
}

fn outcome(outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Scored(score) => numbers::points(score, lang),
        Outcome::Presumed(score) => {
            format!("{} ({})", numbers::points(score, lang), pick(lang, "视为", "presumed"))
        }
        Outcome::Excused(score) => {
            format!("{} ({})", numbers::points(score, lang), pick(lang, "免责", "excused"))
        }
        Outcome::Missing => open(lang),
        Outcome::NotApplicable | Outcome::Elsewhere => pick(lang, "不适用", "n/a").to_owned(),
        Outcome::Failed => pick(lang, "算不出", "failed").to_owned(),
    }
}

fn follows(follows: &Follows, lang: Lang) -> String {
    match follows {
        Follows::No => pick(lang, "不用", "does not follow").to_owned(),
        Follows::Yes(None) => pick(lang, "用上", "follows").to_owned(),
        Follows::Yes(Some(money)) => crate::number::Unit::parse("元").show(money),
        Follows::Undecided => open(lang),
    }
}
