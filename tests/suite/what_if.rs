//! What if: the search against trying everything, on small made-up rules; every proposal scored again from its tables.

use std::collections::BTreeMap;

use kaocheng::data::{self, Cell, Dataset, bind_layers, open};
use kaocheng::eval::{Results, assess_layers};
use kaocheng::number::{Bound, Number, Unit};
use kaocheng::plan::{Constant, GradeId, Input, InputId, Level, Method, OnMissing, Scheme, ValueType};
use kaocheng::study::what_if::{Asked, Hand, Reaching, Way, reaching};

use super::cli::ran;
use super::engine::{Rules, root, rules_of, tables_of};

/// A subjects table: header and rows.
#[derive(Clone)]
struct Sheet {
    headers: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn text(&self) -> String {
        let line = |cells: &[String]| cells.join(",");
        std::iter::once(&self.headers).chain(&self.rows).map(|row| line(row) + "\n").collect()
    }

    fn of(text: &str) -> Sheet {
        let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<String>>());
        Sheet { headers: lines.next().unwrap(), rows: lines.collect() }
    }

    fn set(&mut self, row: usize, column: &str, value: &str) {
        let at = self.headers.iter().position(|header| header == column).unwrap();
        self.rows[row][at] = value.to_owned();
    }

    fn get(&self, row: usize, column: &str) -> &str {
        &self.rows[row][self.headers.iter().position(|header| header == column).unwrap()]
    }
}

fn bound(scheme: &Scheme, sheet: &Sheet, beside: &[(String, String)]) -> Vec<Dataset> {
    let subjects = ("subjects.csv".to_owned(), sheet.text());
    let files = std::iter::once(&subjects).chain(beside);
    let tables = files.flat_map(|(name, text)| {
        open(name, Box::new(std::io::Cursor::new(text.clone().into_bytes()))).value.unwrap()
    });
    let bound = bind_layers(vec![(String::new(), tables.collect())], scheme);
    bound.value.unwrap_or_else(|| panic!("{:?}", bound.diagnostics))
}

fn scored(scheme: &Scheme, sheet: &Sheet, beside: &[(String, String)]) -> (Vec<Dataset>, Results) {
    let layers = bound(scheme, sheet, beside);
    let results = assess_layers(scheme, &layers).pop().unwrap();
    (layers, results)
}

fn grade(scheme: &Scheme, sheet: &Sheet, subject: usize) -> Option<GradeId> {
    scored(scheme, sheet, &[]).1.grades[subject]
}

/// A way to change one input: the cells, and how large the change is.
#[derive(Clone)]
struct Try {
    input: InputId,
    hand: Hand,
    cells: Vec<(String, String)>,
    size: Number,
}

/// Where an assessor gives points with a level: both inputs, and the levels.
fn leveled(scheme: &Scheme) -> Option<(InputId, InputId, &[Level])> {
    scheme.indicators.iter().find_map(|one| match one.method() {
        Some(Method::Levels { level, points: Some(points), levels }) => Some((*level, *points, &**levels)),
        Some(_) | None => None,
    })
}

/// Everything each input could be instead, by the book: whole units over its whole range, or the other choices.
fn tries(scheme: &Scheme, sheet: &Sheet, subject: usize) -> Vec<Vec<Try>> {
    let assessed: Vec<InputId> =
        scheme.indicators.iter().filter_map(|one| one.method()).flat_map(Method::assessed).collect();
    let hand = |id| if assessed.contains(&id) { Hand::Assessed } else { Hand::Reported };
    let ids = (0..).map(InputId).zip(&scheme.inputs);
    let level = leveled(scheme).map(|(level, ..)| level);
    let of = |(id, input): (InputId, &Input)| {
        let now = sheet.get(subject, &input.column);
        let others = |all: Vec<String>| {
            let cells = |value| vec![(input.column.clone(), value)];
            let other = |value| Try { input: id, hand: hand(id), cells: cells(value), size: Number::ONE };
            Some(all.into_iter().filter(|other| other != now).map(other).collect())
        };
        match &input.value_type {
            ValueType::Number { .. } => Some(numbers(scheme, (id, input, hand(id)), sheet, subject)),
            ValueType::YesNo => others(vec!["是".to_owned(), "否".to_owned()]),
            ValueType::Choice(names) if Some(id) != scheme.group && level != Some(id) => {
                others(names.clone())
            }
            ValueType::Choice(_)
            | ValueType::Text
            | ValueType::Evidence
            | ValueType::Date
            | ValueType::List(_) => None,
        }
    };
    ids.filter_map(of).collect()
}

