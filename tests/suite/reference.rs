//! The language reference is true: every example is checked, and where a table and a result follow, scored. Both
//! languages say the same. The tables of words are those of the grammar and of the functions.

use std::fmt::Write as _;

use kaocheng::report::{Tested, tests_text};
use kaocheng::source::{Lang, Style};
use kaocheng::testing;

use super::engine::{Rules, root, rules};
use super::methods::{figure, same};
use super::read::{codes, rendered, ruled};

const BOTH: [(Lang, &str); 2] = [(Lang::Zh, "docs/language.zh-CN.md"), (Lang::En, "docs/language.md")];

/// What results call a figure in English, and what the engine's tests call it.
const FIGURES: [(&str, &str); 6] = [
    ("total", "总分"),
    ("base", "基础分"),
    ("bonus", "加分"),
    ("penalty", "扣分"),
    ("grade", "等级"),
    ("place", "名次"),
];

/// States as results write them, and as the engine's tests call them.
const STATES: [(&str, &str); 8] = [
    ("未定", "missing"),
    ("不适用", "not_applicable"),
    ("不属于它", "elsewhere"),
    ("不能计分", "failed"),
    ("n/a", "not_applicable"),
    ("undecided", "missing"),
    ("not-its-own", "elsewhere"),
    ("failed", "failed"),
];

/// A fenced block: the words after the fence, the text, and the line it begins on.
struct Fence {
    words: String,
    text: String,
    line: usize,
}

/// An example: rules, with the files they build on, then perhaps tables and what comes out.
struct Example {
    rules: Fence,
    bases: Vec<(String, String)>,
    tables: Vec<(String, String)>,
    result: Option<Fence>,
}

fn text(lang: Lang) -> String {
    let (_, path) = BOTH.iter().find(|(of, _)| *of == lang).unwrap();
    std::fs::read_to_string(root(path)).unwrap()
}

/// The fenced blocks of a document, and its lines outside of them.
fn parts(document: &str) -> (Vec<Fence>, Vec<&str>) {
    let (mut fences, mut prose): (Vec<Fence>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut open: Option<Fence> = None;
    for (at, line) in document.lines().enumerate() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(_), Some(fence)) => fences.push(fence),
            (Some(words), None) => {
                open = Some(Fence { words: words.to_owned(), text: String::new(), line: at + 1 });
            }
            (None, Some(fence)) => open = Some(Fence { text: fence.text + line + "\n", ..fence }),
            (None, None) => prose.push(line),
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    (fences, prose)
}

fn examples(document: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut bases = Vec::new();
    for fence in parts(document).0 {
        let (kind, rest) = fence.words.split_once(' ').unwrap_or((&fence.words, ""));
        let table = if rest.is_empty() { "subjects.csv".to_owned() } else { rest.to_owned() };
        match kind {
            "kc" if rest.starts_with("file ") => {
                bases.push((rest.trim_start_matches("file ").to_owned(), fence.text));
            }
            "kc" => {
                let bases = std::mem::take(&mut bases);
                found.push(Example { rules: fence, bases, tables: Vec::new(), result: None });
            }
            "csv" => found.last_mut().unwrap().tables.push((table, fence.text)),
            "result" => found.last_mut().unwrap().result = Some(fence),
            _ => assert_eq!(kind, "text", "line {}", fence.line),
        }
    }
    found
}

/// The rules of an example, whole: a snippet stands in a small scheme.
fn whole(rules: &str, lang: Lang) -> String {
    if ["办法", "scheme"].iter().any(|word| rules.contains(&format!("{word} ")) && rules.contains("{\n")) {
        let first = rules.lines().find(|line| !line.trim_start().starts_with("//") && !line.is_empty());
        if first.is_some_and(|line| line.starts_with("办法") || line.starts_with("scheme")) {
            return rules.to_owned();
        }
    }
    let head = match lang {
        Lang::Zh => "办法 示例 { 对象 单位; 满分 10分; 总分 不设限; 修约 不修约",
        Lang::En => "scheme Example { subjects office; points 10 points; total unlimited; round never",
    };
    format!("{head}\n{rules}\n}}\n")
}

