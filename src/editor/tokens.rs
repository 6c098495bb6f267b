//! The names in a text as it stands, whether or not it can be read: comments and texts in quotes hold none.

use std::ops::Range;

/// A run that may be a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Token {
    /// Without its brackets and inner spaces.
    pub(super) name: String,
    /// Its bytes, brackets included.
    pub(super) at: Range<usize>,
}

/// Every run of a text that may be a name, keywords among them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or("");
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' => closed(rest, '"'),
            '“' => closed(rest, '”'),
            '【' => closed(rest, '】'),
            '[' => closed(rest, ']'),
            '［' => closed(rest, '］'),
            _ if is_letter(first) => rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let run = rest.get(..length).unwrap_or("");
        let bracketed = "【[［".contains(first);
        if bracketed || (is_letter(first) && !first.is_numeric()) {
            let name = run.trim_matches(['【', '】', '[', ']', '［', '］']);
            let name = if bracketed { name.split_whitespace().collect() } else { name.to_owned() };
            found.push(Token { name, at: at..at + length });
        }
        at += length.max(1);
    }
    found
}

/// The token at a byte, or ending there.
pub(super) fn token_at(text: &str, offset: usize) -> Option<Token> {
    tokens(text).into_iter().find(|token| token.at.start <= offset && offset <= token.at.end)
}

/// Up to the closing mark, or to the end of the line where there is none.
fn closed(rest: &str, mark: char) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let line = rest.find('\n').unwrap_or(rest.len());
    let inside = rest.get(first..line).unwrap_or("");
    inside.find(mark).map_or(line, |end| first + end + mark.len_utf8())
}

fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn finds_names_only() {
        let names: Vec<String> = tokens("指标 甲 5分: 得 【乙 (%)】 / 丙 // 丁\n依据 \"戊\" x.得分")
            .into_iter()
            .map(|token| token.name)
            .collect();
        assert_eq!(names, ["指标", "甲", "得", "乙(%)", "丙", "依据", "x", "得分"]);
    }
}