fn numbers(
    scheme: &Scheme,
    (id, input, hand): (InputId, &Input, Hand),
    sheet: &Sheet,
    subject: usize,
) -> Vec<Try> {
    let ValueType::Number { unit, .. } = &input.value_type else { panic!("{} is no number", input.name) };
    let now = sheet.get(subject, &input.column);
    let (low, high) = (input.range.low_value().unwrap(), input.range.high_value().unwrap());
    let present = (!now.is_empty()).then(|| unit.to_base(&read(now)));
    let at = match (&present, &input.missing) {
        (Some(present), _) => present.clone(),
        (None, OnMissing::Value(Constant::Number(number))) => number.clone(),
        (None, _) => Number::ZERO.max(low.clone()).min(high.clone()),
    };
    let mut values = Vec::new();
    let mut value = low.clone();
    while value <= *high {
        let size = (&value - &at).abs().over(&(high - low)).unwrap();
        let mut cells = vec![(input.column.clone(), written(unit, &value))];
        let given = leveled(scheme).filter(|(_, points, _)| *points == id);
        let level =
            given.map(|(level, _, levels)| level_for(scheme, (level, levels), &value, (sheet, subject)));
        // Points between levels nobody can give.
        if present.as_ref() != Some(&value) && level != Some(None) {
            cells.extend(level.flatten());
            values.push(Try { input: id, hand, cells, size });
        }
        value = &value + &unit.to_base(&Number::ONE);
    }
    values
}

/// The level that goes with points: the one that stands there if it holds them, else the first that does.
fn level_for(
    scheme: &Scheme,
    (level, levels): (InputId, &[Level]),
    points: &Number,
    (sheet, subject): (&Sheet, usize),
) -> Option<(String, String)> {
    let column = &scheme.input(level).column;
    let holding: Vec<&str> =
        levels.iter().filter(|one| one.range.contains(points)).map(|one| one.name.as_str()).collect();
    let present = sheet.get(subject, column);
    let name = if holding.contains(&present) { present } else { holding.first()? };
    Some((column.clone(), name.to_owned()))
}

fn read(text: &str) -> Number {
    Number::parse(text.trim_end_matches('%')).unwrap()
}

fn written(unit: &Unit, value: &Number) -> String {
    let digits = unit.from_base(value).plain();
    if &*unit.symbol == "%" { digits + "%" } else { digits }
}

/// The least size for each input alone, and of two of which neither is enough alone: own data only, or not.
struct Brute {
    singles: BTreeMap<InputId, Number>,
    mixes: [Option<Number>; 2],
}

fn brute(scheme: &Scheme, sheet: &Sheet, subject: usize, goal: GradeId) -> Brute {
    let all = tries(scheme, sheet, subject);
    let reached = |tries: &[&Try]| {
        let mut sheet = sheet.clone();
        tries.iter().flat_map(|one| &one.cells).for_each(|(column, value)| sheet.set(subject, column, value));
        grade(scheme, &sheet, subject).is_some_and(|grade| grade <= goal)
    };
    let mut singles: BTreeMap<InputId, Number> = BTreeMap::new();
    let mut not_enough: Vec<Vec<&Try>> = Vec::new();
    for of_input in &all {
        let (enough, not): (Vec<&Try>, Vec<&Try>) = of_input.iter().partition(|one| reached(&[one]));
        if let Some(best) = enough.iter().map(|one| one.size.clone()).min() {
            singles.insert(of_input[0].input, best);
        }
        not_enough.push(not);
    }
    let mut mixes: [Option<Number>; 2] = [None, None];
    let pairs = not_enough.iter().enumerate().flat_map(|(at, first)| {
        let rest = not_enough[at + 1..].iter().flatten();
        first.iter().flat_map(move |a| rest.clone().map(move |b| (*a, *b)))
    });
    for (a, b) in pairs {
        let assessed = a.hand == Hand::Assessed || b.hand == Hand::Assessed;
        let (size, best) = (&a.size + &b.size, &mut mixes[usize::from(assessed)]);
        // Only what would be smaller needs trying.
        let smaller = best.as_ref().is_none_or(|best| size < *best);
        if smaller && reached(&[a, b]) {
            *best = Some(size);
        }
    }
    Brute { singles, mixes }
}

