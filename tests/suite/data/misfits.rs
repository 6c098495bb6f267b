//! Every code of data has a smallest table that makes it, and one that does not.

use kaocheng::plan::{Input, Scheme};
use kaocheng::source::Code;

use super::scheme::{between, full, input, measured, of, whole, with_list};
use super::{bound, only};
use kaocheng::plan::ValueType;

fn staff() -> Scheme {
    of(vec![whole("专职人员", "人")])
}

/// The finding of one cell of one input.
fn cell(input: Input, text: &str) -> (Code, String, String) {
    let column = input.column.clone();
    let bound =
        bound(&of(vec![input]), &[("subjects.csv", &format!("编号,名称,{column}\nD01,市教育局,{text}\n"))]);
    assert!(bound.value.is_none());
    let (code, row, at, message, help) = only(&bound.diagnostics);
    assert_eq!((row, at), (2, column.as_str()));
    (code, message.to_owned(), help)
}

#[test]
fn kc501_unknown_columns_and_tables() {
    let found = bound(&staff(), &[("subjects.csv", "编号,专职人数\nA,1\n")]);
    let (code, row, column, message, help) = only(&found.diagnostics);
    assert_eq!((code, row, column), (Code::UnknownColumn, 1, "专职人数"));
    assert!(message.contains("“专职人数”") && help.contains("“专职人员”"), "{message} {help}");

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员,电话\nA,1,2\n")]);
    assert!(only(&found.diagnostics).4.contains("专职人员"));

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员\nA,1\n"), ("项目.csv", "编号\n")]);
    assert_eq!(only(&found.diagnostics).0, Code::UnknownColumn);

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员,\nA,1,\nB,2,x\nC,2,y\n")]);
    assert_eq!((only(&found.diagnostics).0, only(&found.diagnostics).1), (Code::UnknownColumn, 3));

    let files = [("subjects.csv", "编号,人数,项目\nA,1,2\n"), ("项目.csv", "编号,得分,预算\n")];
    let found = bound(&with_list(vec![whole("人数", "人")]), &files);
    assert!(only(&found.diagnostics).4.contains("项目.csv"));
}

#[test]
fn kc502_units() {
    let (code, message, _) = cell(measured("执行数", "万元"), "12天");
    assert_eq!(code, Code::UnitDiffers);
    assert!(message.contains("金额") && message.contains("12天") && message.contains("万元"), "{message}");
    assert_eq!(cell(measured("差距", "个百分点"), "3%").0, Code::UnitDiffers);
    assert_eq!(cell(measured("系数", ""), "3%").0, Code::UnitDiffers);
    assert_eq!(cell(whole("专职人员", "人"), "3个").0, Code::UnitDiffers);

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员(万元)\nA,1\nB,2\n")]);
    let (code, row, ..) = only(&found.diagnostics);
    assert_eq!((code, row), (Code::UnitDiffers, 1));
}

#[test]
fn kc503_range() {
    let (code, message, _) = cell(Input { range: between(0, 1), ..measured("占比", "%") }, "120%");
    assert_eq!(code, Code::OutOfRange);
    assert!(message.contains("0%-100%") && message.contains("120%"), "{message}");
}

#[test]
fn kc504_cells() {
    for (text, help) in [
        ("1e3", "写成 1000"),
        ("+5", "写成 5"),
        (".5", "写成 0.5"),
        ("5.", "写成 5"),
        ("\"1,5\"", "写成普通的数"),
        ("约5", "写成普通的数"),
        ("1 000", "写成普通的数"),
        ("3/4", "写成普通的数"),
        ("１２。５", "写成普通的数"),
        ("0.12345678901234567890123456789", "写成普通的数"),
    ] {
        let (code, message, helped) = cell(measured("预算数", "万元"), text);
        assert_eq!(code, Code::BadCell, "{text}");
        assert!(helped.contains(help), "{text}: {message}; {helped}");
    }
    let (code, message, help) = cell(measured("占比", "%"), "0.85");
    assert_eq!(code, Code::BadCell);
    assert!(
        message.contains("0.85") && help.contains("85% 还是 0.85%") && help.contains("占比(%)"),
        "{message} {help}"
    );
    let (_, message, _) = cell(whole("专职人员", "人"), "2.5");
    assert!(message.contains("2.5人 不是整数"), "{message}");
    assert_eq!(cell(whole("预算数", "万元"), "5000元").0, Code::BadCell);
    assert!(cell(input("公开", ValueType::YesNo), "有").2.contains("填 是 或 否"));
    for (text, help) in [("2023-02-29", "年-月-日"), ("20240630", "年-月-日")] {
        let (code, _, helped) = cell(input("批复日期", ValueType::Date), text);
        assert_eq!(code, Code::BadCell);
        assert!(helped.contains(help), "{text}: {helped}");
    }
}

