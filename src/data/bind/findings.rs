//! What is found in a table, each kind in each column only so often.

use std::collections::BTreeMap;

use crate::source::{Cell, Code, Diagnostic, Place, Text};

/// One mistake in a column is often made in every row of it; after this many, the rest is counted.
const SHOWN: usize = 50;

/// A cell that does not fit, before it is known where it stands.
#[derive(Debug)]
pub(super) struct Misfit {
    pub(super) code: Code,
    pub(super) message: Text,
    pub(super) help: Text,
}

impl Misfit {
    pub(super) fn new(code: Code, message: Text, help: Text) -> Box<Misfit> {
        Box::new(Misfit { code, message, help })
    }

    pub(super) fn at(self, place: Cell) -> Diagnostic {
        Diagnostic::cell(self.code, place, self.message).help(self.help)
    }
}

/// The findings so far.
#[derive(Default)]
pub(super) struct Findings {
    found: Vec<Diagnostic>,
    /// By code, file and column.
    floods: BTreeMap<(Code, String, Option<String>), Flood>,
}

struct Flood {
    count: usize,
    /// Where the first one stands that is not shown.
    next: Option<Cell>,
}

impl Findings {
    pub(super) fn add(&mut self, found: Diagnostic) {
        let Place::Cell(cell) = &found.place else { return self.found.push(found) };
        let key = (found.code, cell.file.clone(), cell.column.clone());
        let flood = self.floods.entry(key).or_insert(Flood { count: 0, next: None });
        flood.count += 1;
        if flood.count <= SHOWN {
            self.found.push(found);
        } else if flood.next.is_none() {
            flood.next = Some(cell.clone());
        }
    }

    /// All of them, with a line for each flood.
    pub(super) fn all(self) -> Vec<Diagnostic> {
        let mut all = self.found;
        for ((code, ..), flood) in self.floods {
            let Some(next) = flood.next else { continue };
            let more = flood.count - SHOWN;
            let message = Text::new(
                format!("从第 {} 行起, 这一列还有 {more} 处同样的问题", next.row),
                format!("from row {} on, {more} more of the same in this column", next.row),
            );
            let help = Text::new(
                "多半是同一个原因, 先改上面列出的几处再查一次",
                "the cause is probably one: mend those listed above and check again",
            );
            let place = Cell { subject: None, ..next };
            all.push(Diagnostic::cell(code, place, message).help(help));
        }
        all
    }
}
