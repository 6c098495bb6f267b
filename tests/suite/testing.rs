//! Tests in the rules (测试): what is in `fixtures/tests/pass` comes out as expected, and would not if any of it were
//! expected otherwise; what is in `fail` is told in words.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use insta::{assert_snapshot, glob};
use kaocheng::eval::Row;
use kaocheng::plan::{Expectation, Expected, Expr, ExprKind, Method, Scheme, TestState, Type};
use kaocheng::report::{self, Scored};
use kaocheng::source::Lang;
use kaocheng::testing::{self, Case};

use crate::cli::{ran, scratch};
use crate::engine::{Run, below, layers_of, root, rules_of, rules_with};
use crate::library::{CYCLE, rule_file, with_run};
use crate::read::{rendered, ruled};

/// A command on a fixture, its path as short as in the repository.
fn tested(file: &Path, args: &[&str]) -> (Option<i32>, String) {
    let name = file.strip_prefix(root("")).unwrap().to_string_lossy().into_owned();
    let ran = ran(&[&["test", file.to_str().unwrap()], args].concat());
    assert_eq!(ran.err, "", "{name}");
    (ran.code, ran.out.replace(file.to_str().unwrap(), &name))
}

fn schemes(file: &Path) -> Vec<Scheme> {
    let text = std::fs::read_to_string(file).unwrap();
    let ruled = ruled(&file.display().to_string(), &text);
    ruled.plan.unwrap_or_else(|| panic!("{}: {:?}", file.display(), ruled.found)).schemes
}

#[test]
fn what_passes_passes() {
    let files = below(&root("fixtures/tests/pass"), "kc");
    assert!(files.len() >= 6);
    for file in files {
        let (code, out) = tested(&file, &[]);
        assert_eq!(code, Some(0), "{out}");
        assert!(out.contains('✓') && !out.contains('✗'), "{out}");
    }
}

/// The rules that ship have tests, beside them, and these pass.
#[test]
fn the_tests_of_the_shipped_rules_pass() {
    let rules = ran(&["test", root("rules").to_str().unwrap()]);
    assert_eq!((rules.code, rules.err.as_str()), (Some(0), ""), "{}", rules.out);
    let files = below(&root("rules"), "kc");
    let with = |file: &&PathBuf| file.to_string_lossy().ends_with(".tests.kc");
    for file in files.iter().filter(with) {
        let own = file.to_string_lossy().replace(".tests.kc", ".kc");
        assert!(rules.out.contains(&own), "{own} was not run");
        // Of no use alone: checked with the rules they are about.
        let checked = ran(&["check", file.to_str().unwrap()]);
        assert_eq!(checked.code, Some(0), "{}{}", checked.out, checked.err);
    }
}

/// The same expectation the other way round.
fn turned(expected: &Expected) -> Expected {
    match expected.clone() {
        Expected::Holds(condition) => {
            let span = condition.span;
            Expected::Holds(Expr { kind: ExprKind::Not(Box::new(condition)), type_of: Type::YesNo, span })
        }
        Expected::State(figure, TestState::Open) => Expected::State(figure, TestState::Failed),
        Expected::State(
            figure,
            TestState::NotApplicable | TestState::Excused | TestState::Presumed | TestState::Failed,
        ) => Expected::State(figure, TestState::Open),
        Expected::Veto { vetoes, holds } => Expected::Veto { vetoes, holds: !holds },
        Expected::Use { text, money, holds } => Expected::Use { text, money, holds: !holds },
        Expected::Alert { level, text, holds } => Expected::Alert { level, text, holds: !holds },
        Expected::Place { ranking, comparison, place } => {
            Expected::Place { ranking, comparison: comparison.opposite(), place }
        }
        Expected::Finding(_) => Expected::Finding(kaocheng::source::Code::UnknownColumn),
    }
}

/// No expectation is met whatever comes out: each fails when it is turned around, those of the shipped rules too.
#[test]
fn every_expectation_can_fail() {
    let mut kinds = BTreeSet::new();
    for file in below(&root("fixtures/tests/pass"), "kc") {
        for scheme in schemes(&file) {
            turned_around(&scheme, &mut kinds);
        }
    }
    let all = ["Alert", "Finding", "Holds", "Place", "State", "Use", "Veto"];
    assert_eq!(kinds.iter().collect::<Vec<_>>(), all);
    for file in below(&root("rules"), "kc") {
        let tests = file.with_extension("tests.kc");
        if tests.exists() {
            let rules = rules_with(&file, Some(std::fs::read_to_string(tests).unwrap()));
            assert!(!rules.scheme.tests.is_empty(), "{}", file.display());
            turned_around(&rules.scheme, &mut kinds);
        }
    }
}

fn turned_around(scheme: &Scheme, kinds: &mut BTreeSet<String>) {
    for case in testing::cases(scheme) {
        for place in 0..case.expectations.len() {
            let mut other = case.clone();
            let what = turned(&case.expectations[place].what);
            kinds.insert(format!("{what:?}").split(['(', ' ']).next().unwrap().to_owned());
            other.expectations[place] = Expectation { what, ..case.expectations[place].clone() };
            let verdict = testing::run(scheme, &other);
            assert!(verdict.unmet.contains(&place), "{}: {:?}", scheme.name, case.expectations[place]);
        }
    }
}

