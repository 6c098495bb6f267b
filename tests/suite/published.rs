//! The faulty forms of domain.md §5.1 with their real numbers: each is told what `fixtures/published/expected.yaml`
//! says, and nothing else, by the command a person would type.

use assert_cmd::Command;
use serde::Deserialize;
use serde_json::Value;

use super::engine::root;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    case: String,
    command: String,
    exit: i32,
    messages: Vec<Message>,
    /// What is said beside the messages.
    #[serde(default)]
    help: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    code: String,
    says: String,
}

/// Exit code, messages as (code, sentence), and everything that was said.
fn told(expected: &Expected) -> (Option<i32>, Vec<(String, String)>, String) {
    let folder = root("fixtures/published").join(&expected.case);
    let mut command = Command::cargo_bin("kaocheng").unwrap();
    command.env_clear().arg(&expected.command).arg(folder.join("rules.kc"));
    if expected.command != "assess" {
        command.args(["--format", "json"]);
    }
    if expected.command != "check" {
        command.arg("--data").arg(folder.join("data"));
    }
    let output = command.output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let messages = match expected.command.as_str() {
        "check" => listed(&out, "diagnostics"),
        "verify" => listed(&out, "differences"),
        _ => headlines(&err),
    };
    (output.status.code(), messages, out + &err)
}

fn listed(json: &str, list: &str) -> Vec<(String, String)> {
    let facts: Value = serde_json::from_str(json).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = facts[list].as_array().unwrap().iter();
    found.map(|found| (text(&found["code"]), text(&found["message"]["zh"]))).collect()
}

/// `警告[KC514]: …` of a terminal.
fn headlines(text: &str) -> Vec<(String, String)> {
    let heads = text.lines().filter_map(|line| line.split_once("[KC")?.1.split_once("]: "));
    heads.map(|(code, said)| (format!("KC{code}"), said.to_owned())).collect()
}

#[test]
fn each_faulty_form_is_told_what_is_wrong_with_it_and_nothing_else() {
    let text = std::fs::read_to_string(root("fixtures/published/expected.yaml")).unwrap();
    let all: Vec<Expected> = serde_yaml::from_str(&text).unwrap();
    let mut wrong = Vec::new();
    for expected in &all {
        let (exit, told, said) = told(expected);
        let wanted = || expected.messages.iter();
        let same = told.len() == expected.messages.len()
            && wanted()
                .zip(&told)
                .all(|(wanted, (code, said))| wanted.code == *code && said.contains(&wanted.says));
        if !same || exit != Some(expected.exit) || !expected.help.iter().all(|help| said.contains(help)) {
            let wanted: Vec<String> = wanted().map(|one| format!("{} {}", one.code, one.says)).collect();
            wrong.push(format!(
                "{} {}: exit {exit:?}\nwanted {wanted:#?}\ntold {told:#?}\n{said}",
                expected.case, expected.command
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No form without an expectation.
#[test]
fn every_form_is_expected() {
    let text = std::fs::read_to_string(root("fixtures/published/expected.yaml")).unwrap();
    let all: Vec<Expected> = serde_yaml::from_str(&text).unwrap();
    let mut folders: Vec<String> = std::fs::read_dir(root("fixtures/published"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut cases: Vec<String> = all.into_iter().map(|one| one.case).collect();
    cases.sort();
    cases.dedup();
    assert_eq!(folders, cases);
}
