//! The paragraphs of a document's markup. Word processors cut the text of a paragraph into runs as they please, so that
//! `{{ title }}` may stand in three pieces: runs are read together until every name in them has ended, and what comes of
//! it is written with the look of the first.

use std::ops::Range;

use super::fault::Fault;
use crate::report;
use crate::source::Text;

/// Gives what a text with names in it says.
pub(super) type Say<'a> = dyn Fn(&str) -> Result<String, Fault> + 'a;

/// Where names begin and end.
const OPEN: &str = "{{";
const CLOSE: &str = "}}";

/// The markup with its paragraphs filled in. A paragraph that is `{{ body }}` becomes `body`, where there is one.
pub(super) fn filled(file: &str, markup: &str, body: Option<&str>, say: &Say<'_>) -> Result<String, Fault> {
    let mut to = String::with_capacity(markup.len());
    let mut at = 0;
    while let Some(paragraph) = next(markup, at, "w:p") {
        to.push_str(&markup[at..paragraph.start]);
        let inside = &markup[paragraph.clone()];
        to.push_str(&one(file, inside, body, say)?);
        at = paragraph.end;
    }
    to.push_str(&markup[at..]);
    Ok(to)
}

/// One paragraph, filled in.
fn one(file: &str, paragraph: &str, body: Option<&str>, say: &Say<'_>) -> Result<String, Fault> {
    let texts = all(paragraph, "w:t");
    let text: String = texts.iter().map(|text| plain(content(&paragraph[text.clone()]))).collect();
    if text.contains("{%") {
        return Err(no_statements(file, &text));
    }
    if !text.contains(OPEN) {
        return Ok(paragraph.to_owned());
    }
    let name = text.trim().strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE)).map(str::trim);
    if let (Some("body"), Some(body)) = (name, body) {
        return Ok(body.to_owned());
    }
    let mut to = String::with_capacity(paragraph.len());
    let mut at = 0;
    for together in together(paragraph, &texts) {
        for (place, run) in together.runs.iter().enumerate() {
            to.push_str(&paragraph[at..run.start]);
            to.push_str("<w:t xml:space=\"preserve\">");
            if place == 0 {
                report::docx_escape(&mut to, &say(&together.text)?);
            }
            to.push_str("</w:t>");
            at = run.end;
        }
    }
    to.push_str(&paragraph[at..]);
    Ok(to)
}

/// Runs whose text is one text.
struct Together<'a> {
    runs: &'a [Range<usize>],
    text: String,
}

/// Parts runs so that no name begins in one part and ends in another. What never ends is the last part.
fn together<'a>(paragraph: &str, runs: &'a [Range<usize>]) -> Vec<Together<'a>> {
    let mut parts = Vec::new();
    let (mut first, mut text) = (0, String::new());
    for (at, run) in runs.iter().enumerate() {
        text += &plain(content(&paragraph[run.clone()]));
        let ended = text.matches(OPEN).count() <= text.matches(CLOSE).count() && !text.ends_with('{');
        if ended || at + 1 == runs.len() {
            parts.push(Together { runs: &runs[first..=at], text: std::mem::take(&mut text) });
            first = at + 1;
        }
    }
    parts
}

/// All elements of a name that have content, in order.
fn all(markup: &str, name: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(element) = next(markup, at, name) {
        at = element.end;
        found.push(element);
    }
    found
}

/// The next element of a name from a place on, from its opening to its closing mark; one without content is passed
/// over. Elements of these names never hold one another, but for text boxes, whose outer paragraph then ends early and
/// is left as it is.
fn next(markup: &str, from: usize, name: &str) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let start = at + markup.get(at..)?.find(&format!("<{name}"))?;
        let after = start + 1 + name.len();
        let opened = after + markup[after..].find('>')?;
        at = opened + 1;
        let is_it = markup[after..].starts_with(['>', ' ', '\n', '\r', '\t']);
        if is_it && !markup[..opened].ends_with('/') {
            let close = format!("</{name}>");
            let end = at + markup[at..].find(&close)? + close.len();
            return Some(start..end);
        }
    }
}

