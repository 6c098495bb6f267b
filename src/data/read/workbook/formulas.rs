//! Formulas, as far as they say that a stored value cannot be relied on: values of other workbooks, and circles. None is
//! ever worked out.

use std::collections::BTreeMap;

use super::address::{At, Block, block};
use super::sheet::Sheet;
use super::trouble::Trouble;
use crate::data::Mark;
use crate::source::Text;

/// So many times a formula is looked for in what another refers to.
const MOST_LOOKS: usize = 4_000_000;

/// Marks the cells whose values come from elsewhere, or from themselves.
pub(super) fn judge(sheets: &mut [Sheet]) -> Result<(), Trouble> {
    let mut doubts: Vec<(usize, At, Mark)> = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for (place, formula) in &sheet.formulas {
            if sheet.to_calculate.contains(place) {
                doubts.push((number, *place, uncalculated(formula)));
            }
            if is_external(formula) {
                doubts.push((number, *place, external(formula)));
            }
        }
    }
    for (number, place) in circles(sheets)? {
        doubts.push((number, place, circular(place)));
    }
    for (number, place, mark) in doubts {
        if let Some(sheet) = sheets.get_mut(number) {
            sheet.doubt(place, mark);
        }
    }
    Ok(())
}

/// `[1]年报!B2`: the number of another workbook in brackets.
fn is_external(formula: &str) -> bool {
    formula.split('[').skip(1).any(|after| {
        let inside = after.split(']').next().unwrap_or("");
        let closed = inside.len() < after.len();
        let book = !inside.is_empty() && inside.bytes().all(|byte| byte.is_ascii_digit());
        closed && (book || inside.to_ascii_lowercase().contains(".xls"))
    })
}

fn uncalculated(formula: &str) -> Mark {
    let formula: String = formula.chars().take(40).collect();
    Mark::Unsound(Box::new((
        Text::new(
            format!("的公式 (={formula}) 还没有算过: 写文件的程序要电子表格打开时再算, 存着的值不是它的"),
            format!(
                "has a formula (={formula}) that was not worked out: the program that wrote the file leaves that to a spreadsheet"
            ),
        ),
        Text::new(
            "用电子表格打开文件, 算过以后再保存",
            "open the file in a spreadsheet, let it calculate and save it",
        ),
    )))
}

fn external(formula: &str) -> Mark {
    let formula: String = formula.chars().take(40).collect();
    Mark::Unsound(Box::new((
        Text::new(
            format!("的值来自另一个工作簿 (={formula}), 这里核对不了"),
            format!("has a value from another workbook (={formula}), which cannot be looked at here"),
        ),
        Text::new(
            "在电子表格里“选择性粘贴 - 数值”, 再保存",
            "paste it as a value in the spreadsheet and save again",
        ),
    )))
}

fn circular(place: At) -> Mark {
    let place = place.text();
    Mark::Unsound(Box::new((
        Text::new(
            format!("的公式 ({place}) 在循环引用里, 或要用循环引用的格: 存着的值不可信"),
            format!(
                "has a formula ({place}) that is part of a circle, or needs one: the value stored means nothing"
            ),
        ),
        Text::new("改正循环引用, 或填上数", "mend the circle, or give the value"),
    )))
}

/// The cells whose formulas need themselves, or others that do: what is left when all that can be worked out is.
fn circles(sheets: &[Sheet]) -> Result<Vec<(usize, At)>, Trouble> {
    let names: BTreeMap<&str, usize> =
        sheets.iter().zip(0..).map(|(sheet, at)| (sheet.name.as_str(), at)).collect();
    let mut nodes: BTreeMap<(usize, At), usize> = BTreeMap::new();
    let formulas =
        || sheets.iter().enumerate().flat_map(|(at, sheet)| sheet.formulas.iter().map(move |one| (at, one)));
    for (number, (sheet, (place, _))) in formulas().enumerate() {
        nodes.insert((sheet, *place), number);
    }
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); formulas().count()];
    let mut needs: Vec<usize> = vec![0; needed_by.len()];
    let mut looks = 0;
    for (number, (own, (_, formula))) in formulas().enumerate() {
        for (sheet, block) in references(formula) {
            let sheet = sheet.as_deref().map_or(Some(own), |name| names.get(name).copied());
            let Some(sheet) = sheet else { continue };
            let first = (sheet, At { row: block.first.row, column: 0 });
            let last = (sheet, At { row: block.last.row, column: u32::MAX });
            let inside = nodes.range(first..=last).inspect(|_| looks += 1);
            let inside = inside.filter(|((_, place), _)| block.contains(*place)).take(MOST_LOOKS);
            for (_, other) in inside {
                needed_by[*other].push(number);
                needs[number] += 1;
            }
            if looks > MOST_LOOKS {
                return Err(Trouble::too_large(
                    "公式互相引用得太多",
                    "its formulas refer to each other too much",
                ));
            }
        }
    }
    worked_out(&needed_by, &mut needs);
    let left = nodes.into_iter().filter(|(_, number)| needs.get(*number).is_some_and(|count| *count > 0));
    Ok(left.map(|(place, _)| place).collect())
}

