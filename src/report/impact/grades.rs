//! Who has another grade, state or consequence, and after which edit.

use super::super::page::{Block, Cell, Column, PageTable, Tone};
use super::super::wording::{both, pick};
use super::groups::numbers;
use super::summary::better;
use super::{Impacted, NONE};
use crate::data::Subject;
use crate::eval::State;
use crate::number::Number;
use crate::regress::{Consequence, Following, GradeStep, Method, Moved, StateStep};
use crate::source::{Lang, Text};

pub(super) fn blocks(impacted: Impacted<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let graded: Vec<Vec<Cell>> = impacted
        .ordered()
        .filter(|(_, moved)| moved.old.grade != moved.new.grade)
        .map(|one| grade_row(impacted, one))
        .collect();
    if !graded.is_empty() {
        blocks.push(Block::Heading(Text::new("等级变化", "Grades that change")));
        let columns = grade_columns(impacted);
        blocks.push(Block::Table(PageTable { caption: Text::default(), columns, rows: graded }));
        blocks.push(Block::Note(grade_note(impacted)));
    }
    let stated: Vec<Vec<Cell>> =
        impacted.ordered().filter(|(_, moved)| moved.old.state != moved.new.state).map(state_row).collect();
    if !stated.is_empty() {
        blocks.push(Block::Heading(Text::new("总分有无的变化", "Totals that come or go")));
        let columns = state_columns();
        blocks.push(Block::Table(PageTable { caption: Text::default(), columns, rows: stated }));
    }
    let follow: Vec<Vec<Cell>> = impacted
        .ordered()
        .flat_map(|(who, moved)| moved.following.iter().map(move |following| follow_row(who, following)))
        .collect();
    if !follow.is_empty() {
        blocks.push(Block::Heading(Text::new("结果应用的变化", "Consequences that change")));
        let columns = follow_columns();
        blocks.push(Block::Table(PageTable { caption: Text::default(), columns, rows: follow }));
    }
    blocks
}

/// 编号 and 名称.
pub(super) fn who_columns() -> Vec<Column> {
    vec![Column::words(Text::new("编号", "id")), Column::words(Text::new("名称", "name"))]
}

pub(super) fn who_cells(who: &Subject) -> Vec<Cell> {
    vec![Cell::same(&who.id), Cell::same(&who.name)]
}

fn grade_columns(impacted: Impacted<'_>) -> Vec<Column> {
    let mut columns = who_columns();
    columns.extend([
        Column::numbers(Text::new("旧总分", "old total")),
        Column::numbers(Text::new("新总分", "new total")),
        Column::words(Text::new("等级", "grade")),
        Column::words(Text::new("逐处改过去", "edit after edit")),
    ]);
    if impacted.impact.method == Method::Exact {
        columns.push(Column::words(Text::new("哪几处就够", "which are enough")));
    }
    columns
}

fn grade_row(impacted: Impacted<'_>, (who, moved): (&Subject, &Moved)) -> Vec<Cell> {
    let mut row = who_cells(who);
    row.extend([
        Cell::same(impacted.old_total(moved)),
        Cell::same(impacted.new_total(moved)),
        Cell::same(grade_move(moved)).toned(tone(better(impacted, moved))),
        Cell::same(steps(&moved.grades)),
    ]);
    if impacted.impact.method == Method::Exact {
        row.push(Cell::words(enough(&moved.smallest)));
    }
    row
}

pub(super) fn tone(better: Option<bool>) -> Tone {
    match better {
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Plain,
    }
}

/// `良 → 优`; one grade where it is the same.
pub(super) fn grade_move(moved: &Moved) -> String {
    let (old, new) = (named(moved.old.grade.as_deref()), named(moved.new.grade.as_deref()));
    if old == new { old.to_owned() } else { format!("{old} → {new}") }
}

fn named(grade: Option<&str>) -> &str {
    grade.unwrap_or(NONE)
}

