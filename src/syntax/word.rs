//! Words of a statement that cannot be read as a whole.

/// The word or sign at a place; none at the end of the line.
pub(super) fn word_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let first = rest.chars().next().filter(|letter| *letter != '\n')?;
    let belongs = |letter: char| letter.is_alphanumeric() || letter == '_';
    let run = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
    let longest = rest.char_indices().nth(16).map_or(rest.len(), |(end, _)| end);
    rest.get(..run.max(first.len_utf8()).min(longest))
}

/// Whether the statement has its colon further on.
pub(super) fn has_colon(statement: &str, at: usize) -> bool {
    let rest = statement.get(at..).and_then(|rest| rest.lines().next()).unwrap_or("");
    rest.split(['{', '｛']).next().is_some_and(|head| head.contains([':', '：']))
}
