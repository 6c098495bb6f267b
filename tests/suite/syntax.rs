//! Text → tree, and what is said about text that cannot be read.

use std::fmt::Write;
use std::fs;

use kaocheng::source::{Checked, Code, Files, Lang, SourceId, Style, render};
use kaocheng::syntax::{ast, parse};

const SECTION_2: &str = include_str!("../../fixtures/syntax/good/section2.kc");

fn read(text: &str) -> Checked<ast::File> {
    parse(SourceId(0), text)
}

/// Everything found, in both languages.
fn said(name: &str, text: &str) -> String {
    let mut files = Files::new();
    let source = files.add(name, text);
    let found = parse(source, text).diagnostics;
    [Lang::Zh, Lang::En].map(|lang| render(&found, &files, Style { lang, color: false })).join("\n")
}

/// The tree without its places.
fn tree(text: &str) -> String {
    let written = format!("{:?}", read(text).value.map(|file| file.schemes));
    let parts = written.split("Span { source: SourceId(0), ").enumerate();
    // All but the first part begin with the rest of a place.
    parts
        .map(
            |(index, part)| if index == 0 { part } else { part.split_once('}').map_or("", |(_, rest)| rest) },
        )
        .collect()
}

/// A line of 逐项 inside a whole file.
fn line(text: &str) -> String {
    format!("办法 考核 {{\n指标 甲 5分: 逐项 {{\n{text}\n}}\n}}\n")
}

fn item(text: &str) -> String {
    format!("办法 考核 {{\n{text}\n}}\n")
}

#[test]
fn good_files_have_nothing_to_say() {
    insta::glob!("../../fixtures/syntax/good", "*.kc", |path| {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(said(&path.display().to_string(), &text), "\n");
    });
}

#[test]
fn bad_files_say_what_is_wrong() {
    insta::glob!("../../fixtures/syntax/bad", "*.kc", |path| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        insta::with_settings!({ description => text.clone(), omit_expression => true }, {
            insta::assert_snapshot!(said(&name, &text));
        });
    });
}

#[test]
fn full_width_means_the_same() {
    assert_eq!(tree(include_str!("../../fixtures/syntax/good/fullwidth.kc")), tree(SECTION_2));
}

#[test]
fn windows_line_ends_and_marks_mean_nothing() {
    assert_eq!(tree(&format!("\u{FEFF}{}", SECTION_2.replace('\n', "\r\n"))), tree(SECTION_2));
}

#[test]
fn comments_are_kept() {
    let text = "// 甲\n办法 考核 { 年度 2019 // 乙 \n}";
    let file = read(text).value.unwrap();
    let kept: Vec<&str> =
        file.comments.iter().map(|span| &text[span.start as usize..span.end as usize]).collect();
    assert_eq!(kept, ["// 甲", "// 乙"]);
}

#[test]
fn lines_that_can_be_read() {
    for text in [
        "非 按时公开: 扣2分",
        "公开错误: 每1处 扣0.5分, 最多 3分",
        "若干: 得 1分",
        "非税收入: 每 1个百分点 扣 0.4分, 零头 按比例",
        "人员经费占比 不低于95%: 得3分",
        "重大违纪 或 弄虚作假 > 0次 且 非 整改到位: 扣 5分",
        "材料粗糙: 扣 0.5-2分",
        "材料粗糙: 扣 0.5分至2分",
        "重复申报: 每 1件 扣 满分的 10%, 最多 2分",
        "支出超预算 > 0%: 每 基准的 1% 扣 1分",
        "自评.总分 - 复核.总分 > 5分: 扣 1分",
        "取最高 { 省级试点 >= 1个: 加 2分; 市级试点 >= 1个: 加 0.5分 }",
        "【培训合格率(%)】 < 60%: 扣 1分",
        "[2019年结转] >= 1万元: 扣 1分",
        "-5% > -甲: 得 -1分",
        "(甲 + 乙) × 2 >= 10: 得 1分",
        "x at least 3: per 1 case less 0.5 points, at most 3 points",
    ] {
        assert_eq!(said("line", &line(text)), "\n", "{text}");
    }
}

