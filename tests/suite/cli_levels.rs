//! The command line with schemes that feed one another: what is pulled in, which folder each reads, whom `explain` finds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::cli::{Ran, ran, scratch, spoil};
use super::engine::root;

fn story(name: &str) -> String {
    root("fixtures/levels").join(name).display().to_string()
}

fn assess(rules: &[&str], data: &str) -> Ran {
    ran(&[&["assess"], rules, &["--data", data]].concat())
}

#[test]
fn what_is_named_and_not_given_is_looked_for_beside_it() {
    let chain = story("chain");
    let (top, data) = (format!("{chain}/government.kc"), format!("{chain}/data"));
    let check = ran(&["check", &top, "--deny-warnings"]);
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""), "{}", check.out);
    let alone = assess(&[&top], &data);
    assert_eq!(alone.code, Some(0), "{}", alone.err);
    assert!(alone.out.contains("94.43") && !alone.out.contains("88.50"), "{}", alone.out);
    assert!(
        alone.err.contains("一并计算: 项目评价") && alone.err.contains("一并计算: 部门考核"),
        "{}",
        alone.err
    );
    let csv = ran(&["assess", &top, "--data", &data, "--format", "csv"]);
    assert!(csv.code == Some(0) && csv.out.contains("94.43") && !csv.out.contains('#'), "{}", csv.out);
    let json = ran(&["assess", &top, "--data", &data, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["scheme"], "综合考核");
}

