//! The rule library: every rule file is clean, every scheme with data assesses it, and equals its oracle where it has one.

use std::path::{Path, PathBuf};

use kaocheng::eval::faults;
use kaocheng::number::Number;
use serde_json::Value;

use crate::engine::{Rules, Run, layers_of, root, rules, rules_below, rules_of, shown, subject};
use crate::laws;

/// The schemes of the yearly cycle, by their file's stem, with the number of subjects and of leaf indicators of the first.
pub(crate) const CYCLE: [(&str, usize, usize); 12] = [
    ("pre-evaluation", 24, 20),
    ("target-review", 40, 9),
    ("monitoring", 36, 3),
    ("self-evaluation", 211, 9),
    ("department-expenditure", 21, 17),
    ("report-quality", 28, 8),
    ("counties", 12, 9),
    ("poverty-projects", 252, 9),
    ("project-evaluation", 3, 19),
    ("result-application", 35, 4),
    ("departments", 92, 27),
    ("government", 92, 4),
];

pub(crate) fn rule_file(name: &str) -> PathBuf {
    root("rules/2020").join(name).with_extension("kc")
}

fn data_of(name: &str) -> PathBuf {
    root("fixtures/2020").join(name)
}

/// The tables of a scheme and of those that feed it, each in the folder of its rule file's name.
fn tables(rules: &Rules) -> Vec<(String, String)> {
    let schemes = rules.below.iter().chain([&rules.scheme]);
    let own = schemes.flat_map(|scheme| {
        let file = Path::new(rules.files.name(scheme.span.source)).file_stem().unwrap().to_owned();
        let prefix = if rules.below.is_empty() { String::new() } else { format!("{}/", scheme.name) };
        let named = move |(name, text): (String, String)| (format!("{prefix}{name}"), text);
        layers_of(&data_of(&file.to_string_lossy())).into_iter().map(named)
    });
    own.collect()
}

/// A scheme of the cycle with its data; nothing is found in its data or results.
pub(crate) fn with_run<T>(name: &str, of: impl FnOnce(&Run<'_>) -> T) -> T {
    let rules = rules_of(&rule_file(name));
    let run = rules.score(&tables(&rules)).unwrap_or_else(|found| panic!("{name}: {found}"));
    let found = faults(&rules.scheme, &run.data, &run.results);
    assert!(found.is_empty(), "{name}: {}", shown(&found, &rules.files));
    of(&run)
}

/// Its result, as a program reads it.
fn result_of(name: &str) -> Value {
    with_run(name, |run| run.json())
}

fn score<'a>(subject: &'a Value, path: &str) -> &'a Value {
    &subject["items"].as_array().unwrap().iter().find(|item| item["path"] == path).unwrap()["score"]
}

/// How many subjects are complete, and how many incomplete because a cell is empty; none has failed.
fn states(result: &Value) -> (usize, usize) {
    let subjects = result["subjects"].as_array().unwrap();
    let of = |state: &str| subjects.iter().filter(|subject| subject["state"] == state).count();
    assert_eq!(of("complete") + of("incomplete"), subjects.len(), "{}", result["scheme"]);
    (of("complete"), of("incomplete"))
}

#[test]
fn every_rule_file_is_clean() {
    let files = rules_below(&root("rules"));
    assert!(files.len() > CYCLE.len(), "only {} rule files", files.len());
    for file in &files {
        rules_of(file);
    }
}

#[test]
fn every_scheme_of_the_cycle_assesses_its_data() {
    for (name, subjects, leaves) in CYCLE {
        let result = result_of(name);
        laws::hold(&result);
        let (complete, incomplete) = states(&result);
        assert_eq!(complete + incomplete, subjects, "{name}");
        // One project lacks a figure, so its department is undecided; another department lacks one of its own.
        let undecided = match name {
            "self-evaluation" => 1,
            "departments" | "government" => 2,
            _ => 0,
        };
        assert_eq!(incomplete, undecided, "{name}");
        let items = result["subjects"][0]["items"].as_array().unwrap();
        assert_eq!(items.iter().filter(|item| item["kind"] == "leaf").count(), leaves, "{name}");
    }
}

#[test]
fn every_scheme_of_the_cycle_has_a_page_about_its_data() {
    for (name, ..) in CYCLE {
        let text = std::fs::read_to_string(data_of(name).join("README.md"))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(
            text.contains("编造") && text.contains("invented"),
            "{name}: says nothing about invented values"
        );
    }
}

