//! A document as text for a terminal: the column of figures, then the tree.

use super::{Document, Entry, Figure, Origin};
use crate::source::{Lang, flush_right, pad, width};

/// A sentence longer than this is told clause by clause.
const LINE: usize = 110;

/// The document as lines.
pub fn text(document: &Document, lang: Lang) -> String {
    let mut lines = vec![document.title.get(lang).to_owned(), String::new()];
    lines.extend(figures(&document.figures, lang));
    lines.push(String::new());
    entry(&document.root, 0, lang, &mut lines);
    lines.join("\n") + "\n"
}

/// Labels on the left, figures on the right, a line above the total.
fn figures(figures: &[Figure], lang: Lang) -> Vec<String> {
    let amount = |figure: &Figure| figure.amount.clone().unwrap_or_else(|| "—".to_owned());
    let labels = figures.iter().map(|figure| width(figure.label.get(lang))).max().unwrap_or(0);
    let amounts = figures.iter().map(|figure| width(&amount(figure))).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        if at + 1 == figures.len() {
            lines.push(format!("  {}", "-".repeat(labels + 2 + amounts)));
        }
        let (label, amount) = (pad(figure.label.get(lang), labels), flush_right(&amount(figure), amounts));
        lines.push(format!("  {label}  {amount}"));
    }
    lines
}

fn entry(entry: &Entry, depth: usize, lang: Lang, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let sentence = entry.sentence();
    let sentence = sentence.get(lang);
    if entry.calculation.len() < 2 || width(sentence) + indent.len() <= LINE {
        lines.push(format!("{indent}{sentence}"));
    } else {
        lines.push(format!("{indent}{}:", entry.head.get(lang)));
        lines.extend(entry.calculation.iter().map(|clause| format!("{indent}  · {}", clause.get(lang))));
    }
    if let Some(source) = source(entry, lang) {
        lines.push(format!("{indent}  [{source}]"));
    }
    for child in &entry.children {
        if depth == 0 {
            lines.push(String::new());
        }
        self::entry(child, depth + 1, lang, lines);
    }
}

/// `规则 departments.kc:52; 依据 第九条; 数据 subjects.csv 第 3 行: 执行数, 预算数`
pub(super) fn source(entry: &Entry, lang: Lang) -> Option<String> {
    let rule = entry.rule.as_ref().map(|rule| match lang {
        Lang::Zh => format!("规则 {}:{}", rule.file, rule.line),
        Lang::En => format!("rule {}:{}", rule.file, rule.line),
    });
    let basis = entry.basis.as_ref().map(|basis| match lang {
        Lang::Zh => format!("依据 {basis}"),
        Lang::En => format!("basis {basis}"),
    });
    let data = together(&entry.origins).into_iter().map(|(origin, columns)| place(origin, &columns, lang));
    let parts: Vec<String> = rule.into_iter().chain(basis).chain(data).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Cells of one row are named together.
fn together(origins: &[Origin]) -> Vec<(&Origin, Vec<&str>)> {
    let mut groups: Vec<(&Origin, Vec<&str>)> = Vec::new();
    for origin in origins {
        let column = origin.column.as_deref();
        let same =
            |group: &&mut (&Origin, Vec<&str>)| group.0.file == origin.file && group.0.rows == origin.rows;
        match groups.iter_mut().find(same) {
            Some(group) => group.1.extend(column),
            None => groups.push((origin, column.into_iter().collect())),
        }
    }
    groups
}

fn place(origin: &Origin, columns: &[&str], lang: Lang) -> String {
    let rows = runs(&origin.rows);
    let word = if origin.rows.len() > 1 { "rows" } else { "row" };
    let columns = if columns.is_empty() { String::new() } else { format!(": {}", columns.join(", ")) };
    match lang {
        Lang::Zh => format!("数据 {} 第 {rows} 行{columns}", origin.file),
        Lang::En => format!("data {} {word} {rows}{columns}", origin.file),
    }
}

/// `3`, `21,109`, `3-7,9`
fn runs(rows: &[u64]) -> String {
    let follows = |before: &u64, after: &u64| before.checked_add(1) == Some(*after);
    let run = |run: &[u64]| match run {
        [] => String::new(),
        [one] => one.to_string(),
        [one, two] => format!("{one},{two}"),
        [first, .., last] => format!("{first}-{last}"),
    };
    rows.chunk_by(follows).map(run).collect::<Vec<_>>().join(",")
}
