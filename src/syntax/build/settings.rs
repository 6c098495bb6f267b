//! Settings → tree.

use super::super::ast::{Absent, Evidence, Lacking, Outcome, Quantity, Remainder, RoundingPlace, Setting};
use super::super::grammar::{Pair, Rule};
use super::{Builder, child, children, first, has};
use crate::source::Spanned;

impl Builder {
    pub(super) fn setting(&mut self, pair: &Pair<'_>) -> Option<Spanned<Setting>> {
        let setting = match pair.as_rule() {
            Rule::set_year => Setting::Year(self.quantity_in(pair)?),
            Rule::set_basis => Setting::Basis(self.maybe(pair, Rule::text, Builder::text)?),
            Rule::set_subject => Setting::Subject(self.maybe(pair, Rule::name, Builder::name)?),
            Rule::set_group => Setting::Group(self.maybe(pair, Rule::name, Builder::name)?),
            Rule::set_points => Setting::Points(self.quantity_in(pair)?),
            Rule::set_total => Setting::Total(self.maybe(pair, Rule::span, Builder::between)),
            Rule::set_round => Setting::Round(self.each(pair, Rule::place, Builder::rounding)),
            Rule::set_remainder => Setting::Remainder(remainder(pair)?),
            Rule::set_layers => Setting::Layers(self.names(pair)?),
            Rule::set_absent => Setting::Absent(absent(pair)?),
            Rule::set_each => Setting::Each(self.maybe(pair, Rule::body, Builder::body)?),
            Rule::set_best => Setting::Best,
            Rule::set_mean => Setting::Mean,
            Rule::set_choose => Setting::Choose(self.quantity_in(pair)?),
            Rule::set_most_lost => Setting::MostLost(self.quantity_in(pair)?),
            Rule::set_extends => Setting::Extends(self.maybe(pair, Rule::text, Builder::text)?),
            Rule::set_missing => Setting::Missing(self.outcome_in(pair)?),
            Rule::set_excused => Setting::Excused(self.outcome_in(pair)?),
            Rule::set_on_zero => Setting::OnZero(self.outcome_in(pair)?),
            Rule::set_show => Setting::Show(self.quantity_in(pair)?),
            Rule::set_evidence => Setting::Evidence(self.evidence(pair)?),
            _ => return None,
        };
        Some(Spanned::new(setting, self.span(pair)))
    }

    fn evidence(&mut self, pair: &Pair<'_>) -> Option<Evidence> {
        if has(pair, Rule::kw_waived) {
            return Some(Evidence::Waived);
        }
        let documents = self.maybe(pair, Rule::text, Builder::text)?;
        let lacking = match child(pair, Rule::lacking) {
            Some(lacking) => Some(self.lacking(&lacking)?),
            None => None,
        };
        Some(Evidence::Required { documents, lacking })
    }

    fn lacking(&mut self, pair: &Pair<'_>) -> Option<Lacking> {
        let Some(amount) = child(pair, Rule::amount) else { return Some(Lacking::Report) };
        let amount = self.amount(&amount)?;
        Some(if has(pair, Rule::kw_less) { Lacking::Less(amount) } else { Lacking::AtMost(amount) })
    }

    pub(super) fn quantity_in(&mut self, pair: &Pair<'_>) -> Option<Quantity> {
        self.maybe(pair, Rule::quantity, Builder::quantity)
    }

    pub(super) fn outcome_in(&mut self, pair: &Pair<'_>) -> Option<Outcome> {
        self.maybe(pair, Rule::outcome, Builder::outcome)
    }

    fn rounding(&mut self, pair: &Pair<'_>) -> Option<(RoundingPlace, Quantity)> {
        let place = match first(pair)?.as_rule() {
            Rule::kw_each_item => RoundingPlace::Item,
            Rule::kw_each_block => RoundingPlace::Block,
            _ => RoundingPlace::Total,
        };
        Some((place, self.quantity_in(pair)?))
    }

    pub(super) fn outcome(&mut self, pair: &Pair<'_>) -> Option<Outcome> {
        if let Some(amount) = child(pair, Rule::amount) {
            return Some(Outcome::Value(self.amount(&amount)?));
        }
        Some(match first(pair)?.as_rule() {
            Rule::kw_error => Outcome::Error,
            Rule::kw_na => Outcome::NotApplicable,
            _ => Outcome::Full,
        })
    }
}

/// 零头, from a pair that holds it.
pub(super) fn remainder(pair: &Pair<'_>) -> Option<Remainder> {
    let said = children(pair, Rule::remainder).next()?;
    Some(match first(&said)?.as_rule() {
        Rule::kw_dropped => Remainder::Dropped,
        Rule::kw_whole_step => Remainder::WholeStep,
        _ => Remainder::ProRata,
    })
}

fn absent(pair: &Pair<'_>) -> Option<Absent> {
    match () {
        () if has(pair, Rule::kw_rescale) => Some(Absent::Rescale),
        () if has(pair, Rule::kw_spread) => Some(Absent::Spread),
        () if has(pair, Rule::kw_lift) => Some(Absent::Lift),
        () => None,
    }
}
