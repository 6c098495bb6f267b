//! Which sheets a workbook has, and in which part each is.

use std::collections::BTreeMap;

use super::archive::Archive;
use super::trouble::Trouble;
use super::xml::{Next, Xml};

/// So many sheets no workbook of an office has.
const MOST_SHEETS: usize = 1000;

/// A sheet of a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The part that holds it.
    pub(super) part: String,
}

/// The workbook as a whole.
#[derive(Debug)]
pub(super) struct Outline {
    pub(super) sheets: Vec<Named>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// Whether the program that wrote it asks for all formulas to be worked out: it did not do so itself.
    pub(super) to_calculate: bool,
}

const WORKBOOK: &str = "xl/workbook.xml";

/// Reads `workbook.xml` and where it says its sheets are.
pub(super) fn outline(archive: &mut Archive) -> Result<Outline, Trouble> {
    let targets = archive.part("xl/_rels/workbook.xml.rels", |part| relations(&mut Xml::new(part)))?;
    let targets = targets.unwrap_or_default();
    let outline = archive.part(WORKBOOK, |part| sheets(&mut Xml::new(part), &targets))?;
    outline.ok_or_else(|| Trouble::broken(WORKBOOK))
}

/// The parts by their id, as names in the archive.
fn relations(xml: &mut Xml<'_>) -> Result<BTreeMap<String, String>, Trouble> {
    let mut targets = BTreeMap::new();
    loop {
        match xml.next()? {
            Next::Open(name, attributes) if name == "Relationship" => {
                let outside = attributes.get("TargetMode") == Some("External");
                if let (Some(id), Some(target), false) =
                    (attributes.get("Id"), attributes.get("Target"), outside)
                {
                    let part = match target.strip_prefix('/') {
                        Some(whole) => whole.to_owned(),
                        None => format!("xl/{target}"),
                    };
                    targets.insert(id.to_owned(), part);
                }
            }
            Next::Open(..) | Next::Close(_) | Next::Text(_) => {}
            Next::End => return Ok(targets),
        }
    }
}

fn sheets(xml: &mut Xml<'_>, targets: &BTreeMap<String, String>) -> Result<Outline, Trouble> {
    let mut outline = Outline { sheets: Vec::new(), from_1904: false, to_calculate: false };
    loop {
        match xml.next()? {
            Next::Open(name, attributes) => match name.as_str() {
                "workbookPr" => outline.from_1904 = attributes.says("date1904"),
                "calcPr" => outline.to_calculate = attributes.says("fullCalcOnLoad"),
                "sheet" => {
                    let name = attributes.get("name").unwrap_or("").to_owned();
                    let hidden = attributes.get("state").is_some_and(|state| state != "visible");
                    // Sheets of charts and macros are in other folders.
                    let part = attributes.get("id").and_then(|id| targets.get(id));
                    let part = part.filter(|part| part.contains("worksheets")).cloned();
                    outline.sheets.extend(part.map(|part| Named { name, hidden, part }));
                    if outline.sheets.len() > MOST_SHEETS {
                        return Err(Trouble::too_large(
                            &format!("超过 {MOST_SHEETS} 张工作表"),
                            &format!("more than {MOST_SHEETS} sheets"),
                        ));
                    }
                }
                _ => {}
            },
            Next::Close(_) | Next::Text(_) => {}
            Next::End => return Ok(outline),
        }
    }
}
