//! Working days on the calendar of the data: `fixtures/score/workdays` counted by hand on a paper calendar of 2020, one
//! calendar for all layers, and a year that it lacks said wherever it is met.

use crate::engine::{root, rules, rules_of, subject, tables, tables_of};
use crate::read::{Ruled, bound, codes, ruled};
use kaocheng::source::Lang;

/// Worked on after Friday 25 September 2020: Sunday 27, 28, 29, 30 September, then 9, Saturday 10, 12, 13 October.
/// The deadline of 4 working days is 30 September; W2 on that day is on time. W3 on 5 October, in the holiday: 4 working
/// days, 5 days late. W4 on 9 October: 5 working days, 9 days late. W5 warned in the holiday, on 3 October: 9 and 10
/// October are 2 working days. W6 dealt with before: 10 and 12 October are -2. W7 on 13 October: 8, and 13 days late.
#[test]
fn those_of_the_national_day_of_2020() {
    let folder = root("fixtures/score/workdays");
    let rules = rules_of(&folder.join("rules.kc"));
    let run = rules.score(&tables_of(&folder)).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    let days: Vec<String> =
        run.results.formulas[0].iter().map(|reading| format!("{:?}", reading.value)).collect();
    for (at, (id, late, spent, days_spent)) in [
        ("W1", "10.00", "10.00", "0"),
        ("W2", "10.00", "6.00", "4"),
        ("W3", "5.00", "6.00", "4"),
        ("W4", "1.00", "6.00", "5"),
        ("W5", "10.00", "10.00", "2"),
        ("W6", "10.00", "10.00", "-2"),
        ("W7", "0.00", "0.00", "8"),
    ]
    .into_iter()
    .enumerate()
    {
        let items = &subject(&result, id)["items"];
        assert_eq!([&items[0]["score"], &items[1]["score"]], [late, spent], "{id}");
        let kaocheng::eval::Value::Number(counted) = run.results.formulas[0][at].value.clone().unwrap()
        else {
            panic!("{days:?}")
        };
        assert_eq!(counted.plain(), days_spent, "{id}");
    }
    let text = run.explain(3, Lang::Zh);
    assert!(text.contains("工作日后(预警日期 (2020-09-25), 4工作日) 2020-09-30, 相差 9天"), "{text}");
}

const LAYERED: &str = "scheme Layers { subjects project; points 10 points; total unlimited; round never
  layers self, review
  missing error
  input { warned, done: date }
  indicator Work 10 points: deduct { workdays_between(warned, done) above 2 workdays: per 1 workdays less 1 points } }";

/// The top folder may hold it, or any layer's; together they are one. 30 December 2020 to 5 January 2021: 31 December, 4
/// and 5 January are 3 working days, one too many: 9 points. In self the project was done on 31 December: 10.
#[test]
fn one_calendar_serves_all_layers() {
    let rules = rules("rules.kc", LAYERED).unwrap_or_else(|found| panic!("{found}"));
    let data = [
        ("self/subjects.csv", "id,warned,done\nP1,2020-12-30,2020-12-31\n"),
        ("review/subjects.csv", "id,done\nP1,2021-01-05\n"),
    ];
    let both = "date,arrangement\n2020-10-01,off\n2021-01-01,off\n";
    let at_the_top = tables(&[data[0], data[1], ("calendar.csv", both)]);
    let in_layers = tables(&[
        data[0],
        data[1],
        ("self/calendar.csv", "date,arrangement\n2020-10-01,off\n"),
        ("review/日历.csv", "日期,安排,说明\n2021-01-01,放假,元旦\n"),
    ]);
    for tables in [at_the_top, in_layers] {
        let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
        let result = run.json();
        crate::laws::hold(&result);
        let stages = &subject(&result, "P1")["stages"];
        assert_eq!([&stages["self"]["total"], &stages["review"]["total"]], ["10", "9"]);
    }
    let none = rules.score(&tables(&data));
    assert!(none.err().is_some_and(|found| found.contains("KC531")));
}

/// Other holidays, another digest and another count; rules that count no working days take a calendar without using it.
#[test]
fn the_digest_covers_it() {
    let folder = root("fixtures/score/workdays");
    let rules = rules_of(&folder.join("rules.kc"));
    let before = tables_of(&folder);
    let mut after = before.clone();
    for (_, text) in after.iter_mut().filter(|(name, _)| name == "日历.csv") {
        *text = text.replace("2020-09-27,上班,国庆调休\n", "");
    }
    let [before, after] =
        [before, after].map(|tables| rules.score(&tables).unwrap_or_else(|found| panic!("{found}")));
    assert_ne!(before.data.digest, after.data.digest);
    assert_ne!(before.results.formulas[0][1], after.results.formulas[0][1]);

    let plain = crate::engine::rules(
        "rules.kc",
        "scheme Plain { subjects office; points 5 points; total unlimited; round never; indicator Work 5 points: assess }",
    );
    let plain = plain.unwrap_or_else(|found| panic!("{found}"));
    let tables =
        tables(&[("subjects.csv", "id,Work\nA,3\n"), ("calendar.csv", "date,arrangement\n2020-10-01,off\n")]);
    assert!(plain.score(&tables).is_ok());
}

