//! Which scoring units were tried. `fixtures/coverage/*/units.txt` lists every unit of a small scheme with how often its
//! data try it, counted by hand; laws hold for every rule file that stands anywhere in the repository.

use std::collections::{BTreeMap, BTreeSet};

use kaocheng::eval::{Step, assessment};
use kaocheng::number::Number;
use kaocheng::report::{self, Covered};
use kaocheng::study::coverage::{
    Kept, Key, Of, Tally, UnitKind, Units, What, exercised, tested, tried_by, units,
};
use kaocheng::testing;
use serde_json::Value;

use super::cli::ran;
use super::engine::{Rules, Run, below, checked, layers_of, root, rules_of, rules_with, tables_of};

/// The last scheme with data and what they tried.
fn tally(run: &Run<'_>, units: &Units) -> Tally {
    let scored = run.scored();
    exercised(scored.scheme, units, scored.data, scored.results)
}

fn json(rules: &Rules, run: &Run<'_>) -> Value {
    let units = units(&rules.scheme);
    let tally = tally(run, &units);
    report::coverage_json(&covered(rules, run, (&units, &tally)))
}

fn covered<'a>(rules: &'a Rules, run: &'a Run<'_>, (units, tally): (&'a Units, &'a Tally)) -> Covered<'a> {
    let data = Some((&run.data, tally));
    Covered { scheme: &rules.scheme, files: &rules.files, units, tests: None, data }
}

/// What the tests of a scheme tried.
fn json_of_tests(rules: &Rules) -> Value {
    let units = units(&rules.scheme);
    let cases = testing::cases(&rules.scheme);
    let tally = tested(&rules.scheme, &units, &cases);
    let tests = Some((cases.as_slice(), &tally));
    let Rules { scheme, files, .. } = rules;
    report::coverage_json(&Covered { scheme, files, units: &units, tests, data: None })
}

/// `制度建设 | 制度件数 恰为 2件` → how often data (or tests) tried it, or that it is out of reach.
fn times(told: &Value, by: &str) -> BTreeMap<String, String> {
    let unit = |unit: &Value| {
        let times = if unit["out_of_reach"].is_null() { unit[by].to_string() } else { "到不了".into() };
        (unit["id"].as_str().unwrap().to_owned(), times)
    };
    told["units"].as_array().unwrap().iter().map(unit).collect()
}

#[test]
fn every_unit_is_tried_as_often_as_counted_by_hand() {
    let mut stories = 0;
    for expected in below(&root("fixtures/coverage"), "txt") {
        let folder = expected.parent().unwrap();
        let rules = rules_of(&folder.join("rules.kc"));
        let tables = tables_of(folder);
        let told = match tables.as_slice() {
            [] => times(&json_of_tests(&rules), "tests"),
            tables => times(&json(&rules, &rules.score(tables).unwrap()), "data"),
        };
        let text = std::fs::read_to_string(&expected).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let by_hand: BTreeMap<String, String> = lines
            .map(|line| line.rsplit_once(": ").unwrap())
            .map(|(unit, times)| (unit.to_owned(), times.to_owned()))
            .collect();
        assert_eq!(told, by_hand, "{}", folder.display());
        stories += 1;
    }
    assert!(stories >= 5);
}

/// Everything but where it stands.
fn without_places(mut told: Value) -> Value {
    for unit in told["units"].as_array_mut().unwrap() {
        let unit = unit.as_object_mut().unwrap();
        assert!(unit.remove("file").is_some() && unit.remove("line").is_some());
    }
    told
}

#[test]
fn a_file_laid_out_anew_is_covered_the_same() {
    let data = layers_of(&root("fixtures/2019/departments"));
    let tests = std::fs::read_to_string(root("rules/2019/departments.tests.kc")).unwrap();
    let told = |path: &str| {
        let rules = rules_with(&root(path), Some(tests.clone()));
        let told = json(&rules, &rules.score(&data).unwrap());
        assert!(told["units"].as_array().unwrap().iter().all(|unit| unit["line"].as_u64().unwrap() > 0));
        let by_tests = without_places(json_of_tests(&rules));
        assert!(by_tests["units"].as_array().unwrap().iter().any(|unit| unit["tests"].as_u64() > Some(0)));
        (without_places(told), by_tests)
    };
    let (own, anew) = (told("rules/2019/departments.kc"), told("fixtures/coverage/layout/departments.kc"));
    assert!(own.0["units"].as_array().unwrap().len() > 300);
    assert_eq!(own, anew);
}

