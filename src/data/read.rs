//! From a file to tables, by the ending of its name.

mod csv;
mod json;
mod lines;
mod manifest;
mod tree;
mod yaml;

pub use manifest::{Listed, Manifest, manifest};

use std::io::Read;

use super::Table;
use crate::source::{Cell, Checked, Code, Diagnostic, Text};

/// The tables of one file: one of a `.csv` or `.tsv`, the subjects and every list of a `.yaml` or `.json`.
/// Rows of the first two are read when they are bound.
pub fn open(file: &str, reader: Box<dyn Read>) -> Checked<Vec<Table>> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let tables = match ending.to_ascii_lowercase().as_str() {
        "csv" => csv::table(stem, file, b',', reader).map(|table| vec![table]),
        "tsv" => csv::table(stem, file, b'\t', reader).map(|table| vec![table]),
        "yaml" | "yml" => whole(file, reader)
            .and_then(|text| yaml::tree(file, &text))
            .map_err(|one| vec![*one])
            .and_then(|tree| tree::tables(file, tree)),
        "json" => whole(file, reader)
            .and_then(|text| json::tree(file, &text))
            .map_err(|one| vec![*one])
            .and_then(|tree| tree::tables(file, tree)),
        "xlsx" | "xls" | "et" => Err(vec![*workbook(file)]),
        other => Err(vec![*unknown_ending(file, other)]),
    };
    match tables {
        Ok(tables) => Checked { value: Some(tables), diagnostics: Vec::new() },
        Err(findings) => Checked { value: None, diagnostics: findings },
    }
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

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

fn unreadable(file: &str, row: u64, message: Text, help: Text) -> Box<Diagnostic> {
    let place = Cell { row, ..Cell::file(file) };
    Box::new(Diagnostic::cell(Code::Unreadable, place, message).help(help))
}

fn failed(file: &str, row: u64, error: &std::io::Error) -> Box<Diagnostic> {
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
        Text::new(format!("第 {row} 行不是 UTF-8 文字"), format!("line {row} is not UTF-8 text")),
        Text::new(
            "在电子表格里另存为“CSV UTF-8 (逗号分隔)”, 在编辑器里把编码改为 UTF-8",
            "save it as `CSV UTF-8 (comma delimited)` in the spreadsheet, or change the encoding to UTF-8 in an editor",
        ),
    )
}

fn workbook(file: &str) -> Box<Diagnostic> {
    let message = Text::new("读取工作簿尚未实现", "reading workbooks is not yet carried out");
    Box::new(
        Diagnostic::cell(Code::NotYet, Cell::file(file), message)
            .help(Text::new("把每张工作表另存为 CSV UTF-8", "save each sheet as CSV UTF-8")),
    )
}

fn unknown_ending(file: &str, ending: &str) -> Box<Diagnostic> {
    let accepted = ".csv .tsv .yaml .yml .json";
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
