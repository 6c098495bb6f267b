//! `year.yaml`: the schemes of a year, each with its rules, its data, and where its results go.

use std::io::Read;

use super::tree::{Map, Tree};
use super::{whole, yaml};
use crate::source::{Cell, Checked, Code, Diagnostic, Text, closest};

/// A year as its list has it. Paths are as written: relative to the folder of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// year, 年度
    pub year: i32,
    /// schemes, 办法: in the order written, which is not that of evaluation.
    pub schemes: Vec<Listed>,
}

/// One scheme of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Where it begins.
    pub line: u64,
    /// rules, 规则: its rule file.
    pub rules: String,
    /// data, 数据: the folder or file of its data.
    pub data: String,
    /// out, 输出: the files its results go to, .csv or .json; never empty.
    pub out: Vec<String>,
}

/// The keys, English and Chinese.
const TOP: [(&str, &str); 3] = [("year", "年度"), ("schemes", "办法"), ("out", "输出")];
const ENTRY: [(&str, &str); 3] = [("rules", "规则"), ("data", "数据"), ("out", "输出")];

/// Reads the list of a year: everything that is wrong with it in one run, each with its line.
pub fn manifest(file: &str, reader: Box<dyn Read>) -> Checked<Manifest> {
    let tree = whole(file, reader).and_then(|text| yaml::tree(file, &text));
    let mut reading = Reading { file, found: Vec::new(), rules: Vec::new(), outs: Vec::new() };
    let manifest = match tree {
        Ok(Tree::Map(map)) => reading.year(&map),
        Ok(Tree::Empty | Tree::Text(_) | Tree::List(_)) => {
            reading.say(0, no_map(), shape());
            None
        }
        Err(found) => return Checked { value: None, diagnostics: vec![*found] },
    };
    let Checked { value, diagnostics } = Checked::sound(manifest, reading.found);
    Checked { value: value.flatten(), diagnostics }
}

struct Reading<'a> {
    file: &'a str,
    found: Vec<Diagnostic>,
    /// The rule files and results so far, each with the line of its item.
    rules: Vec<(String, u64)>,
    outs: Vec<(String, u64)>,
}