/// Wherever working days are counted in a year that is not known, the finding names the year; nothing is left out
/// silently, neither in a group nor in a consequence.
#[test]
fn an_unknown_year_is_said_wherever_it_is_met() {
    let days = "工作日差(起, 止)";
    let places = [
        format!("公式 用时 = {days}\n指标 甲 10分: 扣分 {{ 用时 多于 3工作日: 扣 1分 }}"),
        format!("指标 甲 10分: 扣分 {{ {days} 多于 3工作日: 扣 1分 }}"),
        "指标 甲 10分: 扣分 { 止 晚于 工作日后(起, 3工作日): 扣 1分 }".to_owned(),
        format!("指标 甲 10分 {{ 计分 评分; 否决 若 {days} 多于 3工作日: 0分 }}"),
        format!("缺项 折算\n指标 甲 5分 {{ 计分 评分; 不适用 若 {days} 多于 3工作日 }}\n指标 乙 5分: 评分"),
        format!("指标 甲 10分: 评分\n加分项 快 最高 2分 {{ {days} 少于 3工作日: 加 2分 }}"),
        format!("指标 甲 10分: 评分\n否决 若 {days} 多于 9工作日: 0分"),
        format!("指标 甲 10分: 评分\n排名 全体: 总分, {days}"),
        format!(
            "公式 平均用时 = 均值({days}, 全体), 分母为零 0工作日\n指标 甲 10分: 扣分 {{ 平均用时 多于 3工作日: 扣 1分 }}"
        ),
        format!("指标 甲 10分: 评分\n应用 {{ {days} 多于 3工作日: \"约谈\" }}"),
        format!("指标 甲 10分: 评分\n警示 红 {{ {days} 多于 3工作日: \"拖延\" }}"),
    ];
    for place in places {
        let text = format!(
            "办法 试 {{ 对象 项目; 满分 10分; 总分 0分-12分; 修约 不修约; 缺报 报错; 输入 {{ 起, 止: 日期 }}\n{place}\n}}"
        );
        let Ruled { plan, found, files } = ruled("rules.kc", &text);
        assert!(found.is_empty(), "{}", crate::read::rendered(&found, &files));
        let plan = plan.unwrap();
        let scheme = &plan.schemes[0];
        let columns: Vec<&str> = scheme.inputs.iter().map(|input| input.column.as_str()).collect();
        let row = |id: &str, to: &str| {
            let cell = |name: &&str| match *name {
                "起" => "2020-12-30".to_owned(),
                "止" => to.to_owned(),
                _ => "3".to_owned(),
            };
            format!("{id},{}\n", columns.iter().map(cell).collect::<Vec<_>>().join(","))
        };
        let subjects =
            format!("编号,{}\n{}{}", columns.join(","), row("A", "2020-12-31"), row("B", "2021-01-20"));
        let data = [
            ("subjects.csv".to_owned(), subjects.into_bytes()),
            ("日历.csv".to_owned(), "日期,安排\n2020-10-01,放假\n".into()),
        ];
        let found = bound(&plan, &data);
        // 工作日后(2020-12-30, 3) runs into 2021 for both.
        assert_eq!(codes(&found), ["KC603"], "{place}\n{}", crate::read::rendered(&found, &files));
        assert!(found[0].message.zh.contains("2021"), "{place}: {}", found[0].message.zh);
    }
}

/// A missing date is missing, one that does not apply does not: working days do not change what a state is.
#[test]
fn states_of_dates_stay_what_they_are() {
    let text = "办法 试 { 对象 项目; 满分 10分; 总分 不设限; 修约 不修约; 缺报 报错; 缺项 折算
      输入 { 起: 日期, 缺报 报错; 止: 日期, 免责 给满分 }
      指标 甲 5分: 扣分 { 工作日差(起, 止) 多于 1工作日: 扣 1分 }
      指标 乙 5分: 评分 }";
    let rules = rules("rules.kc", text).unwrap_or_else(|found| panic!("{found}"));
    let tables = tables(&[
        (
            "subjects.csv",
            "编号,起,止,乙\nA,,2020-10-09,5\nB,2020-09-30,免责:水灾,5\nC,2020-09-30,不适用,5\nD,2020-09-30,2020-10-10,5\n",
        ),
        ("日历.csv", "日期,安排\n2020-10-01,放假\n2020-10-02,放假\n"),
    ]);
    let run = rules.score(&tables).unwrap_or_else(|found| panic!("{found}"));
    let result = run.json();
    crate::laws::hold(&result);
    let states = ["A", "B", "C", "D"].map(|id| subject(&result, id)["items"][0]["state"].clone());
    assert_eq!(states, ["missing", "excused", "not_applicable", "scored"]);
    // 5 to 9 October without 1 and 2: five working days, so one point less.
    assert_eq!(subject(&result, "D")["items"][0]["score"], "4");
}

/// The wrong kinds of arguments are refused with an example of the right ones.
#[test]
fn dates_and_working_days_are_wanted() {
    for (condition, said) in [
        ("工作日差(起, 3工作日) 多于 1工作日", "两个日期"),
        ("工作日差(起) 多于 1工作日", "两个日期"),
        ("止 晚于 工作日后(起, 10天)", "整数个工作日"),
        ("止 晚于 工作日后(起, 1.5工作日)", "整数个工作日"),
    ] {
        let text = format!(
            "办法 试 {{ 对象 项目; 满分 10分; 总分 不设限; 修约 不修约; 缺报 报错; 输入 {{ 起, 止: 日期 }}
             指标 甲 10分: 扣分 {{ {condition}: 扣 1分 }} }}"
        );
        let found = ruled("rules.kc", &text).found;
        let said_so = found.iter().any(|found| found.code.id() == "KC206" && found.message.zh.contains(said));
        assert!(said_so, "{condition}: {found:?}");
    }
}
