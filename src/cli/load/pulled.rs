//! 列表 来自: a scheme that none of the files given holds is looked for in the other .kc files of the same folder as the
//! file that names it. Only files with a scheme of that name are read in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::bases::Shelf;
use super::found::is_rules;
use crate::check;
use crate::source::{Code, Diagnostic, Files, Place, SourceId, Span, Text, closest};
use crate::syntax::{self, ast};

/// What came of reading in what was named and not there.
pub(in crate::cli) struct Pulled {
    pub(in crate::cli) unanswered: Vec<Unanswered>,
    /// Whether all that was read in is fit to be checked.
    pub(in crate::cli) whole: bool,
}

/// The rule files of a folder by path, and the names of the schemes in each.
type Folder = Vec<(PathBuf, Vec<String>)>;

/// Where a name that no file answers to was looked for.
pub(in crate::cli) struct Unanswered {
    span: Span,
    looked: Text,
}

/// Reads in what is named and not there, and what that names in turn.
pub(in crate::cli) fn pull_in(shelf: &mut Shelf, trees: &mut Vec<ast::File>) -> Pulled {
    let mut folders: BTreeMap<PathBuf, Folder> = BTreeMap::new();
    let mut pulled = Pulled { unanswered: Vec::new(), whole: true };
    while let Some(wanted) = next_wanted(trees, &pulled.unanswered) {
        let mut answered = false;
        for folder in wanted.folders(shelf) {
            let there = folders.entry(folder.clone()).or_insert_with(|| rule_files(&folder));
            let named = there.iter().filter(|(_, schemes)| schemes.contains(&wanted.name));
            let files: Vec<usize> = named.filter_map(|(path, _)| shelf.named(path).ok()).collect();
            let read: Vec<(SourceId, Option<Vec<ast::File>>)> =
                files.into_iter().map(|file| (shelf.source(file), shelf.trees(file))).collect();
            // A base is not scored itself: what builds on it is meant.
            let bases: Vec<SourceId> = read
                .iter()
                .flat_map(|(source, _)| shelf.files.with_bases(*source).into_iter().skip(1))
                .collect();
            for (source, amended) in read {
                if bases.contains(&source) || trees.iter().any(|tree| tree.source == source) {
                    continue;
                }
                pulled.whole &= amended.is_some();
                answered |= amended.is_some();
                trees.extend(amended.unwrap_or_default());
            }
            if answered {
                break;
            }
        }
        if !answered {
            let looked = wanted
                .folders(shelf)
                .into_iter()
                .find_map(|folder| folders.get(&folder).map(|there| looked(&wanted.name, &folder, there)));
            pulled.unanswered.push(Unanswered { span: wanted.span, looked: looked.unwrap_or_default() });
        }
    }
    pulled
}

/// Adds to what the check says of an unknown scheme where else it was looked for.
pub(in crate::cli) fn tell(findings: &mut [Diagnostic], unanswered: &[Unanswered]) {
    for finding in findings.iter_mut().filter(|finding| finding.code == Code::UnknownName) {
        let at = |one: &&Unanswered| finding.place == Place::Span(one.span);
        if let Some(one) = unanswered.iter().find(at) {
            finding.help.push(one.looked.clone());
        }
    }
}

/// A scheme that is named and in none of the trees.
struct Wanted {
    name: String,
    /// Where it is named.
    span: Span,
    /// The file of the scheme that names it; not that of the place, when the line was taken over from a base.
    by: SourceId,
}

impl Wanted {
    /// Where it may be: beside the scheme that names it, else beside the base in which it is named.
    fn folders(&self, shelf: &Shelf) -> Vec<PathBuf> {
        let mut folders =
            [self.by, self.span.source].map(|file| folder_of(Path::new(shelf.files.name(file)))).to_vec();
        folders.dedup();
        folders
    }
}

fn next_wanted(trees: &[ast::File], unanswered: &[Unanswered]) -> Option<Wanted> {
    let schemes =
        || trees.iter().flat_map(|tree| tree.schemes.iter().map(move |scheme| (tree.source, scheme)));
    let lists = schemes()
        .flat_map(|(by, scheme)| check::lists_from(&scheme.items).into_iter().map(move |list| (by, list)));
    let mut wanted = lists.filter(|(_, list)| {
        !schemes().any(|(_, scheme)| scheme.name.text == list.scheme.text)
            && !unanswered.iter().any(|one| one.span == list.scheme.span)
    });
    wanted.next().map(|(by, list)| Wanted { name: list.scheme.text.clone(), span: list.scheme.span, by })
}

fn folder_of(file: &Path) -> PathBuf {
    file.parent().map(Path::to_owned).unwrap_or_default()
}

/// A file that cannot be read or has no scheme holds nothing that is looked for.
fn rule_files(folder: &Path) -> Folder {
    let open = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(open) else { return Vec::new() };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name()));
    let mut paths: Vec<PathBuf> = names.map(|name| folder.join(name)).filter(|path| is_rules(path)).collect();
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