impl Reading<'_> {
    fn say(&mut self, row: u64, message: Text, help: Text) {
        let place = Cell { row, ..Cell::file(self.file) };
        self.found.push(Diagnostic::cell(Code::BadManifest, place, message).help(help));
    }

    fn year(&mut self, map: &Map) -> Option<Manifest> {
        self.keys(map, &TOP);
        let folder = match value(map, TOP[2]) {
            Some((line, tree)) => self.text(tree, line, "out"),
            None => None,
        };
        let schemes = self.schemes(map, folder.as_deref());
        let year = self.number(map);
        Some(Manifest { year: year?, schemes })
    }

    fn number(&mut self, map: &Map) -> Option<i32> {
        let Some((line, tree)) = value(map, TOP[0]) else {
            self.lacking(map, "year", "year: 2020");
            return None;
        };
        let text = self.text(tree, line, "year")?;
        let year = text.parse().ok().filter(|year| (1900..=2999).contains(year));
        if year.is_none() {
            let message = Text::new(format!("“{text}”不是年份"), format!("`{text}` is not a year"));
            self.say(
                line,
                message,
                Text::new("写四位数, 如 year: 2020", "write four digits, as in year: 2020"),
            );
        }
        year
    }

    fn schemes(&mut self, map: &Map, folder: Option<&str>) -> Vec<Listed> {
        let Some((line, tree)) = value(map, TOP[1]) else {
            self.lacking(map, "schemes", "schemes: [{rules: departments.kc, data: data/departments}]");
            return Vec::new();
        };
        let entries = match tree {
            Tree::List(entries) if !entries.is_empty() => entries,
            Tree::List(_) | Tree::Map(_) | Tree::Text(_) | Tree::Empty => {
                let message = Text::new("“schemes”之下没有办法", "there is no scheme under `schemes`");
                self.say(line, message, shape());
                return Vec::new();
            }
        };
        let listed = entries.iter().filter_map(|entry| match entry {
            Tree::Map(entry) => self.entry(entry, folder),
            Tree::Empty | Tree::Text(_) | Tree::List(_) => {
                let message = Text::new("“schemes”里有一项不是一个办法", "an item of `schemes` is no scheme");
                self.say(line, message, shape());
                None
            }
        });
        listed.collect()
    }

    fn entry(&mut self, entry: &Map, folder: Option<&str>) -> Option<Listed> {
        self.keys(entry, &ENTRY);
        let rules = self.path(entry, ENTRY[0], "rules: departments.kc");
        let data = self.path(entry, ENTRY[1], "data: data/departments");
        if let Some(rules) = &rules {
            self.listed_before(rules, entry.line);
        }
        let out = self.outs(entry, rules.as_deref(), folder);
        for out in out.iter().flatten() {
            self.written_before(out, entry.line);
        }
        Some(Listed { line: entry.line, rules: rules?, data: data?, out: out? })
    }

    fn path(&mut self, entry: &Map, key: (&str, &str), example: &str) -> Option<String> {
        match value(entry, key) {
            Some((line, tree)) => self.text(tree, line, key.0),
            None => {
                self.lacking(entry, key.0, example);
                None
            }
        }
    }

    /// The files to write; without any, one of the rule file's name in the folder of the year.
    fn outs(&mut self, entry: &Map, rules: Option<&str>, folder: Option<&str>) -> Option<Vec<String>> {
        let Some((line, tree)) = value(entry, ENTRY[2]) else {
            let Some(folder) = folder else {
                self.lacking(entry, "out", "out: out/departments.csv");
                return None;
            };
            let name = rules?.rsplit(['/', '\\']).next()?;
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            return Some(vec![format!("{}/{stem}.csv", folder.trim_end_matches(['/', '\\']))]);
        };
        let texts: Option<Vec<String>> = match tree {
            Tree::List(several) => several.iter().map(|one| self.text(one, line, "out")).collect(),
            Tree::Text(_) | Tree::Empty | Tree::Map(_) => self.text(tree, line, "out").map(|one| vec![one]),
        };
        let texts = texts?;
        if texts.is_empty() {
            self.lacking(entry, "out", "out: out/departments.csv");
            return None;
        }
        for out in &texts {
            let ending = out.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
            if !matches!(ending.as_str(), "csv" | "json") {
                let message = Text::new(
                    format!("“{out}”的结尾看不出形式"),
                    format!("the ending of `{out}` names no form"),
                );
                self.say(line, message, Text::new("用 .csv 或 .json", "use .csv or .json"));
            }
        }
        Some(texts)
    }

    /// A text that is not empty.
    fn text(&mut self, tree: &Tree, line: u64, key: &str) -> Option<String> {
        if let Tree::Text(text) = tree
            && !text.trim().is_empty()
        {
            return Some(text.trim().to_owned());
        }
        let message = Text::new(format!("“{key}”之后没有写值"), format!("`{key}` has no value"));
        self.say(line, message, Text::new("写上值, 或删去这一行", "write a value, or delete the line"));
        None
    }

    /// A key that is not there; one that was meant by a misspelt key has been asked for.
    fn lacking(&mut self, map: &Map, key: &str, example: &str) {
        let known = TOP.into_iter().chain(ENTRY).flat_map(|(en, zh)| [en, zh]);
        let known: Vec<&str> = known.collect();
        let meant = |(written, _): &(String, Tree)| {
            !known.contains(&written.as_str()) && closest(written, known.iter().copied()) == Some(key)
        };
        if map.entries.iter().any(meant) {
            return;
        }
        let message = Text::new(format!("没有写“{key}”"), format!("`{key}` is missing"));
        let help = Text::new(format!("加一行, 如 {example}"), format!("add a line such as {example}"));
        self.say(map.line, message, help);
    }

    /// Every key is known, and stands once.
    fn keys(&mut self, map: &Map, known: &[(&str, &str)]) {
        for (at, (key, _)) in map.entries.iter().enumerate() {
            let line = map.line_of(at);
            let spelt = known.iter().find(|(en, zh)| key == en || key == zh);
            let Some((en, zh)) = spelt else {
                self.unknown(key, line, known);
                continue;
            };
            let first = map.entries.iter().position(|(earlier, _)| earlier == en || earlier == zh);
            if let Some(first) = first.filter(|&first| first < at) {
                let first = map.line_of(first);
                let message = Text::new(
                    format!("“{key}”在第 {first} 行已经写过"),
                    format!("`{key}` stands in line {first} already"),
                );
                self.say(line, message, Text::new("两处留一处", "keep one of the two"));
            }
        }
    }

    fn unknown(&mut self, key: &str, line: u64, known: &[(&str, &str)]) {
        let names = || known.iter().flat_map(|(en, zh)| [*en, *zh]);
        let listed: Vec<String> = known.iter().map(|(en, zh)| format!("{en} ({zh})")).collect();
        let listed = listed.join(", ");
        let help = match closest(key, names()) {
            Some(near) => Text::new(format!("是不是“{near}”?"), format!("did you mean `{near}`?")),
            None => Text::new(format!("可以写的: {listed}"), format!("what can stand here: {listed}")),
        };
        let message = Text::new(format!("不认识“{key}”"), format!("`{key}` is not known"));
        self.say(line, message, help);
    }

    /// One rule file is one scheme of the year.
    fn listed_before(&mut self, rules: &str, line: u64) {
        if let Some(first) = taken(&mut self.rules, rules, line) {
            let message = Text::new(
                format!("“{rules}”在第 {first} 行的那一项里已经有了"),
                format!("`{rules}` is in the item of line {first} already"),
            );
            self.say(line, message, Text::new("两项留一项", "keep one of the two"));
        }
    }

    /// One file holds the results of one scheme.
    fn written_before(&mut self, out: &str, line: u64) {
        if let Some(first) = taken(&mut self.outs, out, line) {
            let message = Text::new(
                format!("结果要写到“{out}”, 而第 {first} 行的那一项也写到这里"),
                format!("the results go to `{out}`, and so do those of line {first}"),
            );
            self.say(line, message, Text::new("换一个文件名", "choose another name"));
        }
    }
}

