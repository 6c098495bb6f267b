//! What holds for whole trees: made-up blocks of every kind, with parts that do not apply.

use kaocheng::number::Number;
use proptest::prelude::*;

use super::hold;
use crate::engine::{Rules, rules};

/// An indicator. Points are settled when it is written.
#[derive(Clone, Debug)]
enum Tree {
    Leaf { points: u32, applies: bool },
    Block { combine: Combine, absent: &'static str, points: u32, children: Vec<Tree> },
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Combine {
    Sum,
    Weights,
    Best,
    Mean,
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf =
        (1..40u32, prop::bool::weighted(0.7)).prop_map(|(points, applies)| Tree::Leaf { points, applies });
    leaf.prop_recursive(3, 16, 4, |inner| {
        let combine = prop::sample::select(vec![
            Combine::Sum,
            Combine::Sum,
            Combine::Weights,
            Combine::Best,
            Combine::Mean,
        ]);
        let absent = prop::sample::select(vec!["折算", "均摊", "上移"]);
        (combine, absent, 1..100u32, prop::collection::vec(inner, 1..4)).prop_map(
            |(combine, absent, points, children)| Tree::Block { combine, absent, points, children }.settled(),
        )
    })
}

impl Tree {
    fn points(&self) -> u32 {
        match self {
            Tree::Leaf { points, .. } | Tree::Block { points, .. } => *points,
        }
    }

    /// Points that close: a sum is that of its parts; the best or mean of parts has parts like itself.
    fn settled(self) -> Tree {
        let Tree::Block { combine, absent, points, children } = self else { return self };
        match combine {
            Combine::Sum => {
                let points = children.iter().map(Tree::points).sum();
                Tree::Block { combine, absent, points, children }
            }
            Combine::Weights => Tree::Block { combine, absent, points, children },
            Combine::Best | Combine::Mean => {
                let children = children.into_iter().map(|child| child.of(points)).collect();
                Tree::Block { combine, absent, points, children }
            }
        }
    }

    /// The same with other points; a sum, whose points are not free, becomes a weighted block.
    fn of(self, points: u32) -> Tree {
        match self {
            Tree::Leaf { applies, .. } => Tree::Leaf { points, applies },
            Tree::Block { combine: Combine::Sum, absent, children, .. } => {
                Tree::Block { combine: Combine::Weights, absent, points, children }
            }
            Tree::Block { combine, absent, children, .. } => {
                Tree::Block { combine, absent, points, children }.settled()
            }
        }
    }

    fn write(&self, name: &str, weight: Option<u32>, turned: bool, out: &mut String) {
        let weight = weight.map(|weight| format!(" 权重 {weight}%")).unwrap_or_default();
        let points = self.points();
        match self {
            Tree::Leaf { .. } => {
                *out += &format!("指标 {name} {points}分{weight} {{ 不适用 若 非 有{name}; 计分 评分 }}\n");
            }
            Tree::Block { combine, absent, children, .. } => {
                *out += &format!("指标 {name} {points}分{weight} {{\n缺项 {absent}\n");
                *out += match combine {
                    Combine::Sum | Combine::Weights => "",
                    Combine::Best => "取最高\n",
                    Combine::Mean => "取平均\n",
                };
                let mut lines: Vec<String> = children
                    .iter()
                    .enumerate()
                    .map(|(at, child)| {
                        let weight = (*combine == Combine::Weights).then(|| share(at, children.len()));
                        let mut text = String::new();
                        child.write(&format!("{name}_{at}"), weight, turned, &mut text);
                        text
                    })
                    .collect();
                if turned {
                    lines.reverse();
                }
                *out += &lines.concat();
                *out += "}\n";
            }
        }
    }

    /// The leaves with their names, points and whether they apply.
    fn leaves(&self, name: &str, out: &mut Vec<(String, u32, bool)>) {
        match self {
            Tree::Leaf { points, applies } => out.push((name.to_owned(), *points, *applies)),
            Tree::Block { children, .. } => {
                for (at, child) in children.iter().enumerate() {
                    child.leaves(&format!("{name}_{at}"), out);
                }
            }
        }
    }
}

/// Whole percents that add up to 100, no two alike where it can be.
fn share(at: usize, count: usize) -> u32 {
    let shares: &[u32] = match count {
        1 => &[100],
        2 => &[70, 30],
        _ => &[50, 30, 20],
    };
    shares[at]
}

/// A scheme of one block, and its leaves.
fn scheme(tree: &Tree, turned: bool) -> (Rules, Vec<(String, u32, bool)>) {
    let mut leaves = Vec::new();
    tree.leaves("n", &mut leaves);
    let has: Vec<String> = leaves.iter().map(|(name, ..)| format!("有{name}")).collect();
    let mut text = format!(
        "办法 试算 {{\n对象 单位; 满分 {}分; 总分 不设限; 修约 不修约; 缺报 报错; 缺项 折算\n输入 {{ {}: 是否 }}\n",
        tree.points(),
        has.join(", ")
    );
    tree.write("n", None, turned, &mut text);
    text += "}\n";
    (rules("rules.kc", &text).unwrap_or_else(|found| panic!("{text}\n{found}")), leaves)
}

/// Subjects whose leaves come to these thousandths of their points.
fn totals(tree: &Tree, turned: bool, rates: &[Vec<u32>]) -> Vec<Option<Number>> {
    let (rules, leaves) = scheme(tree, turned);
    let mut table = "编号".to_owned();
    for (name, ..) in &leaves {
        table += &format!(",有{name},{name}");
    }
    for (at, rates) in rates.iter().enumerate() {
        table += &format!("\nD{at}");
        for ((_, points, applies), rate) in leaves.iter().zip(rates.iter().cycle()) {
            let score = points * rate;
            let cell = format!("是,{}.{:03}", score / 1000, score % 1000);
            table += &format!(",{}", if *applies { cell.as_str() } else { "否," });
        }
    }
    let run = rules.score(&[("subjects.csv".to_owned(), table)]).unwrap_or_else(|found| panic!("{found}"));
    hold(&run.json());
    run.results.total
}

fn something_applies(tree: &Tree) -> bool {
    let mut leaves = Vec::new();
    tree.leaves("n", &mut leaves);
    leaves.iter().any(|(_, _, applies)| *applies)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn full_marks_of_all_parts_are_full_marks(tree in tree()) {
        prop_assume!(something_applies(&tree));
        let full = Number::whole(tree.points().into());
        let totals = totals(&tree, false, &[vec![1000], vec![0]]);
        prop_assert_eq!(&totals, &[Some(full), Some(Number::ZERO)]);
    }

    #[test]
    fn siblings_may_stand_in_any_order(tree in tree(), rates in prop::collection::vec(0..=1000u32, 16)) {
        prop_assert_eq!(totals(&tree, false, std::slice::from_ref(&rates)), totals(&tree, true, std::slice::from_ref(&rates)));
    }

    #[test]
    fn a_better_part_never_makes_the_whole_worse(
        tree in tree(), rates in prop::collection::vec(0..=1000u32, 16), at in 0..16usize,
    ) {
        let mut better = rates.clone();
        better[at] = 1000;
        let totals = totals(&tree, false, &[rates, better]);
        prop_assert!(totals[0] <= totals[1], "{totals:?}");
    }
}
