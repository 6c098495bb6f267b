//! What holds for values of groups, over made-up groups. Expected quantiles are worked out here in whole numbers.

use kaocheng::eval::Value;
use kaocheng::number::Number;
use proptest::prelude::*;

use crate::engine::rules;

/// What a formula gives to these values: numbers, or none.
fn figures(formula: &str, values: &[u32]) -> Vec<Option<Number>> {
    let text = format!(
        "办法 试算 {{\n对象 单位; 满分 10分; 总分 不设限; 修约 不修约; 缺报 报错; 缺项 折算\n输入 {{ 值: 数值, 范围 不少于 0 }}\n公式 数 = {formula}, 分母为零 不适用\n指标 项 10分: 分档 数 {{ 不少于 0: 10分 }}\n}}\n"
    );
    let rules = rules("rules.kc", &text).unwrap_or_else(|found| panic!("{found}"));
    let row = |(at, value): (usize, &u32)| format!("D{at},{value}\n");
    let rows: String = values.iter().enumerate().map(row).collect();
    let run = rules
        .score(&[("subjects.csv".to_owned(), format!("编号,值\n{rows}"))])
        .unwrap_or_else(|found| panic!("{found}"));
    let number = |value: &Result<Value, _>| {
        if let Ok(Value::Number(number)) = value { Some(number.clone()) } else { None }
    };
    run.results.formulas[0].iter().map(|reading| number(&reading.value)).collect()
}

/// At place (n - 1) × q of the sorted values, from 0: in hundredths of a step, so that all is whole.
fn quantile(values: &[u32], percent: u32) -> Option<Number> {
    let mut sorted: Vec<i64> = values.iter().map(|value| i64::from(*value)).collect();
    sorted.sort_unstable();
    let hundredths = (sorted.len().checked_sub(1)? as u64) * u64::from(percent);
    let (at, part) = ((hundredths / 100) as usize, (hundredths % 100) as i64);
    let next = sorted.get(at + 1).unwrap_or(&sorted[at]);
    Number::ratio(sorted[at] * (100 - part) + next * part, 100)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn quantiles_are_those_of_a_spreadsheet(
        values in prop::collection::vec(0..20u32, 1..9), percent in 0..=100u32,
    ) {
        let found = figures(&format!("分位值(值, 全体, {percent}%)"), &values);
        prop_assert!(found.iter().all(|found| *found == quantile(&values, percent)), "{values:?} {percent} {found:?}");
        let others = figures(&format!("分位值(值, 全体, {percent}%, 除本身)"), &values);
        for (at, found) in others.iter().enumerate() {
            let mut rest = values.clone();
            rest.remove(at);
            prop_assert_eq!(found, &quantile(&rest, percent), "{:?} without {} at {}%", values, at, percent);
        }
    }

    #[test]
    fn shares_make_a_whole(values in prop::collection::vec(0..20u32, 1..9)) {
        let found = figures("占比(值, 全体)", &values);
        let sum: Number = found.iter().flatten().sum();
        let nothing = values.iter().all(|value| *value == 0);
        prop_assert_eq!(found.iter().all(Option::is_none), nothing);
        prop_assert!(nothing || sum == Number::ONE, "{:?} {:?}", values, found);
    }
}
