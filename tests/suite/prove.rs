//! `prove`: what is claimed holds for every value when all are tried by brute force, and faults that were planted are found.

use std::io::Cursor;

use kaocheng::data::{bind, open};
use kaocheng::eval::assess;
use kaocheng::number::Number;
use kaocheng::plan::Scheme;
use kaocheng::report::{ProofsOf, proof_findings};
use kaocheng::source::{Files, Lang};
use kaocheng::study::prove::{Ends, Of, prove};
use serde_json::Value;

use super::cli::ran;
use super::engine::{checked, root};

/// Ways to score one item of 10 points, over two counts from 0 to 5, a share in tenths and a yes or no.
const BODIES: [&str; 16] = [
    "分档 甲 { 不少于 4个: 8分; 2-3个: 5分; 其余: 1分 }",
    "分档 甲 { 不少于 4个: 10分; 其余: 0分 }",
    "分档 { 甲 > 3个 且 丁: 9分; 乙 > 甲: 4分; 其余: 2分 }",
    "逐项 { 丁: 得 3分; 甲 >= 3个: 得 4分; 乙 >= 6个: 得 3分 }",
    "逐项 { 丁: 得 5分; 甲: 每 1个 加 1分, 最多 2分 }",
    "扣分 { 甲: 每 1个 扣 1.5分; 乙: 每 2个 扣 1分, 零头 算一步; 丁: 扣 2分 }",
    "扣分 { 甲: 每 1个 扣 0.5分, 最多 1分; 非 丁: 扣 1分 }",
    "扣分 { 甲 > 5个: 扣 10分 }",
    "起评 4分 { 甲: 每 1个 加 2分; 丁: 扣 3分 }",
    "按比例 甲 至 4个",
    "按比例 甲 至 8个",
    "按比例 甲 / 乙, 分母为零 0分",
    "按比例 丙, 低于 60% 不得分",
    "插值 丙 { 20%: 1分; 80%: 9分 }",
    "得 甲 / 5个 × 10分",
    "分档 丙 { 90(含)%以上: 10分; 60(含)-90%: 6分; 其余: 6分 }",
];

fn text(body: &str) -> String {
    format!(
        "办法 考核 {{\n  对象 单位; 满分 10分; 总分 0分-10分; 修约 不修约; 零头 不计; 缺报 报错\n  \
         输入 {{\n    甲, 乙: 整数 个, 范围 0个-5个, 缺报 视为 1个\n    丙: 百分比, 范围 0%-100%\n    丁: 是否, 缺报 视为 否\n  }}\n  \
         指标 项 10分: {body}\n}}\n"
    )
}

/// The scheme; what is only a warning, as inputs that nothing reads, is of no concern.
fn scheme(text: &str) -> (Files, Scheme) {
    let (files, schemes, found) = checked("a.kc", text);
    let schemes = schemes.unwrap_or_else(|| panic!("{text}\n{found:?}"));
    (files, schemes.into_iter().next().unwrap())
}

/// Every score that the item has for some values, missing ones among them.
fn all_scores(body: &str) -> Vec<Number> {
    let (_, scheme) = scheme(&text(body));
    let counts = ["", "0", "1", "2", "3", "4", "5"];
    let shares: Vec<String> = (0..=100).step_by(5).map(|share| format!("{share}%")).collect();
    let mut csv = "编号,名称,甲,乙,丙,丁\n".to_owned();
    let mut number = 0;
    for one in counts {
        for two in counts {
            for share in &shares {
                for truth in ["", "是", "否"] {
                    number += 1;
                    csv += &format!("{number},{number},{one},{two},{share},{truth}\n");
                }
            }
        }
    }
    let read = open("subjects.csv", Box::new(Cursor::new(csv.into_bytes()))).value.unwrap();
    let data = bind(read, &scheme).value.unwrap();
    assess(&scheme, &data).scores[0].iter().filter_map(|outcome| outcome.score().cloned()).collect()
}

fn ends(body: &str) -> Ends {
    let proofs = prove(&scheme(&text(body)).1);
    let item = proofs.parts.into_iter().find(|part| matches!(part.of, Of::Item(_))).unwrap();
    item.ends.unwrap()
}

