//! Schemes that build on others (沿用): each folder in `fixtures/amend` is a story, with `rules.kc` and what it builds
//! on. The plain file is a snapshot; it and the tree must be one, and score alike. `expected.csv` is worked out by hand
//! (`expected.md` says how). In `bad` each folder is a mistake, named by its code.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use insta::{assert_snapshot, glob};
use kaocheng::amend::{self, Base};
use kaocheng::check;
use kaocheng::source::{Code, Files, Lang, Style, Woven, render};
use kaocheng::syntax::{ast, parse};
use serde_json::Value;

use crate::engine::{Rules, below, checked, joined, layers_of, root, rules, rules_of};

/// A command run in the folder of a story, so that names of files are short and the same everywhere.
fn ran(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("kaocheng").unwrap();
    let output = command.env_clear().current_dir(folder).args(args).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn story(path: &Path) -> String {
    path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned()
}

fn stories() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(root("fixtures/amend")).unwrap().map(|entry| entry.unwrap().path());
    let mut stories: Vec<PathBuf> =
        folders.map(|folder| folder.join("rules.kc")).filter(|path| path.exists()).collect();
    stories.sort();
    assert!(stories.len() >= 5);
    stories
}

fn flat(path: &Path) -> String {
    let (code, out, err) = ran(path.parent().unwrap(), &["flatten", "rules.kc"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    out
}

/// The tree without its places.
fn placeless(file: &ast::File) -> String {
    let written = format!("{:?}", file.schemes);
    let mut parts = written.split("Span { source: SourceId(");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |tree, part| tree + part.split_once('}').map_or("", |(_, rest)| rest))
}

fn amended_tree(path: &Path) -> ast::File {
    let mut files = Files::new();
    let text = std::fs::read_to_string(path).unwrap();
    let source = files.add(path.display().to_string(), text.clone());
    let mut found = Vec::new();
    let tree = joined(parse(source, &text).value.unwrap(), path, &mut files, &mut found).unwrap();
    assert!(found.is_empty(), "{found:?}");
    tree
}

/// Whatever part of the rules or of their base is not there yet, there is an answer.
#[test]
fn no_text_is_too_broken_to_answer() {
    let folder = root("fixtures/amend/every_edit");
    let [base, rules] =
        ["base.kc", "rules.kc"].map(|name| std::fs::read_to_string(folder.join(name)).unwrap());
    let places =
        |text: &str, step: usize| text.char_indices().map(|(at, _)| at).step_by(step).collect::<Vec<_>>();
    // With other readings in it.
    let readings = std::fs::read_to_string(root("fixtures/amend/readings/base.kc")).unwrap();
    for at in places(&readings, 3) {
        both(&base, &readings[..at]);
    }
    for at in places(&rules, 11) {
        both(&base, &rules[..at]);
    }
    for pair in places(&base, 23).windows(2) {
        both(&format!("{}{}", &base[..pair[0]], &base[pair[1]..]), &rules);
        both(&base[..pair[0]], &rules);
    }
}

fn both(base: &str, rules: &str) {
    let mut files = Files::new();
    let (own, other) = (files.add("rules.kc", rules), files.add("base.kc", base));
    let (tree, base_tree) = (parse(own, rules).value.unwrap(), parse(other, base).value.unwrap());
    let below = Base { text: Woven::plain(other, base), holes: base_tree.holes };
    for scheme in &tree.schemes {
        let amended = amend::amended(&below, scheme, &tree, &files);
        let alone = amend::extends(scheme).is_none().then(|| tree.clone());
        let read = alone.or_else(|| amend::tree(own, amended.value.as_ref()?).value);
        let found = check::check(read.as_slice(), &files).diagnostics;
        for lang in [Lang::Zh, Lang::En] {
            let _ = render(&amended.diagnostics, &files, Style { lang, color: false });
            let _ = render(&found, &files, Style { lang, color: false });
        }
    }
}

fn plain_tree(text: &str) -> ast::File {
    let mut files = Files::new();
    let parsed = parse(files.add("plain.kc", text), text);
    assert!(parsed.diagnostics.is_empty(), "{:?}\n{text}", parsed.diagnostics);
    parsed.value.unwrap()
}

#[test]
fn the_plain_file_is_what_people_would_write() {
    glob!("../../fixtures/amend", "*/rules.kc", |path| {
        insta::with_settings!({ snapshot_suffix => story(path), omit_expression => true }, {
            assert_snapshot!(flat(path));
        });
    });
}

#[test]
fn the_plain_file_and_the_tree_are_one() {
    for path in stories() {
        assert_eq!(
            placeless(&plain_tree(&flat(&path))),
            placeless(&amended_tree(&path)),
            "{}",
            path.display()
        );
    }
}

/// A whole file written by hand, without looking at what the program makes: the same statements in the same order.
#[test]
fn the_tree_is_that_of_a_file_written_by_hand() {
    let mut by_hand = 0;
    for path in stories() {
        let Ok(text) = std::fs::read_to_string(path.with_file_name("by_hand.kc")) else { continue };
        by_hand += 1;
        let (own, made) = (placeless(&plain_tree(&text)), placeless(&amended_tree(&path)));
        assert!(own == made, "{}\n{own}\n{made}", path.display());
    }
    assert!(by_hand >= 2);
}

/// What came out, less the places of rules, which are in other files.
fn subjects(rules: &Rules, tables: &[(String, String)]) -> Value {
    let run = rules.score(tables).unwrap_or_else(|found| panic!("{found}"));
    let mut subjects = run.json()["subjects"].clone();
    for subject in subjects.as_array_mut().unwrap() {
        for told in ["overruled", "alerts"] {
            subject[told].as_array_mut().unwrap().iter_mut().for_each(|one| one["rule"] = Value::Null);
        }
    }
    subjects
}

#[test]
fn both_score_alike() {
    for path in stories() {
        let (amended, plain) = (rules_of(&path), rules("plain.kc", &flat(&path)).unwrap());
        for seed in 1..=3 {
            let tables = amended.sample(40, seed);
            assert_eq!(tables, plain.sample(40, seed), "{}", path.display());
            assert!(subjects(&amended, &tables) == subjects(&plain, &tables), "{}", path.display());
        }
    }
}

#[test]
fn totals_are_those_worked_out_by_hand() {
    let mut checked = 0;
    for path in stories() {
        let Ok(expected) = std::fs::read_to_string(path.with_file_name("expected.csv")) else { continue };
        let tables: Vec<(String, String)> = layers_of(path.parent().unwrap())
            .into_iter()
            .filter(|(name, _)| name != "expected.csv")
            .collect();
        let scored = subjects(&rules_of(&path), &tables);
        let scored = scored.as_array().unwrap();
        for line in expected.lines().skip(1) {
            let id = line.split(',').next().unwrap();
            let subject = scored.iter().find(|subject| subject["id"] == id).unwrap();
            let said = |key: &str| {
                let figure = &subject[key];
                let text = figure.as_str().map_or(figure.to_string(), str::to_owned);
                if figure.is_null() { String::new() } else { text }
            };
            let figures: Vec<String> =
                ["total", "grade", "rank", "group_rank"].iter().map(|key| said(key)).collect();
            assert_eq!(format!("{id},{}", figures.join(",")), line, "{}", path.display());
            checked += 1;
        }
    }
    assert!(checked >= 9, "{checked}");
}

#[test]
fn every_mistake_is_told_where_it_stands() {
    glob!("../../fixtures/amend/bad", "*/rules.kc", |path| {
        let folder = path.parent().unwrap();
        let mut said = String::new();
        let wanted = story(path).split('_').next().unwrap().to_owned();
        let code = Code::ALL.iter().find(|code| code.id() == wanted).unwrap();
        let exit = i32::from(code.severity().stops());
        for lang in [Lang::Zh, Lang::En] {
            let lang = if lang == Lang::Zh { "zh" } else { "en" };
            let (code, out, _) = ran(folder, &["check", "rules.kc", "--lang", lang]);
            assert_eq!(code, Some(exit), "{out}");
            said += &out;
        }
        let (_, json, _) = ran(folder, &["check", "rules.kc", "--format", "json"]);
        let found: Value = serde_json::from_str(&json).unwrap();
        let found = found["diagnostics"].as_array().unwrap().clone();
        assert!(!found.is_empty() && found.iter().all(|found| found["code"] == wanted.as_str()), "{said}");
        let (code, out, _) = ran(folder, &["flatten", "rules.kc"]);
        let checked_later = ["KC110", "KC301", "KC106"].contains(&wanted.as_str());
        assert!(checked_later || code == Some(1) && out.is_empty(), "{out}");
        insta::with_settings!({ snapshot_suffix => story(path), omit_expression => true }, {
            assert_snapshot!(said);
        });
    });
}

/// The figures of each year are explained by the article that gives them, in the file where it stands.
#[test]
fn explanations_point_into_the_right_file() {
    let folder = root("fixtures/amend/every_edit");
    let args = ["explain", "rules.kc", "--data", "subjects.csv", "--subject", "A", "--format", "json"];
    let (code, out, err) = ran(&folder, &args);
    assert_eq!(code, Some(0), "{err}");
    let mut places = Vec::new();
    rules_in(&serde_json::from_str(&out).unwrap(), &mut places);
    let said = |path: &str| places.iter().find(|(own, _)| own == path).map(|(_, place)| place.clone());
    let line = |name: &str, words: &str| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let line = text.lines().position(|line| line.trim_start().starts_with(words)).unwrap();
        Some(format!("{name}:{}", line + 1))
    };
    // Changed points, a changed method, a changed block, an addition; and what nobody touched.
    assert_eq!(said("办理/办结"), line("rules.kc", "改 办结"));
    assert_eq!(said("办理/时效"), line("rules.kc", "改 办理/时效"));
    assert_eq!(said("办理"), line("rules.kc", "改 办理 50分"));
    assert_eq!(said("办理/回访"), line("rules.kc", "指标 回访"));
    assert_eq!(said("管理/专项"), line("base.kc", "甲类 {"));
}

