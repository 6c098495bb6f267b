//! Words that several reports share, both languages side by side.

use super::Scored;
use super::numbers;
use crate::eval::{AdjustmentKind, Value};
use crate::number::Number;
use crate::plan::{Absent, Aggregate, Combine, GroupFunction, Part, Scope, Stage};
use crate::source::{Lang, Text};

/// Both sentences, said by the same code.
pub(super) fn both(say: impl Fn(Lang) -> String) -> Text {
    Text::new(say(Lang::Zh), say(Lang::En))
}

/// `名次`, `类别内名次`: what a ranking's places are called.
pub(super) fn place_name(scored: &Scored<'_>, ranking: usize, lang: Lang) -> String {
    let of = scored.scheme.rankings.get(ranking).map(|ranking| ranking.scope);
    match of {
        Some(Scope::Within(input)) => {
            let name = &scored.scheme.input(input).name;
            format!("{name}{}", pick(lang, "内名次", " rank"))
        }
        Some(Scope::All) | None => pick(lang, "名次", "rank").to_owned(),
    }
}

/// One of two words.
pub(super) fn pick(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// A figure of an indicator.
pub(super) fn part(part: Part, lang: Lang) -> &'static str {
    match part {
        Part::Score => pick(lang, "得分", "score"),
        Part::Rate => pick(lang, "得分率", "rate"),
        Part::Lost => pick(lang, "失分", "lost"),
    }
}

/// A figure of the whole.
pub(super) fn stage(stage: Stage, lang: Lang) -> &'static str {
    match stage {
        Stage::Base => pick(lang, "基础分", "base score"),
        Stage::Bonus => pick(lang, "加分", "bonus"),
        Stage::Penalty => pick(lang, "扣分", "penalty"),
        Stage::Unrounded => pick(lang, "未修约总分", "unrounded total"),
        Stage::Total => pick(lang, "总分", "total"),
    }
}

/// Why a whole is not the sum of its parts.
pub(super) fn adjustment(kind: AdjustmentKind) -> Text {
    match kind {
        AdjustmentKind::Absent(absent) => self::absent(absent),
        AdjustmentKind::Full => Text::new("不适用, 给满分", "does not apply, full points"),
        AdjustmentKind::Combined(Combine::Sum) => Text::new("合成", "put together"),
        AdjustmentKind::Combined(Combine::Best) => Text::new("取最高", "the best counts"),
        AdjustmentKind::Combined(Combine::Mean) => Text::new("取平均", "the mean counts"),
        AdjustmentKind::Combined(Combine::Choose(most)) => {
            Text::new(format!("任选 {most} 项"), format!("{most} chosen"))
        }
        AdjustmentKind::Weighted => Text::new("按权重计入", "counted by weight"),
        AdjustmentKind::Veto => Text::new("否决", "veto"),
        AdjustmentKind::Cap => Text::new("超过上限", "above the upper limit"),
        AdjustmentKind::Floor => Text::new("低于下限", "below the lower limit"),
        AdjustmentKind::Rounding(places) => Text::new(format!("四舍五入到 {places} 位"), rounding_en(places)),
        AdjustmentKind::Shared => Text::new("均摊得到的分值", "points shared out to it"),
    }
}

fn rounding_en(places: u8) -> String {
    match places {
        0 => "rounded half up to a whole number".to_owned(),
        1 => "rounded half up to 1 place".to_owned(),
        _ => format!("rounded half up to {places} places"),
    }
}

/// A year that the calendar of the data does not know.
pub(super) fn no_calendar(year: i32) -> Text {
    Text::new(
        format!("日历里没有 {year} 年的安排, 数不出工作日"),
        format!("the calendar knows nothing of {year}, so working days cannot be counted"),
    )
}

/// 佐证 that is not attached.
pub(super) fn lacking(documents: &str) -> Text {
    Text::new(format!("未附佐证“{documents}”"), format!("no evidence attached: “{documents}”"))
}

/// 缺项
pub(super) fn absent(absent: Absent) -> Text {
    match absent {
        Absent::Rescale => Text::new("缺项折算", "rescaled for what does not apply"),
        Absent::Spread => Text::new("缺项均摊", "shared out for what does not apply"),
        Absent::Lift => Text::new("缺项上移", "left to the block above"),
    }
}

/// `四舍五入到 2 位: 0.625 → 0.63`
pub(super) fn rounded(places: u8, from: &Number, to: &Number) -> Text {
    let (from, to) = (numbers::exact(from), to.fixed(places));
    Text::new(
        format!("四舍五入到 {places} 位: {from} → {to}"),
        format!("{}: {from} → {to}", rounding_en(places)),
    )
}

/// The number in a value, if it is one.
pub(super) fn number(value: &Value) -> Option<&Number> {
    match value {
        Value::Number(number) => Some(number),
        Value::YesNo(_) | Value::Choice(_) | Value::Date(_) | Value::Text(_) => None,
    }
}

/// The name of a figure of a list.
pub(super) fn aggregate(aggregate: Aggregate, lang: Lang) -> &'static str {
    match aggregate {
        Aggregate::Count => pick(lang, "计数", "count"),
        Aggregate::Sum => pick(lang, "合计", "sum"),
        Aggregate::Mean => pick(lang, "平均", "mean"),
        Aggregate::Highest => pick(lang, "最高", "highest"),
        Aggregate::Lowest => pick(lang, "最低", "lowest"),
        Aggregate::LongestRun => pick(lang, "最长连续", "longest run"),
    }
}

/// The name of a figure of a group.
pub(super) fn group_function(function: GroupFunction, lang: Lang) -> &'static str {
    match function {
        GroupFunction::Place => pick(lang, "名次", "place"),
        GroupFunction::Mean => pick(lang, "均值", "mean"),
        GroupFunction::Highest => pick(lang, "最高", "max"),
        GroupFunction::Lowest => pick(lang, "最低", "min"),
        GroupFunction::Sum => pick(lang, "合计", "sum"),
        GroupFunction::Count => pick(lang, "总数", "count"),
        GroupFunction::Quantile => pick(lang, "分位值", "quantile"),
        GroupFunction::Share => pick(lang, "占比", "share"),
    }
}
