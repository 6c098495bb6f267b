//! A document that a word processor wrote, with its paragraphs filled in: everything else in it stays as it is.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::fault::Fault;
use super::paragraphs::{self, Say};
use crate::report;
use crate::source::Text;

/// The longest that all parts of a template may be when unpacked.
const LONGEST: u64 = 64 << 20;

/// The part with the text, and the one with the styles.
const BODY: &str = "word/document.xml";
const STYLES: &str = "word/styles.xml";

/// Fills in a document. `body` is markup that takes the place of a paragraph `{{ body }}`.
pub(super) fn filled(file: &str, bytes: &[u8], body: &str, say: &Say<'_>) -> Result<Vec<u8>, Fault> {
    let parts = parts(file, bytes)?;
    if !parts.iter().any(|(name, _)| name == BODY) {
        return Err(broken(file, "no word/document.xml"));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed time: the same paper must give the same bytes, whenever it is written.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in parts {
        let bytes = if has_text(&name) {
            let text = String::from_utf8(bytes).map_err(|_| broken(file, &name))?;
            paragraphs::filled(file, &text, (name == BODY).then_some(body), say)?.into_bytes()
        } else if name == STYLES {
            let text = String::from_utf8(bytes).map_err(|_| broken(file, &name))?;
            report::docx_styled(&text).into_bytes()
        } else {
            bytes
        };
        let written = zip.start_file(&name, options).and_then(|()| Ok(zip.write_all(&bytes)?));
        written.map_err(|error| broken(file, &error.to_string()))?;
    }
    let done = zip.finish().map_err(|error| broken(file, &error.to_string()))?;
    Ok(done.into_inner())
}

/// Parts with paragraphs: the text itself, and what is printed at the top and foot of each page.
fn has_text(name: &str) -> bool {
    let part = name.strip_prefix("word/").and_then(|part| part.strip_suffix(".xml")).unwrap_or("");
    part == "document" || part.starts_with("header") || part.starts_with("footer")
}

/// All parts, in their order, within limits: what a zip claims of its sizes is not believed.
fn parts(file: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(file, &error.to_string()))?;
    let mut left = LONGEST;
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let part = zip.by_index(at).map_err(|error| broken(file, &error.to_string()))?;
        let name = part.name().map_err(|error| broken(file, &error.to_string()))?.into_owned();
        let mut bytes = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut bytes);
        read.map_err(|error| broken(file, &error.to_string()))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| too_large(file))?;
        if !name.ends_with('/') {
            parts.push((name, bytes));
        }
    }
    Ok(parts)
}

fn broken(file: &str, detail: &str) -> Fault {
    Fault::file(
        file,
        Text::new(format!("打不开这份文档: {detail}"), format!("the document cannot be opened: {detail}")),
        Text::new("用文字处理软件打开后另存为 .docx", "open it in a word processor and save it as .docx"),
    )
}

fn too_large(file: &str) -> Fault {
    let megabytes = LONGEST >> 20;
    Fault::file(
        file,
        Text::new(format!("解开后超过 {megabytes} MB"), format!("unpacked, it is over {megabytes} MB")),
        Text::new("模板里的图片请先压缩", "make the pictures in it smaller"),
    )
}
