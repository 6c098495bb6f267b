//! The layers side by side as a sheet: one row an item and subject, the changes behind it in one cell.

use std::io::{self, Write};

use super::{Line, Scored, Staged, Stager, What, layers, shown, subjects};
use crate::report::sheet;
use crate::source::Lang;

/// Writes 编号, 名称, 项目, one column a layer, 相差, 改动. The header is Chinese in both languages.
pub fn stages_csv(
    scored: &Scored<'_>,
    only: Option<usize>,
    lang: Lang,
    writer: &mut impl Write,
) -> io::Result<()> {
    let stager = Stager::new(scored);
    let rows = subjects(scored, only).into_iter().flat_map(|subject| {
        let staged = stager.staged(subject);
        rows(scored, &staged, lang)
    });
    sheet(&headers(scored), rows, writer)
}

/// The sheet of all subjects, its header first; none where there is one layer or none.
pub(in crate::report) fn stages_rows(scored: &Scored<'_>, lang: Lang) -> Option<Vec<Vec<String>>> {
    if scored.earlier.is_empty() {
        return None;
    }
    let stager = Stager::new(scored);
    let all =
        subjects(scored, None).into_iter().flat_map(|subject| rows(scored, &stager.staged(subject), lang));
    Some(std::iter::once(headers(scored)).chain(all).collect())
}

fn headers(scored: &Scored<'_>) -> Vec<String> {
    let mut headers: Vec<String> = ["编号", "名称", "项目"].map(str::to_owned).to_vec();
    headers.extend(layers(scored).into_iter().map(str::to_owned));
    headers.extend(["相差", "改动"].map(str::to_owned));
    headers
}

fn rows(scored: &Scored<'_>, staged: &Staged, lang: Lang) -> Vec<Vec<String>> {
    let Some(who) = scored.data.subjects.get(staged.subject) else { return Vec::new() };
    let row = |name: &str, cells: Vec<String>, rest: [String; 2]| {
        let mut row = vec![who.id.clone(), who.name.clone(), name.to_owned()];
        row.extend(cells);
        row.extend(rest);
        row
    };
    let mut rows: Vec<Vec<String>> = staged
        .rows
        .iter()
        .map(|line| {
            let cells = line.scores.iter().map(|came| shown(scored, came, lang)).collect();
            let difference =
                line.difference.as_ref().map(|number| scored.published(number)).unwrap_or_default();
            let changes: Vec<String> = line.changes.iter().map(|change| change.sentence(lang)).collect();
            row(&name(scored, line), cells, [difference, changes.join("; ")])
        })
        .collect();
    if !staged.grades.is_empty() {
        let grades = staged.grades.iter().map(|grade| grade.clone().unwrap_or_default()).collect();
        rows.push(row("等级", grades, [String::new(), String::new()]));
    }
    for (name, places) in &staged.places {
        let places = places.iter().map(|place| place.map(|place| place.to_string()).unwrap_or_default());
        rows.push(row(&name.zh, places.collect(), [String::new(), String::new()]));
    }
    if !staged.others.is_empty() {
        let changes: Vec<String> = staged.others.iter().map(|change| change.sentence(lang)).collect();
        let blank = layers(scored).iter().map(|_| String::new()).collect();
        rows.push(row("其他改动", blank, [String::new(), changes.join("; ")]));
    }
    rows
}

fn name(scored: &Scored<'_>, line: &Line) -> String {
    match line.what {
        What::Item(id) => scored.scheme.indicator(id).path.clone(),
        What::Outside(_) | What::Total => line.name.zh.clone(),
    }
}
