//! `doc`: the official scoring table. What it says is read and accepted; that its merged cells fit is a law.

use std::collections::BTreeSet;

use super::cli::{ran, scratch};
use super::engine::{root, rules_below};

fn doc(rules: &str, lang: &str, format: &str) -> String {
    let ran = ran(&["doc", rules, "--lang", lang, "--format", format]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    ran.out
}

#[test]
fn the_departments_as_the_regulation_prints_them() {
    insta::assert_snapshot!("departments", doc("rules/2019/departments.kc", "zh", "text"));
    insta::assert_snapshot!("small", doc("rules/examples/small-english.kc", "en", "text"));
    insta::assert_snapshot!("amended", doc("rules/2020/departments.kc", "zh", "text"));
}

/// The numbers after an attribute of a tag; 1 where it has none.
fn attribute(tag: &str, name: &str) -> usize {
    let value = tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.map_or(1, |value| value.parse().unwrap())
}

/// Lays the cells of a table out as a browser does: every place is covered, and none twice.
fn fits(page: &str, name: &str) {
    let body = page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let columns =
        page.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap().matches("<th ").count();
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    let rows: Vec<&str> = body.split("<tr>").skip(1).collect();
    for (row, cells) in rows.iter().enumerate() {
        for cell in cells.split("<t").skip(1).map(|cell| cell.split('>').next().unwrap()) {
            let column = (0..columns).find(|column| !taken.contains(&(row, *column)));
            let column = column.unwrap_or_else(|| panic!("{name}: a cell too many in row {row}"));
            for down in 0..attribute(cell, "rowspan") {
                for right in 0..attribute(cell, "colspan") {
                    let place = (row + down, column + right);
                    assert!(taken.insert(place), "{name}: {place:?} is covered twice");
                }
            }
        }
    }
    assert_eq!(taken.len(), rows.len() * columns, "{name}: places are left open, or stick out");
}

#[test]
fn every_rule_file_gives_a_table_whose_cells_fit_and_every_indicator_stands_in_it() {
    let mut tried = 0;
    for path in rules_below(&root("rules")) {
        let rules = path.display().to_string();
        let (page, text) = (doc(&rules, "zh", "html"), doc(&rules, "en", "text"));
        fits(&page, &rules);
        let checked = super::engine::rules_of(&path);
        for indicator in &checked.scheme.indicators {
            assert!(
                page.contains(&indicator.name) && text.contains(&indicator.name),
                "{rules}: {}",
                indicator.name
            );
        }
        tried += 1;
    }
    assert!(tried >= 15, "{tried}");
}

#[test]
fn it_is_written_to_a_file_by_its_ending() {
    let out = scratch("doc").join("table.html");
    let ran = ran(&["doc", "rules/2019/departments.kc", "-o", out.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert!(std::fs::read_to_string(out).unwrap().starts_with("<!DOCTYPE html>"));
}
