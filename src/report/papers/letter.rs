//! The letter to one subject: what it came to, why, what follows, and what is to be mended until when.

use super::named;
use super::standing::{lacking, losses, sentence, table};
use crate::eval::Assessment;
use crate::plan::Stage;
use crate::report::wording::{both, stage};
use crate::report::{Block, Cell, Column, Document, Page, PageTable, Scored};
use crate::source::{Lang, Text};

/// The letter. `deadline` is until when faults are to be mended, in words; a line is left open without one.
pub fn letter(scored: &Scored<'_>, made: &Assessment, document: &Document, deadline: Option<&str>) -> Page {
    let who = scored.data.subjects.get(made.subject).map_or("", |who| who.name.as_str());
    let name = named(scored.scheme);
    let standing = sentence(scored, made.subject);
    let opening = Text::new(
        format!("根据《{}》, 对你单位的结果为: {}。", basis(scored), standing.zh),
        format!("Under “{}”, your result is: {}.", basis(scored), standing.en),
    );
    let mut blocks = vec![
        Block::Paragraph(Text::new(format!("{who}:"), format!("To {who}:"))),
        Block::Paragraph(opening),
        Block::Heading(Text::new("一、各部分得分", "1. Scores")),
        Block::Table(parts(scored, made)),
    ];
    let lacking = lacking(scored, made, document);
    if !lacking.is_empty() {
        blocks.push(Block::Paragraph(Text::new("总分要等以下各项:", "The total waits for these:")));
        blocks.push(Block::List(lacking));
    }
    let losses = losses(scored, made, document);
    blocks.push(Block::Heading(Text::new("二、失分及原因", "2. What was lost, and why")));
    if losses.is_empty() {
        blocks.push(Block::Paragraph(Text::new("没有失分。", "Nothing was lost.")));
    } else {
        blocks.push(Block::Table(table(scored, &losses)));
    }
    blocks.push(Block::Heading(Text::new("三、结果应用", "3. What follows")));
    blocks.push(Block::List(follows(scored, made)));
    blocks.push(Block::Heading(Text::new("四、整改", "4. What to mend")));
    let until = deadline.unwrap_or("________");
    blocks.push(Block::Paragraph(Text::new(
        format!("请对照上表逐项整改, 于 {until} 前报送整改情况。对结果有异议的, 附佐证材料书面提出。"),
        format!("Please mend the points above and report by {until}. Objections are made in writing, with evidence."),
    )));
    Page {
        title: Text::new(format!("{}结果反馈", name.zh), format!("Result: {}", name.en)),
        about: Text::same(who),
        blocks,
    }
}

fn basis<'a>(scored: &Scored<'a>) -> &'a str {
    scored.scheme.basis.as_deref().unwrap_or(&scored.scheme.name)
}

/// The first level, bonuses, penalties and the total: the figures add up.
fn parts(scored: &Scored<'_>, made: &Assessment) -> PageTable {
    let columns = vec![
        Column::words(Text::new("部分", "part")),
        Column::numbers(Text::new("满分", "points")),
        Column::numbers(Text::new("得分", "score")),
    ];
    let mut rows: Vec<Vec<Cell>> = scored
        .scheme
        .roots
        .iter()
        .map(|root| {
            let indicator = scored.scheme.indicator(*root);
            let score = scored.outcome(*root, made.subject).and_then(|outcome| outcome.score());
            vec![
                Cell::same(indicator.name.clone()),
                Cell::same(indicator.points.plain()),
                Cell::same(scored.figure(score)),
            ]
        })
        .collect();
    let mut whole = |of: Stage, number| {
        rows.push(vec![
            Cell::words(both(|lang| stage(of, lang).to_owned())),
            Cell::same(""),
            Cell::same(scored.figure(number)),
        ]);
    };
    if scored.scheme.outside.iter().any(|item| !item.penalty) {
        whole(Stage::Bonus, made.bonus.as_ref());
    }
    if scored.scheme.outside.iter().any(|item| item.penalty) {
        whole(Stage::Penalty, made.penalty.as_ref());
    }
    whole(Stage::Total, made.total.as_ref());
    PageTable { caption: Text::default(), columns, rows }
}

/// What follows from the result.
pub(super) fn follows(scored: &Scored<'_>, made: &Assessment) -> Vec<Text> {
    let said = made.consequences.iter().filter(|one| one.undecided.is_none()).map(|one| {
        let text = scored.scheme.consequences.get(one.consequence).map_or("", |one| one.text.as_str());
        both(|lang| match (&one.money, lang) {
            (Some(money), Lang::Zh) => format!("{text}: {} 元", money.near(2)),
            (Some(money), Lang::En) => format!("{text}: {} yuan", money.near(2)),
            (None, _) => text.to_owned(),
        })
    });
    let said: Vec<Text> = said.collect();
    if said.is_empty() {
        vec![Text::new("没有触发结果应用条款。", "No clause applies.")]
    } else {
        said
    }
}
