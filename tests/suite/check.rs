//! The checker's messages as people meet them: each file in `fixtures/check/bad` has one mistake, named by its code.
//! Read a changed snapshot as a policy officer would: does it say what is wrong, with the numbers, and how to mend it?

use insta::{assert_snapshot, glob};
use kaocheng::source::{Code, Severity};

use crate::read::{codes, rendered, ruled};

#[test]
fn every_mistake_is_told_in_both_languages() {
    glob!("../../fixtures/check/bad", "*.kc", |path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let ruled = ruled(name, &std::fs::read_to_string(path).unwrap());
        let found = codes(&ruled.found);
        if let Some(wanted) = name.split('_').next().filter(|code| code.starts_with("KC")) {
            assert!(!found.is_empty() && found.iter().all(|code| *code == wanted), "{name}: {found:?}");
            assert_eq!(found.len(), 1, "{name}: one mistake, one message");
        }
        assert_snapshot!(rendered(&ruled.found, &ruled.files));
    });
}

#[test]
fn every_code_of_the_checker_has_such_a_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/check/bad");
    let years = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/amend/bad");
    let names: Vec<String> = [folder, years]
        .into_iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    // KC190 is of what no rule file can ask for.
    let of_rules = |code: &&Code| ("KC101".."KC500").contains(&code.id()) && **code != Code::NotYet;
    for code in Code::ALL.iter().filter(of_rules) {
        assert!(names.iter().any(|name| name.starts_with(code.id())), "{} has no fixture", code.id());
    }
}

/// Ten mistakes, two of which cannot be read, give ten messages in one run, whichever width was typed.
#[test]
fn ten_mistakes_give_ten_messages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/check/bad");
    let found = |name: &str| -> Vec<(&'static str, u32)> {
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let ruled = ruled(name, &text);
        ruled
            .found
            .iter()
            .map(|found| {
                let kaocheng::source::Place::Span(span) = found.place else { panic!("{found:?}") };
                let repaired = !found.help.is_empty() || !found.choices.is_empty() || found.fix.is_some();
                assert!(repaired && found.code.severity() != Severity::Advice, "{found:?}");
                (found.code.id(), ruled.files.start(span).line)
            })
            .collect()
    };
    let half = found("ten_mistakes.kc");
    assert_eq!(half.len(), 10, "{half:?}");
    assert_eq!(half.iter().filter(|(code, _)| code.starts_with("KC0")).count(), 2, "{half:?}");
    assert_eq!(found("ten_mistakes_fullwidth.kc"), half);
}

/// The value of a parameter by choice is a choice within a choice: so many that no walk over it is too deep.
#[test]
fn a_parameter_tells_at_most_200_choices_apart() {
    let found = |count: usize| {
        let choices: Vec<String> = (0..count).map(|at| format!("县{at}")).collect();
        let rows: Vec<String> = choices.iter().map(|choice| format!("{choice}: 50%")).collect();
        let text = format!(
            "办法 考核 {{\n对象 县; 满分 10分; 总分 不设限; 修约 不修约\n输入 {{ 县: 枚举({}); 率: 百分比 }}\n参数 门槛 按 县 {{ {} }}\n指标 率 10分: 按比例 率 至 门槛\n}}\n",
            choices.join(", "),
            rows.join("; ")
        );
        let ruled = ruled("rules.kc", &text);
        codes(&ruled.found)
    };
    assert_eq!(found(200), Vec::<&str>::new());
    assert_eq!(found(201), ["KC006"]);
    assert_eq!(found(5000), ["KC006"]);
}
