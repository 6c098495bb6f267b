//! The documents keep their word: what stands in their boxes is done, in order, in an empty folder.
//!
//! A `kc` box is saved as `first.kc` and checks clean, unless the box after it shows what `check` says. A `csv` box is
//! saved as `offices.csv`. A `console` box holds commands after `$`; what they print is compared with what is shown.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

use super::engine::root;

struct Boxed {
    kind: String,
    text: String,
}

fn boxes(document: &Path) -> Vec<Boxed> {
    let text = std::fs::read_to_string(document).unwrap();
    let mut found = Vec::new();
    let mut open: Option<Boxed> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => open = Some(Boxed { kind: kind.to_owned(), text: String::new() }),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(open)) => open.text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    found
}

/// Everything a command prints, first its results, then the rest.
fn printed(command: &str, lang: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("kaocheng"), "{command}");
    let mut run = Command::cargo_bin("kaocheng").unwrap();
    run.env_clear().env("KAOCHENG_LANG", lang).current_dir(folder).args(words);
    let output = run.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    text(output.stdout) + &text(output.stderr)
}

/// A command and what is shown under it; `…` in the last line stands for the rest.
fn commands(text: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("$ "), found.last_mut()) {
            (Some(command), _) => found.push((command.to_owned(), String::new())),
            (None, Some((_, shown))) => *shown += &format!("{}\n", line.trim_end()),
            (None, None) => panic!("output before any command: {line}"),
        }
    }
    found
}

/// What the commands are shown with, where their results do no harm.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            std::fs::copy(&path, &to).unwrap();
        }
    }
}

fn agrees(shown: &str, printed: &str) -> bool {
    let tidy = |text: &str| text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let (shown, printed) = (tidy(shown), tidy(printed));
    match shown.strip_suffix('…') {
        Some(start) => printed.starts_with(start),
        None => shown == printed,
    }
}

fn keeps_its_word(document: &str, lang: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(document.replace('/', "_"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for shown in ["rules", "fixtures/2019", "fixtures/2020", "fixtures/published"] {
        copy(&root(shown), &folder.join(shown));
    }
    let boxes = boxes(&root(document));
    let mut ran = 0;
    for (at, one) in boxes.iter().enumerate() {
        match one.kind.as_str() {
            "kc" => {
                std::fs::write(folder.join("first.kc"), &one.text).unwrap();
                let said = printed("kaocheng check first.kc", "zh", &folder);
                let told =
                    boxes.get(at + 1).is_some_and(|next| next.text.starts_with("$ kaocheng check first.kc"));
                assert!(told || said.contains("没有发现问题"), "{document}: {}\n{said}", one.text);
            }
            "csv" => std::fs::write(folder.join("offices.csv"), &one.text).unwrap(),
            "console" => {
                for (command, shown) in commands(&one.text) {
                    let printed = printed(&command, lang, &folder);
                    assert!(
                        agrees(&shown, &printed),
                        "{document}: {command}\nshown:\n{shown}\nprinted:\n{printed}"
                    );
                    ran += 1;
                }
            }
            _ => {}
        }
    }
    assert!(ran >= 6, "{document}: only {ran} commands were run");
}

#[test]
fn the_readme_keeps_its_word() {
    keeps_its_word("README.md", "en");
}

#[test]
fn the_chinese_readme_keeps_its_word() {
    keeps_its_word("README.zh-CN.md", "zh");
}

#[test]
fn the_page_on_ci_keeps_its_word() {
    keeps_its_word("docs/ci.md", "en");
}

#[test]
fn the_chinese_page_on_ci_keeps_its_word() {
    keeps_its_word("docs/ci.zh-CN.md", "zh");
}

/// The commands of the workflow, as they stand there, pass on the rules that we ship once their results are recorded;
/// and fail once a rule is changed.
#[test]
fn the_workflow_of_ci_runs_on_our_rules() {
    let workflows = ["docs/ci.md", "docs/ci.zh-CN.md"].map(|document| {
        let boxes = boxes(&root(document)).into_iter();
        boxes.filter(|one| one.kind == "yaml").map(|one| one.text).collect::<Vec<_>>().concat()
    });
    assert_eq!(workflows[0], workflows[1]);
    let lines: Vec<&str> = workflows[0].lines().collect();
    assert!(lines.len() <= 10, "{} lines", lines.len());
    let commands: Vec<&str> =
        lines.iter().filter_map(|line| line.trim().strip_prefix("- run: kaocheng ")).collect();
    assert_eq!(
        commands.iter().map(|one| one.split(' ').next().unwrap()).collect::<Vec<_>>(),
        ["check", "test", "review"]
    );
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("workflow");
    let _ = std::fs::remove_dir_all(&folder);
    for shown in ["rules", "fixtures/2019"] {
        copy(&root(shown), &folder.join(shown));
    }
    // A rule file with a test, as the page has it.
    let tested = boxes(&root("docs/ci.md")).into_iter().find(|one| one.kind == "kc").unwrap();
    std::fs::write(folder.join("rules/first.kc"), tested.text).unwrap();
    let run = |command: &str| {
        let mut run = Command::cargo_bin("kaocheng").unwrap();
        let output = run.env_clear().current_dir(&folder).args(command.split(' ')).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let record = run("record rules/2019/departments.kc --data fixtures/2019/departments");
    assert_eq!(record.0, Some(0), "{}", record.1);
    for command in &commands {
        let (code, said) = run(command);
        assert_eq!(code, Some(0), "{command}: {said}");
    }
    super::cli::spoil(&folder.join("rules/2019/departments.kc"), "90(含)分以上", "91(含)分以上");
    super::cli::spoil(&folder.join("rules/2019/departments.kc"), "80(含)-90分", "80(含)-91分");
    assert_eq!(run(commands[2]).0, Some(1));
}

/// Both say the same: as many sections, boxes and rows of tables.
#[test]
fn the_documents_are_twins() {
    for (english, chinese) in [
        ("README.md", "README.zh-CN.md"),
        ("docs/formats.md", "docs/formats.zh-CN.md"),
        ("docs/ci.md", "docs/ci.zh-CN.md"),
    ] {
        let shape = |name: &str| {
            let text = std::fs::read_to_string(root(name)).unwrap();
            let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
            ["#", "```", "|", "* ", "1. "].map(count)
        };
        assert_eq!(shape(english), shape(chinese), "{english}");
    }
}
