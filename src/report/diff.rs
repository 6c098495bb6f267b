//! What lies between two sets of rules: as text, JSON and a page, block by block; what moves no result stands at the end.

use serde_json::{Value, json as object};

use super::page::{Block, Cell, Column, Fact, Page, PageTable, Tone};
use crate::change::{Edit, EditKind};
use crate::source::{Files, Lang, Span, Text};

/// Edits and the files they lie between.
#[derive(Clone, Copy, Debug)]
pub struct Diff<'a> {
    /// The old rules, as they were named.
    pub old: &'a str,
    /// The new rules.
    pub new: &'a str,
    /// The edits, in order.
    pub edits: &'a [Edit],
    /// The texts they stand in.
    pub files: &'a Files,
}

/// Edits of one block.
struct Group<'a> {
    heading: Text,
    /// The 依据 that all of them have.
    basis: Option<&'a str>,
    /// Whether the heading names the first block of their paths.
    is_block: bool,
    edits: Vec<&'a Edit>,
}

/// The edits as text.
pub fn diff(diff: &Diff<'_>, lang: Lang) -> String {
    let mut text = summary(diff).get(lang).to_owned() + "\n";
    for group in groups(diff) {
        text += &format!("\n{}\n", headed(&group, lang));
        for edit in &group.edits {
            text += &format!("  {}\n", line(edit, &group).get(lang));
        }
    }
    text
}

fn headed(group: &Group<'_>, lang: Lang) -> String {
    let heading = group.heading.get(lang);
    group.basis.map_or(heading.to_owned(), |basis| format!("{heading} ({basis})"))
}

/// A sentence without the block that the heading names, with its own 依据 where the heading has another.
fn line(edit: &Edit, group: &Group<'_>) -> Text {
    let own = place(edit, group);
    let based = edit.basis.as_deref().filter(|own| Some(*own) != group.basis && edit.kind != EditKind::Basis);
    let based = based.map(|based| format!(" ({based})")).unwrap_or_default();
    if own.is_empty() {
        return Text::new(format!("{}{based}", edit.change.zh), format!("{}{based}", edit.change.en));
    }
    Text::new(format!("{own} {}{based}", edit.change.zh), format!("{own}, {}{based}", edit.change.en))
}

/// Where in its block an edit is; what came or went is named by its sentence.
fn place(edit: &Edit, group: &Group<'_>) -> String {
    let around = edit.path.len() - usize::from(edit.whole);
    let path = edit.path.get(usize::from(group.is_block)..around).unwrap_or_default();
    path.join("/")
}

fn summary(diff: &Diff<'_>) -> Text {
    let (all, silent) = (diff.edits.len(), diff.edits.iter().filter(|edit| !edit.scores).count());
    let (old, new) = (diff.old, diff.new);
    if all == 0 {
        return Text::new(
            format!("{old} 与 {new} 没有差别"),
            format!("nothing differs between {old} and {new}"),
        );
    }
    let edits = if all == 1 { "edit" } else { "edits" };
    let tail = match silent {
        0 => Text::default(),
        _ if silent == all => Text::new(", 都不影响得分", ", none of which moves a result"),
        _ => Text::new(
            format!(", 其中 {silent} 处不影响得分"),
            format!(", {silent} of which {} no result", if silent == 1 { "moves" } else { "move" }),
        ),
    };
    Text::new(
        format!("{old} → {new}: 改动 {all} 处{}", tail.zh),
        format!("{old} → {new}: {all} {edits}{}", tail.en),
    )
}

/// By scheme and block, in the order in which they are met; what moves no result at the end.
fn groups<'a>(diff: &Diff<'a>) -> Vec<Group<'a>> {
    let mut schemes: Vec<&str> = diff.edits.iter().map(|edit| edit.scheme.as_str()).collect();
    schemes.sort_unstable();
    schemes.dedup();
    let several = schemes.len() > 1;
    let mut groups: Vec<Group<'a>> = Vec::new();
    let (scoring, silent): (Vec<&Edit>, Vec<&Edit>) = diff.edits.iter().partition(|edit| edit.scores);
    for edit in scoring {
        let (heading, is_block) = heading(edit, diff.edits, several);
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.edits.push(edit),
            None => groups.push(Group { heading, basis: None, is_block, edits: vec![edit] }),
        }
    }
    for group in &mut groups {
        let first = group.edits.first().and_then(|edit| edit.basis.as_deref());
        group.basis =
            first.filter(|first| group.edits.iter().all(|edit| edit.basis.as_deref() == Some(*first)));
    }
    if !silent.is_empty() {
        let heading = Text::new("不影响得分", "what moves no result");
        groups.push(Group { heading, basis: None, is_block: false, edits: silent });
    }
    groups
}

