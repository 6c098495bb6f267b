//! Forms: made from rules, filled in, collected. What comes back is what was sent, whoever saved it; what is wrong is said by
//! cell. The messy and the hostile of `fixtures/forms/returned` are made by `make.py` with openpyxl and LibreOffice.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use kaocheng::data::form::{Collecting, State, Written, collect, written};
use kaocheng::data::{Known, Ledger, Origin, Row, SampleTable, Table, open, roster, sample, take_in};
use kaocheng::plan::Scheme;
use kaocheng::report::{FormOf, form_of_all, form_of_one};
use kaocheng::source::{Checked, Lang};

use super::cli::{Ran, ran, scratch};
use super::engine::{Rules, root, rules_below, rules_of};

/// A made-up table as if it had been read from a file.
fn table(made: SampleTable<'_>) -> Table {
    let rows: Vec<Vec<String>> = made.rows.collect();
    let row = |(cells, number): (Vec<String>, u64)| {
        let mut row = Row::new(number);
        cells.iter().for_each(|cell| row.push(cell));
        Ok(row)
    };
    let rows: Vec<_> = rows.into_iter().zip(2..).map(row).collect();
    Table {
        file: format!("{}.csv", made.name),
        name: made.name,
        headers: made.headers,
        rows: Box::new(rows.into_iter()),
        origin: Origin::default(),
    }
}

/// Data of a seed for a scheme. A calendar is nobody's form.
fn made_up(scheme: &Scheme, seed: u64) -> Vec<Table> {
    sample(scheme, 25, seed).into_iter().filter(|made| made.name != "日历").map(table).collect()
}

fn expected(scheme: &Scheme, seed: u64) -> Vec<Written> {
    let mut ledger = Ledger::default();
    let bound = take_in(vec![(String::new(), made_up(scheme, seed))], scheme, &mut ledger);
    let data = bound.value.unwrap_or_else(|| panic!("{:?}", bound.diagnostics)).pop().unwrap();
    assert!(ledger.repairs.is_empty());
    written(scheme, &data)
}

fn known(scheme: &Scheme, seed: u64) -> Vec<Known> {
    roster(made_up(scheme, seed), scheme, &mut Ledger::default()).value.unwrap()
}

fn read(name: &str, bytes: Vec<u8>) -> (String, Checked<Vec<Table>>) {
    (name.to_owned(), open(name, Box::new(Cursor::new(bytes))))
}

/// Every rule file that asks data of its own and counts no working days.
fn schemes() -> Vec<(PathBuf, Rules)> {
    let folders = ["rules/2019", "rules/examples", "rules/regulations", "fixtures/meanings"];
    let files = folders.iter().flat_map(|folder| rules_below(&root(folder)));
    let files = files.filter(|path| !path.to_string_lossy().contains("/bad/"));
    let rules = files.map(|path| (path.clone(), rules_of(&path)));
    rules.filter(|(_, rules)| !rules.scheme.counts_workdays && rules.scheme.fed_by().is_empty()).collect()
}

/// Without records of which nothing is known: a row of a form in which nothing stands is no record.
fn said(mut tables: Vec<Written>) -> Vec<Written> {
    for table in tables.iter_mut().skip(1) {
        table.rows.retain(|row| row.iter().skip(1).any(|cell| !cell.is_empty()));
    }
    tables
}

#[test]
fn forms_lose_nothing() {
    let mut tried = 0;
    for (path, rules) in schemes() {
        let scheme = &rules.scheme;
        for (seed, lang) in [(1, Lang::Zh), (2, Lang::En)] {
            let of = FormOf { scheme, files: &rules.files, rules: "seal", lang };
            let roster = known(scheme, seed);
            let each = roster.iter().map(|who| {
                let mut bytes = Vec::new();
                form_of_one(of, who, &mut bytes).unwrap();
                read(&format!("{}.xlsx", who.id), bytes)
            });
            let mut all = Vec::new();
            form_of_all(of, &roster, &mut all).unwrap();
            let with = Collecting { scheme, rules: "seal", roster: Some(&roster), due: None, strict: true };
            for files in [each.collect::<Vec<_>>(), vec![read("all.xlsx", all)]] {
                let collected = collect(files.into_iter(), with);
                assert!(collected.findings.is_empty(), "{}: {:?}", path.display(), collected.findings);
                assert!(collected.missing.is_empty());
                let (own, wanted) = (said(collected.tables), said(expected(scheme, seed)));
                assert!(own == wanted, "{}", path.display());
            }
            tried += 1;
        }
    }
    assert!(tried >= 20, "{tried}");
}

