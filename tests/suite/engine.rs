//! The way through the program without its command line: rules and data in, results out.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use kaocheng::amend::{self, Base};
use kaocheng::data::{Dataset, Table, bind_layers, open};
use kaocheng::eval::{Below, Results, assess_layers, assessment, feed};
use kaocheng::plan::Scheme;
use kaocheng::report::{self, Digests, Scored};
use kaocheng::source::{Diagnostic, Files, Lang, Style, Woven, render};
use kaocheng::syntax::ast;
use kaocheng::{check, syntax};
use serde_json::Value;

/// A rule file with the one scheme in it, or the last of several and those that feed it.
pub(crate) struct Rules {
    pub(crate) files: Files,
    pub(crate) scheme: Scheme,
    pub(crate) below: Vec<Scheme>,
}

/// A dataset with what came of it; of layers, the last.
pub(crate) struct Run<'a> {
    rules: &'a Rules,
    pub(crate) data: Dataset,
    pub(crate) results: Results,
    pub(crate) earlier: Vec<Results>,
}

/// A place in the repository.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file below a folder with this ending, in order.
pub(crate) fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            found.extend(below(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every rule file below a folder that holds schemes, and not the tests of others, in order.
pub(crate) fn rules_below(folder: &Path) -> Vec<PathBuf> {
    let alone = |path: &PathBuf| !path.to_string_lossy().ends_with(".tests.kc");
    below(folder, "kc").into_iter().filter(alone).collect()
}

/// What is found in rules, and their schemes where they are sound.
type Checked = (Files, Option<Vec<Scheme>>, Vec<Diagnostic>);

/// Everything found in a text of rules. What its lists come from and it does not hold is taken from the texts beside it.
/// Tests that stand in a file of their own come with it.
fn checked_with(
    text: &(String, String),
    tests: Option<&(String, String)>,
    beside: &[(String, String)],
) -> Checked {
    let mut files = Files::new();
    let (mut trees, mut found) = (Vec::new(), Vec::new());
    let mut waiting: Vec<&(String, String)> = tests.into_iter().chain([text]).collect();
    let mut beside = beside.iter().collect::<Vec<_>>();
    while let Some((name, text)) = waiting.pop() {
        let source = files.add(name, text);
        let parsed = syntax::parse(source, text);
        found.extend(parsed.diagnostics);
        trees.extend(parsed.value.and_then(|tree| joined(tree, Path::new(name), &mut files, &mut found)));
        let schemes = trees.iter().flat_map(|tree: &ast::File| &tree.schemes);
        let lists = schemes.flat_map(|scheme| check::lists_from(&scheme.items));
        let heads: Vec<String> = lists.map(|list| format!("办法 {} {{", list.scheme.text)).collect();
        waiting.extend(beside.extract_if(.., |(_, text)| heads.iter().any(|head| text.contains(head))));
    }
    let checked = check::check(&trees, &files);
    found.extend(checked.diagnostics);
    let sound = !found.iter().any(|finding| finding.code.severity().stops());
    (files, checked.value.map(|plan| plan.schemes).filter(|_| sound), found)
}

/// Everything found in a text of rules, and its schemes where they are sound.
pub(crate) fn checked(name: &str, text: &str) -> Checked {
    checked_with(&(name.to_owned(), text.to_owned()), None, &[])
}

/// A tree with what it builds on, found from the top of the repository; none when a change does not fit.
pub(crate) fn joined(
    tree: ast::File,
    path: &Path,
    files: &mut Files,
    found: &mut Vec<Diagnostic>,
) -> Option<ast::File> {
    let there = |base| root("").join(path).parent().unwrap().join(base).exists();
    if !extends(&tree).is_some_and(there) {
        return Some(tree);
    }
    let base = amended(&tree, path, files, found)?;
    let read = amend::tree(tree.source, &base);
    found.extend(read.diagnostics);
    read.value
}

fn extends(tree: &ast::File) -> Option<String> {
    amend::extends(tree.schemes.first()?).map(|base| base.value.clone())
}

fn amended(tree: &ast::File, path: &Path, files: &mut Files, found: &mut Vec<Diagnostic>) -> Option<Base> {
    let path = root("").join(path).parent().unwrap().join(extends(tree)?);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let source = files.add(path.display().to_string(), text.clone());
    let parsed = syntax::parse(source, &text);
    found.extend(parsed.diagnostics);
    let base_tree = parsed.value?;
    let base = match extends(&base_tree) {
        Some(_) => amended(&base_tree, &path, files, found)?,
        None => Base { text: Woven::plain(source, &text), holes: base_tree.holes },
    };
    let amended = amend::amended(&base, &tree.schemes[0], tree, files);
    found.extend(amended.diagnostics);
    amended.value
}

/// Findings as a person sees them.
pub(crate) fn shown(found: &[Diagnostic], files: &Files) -> String {
    render(found, files, Style { lang: Lang::Zh, color: false })
}

/// Rules in which nothing is wrong, not even a warning.
pub(crate) fn rules(name: &str, text: &str) -> Result<Rules, String> {
    sound(&(name.to_owned(), text.to_owned()), None, &[])
}

fn sound(
    text: &(String, String),
    tests: Option<&(String, String)>,
    beside: &[(String, String)],
) -> Result<Rules, String> {
    let (files, schemes, found) = checked_with(text, tests, beside);
    let last = schemes.and_then(|mut schemes| Some((schemes.pop()?, schemes)));
    match last {
        Some((scheme, below)) if found.is_empty() => Ok(Rules { files, scheme, below }),
        Some(_) | None => Err(shown(&found, &files)),
    }
}

/// The rules of a file.
pub(crate) fn rules_of(path: &Path) -> Rules {
    rules_with(path, None)
}

/// The rules of a file, with tests that stand outside of it.
pub(crate) fn rules_with(path: &Path, tests: Option<String>) -> Rules {
    let tests = tests.map(|text| ("tests.kc".to_owned(), text));
    let read = |path: &Path| {
        let name = path.strip_prefix(root("")).unwrap_or(path).display().to_string();
        (name, std::fs::read_to_string(path).unwrap())
    };
    let others = below(path.parent().unwrap(), "kc").into_iter().filter(|other| other != path);
    let beside: Vec<(String, String)> = others.map(|other| read(&other)).collect();
    sound(&read(path), tests.as_ref(), &beside).unwrap_or_else(|found| panic!("{found}"))
}

/// Tables by the folder that the names of their files begin with.
pub(crate) fn by_folder(tables: impl Iterator<Item = (String, Vec<Table>)>) -> Vec<(String, Vec<Table>)> {
    let mut folders: Vec<(String, Vec<Table>)> = Vec::new();
    for (name, tables) in tables {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        match folders.iter_mut().find(|(known, _)| known == folder) {
            Some((_, known)) => known.extend(tables),
            None => folders.push((folder.to_owned(), tables)),
        }
    }
    folders
}

/// The tables of a folder of data and of the layers in it.
pub(crate) fn layers_of(folder: &Path) -> Vec<(String, String)> {
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    below(folder, "csv").iter().map(read).collect()
}

/// The tables of a folder of data.
pub(crate) fn tables_of(folder: &Path) -> Vec<(String, String)> {
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    };
    below(folder, "csv").iter().map(read).collect()
}

/// Tables written in a test: (file name, text).
pub(crate) fn tables(tables: &[(&str, &str)]) -> Vec<(String, String)> {
    tables.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// A subject of a result, by its number.
pub(crate) fn subject<'a>(result: &'a Value, id: &str) -> &'a Value {
    result["subjects"].as_array().unwrap().iter().find(|subject| subject["id"] == id).unwrap()
}

