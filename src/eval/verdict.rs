//! Grades: by score, then overruled by the vetoes of the scheme, the strictest winning.

use super::expr::Reader;
use super::record::Silent;
use super::row::Row;
use super::total::undetermined;
use super::{Results, Stop};
use crate::data::Dataset;
use crate::number::Number;
use crate::plan::{GradeId, GradedBy, Scale, Scheme, Verdict};

pub(super) fn grades(scheme: &Scheme, data: &Dataset, results: &mut Results) {
    let subjects = data.subjects.len();
    results.grades = vec![None; subjects];
    for subject in 0..subjects {
        if results.total[subject].is_none() {
            continue;
        }
        match after_vetoes(Row { scheme, data, results, subject }) {
            Ok(grade) => results.grades[subject] = grade,
            Err(stop) => undetermined(results, subject, stop),
        }
    }
}

/// The grade by score alone.
pub(super) fn by_score(row: Row<'_>) -> Option<GradeId> {
    let scale = row.scheme.scale.as_ref()?;
    let column = match scale.by {
        GradedBy::Total => &row.results.total,
        GradedBy::Unrounded => &row.results.unrounded,
        GradedBy::Base => &row.results.base,
    };
    grade_of(scale, column[row.subject].as_ref()?)
}

fn grade_of(scale: &Scale, score: &Number) -> Option<GradeId> {
    let place = scale.grades.iter().position(|grade| grade.range.contains(score))?;
    u32::try_from(place).ok().map(GradeId)
}

fn after_vetoes(row: Row<'_>) -> Result<Option<GradeId>, Stop> {
    let by_score = by_score(row);
    let mut strictest = by_score;
    for veto in &row.scheme.vetoes {
        if Reader::new(row, &mut Silent).decides(&veto.condition)?
            && let Some(from) = by_score
        {
            strictest = strictest.max(overruled(row.scheme, &veto.verdict, from));
        }
    }
    Ok(strictest)
}

/// What a verdict makes of a grade; grades count from the best, so the stricter is the greater.
pub(super) fn overruled(scheme: &Scheme, verdict: &Verdict, from: GradeId) -> Option<GradeId> {
    let lowest =
        scheme.scale.as_ref().and_then(|scale| u32::try_from(scale.grades.len()).ok()?.checked_sub(1))?;
    match verdict {
        Verdict::Score(_) => Some(from),
        Verdict::Grade(grade) | Verdict::AtBest(grade) => Some(from.max(*grade)),
        Verdict::OneDown => Some(GradeId((from.0 + 1).min(lowest))),
    }
}