const RULES: &str = "fixtures/forms/departments.kc";
const DATA: &str = "fixtures/2019/departments";

/// 92 returned forms: 79 as they were sent, ten messy, three hostile.
fn returned(name: &str) -> PathBuf {
    let folder = scratch(name).join("returned");
    let sent = ran(&["form", RULES, "--data", DATA, "--each", "-o", folder.to_str().unwrap()]);
    assert_eq!(sent.code, Some(0), "{}", sent.err);
    let returned = root("fixtures/forms/returned");
    for file in std::fs::read_dir(&returned).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_str().unwrap();
        let sent = folder.join(Path::new(name).with_extension("xlsx"));
        std::fs::remove_file(&sent).unwrap_or_else(|error| panic!("{}: {error}", sent.display()));
        std::fs::copy(&file, folder.join(name)).unwrap();
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 92);
    folder
}

fn collected(folder: &Path, out: &Path, more: &[&str]) -> Ran {
    let (from, to) = (folder.to_str().unwrap(), out.to_str().unwrap());
    ran(&[&["collect", RULES, from, "-o", to][..], more].concat())
}

/// By id, what stands in the columns of a CSV.
fn by_id(text: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let headers = rows.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        let cells = headers.iter().zip(&row).map(|(header, cell)| (header.to_owned(), cell.to_owned()));
        (row[0].to_owned(), cells.collect())
    };
    rows.records().map(|one| row(one.unwrap())).collect()
}

#[test]
fn ninety_two_forms_are_collected_and_everything_is_said_by_cell() {
    let folder = returned("forms-92");
    let (out, ledger) = (folder.with_file_name("data"), folder.with_file_name("ledger.csv"));
    let more = ["--data", DATA, "--due", "2020-03-31", "--ledger", ledger.to_str().unwrap()];
    for lang in ["zh", "en"] {
        let ran = collected(&folder, &out, &[&more[..], &["--lang", lang]].concat());
        assert_eq!(ran.code, Some(1));
        let told = |text: &str| text.replace(&format!("{}/", folder.display()), "");
        // Every form but one is without a date: only the first of those warnings is of interest.
        let findings: Vec<&str> = ran.err.split("\n\n").collect();
        let undated = |one: &&str| one.contains("没有写填报日期") || one.contains("it says no date");
        let shown: Vec<&str> = findings.iter().copied().filter(|one| !undated(one)).collect();
        assert_eq!(findings.len() - shown.len(), 92 - 3, "all but the late one and two that cannot be read");
        insta::with_settings!({ snapshot_suffix => lang, omit_expression => true }, {
            insta::assert_snapshot!(told(&shown.join("\n\n")));
        });
        let last = ran.out.lines().last().unwrap();
        let counts = if lang == "zh" {
            "收到 92 份: 收下 88, 重复 0, 退回 4; 逾期或未写日期 90; 缺 4。共 88 个对象。"
        } else {
            "92 files: 88 taken in, 0 again, 4 refused; 90 late or without a date; 4 missing. 88 subjects in all."
        };
        assert_eq!(last, counts);
    }
    let ledger = std::fs::read_to_string(ledger).unwrap().replace(&format!("{}/", folder.display()), "");
    insta::assert_snapshot!("ledger", ledger);
}