/// Numbers that look random and are the same everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % count
    }
}

/// Made-up subjects whose numbers are whole in their units.
fn made_up(scheme: &Scheme, subjects: usize, seed: u64) -> Sheet {
    let mut draw = Draw(seed);
    let mut sheet = Sheet { headers: vec!["编号".to_owned()], rows: Vec::new() };
    sheet.headers.extend(scheme.inputs.iter().map(|input| input.column.clone()));
    for number in 0..subjects {
        let mut row = vec![format!("D{number}")];
        let mut level: Option<(u64, u64)> = None;
        for input in &scheme.inputs {
            row.push(match &input.value_type {
                ValueType::Number { unit, .. } => {
                    let whole = |bound: &Bound| unit.from_base(bound.value().unwrap()).to_i64().unwrap();
                    let (low, high) = (whole(&input.range.low), whole(&input.range.high));
                    let (low, high) = level.take().map_or((low, high), |(a, b)| (a as i64, b as i64));
                    let value = low + i64::try_from(draw.below((high - low + 1) as u64)).unwrap();
                    let gone = matches!(input.missing, OnMissing::Value(_)) && draw.below(4) == 0;
                    if gone { String::new() } else { written(unit, &unit.to_base(&Number::whole(value))) }
                }
                ValueType::YesNo => if draw.below(4) == 0 { "是" } else { "否" }.to_owned(),
                ValueType::Choice(names) => {
                    let at = draw.below(names.len() as u64) as usize;
                    let levels = leveled(scheme).map(|(.., levels)| levels);
                    let levels = levels.filter(|levels| levels.len() == names.len());
                    level = levels.filter(|levels| levels[at].name == names[at]).map(|levels| {
                        let end = |bound: &Bound| bound.value().unwrap().to_i64().unwrap() as u64;
                        (end(&levels[at].range.low), end(&levels[at].range.high))
                    });
                    names[at].clone()
                }
                ValueType::Text | ValueType::Evidence | ValueType::Date | ValueType::List(_) => String::new(),
            });
        }
        sheet.rows.push(row);
    }
    sheet
}

fn searched(scheme: &Scheme, sheet: &Sheet, subject: usize, goal: GradeId) -> Reaching {
    let (layers, results) = scored(scheme, sheet, &[]);
    reaching(Asked { scheme, layers: &layers, results: &results, subject }, goal).unwrap()
}

/// The cells of a way as they would be typed.
fn typed(scheme: &Scheme, way: &Way) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for shift in &way.shifts {
        let cells = std::iter::once((shift.input, shift.to.clone())).chain(shift.level.clone());
        for (input, cell) in cells {
            let input = scheme.input(input);
            let text = match (&cell, &input.value_type) {
                (Cell::Number(number), ValueType::Number { unit, .. }) => written(unit, number),
                (Cell::YesNo(value), _) => if *value { "是" } else { "否" }.to_owned(),
                (Cell::Choice(at), ValueType::Choice(names)) => names[*at as usize].clone(),
                (other, _) => panic!("{other:?}"),
            };
            all.push((input.column.clone(), text));
        }
    }
    all
}

