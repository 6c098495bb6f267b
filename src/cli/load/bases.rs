//! Schemes that build on others (沿用): the files they name are read, and theirs, and each becomes one plain text.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::super::console::Stop;
use crate::amend::{self, Base, extends};
use crate::source::{Code, Diagnostic, Files, SourceId, Span, Spanned, Text, Woven};
use crate::syntax;
use crate::syntax::ast;

/// The rule files read so far, each once.
#[derive(Default)]
pub(in crate::cli) struct Shelf {
    pub(in crate::cli) files: Files,
    pub(in crate::cli) findings: Vec<Diagnostic>,
    read: Vec<Read>,
    /// The files whose bases are being read, outermost first, each with the place that names its base.
    trail: Vec<(usize, Span)>,
    /// Texts that stand before those on disk: what is open in an editor.
    open: BTreeMap<PathBuf, String>,
}

/// A rule file that was read.
struct Read {
    /// The same for every way to name it.
    path: PathBuf,
    /// As it was named first.
    shown: PathBuf,
    tree: ast::File,
    /// Its brackets do not balance: nothing can be built with it.
    torn: bool,
    whole: Whole,
}

/// A file as something to build on.
#[derive(Clone)]
enum Whole {
    NotAsked,
    Sound(Base),
    /// Something is wrong, and has been said.
    Broken,
}

impl Shelf {
    /// A shelf on which some texts lie open.
    pub(in crate::cli) fn with_open(open: BTreeMap<PathBuf, String>) -> Shelf {
        Shelf { open, ..Shelf::default() }
    }

    /// A file that was named on the command line.
    pub(in crate::cli) fn named(&mut self, path: &Path) -> Result<usize, Stop> {
        self.file(path).map_err(|error| Stop::File(path.to_owned(), error))
    }

    /// A file by its path, read if it has not been.
    fn file(&mut self, path: &Path) -> io::Result<usize> {
        let open = self.open.get(path);
        let same = fs::canonicalize(path).or_else(|error| open.map(|_| path.to_owned()).ok_or(error))?;
        if let Some(known) = self.read.iter().position(|read| read.path == same) {
            return Ok(known);
        }
        let text = match open.or_else(|| self.open.get(&same)) {
            Some(open) => open.clone(),
            None => fs::read_to_string(path)?,
        };
        let source = self.files.add(path.display().to_string(), text);
        let parsed = syntax::parse(source, self.files.text(source));
        let tears = |code| {
            matches!(code, Code::UnclosedBracket | Code::StrayBracket | Code::UnclosedText | Code::TooDeep)
        };
        let torn = parsed.diagnostics.iter().any(|found| tears(found.code));
        self.findings.extend(parsed.diagnostics);
        let nothing = ast::File {
            source,
            schemes: Vec::new(),
            suites: Vec::new(),
            comments: Vec::new(),
            holes: Vec::new(),
            woven: None,
        };
        let tree = parsed.value.unwrap_or(nothing);
        self.read.push(Read { path: same, shown: path.to_owned(), tree, torn, whole: Whole::NotAsked });
        Ok(self.read.len() - 1)
    }

    /// The trees to be checked for a file: as it stands, or what its schemes and their bases come to. None where a base
    /// or a change is no good.
    pub(in crate::cli) fn trees(&mut self, file: usize) -> Option<Vec<ast::File>> {
        let tree = self.read[file].tree.clone();
        if tree.schemes.iter().all(|scheme| extends(scheme).is_none()) {
            return Some(vec![tree]);
        }
        let mut trees = Vec::new();
        let mut sound = true;
        if !tree.suites.is_empty() {
            trees.push(ast::File { schemes: Vec::new(), ..tree.clone() });
        }
        for scheme in &tree.schemes {
            match extends(scheme) {
                None => {
                    let (schemes, suites) = (vec![scheme.clone()], Vec::new());
                    trees.push(ast::File { schemes, suites, ..tree.clone() });
                }
                Some(_) => match self.amended(file, scheme) {
                    Some(base) => {
                        let read = amend::tree(tree.source, &base);
                        self.findings.extend(read.diagnostics);
                        trees.extend(read.value);
                    }
                    None => sound = false,
                },
            }
        }
        sound.then_some(trees)
    }

    /// The plain text of each scheme of a file, and the files it was made of, the one named first.
    pub(in crate::cli) fn plain(&mut self, file: usize) -> Option<Vec<Woven>> {
        let tree = self.read[file].tree.clone();
        if tree.schemes.iter().all(|scheme| extends(scheme).is_none()) {
            return Some(vec![Woven::plain(tree.source, self.files.text(tree.source))]);
        }
        let mut texts = Vec::new();
        for scheme in &tree.schemes {
            texts.push(match extends(scheme) {
                None => Woven::plain(tree.source, self.files.slice(scheme.span)),
                Some(_) => self.amended(file, scheme)?.text,
            });
        }
        Some(texts)
    }

    /// The source of a file.
    pub(in crate::cli) fn source(&self, file: usize) -> SourceId {
        self.read[file].tree.source
    }