#[test]
fn brute_force_comes_to_the_same_ends() {
    let mut proved = 0;
    for body in BODIES {
        let (ends, all) = (ends(body), all_scores(body));
        let (low, high) = (all.iter().min().unwrap(), all.iter().max().unwrap());
        assert!(
            ends.lowest.score >= *low && ends.highest.score <= *high,
            "{body}: an example that no data give"
        );
        if ends.all {
            assert_eq!((&ends.lowest.score, &ends.highest.score), (low, high), "{body}");
            proved += 1;
        }
    }
    assert!(proved >= 10, "{proved}");
}

#[test]
fn planted_faults_are_found() {
    let rules = std::fs::read_to_string(root("rules/2019/departments.kc")).unwrap();
    let faults = std::fs::read_to_string(root("fixtures/prove/faults.yaml")).unwrap();
    let faults: Vec<Value> = serde_yaml::from_str(&faults).unwrap();
    assert!(faults.len() >= 9);
    for fault in &faults {
        let said = |key: &str| fault[key].as_str().unwrap_or_else(|| panic!("{key} of {fault}"));
        assert_eq!(rules.matches(said("from")).count(), 1, "{fault}");
        let text = rules.replace(said("from"), said("to"));
        let (files, scheme) = scheme(&text);
        let proofs = prove(&scheme);
        let of = ProofsOf { scheme: &scheme, files: &files, proofs: &proofs };
        let found = proof_findings(&of);
        let hit = found
            .iter()
            .find(|one| one.code.id() == said("code") && one.message.get(Lang::Zh).contains(said("says")));
        assert!(
            hit.is_some(),
            "{fault}:\n{:#?}",
            found.iter().map(|one| &one.message.zh).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_grade_that_no_total_can_have_is_told() {
    let text = text("分档 甲 { 不少于 4个: 8分; 其余: 1分 }")
        .replace(", 仅供参考", "")
        .replace("  指标 项", "  等级 按 总分 { 优: 9(含)分以上; 良: 5(含)-9分; 差: 5分以下 }\n  指标 项");
    let (files, scheme) = scheme(&text);
    let proofs = prove(&scheme);
    assert_eq!(proofs.whole.most, Number::whole(8));
    let of = ProofsOf { scheme: &scheme, files: &files, proofs: &proofs };
    let found: Vec<_> = proof_findings(&of).into_iter().map(|one| one.message.zh).collect();
    assert!(found.iter().any(|said| said == "总分最多到 8分, 够不着“优” (9(含)分以上)"), "{found:?}");
}

#[test]
fn the_departments_as_they_are_told() {
    for lang in ["zh", "en"] {
        let told = ran(&["prove", "rules/2019/departments.kc", "--lang", lang]);
        assert_eq!(told.code, Some(0), "{}", told.err);
        insta::with_settings!({ snapshot_suffix => lang, omit_expression => true }, {
            insta::assert_snapshot!(told.out);
        });
    }
}

/// By hand: the lines of 预算执行率 are 95%, 85% and 60%, with 5, 4, 2 and 0 points; 良 begins at 80, 优 at 90.
#[test]
fn cliffs_are_the_lines_of_bands_and_those_close_below_a_grade() {
    let args =
        ["cliffs", "rules/2019/departments.kc", "--data", "fixtures/2019/departments", "--within", "0.5"];
    let json: Value = serde_json::from_str(&ran(&[&args[..], &["--format", "json"]].concat()).out).unwrap();
    let of = |path: &str| {
        let items = json["items"].as_array().unwrap().iter().filter(|one| one["path"] == path);
        items.map(|one| (one["at"].as_str().unwrap(), one["jump"].as_str().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(of("绩效监控管理/预算执行率"), [("85%", "2"), ("60%", "2"), ("95%", "1")]);
    let results = ran(&["assess", args[1], "--data", args[3], "--format", "json"]).out;
    let results: Value = serde_json::from_str(&results).unwrap();
    let close = |total: &Number| {
        [90, 80, 60].iter().any(|line| {
            let short = &Number::whole(*line) - total;
            short > Number::ZERO && short <= Number::hundredths(50)
        })
    };
    let total = |one: &Value| one["total"].as_str().map(|total| Number::parse(total).unwrap());
    let wanted: std::collections::BTreeSet<&str> = results["subjects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| total(one).is_some_and(|total| close(&total)))
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    let near = json["near"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
    assert_eq!(near.collect::<std::collections::BTreeSet<_>>(), wanted);
    assert!(!wanted.is_empty());
    insta::assert_snapshot!("cliffs", ran(&[&args[..], &["--lang", "zh"]].concat()).out);
}