/// What has to be repaired is refused where nobody keeps a ledger.
#[test]
fn kc515_repairs() {
    for (text, became) in [
        ("\"8,499\"", "读作“8499”"),
        ("\"1,234,567.5万元\"", "读作“1234567.5万元”"),
        ("８４９９", "读作“8499”"),
        ("—", "“—”: 表示没有的符号"),
    ] {
        let (code, message, help) = cell(measured("预算数", "万元"), text);
        assert_eq!(code, Code::RepairNeeded, "{text}");
        assert!(message.contains(became) && help.contains("--strict"), "{message}; {help}");
    }
    for (text, became) in [
        ("2024/6/30", "2024-06-30"),
        ("2024年6月30日", "2024-06-30"),
        ("45473", "2024-06-30"),
        ("2024-06-30 09:30:00", "2024-06-30"),
    ] {
        let (code, message, _) = cell(input("批复日期", ValueType::Date), text);
        assert_eq!(code, Code::RepairNeeded);
        assert!(message.contains(became), "{text}: {message}");
    }
}

#[test]
fn kc504_and_kc505_ids() {
    let found = bound(&staff(), &[("subjects.csv", "编号,名称,专职人员\n,市教育局,1\n")]);
    let (code, row, column, ..) = only(&found.diagnostics);
    assert_eq!((code, row, column), (Code::BadCell, 2, "编号"));

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员\nA,1\nB,1\nA,2\n")]);
    let (code, row, _, message, _) = only(&found.diagnostics);
    assert_eq!((code, row), (Code::DuplicateSubject, 4));
    assert!(message.contains("第 2 行") && message.contains("第 4 行"), "{message}");
}

#[test]
fn kc506_choices() {
    let kinds = || ValueType::Choice(["市委部门", "市直单位"].map(str::to_owned).to_vec());
    let (code, _, help) = cell(input("类别", kinds()), "市直部门");
    assert_eq!(code, Code::UnknownChoice);
    assert!(help.contains("市委部门, 市直单位"), "{help}");
}

#[test]
fn kc507_columns_and_lists() {
    let scheme = of(vec![whole("专职人员", "人"), Input { required: false, ..measured("面积", "平方米") }]);
    let found = bound(&scheme, &[("subjects.csv", "编号\nA\nB\n")]);
    let (code, row, column, ..) = only(&found.diagnostics);
    assert_eq!((code, row, column), (Code::MissingColumn, 1, "专职人员"));

    let found = bound(&staff(), &[("subjects.csv", "代码表,专职人员\nA,1\n")]);
    assert!(found.diagnostics.iter().any(|found| found.code == Code::MissingColumn));

    let found = bound(&with_list(vec![]), &[("subjects.csv", "编号\nA\n")]);
    assert!(only(&found.diagnostics).4.contains("项目.csv"));

    let found = bound(&with_list(vec![]), &[("subjects.csv", "编号\nA\n"), ("项目.csv", "编号,得分\nA,1\n")]);
    assert_eq!(only(&found.diagnostics).2, "预算");
}

#[test]
fn kc508_strangers() {
    let files = [("subjects.csv", "编号\nD01\nD02\n"), ("项目.csv", "编号,得分,预算\nD03,1,1\n,1,1\n")];
    let found = bound(&with_list(vec![]), &files);
    assert_eq!(found.diagnostics.iter().filter(|found| found.code == Code::UnknownSubject).count(), 2);
    assert!(found.diagnostics[0].help[0].zh.contains("D01"));
}

#[test]
fn kc509_states() {
    assert_eq!(cell(whole("专职人员", "人"), "不适用").0, Code::StateNotAllowed);
    assert_eq!(cell(whole("专职人员", "人"), "免责:水灾").0, Code::StateNotAllowed);
    assert_eq!(cell(input("备注", ValueType::Text), "N/A").0, Code::StateNotAllowed);
    let money = full().inputs[4].clone();
    assert_eq!(cell(money.clone(), "免责:").0, Code::BadCell);
    assert_eq!(cell(money, "免责").0, Code::BadCell);
}

#[test]
fn kc511_to_kc513() {
    assert_eq!(
        only(&bound(&staff(), &[("subjects.csv", "编号,专职人员\n\n,\n")]).diagnostics).0,
        Code::NoSubjects
    );
    assert_eq!(only(&bound(&staff(), &[]).diagnostics).0, Code::NoSubjects);

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员\nA\nB,1,2\n")]);
    let rows: Vec<Code> = found.diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(rows, [Code::RaggedRow, Code::RaggedRow]);
    assert!(
        found.diagnostics[0].message.zh.contains("1 格")
            && found.diagnostics[1].message.en.contains("3 cells")
    );

    let found = bound(&staff(), &[("subjects.csv", "编号,专职人员,专职人员（人）\nA,1,1\n")]);
    assert_eq!(only(&found.diagnostics).0, Code::DuplicateColumn);
}

#[test]
fn all_in_one_run_and_floods_counted() {
    let rows: String = (0..1000).map(|row| format!("D{row},x,{row}\n")).collect();
    let scheme =
        of(vec![whole("专职人员", "人"), Input { range: between(0, 998), ..measured("件数", "件") }]);
    let found = bound(&scheme, &[("subjects.csv", &format!("编号,专职人员,件数\n{rows}"))]).diagnostics;
    assert_eq!(found.len(), 52);
    assert!(found[50].message.zh.contains("还有 950 处"), "{:?}", found[50]);
    assert_eq!(found[51].code, Code::OutOfRange);
}
