//! `results.csv` read back: whatever a merge or a hand has done to it is said by line.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::{FIRST, SEAL, Sheet};
use crate::regress::Figure;
use crate::regress::record::conflict::{conflict, settled};
use crate::source::{Cell, Code, Diagnostic, Text};

/// A sheet that was read from a file.
#[derive(Clone, PartialEq, Debug)]
pub struct SheetRead {
    /// The lines that stand; none where nothing can be made of the file.
    pub sheet: Option<Sheet>,
    /// How many lines do not stand: in conflict, or damaged.
    pub lost: usize,
    /// What is wrong.
    pub found: Vec<Diagnostic>,
}

impl Sheet {
    /// Reads it. Lines in conflict are left out, and so are lines that cannot be read; both are said.
    pub fn read(file: &str, text: &str) -> SheetRead {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let settled = settled(text);
        let left = Text::new("冲突中的对象当作没有记录", "the subjects in it count as not recorded");
        let mut reading = Reading { file, found: conflict(file, text, &left).into_iter().collect() };
        let whole: String = settled.lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        let number = |line: u64| {
            let before = usize::try_from(line).unwrap_or(1).saturating_sub(1);
            settled.lines.get(before).map_or(line, |(number, _)| *number)
        };
        let sheet = reading.sheet(&whole, number);
        let lost =
            settled.torn.len() + reading.found.iter().filter(|one| one.code == Code::RecordDamaged).count();
        SheetRead { sheet, lost, found: reading.found }
    }
}

struct Reading<'a> {
    file: &'a str,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn sheet(&mut self, text: &str, number: impl Fn(u64) -> u64) -> Option<Sheet> {
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut rows = rows.records();
        let headers: Vec<String> = match rows.next() {
            Some(Ok(row)) => row.iter().map(str::to_owned).collect(),
            Some(Err(_)) | None => Vec::new(),
        };
        let known = headers.iter().take(FIRST.len()).eq(FIRST.iter())
            && headers.len() > FIRST.len()
            && headers.last().is_some_and(|last| last == SEAL);
        if !known {
            self.say(number(1), no_header());
            return None;
        }
        let mut sheet = Sheet { headers, ..Sheet::default() };
        let mut lines: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows {
            let Ok(row) = row else {
                self.say(0, not_text());
                continue;
            };
            let line = number(row.position().map_or(1, csv::Position::line));
            let id = row.get(0).unwrap_or("").to_owned();
            if row.len() != sheet.headers.len() {
                self.say(line, ragged(row.len(), sheet.headers.len()));
            } else if let Some(first) = lines.get(&id) {
                self.say(line, twice(&id, *first));
            } else if let Some(wrong) = wrong(&row) {
                self.say(line, wrong);
            } else {
                lines.insert(id.clone(), line);
                sheet.add(id, row);
            }
        }
        Some(sheet)
    }

    fn say(&mut self, row: u64, (message, help): (Text, Text)) {
        let place = Cell { row, ..Cell::file(self.file) };
        self.found.push(Diagnostic::cell(Code::RecordDamaged, place, message).help(help));
    }
}

/// What a cell says that no record says.
fn wrong(row: &StringRecord) -> Option<(Text, Text)> {
    let cell = |at: usize| row.get(at).unwrap_or("");
    let number = |text: &str| text.is_empty() || Figure::read(text).is_some();
    let place = |text: &str| text.is_empty() || text.parse::<u32>().is_ok();
    let at = if !matches!(cell(3), "完整" | "未定" | "无法计分") {
        3
    } else if !number(cell(4)) {
        4
    } else {
        [6, 7].into_iter().find(|at| !place(cell(*at)))?
    };
    let (column, text) = (FIRST[at], cell(at));
    let message =
        Text::new(format!("“{column}”不能是“{text}”"), format!("the column `{column}` cannot say `{text}`"));
    Some((message, repair()))
}

fn repair() -> Text {
    Text::new(
        "从版本库取回这一行; 或删去它, 再用 kaocheng review 重新接受",
        "take the line back from version control; or delete it, and accept it again with kaocheng review",
    )
}

fn no_header() -> (Text, Text) {
    let first = FIRST.join(",");
    let message = Text::new("表头不是记录的表头", "the header is not that of a record");
    let help = Text::new(
        format!(
            "表头以 {first} 开始, 以 {SEAL} 结束; 从版本库取回这个文件, 或用 kaocheng record … --overwrite 重新记录"
        ),
        format!(
            "it begins with {first} and ends with {SEAL}; take the file back from version control, or record anew with kaocheng record … --overwrite"
        ),
    );
    (message, help)
}

fn not_text() -> (Text, Text) {
    (Text::new("有一行读不懂", "a line cannot be read"), repair())
}

fn ragged(cells: usize, columns: usize) -> (Text, Text) {
    let message = Text::new(
        format!("这一行有 {cells} 格, 表头有 {columns} 列"),
        format!("the row has {cells} cells, the header {columns} columns"),
    );
    (message, repair())
}

fn twice(id: &str, first: u64) -> (Text, Text) {
    let message = Text::new(
        format!("编号“{id}”在第 {first} 行已经有了"),
        format!("the id `{id}` stands in line {first} already"),
    );
    let help = Text::new("两行留一行", "keep one of the two lines");
    (message, help)
}
