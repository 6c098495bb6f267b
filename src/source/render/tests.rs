//! What findings look like, and that no span can break the drawing.

use proptest::prelude::{any, prop, proptest};

use super::{Style, render, summary};
use crate::source::{Cell, Code, Diagnostic, Files, Lang, Place, SourceId, Span, Text};

const RULES: &str = "方案 \"市直部门\" {\n  指标 基础工作管理 20分 {\n    指标 机构人员 5分\n    指标 制度建设 8分\n    \
                     指标 信息公开 6分\n  }\n}\n";

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(SourceId(0), start, start + part.len())
}

fn files() -> Files {
    let mut files = Files::new();
    files.add("rules/2019/departments.kc", RULES);
    files.add("rules/common.kc", "指标 共性指标 3分\n");
    files
}

fn not_closing() -> Diagnostic {
    Diagnostic::new(
        Code::PointsNotClosing,
        span(RULES, "20分"),
        Text::new("各项合计 5 + 8 + 6 = 19 分, 少 1 分", "the parts are 5 + 8 + 6 = 19 points, 1 too few"),
    )
    .caption(Text::new("声明 20 分", "20 points are declared"))
    .label(span(RULES, "5分"), Text::new("5 分", "5 points"))
    .label(span(RULES, "6分"), Text::new("合计到此 19 分", "19 points up to here"))
    .label(Span::new(SourceId(1), 0, 6), Text::new("共性部分", "the common part"))
    .path("基础工作管理")
    .help(Text::new("把“信息公开”改为 7分, 或把上级改为 19分", "make `信息公开` 7分, or the parent 19分"))
}

fn bad_cell() -> Diagnostic {
    let cell = Cell {
        file: "fixtures/x/subjects.csv".into(),
        sheet: None,
        row: 12,
        letters: None,
        column: Some("执行数".into()),
        subject: Some("市教育局".into()),
    };
    Diagnostic::cell(Code::BadCell, cell, Text::new("“12abc” 不是整数", "`12abc` is not a whole number"))
        .help(Text::new("只写数字", "write digits only"))
}

fn question() -> Diagnostic {
    let message = Text::new("占比 62.7% 比 60% 高 2.7 个百分点", "62.7% is 2.7 points above 60%");
    Diagnostic::new(Code::RemainderUnsaid, span(RULES, "制度建设 8分"), message)
        .path("基础工作管理/制度建设")
        .choice(Text::new("零头 不计    扣 0.8分", "remainder ignored    −0.8"))
        .choice(Text::new("零头 按比例  扣 1.08分", "remainder in part    −1.08"))
}

fn shown(lang: Lang) -> String {
    let nowhere = Diagnostic::placed(Code::NoSubjects, Place::Nowhere, Code::NoSubjects.title());
    render(&[not_closing(), bad_cell(), question(), nowhere], &files(), Style { lang, color: false })
}

#[test]
fn in_chinese() {
    insta::assert_snapshot!(shown(Lang::Zh));
}

#[test]
fn in_english() {
    insta::assert_snapshot!(shown(Lang::En));
}

#[test]
fn colour_changes_no_letter() {
    let colored = render(&[not_closing()], &files(), Style { lang: Lang::Zh, color: true });
    assert!(colored.contains('\u{1b}'));
    assert!(colored.contains("声明 20 分"));
}

#[test]
fn counts() {
    let found = [not_closing(), bad_cell(), question()];
    assert_eq!(summary(&found, Lang::Zh), "2 处错误, 1 处待定");
    assert_eq!(summary(&found, Lang::En), "2 errors, 1 question");
    assert_eq!(summary(&[], Lang::Zh), "");
}

#[test]
fn a_long_block_is_shown_by_its_first_line() {
    let mut files = Files::new();
    let text = "指标 甲 {\n  行\n  行\n  行\n  行\n  行\n  行\n}\n";
    let id = files.add("a.kc", text);
    let found = Diagnostic::new(Code::NoMethod, Span::new(id, 0, text.len()), Text::same("甲"));
    let shown = render(&[found], &files, Style::default());
    assert!(!shown.contains("  行"), "{shown}");
}

#[test]
fn terminal_commands_in_quoted_text_are_disarmed() {
    let found = bad_cell().help(Text::same("\u{1b}[2J")).path("\u{1b}[31m");
    assert!(!render(&[found], &files(), Style::default()).contains('\u{1b}'));
}

#[test]
fn very_long_lines() {
    let mut files = Files::new();
    let text = format!("指标 {} 5分\n", "甲".repeat(900));
    let id = files.add("a.kc", text.clone());
    let at = Span::new(id, text.len() - 5, text.len() - 1);
    let found =
        Diagnostic::new(Code::NoMethod, at, Text::same("x")).label(Span::new(id, 0, 6), Text::same("y"));
    assert!(!render(&[found], &files, Style::default()).is_empty());
}

proptest! {
    #[test]
    fn no_span_breaks_the_drawing(
        text in "[a甲\t\r\n 😀\u{301}\u{200b}]{0,40}",
        spans in prop::collection::vec((0u32..3, 0usize..90, 0usize..90), 1..5),
        far in any::<u32>(),
    ) {
        let mut files = Files::new();
        files.add("a.kc", text.clone());
        files.add("b.kc", "");
        let at = |(source, start, end): (u32, usize, usize)| Span::new(SourceId(source), start, end);
        let mut found = Diagnostic::new(Code::BadNumber, at(spans[0]), Text::same("m"));
        for place in &spans[1..] {
            found = found.label(at(*place), Text::same("标"));
        }
        found = found.label(Span { source: SourceId(0), start: far, end: far }, Text::same(text));
        render(&[found.clone()], &files, Style { lang: Lang::En, color: true });
        super::super::json(&[found], &files);
    }
}
