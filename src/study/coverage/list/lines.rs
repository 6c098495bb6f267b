//! Lines that add or take away.

use super::Lister;
use super::conditions::is_whole;
use crate::number::Number;
use crate::plan::{Entry, Line, LineAmount, StepSize, What as LookedAt};
use crate::study::coverage::reach;
use crate::study::coverage::unit::{Never, UnitKind, What};

impl Lister<'_> {
    pub(super) fn lines(&mut self, entries: &[Entry]) {
        self.entries(entries, &mut Vec::new(), false);
    }

    fn entries(&mut self, entries: &[Entry], at: &mut Vec<usize>, best: bool) {
        for (place, entry) in entries.iter().enumerate() {
            at.push(place);
            match entry {
                Entry::Best(inner) => self.entries(inner, at, true),
                Entry::Line(line) => {
                    let passed_over = best && reach::may_be_passed_over(self.scheme, entries, place);
                    self.line(line, at, passed_over);
                }
            }
            at.pop();
        }
    }

    fn line(&mut self, line: &Line, at: &[usize], passed_over: bool) {
        self.add(What::Line(at.to_vec(), true), UnitKind::Line, line.span);
        self.add(What::Line(at.to_vec(), false), UnitKind::Line, line.span);
        if passed_over {
            self.add(What::PassedOver(at.to_vec()), UnitKind::Line, line.span);
        }
        match &line.what {
            LookedAt::Holds(condition) => self.inside(condition),
            LookedAt::Count(count) => self.inside(count),
            LookedAt::Gap { value, bound, .. } => {
                self.bound(bound.span, value, bound);
                self.inside(value);
                self.inside(bound);
            }
        }
        if leaves_parts(line) {
            self.add(What::Remainder(at.to_vec(), true), UnitKind::Remainder, line.span);
            self.add(What::Remainder(at.to_vec(), false), UnitKind::Remainder, line.span);
        }
        if let Some(most) = &line.at_most {
            let never = reach::never_above(self.scheme, &reach::amount(self.scheme, line), most);
            self.add_unless(
                never.map(Never::Range),
                What::Most(at.to_vec(), true),
                UnitKind::Limit,
                most.span,
            );
            self.add(What::Most(at.to_vec(), false), UnitKind::Limit, most.span);
            self.inside(most);
        }
        if let LineAmount::Points(amount) = &line.amount {
            self.inside(amount);
        }
    }
}

/// Whether a count can be no whole number of steps.
fn leaves_parts(line: &Line) -> bool {
    let Some(step) = &line.step else { return false };
    let StepSize::Fixed(size, _) = &step.size else { return true };
    let whole = match &line.what {
        LookedAt::Holds(_) => false,
        LookedAt::Count(count) => is_whole(count),
        LookedAt::Gap { value, bound, .. } => is_whole(value) && is_whole(bound),
    };
    !whole || !Number::ONE.over(size).is_some_and(|steps| steps.is_whole())
}
