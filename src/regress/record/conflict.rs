//! What a merge that failed leaves in a file: the lines of both sides, between marks.

use crate::source::{Cell, Code, Diagnostic, Text};

const OPENS: &str = "<<<<<<<";
const CLOSES: &str = ">>>>>>>";

/// The text with the lines in conflict taken out.
pub(super) struct Settled<'a> {
    /// The lines that stand, each with its number from 1.
    pub(super) lines: Vec<(u64, &'a str)>,
    /// The lines of both sides, without the marks.
    pub(super) torn: Vec<&'a str>,
    /// Where the first conflict begins.
    pub(super) first: Option<u64>,
}

/// Takes the lines in conflict out of a text. A conflict that is not closed reaches to the end.
pub(super) fn settled(text: &str) -> Settled<'_> {
    let mut settled = Settled { lines: Vec::new(), torn: Vec::new(), first: None };
    let mut inside = false;
    for (number, line) in (1..).zip(text.lines()) {
        if !inside && line.starts_with(OPENS) {
            inside = true;
            settled.first = settled.first.or(Some(number));
        } else if inside && line.starts_with(CLOSES) {
            inside = false;
        } else if !inside {
            settled.lines.push((number, line));
        } else if !line.starts_with("=======") && !line.starts_with("|||||||") {
            settled.torn.push(line);
        }
    }
    settled
}

/// A file of a record in which a merge has left both sides; none where it has not. `left` says what counts as missing.
pub fn conflict(file: &str, text: &str, left: &Text) -> Option<Diagnostic> {
    let row = settled(text).first?;
    let message = Text::new(
        format!("合并留下了冲突 ({OPENS}), {}", left.zh),
        format!("a merge has left a conflict ({OPENS}) here, so {}", left.en),
    );
    let help = Text::new(
        "在编辑器里留下对的一边, 删去冲突标记; 或删去整个记录, 用 kaocheng record 重新记录",
        "keep the right side in an editor and delete the marks; or delete the record and make it anew with kaocheng record",
    );
    Some(Diagnostic::cell(Code::RecordConflict, Cell { row, ..Cell::file(file) }, message).help(help))
}
