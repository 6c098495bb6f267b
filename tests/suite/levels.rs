//! Levels: the results of one scheme are records of another. Each folder of `fixtures/levels` is a story: rules, the data
//! of each, and what comes out, worked out by hand in its `working.md`.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use kaocheng::data::{Dataset, bind_layers, open};
use kaocheng::eval::{self, Below, Outcome, Results};
use kaocheng::number::Number;
use kaocheng::plan::{Plan, Scheme};
use kaocheng::report::{self, Scored};
use kaocheng::source::{Diagnostic, Files, Lang};
use kaocheng::{check, syntax};

use super::engine::{below, by_folder, layers_of, root, shown};
use super::read::{codes, rendered};

/// Rule files checked as one.
struct Together {
    files: Files,
    plan: Option<Plan>,
    found: Vec<Diagnostic>,
}

/// A scheme with its data and what they came to.
struct Done {
    data: Dataset,
    results: Results,
    earlier: Vec<Results>,
}

fn together(texts: &[(String, String)]) -> Together {
    let mut files = Files::new();
    let (mut trees, mut found) = (Vec::new(), Vec::new());
    for (name, text) in texts {
        let source = files.add(name, text);
        let parsed = syntax::parse(source, text);
        found.extend(parsed.diagnostics);
        trees.extend(parsed.value);
    }
    let checked = check::check(&trees, &files);
    found.extend(checked.diagnostics);
    Together { files, plan: checked.value, found }
}

/// The rule files of a folder.
fn rules_in(folder: &Path) -> Vec<(String, String)> {
    let named = |path: &PathBuf| path.strip_prefix(root("")).unwrap().display().to_string();
    below(folder, "kc").iter().map(|path| (named(path), std::fs::read_to_string(path).unwrap())).collect()
}

fn story(name: &str) -> PathBuf {
    root("fixtures/levels").join(name)
}

/// Scores the schemes of a plan in order; `tables` gives those of a scheme.
fn scored(plan: &Plan, tables: impl Fn(&Scheme) -> Vec<(String, String)>) -> (Vec<Done>, Vec<Diagnostic>) {
    let mut done: Vec<Done> = Vec::new();
    let mut found = Vec::new();
    for scheme in &plan.schemes {
        let opened = tables(scheme).into_iter().map(|(name, text)| {
            let tables = open(&name, Box::new(Cursor::new(text.into_bytes()))).value.unwrap();
            (name, tables)
        });
        let bound = bind_layers(by_folder(opened), scheme);
        let mut layers = bound.value.unwrap_or_else(|| panic!("{:?}", bound.diagnostics));
        found.extend(eval::feed(scheme, &mut layers, |place| {
            let Done { data, results, .. } = done.get(place)?;
            Some(Below { scheme: plan.schemes.get(place)?, data, results })
        }));
        let mut earlier = eval::assess_layers(scheme, &layers);
        let (data, results) = layers.pop().zip(earlier.pop()).unwrap();
        done.push(Done { data, results, earlier });
    }
    (done, found)
}

/// The data of a scheme: the folder of its file's name, or of its own where a file has several.
fn tables_of(folder: &Path, files: &Files, scheme: &Scheme) -> Vec<(String, String)> {
    let stem = Path::new(files.name(scheme.span.source)).file_stem().unwrap().to_owned();
    let own = folder.join("data").join(&scheme.name);
    layers_of(&if own.exists() { own } else { folder.join("data").join(stem) })
}

/// A figure as the tables of expectations write it.
fn figure(scheme: &Scheme, done: &Done, id: &str, name: &str) -> String {
    let at = done.data.subjects.iter().position(|subject| subject.id == id).unwrap();
    let number = |number: Option<&Number>| number.map_or("未定".to_owned(), Number::plain);
    if name == "总分" {
        return number(done.results.total[at].as_ref());
    }
    if name == "等级" {
        return done.results.grades[at].map_or("未定".to_owned(), |grade| scheme.grade(grade).to_owned());
    }
    let place = scheme.indicators.iter().position(|indicator| indicator.path == name).unwrap();
    let outcome = &done.results.scores[place][at];
    if *outcome == Outcome::NotApplicable { "不适用".to_owned() } else { number(outcome.score()) }
}

