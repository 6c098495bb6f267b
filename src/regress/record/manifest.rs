//! `record.yaml`: what was recorded, of what, and by which version.

use std::fmt::Write;

use crate::source::{Cell, Code, Diagnostic, Text, closest};

/// The name and version of the form.
const FORMAT: &str = "kaocheng.record/1";

/// Plain keys in order, and whether each must be there.
const KEYS: [(&str, bool); 8] = [
    ("format", true),
    ("kaocheng", true),
    ("rules", true),
    ("scheme", true),
    ("year", false),
    ("layer", false),
    ("digest", true),
    ("calendar", false),
];
/// Keys with lines under them.
const MAPS: [&str; 2] = ["data", "accepted"];

/// What stands in `record.yaml`. Paths start from the folder that the record stands in, and have `/` between their parts.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    /// The version that worked the results out.
    pub version: String,
    /// The rule file.
    pub rules: String,
    /// The scheme whose results they are.
    pub scheme: String,
    /// Its year.
    pub year: Option<i32>,
    /// The layer of the data; none without layers.
    pub layer: Option<String>,
    /// SHA-256 of `rules.kc`.
    pub digest: String,
    /// Seal of the data that are nobody's own (the calendar).
    pub calendar: Option<String>,
    /// The data of each scheme, those that feed it first.
    pub data: Vec<(String, String)>,
    /// Where only some edits of the rules were accepted, one after another: towards which rules, and the keys of the
    /// edits that were made.
    pub accepted: Vec<(String, Vec<String>)>,
}

/// A line as it is read.
struct Line<'a> {
    number: u64,
    inside: bool,
    key: String,
    value: &'a str,
}

impl Manifest {
    /// As it is written.
    pub fn text(&self) -> String {
        let mut text = "# 考成记录, 由 kaocheng record 和 review 写; 各文件见 docs/formats\n".to_owned();
        let year = self.year.map(|year| year.to_string());
        let plain = [
            Some(FORMAT.to_owned()),
            Some(self.version.clone()),
            Some(quoted(&self.rules)),
            Some(quoted(&self.scheme)),
            year,
            self.layer.as_deref().map(quoted),
            Some(self.digest.clone()),
            self.calendar.clone(),
        ];
        for ((key, _), value) in KEYS.iter().zip(plain) {
            if let Some(value) = value {
                // Writing to a string does not fail.
                let _ = writeln!(text, "{key}: {value}");
            }
        }
        text += "data:\n";
        for (scheme, path) in &self.data {
            let _ = writeln!(text, "  {}: {}", quoted(scheme), quoted(path));
        }
        if !self.accepted.is_empty() {
            text += "accepted:\n";
        }
        for (step, (file, keys)) in (1..).zip(&self.accepted) {
            let value = format!("{file} {}", keys.join(" "));
            let _ = writeln!(text, "  step-{step}: {}", quoted(&value));
        }
        text
    }

    /// Reads it; every line that cannot be read is said.
    pub fn read(file: &str, text: &str) -> Result<Manifest, Vec<Diagnostic>> {
        let mut reading =
            Reading { file, found: Vec::new(), seen: Vec::new(), manifest: Manifest::default() };
        let mut map: Option<String> = None;
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            match Line::of(number, line) {
                Some(line) if line.inside => reading.inside(map.as_deref(), &line),
                Some(line) => {
                    map = Some(line.key.clone());
                    reading.plain(&line);
                }
                None => reading.say(number, broken()),
            }
        }
        reading.lacking();
        if reading.found.is_empty() { Ok(reading.manifest) } else { Err(reading.found) }
    }
}

impl<'a> Line<'a> {
    /// `key: value`, or two spaces before it where it belongs to the key above.
    fn of(number: u64, line: &'a str) -> Option<Line<'a>> {
        let bare = line.trim_start();
        let (key, rest) = match bare.strip_prefix('"') {
            Some(_) => {
                let mut read = serde_json::Deserializer::from_str(bare).into_iter::<String>();
                let key = read.next()?.ok()?;
                (key, bare.get(read.byte_offset()..)?)
            }
            None => {
                let end = bare.find(':')?;
                (bare.get(..end)?.to_owned(), bare.get(end..)?)
            }
        };
        let value = rest.strip_prefix(':')?.trim();
        Some(Line { number, inside: bare.len() < line.len(), key, value })
    }
}

struct Reading<'a> {
    file: &'a str,
    found: Vec<Diagnostic>,
    seen: Vec<String>,
    manifest: Manifest,
}

