//! A million rows: time and memory, when asked for (`cargo test --release million -- --ignored --nocapture`).

use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::Instant;

use kaocheng::data::{bind, open, sample};
use kaocheng::plan::{Input, ValueType};

use super::scheme::{between, input, measured, of, whole};

/// Forty columns, mostly numbers.
fn inputs() -> Vec<Input> {
    let ten = |kind: usize, at: usize| match kind {
        0 => whole(&format!("次数{at}"), "次"),
        1 => measured(&format!("金额{at}"), "万元"),
        2 => Input { range: between(0, 1), ..measured(&format!("占比{at}"), "%") },
        _ => input(&format!("是否{at}"), ValueType::YesNo),
    };
    (0..40).map(|at| ten(at % 4, at)).collect()
}

#[test]
#[ignore = "writes 300 MB and takes a minute"]
fn a_million_rows_of_forty_columns() {
    let scheme = of(inputs());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("subjects.csv");
    let start = Instant::now();
    let mut file = BufWriter::new(File::create(&path).unwrap());
    for table in sample(&scheme, 1_000_000, 7) {
        writeln!(file, "{}", table.headers.join(",")).unwrap();
        for row in table.rows {
            writeln!(file, "{}", row.join(",")).unwrap();
        }
    }
    file.flush().unwrap();
    let written = start.elapsed();
    let start = Instant::now();
    let tables = open("subjects.csv", Box::new(File::open(&path).unwrap())).value.unwrap();
    let data = bind(tables, &scheme).value.unwrap();
    assert_eq!(data.subjects.len(), 1_000_000);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("").to_owned();
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    eprintln!("written {written:?}, bound {:?}, {memory}", start.elapsed());
}
