//! Steps in words, one function each.

use super::Teller;
use super::rules::Rules;
use crate::eval::{Peers, Value, Working};
use crate::number::Number;
use crate::plan::{Expr, ExprKind, Indicator, Method, OnZero};
use crate::report::numbers::{equals, exact, percent, points};
use crate::report::reading::{Reader, unit_of};
use crate::report::wording::{self, pick};
use crate::source::Lang;

/// Where a line bends, and the points there.
type Anchor = (Number, Number);

/// A step being told.
pub(super) struct Told<'a> {
    pub(super) teller: &'a Teller<'a>,
    pub(super) rules: Rules<'a>,
    pub(super) working: &'a Working,
    pub(super) lang: Lang,
}

impl Told<'_> {
    pub(super) fn figures(&self, expr: &Expr) -> String {
        self.teller.figures(expr, self.working, self.lang)
    }

    /// The value of an expression, and how it was worked out; a formula has a clause of its own before.
    fn worked_out(&self, expr: &Expr, value: &Value) -> String {
        if is_formula(self.teller, expr) {
            return String::new();
        }
        let figures = self.figures(expr);
        if is_quantity(expr) {
            return figures;
        }
        let value = Reader::of(self.teller.scored.scheme, expr).show(value, self.lang);
        if figures == value || tells_itself(expr, &figures, &value) {
            return figures;
        }
        format!("{figures} {}", equals(&value))
    }

    pub(super) fn value(&self, value: &Value) -> String {
        let Some(expr) = self.rules.scored_by() else { return String::new() };
        match (self.worked_out(expr, value), wording::number(value)) {
            (text, Some(score)) if text.is_empty() => gained(score, self.lang),
            (text, _) => text,
        }
    }

    pub(super) fn zero(&self, outcome: Option<&OnZero>, said: &str) -> String {
        let then = match outcome {
            None | Some(OnZero::Impossible) => return said.to_owned(),
            Some(OnZero::NotApplicable) => {
                pick(self.lang, "按约定不适用", "so by rule it does not apply").to_owned()
            }
            Some(OnZero::Fault) => pick(self.lang, "按约定报错", "which the rules call an error").to_owned(),
            Some(OnZero::Full) => {
                pick(self.lang, "按约定给满分", "so by rule full points are given").to_owned()
            }
            Some(OnZero::Value(value)) => {
                format!("{} {}", pick(self.lang, "按约定视为", "by rule taken as"), self.figures(value))
            }
        };
        format!("{said}, {then}")
    }

    pub(super) fn proportion(
        &self,
        of: (&Number, Option<&Number>),
        rate: (&Number, bool),
        score: &Number,
    ) -> String {
        let Some(indicator) = self.rules.indicator() else { return String::new() };
        let Some(Method::Proportion { value, reverse, .. }) = indicator.method() else {
            return String::new();
        };
        let division =
            self.division(indicator).unwrap_or_else(|| self.worked_out(value, &Value::Number(of.0.clone())));
        let raw = match (of.1, reverse) {
            (Some(target), false) => of.0.over(target),
            (Some(target), true) if of.0.is_positive() => target.over(of.0),
            (Some(_), true) | (None, _) => None,
        };
        let gives = match (&raw, of.1, self.lang) {
            (Some(raw), ..) => format!(" {}", equals(&percent(raw))),
            (None, Some(target), Lang::Zh) if of.0 <= target => " (不超过目标)".to_owned(),
            (None, Some(target), Lang::En) if of.0 <= target => " (within the target)".to_owned(),
            (None, Some(_), Lang::Zh) => " (超过目标)".to_owned(),
            (None, Some(_), Lang::En) => " (above the target)".to_owned(),
            (None, None, _) => String::new(),
        };
        let capped = match (rate.1, self.lang) {
            (true, Lang::Zh) => format!(", 按 {} 计", percent(rate.0)),
            (true, Lang::En) => format!(", counted as {}", percent(rate.0)),
            (false, _) => String::new(),
        };
        let before = format!("{division}{gives}{capped}");
        let comma = if before.is_empty() { "" } else { ", " };
        let full = points(&indicator.points, self.lang);
        format!("{before}{comma}{full} × {} {}", percent(rate.0), equals(&points(score, self.lang)))
    }

    /// `招商到位 3.6亿元 ÷ 招商任务 48亿元 = 7.5%, 低于 50%, 不得分`
    pub(super) fn cut_off(&self, compared: &Number, limit: &Number) -> String {
        let Some(indicator) = self.rules.indicator() else { return String::new() };
        let Some(Method::Proportion { value, cut_off: Some(bound), .. }) = indicator.method() else {
            return String::new();
        };
        let share = percent(compared);
        let compared = Value::Number(compared.clone());
        let shown =
            Reader::of(self.teller.scored.scheme, bound).show(&Value::Number(limit.clone()), self.lang);
        let of_target = self.division(indicator).map(|division| format!("{division} {}", equals(&share)));
        let of_value = unit_of(self.teller.scored.scheme, value).map(|unit| unit.share)
            == unit_of(self.teller.scored.scheme, bound).map(|unit| unit.share);
        let what = match of_target {
            Some(division) if !of_value => division,
            Some(_) | None => match self.worked_out(value, &compared) {
                text if text.is_empty() => share,
                text => text,
            },
        };
        match self.lang {
            Lang::Zh => format!("{what}, 低于 {shown}, 不得分"),
            Lang::En => format!("{what}, below {shown}: no points"),
        }
    }

    /// `支出 ÷ 预算` with their values, in the order of the division; none without a target.
    fn division(&self, indicator: &Indicator) -> Option<String> {
        let Method::Proportion { value, target, reverse, .. } = indicator.method()? else { return None };
        let speech = self.teller.speech(self.lang, self.working);
        let target = target.as_ref()?;
        let (above, below) = if *reverse { (target, value) } else { (value, target) };
        Some(format!("{} ÷ {}", speech.factor(above), speech.factor(below)))
    }

    pub(super) fn row(&self, value: Option<&Value>, row: usize, score: Option<&Number>) -> String {
        let Some(indicator) = self.rules.indicator() else { return String::new() };
        let (label, worked) = match indicator.method() {
            Some(Method::Bands { value: expr, rows }) => {
                (rows.get(row).map(|row| &row.label), value.map(|value| self.worked_out(expr, value)))
            }
            Some(Method::Choices { value: expr, rows }) => {
                (rows.get(row).map(|row| &row.label), value.map(|value| self.worked_out(expr, value)))
            }
            Some(Method::Conditions { rows }) => {
                let condition = rows.get(row).and_then(|row| row.condition.as_ref());
                (rows.get(row).map(|row| &row.label), condition.map(|condition| self.figures(condition)))
            }
            Some(_) | None => (None, None),
        };
        let label = label.map_or("", String::as_str);
        let worked = worked.filter(|text| !text.is_empty()).map(|text| text + ", ").unwrap_or_default();
        let score = match score {
            Some(score) => gained(score, self.lang),
            None => pick(self.lang, "不适用", "not applicable").to_owned(),
        };
        match self.lang {
            Lang::Zh => format!("{worked}落在“{label}”一档, {score}"),
            Lang::En => format!("{worked}in the band “{label}”, {score}"),
        }
    }

    pub(super) fn interpolated(
        &self,
        value: &Number,
        anchors: (Option<&Anchor>, Option<&Anchor>),
        score: &Number,
    ) -> String {
        let Some(expr) = self.rules.scored_by() else { return String::new() };
        let worked = self.worked_out(expr, &Value::Number(value.clone()));
        let worked = if worked.is_empty() { worked } else { worked + ", " };
        let reader = Reader::of(self.teller.scored.scheme, expr);
        let anchor = |(at, score): &Anchor| {
            let at = reader.show(&Value::Number(at.clone()), self.lang);
            format!("{at} ({})", points(score, self.lang))
        };
        let score = gained(score, self.lang);
        let place = match (anchors.0.map(anchor), anchors.1.map(anchor), self.lang) {
            (Some(low), Some(high), Lang::Zh) => format!("在 {low} 与 {high} 之间按直线折算"),
            (Some(low), Some(high), Lang::En) => format!("on the line from {low} to {high}"),
            (Some(low), None, Lang::Zh) => format!("达到 {low}"),
            (Some(low), None, Lang::En) => format!("at or above {low}"),
            (None, Some(high), Lang::Zh) => format!("不高于 {high}"),
            (None, Some(high), Lang::En) => format!("at or below {high}"),
            (None, None, _) => String::new(),
        };
        format!("{worked}{place}, {score}")
    }

    pub(super) fn start(&self, start: &Number) -> String {
        match self.lang {
            _ if start.is_zero() => String::new(),
            Lang::Zh => format!("从 {} 起", points(start, self.lang)),
            Lang::En => format!("from {}", points(start, self.lang)),
        }
    }

    pub(super) fn assessed(&self, level: Option<u32>, score: &Number) -> String {
        let level = level.and_then(|at| self.rules.levels().get(at as usize));
        let score = points(score, self.lang);
        match (level, self.lang) {
            (Some(level), Lang::Zh) => format!("评审定为“{}”, 给 {score}", level.name),
            (Some(level), Lang::En) => format!("the assessor's level is “{}”, with {score}", level.name),
            (None, Lang::Zh) => format!("评审给 {score}"),
            (None, Lang::En) => format!("the assessor gave {score}"),
        }
    }

    pub(super) fn kept(&self, from: &Number, to: &Number) -> String {
        if from == to {
            return String::new();
        }
        let to_points = points(to, self.lang);
        let most_lost = self.rules.indicator().and_then(|indicator| indicator.most_lost.as_ref());
        if let (true, Some(lost)) = (from < to, most_lost) {
            let (lost, from) = (points(lost, self.lang), exact(from));
            return match self.lang {
                Lang::Zh => format!("最多扣 {lost}: {from} 按 {to_points} 计"),
                Lang::En => format!("at most {lost} can be lost: {from} counts as {to_points}"),
            };
        }
        match (from < to, self.lang) {
            (true, Lang::Zh) => format!("{} 不足 {to_points}, 按 {to_points} 计", exact(from)),
            (true, Lang::En) => format!("{} is below {to_points}, so {to_points}", exact(from)),
            (false, Lang::Zh) => format!("{} 超过 {to_points}, 按 {to_points} 计", exact(from)),
            (false, Lang::En) => format!("{} is above {to_points}, so {to_points}", exact(from)),
        }
    }

    pub(super) fn not_applicable(&self, clause: usize) -> String {
        let Some(indicator) = self.rules.indicator() else { return String::new() };
        let condition = indicator.not_applicable.get(clause).map(|clause| self.figures(&clause.condition));
        let condition = condition.unwrap_or_default();
        match self.lang {
            Lang::Zh => format!("不适用, 因为 {condition}"),
            Lang::En => format!("does not apply, since {condition}"),
        }
    }

    /// `取同类 3 个按自身数据计分者的均值: 24 ÷ 3 = 8分`
    pub(super) fn mean_of_peers(&self, peers: &Peers, mean: Option<&Number>) -> String {
        let (count, sum) = (peers.count, exact(&peers.sum));
        match (mean, self.lang) {
            (Some(mean), Lang::Zh) => {
                let mean = points(mean, self.lang);
                format!("取 {count} 个按自身数据计分的对象的均值: {sum} ÷ {count} {}", equals(&mean))
            }
            (Some(mean), Lang::En) => {
                let mean = points(mean, self.lang);
                format!("the mean of the {count} scored on their own data: {sum} ÷ {count} {}", equals(&mean))
            }
            (None, Lang::Zh) => "没有按自身数据计分的对象, 取不出均值".to_owned(),
            (None, Lang::En) => "nobody is scored on their own data, so there is no mean".to_owned(),
        }
    }

    pub(super) fn vetoed(&self, veto: usize, from: &Number, to: &Number) -> String {
        let Some(indicator) = self.rules.indicator() else { return String::new() };
        let condition =
            indicator.vetoes.get(veto).map(|veto| self.figures(&veto.condition)).unwrap_or_default();
        if from == to {
            let to = points(to, self.lang);
            return match self.lang {
                Lang::Zh => format!("否决: {condition}, 已不高于 {to}"),
                Lang::En => format!("veto: {condition}, {to} or less already"),
            };
        }
        let (from, to) = (exact(from), points(to, self.lang));
        match self.lang {
            Lang::Zh => format!("否决: {condition}, 由 {from} 改为 {to}"),
            Lang::En => format!("veto: {condition}, from {from} to {to}"),
        }
    }
}

/// `得 4分`
fn gained(score: &Number, lang: Lang) -> String {
    format!("{} {}", pick(lang, "得", "gives"), points(score, lang))
}

/// A formula other than a parameter.
fn is_formula(teller: &Teller<'_>, expr: &Expr) -> bool {
    if let ExprKind::Formula(id) = &expr.kind { !teller.scored.scheme.formula(*id).parameter } else { false }
}

/// A figure of a list, alone, stands behind its call: `合计(问题.大小) 8分`, or before what it leaves out, in brackets.
pub(super) fn tells_itself(expr: &Expr, figures: &str, value: &str) -> bool {
    let behind = format!(") {value}");
    let shown = figures.ends_with(&behind) || figures.contains(&format!("{behind} ("));
    matches!(expr.kind, ExprKind::Aggregate { .. }) && shown
}

fn is_quantity(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Input(_)
            | ExprKind::Formula(_)
            | ExprKind::Score(..)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
    )
}