/// The cases of a scheme can be put to another of the same shape, and say what a change of it breaks.
#[test]
fn cases_are_put_to_changed_rules() {
    let mut scheme = schemes(&root("fixtures/tests/pass/cases.kc")).remove(0);
    let cases = testing::cases(&scheme);
    let failed = |scheme: &Scheme| -> Vec<String> {
        let failed = cases.iter().filter(|case| !testing::run(scheme, case).passed());
        let name = |case: &Case| {
            let test = &scheme.tests[case.test];
            format!("{} {}", test.title, test.cases[case.case].name.clone().unwrap_or_default())
        };
        failed.map(name).collect()
    };
    assert_eq!(failed(&scheme), [""; 0]);
    let leaf = scheme.indicators.iter_mut().find(|one| one.name == "预算执行率").unwrap();
    let kaocheng::plan::Kind::Leaf { method, .. } = &mut leaf.kind else { panic!() };
    let Method::Bands { rows, .. } = &mut **method else { panic!("{method:?}") };
    let kaocheng::plan::End::At { included, .. } = &mut rows[0].low else { panic!("{rows:?}") };
    *included = false;
    assert_eq!(failed(&scheme), ["档界 刚好 95%"]);
}

#[test]
fn what_fails_is_told() {
    glob!("../../fixtures/tests/fail", "*.kc", |path| {
        for lang in ["zh", "en"] {
            let (code, out) = tested(path, &["--lang", lang]);
            assert_eq!(code, Some(1));
            assert_snapshot!(format!("{}-{lang}", path.file_stem().unwrap().to_string_lossy()), out);
        }
    });
}

/// What a test says wrongly is found by `check`, each mistake with its repair.
#[test]
fn what_is_written_wrongly_is_found() {
    glob!("../../fixtures/tests/bad", "*.kc", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let read = ruled(&name, &text);
        assert!(read.plan.is_none() && !read.found.is_empty());
        assert_snapshot!(rendered(&read.found, &read.files));
    });
}

#[test]
fn the_same_for_programs() {
    let file = root("fixtures/tests/fail/every_kind.kc");
    let (code, json) = tested(&file, &["--format", "json"]);
    assert_eq!(code, Some(1));
    let facts: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&facts["format"], &facts["failed"]), (&"kaocheng.test/1".into(), &6.into()));
    assert_snapshot!("json", format!("{:#}", facts["schemes"][0]["tests"][5]));
    let (_, junit) = tested(&file, &["--format", "junit"]);
    assert_snapshot!("junit", junit);
}

/// Every subject of the data that ship with the rules, written as a test of its scheme, comes out as it did.
#[test]
fn a_subject_written_as_a_test_passes() {
    let mut made = 0;
    for (name, ..) in CYCLE {
        made += with_run(name, |run| pasted(&rule_file(name), run));
    }
    let rules = root("rules/2019/departments.kc");
    let own = rules_of(&rules);
    let run = own.score(&layers_of(&root("fixtures/2019/departments"))).unwrap();
    made += pasted(&rules, &run);
    assert!(made > 900, "{made}");
}

/// Writes every subject of a run as a test, in turn in either language, and runs them all; gives how many there were.
fn pasted(rules: &Path, run: &Run<'_>) -> usize {
    let scored = run.scored();
    let Scored { scheme, data, results, .. } = scored;
    let mut suite = format!("测试集 {} {{\n", kaocheng::syntax::as_name(&scheme.name));
    let mut expected = 0;
    for subject in 0..data.subjects.len() {
        let made = testing::of_subject(Row { scheme, data, results, subject });
        // 取均值 and records of other schemes, whose decimals may never end, are of others too.
        let fed = scheme.lists.iter().any(|list| list.from.is_some());
        let among = fed || !scheme.group_values.is_empty() || !scheme.quotas.is_empty();
        assert!(among || made.of_others.is_empty(), "{}: {:?}", scheme.name, made.of_others);
        expected += made.case.expectations.len();
        let lang = if subject % 2 == 0 { Lang::Zh } else { Lang::En };
        suite += &report::test_written(scheme, &made.case, &format!("第 {subject} 个"), lang);
    }
    let again = rules_with(rules, Some(suite + "}\n"));
    let cases = testing::cases(&again.scheme);
    assert_eq!(cases.len(), data.subjects.len());
    assert_eq!(cases.iter().map(|case| case.expectations.len()).sum::<usize>(), expected);
    for case in &cases {
        let verdict = testing::run(&again.scheme, case);
        assert!(verdict.passed(), "{} {}: {verdict:?} {:?}", scheme.name, case.test, case.findings);
    }
    cases.len()
}

#[test]
fn a_run_without_tests_fails_and_says_so() {
    let folder = scratch("no-tests");
    std::fs::copy(root("rules/examples/small-english.kc"), folder.join("rules.kc")).unwrap();
    std::fs::write(folder.join("broken.kc"), "办法 坏 {").unwrap();
    let none = ran(&["test", folder.to_str().unwrap()]);
    assert!(none.code == Some(1) && none.out.is_empty() && none.err.contains("没有找到测试"), "{}", none.err);
    let pass = root("fixtures/tests/pass");
    let some = ran(&["test", pass.to_str().unwrap(), "--filter", "档界"]);
    assert!(some.code == Some(0) && some.out.contains("1 项测试 (4 例)"), "{}{}", some.out, some.err);
    let none = ran(&["test", pass.to_str().unwrap(), "--filter", "没有这样的", "--lang", "en"]);
    assert!(none.code == Some(1) && none.err.contains("no test has"), "{}", none.err);
    // Tests of a scheme that is not there.
    let lost = folder.join("lost.tests.kc");
    std::fs::write(&lost, "测试集 没有的办法 { 测试 \"甲\" { 期望 总分 = 1分 } }").unwrap();
    let lost = ran(&["test", lost.to_str().unwrap()]);
    assert!(
        lost.code == Some(1) && lost.err.contains("KC101") && lost.err.contains("没有的办法"),
        "{}",
        lost.err
    );
    let nowhere = ran(&["test", "nowhere.kc"]);
    assert_eq!(nowhere.code, Some(2));
}
