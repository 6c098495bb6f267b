//! The report to managers: how it came out, who stands where, which parts are weak, who stands just below a grade, what
//! pulled whom down, and what changed since last year.

use std::collections::BTreeMap;

use super::public::ranked;
use super::standing::{counts, leaves};
use super::{complete, counted, distribution, groups, mean, named, workings};
use crate::number::{Bound, Number};
use crate::report::cliffs::near;
use crate::report::wording::both;
use crate::report::{Block, Cell, Column, DotRow, Dots, Fact, Heat, HeatRow, Page, PageTable, Scored, Tone};
use crate::source::{Lang, Text};

/// Who stands at most so many points below a grade is told.
const NEAR: i64 = 1;
/// So many items are named that cost most.
const WORST: usize = 10;

/// The report. `last` is last year's results, where there are some.
pub fn managers(scored: &Scored<'_>, last: Option<&Scored<'_>>) -> Page {
    let name = named(scored.scheme);
    let mut blocks = vec![Block::Facts(facts(scored))];
    blocks.extend(distribution(scored).map(Block::Table));
    blocks.push(Block::Dots(dots(scored)));
    blocks.push(Block::Heading(Text::new("各部分得分率", "Rates by part")));
    blocks.push(Block::Heat(heat(scored)));
    blocks.push(Block::Heading(Text::new("失分最多的指标", "What cost most")));
    blocks.push(Block::Table(worst(scored)));
    let cliffs = cliffs(scored);
    if !cliffs.rows.is_empty() {
        blocks.push(Block::Heading(Text::new("差一点就上一档的", "Just below a grade")));
        blocks.push(Block::Table(cliffs));
    }
    if let Some(last) = last {
        blocks.push(Block::Heading(Text::new("与上年比较", "Since last year")));
        blocks.push(Block::Table(since(scored, last)));
    }
    blocks.push(Block::Heading(Text::new("排名", "Ranking")));
    for (group, members) in groups(scored) {
        if let Some(group) = group {
            blocks.push(Block::Paragraph(Text::same(group)));
        }
        blocks.push(Block::Table(ranked(scored, &members)));
    }
    Page {
        title: Text::new(format!("{}结果报告", name.zh), format!("Report: {}", name.en)),
        about: counted(scored.data.subjects.len(), &scored.scheme.subject_kind),
        blocks,
    }
}

fn facts(scored: &Scored<'_>) -> Vec<Fact> {
    let done = complete(scored);
    let fact = |figure: String, zh: &str, en: &str, tone| Fact { figure, label: Text::new(zh, en), tone };
    let mut facts = vec![fact(
        format!("{} / {}", done.len(), scored.data.subjects.len()),
        "出了总分",
        "have a total",
        Tone::Plain,
    )];
    if let Some(mean) = mean(scored, &done) {
        facts.push(fact(mean.near(2), "平均分", "mean", Tone::Plain));
    }
    let total = |subject: &&usize| scored.number(&scored.results.total, **subject).cloned();
    let shown = |subject: &usize| scored.figure(scored.number(&scored.results.total, *subject));
    if let (Some(best), Some(worst)) = (done.iter().max_by_key(total), done.iter().min_by_key(total)) {
        facts.push(fact(shown(best), "最高分", "highest", Tone::Good));
        facts.push(fact(shown(worst), "最低分", "lowest", Tone::Bad));
    }
    facts
}

/// Totals by group, with the bounds of the grades.
fn dots(scored: &Scored<'_>) -> Dots {
    let rows: Vec<DotRow> = groups(scored)
        .into_iter()
        .map(|(group, members)| DotRow {
            label: group.unwrap_or_default(),
            dots: members
                .iter()
                .filter_map(|&subject| {
                    let total = scored.number(&scored.results.total, subject)?.clone();
                    Some((total, scored.data.subjects.get(subject)?.name.clone()))
                })
                .collect(),
        })
        .collect();
    let grades = scored.scheme.scale.iter().flat_map(|scale| &scale.grades);
    let marks = grades.filter_map(|grade| {
        let (Bound::Included(low) | Bound::Excluded(low)) = &grade.range.low else { return None };
        low.is_positive().then(|| (low.clone(), grade.name.clone()))
    });
    Dots {
        caption: Text::new("总分分布 (竖线是各等级的下限)", "totals (lines: where each grade begins)"),
        marks: marks.collect(),
        rows,
    }
}

/// The rate of each part, subject by subject.
fn heat(scored: &Scored<'_>) -> Heat {
    let roots = &scored.scheme.roots;
    let columns = roots.iter().map(|root| Text::same(&scored.scheme.indicator(*root).name)).collect();
    let rows = scored.order().filter_map(|subject| {
        let label = scored.data.subjects.get(subject)?.name.clone();
        let rates = roots.iter().map(|root| {
            let score = scored.outcome(*root, subject)?.score()?;
            score.over(&scored.scheme.indicator(*root).points)
        });
        Some(HeatRow { label, rates: rates.collect() })
    });
    Heat {
        caption: Text::new("得分率 (%), 按排名", "rates (%), by rank"), columns, rows: rows.collect()
    }
}

