//! The overview: the subjects in the order of the results, every figure a link to the scores.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::layout::{Layout, WHO};
use super::sheet::{Looks, double};
use super::term::Term;
use super::{data, whole_word};
use crate::number::Number;
use crate::plan::Stage;
use crate::report::Scored;
use crate::report::wording::{self, pick, place_name};
use crate::source::Lang;

/// Writes the sheet.
pub(super) fn overview(
    sheet: &mut Worksheet,
    (scored, layout): (&Scored<'_>, &Layout),
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    let scheme = scored.scheme;
    let mut heads: Vec<String> = data::who_heads(lang).map(str::to_owned).to_vec();
    heads.extend((0..scheme.rankings.len()).map(|place| place_name(scored, place, lang)));
    heads.extend(scheme.roots.iter().map(|root| scheme.indicator(*root).name.clone()));
    let stages = [Stage::Bonus, Stage::Penalty, Stage::Total];
    heads.extend(stages.iter().map(|stage| wording::stage(*stage, lang).to_owned()));
    heads.push(pick(lang, "等级", "grade").to_owned());
    data::head_row(sheet, &heads, looks)?;
    for (at, subject) in (1u32..).zip(scored.order()) {
        data::who(sheet, at, scored, subject, looks)?;
        let mut columns = WHO..;
        let mut next = || columns.next().unwrap_or(u16::MAX);
        for place in 0..scheme.rankings.len() {
            let own = scored.place(Some(place), subject).map(|own| Number::whole(i64::from(own)));
            link(sheet, (at, next()), (own.as_ref(), layout.place(place, subject)), (&looks.exact, looks))?;
        }
        for root in &scheme.roots {
            let own = scored.outcome(*root, subject).and_then(|outcome| outcome.score());
            link(sheet, (at, next()), (own, layout.score(*root, subject)), (&looks.number, looks))?;
        }
        for stage in stages {
            let results = scored.results;
            let column = match stage {
                Stage::Bonus => &results.bonus,
                Stage::Penalty => &results.penalty,
                Stage::Base | Stage::Unrounded | Stage::Total => &results.total,
            };
            link(
                sheet,
                (at, next()),
                (scored.number(column, subject), layout.stage(stage, subject)),
                (&looks.number, looks),
            )?;
        }
        let grade =
            Formula::new(layout.grade(subject).text()).set_result(scored.grade(subject).unwrap_or(""));
        sheet.write_formula_with_format(at, next(), grade, &looks.words)?;
    }
    let last = u32::try_from(scored.data.subjects.len()).unwrap_or(u32::MAX);
    let width = u16::try_from(heads.len()).unwrap_or(u16::MAX).saturating_sub(1);
    sheet.autofilter(0, 0, last, width)?;
    sheet.set_print_area(0, 0, last, width)?;
    sheet.set_freeze_panes(1, WHO)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(1, 18)?;
    Ok(())
}

fn link(
    sheet: &mut Worksheet,
    (at, column): (u32, u16),
    (own, place): (Option<&Number>, Term),
    (look, looks): (&Format, &Looks),
) -> Result<(), XlsxError> {
    let Some(own) = own else { return whole_word(sheet, (at, column), "—", looks) };
    let formula = Formula::new(place.text()).set_result(double(own).to_string());
    sheet.write_formula_with_format(at, column, formula, look)?;
    Ok(())
}
