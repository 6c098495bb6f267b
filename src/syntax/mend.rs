//! Repairs that leave every other byte where it was, so that the rest of the text can be read in the same run.

/// Puts `text` in place of a stretch of the same length.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Edit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// The text with the edits made; edits that would move or split anything are left out.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edited = text.to_owned();
    for edit in edits {
        let fits = edit.end.checked_sub(edit.start) == Some(edit.text.len());
        let whole = edited.is_char_boundary(edit.start) && edited.is_char_boundary(edit.end);
        if fits && whole && edit.end <= edited.len() {
            edited.replace_range(edit.start..edit.end, &edit.text);
        }
    }
    edited
}

/// The edit that puts `text` in place of a stretch, taking in the blanks around it as far as it needs room.
pub(super) fn in_place(whole: &str, start: usize, end: usize, text: &str) -> Option<Edit> {
    let text = text.trim();
    let blank = |at: usize| matches!(whole.as_bytes().get(at), Some(b' ' | b'\t'));
    let (mut start, mut end) = (start, end);
    while end - start < text.len() {
        if start > 0 && blank(start - 1) {
            start -= 1;
        } else if blank(end) {
            end += 1;
        } else {
            return None;
        }
    }
    let room = end - start;
    let filling = " ".repeat(room - text.len());
    Some(Edit { start, end, text: format!("{text}{filling}") })
}

#[cfg(test)]
mod tests {
    use super::{apply, in_place};

    #[test]
    fn takes_the_room_of_blanks() {
        let text = "指标 甲 5分 逐项";
        let at = text.find("逐项").unwrap();
        let edit = in_place(text, at, at, ": ").unwrap();
        assert_eq!(apply(text, &[edit]), "指标 甲 5分:逐项");
        assert_eq!(in_place("甲乙", 3, 3, ":"), None);
    }
}
