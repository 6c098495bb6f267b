//! What is found in a table, each kind in each column only so often.

use std::collections::BTreeMap;

use super::spelling::shown;
use crate::data::{Encoding, Ledger, Repair, RepairRule, Table, letters};
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

/// A repair before it is known where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mended {
    pub(super) was: String,
    pub(super) became: String,
    pub(super) rule: RepairRule,
}

/// The findings so far, and the repairs.
#[derive(Default)]
pub(super) struct Findings {
    found: Vec<Diagnostic>,
    /// By code, file and column.
    floods: BTreeMap<(Code, String, Option<String>), Flood>,
    pub(super) ledger: Ledger,
    /// The tables by the name of their file and sheet: findings then tell the cell.
    tables: BTreeMap<String, Known>,
}

struct Flood {
    count: usize,
    /// Where the first one stands that is not shown.
    next: Option<Cell>,
}

/// What is known of a table that findings are made about.
struct Known {
    file: String,
    sheet: Option<String>,
    grid: bool,
    headers: Vec<String>,
}

impl Findings {
    /// Findings about this table are to tell its cells.
    pub(super) fn know(&mut self, table: &Table) {
        let file = table.origin.file.clone().unwrap_or_else(|| table.file.clone());
        let (sheet, grid, headers) = (table.origin.sheet.clone(), table.origin.grid, table.headers.clone());
        self.tables.insert(table.file.clone(), Known { file, sheet, grid, headers });
    }

    /// Tells how the file of a table was read, once a file.
    pub(super) fn read_as(&mut self, table: &Table) {
        let encoding = table.origin.encoding;
        let place = Cell::file(&table.file);
        let told =
            self.ledger.repairs.iter().any(|one| one.rule == RepairRule::Encoding && one.place == place);
        if encoding != Encoding::Utf8 && !told {
            let (was, became) = (encoding.name().to_owned(), Encoding::Utf8.name().to_owned());
            self.ledger.repairs.push(Repair { place, was, became, rule: RepairRule::Encoding });
        }
    }

    /// The place in words of the file that the user knows; in a sheet, with the cell.
    fn placed(&self, cell: Cell, in_texts: bool) -> Cell {
        let Some(known) = self.tables.get(&cell.file) else { return Cell { letters: None, ..cell } };
        let at = |column: &String| known.headers.iter().position(|header| header == column).map(letters);
        let named = cell.letters.clone().or_else(|| cell.column.as_ref().and_then(at));
        let lettered = known.grid && (in_texts || known.sheet.is_some());
        let letters = named.filter(|_| lettered);
        Cell { file: known.file.clone(), sheet: known.sheet.clone(), letters, ..cell }
    }

    /// Enters a repair in the ledger.
    pub(super) fn repaired(&mut self, place: Cell, mended: Mended) {
        let Mended { was, became, rule } = mended;
        let place = self.placed(place, true);
        self.ledger.repairs.push(Repair { place, was, became, rule });
    }

    /// Tells what came of a cell.
    pub(super) fn told(&mut self, (misfit, mended): (Option<Box<Misfit>>, Option<Mended>), place: Cell) {
        if let Some(mended) = mended {
            self.repaired(place.clone(), mended);
        }
        if let Some(misfit) = misfit {
            self.add(misfit.at(place));
        }
    }

    pub(super) fn add(&mut self, mut found: Diagnostic) {
        let Place::Cell(cell) = &mut found.place else { return self.found.push(found) };
        *cell = self.placed(cell.clone(), false);
        let cell = cell.clone();
        let key = (found.code, cell.file.clone(), cell.column.clone());
        let flood = self.floods.entry(key).or_insert(Flood { count: 0, next: None });
        flood.count += 1;
        if flood.count <= SHOWN {
            self.found.push(found);
        } else if flood.next.is_none() {
            flood.next = Some(cell);
        }
    }

    /// Makes a finding of every repair: nothing is read otherwise than it stands.
    pub(super) fn refuse_repairs(&mut self) {
        for repair in std::mem::take(&mut self.ledger).repairs {
            self.add(refused(repair));
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

/// A repair that was not to be made.
pub fn refused(repair: Repair) -> Diagnostic {
    let Repair { place, was, became, rule } = repair;
    let (was, said) = (shown(&was).into_owned(), rule.says());
    let message = if became.is_empty() {
        Text::new(format!("“{was}”: {}", said.zh), format!("`{was}`: {}", said.en))
    } else {
        let became = shown(&became);
        Text::new(
            format!("“{was}”要读作“{became}” ({})", said.zh),
            format!("`{was}` would be read as `{became}` ({})", said.en),
        )
    };
    let help = Text::new(
        "改文件里的写法; 认可这样读, 就不要用 --strict",
        "mend it in the file; to accept this reading, leave out --strict",
    );
    Diagnostic::cell(Code::RepairNeeded, place, message).help(help)
}
