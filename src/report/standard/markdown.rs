//! The table in Markdown: a row a leaf, the name of a block where it begins.

use super::Standard;
use crate::source::Lang;
use crate::syntax::ast::Scheme;

/// The official scoring table of a scheme as written, in Markdown.
pub fn standard_markdown(scheme: &Scheme, lang: Lang) -> String {
    let standard = Standard::of(scheme, lang);
    let mut text = format!("# {}\n\n", standard.title);
    if !standard.about.is_empty() {
        text += &format!("{}\n\n", standard.about.join(" · "));
    }
    let heads = standard.heads(lang);
    text += &format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len()));
    let mut last: &[super::Level] = &[];
    for row in &standard.rows {
        let mut cells: Vec<String> = Vec::new();
        for at in 0..standard.depth {
            let level = row.levels.get(at);
            let again = last.get(..=at).is_some_and(|before| Some(before) == row.levels.get(..=at));
            let shown = level.filter(|_| !again || at + 1 == row.levels.len());
            cells.push(shown.map_or(String::new(), |level| cell(&level.name)));
            cells.push(shown.map_or(String::new(), |level| cell(&level.points)));
        }
        cells.push(row.criteria.iter().map(|line| cell(line)).collect::<Vec<_>>().join("<br>"));
        cells.extend(standard.evidence.then(|| cell(&row.evidence)));
        text += &format!("| {} |\n", cells.join(" | "));
        last = &row.levels;
    }
    for section in &standard.sections {
        text += &format!("\n## {}\n\n", section.heading);
        for line in &section.lines {
            text += &format!("- {line}\n");
        }
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