fn agrees(rules: &Rules, subjects: usize, seed: u64, asked: usize) -> (usize, usize) {
    let scheme = &rules.scheme;
    let sheet = made_up(scheme, subjects, seed);
    let (_, results) = scored(scheme, &sheet, &[]);
    let (mut singles, mut mixes) = (0, 0);
    for subject in 0..asked {
        let Some(GradeId(now @ 1..)) = results.grades[subject] else { continue };
        for goal in [now - 1, 0] {
            let goal = GradeId(goal);
            let (found, tried) =
                (searched(scheme, &sheet, subject, goal), brute(scheme, &sheet, subject, goal));
            let who = format!("seed {seed}, subject {subject} {:?}, goal {goal:?}", sheet.rows[subject]);
            let by_input: BTreeMap<InputId, Number> =
                found.singles.iter().map(|way| (way.shifts[0].input, way.size.clone())).collect();
            assert_eq!(by_input, tried.singles, "{who}");
            assert!(found.undecided.is_empty() && found.mixes.1 && found.assessed_mixes.1, "{who}");
            let first = |ways: &[Way]| ways.first().map(|way| way.size.clone());
            assert_eq!([first(&found.mixes.0), first(&found.assessed_mixes.0)], tried.mixes, "{who}");
            for way in found.singles.iter().chain(&found.mixes.0).chain(&found.assessed_mixes.0) {
                let mut sheet = sheet.clone();
                typed(scheme, way).iter().for_each(|(column, value)| sheet.set(subject, column, value));
                assert!(grade(scheme, &sheet, subject).unwrap() <= goal, "{who}: {:?}", way.shifts);
            }
            singles += tried.singles.len();
            mixes += tried.mixes.iter().flatten().count();
        }
    }
    (singles, mixes)
}

fn agree(fixture: &str, subjects: usize, asked: usize) {
    let rules = rules_of(&root("fixtures/what_if").join(fixture));
    let mut seen = (0, 0);
    for seed in 1..4 {
        let (singles, mixes) = agrees(&rules, subjects, seed, asked);
        seen = (seen.0 + singles, seen.1 + mixes);
    }
    assert!(seen.0 > 5 && seen.1 > 3, "{fixture} shows too little: {seen:?}");
}

#[test]
fn nothing_smaller_is_enough_by_bands_steps_levels_and_vetoes() {
    agree("bands.kc", 5, 4);
}

#[test]
fn nothing_smaller_is_enough_where_parts_may_not_apply() {
    agree("shares.kc", 5, 4);
}

#[test]
fn nothing_smaller_is_enough_among_others_and_seats() {
    agree("seats.kc", 9, 3);
}

/// Which departments are looked at: all of them in a release build, every fourth where the code is not optimised.
const EVERY: usize = if cfg!(debug_assertions) { 4 } else { 1 };

/// Every way told for every department reaches the grade, scored anew from the tables, and a step less does not.
#[test]
fn every_way_of_every_department_is_enough_and_a_step_less_is_not() {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let scheme = &rules.scheme;
    let mut tables = tables_of(&root("fixtures/2019/departments"));
    let at = tables.iter().position(|(name, _)| name == "subjects.csv").unwrap();
    let sheet = Sheet::of(&tables.remove(at).1);
    let (layers, results) = scored(scheme, &sheet, &tables);
    let (mut ways, mut without) = (0, 0);
    for subject in (0..sheet.rows.len()).step_by(EVERY) {
        let goal = match results.grades[subject] {
            None => GradeId(3),
            Some(GradeId(0)) => continue,
            Some(GradeId(now)) => GradeId(now - 1),
        };
        let found = reaching(Asked { scheme, layers: &layers, results: &results, subject }, goal).unwrap();
        let all: Vec<&Way> =
            found.singles.iter().chain(&found.mixes.0).chain(&found.assessed_mixes.0).collect();
        without += usize::from(all.is_empty());
        let only = Sheet { rows: vec![sheet.rows[subject].clone()], ..sheet.clone() };
        let records = tables.iter().map(|(name, text)| (name.clone(), of_one(text, &only.rows[0][0])));
        let records: Vec<(String, String)> = records.collect();
        let enough = |cells: &[(String, String)]| {
            let mut only = only.clone();
            cells.iter().for_each(|(column, value)| only.set(0, column, value));
            scored(scheme, &only, &records).1.grades[0].is_some_and(|grade| grade <= goal)
        };
        for way in all {
            ways += 1;
            assert!(enough(&typed(scheme, way)), "{}: {:?}", only.rows[0][0], way.shifts);
            for less in a_step_less(scheme, way) {
                let who = &only.rows[0][0];
                assert!(!enough(&typed(scheme, &less)), "{who}: {:?} would do", less.shifts);
            }
        }
    }
    assert!(ways > 200 / EVERY, "{ways} ways, {without} without any");
}

