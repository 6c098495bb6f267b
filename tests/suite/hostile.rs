//! Files that are broken or meant to do harm: each ends in an error, soon and in little memory, never in a panic.

use std::io::{Cursor, Write};
use std::time::Duration;

use kaocheng::data::{Ledger, open, take_in};
use kaocheng::source::{Code, Diagnostic};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::engine::{Rules, root, rules_of};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook with one sheet of this XML, and shared strings of that.
fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    workbook_of(
        &[("xl/worksheets/sheet1.xml", sheet.as_bytes()), ("xl/sharedStrings.xml", strings.as_bytes())],
        1,
    )
}

/// A workbook of so many sheets that are all the same part.
fn workbook_of(parts: &[(&str, &[u8])], sheets: usize) -> Vec<u8> {
    let named: String =
        (1..=sheets).map(|at| format!("<sheet name=\"s{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>")).collect();
    let book = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"r\"><sheets>{named}</sheets></workbook>");
    let rels = "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let own = [("xl/workbook.xml", book.as_bytes()), ("xl/_rels/workbook.xml.rels", rels.as_bytes())];
    for (name, body) in own.iter().chain(parts) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(body).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> String {
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>")
}

fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn rules() -> Rules {
    rules_of(&root("fixtures/intake/rules.kc"))
}

/// What is found in a file, from its bytes to its data.
fn found(rules: &Rules, file: &str, bytes: Vec<u8>) -> Vec<Diagnostic> {
    let opened = open(file, Box::new(Cursor::new(bytes)));
    let mut found = opened.diagnostics;
    if let Some(tables) = opened.value {
        found.extend(
            take_in(vec![(String::new(), tables)], &rules.scheme, &mut Ledger::default()).diagnostics,
        );
    }
    found
}

/// The time this thread has worked, which is not that of a machine others are using; none where nobody counts it.
fn worked() -> Duration {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(counted.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0))
}

/// The only finding, of the whole file, within a few seconds even where nothing is optimised.
fn refused(file: &str, bytes: Vec<u8>) -> String {
    let start = worked();
    let opened = open(file, Box::new(Cursor::new(bytes)));
    let took = worked() - start;
    assert!(took < Duration::from_secs(20), "{file}: {took:?}");
    assert!(opened.value.is_none(), "{file} was read");
    let [found] = opened.diagnostics.as_slice() else { panic!("{file}: {:?}", opened.diagnostics) };
    assert_eq!(found.code, Code::Unreadable, "{file}");
    assert!(!found.message.en.is_empty() && !found.help.is_empty());
    found.message.zh.clone()
}

#[test]
fn zip_bombs() {
    let long = "0".repeat(64 << 20);
    let bomb = workbook(&sheet(&format!("<row r=\"1\"><c r=\"A1\"><v>{long}</v></c></row>")), "<sst/>");
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    assert!(refused("a.xlsx", bomb).contains("压缩炸弹"));
    // The directory claims that the parts are short.
    let mut liar = workbook(&sheet(&long), "<sst/>");
    let claimed = u32::try_from(sheet(&long).len()).unwrap().to_le_bytes();
    while let Some(at) = liar.windows(4).position(|window| window == claimed) {
        liar[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    refused("a.xlsx", liar);
    // More is claimed than any workbook has.
    let mut boaster = workbook(&sheet(""), "<sst/>");
    let claimed = u32::try_from(sheet("").len()).unwrap().to_le_bytes();
    while let Some(at) = boaster.windows(4).position(|window| window == claimed) {
        boaster[at..at + 4].copy_from_slice(&0xF000_0000_u32.to_le_bytes());
    }
    assert!(refused("a.xlsx", boaster).contains("大得离谱"));
}

#[test]
fn a_million_columns() {
    let rules = rules();
    let header = (0..1_000_000).map(|at| format!("c{at}")).collect::<Vec<_>>().join(",");
    assert!(refused("subjects.csv", format!("编号,{header}\n").into_bytes()).contains("1000001 列"));
    let far = sheet(&format!("<row r=\"1\">{}{}</row>", text("A1", "编号"), text("BXYZ1", "x")));
    assert!(refused("a.xlsx", workbook(&far, "<sst/>")).contains("BXYZ1"));
    // Two cells span the whole sheet: no room is made for what lies between.
    let corners = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        text("A1", "编号"),
        text("XFD1048576", "x")
    );
    assert!(refused("a.xlsx", workbook(&sheet(&corners), "<sst/>")).contains("16384 列"));
    let low = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        text("A1", "编号"),
        text("A1048576", "D1")
    );
    assert!(!found(&rules, "a.xlsx", workbook(&sheet(&low), "<sst/>")).is_empty());
}

#[test]
fn tricks_of_xml() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let row = format!("<row r=\"1\">{}</row>", text("A1", "&b;"));
    assert!(refused("a.xlsx", workbook(&format!("{laughs}{}", sheet(&row)), "<sst/>")).contains("XML 实体"));
    assert!(refused("a.xlsx", workbook(&sheet(&row), "<sst/>")).contains("XML 实体"));
    let strings = format!("{laughs}<sst><si><t>&b;</t></si></sst>");
    refused("a.xlsx", workbook(&sheet("<row/>"), &strings));
    let deep = "<a>".repeat(100_000);
    refused("a.xlsx", workbook(&deep, "<sst/>"));
    for row in [
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>9</v></c></row>",
        "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"0\"/>",
        "<row r=\"99999999999\"/>",
        "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>",
        "<row r=\"1\"><c r=\"A2\"/></row>",
        "<row r=\"1\"><c r=\"A1\"><v>1",
    ] {
        refused("a.xlsx", workbook(&sheet(row), "<sst/>"));
    }
}