/// Takes away what needs nothing, and what then needs nothing.
fn worked_out(needed_by: &[Vec<usize>], needs: &mut [usize]) {
    let mut ready: Vec<usize> = (0..needs.len()).filter(|at| needs.get(*at) == Some(&0)).collect();
    while let Some(done) = ready.pop() {
        for by in needed_by.get(done).into_iter().flatten() {
            if let Some(count) = needs.get_mut(*by) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(*by);
                }
            }
        }
    }
}

/// The cells and blocks that a formula refers to, each with its sheet where that is named.
fn references(formula: &str) -> Vec<(Option<String>, Block)> {
    let mut found = Vec::new();
    for (sheet, word) in words(formula) {
        found.extend(block(&word).map(|block| (sheet, block)));
    }
    found
}

/// What might be a reference: runs of letters, digits, `$` and `:` outside of texts, with the sheet before `!`.
fn words(formula: &str) -> Vec<(Option<String>, String)> {
    let mut words = Vec::new();
    let (mut sheet, mut word) = (None, String::new());
    let mut letters = formula.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => letters.by_ref().take_while(|letter| *letter != '"').for_each(drop),
            '\'' => {
                word.clear();
                word.extend(letters.by_ref().take_while(|letter| *letter != '\''));
            }
            '!' => sheet = Some(std::mem::take(&mut word)),
            letter if letter.is_alphanumeric() || matches!(letter, '$' | ':' | '_' | '.') => {
                word.push(letter)
            }
            _ => {
                words.push((sheet.take(), std::mem::take(&mut word)));
            }
        }
    }
    words.push((sheet, word));
    words
}

#[cfg(test)]
mod tests {
    use super::{circles, is_external, references};
    use crate::data::read::workbook::address::at;
    use crate::data::read::workbook::sheet::Sheet;

    #[test]
    fn what_formulas_refer_to() {
        let told = |formula: &str| -> Vec<String> {
            let told = references(formula).into_iter().map(|(sheet, block)| {
                format!(
                    "{}{}:{}",
                    sheet.map(|sheet| sheet + "!").unwrap_or_default(),
                    block.first.text(),
                    block.last.text()
                )
            });
            told.collect()
        };
        assert_eq!(told("E3/D3*100"), ["E3:E3", "D3:D3"]);
        assert_eq!(told("SUM($D$3:D8)+'项目 表'!B2"), ["D3:D8", "项目 表!B2:B2"]);
        assert_eq!(told("IF(A1=\"B2\",项目!C3,0)"), ["A1:A1", "项目!C3:C3"]);
        assert_eq!(told("LOG10(2)"), ["LOG10:LOG10"]);
        assert_eq!(told("PI()"), Vec::<String>::new());
    }

    #[test]
    fn other_workbooks() {
        assert!(
            is_external("[1]年报!B2")
                && is_external("'[2]a b'!B2*2")
                && is_external("'C:\\[年报.xlsx]表'!A1")
        );
        assert!(!is_external("表1[预算数]") && !is_external("SUM(A1:A3)") && !is_external("\"[x\""));
    }

    #[test]
    fn circles_are_found() {
        let sheet = |name: &str, formulas: &[(&str, &str)]| Sheet {
            name: name.to_owned(),
            formulas: formulas.iter().map(|(place, text)| (at(place).unwrap(), (*text).to_owned())).collect(),
            ..Sheet::default()
        };
        let found = |sheets: &[Sheet]| -> Vec<String> {
            circles(sheets)
                .unwrap()
                .into_iter()
                .map(|(sheet, place)| format!("{sheet}{}", place.text()))
                .collect()
        };
        assert_eq!(found(&[sheet("甲", &[("A1", "B1"), ("B1", "C1+1"), ("C1", "5")])]), Vec::<String>::new());
        assert_eq!(found(&[sheet("甲", &[("A1", "A1+1")])]), ["0A1"]);
        assert_eq!(found(&[sheet("甲", &[("D9", "SUM(D1:D9)"), ("D8", "2")])]), ["0D9"]);
        let two = [sheet("甲", &[("A1", "乙!B2"), ("C1", "A1")]), sheet("乙", &[("B2", "SUM('甲'!A1:A3)")])];
        assert_eq!(found(&two), ["0A1", "0C1", "1B2"]);
    }
}
