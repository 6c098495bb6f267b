//! Workbooks: `.xlsx` part by part, within limits, and older ones by calamine. What a file is is told by its bytes; an
//! ending that says otherwise is a mistake.

mod address;
mod archive;
mod cell;
mod compound;
mod decimal;
mod formulas;
mod grid;
mod moved;
mod outline;
mod records;
mod sheet;
mod strings;
mod styles;
mod trouble;
mod xls;
mod xml;

use std::io::Read;

use super::failed;
use crate::data::Table;
use crate::source::{Diagnostic, Text};
use archive::Archive;
use cell::Reading;
use grid::File;
use sheet::Sheet;
use trouble::{Trouble, resave};

/// The largest file that is read as a workbook.
const LARGEST: u64 = 64 << 20;

/// What the first bytes say a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Zip,
    Compound,
    Page,
    Other,
}

/// The tables of a workbook, one a sheet in which something stands.
pub(super) fn tables(
    file: &str,
    (stem, ending): (&str, &str),
    reader: Box<dyn Read>,
) -> Result<Vec<Table>, Vec<Diagnostic>> {
    let mut bytes = Vec::new();
    let read = reader.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(|error| vec![*failed(file, 0, &error)])?;
    opened(bytes, ending)
        .and_then(|sheets| grid::tables(sheets, File { file, stem }))
        .and_then(|tables| if tables.is_empty() { Err(empty()) } else { Ok(tables) })
        .map_err(|trouble| vec![*trouble.at(file)])
}

fn opened(bytes: Vec<u8>, ending: &str) -> Result<Vec<Sheet>, Trouble> {
    if bytes.len() as u64 > LARGEST {
        let most = LARGEST >> 20;
        return Err(Trouble::too_large(
            &format!("文件超过 {most} MB"),
            &format!("the file is over {most} MB"),
        ));
    }
    let old = matches!(ending, "xls" | "et");
    let mut sheets = match kind(&bytes) {
        Kind::Zip if old => return Err(really("xlsx", "Excel 工作簿 (.xlsx)", "an Excel workbook (.xlsx)")),
        Kind::Zip => modern(bytes)?,
        Kind::Compound if holds(&bytes, "EncryptedPackage") => return Err(encrypted()),
        Kind::Compound if !old => {
            return Err(really("xls", "旧格式的工作簿 (.xls)", "a workbook of the old format (.xls)"));
        }
        Kind::Compound => xls::sheets(bytes)?,
        Kind::Page => return Err(page()),
        Kind::Other => return Err(really("csv", "文字, 不是工作簿", "text and no workbook")),
    };
    formulas::judge(&mut sheets)?;
    Ok(sheets)
}

fn kind(bytes: &[u8]) -> Kind {
    let start: String = bytes
        .iter()
        .take(512)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .filter(|c| *c != '\0')
        .collect();
    let start = start.trim_start_matches(|letter: char| !letter.is_ascii() || letter.is_whitespace());
    if bytes.starts_with(b"PK") {
        Kind::Zip
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        Kind::Compound
    } else if start.starts_with('<') {
        Kind::Page
    } else {
        Kind::Other
    }
}

/// Whether an old file has a stream of this name: its directory holds names in UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// A workbook of 2007 or later.
fn modern(bytes: Vec<u8>) -> Result<Vec<Sheet>, Trouble> {
    let mut archive = Archive::open(bytes)?;
    if archive.has("xl/workbook.bin") || archive.has("content.xml") {
        let (zh, en) = ("另一种格式的工作簿 (.xlsb 或 .ods)", "a workbook of another format (.xlsb or .ods)");
        return Err(Trouble::new(Text::new(format!("这是{zh}"), format!("this is {en}")), resave()));
    }
    let outline = outline::outline(&mut archive)?;
    let strings = archive.part("xl/sharedStrings.xml", strings::strings)?.unwrap_or_default();
    let styles = archive.part("xl/styles.xml", styles::styles)?.unwrap_or_default();
    let mut places = 0;
    let mut sheets = Vec::new();
    for named in outline.sheets {
        let with = Reading { strings: &strings, styles: &styles, from_1904: outline.from_1904 };
        let sheet = archive.part(&named.part, |part| sheet::sheet(part, with, &mut places))?;
        let sheet = sheet.ok_or_else(|| Trouble::broken(&named.part))?;
        let all = sheet.formulas.iter().filter(|_| outline.to_calculate).map(|(place, _)| *place);
        let to_calculate = all.collect();
        sheets.push(Sheet { name: named.name, hidden: named.hidden, to_calculate, ..sheet });
    }
    Ok(sheets)
}

fn really(ending: &str, zh: &str, en: &str) -> Trouble {
    Trouble::new(
        Text::new(format!("扩展名不对: 里面是{zh}"), format!("the ending is wrong: this is {en}")),
        Text::new(
            format!("看清内容后把扩展名改成 .{ending}"),
            format!("look at what it holds, then change the ending to .{ending}"),
        ),
    )
}

fn page() -> Trouble {
    Trouble::new(
        Text::new(
            "扩展名不对: 里面是网页 (HTML) 或 XML, 不是工作簿",
            "the ending is wrong: this is a web page (HTML) or XML and no workbook",
        ),
        resave(),
    )
}

fn encrypted() -> Trouble {
    Trouble::new(
        Text::new("工作簿加了密码", "the workbook is protected by a password"),
        Text::new(
            "用电子表格打开, 去掉打开密码, 再保存",
            "open it in a spreadsheet, take the password away and save it",
        ),
    )
}

fn empty() -> Trouble {
    Trouble::new(
        Text::new("工作簿里什么也没有", "there is nothing in the workbook"),
        Text::new(
            "工作表“subjects”第一行写表头: 编号, 名称, 然后是各项数据的名称",
            "the first row of the sheet `subjects` is the header: id, name, then the names of the inputs",
        ),
    )
}