/// The rules of an example, beside the files they build on.
fn read(example: &Example, lang: Lang) -> Result<Rules, String> {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("reference-{lang:?}-{}", example.rules.line));
    for (name, text) in &example.bases {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), text).unwrap();
    }
    rules(&folder.join("rules.kc").display().to_string(), &whole(&example.rules.text, lang))
}

/// What is not as the document says.
fn untrue(example: &Example, lang: Lang) -> String {
    let rules_text = whole(&example.rules.text, lang);
    if let Some(code) = example.rules.words.strip_prefix("kc error ") {
        let read = ruled("rules.kc", &rules_text);
        let given = codes(&read.found);
        let as_said = !given.is_empty() && given.iter().all(|given| *given == code);
        return if as_said {
            String::new()
        } else {
            format!("gives {given:?}\n{}", rendered(&read.found, &read.files))
        };
    }
    let rules = match read(example, lang) {
        Ok(rules) => rules,
        Err(found) => return found,
    };
    let failed = failed_tests(&rules);
    if !failed.is_empty() {
        return failed;
    }
    match &example.result {
        Some(result) => wrong_figures(&rules, example, &result.text),
        None if example.tables.is_empty() => String::new(),
        None => "tables without a result".to_owned(),
    }
}

/// The tests of an example that do not come out.
fn failed_tests(rules: &Rules) -> String {
    let cases = testing::cases(&rules.scheme).into_iter();
    let run: Vec<_> =
        cases.map(|case| (testing::run(&rules.scheme, &case), case)).map(|(a, b)| (b, a)).collect();
    if run.iter().all(|(_, verdict)| verdict.passed()) {
        return String::new();
    }
    let tested = Tested { scheme: &rules.scheme, files: &rules.files, cases: &run };
    tests_text(&[tested], Style::default())
}

fn wrong_figures(rules: &Rules, example: &Example, said: &str) -> String {
    let run = match rules.score(&example.tables) {
        Ok(run) => run,
        Err(found) => return found,
    };
    // Of several schemes the figures are those of the last.
    let own = example.tables.iter().find(|(name, _)| name.starts_with(&format!("{}/", rules.scheme.name)));
    let ids: Vec<&str> = own
        .unwrap_or(&example.tables[0])
        .1
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .collect();
    let mut wrong = String::new();
    for line in said.lines() {
        let line = line.strip_prefix("→ ").unwrap_or_else(|| panic!("not a result: {line}"));
        let (who, figures) = line.split_once(": ").unwrap();
        let id = who.split(' ').next().unwrap();
        let subject = ids.iter().position(|one| *one == id).unwrap_or_else(|| panic!("no subject {id}"));
        for said in figures.split(", ") {
            let bare = said.strip_suffix('分').or_else(|| said.strip_suffix(" points")).unwrap_or(said);
            let (name, value) = bare.rsplit_once(' ').unwrap_or_else(|| panic!("no figure: {said}"));
            let value = STATES.iter().find(|(word, _)| *word == value).map_or(value, |(_, state)| state);
            let came = figure(&rules.scheme, &run, (subject, &figure_name(name)));
            let number = came.rsplit(' ').next().unwrap();
            if !same(number, value) {
                writeln!(wrong, "{id} {name}: {value} in the document, {came} from the engine").unwrap();
            }
        }
        if !wrong.is_empty() {
            wrong += &run.explain(subject, Lang::Zh);
        }
    }
    wrong
}

fn figure_name(name: &str) -> String {
    // In another reading: `total(whole steps)`.
    if let Some((name, title)) = name.split_once('(') {
        return format!("{}({title}", figure_name(name));
    }
    if let Some((_, zh)) = FIGURES.iter().find(|(en, _)| *en == name) {
        return (*zh).to_owned();
    }
    for (en, zh) in
        [("formula ", "公式 "), ("alert ", "警示 "), ("bonus ", "加分项 "), ("penalty ", "扣分项 ")]
    {
        if let Some(rest) = name.strip_prefix(en) {
            return format!("{zh}{rest}");
        }
    }
    name.to_owned()
}

