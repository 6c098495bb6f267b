//! A small scheme with two subjects, put together by hand, and what the reports say of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::{Digests, Scored, csv, explain, json, table, text, tree};
use crate::data::{Cell, Dataset, Subject};
use crate::eval::{
    Assessment, FormulaWorking, LineFinding, Node, Outcome, Overruled, Overruling, Quantity, Read, Reading,
    Results, State, Step, Stop, Value, VetoAt, Working,
};
use crate::number::{Bound, Interval, Number, Rounding, Unit};
use crate::plan::{
    Absent, Arithmetic, Band, Cell as Row, Combine, Comparison, Computed, End, Entry, Expr, ExprKind,
    Formula, FormulaId, Grade, GradeId, GradedBy, Indicator, IndicatorId, Input, InputId, Key, Kind, Limits,
    Line, LineAmount, Method, OnMissing, OnZero, Order, Ranking, Remainder, RoundingPolicy, Scale, Scheme,
    Scope, Stage, Step as Steps, StepSize, Type, ValueType, Verdict, Veto, What,
};
use crate::source::{Files, Lang, SourceId, Span};

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn at(line: usize) -> Span {
    Span::new(SourceId(0), line - 1, line - 1)
}

fn expr(kind: ExprKind, unit: &str) -> Expr {
    let unit = Unit::parse(unit);
    let type_of = Type::Number { dimension: unit.dimension, share: unit.share, whole: false };
    Expr { kind, type_of, span: at(1) }
}

fn literal(text: &str, unit: &str) -> Expr {
    let shown = Unit::parse(unit);
    expr(ExprKind::Number(shown.to_base(&number(text)), shown), unit)
}

fn yes_no(id: u32) -> Expr {
    Expr { kind: ExprKind::Input(InputId(id)), type_of: Type::YesNo, span: at(1) }
}

fn input(name: &str, value_type: ValueType) -> Input {
    Input {
        name: name.to_owned(),
        column: name.to_owned(),
        value_type,
        range: Interval::ALL,
        missing: OnMissing::Report,
        excused: None,
        may_not_apply: false,
        must_apply: false,
        required: true,
        span: at(2),
    }
}

fn measured(unit: &str) -> ValueType {
    ValueType::Number { unit: Unit::parse(unit), whole: false }
}

fn indicator(name: &str, points: &str, parent: Option<u32>, kind: Kind) -> Indicator {
    let path = if parent.is_some() { format!("管理/{name}") } else { name.to_owned() };
    Indicator {
        most_lost: None,
        name: name.to_owned(),
        path,
        points: number(points),
        weight: None,
        parent: parent.map(IndicatorId),
        kind,
        guards: Vec::new(),
        not_applicable: Vec::new(),
        evidence: None,
        vetoes: Vec::new(),
        basis: None,
        span: at(5),
    }
}

fn leaf(method: Method) -> Kind {
    Kind::Leaf { method: Box::new(method), on_zero: OnZero::Impossible }
}

fn band(label: &str, points: &str) -> Band {
    Band {
        low: End::Open,
        high: End::Open,
        cell: Row::Points(literal(points, "分")),
        label: label.to_owned(),
        span: at(6),
    }
}

fn lines() -> Vec<Entry> {
    let amount = |text| LineAmount::Points(literal(text, "分"));
    let late = Line {
        what: What::Holds(yes_no(4)),
        step: None,
        adds: false,
        amount: amount("2"),
        at_most: None,
        label: "未按时公开".to_owned(),
        span: at(7),
    };
    let step =
        Steps { size: StepSize::Fixed(Number::ONE, Unit::parse("处")), remainder: Remainder::Dropped };
    let mistakes = Line {
        what: What::Count(expr(ExprKind::Input(InputId(3)), "处")),
        step: Some(step),
        adds: false,
        amount: amount("0.5"),
        at_most: Some(literal("1", "分")),
        label: "公开错误".to_owned(),
        span: at(8),
    };
    vec![Entry::Line(late), Entry::Line(mistakes)]
}

fn formula() -> Formula {
    let money = |id| Box::new(expr(ExprKind::Input(InputId(id)), "万元"));
    let value = expr(ExprKind::Arithmetic(Arithmetic::Divide, money(2), money(1)), "");
    Formula {
        name: "预算执行率".to_owned(),
        parameter: false,
        grounds: Vec::new(),
        type_of: value.type_of.clone(),
        value,
        unit: Unit::parse("%"),
        on_zero: OnZero::Fault,
        rounding: None,
        range: Interval::from_zero(),
        span: at(3),
    }
}