/// Every `path` with the place of its rule.
fn rules_in(value: &Value, places: &mut Vec<(String, String)>) {
    if let (Some(path), Some(file)) = (value["path"].as_str(), value["rule"]["file"].as_str()) {
        places.push((path.to_owned(), format!("{file}:{}", value["rule"]["line"])));
    }
    for child in value["children"].as_array().into_iter().flatten() {
        rules_in(child, places);
    }
}

/// A reading (对照) comes to what its own text comes to as rules of their own.
#[test]
fn a_reading_scores_as_rules_of_its_own() {
    let mut readings = 0;
    for path in below(&root("fixtures"), "kc").into_iter().chain(below(&root("rules"), "kc")) {
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("对照 \"") || path.components().any(|part| part.as_os_str() == "bad") {
            continue;
        }
        if let Ok(rules) = rules(&path.display().to_string(), &text) {
            readings += same_as_its_own(&rules, &amended_tree(&path));
        }
    }
    assert!(readings >= 3, "{readings}");
}

fn same_as_its_own(rules: &Rules, tree: &ast::File) -> usize {
    let mut readings = 0;
    for seed in 1..=3 {
        let tables = rules.sample(30, seed);
        let scored = subjects(rules, &tables);
        for item in &tree.schemes[0].items {
            let ast::Item::Variant(variant) = item else { continue };
            let base = amend::read_otherwise(tree, &tree.schemes[0], variant, &rules.files).value.unwrap();
            // Alone, what only other readings use is a warning.
            let (files, own, found) = checked("own.kc", base.text.text());
            let scheme = own.and_then(|mut own| own.pop()).unwrap_or_else(|| panic!("{found:?}"));
            let own = Rules { files, below: Vec::new(), scheme };
            let own = subjects(&own, &tables);
            for subject in scored.as_array().unwrap() {
                let alone =
                    own.as_array().unwrap().iter().find(|other| other["id"] == subject["id"]).unwrap();
                let read = &subject["variants"][&variant.title.value];
                for key in ["total", "grade", "rank", "group_rank"] {
                    assert_eq!(read[key], alone[key], "{key} of {}", variant.title.value);
                }
                let scores = |items: &Value| -> Vec<(Value, Value, Value)> {
                    let items = items.as_array().unwrap().iter();
                    items
                        .map(|item| (item["path"].clone(), item["score"].clone(), item["state"].clone()))
                        .collect()
                };
                assert_eq!(scores(&read["items"]), scores(&alone["items"]));
            }
            readings += 1;
        }
    }
    readings
}

