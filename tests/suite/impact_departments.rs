//! Six edits of the 2019 department rules against an independent split (`fixtures/oracle/impact_departments.py`), which
//! adds up what every edit brings in each of the 720 orders.

use kaocheng::number::Number;
use kaocheng::regress::{self, Came, Comparable, Impact, Moved, Recomputed};

use super::engine::{root, rules, tables_of};
use super::impact::impact;

/// What each edit writes in place of what; in the order of the oracle's columns.
const EDITS: [&[(&str, &str)]; 6] = [
    &[("指标 信息公开 4分", "指标 信息公开 3分")],
    &[("指标 业务培训 3分", "指标 业务培训 4分")],
    &[("\n  // ---- 第六条", "\n  // ---- 第六条")],
    &[("不低于 95%: 5分\n      85(含)-95%", "高于 95%: 5分\n      85(含)-95(含)%")],
    &[("85(含)-95", "80(含)-95"), ("60(含)-85%", "60(含)-80%")],
    &[("典型经验 最高 5分", "典型经验 最高 3分")],
];

/// The rules with some of the edits made in their text.
fn text(made: &[bool]) -> String {
    let mut text = std::fs::read_to_string(root("rules/2019/departments.kc")).unwrap();
    for (edit, _) in EDITS.iter().zip(made).filter(|(_, made)| **made) {
        for (from, to) in *edit {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text = text.replace(from, to);
        }
    }
    if made[2] {
        let block = "依据 \"第五条\"\n";
        assert_eq!(text.matches(block).count(), 1);
        text = text.replace(block, "依据 \"第五条\"\n    否决 若 季报次数 < 2次: 0分\n");
    }
    text
}

fn came(made: &[bool]) -> Option<Vec<Came>> {
    // Points moved from one item to another do not close when only one edit of the two is made: the sums are of no
    // concern here, so the points of the block
    // and of the whole are written as what they come to.
    let disclosed = if made[0] { 3 } else { 4 };
    let trained = if made[1] { 4 } else { 3 };
    let sum = 4 + 5 + disclosed + trained + 4;
    let text = text(made)
        .replace("指标 基础工作管理 20分", &format!("指标 基础工作管理 {sum}分"))
        .replace("  满分 100分", &format!("  满分 {}分", 80 + sum))
        .replace("总分 0分-105分", &format!("总分 0分-{}分", 85 + sum));
    let rules = rules("departments.kc", &text).unwrap_or_else(|found| panic!("{found}"));
    let run = rules.score(&tables_of(&root("fixtures/2019/departments"))).unwrap();
    let with = Recomputed { scheme: &rules.scheme, data: &run.data, results: &run.results };
    Some(regress::came(with, Comparable { overall: true, within: true }))
}

/// The header of the oracle's table.
pub(crate) fn heads(names: &[&str]) -> String {
    let heads = ["旧等级", "新等级", "经过", "最小", "旧名次", "新名次", "旧组名次", "新组名次"];
    format!("编号,旧总分,新总分,变动,{},{}", names.join(","), heads.join(","))
}

/// A row of the oracle's table for each subject. `order` has the group of each of the oracle's columns.
fn table(impact: &Impact, ids: &[String], names: &[&str], order: &[usize]) -> String {
    let mut table = format!("{}\n", heads(names));
    for (id, moved) in ids.iter().zip(&impact.subjects) {
        table += &row(id, moved, (names, order)).join(",");
        table.push('\n');
    }
    table
}

fn row(id: &str, moved: &Moved, (names, order): (&[&str], &[usize])) -> Vec<String> {
    let number = |number: Option<&Number>| number.map_or(String::new(), fraction);
    let compared =
        |total: &Option<Number>| if moved.amount.is_some() { number(total.as_ref()) } else { String::new() };
    let mut row = vec![
        id.to_owned(),
        compared(&moved.old.total),
        compared(&moved.new.total),
        number(moved.amount.as_ref()),
    ];
    for group in order {
        let part = moved.parts.iter().find(|part| part.groups == [*group]).map(|part| &part.amount);
        row.push(if moved.amount.is_some() {
            number(Some(part.unwrap_or(&Number::ZERO)))
        } else {
            String::new()
        });
    }
    let name = |group: usize| names[order.iter().position(|own| *own == group).unwrap()];
    let grade = |grade: &Option<String>| grade.clone().unwrap_or_default();
    let steps = moved
        .grades
        .iter()
        .map(|step| format!("{}:{}→{}", name(step.group), grade(&step.from), grade(&step.to)));
    let sets =
        moved.smallest.iter().map(|set| set.iter().map(|group| name(*group)).collect::<Vec<_>>().join("+"));
    row.extend([
        grade(&moved.old.grade),
        grade(&moved.new.grade),
        steps.collect::<Vec<_>>().join(" "),
        sets.collect::<Vec<_>>().join(" | "),
    ]);
    for place in [&moved.overall, &moved.within].into_iter().flatten() {
        row.extend(
            [place.from, place.to].map(|place| place.map_or(String::new(), |place| place.to_string())),
        );
    }
    row
}

/// As Python prints a fraction.
fn fraction(number: &Number) -> String {
    let hundredths = (1..=100_000).find(|den| (number * &Number::whole(*den)).is_whole()).unwrap();
    let units = number * &Number::whole(hundredths);
    if hundredths == 1 { units.plain() } else { format!("{}/{hundredths}", units.plain()) }
}

pub(crate) const NAMES: [&str; 6] = ["信息公开", "业务培训", "否决", "含95", "档界", "上限"];

#[test]
fn six_edits_of_the_departments() {
    let impact = impact(&[true; 6], &mut |made| came(made)).unwrap();
    assert_eq!((impact.tried, impact.groups.len()), (64, 6));
    let ids: Vec<String> = tables_of(&root("fixtures/2019/departments"))
        .into_iter()
        .find(|(name, _)| name == "subjects.csv")
        .map(|(_, text)| {
            text.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
        })
        .unwrap();
    let ours = table(&impact, &ids, &NAMES, &[0, 1, 2, 3, 4, 5]);
    let theirs = std::fs::read_to_string(root("fixtures/oracle/impact-departments.csv")).unwrap();
    for (ours, theirs) in ours.lines().zip(theirs.lines()) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(ours, theirs);
}