#[test]
fn schemes_that_are_named_are_printed_in_order_of_evaluation() {
    let chain = story("chain");
    let files = ["government.kc", "departments.kc", "projects.kc"].map(|name| format!("{chain}/{name}"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let data = format!("{chain}/data");
    let all = assess(&files, &data);
    assert_eq!((all.code, all.err.as_str()), (Some(0), ""));
    let at = |name: &str| all.out.find(&format!("# {name}")).unwrap();
    assert!(at("项目评价") < at("部门考核") && at("部门考核") < at("综合考核"));
    let json = ran(&[&["assess"], &files[..], &["--data", &data, "--format", "json"]].concat()).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let names: Vec<&str> =
        json["schemes"].as_array().unwrap().iter().map(|scheme| scheme["scheme"].as_str().unwrap()).collect();
    assert_eq!(names, ["项目评价", "部门考核", "综合考核"]);
    for scheme in json["schemes"].as_array().unwrap() {
        super::laws::hold(scheme);
    }
}

#[test]
fn each_of_several_reads_a_folder_of_its_own() {
    let chain = story("chain");
    let wrong = assess(&[&format!("{chain}/government.kc")], &format!("{chain}/data/government"));
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("项目评价 → ") && wrong.err.contains("综合考核 → "), "{}", wrong.err);
    let one = story("one-file");
    let fine = assess(&[&format!("{one}/rules.kc")], &format!("{one}/data"));
    assert_eq!((fine.code, fine.err.as_str()), (Some(0), ""));
    assert!(fine.out.contains("105.00"), "{}", fine.out);
}

#[test]
fn a_subject_is_explained_where_it_stands() {
    let chain = story("chain");
    let (top, data) = (format!("{chain}/government.kc"), format!("{chain}/data"));
    let explain = |rules: &[&str], subject: &str| {
        let ran = ran(&[&["explain"], rules, &["--data", &data, "--subject", subject]].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ran.out
    };
    let department = explain(&[&top], "D1");
    assert!(department.contains("综合考核") && department.contains("来自“部门考核”"), "{department}");
    assert!(department.contains("departments/subjects.csv") && department.contains("88.5分"));
    assert!(!department.contains("(D1), 部门考核"));
    assert!(explain(&[&top], "P1").contains("甲项目 (P1), 项目评价"));
    let both = explain(&[&top, &format!("{chain}/departments.kc")], "D1");
    assert!(both.contains("(D1), 部门考核") && both.contains("(D1), 综合考核"));
    let nobody = ran(&["explain", &top, "--data", &data, "--subject", "D11"]);
    assert!(nobody.code == Some(2) && nobody.err.contains("是不是“D1”?"), "{}", nobody.err);
}

/// A folder with the rules and data of a story, to be spoilt.
fn copy(name: &str, into: &str) -> PathBuf {
    let to = scratch(into);
    let from = PathBuf::from(story(name));
    for path in ["kc", "csv"].iter().flat_map(|ending| super::engine::below(&from, ending)) {
        let place = to.join(path.strip_prefix(&from).unwrap());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::copy(path, place).unwrap();
    }
    to
}

#[test]
fn a_name_that_is_nowhere_says_where_it_was_looked_for() {
    let folder = copy("chain", "levels-unknown");
    let top = folder.join("government.kc");
    spoil(&top, "来自 部门考核", "来自 部门考评");
    let ran = ran(&["check", top.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("KC101") && ran.out.contains("departments.kc (部门考核)"), "{}", ran.out);
    assert!(ran.out.contains("是不是“部门考核”?"), "{}", ran.out);
}

#[test]
fn a_mistake_below_is_shown_and_nothing_is_scored_on_it() {
    let folder = copy("chain", "levels-broken");
    let (top, data) = (folder.join("government.kc"), folder.join("data"));
    spoil(&data.join("projects/subjects.csv"), "丙项目,D2", "丙项目,D22");
    spoil(&data.join("government/subjects.csv"), "91.2", "一");
    let both = assess(&[top.to_str().unwrap()], data.to_str().unwrap());
    assert_eq!((both.code, both.out.as_str()), (Some(1), ""));
    // What cannot be read is shown first, for every scheme; whether they fit together is asked once it can be.
    assert!(both.err.contains("KC504") && both.err.contains("KC508"), "{}", both.err);
    assert!(both.err.contains("是不是“D2”?"), "{}", both.err);
    spoil(&folder.join("projects.kc"), "指标 质量 100分", "指标 质量 90分");
    let rules = assess(&[top.to_str().unwrap()], data.to_str().unwrap());
    assert!(rules.code == Some(1) && rules.err.contains("KC301"), "{}", rules.err);
}

/// Total, grade and place of every subject of every scheme; the laws hold for all of them.
fn totals(files: &[&str], data: &str) -> BTreeMap<String, Vec<serde_json::Value>> {
    let ran = ran(&[&["assess"], files, &["--data", data, "--format", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let mut totals = BTreeMap::new();
    for scheme in json["schemes"].as_array().unwrap() {
        super::laws::hold(scheme);
        for subject in scheme["subjects"].as_array().unwrap() {
            let key = format!("{} {}", scheme["scheme"], subject["id"]);
            totals.insert(key, ["total", "grade", "rank"].map(|figure| subject[figure].clone()).to_vec());
        }
    }
    totals
}

/// Made-up data of a chain fit together; whatever they are, the laws hold for every scheme, and no order of rows matters.
#[test]
fn made_up_data_of_a_chain_go_all_the_way() {
    for (name, top) in [("projects", "departments.kc"), ("chain", "government.kc"), ("english", "offices.kc")]
    {
        for seed in ["1", "2", "3"] {
            let folder = copy(name, &format!("levels-sample-{name}-{seed}"));
            let (rules, data) = (folder.join(top), folder.join("made-up"));
            let (rules, data) = (rules.to_str().unwrap(), data.to_str().unwrap());
            let made = ran(&["sample", rules, "--subjects", "30", "--seed", seed, "-o", data]);
            assert_eq!(made.code, Some(0), "{}", made.err);
            let files: Vec<String> =
                super::engine::below(&folder, "kc").iter().map(|path| path.display().to_string()).collect();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            let result = || totals(&files, data);
            let totals = result();
            assert!(totals.len() >= 60 && totals.values().any(|figures| figures[0].is_string()));
            for table in super::engine::below(Path::new(data), "csv") {
                let text = std::fs::read_to_string(&table).unwrap();
                let mut lines: Vec<&str> = text.lines().collect();
                lines[1..].reverse();
                std::fs::write(&table, lines.join("\n") + "\n").unwrap();
            }
            assert_eq!(totals, result());
        }
    }
}

/// A base that stands beside what builds on it, under the same name, is not taken for a scheme of its own.
#[test]
fn a_base_is_not_pulled_in() {
    let folder = scratch("base-beside");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    let head = "对象 部门; 满分 10分; 总分 0分-10分; 修约 不修约";
    write("2019.kc", &format!("办法 部门考核 {{ 年度 2019; {head}\n指标 评议 10分: 评分 }}"));
    write("2020.kc", "办法 部门考核 { 沿用 \"2019.kc\"\n年度 2020 }");
    write(
        "top.kc",
        &format!(
            "办法 综合考核 {{ {head}\n输入 {{ 绩效: 列表 来自 部门考核 }}\n指标 绩效 10分: 得 合计(绩效.得分), 最高 满分 }}"
        ),
    );
    let top = folder.join("top.kc");
    let check = ran(&["check", &top.display().to_string(), "--deny-warnings"]);
    assert_eq!((check.code, check.err.as_str()), (Some(0), ""), "{}", check.out);
    assert!(check.out.contains("2020.kc") && !check.out.contains("2019.kc"), "{}", check.out);
}