/// What stands between the marks of an element.
fn content(element: &str) -> &str {
    let start = element.find('>').map_or(0, |at| at + 1);
    let end = element.rfind("</").unwrap_or(element.len());
    element.get(start..end).unwrap_or("")
}

/// Text without the entities of XML.
fn plain(text: &str) -> String {
    let mut to = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        to.push_str(&rest[..at]);
        let entity = rest[at..].find(';').map_or("", |end| &rest[at + 1..at + end]);
        let letter = match entity {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            other => numbered(other),
        };
        match letter {
            Some(letter) => {
                to.push(letter);
                rest = &rest[at + entity.len() + 2..];
            }
            None => {
                to.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    to + rest
}

/// `#8220` and `#x201C`
fn numbered(entity: &str) -> Option<char> {
    let number = entity.strip_prefix('#')?;
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

fn no_statements(file: &str, text: &str) -> Fault {
    let start: String = text.chars().take(30).collect();
    Fault::file(
        file,
        Text::new(
            format!("文档模板里不能写 {{% … %}}: “{start}”"),
            format!("a document cannot have {{% … %}}: “{start}”"),
        ),
        Text::new(
            "只写 {{ 名字 }}; 表格和列表由 {{ body }} 带出",
            "write {{ name }} alone; tables and lists come with {{ body }}",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{filled, plain};
    use crate::template::Fault;

    fn said(text: &str) -> Result<String, Fault> {
        Ok(text.replace("{{ title }}", "甲 & 乙").replace("{{ a }}", "1"))
    }

    #[test]
    fn a_name_in_three_pieces_is_one() {
        let markup = "<w:body><w:p><w:pPr/><w:r><w:rPr><w:b/></w:rPr><w:t>{{ ti</w:t></w:r><w:r><w:t>tle</w:t></w:r>\
                      <w:r><w:t xml:space=\"preserve\"> }}</w:t></w:r></w:p><w:p/><w:p w:x=\"1\"><w:r><w:t>x</w:t></w:r></w:p></w:body>";
        let given = filled("letter.docx", markup, None, &said).unwrap();
        assert_eq!(given.matches("甲 &amp; 乙").count(), 1);
        assert!(
            given.contains("<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">甲 &amp; 乙</w:t>"),
            "{given}"
        );
        let bold = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>{</w:t></w:r><w:r><w:t>{ a }}</w:t></w:r><w:r><w:t>乙</w:t></w:r></w:p>";
        let each = filled("letter.docx", bold, None, &said).unwrap();
        assert_eq!(
            each.replace(" xml:space=\"preserve\"", ""),
            bold.replace(">{<", ">1<").replace("{ a }}", "")
        );
        assert!(
            !given.contains("tle") && given.contains("<w:p w:x=\"1\"><w:r><w:t>x</w:t></w:r></w:p>"),
            "{given}"
        );
    }

    #[test]
    fn the_page_takes_the_place_of_its_paragraph() {
        let markup = "<w:body><w:p><w:r><w:t>{{body}}</w:t></w:r></w:p><w:sectPr/></w:body>";
        let given = filled("letter.docx", markup, Some("<w:p>一</w:p>"), &said).unwrap();
        assert_eq!(given, "<w:body><w:p>一</w:p><w:sectPr/></w:body>");
    }

    #[test]
    fn statements_are_refused_and_broken_markup_stays() {
        let fault = filled("letter.docx", "<w:p><w:t>{% if a %}</w:t></w:p>", None, &said).unwrap_err();
        assert!(fault.message.zh.contains("{% if a %}"), "{fault:?}");
        for broken in [
            "<w:p",
            "<w:p>",
            "<w:p><w:t>{{ a }}",
            "<w:t>",
            "",
            "&",
            "<w:p><w:t>&#xffffffff;{{ a }}</w:t></w:p>",
        ] {
            let _given = filled("letter.docx", broken, Some("x"), &said);
        }
    }

    #[test]
    fn entities_are_read() {
        assert_eq!(plain("&lt;&amp;&#x4e2d;&#22269;&quot;&apos;&gt;&nbsp;&"), "<&中国\"'>&nbsp;&");
    }
}
