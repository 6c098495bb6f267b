//! Files as they come: byte order marks, line ends, quotes, blank lines, wrong encodings.

use kaocheng::data::{Row, open};
use kaocheng::source::{Code, Diagnostic, Place};

use super::scheme::{of, whole, with_list};
use super::{bound, only, tables};

fn rows(file: &str, text: &str) -> (Vec<String>, Vec<(u64, Vec<String>)>) {
    let mut tables = tables(file, text);
    let table = tables.remove(0);
    let cells = |row: Row| (row.number, row.cells().map(str::to_owned).collect());
    (table.headers, table.rows.map(|row| cells(row.unwrap())).collect())
}

#[test]
fn lines_are_counted_as_people_count() {
    let text = "\u{feff} 编号 ,备注\n\nA,\"一\n二\"\n,\n\"B\",b\n\n\nC,c";
    for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("{text}\n")] {
        let (headers, rows) = rows("a/subjects.csv", &text);
        assert_eq!(headers, ["编号", "备注"], "{text:?}");
        let numbers: Vec<u64> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [3, 6, 9], "{text:?}");
        assert_eq!(rows[0].1, ["A", "一\n二"]);
    }
}

#[test]
fn yaml_and_json_know_their_lines() {
    let yaml = "# 数据\nsubjects:\n- 编号: A\n  项目:\n  - {得分: 1}\n\n  - 得分: 2\n-\n  编号: B\n";
    let json = "{\n\"subjects\":[\n{\"编号\":\"A\",\"项目\":[\n\n{\"得分\":1},\n\n{\"得分\":2}]},\n\n{\"编号\":\"B\"}]}";
    for (file, text) in [("d.yaml", yaml), ("d.json", json)] {
        let numbers = |at: usize| -> Vec<u64> {
            tables(file, text).remove(at).rows.map(|row| row.unwrap().number).collect()
        };
        assert_eq!((numbers(0), numbers(1)), (vec![3, 9], vec![5, 7]), "{file}");
    }
}

#[test]
fn yaml_keeps_words() {
    let text = "- {编号: 010, 甲: no, 乙: true, 丙: ~, 丁: 'null', 戊: 1e2, 己: &x 0x1F, 庚: *x, 辛: .5}\n";
    let (_, rows) = rows("d.yaml", text);
    assert_eq!(rows[0].1, ["010", "no", "true", "", "null", "1e2", "0x1F", "0x1F", ".5"]);
}

fn refused(file: &str, text: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    let opened = open(file, Box::new(std::io::Cursor::new(text.into())));
    assert!(opened.value.is_none(), "{file}");
    opened.diagnostics
}

#[test]
fn kc500_with_the_line() {
    for (file, text, row) in [
        ("s.csv", "", 0),
        ("s.xls.old", "x", 0),
        ("s", "x", 0),
        ("s.yaml", "subjects:\n  - {编号: A\n", 3),
        ("s.yaml", "甲: 1\n", 0),
        ("s.yaml", "- !x {编号: A}\n", 1),
        ("s.json", "[\n{\"编号\": \"A\",}]", 2),
        ("s.json", "[[[[[[[[[[[[]]]]]]]]]]]]", 1),
        ("s.json", "\"A\"", 0),
    ] {
        let found = refused(file, text);
        assert_eq!((only(&found).0, only(&found).1), (Code::Unreadable, row), "{file} {text}");
    }
    assert_eq!(only(&refused("a.xlsx", "PK")).0, Code::Unreadable);
    let deep = "[".repeat(100_000);
    assert_eq!(only(&refused("s.json", deep.clone())).0, Code::Unreadable);
    assert_eq!(only(&refused("s.yaml", deep)).0, Code::Unreadable);
}

#[test]
fn kc500_in_a_row_and_the_rows_after_it() {
    let text = b"\xe7\xbc\x96\xe5\x8f\xb7,n\nA,x\nB,\xff\nC,y\n".to_vec();
    let scheme = of(vec![whole("n", "人")]);
    let found = kaocheng::data::bind(tables("subjects.csv", text), &scheme).diagnostics;
    let places: Vec<(Code, u64)> = found
        .iter()
        .map(|found| match &found.place {
            Place::Cell(cell) => (found.code, cell.row),
            Place::Span(_) | Place::Nowhere => (found.code, 0),
        })
        .collect();
    assert_eq!(places, [(Code::BadCell, 2), (Code::Unreadable, 3), (Code::BadCell, 4)]);
}

#[test]
fn keys_that_stand_twice() {
    for (file, text) in
        [("d.yaml", "- 编号: A\n  n: 1\n  n: 2\n"), ("d.json", r#"[{"编号":"A","n":1,"n":2}]"#)]
    {
        let found = refused(file, text);
        assert_eq!((only(&found).0, only(&found).2), (Code::DuplicateColumn, "n"));
    }
}

#[test]
fn maps_and_texts_where_records_belong() {
    assert_eq!(only(&refused("d.yaml", "- {编号: A, 项目: [1]}\n")).0, Code::BadCell);
    assert_eq!(only(&refused("d.yaml", "- {编号: A, 项目: {得分: 1}}\n")).0, Code::BadCell);
    assert_eq!(only(&refused("d.yaml", "- A\n")).0, Code::Unreadable);
}

#[test]
fn an_open_quote_is_told() {
    let scheme = with_list(vec![]);
    let files = [("subjects.csv", "编号\nA\n"), ("项目.csv", "编号,得分,预算\nA,\"1,2\nA,3,4\n")];
    let found = bound(&scheme, &files);
    assert!(only(&found.diagnostics).4.contains("引号"));
}
