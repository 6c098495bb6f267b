//! The layers side by side for a terminal, aligned under wide characters.

use super::summary::{Mean, Summary, summary};
use super::{Change, Line, Scored, Staged, Stager, layers, moved, plus, shown, signed, subjects};
use crate::report::wording::pick;
use crate::source::{Lang, flush_right, pad, width};

/// Every subject, or one; then, for all, the summary.
pub fn stages(scored: &Scored<'_>, only: Option<usize>, lang: Lang) -> String {
    let mut lines = vec![title(scored, lang)];
    let stager = Stager::new(scored);
    for subject in subjects(scored, only) {
        lines.push(String::new());
        block(scored, &stager.staged(subject), lang, &mut lines);
    }
    if only.is_none() {
        lines.push(String::new());
        sum_up(scored, &summary(scored), lang, &mut lines);
    }
    lines.join("\n") + "\n"
}

fn title(scored: &Scored<'_>, lang: Lang) -> String {
    let year = match (scored.scheme.year, lang) {
        (Some(year), Lang::Zh) => format!(", {year} 年度"),
        (Some(year), Lang::En) => format!(", {year}"),
        (None, _) => String::new(),
    };
    format!("{}{year}: {}", scored.scheme.name, layers(scored).join(" → "))
}

/// One line of cells: the first on the left, the others on the right.
type Cells = Vec<String>;

fn block(scored: &Scored<'_>, staged: &Staged, lang: Lang, lines: &mut Vec<String>) {
    let Some(who) = scored.data.subjects.get(staged.subject) else { return };
    lines.push(format!("{} ({})", who.name, who.id));
    let mut table: Vec<(Cells, &[Change])> = vec![(header(scored, lang), &[])];
    table.extend(staged.rows.iter().map(|line| (cells(scored, line, lang), line.changes.as_slice())));
    let none = || "—".to_owned();
    if !staged.grades.is_empty() {
        let grades = staged.grades.iter().map(|grade| grade.clone().unwrap_or_else(none));
        table.push((row(pick(lang, "等级", "grade"), grades), &[]));
    }
    for (name, places) in &staged.places {
        let places = places.iter().map(|place| place.map_or_else(none, |place| place.to_string()));
        table.push((row(name.get(lang), places), &[]));
    }
    let widths = widths(table.iter().map(|(cells, _)| cells));
    for (cells, changes) in table {
        lines.push(aligned(&cells, &widths));
        lines.extend(changes.iter().map(|change| told(change, lang)));
    }
    if !staged.others.is_empty() {
        lines.push(pick(lang, "  其他改动", "  other changes").to_owned());
        lines.extend(staged.others.iter().map(|change| told(change, lang)));
    }
}

fn header(scored: &Scored<'_>, lang: Lang) -> Cells {
    let mut cells = vec![pick(lang, "项目", "item").to_owned()];
    cells.extend(layers(scored).into_iter().map(str::to_owned));
    cells.push(pick(lang, "相差", "difference").to_owned());
    cells
}

fn row(name: &str, cells: impl Iterator<Item = String>) -> Cells {
    std::iter::once(name.to_owned()).chain(cells).chain([String::new()]).collect()
}

fn cells(scored: &Scored<'_>, line: &Line, lang: Lang) -> Cells {
    let mut cells = vec![format!("{}{}", "  ".repeat(line.depth), line.name.get(lang))];
    cells.extend(line.scores.iter().map(|came| shown(scored, came, lang)));
    cells.push(match &line.difference {
        Some(difference) if difference.is_zero() => String::new(),
        Some(difference) => signed(scored, difference),
        None => "—".to_owned(),
    });
    cells
}

fn widths<'c>(rows: impl Iterator<Item = &'c Cells>) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        widths.resize(widths.len().max(row.len()), 0);
        for (at, cell) in row.iter().enumerate() {
            widths[at] = widths[at].max(width(cell));
        }
    }
    widths
}

fn aligned(cells: &Cells, widths: &[usize]) -> String {
    let mut line = String::new();
    for (at, (cell, &wide)) in cells.iter().zip(widths).enumerate() {
        line += "  ";
        line += &if at == 0 { pad(cell, wide) } else { flush_right(cell, wide) };
    }
    line.trim_end().to_owned()
}

fn told(change: &Change, lang: Lang) -> String {
    format!("    · {} [{}]", change.sentence(lang), change.place(lang))
}

fn sum_up(scored: &Scored<'_>, summary: &Summary, lang: Lang, lines: &mut Vec<String>) {
    let Summary { subjects, up, down, same, undetermined, changes, .. } = summary;
    let names = layers(scored);
    let ends = format!("{} → {}", names.first().unwrap_or(&""), names.last().unwrap_or(&""));
    lines.push(match lang {
        Lang::Zh => format!(
            "{ends}: {} {subjects} 个, 总分升 {up}, 降 {down}, 不变 {same}, 未定 {undetermined}; 改动 {changes} 处",
            scored.scheme.subject_kind
        ),
        Lang::En => format!(
            "{ends}: subjects: {subjects}, totals {up} up, {down} down, {same} the same, {undetermined} undetermined; changes: {changes}"
        ),
    });
    if !summary.drops.is_empty() {
        lines.push(pick(lang, "降得最多的:", "the largest drops:").to_owned());
        lines.extend(summary.drops.iter().map(|one| format!("  {}", moved::line(scored, one))));
    }
    lines.push(pick(lang, "各项平均相差:", "mean differences:").to_owned());
    let means: Vec<Cells> = summary.means.iter().map(|mean| mean_cells(mean, lang)).collect();
    let widths = widths(means.iter());
    lines.extend(means.iter().map(|cells| aligned(cells, &widths)));
    without_reason(scored, summary, lang, lines);
}

/// `≈-1.67 (-5/3)`: two places, and said so where they are not all.
fn mean_cells(mean: &Mean, lang: Lang) -> Cells {
    let (number, count) = (&mean.mean, mean.subjects);
    let digits = if number.rounded(2) == *number {
        plus(number, number.fixed(2))
    } else {
        format!("≈{} ({})", plus(number, number.near(2)), number.plain())
    };
    let count = match lang {
        Lang::Zh => format!("{count} 个"),
        Lang::En => format!("of {count}"),
    };
    vec![mean.name.get(lang).to_owned(), digits, count]
}

fn without_reason(scored: &Scored<'_>, summary: &Summary, lang: Lang, lines: &mut Vec<String>) {
    let count = summary.without_reason.len();
    if count == 0 {
        lines.push(pick(lang, "每处改动都写了原因", "every change says why").to_owned());
        return;
    }
    lines.push(match lang {
        Lang::Zh => format!("没有写原因的改动 {count} 处 (单格的写在该层的 修改.csv 里):"),
        Lang::En => {
            format!("changes that do not say why: {count} (single cells: say it in changes.csv of the layer)")
        }
    });
    for (subject, change) in &summary.without_reason {
        let who = scored.data.subjects.get(*subject).map_or("", |who| who.name.as_str());
        lines.push(format!("  {who} {} [{}]", change.sentence(lang), change.place(lang)));
    }
}
