//! `results.csv`: one line a subject, in the order of the data, so that version control merges line by line and a
//! spreadsheet opens it.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

use csv::StringRecord;

use super::conflict::{conflict, settled};
use crate::data::{Cell, Dataset};
use crate::eval::{Outcome, Results, State};
use crate::number::Number;
use crate::plan::{Scheme, ValueType};
use crate::source::{self, Code, Diagnostic, Text};

/// The columns before the indicators.
const FIRST: [&str; 10] = ["编号", "名称", "组", "状态", "总分", "等级", "名次", "组名次", "加分", "扣分"];
/// The column after them: the seal of the subject's own data.
const SEAL: &str = "数据";

/// Results as they are recorded.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sheet {
    headers: Vec<String>,
    rows: Vec<StringRecord>,
    /// Only looked into, so its order is never seen.
    places: HashMap<String, usize>,
}

/// One line of it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    headers: &'a [String],
    row: &'a StringRecord,
}

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
    /// What a scheme came to; `seal` gives the seal of a subject's own data, by its id.
    pub fn of(scheme: &Scheme, data: &Dataset, results: &Results, seal: impl Fn(&str) -> String) -> Sheet {
        let order = scheme.preorder();
        let paths = order.iter().map(|id| scheme.indicator(*id).path.as_str());
        let outside = scheme.outside.iter().map(|outside| outside.name.as_str());
        let items: Vec<&str> = paths.chain(outside).collect();
        let headers = header(&items);
        let mut sheet = Sheet { headers, ..Sheet::default() };
        let columns = || {
            let items = order.iter().map(|id| results.scores.get(id.0 as usize));
            items.chain((0..scheme.outside.len()).map(|at| results.outside.get(at)))
        };
        for (at, subject) in data.subjects.iter().enumerate() {
            let mut row = StringRecord::new();
            head(scheme, (data, results), at).iter().for_each(|cell| row.push_field(cell));
            for column in columns() {
                row.push_field(&outcome(scheme, column.and_then(|column| column.get(at))));
            }
            row.push_field(&seal(&subject.id));
            sheet.add(subject.id.clone(), row);
        }
        sheet
    }

    fn add(&mut self, id: String, row: StringRecord) {
        self.places.insert(id, self.rows.len());
        self.rows.push(row);
    }

    /// Writes it.
    pub fn write(&self, writer: &mut dyn Write) -> io::Result<()> {
        let mut rows = csv::Writer::from_writer(writer);
        rows.write_record(&self.headers)?;
        for row in &self.rows {
            rows.write_record(row)?;
        }
        rows.flush()
    }

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

    /// How many subjects.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All subjects in order.
    pub fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        self.rows.iter().map(|row| Subject { headers: &self.headers, row })
    }

    /// The subject with this id.
    pub fn subject(&self, id: &str) -> Option<Subject<'_>> {
        let row = self.rows.get(*self.places.get(id)?)?;
        Some(Subject { headers: &self.headers, row })
    }
}

impl<'a> Subject<'a> {
    fn at(self, place: usize) -> &'a str {
        self.row.get(place).unwrap_or("")
    }

    /// 编号
    pub fn id(self) -> &'a str {
        self.at(0)
    }

    /// 名称
    pub fn name(self) -> &'a str {
        self.at(1)
    }

    /// 组; empty without groups.
    pub fn group(self) -> &'a str {
        self.at(2)
    }

    /// 完整, 未定 or 无法计分.
    pub fn state(self) -> &'a str {
        self.at(3)
    }

    /// 总分 as published; empty where there is none.
    pub fn total(self) -> &'a str {
        self.at(4)
    }

    /// 等级
    pub fn grade(self) -> &'a str {
        self.at(5)
    }

    /// 名次
    pub fn rank(self) -> &'a str {
        self.at(6)
    }

    /// 组名次
    pub fn group_rank(self) -> &'a str {
        self.at(7)
    }

    /// The seal of its own data.
    pub fn seal(self) -> &'a str {
        self.row.iter().next_back().unwrap_or("")
    }

    /// 加分, 扣分, every indicator by path, every 加分项 and 扣分项, in order.
    pub fn items(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let end = self.headers.len().saturating_sub(1);
        let (headers, row) = (self.headers, self.row);
        (8..end).map(move |at| (headers.get(at).map_or("", String::as_str), row.get(at).unwrap_or("")))
    }

    /// One of [`items`](Self::items); none where the sheet has no such column.
    pub fn item(self, place: usize, name: &str) -> Option<&'a str> {
        let here = |at: &usize| self.headers.get(*at).is_some_and(|header| header == name);
        // Two sheets of the same rules have their columns at the same places.
        let end = self.headers.len().saturating_sub(1);
        let at = Some(place + 8).filter(|at| *at < end).filter(here);
        let at = at.or_else(|| (8..end).find(here));
        at.map(|at| self.at(at))
    }
}