/// The line where this path was taken before.
fn taken(paths: &mut Vec<(String, u64)>, path: &str, line: u64) -> Option<u64> {
    let path = tidy(path);
    let first = paths.iter().find(|(other, _)| *other == path).map(|(_, line)| *line);
    paths.push((path, line));
    first
}

/// A path without `.` and `x/..`, so that two spellings of one place compare equal.
fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split(['/', '\\']) {
        let last = parts.last().copied();
        if part == ".." && last.is_some_and(|last| last != ".." && !last.is_empty()) {
            parts.pop();
        } else if part != "." {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// The value of a key, in either spelling, with its line.
fn value<'m>(map: &'m Map, (en, zh): (&str, &str)) -> Option<(u64, &'m Tree)> {
    let at = map.entries.iter().position(|(key, _)| key == en || key == zh)?;
    Some((map.line_of(at), &map.entries.get(at)?.1))
}

fn no_map() -> Text {
    Text::new("这不是年度清单", "this is not the list of a year")
}

fn shape() -> Text {
    Text::new(
        "写成: year: 2020 一行, 然后 schemes: 之下每个办法一项, 如 `- {rules: departments.kc, data: data/departments, out: out/departments.csv}`",
        "write year: 2020, then below schemes: one item a scheme, such as `- {rules: departments.kc, data: data/departments, out: out/departments.csv}`",
    )
}
