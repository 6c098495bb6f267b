//! The XML of a workbook's parts, event by event. Entities of its own and document types are refused: no workbook has them.

use std::io::BufRead;

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::archive::io_trouble;
use super::trouble::{Trouble, resave};
use crate::source::Text;

/// The deepest that elements are nested.
const DEEPEST: usize = 64;

/// What comes next in a part.
#[derive(Debug)]
pub(super) enum Next {
    /// An element begins: its name without prefix, and its attributes.
    Open(String, Attributes),
    /// It ends.
    Close(String),
    /// Text in it.
    Text(String),
    /// The part ends.
    End,
}

/// The attributes of an element, by name without prefix.
#[derive(Debug, Default)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Whether an attribute says yes.
    pub(super) fn says(&self, name: &str) -> bool {
        matches!(self.get(name), Some("1" | "true"))
    }
}

/// A part being read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a mut dyn BufRead>,
    buffer: Vec<u8>,
    /// An empty element that was opened is still to be closed.
    to_close: Option<String>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: &'a mut dyn BufRead) -> Xml<'a> {
        Xml { reader: Reader::from_reader(part), buffer: Vec::new(), to_close: None, depth: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Next, Trouble> {
        if let Some(name) = self.to_close.take() {
            return Ok(Next::Close(name));
        }
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| trouble(&error))?;
            return Ok(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Trouble::broken("XML"));
                    }
                    Next::Open(local(&start), attributes(&start)?)
                }
                Event::Empty(start) => {
                    self.to_close = Some(local(&start));
                    Next::Open(local(&start), attributes(&start)?)
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    Next::Close(end.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Next::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Next::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(entity) => Next::Text(resolved(&entity)?),
                Event::DocType(_) => return Err(foreign()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof => Next::End,
            });
        }
    }
}

fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

fn attributes(start: &BytesStart<'_>) -> Result<Attributes, Trouble> {
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| Trouble::broken(&error.to_string()))?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| Trouble::broken(&error.to_string()))?;
        found.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(Attributes(found))
}

/// Only the five entities that XML has itself, and characters by number.
fn resolved(entity: &BytesRef<'_>) -> Result<String, Trouble> {
    match entity.resolve_char_ref() {
        Ok(Some(letter)) => return Ok(letter.to_string()),
        Ok(None) => {}
        Err(error) => return Err(trouble(&error)),
    }
    let known = match entity.xml10_content().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return Err(foreign()),
    };
    Ok(known.to_owned())
}

fn trouble(error: &quick_xml::Error) -> Trouble {
    if let quick_xml::Error::Io(error) = error {
        io_trouble(error)
    } else {
        Trouble::broken(&error.to_string())
    }
}

fn foreign() -> Trouble {
    Trouble::new(
        Text::new(
            "工作簿里有自定义的 XML 实体或文档类型, 正常的工作簿没有",
            "the workbook has XML entities or a document type of its own, which no proper workbook has",
        ),
        resave(),
    )
}