/// What the messy forms say, written into the CSV twin by hand from `make.py`.
const TWIN: [(&str, &str, &str); 11] = [
    ("A03", "培训人次", "66"),
    ("A03", "预算数", "365.5"),
    ("A03", "执行数", "301.25"),
    ("A04", "预算数", "2248.44"),
    ("A04", "执行数", "1792.00"),
    ("A04", "目标细化率", "73.5%"),
    ("A07", "预算数", "3655"),
    ("A07", "执行数", "3012.5"),
    ("B03", "省级推广", ""),
    ("B03", "市级推广", ""),
    ("B03", "绩效获奖", ""),
];

#[test]
fn what_was_collected_is_scored_as_its_csv_twin() {
    let folder = returned("forms-scored");
    let (out, twin) = (folder.with_file_name("data"), folder.with_file_name("twin"));
    collected(&folder, &out, &[]);
    std::fs::create_dir(&twin).unwrap();
    let table = |name: &str| std::fs::read_to_string(root(DATA).join(name)).unwrap();
    let gone = ["B05", "C01", "C02", "C03"];
    let mut subjects = csv::Reader::from_reader(table("subjects.csv").leak().as_bytes());
    let headers = subjects.headers().unwrap().clone();
    let mut to = csv::Writer::from_path(twin.join("subjects.csv")).unwrap();
    to.write_record(&headers).unwrap();
    for row in subjects.records().map(Result::unwrap).filter(|row| !gone.contains(&&row[0])) {
        let cell = |(header, cell): (&str, &str)| {
            let mended = TWIN.iter().find(|(id, column, _)| *id == &row[0] && *column == header);
            mended.map_or(cell, |(.., value)| value).to_owned()
        };
        let row: Vec<String> = headers.iter().zip(&row).map(cell).collect();
        to.write_record(row).unwrap();
    }
    to.flush().unwrap();
    let projects = table("项目.csv");
    let kept = projects.lines().filter(|line| !gone.iter().any(|id| line.starts_with(id)));
    std::fs::write(twin.join("项目.csv"), kept.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    let scores =
        |data: &Path| ran(&["assess", RULES, "--data", data.to_str().unwrap(), "--format", "csv"]).out;
    let (ours, theirs) = (scores(&out), scores(&twin));
    assert_eq!(by_id(&ours).len(), 88);
    assert_eq!(ours, theirs);
}

/// The form of the first subject of made-up data, with a change to what is known of it.
fn form(rules: &Rules, change: impl Fn(&mut Known)) -> Vec<u8> {
    let of = FormOf { scheme: &rules.scheme, files: &rules.files, rules: "seal", lang: Lang::Zh };
    let mut who = known(&rules.scheme, 3).remove(0);
    change(&mut who);
    let mut bytes = Vec::new();
    form_of_one(of, &who, &mut bytes).unwrap();
    bytes
}

/// What is found when two forms are collected: by number of the message, in Chinese.
fn found(rules: &Rules, forms: [Vec<u8>; 2], seal: &str) -> (Vec<State>, Vec<(String, String)>, usize) {
    let roster = known(&rules.scheme, 3);
    let roster = Some(&roster[..2]);
    let with = Collecting { scheme: &rules.scheme, rules: seal, roster, due: None, strict: false };
    let files = ["a.xlsx", "b.xlsx"].into_iter().zip(forms);
    let collected = collect(files.map(|(name, bytes)| read(name, bytes)), with);
    let found = collected.findings.iter().map(|one| (one.code.id().to_owned(), one.message.zh.clone()));
    let states = collected.returned.iter().map(|one| one.state).collect();
    (states, found.collect(), collected.ledger.repairs.len())
}

fn codes(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(code, _)| code.as_str()).collect()
}

#[test]
fn the_same_form_twice_is_taken_once() {
    let rules = rules_of(&root(RULES));
    let (states, found, repairs) = found(&rules, [form(&rules, |_| {}), form(&rules, |_| {})], "seal");
    assert_eq!(states, [State::Taken, State::Again]);
    assert_eq!((codes(&found), repairs), (vec!["KC775"], 1), "one of the two on the roster is missing");
}

