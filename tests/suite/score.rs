//! Stories: `fixtures/score/*` with rules and data, and what a reader sees of them. A new story is a new folder.

use std::fmt::Write as _;

use kaocheng::source::Lang;

use super::engine::{rules_of, tables_of};

#[test]
fn every_story_is_told_as_it_was_accepted() {
    insta::glob!("../../fixtures", "score/*/rules.kc", |path| {
        let rules = rules_of(path);
        let run = rules.score(&tables_of(path.parent().unwrap())).unwrap_or_else(|found| panic!("{found}"));
        let mut told = run.table(Lang::Zh);
        for subject in 0..run.data.subjects.len() {
            write!(told, "\n{}\n{}", "=".repeat(80), run.explain(subject, Lang::Zh)).unwrap();
        }
        write!(told, "\n{}\n{}\n{}", "=".repeat(80), run.table(Lang::En), run.explain(0, Lang::En)).unwrap();
        let story = path.parent().and_then(|folder| folder.file_name()).unwrap().to_string_lossy();
        insta::with_settings!({ snapshot_suffix => story.into_owned(), omit_expression => true }, {
            insta::assert_snapshot!(told);
        });
    });
}
