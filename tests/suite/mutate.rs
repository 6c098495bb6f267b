//! Rules with one slip of the pen: every slip of small schemes with its fate, worked out by hand; and what is said of the
//! others is held to be true.

use kaocheng::data::{self, Dataset, Row, Table};
use kaocheng::plan::Scheme;
use kaocheng::report::{Mutated, Noticing, mutants_json};
use kaocheng::source::Files;
use kaocheng::study::mutate::{Fate, Judged, felt, judge};
use kaocheng::{eval, testing};
use serde_json::Value;

use super::engine::{self, Rules, root};

fn rules(folder: &str) -> (String, Rules) {
    let text = std::fs::read_to_string(root(folder).join("rules.kc")).unwrap();
    let rules = engine::rules("rules.kc", &text).unwrap_or_else(|shown| panic!("{folder}:\n{shown}"));
    (text, rules)
}

fn judged(files: &Files, whole: &Scheme) -> Vec<Judged> {
    let cases = testing::cases(whole);
    for case in &cases {
        assert!(testing::run(whole, case).passed(), "a test of {} fails as it is", whole.name);
    }
    let given: Vec<&Dataset> = cases.iter().filter_map(|case| case.layers.last()).collect();
    let scheme = Scheme { tests: Vec::new(), variants: Vec::new(), ..whole.clone() };
    judge(&scheme, files, &given, &mut |slipped| {
        cases.iter().any(|case| !testing::run(slipped, case).passed())
    })
}

fn json(rules: &Rules, judged: &[Judged]) -> Value {
    let Rules { files, scheme, .. } = rules;
    mutants_json(&Mutated { scheme, files, judged, noticing: Noticing::Tests(scheme.tests.len()) })
}

/// Subjects drawn from the declared ranges.
fn sampled(scheme: &Scheme) -> Dataset {
    let tables = data::sample(scheme, 300, 7).into_iter().map(|table| {
        let rows: Vec<_> = table
            .rows
            .zip(2..)
            .map(|(cells, number)| {
                let mut row = Row::new(number);
                cells.iter().for_each(|cell| row.push(cell));
                Ok(row)
            })
            .collect();
        let file = format!("{}.csv", table.name);
        Table {
            file,
            origin: data::Origin::default(),
            name: table.name,
            headers: table.headers,
            rows: Box::new(rows.into_iter()),
        }
    });
    data::bind(tables.collect(), scheme).value.unwrap()
}

#[test]
fn every_slip_of_small_schemes_has_the_fate_worked_out_by_hand() {
    for folder in ["small", "around"] {
        let folder = format!("fixtures/mutate/{folder}");
        let (_, rules) = rules(&folder);
        let told = json(&rules, &judged(&rules.files, &rules.scheme));
        let line = |one: &Value| {
            let zh = |key: &str| one[key]["zh"].as_str().unwrap().to_owned();
            [zh("within"), zh("before"), zh("after"), one["fate"].as_str().unwrap().to_owned()]
        };
        let found: Vec<[String; 4]> = told["mutants"].as_array().unwrap().iter().map(line).collect();
        let by_hand = std::fs::read_to_string(root(&folder).join("fates.yaml")).unwrap();
        let by_hand: Vec<[String; 4]> = serde_yaml::from_str(&by_hand).unwrap();
        for (found, by_hand) in found.iter().zip(&by_hand) {
            assert_eq!(found, by_hand, "{folder}");
        }
        assert_eq!(found.len(), by_hand.len(), "{folder}");
    }
}

/// The scheme of a text with this block before its last brace, and of that block the case.
fn pasted(text: &str, block: &str) -> (Rules, testing::Case) {
    let end = text.rfind('}').unwrap();
    let text = format!("{}\n{block}}}\n", &text[..end]);
    let rules = engine::rules("pasted.kc", &text).unwrap_or_else(|shown| panic!("{block}\n{shown}"));
    let case = testing::cases(&rules.scheme).pop().unwrap();
    (rules, case)
}

#[test]
fn a_test_that_is_printed_passes_when_pasted_and_fails_with_the_slip() {
    let mut printed = 0;
    for folder in ["small", "around", "crowd"] {
        let (text, rules) = rules(&format!("fixtures/mutate/{folder}"));
        let judged = judged(&rules.files, &rules.scheme);
        let told = json(&rules, &judged);
        let told = told["mutants"].as_array().unwrap();
        for (one, own) in judged.iter().zip(told) {
            let Fate::Survived(_) = one.fate else { continue };
            let same = own["same_test_as"].as_u64().and_then(|at| usize::try_from(at).ok());
            let test = &same.map_or(own, |at| &told[at])["test"];
            printed += 1;
            for lang in ["zh", "en"] {
                let block = test[lang].as_str().unwrap();
                let (with, case) = pasted(&text, block);
                assert!(testing::run(&with.scheme, &case).passed(), "{block}");
                let slipped = one.mutant.of(&rules.scheme, &rules.files);
                assert!(!testing::run(&slipped, &case).passed(), "{block}");
            }
        }
        let undecided = judged.iter().filter(|one| one.fate == Fate::Undecided).count();
        assert!(undecided <= if folder == "crowd" { 5 } else { 0 }, "{folder}: {undecided}");
    }
    assert!(printed > 60, "{printed}");
}

/// Of the department rules, whose own tests are held to what they would notice; and the small ones.
#[test]
fn what_is_said_to_change_nothing_changes_nothing_in_sampled_data() {
    let mut said = 0;
    for path in
        ["rules/2019/departments.kc", "fixtures/mutate/small/rules.kc", "fixtures/mutate/around/rules.kc"]
    {
        let path = root(path);
        let tests = std::fs::read_to_string(path.with_extension("tests.kc")).ok();
        let rules = engine::rules_with(&path, tests);
        let scheme = Scheme { tests: Vec::new(), ..rules.scheme.clone() };
        let data = [sampled(&scheme)];
        let results = eval::assess_layers(&scheme, &data);
        let judged = judged(&rules.files, &rules.scheme);
        for one in &judged {
            if let Fate::Equivalent(why) = &one.fate {
                said += 1;
                let slipped = one.mutant.of(&scheme, &rules.files);
                assert!(!felt(&scheme, &slipped, &data, &results), "{one:?} {}", why.zh);
            }
        }
        if path.ends_with("departments.kc") {
            let count = |fate: fn(&Fate) -> bool| judged.iter().filter(|one| fate(&one.fate)).count();
            let killed = count(|fate| *fate == Fate::Killed);
            let noticeable = judged.len() - count(|fate| matches!(fate, Fate::Equivalent(_)));
            assert!(judged.len() > 400 && killed * 100 >= noticeable * 95, "{killed} of {noticeable}");
        }
    }
    assert!(said > 15, "{said}");
}
