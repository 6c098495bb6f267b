//! Templates: filled in with what the paper says, and refused where they name what it does not.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Output;

use super::engine::root;

/// `kaocheng report` on the departments of 2019.
fn report(lang: &str, kind: &str, template: &Path, to: &str) -> (Output, PathBuf) {
    let folder = tempfile::tempdir().unwrap().keep();
    let out = folder.join(to);
    let mut command = assert_cmd::Command::cargo_bin("kaocheng").unwrap();
    command.current_dir(root(".")).env("NO_COLOR", "1").args([
        "--lang",
        lang,
        "report",
        "rules/2019/departments.kc",
        "--data",
        "fixtures/2019/departments",
        "--kind",
        kind,
    ]);
    if kind == "letter" {
        command.args(["--subject", "A07"]);
    }
    let output = command.arg("--template").arg(template).arg("-o").arg(&out).output().unwrap();
    (output, out)
}

/// A folder with one template.
fn folder(name: &str, text: &str) -> PathBuf {
    let folder = tempfile::tempdir().unwrap().keep();
    std::fs::write(folder.join(name), text).unwrap();
    folder
}

#[test]
fn a_letter_and_a_notice_are_laid_out_anew() {
    for kind in ["letter", "notice"] {
        let (output, file) = report("zh", kind, &root("fixtures/templates"), "paper.html");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = std::fs::read_to_string(file).unwrap();
        let shown = text.split("</style>").nth(1).unwrap();
        let shown: String = shown.lines().take(40).map(|line| line.to_owned() + "\n").collect();
        insta::assert_snapshot!(format!("laid_out_{kind}"), shown);
    }
}

#[test]
fn a_document_is_filled_in_and_keeps_all_else() {
    let (output, file) = report("zh", "letter", &root("fixtures/templates"), "letter.docx");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let part = |bytes: Vec<u8>, name: &str| {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (ours, theirs) =
        (std::fs::read(file).unwrap(), std::fs::read(root("fixtures/templates/letter.docx")).unwrap());
    let text = part(ours.clone(), "word/document.xml");
    assert!(text.contains("市直部门预算绩效管理考核 (2019 年度)结果反馈") && !text.contains("{{"), "{text}");
    // The total stands in the bold run that named it; the table of the paper stands in its place; the page is theirs.
    assert!(text.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">90.00</w:t>"), "{text}");
    assert!(text.contains("基础工作管理/制度建设"), "{text}");
    assert!(
        text.contains("w:color=\"BB0000\"") && text.ends_with("</w:sectPr></w:body></w:document>"),
        "{text}"
    );
    assert!(part(ours.clone(), "word/header1.xml").contains("市直部门预算绩效管理考核 2019"));
    assert!(part(ours.clone(), "word/styles.xml").contains("w:styleId=\"Cell\""));
    let name = "word/settings.xml";
    assert_eq!(part(ours, name), part(theirs, name));
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let faults = [
        ("letter.html", "<p>{{ subject.name }}</p>\n<p>{{ subject.totl }}</p>\n"),
        ("letter.html", "{% for loss in losses %}<p>{{ loss.path }}</p>\n"),
        ("letter.html", "{{ subject.total|chinese }}"),
        ("letter.html", "{% include \"head.html\" %}"),
        (
            "letter.html",
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ a * b }}{% endfor %}{% endfor %}",
        ),
        ("notice.html", "{{ body }}"),
        ("letter.html", "\u{feff}{{ subjects }}"),
    ];
    let mut said = String::new();
    for (name, text) in faults {
        let folder = folder(name, text);
        for lang in ["zh", "en"] {
            let (output, file) = report(lang, "letter", &folder, "letter.html");
            assert_eq!(output.status.code(), Some(1));
            assert!(!file.exists());
            let error = String::from_utf8(output.stderr).unwrap();
            said += &error.replace(&folder.display().to_string(), "FOLDER");
            said += "\n";
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_document_that_is_none_or_says_too_much_is_refused() {
    let (output, _) = report("zh", "letter", &folder("letter.docx", "not a zip"), "letter.docx");
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(error.contains("letter.docx") && error.contains("KC761"), "{error}");
    let (output, _) = report("en", "letter", &folder("letter.txt", ""), "letter.docx");
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("the folder has no template letter.docx"), "{error}");
}

/// The blocks of the page on templates are templates that can be filled in.
#[test]
fn the_examples_of_the_page_are_true() {
    for page in ["docs/templates.md", "docs/templates.zh-CN.md"] {
        let text = std::fs::read_to_string(root(page)).unwrap();
        let blocks: Vec<&str> =
            text.split("```html\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
        assert_eq!(blocks.len(), 1);
        for block in blocks {
            let (output, file) = report("zh", "letter", &folder("letter.html", block), "letter.html");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(std::fs::read_to_string(file).unwrap().contains("90.00"));
        }
        // Every name in the table is one that a paper has.
        for row in text.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let kind = if cells[2].starts_with("managers") { "notice" } else { "letter" };
            let names = cells[1].split(", ").map(|name| format!("{{{{ {} }}}}", name.trim_matches('`')));
            let template = names.collect::<String>();
            let (output, _) = report("zh", kind, &folder(&format!("{kind}.html"), &template), "paper.html");
            assert!(output.status.success(), "{row}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