/// The rows of 预算执行率, counted from the cells of the data by cross-multiplication, without our engine.
#[test]
fn rows_are_as_many_as_the_cells_say() {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let tables = tables_of(&root("fixtures/2019/departments"));
    let subjects = &tables.iter().find(|(name, _)| name == "subjects.csv").unwrap().1;
    let mut lines = subjects.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().unwrap();
    let column = |name: &str| header.iter().position(|head| head.starts_with(name)).unwrap();
    let (budget, spent) = (column("预算数"), column("执行数"));
    let hundredths = |cell: &str| Number::parse(cell).ok().map(|number| &number * &Number::whole(100));
    let mut rows = [0; 4];
    for line in lines {
        let (Some(spent), Ok(budget)) = (hundredths(line[spent]), Number::parse(line[budget])) else {
            continue;
        };
        let at_least = |percent: i64| spent >= &budget * &Number::whole(percent);
        rows[[95, 85, 60].iter().position(|percent| at_least(*percent)).unwrap_or(3)] += 1;
    }
    assert!(rows.iter().all(|row| *row > 0), "{rows:?}");
    let told = times(&json(&rules, &rules.score(&tables).unwrap()), "data");
    let own = ["预算执行率 ≥ 95%", "85% ≤ 预算执行率 < 95%", "60% ≤ 预算执行率 < 85%", "预算执行率 < 60%"];
    for (row, counted) in own.iter().zip(rows) {
        assert_eq!(told[&format!("绩效监控管理/预算执行率 | {row}")], counted.to_string(), "{row}");
    }
}

/// The table of subjects, and those of lists, with these subjects only.
fn only(tables: &[(String, String)], ids: impl Fn(usize) -> bool) -> Vec<(String, String)> {
    let subjects = &tables.iter().find(|(name, _)| name == "subjects.csv").unwrap().1;
    let first = |line: &str| line.split(',').next().unwrap().to_owned();
    let all = subjects.lines().skip(1).map(first).enumerate();
    let kept: BTreeSet<String> = all.filter(|(at, _)| ids(*at)).map(|(_, id)| id).collect();
    let table = |(name, text): &(String, String)| {
        let lines = text.lines().enumerate();
        let own = lines.filter(|(at, line)| *at == 0 || kept.contains(&first(line)));
        (name.clone(), own.map(|(_, line)| line).collect::<Vec<_>>().join("\n") + "\n")
    };
    tables.iter().map(table).collect()
}

/// Where nothing reads a group, the subjects of two parts try what both try, and a part never tries more.
#[test]
fn parts_of_the_data_add_up() {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let units = units(&rules.scheme);
    let tables = tables_of(&root("fixtures/2019/departments"));
    let of = |ids: &dyn Fn(usize) -> bool| {
        let part = only(&tables, ids);
        let run = rules.score(&part).unwrap();
        tally(&run, &units)
    };
    let all = of(&|_| true);
    assert_eq!(all.cases, 92);
    for odd in [2, 3, 7] {
        let (one, other) = (of(&|at| at % odd == 0), of(&|at| at % odd != 0));
        let both = one.clone().and(&other);
        assert_eq!((both.cases, &both.parts), (92, &all.parts));
        for (place, unit) in units.all.iter().enumerate() {
            // Places are won among all.
            if unit.kind == UnitKind::Ranking {
                continue;
            }
            assert_eq!(both.times(place), all.times(place), "{:?}", unit.key);
            assert!(one.times(place) <= all.times(place));
        }
    }
}

/// What every subject does where the rules ask for nothing more.
fn is_ordinary(key: &Key) -> bool {
    matches!(
        key.what,
        What::Reached
            | What::Kept(Kept::Within)
            | What::Remainder(_, false)
            | What::UpperLimit(false)
            | What::LowerLimit(false)
    )
}

/// Every rule file of the repository that is sound, with made-up data of every state.
#[test]
fn what_is_tried_is_a_unit_and_what_is_out_of_reach_is_never_tried() {
    let (mut schemes, mut tried, mut never) = (0, BTreeSet::new(), 0);
    let files = below(&root("rules"), "kc").into_iter().chain(below(&root("fixtures"), "kc"));
    for path in files {
        let name = path.strip_prefix(root("")).unwrap().display().to_string();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let (files, Some(mut own), _) = checked(&name, &text) else { continue };
        let Some(scheme) = own.pop().filter(|_| own.is_empty()) else { continue };
        let rules = Rules { files, scheme, below: own };
        let Ok(run) = rules.score(&rules.sample(12, 7)) else { continue };
        schemes += 1;
        let units = units(&rules.scheme);
        for subject in 0..run.data.subjects.len() {
            let made = assessment(&rules.scheme, &run.data, &run.results, subject);
            for key in tried_by(&rules.scheme, &units, &run.data, &made) {
                let unit = units.places.get(&key).map(|place| &units.all[*place]);
                assert!(unit.is_some() || is_ordinary(&key), "{name}: {key:?} is no unit");
                assert!(unit.is_none_or(|unit| unit.never.is_none()), "{name}: {key:?} was out of reach");
                tried.insert(unit.map(|unit| unit.kind));
            }
        }
        never += units.all.iter().filter(|unit| unit.never.is_some()).count();
        every_unit_has_words(&name, &json(&rules, &run));
    }
    assert!(schemes > 100 && never > 50, "{schemes} schemes, {never} units out of reach");
    let lacking = UnitKind::ALL.iter().filter(|kind| !tried.contains(&Some(**kind)));
    let among = [UnitKind::Quota, UnitKind::Ranking];
    assert_eq!(lacking.copied().collect::<Vec<_>>(), among, "sorts that no made-up subject tried");
}