#[test]
fn two_forms_of_one_subject_that_differ_are_refused() {
    let rules = rules_of(&root(RULES));
    let other = form(&rules, |who| {
        who.values.retain(|(header, _)| header != "预算数");
        who.values.push(("预算数".to_owned(), "1.5".to_owned()));
    });
    let (states, found, _) = found(&rules, [form(&rules, |_| {}), other], "seal");
    assert_eq!(states, [State::Taken, State::Refused]);
    assert_eq!(codes(&found), ["KC774", "KC775"]);
    assert!(found[0].1.contains("另一份是 a.xlsx: 预算数: ") && found[0].1.ends_with("≠ 1.5"), "{found:?}");
}

#[test]
fn who_is_not_on_the_roster_and_rules_that_changed_are_told() {
    let rules = rules_of(&root(RULES));
    let stranger = form(&rules, |who| who.id = "D77".to_owned());
    let renamed = form(&rules, |who| who.name = "市统计局".to_owned());
    let (states, found, _) = found(&rules, [stranger, renamed], "another");
    assert_eq!(states, [State::Refused, State::Refused]);
    assert_eq!(codes(&found), ["KC772", "KC777", "KC772", "KC777", "KC775", "KC775"]);
    assert_eq!(found[1].1, "名单里没有编号“D77”");
    assert!(found[3].1.ends_with("表里写的是“市统计局”"), "{found:?}");
}

/// The sheet of a form as a spreadsheet exports it, with a label gone.
#[test]
fn a_value_without_a_label_is_told_by_its_cell() {
    let rules = rules_of(&root("fixtures/meanings/11-ranges/rules.kc"));
    let label = rules.scheme.inputs[1].column.clone();
    let sheets = open("a.xlsx", Box::new(Cursor::new(form(&rules, |_| {})))).value.unwrap();
    let sheet = sheets.into_iter().find(|table| table.name == "填报").unwrap();
    let mut to = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    to.write_record(&sheet.headers).unwrap();
    sheet.rows.for_each(|row| to.write_record(row.unwrap().cells()).unwrap());
    let text = String::from_utf8(to.into_inner().unwrap()).unwrap();
    let with = Collecting { scheme: &rules.scheme, rules: "seal", roster: None, due: None, strict: false };
    let whole = collect([read("a.csv", text.clone().into_bytes())].into_iter(), with);
    assert!(whole.findings.is_empty(), "a form that came back as CSV: {:?}", whole.findings);
    let spoilt = text.replace(&format!(",{label},"), ",,").into_bytes();
    let collected = collect([read("a.csv", spoilt)].into_iter(), with);
    let found = collected.findings.iter().find(|one| one.code.id() == "KC773").unwrap();
    let kaocheng::source::Place::Cell(cell) = &found.place else { panic!("{found:?}") };
    let line = text.lines().position(|line| line.contains(&format!(",{label},"))).unwrap() as u64 + 1;
    assert_eq!((cell.file.as_str(), cell.row), ("a.csv", line));
    assert!(collected.findings.iter().any(|one| one.message.zh == format!("缺少“{label}”这一列")));
}

#[test]
fn forms_of_other_rules_and_folders_that_hold_other_files_are_left_alone() {
    let folder = scratch("forms-other");
    let at = |name: &str| folder.join(name).display().to_string();
    let (form, data) = (at("form.xlsx"), at("data"));
    let small = "rules/examples/small-english.kc";
    assert_eq!(ran(&["form", small, "-o", &form]).code, Some(0));
    let other = ran(&["collect", RULES, &form, "-o", &data]);
    assert_eq!(other.code, Some(1));
    assert!(other.err.contains("KC771"), "{}", other.err);
    assert!(!Path::new(&data).exists(), "nothing was taken in, so nothing is written");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(Path::new(&data).join("letter.txt"), "").unwrap();
    let sent = at("sent");
    ran(&["form", RULES, "--data", DATA, "--each", "-o", &sent]);
    let refused = ran(&["collect", RULES, &sent, "-o", &data]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("letter.txt"), "{}", refused.err);
    let again = ran(&["form", RULES, "--data", DATA, "--each", "-o", &sent]);
    assert_eq!(again.code, Some(2), "forms that may have been filled in are not written over");
}
