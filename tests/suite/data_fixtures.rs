//! Each folder in `fixtures/data/bad` is rules and data with one mistake in the data, named by its code.

use std::fs;
use std::path::Path;

use insta::{assert_snapshot, glob};

use crate::read::{bound, codes, rendered, ruled};

/// The tables of a folder, by name.
fn tables(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut tables: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending != "kc" && ending != "md"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
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
        let scheme = &ruled.plan.as_ref().unwrap().schemes[0];
        let found = bound(scheme, &tables(folder));
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
    for code in kaocheng::source::Code::ALL.iter().filter(|code| ("KC500".."KC900").contains(&code.id())) {
        assert!(names.iter().any(|name| name.starts_with(code.id())), "{} has no folder", code.id());
    }
}
