//! What holds for single ways to score, over made-up bounds and values.

use kaocheng::eval::Outcome;
use kaocheng::number::Number;
use proptest::prelude::*;

use crate::engine::rules;

/// The scores that one leaf gives to these values, in thousandths.
fn scores(leaf: &str, values: &[u32]) -> Vec<Number> {
    let text = format!(
        "办法 试算 {{\n对象 单位; 满分 10分; 总分 不设限; 修约 不修约; 缺报 报错\n输入 {{ 值: 数值, 范围 不少于 0 }}\n指标 项 10分: {leaf}\n}}\n"
    );
    let rules = rules("rules.kc", &text).unwrap_or_else(|found| panic!("{found}"));
    let row = |(at, value): (usize, &u32)| format!("D{at},{}.{:03}\n", value / 1000, value % 1000);
    let rows: String = values.iter().enumerate().map(row).collect();
    let table = ("subjects.csv".to_owned(), format!("编号,值\n{rows}"));
    let run = rules.score(&[table]).unwrap_or_else(|found| panic!("{found}"));
    let score = |outcome: &Outcome| outcome.score().cloned().unwrap_or_else(|| panic!("{outcome:?}"));
    run.results.scores[0].iter().map(score).collect()
}

/// Rising bounds and, from them, values below, at and above each.
fn bounds() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::btree_set(1..60_000u32, 2..6).prop_map(|bounds| bounds.into_iter().collect())
}

fn around(bounds: &[u32], more: &[u32]) -> Vec<u32> {
    let mut values: Vec<u32> =
        bounds.iter().flat_map(|bound| [bound - 1, *bound, bound + 1]).chain(more.iter().copied()).collect();
    values.sort_unstable();
    values
}

fn decimal(thousandths: u32) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

fn within_points(scores: &[Number]) -> bool {
    scores.iter().all(|score| !score.is_negative() && *score <= Number::whole(10))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_is_never_worse_by_proportion(
        target in 1..60_000u32, cut in 0..100u32, more in prop::collection::vec(0..90_000u32, 6),
    ) {
        let leaf = format!("按比例 值 至 {}, 低于 {cut}% 不得分", decimal(target));
        let scores = scores(&leaf, &around(&[target], &more));
        prop_assert!(scores.is_sorted() && within_points(&scores), "{leaf} {scores:?}");
    }

    #[test]
    fn less_is_never_worse_in_reverse(target in 1..60_000u32, more in prop::collection::vec(0..90_000u32, 6)) {
        let leaf = format!("按比例 值 至 {}, 反向", decimal(target));
        let scores = scores(&leaf, &around(&[target], &more));
        prop_assert!(scores.is_sorted_by(|a, b| a >= b) && within_points(&scores), "{leaf} {scores:?}");
    }

    #[test]
    fn more_is_never_worse_between_anchors(
        bounds in bounds(), mut points in prop::collection::vec(0..=1000u32, 6),
        more in prop::collection::vec(0..90_000u32, 6),
    ) {
        points.truncate(bounds.len());
        points.sort_unstable();
        // One anchor gives full marks, or the checker says that nothing does.
        *points.last_mut().unwrap() = 1000;
        let anchors = bounds.iter().zip(&points);
        let anchors: Vec<String> =
            anchors.map(|(at, points)| format!("{}: {}.{:02}分", decimal(*at), points / 100, points % 100)).collect();
        let leaf = format!("插值 值 {{ {} }}", anchors.join("; "));
        let scores = scores(&leaf, &around(&bounds, &more));
        prop_assert!(scores.is_sorted() && within_points(&scores), "{leaf} {scores:?}");
    }

    #[test]
    fn more_is_never_worse_in_rising_bands(
        bounds in bounds(), above in any::<bool>(), more in prop::collection::vec(0..90_000u32, 6),
    ) {
        let (low, high) = if above { ("(含)", "(不含)") } else { ("(不含)", "(含)") };
        let count = bounds.len();
        let mut rows = vec![if above {
            format!("低于 {}: 0分", decimal(bounds[0]))
        } else {
            format!("不超过 {}: 0分", decimal(bounds[0]))
        }];
        for (at, pair) in bounds.windows(2).enumerate() {
            rows.push(format!("{}{low}-{}{high}: {}分", decimal(pair[0]), decimal(pair[1]), at + 1));
        }
        let last = decimal(bounds[count - 1]);
        rows.push(if above { format!("不低于 {last}: 10分") } else { format!("超过 {last}: 10分") });
        let leaf = format!("分档 值 {{ {} }}", rows.join("; "));
        let scores = scores(&leaf, &around(&bounds, &more));
        prop_assert!(scores.is_sorted() && within_points(&scores), "{leaf} {scores:?}");
    }

    /// Dropped ≤ pro rata ≤ counted as a whole step, and each falls as the count rises.
    #[test]
    fn parts_of_a_step_are_ordered(
        step in 1..9000u32, each in 1..300u32, more in prop::collection::vec(0..40_000u32, 8),
    ) {
        let values = around(&[step, step * 2], &more);
        let leaf = |remainder: &str| {
            format!("扣分 {{ 值: 每 {} 扣 {}.{:02}分, 零头 {remainder} }}", decimal(step), each / 100, each % 100)
        };
        let [dropped, pro_rata, whole] =
            ["不计", "按比例", "算一步"].map(|remainder| scores(&leaf(remainder), &values));
        for scores in [&dropped, &pro_rata, &whole] {
            prop_assert!(scores.is_sorted_by(|a, b| a >= b) && within_points(scores));
        }
        for ((dropped, pro_rata), whole) in dropped.iter().zip(&pro_rata).zip(&whole) {
            prop_assert!(dropped >= pro_rata && pro_rata >= whole);
        }
    }
}