#[test]
fn every_story_comes_out_as_worked_out_by_hand() {
    let mut stories = 0;
    for expected in
        below(&root("fixtures/levels"), "csv").iter().filter(|path| path.ends_with("expected.csv"))
    {
        let folder = expected.parent().unwrap();
        let Together { files, plan, found } = together(&rules_in(folder));
        assert!(found.is_empty(), "{}: {}", folder.display(), shown(&found, &files));
        let plan = plan.unwrap();
        let (done, found) = scored(&plan, |scheme| tables_of(folder, &files, scheme));
        assert!(found.is_empty(), "{}: {}", folder.display(), shown(&found, &files));
        for line in std::fs::read_to_string(expected).unwrap().lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let [name, id, what, value] = cells.as_slice() else { panic!("{line}") };
            let place = plan.schemes.iter().position(|scheme| scheme.name == *name).unwrap();
            let given = figure(&plan.schemes[place], &done[place], id, what);
            assert_eq!(given, *value, "{}: {line}", folder.display());
        }
        assert!(folder.join("working.md").exists(), "{} shows no working", folder.display());
        stories += 1;
    }
    assert!(stories >= 6);
}

#[test]
fn schemes_stand_in_order_of_evaluation_however_they_are_given() {
    let names = |texts: &[(String, String)]| {
        let plan = together(texts).plan.unwrap();
        plan.schemes.into_iter().map(|scheme| scheme.name).collect::<Vec<_>>()
    };
    let mut texts = rules_in(&story("chain"));
    for _ in 0..texts.len() {
        texts.rotate_left(1);
        assert_eq!(names(&texts), ["项目评价", "部门考核", "综合考核"]);
    }
    texts.reverse();
    assert_eq!(names(&texts), ["项目评价", "部门考核", "综合考核"]);
}

/// What is refused: a folder of rule files each, named by the code.
#[test]
fn what_does_not_fit_together_is_told_in_both_languages() {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(story("bad")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(folders.len() >= 8);
    for folder in folders {
        let name = folder.file_name().unwrap().to_str().unwrap();
        let Together { files, plan, mut found } = together(&rules_in(&folder));
        if let Some(plan) = plan.filter(|_| found.is_empty()) {
            found = scored(&plan, |scheme| tables_of(&folder, &files, scheme)).1;
        }
        let given = codes(&found);
        let wanted = name.split('_').next().unwrap();
        assert!(!given.is_empty() && given.iter().all(|code| *code == wanted), "{name}: {given:?}");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(name, rendered(&found, &files));
        });
    }
}

#[test]
fn a_score_can_be_followed_down_to_the_records_it_came_from() {
    let folder = story("projects");
    let Together { files, plan, .. } = together(&rules_in(&folder));
    let plan = plan.unwrap();
    let (done, _) = scored(&plan, |scheme| tables_of(&folder, &files, scheme));
    let (scheme, upper) = (&plan.schemes[1], &done[1]);
    let Done { data, results, earlier } = upper;
    let told = |lang| {
        let made = eval::assessment(scheme, data, results, 0);
        let view = Scored { scheme, data, results, earlier, files: &files };
        report::text(&report::explain(&view, &made), lang)
    };
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("{}\n{}\n{}", told(Lang::Zh), "=".repeat(80), told(Lang::En)));
    });
}

/// Other results below are other data above, though no file of the scheme above has changed.
#[test]
fn the_digest_covers_what_was_handed_over() {
    let folder = story("chain");
    let Together { files, plan, .. } = together(&rules_in(&folder));
    let plan = plan.unwrap();
    let digest = |quality: &str| {
        let (done, _) = scored(&plan, |scheme| {
            let tables = tables_of(&folder, &files, scheme);
            tables
                .into_iter()
                .map(|(name, text)| {
                    (name, text.replace("P2,乙项目,D1,85", &format!("P2,乙项目,D1,{quality}")))
                })
                .collect()
        });
        done.into_iter().map(|done| done.data.digest).collect::<Vec<_>>()
    };
    let (same, other) = (digest("85"), digest("84"));
    assert_eq!(same, digest("85"));
    for (same, other) in same.iter().zip(&other) {
        assert_ne!(same, other);
    }
}

/// Records that nobody handed over are not the same as no records: nothing is scored on them.
#[test]
fn without_the_results_below_nothing_is_made_up() {
    let folder = story("missing");
    let Together { files, plan, .. } = together(&rules_in(&folder));
    let plan = plan.unwrap();
    let scheme = &plan.schemes[1];
    let opened = tables_of(&folder, &files, scheme).into_iter().map(|(name, text)| {
        let tables = open(&name, Box::new(Cursor::new(text.into_bytes()))).value.unwrap();
        (name, tables)
    });
    let data = bind_layers(by_folder(opened), scheme).value.unwrap();
    let results = eval::assess(scheme, &data[0]);
    assert!(results.total.iter().all(Option::is_none));
    assert!(results.scores.iter().all(|column| column.iter().all(|outcome| *outcome == Outcome::Missing)));
}
