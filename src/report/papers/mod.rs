//! Papers: what goes to managers, to the assessed, to reviewers and to the public, and the notice of the results. Each
//! is a [`Page`](super::Page) made from the same results and the same working, so no two can disagree.

mod figures;
mod letter;
mod managers;
mod notice;
mod public;
mod reviewer;
mod standing;

pub use figures::{Figures, figures_of_all, figures_of_one};
pub use letter::letter;
pub use managers::managers;
pub use notice::notice;
pub use public::public;
pub use reviewer::reviewer;

use super::wording::both;
use super::{Cell, Column, PageTable, Scored, Tone};
use crate::eval::{self, Assessment};
use crate::number::Number;
use crate::plan::Scheme;
use crate::source::{Lang, Text};

/// The working of every subject, in the order of the data: made one by one, so that no more than one is held.
pub fn workings<'a>(scored: &Scored<'a>) -> impl Iterator<Item = Assessment> + use<'a> {
    let Scored { scheme, data, results, .. } = *scored;
    (0..data.subjects.len()).map(move |subject| eval::assessment(scheme, data, results, subject))
}

/// `市直部门预算绩效管理考核 (2019 年度)`
fn named(scheme: &Scheme) -> Text {
    match scheme.year {
        Some(year) => {
            Text::new(format!("{} ({year} 年度)", scheme.name), format!("{} ({year})", scheme.name))
        }
        None => Text::same(&scheme.name),
    }
}

/// The subjects that have a total.
fn complete(scored: &Scored<'_>) -> Vec<usize> {
    scored.order().filter(|subject| scored.number(&scored.results.total, *subject).is_some()).collect()
}

/// The mean of totals, for the eye.
fn mean(scored: &Scored<'_>, members: &[usize]) -> Option<Number> {
    let totals = members.iter().filter_map(|subject| scored.number(&scored.results.total, *subject));
    let sum: Number = totals.clone().sum();
    sum.over(&Number::whole(i64::try_from(totals.count()).ok()?))
}

/// The groups in the order of the results, each with its subjects; one without a name where the scheme has none.
fn groups(scored: &Scored<'_>) -> Vec<(Option<String>, Vec<usize>)> {
    let mut groups: indexmap::IndexMap<Option<String>, Vec<usize>> = indexmap::IndexMap::new();
    if let Some(group) = scored.scheme.group
        && let crate::plan::ValueType::Choice(names) = &scored.scheme.input(group).value_type
    {
        groups.extend(names.iter().map(|name| (Some(name.clone()), Vec::new())));
    }
    for subject in scored.order() {
        groups.entry(scored.group(subject).map(str::to_owned)).or_default().push(subject);
    }
    groups.into_iter().filter(|(_, members)| !members.is_empty()).collect()
}

/// How many of each grade, on the whole and by group.
fn distribution(scored: &Scored<'_>) -> Option<PageTable> {
    let scale = scored.scheme.scale.as_ref()?;
    let mut columns = vec![Column::words(Text::new("范围", "of"))];
    columns.extend(scale.grades.iter().map(|grade| Column::numbers(Text::same(&grade.name))));
    columns.push(Column::numbers(Text::new("没有总分", "no total")));
    columns.push(Column::numbers(Text::new("合计", "all")));
    columns.push(Column::numbers(Text::new("平均分", "mean")));
    let row = |name: Text, members: &[usize]| {
        let of = |grade: Option<&str>| members.iter().filter(|&&s| scored.grade(s) == grade).count();
        let mut row = vec![Cell::words(name)];
        row.extend(scale.grades.iter().map(|grade| Cell::same(of(Some(&grade.name)).to_string())));
        row.push(Cell::same(of(None).to_string()));
        row.push(Cell::same(members.len().to_string()));
        let mean = mean(scored, members).map_or_else(|| "—".to_owned(), |mean| mean.near(2));
        row.push(Cell::same(mean).toned(Tone::Faint));
        row
    };
    let all: Vec<usize> = scored.order().collect();
    let mut rows = vec![row(Text::new("全体", "all"), &all)];
    let groups = groups(scored);
    if groups.len() > 1 {
        rows.extend(
            groups.iter().filter_map(|(name, members)| Some(row(Text::same(name.clone()?), members))),
        );
    }
    Some(PageTable { caption: Text::new("等级分布", "grades"), columns, rows })
}

/// `92 个部门`
fn counted(count: usize, kind: &str) -> Text {
    both(|lang| match lang {
        Lang::Zh => format!("{count} 个{kind}"),
        Lang::En => format!("{count} × {kind}"),
    })
}
