//! What tests tried. A test leaves out what it is not about, and every input left out is 缺报: so what counts of a case is
//! only what its expectations rest on, for the subjects they are about.

use std::collections::BTreeSet;

use super::marks::among;
use super::tally::{Tally, tried_by};
use super::unit::{Key, Of, Units, What};
use crate::eval::{self, Assessment, Quantity, Working};
use crate::plan::{
    Expectation, Expected, Expr, ExprKind, FormulaId, IndicatorId, Scheme, TestFigure, Verdict,
};
use crate::testing::{self, Case};

/// What the cases of a scheme's tests tried.
pub fn tested(scheme: &Scheme, units: &Units, cases: &[Case]) -> Tally {
    let mut tally = Tally::none(units);
    for (place, case) in cases.iter().enumerate() {
        tally.cases += 1;
        let results = testing::scored(scheme, case);
        let Some((data, results)) = case.layers.last().zip(results.last()) else { continue };
        let (mut tried, mut groups) = (BTreeSet::new(), BTreeSet::new());
        for subject in 0..data.subjects.len() {
            let asked: Vec<&Expectation> =
                case.expectations.iter().filter(|expectation| expectation.subject == subject).collect();
            if asked.is_empty() {
                continue;
            }
            let made = eval::assessment(scheme, data, results, subject);
            let rests = Rests::of(scheme, &made, &asked);
            let keys = tried_by(scheme, units, data, &made);
            tried.extend(keys.into_iter().filter(|key| rests.holds(key)));
            groups.extend(rests.parts.iter().copied());
        }
        let among = among(scheme, data, results).into_keys().filter(|key| groups.contains(&key.of));
        tried.extend(among);
        tally.take_up(units, &tried, place);
    }
    tally
}

/// The parts of the rules that expectations rest on.
struct Rests<'a> {
    scheme: &'a Scheme,
    made: &'a Assessment,
    parts: BTreeSet<Of>,
    /// Whether the grade is asked for: else what the total comes to says nothing of it.
    grade: bool,
}

