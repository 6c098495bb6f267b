//! The table of `assess` for a terminal, and what it comes to on the whole.

mod alerts;
mod differences;
mod readings;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::Scored;
use super::scored::ROUNDED;
use super::wording::pick;
use crate::eval::{Outcome, State};
use crate::plan::IndicatorId;
use crate::source::Lang;

/// One row a subject, in the order of the results, then the summary. No name is cut, however wide.
pub fn table(scored: &Scored<'_>, lang: Lang) -> String {
    let mut table = plain_table();
    let columns = Columns::of(scored);
    table.set_header(columns.header(scored, lang));
    let mut rounded = false;
    for subject in scored.order() {
        let row = columns.row(scored, subject, lang);
        let numbers = row.iter().enumerate().filter(|(at, _)| !columns.is_words(*at));
        rounded |= numbers.into_iter().any(|(_, cell)| cell.ends_with(ROUNDED));
        table.add_row(row);
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        if !columns.is_words(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let note = if rounded { note(scored, lang) } else { String::new() };
    let below = [
        summary(scored, lang),
        alerts::text(scored, lang),
        differences::text(scored, lang),
        readings::text(scored, lang),
    ];
    format!("{}\n{note}\n{}", trimmed(&table), below.concat())
}

/// What the mark of a number shown rounded means.
fn note(scored: &Scored<'_>, lang: Lang) -> String {
    let places = scored.scheme.show.unwrap_or_default();
    match lang {
        Lang::Zh => {
            format!(
                "\n{ROUNDED} 只显示 {places} 位小数; 等级、名次按实际的分数, 见 explain 或 --format json\n"
            )
        }
        Lang::En => format!(
            "\n{ROUNDED} shown to {places} places only; grades and places go by the scores themselves, see explain or --format json\n"
        ),
    }
}

/// Which of the columns that depend on the scheme there are.
struct Columns {
    overall: Option<usize>,
    within: Option<usize>,
    group: bool,
    bonus: bool,
    penalty: bool,
    grade: bool,
}

impl Columns {
    fn of(scored: &Scored<'_>) -> Columns {
        let outside = &scored.scheme.outside;
        Columns {
            overall: scored.overall(),
            within: scored.within(),
            group: scored.scheme.group.is_some(),
            bonus: outside.iter().any(|item| !item.penalty),
            penalty: outside.iter().any(|item| item.penalty),
            grade: scored.scheme.scale.is_some(),
        }
    }

    /// How many columns stand before 编号.
    fn places(&self) -> usize {
        usize::from(self.overall.is_some()) + usize::from(self.within.is_some())
    }

    /// Words stand on the left, numbers on the right.
    fn is_words(&self, at: usize) -> bool {
        (self.places()..self.places() + 2 + usize::from(self.group)).contains(&at)
    }

    fn header(&self, scored: &Scored<'_>, lang: Lang) -> Vec<String> {
        let mut header = Vec::new();
        let mut add = |shown: bool, zh, en| {
            if shown {
                header.push(pick(lang, zh, en).to_owned());
            }
        };
        add(self.overall.is_some(), "名次", "rank");
        add(self.within.is_some(), "组名次", "group rank");
        add(true, "编号", "id");
        add(true, "名称", "name");
        add(self.group, "组", "group");
        header.extend(scored.scheme.roots.iter().map(|&root| scored.scheme.indicator(root).name.clone()));
        let mut add = |shown: bool, zh, en| {
            if shown {
                header.push(pick(lang, zh, en).to_owned());
            }
        };
        add(self.bonus, "加分", "bonus");
        add(self.penalty, "扣分", "penalty");
        let layers = scored.earlier.iter().map(|results| scored.layer(results));
        header.extend(layers.map(|layer| format!("{layer}{}", pick(lang, "总分", " total"))));
        let mut add = |shown: bool, zh, en| {
            if shown {
                header.push(pick(lang, zh, en).to_owned());
            }
        };
        add(true, "总分", "total");
        add(self.grade, "等级", "grade");
        header.extend(
            readings::beside(scored).flat_map(|(variant, other)| readings::header(variant, &other, lang)),
        );
        header
    }

    fn row(&self, scored: &Scored<'_>, subject: usize, lang: Lang) -> Vec<String> {
        let Some(who) = scored.data.subjects.get(subject) else { return Vec::new() };
        let results = scored.results;
        let mut row = Vec::new();
        for ranking in [self.overall, self.within].into_iter().filter(Option::is_some) {
            row.push(scored.place(ranking, subject).map_or_else(none, |place| place.to_string()));
        }
        row.extend([who.id.clone(), who.name.clone()]);
        if self.group {
            row.push(scored.group(subject).map_or_else(none, str::to_owned));
        }
        row.extend(scored.scheme.roots.iter().map(|&root| block(scored, root, subject)));
        for (shown, column) in [(self.bonus, &results.bonus), (self.penalty, &results.penalty)] {
            if shown {
                row.push(scored.figure(scored.number(column, subject)));
            }
        }
        row.extend(
            scored.earlier.iter().map(|results| scored.figure(scored.number(&results.total, subject))),
        );
        row.push(total(scored, subject, lang));
        if self.grade {
            row.push(scored.grade(subject).map_or_else(none, str::to_owned));
        }
        row.extend(readings::beside(scored).flat_map(|(_, other)| readings::row(&other, subject, lang)));
        row
    }
}

fn none() -> String {
    "—".to_owned()
}

fn block(scored: &Scored<'_>, root: IndicatorId, subject: usize) -> String {
    scored.figure(scored.outcome(root, subject).and_then(Outcome::score))
}

/// The total; where there is none, how far it is from one.
fn total(scored: &Scored<'_>, subject: usize, lang: Lang) -> String {
    match scored.state(subject) {
        State::Complete => scored.figure(scored.number(&scored.results.total, subject)),
        State::Incomplete => {
            let missing = missing(scored, subject);
            match lang {
                Lang::Zh => format!("未定, 缺 {missing} 项"),
                Lang::En => format!("undetermined, {missing} missing"),
            }
        }
        State::Failed => pick(lang, "无法计分", "cannot be scored").to_owned(),
    }
}

/// How many leaves, bonuses and penalties cannot be scored for want of data; if it is none of them, then a veto of the
/// scheme cannot be decided.
fn missing(scored: &Scored<'_>, subject: usize) -> usize {
    let leaves = scored.scheme.leaves();
    let outside = scored.results.outside.iter().filter_map(|column| column.get(subject));
    let all = leaves.iter().filter_map(|&leaf| scored.outcome(leaf, subject)).chain(outside);
    all.filter(|outcome| **outcome == Outcome::Missing).count().max(1)
}

pub(super) fn plain_table() -> Table {
    let mut table = Table::new();
    // Plain signs: box-drawing characters are two columns wide in many Chinese terminals.
    table.load_style(presets::ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table
}

pub(super) fn trimmed(table: &Table) -> String {
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn summary(scored: &Scored<'_>, lang: Lang) -> String {
    let all: Vec<usize> = (0..scored.data.subjects.len()).collect();
    let count = |state| all.iter().filter(|&&subject| scored.state(subject) == state).count();
    let (complete, incomplete, failed) =
        (count(State::Complete), count(State::Incomplete), count(State::Failed));
    let kind = &scored.scheme.subject_kind;
    let mut text = match lang {
        Lang::Zh => format!("{kind} {} 个: 完整 {complete}, 未定 {incomplete}", all.len()),
        Lang::En => {
            format!("{} subjects ({kind}): {complete} complete, {incomplete} undetermined", all.len())
        }
    };
    if failed > 0 {
        text += &match lang {
            Lang::Zh => format!(", 无法计分 {failed}"),
            Lang::En => format!(", {failed} that cannot be scored"),
        };
    }
    if scored.scheme.scale.is_some() {
        text += &format!("\n\n{}", distribution(scored, &all, lang));
    }
    text + "\n"
}

/// How many of each grade, on the whole and by group.
fn distribution(scored: &Scored<'_>, all: &[usize], lang: Lang) -> String {
    let grades: &[crate::plan::Grade] = scored.scheme.scale.as_ref().map_or(&[], |scale| &scale.grades);
    let mut table = plain_table();
    let mut header = vec![pick(lang, "等级分布", "grades").to_owned()];
    header.extend(grades.iter().map(|grade| grade.name.clone()));
    header.push(pick(lang, "未定级", "none").to_owned());
    table.set_header(header);
    let count = |name: &str, members: &[usize]| {
        let mut row = vec![name.to_owned()];
        let of = |grade: Option<&str>| members.iter().filter(|&&s| scored.grade(s) == grade).count();
        row.extend(grades.iter().map(|grade| of(Some(&grade.name)).to_string()));
        row.push(of(None).to_string());
        row
    };
    table.add_row(count(pick(lang, "全体", "all"), all));
    for (name, members) in groups(scored, all) {
        table.add_row(count(name, &members));
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    trimmed(&table)
}

/// The groups in the order the data names them.
fn groups<'a>(scored: &'a Scored<'_>, all: &[usize]) -> Vec<(&'a str, Vec<usize>)> {
    let mut groups: indexmap::IndexMap<&str, Vec<usize>> = indexmap::IndexMap::new();
    for &subject in all {
        if let Some(group) = scored.group(subject) {
            groups.entry(group).or_default().push(subject);
        }
    }
    groups.into_iter().collect()
}
