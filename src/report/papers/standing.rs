//! Where a subject stands, and what it lost where.

use crate::eval::{Assessment, Node, Outcome, State};
use crate::number::Number;
use crate::plan::IndicatorId;
use crate::report::wording::{both, place_name};
use crate::report::{Cell, Column, Document, PageTable, Scored, Tone};
use crate::source::{Lang, Text};

/// What was lost at one item, and why.
pub(super) struct Loss {
    pub(super) path: String,
    pub(super) score: Number,
    pub(super) points: Number,
    pub(super) lost: Number,
    pub(super) why: Text,
}

/// The items that lost points, most first; equals in the order of the rules.
pub(super) fn losses(scored: &Scored<'_>, made: &Assessment, document: &Document) -> Vec<Loss> {
    let entries = document.entries();
    let mut losses: Vec<Loss> = leaves(scored, made)
        .filter_map(|(id, node)| {
            let counts = counts(scored, id);
            let (score, points) = (node.outcome.score()? * &counts, &node.points * &counts);
            let path = scored.scheme.indicator(id).path.clone();
            let lost = &points - &score;
            let why =
                entries.get(path.as_str()).map(|entry| both(|lang| entry.why(lang))).unwrap_or_default();
            lost.is_positive().then_some(Loss { path, score, points, lost, why })
        })
        .collect();
    losses.sort_by(|one, other| other.lost.cmp(&one.lost));
    losses
}

/// What a point of an item counts in the whole: less than one where weights say so.
pub(super) fn counts(scored: &Scored<'_>, id: IndicatorId) -> Number {
    let mut counts = Number::ONE;
    let mut at = Some(scored.scheme.indicator(id));
    while let Some(indicator) = at {
        let parent = indicator.parent.map(|parent| scored.scheme.indicator(parent));
        if let Some(weight) = &indicator.weight {
            let around = parent.map_or(&scored.scheme.points, |parent| &parent.points);
            counts = (&(&counts * weight) * around).over(&indicator.points).unwrap_or(Number::ZERO);
        }
        at = parent;
    }
    counts
}

/// The items without a score that a total waits for, each with the reason.
pub(super) fn lacking(scored: &Scored<'_>, made: &Assessment, document: &Document) -> Vec<Text> {
    let entries = document.entries();
    let waits =
        leaves(scored, made).filter(|(_, node)| matches!(node.outcome, Outcome::Missing | Outcome::Failed));
    let told = waits.filter_map(|(id, _)| entries.get(scored.scheme.indicator(id).path.as_str()));
    told.map(|entry| entry.sentence()).collect()
}

/// The leaves of a subject, in the order of the rules.
pub(super) fn leaves<'a>(
    scored: &'a Scored<'_>,
    made: &'a Assessment,
) -> impl Iterator<Item = (IndicatorId, &'a Node)> {
    let leaves = scored.scheme.leaves().into_iter();
    leaves.filter_map(|id| Some((id, made.nodes.get(id.0 as usize)?)))
}

/// A table of losses.
pub(super) fn table(scored: &Scored<'_>, losses: &[Loss]) -> PageTable {
    let columns = vec![
        Column::words(Text::new("指标", "indicator")),
        Column::numbers(Text::new("满分", "points")),
        Column::numbers(Text::new("得分", "score")),
        Column::numbers(Text::new("失分", "lost")),
        Column::words(Text::new("原因", "why")),
    ];
    let row = |loss: &Loss| {
        vec![
            Cell::same(loss.path.clone()),
            Cell::same(loss.points.plain()),
            Cell::same(scored.shown(&loss.score)),
            Cell::same(scored.shown(&loss.lost)).toned(Tone::Bad),
            Cell::words(loss.why.clone()),
        ]
    };
    PageTable { caption: Text::default(), columns, rows: losses.iter().map(row).collect() }
}

/// `总分 90.36 分, 等级优, 名次第 12 (共 92 个), 市直单位内第 9`
pub(super) fn sentence(scored: &Scored<'_>, subject: usize) -> Text {
    both(|lang| {
        let Some(total) = scored.number(&scored.results.total, subject) else {
            let failed = scored.state(subject) == State::Failed;
            return match (failed, lang) {
                (true, Lang::Zh) => "总分无法计算",
                (true, Lang::En) => "the total cannot be worked out",
                (false, Lang::Zh) => "总分未定",
                (false, Lang::En) => "no total yet",
            }
            .to_owned();
        };
        let mut parts = vec![match lang {
            Lang::Zh => format!("总分 {} 分", scored.published(total)),
            Lang::En => format!("total {} points", scored.published(total)),
        }];
        if let Some(grade) = scored.grade(subject) {
            parts.push(match lang {
                Lang::Zh => format!("等级“{grade}”"),
                Lang::En => format!("grade “{grade}”"),
            });
        }
        for ranking in 0..scored.scheme.rankings.len() {
            if let Some(place) = scored.place(Some(ranking), subject) {
                parts.push(format!("{} {place}", place_name(scored, ranking, lang)));
            }
        }
        parts.join(", ")
    })
}