/// The rows of one subject.
fn of_one(text: &str, id: &str) -> String {
    let keep = |(at, line): &(usize, &str)| *at == 0 || line.split(',').next() == Some(id);
    text.lines().enumerate().filter(keep).map(|(_, line)| line.to_owned() + "\n").collect()
}

/// The same way with one of its numbers a step nearer to what stands there.
fn a_step_less(scheme: &Scheme, way: &Way) -> Vec<Way> {
    let mut all = Vec::new();
    for at in 0..way.shifts.len() {
        let mut less = way.clone();
        let shift = &mut less.shifts[at];
        let (Cell::Number(to), Some(step)) = (shift.to.clone(), shift.step.clone()) else { continue };
        let from = if let Cell::Number(from) = &shift.from { from.clone() } else { Number::ZERO };
        if (&to - &from).abs() <= step {
            continue;
        }
        let nearer = if to > from { &to - &step } else { &to + &step };
        // Between levels nobody can give points; in another level, that goes along.
        if let Some((input, _, levels)) = leveled(scheme).filter(|(_, points, _)| *points == shift.input) {
            let Some(level) = levels.iter().position(|level| level.range.contains(&nearer)) else { continue };
            shift.level = Some((input, Cell::Choice(u32::try_from(level).unwrap())));
        }
        shift.to = Cell::Number(nearer);
        all.push(less);
    }
    all
}

#[test]
fn what_is_typed_is_read_as_a_cell_is() {
    let rules = rules_of(&root("fixtures/what_if/bands.kc"));
    let sheet = made_up(&rules.scheme, 3, 7);
    let layers = bound(&rules.scheme, &sheet, &[]);
    let typed = ["差错=９处", "制度", "制度件树=3", "通过率=0.95", "违纪=也许", "内容=8分", "内容=9"]
        .map(str::to_owned);
    let read = data::supposed(&typed, &rules.scheme, &layers, (0, 1));
    assert!(read.value.is_none());
    let told: Vec<String> =
        read.diagnostics.iter().map(|one| format!("{} {}", one.code.id(), one.message.zh)).collect();
    insta::assert_snapshot!(told.join("\n"));
    let fine = ["制度件数= 4件".to_owned(), "获奖=".to_owned(), "【通过率】=95％".to_owned()];
    let read = data::supposed(&fine, &rules.scheme, &layers, (0, 1)).value.unwrap();
    let cell = |name: &str| {
        let at = rules.scheme.inputs.iter().position(|input| input.name == name).unwrap();
        read[0].cell(InputId(u32::try_from(at).unwrap()), 1).clone()
    };
    assert_eq!(cell("制度件数"), Cell::Number(Number::whole(4)));
    assert_eq!(cell("获奖"), Cell::Missing);
    assert_eq!(cell("通过率"), Cell::Number(Number::hundredths(95)));
}

/// What a person sees, in both languages; read before it was accepted.
#[test]
fn answers_are_told_as_they_were_accepted() {
    let rules = root("rules/2019/departments.kc").display().to_string();
    let data = root("fixtures/2019/departments").display().to_string();
    let story = root("fixtures/what_if/appeal").display().to_string();
    let (own, own_data) = (format!("{story}/rules.kc"), format!("{story}/data"));
    let asked: [&[&str]; 6] = [
        &[&rules, "--data", &data, "--subject", "A13"],
        &[&rules, "--data", &data, "--subject", "A13", "--set", "目标细化率=85%", "--set", "项目[1].得分=60"],
        &[&own, "--data", &own_data, "--subject", "丁局"],
        &[&own, "--data", &own_data, "--subject", "丁局", "--set", "办结率=99%"],
        &[&own, "--data", &own_data, "--subject", "甲局"],
        &[&own, "--data", &own_data, "--subject", "丁局", "--set", "支出=5", "--set", "支出=5"],
    ];
    let mut told = String::new();
    for args in asked {
        for lang in ["zh", "en"] {
            let all = [&["what-if"], args, &["--lang", lang]].concat();
            let ran = ran(&all);
            let out = ran.out + &ran.err;
            told += &format!("{:?} {:?}\n{out}\n", &args[4..], ran.code.unwrap())
                .replace(&root("").display().to_string(), "");
        }
    }
    insta::assert_snapshot!(told);
}

