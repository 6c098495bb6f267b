//! Quantiles and shares: among whom, and where in the group.

use super::{Teller, sources};
use crate::eval::{Quantile, Standing, Working, standing};
use crate::number::Number;
use crate::plan::{GroupFunction, GroupValueId};
use crate::report::expression::Speech;
use crate::report::numbers::{equals, percent};
use crate::report::reading::Reader;
use crate::report::wording::{both, pick};
use crate::source::{Lang, Text};

/// The quantiles and shares behind a working, a clause each; other group values are told in the calculation.
pub(super) fn groups(teller: &Teller<'_>, working: &Working) -> Vec<Text> {
    sources::group_values(teller, working).into_iter().filter_map(|id| told(teller, id)).collect()
}

fn told(teller: &Teller<'_>, id: GroupValueId) -> Option<Text> {
    let scored = &teller.scored;
    let group_value = scored.scheme.group_value(id);
    if !matches!(group_value.function, GroupFunction::Quantile | GroupFunction::Share) {
        return None;
    }
    let standing = standing(scored.scheme, scored.data, scored.results, (id, teller.subject()))?;
    let reader = Reader::of(scored.scheme, group_value.value.as_ref()?);
    let show = |number: &Number, lang| reader.show(&crate::eval::Value::Number(number.clone()), lang);
    let said = |lang| match (&standing, group_value.function) {
        (Standing { quantile: Some(quantile), .. }, GroupFunction::Quantile) => {
            Some(quantile_words(quantile, lang, &|number| show(number, lang)))
        }
        (Standing { own: Some(own), sum, count, .. }, GroupFunction::Share) => {
            let of = match lang {
                Lang::Zh => format!("{count} 个合计"),
                Lang::En => format!("the sum of {count},"),
            };
            let share = own.over(sum).map(|share| format!(" {}", equals(&percent(&share))));
            Some(format!("{} ÷ {of} {}{}", show(own, lang), show(sum, lang), share.unwrap_or_default()))
        }
        (_, _) => None,
    };
    said(Lang::Zh)?;
    Some(both(|lang| {
        let name = Speech::of(scored, lang).group_value(id);
        format!("{name}: {}", said(lang).unwrap_or_default())
    }))
}

/// `9 个中从小到大第 3 个, 8元`, or between two of them.
fn quantile_words(quantile: &Quantile, lang: Lang, show: &dyn Fn(&Number) -> String) -> String {
    let (count, (place, low)) = (quantile.count, &quantile.low);
    let low = show(low);
    match (&quantile.high, lang) {
        (None, Lang::Zh) => format!("{count} 个中从小到大第 {place} 个, {low}"),
        (None, Lang::En) => format!("of {count}, number {place} from the lowest, {low}"),
        (Some((next, high)), _) => {
            let (high, value) = (show(high), show(&quantile.value));
            let line = pick(lang, "之间按直线折算", "on the line between");
            match lang {
                Lang::Zh => {
                    format!("{count} 个中从小到大第 {place} 个 {low} 与第 {next} 个 {high} {line}, {value}")
                }
                Lang::En => {
                    format!(
                        "of {count}, {line} number {place} from the lowest, {low}, and number {next}, {high}: {value}"
                    )
                }
            }
        }
    }
}