fn veto() -> Veto {
    let zero = Box::new(literal("0", "处"));
    let kind = ExprKind::Compare(Comparison::Above, Box::new(expr(ExprKind::Input(InputId(3)), "处")), zero);
    let condition = Expr { kind, type_of: Type::YesNo, span: at(9) };
    Veto { condition, verdict: Verdict::AtBest(GradeId(1)), span: at(9) }
}

fn grade(name: &str, label: &str) -> Grade {
    Grade { name: name.to_owned(), range: Interval::ALL, label: label.to_owned(), span: at(10) }
}

fn ranking(scope: Scope) -> Ranking {
    let key = Key { value: expr(ExprKind::Total(Stage::Total), "分"), order: Order::HighFirst };
    Ranking { scope, keys: vec![key], dense: false, span: at(11) }
}

fn scheme() -> Scheme {
    let rate = Method::Bands {
        value: expr(ExprKind::Formula(FormulaId(0)), "%"),
        rows: vec![band("不低于 85%", "10"), band("60(含)-85%", "4")],
    };
    let open = Method::Lines { start: literal("7", "分"), entries: lines() };
    let children = vec![IndicatorId(0), IndicatorId(1)];
    let group = Kind::Group { children, combine: Combine::Sum, absent: Some(Absent::Rescale) };
    let kinds = vec!["甲类".to_owned(), "乙类".to_owned()];
    Scheme {
        name: "考核".to_owned(),
        year: Some(2019),
        basis: None,
        subject_kind: "部门".to_owned(),
        group: Some(InputId(0)),
        points: number("17"),
        limits: Limits { low: Some(Number::ZERO), high: None },
        layers: Vec::new(),
        show: None,
        rounding: RoundingPolicy { item: Some(Rounding { places: 2 }), ..RoundingPolicy::default() },
        absent: None,
        inputs: vec![
            input("类别", ValueType::Choice(kinds)),
            input("预算数", measured("万元")),
            input("执行数", measured("万元")),
            input("公开错误", measured("处")),
            input("未按时公开", ValueType::YesNo),
        ],
        lists: Vec::new(),
        formulas: vec![formula()],
        group_values: Vec::new(),
        order: std::iter::once(Computed::Formula(FormulaId(0)))
            .chain((0..3).map(|place| Computed::Indicator(IndicatorId(place))))
            .collect(),
        indicators: vec![
            indicator("预算执行率", "10", Some(2), leaf(rate)),
            indicator("信息公开", "7", Some(2), leaf(open)),
            indicator("管理", "17", None, group),
        ],
        roots: vec![IndicatorId(2)],
        outside: Vec::new(),
        vetoes: vec![veto()],
        scale: Some(Scale {
            by: GradedBy::Total,
            grades: vec![grade("优", "9(含)分以上"), grade("良", "9分以下")],
            span: at(10),
        }),
        rankings: vec![ranking(Scope::All), ranking(Scope::Within(InputId(0)))],
        quotas: Vec::new(),
        consequences: Vec::new(),
        alert_levels: Vec::new(),
        counts_workdays: false,
        dates: BTreeSet::new(),
        alerts: Vec::new(),
        open: false,
        variants: Vec::new(),
        tests: Vec::new(),
        span: at(1),
    }
}

fn data() -> Dataset {
    let subject = |id: &str, name: &str, row| Subject { id: id.to_owned(), name: name.to_owned(), row };
    let header = |name: &str| Some(name.to_owned());
    let wan = |text: &str| Cell::Number(Unit::parse("万元").to_base(&number(text)));
    Dataset {
        file: "subjects.csv".to_owned(),
        subjects: vec![subject("D1", "教育局", 2), subject("D2", "档案馆", 3)],
        inputs: vec![
            vec![Cell::Choice(0), Cell::Choice(1)],
            vec![wan("10000"), wan("20")],
            vec![wan("8499"), Cell::Missing],
            vec![Cell::Number(number("3")), Cell::Number(number("0"))],
            vec![Cell::YesNo(false), Cell::YesNo(false)],
        ],
        headers: ["类别", "预算数", "执行数", "公开错误", "未按时公开"].map(header).to_vec(),
        lists: Vec::new(),
        texts: Vec::new(),
        digest: "d1".to_owned(),
        ..Dataset::default()
    }
}