#[test]
fn every_example_is_true() {
    let mut found = String::new();
    for (lang, path) in BOTH {
        let examples = examples(&text(lang));
        assert!(examples.len() > 35, "{path}: only {} examples", examples.len());
        for example in &examples {
            let untrue = untrue(example, lang);
            if !untrue.is_empty() {
                writeln!(found, "==== {path}:{}\n{}\n{untrue}", example.rules.line, example.rules.text)
                    .unwrap();
            }
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

#[test]
fn both_languages_say_the_same() {
    let (zh, en) = (text(Lang::Zh), text(Lang::En));
    let levels = |document: &str| -> Vec<usize> {
        let heading = |line: &&str| line.starts_with('#');
        let level = |line: &str| line.chars().take_while(|letter| *letter == '#').count();
        parts(document).1.into_iter().filter(heading).map(level).collect()
    };
    assert_eq!(levels(&zh), levels(&en), "headings");
    let rows = |document: &str| parts(document).1.iter().filter(|line| line.starts_with('|')).count();
    assert_eq!(rows(&zh), rows(&en), "rows of tables");
    let (zh, en) = (examples(&zh), examples(&en));
    assert_eq!(zh.len(), en.len(), "examples");
    for (zh, en) in zh.iter().zip(&en) {
        let place =
            format!("lines {} and {}:\n{}\n{}", zh.rules.line, en.rules.line, zh.rules.text, en.rules.text);
        assert_eq!(zh.rules.words, en.rules.words, "{place}");
        assert_eq!(meant(zh, Lang::Zh), meant(en, Lang::En), "{place}");
        let figures = |example: &Example| example.result.as_ref().map(|result| numbers(&result.text));
        assert_eq!(figures(zh), figures(en), "{place}");
        let cells = |example: &Example| -> Vec<usize> {
            example
                .tables
                .iter()
                .flat_map(|(_, table)| table.lines().map(|line| line.split(',').count()))
                .collect()
        };
        assert_eq!(cells(zh), cells(en), "{place}");
    }
}

/// What the rules of an example mean, without its words: the plan, less texts and places.
fn meant(example: &Example, lang: Lang) -> Option<String> {
    let rules = read(example, lang).ok()?;
    let plan = format!("{:?}{:?}", rules.below, rules.scheme);
    let mut meant = String::new();
    for (at, part) in plan.split('"').enumerate() {
        if at % 2 == 0 {
            meant += part;
        }
    }
    let mut plain = String::new();
    for (at, part) in meant.split("Span {").enumerate() {
        let rest = if at == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) };
        plain += rest;
    }
    Some(plain)
}

fn numbers(text: &str) -> Vec<String> {
    let split = text.split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | '/' | '-')));
    split.filter(|part| part.contains(|letter: char| letter.is_ascii_digit())).map(str::to_owned).collect()
}

/// The rows of the first table after a marker.
fn table_after<'a>(document: &'a str, marker: &str) -> Vec<&'a str> {
    let (_, rest) = document.split_once(marker).unwrap_or_else(|| panic!("no {marker}"));
    rest.lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .collect()
}

#[test]
fn the_table_of_keywords_is_that_of_the_grammar() {
    let rows = grammar_rows();
    assert!(rows.len() > 120, "{}", rows.len());
    for (lang, path) in BOTH {
        let written = text(lang);
        assert_eq!(table_after(&written, "<!-- keywords -->").join("\n"), rows.join("\n"), "{path}");
    }
}

/// Every keyword and word of comparison, both spellings, in the order of the grammar, each pair once.
fn grammar_rows() -> Vec<String> {
    let grammar = std::fs::read_to_string(root("grammar/kaocheng.pest")).unwrap();
    let mut rows: Vec<String> = Vec::new();
    for line in grammar.lines() {
        let Some((name, definition)) = line.split_once("= @{").or_else(|| line.split_once("= _{")) else {
            continue;
        };
        let name = name.trim();
        if !name.starts_with("kw_")
            && !["not_below", "not_above", "not_equal", "same", "above", "below"].contains(&name)
        {
            continue;
        }
        let (zh, en) = spellings(definition);
        let row = format!("| {} | {} |", zh.join(" / "), en.join(" / "));
        if !rows.contains(&row) {
            rows.push(row);
        }
    }
    rows
}

