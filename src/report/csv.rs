//! CSV: the one of `assess`, one row a subject, straight from the columns of the results; and plain sheets.

use std::io::{self, Write};

use super::Scored;
use crate::plan::IndicatorId;

/// Writes 编号, 名称, 组, one column a leaf, 加分, 扣分, 总分, 等级, 名次, 组名次. Blank where there is no score.
pub fn csv(scored: &Scored<'_>, writer: &mut impl Write) -> io::Result<()> {
    let mut rows = ::csv::Writer::from_writer(writer);
    let leaves = scored.scheme.leaves();
    rows.write_record(header(scored, &leaves))?;
    let mut row = Vec::with_capacity(leaves.len() + 9);
    for subject in scored.order() {
        row.clear();
        fill(scored, &leaves, subject, &mut row);
        rows.write_record(&row)?;
    }
    rows.flush()
}

/// Writes any sheet: its header, then its rows as they come.
pub fn sheet(
    headers: &[String],
    rows: impl Iterator<Item = Vec<String>>,
    writer: &mut impl Write,
) -> io::Result<()> {
    let mut sheet = ::csv::Writer::from_writer(writer);
    sheet.write_record(headers)?;
    for row in rows {
        sheet.write_record(&row)?;
    }
    sheet.flush()
}

pub(super) fn header<'a>(scored: &Scored<'a>, leaves: &[IndicatorId]) -> Vec<&'a str> {
    let mut header = vec!["编号", "名称", "组"];
    header.extend(leaves.iter().map(|&leaf| scored.scheme.indicator(leaf).path.as_str()));
    header.extend(["加分", "扣分", "总分", "等级", "名次", "组名次"]);
    header
}

/// The score of an item as published.
pub(super) fn score(scored: &Scored<'_>, leaf: IndicatorId, subject: usize) -> Option<String> {
    let score = scored.outcome(leaf, subject).and_then(|outcome| outcome.score());
    score.map(|score| scored.published(score))
}

fn fill(scored: &Scored<'_>, leaves: &[IndicatorId], subject: usize, row: &mut Vec<String>) {
    let Some(who) = scored.data.subjects.get(subject) else { return };
    row.extend([who.id.clone(), who.name.clone(), scored.group(subject).unwrap_or("").to_owned()]);
    for &leaf in leaves {
        row.push(score(scored, leaf, subject).unwrap_or_default());
    }
    let results = scored.results;
    for column in [&results.bonus, &results.penalty, &results.total] {
        let number = scored.number(column, subject);
        row.push(number.map(|number| scored.published(number)).unwrap_or_default());
    }
    row.push(scored.grade(subject).unwrap_or("").to_owned());
    for ranking in [scored.overall(), scored.within()] {
        row.push(scored.place(ranking, subject).map(|place| place.to_string()).unwrap_or_default());
    }
}
