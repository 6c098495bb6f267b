//! Each folder in `fixtures/data/bad` is rules and data with one mistake in the data, named by its code.

use std::fs;
use std::path::Path;

use insta::{assert_snapshot, glob};

use crate::read::{bound, codes, rendered, ruled};

/// The tables of a folder and of the layers in it, by name.
fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tables = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            tables
                .extend(self::tables(&path).into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if path.extension().is_some_and(|ending| ending != "kc" && ending != "md") {
            tables.push((name, fs::read(&path).unwrap()));
        }
    }
    tables.sort();
    tables
}

#[test]
fn every_mistake_in_data_is_told_in_both_languages() {
    glob!("../../fixtures/data/bad", "*/rules.kc", |path| {
        let folder = path.parent().unwrap();
        let name = folder.file_name().unwrap().to_str().unwrap();
        let ruled = ruled("rules.kc", &fs::read_to_string(path).unwrap());
        assert!(ruled.found.is_empty(), "{name}: {}", rendered(&ruled.found, &ruled.files));
        let found = bound(ruled.plan.as_ref().unwrap(), &tables(folder));
        let wanted = name.split('_').next().unwrap();
        let given = codes(&found);
        assert!(!given.is_empty() && given.iter().all(|code| *code == wanted), "{name}: {given:?}");
        assert_snapshot!(name, rendered(&found, &ruled.files));
    });
}

#[test]
fn every_code_of_data_has_such_a_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/data/bad");
    let names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for code in kaocheng::source::Code::ALL.iter().filter(|code| ("KC500".."KC750").contains(&code.id())) {
        assert!(names.iter().any(|name| name.starts_with(code.id())), "{} has no folder", code.id());
    }
}