/// The leaves that cost most in sum.
fn worst(scored: &Scored<'_>) -> PageTable {
    let mut lost: BTreeMap<crate::plan::IndicatorId, (Number, usize, usize)> = BTreeMap::new();
    for assessment in workings(scored) {
        for (id, node) in leaves(scored, &assessment) {
            let Some(score) = node.outcome.score() else { continue };
            let counts = counts(scored, id);
            let one = lost.entry(id).or_insert((Number::ZERO, 0, 0));
            let less = &(&node.points - score) * &counts;
            one.1 += usize::from(less.is_positive());
            one.2 += 1;
            one.0 = &one.0 + &less;
        }
    }
    let mut lost: Vec<_> = lost.into_iter().filter(|(_, (sum, ..))| sum.is_positive()).collect();
    lost.sort_by(|one, other| other.1.0.cmp(&one.1.0).then(one.0.cmp(&other.0)));
    let rows = lost.into_iter().take(WORST).map(|(id, (sum, losers, all))| {
        let indicator = scored.scheme.indicator(id);
        let mean = sum.over(&Number::whole(i64::try_from(all).unwrap_or(1))).unwrap_or(Number::ZERO);
        vec![
            Cell::same(indicator.path.clone()),
            Cell::same((&indicator.points * &counts(scored, id)).plain()),
            Cell::same(mean.near(2)),
            Cell::same(format!("{losers} / {all}")),
        ]
    });
    PageTable {
        caption: Text::default(),
        columns: vec![
            Column::words(Text::new("指标", "indicator")),
            Column::numbers(Text::new("满分", "points")),
            Column::numbers(Text::new("平均失分", "lost on average")),
            Column::numbers(Text::new("失分的个数", "who lost")),
        ],
        rows: rows.collect(),
    }
}

/// Those who stand less than a point below where a better grade begins.
fn cliffs(scored: &Scored<'_>) -> PageTable {
    let rows = near(scored, &Number::whole(NEAR)).into_iter().map(|one| {
        vec![
            Cell::same(scored.data.subjects.get(one.subject).map_or("", |who| who.name.as_str())),
            Cell::same(scored.figure(Some(&one.figure))),
            Cell::same(scored.grade(one.subject).unwrap_or("—")),
            Cell::same(scored.scheme.grade(one.next)),
            Cell::same(scored.shown(&one.short)).toned(Tone::Warn),
        ]
    });
    PageTable {
        caption: Text::default(),
        columns: vec![
            Column::words(Text::new("名称", "name")),
            Column::numbers(Text::new("总分", "total")),
            Column::words(Text::new("等级", "grade")),
            Column::words(Text::new("上一档", "next")),
            Column::numbers(Text::new("差", "short by")),
        ],
        rows: rows.collect(),
    }
}

/// Those who were assessed last year too.
fn since(scored: &Scored<'_>, last: &Scored<'_>) -> PageTable {
    let before: BTreeMap<&str, usize> =
        last.data.subjects.iter().enumerate().map(|(at, who)| (who.id.as_str(), at)).collect();
    let rows = scored.order().filter_map(|subject| {
        let who = scored.data.subjects.get(subject)?;
        let then = *before.get(who.id.as_str())?;
        let (now, was) =
            (scored.number(&scored.results.total, subject), last.number(&last.results.total, then));
        let moved = now.zip(was).map(|(now, was)| now - was);
        let tone = match &moved {
            Some(moved) if moved.is_positive() => Tone::Good,
            Some(moved) if moved.is_negative() => Tone::Bad,
            Some(_) | None => Tone::Plain,
        };
        let signed = moved.as_ref().map_or_else(
            || "—".to_owned(),
            |moved| format!("{}{}", if moved.is_positive() { "+" } else { "" }, scored.shown(moved)),
        );
        Some(vec![
            Cell::same(&who.name),
            Cell::same(last.figure(was)),
            Cell::same(scored.figure(now)),
            Cell::same(signed).toned(tone),
            Cell::same(last.grade(then).unwrap_or("—")),
            Cell::same(scored.grade(subject).unwrap_or("—")),
        ])
    });
    let year = |scored: &Scored<'_>| scored.scheme.year.map_or_else(String::new, |year| format!(" {year}"));
    let (was, now) = (year(last), year(scored));
    let head = |zh: &str, en: &str, year: &str| {
        both(|lang| match lang {
            Lang::Zh => format!("{zh}{year}"),
            Lang::En => format!("{en}{year}"),
        })
    };
    PageTable {
        caption: Text::default(),
        columns: vec![
            Column::words(Text::new("名称", "name")),
            Column::numbers(head("总分", "total", &was)),
            Column::numbers(head("总分", "total", &now)),
            Column::numbers(Text::new("变动", "move")),
            Column::words(head("等级", "grade", &was)),
            Column::words(head("等级", "grade", &now)),
        ],
        rows: rows.collect(),
    }
}
