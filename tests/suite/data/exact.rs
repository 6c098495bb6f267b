//! What is written is what is bound, to the last digit.

use kaocheng::data::Cell;
use kaocheng::plan::{Input, InputId, OnExcused, ValueType};

use super::scheme::{full, input, measured, of, whole, with_list};
use super::{good, number};

#[test]
fn digits_survive_every_format() {
    let scheme = of(vec![measured("得分", ""), measured("长数", "")]);
    let files = [
        ("subjects.csv", "编号,得分,长数\nA,85.90,1234567890.1234567890123456\n"),
        ("subjects.tsv", "编号\t得分\t长数\nA\t85.90\t1234567890.1234567890123456\n"),
        ("d.yaml", "subjects:\n  - {编号: A, 得分: 85.90, 长数: 1234567890.1234567890123456}\n"),
        ("d.yml", "- 编号: A\n  得分: '85.90'\n  长数: \"1234567890.1234567890123456\"\n"),
        ("d.json", r#"{"subjects":[{"id":"A","得分":85.90,"长数":1234567890.1234567890123456}]}"#),
        ("e.json", r#"[{"编号":"A","得分":"85.90","长数":"1234567890.1234567890123456"}]"#),
    ];
    for file in files {
        let data = good(&scheme, &[file]);
        assert_eq!(number(&data, 0, 0), "85.9", "{file:?}");
        assert_eq!(number(&data, 1, 0), "1234567890.1234567890123456", "{file:?}");
        assert_eq!(data.subjects[0].name, "A");
    }
}

#[test]
fn units_of_cell_header_and_rule() {
    let scheme = of(vec![measured("预算数", "万元"), measured("占比", "%"), whole("人数", "人")]);
    let text = "\
编号,预算数,占比,人数
A,8499万元,84.99%,12人
B,84990000元,８４．９９％,１２
C,0.8499 亿元,84.99 %,12 人
D,8499,849.9‰,12
";
    let data = good(&scheme, &[("subjects.csv", text)]);
    for subject in 0..4 {
        let texts = [0, 1, 2].map(|input| number(&data, input, subject));
        assert_eq!(texts, ["84990000", "0.8499", "12"], "{subject}");
    }
    for header in ["编号,预算数（元）,占比(%),人数(人)", "编号, 预算数 (单位：元) ,占比（％）,人数"]
    {
        let data = good(&scheme, &[("subjects.csv", &format!("{header}\nA,84990000,84.99,12\n"))]);
        assert_eq!([0, 1, 2].map(|input| number(&data, input, 0)), ["84990000", "0.8499", "12"], "{header}");
    }
}

#[test]
fn a_name_that_ends_in_its_unit() {
    let scheme = of(vec![measured("合格率(%)", "%"), measured("宣传(线上)", "次")]);
    let data = good(&scheme, &[("subjects.csv", "ID,合格率（％）,宣传(线上)\nA,85,3\n")]);
    assert_eq!([number(&data, 0, 0), number(&data, 1, 0)], ["0.85", "3"]);
    assert_eq!(data.headers[0].as_deref(), Some("合格率（％）"));
}

#[test]
fn values_of_every_kind() {
    let text = "\
编号,名称,类别,按时公开,专职人员,通过率,预算数,批复日期,备注,报告.等次,报告
A,甲局,市直单位,是,3,85%,12,2024-02-29,　好　,优,9.5
B,,市委部门,No,0,0%,不适用,1970-01-01,,良,0
C,丙局,,,,,免责：水灾,,好,,
";
    let data = good(&full(), &[("subjects.csv", text), ("项目.csv", "编号,得分,预算\n")]);
    let cells = |subject| (0..9).map(|input| data.cell(InputId(input), subject).clone()).collect::<Vec<_>>();
    let first = cells(0);
    assert_eq!(first[0], Cell::Choice(1));
    assert_eq!(first[1], Cell::YesNo(true));
    assert_eq!(first[5], Cell::Date(19_782));
    assert_eq!(cells(1)[1], Cell::YesNo(false));
    assert_eq!(cells(1)[4], Cell::NotApplicable);
    assert_eq!(cells(1)[5], Cell::Date(0));
    assert_eq!(data.subjects[1].name, "B");
    assert!(matches!(cells(2)[4], Cell::Excused(id) if data.text(id) == "水灾"));
    assert!(cells(2).iter().take(4).all(|cell| *cell == Cell::Missing));
    assert_eq!(first[6], cells(2)[6]);
    assert!(matches!(first[6], Cell::Text(id) if data.text(id) == "好"));
    let origin = data.origin(InputId(3), 2).unwrap();
    assert_eq!(
        (origin.row, origin.column.as_deref(), origin.subject.as_deref()),
        (4, Some("通过率"), Some("丙局"))
    );
}

#[test]
fn a_choice_may_be_called_as_a_state() {
    let choices = ["适用", "不适用"].map(str::to_owned).to_vec();
    let scheme = of(vec![input("情形", ValueType::Choice(choices))]);
    let data = good(&scheme, &[("subjects.csv", "编号,情形\nA,不适用\n")]);
    assert_eq!(data.cell(InputId(0), 0), &Cell::Choice(1));
}

#[test]
fn words_in_english() {
    let excused =
        Input { excused: Some(OnExcused::Full), may_not_apply: true, ..input("open", ValueType::YesNo) };
    let data = good(
        &of(vec![excused]),
        &[("subjects.csv", "id,name,open\nA,a,N/A\nB,b,excused: flood\nC,c,TRUE\n")],
    );
    assert_eq!(data.cell(InputId(0), 0), &Cell::NotApplicable);
    assert!(matches!(data.cell(InputId(0), 1), Cell::Excused(id) if data.text(*id) == "flood"));
    assert_eq!(data.cell(InputId(0), 2), &Cell::YesNo(true));
}

#[test]
fn records_are_grouped_and_keep_their_order() {
    let scheme = with_list(vec![whole("人数", "人")]);
    let subjects = ("subjects.csv", "编号,人数\nA,1\nB,2\nC,3\n");
    let records = ("项目.csv", "编号,得分,预算(元)\nC,1,10000\nA,2,1\nC,3,1\nA,4,1\n");
    let data = good(&scheme, &[records, subjects]);
    assert_eq!(data.lists[0].first, [0, 2, 2, 4]);
    assert_eq!(data.lists[0].rows, [3, 5, 2, 4]);
    let points: Vec<String> = data.lists[0].fields[0]
        .iter()
        .map(|cell| if let Cell::Number(number) = cell { number.plain() } else { String::new() })
        .collect();
    assert_eq!(points, ["2", "4", "1", "3"]);
    assert_eq!(data.lists[0].fields[1][2], Cell::Number(super::decimal("10000")));
    assert_eq!(data.records(kaocheng::plan::ListId(0), 2), 2..4);
}

#[test]
fn nested_records_are_the_same_data() {
    let scheme = with_list(vec![whole("人数", "人")]);
    let yaml = "\
subjects:
  - 编号: A
    人数: 1
    项目: [{得分: 85.90, 预算: 3亿元}, {得分: 7}]
  - {编号: B, 人数: null, 项目: []}
  - {编号: C, 人数: 3}
";
    let json = r#"[{"编号":"A","人数":1,"项目":[{"得分":85.90,"预算":"3亿元"},{"得分":7}]},{"编号":"B","人数":null,"项目":[]},{"编号":"C","人数":3}]"#;
    let csv = [
        ("subjects.csv", "编号,人数\nA,1\nB,\nC,3\n"),
        ("项目.csv", "编号,得分,预算\nA,85.90,3亿元\nA,7,\n"),
    ];
    let from_csv = good(&scheme, &csv);
    for file in [("d.yaml", yaml), ("d.json", json)] {
        let data = good(&scheme, &[file]);
        assert_eq!(data.inputs, from_csv.inputs);
        assert_eq!(data.lists[0].fields, from_csv.lists[0].fields);
        assert_eq!(data.lists[0].first, from_csv.lists[0].first);
    }
}

#[test]
fn the_digest_is_of_the_cells() {
    let scheme = of(vec![measured("甲", ""), measured("乙", "")]);
    let digest = |file: &str, text: &str| good(&scheme, &[(file, text)]).digest;
    let first = digest("here/subjects.csv", "编号,甲,乙\nA,1,23\n");
    assert_eq!(first.len(), 64);
    assert_eq!(first, digest("there/subjects.csv", "\u{feff}编号,甲,乙\r\nA,1,23"));
    assert_ne!(first, digest("subjects.csv", "编号,甲,乙\nA,12,3\n"));
    assert_ne!(first, digest("subjects.csv", "编号,乙,甲\nA,1,23\n"));
    assert_ne!(first, digest("other.csv", "编号,甲,乙\nA,1,23\n"));
}

#[test]
fn a_cell_is_small() {
    assert_eq!(size_of::<Cell>(), 16);
}
