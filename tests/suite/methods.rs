//! The ways to score, row by row: `fixtures/methods/*.yaml` says what each case gives, worked out by hand. A new case is
//! a new row there. Whatever differs is shown with the working of its subject.

use std::fmt::Write as _;

use indexmap::IndexMap;
use kaocheng::eval::{Follows, Outcome, Results, State, Value, alerts, assessment};
use kaocheng::number::Number;
use kaocheng::plan::{Scheme, ValueType};
use kaocheng::source::Lang;
use serde::Deserialize;

use super::engine::{Rules, Run, root, rules};

pub(crate) type Record = IndexMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    title: String,
    source: String,
    rules: String,
    cases: Vec<Case>,
}

/// One subject: what is given, and what it is to come to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) given: Record,
    #[serde(default)]
    pub(crate) lists: IndexMap<String, Vec<Record>>,
    /// What the tables of later layers change.
    #[serde(default)]
    pub(crate) layers: IndexMap<String, Record>,
    /// The lines of 修改.csv of later layers.
    #[serde(default)]
    pub(crate) changes: IndexMap<String, Vec<Record>>,
    /// Whether it is scored as the only subject: nobody else brings a layer with them.
    #[serde(default)]
    pub(crate) alone: bool,
    #[serde(default)]
    pub(crate) expect: Record,
    /// What its working says.
    #[serde(default)]
    pub(crate) says: Vec<String>,
    /// The code by which its data are refused, and a part of the message.
    pub(crate) refused: Option<String>,
}

/// What stands in the head where the rules of a family do not say otherwise.
const HEAD: [(&str, &str); 4] =
    [("对象", "对象 单位"), ("总分", "总分 不设限"), ("修约", "修约 不修约"), ("缺报", "缺报 报错")];