#[test]
fn statements_that_can_be_read() {
    for text in [
        "指标 甲 5分: 分档 { 85(含)-95%: 7分; 90(含)分以上: 3分; 80(含)—90: 2分; 60分以下: 1分; 其余: 不适用 }",
        "指标 甲 5分: 分档 x { 60至80分: 1分; 20分到30分: 1分; 超过 80: 2分; 不低于 上年数: 3分; (上年数 × 2)-100件: 1分 }",
        "指标 甲 5分: 分档 x { 优, 良: 5分; 非 乙: 1分; -5%-0%: 2分; at least 3 reports: 8 points; 2 reports: 5 points }",
        "指标 甲 5分: 分档 x { 90分(含)以上: 5分; 90（不含）分以下: 1分 }",
        "指标 甲 5分: 按比例 培训人次 至 200人, 反向, 低于 60% 不得分",
        "指标 甲 5分: 按比例 至 200人, 不封顶, 最高 12分",
        "指标 甲 权重 30% { 缺项 均摊; 取最高 }",
        "名额 优 同 类别 不超过 30%, 四舍五入, 并列 都不取",
        "排名 全体: 总分 大者先, 信访件数 小者先; 名次连续",
        "输入 { 密度: 数值 人 每 10万人; 件数: 整数 件, 缺报 视为 0件; 按时: yes/no }",
        "输入 { 项目: 列表 { 得分: 分数\n 等级: 枚举(优、良) } }",
        "公式 a = 若 甲 = 0件 则 1 否则 若 乙 = 0件 则 0 否则 甲 / 乙, 分母为零 报错, 修约 4位",
        "公式 a = 最高(甲,\n 乙) +\n  平均(项目.得分, 其中 预算 > 100万元) ÷ 去极平均(x, 去高 1, 去低 1)",
        "公式 a = 名次(办结率, 同 类别, 大者先, 除本身)",
        "不适用 若 项目数 = 0个, 取均值(同 类别)",
        "n/a when a = 0 cases, full",
        "修约 不修约",
        "总分 不设限; 零头 算一步",
        "对照 \"读法\" { 零头 算一步; 改 过程/预算执行率 8分; 改 【甲 乙】 权重 5% }",
        "沿用 \"../2019/a.kc\"; 改 过程／执行率 8分 权重 5%: 分档 { 0件: 8分; 其余: 0分 }; 改 甲 { 删 乙; 指标 丙 5分: 评分 }",
        "改 甲 得 5分; 改 甲: 评分; 改 参数 甲/乙 = 5%; 改 公式 丙 = a / b, 分母为零 报错; 改 输入 甲/丁: 整数 件, 缺报 报错",
        "改 加分项 甲 最高 5分 { a: 加 1分 }; 改 扣分项 乙 不设限 { b: 扣 1分 }; 删 甲/乙; 删 参数 丙; 删 公式 a; 删 输入 b/c",
        "删 加分项 甲; 删 扣分项 乙; 删 否决 若 a > 0次 且 非 b; 删 不适用 若 c; 删 名额 优; 删 名额 优 同 类别; 删 对照 \"读法\"",
        "change A/B 8 points weight 5%: assess; change input x: days; change bonus C up to 5 points { a: plus 1 point }; drop veto when a",
        "change A score 5 points; drop A/B; drop param p; drop let f; drop input i; drop penalty D; drop quota good; drop n/a when c",
    ] {
        assert_eq!(said("item", &item(text)), "\n", "{text}");
    }
}

#[test]
fn names_are_settled() {
    let text = item("对象 【 培训 合格率（％） 】; 分组 ［ head   count ］; 层次 ＡＢ１, 【“放管服”完成率】");
    let tree = tree(&text);
    for name in ["\"培训合格率(%)\"", "\"head count\"", "\"AB1\"", "\"“放管服”完成率\""] {
        assert!(tree.contains(name), "{name} in {tree}");
    }
}

#[test]
fn every_prefix_can_be_read() {
    // Every place would take a minute: all of the first statements, then a sample that meets each kind of place.
    let places: Vec<usize> = SECTION_2.char_indices().map(|(at, _)| at).collect();
    let early = places.iter().take(120);
    for &at in early.chain(places.iter().skip(120).step_by(13)) {
        assert!(read(&SECTION_2[..at]).value.is_some(), "{at}");
    }
}

#[test]
fn any_part_left_out_can_be_read() {
    let places: Vec<usize> = SECTION_2.char_indices().map(|(at, _)| at).step_by(17).collect();
    for pair in places.windows(2) {
        let text = format!("{}{}", &SECTION_2[..pair[0]], &SECTION_2[pair[1]..]);
        assert!(read(&text).value.is_some(), "{}", pair[0]);
    }
}

