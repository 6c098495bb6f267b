//! `run`: a whole year, what is done when a part of it fails, and what is wrong with its list.

use std::path::{Path, PathBuf};

use kaocheng::data::manifest;
use kaocheng::source::Files;

use super::cli::{Ran, ran, scratch, spoil};
use super::engine::{below, root};
use super::read::rendered;

/// A copy of the year of `fixtures/year`, to be run and spoilt.
fn year(name: &str) -> PathBuf {
    let (from, to) = (root("fixtures/year"), scratch(name));
    for path in ["kc", "csv", "yaml"].iter().flat_map(|ending| below(&from, ending)) {
        let place = to.join(path.strip_prefix(&from).unwrap());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::copy(path, place).unwrap();
    }
    to
}

fn run(folder: &Path) -> Ran {
    ran(&["run", folder.to_str().unwrap()])
}

/// The files that were written, by name, with their texts.
fn written(folder: &Path) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder.join("out"))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    written(folder).into_iter().map(|(name, _)| name).collect()
}

const ALL: [&str; 5] = ["departments.csv", "government.csv", "government.json", "projects.csv", "区县.csv"];

#[test]
fn a_year_is_scored_in_the_order_of_what_feeds_what() {
    let folder = year("year-fine");
    let first = run(&folder);
    assert_eq!(first.code, Some(0), "{}", first.err);
    assert_eq!(names(&folder), ALL);
    let lines: Vec<&str> = first.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", first.err);
    for (at, (line, said)) in lines
        .iter()
        .zip([
            "区县考评: 3 个区县 → ",
            "项目评价: 3 个项目 → ",
            "部门考核: 2 个部门 → ",
            "综合考核: 3 个部门 → ",
        ])
        .enumerate()
    {
        assert!(line.starts_with(&format!("[{}/4] {said}", at + 1)), "{line}");
    }
    // The same figures as the story of levels, worked out by hand there.
    let government = &written(&folder)[1].1;
    assert!(
        government.contains("D1,市教育局,,90.00,4.43,") && government.contains(",100.00,"),
        "{government}"
    );
    let json: serde_json::Value = serde_json::from_str(&written(&folder)[2].1).unwrap();
    super::laws::hold(&json);
    let before = written(&folder);
    let again = run(&folder);
    assert_eq!((again.out, again.err, written(&folder)), (first.out, first.err, before));
}

#[test]
fn the_order_of_the_list_changes_nothing() {
    let (folder, other) = (year("year-order"), year("year-order-other"));
    let list = other.join("year.yaml");
    let text = std::fs::read_to_string(&list).unwrap();
    let (head, items) = text.split_once("schemes:\n").unwrap();
    let mut items: Vec<&str> =
        items.split("\n  - ").map(|item| item.trim_start_matches("  - ").trim_end()).collect();
    items.reverse();
    std::fs::write(&list, format!("{head}schemes:\n  - {}\n", items.join("\n  - "))).unwrap();
    assert_eq!((run(&folder).code, run(&other).code), (Some(0), Some(0)));
    let csv = |folder: &Path| {
        written(folder).into_iter().filter(|(name, _)| name.ends_with("csv")).collect::<Vec<_>>()
    };
    assert_eq!(csv(&folder), csv(&other));
}

#[test]
fn mistakes_in_data_stop_that_scheme_and_what_it_feeds() {
    let folder = year("year-data");
    assert_eq!(run(&folder).code, Some(0));
    spoil(&folder.join("data/projects/subjects.csv"), "P2,乙项目,D1,85", "P2,乙项目,D1,八十五");
    let ran = run(&folder);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("KC504") && ran.err.contains("[2/4] 项目评价: 没有完成"), "{}", ran.err);
    assert!(ran.err.contains("部门考核: 跳过, 它要用的“项目评价”没有完成"), "{}", ran.err);
    assert!(ran.err.contains("综合考核: 跳过, 它要用的“部门考核”没有完成"), "{}", ran.err);
    assert!(
        ran.out.contains("| 区县考评 |    3 |") && ran.out.contains("跳过: “项目评价”没有完成"),
        "{}",
        ran.out
    );
    // The earlier results are not left looking like those of this run.
    let kept: Vec<String> = names(&folder).into_iter().filter(|name| !name.ends_with(".old")).collect();
    assert_eq!(kept, ["区县.csv"]);
    assert_eq!(names(&folder).len(), ALL.len());
    spoil(&folder.join("data/projects/subjects.csv"), "八十五", "85");
    assert_eq!(run(&folder).code, Some(0));
}

