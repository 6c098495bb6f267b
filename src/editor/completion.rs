//! What can be written next: statements at the beginning of a line, names and words elsewhere, found by any part of them
//! or by the first letters of their pinyin.

use pinyin::ToPinyin;
use serde_json::{Value, json};

use super::desk::Reading;
use super::names::{Kind, all_declared};
use crate::source::Lang;
use crate::syntax::keywords;

/// The numbers of the protocol.
const KEYWORD: u8 = 14;
const FIELD: u8 = 5;
const CONSTANT: u8 = 21;
const CLASS: u8 = 7;
const SNIPPET: u8 = 15;

/// The methods as they are begun, `$1` where one goes on writing.
const METHODS: [(&str, &str); 16] = [
    ("得", "得 ${1:满分 × 比例}"),
    ("按比例", "按比例 ${1:值} 至 ${2:目标}"),
    ("插值", "插值 ${1:值} {\n  ${2:60%}: ${3:0分}\n  ${4:100%}: ${5:满分的 100%}\n}"),
    ("分档", "分档 ${1:值} {\n  ${2:90(含)%以上}: ${3:10分}\n  其余: ${4:0分}\n}"),
    ("逐项", "逐项 {\n  ${1:事项}: 得 ${2:1分}\n}"),
    ("扣分", "扣分 {\n  ${1:事项}: 每 ${2:1次} 扣 ${3:1分}\n}"),
    ("起评", "起评 ${1:60分} {\n  ${2:事项}: 加 ${3:1分}\n}"),
    ("评分", "评分"),
    ("score", "score ${1:points × ratio}"),
    ("ratio", "ratio ${1:value} to ${2:target}"),
    ("interpolate", "interpolate ${1:value} {\n  ${2:60%}: ${3:0 points}\n  ${4:100%}: ${5:10 points}\n}"),
    ("bands", "bands ${1:value} {\n  ${2:90%(incl) or more}: ${3:10 points}\n  otherwise: ${4:0 points}\n}"),
    ("add", "add {\n  ${1:what}: gain ${2:1 points}\n}"),
    ("deduct", "deduct {\n  ${1:what}: per ${2:1 case} less ${3:1 points}\n}"),
    ("start", "start ${1:60 points} {\n  ${2:what}: gain ${3:1 points}\n}"),
    ("assess", "assess"),
];

/// What fits at a byte of a text.
pub(super) fn complete(text: &str, offset: usize, reading: Option<&Reading>, lang: Lang) -> Vec<Value> {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or("");
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '【';
    let typed = line.rsplit(|letter| !is_letter(letter)).next().unwrap_or("");
    let opens = line.len() - typed.len() == line.len() - line.trim_start().len();
    let after_colon = line.trim_end_matches(typed).trim_end().ends_with([':', '：']);
    let in_language = |word: &str| word.is_ascii() == (lang == Lang::En);
    let mut found = Vec::new();
    if after_colon || opens {
        let methods = METHODS.iter().filter(|(word, _)| in_language(word) && matches(word, typed));
        found.extend(methods.map(|(word, snippet)| item(word, SNIPPET, snippet, typed)));
    }
    let all = reading.map(all_declared).unwrap_or_default();
    let mut known: Vec<&str> = Vec::new();
    for one in all.iter().filter(|one| !opens && matches(&one.name, typed)) {
        if !known.contains(&one.name.as_str()) {
            known.push(&one.name);
            found.push(item(&one.name, number(one.kind), &crate::syntax::as_name(&one.name), typed));
        }
    }
    let words = keywords().into_iter().filter(|word| word.heads == opens);
    let words = words.filter(|word| in_language(&word.word) && matches(&word.word, typed));
    found.extend(words.map(|word| item(&word.word, KEYWORD, &word.word, typed)));
    found
}

fn number(kind: Kind) -> u8 {
    match kind {
        Kind::Input | Kind::Field => FIELD,
        Kind::Formula => CONSTANT,
        Kind::Indicator => CLASS,
    }
}

/// What was typed is what the editor is to find it by: it was found here.
fn item(label: &str, kind: u8, insert: &str, typed: &str) -> Value {
    let snippet = kind == SNIPPET;
    let text = if snippet { insert.to_owned() } else { insert.replace('\\', "\\\\").replace('$', "\\$") };
    json!({
        "label": label,
        "kind": kind,
        "insertText": text,
        "insertTextFormat": 2,
        "filterText": if typed.is_empty() { label } else { typed },
    })
}

/// Any part of the word, or of the first letters of its pinyin.
fn matches(word: &str, typed: &str) -> bool {
    let typed = typed.trim_start_matches('【').to_lowercase();
    word.to_lowercase().contains(&typed) || initials(word).contains(&typed)
}

fn initials(word: &str) -> String {
    let initial =
        |letter: char| letter.to_pinyin().and_then(|sound| sound.plain().chars().next()).unwrap_or(letter);
    word.to_lowercase().chars().map(initial).collect()
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn finds_by_part_and_by_initials() {
        // 预算执行率: yu suan zhi xing lü.
        for typed in ["", "执行", "yszxl", "YSZ", "zx", "【预算"] {
            assert!(matches("预算执行率", typed), "{typed}");
        }
        assert!(!matches("预算执行率", "jx"));
    }
}
