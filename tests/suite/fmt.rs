//! `fmt` as it is typed, and its laws over every rule file of the repository: a layout keeps what the file says and is its own
//! layout; keywords there and back are the same text and mean the same.

use std::path::PathBuf;

use assert_cmd::Command;
use kaocheng::change;
use kaocheng::format::laid_out;
use kaocheng::source::{Files, Lang};
use kaocheng::syntax::{ast, parse};

use super::cli::{Ran, ran, scratch};
use super::engine::{below, root};

/// What `fmt` says to a text on standard input.
fn piped(text: &str, args: &[&str]) -> Ran {
    let mut command = Command::cargo_bin("kaocheng").unwrap();
    command.env_clear().args(["fmt", "-"]).args(args).write_stdin(text);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn our_own_rules_are_as_they_should_be() {
    let checked = ran(&["fmt", "--check", root("rules").to_str().unwrap()]);
    assert_eq!((checked.code, checked.out.as_str()), (Some(0), ""));
}

#[test]
fn a_file_is_laid_out_and_what_cannot_be_read_is_left_alone() {
    let folder = scratch("fmt");
    let (wild, broken) = (folder.join("a.kc"), folder.join("b.kc"));
    std::fs::write(&wild, "办法 考核｛\n满分 10分；总分 0分—10分\n指标 报送 10分：评分\n｝").unwrap();
    std::fs::write(&broken, "办法 考核 {\n  满分 十分\n}\n").unwrap();
    let named = folder.to_str().unwrap();
    let checked = ran(&["fmt", "--check", named, "--lang", "zh"]);
    assert_eq!(checked.code, Some(1));
    assert!(
        checked.out.contains("a.kc:1: 不是规范排版\n  - 办法 考核｛\n  + 办法 考核 {"),
        "{}",
        checked.out
    );
    let laid = ran(&["fmt", named, "--lang", "zh"]);
    assert_eq!(laid.code, Some(1));
    assert!(laid.err.contains("改排") && laid.err.contains("b.kc 没有动"), "{}", laid.err);
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    assert_eq!(read(&wild), "办法 考核 {\n  满分 10分; 总分 0分-10分\n  指标 报送 10分: 评分\n}\n");
    assert_eq!(read(&broken), "办法 考核 {\n  满分 十分\n}\n");
    assert_eq!(ran(&["fmt", "--check", wild.to_str().unwrap()]).code, Some(0));
}

/// The rules in a record are those of another day: laid out anew they would no longer have its digest.
#[test]
fn records_are_left_alone() {
    let folder = scratch("fmt-records");
    let at = |name: &str| folder.join(name).display().to_string();
    let text = std::fs::read_to_string(root("rules/examples/small-english.kc")).unwrap();
    std::fs::write(at("a.kc"), text.replace("\n  ", "\n        ")).unwrap();
    let data = root("fixtures/examples/small-english").display().to_string();
    assert_eq!(ran(&["record", &at("a.kc"), "--data", &data]).code, Some(0));
    let laid = ran(&["fmt", folder.to_str().unwrap(), "--lang", "en"]);
    assert_eq!((laid.code, laid.err.as_str()), (Some(0), format!("laid out {}\n", at("a.kc")).as_str()));
    assert_eq!(std::fs::read_to_string(at("a.kc")).unwrap(), text);
    let review = ran(&["review", &at("a.kc"), "--check"]);
    assert_eq!(review.code, Some(0), "{}{}", review.out, review.err);
}

/// What a message proposes is done with `--fix`, and nothing else.
#[test]
fn repairs_are_made_where_they_are_asked_for() {
    let text = "办法 考核 {\n  满分 1,000分\n}\n";
    assert_eq!(piped(text, &[]).code, Some(1));
    let fixed = piped(text, &["--fix"]);
    assert_eq!((fixed.code, fixed.out.as_str()), (Some(0), "办法 考核 {\n  满分 1000分\n}\n"));
}

#[test]
fn keywords_are_spelt_in_the_language_that_is_asked_for() {
    let departments = std::fs::read_to_string(root("rules/2019/departments.kc")).unwrap();
    let english = piped(&departments, &["--keywords", "en"]);
    insta::assert_snapshot!("departments_in_english", english.out);
    assert_eq!(piped(&english.out, &["--keywords", "zh"]).out, departments);
}

/// Every rule file that can be read, and its text.
fn texts() -> Vec<(String, String)> {
    let files: Vec<PathBuf> = [below(&root("rules"), "kc"), below(&root("fixtures"), "kc")].concat();
    let text = |path: PathBuf| Some((path.display().to_string(), std::fs::read_to_string(path).ok()?));
    files.into_iter().filter_map(text).filter(|(_, text)| laid(text, None).is_some()).collect()
}

fn laid(text: &str, keywords: Option<Lang>) -> Option<String> {
    laid_out(Files::new().add("a.kc", text), text, keywords)
}

fn tree(text: &str) -> ast::File {
    let parsed = parse(Files::new().add("a.kc", text), text);
    assert!(parsed.diagnostics.is_empty(), "{:?}\n{text}", parsed.diagnostics);
    parsed.value.unwrap()
}

/// The tree without changes of other rules, which are no rules of their own, and can only be compared once they are made.
fn plain(text: &str) -> ast::File {
    let mut tree = tree(text);
    for scheme in &mut tree.schemes {
        let stays = |item: &ast::Item| {
            !matches!(item, ast::Item::Change(_) | ast::Item::Drop(_) | ast::Item::Variant(_))
        };
        scheme.items.retain(stays);
    }
    tree
}

/// The tree as the compiler prints it, without places and comments.
fn printed(text: &str) -> String {
    let whole = format!("{:?}", ast::File { comments: Vec::new(), ..tree(text) });
    let mut parts = whole.split("Span {");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |made, part| made + part.split_once('}').unwrap().1)
}