#[test]
fn every_case_gives_what_its_row_says() {
    let mut wrong = String::new();
    let mut figures = 0;
    for path in super::engine::below(&root("fixtures/methods"), "yaml") {
        let text = std::fs::read_to_string(&path).unwrap();
        let family: Family =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        figures += family.cases.iter().map(|case| case.expect.len()).sum::<usize>();
        let found = differences(&family.rules, &family.cases);
        if !found.is_empty() {
            let name = path.file_name().unwrap().display();
            writeln!(wrong, "==== {name}: {} ({})\n{found}", family.title, family.source.trim()).unwrap();
        }
    }
    assert!(figures > 500, "only {figures} figures were compared");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Scores the cases as the subjects of one dataset, those that stand alone on their own, and says where they differ
/// from what is expected.
pub(crate) fn differences(text: &str, cases: &[Case]) -> String {
    let rules = match rules("rules.kc", &whole(text)) {
        Ok(rules) => rules,
        Err(found) => return found,
    };
    let (apart, together): (Vec<&Case>, Vec<&Case>) =
        cases.iter().partition(|case| case.alone || case.refused.is_some());
    let mut found = if together.is_empty() { String::new() } else { of_one_dataset(&rules, &together) };
    for case in apart {
        found += &match &case.refused {
            Some(why) => refusal(&rules, case, why),
            None => of_one_dataset(&rules, &[case]),
        };
    }
    found
}

fn refusal(rules: &Rules, case: &Case, why: &str) -> String {
    match tables(&rules.scheme, &[case]).and_then(|tables| rules.score(&tables)) {
        Ok(_) => format!("-- {}: not refused\n", case.name),
        Err(found) if why.split(' ').all(|part| found.contains(part)) => String::new(),
        Err(found) => format!("-- {}: refused otherwise than by {why}\n{found}\n", case.name),
    }
}

fn of_one_dataset(rules: &Rules, cases: &[&Case]) -> String {
    let run = match tables(&rules.scheme, cases).and_then(|tables| rules.score(&tables)) {
        Ok(run) => run,
        Err(found) => return found,
    };
    super::laws::hold(&run.json());
    let all = cases.iter().enumerate();
    all.map(|(subject, case)| case_differences(rules, &run, (subject, case))).collect()
}

/// The rules of a family as a whole file.
fn whole(rules: &str) -> String {
    if rules.starts_with("办法") || rules.starts_with("scheme") {
        return rules.to_owned();
    }
    let said = |key: &str| rules.lines().any(|line| line.starts_with(key));
    let head: Vec<&str> = HEAD.iter().filter(|(key, _)| !said(key)).map(|(_, line)| *line).collect();
    format!("办法 试算 {{\n{}\n{rules}\n}}\n", head.join("\n"))
}

/// The cases as data: one subject each, a cell that is not given left empty; the first layer at the top, later ones in
/// their folders where some case has them.
fn tables(scheme: &Scheme, cases: &[&Case]) -> Result<Vec<(String, String)>, String> {
    let is_list = |input: &&kaocheng::plan::Input| matches!(input.value_type, ValueType::List(_));
    let columns: Vec<&str> =
        scheme.inputs.iter().filter(|input| !is_list(input)).map(|input| input.column.as_str()).collect();
    let mut subjects = vec![[&["编号"], columns.as_slice()].concat().join(",")];
    for (at, case) in cases.iter().enumerate() {
        if let Some(other) = case.given.keys().find(|key| !columns.contains(&key.as_str())) {
            return Err(format!("{}: no column {other}; there are {columns:?}", case.name));
        }
        subjects.push(row(at, &columns, &case.given));
    }
    let mut tables = vec![("subjects.csv".to_owned(), subjects.join("\n"))];
    for list in &scheme.lists {
        let name = &scheme.input(list.input).column;
        let fields: Vec<&str> = list.fields.iter().map(|field| field.name.as_str()).collect();
        let mut lines = vec![[&["编号"], fields.as_slice()].concat().join(",")];
        for (at, case) in cases.iter().enumerate() {
            lines.extend(case.lists.get(name).into_iter().flatten().map(|record| row(at, &fields, record)));
        }
        tables.push((format!("{name}.csv"), lines.join("\n")));
    }
    for layer in &scheme.layers {
        tables.extend(later(layer, &columns, cases)?);
    }
    Ok(tables)
}

const CHANGES: [&str; 6] = ["输入", "原值", "新值", "人", "原因", "佐证"];

/// The tables of a layer: what it changes in columns, and in lines.
fn later(layer: &str, columns: &[&str], cases: &[&Case]) -> Result<Vec<(String, String)>, String> {
    let mut cells = vec![[&["编号"], columns].concat().join(",")];
    let mut lines = vec![[&["编号"], CHANGES.as_slice()].concat().join(",")];
    for (at, case) in cases.iter().enumerate() {
        if let Some(changed) = case.layers.get(layer) {
            if let Some(other) = changed.keys().find(|key| !columns.contains(&key.as_str())) {
                return Err(format!("{}: no column {other}; there are {columns:?}", case.name));
            }
            cells.push(row(at, columns, changed));
        }
        lines.extend(case.changes.get(layer).into_iter().flatten().map(|change| row(at, &CHANGES, change)));
    }
    let tables = [("subjects", cells), ("修改", lines)].into_iter().filter(|(_, lines)| lines.len() > 1);
    Ok(tables.map(|(name, lines)| (format!("{layer}/{name}.csv"), lines.join("\n"))).collect())
}

fn row(subject: usize, columns: &[&str], given: &Record) -> String {
    let cells = columns.iter().map(|&column| given.get(column).map_or("", String::as_str));
    std::iter::once(format!("D{subject}").as_str()).chain(cells).collect::<Vec<_>>().join(",")
}

fn case_differences(rules: &Rules, run: &Run<'_>, (subject, case): (usize, &Case)) -> String {
    let mut found = String::new();
    let told = run.explain(subject, Lang::Zh);
    for unsaid in case.says.iter().filter(|said| !told.contains(said.as_str())) {
        writeln!(found, "  not said: {unsaid}").unwrap();
    }
    for (name, expected) in &case.expect {
        let came = figure(&rules.scheme, run, (subject, name));
        if !same(&came, expected) {
            writeln!(found, "  {name}: expected {expected}, came out as {came}").unwrap();
        }
    }
    if found.is_empty() {
        return found;
    }
    format!("-- {}\n{found}\n{told}\n", case.name)
}

/// A number is compared as a number, so that 0.50 is 1/2.
pub(super) fn same(came: &str, expected: &str) -> bool {
    let split = |text: &str| -> (String, Option<Number>) {
        let (state, digits) = text.rsplit_once(' ').unwrap_or(("", text));
        match fraction(digits) {
            Some(number) => (state.to_owned(), Some(number)),
            None => (text.to_owned(), None),
        }
    };
    split(came) == split(expected)
}

pub(crate) fn fraction(text: &str) -> Option<Number> {
    match text.split_once('/') {
        Some((above, below)) => Number::parse(above).ok()?.over(&Number::parse(below).ok()?),
        None => Number::parse(text).ok(),
    }
}

/// What a name in `expect` stands for; with the title of a 对照 in brackets, in that reading: `总分(重管理)`.
pub(super) fn figure(scheme: &Scheme, run: &Run<'_>, (subject, name): (usize, &str)) -> String {
    let reading = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let at = reading.and_then(|(_, title)| scheme.variants.iter().position(|other| other.title == title));
    match (reading, at) {
        (Some((name, _)), Some(at)) => {
            let (scheme, results) = (&scheme.variants[at].scheme, &run.results.variants[at]);
            figure_in((scheme, results), run, (subject, name))
        }
        (_, _) => figure_in((scheme, &run.results), run, (subject, name)),
    }
}

/// A figure of the whole, a consequence (its amount in 元), a formula, a bonus or penalty, or an indicator.
fn figure_in(
    (scheme, results): (&Scheme, &Results),
    run: &Run<'_>,
    (subject, name): (usize, &str),
) -> String {
    let (results, name) = if name.contains('.') { of_layer(scheme, run, name) } else { (results, name) };
    let of = |column: &[Option<Number>]| match &column[subject] {
        Some(number) => number.plain(),
        None => state(results.states[subject]).to_owned(),
    };
    let place = results.places.first().and_then(|places| places[subject]);
    match name {
        "总分" => return of(&results.total),
        "基础分" => return of(&results.base),
        "加分" => return of(&results.bonus),
        "扣分" => return of(&results.penalty),
        "等级" => return results.grades[subject].map_or("none", |grade| scheme.grade(grade)).to_owned(),
        "名次" => return place.map_or_else(|| "none".to_owned(), |place| place.to_string()),
        _ => {}
    }
    if let Some(text) = name.strip_prefix("应用 ") {
        let made = assessment(scheme, &run.data, results, subject);
        let follows = made.consequences.iter().find(|one| scheme.consequences[one.consequence].text == text);
        return match follows {
            Some(Follows { undecided: Some(_), .. }) => "missing".to_owned(),
            Some(Follows { money: Some(money), .. }) => money.plain(),
            Some(Follows { money: None, .. }) => "follows".to_owned(),
            None => "none".to_owned(),
        };
    }
    if let Some(level) = name.strip_prefix("警示 ") {
        let told = alerts(scheme, &run.data, results, subject).into_iter();
        let told = told.filter(|one| scheme.alert_level(scheme.alerts[one.alert].level) == level);
        let open: Vec<bool> = told.map(|one| one.undecided.is_some()).collect();
        let undecided = open.iter().any(|open| *open);
        return if undecided { "missing".to_owned() } else { open.len().to_string() };
    }
    if let Some(formula) = name.strip_prefix("公式 ") {
        let at = scheme.formulas.iter().position(|one| one.name == formula).unwrap();
        return match &results.formulas[at][subject].value {
            Ok(Value::Number(number)) => number.plain(),
            other => format!("{other:?}"),
        };
    }
    if let Some((_, item)) = name.split_once("分项 ") {
        let penalty = name.starts_with('扣');
        let at = scheme.outside.iter().position(|one| one.name == item && one.penalty == penalty).unwrap();
        return outcome(&results.outside[at][subject]);
    }
    let at = scheme.indicators.iter().position(|one| one.path == name);
    let at = at.or_else(|| scheme.indicators.iter().position(|one| one.name == name));
    let at = at.unwrap_or_else(|| panic!("no indicator {name}"));
    outcome(&results.scores[at][subject])
}

/// The results that a name speaks of, and the name without its layer.
fn of_layer<'a>(scheme: &Scheme, run: &'a Run<'_>, name: &'a str) -> (&'a Results, &'a str) {
    let Some((layer, rest)) = name.split_once('.') else { return (&run.results, name) };
    let own = |results: &&Results| results.layer.is_some_and(|at| scheme.layer(at) == layer);
    let found = run.earlier.iter().chain([&run.results]).find(own);
    (found.unwrap_or_else(|| panic!("no layer {layer}")), rest)
}

fn state(state: State) -> &'static str {
    match state {
        State::Complete => "complete",
        State::Incomplete => "missing",
        State::Failed => "failed",
    }
}

fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Scored(score) => score.plain(),
        Outcome::Presumed(score) => format!("missing {}", score.plain()),
        Outcome::Excused(score) => format!("excused {}", score.plain()),
        Outcome::Missing => "missing".to_owned(),
        Outcome::NotApplicable => "not_applicable".to_owned(),
        Outcome::Elsewhere => "elsewhere".to_owned(),
        Outcome::Failed => "failed".to_owned(),
    }
}
