//! The official scoring table (评分标准): the rules as a regulation prints them, 一级/二级/三级指标 · 分值 · 评分标准, and what
//! stands around the tree, in sentences. From the tree as written, so that it can be laid beside the regulation.

mod around;
mod criteria;
mod markdown;
mod page;
mod rows;

pub use markdown::standard_markdown;
pub use page::standard_page;

use crate::format::Style;
use crate::source::Lang;
use crate::syntax::ast::{Item, Scheme, Setting};

/// A leaf of the table, with the blocks above it from the first level down.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Row {
    /// The blocks above, then the leaf itself.
    levels: Vec<Level>,
    /// How it is scored, a sentence each.
    criteria: Vec<String>,
    /// What must be attached.
    evidence: String,
    /// The text that it follows.
    basis: String,
}

/// An indicator's name and points, as they are printed.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Level {
    name: String,
    /// `20`, or `30%` of the block.
    points: String,
}

/// Sentences under a heading.
struct Section {
    heading: String,
    lines: Vec<String>,
}

/// The whole table in one language.
struct Standard {
    title: String,
    about: Vec<String>,
    /// How many levels of indicators there are.
    depth: usize,
    /// Whether anything must be attached.
    evidence: bool,
    rows: Vec<Row>,
    sections: Vec<Section>,
}

impl Standard {
    fn of(scheme: &Scheme, lang: Lang) -> Standard {
        let style = style(lang);
        let rows = rows::rows(&scheme.items, style);
        Standard {
            title: scheme.name.text.clone(),
            about: around::about(&scheme.items, style),
            depth: rows.iter().map(|row| row.levels.len()).max().unwrap_or(1),
            evidence: rows.iter().any(|row| !row.evidence.is_empty()),
            rows,
            sections: around::sections(&scheme.items, style),
        }
    }

    /// The heads of the columns.
    fn heads(&self, lang: Lang) -> Vec<String> {
        const DIGITS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];
        let style = style(lang);
        let level = |at: usize| match lang {
            Lang::Zh => format!("{}级指标", DIGITS.get(at).unwrap_or(&"多")),
            Lang::En => format!("level {}", at + 1),
        };
        let mut heads: Vec<String> = Vec::new();
        for at in 0..self.depth {
            heads.extend([level(at), style.pick("分值", "points").to_owned()]);
        }
        heads.push(style.pick("评分标准", "how it is scored").to_owned());
        heads.extend(self.evidence.then(|| style.pick("佐证", "evidence").to_owned()));
        heads
    }
}

fn style(lang: Lang) -> Style {
    match lang {
        Lang::Zh => Style::Zh,
        Lang::En => Style::En,
    }
}

/// The settings among statements.
fn settings(items: &[Item]) -> impl Iterator<Item = &Setting> {
    items.iter().filter_map(setting)
}

fn setting(item: &Item) -> Option<&Setting> {
    if let Item::Setting(setting) = item { Some(&setting.value) } else { None }
}