/// Comments without their blanks.
fn comments(text: &str) -> Vec<String> {
    let said =
        |span: &kaocheng::source::Span| text[span.start as usize..span.end as usize].replace(['/', '／'], "");
    tree(text).comments.iter().map(said).map(|said| said.split_whitespace().collect()).collect()
}

#[test]
fn a_layout_keeps_what_a_file_says_and_is_its_own_layout() {
    let texts = texts();
    assert!(texts.len() > 400, "{}", texts.len());
    for (name, text) in texts {
        let once = laid(&text, None).unwrap();
        assert_eq!(laid(&once, None).as_ref(), Some(&once), "{name}");
        assert!(printed(&text) == printed(&once), "{name}\n{once}");
        assert_eq!(comments(&text), comments(&once), "{name}");
        assert!(once.lines().all(|line| line == line.trim_end()), "{name}");
    }
}

#[test]
fn there_and_back_is_the_identity_and_means_the_same() {
    for (name, text) in texts() {
        let zh = laid(&text, Some(Lang::Zh)).unwrap();
        let en = laid(&zh, Some(Lang::En)).unwrap();
        assert_eq!(laid(&en, Some(Lang::Zh)), Some(zh.clone()), "{name}\n{en}");
        let edits = change::between(&[plain(&text)], &[plain(&en)]).edits;
        assert!(edits.is_empty(), "{name}: {edits:?}\n{en}");
    }
}

#[test]
fn blanks_breaks_and_widths_do_not_matter() {
    let tidy = "办法 考核 {\n  满分 10分; 总分 0分-10分\n  输入 { 已报, 应报: 整数 个 }\n\n  指标 报送 10分: 分档 已报 / 应报 {\n    90(含)%以上: 10分                             // 按时\n    不低于 60%:  5分\n    其余:        0分\n  }\n}\n";
    for wild in [
        tidy,
        "办法 考核｛满分 10 分；总分 0分—10分\n输入｛已报、应报：整数 个｝\n\n\n指标 报送 10分：分档 已报÷应报 ｛\n\n90（含）%以上：10分 //按时\n不低于 60%：5分\n其余：0分 ｝\n\n｝",
        "\n\n办法   考核 {\n\t满分 10分 ; 总分 0分 - 10分\n输入 {已报 , 应报:整数 个}\n  \n     指标 报送 10分 : 分档 已报/应报{\n90(含)%以上:10分 ／／ 按时\n不低于 60% : 5分\n其余:0分\n}\n}\n\n",
    ] {
        assert_eq!(laid(wild, None).as_deref(), Some(tidy));
    }
    assert_eq!(laid("办法 {", None), None, "what cannot be read is left alone");
}
