//! What each edit does: how many it moves, by how much in all and at most.

use super::super::page::{Block, Cell, Column, PageTable};
use super::super::wording::both;
use super::Impacted;
use super::signed::{self, ROUNDED, signed};
use crate::number::Number;
use crate::regress::{MOST_EXACT, Method, Moved, Part};
use crate::source::{Lang, Text};

/// What some groups of edits bring, over all subjects.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Brought {
    /// One group mostly; several where some subjects have a total only with all of them or none.
    pub(super) groups: Vec<usize>,
    pub(super) up: usize,
    pub(super) down: usize,
    pub(super) sum: Number,
    /// The most that one gains; none where nobody does.
    pub(super) gain: Option<Number>,
    /// The most that one loses, below zero; none where nobody does.
    pub(super) loss: Option<Number>,
}

/// Every group, then those that were counted together.
pub(super) fn brought(impacted: Impacted<'_>) -> Vec<Brought> {
    let none =
        |groups: Vec<usize>| Brought { groups, up: 0, down: 0, sum: Number::ZERO, gain: None, loss: None };
    let mut all: Vec<Brought> = (0..impacted.impact.groups.len()).map(|group| none(vec![group])).collect();
    for part in impacted.impact.subjects.iter().flat_map(|moved| &moved.parts) {
        match all.iter_mut().find(|one| one.groups == part.groups) {
            Some(one) => one.add(&part.amount),
            None => {
                let mut one = none(part.groups.clone());
                one.add(&part.amount);
                all.push(one);
            }
        }
    }
    all
}

impl Brought {
    fn add(&mut self, amount: &Number) {
        self.sum = &self.sum + amount;
        if amount.is_positive() {
            self.up += 1;
            self.gain = self.gain.take().max(Some(amount.clone()));
        } else {
            self.down += 1;
            let least = self.loss.take().filter(|loss| loss < amount);
            self.loss = Some(least.unwrap_or_else(|| amount.clone()));
        }
    }
}

/// The numbers of some groups as people count: `1`, `1+3`.
pub(super) fn numbers(groups: &[usize]) -> String {
    groups.iter().map(|group| (group + 1).to_string()).collect::<Vec<_>>().join("+")
}

/// The part of a move that one group brings alone; zero where it brings nothing.
pub(super) fn part(moved: &Moved, group: usize) -> Option<&Part> {
    moved.parts.iter().find(|part| part.groups == [group])
}

pub(super) fn blocks(impacted: Impacted<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(Text::new("各处改动", "The edits"))];
    if impacted.impact.groups.is_empty() {
        blocks.push(Block::Paragraph(Text::new("没有影响结果的改动。", "No edit moves a result.")));
    } else {
        let rows: Vec<Vec<Cell>> = brought(impacted).iter().map(|one| row(impacted, one)).collect();
        let rounded = |lang| rows.iter().flatten().any(|cell| cell.says.get(lang).ends_with(ROUNDED));
        let note = signed::note(rounded);
        blocks.push(Block::Table(PageTable { caption: Text::default(), columns: columns(), rows }));
        blocks.push(Block::Note(method(impacted)));
        blocks.extend(note.map(Block::Note));
    }
    blocks.extend(still(impacted));
    blocks
}

fn columns() -> Vec<Column> {
    vec![
        Column::numbers(Text::new("处", "no.")),
        Column::words(Text::new("改动", "edit")),
        Column::words(Text::new("依据", "basis")),
        Column::numbers(Text::new("升", "up")),
        Column::numbers(Text::new("降", "down")),
        Column::numbers(Text::new("合计", "sum")),
        Column::numbers(Text::new("最大升", "largest gain")),
        Column::numbers(Text::new("最大降", "largest loss")),
    ]
}

fn row(impacted: Impacted<'_>, brought: &Brought) -> Vec<Cell> {
    let amount = |amount: &Option<Number>| amount.as_ref().map_or_else(|| super::NONE.to_owned(), signed);
    let says = match brought.groups.as_slice() {
        [group] => impacted.says(*group),
        _ => Text::new(
            "合在一起才有总分的, 不能分开算",
            "there is a total only with all of these or none: not split",
        ),
    };
    vec![
        Cell::same(numbers(&brought.groups)),
        Cell::words(says),
        Cell::same(basis(impacted, &brought.groups)),
        Cell::same(brought.up.to_string()),
        Cell::same(brought.down.to_string()),
        Cell::same(signed(&brought.sum)),
        Cell::same(amount(&brought.gain)),
        Cell::same(amount(&brought.loss)),
    ]
}

/// The articles that the edits stand under, each once.
fn basis(impacted: Impacted<'_>, groups: &[usize]) -> String {
    let edits = groups.iter().filter_map(|group| impacted.impact.groups.get(*group)).flatten();
    let mut all: Vec<&str> = Vec::new();
    for basis in edits.filter_map(|edit| impacted.edits.get(*edit)?.basis.as_deref()) {
        if !all.contains(&basis) {
            all.push(basis);
        }
    }
    all.join(", ")
}

fn method(impacted: Impacted<'_>) -> Text {
    let tried = impacted.impact.tried;
    match impacted.impact.method {
        Method::Exact => Text::new(
            format!(
                "一处改动的分 = 它在各种先后次序里带来的平均分 (夏普利值, 精确分数); 各处之和恰为总分的变动。试了 {tried} 种组合。"
            ),
            format!(
                "The part of an edit is what it brings on average over all orders in which the edits could be made (Shapley value, exact fractions); the parts sum exactly to the move. Sets of edits tried: {tried}."
            ),
        ),
        Method::InOrder => Text::new(
            format!(
                "改动超过 {MOST_EXACT} 处或部门太多, 不能试遍所有组合: 一处改动的分 = 按规则文件的次序, 在前面各处之后它再带来的分; 各处之和恰为总分的变动。换一个次序, 各处的分会不同。"
            ),
            format!(
                "There are more than {MOST_EXACT} edits or too many subjects to try every set: the part of an edit is what it adds after those before it, in the order of the rule file; the parts sum exactly to the move. In another order the parts would be others."
            ),
        ),
    }
}

/// The edits that move nothing, folded away.
fn still(impacted: Impacted<'_>) -> Option<Block> {
    let says: Vec<Text> = impacted
        .impact
        .still
        .iter()
        .filter_map(|edit| impacted.edits.get(*edit))
        .map(|edit| edit.says.clone())
        .collect();
    let count = says.len();
    (count > 0).then(|| {
        let heading = both(|lang| match lang {
            Lang::Zh => format!("不影响结果的改动 {count} 处"),
            Lang::En => format!("Edits that move no result: {count}"),
        });
        Block::Folded(heading, vec![Block::List(says)])
    })
}
