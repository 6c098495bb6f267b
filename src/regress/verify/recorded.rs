//! A recorded result (`kaocheng.assess/1`) as the sheet that `assess --format csv` would have written, blocks included.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::data::{Origin, Row, Table};
use crate::plan::Scheme;
use crate::source::{Cell, Code, Diagnostic, Text};

const FORMAT: &str = "kaocheng.assess/1";

#[derive(Deserialize)]
struct Result1<'a> {
    format: String,
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    stage: Option<String>,
    #[serde(borrow, default)]
    subjects: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    schemes: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Subject {
    id: String,
    name: String,
    total: Option<String>,
    grade: Option<String>,
    rank: Option<u32>,
    group_rank: Option<u32>,
    items: Vec<Item>,
    bonus: Option<String>,
    penalty: Option<String>,
    bonus_items: Vec<Outside>,
    penalty_items: Vec<Outside>,
}

#[derive(Deserialize)]
struct Item {
    path: String,
    score: Option<String>,
    state: String,
}

#[derive(Deserialize)]
struct Outside {
    name: String,
    score: Option<String>,
}

/// Reads a recorded result as a table. `layer` is the one recomputed: a result of another cannot be compared.
pub fn recorded_result(
    file: &str,
    text: &str,
    scheme: &Scheme,
    layer: Option<&str>,
) -> Result<Table, Box<Diagnostic>> {
    let broken = |error: serde_json::Error| refused(file, error.line() as u64, &error.to_string());
    let whole: Result1<'_> = serde_json::from_str(text).map_err(broken)?;
    if whole.format != FORMAT {
        return Err(refused(file, 1, &format!("format: {}", whole.format)));
    }
    let mut one = whole;
    if !one.schemes.is_empty() && !one.schemes.iter().any(|raw| named(raw, &scheme.name).is_some()) {
        return Err(refused(file, 1, &format!("schemes: {}?", scheme.name)));
    }
    if let Some(own) = one.schemes.iter().find_map(|raw| named(raw, &scheme.name)) {
        one = own;
    }
    if one.stage.as_deref() != layer {
        return Err(other_layer(file, one.stage.as_deref(), layer));
    }
    let line = |raw: &RawValue| {
        let before = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let newlines = text.get(..before).unwrap_or("").bytes().filter(|byte| *byte == b'\n').count();
        u64::try_from(newlines).unwrap_or(u64::MAX - 1) + 1
    };
    let subjects: std::result::Result<Vec<(u64, Subject)>, serde_json::Error> =
        one.subjects.iter().map(|raw| Ok((line(raw), serde_json::from_str(raw.get())?))).collect();
    let subjects = subjects.map_err(broken)?;
    let headers = headers(&subjects);
    let rows: Vec<Row> = subjects.iter().map(|(line, subject)| row(*line, subject, &headers)).collect();
    Ok(Table {
        name: "subjects".to_owned(),
        file: file.to_owned(),
        headers,
        rows: Box::new(rows.into_iter().map(Ok)),
        origin: Origin::default(),
    })
}

fn named<'a>(raw: &'a RawValue, name: &str) -> Option<Result1<'a>> {
    serde_json::from_str::<Result1<'a>>(raw.get()).ok().filter(|one| one.scheme == name)
}

/// Every path and name that some subject has: what belongs to another branch is left out of its items.
fn headers(subjects: &[(u64, Subject)]) -> Vec<String> {
    let mut headers: Vec<String> = ["编号", "名称"].map(str::to_owned).to_vec();
    let mut add = |name: &str| {
        if !headers.iter().any(|known| known == name) {
            headers.push(name.to_owned());
        }
    };
    for (_, subject) in subjects {
        subject.items.iter().for_each(|item| add(&item.path));
        subject.bonus_items.iter().chain(&subject.penalty_items).for_each(|item| add(&item.name));
    }
    for name in ["加分", "扣分", "总分", "等级", "名次", "组名次"] {
        add(name);
    }
    headers
}

fn row(line: u64, subject: &Subject, headers: &[String]) -> Row {
    let mut row = Row::new(line);
    let place = |place: Option<u32>| place.map(|place| place.to_string()).unwrap_or_default();
    for header in headers {
        let text = match header.as_str() {
            "编号" => subject.id.clone(),
            "名称" => subject.name.clone(),
            "加分" => subject.bonus.clone().unwrap_or_default(),
            "扣分" => subject.penalty.clone().unwrap_or_default(),
            "总分" => subject.total.clone().unwrap_or_default(),
            "等级" => subject.grade.clone().unwrap_or_default(),
            "名次" => place(subject.rank),
            "组名次" => place(subject.group_rank),
            other => score(subject, other),
        };
        row.push(&text);
    }
    row
}

fn score(subject: &Subject, name: &str) -> String {
    if let Some(item) = subject.items.iter().find(|item| item.path == name) {
        return match (&item.score, item.state.as_str()) {
            (Some(score), _) => score.clone(),
            (None, "not_applicable") => "不适用".to_owned(),
            (None, "failed") => "无法计分".to_owned(),
            (None, _) => "未定".to_owned(),
        };
    }
    let mut outside = subject.bonus_items.iter().chain(&subject.penalty_items);
    outside.find(|item| item.name == name).and_then(|item| item.score.clone()).unwrap_or_default()
}

fn refused(file: &str, row: u64, why: &str) -> Box<Diagnostic> {
    let message = Text::new(
        format!("这不是 {FORMAT} 的结果: {why}"),
        format!("this is not a result of the form {FORMAT}: {why}"),
    );
    Box::new(Diagnostic::cell(Code::Unreadable, Cell { row, ..Cell::file(file) }, message).help(Text::new(
        "用 assess --format json 写出的文件, 或一张 CSV",
        "use a file that assess --format json wrote, or a CSV",
    )))
}

fn other_layer(file: &str, recorded: Option<&str>, layer: Option<&str>) -> Box<Diagnostic> {
    let message = Text::new(
        format!(
            "记录的是层次“{}”的结果, 数据的最后一层是“{}”",
            recorded.unwrap_or("(不分层)"),
            layer.unwrap_or("(不分层)")
        ),
        format!(
            "the result is of the layer `{}`, the last layer of the data is `{}`",
            recorded.unwrap_or("(none)"),
            layer.unwrap_or("(none)")
        ),
    );
    Box::new(Diagnostic::cell(Code::UnknownLayer, Cell::file(file), message).help(Text::new(
        "换成同一层的结果, 或同一层的数据",
        "use the result, or the data, of the same layer",
    )))
}
