//! Figures of a subject's records. The records of a subject stand in rows next to each other, so each field is a range.

use super::said::{Said, Speaker, Unsaid, composed};
use super::term::{Infix, Term};
use crate::data::Cell;
use crate::plan::{Aggregate, Expr, ExprKind, FieldId, ListId, OnMissing};

impl Speaker<'_> {
    pub(super) fn aggregate(&self, expr: &Expr) -> Said {
        let ExprKind::Aggregate { function, list, value, filter, trim, matter } = &expr.kind else {
            return Err(Unsaid::ListFigure);
        };
        let records = self.scored.data.records(*list, self.subject);
        if *trim != (0, 0) || matter.is_some() || records.is_empty() {
            return Err(Unsaid::ListFigure);
        }
        let of = |part: &Expr| self.of_record(part, *list);
        let kept = filter.as_ref().map(|filter| of(filter)).transpose()?;
        let count = match &kept {
            Some(kept) => sum_of(kept.clone().counted()),
            None => Term::whole(i64::try_from(records.len()).map_err(|_| Unsaid::ListFigure)?),
        };
        let Some(value) = value else {
            return if *function == Aggregate::Count { Ok(count) } else { Err(Unsaid::ListFigure) };
        };
        let values = of(value)?;
        let sum = || match &kept {
            Some(kept) => sum_of(kept.clone().infix(Infix::Times, values.clone())),
            None => sum_of(values.clone()),
        };
        match function {
            Aggregate::Sum => Ok(sum()),
            Aggregate::Mean => Ok(sum().over(count)),
            // Without the records that are filtered out a range has holes, which MAX would take for 0.
            Aggregate::Highest if kept.is_none() => Ok(Term::call("MAX", [values])),
            Aggregate::Lowest if kept.is_none() => Ok(Term::call("MIN", [values])),
            Aggregate::Count | Aggregate::Highest | Aggregate::Lowest | Aggregate::LongestRun => {
                Err(Unsaid::ListFigure)
            }
        }
    }

    /// An expression of each record, as a range or what is worked out of ranges.
    fn of_record(&self, expr: &Expr, list: ListId) -> Said {
        match &expr.kind {
            ExprKind::Field(field) => self.field(list, *field),
            // AND and OR would fold a whole range into one: products and sums of truths do not.
            ExprKind::And(left, right) => {
                Ok(self.of_record(left, list)?.infix(Infix::Times, self.of_record(right, list)?))
            }
            ExprKind::Or(left, right) => {
                let sum = self.of_record(left, list)?.infix(Infix::Plus, self.of_record(right, list)?);
                Ok(sum.infix(Infix::Above, Term::whole(0)))
            }
            ExprKind::Not(inner) => Ok(self.of_record(inner, list)?.infix(Infix::Equal, Term::whole(0))),
            ExprKind::Compare(..) | ExprKind::Arithmetic(..) | ExprKind::Negate(..) => {
                composed(expr, &|part| self.of_record(part, list))
            }
            ExprKind::Input(_)
            | ExprKind::Formula(_)
            | ExprKind::Number(..)
            | ExprKind::Choice(_)
            | ExprKind::Date(_)
            | ExprKind::YesNo(_) => self.value(expr),
            ExprKind::Text(_)
            | ExprKind::Group(_)
            | ExprKind::Score(..)
            | ExprKind::Total(_)
            | ExprKind::OfLayer(..)
            | ExprKind::Grade
            | ExprKind::If(..)
            | ExprKind::Call(..)
            | ExprKind::Aggregate { .. } => Err(Unsaid::ListFigure),
        }
    }

    /// A field of all records; each must hold a value of its own.
    fn field(&self, list: ListId, field: FieldId) -> Said {
        let records = self.scored.data.records(list, self.subject);
        let declared = self.scored.scheme.field(list, field);
        let column = super::data::FIRST_FIELD.saturating_add(u16::try_from(field.0).unwrap_or(u16::MAX));
        let range =
            self.layout.records(list.0 as usize, column, records.clone()).ok_or(Unsaid::ListFigure)?;
        for record in records {
            match self.scored.data.field(list, field, record) {
                Cell::Number(_) | Cell::YesNo(_) | Cell::Choice(_) | Cell::Date(_) => {}
                Cell::Missing if presumes_nothing(&declared.missing) => {}
                Cell::Missing | Cell::NotApplicable | Cell::Excused(_) | Cell::Text(_) => {
                    return Err(Unsaid::ListFigure);
                }
            }
        }
        // A yes/no that is empty reads as no only where the rules take it for no.
        self.in_base(&declared.value_type, range)
    }
}

/// Whether an empty cell counts as what a spreadsheet takes it for: 0, or not 是.
fn presumes_nothing(missing: &OnMissing) -> bool {
    use crate::plan::Constant;
    match missing {
        OnMissing::Value(Constant::Number(number)) => number.is_zero(),
        OnMissing::Value(Constant::YesNo(truth)) => !truth,
        OnMissing::Value(Constant::Choice(_)) | OnMissing::Report | OnMissing::NotApplicable => false,
    }
}

fn sum_of(values: Term) -> Term {
    Term::call("SUMPRODUCT", [values])
}

impl Term {
    /// A truth as 1 or 0.
    fn counted(self) -> Term {
        self.infix(Infix::Times, Term::whole(1))
    }
}