#[test]
fn results_equal_the_oracles() {
    for (name, ..) in CYCLE {
        let file = if name == "departments" { "departments-2020" } else { name };
        let oracle = root("fixtures/oracle").join(file).with_extension("csv");
        let expected = std::fs::read_to_string(&oracle).unwrap_or_else(|error| panic!("{name}: {error}"));
        let ours = with_run(name, |run| run.csv()).trim_start_matches('\u{feff}').replace("\r\n", "\n");
        for (line, (own, wanted)) in ours.lines().zip(expected.lines()).enumerate() {
            assert_eq!(own, wanted, "{name}: line {}", line + 1);
        }
        assert_eq!(ours.lines().count(), expected.lines().count(), "{name}");
    }
}

/// 自评 and 复核 side by side, each equal to its own computation.
#[test]
fn self_scores_of_the_departments_equal_their_oracle() {
    let result = result_of("departments");
    let oracle = std::fs::read_to_string(root("fixtures/oracle/departments-2020-self.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(oracle.as_bytes());
    let headers = rows.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let mut compared = 0;
    for row in rows.records().map(Result::unwrap) {
        let stage = &subject(&result, &row[0])["stages"]["自评"];
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        assert_eq!(
            [text(&stage["total"]), text(&stage["grade"])],
            [&row[at("总分")], &row[at("等级")]],
            "{}",
            &row[0]
        );
        for item in stage["items"].as_array().unwrap() {
            let path = item["path"].as_str().unwrap();
            if let Some(column) = headers.iter().position(|header| header == path) {
                assert_eq!(text(&item["score"]), row[column], "{} {path}", &row[0]);
                compared += 1;
            }
        }
    }
    assert!(compared > 92 * 25, "{compared}");
}

/// What follows from evaluation and rectification, and how much money.
#[test]
fn consequences_equal_their_oracle() {
    let result = result_of("result-application");
    let mut ours = Vec::new();
    for subject in result["subjects"].as_array().unwrap() {
        for one in subject["consequences"].as_array().unwrap() {
            let amount = Number::parse(one["amount"].as_str().unwrap()).unwrap();
            assert_eq!(one["unit"], "万元");
            let yuan = (&amount * &Number::whole(10000)).plain();
            ours.push([
                subject["id"].as_str().unwrap().to_owned(),
                one["text"].as_str().unwrap().to_owned(),
                yuan,
            ]);
        }
    }
    let oracle =
        std::fs::read_to_string(root("fixtures/oracle/result-application-consequences.csv")).unwrap();
    let rows = csv::Reader::from_reader(oracle.as_bytes()).into_records();
    let mut wanted: Vec<[String; 3]> = rows
        .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>().try_into().unwrap())
        .collect();
    ours.sort();
    wanted.sort();
    assert_eq!(ours, wanted);
}

/// Numbers that were published, not invented.
#[test]
fn published_numbers_come_out() {
    let form = result_of("self-evaluation");
    assert_eq!(score(subject(&form, "Z01"), "预算执行率"), "8.62"); // 10 × 37.24 ÷ 43.2, printed as 9

    let sheet = result_of("department-expenditure");
    let hunan = subject(&sheet, "H01");
    for (path, wanted) in [
        ("投入/在职人员控制率", "8.00"),
        ("投入/三公经费变动率", "0.00"),
        ("过程/预算执行/预算完成率", "8.00"),
        ("过程/预算执行/预算控制率", "0.00"),
    ] {
        assert_eq!(score(hunan, path), wanted, "{path}");
    }
}

/// 万元 and 亿元 side by side: the sum is 16.7 亿元 to the last yuan.
#[test]
fn the_budgets_of_252_projects_add_up() {
    let file = rule_file("poverty-projects");
    let text = std::fs::read_to_string(&file).unwrap();
    let with_sum = text.replace("应用 {", "应用 {\n    总分 >= 0分: \"合计\", 金额 合计(预算资金, 全体)");
    assert_ne!(text, with_sum);
    let rules = rules("poverty-projects.kc", &with_sum).unwrap_or_else(|found| panic!("{found}"));
    let tables = layers_of(&data_of("poverty-projects"));
    assert_eq!(tables[0].1.lines().count(), 253);
    assert!(tables[0].1.contains("亿元"), "no cell in 亿元");
    let result = rules.score(&tables).unwrap_or_else(|found| panic!("{found}")).json();
    let sum = &result["subjects"][0]["consequences"][0];
    let wanted = match sum["unit"].as_str() {
        Some("元") => "1670000000",
        Some("万元") => "167000",
        Some("亿元") => "16.7",
        unit => panic!("a sum of money in {unit:?}"),
    };
    assert_eq!(Number::parse(sum["amount"].as_str().unwrap()).unwrap(), Number::parse(wanted).unwrap());
}