impl<'a> Rests<'a> {
    fn of(scheme: &'a Scheme, made: &'a Assessment, asked: &[&Expectation]) -> Rests<'a> {
        let mut rests = Rests { scheme, made, parts: BTreeSet::new(), grade: false };
        asked.iter().for_each(|expectation| rests.expected(&expectation.what));
        rests
    }

    fn holds(&self, key: &Key) -> bool {
        let of_grade = matches!(key.what, What::Grade(_) | What::GradeAt(_));
        self.parts.contains(&key.of) && (self.grade || !of_grade)
    }

    fn expected(&mut self, expected: &Expected) {
        let scheme = self.scheme;
        match expected {
            Expected::Holds(condition) => self.expr(condition),
            Expected::State(figure, _) => self.figure(*figure),
            Expected::Veto { vetoes, .. } => {
                for (indicator, place) in vetoes {
                    self.part(indicator.map_or(Of::Veto(*place), Of::Indicator));
                }
            }
            Expected::Use { text, .. } => {
                let all = scheme.consequences.iter().enumerate();
                all.filter(|(_, one)| one.text == *text).for_each(|(at, _)| self.part(Of::Consequence(at)));
            }
            Expected::Alert { level, text, .. } => {
                let named = |known: &str| text.as_ref().is_none_or(|text| text == known);
                let all = scheme.alerts.iter().enumerate();
                let asked = all.filter(|(_, one)| one.level == *level && named(&one.text));
                asked.for_each(|(at, _)| self.part(Of::Alert(at)));
            }
            Expected::Place { ranking, .. } => self.place(*ranking),
            // Found in what is given, before anything is scored.
            Expected::Finding(_) => {}
        }
    }

    fn figure(&mut self, figure: TestFigure) {
        match figure {
            TestFigure::Indicator(id) => self.part(Of::Indicator(id)),
            TestFigure::Outside(place) => self.part(Of::Outside(place)),
            TestFigure::Formula(id) => self.part(Of::Formula(id)),
            TestFigure::Total(_) => self.total(),
            TestFigure::Grade => self.graded(),
            TestFigure::Place(ranking) => self.place(ranking),
        }
    }

    fn place(&mut self, ranking: usize) {
        self.part(Of::Ranking(ranking));
        self.total();
        self.reads(&self.made.among_others);
    }

    fn total(&mut self) {
        self.part(Of::Whole);
        self.scheme.roots.iter().for_each(|root| self.part(Of::Indicator(*root)));
        (0..self.scheme.outside.len()).for_each(|place| self.part(Of::Outside(place)));
        for (place, veto) in self.scheme.vetoes.iter().enumerate() {
            if matches!(veto.verdict, Verdict::Score(_)) {
                self.part(Of::Veto(place));
            }
        }
    }

    fn graded(&mut self) {
        if self.grade {
            return;
        }
        self.grade = true;
        self.total();
        (0..self.scheme.vetoes.len()).for_each(|place| self.part(Of::Veto(place)));
        (0..self.scheme.quotas.len()).for_each(|place| self.part(Of::Quota(place)));
    }

    /// A part, with all that its working read.
    fn part(&mut self, of: Of) {
        if !self.parts.insert(of) {
            return;
        }
        match of {
            Of::Indicator(id) => self.indicator(id),
            Of::Outside(place) => self.reads_of(self.made.outside.get(place).map(|node| &node.working)),
            Of::Formula(id) => self.formula(id),
            Of::Veto(place) => self.reads_of(self.made.vetoes.get(place).map(|(_, working)| working)),
            Of::Consequence(place) => {
                let follows = self.made.consequences.iter().find(|one| one.consequence == place);
                let idle = self.made.idle_consequences.iter().find(|one| one.row == place);
                self.reads_of(follows.map(|one| &one.working).or(idle.map(|one| &one.working)));
            }
            Of::Alert(place) => {
                let told = self.made.alerts.iter().find(|one| one.alert == place);
                let idle = self.made.idle_alerts.iter().find(|one| one.row == place);
                self.reads_of(told.map(|one| &one.working).or(idle.map(|one| &one.working)));
            }
            Of::Input(_) | Of::Field(..) | Of::Whole | Of::Quota(_) | Of::Ranking(_) => {}
        }
    }

    fn indicator(&mut self, id: IndicatorId) {
        self.reads_of(self.made.nodes.get(id.0 as usize).map(|node| &node.working));
        let guards = &self.scheme.indicator(id).guards;
        guards.iter().for_each(|guard| self.part(Of::Input(guard.input)));
        self.scheme.children(id).iter().for_each(|child| self.part(Of::Indicator(*child)));
    }

    fn formula(&mut self, id: FormulaId) {
        self.reads_of(self.made.formulas.get(&id).map(|formula| &formula.working));
    }

    fn reads_of(&mut self, working: Option<&'a Working>) {
        working.into_iter().for_each(|working| self.reads(working));
    }

    fn reads(&mut self, working: &'a Working) {
        working.fields.iter().for_each(|(list, field, _)| self.part(Of::Field(*list, *field)));
        for read in &working.reads {
            match read.quantity {
                Quantity::Input(id) => self.part(Of::Input(id)),
                Quantity::Formula(id) => self.part(Of::Formula(id)),
                Quantity::Score(id, _) => self.part(Of::Indicator(id)),
                Quantity::Total(_) => self.total(),
                Quantity::Grade => self.graded(),
                Quantity::Group(id) => {
                    let value = self.scheme.group_value(id);
                    value.filter.iter().chain(&value.value).for_each(|expr| self.expr(expr));
                }
                Quantity::OfLayer(..) => self.part(Of::Whole),
            }
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Input(id) => self.part(Of::Input(*id)),
            ExprKind::Formula(id) => self.part(Of::Formula(*id)),
            ExprKind::Score(id, _) => self.part(Of::Indicator(*id)),
            ExprKind::Total(_) => self.total(),
            ExprKind::Grade => self.graded(),
            ExprKind::Group(id) => {
                let value = self.scheme.group_value(*id);
                value.filter.iter().chain(&value.value).for_each(|expr| self.expr(expr));
            }
            ExprKind::OfLayer(..)
            | ExprKind::Number(..)
            | ExprKind::YesNo(_)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::Text(_)
            | ExprKind::Field(_)
            | ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Compare(..)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::If(..)
            | ExprKind::Call(..)
            | ExprKind::Aggregate { .. } => {}
        }
        expr.parts().into_iter().for_each(|part| self.expr(part));
    }
}