impl Reading<'_> {
    fn say(&mut self, row: u64, (message, help): (Text, Text)) {
        let place = Cell { row, ..Cell::file(self.file) };
        self.found.push(Diagnostic::cell(Code::RecordDamaged, place, message).help(help));
    }

    fn value(&mut self, line: &Line<'_>) -> String {
        if !line.value.starts_with('"') {
            return line.value.to_owned();
        }
        match serde_json::from_str(line.value) {
            Ok(text) => text,
            Err(_) => {
                self.say(line.number, broken());
                String::new()
            }
        }
    }

    fn plain(&mut self, line: &Line<'_>) {
        let key = line.key.as_str();
        if self.seen.iter().any(|seen| seen == key) {
            return self.say(line.number, twice(key));
        }
        self.seen.push(key.to_owned());
        let value = self.value(line);
        let manifest = &mut self.manifest;
        match key {
            "format" if value != FORMAT => self.say(line.number, other_form(&value)),
            "format" => {}
            "kaocheng" => manifest.version = value,
            "rules" => manifest.rules = value,
            "scheme" => manifest.scheme = value,
            "year" => match value.parse() {
                Ok(year) => manifest.year = Some(year),
                Err(_) => self.say(line.number, broken()),
            },
            "layer" => manifest.layer = Some(value),
            "digest" => manifest.digest = value,
            "calendar" => manifest.calendar = Some(value),
            "data" | "accepted" => {}
            other => self.say(line.number, unknown(other)),
        }
    }

    fn inside(&mut self, map: Option<&str>, line: &Line<'_>) {
        let value = self.value(line);
        match map {
            Some("data") => self.manifest.data.push((line.key.clone(), value)),
            Some("accepted") => {
                let mut words = value.split_whitespace().map(str::to_owned);
                match words.next() {
                    Some(file) => self.manifest.accepted.push((file, words.collect())),
                    None => self.say(line.number, broken()),
                }
            }
            Some(_) | None => self.say(line.number, broken()),
        }
    }

    fn lacking(&mut self) {
        let needed = KEYS.iter().filter(|(_, needed)| *needed).map(|(key, _)| *key).chain(["data"]);
        let lacking: Vec<&str> = needed.filter(|key| !self.seen.iter().any(|seen| seen == key)).collect();
        for key in lacking {
            let message = Text::new(format!("没有“{key}”这一行"), format!("the line `{key}` is missing"));
            self.say(0, (message, again()));
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn again() -> Text {
    Text::new(
        "从版本库取回这个文件, 或用 kaocheng record … --overwrite 重新记录",
        "take the file back from version control, or record anew with kaocheng record … --overwrite",
    )
}

fn broken() -> (Text, Text) {
    (Text::new("这一行读不懂", "this line cannot be read"), again())
}

fn twice(key: &str) -> (Text, Text) {
    (Text::new(format!("“{key}”写了两次"), format!("`{key}` stands here twice")), again())
}

fn other_form(form: &str) -> (Text, Text) {
    let message = Text::new(
        format!("这份记录的形式是“{form}”, 本程序认得 {FORMAT}"),
        format!("the form of this record is `{form}`; this program knows {FORMAT}"),
    );
    (message, again())
}

fn unknown(key: &str) -> (Text, Text) {
    let known = || KEYS.iter().map(|(key, _)| *key).chain(MAPS);
    let help = match closest(key, known()) {
        Some(near) => Text::new(format!("是不是 {near}?"), format!("did you mean {near}?")),
        None => again(),
    };
    (Text::new(format!("不认识“{key}”"), format!("`{key}` is not known")), help)
}

#[cfg(test)]
mod tests {
    use super::Manifest;
    use crate::source::Place;

    fn manifest() -> Manifest {
        Manifest {
            version: "0.1.0".into(),
            rules: "部门 \"甲\": 考核.kc".into(),
            scheme: "考核".into(),
            year: Some(2019),
            layer: Some("复核".into()),
            digest: "ab12".into(),
            calendar: None,
            data: vec![("项目: 评价".into(), "../数据/项目".into()), ("考核".into(), "../数据".into())],
            accepted: vec![("rules-1.kc".into(), vec!["k1".into(), "k2".into()])],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for manifest in [manifest(), Manifest { year: None, layer: None, accepted: Vec::new(), ..manifest() }]
        {
            assert_eq!(Manifest::read("record.yaml", &manifest.text()), Ok(manifest));
        }
    }

    #[test]
    fn damage_is_said_by_line() {
        let text = manifest().text();
        for (from, to, row) in [
            ("kaocheng.record/1", "kaocheng.record/9", 2),
            ("year: 2019", "year: 二〇一九", 6),
            ("layer:", "leyer:", 7),
            ("scheme: \"考核\"", "scheme: \"考核", 5),
            ("digest: ab12\n", "", 0),
            ("year: 2019", "scheme: 甲", 6),
            ("data:\n", "", 0),
        ] {
            let spoilt = text.replacen(from, to, 1);
            assert_ne!(spoilt, text);
            let found = Manifest::read("record.yaml", &spoilt).unwrap_err();
            let rows: Vec<u64> = found
                .iter()
                .map(|one| if let Place::Cell(cell) = &one.place { cell.row } else { 99 })
                .collect();
            assert!(rows.contains(&row), "{from} → {to}: {rows:?}");
        }
    }
}
