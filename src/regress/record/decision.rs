//! `decisions.csv`: who accepted or rejected what, when and why. Lines are only ever added.

use super::conflict::{conflict, settled};
use crate::source::{Cell, Code, Diagnostic, Text};

const COLUMNS: [&str; 6] = ["时间", "人", "决定", "组", "内容", "理由"];

/// What was decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    /// The record now holds it.
    Accepted,
    /// It is not to be: it fails until the rules or the data are put back, or somebody accepts it.
    Rejected,
}

impl Taken {
    fn word(self) -> &'static str {
        match self {
            Taken::Accepted => "接受",
            Taken::Rejected => "拒绝",
        }
    }

    fn of(word: &str) -> Option<Taken> {
        [Taken::Accepted, Taken::Rejected].into_iter().find(|taken| taken.word() == word)
    }
}

/// A decision about one group of changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The moment, `2026-11-25T23:04:05Z`.
    pub when: String,
    /// Who decided.
    pub by: String,
    /// What.
    pub taken: Taken,
    /// The group it is about, see [`key`](super::key).
    pub key: String,
    /// The group in words.
    pub what: String,
    /// The reason given.
    pub why: String,
}

/// The file with these decisions in it.
pub fn written(decisions: &[Decision]) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let lines = decisions.iter().map(|one| {
        [&*one.when, &*one.by, one.taken.word(), &*one.key, &*one.what, &*one.why].map(str::to_owned)
    });
    for line in std::iter::once(COLUMNS.map(str::to_owned)).chain(lines) {
        // Into memory, which does not fail.
        let _ = rows.write_record(&line);
    }
    rows.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Reads the file. What stands in conflict, or cannot be read, is said and left out.
pub fn decisions(file: &str, text: &str) -> (Vec<Decision>, Vec<Diagnostic>) {
    let left = Text::new("这几行决定不算", "these decisions do not count");
    let mut found: Vec<Diagnostic> = conflict(file, text, &left).into_iter().collect();
    let settled = settled(text);
    let whole: String = settled.lines.iter().map(|(_, line)| format!("{line}\n")).collect();
    let mut decisions = Vec::new();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(whole.as_bytes());
    for (at, row) in rows.records().enumerate() {
        let line = row.as_ref().ok().and_then(csv::StringRecord::position).map_or(1, csv::Position::line);
        let before = usize::try_from(line).unwrap_or(1).saturating_sub(1);
        let line = settled.lines.get(before).map_or(line, |(number, _)| *number);
        let cells: Vec<String> = row.map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
        if at == 0 && cells == COLUMNS {
            continue;
        }
        match decision(cells) {
            Some(decision) => decisions.push(decision),
            None => found.push(broken(file, line)),
        }
    }
    (decisions, found)
}

fn decision(cells: Vec<String>) -> Option<Decision> {
    let [when, by, taken, key, what, why] = <[String; 6]>::try_from(cells).ok()?;
    Some(Decision { when, by, taken: Taken::of(&taken)?, key, what, why })
}

fn broken(file: &str, row: u64) -> Diagnostic {
    let message = Text::new("这一行不是决定", "this line is no decision");
    let columns = COLUMNS.join(",");
    let help = Text::new(
        format!("每行六格: {columns}; 决定是 接受 或 拒绝。改好, 或删去这一行"),
        format!(
            "six cells a line: {columns}; the third is 接受 (accepted) or 拒绝 (rejected). Mend it, or delete the line"
        ),
    );
    Diagnostic::cell(Code::RecordDamaged, Cell { row, ..Cell::file(file) }, message).help(help)
}

#[cfg(test)]
mod tests {
    use super::{Decision, Taken, decisions, written};

    fn decision(taken: Taken, why: &str) -> Decision {
        let [when, by, key, what] =
            ["2026-11-25T01:02:03Z", "张三", "k1", "制度建设: 8分 → 6分"].map(str::to_owned);
        Decision { when, by, taken, key, what, why: why.to_owned() }
    }

    #[test]
    fn what_is_written_is_read() {
        let all = [decision(Taken::Accepted, "会议, \"纪要\"\n第三条"), decision(Taken::Rejected, "理由")];
        assert_eq!(decisions("d.csv", &written(&all)), (all.to_vec(), Vec::new()));
        assert_eq!(decisions("d.csv", &written(&[])), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_cannot_be_read_is_said_by_line() {
        let text = written(&[decision(Taken::Accepted, "好")]);
        let torn = format!("{text}<<<<<<< ours\na,b\n=======\nc,d\n>>>>>>> theirs\nx,y,也许,k,w,z\n");
        let (read, found) = decisions("d.csv", &torn);
        assert_eq!(read.len(), 1);
        let ids: Vec<&str> = found.iter().map(|one| one.code.id()).collect();
        assert_eq!(ids, ["KC752", "KC751"]);
        assert!(matches!(&found[1].place, crate::source::Place::Cell(cell) if cell.row == 8));
    }
}