impl Rules {
    /// Scores tables given as (file name, text), those of layers in their folders. Of several schemes each has its tables
    /// in the folder of its name.
    pub(crate) fn score(&self, tables: &[(String, String)]) -> Result<Run<'_>, String> {
        let mut done: Vec<(Dataset, Results)> = Vec::new();
        for scheme in &self.below {
            let (mut layers, mut results) = self.scored(scheme, tables, &done)?;
            done.extend(layers.pop().zip(results.pop()));
        }
        let (mut layers, mut earlier) = self.scored(&self.scheme, tables, &done)?;
        let (data, results) = layers.pop().zip(earlier.pop()).unwrap();
        Ok(Run { rules: self, data, results, earlier })
    }

    fn scored(
        &self,
        scheme: &Scheme,
        tables: &[(String, String)],
        done: &[(Dataset, Results)],
    ) -> Result<(Vec<Dataset>, Vec<Results>), String> {
        let own = format!("{}/", scheme.name);
        let prefix = if self.below.is_empty() { "" } else { own.as_str() };
        let mut opened: Vec<(String, Vec<Table>)> = Vec::new();
        for (name, text) in tables {
            let Some(name) = name.strip_prefix(prefix) else { continue };
            let read = open(name, Box::new(Cursor::new(text.clone().into_bytes())));
            let tables = read.value.ok_or_else(|| shown(&read.diagnostics, &self.files))?;
            opened.push((name.to_owned(), tables));
        }
        let bound = bind_layers(by_folder(opened.into_iter()), scheme);
        let mut layers = bound.value.ok_or_else(|| shown(&bound.diagnostics, &self.files))?;
        let found = feed(scheme, &mut layers, |place| {
            let (data, results) = done.get(place)?;
            Some(Below { scheme: self.below.get(place)?, data, results })
        });
        if found.iter().any(|finding| finding.code.severity().stops()) {
            return Err(shown(&found, &self.files));
        }
        let results = assess_layers(scheme, &layers);
        Ok((layers, results))
    }

    /// Data of so many subjects, made up from a seed.
    pub(crate) fn sample(&self, subjects: u32, seed: u64) -> Vec<(String, String)> {
        let table = |table: kaocheng::data::SampleTable<'_>| {
            let mut text = Vec::new();
            report::sheet(&table.headers, table.rows, &mut text).unwrap();
            (format!("{}.csv", table.name), String::from_utf8(text).unwrap())
        };
        kaocheng::data::sample(&self.scheme, subjects, seed).into_iter().map(table).collect()
    }
}

impl Run<'_> {
    pub(crate) fn scored(&self) -> Scored<'_> {
        let Rules { files, scheme, .. } = self.rules;
        Scored { scheme, data: &self.data, results: &self.results, earlier: &self.earlier, files }
    }

    pub(crate) fn table(&self, lang: Lang) -> String {
        report::table(&self.scored(), lang)
    }

    pub(crate) fn csv(&self) -> String {
        let mut text = Vec::new();
        report::csv(&self.scored(), &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        let digests = Digests::new("", &self.data.digest);
        let mut text = Vec::new();
        report::json(&self.scored(), &digests, &mut text).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    pub(crate) fn explain(&self, subject: usize, lang: Lang) -> String {
        let made = assessment(&self.rules.scheme, &self.data, &self.results, subject);
        report::text(&report::explain(&self.scored(), &made), lang)
    }
}
