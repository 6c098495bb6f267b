//! The sheet of one subject: the official table with what was scored, what was lost, and why.

use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

use super::layout::{Layout, depth};
use super::sheet::{Looks, double};
use super::term::Term;
use super::whole_word;
use crate::eval::Assessment;
use crate::number::Number;
use crate::plan::{IndicatorId, Stage};
use crate::report::wording::{self, pick};
use crate::report::{Scored, explain};
use crate::source::Lang;

/// The first row of the items.
const FIRST: u32 = 3;

/// What a sheet is made from.
pub(super) struct Told<'a> {
    pub(super) scored: &'a Scored<'a>,
    pub(super) layout: &'a Layout,
    pub(super) made: &'a Assessment,
    pub(super) lang: Lang,
}

/// Writes the sheet.
pub(super) fn subject(sheet: &mut Worksheet, told: &Told<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let (scored, lang) = (told.scored, told.lang);
    let document = explain(scored, told.made);
    sheet.write_string_with_format(0, 0, document.title.get(lang), &looks.title)?;
    let entries = document.entries();
    let levels = u16::try_from(depth(scored.scheme)).unwrap_or(1);
    let earlier = u16::try_from(scored.earlier.len()).unwrap_or(0);
    heads(sheet, told, levels, looks)?;
    let mut at = FIRST;
    merged_names(sheet, told, looks)?;
    for id in scored.scheme.leaves() {
        let indicator = scored.scheme.indicator(id);
        let columns = Columns { points: levels, earlier: levels + 1, score: levels + 1 + earlier };
        let own = told.made.nodes.get(id.0 as usize);
        // 均摊 can give an item more points than the rules name.
        let points = own.map_or(&indicator.points, |node| &node.points);
        sheet.write_number_with_format(at, columns.points, double(points), &looks.exact)?;
        for (column, results) in (columns.earlier..).zip(scored.earlier) {
            let before = results.scores.get(id.0 as usize).and_then(|all| all.get(told.made.subject));
            number(sheet, (at, column), before.and_then(|outcome| outcome.score()), None, looks)?;
        }
        let score = own.and_then(|node| node.outcome.score());
        number(sheet, (at, columns.score), score, Some(told.layout.score(id, told.made.subject)), looks)?;
        let lost = score.map(|score| points - score);
        let reason = entries.get(indicator.path.as_str());
        let lost_term = Term::Number(points.clone()).minus(told.layout.score(id, told.made.subject));
        number(sheet, (at, columns.score + 1), lost.as_ref(), Some(lost_term), looks)?;
        let why = reason.map(|entry| entry.why(lang)).unwrap_or_default();
        sheet.write_string_with_format(at, columns.score + 2, why, &looks.wrapped)?;
        sheet.write_string_with_format(at, columns.score + 3, attached(told, id), &looks.wrapped)?;
        at += 1;
    }
    below(sheet, told, at, levels, looks)?;
    let last = levels + 1 + earlier + 3;
    sheet.set_column_width(last - 1, 60)?;
    sheet.set_column_width(last, 24)?;
    sheet.set_freeze_panes(FIRST, 0)?;
    sheet.set_repeat_rows(0, FIRST - 1)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    Ok(())
}

struct Columns {
    points: u16,
    earlier: u16,
    score: u16,
}

fn heads(sheet: &mut Worksheet, told: &Told<'_>, levels: u16, looks: &Looks) -> Result<(), XlsxError> {
    let lang = told.lang;
    let numerals = ["一级指标", "二级指标", "三级指标", "四级指标", "五级指标", "六级指标"];
    let mut heads: Vec<String> = (0..usize::from(levels))
        .map(|level| match lang {
            Lang::Zh => {
                numerals.get(level).map_or_else(|| format!("{}级指标", level + 1), |head| (*head).to_owned())
            }
            Lang::En => format!("level {}", level + 1),
        })
        .collect();
    heads.push(pick(lang, "分值", "points").to_owned());
    heads.extend(told.scored.earlier.iter().map(|results| told.scored.layer(results).to_owned()));
    let last = told.scored.layer(told.scored.results);
    heads.push(if last.is_empty() { pick(lang, "得分", "score").to_owned() } else { last.to_owned() });
    heads.extend(
        [pick(lang, "失分", "lost"), pick(lang, "理由", "why"), pick(lang, "佐证", "evidence")]
            .map(str::to_owned),
    );
    for (column, head) in (0u16..).zip(&heads) {
        sheet.write_string_with_format(FIRST - 1, column, head, &looks.head)?;
        sheet.set_column_width(column, if column < levels { 18 } else { 10 })?;
    }
    Ok(())
}