/// A base that is assessed beside what builds on it is read once, and a base is told of once.
#[test]
fn a_base_is_read_once() {
    let folder = root("fixtures/amend/bad/KC001_both_unreadable");
    let count = |args: &[&str]| ran(&folder, args).1.matches("KC001").count();
    assert_eq!(count(&["check", "rules.kc"]), count(&["check", "rules.kc", "base.kc"]));
    let circle = root("fixtures/amend/bad/KC103_circle");
    assert_eq!(ran(&circle, &["check", "rules.kc", "b.kc", "c.kc"]).1.matches("KC103").count(), 1);
}

/// A line taken over from the base names a scheme: this year's is looked for beside this year's rules first.
#[test]
fn a_scheme_named_in_the_base_is_looked_for_beside_the_new_rules() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("years");
    let _ = std::fs::remove_dir_all(&folder);
    let project = |points: u32, times: u32| {
        format!(
            "办法 项目 {{ 对象 项目; 满分 {points}分; 总分 不设限; 修约 不修约
            输入 {{ 单位: 文本; 评价分: 分数, 范围 0分-50分 }}
            指标 成效 {points}分: 得 评价分 × {times} }}"
        )
    };
    let unit = "办法 单位 { 对象 单位; 满分 10分; 总分 不设限; 修约 不修约
      输入 { 项目: 列表 来自 项目 按 单位 }
      指标 项目质量 10分: 得 平均(项目.得分) / 项目满分 × 满分, 最高 10分, 分母为零 不适用
      缺项 折算; 参数 项目满分 = 100分
    }";
    for (name, text) in [
        ("2019/项目.kc", project(100, 2)),
        ("2019/单位.kc", unit.to_owned()),
        ("2020/项目.kc", project(50, 1)),
        ("2020/单位.kc", "办法 单位 { 沿用 \"../2019/单位.kc\"; 改 参数 项目满分 = 50分 }".to_owned()),
        ("data/单位/subjects.csv", "编号,名称\nD1,甲\n".to_owned()),
        ("data/项目/subjects.csv", "编号,名称,单位,评价分\nP1,一,D1,45\nP2,二,D1,35\n".to_owned()),
    ] {
        std::fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        std::fs::write(folder.join(name), text).unwrap();
    }
    // (45 + 35) ÷ 2 ÷ 50 × 10 = 8; by the projects of 2019, twice the points, it would be 10, the most.
    let (code, out, err) = ran(&folder, &["assess", "2020/单位.kc", "--data", "data", "--format", "json"]);
    assert_eq!(code, Some(0), "{err}");
    let result: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(result["subjects"][0]["total"], "8", "{out}");
}

