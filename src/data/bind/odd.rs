//! Rows of a table that are no records: sums, notes, the header again.

use super::findings::{Findings, Mended};
use super::header::{Header, Target};
use super::place::{cell_at, place};
use super::spelling::folded;
use crate::data::{RepairRule, Row};

/// The longest row of sums: `中央和省驻市单位小计`.
const LONGEST_SUM: usize = 12;

/// Whether a row is left out, which goes into the ledger; and that a hidden one is read.
pub(super) fn left_out(row: &Row, headers: &[Header], file: &str, findings: &mut Findings) -> bool {
    let at = |wanted: Target| headers.iter().position(|header| header.target == wanted);
    let rule = at(Target::Id).and_then(|id| rule(row, id, at(Target::Name)));
    let texts = || row.cells().map(str::trim).filter(|text| !text.is_empty());
    if let Some(rule) = rule {
        let mut different: Vec<&str> = texts().collect();
        different.dedup();
        let was = different.join(" | ");
        let column = row.cells().position(|cell| !cell.trim().is_empty()).unwrap_or(0);
        let header = headers.get(column).map_or("", |header| header.text.as_str());
        let place = cell_at(file, row.number, (column, header), "");
        findings.repaired(place, Mended { was, became: String::new(), rule });
        return true;
    }
    if row.hidden {
        let was = texts().next().unwrap_or("").to_owned();
        let mended = Mended { was: was.clone(), became: was, rule: RepairRule::HiddenRow };
        findings.repaired(place(file, row.number, None, ""), mended);
    }
    false
}

fn rule(row: &Row, id: usize, name: Option<usize>) -> Option<RepairRule> {
    let own = row.cell(id).trim();
    // Nearly every row has an id of digits and Latin letters.
    if own.bytes().next().is_some_and(|first| first.is_ascii_digit()) {
        return None;
    }
    if !own.is_empty() {
        return match folded(own).to_ascii_lowercase() {
            text if text == "编号" || text == "id" => Some(RepairRule::HeaderAgain),
            text if is_sum(&text) => Some(RepairRule::TotalRow),
            text if is_note(&text) => Some(RepairRule::FootNote),
            _ => None,
        };
    }
    let named = name.map(|name| row.cell(name).trim()).filter(|text| !text.is_empty());
    let first = || row.cells().map(str::trim).find(|text| !text.is_empty());
    let text = folded(named.or_else(first)?).to_ascii_lowercase();
    if is_sum(&text) { Some(RepairRule::TotalRow) } else { is_note(&text).then_some(RepairRule::FootNote) }
}

fn is_sum(text: &str) -> bool {
    const SUMS: [&str; 8] = ["合计", "小计", "总计", "共计", "累计", "total", "subtotal", "grandtotal"];
    let text = text.trim_end_matches(':');
    let chinese = |sum: &str| !sum.is_ascii() && text.ends_with(sum) && text.chars().count() <= LONGEST_SUM;
    SUMS.contains(&text) || SUMS.iter().any(|sum| chinese(sum))
}

fn is_note(text: &str) -> bool {
    const NOTES: [&str; 14] = [
        "注",
        "备注",
        "说明",
        "填表说明",
        "填表人",
        "填报人",
        "制表人",
        "审核人",
        "负责人",
        "单位负责人",
        "填报单位",
        "填表日期",
        "填报日期",
        "note",
    ];
    let Some((word, _)) = text.split_once(':') else { return false };
    NOTES.contains(&word.trim_end_matches(|last: char| last.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::rule;
    use crate::data::{RepairRule, Row};

    #[test]
    fn which_rows_are_no_records() {
        for (cells, wanted) in [
            (["D01", "市教育局", "3"], None),
            (["合计", "", "3"], Some(RepairRule::TotalRow)),
            (["", "合  计", "3"], Some(RepairRule::TotalRow)),
            (["", "市委部门小计", "3"], Some(RepairRule::TotalRow)),
            (["", "", "总计："], Some(RepairRule::TotalRow)),
            (["D02", "合计", "3"], None),
            (["局", "合计局", "3"], None),
            (["", "市统计局累计办公室", "3"], None),
            (["注：预算数为年初批复数", "", ""], Some(RepairRule::FootNote)),
            (["注1：不含转移支付", "", ""], Some(RepairRule::FootNote)),
            (["填表人：张三", "审核人：李四", ""], Some(RepairRule::FootNote)),
            (["编 号", "名称", "人数"], Some(RepairRule::HeaderAgain)),
            (["", "市教育局", "3"], None),
            (["", "", ""], None),
        ] {
            let mut row = Row::new(9);
            cells.iter().for_each(|cell| row.push(cell));
            assert_eq!(rule(&row, 0, Some(1)), wanted, "{cells:?}");
        }
    }
}