fn spellings(definition: &str) -> (Vec<String>, Vec<String>) {
    let definition =
        definition.replace("(\"less\" | \"fewer\") ~ \" \"+ ~ \"than\"", "\"less than\" | \"fewer than\"");
    let mut both = (Vec::new(), Vec::new());
    for part in definition.split('|') {
        let words: Vec<&str> =
            part.split('"').skip(1).step_by(2).map(str::trim).filter(|word| !word.is_empty()).collect();
        let word = words.join(" ");
        if word.contains(|letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter)) {
            both.0.push(word);
        } else if word.contains(|letter: char| letter.is_ascii_alphabetic()) {
            both.1.push(word);
        }
    }
    both
}

#[test]
fn the_words_that_cannot_be_names_are_those_of_the_grammar() {
    let grammar = std::fs::read_to_string(root("grammar/kaocheng.pest")).unwrap();
    let (_, reserved) = grammar.split_once("reserved = @{").unwrap();
    let (reserved, _) = reserved.split_once("\n}").unwrap();
    let (zh, en) = spellings(reserved);
    for (lang, path) in BOTH {
        let written = text(lang);
        let rows = table_after(&written, "<!-- reserved -->");
        assert_eq!(rows, [format!("| {} | {} |", zh.join(" "), en.join(" "))], "{path}");
    }
}

#[test]
fn the_table_of_functions_is_that_of_the_program() {
    let source = std::fs::read_to_string(root("src/check/terms/functions.rs")).unwrap();
    let (_, table) = source.split_once("const FUNCTIONS").unwrap();
    let (table, _) = table.split_once("];").unwrap();
    let functions: Vec<(String, String)> = table
        .lines()
        .filter_map(|line| {
            let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            let [zh, en] = words.as_slice() else { return None };
            Some((format!("`{zh}`"), format!("`{en}`")))
        })
        .collect();
    assert!(functions.len() > 10);
    for (lang, path) in BOTH {
        let written = text(lang);
        let rows = table_after(&written, "<!-- functions -->");
        let listed: Vec<(String, String)> = rows
            .iter()
            .map(|row| {
                let cells: Vec<&str> = row.split('|').map(str::trim).collect();
                (cells[1].to_owned(), cells[2].to_owned())
            })
            .collect();
        assert_eq!(listed, functions, "{path}");
    }
}

#[test]
fn every_link_and_command_is_there() {
    for (lang, path) in BOTH {
        let written = text(lang);
        let anchors: Vec<String> =
            parts(&written).1.iter().filter(|line| line.starts_with('#')).map(|line| anchor(line)).collect();
        for link in written.split("](#").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            assert!(anchors.iter().any(|anchor| anchor == link), "{path}: no heading for #{link}");
        }
        for command in written.split("`kaocheng ").skip(1).map(|rest| rest.split([' ', '`']).next().unwrap())
        {
            let there = [
                "new", "check", "assess", "explain", "run", "test", "verify", "report", "sample", "flatten",
                "code",
            ];
            assert!(there.contains(&command), "{command}");
        }
        for code in written
            .split("KC")
            .skip(1)
            .map(|rest| rest.split(|letter: char| !letter.is_ascii_digit()).next().unwrap())
        {
            let known = kaocheng::source::Code::ALL.iter().any(|known| known.id() == format!("KC{code}"));
            assert!(known || code.is_empty(), "{path}: no code KC{code}");
        }
    }
}

/// What a heading is called in links: letters, digits and `-`, in lower case.
fn anchor(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || matches!(letter, ' ' | '-');
    heading
        .trim_start_matches('#')
        .trim()
        .to_lowercase()
        .chars()
        .filter(kept)
        .collect::<String>()
        .replace(' ', "-")
}
