//! 列表 来自: a scheme that none of the files given holds is looked for in the other .kc files of the same folder as the
//! file that names it. Only files with a scheme of that name are read in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::check;
use crate::source::{Code, Diagnostic, Files, Place, Span, Text, closest};
use crate::syntax::{self, ast};

/// The files of a run, those that were named first, and those that they pull in.
pub(super) struct Reading<'a> {
    pub(super) files: &'a mut Files,
    pub(super) trees: &'a mut Vec<ast::File>,
    pub(super) findings: &'a mut Vec<Diagnostic>,
}

/// The rule files of a folder by path, and the names of the schemes in each.
type Folder = Vec<(PathBuf, Vec<String>)>;

/// Where a name that no file answers to was looked for.
pub(super) struct Unanswered {
    span: Span,
    looked: Text,
}

/// Reads in what is named and not there, and what that names in turn.
pub(super) fn pull_in(reading: &mut Reading<'_>) -> Vec<Unanswered> {
    let mut folders: BTreeMap<PathBuf, Folder> = BTreeMap::new();
    let mut unanswered: Vec<Unanswered> = Vec::new();
    while let Some((name, span)) = next_wanted(reading, &unanswered) {
        let folder = folder_of(Path::new(reading.files.name(span.source)));
        let there = folders.entry(folder.clone()).or_insert_with(|| rule_files(&folder));
        let found: Vec<PathBuf> = there
            .iter()
            .filter(|(path, schemes)| schemes.contains(&name) && !is_read(reading.files, path))
            .map(|(path, _)| path.clone())
            .collect();
        if found.is_empty() {
            unanswered.push(Unanswered { span, looked: looked(&name, &folder, there) });
        }
        for path in found {
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let source = reading.files.add(path.display().to_string(), text);
            let parsed = syntax::parse(source, reading.files.text(source));
            reading.findings.extend(parsed.diagnostics);
            reading.trees.extend(parsed.value);
        }
    }
    unanswered
}

/// Adds to what the check says of an unknown scheme where else it was looked for.
pub(super) fn tell(findings: &mut [Diagnostic], unanswered: &[Unanswered]) {
    for finding in findings.iter_mut().filter(|finding| finding.code == Code::UnknownName) {
        let at = |one: &&Unanswered| finding.place == Place::Span(one.span);
        if let Some(one) = unanswered.iter().find(at) {
            finding.help.push(one.looked.clone());
        }
    }
}

/// A scheme that is named and in none of the trees, and where it is named.
fn next_wanted(reading: &Reading<'_>, unanswered: &[Unanswered]) -> Option<(String, Span)> {
    let schemes = || reading.trees.iter().flat_map(|tree| &tree.schemes);
    let lists = schemes().flat_map(|scheme| check::lists_from(&scheme.items));
    let mut wanted = lists.filter(|list| {
        !schemes().any(|scheme| scheme.name.text == list.scheme.text)
            && !unanswered.iter().any(|one| one.span == list.scheme.span)
    });
    wanted.next().map(|list| (list.scheme.text.clone(), list.scheme.span))
}

fn folder_of(file: &Path) -> PathBuf {
    file.parent().map(Path::to_owned).unwrap_or_default()
}

/// A file that cannot be read or has no scheme holds nothing that is looked for.
fn rule_files(folder: &Path) -> Folder {
    let open = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(open) else { return Vec::new() };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut paths: Vec<PathBuf> = names
        .map(|name| folder.join(name))
        .filter(|path| path.extension().is_some_and(|ending| ending == "kc"))
        .collect();
    paths.sort();
    paths.into_iter().filter_map(|path| Some((path.clone(), schemes_in(&path)?))).collect()
}

fn schemes_in(path: &Path) -> Option<Vec<String>> {
    let text = fs::read_to_string(path).ok()?;
    let mut alone = Files::new();
    let source = alone.add("", text);
    let tree = syntax::parse(source, alone.text(source)).value?;
    Some(tree.schemes.into_iter().map(|scheme| scheme.name.text).collect())
}

fn is_read(files: &Files, path: &Path) -> bool {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let path = whole(path);
    files.names().any(|name| whole(Path::new(name)) == path)
}

fn looked(name: &str, folder: &Path, there: &Folder) -> Text {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.display();
    let listed: Vec<String> = there
        .iter()
        .map(|(path, schemes)| {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{file} ({})", schemes.join(", "))
        })
        .collect();
    let listed = listed.join("; ");
    let near = closest(name, there.iter().flat_map(|(_, schemes)| schemes.iter().map(String::as_str)));
    let (zh, en) = match near {
        Some(near) => (format!("; 是不是“{near}”?"), format!("; did you mean `{near}`?")),
        None => (String::new(), String::new()),
    };
    Text::new(
        format!("也看了文件夹 {folder} 里的规则文件: {listed}{zh}"),
        format!("the rule files of the folder {folder} were looked at too: {listed}{en}"),
    )
}
