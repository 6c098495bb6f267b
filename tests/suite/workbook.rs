//! The results workbook: every formula is recomputed by another program and gives what we wrote.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use calamine::{Data, Range, Reader, Xlsx};
use kaocheng::report;
use kaocheng::source::Lang;

use super::cli::scratch;
use super::engine::{root, rules_below, rules_of, tables_of};

/// What no score, grade or place is.
const POISON: &str = "-987654";

/// Rules and data of every kind of method, as workbooks.
fn workbooks() -> Vec<(String, Vec<u8>)> {
    let mut pairs = Vec::new();
    for year in ["2019", "2020"] {
        for rules in rules_below(&root(&format!("rules/{year}"))) {
            let stem = rules.file_stem().unwrap().to_string_lossy().into_owned();
            pairs.push((rules, root(&format!("fixtures/{year}/{stem}"))));
        }
    }
    for folder in std::fs::read_dir(root("fixtures/score")).unwrap().map(|entry| entry.unwrap().path()) {
        pairs.push((folder.join("rules.kc"), folder));
    }
    pairs.sort();
    pairs
        .into_iter()
        .filter_map(|(rules, data)| {
            let name = format!(
                "{}-{}",
                data.parent()?.file_name()?.to_string_lossy(),
                data.file_name()?.to_string_lossy()
            );
            let rules = rules_of(&rules);
            // Schemes that others feed, or with layers in folders, are scored by the program itself.
            let run = rules.score(&tables_of(&data)).ok()?;
            let mut bytes = Vec::new();
            report::workbook(&run.scored(), Lang::Zh, &mut bytes).unwrap();
            Some((name, bytes))
        })
        .collect()
}

/// The workbook with nonsense for the result of every formula.
fn poisoned(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut file = from.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().unwrap().into_owned();
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            bytes = poisoned_sheet(&String::from_utf8(bytes).unwrap()).into_bytes();
        }
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn poisoned_sheet(sheet: &str) -> String {
    let cells = sheet.split_inclusive("</c>").map(|cell| {
        let (Some(_), Some((before, _))) = (cell.find("<f>"), cell.split_once("</f>")) else {
            return cell.to_owned();
        };
        let (head, cell) = before.rsplit_once("<c ").unwrap();
        format!("{head}<c {}</f><v>{POISON}</v></c>", cell.replacen(" t=\"str\"", "", 1))
    });
    cells.collect()
}

fn read(bytes: &[u8]) -> Vec<(String, (u32, u32), Data, String)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    let mut cells = Vec::new();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        let values = book.worksheet_range(&name).unwrap();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap());
            let value = values.get_value(at).cloned().unwrap_or(Data::Empty);
            cells.push((name.clone(), at, value, formula.clone()));
        }
    }
    cells
}

/// Numbers as near as doubles get; all else alike.
fn alike(one: &Data, other: &Data) -> bool {
    match (one, other) {
        (Data::Float(one), Data::Float(other)) => {
            // A spreadsheet keeps a sign on zero.
            let shown = |number: &f64| format!("{number:.9}").replace("-0.000000000", "0.000000000");
            shown(one) == shown(other)
        }
        (Data::String(text), Data::Empty) | (Data::Empty, Data::String(text)) => text.is_empty(),
        (one, other) => one == other,
    }
}

/// A profile that recomputes whatever it opens.
fn profile(folder: &Path) {
    let user = folder.join("profile/user");
    std::fs::create_dir_all(&user).unwrap();
    let always = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;
    std::fs::write(user.join("registrymodifications.xcu"), always).unwrap();
}

#[test]
#[ignore = "needs LibreOffice (soffice); .ci/run runs it where it is there"]
fn a_spreadsheet_recomputes_every_formula_to_what_we_wrote() {
    let folder = scratch("workbook");
    profile(&folder);
    let books = workbooks();
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command.args(["--headless", "--convert-to", "xlsx", "--outdir"]).arg(folder.join("out"));
    for (name, bytes) in &books {
        let path = folder.join(format!("{name}.xlsx"));
        std::fs::write(&path, poisoned(bytes)).unwrap();
        command.arg(path);
    }
    assert!(command.output().unwrap().status.success());
    let (mut count, mut differ) = (0, Vec::new());
    for (name, bytes) in &books {
        let again = std::fs::read(folder.join(format!("out/{name}.xlsx"))).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(again)).unwrap();
        let recomputed: BTreeMap<String, Range<Data>> = book.worksheets().into_iter().collect();
        for (sheet, at, ours, formula) in read(bytes) {
            let theirs = recomputed[&sheet].get_value(at).cloned().unwrap_or(Data::Empty);
            count += 1;
            assert!(
                !alike(&theirs, &Data::Float(POISON.parse().unwrap())),
                "{name} {sheet} {at:?} was not recomputed"
            );
            if !alike(&ours, &theirs) {
                differ.push(format!("{name} {sheet} {at:?}: {ours:?}, recomputed {theirs:?}: {formula}"));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
    assert!(count > 20_000, "{count}");
}

#[test]
fn the_same_results_give_the_same_workbook() {
    for ((name, one), (_, other)) in workbooks().into_iter().zip(workbooks()) {
        assert!(one == other, "{name}");
    }
}

#[test]
fn formulas_are_said_as_the_rules_say_them() {
    let folder = root("fixtures/score/deductions");
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&tables_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let mut bytes = Vec::new();
    report::workbook(&run.scored(), Lang::Zh, &mut bytes).unwrap();
    let first = |(sheet, _, _, _): &(String, (u32, u32), Data, String)| sheet == "得分" || sheet == "计算";
    let lines = read(&bytes)
        .into_iter()
        .filter(first)
        .map(|(sheet, (row, column), value, formula)| format!("{sheet} {row}:{column} {value} = {formula}"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

/// 绩效监控管理 of 2019 shares out what does not apply: an item can be worth more than the rules name.
#[test]
fn nobody_loses_less_than_nothing() {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let run =
        rules.score(&tables_of(&root("fixtures/2019/departments"))).unwrap_or_else(|found| panic!("{found}"));
    let mut bytes = Vec::new();
    report::workbook(&run.scored(), Lang::Zh, &mut bytes).unwrap();
    let names: Vec<&str> = run.scored().data.subjects.iter().map(|who| who.name.as_str()).collect();
    let mut lost = 0;
    for (sheet, (_, column), value, formula) in read(&bytes) {
        // Levels, points, score, then what was lost.
        if names.contains(&sheet.as_str()) && column == 5 && formula.contains('-') {
            let Data::Float(number) = value else { panic!("{sheet}: {value:?}") };
            assert!(number >= 0.0, "{sheet}: {number} = {formula}");
            lost += 1;
        }
    }
    assert!(lost > 2000, "{lost}");
}
