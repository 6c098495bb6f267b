//! Items, blocks, totals, grades and places, said as formulas.

use super::layout::Layout;
use super::said::{Said, Speaker, Unsaid};
use super::term::{Infix, Term};
use crate::eval::{Assessment, Attached, Node, Step};
use crate::number::{Bound, Interval, Number};
use crate::plan::{
    Absent, Combine, Evidence, ExprKind, GradedBy, Indicator, IndicatorId, Kind, Lacking, Order, Part,
    Ranking, Scope, Stage, Verdict, Veto,
};

impl Speaker<'_> {
    /// The score of an indicator as its parent takes it up.
    pub(super) fn indicator(&self, id: IndicatorId, node: &Node) -> Said {
        let scheme = self.scored.scheme;
        let indicator = scheme.indicator(id);
        if node.outcome.score().is_none() {
            return Err(Unsaid::State);
        }
        let by_clause =
            |step: &Step| matches!(step, Step::Full | Step::NotApplicable { .. } | Step::MeanOfPeers { .. });
        if node.working.steps.iter().any(by_clause) {
            return Err(Unsaid::Clause);
        }
        let (raw, rounding) = match &indicator.kind {
            Kind::Leaf { method, on_zero } => {
                let (raw, most) = self.method(method, &indicator.points)?;
                let raw = self.or_on_zero(raw, on_zero, &indicator.points)?;
                let most = most.unwrap_or_else(|| Term::Number(indicator.points.clone()));
                (raw.within(Some(least(indicator)), Some(most)), scheme.rounding.item)
            }
            Kind::Group { children, combine, absent } => {
                let block = self.block(children, *combine, *absent, &indicator.points)?;
                let least = indicator.most_lost.as_ref().map(|_| least(indicator));
                (block.within(least, None), scheme.rounding.block)
            }
        };
        let evidenced = self.evidenced(raw, indicator.evidence.as_ref(), node)?;
        let vetoed = self.vetoed(evidenced, &indicator.vetoes)?;
        let shared = shared(vetoed, node);
        Ok(match rounding {
            Some(rounding) => shared.rounded(rounding.places),
            None => shared,
        })
    }

    /// Children put together; an item that does not apply holds words, which sums pass over.
    fn block(
        &self,
        children: &[IndicatorId],
        combine: Combine,
        absent: Option<Absent>,
        points: &Number,
    ) -> Said {
        let scored = |id: &&IndicatorId| {
            self.scored.outcome(**id, self.subject).is_some_and(|outcome| outcome.score().is_some())
        };
        let there: Vec<IndicatorId> = children.iter().filter(scored).copied().collect();
        let of = |id: IndicatorId| self.layout.score(id, self.subject);
        let own = |id: IndicatorId| Term::Number(self.scored.scheme.indicator(id).points.clone());
        let rates = || there.iter().map(|id| of(*id).over(own(*id)));
        let full = || Term::Number(points.clone());
        let weighted = children.iter().any(|id| self.scored.scheme.indicator(*id).weight.is_some());
        let lifts = children.iter().any(|id| self.lifts(*id));
        let sum = match combine {
            Combine::Sum if !weighted => Term::call("SUM", there.iter().map(|id| of(*id))),
            Combine::Sum => {
                let parts = there.iter().map(|id| {
                    let weight = self.scored.scheme.indicator(*id).weight.clone().unwrap_or(Number::ZERO);
                    of(*id).over(own(*id)).times(Term::Number(weight))
                });
                Term::call("SUM", parts).times(full())
            }
            Combine::Best if !lifts => return Ok(Term::call("MAX", rates()).times(full())),
            Combine::Mean if !lifts => return Ok(Term::call("AVERAGE", rates()).times(full())),
            Combine::Best | Combine::Mean | Combine::Choose(_) => return Err(Unsaid::Choose),
        };
        let scaled = match absent {
            Some(Absent::Rescale) if there.len() < children.len() || lifts => {
                if lifts {
                    return Err(Unsaid::Clause);
                }
                let applicable = there.iter().fold(Term::whole(0), |sum, id| {
                    let weight = self.scored.scheme.indicator(*id).weight.clone();
                    let counts = weight.map_or(own(*id), |weight| Term::Number(&weight * points));
                    sum.plus(counts)
                });
                sum.times(full()).over(applicable)
            }
            Some(Absent::Rescale | Absent::Spread | Absent::Lift) | None => sum,
        };
        Ok(scaled.within(None, Some(full())))
    }

    fn lifts(&self, id: IndicatorId) -> bool {
        matches!(self.scored.scheme.indicator(id).kind, Kind::Group { absent: Some(Absent::Lift), .. })
    }

    fn evidenced(&self, raw: Term, evidence: Option<&Evidence>, node: &Node) -> Said {
        let Some(evidence) = evidence else { return Ok(raw) };
        let nothing = |step: &Step| matches!(step, Step::Evidence { attached: Attached::Nothing, .. });
        if !node.working.steps.iter().any(nothing) {
            return Ok(raw);
        }
        Ok(match &evidence.lacking {
            Lacking::AtMost(most) => raw.within(None, Some(self.value(most)?)),
            Lacking::Less(less) => raw.minus(self.value(less)?).within(Some(Term::whole(0)), None),
            Lacking::Report => return Err(Unsaid::State),
        })
    }

    /// Vetoes that limit a score: the strictest wins.
    fn vetoed(&self, score: Term, vetoes: &[Veto]) -> Said {
        let mut said = score;
        for veto in vetoes {
            let Verdict::Score(limit) = &veto.verdict else { continue };
            // A condition that does not apply, or reads a layer without data, does not hold.
            let condition = match self.value(&veto.condition) {
                Err(Unsaid::State) => continue,
                condition => condition?,
            };
            said = said.clone().within(None, Some(self.value(limit)?)).or_else(condition, said);
        }
        Ok(said)
    }

    /// A bonus or penalty.
    pub(super) fn outside(&self, place: usize, node: &Node) -> Said {
        let scheme = self.scored.scheme;
        let Some(item) = scheme.outside.get(place) else { return Err(Unsaid::State) };
        if node.outcome.score().is_none() {
            return Err(Unsaid::State);
        }
        let sum = self.lines(Term::whole(0), &item.entries, item.penalty)?;
        let limit = item.limit.as_ref().map(|limit| self.value(limit)).transpose()?;
        let limit = limit.map(|limit| limit.within(Some(Term::whole(0)), None));
        let kept = sum.within(None, limit).within(Some(Term::whole(0)), None);
        Ok(match scheme.rounding.item {
            Some(rounding) => kept.rounded(rounding.places),
            None => kept,
        })
    }

    /// A figure of the whole.
    pub(super) fn stage(&self, stage: Stage, made: &Assessment) -> Said {
        let scheme = self.scored.scheme;
        let own = |stage| self.layout.stage(stage, self.subject);
        let number = match stage {
            Stage::Base => &made.base,
            Stage::Bonus => &made.bonus,
            Stage::Penalty => &made.penalty,
            Stage::Unrounded => &made.unrounded,
            Stage::Total => &made.total,
        };
        if number.is_none() {
            return Err(Unsaid::State);
        }
        let side = |penalty: bool| {
            let items = scheme.outside.iter().enumerate().filter(|(_, item)| item.penalty == penalty);
            let cells: Vec<Term> = items.map(|(place, _)| self.layout.outside(place, self.subject)).collect();
            if cells.is_empty() { Term::whole(0) } else { Term::call("SUM", cells) }
        };
        let sum = || {
            let sum = own(Stage::Base).plus(own(Stage::Bonus)).minus(own(Stage::Penalty));
            let limit = |limit: &Option<Number>| limit.clone().map(Term::Number);
            sum.within(limit(&scheme.limits.low), limit(&scheme.limits.high))
        };
        match stage {
            Stage::Base => self.block(&scheme.roots, Combine::Sum, scheme.absent, &scheme.points),
            Stage::Bonus => Ok(side(false)),
            Stage::Penalty => Ok(side(true)),
            Stage::Unrounded => self.vetoed(sum(), &scheme.vetoes),
            Stage::Total => {
                let rounded = match scheme.rounding.total {
                    Some(rounding) => sum().rounded(rounding.places),
                    None => sum(),
                };
                self.vetoed(rounded, &scheme.vetoes)
            }
        }
    }

    /// The grade: by score, then what the vetoes make of it.
    pub(super) fn grade(&self, made: &Assessment) -> Said {
        let scheme = self.scored.scheme;
        let (Some(scale), Some(_)) = (&scheme.scale, made.grade) else { return Err(Unsaid::State) };
        let before = self.scored.results.grades_before_quotas.get(self.subject).copied().flatten();
        if before != made.grade {
            return Err(Unsaid::Quota);
        }
        let by = self.layout.stage(
            match scale.by {
                GradedBy::Total => Stage::Total,
                GradedBy::Unrounded => Stage::Unrounded,
                GradedBy::Base => Stage::Base,
            },
            self.subject,
        );
        let place = |at: usize| Term::whole(i64::try_from(at).unwrap_or(i64::MAX));
        let last = scale.grades.len().saturating_sub(1);
        let by_score = (0..last)
            .rev()
            .fold(place(last), |others, at| place(at).or_else(inside(&by, &scale.grades[at].range), others));
        let mut said = by_score;
        for veto in &scheme.vetoes {
            let to = match &veto.verdict {
                Verdict::Score(_) => continue,
                Verdict::Grade(grade) | Verdict::AtBest(grade) => {
                    said.clone().within(Some(place(grade.0 as usize)), None)
                }
                Verdict::OneDown => said.clone().plus(Term::whole(1)).within(None, Some(place(last))),
            };
            let condition = match self.value(&veto.condition) {
                Err(Unsaid::State) => continue,
                condition => condition?,
            };
            said = to.or_else(condition, said);
        }
        let names = scale.grades.iter().map(|grade| Term::Text(grade.name.clone()));
        Ok(Term::call("CHOOSE", std::iter::once(said.plus(Term::whole(1))).chain(names)))
    }

    /// A place: one more than stand before.
    pub(super) fn place(&self, ranking: &Ranking, place: Option<u32>) -> Said {
        if place.is_none() {
            return Err(Unsaid::State);
        }
        if ranking.dense {
            return Err(Unsaid::Ranking);
        }
        let totals = self.layout.all(&self.layout.scores, self.layout.stage_column(Stage::Total));
        let mut counted = Term::call("ISNUMBER", [totals]);
        if let Scope::Within(group) = ranking.scope {
            let column = self.layout.input_column(group).ok_or(Unsaid::Ranking)?;
            let all = self.layout.all(&self.layout.data, column);
            counted = counted.infix(Infix::Times, all.infix(Infix::Equal, self.input(group)?));
        }
        let mut before: Option<Term> = None;
        for key in ranking.keys.iter().rev() {
            let (all, own) = (self.column(&key.value.kind)?, self.value(&key.value)?);
            let sign = if key.order == Order::HighFirst { Infix::Above } else { Infix::Below };
            let ahead = all.clone().infix(sign, own.clone());
            before = Some(match before {
                None => ahead,
                Some(next) => {
                    ahead.infix(Infix::Plus, all.infix(Infix::Equal, own).infix(Infix::Times, next))
                }
            });
        }
        let before = before.ok_or(Unsaid::Ranking)?;
        Ok(Term::call("SUMPRODUCT", [counted.infix(Infix::Times, before)]).plus(Term::whole(1)))
    }

    /// All subjects' cells of a quantity that has a column of numbers.
    pub(super) fn column(&self, quantity: &ExprKind) -> Said {
        let Layout { scores, workings, .. } = self.layout;
        if let ExprKind::Total(stage) = quantity {
            Ok(self.layout.all(scores, self.layout.stage_column(*stage)))
        } else if let ExprKind::Score(id, Part::Score) = quantity {
            Ok(self.layout.all(scores, self.layout.score_column(*id)))
        } else if let ExprKind::Formula(id) = quantity {
            Ok(self.layout.all(workings, self.layout.formula_column(*id)))
        } else {
            Err(Unsaid::Ranking)
        }
    }
}

fn least(indicator: &Indicator) -> Term {
    let least = indicator.most_lost.as_ref().map_or(Number::ZERO, |lost| &indicator.points - lost);
    Term::Number(least)
}

/// 均摊: score × new ÷ old points.
fn shared(score: Term, node: &Node) -> Term {
    let mut said = score;
    for step in &node.working.steps {
        if let Step::Shared { points, becomes, .. } = step {
            said = said.times(Term::Number(becomes.clone())).over(Term::Number(points.clone()));
        }
    }
    said
}

fn inside(value: &Term, range: &Interval) -> Term {
    let end = |bound: &Bound, included: Infix, excluded: Infix| match bound {
        Bound::Open => None,
        Bound::Included(at) => Some(value.clone().compared(included, Term::Number(at.clone()))),
        Bound::Excluded(at) => Some(value.clone().compared(excluded, Term::Number(at.clone()))),
    };
    let low = end(&range.low, Infix::AtLeast, Infix::Above);
    let high = end(&range.high, Infix::AtMost, Infix::Below);
    match (low, high) {
        (Some(low), Some(high)) => Term::call("AND", [low, high]),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Term::Truth(true),
    }
}