#[test]
fn merged_cells_and_formulas_without_end() {
    let rules = rules();
    let merged = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    let row = format!("<row r=\"1\">{}</row><row r=\"2\">{}</row>", text("A1", "编号"), text("B2", "x"));
    let body = format!("<worksheet><sheetData>{row}</sheetData>{merged}</worksheet>");
    assert!(!found(&rules, "a.xlsx", workbook(&body, "<sst/>")).is_empty());
    // Every formula adds up all of them.
    let formulas: String = (1..=20_000)
        .map(|at| format!("<row r=\"{at}\"><c r=\"A{at}\"><f>SUM(A1:A20000)</f><v>0</v></c></row>"))
        .collect();
    assert!(refused("a.xlsx", workbook(&sheet(&formulas), "<sst/>")).contains("公式互相引用得太多"));
    let sheets = workbook_of(&[("xl/worksheets/sheet1.xml", sheet("").as_bytes())], 2000);
    assert!(refused("a.xlsx", sheets).contains("工作表"));
}

#[test]
fn other_things_under_the_wrong_ending() {
    let read = |path: &str| std::fs::read(root(path)).unwrap();
    let page = "\u{feff}<html><table><tr><td>编号</td></tr></table></html>";
    assert!(refused("a.xlsx", page.into()).contains("网页"));
    assert!(refused("a.xls", page.into()).contains("网页"));
    assert!(refused("a.xlsx", "编号,名称\nD1,局\n".into()).contains("是文字"));
    assert!(refused("a.xlsx", read("fixtures/intake/xls/上报.xls")).contains(".xls"));
    assert!(refused("a.xls", read("fixtures/intake/xlsx-clean/上报.xlsx")).contains(".xlsx"));
    assert!(refused("a.csv", read("fixtures/intake/xlsx-clean/上报.xlsx")).contains("工作簿"));
    assert!(refused("a.csv", read("fixtures/intake/xls/上报.xls")).contains("工作簿"));
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(refused("a.xlsx", locked.clone()).contains("密码"));
    assert!(refused("a.xls", locked).contains("密码"));
    let mut book = ZipWriter::new(Cursor::new(Vec::new()));
    book.start_file("xl/workbook.bin", SimpleFileOptions::default()).unwrap();
    assert!(refused("a.xlsx", book.finish().unwrap().into_inner()).contains("另一种格式"));
    for empty in ["", "PK", "PK\u{3}\u{4}"] {
        refused("a.xlsx", empty.into());
    }
}

/// Cut short anywhere, or with any byte changed: an error or the data, never a panic.
#[test]
fn damaged_workbooks() {
    let rules = rules();
    for path in ["xlsx-messy/2024年汇总.xlsx", "xlsx-bare/data.xlsx", "xls/上报.xls"] {
        let whole = std::fs::read(root("fixtures/intake").join(path)).unwrap();
        for part in 0..40 {
            found(&rules, path, whole[..whole.len() * part / 40].to_vec());
        }
        // Bytes and values from a fixed sequence, so that a failure comes again.
        let mut random: u32 = 7;
        for _ in 0..300 {
            let mut damaged = whole.clone();
            for _ in 0..3 {
                random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let at = (random >> 8) as usize % damaged.len();
                damaged[at] = (random >> 3) as u8;
            }
            found(&rules, path, damaged);
        }
    }
}

/// The XML itself changed, in a container that is whole.
#[test]
fn damaged_parts() {
    let rules = rules();
    for path in ["xlsx-messy/2024年汇总.xlsx", "xlsx-bare/data.xlsx", "xlsx-formulas/subjects.xlsx"] {
        let whole = std::fs::read(root("fixtures/intake").join(path)).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let mut body = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut body).unwrap();
            parts.push((part.name().unwrap().into_owned(), body));
        }
        let mut random: u32 = 11;
        let mut next = |below: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) as usize % below
        };
        let mut outcomes = std::collections::BTreeSet::new();
        for _ in 0..400 {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            let chosen = next(parts.len());
            for (at, (name, body)) in parts.iter().enumerate() {
                let mut body = body.clone();
                if at == chosen {
                    let place = next(body.len());
                    let letters = b"<>/\"&;=0919A!$:[]'";
                    match next(3) {
                        0 => body.truncate(place),
                        1 => body.insert(place, letters[next(letters.len())]),
                        _ => body[place] = letters[next(letters.len())],
                    }
                }
                zip.start_file(name, SimpleFileOptions::default()).unwrap();
                zip.write_all(&body).unwrap();
            }
            let found = found(&rules, path, zip.finish().unwrap().into_inner());
            outcomes.extend(found.iter().map(|found| found.code));
        }
        // Some are refused whole, others cell by cell.
        assert!(outcomes.len() >= 2, "{path}: {outcomes:?}");
    }
}
