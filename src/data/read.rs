//! From a file to tables, by the ending of its name.

mod csv;
mod json;
mod lines;
mod manifest;
mod tree;
mod workbook;
mod yaml;

pub use manifest::{Listed, Manifest, manifest};

use std::io::Read;

use super::Table;
use super::encoding::{self, Malformed, NoText, newlines};
use crate::source::{Cell, Checked, Code, Diagnostic, Text};

/// The tables of one file: one of a `.csv` or `.tsv`, the subjects and every list of a `.yaml` or `.json`.
/// Rows of the first two are read when they are bound. One of each sheet of a workbook.
pub fn open(file: &str, reader: Box<dyn Read>) -> Checked<Vec<Table>> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let tables = match ending.to_ascii_lowercase().as_str() {
        "csv" => text(file, reader, |reader| csv::table(stem, file, b',', reader).map(|table| vec![table])),
        "tsv" => text(file, reader, |reader| csv::table(stem, file, b'\t', reader).map(|table| vec![table])),
        "yaml" | "yml" => text(file, reader, |reader| {
            let tree = whole(file, reader).and_then(|text| yaml::tree(file, &text));
            tree.map_err(|one| vec![*one]).and_then(|tree| tree::tables(file, tree))
        }),
        "json" => text(file, reader, |reader| {
            let tree = whole(file, reader).and_then(|text| json::tree(file, &text));
            tree.map_err(|one| vec![*one]).and_then(|tree| tree::tables(file, tree))
        }),
        ending @ ("xlsx" | "xlsm" | "xls" | "et") => workbook::tables(file, (stem, ending), reader),
        other => Err(vec![*unknown_ending(file, other)]),
    };
    match tables {
        Ok(tables) => Checked { value: Some(tables), diagnostics: Vec::new() },
        Err(findings) => Checked { value: None, diagnostics: findings },
    }
}

type Tables = Result<Vec<Table>, Vec<Diagnostic>>;

/// The tables of a text, whatever it is encoded in.
fn text(file: &str, reader: Box<dyn Read>, read: impl FnOnce(Box<dyn Read>) -> Tables) -> Tables {
    let decoded = encoding::decoded(reader).map_err(|error| vec![*failed(file, 0, &error)])?;
    let (encoding, reader) = decoded.map_err(|no_text| vec![*not_text(file, &no_text)])?;
    let mut tables = read(reader)?;
    for table in &mut tables {
        table.origin.encoding = encoding;
    }
    Ok(tables)
}

/// The whole text, without a byte order mark.
fn whole(file: &str, mut reader: Box<dyn Read>) -> Result<String, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| failed(file, 0, &error))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or(&[]);
            Err(not_utf8(file, 1 + newlines(before)))
        }
    }
}

fn unreadable(file: &str, row: u64, message: Text, help: Text) -> Box<Diagnostic> {
    let place = Cell { row, ..Cell::file(file) };
    Box::new(Diagnostic::cell(Code::Unreadable, place, message).help(help))
}

fn failed(file: &str, row: u64, error: &std::io::Error) -> Box<Diagnostic> {
    let malformed = error.get_ref().and_then(|inner| inner.downcast_ref::<Malformed>());
    if let Some(malformed) = malformed {
        return unreadable(file, malformed.line, malformed.message(), as_utf8());
    }
    unreadable(
        file,
        row,
        Text::new(format!("读取失败: {error}"), format!("reading failed: {error}")),
        Text::new(
            "检查文件是否被别的程序占用, 磁盘是否可读",
            "see whether another program holds the file, and whether the disk can be read",
        ),
    )
}

fn not_utf8(file: &str, row: u64) -> Box<Diagnostic> {
    unreadable(
        file,
        row,
        Text::new(
            format!("第 {row} 行有坏了的字节: 别处都是 UTF-8 文字"),
            format!("line {row} has damaged bytes: all else is UTF-8 text"),
        ),
        as_utf8(),
    )
}

/// Bytes that are no text, or text of an encoding that cannot be told from others.
fn not_text(file: &str, no_text: &NoText) -> Box<Diagnostic> {
    let message = match no_text {
        NoText::Workbook => {
            return unreadable(
                file,
                0,
                Text::new("扩展名不对: 里面是工作簿", "the ending is wrong: this is a workbook"),
                Text::new(
                    "把扩展名改成 .xlsx (旧格式 .xls)",
                    "change the ending to .xlsx (.xls for the old format)",
                ),
            );
        }
        NoText::Binary => Text::new(
            "文件不是文字, 多半是别的格式换了扩展名",
            "the file is no text: probably another format under a wrong ending",
        ),
        NoText::Other(name) => Text::new(
            format!("文字编码不是 UTF-8、GB18030、UTF-16, 看上去是 {name}"),
            format!("the text is not in UTF-8, GB18030 or UTF-16; it looks like {name}"),
        ),
    };
    unreadable(file, 0, message, as_utf8())
}

fn as_utf8() -> Text {
    Text::new(
        "在电子表格里另存为“CSV UTF-8 (逗号分隔)”, 在编辑器里把编码改为 UTF-8",
        "save it as `CSV UTF-8 (comma delimited)` in the spreadsheet, or change the encoding to UTF-8 in an editor",
    )
}

fn unknown_ending(file: &str, ending: &str) -> Box<Diagnostic> {
    let accepted = ".csv .tsv .xlsx .xlsm .xls .et .yaml .yml .json";
    unreadable(
        file,
        0,
        Text::new(
            format!("“.{ending}”不是数据文件的格式"),
            format!("`.{ending}` is not a format of data files"),
        ),
        Text::new(format!("可用的格式: {accepted}"), format!("formats that can be read: {accepted}")),
    )
}