#[test]
fn machines_are_told_the_same() {
    let rules = root("rules/2019/departments.kc").display().to_string();
    let data = root("fixtures/2019/departments").display().to_string();
    let json = |more: &[&str]| -> serde_json::Value {
        let args =
            [&["what-if", &rules, "--data", &data, "--subject", "A13", "--format", "json"], more].concat();
        serde_json::from_str(&ran(&args).out).unwrap()
    };
    let reaching = json(&[]);
    assert_eq!(reaching["format"], "kaocheng.what_if/1");
    assert_eq!((&reaching["now"]["total"], &reaching["now"]["grade"]), (&"78.35".into(), &"中".into()));
    let first = &reaching["reaching"]["singles"][0];
    assert_eq!(
        (&first["changes"][0]["input"], &first["changes"][0]["to"]["zh"]),
        (&"目标细化率".into(), &"80.1%".into())
    );
    // 80.1% less 61.5%, of a range of 100%.
    assert_eq!((&first["size"], &first["after"]["total"]), (&"0.186".into(), &"80.35".into()));
    let supposed = json(&["--set", "目标细化率=80.1%"]);
    assert!(supposed["reaching"].is_null());
    let item = &supposed["supposed"]["items"][1];
    assert_eq!((&item["path"], &item["before"]["score"]), (&"绩效目标管理/目标细化".into(), &"2.00".into()));
    assert_eq!(
        (&item["after"]["score"], &supposed["supposed"]["after"]["total"]),
        (&"4.00".into(), &"80.35".into())
    );
}

#[test]
fn what_cannot_be_asked_is_told_with_its_repair() {
    let chain = root("fixtures/levels/chain").display().to_string();
    let (rules, data) = (format!("{chain}/government.kc"), format!("{chain}/data"));
    let what_if = |more: &[&str]| ran(&[&["what-if", &rules, "--data", &data], more].concat());
    let handed = what_if(&["--subject", "D1", "--set", "绩效[1].得分=70"]);
    assert!(handed.code == Some(1) && handed.err.contains("--scheme 部门考核"), "{}", handed.err);
    let none = what_if(&["--subject", "D1"]);
    assert!(none.code == Some(2) && none.err.contains("没有等级"), "{}", none.err);
    let below = what_if(&["--subject", "P1", "--set", "质量=70"]);
    // Of the department's projects 70 and 85 the mean is 77.5, of 60 points 46.5, and 36 + 46.5 = 82.5.
    assert!(below.code == Some(0) && below.out.contains("总分 88.50 → 82.50"), "{}", below.out);
    let rules = root("rules/2019/departments.kc").display().to_string();
    let data = root("fixtures/2019/departments").display().to_string();
    let what_if =
        |more: &[&str]| ran(&[&["what-if", &rules, "--data", &data, "--subject", "A13"], more].concat());
    let grade = what_if(&["--to", "优秀"]);
    assert!(grade.code == Some(2) && grade.err.contains("是不是“优”?"), "{}", grade.err);
    let layer = what_if(&["--layer", "复核", "--set", "制度件数=3"]);
    assert!(layer.code == Some(2) && layer.err.contains("不分层次"), "{}", layer.err);
    let cells = what_if(&["--set", "制度件树=3", "--set", "目标细化率=120%", "--set", "项目[9].得分=60"]);
    assert!(cells.code == Some(1) && cells.out.is_empty(), "{}", cells.out);
    assert!(
        ["是不是“制度件数”?", "KC503", "没有第“9”条"].iter().all(|one| cells.err.contains(one)),
        "{}",
        cells.err
    );
}