/// `1: 良→中, 2: 中→良`
fn steps(steps: &[GradeStep]) -> String {
    let one = |step: &GradeStep| {
        let (from, to) = (named(step.from.as_deref()), named(step.to.as_deref()));
        format!("{}: {from}→{to}", step.group + 1)
    };
    steps.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// More sets than these are counted only.
const MOST_SETS: usize = 4;

/// `1 或 3`, `1+2 合在一起`
fn enough(sets: &[Vec<usize>]) -> Text {
    both(|lang| {
        let shown: Vec<String> = sets.iter().take(MOST_SETS).map(|set| numbers(set)).collect();
        let mut text = shown.join(pick(lang, " 或 ", " or "));
        if sets.len() > MOST_SETS {
            text += &match lang {
                Lang::Zh => format!(" 等 {} 组", sets.len()),
                Lang::En => format!(" … {} sets", sets.len()),
            };
        }
        text
    })
}

fn grade_note(impacted: Impacted<'_>) -> Text {
    let ledger = Text::new(
        "逐处改过去: 按规则文件的次序一处一处地改, 改到哪一处等级变了。",
        "Edit after edit: the edits made one by one in the order of the rule file, and where the grade changes.",
    );
    match impacted.impact.method {
        Method::Exact => both(|lang| {
            let sets = pick(
                lang,
                "哪几处就够: 别处都不改, 只改这几处, 就已经是新等级; 1+3 是两处合在一起。",
                " Which are enough: with these alone and no other the grade is the new one; 1+3 means both together.",
            );
            format!("{}{sets}", ledger.get(lang))
        }),
        Method::InOrder => ledger,
    }
}

fn state_columns() -> Vec<Column> {
    let mut columns = who_columns();
    columns.extend([
        Column::words(Text::new("旧办法", "old rules")),
        Column::words(Text::new("新办法", "new rules")),
        Column::words(Text::new("改到哪一处变的", "after which edit")),
    ]);
    columns
}

fn state_row((who, moved): (&Subject, &Moved)) -> Vec<Cell> {
    let mut row = who_cells(who);
    let steps = both(|lang| {
        let one = |step: &StateStep| {
            let (from, to) = (state(step.from), state(step.to));
            format!("{}: {}→{}", step.group + 1, from.get(lang), to.get(lang))
        };
        moved.states.iter().map(one).collect::<Vec<_>>().join(", ")
    });
    row.extend([
        Cell::words(with_total(moved.old.state, moved.old.total.as_ref())),
        Cell::words(with_total(moved.new.state, moved.new.total.as_ref())),
        Cell::words(steps),
    ]);
    row
}

fn with_total(of: State, total: Option<&Number>) -> Text {
    total.map_or_else(|| state(of), |total| Text::same(total.plain()))
}

/// How far a subject is, in words.
pub(super) fn state(state: State) -> Text {
    match state {
        State::Complete => Text::new("有总分", "has a total"),
        State::Incomplete => Text::new("未定", "undetermined"),
        State::Failed => Text::new("无法计分", "cannot be scored"),
    }
}

fn follow_columns() -> Vec<Column> {
    let mut columns = who_columns();
    columns.extend([
        Column::words(Text::new("结果应用", "consequence")),
        Column::words(Text::new("变化", "change")),
        Column::words(Text::new("改到哪一处变的", "after which edit")),
    ]);
    columns
}

fn follow_row(who: &Subject, following: &Following) -> Vec<Cell> {
    let mut row = who_cells(who);
    let by = following.by.map_or_else(|| NONE.to_owned(), |group| (group + 1).to_string());
    row.extend([Cell::same(&following.text), Cell::words(follow_change(following)), Cell::same(by)]);
    row
}

fn follow_change(following: &Following) -> Text {
    both(|lang| {
        let side = |one: &Consequence| match (&one.money, one.undecided) {
            (_, true) => Some(pick(lang, "未定", "undecided").to_owned()),
            (Some(money), false) => Some(yuan(money, lang)),
            (None, false) => None,
        };
        let with = |word: &str, one: &Consequence| match side(one) {
            Some(figure) => format!("{word}: {figure}"),
            None => word.to_owned(),
        };
        match (&following.before, &following.after) {
            (None, Some(after)) => with(pick(lang, "新增", "gained"), after),
            (Some(before), None) => with(pick(lang, "不再有", "lost"), before),
            (Some(before), Some(after)) => {
                let named = |one| side(one).unwrap_or_else(|| pick(lang, "有", "follows").to_owned());
                format!("{} → {}", named(before), named(after))
            }
            (None, None) => String::new(),
        }
    })
}

fn yuan(money: &Number, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}元", money.plain()),
        Lang::En => format!("{} yuan", money.plain()),
    }
}