fn every_unit_has_words(name: &str, told: &Value) {
    let mut ids = BTreeSet::new();
    for unit in told["units"].as_array().unwrap() {
        for says in [&unit["says"], &unit["part"]] {
            let (zh, en) = (says["zh"].as_str().unwrap(), says["en"].as_str().unwrap());
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{name}: {unit}");
        }
        assert!(ids.insert(unit["id"].as_str().unwrap()), "{name}: {unit}");
    }
}

/// Every row that explains a score is a row that was tried.
#[test]
fn every_row_of_an_explanation_is_covered() {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let run = rules.score(&tables_of(&root("fixtures/2019/departments"))).unwrap();
    let units = units(&rules.scheme);
    let tally = tally(&run, &units);
    let mut rows = 0;
    for subject in 0..run.data.subjects.len() {
        let made = assessment(&rules.scheme, &run.data, &run.results, subject);
        for (id, node) in rules.scheme.leaves().into_iter().map(|id| (id, &made.nodes[id.0 as usize])) {
            for step in &node.working.steps {
                let Step::Row { row, .. } = step else { continue };
                let key = Key { of: Of::Indicator(id), what: What::Row(*row) };
                assert!(tally.times(units.places[&key]) > 0, "{key:?}");
                rows += 1;
            }
        }
    }
    assert!(rows > 300);
}

fn covers(rules: &str, more: &[&str]) -> super::cli::Ran {
    let rules = root(rules).display().to_string();
    ran(&[&["coverage", rules.as_str()], more].concat())
}

#[test]
fn the_command_tells_it_in_both_languages_and_three_forms() {
    let data = root("fixtures/coverage/among").display().to_string();
    let rules = "fixtures/coverage/among/rules.kc";
    for (lang, name) in [("zh", "text_zh"), ("en", "text_en")] {
        let told = covers(rules, &["--data", &data, "--lang", lang]);
        assert_eq!((told.code, told.err.as_str()), (Some(0), ""));
        insta::assert_snapshot!(name, told.out);
    }
    let told: Value =
        serde_json::from_str(&covers(rules, &["--data", &data, "--format", "json"]).out).unwrap();
    assert_eq!(told["format"], "kaocheng.coverage/1");
    assert_eq!(told["cases"]["data"], 8);
    assert!(told["cases"]["tests"].is_null());
    assert_eq!(told["all"]["units"], 36);
    assert_eq!(told["all"]["out_of_reach"], 1);
    let page = covers(rules, &["--data", &data, "--format", "html", "--lang", "en"]).out;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("too few seats"), "{page}");
}

#[test]
fn without_data_the_units_are_told() {
    let told = covers("fixtures/coverage/layout/departments.kc", &[]);
    assert!(told.code == Some(0) && told.out.contains("计分单元") && !told.out.contains("没有试到"));
}

/// Tests try no more than a case that asks for everything would; here each unit that a test tried is one that its
/// subjects, taken as data, try too.
#[test]
fn tests_try_no_more_than_their_subjects_do() {
    let mut cases_seen = 0;
    for path in below(&root("fixtures/tests/pass"), "kc") {
        let name = path.strip_prefix(root("")).unwrap().display().to_string();
        let (_, schemes, _) = checked(&name, &std::fs::read_to_string(&path).unwrap());
        for scheme in schemes.unwrap_or_default() {
            let units = units(&scheme);
            for case in testing::cases(&scheme) {
                let scored = testing::scored(&scheme, &case);
                let Some((data, results)) = case.layers.last().zip(scored.last()) else { continue };
                let all = exercised(&scheme, &units, data, results);
                let asked = tested(&scheme, &units, std::slice::from_ref(&case));
                for (place, unit) in units.all.iter().enumerate() {
                    assert!(asked.times(place) <= all.times(place), "{name}: {:?}", unit.key);
                }
                cases_seen += 1;
            }
        }
    }
    assert!(cases_seen > 20, "{cases_seen}");
}

#[test]
fn the_form_of_a_file_is_its_ending() {
    let rules = "fixtures/coverage/tested/rules.kc";
    let folder = super::cli::scratch("coverage");
    let file = |name: &str| folder.join(name).display().to_string();
    assert_eq!(covers(rules, &["-o", &file("a.html")]).code, Some(0));
    let page = std::fs::read_to_string(file("a.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("恰 90%"), "{page}");
    let other = covers(rules, &["-o", &file("a.json"), "--format", "html"]);
    assert!(other.code == Some(2) && other.err.contains("不一致"), "{}", other.err);
    let none = covers(rules, &["-o", &file("a.docx")]);
    assert!(none.code == Some(2) && none.err.contains(".html"), "{}", none.err);
    assert!(!folder.join("a.json").exists() && !folder.join("a.docx").exists());
}