fn results() -> Results {
    let scored = |text| Outcome::Scored(number(text));
    Results {
        peers: std::collections::BTreeMap::new(),
        formulas: Vec::new(),
        groups: Vec::new(),
        scores: vec![
            vec![scored("4"), Outcome::Missing],
            vec![scored("6"), scored("7")],
            vec![scored("10"), Outcome::Missing],
        ],
        outside: Vec::new(),
        states: vec![State::Complete, State::Incomplete],
        base: vec![Some(number("10")), None],
        bonus: vec![Some(Number::ZERO), Some(Number::ZERO)],
        penalty: vec![Some(Number::ZERO), Some(Number::ZERO)],
        unrounded: vec![Some(number("10")), None],
        total: vec![Some(number("10")), None],
        grades_before_quotas: vec![Some(GradeId(1)), None],
        grades: vec![Some(GradeId(1)), None],
        places: vec![vec![Some(1), None], vec![Some(1), None]],
        order: vec![0, 1],
        ..Results::default()
    }
}

fn read(quantity: Quantity, value: Result<Value, Stop>) -> Read {
    Read { quantity, reading: Reading { value, presumed: false, excused: false } }
}

fn node(outcome: Outcome, points: &str, working: Working) -> Node {
    let reachable = Interval::new(Bound::Included(Number::ZERO), Bound::Included(number(points)));
    Node { outcome, points: number(points), reachable, working }
}

fn money(id: u32, text: &str) -> Read {
    read(Quantity::Input(InputId(id)), Ok(Value::Number(Unit::parse("万元").to_base(&number(text)))))
}

fn mistakes() -> Read {
    read(Quantity::Input(InputId(3)), Ok(Value::Number(number("3"))))
}

fn told_lines() -> Working {
    let finding = |place, held, count: Option<&str>, effect: &str| LineFinding {
        at: vec![place],
        held,
        count: count.map(number),
        steps: count.map(number),
        remainder: false,
        each: number(if count.is_some() { "0.5" } else { "2" }),
        amount: number(if held { "-1.5" } else { "0" }),
        effect: number(effect),
        passed_over: false,
    };
    Working {
        reads: vec![read(Quantity::Input(InputId(4)), Ok(Value::YesNo(false))), mistakes()],
        steps: vec![
            Step::Start(number("7")),
            Step::Line(finding(0, false, None, "0")),
            Step::Line(finding(1, true, Some("3"), "-1")),
            Step::Sum(number("6")),
        ],
        ..Working::default()
    }
}

fn first() -> Assessment {
    let rate = number("0.8499");
    let reading = Reading { value: Ok(Value::Number(rate.clone())), presumed: false, excused: false };
    let told = Working {
        reads: vec![money(2, "8499"), money(1, "10000")],
        steps: vec![Step::Value(Value::Number(rate.clone()))],
        ..Working::default()
    };
    let banded = Working {
        reads: vec![read(Quantity::Formula(FormulaId(0)), Ok(Value::Number(rate.clone())))],
        steps: vec![Step::Row { value: Some(Value::Number(rate)), row: 1, score: Some(number("4")) }],
        ..Working::default()
    };
    let block = Working {
        reads: Vec::new(),
        steps: vec![Step::Combined {
            combine: Combine::Sum,
            counted: Vec::new(),
            best: Vec::new(),
            sum: number("10"),
            to: number("10"),
        }],
        ..Working::default()
    };
    let scored = |text| Outcome::Scored(number(text));
    Assessment {
        subject: 0,
        state: Some(State::Complete),
        nodes: vec![
            node(scored("4"), "10", banded),
            node(scored("6"), "7", told_lines()),
            node(scored("10"), "17", block),
        ],
        formulas: BTreeMap::from([(FormulaId(0), FormulaWorking { reading, working: told })]),
        base: Some(number("10")),
        bonus: Some(Number::ZERO),
        penalty: Some(Number::ZERO),
        unrounded: Some(number("10")),
        total: Some(number("10")),
        grade_by_score: Some(GradeId(0)),
        grade: Some(GradeId(1)),
        places: vec![Some(1), Some(1)],
        overruled: vec![Overruling {
            at: VetoAt::Scheme,
            veto: 0,
            what: Overruled::Grade { from: GradeId(0), to: GradeId(1) },
        }],
        vetoes: vec![(Some(true), Working { reads: vec![mistakes()], ..Working::default() })],
        ..Assessment::default()
    }
}