    /// A scheme of a file together with what it builds on.
    fn amended(&mut self, file: usize, scheme: &ast::Scheme) -> Option<Base> {
        let named = extends(scheme)?;
        self.trail.push((file, named.span));
        let base = self.base(file, named);
        self.trail.pop();
        let base = base?;
        let read = &self.read[file];
        if read.torn {
            return None;
        }
        let amended = amend::amended(&base, scheme, &read.tree, &self.files);
        self.findings.extend(amended.diagnostics);
        amended.value
    }

    /// What a 沿用 names.
    fn base(&mut self, file: usize, named: &Spanned<String>) -> Option<Base> {
        let path = beside(&self.read[file].shown, &named.value);
        let base = match self.file(&path) {
            Ok(base) => base,
            Err(error) => {
                self.findings.push(unreadable(named, &path, &error));
                return None;
            }
        };
        let (own, other) = (self.source(file), self.source(base));
        self.files.builds_on(own, other);
        if self.trail.iter().any(|(on, _)| *on == base) {
            self.circle(base);
            return None;
        }
        self.whole(base, named)
    }

    /// A file as a base: it must hold one scheme.
    fn whole(&mut self, file: usize, named: &Spanned<String>) -> Option<Base> {
        match self.read[file].whole.clone() {
            Whole::Sound(base) => return Some(base),
            Whole::Broken => return None,
            Whole::NotAsked => {}
        }
        let tree = self.read[file].tree.clone();
        let base = match tree.schemes.as_slice() {
            _ if self.read[file].torn => None,
            [scheme] if extends(scheme).is_some() => self.amended(file, scheme),
            [_] => {
                let text = Woven::plain(tree.source, self.files.text(tree.source));
                Some(Base { text, holes: tree.holes.clone() })
            }
            several => {
                self.findings.push(not_one(named, self.files.name(tree.source), several.len()));
                None
            }
        };
        self.read[file].whole = base.clone().map_or(Whole::Broken, Whole::Sound);
        base
    }

    /// Files that build on each other: every step, with its place.
    fn circle(&mut self, base: usize) {
        let start = self.trail.iter().position(|(file, _)| *file == base).unwrap_or(0);
        let steps = self.trail.get(start..).unwrap_or(&[]);
        let name = |file: usize| self.files.name(self.read[file].tree.source);
        let mut names: Vec<&str> = steps.iter().map(|(file, _)| name(*file)).collect();
        names.push(name(base));
        let chain = names.join(" → ");
        let Some((_, place)) = steps.first() else { return };
        let mut found = Diagnostic::new(
            Code::Cycle,
            *place,
            Text::new(
                format!("办法沿用成了一圈: {chain}"),
                format!("schemes build on each other in a circle: {chain}"),
            ),
        )
        .help(Text::new("去掉其中一处“沿用”", "take one `extends` out"));
        for (_, step) in steps.iter().skip(1) {
            found = found.label(*step, Text::new("又沿用", "builds on"));
        }
        for (file, _) in steps.iter().copied() {
            self.read[file].whole = Whole::Broken;
        }
        self.findings.push(found);
    }
}

/// A path as it is meant in a file, without detours: `rules/2020/../2019/a.kc` is `rules/2019/a.kc`.
pub(in crate::cli) fn beside(file: &Path, named: &str) -> PathBuf {
    let joined = file.parent().unwrap_or(Path::new("")).join(named);
    let mut plain = PathBuf::new();
    for part in joined.components() {
        let back = part == Component::ParentDir
            && matches!(plain.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if back => {
                plain.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::ParentDir | Component::Normal(_) => {
                plain.push(part)
            }
        }
    }
    plain
}

fn unreadable(named: &Spanned<String>, path: &Path, error: &io::Error) -> Diagnostic {
    let path = path.display();
    let kind = error.kind();
    let message = if kind == io::ErrorKind::NotFound {
        Text::new(format!("找不到 {path}"), format!("{path} is not there"))
    } else if kind == io::ErrorKind::InvalidData {
        Text::new(format!("{path} 不是 UTF-8 文本"), format!("{path} is not UTF-8 text"))
    } else {
        Text::new(format!("{path} 读不出来: {error}"), format!("{path} cannot be read: {error}"))
    };
    Diagnostic::new(Code::BaseUnusable, named.span, message).help(Text::new(
        "路径从本文件所在的文件夹算起, 如 沿用 \"../2019/departments.kc\"",
        "the path starts from the folder of this file, as in extends \"../2019/departments.kc\"",
    ))
}

fn not_one(named: &Spanned<String>, name: &str, schemes: usize) -> Diagnostic {
    let message = Text::new(
        format!("{name} 里有 {schemes} 个办法, 要沿用的文件里须恰好有一个"),
        format!("{name} holds {schemes} schemes; a file to build on holds exactly one"),
    );
    Diagnostic::new(Code::BaseUnusable, named.span, message)
        .help(Text::new("把要沿用的办法单独存成一个文件", "keep the scheme to build on in a file of its own"))
}
