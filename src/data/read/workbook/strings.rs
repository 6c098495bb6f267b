//! The texts that cells share.

use std::io::BufRead;

use super::trouble::Trouble;
use super::xml::{Next, Xml};

/// Reads `sharedStrings.xml`.
pub(super) fn strings(part: &mut dyn BufRead) -> Result<Vec<String>, Trouble> {
    let mut xml = Xml::new(part);
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Next::Open(name, _) if name == "si" => strings.push(text(&mut xml, "si")?),
            Next::Open(..) | Next::Close(_) | Next::Text(_) => {}
            Next::End => return Ok(strings),
        }
    }
}

/// The text up to the end of an element, which may be in runs of several fonts; how it is spoken (`rPh`) is no part of it.
pub(super) fn text(xml: &mut Xml<'_>, until: &str) -> Result<String, Trouble> {
    let mut text = String::new();
    let (mut inside, mut spoken) = (false, false);
    loop {
        match xml.next()? {
            Next::Open(name, _) => match name.as_str() {
                "t" => inside = true,
                "rPh" => spoken = true,
                _ => {}
            },
            Next::Close(name) if name == until => return Ok(text),
            Next::Close(name) => match name.as_str() {
                "t" => inside = false,
                "rPh" => spoken = false,
                _ => {}
            },
            Next::Text(piece) if inside && !spoken => text.push_str(&piece),
            Next::Text(_) => {}
            Next::End => return Err(Trouble::broken("XML")),
        }
    }
}
