//! Papers: figures add up, the public page keeps what is nobody's business, documents open, and the same results give the
//! same bytes.

use std::io::{Cursor, Read};

use kaocheng::eval;
use kaocheng::report::{self, Block, Page};
use kaocheng::source::Lang;

use super::engine::{Run, root, rules_of, tables_of};

/// The 92 departments of 2019.
fn departments(check: impl Fn(&Run<'_>)) {
    let rules = rules_of(&root("rules/2019/departments.kc"));
    let tables = tables_of(&root("fixtures/2019/departments"));
    check(&rules.score(&tables).unwrap_or_else(|found| panic!("{found}")));
}

fn pages(run: &Run<'_>) -> Vec<(&'static str, Page)> {
    let scored = run.scored();
    let made = report::workings(&scored).next().unwrap();
    let document = report::explain(&scored, &made);
    vec![
        ("managers", report::managers(&scored, Some(&scored))),
        ("letter", report::letter(&scored, &made, &document, Some("2020-06-30"))),
        ("reviewer", report::reviewer(&document)),
        ("public", report::public(&scored)),
        ("notice", report::notice(&scored)),
    ]
}

fn document_of(docx: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_same_results_give_the_same_bytes() {
    departments(|run| {
        for ((kind, one), (_, other)) in pages(run).iter().zip(pages(run)) {
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(report::html(one, lang), report::html(&other, lang), "{kind}");
                let bytes = |page: &Page| {
                    let mut bytes = Vec::new();
                    report::docx(page, lang, &mut bytes).unwrap();
                    bytes
                };
                assert_eq!(bytes(one), bytes(&other), "{kind}");
            }
        }
    });
}

#[test]
fn every_figure_of_a_page_stands_in_its_document() {
    departments(|run| {
        for (kind, page) in pages(run) {
            let mut bytes = Vec::new();
            report::docx(&page, Lang::Zh, &mut bytes).unwrap();
            let text = document_of(&bytes);
            for block in &page.blocks {
                let Block::Table(table) = block else { continue };
                for cell in table.rows.iter().flatten().map(|cell| &cell.says.zh) {
                    let escaped = cell.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                    assert!(text.contains(&escaped), "{kind}: {cell}");
                }
            }
        }
    });
}

#[test]
fn the_figures_of_a_letter_add_up() {
    departments(|run| {
        let scored = run.scored();
        let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
        let mut summed = 0;
        for made in report::workings(&scored) {
            let document = report::explain(&scored, &made);
            let letter = report::letter(&scored, &made, &document, None);
            let Some(Block::Table(parts)) =
                letter.blocks.iter().find(|block| matches!(block, Block::Table(_)))
            else {
                panic!("no table of parts")
            };
            let figures: Vec<(&str, &str)> =
                parts.rows.iter().map(|row| (row[0].says.zh.as_str(), row[2].says.zh.as_str())).collect();
            let Some((("总分", total), rest)) = figures.split_last() else { panic!("{figures:?}") };
            if *total == "—" || !made.overruled.is_empty() || *total == "105.00" {
                continue;
            }
            let signed = |(name, figure): &(&str, &str)| {
                if *name == "扣分" { -cents(figure) } else { cents(figure) }
            };
            assert_eq!(rest.iter().map(signed).sum::<i64>(), cents(total), "{figures:?}");
            summed += 1;
        }
        assert!(summed > 70, "{summed} letters were summed");
    });
}

#[test]
fn the_public_page_tells_who_and_what_grade_and_nothing_else() {
    departments(|run| {
        let scored = run.scored();
        let text = report::html(&report::public(&scored), Lang::Zh);
        for who in &scored.data.subjects {
            assert!(text.contains(&who.name), "{}", who.name);
        }
        for indicator in &scored.scheme.indicators {
            assert!(!text.contains(&indicator.name), "{} is on the public page", indicator.name);
        }
        for input in scored.scheme.inputs.iter().filter(|input| input.name.chars().count() > 2) {
            assert!(!text.contains(&input.name), "{} is on the public page", input.name);
        }
    });
}

#[test]
fn who_has_no_total_is_told_what_it_waits_for() {
    departments(|run| {
        let scored = run.scored();
        let subject = scored.data.subjects.iter().position(|who| who.id == "B30").unwrap();
        let made = eval::assessment(scored.scheme, scored.data, scored.results, subject);
        let letter = report::letter(&scored, &made, &report::explain(&scored, &made), None);
        insta::assert_snapshot!(report::html(&letter, Lang::Zh).split("</style>").nth(1).unwrap());
    });
}
