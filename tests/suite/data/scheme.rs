//! A scheme with one input of each kind and one list, as `check` would make it.

use kaocheng::number::{Bound, Interval, Number, Unit};
use kaocheng::plan::{
    Field, Indicator, IndicatorId, Input, InputId, Kind, Level, Limits, List, ListId, Method, OnExcused,
    OnMissing, OnZero, RoundingPolicy, Scheme, ValueType,
};
use kaocheng::source::{SourceId, Span};

fn nowhere() -> Span {
    Span::new(SourceId(0), 0, 0)
}

pub(super) fn input(name: &str, value_type: ValueType) -> Input {
    Input {
        name: name.into(),
        column: name.into(),
        value_type,
        range: Interval::ALL,
        missing: OnMissing::Report,
        excused: None,
        may_not_apply: false,
        must_apply: false,
        required: true,
        span: nowhere(),
    }
}

pub(super) fn measured(name: &str, unit: &str) -> Input {
    input(name, ValueType::Number { unit: Unit::parse(unit), whole: false })
}

pub(super) fn whole(name: &str, unit: &str) -> Input {
    input(name, ValueType::Number { unit: Unit::parse(unit), whole: true })
}

pub(super) fn between(low: i64, high: i64) -> Interval {
    Interval::new(Bound::Included(Number::whole(low)), Bound::Included(Number::whole(high)))
}

fn field(name: &str, value_type: ValueType) -> Field {
    Field { name: name.into(), value_type, range: Interval::ALL, missing: OnMissing::Report, span: nowhere() }
}

/// A scheme of these inputs.
pub(super) fn of(inputs: Vec<Input>) -> Scheme {
    Scheme {
        name: "试".into(),
        year: None,
        basis: None,
        subject_kind: "部门".into(),
        group: None,
        points: Number::whole(100),
        limits: Limits { low: None, high: None },
        layers: Vec::new(),
        show: None,
        rounding: RoundingPolicy::default(),
        absent: None,
        inputs,
        lists: Vec::new(),
        formulas: Vec::new(),
        group_values: Vec::new(),
        order: Vec::new(),
        indicators: Vec::new(),
        roots: Vec::new(),
        outside: Vec::new(),
        vetoes: Vec::new(),
        scale: None,
        rankings: Vec::new(),
        quotas: Vec::new(),
        consequences: Vec::new(),
        alert_levels: Vec::new(),
        counts_workdays: false,
        dates: std::collections::BTreeSet::new(),
        alerts: Vec::new(),
        open: false,
        variants: Vec::new(),
        tests: Vec::new(),
        span: nowhere(),
    }
}

/// With a list 项目 of 得分 and 预算.
pub(super) fn with_list(mut inputs: Vec<Input>) -> Scheme {
    let id = InputId(u32::try_from(inputs.len()).unwrap());
    inputs.push(input("项目", ValueType::List(ListId(0))));
    let points = ValueType::Number { unit: Unit::points(), whole: false };
    let money = ValueType::Number { unit: Unit::parse("万元"), whole: false };
    let fields = vec![field("得分", points), field("预算", money)];
    Scheme { lists: vec![List { input: id, fields, from: None }], ..of(inputs) }
}

/// One of each kind; every state allowed in 预算数.
pub(super) fn full() -> Scheme {
    let choices = ["市委部门", "市直单位"].map(str::to_owned).to_vec();
    let money =
        Input { may_not_apply: true, excused: Some(OnExcused::Full), ..measured("预算数", "万元") };
    let mut scheme = with_list(vec![
        input("类别", ValueType::Choice(choices)),
        input("按时公开", ValueType::YesNo),
        Input { range: between(0, 50), ..whole("专职人员", "人") },
        Input { range: between(0, 1), ..measured("通过率", "%") },
        money,
        input("批复日期", ValueType::Date),
        input("备注", ValueType::Text),
        input("报告.等次", ValueType::Choice(["优", "良"].map(str::to_owned).to_vec())),
        Input { range: between(0, 10), ..measured("报告", "分") },
    ]);
    scheme.indicators.push(leveled());
    scheme.roots.push(IndicatorId(0));
    scheme
}

/// 评分 { 优: 9(含)-10分; 良: 0-9分 } of inputs 7 and 8.
fn leveled() -> Indicator {
    let high = Level { name: "优".into(), range: between(9, 10), span: nowhere() };
    let range = Interval::new(Bound::Included(Number::ZERO), Bound::Excluded(Number::whole(9)));
    let low = Level { name: "良".into(), range, span: nowhere() };
    let method = Method::Levels { level: InputId(7), points: Some(InputId(8)), levels: vec![high, low] };
    Indicator {
        most_lost: None,
        name: "报告".into(),
        path: "报告".into(),
        points: Number::whole(10),
        weight: None,
        parent: None,
        kind: Kind::Leaf { method: Box::new(method), on_zero: OnZero::Impossible },
        guards: Vec::new(),
        not_applicable: Vec::new(),
        evidence: None,
        vetoes: Vec::new(),
        basis: None,
        span: nowhere(),
    }
}
