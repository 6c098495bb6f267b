//! A page as a document that word processors open: headings, paragraphs, lists and tables; pictures as their figures.

mod blocks;

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::page::Page;
use crate::source::Lang;

const TYPES: &str = include_str!("docx/types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_relations.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERED: &str = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
const INDENTED: &str = "<w:ind w:left=\"420\"/>";
const NUMBERING: &str = include_str!("docx/numbering.xml");

/// The blocks of a page as markup, to stand within the body of a document.
pub fn docx_body(page: &Page, lang: Lang) -> String {
    blocks::body(page, lang)
}

/// Text as the markup of a document has it.
pub fn docx_escape(to: &mut String, text: &str) {
    blocks::escape(to, text);
}

/// The styles of another document, with those of ours that it lacks.
pub fn docx_styled(styles: &str) -> String {
    let Some(end) = styles.rfind("</w:styles>") else { return styles.to_owned() };
    let lacking = STYLES.split("<w:style ").skip(1).filter_map(|style| {
        let (_, id) = style.split_once("w:styleId=\"")?;
        let (id, _) = id.split_once('"')?;
        let there = styles.contains(&format!("w:styleId=\"{id}\""));
        let whole = style.split_inclusive("</w:style>").next()?;
        // A document has one default style already, and lists of its own, numbered in its own way.
        let foreign = whole.replace(" w:default=\"1\"", "").replace(NUMBERED, INDENTED);
        (!there).then(|| format!("<w:style {foreign}"))
    });
    format!("{}{}{}", &styles[..end], lacking.collect::<String>(), &styles[end..])
}

/// The document in one language. The same page gives the same bytes.
pub fn docx(page: &Page, lang: Lang, writer: &mut dyn Write) -> io::Result<()> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time: the same page must give the same bytes, whenever it is written.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let document = blocks::document(page, lang);
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING),
        ("word/document.xml", document.as_str()),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    writer.write_all(&zip.finish()?.into_inner())
}