/// The header of a sheet with these indicators, bonuses and penalties.
pub(super) fn header(items: &[&str]) -> Vec<String> {
    FIRST.iter().chain(items).chain([&SEAL]).map(|name| (*name).to_owned()).collect()
}

fn head(scheme: &Scheme, (data, results): (&Dataset, &Results), at: usize) -> [String; FIRST.len()] {
    let subject = data.subjects.get(at);
    let number = |column: &[Option<Number>]| {
        column.get(at).and_then(Option::as_ref).map(|number| scheme.published(number)).unwrap_or_default()
    };
    let place = |ranking: Option<usize>| {
        let column = ranking.and_then(|ranking| results.places.get(ranking));
        let place = column.and_then(|column| column.get(at).copied().flatten());
        place.map(|place| place.to_string()).unwrap_or_default()
    };
    let state = match results.states.get(at) {
        Some(State::Complete) => "完整",
        Some(State::Incomplete) | None => "未定",
        Some(State::Failed) => "无法计分",
    };
    let grade = results.grades.get(at).copied().flatten();
    [
        subject.map_or_else(String::new, |subject| subject.id.clone()),
        subject.map_or_else(String::new, |subject| subject.name.clone()),
        group(scheme, data, at).to_owned(),
        state.to_owned(),
        number(&results.total),
        grade.map_or_else(String::new, |grade| scheme.grade(grade).to_owned()),
        place(scheme.overall()),
        place(scheme.within()),
        number(&results.bonus),
        number(&results.penalty),
    ]
}

fn group<'a>(scheme: &'a Scheme, data: &Dataset, at: usize) -> &'a str {
    let Some(input) = scheme.group else { return "" };
    match (&scheme.input(input).value_type, data.cell(input, at)) {
        (ValueType::Choice(names), &Cell::Choice(choice)) => {
            names.get(choice as usize).map_or("", String::as_str)
        }
        (_, _) => "",
    }
}

/// A score, with its state where that is not the plain one; blank for what is not the subject's.
fn outcome(scheme: &Scheme, outcome: Option<&Outcome>) -> String {
    match outcome {
        Some(Outcome::Scored(score)) => scheme.published(score),
        Some(Outcome::Presumed(score)) => format!("{} 视为", scheme.published(score)),
        Some(Outcome::Excused(score)) => format!("{} 免责", scheme.published(score)),
        Some(Outcome::Missing) => "未定".to_owned(),
        Some(Outcome::NotApplicable) => "不适用".to_owned(),
        Some(Outcome::Failed) => "无法计分".to_owned(),
        Some(Outcome::Elsewhere) | None => String::new(),
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
        let place = source::Cell { row, ..source::Cell::file(self.file) };
        self.found.push(Diagnostic::cell(Code::RecordDamaged, place, message).help(help));
    }
}

/// What a cell says that no record says.
fn wrong(row: &StringRecord) -> Option<(Text, Text)> {
    let cell = |at: usize| row.get(at).unwrap_or("");
    let number = |text: &str| text.is_empty() || crate::regress::Figure::read(text).is_some();
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
