//! Findings as text for people: header, the lines concerned with carets under them, advice.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{
    Annotation, AnnotationKind, Element, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Cell, Code, Diagnostic, Files, Lang, Place, Severity, SourceId, Span, Text};

/// A span over more lines than this is shown by its first line: the reader needs the place, not the block.
const LINES_SHOWN: usize = 6;

/// The name of a subject is cut off behind so many letters.
const LONGEST_NAME: usize = 40;

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Style {
    /// The language of the messages.
    pub lang: Lang,
    /// Whether to use terminal colours.
    pub color: bool,
}

/// The findings one after the other, an empty line between two; empty when there is none.
pub fn render(diagnostics: &[Diagnostic], files: &Files, style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let texts = diagnostics.iter().map(|diagnostic| one(diagnostic, files, style.lang, &renderer) + "\n");
    texts.collect::<Vec<_>>().join("\n")
}

/// How many of each kind: `2 处错误, 1 处待定`; empty when nothing was found.
pub fn summary(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let kinds = [Severity::Error, Severity::Question, Severity::Warning, Severity::Advice];
    let parts = kinds.into_iter().filter_map(|severity| {
        let count = diagnostics.iter().filter(|found| found.code.severity() == severity).count();
        (count > 0).then(|| counted(count, severity, lang))
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn counted(count: usize, severity: Severity, lang: Lang) -> String {
    let word = severity.word(lang);
    match (lang, severity) {
        (Lang::Zh, _) => format!("{count} 处{word}"),
        (Lang::En, Severity::Advice) if count == 1 => format!("1 piece of {word}"),
        (Lang::En, Severity::Advice) => format!("{count} pieces of {word}"),
        (Lang::En, _) if count == 1 => format!("1 {word}"),
        (Lang::En, _) => format!("{count} {word}s"),
    }
}

fn one(diagnostic: &Diagnostic, files: &Files, lang: Lang, renderer: &Renderer) -> String {
    let header = headline(diagnostic, lang);
    let title = level(diagnostic.code, lang).primary_title(header).id(diagnostic.code.id());
    let mut elements: Vec<Element<'_>> = Vec::new();
    if let Place::Cell(cell) = &diagnostic.place {
        elements.push(Origin::path(cell_line(cell, lang)).into());
    }
    elements.extend(snippets(diagnostic, files, lang).into_iter().map(Element::from));
    elements.extend(notes(diagnostic, lang).into_iter().map(Element::from));
    renderer.render(&[title.elements(elements)])
}

/// The title of the code, then the message. A message that already says the title is not preceded by it again.
fn headline(diagnostic: &Diagnostic, lang: Lang) -> String {
    let title = diagnostic.code.title();
    let (title, message) = (title.get(lang), diagnostic.message.get(lang));
    if message.is_empty() || message == title {
        title.to_owned()
    } else if message.starts_with(title) {
        message.to_owned()
    } else if title.ends_with('?') {
        format!("{title} {message}")
    } else {
        format!("{title}: {message}")
    }
}

fn level(code: Code, lang: Lang) -> Level<'static> {
    let severity = code.severity();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Question | Severity::Warning => Level::WARNING,
        Severity::Advice => Level::HELP,
    };
    level.with_name(severity.word(lang))
}

/// Where a cell is, as a person would look for it in the file.
fn cell_line(cell: &Cell, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut parts: Vec<String> = Vec::new();
    if let Some(sheet) = &cell.sheet {
        parts.push(if zh { format!("工作表“{sheet}”") } else { format!("sheet “{sheet}”") });
    }
    if let Some(address) = cell.address() {
        parts.push(address);
    } else if cell.row > 0 {
        parts.push(if zh { format!("第 {} 行", cell.row) } else { format!("row {}", cell.row) });
    }
    if let Some(column) = &cell.column {
        parts.push(if zh { format!("列“{column}”") } else { format!("column “{column}”") });
    }
    parts.extend(cell.subject.as_deref().map(short));
    let separator = if parts.is_empty() || zh { "" } else { "," };
    [format!("{}{separator}", cell.file), parts.join(", ")].join(" ").trim_end().to_owned()
}

/// A name as one short line: where quotes are not closed, it may be half a file.
fn short(name: &str) -> String {
    let line = name.lines().next().unwrap_or("");
    let cut: String = line.chars().take(LONGEST_NAME).collect();
    if cut.len() < name.len() { format!("{cut}…") } else { cut }
}

/// One excerpt a file: that of the finding first, then those of further labels in the order they came.
fn snippets<'a>(
    diagnostic: &'a Diagnostic,
    files: &'a Files,
    lang: Lang,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let mut marks: Vec<(SourceId, Vec<Annotation<'a>>)> = Vec::new();
    let mut add = |span: Span, kind: AnnotationKind, text: &'a Text| {
        let mark = kind.span(shown(files, span)).label((!text.get(lang).is_empty()).then(|| text.get(lang)));
        match marks.iter_mut().find(|(source, _)| *source == span.source) {
            Some((_, marks)) => marks.push(mark),
            None => marks.push((span.source, vec![mark])),
        }
    };
    if let Place::Span(span) = diagnostic.place {
        add(span, AnnotationKind::Primary, &diagnostic.caption);
    }
    for label in &diagnostic.labels {
        add(label.span, AnnotationKind::Context, &label.text);
    }
    let excerpt = |(source, marks): (SourceId, Vec<Annotation<'a>>)| {
        Snippet::source(files.text(source)).path(files.name(source)).annotations(marks)
    };
    marks.into_iter().map(excerpt).collect()
}

/// The bytes to underline: within the text, on character bounds, and of at most a few lines.
fn shown(files: &Files, span: Span) -> std::ops::Range<usize> {
    let text = files.text(span.source);
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary(span.end as usize).max(start);
    let marked = text.get(start..end).unwrap_or("");
    // A span ending with the newline would draw its caret on the next line.
    let trimmed = marked.trim_end_matches(['\n', '\r']);
    let first_line = trimmed.lines().next().unwrap_or("");
    let kept = if trimmed.lines().count() > LINES_SHOWN { first_line } else { trimmed };
    start..start + kept.len()
}

/// The indicator, the answers to choose from, the advice: one `=` line each.
fn notes<'a>(diagnostic: &'a Diagnostic, lang: Lang) -> Vec<Message<'a>> {
    let numbered = diagnostic.choices.iter().enumerate();
    let choices = numbered.map(|(index, choice)| {
        Level::NOTE.no_name().message(clean(&format!("{}  {}", index + 1, choice.get(lang))))
    });
    let path = diagnostic.path.iter().filter(|path| !diagnostic.message.get(lang).contains(path.as_str()));
    let path = path.map(|path| named(Level::NOTE, "指标", "indicator", lang).message(clean(path)));
    let help = diagnostic.help.iter();
    let help = help.map(|text| named(Level::HELP, "建议", "help", lang).message(clean(text.get(lang))));
    path.chain(choices).chain(help).collect()
}

fn named(level: Level<'static>, zh: &'static str, en: &'static str, lang: Lang) -> Level<'static> {
    level.with_name(match lang {
        Lang::Zh => zh,
        Lang::En => en,
    })
}

/// Messages quote what people wrote, which may hold terminal commands; titles and excerpts are cleaned by the
/// library, notes are not. Line breaks are ours and stay.
fn clean(text: &str) -> String {
    text.split('\n').map(normalize_untrusted_str).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
