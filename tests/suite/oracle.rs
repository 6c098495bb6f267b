//! Our results against an independent computation: `fixtures/oracle/*.py` work from the text of the regulations, in
//! exact fractions, and never read a rule file.

use super::engine::{root, rules_of, tables_of};

#[test]
fn departments_of_2019() {
    agree("rules/2019/departments.kc", "fixtures/2019/departments", "departments.csv");
}

/// The published totals of three projects: 88, 89 and 85.9, all 良.
#[test]
fn projects_of_2020() {
    let ours = agree(
        "rules/2020/project-evaluation.kc",
        "fixtures/2020/project-evaluation",
        "project-evaluation.csv",
    );
    for (id, total) in [("P1", "88.00,良"), ("P2", "89.00,良"), ("P3", "85.90,良")] {
        let row = ours.lines().find(|line| line.starts_with(id)).unwrap();
        assert!(row.contains(total), "{row}");
    }
}

#[test]
fn libraries_in_english() {
    agree("rules/examples/small-english.kc", "fixtures/examples/small-english", "small-english.csv");
}

/// Written by someone who had read nothing but the reference.
#[test]
fn regulations_from_the_reference_alone() {
    for name in ["rank-and-switch", "shanghai-projects", "poverty-funds-2008", "county-adjustments"] {
        let rules = format!("rules/regulations/{name}.kc");
        agree(&rules, &format!("fixtures/regulations/{name}"), &format!("{name}.csv"));
    }
}

/// Compares cell by cell, and shows every cell that differs.
fn agree(rules: &str, data: &str, oracle: &str) -> String {
    let rules = rules_of(&root(rules));
    let run = rules.score(&tables_of(&root(data))).unwrap_or_else(|found| panic!("{found}"));
    let ours = run.csv();
    let theirs = std::fs::read_to_string(root("fixtures/oracle").join(oracle)).unwrap();
    let table = |text: &str| -> Vec<Vec<String>> {
        let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).into_records();
        rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let (mine, other) = (table(&ours), table(&theirs));
    assert_eq!(mine[0], other[0], "the header");
    assert_eq!(mine.len(), other.len(), "how many rows");
    let header = &table(&ours)[0];
    let mut differing = Vec::new();
    for (mine, other) in mine.iter().zip(&other).skip(1) {
        for ((column, ours), theirs) in header.iter().zip(mine).zip(other) {
            if ours != theirs {
                differing.push(format!("{} {column}: {ours}, the oracle has {theirs}", mine[0]));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    ours
}