#[test]
fn the_rules_digest_covers_the_base() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("digest");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for name in ["2019.kc", "2020.kc", "rules.kc", "subjects.csv"] {
        std::fs::copy(root("fixtures/amend/chain").join(name), folder.join(name)).unwrap();
    }
    let digest = || {
        let (code, out, err) =
            ran(&folder, &["assess", "rules.kc", "--data", "subjects.csv", "--format", "json"]);
        assert_eq!(code, Some(0), "{err}");
        serde_json::from_str::<Value>(&out).unwrap()["digests"]["rules"].to_string()
    };
    let before = digest();
    let base = folder.join("2019.kc");
    let text = std::fs::read_to_string(&base).unwrap();
    std::fs::write(&base, text.replace("一年改一点", "一年改一些")).unwrap();
    assert_ne!(before, digest());
}

/// What only the scheme reads may be 不适用 there: a reading that does not read it asks for nothing else.
#[test]
fn a_reading_may_pass_over_what_may_not_apply() {
    let text = "办法 考核 {
      对象 单位; 满分 20分; 总分 0分-20分; 修约 不修约; 缺报 报错; 缺项 折算
      输入 { 类别: 枚举(机关, 事业); 应报, 已报: 整数 个 }
      参数 目标 按 类别 { 机关: 100%; 事业: 80% }
      指标 报送 10分: 按比例 已报 / 应报 至 目标, 分母为零 0分
      指标 材料 10分: 评分
      对照 \"一个目标\" { 改 参数 目标 = 50% }
    }";
    let rules = rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"));
    let table = "编号,名称,类别,应报,已报,材料\nA,甲,不适用,10,4,9\nB,乙,事业,10,4,9\n";
    let run = rules.score(&[("subjects.csv".to_owned(), table.to_owned())]).unwrap();
    let result = run.json();
    let subject = |id: &str| {
        let all = result["subjects"].as_array().unwrap();
        all.iter().find(|one| one["id"] == id).unwrap().clone()
    };
    // A: 没有类别就没有目标, 报送不适用, 9 × 20 ÷ 10 = 18; 一个目标: 10 × 40% ÷ 50% + 9 = 17.
    assert_eq!(
        (&subject("A")["total"], &subject("A")["variants"]["一个目标"]["total"]),
        (&"18".into(), &"17".into())
    );
    // B: 10 × 40% ÷ 80% + 9 = 14; 17.
    assert_eq!(
        (&subject("B")["total"], &subject("B")["variants"]["一个目标"]["total"]),
        (&"14".into(), &"17".into())
    );
}
