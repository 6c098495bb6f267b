//! The scores: one row a subject, the tree of indicators as merged heads.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::layout::{Layout, STAGES, WHO, depth, row};
use super::notes::Tally;
use super::said::{Said, Speaker, Unsaid};
use super::sheet::{Content, Looks, write};
use super::{data, whole_word};
use crate::eval::{Assessment, Node, Outcome};
use crate::number::Number;
use crate::plan::{IndicatorId, Stage};
use crate::report::Scored;
use crate::report::wording::{self, pick, place_name};
use crate::source::Lang;

/// Writes the heads.
pub(super) fn heads(
    sheet: &mut Worksheet,
    (scored, layout): (&Scored<'_>, &Layout),
    looks: &Looks,
    lang: Lang,
) -> Result<(), XlsxError> {
    let scheme = scored.scheme;
    let last = depth(scheme);
    for (column, head) in (0u16..).zip(data::who_heads(lang)) {
        sheet.merge_range(0, column, last, column, head, &looks.head)?;
    }
    for &id in &layout.indicators {
        let indicator = scheme.indicator(id);
        let level = u32::try_from(indicator.path.matches('/').count()).unwrap_or(0);
        let first = layout.score_column(id);
        let until = first.saturating_add(inside(scored, id));
        merge(
            sheet,
            (level, first),
            (if until > first { level } else { last - 1 }, until),
            &indicator.name,
            looks,
        )?;
        if until > first && level + 1 < last {
            merge(sheet, (level + 1, first), (last - 1, first), pick(lang, "小计", "block"), looks)?;
        }
        let points = format!("{}{}", indicator.points.plain(), pick(lang, "分", " points"));
        sheet.write_string_with_format(last, first, points, &looks.head)?;
    }
    let mut whole: Vec<(u16, String)> = Vec::new();
    for (place, item) in scheme.outside.iter().enumerate() {
        whole.push((layout.outside_column(place), item.name.clone()));
    }
    whole.extend(
        STAGES.iter().map(|stage| (layout.stage_column(*stage), wording::stage(*stage, lang).to_owned())),
    );
    whole.push((layout.grade_column(), pick(lang, "等级", "grade").to_owned()));
    for place in 0..scheme.rankings.len() {
        whole.push((layout.place_column(place), place_name(scored, place, lang)));
    }
    for (column, name) in whole {
        sheet.merge_range(0, column, last, column, &name, &looks.head)?;
    }
    sheet.set_freeze_panes(layout.scores.first, WHO)?;
    sheet.set_repeat_rows(0, last)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(1, 18)?;
    Ok(())
}

fn merge(
    sheet: &mut Worksheet,
    (top, left): (u32, u16),
    (bottom, right): (u32, u16),
    name: &str,
    looks: &Looks,
) -> Result<(), XlsxError> {
    if (top, left) == (bottom, right) {
        sheet.write_string_with_format(top, left, name, &looks.head)?;
    } else {
        sheet.merge_range(top, left, bottom, right, name, &looks.head)?;
    }
    Ok(())
}

/// How many indicators stand inside a block, at any depth.
fn inside(scored: &Scored<'_>, id: IndicatorId) -> u16 {
    let children = scored.scheme.children(id);
    children.iter().fold(0u16, |sum, child| sum.saturating_add(1).saturating_add(inside(scored, *child)))
}

/// Writes the row of one subject.
pub(super) fn subject(
    sheet: &mut Worksheet,
    (speaker, made): (&Speaker<'_>, &Assessment),
    looks: &Looks,
    tally: &mut Tally,
) -> Result<(), XlsxError> {
    let (scored, layout) = (&speaker.scored, speaker.layout);
    let at = row(&layout.scores, speaker.subject);
    data::who(sheet, at, scored, speaker.subject, looks)?;
    for &id in &layout.indicators {
        let Some(node) = made.nodes.get(id.0 as usize) else { continue };
        let unsaid =
            score(sheet, (at, layout.score_column(id)), node, (speaker.indicator(id, node), looks, layout))?;
        tally.count(&scored.scheme.indicator(id).path, unsaid);
    }
    for (place, node) in made.outside.iter().enumerate() {
        let unsaid = score(
            sheet,
            (at, layout.outside_column(place)),
            node,
            (speaker.outside(place, node), looks, layout),
        )?;
        tally.count(scored.scheme.outside.get(place).map_or("", |item| item.name.as_str()), unsaid);
    }
    for stage in STAGES {
        let to = (at, layout.stage_column(stage));
        let unsaid = match figure(stage, made) {
            Some(number) => {
                write(sheet, to, (Content::Number(number), speaker.stage(stage, made)), &looks.number)?
            }
            None => {
                whole_word(sheet, to, state(made, layout), looks)?;
                Some(Unsaid::State)
            }
        };
        tally.count(wording::stage(stage, Lang::Zh), unsaid);
    }
    let grade = scored.grade(speaker.subject).unwrap_or("");
    let unsaid = write(
        sheet,
        (at, layout.grade_column()),
        (Content::Words(grade), speaker.grade(made)),
        &looks.words,
    )?;
    tally.count("等级", unsaid);
    for (place, ranking) in scored.scheme.rankings.iter().enumerate() {
        let to = (at, layout.place_column(place));
        let own = made.places.get(place).copied().flatten();
        let unsaid = match own {
            Some(own) => {
                let number = Number::whole(i64::from(own));
                write(sheet, to, (Content::Number(&number), speaker.place(ranking, Some(own))), &looks.exact)?
            }
            None => {
                sheet.write_blank(to.0, to.1, &looks.words)?;
                Some(Unsaid::State)
            }
        };
        tally.count(&place_name(scored, place, Lang::Zh), unsaid);
    }
    Ok(())
}

pub(super) fn figure(stage: Stage, made: &Assessment) -> Option<&Number> {
    match stage {
        Stage::Base => made.base.as_ref(),
        Stage::Bonus => made.bonus.as_ref(),
        Stage::Penalty => made.penalty.as_ref(),
        Stage::Unrounded => made.unrounded.as_ref(),
        Stage::Total => made.total.as_ref(),
    }
}

fn state(made: &Assessment, layout: &Layout) -> &'static str {
    match made.state {
        Some(crate::eval::State::Failed) => layout.words.failed,
        Some(crate::eval::State::Complete | crate::eval::State::Incomplete) | None => layout.words.missing,
    }
}

fn score(
    sheet: &mut Worksheet,
    to: (u32, u16),
    node: &Node,
    (said, looks, layout): (Said, &Looks, &Layout),
) -> Result<Option<Unsaid>, XlsxError> {
    let word = match &node.outcome {
        Outcome::Scored(score) | Outcome::Presumed(score) | Outcome::Excused(score) => {
            return write(sheet, to, (Content::Number(score), said), &looks.number);
        }
        Outcome::Missing => layout.words.missing,
        Outcome::NotApplicable => layout.words.not_applicable,
        Outcome::Elsewhere => layout.words.elsewhere,
        Outcome::Failed => layout.words.failed,
    };
    whole_word(sheet, to, word, looks)?;
    Ok(Some(Unsaid::State))
}
