//! Whether a printed row adds up by itself.

use super::{About, Difference, Printed, PrintedRow, Recomputed};
use crate::eval::Outcome;
use crate::number::Number;
use crate::plan::{Combine, IndicatorId, Kind};
use crate::source::{Code, Diagnostic, Text};

/// Blocks, base score and total of a row that are not the sum of what is printed beside them.
pub(super) fn row(with: Recomputed<'_>, (printed, row): (&Printed, &PrintedRow)) -> Vec<Difference> {
    let sheet = Sheet { with, printed, row };
    let blocks = with.scheme.preorder().into_iter().filter(|&id| !with.scheme.children(id).is_empty());
    let mut found: Vec<Difference> = blocks.filter_map(|id| sheet.block(id)).collect();
    found.extend(sheet.base());
    found.extend(sheet.total());
    found
}

/// A number of the sum, and its sign.
type Part = (Number, bool);

#[derive(Clone, Copy)]
struct Sheet<'a> {
    with: Recomputed<'a>,
    printed: &'a Printed,
    row: &'a PrintedRow,
}

impl Sheet<'_> {
    fn number(&self, about: About) -> Option<Number> {
        let figure = self.printed.figure(self.row, about)?;
        match figure.number() {
            Some(number) => Some(number.clone()),
            // Printed as having no score, and rightly so: it adds nothing.
            None if self.with.number(about, self.row.subject).is_none() => Some(Number::ZERO),
            None => None,
        }
    }

    /// What is printed of an indicator: its own number, else the sum of those inside it.
    fn item(&self, id: IndicatorId) -> Option<Number> {
        let about = About::Item(id);
        if self.printed.column(about).is_some() {
            return self.number(about);
        }
        let children = self.with.scheme.children(id);
        if children.is_empty() || !self.adds(id) {
            return None;
        }
        children.iter().map(|&child| self.item(child)).sum()
    }

    /// Whether a block is the plain sum of its children for this subject: not weighted, rescaled, rounded or vetoed.
    fn adds(&self, id: IndicatorId) -> bool {
        let scheme = self.with.scheme;
        let plain = match &scheme.indicator(id).kind {
            Kind::Group { children, combine, .. } => {
                *combine == Combine::Sum
                    && children.iter().all(|&child| scheme.indicator(child).weight.is_none())
            }
            Kind::Leaf { .. } => false,
        };
        let Some(score) = self.with.number(About::Item(id), self.row.subject) else { return plain };
        plain && self.recomputed(scheme.children(id)) == *score
    }

    fn recomputed(&self, items: &[IndicatorId]) -> Number {
        let outcome = |id: &IndicatorId| self.with.results.scores.get(id.0 as usize)?.get(self.row.subject);
        items.iter().filter_map(outcome).filter_map(Outcome::score).sum()
    }

    fn block(&self, id: IndicatorId) -> Option<Difference> {
        let printed = self.printed.figure(self.row, About::Item(id))?;
        let printed = printed.number()?;
        if !self.adds(id) {
            return None;
        }
        let parts = self.items(self.with.scheme.children(id))?;
        self.differs(About::Item(id), &parts, printed)
    }

    /// The parts that are printed and belong to the subject.
    fn items(&self, items: &[IndicatorId]) -> Option<Vec<Part>> {
        let parts: Option<Vec<Number>> = items.iter().map(|&id| self.item(id)).collect();
        parts.map(|parts| parts.into_iter().map(|part| (part, false)).collect())
    }

    fn base(&self) -> Option<Difference> {
        let printed = self.number(About::Base)?;
        let roots = &self.with.scheme.roots;
        let plain = self
            .with
            .number(About::Base, self.row.subject)
            .is_none_or(|base| self.recomputed(roots) == *base);
        let parts = self.items(roots).filter(|_| plain)?;
        self.differs(About::Base, &parts, &printed)
    }

    fn total(&self) -> Option<Difference> {
        let printed = self.printed.figure(self.row, About::Total)?;
        let printed = printed.number()?;
        let mut parts = match self.number(About::Base) {
            Some(base) => vec![(base, false)],
            None => self.items(&self.with.scheme.roots)?,
        };
        for (about, penalty) in [(About::Bonus, false), (About::Penalty, true)] {
            let there = self.printed.column(about).is_some();
            let own = if there { self.number(about)? } else { self.outside(penalty)? };
            if !own.is_zero() {
                parts.push((own.abs(), penalty));
            }
        }
        if !self.plain_total() {
            return None;
        }
        self.differs(About::Total, &parts, printed)
    }

    /// Bonuses or penalties printed one by one; without a column there must be none.
    fn outside(&self, penalty: bool) -> Option<Number> {
        let items = self.with.scheme.outside.iter().enumerate().filter(|(_, item)| item.penalty == penalty);
        items.map(|(at, _)| self.number(About::Outside(at))).sum()
    }

    /// Whether nothing but rounding stands between the parts and the total of this subject.
    fn plain_total(&self) -> bool {
        let of = |about| self.with.number(about, self.row.subject);
        let (Some(total), Some(bonus), Some(penalty)) =
            (of(About::Total), of(About::Bonus), of(About::Penalty))
        else {
            return true;
        };
        let sum = &(&self.recomputed(&self.with.scheme.roots) + bonus) - penalty;
        sum == *total || self.rounded(&sum) == *total
    }

    fn rounded(&self, sum: &Number) -> Number {
        match self.with.scheme.rounding.total {
            Some(rounding) => sum.rounded(rounding.places),
            None => sum.clone(),
        }
    }

    fn differs(&self, about: About, parts: &[Part], printed: &Number) -> Option<Difference> {
        let signed = parts.iter().map(|(part, less)| if *less { -part } else { part.clone() });
        let sum: Number = signed.sum();
        let near = about == About::Total && self.rounded(&sum) == *printed;
        if sum == *printed || near || parts.is_empty() {
            return None;
        }
        let scheme = self.with.scheme;
        let mut terms = String::new();
        for (at, (part, less)) in parts.iter().enumerate() {
            let sign = match (at, less) {
                (0, _) => "",
                (_, true) => " - ",
                (_, false) => " + ",
            };
            terms += &format!("{sign}{}", part.plain());
        }
        let (name, sum_text, text) = (about.name(scheme), sum.plain(), printed.plain());
        let came = self.with.number(about, self.row.subject).map(|number| self.with.shown(number));
        let (zh, en) = match &came {
            Some(came) => (format!(", 重算 {came}"), format!(", recomputed {came}")),
            None => (String::new(), String::new()),
        };
        let message = Text::new(
            format!("公布的表自己加不起来: {terms} = {sum_text}, “{}”印的是 {text}{zh}", name.zh),
            format!(
                "the printed sheet itself does not add up: {terms} = {sum_text}, `{}` is printed as {text}{en}",
                name.en
            ),
        );
        let place = self.printed.place(self.row, about, self.with.data);
        Some(Difference {
            finding: Diagnostic::cell(Code::SheetNotAdding, place, message),
            subject: Some(self.row.subject),
            about: Some(about),
            printed: Some(text),
            recomputed: came,
            difference: self.with.number(about, self.row.subject).map(|number| printed - number),
        })
    }
}
