//! The notice of the results (考核结果通报): what was assessed, how it came out, who stands where, what follows.

use indexmap::IndexMap;

use super::public::ranked;
use super::{complete, counted, distribution, groups, named, workings};
use crate::report::wording::both;
use crate::report::{Block, Page, Scored};
use crate::source::{Lang, Text};

/// The notice.
pub fn notice(scored: &Scored<'_>) -> Page {
    let name = named(scored.scheme);
    let kind = &scored.scheme.subject_kind;
    let all = counted(scored.data.subjects.len(), kind);
    let basis = scored.scheme.basis.as_deref().unwrap_or(&scored.scheme.name);
    let opening = Text::new(
        format!("根据《{basis}》, 对 {}进行了考核。现将结果通报如下。", all.zh),
        format!("Under “{basis}”, {} were assessed. The results are as follows.", all.en),
    );
    let mut blocks = vec![
        Block::Paragraph(opening),
        Block::Heading(Text::new("一、总体情况", "1. On the whole")),
        Block::Paragraph(overall(scored)),
    ];
    blocks.extend(distribution(scored).map(Block::Table));
    blocks.push(Block::Heading(Text::new("二、考核结果", "2. Results")));
    for (group, members) in groups(scored) {
        if let Some(group) = group {
            blocks.push(Block::Paragraph(Text::same(format!("{group} ({})", members.len()))));
        }
        blocks.push(Block::Table(ranked(scored, &members)));
    }
    let follows = follows(scored);
    if !follows.is_empty() {
        blocks.push(Block::Heading(Text::new("三、结果应用", "3. What follows")));
        blocks.push(Block::List(follows));
    }
    Page {
        title: Text::new(format!("关于{}结果的通报", name.zh), format!("Notice of results: {}", name.en)),
        about: Text::default(),
        blocks,
    }
}

/// `90 个出了总分, 平均 86.21 分, 最高 101.00 分 (…), 最低 … 分 (…)`
fn overall(scored: &Scored<'_>) -> Text {
    let done = complete(scored);
    let total = |subject: &&usize| scored.number(&scored.results.total, **subject).cloned();
    let who = |subject: &usize| scored.data.subjects.get(*subject).map_or("", |who| who.name.as_str());
    let (best, worst) = (done.iter().max_by_key(total), done.iter().min_by_key(total));
    let (Some(best), Some(worst), Some(mean)) = (best, worst, super::mean(scored, &done)) else {
        return Text::new("尚无总分。", "There is no total yet.");
    };
    let shown = |subject: &usize| scored.figure(scored.number(&scored.results.total, *subject));
    let (high, low, mean) = (shown(best), shown(worst), mean.near(2));
    let count = done.len();
    Text::new(
        format!(
            "{count} 个出了总分, 平均 {mean} 分; 最高 {high} 分 ({}), 最低 {low} 分 ({})。",
            who(best),
            who(worst)
        ),
        format!(
            "{count} have a total, on average {mean}; the highest {high} ({}), the lowest {low} ({}).",
            who(best),
            who(worst)
        ),
    )
}

/// Each consequence with whom it meets.
fn follows(scored: &Scored<'_>) -> Vec<Text> {
    let mut met: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for one in &scored.scheme.consequences {
        met.entry(one.text.as_str()).or_default();
    }
    for assessment in workings(scored) {
        let who = scored.data.subjects.get(assessment.subject).map_or("", |who| who.name.as_str());
        for one in assessment.consequences.iter().filter(|one| one.undecided.is_none()) {
            if let Some(rule) = scored.scheme.consequences.get(one.consequence) {
                met.entry(rule.text.as_str()).or_default().push(who);
            }
        }
    }
    let said = met.into_iter().filter(|(_, whom)| !whom.is_empty()).map(|(text, whom)| {
        both(|lang| match lang {
            Lang::Zh => format!("{text} ({} 个): {}", whom.len(), whom.join("、")),
            Lang::En => format!("{text} ({}): {}", whom.len(), whom.join(", ")),
        })
    });
    said.collect()
}
