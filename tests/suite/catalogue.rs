//! The catalogue of scoring methods: `fixtures/catalogue/M01.yaml` to `M72.yaml`, one method each, with the phrase of
//! regulations, our line, the formula and cases worked out by hand. `docs/methods.md` is written from them.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::Deserialize;

use super::engine::{below, root};
use super::methods::{Case, Record, differences, fraction};

const PAGE: &str = "docs/methods.md";
const METHODS: usize = 72;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Method {
    method: String,
    name: Names,
    phrase: String,
    rules: String,
    /// The lines of the rules that carry the method, where they are not all from the first indicator on.
    line: Option<String>,
    formula: String,
    source: String,
    #[serde(default)]
    cases: Vec<Case>,
    not_yet: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    zh: String,
    en: String,
}

static CATALOGUE: LazyLock<Vec<Method>> = LazyLock::new(|| {
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    below(&root("fixtures/catalogue"), "yaml").iter().map(read).collect()
});

#[test]
fn every_method_is_there_once() {
    let there: Vec<&str> = CATALOGUE.iter().map(|method| method.method.as_str()).collect();
    let wanted: Vec<String> = (1..=METHODS).map(|number| format!("M{number}")).collect();
    assert_eq!(there, wanted);
    for method in CATALOGUE.iter() {
        let name = &method.method;
        assert!(method.not_yet.is_some() == method.cases.is_empty(), "{name}: cases, or why there are none");
        let lines: Vec<&str> = method.rules.lines().map(str::trim).collect();
        let known = |line: &str| lines.contains(&line.trim());
        assert!(method.line.iter().flat_map(|line| line.lines()).all(known), "{name}: a line of other rules");
    }
}

#[test]
fn every_method_gives_what_its_cases_say() {
    let mut wrong = String::new();
    for method in CATALOGUE.iter().filter(|method| method.not_yet.is_none()) {
        let found = differences(&method.rules, &method.cases);
        if !found.is_empty() {
            writeln!(wrong, "==== {} {}\n{found}", method.method, method.name.zh).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_page_of_methods_is_up_to_date() {
    let made = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(root(PAGE), &made).unwrap();
    }
    let kept = std::fs::read_to_string(root(PAGE)).unwrap_or_default();
    let hint = format!("{PAGE} is not what fixtures/catalogue says: UPDATE_DOCS=1 cargo test catalogue");
    assert!(kept == made, "{hint}");
}

fn page() -> String {
    let done = CATALOGUE.iter().filter(|method| method.not_yet.is_none()).count();
    let cases: usize = CATALOGUE.iter().map(|method| method.cases.len()).sum();
    let mut page = format!(
        "# 计分办法一览\n\n\
        常见的 {METHODS} 种计分办法, 各写成一行或一块规则。已实现 {done} 种, 共 {cases} 个算例, 每次测试都重算一遍。\n\n\
        本页由测试从 `fixtures/catalogue` 写成, 请勿手改: `UPDATE_DOCS=1 cargo test catalogue`。\n\
        算式中 P 是该项满分, x 是实际值, T 是目标值。例子里的数, 分数是准确值。\n\n\
        | 编号 | 办法 | 条文的说法 | 写法 | 算式 | 例 | 来源 | 状态 |\n|---|---|---|---|---|---|---|---|\n"
    );
    for method in CATALOGUE.iter() {
        let cells = [
            method.method.clone(),
            format!("{}<br>{}", method.name.zh, method.name.en),
            method.phrase.trim().to_owned(),
            boxed(&shown_rules(method)),
            method.formula.trim().to_owned(),
            method.cases.first().map(example).unwrap_or_default(),
            method.source.trim().to_owned(),
            method.not_yet.as_ref().map_or("已实现".to_owned(), |why| format!("尚未: {}", why.trim())),
        ];
        let cells: Vec<String> =
            cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', "<br>")).collect();
        writeln!(page, "| {} |", cells.join(" | ")).unwrap();
    }
    page
}

/// The lines that carry the method: those named, or all from the first formula or indicator on.
fn shown_rules(method: &Method) -> String {
    if let Some(line) = &method.line {
        return line.trim_end().to_owned();
    }
    let opens = |line: &&str| ["公式", "参数", "指标"].iter().any(|word| line.starts_with(word));
    let lines: Vec<&str> = method.rules.lines().skip_while(|line| !opens(line)).collect();
    lines.join("\n")
}

/// Code in a cell of a table: a line break is a tag there, and what a line is set in by is a wide space.
fn boxed(rules: &str) -> String {
    let line = |line: &str| {
        let text = line.trim_start();
        format!("`{}{}`", "\u{3000}".repeat((line.len() - text.len()) / 2), text.trim_end())
    };
    rules.lines().map(line).collect::<Vec<_>>().join("<br>")
}

fn example(case: &Case) -> String {
    let cells = |record: &Record| {
        record.iter().map(|(key, value)| format!("{key} {value}")).collect::<Vec<_>>().join(", ")
    };
    let mut given: Vec<String> = Vec::new();
    if !case.given.is_empty() {
        given.push(cells(&case.given));
    }
    for (name, records) in &case.lists {
        let records: Vec<String> = records.iter().map(|one| format!("({})", cells(one))).collect();
        given.push(format!("{name} {}", records.join(" ")));
    }
    for (layer, record) in &case.layers {
        given.push(format!("{layer}改 {}", cells(record)));
    }
    for (layer, changes) in &case.changes {
        let changes: Vec<String> = changes.iter().map(|one| format!("({})", cells(one))).collect();
        given.push(format!("{layer}改 {}", changes.join(" ")));
    }
    let expected: Vec<String> =
        case.expect.iter().map(|(name, value)| format!("{name} **{}**", in_words(value))).collect();
    format!("{}: {} → {}", case.name, given.join("; "), expected.join(", "))
}

/// What is expected, as a reader would say it.
fn in_words(value: &str) -> String {
    let (state, figure) = value.split_once(' ').unwrap_or((value, ""));
    let state = match state {
        "missing" => "未定",
        "not_applicable" => "不适用",
        "excused" => "免责",
        "elsewhere" => "不属此支",
        "failed" => "无法计分",
        "none" => "无",
        "follows" => "是",
        other => other,
    };
    let about = match fraction(value) {
        Some(number) if value.contains('/') => format!(" (约 {})", number.rounded(4).plain()),
        _ => String::new(),
    };
    [state, figure].join(" ").trim().to_owned() + &about
}
