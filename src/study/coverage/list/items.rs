//! Indicators: clauses, branches, 缺项, vetoes, evidence; and what stands outside the tree.

use super::Lister;
use crate::plan::{
    Absent, Combine, Guard, Indicator, IndicatorId, Instead, Kind, OnZero, Scheme, Verdict, Veto,
};
use crate::source::Span;
use crate::study::coverage::reach;
use crate::study::coverage::unit::{AbsentUnit, Kept, Never, Of, UnitKind, What};

/// The branches of the indicators directly inside a block, or on the first level: each once, in the order of the rules.
pub fn branches<'a>(scheme: &'a Scheme, children: &[IndicatorId]) -> Vec<&'a Guard> {
    let mut branches: Vec<&Guard> = Vec::new();
    for guard in children.iter().flat_map(|child| &scheme.indicator(*child).guards) {
        if !branches.iter().any(|known| same(known, guard)) {
            branches.push(guard);
        }
    }
    branches
}

/// Whether two guards stand for the same branch.
pub(in crate::study::coverage) fn same(one: &Guard, other: &Guard) -> bool {
    one.input == other.input && one.choices == other.choices
}

impl Lister<'_> {
    pub(super) fn indicator(&mut self, id: IndicatorId) {
        let indicator = self.scheme.indicator(id);
        self.enter(Of::Indicator(id));
        match &indicator.kind {
            Kind::Leaf { method, on_zero } => {
                self.leaf(indicator, method);
                if *on_zero != OnZero::Impossible {
                    self.add(What::ZeroDenominator, UnitKind::Zero, indicator.span);
                }
                if let OnZero::Value(value) = on_zero {
                    self.inside(value);
                }
            }
            Kind::Group { children, combine, absent } => {
                self.branches(children);
                self.chosen(children, *combine);
                self.absent((children, *absent), indicator.span);
                if indicator.most_lost.is_some() {
                    self.add(What::Kept(Kept::Lifted), UnitKind::Limit, indicator.span);
                    self.add(What::Kept(Kept::Within), UnitKind::Limit, indicator.span);
                }
            }
        }
        self.clauses(indicator);
    }

    /// What an indicator says beside its method.
    fn clauses(&mut self, indicator: &Indicator) {
        for clause in &indicator.not_applicable {
            self.condition(&clause.condition, UnitKind::NotApplicable);
            if let Instead::Mean(_) = clause.instead {
                self.add(What::NobodysMean, UnitKind::NotApplicable, clause.span);
            }
        }
        if let Some(evidence) = &indicator.evidence {
            self.add(What::Evidence(true), UnitKind::Evidence, evidence.span);
            self.add(What::Evidence(false), UnitKind::Evidence, evidence.span);
            evidence.amount().into_iter().for_each(|amount| self.inside(amount));
        }
        indicator.vetoes.iter().for_each(|veto| self.veto(veto));
    }

    pub(super) fn veto(&mut self, veto: &Veto) {
        self.condition(&veto.condition, UnitKind::Veto);
        if let Verdict::Score(amount) = &veto.verdict {
            self.inside(amount);
        }
    }

    pub(super) fn branches(&mut self, children: &[IndicatorId]) {
        for (place, guard) in branches(self.scheme, children).into_iter().enumerate() {
            self.add(What::Branch(place), UnitKind::Branch, guard.span);
        }
    }

    fn chosen(&mut self, children: &[IndicatorId], combine: Combine) {
        match combine {
            Combine::Choose(_) | Combine::Best => {}
            Combine::Sum | Combine::Mean => return,
        }
        for (place, child) in children.iter().enumerate() {
            let span = self.scheme.indicator(*child).span;
            self.add(What::Chosen(place, true), UnitKind::Row, span);
            self.add(What::Chosen(place, false), UnitKind::Row, span);
        }
    }

    pub(super) fn absent(&mut self, (children, absent): (&[IndicatorId], Option<Absent>), span: Span) {
        if absent.is_none() {
            return;
        }
        self.add(What::Absent(AbsentUnit::None), UnitKind::NotApplicable, span);
        self.add(What::Absent(AbsentUnit::Some), UnitKind::NotApplicable, span);
        if children.iter().all(|child| reach::may_not_apply(self.scheme, *child)) {
            self.add(What::Absent(AbsentUnit::All), UnitKind::NotApplicable, span);
        }
    }

    pub(super) fn outside(&mut self) {
        for (place, item) in self.scheme.outside.iter().enumerate() {
            self.enter(Of::Outside(place));
            self.lines(&item.entries);
            let reach = reach::outside_lines(self.scheme, item);
            if !reach::is_at_least_zero(&reach) {
                self.add(What::Kept(Kept::Lifted), UnitKind::Limit, item.span);
            }
            if let Some(limit) = &item.limit {
                let never = reach::never_above(self.scheme, &reach, limit).map(Never::Range);
                self.add_unless(never, What::UpperLimit(true), UnitKind::Limit, limit.span);
                self.add(What::UpperLimit(false), UnitKind::Limit, limit.span);
                self.inside(limit);
            }
        }
    }
}
