//! What was collected, in a table: file by file who it is of and what became of it, then who is missing.

use super::table::{plain_table, trimmed};
use super::wording::pick;
use crate::data::form::{Collected, Returned, State};
use crate::source::Lang;

/// So many names of one file are shown.
const SHOWN: usize = 3;

/// Files that were taken in without a word are only counted.
pub fn collected(collected: &Collected, lang: Lang) -> String {
    let mut table = plain_table();
    let heads = [
        ("文件", "file"),
        ("对象", "subject"),
        ("结果", "outcome"),
        ("修正", "repairs"),
        ("错误", "mistakes"),
    ];
    table.set_header(heads.map(|(zh, en)| pick(lang, zh, en)));
    let told =
        collected.returned.iter().filter(|one| one.state != State::Taken || one.late || one.repairs > 0);
    let mut rows = 0;
    for one in told {
        rows += 1;
        table.add_row([
            name(&one.file),
            who(one),
            state(one, lang),
            one.repairs.to_string(),
            one.mistakes.to_string(),
        ]);
    }
    let count = |state| collected.returned.iter().filter(|one| one.state == state).count();
    let (taken, again, refused) = (count(State::Taken), count(State::Again), count(State::Refused));
    let subjects = collected.tables.first().map_or(0, |table| table.rows.len());
    let (files, missing) = (collected.returned.len(), collected.missing.len());
    let late = collected.returned.iter().filter(|one| one.late).count();
    let summary = match lang {
        Lang::Zh => format!(
            "收到 {files} 份: 收下 {taken}, 重复 {again}, 退回 {refused}; 逾期或未写日期 {late}; 缺 {missing}。共 {subjects} 个对象。\n"
        ),
        Lang::En => format!(
            "{files} files: {taken} taken in, {again} again, {refused} refused; {late} late or without a date; {missing} missing. {subjects} subjects in all.\n"
        ),
    };
    if rows == 0 { summary } else { format!("{}\n{summary}", trimmed(&table)) }
}

fn name(file: &str) -> String {
    file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned()
}

fn who(one: &Returned) -> String {
    let names = one.who.iter().take(SHOWN).map(|(id, name)| format!("{id} {name}"));
    let names = names.collect::<Vec<_>>().join(", ");
    if one.who.len() > SHOWN { format!("{names} … ({})", one.who.len()) } else { names }
}

fn state(one: &Returned, lang: Lang) -> String {
    let state = match one.state {
        State::Taken => pick(lang, "收下", "taken in"),
        State::Again => pick(lang, "重复", "again"),
        State::Refused => pick(lang, "退回", "refused"),
    };
    if one.late {
        format!("{state}, {}", pick(lang, "逾期或未写日期", "late or without a date"))
    } else {
        state.to_owned()
    }
}
