//! The ledger of repairs: a short table for the eye, the whole as CSV.

use std::io::{self, Write};

use super::table::{plain_table, trimmed};
use super::wording::pick;
use crate::data::{Ledger, Repair};
use crate::source::Lang;

/// So many repairs are shown.
const SHOWN: usize = 20;

/// So many letters of a cell are shown.
const LONGEST: usize = 30;

/// The first repairs, and how many there are by each rule; empty where there is none.
pub fn ledger(ledger: &Ledger, lang: Lang) -> String {
    let count = ledger.repairs.len();
    if count == 0 {
        return String::new();
    }
    let mut table = plain_table();
    let header = [("位置", "place"), ("原来", "was"), ("读作", "read as"), ("缘由", "rule")];
    table.set_header(header.map(|(zh, en)| pick(lang, zh, en)));
    for repair in ledger.repairs.iter().take(SHOWN) {
        let became = if repair.became.is_empty() { "∅".to_owned() } else { short(&repair.became) };
        table.add_row([
            place(repair, lang),
            short(&repair.was),
            became,
            repair.rule.says().get(lang).to_owned(),
        ]);
    }
    let more = count.saturating_sub(SHOWN);
    let tail = match (more, lang) {
        (0, _) => String::new(),
        (more, Lang::Zh) => format!("… 另有 {more} 处; 全部见 --ledger 文件\n"),
        (more, Lang::En) => format!("… and {more} more; all of them with --ledger FILE\n"),
    };
    let counts = ledger.counts();
    let counts = counts.iter().map(|(rule, count)| format!("{} {count}", rule.says().get(lang)));
    let counts = counts.collect::<Vec<_>>().join(pick(lang, "; ", "; "));
    let title = match lang {
        Lang::Zh => format!("数据读取时的修正 {count} 处: {counts}"),
        Lang::En => format!("repairs made when the data were read, {count}: {counts}"),
    };
    format!("{title}\n{}\n{tail}", trimmed(&table)).trim_end().to_owned()
}

/// All of them: file, sheet, cell, column, subject, what it was, what it became, the rule.
pub fn ledger_csv(ledger: &Ledger, writer: &mut dyn Write) -> io::Result<()> {
    let mut sheet = ::csv::Writer::from_writer(writer);
    sheet.write_record(["文件", "工作表", "单元格", "列", "对象", "原来", "读作", "规则", "说明"])?;
    for Repair { place, was, became, rule } in &ledger.repairs {
        let row = if place.row > 0 { place.row.to_string() } else { String::new() };
        let cell = place.address().unwrap_or(row);
        let [sheet_name, column, subject] =
            [&place.sheet, &place.column, &place.subject].map(|one| one.as_deref().unwrap_or(""));
        let says = rule.says();
        let fields = [&place.file, sheet_name, &cell, column, subject, was, became, rule.name(), &says.zh];
        sheet.write_record(fields)?;
    }
    sheet.flush()
}

fn place(repair: &Repair, lang: Lang) -> String {
    let place = &repair.place;
    let row = match (place.row, lang) {
        (0, _) => String::new(),
        (row, Lang::Zh) => format!("第 {row} 行"),
        (row, Lang::En) => format!("row {row}"),
    };
    let file = place.file.rsplit(['/', '\\']).next().unwrap_or(&place.file);
    let sheet = place.sheet.as_ref().map(|sheet| format!("[{sheet}]")).unwrap_or_default();
    format!("{file}{sheet} {}", place.address().unwrap_or(row)).trim_end().to_owned()
}

fn short(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    let cut: String = line.chars().take(LONGEST).collect();
    if cut.len() < line.len() { format!("{cut}…") } else { cut }
}