/// The tree on the left: a block's name once, over all its items.
fn merged_names(sheet: &mut Worksheet, told: &Told<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let last = u16::try_from(depth(told.scored.scheme)).unwrap_or(1).saturating_sub(1);
    let mut at = FIRST;
    for &id in &told.layout.indicators {
        let indicator = told.scored.scheme.indicator(id);
        let level = u16::try_from(indicator.path.matches('/').count()).unwrap_or(0);
        let leaves = leaves(told.scored, id);
        let is_leaf = indicator.method().is_some();
        let (bottom, right) = (at + leaves - 1, if is_leaf { last } else { level });
        let name = if is_leaf {
            indicator.name.clone()
        } else {
            format!("{}（{}）", indicator.name, indicator.points.plain())
        };
        if (bottom, right) == (at, level) {
            sheet.write_string_with_format(at, level, name, &looks.wrapped)?;
        } else {
            sheet.merge_range(at, level, bottom, right, &name, &looks.wrapped)?;
        }
        if is_leaf {
            at += 1;
        }
    }
    Ok(())
}

fn leaves(scored: &Scored<'_>, id: IndicatorId) -> u32 {
    let children = scored.scheme.children(id);
    if children.is_empty() { 1 } else { children.iter().map(|child| leaves(scored, *child)).sum() }
}

/// What stands below the items: bonuses, penalties, total, grade.
fn below(
    sheet: &mut Worksheet,
    told: &Told<'_>,
    from: u32,
    levels: u16,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let (layout, subject, lang) = (told.layout, told.made.subject, told.lang);
    let score = levels + 1 + u16::try_from(told.scored.earlier.len()).unwrap_or(0);
    let mut at = from;
    for stage in [Stage::Bonus, Stage::Penalty, Stage::Total] {
        sheet.merge_range(at, 0, at, levels, wording::stage(stage, lang), &looks.head)?;
        let own = super::scores::figure(stage, told.made);
        number(sheet, (at, score), own, Some(layout.stage(stage, subject)), looks)?;
        at += 1;
    }
    sheet.merge_range(at, 0, at, levels, pick(lang, "等级", "grade"), &looks.head)?;
    let Some(grade) = told.scored.grade(subject) else { return whole_word(sheet, (at, score), "—", looks) };
    let formula = Formula::new(layout.grade(subject).text()).set_result(grade);
    sheet.write_formula_with_format(at, score, formula, &looks.words)?;
    Ok(())
}

fn number(
    sheet: &mut Worksheet,
    (at, column): (u32, u16),
    own: Option<&Number>,
    term: Option<Term>,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let Some(own) = own else { return whole_word(sheet, (at, column), "—", looks) };
    match term {
        Some(term) => {
            let formula = Formula::new(term.text()).set_result(double(own).to_string());
            sheet.write_formula_with_format(at, column, formula, &looks.number)?;
        }
        None => {
            sheet.write_number_with_format(at, column, double(own), &looks.number)?;
        }
    }
    Ok(())
}

/// The documents that are attached for an item.
fn attached(told: &Told<'_>, id: IndicatorId) -> String {
    let Some(evidence) = &told.scored.scheme.indicator(id).evidence else { return String::new() };
    match crate::eval::attached(told.scored.data, evidence.input, told.made.subject) {
        crate::eval::Attached::Documents(documents) => documents.into(),
        crate::eval::Attached::Nothing => pick(told.lang, "未附", "none").to_owned(),
        crate::eval::Attached::Excused(reason) => reason.into(),
        crate::eval::Attached::NotNeeded => pick(told.lang, "不需要", "not needed").to_owned(),
    }
}
