//! The rule library: every rule file is clean, every scheme with data assesses it, and equals its oracle where it has one.

use std::path::PathBuf;

use kaocheng::eval::faults;
use kaocheng::number::Number;
use serde_json::Value;

use crate::engine::{below, root, rules, rules_of, shown, layers_of};
use crate::laws;

/// The schemes of the yearly cycle, by their file's stem, with the number of subjects and of leaf indicators.
const CYCLE: [(&str, usize, usize); 8] = [
    ("pre-evaluation", 24, 20),
    ("target-review", 40, 9),
    ("monitoring", 36, 3),
    ("self-evaluation", 211, 9),
    ("department-expenditure", 21, 17),
    ("report-quality", 28, 8),
    ("counties", 12, 9),
    ("poverty-projects", 252, 9),
];

fn rule_file(name: &str) -> PathBuf {
    root("rules/2020").join(name).with_extension("kc")
}

fn data_of(name: &str) -> PathBuf {
    root("fixtures/2020").join(name)
}

/// The result of a scheme of the cycle, as a program reads it; nothing is found in its data or results.
fn result_of(name: &str) -> Value {
    let rules = rules_of(&rule_file(name));
    let run = rules.score(&layers_of(&data_of(name))).unwrap_or_else(|found| panic!("{name}: {found}"));
    let found = faults(&rules.scheme, &run.data, &run.results);
    assert!(found.is_empty(), "{name}: {}", shown(&found, &rules.files));
    run.json()
}

/// A subject of a result, by its number.
fn subject<'a>(result: &'a Value, id: &str) -> &'a Value {
    result["subjects"].as_array().unwrap().iter().find(|subject| subject["id"] == id).unwrap()
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
    let files = below(&root("rules"), "kc");
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
        assert_eq!(incomplete, usize::from(name == "self-evaluation"), "{name}");
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
        let oracle = root("fixtures/oracle").join(name).with_extension("csv");
        let expected = std::fs::read_to_string(&oracle).unwrap_or_else(|error| panic!("{name}: {error}"));
        let rules = rules_of(&rule_file(name));
        let run = rules.score(&layers_of(&data_of(name))).unwrap_or_else(|found| panic!("{name}: {found}"));
        let ours = run.csv().trim_start_matches('\u{feff}').replace("\r\n", "\n");
        for (line, (own, wanted)) in ours.lines().zip(expected.lines()).enumerate() {
            assert_eq!(own, wanted, "{name}: line {}", line + 1);
        }
        assert_eq!(ours.lines().count(), expected.lines().count(), "{name}");
    }
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
