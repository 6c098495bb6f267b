//! The pages of the codes are true: what they call wrong gives the code, what they call right gives nothing.

use kaocheng::source::{Code, Lang};

use crate::read::{Ruled, bound, codes, rendered, ruled};

/// What a file cannot show: the text of a page says it in words.
const NO_EXAMPLE: [Code; 19] = [
    Code::NotYet,
    Code::Unreadable,
    Code::BadManifest,
    Code::RecordDamaged,
    Code::RecordConflict,
    Code::RecordUnreferenced,
    Code::TemplateFault,
    Code::FormOfOtherRules,
    Code::FormOfOldRules,
    Code::FormLabel,
    Code::FormsDiffer,
    Code::FormMissing,
    Code::FormLate,
    Code::NotOnRoster,
    Code::NeverFull,
    Code::AlwaysSame,
    Code::GradeBeyond,
    Code::MissingPays,
    Code::PleaseReport,
];
const MARKER: &str = "<!-- no example -->";
const SECTIONS: [&str; 4] =
    ["是什么 / What it is", "为什么要紧 / Why it matters", "错 / Wrong", "对 / Right"];

/// The four sections of a page.
fn sections(code: Code) -> [&'static str; 4] {
    let source = code.page_source();
    let parts: Vec<(&str, &str)> =
        source.split("\n## ").skip(1).map(|part| part.split_once('\n').unwrap()).collect();
    let headings: Vec<&str> = parts.iter().map(|(heading, _)| *heading).collect();
    assert_eq!(headings, SECTIONS, "{}", code.id());
    [parts[0].1, parts[1].1, parts[2].1, parts[3].1]
}

/// The blocks of code of a section: the word after the fence, and the text.
fn blocks(section: &str) -> Vec<(String, String)> {
    let fenced = section.split("```").skip(1).step_by(2);
    let split = |block: &str| block.split_once('\n').map(|(word, text)| (word.to_owned(), text.to_owned()));
    fenced.filter_map(split).collect()
}

/// The rules of an example, whole: a snippet stands in a small scheme.
fn whole(rules: &str) -> String {
    if rules.starts_with("办法") {
        return rules.to_owned();
    }
    format!("办法 示例 {{ 对象 部门; 满分 10分; 总分 不设限; 修约 不修约\n{rules}\n}}\n")
}

/// What an example gives, and how it reads.
fn found(code: Code, section: &str) -> (Vec<&'static str>, String) {
    let blocks = blocks(section);
    let (rules, tables) = blocks.split_first().unwrap();
    assert_eq!(rules.0, "kc", "{}", code.id());
    let Ruled { files, plan, found } = ruled("rules.kc", &whole(&rules.1));
    if tables.is_empty() || !found.is_empty() {
        return (codes(&found), rendered(&found, &files));
    }
    let tables: Vec<(String, Vec<u8>)> = tables
        .iter()
        .map(|(word, text)| {
            let name = word.strip_prefix("csv").unwrap().trim();
            let name = if name.is_empty() { "subjects.csv" } else { name };
            (name.to_owned(), text.clone().into_bytes())
        })
        .collect();
    let found = bound(&plan.unwrap(), &tables);
    (codes(&found), rendered(&found, &files))
}

#[test]
fn every_page_has_its_headline_and_both_languages() {
    for &code in Code::ALL {
        let title = code.title();
        let first = code.page_source().lines().next().unwrap();
        assert_eq!(first, format!("# {} {} · {}", code.id(), title.zh, title.en));
        let [what, why, wrong, right] = sections(code);
        let prose = if NO_EXAMPLE.contains(&code) { vec![what, why, wrong, right] } else { vec![what, why] };
        for section in prose {
            let (zh, en) =
                section.split_once("\n---\n").unwrap_or_else(|| panic!("{}: {section}", code.id()));
            assert!(!zh.is_ascii() && zh.trim().ends_with(['。', '?']), "{}: {zh}", code.id());
            let chinese = en.chars().filter(|letter| ('\u{4e00}'..='\u{9fff}').contains(letter)).count();
            assert!(chinese <= 6 && en.trim().ends_with(['.', '?']), "{}: {en}", code.id());
        }
    }
}

#[test]
fn wrong_gives_this_code_and_right_gives_nothing() {
    let mut untrue = Vec::new();
    for &code in Code::ALL {
        assert_eq!(code.page_source().contains(MARKER), NO_EXAMPLE.contains(&code), "{}", code.id());
        if NO_EXAMPLE.contains(&code) {
            continue;
        }
        let [_, _, wrong, right] = sections(code);
        let (given, text) = found(code, wrong);
        if given.is_empty() || given.iter().any(|given| *given != code.id()) {
            untrue.push(format!("{} wrong: {given:?}\n{text}", code.id()));
        }
        let (given, text) = found(code, right);
        if !given.is_empty() {
            untrue.push(format!("{} right: {given:?}\n{text}", code.id()));
        }
    }
    assert!(untrue.is_empty(), "{}", untrue.join("\n"));
}

#[test]
fn a_page_is_printed_in_one_language() {
    insta::assert_snapshot!(Code::PointsNotClosing.page(Lang::Zh));
    insta::assert_snapshot!(Code::UnknownSubject.page(Lang::En));
    for &code in Code::ALL {
        for lang in [Lang::Zh, Lang::En] {
            let page = code.page(lang);
            let plain = !page.contains("```") && !page.contains("---") && !page.contains("<!--");
            assert!(plain && page.lines().count() > 8, "{page}");
        }
    }
}

/// A code of which nothing in the program speaks would promise what nobody keeps.
#[test]
fn every_code_is_raised_somewhere() {
    let mut sources = String::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let ours = path.ends_with("code.rs") && path.parent().unwrap().ends_with("source");
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !ours
                && !path.ends_with("pages.rs")
            {
                sources += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    for code in Code::ALL {
        assert!(sources.contains(&format!("Code::{code:?}")), "{code:?} is never raised");
    }
}