fn with(check: impl FnOnce(&Scored<'_>)) {
    let mut files = Files::new();
    files.add("rules.kc", "\n".repeat(20));
    let (scheme, data, results) = (scheme(), data(), results());
    check(&Scored { scheme: &scheme, data: &data, results: &results, earlier: &[], files: &files });
}

#[test]
fn explains_in_sentences() {
    with(|scored| {
        let document = explain(scored, &first());
        assert_eq!(text(&document, Lang::Zh), include_str!("tests/explain.zh.txt"));
        assert_eq!(text(&document, Lang::En), include_str!("tests/explain.en.txt"));
    });
}

#[test]
fn explains_as_a_tree() {
    with(|scored| {
        let tree = tree(&explain(scored, &first()));
        let leaf = &tree["children"][0]["children"][0];
        assert_eq!(leaf["path"], "管理/预算执行率");
        assert_eq!(leaf["result"], "4.00");
        assert_eq!(leaf["origin"][0]["cell"], "2:执行数");
        assert_eq!(leaf["rule"]["line"], 5);
        assert_eq!(
            leaf["sentence"]["zh"],
            "预算执行率 4.00 分 (满分 10 分): 执行数 8499万元 ÷ 预算数 10000万元 = 84.99%; \
             落在“60(含)-85%”一档, 得 4分。"
        );
    });
}

#[test]
fn missing_says_what_and_how_far() {
    with(|scored| {
        let working = Working {
            reads: vec![read(Quantity::Input(InputId(3)), Err(Stop::Missing(InputId(3))))],
            ..Working::default()
        };
        let mut assessment = first();
        assessment.nodes[1] = node(Outcome::Missing, "7", working);
        let document = explain(scored, &assessment);
        let sentence = document.root.children[0].children[1].sentence();
        assert_eq!(sentence.zh, "信息公开 未定 (满分 7 分): 缺“公开错误”, 可能为 0–7分。");
        assert_eq!(
            sentence.en,
            "信息公开 undetermined (of 7): “公开错误” missing, it may come to 0–7 points."
        );
    });
}

#[test]
fn the_table_says_who_is_undetermined() {
    with(|scored| {
        assert_eq!(table(scored, Lang::Zh), include_str!("tests/table.zh.txt"));
    });
}

#[test]
fn csv_leaves_blank_what_has_no_score() {
    with(|scored| {
        let mut bytes = Vec::new();
        csv(scored, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(
            text,
            "编号,名称,组,管理/预算执行率,管理/信息公开,加分,扣分,总分,等级,名次,组名次\n\
             D1,教育局,甲类,4.00,6.00,0.00,0.00,10.00,良,1,1\n\
             D2,档案馆,乙类,,7.00,0.00,0.00,,,,\n"
        );
    });
}

#[test]
fn json_has_the_head_of_the_contract() {
    with(|scored| {
        let mut bytes = Vec::new();
        let results = crate::eval::assess(scored.scheme, scored.data);
        json(&Scored { results: &results, ..*scored }, &Digests::new("", "d1"), &mut bytes).unwrap();
        let value: Json = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value["format"], "kaocheng.assess/1");
        assert_eq!(value["points"], "17.00");
        assert_eq!(value["rounding"]["at"][0], "item");
        assert_eq!(
            value["digests"]["rules"],
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(value["subjects"].as_array().map(Vec::len), Some(2));
    });
}

#[test]
fn one_subject_as_json() {
    with(|scored| {
        let value = super::json::subject_value(scored, &first());
        assert_eq!(value["items"][0]["path"], "管理");
        assert_eq!(value["items"][1]["score"], "4.00");
        assert_eq!(value["overruled"][0]["reason"], "否决 若 公开错误 > 0处");
        assert_eq!(value["overruled"][0]["scope"], "grade");
        assert_eq!((&value["total"], &value["grade"]), (&Json::from("10.00"), &Json::from("良")));
    });
}

#[test]
fn brackets_only_where_needed() {
    with(|scored| {
        let a = || Box::new(literal("1", "分"));
        let sum = || Box::new(expr(ExprKind::Arithmetic(Arithmetic::Add, a(), a()), "分"));
        let product = expr(ExprKind::Arithmetic(Arithmetic::Multiply, sum(), a()), "分");
        let minus = expr(ExprKind::Arithmetic(Arithmetic::Subtract, sum(), sum()), "分");
        let speech = super::expression::Speech::of(scored, Lang::Zh);
        assert_eq!(speech.words(&product), "(1分 + 1分) × 1分");
        assert_eq!(speech.words(&minus), "1分 + 1分 - (1分 + 1分)");
    });
}