#[test]
fn mistakes_in_rules_stop_that_scheme_and_what_it_feeds() {
    let folder = year("year-rules");
    spoil(&folder.join("rules/departments.kc"), "指标 基础工作 40分", "指标 基础工作 30分");
    let ran = ran(&["run", folder.join("year.yaml").to_str().unwrap(), "--lang", "en"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.matches("KC301").count() == 1, "{}", ran.err);
    assert!(ran.err.contains("[1/4] 部门考核: not done"), "{}", ran.err);
    assert!(ran.err.contains("[4/4] 综合考核: skipped"), "{}", ran.err);
    assert_eq!(names(&folder), ["projects.csv", "区县.csv"]);
    std::fs::write(folder.join("rules/departments.kc"), "{{{{ not rules").unwrap();
    let unreadable = run(&folder);
    assert_eq!(unreadable.code, Some(1), "{}", unreadable.err);
    assert_eq!(names(&folder), ["projects.csv", "区县.csv"]);
}

#[test]
fn a_file_that_cannot_be_written_stops_its_own_scheme_only() {
    let folder = year("year-write");
    std::fs::create_dir_all(folder.join("out/区县.csv")).unwrap();
    let ran = run(&folder);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("区县考评: 没有完成") && ran.err.contains("综合考核: 3 个部门"), "{}", ran.err);
    assert!(folder.join("out/区县.csv").is_dir());
}

#[test]
fn mistakes_of_a_list_are_told_with_their_lines_in_both_languages() {
    let path = root("fixtures/data/bad/KC530_manifest/year.yaml");
    let read = manifest("year.yaml", Box::new(std::fs::File::open(path).unwrap()));
    assert!(read.value.is_none());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(rendered(&read.diagnostics, &Files::new()));
    });
}

#[test]
fn a_list_that_does_not_fit_its_rules_scores_nothing() {
    for (name, file, from, to, said) in [
        ("nowhere", "year.yaml", "rules/counties.kc", "rules/county.kc", "找不到规则"),
        ("no-data", "year.yaml", "data: data/departments", "data: data/department", "找不到数据"),
        ("unlisted", "year.yaml", "  - {规则: rules/projects.kc, 数据: data/projects}\n", "", "清单里没有它"),
        ("other-year", "rules/counties.kc", "对象 区县", "年度 2019; 对象 区县", "写的是 年度 2019"),
        ("two", "rules/counties.kc", "办法 区县考评", "办法 甲 { 对象 区 }\n办法 区县考评", "里有 2 个办法"),
        ("over", "year.yaml", "out/区县.csv", "data/counties/区县.csv", "那里是规则或数据"),
        ("not-yaml", "year.yaml", "schemes:", "schemes: [", "KC500"),
    ] {
        let folder = year(&format!("year-list-{name}"));
        spoil(&folder.join(file), from, to);
        let ran = run(&folder);
        assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{name}: {}", ran.err);
        assert!(ran.err.contains(said) && ran.err.contains("year.yaml"), "{name}: {}", ran.err);
        assert!(names(&folder).is_empty(), "{name}");
    }
    let empty = scratch("year-list-none");
    let none = run(&empty);
    assert!(none.code == Some(2) && none.err.contains("year.yaml"), "{}", none.err);
}

/// The list of a year in the documents is one, and the same in both languages.
#[test]
fn the_list_in_the_documents_can_be_read() {
    let lists = ["docs/formats.md", "docs/formats.zh-CN.md"].map(|path| {
        let text = std::fs::read_to_string(root(path)).unwrap();
        let (_, after) = text.split_once("`year.yaml`\n").unwrap();
        let list = after.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap().to_owned();
        let read = manifest("year.yaml", Box::new(std::io::Cursor::new(list)));
        assert!(read.diagnostics.is_empty(), "{path}: {}", rendered(&read.diagnostics, &Files::new()));
        read.value.unwrap()
    });
    assert_eq!(lists[0], lists[1]);
    assert_eq!(lists[0].schemes[1].out, ["../../out/2020/projects.csv"]);
}
