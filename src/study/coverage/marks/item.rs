//! What an indicator, a bonus, a penalty or a formula tried.

use std::cmp::Ordering;

use super::{Case, Marks};
use crate::data::Cell;
use crate::eval::{Attached, CellState, LineFinding, Node, Outcome, Step, Working};
use crate::number::Number;
use crate::plan::{Combine, Entry, Expr, IndicatorId, Kind, Line, Method};
use crate::study::coverage::list::{branches, same};
use crate::study::coverage::unit::{AbsentUnit, Kept, Of, Rate, What};

/// The line at a place among entries, then inside 取最高.
pub fn line_at<'a>(entries: &'a [Entry], at: &[usize]) -> Option<&'a Line> {
    let (first, rest) = at.split_first()?;
    match entries.get(*first)? {
        Entry::Line(line) => Some(line),
        Entry::Best(inner) => line_at(inner, rest),
    }
}

/// An anchor as the working names it: where, and the points there.
type Anchored = (Number, Number);

/// What part of the points a rate gives.
fn rate(rate: &Number) -> Rate {
    if *rate >= Number::ONE {
        Rate::Full
    } else if rate.is_positive() {
        Rate::Between
    } else {
        Rate::Zero
    }
}

impl Case<'_> {
    pub(super) fn item(&self, of: Of, working: &Working, marks: &mut Marks) {
        if !working.steps.is_empty() || !working.reads.is_empty() {
            marks.add(of, What::Reached);
        }
        self.noted(of, working, marks);
        for step in &working.steps {
            self.step(of, step, working, marks);
        }
        self.kept(of, working, marks);
        self.limited(of, working, marks);
    }

    fn step(&self, of: Of, step: &Step, working: &Working, marks: &mut Marks) {
        match step {
            Step::Row { row, .. } => marks.add(of, What::Row(*row)),
            Step::Assessed { level: Some(level), .. } => marks.add(of, What::Row(*level as usize)),
            Step::Assessed { level: None, score } => self.given(of, score, marks),
            Step::Proportion { rate: used, .. } => marks.add(of, What::Rate(rate(used))),
            Step::CutOff { .. } => marks.add(of, What::Rate(Rate::CutOff)),
            Step::ZeroTarget => marks.add(of, What::Rate(Rate::ZeroTarget)),
            Step::ZeroDenominator => marks.add(of, What::ZeroDenominator),
            Step::Interpolated { value, below, above, .. } => {
                self.piece(of, (value, below.as_ref(), above.as_ref()), marks);
            }
            Step::Line(finding) => self.line(of, finding, working, marks),
            Step::Evidence { attached, .. } => match attached {
                Attached::Documents(_) => marks.add(of, What::Evidence(true)),
                Attached::Nothing => marks.add(of, What::Evidence(false)),
                Attached::Excused(_) | Attached::NotNeeded => {}
            },
            Step::MeanOfPeers { mean: None, .. } => marks.add(of, What::NobodysMean),
            Step::Combined { combine: Combine::Choose(_), counted, .. } => self.chosen(of, counted, marks),
            Step::Combined { combine: Combine::Best, best, .. } => self.chosen(of, best, marks),
            Step::Value(_) if self.method(of).is_some() => marks.add(of, What::Score),
            Step::MeanOfPeers { mean: Some(_), .. }
            | Step::Value(_)
            | Step::Start(_)
            | Step::Sum(_)
            | Step::Kept { .. }
            | Step::NotApplicable { .. }
            | Step::Full
            | Step::Vetoed { .. }
            | Step::Absent { .. }
            | Step::Shared { .. }
            | Step::Combined { .. }
            | Step::Rounded { .. } => {}
        }
    }

    fn method(&self, of: Of) -> Option<&Method> {
        let Of::Indicator(id) = of else { return None };
        self.scheme.indicator(id).method()
    }

    fn given(&self, of: Of, score: &Number, marks: &mut Marks) {
        let Of::Indicator(id) = of else { return };
        if let Some(part) = score.over(&self.scheme.indicator(id).points) {
            marks.add(of, What::Given(rate(&part)));
        }
    }

    /// Which piece, and whether exactly at an anchor: by the anchors that the working names.
    fn piece(
        &self,
        of: Of,
        (value, below, above): (&Number, Option<&Anchored>, Option<&Anchored>),
        marks: &mut Marks,
    ) {
        let Some(Method::Interpolation { anchors, .. }) = self.method(of) else { return };
        let place = |at: &Anchored| anchors.iter().position(|anchor| anchor.at == at.0);
        marks.add(of, What::Piece(above.and_then(place).unwrap_or(anchors.len())));
        if let Some(at) = below.filter(|below| below.0 == *value).and_then(place) {
            marks.add(of, What::At(at));
        }
    }

    fn line(&self, of: Of, finding: &LineFinding, working: &Working, marks: &mut Marks) {
        let at = || finding.at.clone();
        marks.add(of, What::Line(at(), finding.held));
        if finding.passed_over {
            marks.add(of, What::PassedOver(at()));
        }
        if !finding.held {
            return;
        }
        if finding.steps.is_some() {
            marks.add(of, What::Remainder(at(), finding.remainder));
        }
        let most = line_at(self.entries(of), &finding.at).and_then(|line| line.at_most.as_ref());
        if let Some(above) = most.and_then(|most| above(working, most)) {
            marks.add(of, What::Most(at(), above));
        }
    }

    fn entries(&self, of: Of) -> &[Entry] {
        match (of, self.method(of)) {
            (Of::Outside(place), _) => self.scheme.outside.get(place).map_or(&[], |item| &item.entries),
            (_, Some(Method::Lines { entries, .. })) => entries,
            (_, _) => &[],
        }
    }

    /// A score kept within its limits: what the method gave, or the sum of the lines.
    fn kept(&self, of: Of, working: &Working, marks: &mut Marks) {
        let kept = working.steps.iter().find_map(|step| {
            let Step::Kept { from, to } = step else { return None };
            Some(if to > from { Kept::Lifted } else { Kept::Cut })
        });
        let gave = working.steps.iter().any(gives);
        // 最高 of a bonus is a unit of its own; a block passes its points only by hundredths of rounding.
        let cuts = self.method(of).is_some();
        match (of, kept) {
            (_, Some(Kept::Cut)) if !cuts => {}
            (Of::Indicator(_) | Of::Outside(_), Some(kept)) => marks.add(of, What::Kept(kept)),
            (Of::Indicator(_) | Of::Outside(_), None) if gave => marks.add(of, What::Kept(Kept::Within)),
            (_, _) => {}
        }
    }

    fn limited(&self, of: Of, working: &Working, marks: &mut Marks) {
        let Of::Outside(place) = of else { return };
        let limit = self.scheme.outside.get(place).and_then(|item| item.limit.as_ref());
        if let Some(above) = limit.and_then(|limit| above(working, limit)) {
            marks.add(of, What::UpperLimit(above));
        }
    }

    fn chosen(&self, of: Of, counted: &[IndicatorId], marks: &mut Marks) {
        let Of::Indicator(id) = of else { return };
        for (place, child) in self.scheme.children(id).iter().enumerate() {
            let node = self.made.nodes.get(child.0 as usize);
            if node.is_some_and(|node| node.outcome.score().is_some()) {
                marks.add(of, What::Chosen(place, counted.contains(child)));
            }
        }
    }

    /// What an indicator tried beside its method: its block's 缺项, its branches.
    pub(super) fn indicator(&self, id: IndicatorId, node: &Node, marks: &mut Marks) {
        let Kind::Group { children, absent, .. } = &self.scheme.indicator(id).kind else { return };
        if self.is_waived(id) || node.outcome == Outcome::Elsewhere {
            return;
        }
        if absent.is_some() {
            self.absent(Of::Indicator(id), children, marks);
        }
        self.branch(Of::Indicator(id), children, marks);
    }

    /// Whether a block, or one around it, is lifted out by a clause of its own: then nothing in it was looked at.
    fn is_waived(&self, id: IndicatorId) -> bool {
        let mut at = Some(id);
        while let Some(id) = at {
            let steps = self.made.nodes.get(id.0 as usize).map_or(&[][..], |node| &node.working.steps);
            if steps.iter().any(|step| matches!(step, Step::NotApplicable { .. })) {
                return true;
            }
            at = self.scheme.indicator(id).parent;
        }
        false
    }

    pub(super) fn absent(&self, of: Of, children: &[IndicatorId], marks: &mut Marks) {
        let outcomes = || children.iter().filter_map(|child| self.made.nodes.get(child.0 as usize));
        let count = |wanted: fn(&Outcome) -> bool| outcomes().filter(|node| wanted(&node.outcome)).count();
        let absent = count(|outcome| *outcome == Outcome::NotApplicable);
        let scored = count(|outcome| outcome.score().is_some());
        let open = count(|outcome| matches!(outcome, Outcome::Missing | Outcome::Failed));
        let what = match (absent, scored, open) {
            (_, _, 1..) | (0, 0, 0) => return,
            (0, _, 0) => AbsentUnit::None,
            (_, 0, 0) => AbsentUnit::All,
            (_, _, 0) => AbsentUnit::Some,
        };
        marks.add(of, What::Absent(what));
    }

    pub(super) fn branch(&self, of: Of, children: &[IndicatorId], marks: &mut Marks) {
        for child in children {
            let node = self.made.nodes.get(child.0 as usize);
            if node.is_none_or(|node| node.outcome == Outcome::Elsewhere) {
                continue;
            }
            for guard in &self.scheme.indicator(*child).guards {
                let cell = self.data.cell(guard.input, self.made.subject);
                let taken = matches!(cell, Cell::Choice(at) if guard.choices.contains(at));
                let known = branches(self.scheme, children);
                let place = known.iter().position(|branch| same(branch, guard));
                if let Some(place) = place.filter(|_| taken) {
                    marks.add(of, What::Branch(place));
                }
                marks.add(Of::Input(guard.input), What::State(CellState::of(cell)));
            }
        }
    }
}

/// Whether a step is what a method or block gives before it is kept within its limits.
fn gives(step: &Step) -> bool {
    match step {
        Step::Value(_)
        | Step::Proportion { .. }
        | Step::CutOff { .. }
        | Step::Row { .. }
        | Step::Interpolated { .. }
        | Step::Sum(_)
        | Step::Assessed { .. }
        | Step::Combined { .. } => true,
        Step::ZeroDenominator
        | Step::ZeroTarget
        | Step::Start(_)
        | Step::Line(_)
        | Step::Kept { .. }
        | Step::NotApplicable { .. }
        | Step::MeanOfPeers { .. }
        | Step::Full
        | Step::Evidence { .. }
        | Step::Vetoed { .. }
        | Step::Absent { .. }
        | Step::Shared { .. }
        | Step::Rounded { .. } => false,
    }
}

/// Whether what is held against a limit was above it; none where nothing was.
fn above(working: &Working, limit: &Expr) -> Option<bool> {
    let orders = [Ordering::Less, Ordering::Equal, Ordering::Greater];
    let noted = orders.into_iter().find(|order| working.compared.contains(&(limit.span, *order)));
    noted.map(Ordering::is_gt)
}
