//! Inputs, formulas, clauses and amounts → tree.

use super::super::ast::{
    Amount, Clause, Expr, ExprKind, Formula, Input, ListFrom, MatchedBy, Name, Quantity, Table, TableRow,
    TypeOf, UnitOf,
};
use super::super::grammar::{Pair, Rule};
use super::settings::remainder;
use super::{Builder, child, children, first, has};
use crate::number::Number;
use crate::source::Spanned;

impl Builder {
    pub(super) fn input(&mut self, pair: &Pair<'_>) -> Option<Input> {
        let names = self.names(pair)?;
        let type_of = self.type_in(pair)?;
        let clauses = self.clauses_in(pair);
        Some(Input { names, type_of, clauses, span: self.span(pair) })
    }

    pub(super) fn type_in(&mut self, pair: &Pair<'_>) -> Option<Spanned<TypeOf>> {
        let written = child(pair, Rule::type_of)?;
        Some(Spanned::new(self.type_of(&first(&written)?)?, self.span(&written)))
    }

    fn type_of(&mut self, pair: &Pair<'_>) -> Option<TypeOf> {
        Some(match pair.as_rule() {
            Rule::choice_type => TypeOf::Choice(self.names(pair)?),
            Rule::yes_no_type => TypeOf::YesNo,
            Rule::integer_type => TypeOf::Integer(self.maybe(pair, Rule::unit_of, Builder::unit_of)),
            Rule::number_type => TypeOf::Number(self.maybe(pair, Rule::unit_of, Builder::unit_of)),
            Rule::percent_type => TypeOf::Percent,
            Rule::money_type => TypeOf::Money(self.maybe(pair, Rule::unit_of, Builder::unit_of)),
            Rule::days_type => TypeOf::Days,
            Rule::workdays_type => TypeOf::WorkingDays,
            Rule::date_type => TypeOf::Date,
            Rule::text_type => TypeOf::Text,
            Rule::points_type => TypeOf::Points,
            Rule::list_type => match child(pair, Rule::fed_from) {
                Some(written) => TypeOf::ListFrom(self.list_from(&written)?),
                None => TypeOf::List(self.each(pair, Rule::input, Builder::input)),
            },
            _ => return None,
        })
    }

    fn list_from(&mut self, pair: &Pair<'_>) -> Option<ListFrom> {
        let mut names = children(pair, Rule::name);
        let scheme = self.name(&names.next()?)?;
        let matched = match (names.next(), child(pair, Rule::kw_all)) {
            (Some(input), _) => MatchedBy::Input(self.name(&input)?),
            (None, Some(all)) => MatchedBy::All(self.span(&all)),
            (None, None) => MatchedBy::SameId,
        };
        Some(ListFrom { scheme, matched })
    }

    fn unit_of(&mut self, pair: &Pair<'_>) -> Option<UnitOf> {
        let mut words = children(pair, Rule::unit_word);
        let unit = self.unit(&words.next()?)?;
        let per = match (child(pair, Rule::quantity), words.next()) {
            (Some(quantity), _) => Some(self.quantity(&quantity)?),
            (None, Some(word)) => {
                let unit = self.unit(&word)?;
                Some(Quantity { number: Number::ONE, span: unit.span, unit: Some(unit) })
            }
            (None, None) => None,
        };
        Some(UnitOf { unit, per })
    }

    pub(super) fn formula(&mut self, pair: &Pair<'_>) -> Option<Formula> {
        let name = self.maybe(pair, Rule::name, Builder::name)?;
        let value = self.value_in(pair)?;
        let parameter = pair.as_rule() == Rule::parameter;
        let clauses = self.clauses_in(pair);
        Some(Formula { name, parameter, value, clauses, span: self.span(pair) })
    }

    /// What a formula or parameter is: a value, or a table of them.
    pub(super) fn value_in(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        match (child(pair, Rule::by_choice), child(pair, Rule::by_year)) {
            (Some(table), _) | (None, Some(table)) => self.table(&table),
            (None, None) => self.maybe(pair, Rule::expr, Builder::expr),
        }
    }

    /// The rows of a parameter with several values.
    fn table(&mut self, pair: &Pair<'_>) -> Option<Expr> {
        let table = match self.maybe(pair, Rule::name, Builder::name) {
            Some(input) => {
                Table::ByChoice { input, rows: self.each(pair, Rule::choice_row, Builder::choice_row) }
            }
            None => Table::ByYear(self.each(pair, Rule::year_row, Builder::year_row)),
        };
        Some(Expr { kind: ExprKind::Table(table), span: self.span(pair) })
    }

    fn choice_row(&mut self, pair: &Pair<'_>) -> Option<TableRow<Vec<Name>>> {
        let holds = self.names(pair)?;
        self.table_row(pair, holds)
    }

    fn year_row(&mut self, pair: &Pair<'_>) -> Option<TableRow<Quantity>> {
        let holds = self.quantity_in(pair)?;
        self.table_row(pair, holds)
    }

    fn table_row<K>(&mut self, pair: &Pair<'_>, holds: K) -> Option<TableRow<K>> {
        let value = self.maybe(pair, Rule::expr, Builder::expr)?;
        let clauses = self.clauses_in(pair);
        Some(TableRow { holds, value, clauses, span: self.span(pair) })
    }

    /// The clauses of a pair that may have some.
    pub(super) fn clauses_in(&mut self, pair: &Pair<'_>) -> Vec<Spanned<Clause>> {
        match child(pair, Rule::clauses) {
            Some(clauses) => self.each(&clauses, Rule::clause, Builder::clause),
            None => Vec::new(),
        }
    }

    fn clause(&mut self, pair: &Pair<'_>) -> Option<Spanned<Clause>> {
        let written = first(pair)?;
        let clause = match written.as_rule() {
            Rule::at_most => Clause::AtMost(self.amount_in(&written)?),
            Rule::highest => Clause::Highest(self.amount_in(&written)?),
            Rule::remainder_is => Clause::Remainder(remainder(&written)?),
            Rule::cut_off => Clause::CutOff(self.maybe(&written, Rule::sum, Builder::expr)?),
            Rule::kw_reverse => Clause::Reverse,
            Rule::kw_uncapped => Clause::Uncapped,
            Rule::on_zero => Clause::OnZero(self.outcome_in(&written)?),
            Rule::zero_target => Clause::ZeroTarget(self.outcome_in(&written)?),
            Rule::when_missing => Clause::Missing(self.outcome_in(&written)?),
            Rule::when_excused => Clause::Excused(self.outcome_in(&written)?),
            Rule::within => Clause::Range(self.maybe(&written, Rule::band, Builder::band)?),
            Rule::rounded => Clause::Round(self.quantity_in(&written)?),
            Rule::kw_for_information => Clause::ForInformation,
            Rule::based_on => Clause::Basis(self.maybe(&written, Rule::text, Builder::text)?),
            _ => return None,
        };
        Some(Spanned::new(clause, self.span(pair)))
    }

    pub(super) fn amount_in(&mut self, pair: &Pair<'_>) -> Option<Amount> {
        self.maybe(pair, Rule::amount, Builder::amount)
    }

    pub(super) fn amount(&mut self, pair: &Pair<'_>) -> Option<Amount> {
        let written = first(pair)?;
        if has(pair, Rule::of_points) {
            return Some(Amount::OfPoints(self.quantity_in(&written)?));
        }
        Some(Amount::Value(self.expr(&written)?))
    }
}