#[test]
fn nothing_is_too_deep_to_answer() {
    let deep = |open: &str, close: &str, depth: usize| {
        item(&format!("公式 a = {}1{}", open.repeat(depth), close.repeat(depth)))
    };
    for (open, close) in
        [("(", ")"), ("f(", ")"), ("-(", ")"), ("非 (", ")"), ("1 + (1 + ", ")"), ("若 (", ") 则 1 否则 1")]
    {
        assert!(read(&deep(open, close, 60)).diagnostics.is_empty(), "{open}");
        for depth in [64, 1000, 20_000] {
            let found = read(&deep(open, close, depth)).diagnostics;
            assert_eq!(
                found.iter().map(|found| found.code).collect::<Vec<_>>(),
                [Code::TooDeep],
                "{open} {depth}"
            );
        }
    }
    let blocks = |depth: usize| format!("{}{}", "指标 甲 5分 {".repeat(depth), "}".repeat(depth));
    assert!(read(&item(&blocks(60))).diagnostics.is_empty());
    assert_eq!(read(&item(&blocks(20_000))).diagnostics.len(), 1);
}

#[test]
fn nothing_is_too_long_to_answer() {
    for (before, part) in
        [("", "a + "), ("", "a 且 "), ("", "-"), ("", "非 "), ("", "若 a 则 b 否则 "), ("1 ", "× (1) ")]
    {
        let long = |count: usize| item(&format!("公式 a = {before}{}1", part.repeat(count)));
        let long = |count: usize| long(count).replace(") 1", ")");
        assert_eq!(read(&long(190)).diagnostics.len(), 0, "{part}");
        let found = read(&long(5000)).diagnostics;
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::TooDeep], "{part}");
    }
}

#[test]
fn brackets_do_not_multiply_the_work() {
    // Each of these was a way to read the same brackets again at every level.
    let nested = format!("{}1{}", "(".repeat(60), ")".repeat(60));
    let calls = format!("{}1{}", "f(".repeat(60), ")".repeat(60));
    for text in [
        format!("指标 甲 5分: 分档 x {{ {nested}: 1分; {nested} > {calls}: 2分; {nested}以上: 1分 }}"),
        format!("指标 甲 5分: 逐项 {{ {nested} = {calls}: 得 {nested}; {calls} 得 1分 }}"),
        format!("公式 a = {calls} {nested}"),
        "指标 甲 5分 { ".repeat(50) + "年度 x" + &"} x".repeat(50),
    ] {
        let start = std::time::Instant::now();
        assert!(read(&item(&text)).value.is_some());
        assert!(start.elapsed().as_secs() < 60, "{:?} for {text}", start.elapsed());
    }
}

#[test]
fn fixes_lead_to_readable_text() {
    insta::glob!("../../fixtures/syntax/bad", "run_together.kc", |path| {
        let mut text = fs::read_to_string(path).unwrap();
        let mut found = read(&text).diagnostics;
        found.reverse();
        for fix in found.into_iter().filter_map(|found| found.fix) {
            text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
        }
        let mut left = String::new();
        for found in read(&text).diagnostics {
            writeln!(left, "{}", found.message.zh).unwrap();
        }
        assert_eq!(left, "", "{text}");
    });
}

/// Sixty mistakes that beginners make, each in a sound file of its own, with all that `check` says of it: read as a clerk
/// would. A mistake is told once.
#[test]
fn sixty_mistakes_of_beginners_are_told() {
    let mut told = 0;
    insta::glob!("../../fixtures/mistakes", "*.kc", |path| {
        let text = fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (files, _, found) = super::engine::checked(&name, &text);
        let errors = found.iter().filter(|one| one.code.severity().stops()).count();
        let allowed = text.lines().next().is_some_and(|line| line.contains("可以"));
        assert!(errors <= 1, "{name}: one mistake is one message");
        assert_eq!(found.is_empty(), allowed, "{name}");
        let said =
            [Lang::Zh, Lang::En].map(|lang| render(&found, &files, Style { lang, color: false })).join("\n");
        let title = text.lines().next().unwrap_or("").trim_start_matches("// ").to_owned();
        insta::with_settings!({ description => title, omit_expression => true }, {
            insta::assert_snapshot!(said);
        });
        told += 1;
    });
    assert_eq!(told, 60);
}
