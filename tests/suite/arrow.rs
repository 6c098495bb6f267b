//! Arrow IPC says what the CSV says, cell by cell, with types. Built with `--features arrow` only.

use std::io::Cursor;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, UInt32Type};
use arrow_ipc::reader::FileReader;
use arrow_schema::DataType;

use super::cli::{ran, scratch};

/// A file of results as text, cell by cell, after its header; and the types of its columns.
fn read(args: &[&str]) -> (Vec<Vec<String>>, Vec<DataType>) {
    let out = scratch("arrow").join("results.arrow");
    let ran = ran(&[args, &["-o", out.to_str().unwrap()]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let reader = FileReader::try_new(Cursor::new(std::fs::read(out).unwrap()), None).unwrap();
    let schema = reader.schema();
    assert_eq!(schema.metadata().get("format").map(String::as_str), Some("kaocheng.assess.arrow/1"));
    let mut rows = vec![schema.fields().iter().map(|field| field.name().clone()).collect()];
    for batch in reader.map(Result::unwrap) {
        rows.extend(
            (0..batch.num_rows()).map(|row| {
                (0..batch.num_columns()).map(|column| cell(&batch, column, row)).collect::<Vec<_>>()
            }),
        );
    }
    (rows, schema.fields().iter().map(|field| field.data_type().clone()).collect())
}

fn cell(batch: &RecordBatch, column: usize, row: usize) -> String {
    let array = batch.column(column);
    if array.is_null(row) {
        return String::new();
    }
    let kind = array.data_type();
    if *kind == DataType::Utf8 {
        array.as_string::<i32>().value(row).to_owned()
    } else if *kind == DataType::UInt32 {
        array.as_primitive::<UInt32Type>().value(row).to_string()
    } else {
        array.as_primitive::<Decimal128Type>().value_as_string(row)
    }
}

fn csv(args: &[&str]) -> Vec<Vec<String>> {
    let ran = ran(&[args, &["--format", "csv"]].concat());
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(ran.out.as_bytes()).into_records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn departments_are_as_in_the_csv_and_their_scores_are_decimals() {
    let args = ["assess", "rules/2019/departments.kc", "--data", "fixtures/2019/departments"];
    let (rows, types) = read(&args);
    assert_eq!(rows, csv(&args));
    assert_eq!(rows.len(), 93);
    let decimals = types.iter().filter(|one| **one == DataType::Decimal128(38, 2)).count();
    assert_eq!(decimals, types.len() - 6, "all but id, name, group, grade and two places");
}

/// What never ends is a text; what is longer than the places of the scheme keeps its decimals.
#[test]
fn what_no_decimal_holds_stays_a_text() {
    let folder = scratch("arrow-thirds");
    let rules = folder.join("thirds.kc");
    std::fs::write(
        &rules,
        "办法 三分 {\n  对象 部门; 满分 4分; 总分 0分-4分; 修约 不修约\n  输入 { 应报, 已报, 应评, 已评: 整数 个 }\n  \
         指标 报 3分: 按比例 已报 / 应报, 分母为零 不适用\n  指标 评 1分: 按比例 已评 / 应评, 分母为零 不适用\n  缺项 折算\n}\n",
    )
    .unwrap();
    let data = folder.join("subjects.csv");
    std::fs::write(&data, "编号,名称,应报,已报,应评,已评\n1,甲局,7,2,8,1\n2,乙局,3,3,2,1\n").unwrap();
    let args = ["assess", rules.to_str().unwrap(), "--data", data.to_str().unwrap()];
    let (rows, types) = read(&args);
    assert_eq!((&types[3], &types[4]), (&DataType::Utf8, &DataType::Decimal128(38, 3)));
    // 3 × 2/7 and 1 × 1/8; 3 × 3/3 and 1 × 1/2.
    assert_eq!((rows[1][3].as_str(), rows[1][4].as_str()), ("6/7", "0.125"));
    assert_eq!((rows[2][3].as_str(), rows[2][4].as_str()), ("3", "0.500"));
}