/// The block of the first level, or the scheme for what stands in none; and which of the two.
fn heading(edit: &Edit, all: &[Edit], several: bool) -> (Text, bool) {
    if edit.kind == EditKind::Scheme {
        return (Text::new("办法", "schemes"), false);
    }
    let block = edit.path.first().filter(|first| {
        let inside = |other: &&Edit| other.scheme == edit.scheme && other.path.first() == Some(*first);
        all.iter().filter(inside).any(|other| other.path.len() > 1)
    });
    let heading = match block {
        Some(block) if several => Text::same(format!("{}: {block}", edit.scheme)),
        Some(block) => Text::same(block),
        None if several => Text::same(&edit.scheme),
        None => Text::new("整个办法", "the whole scheme"),
    };
    (heading, block.is_some())
}

/// The edits as JSON, `kaocheng.diff/1`.
pub fn diff_json(diff: &Diff<'_>) -> Value {
    let edits: Vec<Value> = diff.edits.iter().map(|edit| one(edit, diff.files)).collect();
    object!({ "format": "kaocheng.diff/1", "old": diff.old, "new": diff.new, "edits": edits })
}

fn one(edit: &Edit, files: &Files) -> Value {
    object!({
        "scheme": edit.scheme,
        "path": edit.path.join("/"),
        "kind": edit.kind.id(),
        "says": edit.says,
        "name": edit.name,
        "was": edit.was,
        "is": edit.is,
        "basis": edit.basis,
        "moves_results": edit.scores,
        "before": edit.before.map(|span| at(span, files)),
        "after": edit.after.map(|span| at(span, files)),
    })
}

fn at(span: Span, files: &Files) -> Value {
    object!({ "file": files.name(span.source), "line": files.start(span).line })
}

/// The edits as a page.
pub fn diff_page(diff: &Diff<'_>) -> Page {
    let silent = diff.edits.iter().filter(|edit| !edit.scores).count();
    let fact = |figure: usize, zh: &str, en: &str| Fact {
        figure: figure.to_string(),
        label: Text::new(zh, en),
        tone: Tone::Plain,
    };
    let mut blocks = vec![Block::Facts(vec![
        fact(diff.edits.len(), "处改动", "edits"),
        fact(diff.edits.len() - silent, "处可能影响得分", "may move results"),
        fact(silent, "处不影响得分", "move no result"),
    ])];
    if diff.edits.is_empty() {
        blocks.push(Block::Paragraph(summary(diff)));
    }
    for group in groups(diff) {
        blocks.push(Block::Heading(Text::new(headed(&group, Lang::Zh), headed(&group, Lang::En))));
        blocks.push(Block::Table(table(&group)));
    }
    Page {
        title: Text::new("规则改动对照", "Edits of the rules"),
        about: Text::same(format!("{} → {}", diff.old, diff.new)),
        blocks,
    }
}

fn table(group: &Group<'_>) -> PageTable {
    let columns = [("项目", "where"), ("改什么", "what"), ("原为", "was"), ("改为", "is"), ("依据", "basis")];
    let columns: Vec<Column> = columns.iter().map(|(zh, en)| Column::words(Text::new(*zh, *en))).collect();
    let rows = group.edits.iter().map(|edit| row(edit, group)).collect();
    PageTable { caption: group.heading.clone(), columns, rows }
}

fn row(edit: &Edit, group: &Group<'_>) -> Vec<Cell> {
    let side = |side: Option<&Text>, none: Text, tone: Tone| match side {
        Some(says) if says.zh.is_empty() => Cell::words(Text::new("有", "yes")),
        Some(says) => Cell::words(says.clone()),
        None => Cell::words(none).toned(tone),
    };
    vec![
        Cell::same(where_in(edit, group)),
        Cell::words(edit.name.clone()),
        side(edit.was.as_ref(), Text::new("(新增)", "(new)"), Tone::Faint),
        side(edit.is.as_ref(), Text::new("(取消)", "(gone)"), Tone::Faint),
        Cell::same(edit.basis.clone().unwrap_or_default()),
    ]
}

/// As [`place`], with the name of what came or went.
fn where_in(edit: &Edit, group: &Group<'_>) -> String {
    edit.path.get(usize::from(group.is_block)..).unwrap_or_default().join("/")
}
