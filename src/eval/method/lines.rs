//! 逐项, 扣分, 起评, 加分项, 扣分项: lines that add or take away.

use crate::eval::expr::Reader;
use crate::eval::record::Recorder;
use crate::eval::{LineFinding, Step, Stop};
use crate::number::Number;
use crate::plan::{Entry, Line, LineAmount, Remainder, StepSize, What};

impl<R: Recorder> Reader<'_, R> {
    /// What all lines add (or, negative, take).
    pub(in crate::eval) fn lines(&mut self, entries: &[Entry]) -> Result<Number, Stop> {
        let mut findings = Vec::new();
        let sum = self.sum_of(entries, &mut Vec::new(), &mut findings);
        for finding in findings {
            self.recorder.step(|| Step::Line(finding));
        }
        sum
    }

    fn sum_of(
        &mut self,
        entries: &[Entry],
        at: &mut Vec<usize>,
        findings: &mut Vec<LineFinding>,
    ) -> Result<Number, Stop> {
        let mut sum = Number::ZERO;
        for (place, entry) in entries.iter().enumerate() {
            at.push(place);
            let effect = self.entry(entry, at, findings);
            at.pop();
            sum = &sum + &effect?;
        }
        Ok(sum)
    }

    fn entry(
        &mut self,
        entry: &Entry,
        at: &mut Vec<usize>,
        findings: &mut Vec<LineFinding>,
    ) -> Result<Number, Stop> {
        match entry {
            Entry::Line(line) => {
                let finding = match self.line(line, at.clone()) {
                    Err(Stop::NoLayer) => idle(at.clone()),
                    Err(_) if entry.exprs().into_iter().any(|expr| self.lacks_layer(expr)) => {
                        idle(at.clone())
                    }
                    found => found?,
                };
                let effect = finding.effect.clone();
                findings.push(finding);
                Ok(effect)
            }
            Entry::Best(entries) => self.best(entries, at, findings),
        }
    }

    /// 取最高: of several entries, the one of the largest amount; the first among equals.
    fn best(
        &mut self,
        entries: &[Entry],
        at: &mut Vec<usize>,
        findings: &mut Vec<LineFinding>,
    ) -> Result<Number, Stop> {
        let mut best: Option<(Number, std::ops::Range<usize>)> = None;
        let first = findings.len();
        for (place, entry) in entries.iter().enumerate() {
            let start = findings.len();
            at.push(place);
            let effect = self.entry(entry, at, findings);
            at.pop();
            let effect = effect?;
            if best.as_ref().is_none_or(|(most, _)| effect.abs() > most.abs()) {
                best = Some((effect, start..findings.len()));
            }
        }
        let Some((effect, kept)) = best else { return Ok(Number::ZERO) };
        for (place, finding) in findings.iter_mut().enumerate().skip(first) {
            finding.passed_over |= finding.held && !kept.contains(&place);
        }
        Ok(effect)
    }

    fn line(&mut self, line: &Line, at: Vec<usize>) -> Result<LineFinding, Stop> {
        let (held, count, base) = self.looked_at(&line.what)?;
        let (steps, remainder) = match (&line.step, &count) {
            (Some(step), Some(count)) if held => {
                let exact = steps(count, &step.size, base.as_ref())?;
                (Some(counted(&exact, step.remainder)), !exact.is_whole())
            }
            (Some(_), _) => (Some(Number::ZERO), false),
            (None, _) => (None, false),
        };
        let each = match &line.amount {
            LineAmount::Points(points) => self.number(points)?,
            LineAmount::Assessed { input } if held => self.given(*input)?,
            LineAmount::Assessed { .. } => Number::ZERO,
        };
        let amount = match &steps {
            Some(steps) => steps * &each,
            None if held => each.clone(),
            None => Number::ZERO,
        };
        let limited = match &line.at_most {
            // A computed limit below 0 lets nothing through; it never turns less into more.
            Some(at_most) => {
                let most = self.number(at_most)?.max(Number::ZERO);
                self.recorder.compared(at_most.span, || amount.cmp(&most));
                amount.clone().min(most)
            }
            None => amount.clone(),
        };
        let effect = if line.adds { limited } else { -&limited };
        Ok(LineFinding { at, held, count, steps, remainder, each, amount, effect, passed_over: false })
    }

    /// Whether a line takes effect, with its count or gap, and the bound it is compared with.
    fn looked_at(&mut self, what: &What) -> Result<(bool, Option<Number>, Option<Number>), Stop> {
        match what {
            What::Holds(condition) => Ok((self.holds(condition)?, None, None)),
            What::Count(count) => {
                let count = self.number(count)?;
                Ok((count.is_positive(), Some(count), None))
            }
            What::Gap { value, bound, above, or_equal } => {
                let (place, value, bound) = (bound.span, self.number(value)?, self.number(bound)?);
                self.recorder.compared(place, || value.cmp(&bound));
                let gap = if *above { &value - &bound } else { &bound - &value };
                let held = gap.is_positive() || *or_equal && gap.is_zero();
                Ok((held, Some(gap.max(Number::ZERO)), Some(bound)))
            }
        }
    }
}

/// A line that reads a layer without data: it takes no effect, and the others of its item do.
fn idle(at: Vec<usize>) -> LineFinding {
    LineFinding {
        at,
        held: false,
        count: None,
        steps: None,
        remainder: false,
        each: Number::ZERO,
        amount: Number::ZERO,
        effect: Number::ZERO,
        passed_over: false,
    }
}

/// How many steps a count or gap is, exactly. A base of 0 has no steps to count.
fn steps(count: &Number, size: &StepSize, base: Option<&Number>) -> Result<Number, Stop> {
    let size = match size {
        StepSize::Fixed(size, _) => size.clone(),
        StepSize::OfBase(share) => share * &base.ok_or(Stop::Fault)?.abs(),
    };
    count.over(&size).ok_or(Stop::Fault)
}

/// The steps that count, by 零头.
fn counted(steps: &Number, remainder: Remainder) -> Number {
    match remainder {
        Remainder::Dropped => steps.floor(),
        Remainder::WholeStep => steps.ceiling(),
        Remainder::ProRata => steps.clone(),
    }
}
